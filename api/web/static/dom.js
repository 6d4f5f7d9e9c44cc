// Elements are made here and nowhere else; whatever text they show is put in as text.

const names = JSON.parse(document.getElementById("names").textContent);
const SVG = "http://www.w3.org/2000/svg";

/** Return what `key` ("confirm.found") is called, with {values} filled in. */
export function t(key, values = {}) {
  const found = key.split(".").reduce((group, part) => group?.[part], names);
  if (typeof found !== "string") return key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Tell whether `key` has a name. */
export const named = (key) => t(key) !== key;

/** Return an element; `props` are attributes, `on` its listeners; null children are left out. */
export function h(tag, props = {}, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** Return an element of a drawing. */
export function svg(tag, props = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

function filled(element, { on = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Show `children` in place of what `element` holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
}

/** Tell a screen reader what has happened. */
export function announce(text) {
  byId("status").textContent = text;
}

/** Show a refusal in `element`, or hide it where there is none. */
export function refuse(element, ...children) {
  element.hidden = children.length === 0;
  fill(element, children);
}

/** Return a label that says whose something is. */
export function engineBadge(engine) {
  return h("span", { class: `badge ${engine}`, title: t(`engine_hints.${engine}`) }, t(`engines.${engine}`));
}

export function stateBadge(state) {
  return h("span", { class: `badge state ${state}` }, t(`states.${state}`));
}

/** Ask before something that cannot be taken back; resolve to whether to go on. */
export function sure(question, yes, no) {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { "aria-label": question, on: { close: () => (dialog.remove(), resolve(dialog.returnValue === "yes")) } },
      h(
        "form",
        { method: "dialog" },
        h("p", {}, question),
        h("div", { class: "actions" }, h("button", { value: "no" }, no), h("button", { value: "yes", class: "danger" }, yes)),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 6 });

/** Return a number as the page's language writes it. */
export const number = (value) => written.format(value);

/** Return a size in bytes as people read it. */
export function size(bytes) {
  return bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

/** Return a moment as the page's language writes it. */
export function moment(iso) {
  const form = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(new Date(iso));
}
