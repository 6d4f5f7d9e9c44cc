// A report's summary beside its source: either lights what belongs to it in the other.

import { announce, byId, engineBadge, fill, h, number, t } from "./dom.js";
import { SourceView, bring } from "./source.js";

const PARTS = ["achievements", "problems", "next_steps"];

export class Reading {
  source = new SourceView(byId("source"));
  current = null;
  #digest = null;
  #shown = null;
  #wanted = null;
  #items = new Map();
  #corrections;
  #links = new Map();

  constructor(corrections) {
    this.#corrections = corrections;
    this.#listen();
  }

  /** Take a result; what is shown of the earlier one is shown anew. */
  take(digest) {
    this.#digest = digest;
    this.#list();
  }

  /** Go to a report and light what `key` names there. */
  wants(report, key) {
    this.#wanted = key;
    if (location.hash === `#${report}`) this.show(report);
    else location.hash = `#${report}`;
  }

  /** Show the report with the id `id`, or the one that was shown last, or the first. */
  show(id) {
    const reports = this.#digest.reports;
    const report = [id, this.current].map((one) => reports.find((r) => r.id === one)).find(Boolean) ?? reports[0];
    const same = this.#shown === report;
    this.current = report.id;
    for (const [one, link] of this.#links) {
      if (one === report.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    this.#links.get(report.id)?.scrollIntoView({ block: "nearest" });
    byId("choice").value = report.id;
    if (!same) this.#render(report);
    if (this.#wanted !== null) this.#lightItem(this.#wanted, true);
    this.#wanted = null;
  }

  #list() {
    const reports = this.#digest.reports;
    const filter = h("input", { type: "search", placeholder: t("job.filter"), "aria-label": t("job.filter") });
    const choice = h(
      "select",
      { id: "choice", "aria-label": t("job.choose"), on: { change: () => (location.hash = `#${choice.value}`) } },
      reports.map((report) => h("option", { value: report.id }, `${report.id} ${report.agency ?? t("report.unnamed")}`)),
    );
    this.#links = new Map(
      reports.map((report) => [
        report.id,
        h(
          "a",
          { href: `#${report.id}` },
          h("span", { class: "faint" }, report.id),
          h("span", {}, report.agency ?? t("report.unnamed")),
          report.findings.length ? h("span", { class: "dot", title: t("parts.findings") }) : null,
        ),
      ]),
    );
    const lines = [...this.#links.values()].map((link) => h("li", {}, link));
    filter.addEventListener("input", () => {
      for (const line of lines) line.hidden = !line.textContent.includes(filter.value.trim());
    });
    fill(byId("reports"), filter, choice, h("ul", {}, lines));
  }

  #render(report) {
    const held = this.#shown?.id === report.id ? byId("summary").scrollTop : 0;
    const heldSource = this.#shown?.id === report.id ? byId("source").scrollTop : 0;
    this.#shown = report;
    // Before the panes are filled: afterwards it would have them laid out at once.
    if (!held) byId("summary").scrollTop = 0;
    if (!heldSource) byId("source").scrollTop = 0;
    this.#items = new Map();
    const marks = [];
    const mark = (key, kind, spans, element) => {
      marks.push({ key, kind, spans });
      this.#items.set(key, element);
      return element;
    };
    fill(
      byId("summary"),
      this.#heading(report),
      this.#findings(report, mark),
      this.#brief(report),
      PARTS.map((part) => this.#part(report, part, mark)),
      this.#metrics(report, mark),
      notes(report.provenance),
    );
    this.source.show(report.span, marks);
    if (held) byId("summary").scrollTop = held;
    if (heldSource) byId("source").scrollTop = heldSource;
  }

  #heading(report) {
    const reports = this.#digest.reports;
    const place = reports.indexOf(report);
    const step = (to, name) =>
      reports[to] ? h("a", { href: `#${reports[to].id}` }, t(`report.${name}`)) : h("span", { class: "faint" }, t(`report.${name}`));
    const facts = [
      report.title,
      report.date && t("report.date", { date: report.date }),
      report.period && t("report.period", { period: report.period }),
    ].filter(Boolean);
    return h(
      "header",
      {},
      h("p", { class: "steps" }, step(place - 1, "previous"), h("span", { class: "faint" }, t("report.place", { place: place + 1, total: reports.length })), step(place + 1, "next")),
      h("h2", {}, report.agency ?? t("report.unnamed"), engineBadge(report.engine)),
      h("p", { class: "faint" }, facts.join(" · ")),
      report.provenance.fallback_reason
        ? h("p", { class: "notice" }, t("report.fallback", { reason: report.provenance.fallback_reason }))
        : null,
    );
  }

  #findings(report, mark) {
    if (!report.findings.length) return null;
    const lines = report.findings.map((finding, index) => {
      const key = `findings.${index}`;
      return h("li", { class: finding.severity }, mark(key, "findings", finding.evidence, lit(key, finding.message)));
    });
    return h("section", { class: "findings" }, h("h3", {}, t("parts.findings")), h("ul", {}, lines));
  }

