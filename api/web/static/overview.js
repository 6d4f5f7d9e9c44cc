// The whole: what all reports have together, who says what, and their figures side by side.

import { barChart } from "./chart.js";
import { engineBadge, fill, h, number, t } from "./dom.js";
import { value } from "./reading.js";
import { sortable } from "./table.js";

const PARTS = ["achievements", "problems", "next_steps"];

/** Show the overview of `digest` in `element`; `go(report, key)` leads to a place in a report. */
export function showOverview(element, digest, go) {
  const { overview, document: facts, reports } = digest;
  fill(
    element,
    h("h2", {}, facts.title ?? t("job.overview"), engineBadge(overview.engine)),
    h("p", { class: "faint" }, t("overview.document", { name: facts.name, characters: number(facts.characters) }) + (facts.pages ? t("overview.pages", { pages: facts.pages }) : "")),
    tiles(digest),
    h("p", { class: "lead brief" }, overview.brief),
    findings(digest, go),
    reports.length ? chart(digest, go) : null,
    themes(overview.themes, digest, go),
    figures(overview.table, digest, go),
    reports.length ? counts(reports, go) : null,
    silent(overview.not_stated, go),
    warnings(digest),
  );
}

/** Return what leads to a report, and there to what `key` (or what it returns) names. */
const linked = (name, report, key, go) =>
  h("button", { class: "link", on: { click: () => go(report, typeof key === "function" ? key() : key) } }, name);

function tiles({ reports, findings: raised }) {
  const all = (part) => reports.reduce((sum, report) => sum + report[part].length, 0);
  const numbers = [
    ["reports", reports.length],
    ...[...PARTS, "metrics"].map((part) => [part, all(part)]),
    ["raised", raised.length + all("findings")],
  ];
  return h("ul", { class: "tiles" }, numbers.map(([name, count]) => h("li", { class: name }, h("b", {}, number(count)), h("span", {}, t(`overview.${name}`)))));
}

function findings(digest, go) {
  const raised = [
    ...digest.findings.map((finding) => ({ finding, report: finding.reports[0] ?? null, key: null })),
    ...digest.reports.flatMap((report) => report.findings.map((finding, index) => ({ finding, report: report.id, key: `findings.${index}` }))),
  ];
  if (!raised.length) return null;
  const line = ({ finding, report, key }) =>
    h("li", { class: finding.severity }, report ? linked(finding.message, report, key, go) : finding.message);
  return h("section", { class: "findings" }, h("h3", {}, t("overview.findings"), h("span", { class: "faint" }, String(raised.length))), h("ul", {}, raised.map(line)));
}

function chart({ reports, overview }, go) {
  const holder = h("div");
  const kinds = [{ name: t("overview.items"), row: null }, ...overview.table.rows.map((row) => ({ name: `${row.label}（${row.unit}）${row.period ?? ""}`, row }))];
  const choice = h("select", { "aria-label": t("overview.chart_of") }, kinds.map((kind, index) => h("option", { value: index }, kind.name)));
  const show = () => {
    const { row } = kinds[Number(choice.value)];
    fill(holder, row ? figureChart(row, go) : itemChart(reports, go));
  };
  choice.addEventListener("change", show);
  show();
  return h("section", {}, h("h3", {}, t("overview.chart")), kinds.length > 1 ? choice : null, holder);
}

function itemChart(reports, go) {
  const bars = reports.map((report) => ({
    name: report.agency ?? report.id,
    report: report.id,
    shown: PARTS.map((part) => report[part].length).join(" · "),
    parts: PARTS.map((part) => ({ kind: part, value: report[part].length, title: `${t(`parts.${part}`)} ${report[part].length}` })),
  }));
  const key = h("p", { class: "key" }, PARTS.map((part) => h("span", { class: part }, t(`parts.${part}`))));
  return [key, barChart(t("overview.chart_text"), bars, { open: (bar) => go(bar.report, null) })];
}

function figureChart(row, go) {
  const bars = row.cells.map((cell) => ({
    name: cell.agency ?? cell.report,
    report: cell.report,
    shown: value({ ...cell, unit: row.unit }),
    parts: [{ kind: "metrics", value: Math.max(cell.value, 0), title: row.label }],
  }));
  return barChart(t("overview.figure_text", { label: row.label }), bars, { ranked: true, open: (bar) => go(bar.report, null) });
}

