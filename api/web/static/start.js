// The first page: a document is dropped, its agencies are confirmed, a job is made of it.

import { showEarlier } from "./earlier.js";
import { announce, byId, fill, h, number, refuse, size, t } from "./dom.js";
import { Problem, asked } from "./http.js";

const page = byId("start").dataset;
const zone = byId("zone");
const input = byId("file");
const pasted = byId("text");
let dropped = null;

/** Return what a request must send: the file's own bytes, or the pasted text. */
function given() {
  if (dropped) return { body: dropped, name: dropped.name };
  if (pasted.value.trim()) return { body: new Blob([pasted.value]), name: t("start.pasted_name") };
  return null;
}

const engine = () => document.querySelector("input[name=engine]:checked").value;

/** Post the document as a form; `fields` go with it. */
function send(path, { body, name }, fields = {}, headers = {}) {
  const form = new FormData();
  form.append("file", body, name);
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  return asked(path, { method: "POST", body: form, headers });
}

function choose(file) {
  dropped = file;
  const chosen = byId("chosen");
  chosen.hidden = !file;
  if (!file) return;
  chosen.textContent = t("start.chosen", { name: file.name, size: size(file.size) });
  announce(chosen.textContent);
  byId("paste").open = false;
  refuse(byId("refusal"));
}

input.addEventListener("change", () => choose(input.files[0] ?? null));
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    if (name === "drop" || event.relatedTarget === null) zone.classList.remove("over");
  });
}
document.addEventListener("drop", (event) => {
  if (event.dataTransfer.files.length) choose(event.dataTransfer.files[0]);
});
document.addEventListener("paste", (event) => {
  if (event.target.closest("textarea, input")) return;
  const file = event.clipboardData.files[0];
  const text = event.clipboardData.getData("text/plain");
  if (file) choose(file);
  else if (text) {
    byId("paste").open = true;
    pasted.value = text;
    choose(null);
    pasted.focus();
  }
});
pasted.addEventListener("input", () => choose(null));

byId("drop").addEventListener("submit", async (event) => {
  event.preventDefault();
  const document_ = given();
  const refusal = byId("refusal");
  if (document_ === null) return refuse(refusal, t("start.nothing"));
  if (document_.body.size > Number(page.mostBytes)) {
    return refuse(refusal, t("start.too_large", { size: size(Number(page.mostBytes)) }));
  }
  refuse(refusal);
  const button = byId("look");
  button.disabled = true;
  button.textContent = t("start.looking");
  try {
    confirm(document_, await send("/v1/splits", document_));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    refuse(refusal, problem.shown());
  } finally {
    button.disabled = false;
    button.textContent = t("start.look");
  }
});

/** Show what was found in the document, to be confirmed before anything is paid for. */
function confirm(document_, listing) {
  const section = byId("confirm");
  const go = h("button", { class: "primary", id: "go" }, t("confirm.go"));
  const refusal = h("div", { class: "notice error", role: "alert", hidden: true });
  const estimate = h("div", { id: "estimate", class: "estimate", hidden: engine() !== "llm" });
  const back = h("button", {}, t("confirm.back"));
  fill(
    section,
    h("h2", { id: "confirm-heading", tabindex: "-1" }, t("confirm.heading")),
    h("p", { class: "file" }, listing.document.name),
    counted(listing),
    listing.warnings.map((warning) => h("p", { class: "notice" }, warning)),
    listed(listing.reports),
    estimate,
    refusal,
    h("div", { class: "actions" }, back, go),
  );
  byId("drop").hidden = true;
  section.hidden = false;
  byId("confirm-heading").focus();
  back.addEventListener("click", () => {
    section.hidden = true;
    byId("drop").hidden = false;
    zone.focus();
  });
  // One key for one decision: pressed twice, or sent again after a lost answer, it is one job.
  const key = crypto.randomUUID?.() ?? String(Math.random());
  go.addEventListener("click", async () => {
    go.disabled = true;
    go.textContent = t("confirm.starting");
    refuse(refusal);
    try {
      const fields = { engine: engine(), lang: page.lang };
      const job = await send("/v1/jobs", document_, fields, { "Idempotency-Key": key });
      location.assign(`/jobs/${encodeURIComponent(job.id)}`);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      refuse(refusal, problem.shown());
      go.disabled = false;
      go.textContent = t("confirm.go");
    }
  });
  if (engine() === "llm") showEstimate(estimate, document_);
}

function counted({ document: { declared_reports: declared }, reports }) {
  const found = h("strong", {}, t("confirm.found", { found: reports.length }));
  if (declared === null) return h("p", { class: "counted" }, found, h("span", {}, t("confirm.undeclared")));
  const agrees = declared === reports.length;
  return h(
    "p",
    { class: `counted ${agrees ? "agrees" : "differs"}` },
    found,
    h("span", {}, t("confirm.declared", { declared })),
    h("span", { class: "verdict" }, t(agrees ? "confirm.agrees" : "confirm.differs")),
  );
}

function listed(reports) {
  const columns = ["number", "agency", "title", "date", "length"];
  const row = (report) =>
    h(
      "tr",
      {},
      h("td", { class: "faint" }, report.id),
      h("th", { scope: "row" }, report.agency ?? h("em", {}, t("confirm.unnamed"))),
      h(
        "td",
        {},
        report.title ?? h("em", {}, t("confirm.no_title")),
        report.truncated ? h("span", { class: "badge findings" }, t("confirm.broken")) : null,
      ),
      h("td", { class: "nowrap" }, report.date ?? h("em", {}, t("confirm.no_date"))),
      h("td", { class: "number" }, number(report.span.end - report.span.start)),
    );
  return h(
    "div",
    { class: "wide", tabindex: "0", role: "group", "aria-label": t("confirm.heading") },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col", class: name === "length" ? "number" : null }, t(`confirm.${name}`))))),
      h("tbody", {}, reports.map(row)),
    ),
  );
}

async function showEstimate(element, document_) {
  fill(element, h("h3", {}, t("confirm.estimate")), h("p", {}, t("confirm.estimating")));
  let lines;
  try {
    const found = await send("/v1/estimates", document_);
    const cost = found.cost === null ? null : `${found.cost.toPrecision(2)} ${found.currency}`;
    lines = [
      h("p", { class: "price" }, cost === null ? t("confirm.no_price") : t("confirm.cost", { cost })),
      h("p", {}, `${found.model} · ${t("confirm.calls", { calls: found.calls })}`),
      h("p", {}, t("confirm.tokens", { prompt: number(found.prompt_tokens), completion: number(found.completion_tokens) })),
      found.reused ? h("p", {}, t("confirm.reused", { reused: found.reused })) : null,
    ];
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    lines = [h("p", { class: "notice" }, t("confirm.estimate_failed", { detail: problem.message || problem.code }))];
  }
  fill(element, h("h3", {}, t("confirm.estimate")), lines);
}

showEarlier(byId("jobs"));
