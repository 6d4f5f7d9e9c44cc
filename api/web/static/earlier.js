// The list of earlier jobs.

import { announce, engineBadge, fill, h, moment, stateBadge, sure, t } from "./dom.js";
import { Problem, ask, asked } from "./http.js";

/** Show the jobs in `element`, the newest first, a page at a time. */
export async function showEarlier(element) {
  const body = h("tbody");
  const more = h("button", { hidden: true, on: { click: () => turn() } }, t("start.more"));
  let following = null;

  async function turn() {
    more.disabled = true;
    const query = following ? `?page_token=${encodeURIComponent(following)}` : "";
    const page = await asked(`/v1/jobs${query}`);
    body.append(...page.jobs.map((job) => row(job)));
    following = page.next_page_token ?? null;
    more.hidden = following === null;
    more.disabled = false;
  }

  try {
    await turn();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return fill(element, h("div", { class: "notice error" }, problem.shown()));
  }
  if (!body.children.length) return fill(element, h("p", { class: "faint" }, t("start.none")));
  const columns = ["name", "state", "reports", "engine", "made"];
  fill(
    element,
    h(
      "div",
      { class: "wide", tabindex: "0", role: "group", "aria-label": t("start.earlier") },
      h(
        "table",
        { class: "jobs" },
        h(
          "thead",
          {},
          h("tr", {}, columns.map((name) => h("th", { scope: "col" }, t(`jobs.${name}`))), h("td")),
        ),
        body,
      ),
    ),
    more,
  );
}

function row(job) {
  const { done, total } = job.progress;
  const remove = h("button", { class: "plain", "aria-label": t("jobs.remove_named", { name: job.name }) }, t("jobs.remove"));
  const line = h(
    "tr",
    {},
    h("th", { scope: "row" }, h("a", { href: `/jobs/${encodeURIComponent(job.id)}` }, job.name || job.id)),
    h("td", {}, stateBadge(job.state)),
    h("td", { class: "number" }, total === undefined || total === null ? "–" : done === total ? total : `${done}/${total}`),
    h("td", {}, engineBadge(job.engine)),
    h("td", { class: "nowrap faint" }, moment(job.created_at)),
    h("td", {}, remove),
  );
  remove.addEventListener("click", async () => {
    if (!(await sure(t("jobs.sure", { name: job.name }), t("jobs.yes"), t("jobs.no")))) return;
    try {
      await ask(`/v1/jobs/${encodeURIComponent(job.id)}`, { method: "DELETE" });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return announce(problem.shown().map((part) => part?.textContent).join(" "));
    }
    line.remove();
    announce(t("jobs.removed"));
  });
  return line;
}
