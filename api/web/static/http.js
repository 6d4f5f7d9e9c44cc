// The one way to ask the service, and what its refusals mean to a person.

import { byId, h, named, t } from "./dom.js";

/** A refusal of the service, or a service that cannot be reached (status 0). */
export class Problem extends Error {
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  /** Return what to show: what it means, and what the service said. */
  shown() {
    const meaning = t(named(`problems.${this.code}`) ? `problems.${this.code}` : "problems.other");
    return [h("p", {}, meaning), this.message ? h("p", { class: "detail", lang: "en" }, this.message) : null];
  }
}

/** Return the answer to a request; throws a `Problem`. */
export async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new Problem(0, "unreachable", "");
  }
  byId("expired").hidden = answer.status !== 401;
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, told.code ?? "other", told.detail ?? "");
}

export const asked = async (path, options) => (await ask(path, options)).json();

/** Post a value as JSON and return the answer's. */
export const post = (path, value) =>
  asked(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(value),
  });

/** Return the text of an answer as it is: a byte order mark is a character like others. */
export async function text(answer) {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
}

/** Let the browser draw and listen before more is done. */
export const pause = () => new Promise((go) => setTimeout(go));
