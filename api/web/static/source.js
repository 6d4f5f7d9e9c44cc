// The source of one report: its text cut at the edges of evidence, so that each place can be lit.

import { h, t } from "./dom.js";
import { Positions } from "./positions.js";

/** Bring an element into view in the middle of its pane, at once. */
export function bring(element) {
  element?.scrollIntoView({ block: "center" });
}

export class SourceView {
  #pane;
  #text = "";
  #positions = null;
  #pages = [];
  #passages = new Map();
  #lit = [];

  constructor(pane) {
    this.#pane = pane;
  }

  /** Take the whole text that spans point into, and where its pages begin. */
  read(text, pages) {
    this.#text = text;
    this.#positions = new Positions(text);
    this.#pages = pages.map((point) => this.#positions.unit(point));
  }

  get ready() {
    return this.#positions !== null;
  }

  /** Show the text of `span`; `marks` are [{key, kind, spans}], in code points. */
  show(span, marks) {
    this.#passages = new Map();
    this.#lit = [];
    const [start, end] = this.#units(span);
    const edges = new Set([start, end]);
    const opening = new Map();
    const closing = new Map();
    for (const mark of marks) {
      for (const place of mark.spans) {
        const [from, to] = this.#units(place).map((unit) => Math.min(Math.max(unit, start), end));
        if (from >= to) continue;
        edges.add(from).add(to);
        opening.set(from, [...(opening.get(from) ?? []), mark]);
        closing.set(to, [...(closing.get(to) ?? []), mark]);
      }
    }
    // The page that a report begins on is marked at its first character.
    const pageAt = new Map();
    for (const [index, unit] of this.#pages.entries()) {
      const at = Math.max(unit, start);
      if (at < end && (this.#pages[index + 1] ?? Infinity) > start) pageAt.set(at, index + 1);
    }
    for (const at of pageAt.keys()) edges.add(at);
    const sorted = [...edges].sort((a, b) => a - b);
    const open = new Map();
    const pieces = [];
    for (let index = 0; index + 1 < sorted.length; index += 1) {
      const [from, to] = [sorted[index], sorted[index + 1]];
      for (const mark of closing.get(from) ?? []) open.set(mark, open.get(mark) - 1);
      for (const mark of opening.get(from) ?? []) open.set(mark, (open.get(mark) ?? 0) + 1);
      if (pageAt.has(from)) pieces.push(h("span", { class: "page", "data-label": t("report.page", { page: pageAt.get(from) }) }));
      pieces.push(this.#piece(from, to, [...open].filter(([, count]) => count > 0).map(([mark]) => mark)));
    }
    this.#pane.replaceChildren(h("div", { class: "text", lang: "zh" }, pieces));
  }

  #units({ start, end }) {
    return [this.#positions.unit(start), this.#positions.unit(end)];
  }

  #piece(from, to, marks) {
    const text = this.#text.slice(from, to);
    if (!marks.length) return h("span", { "data-at": from }, text);
    const kinds = [...new Set(marks.map((mark) => mark.kind))];
    const keys = [...new Set(marks.map((mark) => mark.key))];
    const piece = h(
      "span",
      { class: `passage ${kinds.join(" ")}`, "data-at": from, "data-keys": keys.join(" "), role: "button", tabindex: "0" },
      text,
    );
    for (const key of keys) this.#passages.set(key, [...(this.#passages.get(key) ?? []), piece]);
    return piece;
  }

  /** Light the evidence of `keys`, and no other; return how many pieces are lit. */
  light(keys, scroll) {
    this.clear();
    this.#lit = [...new Set(keys.flatMap((key) => this.#passages.get(key) ?? []))];
    for (const piece of this.#lit) piece.classList.add("lit");
    if (scroll) bring(this.#lit[0]);
    return this.#lit.length;
  }

  clear() {
    for (const piece of this.#lit) piece.classList.remove("lit");
    this.#lit = [];
  }

  /** Return the quoted text of a span. */
  quote(span) {
    return this.#text.slice(...this.#units(span));
  }

  /** Return the span that is selected in the pane, without white space around it, or null. */
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.#pane.contains(range.commonAncestorContainer)) return null;
    const start = this.#unitOf(range.startContainer, range.startOffset);
    const end = this.#unitOf(range.endContainer, range.endOffset);
    return this.#trimmed(start, end);
  }

  /** Return the span of `words` inside `span`, or null; white space in either does not count. */
  find(words, span) {
    const [from, to] = this.#units(span);
    const letters = [...words.replace(/\s+/g, "")].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
    if (!letters.length) return null;
    const found = new RegExp(letters.join("\\s*"), "u").exec(this.#text.slice(from, to));
    return found && this.#trimmed(from + found.index, from + found.index + found[0].length);
  }

  #trimmed(start, end) {
    const text = this.#text.slice(start, end);
    const from = start + (text.length - text.trimStart().length);
    const to = end - (text.length - text.trimEnd().length);
    if (from >= to) return null;
    return { start: this.#positions.point(from), end: this.#positions.point(to), page: null };
  }

  #unitOf(node, offset) {
    const range = document.createRange();
    const text = this.#pane.querySelector(".text");
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (piece && node.nodeType === Node.TEXT_NODE) return Number(piece.dataset.at) + offset;
    // Between pieces: what stands before it in the pane tells how far it is.
    range.setStart(text, 0);
    range.setEnd(node, offset);
    return Number(text.querySelector("[data-at]").dataset.at) + range.toString().length;
  }
}
