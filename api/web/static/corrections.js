// What a person changes: a form at the item, its evidence chosen in the source, each step undone.

import { announce, byId, fill, h, t } from "./dom.js";
import { Problem, ask, post } from "./http.js";

const PARTS = ["achievements", "problems", "next_steps"];

export class Corrections {
  open = false;
  #address;
  #changed;
  #revision = 0;
  #count = 0;

  constructor(address, changed) {
    this.#address = `${address}/edits`;
    this.#changed = changed;
  }

  /** Take the state of the result that is shown. */
  at(revision) {
    this.#revision = revision;
  }

  /** Show the way back, where there is anything to undo. */
  async showUndo() {
    if (!this.#revision) this.#count = 0;
    else this.#count = (await (await ask(this.#address)).json()).edits.length;
    const undo = h("button", { id: "undo", class: "plain", on: { click: () => this.#undo(undo) } }, t("edit.undo", { count: this.#count }));
    fill(byId("undoing"), this.#count ? undo : null);
  }

  async #undo(button) {
    button.disabled = true;
    await ask(`${this.#address}/${this.#revision}`, { method: "DELETE" }).catch(() => null);
    await this.#changed();
    announce(t("edit.undone"));
  }

  /** Make an edit; on a refusal show it in `refusal` and keep the form. */
  async #make(edit, refusal) {
    refusal.hidden = true;
    try {
      await post(this.#address, { after: this.#revision, edit });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      refusal.hidden = false;
      fill(refusal, problem.code === "edit_conflict" ? t("edit.conflict") : problem.shown());
      if (problem.code === "edit_conflict") this.#revision = (await (await ask(this.#address)).json()).revision;
      return;
    }
    await this.#changed();
    announce(t("edit.saved"));
  }

  itemButton(report, part, index, source) {
    const item = report[part][index];
    return this.#button(t("edit.edit"), t("edit.edit_named", { text: item.text }), (button) =>
      this.#itemForm(button.closest("li"), button, { report, part, index, item, source }),
    );
  }

  addButton(report, part, source) {
    const label = t("edit.add_to", { part: t(`parts.${part}`) });
    return this.#button(t("edit.add"), label, (button) =>
      this.#itemForm(button.closest("section"), button, { report, part, index: null, item: null, source }),
    );
  }

  briefButton(report) {
    return this.#button(t("edit.edit"), t("edit.brief"), (button) => this.#briefForm(button.closest("section"), button, report));
  }

  #button(shown, label, act) {
    if (!this.open) return null;
    const button = h("button", { class: "plain edit", "aria-label": label, "aria-expanded": "false" }, shown);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-expanded") === "false") act(button);
    });
    return button;
  }

  #itemForm(host, button, { report, part, index, item, source }) {
    let evidence = item ? [...item.evidence] : [];
    let moved = false;
    const words = h("textarea", { rows: 3, name: "text", lang: "zh" });
    words.value = item?.text ?? "";
    const category = h("select", { name: "category" }, PARTS.map((one) => h("option", { value: one, selected: one === part }, t(`parts.${one}`))));
    const quotes = h("ul", { class: "quotes" });
    const refusal = h("p", { class: "notice error", role: "alert", hidden: true });
    const refuse = (text) => {
      refusal.hidden = false;
      fill(refusal, text);
    };
    const cite = (span, more) => {
      if (span === null || span.start < report.span.start || span.end > report.span.end) return refuse(t("edit.outside"));
      refusal.hidden = true;
      evidence = more ? [...evidence, span] : [span];
      moved = true;
      quoted();
    };
    const quoted = () =>
      fill(quotes, evidence.length ? evidence.map((span) => h("li", { lang: "zh" }, source.quote(span))) : h("li", { class: "faint" }, t("edit.no_evidence")));
    const chosen = (more) =>
      h("button", { type: "button", class: more ? "more" : "use", on: { click: () => cite(source.selected(), more) } }, t(more ? "edit.add_selection" : "edit.use_selection"));
    const sought = h("input", { type: "text", lang: "zh", "aria-label": t("edit.find"), placeholder: t("edit.find") });
    const find = h("button", { type: "button" }, t("edit.find_go"));
    find.addEventListener("click", () => {
      const span = source.find(sought.value, report.span);
      if (span === null) refuse(t("edit.not_found"));
      else cite(span, false);
    });
    const remove = item && h("button", { type: "button", class: "danger" }, t("edit.remove"));
    remove?.addEventListener("click", () => this.#make({ operation: "remove", report: report.id, category: part, index }, refusal));
    const form = this.#form(host, button, [
      h("label", {}, t("edit.text"), words),
      item ? h("label", {}, t("edit.category"), category) : null,
      h("div", { role: "group", "aria-label": t("edit.evidence") }, h("p", { class: "name" }, t("edit.evidence")), quotes, h("p", { class: "faint" }, t("edit.selected")), h("div", { class: "choose" }, chosen(false), chosen(true), sought, find)),
      refusal,
    ], remove);
    quoted();
    words.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = words.value.trim();
      if (!text) return refuse(t("edit.need_text"));
      if (!evidence.length) return refuse(t("edit.need_evidence"));
      const place = { report: report.id, category: part };
      if (!item) return this.#make({ operation: "add", ...place, text, evidence }, refusal);
      const edit = { operation: "change", ...place, index };
      if (text !== item.text) edit.text = text;
      if (moved) edit.evidence = evidence;
      if (category.value !== part) edit.to = category.value;
      if (Object.keys(edit).length === 4) return form.dispatchEvent(new Event("reset"));
      return this.#make(edit, refusal);
    });
  }

  #briefForm(host, button, report) {
    const words = h("textarea", { rows: 6, name: "text", lang: "zh" });
    words.value = report.brief;
    const refusal = h("p", { class: "notice error", role: "alert", hidden: true });
    const form = this.#form(host, button, [h("label", {}, t("edit.text"), words), refusal], null);
    words.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#make({ operation: "brief", report: report.id, text: words.value }, refusal);
    });
  }

  #form(host, button, parts, remove) {
    button.setAttribute("aria-expanded", "true");
    const form = h(
      "form",
      { class: "correcting" },
      parts,
      h("div", { class: "actions" }, remove, h("button", { type: "reset" }, t("edit.cancel")), h("button", { class: "primary" }, t("edit.save"))),
    );
    form.addEventListener("reset", () => {
      form.remove();
      button.setAttribute("aria-expanded", "false");
      button.focus();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") form.dispatchEvent(new Event("reset"));
      event.stopPropagation();
    });
    host.append(form);
    return form;
  }
}
