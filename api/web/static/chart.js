// Bars: agencies side by side, each bar in parts.

import { h, svg, t } from "./dom.js";

const ROW = 26;
const NAMES = 190;
const WIDTH = 1060;
const NUMBERS = 96;
const FIRST = 24;
const LONGEST_NAME = 12;

/**
 * Return a drawing of `bars`, [{name, shown, parts: [{kind, value, title}]}]; `open(bar)` is called where one is clicked.
 * The longest come first where `ranked`.
 */
export function barChart(label, bars, { ranked = false, open = null } = {}) {
  const sum = (bar) => bar.parts.reduce((total, part) => total + part.value, 0);
  const ordered = ranked ? [...bars].sort((a, b) => sum(b) - sum(a)) : bars;
  const most = Math.max(...bars.map(sum), 1);
  const figure = h("figure", { class: "chart", tabindex: "0", "aria-label": label });

  const draw = (shown) => {
    const height = shown.length * ROW + 8;
    const rows = shown.map((bar, index) => {
      let x = NAMES;
      const parts = bar.parts.map((part) => {
        const width = (part.value / most) * (WIDTH - NAMES - NUMBERS);
        const box = svg("rect", { x, y: index * ROW + 8, width: Math.max(width, part.value ? 1 : 0), height: ROW - 10, rx: 2, class: part.kind }, svg("title", {}, part.title));
        x += width;
        return box;
      });
      const name = bar.name.length > LONGEST_NAME ? `${bar.name.slice(0, LONGEST_NAME)}…` : bar.name;
      return svg(
        "g",
        { class: open ? "bar open" : "bar", on: open ? { click: () => open(bar) } : {} },
        svg("rect", { x: 0, y: index * ROW + 3, width: WIDTH, height: ROW, class: "ground" }),
        svg("text", { x: NAMES - 10, y: index * ROW + ROW - 6, "text-anchor": "end" }, svg("title", {}, bar.name), name),
        parts,
        svg("text", { x: x + 8, y: index * ROW + ROW - 6, class: "numbers" }, bar.shown),
      );
    });
    return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": label }, rows);
  };

  figure.append(draw(ordered.slice(0, FIRST)));
  if (ordered.length > FIRST) {
    const all = h("button", {}, t("overview.all", { count: ordered.length }));
    all.addEventListener("click", () => figure.replaceChildren(draw(ordered)));
    figure.append(all);
  }
  return figure;
}
