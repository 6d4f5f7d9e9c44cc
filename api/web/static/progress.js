// How a job goes: what is done, what is under way, and the way to stop it.

import { announce, byId, fill, h, stateBadge, t } from "./dom.js";
import { listen } from "./events.js";
import { asked } from "./http.js";

/** Show the progress of `job` until it ends; call `finished(id)` for each report, `ended()` at the end. */
export function showProgress(job, finished, ended) {
  const section = byId("progress");
  const bar = h("progress", { max: 1, "aria-labelledby": "progress-heading" });
  const count = h("p", { class: "count" });
  const lost = h("p", { class: "notice", role: "alert", hidden: true }, t("progress.lost"));
  const cancel = h("button", { id: "cancel" }, t("progress.cancel"));
  const list = h("ul", { class: "chips" });
  const chips = new Map();

  fill(
    section,
    h("div", { class: "head" }, h("h2", { id: "progress-heading" }, t("progress.heading")), cancel),
    bar,
    count,
    lost,
    list,
    h("p", { class: "faint" }, t("progress.read_on")),
  );
  section.hidden = false;

  function name(reports) {
    for (const report of reports) {
      if (chips.has(report.id)) continue;
      const chip = h("li", { class: "queued" }, h("a", { href: `#${report.id}` }, report.agency ?? report.id));
      chips.set(report.id, chip);
      list.append(chip);
    }
  }

  function mark(report, state) {
    const chip = chips.get(report);
    if (!chip) return;
    chip.className = state;
    chip.title = t(`states.${state}`);
  }

  function tally() {
    const total = chips.size;
    const done = [...chips.values()].filter((chip) => !["queued", "running"].includes(chip.className)).length;
    if (!total) {
      bar.removeAttribute("value");
      count.textContent = t("progress.waiting");
      return;
    }
    bar.max = total;
    bar.value = done;
    count.textContent = t("progress.done", { done, total });
    if (done === total || done % 10 === 0) announce(count.textContent);
  }

  cancel.addEventListener("click", async () => {
    cancel.disabled = true;
    cancel.textContent = t("progress.cancelling");
    try {
      await asked(`/v1/jobs/${encodeURIComponent(job.id)}/cancel`, { method: "POST" });
    } catch {
      cancel.disabled = false;
      cancel.textContent = t("progress.cancel");
    }
  });

  const known = job.reports ?? [];
  name(known);
  for (const report of known) mark(report.id, report.state);
  tally();
  listen(
    job.id,
    (event, data) => {
      if (event === "job.started") {
        name(data.reports);
        fill(byId("state"), stateBadge("running"));
      }
      else if (event === "report.completed") {
        mark(data.id, data.state);
        finished(data.id);
      } else {
        section.hidden = true;
        announce(t("progress.ended", { state: t(`states.${data.state ?? "cancelled"}`) }));
        ended();
      }
      tally();
    },
    (broken) => {
      lost.hidden = !broken;
    },
  );
}
