// A table that is sorted by its columns and filtered by a word; a long one is shown in part first.

import { h, number, t } from "./dom.js";

const FIRST = 100;

/**
 * Return a table of `rows`. A column is {name, number?, of(row) -> value to sort by, cell(row) -> what is shown};
 * the first one heads its row. `rows` are filtered by `words(row)`.
 */
export function sortable(caption, columns, rows, words) {
  const order = [...rows];
  let sorted = null;
  let most = FIRST;
  const body = h("tbody");
  const shown = h("p", { class: "faint", role: "status" });
  const filter = h("input", { type: "search", placeholder: t("overview.filter"), "aria-label": `${t("overview.filter")}: ${caption}` });

  function show() {
    const wanted = filter.value.trim();
    const kept = order.filter((row) => !wanted || words(row).includes(wanted));
    body.replaceChildren(...kept.slice(0, most).map(line));
    const told = { shown: number(Math.min(kept.length, most)), total: number(rows.length) };
    shown.textContent = wanted || kept.length > most ? t("overview.shown", told) : "";
    all.hidden = kept.length <= most;
  }

  const all = h("button", { class: "plain", hidden: true }, t("overview.all_rows"));
  all.addEventListener("click", () => {
    most = rows.length;
    show();
  });

  const line = (row) =>
    h(
      "tr",
      {},
      columns.map((column, index) =>
        index ? h("td", { class: column.number ? "number" : null }, column.cell(row)) : h("th", { scope: "row" }, column.cell(row)),
      ),
    );

  const heads = columns.map((column) => {
    const button = h("button", { class: "sort", "aria-label": t("overview.sort", { column: column.name }) }, column.name);
    const head = h("th", { scope: "col", class: column.number ? "number" : null }, button);
    button.addEventListener("click", () => {
      const down = sorted === column ? head.getAttribute("aria-sort") !== "descending" : Boolean(column.number);
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sorted = column;
      order.sort((a, b) => (down ? -1 : 1) * compare(column.of(a), column.of(b)));
      show();
    });
    return head;
  });

  filter.addEventListener("input", show);
  show();
  return h(
    "div",
    { class: "sortable" },
    h("div", { class: "filter" }, filter, shown, all),
    h(
      "div",
      { class: "wide", tabindex: "0", role: "group", "aria-label": caption },
      h("table", {}, h("caption", { class: "unseen" }, caption), h("thead", {}, h("tr", {}, heads)), body),
    ),
  );
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "number" ? a - b : String(a).localeCompare(String(b), "zh");
}
