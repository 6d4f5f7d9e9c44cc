// The page of a job: follows it while it runs, then shows its result beside its source.

import { byId, fill, h, refuse, stateBadge, t } from "./dom.js";
import { Corrections } from "./corrections.js";
import { Problem, ask, asked, pause, text } from "./http.js";
import { showOverview } from "./overview.js";
import { showProgress } from "./progress.js";
import { Reading } from "./reading.js";

const page = byId("job").dataset;
const address = `/v1/jobs/${encodeURIComponent(page.job)}`;
const formats = JSON.parse(page.formats);
const corrections = new Corrections(address, () => refresh().catch(refused));
const reading = new Reading(corrections);
const result = () => ask(`${address}/result?format=json&indent=false`);
// All is asked for at once; what fails is told of where it is needed.
const early = result();
early.catch(() => null);
const source = async () => [await text(await ask(`${address}/text`)), (await asked(`${address}/pages`)).starts];
const whole = source();
whole.catch(() => null);
let digest = null;
let overviewOf = null;

/** Read the job, the text and the result, and show where they stand. */
async function begin() {
  let job;
  try {
    job = await asked(address);
  } catch (problem) {
    return refused(problem);
  }
  head(job);
  if (ended(job)) {
    const answer = await early.catch(() => null);
    return finish(job, answer?.headers.get("Job-State") === job.state ? answer : null);
  }
  showProgress(job, (report) => later(report), () => finish());
  if (job.progress.done) later();
}

const ended = (job) => !["queued", "running"].includes(job.state);

async function finish(known = null, read = null) {
  try {
    const job = known ?? (await asked(address));
    head(job);
    if (job.state === "failed") refuse(byId("refusal"), t("job.failed", { detail: job.detail ?? "" }));
    clearTimeout(waiting);
    corrections.open = true;
    await refresh(read);
    downloads(job);
  } catch (problem) {
    refused(problem);
  }
}

function head(job) {
  byId("name").textContent = job.name;
  document.title = `${job.name} · ${document.title.split(" · ").pop()}`;
  fill(byId("state"), stateBadge(job.state));
}

function refused(problem) {
  if (!(problem instanceof Problem)) throw problem;
  refuse(byId("refusal"), problem.shown());
}

// While reports come in one after the other the result is read again, but not for each of them,
// and not after the end: a form that is open then is not to be lost.
let waiting = null;
function later() {
  waiting ??= setTimeout(async () => {
    const started = performance.now();
    await refresh().catch(() => null);
    if (!corrections.open) waiting = setTimeout(() => (waiting = null), 10 * (performance.now() - started));
  }, 1500);
}

let reads = 0;
async function refresh(known = null) {
  const mine = (reads += 1);
  const answer = known ?? (await result());
  const written = await text(answer);
  if (!reading.source.ready) {
    reading.source.read(...(await whole.catch(source)));
  }
  // A large result is read in steps, so that the page never stops for long.
  await pause();
  if (mine !== reads) return; // a later read is under way
  digest = JSON.parse(written);
  await pause();
  corrections.at(Number(answer.headers.get("Job-Revision")));
  reading.take(digest);
  await pause();
  route();
  await corrections.showUndo();
}

function downloads(job) {
  const menu = byId("downloads");
  const stem = job.name.replace(/\.[A-Za-z0-9]{1,5}$/, "") || "summary";
  const plain = h("input", { type: "checkbox" });
  const links = Object.entries(formats).map(([format, suffix]) =>
    h("a", { href: `${address}/result?format=${format}`, download: `${stem}${suffix}`, "data-format": format }, t(`formats.${format}`)),
  );
  plain.addEventListener("change", () => {
    for (const link of links) {
      link.href = `${address}/result?format=${link.dataset.format}${plain.checked ? "&edited=false" : ""}`;
    }
  });
  fill(menu.querySelector(".sheet"), links, h("label", {}, plain, t("job.without_edits")));
  menu.hidden = false;
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

/** Show what the address names: a report (#r03), or the whole (#overview). */
function route() {
  if (digest === null) return;
  const place = decodeURIComponent(location.hash.slice(1));
  const all = place === "overview" || !digest.reports.length;
  fill(
    byId("views"),
    h("a", { href: `#${reading.current ?? digest.reports[0]?.id ?? ""}`, "aria-current": all ? null : "page" }, t("job.reading")),
    h("a", { href: "#overview", "aria-current": all ? "page" : null }, t("job.overview")),
  );
  byId("views").hidden = false;
  byId("reading").hidden = all;
  byId("overview").hidden = !all;
  if (!all) return reading.show(place);
  if (overviewOf !== digest) showOverview(byId("overview"), digest, (report, key) => reading.wants(report, key));
  overviewOf = digest;
}

addEventListener("hashchange", route);
begin();