/** Return the key of the item of a report that has this evidence, or null. */
function keyOf(digest, id, part, evidence) {
  const report = digest.reports.find((one) => one.id === id);
  const same = (item) => item.evidence.some((span) => evidence.some((other) => span.start < other.end && other.start < span.end));
  const index = report?.[part].findIndex(same) ?? -1;
  return index < 0 ? null : `${part}.${index}`;
}

function themes(found, digest, go) {
  if (!found.length) return null;
  const card = (theme) =>
    h(
      "details",
      { class: `theme ${theme.category}` },
      h(
        "summary",
        {},
        h("span", { class: `badge ${theme.category}` }, t(`parts.${theme.category}`)),
        h("b", {}, theme.title),
        h("span", { class: "faint" }, t("overview.theme_agencies", { count: theme.agencies.length })),
        h("span", { class: "agencies" }, theme.agencies.join("、")),
      ),
      h(
        "ul",
        {},
        theme.mentions.map((mention) =>
          h("li", {}, h("b", {}, mention.agency ?? mention.report), " ", linked(mention.text, mention.report, () => keyOf(digest, mention.report, theme.category, mention.evidence), go)),
        ),
      ),
    );
  return h("section", {}, h("h3", {}, t("overview.themes"), h("span", { class: "faint" }, String(found.length))), h("div", { class: "themes" }, found.map(card)));
}

function figures(table, digest, go) {
  if (!table.rows.length && !table.unmatched.length) return null;
  const lines = table.rows.flatMap((row) => row.cells.map((cell) => ({ row, cell })));
  const alone = table.unmatched.map((row) => ({ row, cell: row.cell }));
  const total = { name: t("overview.total"), number: true, of: ({ row }) => row.total, cell: ({ row }) => (row.total === null ? "" : `${number(row.total)}${row.unit}`) };
  const columns = [
    { name: t("metrics.label"), of: ({ row }) => row.label, cell: ({ row }) => `${row.label}${row.period ? `（${t("overview.period", { period: row.period })}）` : ""}` },
    {
      name: t("overview.agency"),
      of: ({ cell }) => cell.agency ?? cell.report,
      cell: ({ cell }) => linked(cell.agency ?? cell.report, cell.report, () => keyOf(digest, cell.report, "metrics", cell.evidence), go),
    },
    { name: t("metrics.value"), number: true, of: ({ cell }) => cell.value, cell: ({ row, cell }) => value({ ...cell, unit: row.unit }) },
    { name: t("metrics.as_of"), of: ({ cell }) => cell.as_of, cell: ({ cell }) => cell.as_of ?? "" },
  ];
  const words = ({ row, cell }) => `${row.label} ${cell.agency ?? cell.report} ${row.period ?? ""}`;
  const caption = t("overview.unmatched", { count: alone.length });
  return h(
    "section",
    {},
    h("h3", {}, t("overview.comparison")),
    lines.length ? sortable(t("overview.comparison"), [...columns, total], lines, words) : null,
    alone.length ? h("details", { class: "alone" }, h("summary", {}, caption), sortable(caption, columns, alone, words)) : null,
  );
}

function counts(reports, go) {
  const count = (part) => ({ name: t(`parts.${part}`), number: true, of: (report) => report[part].length, cell: (report) => String(report[part].length) });
  const columns = [
    { name: t("overview.agency"), of: (report) => report.id.padStart(6, "0"), cell: (report) => [linked(report.agency ?? report.id, report.id, null, go)] },
    { name: t("confirm.date"), of: (report) => report.date, cell: (report) => report.date ?? "" },
    ...[...PARTS, "metrics", "findings"].map(count),
    { name: t("jobs.engine"), of: (report) => report.engine, cell: (report) => engineBadge(report.engine) },
  ];
  return h("section", {}, h("h3", {}, t("overview.counts")), sortable(t("overview.counts"), columns, reports, (report) => `${report.agency ?? ""} ${report.title ?? ""} ${report.id}`));
}

function silent(found, go) {
  if (!found.length) return null;
  const line = (one) => h("li", {}, linked(one.agency ?? one.report, one.report, null, go), ` ${one.parts.map((part) => t(`parts.${part}`)).join("、")}`);
  return h("section", {}, h("h3", {}, t("overview.silent")), h("ul", { class: "columns" }, found.map(line)));
}

function warnings({ warnings: told, findings: raised, reports }) {
  const said = new Set([...raised, ...reports.flatMap((report) => report.findings)].map((finding) => finding.message));
  const rest = told.filter((warning) => !said.has(warning));
  if (!rest.length) return null;
  return h("section", {}, h("h3", {}, t("overview.warnings")), h("ul", {}, rest.map((warning) => h("li", {}, warning))));
}