  #brief(report) {
    // Browsers give the clipboard only to pages of this machine and over TLS.
    const copy = navigator.clipboard && h("button", { class: "plain" }, t("report.copy"));
    copy?.addEventListener("click", async () => {
      await navigator.clipboard.writeText(report.brief);
      announce(t("report.copied"));
      copy.textContent = t("report.copied");
      setTimeout(() => (copy.textContent = t("report.copy")), 1500);
    });
    return h(
      "section",
      { class: "brief" },
      h("h3", {}, t("report.brief"), engineBadge(report.brief_engine), copy, this.#corrections.briefButton(report)),
      h("p", {}, report.brief),
    );
  }

  #part(report, part, mark) {
    const items = report[part];
    const unread = report.findings.some((finding) => finding.code === `${part}_not_extracted`);
    const lines = items.map((item, index) => {
      const key = `${part}.${index}`;
      const pages = [...new Set(item.evidence.map((span) => span.page).filter(Boolean))];
      return h(
        "li",
        { class: "item", "data-item": key },
        mark(key, part, item.evidence, lit(key, item.text)),
        h(
          "span",
          { class: "about" },
          engineBadge(item.engine),
          item.section ? h("span", { class: "faint" }, t("report.section", { section: item.section })) : null,
          pages.map((page) => h("span", { class: "faint" }, t("report.page", { page }))),
          this.#corrections.itemButton(report, part, index, this.source),
        ),
      );
    });
    return h(
      "section",
      { class: `part ${part}` },
      h("h3", {}, t(`parts.${part}`), h("span", { class: "faint" }, String(items.length)), this.#corrections.addButton(report, part, this.source)),
      lines.length ? h("ol", {}, lines) : h("p", { class: "faint" }, t(unread ? "report.unread" : "report.absent")),
    );
  }

  #metrics(report, mark) {
    const rows = report.metrics.map((metric, index) => {
      const key = `metrics.${index}`;
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, mark(key, "metrics", metric.evidence, lit(key, metric.label))),
        h("td", { class: "number" }, value(metric)),
        h("td", { class: "nowrap" }, metric.as_of ?? ""),
      );
    });
    const columns = ["label", "value", "as_of"];
    return h(
      "section",
      { class: "part metrics" },
      h("h3", {}, t("parts.metrics"), h("span", { class: "faint" }, String(rows.length))),
      rows.length
        ? h(
            "table",
            {},
            h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col", class: name === "value" ? "number" : null }, t(`metrics.${name}`))))),
            h("tbody", {}, rows),
          )
        : h("p", { class: "faint" }, t("metrics.none")),
    );
  }

  #lightItem(key, scroll) {
    const count = this.source.light([key], scroll);
    const item = this.#items.get(key);
    this.#unlight();
    item?.classList.add("lit");
    announce(t(count ? "report.lit" : "report.lit_none", { count: item ? countOf(this.#shown, key) : 0 }));
    return item;
  }

  #lightItemsOf(passage, scroll) {
    const keys = passage.dataset.keys.split(" ");
    this.#unlight();
    const items = keys.map((key) => this.#items.get(key)).filter(Boolean);
    for (const item of items) item.classList.add("lit");
    this.source.light(keys, false);
    if (scroll) bring(items[0]);
    announce(t("report.lit_items", { count: items.length }));
  }

  #unlight() {
    for (const item of byId("summary").querySelectorAll(".lit")) item.classList.remove("lit");
  }

  #listen() {
    const summary = byId("summary");
    const source = byId("source");
    const act = (event, scroll) => {
      const item = event.target.closest("[data-key]");
      if (item && summary.contains(item)) this.#lightItem(item.dataset.key, scroll);
      const passage = event.target.closest(".passage");
      if (passage && source.contains(passage)) this.#lightItemsOf(passage, scroll);
      return item ?? passage;
    };
    for (const pane of [summary, source]) {
      pane.addEventListener("click", (event) => {
        // Text that is being selected is not pointed at.
        if (getSelection().isCollapsed) act(event, true);
      });
      pane.addEventListener("pointerover", (event) => {
        if (event.pointerType === "mouse" && event.buttons === 0) act(event, false);
      });
      pane.addEventListener("keydown", (event) => {
        if (event.target.matches("button, input, textarea, select, a")) return;
        if (["Enter", " "].includes(event.key) && act(event, true)) event.preventDefault();
      });
    }
  }
}

const lit = (key, text) => h("span", { class: "says", "data-key": key, role: "button", tabindex: "0" }, text);

const countOf = (report, key) => {
  const [part, index] = key.split(".");
  return report[part][Number(index)].evidence.length;
};

/** Return a figure as it is written: what makes it inexact stands where the report has it. */
export function value({ value: written, unit, qualifier }) {
  const before = qualifier && /^[近约超逾突大将接不]/.test(qualifier);
  return `${before ? qualifier : ""}${number(written)}${qualifier && !before ? qualifier : ""}${unit}`;
}

function notes(provenance) {
  const lines = [provenance.model && `${provenance.model}`, provenance.prompt, ...provenance.notes].filter(Boolean);
  if (!lines.length) return null;
  return h("details", { class: "notes" }, h("summary", {}, t("report.notes")), h("ul", {}, lines.map((line) => h("li", {}, line))));
}
