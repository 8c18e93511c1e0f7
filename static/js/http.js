// @ts-check
/** Requests to our own server: with the token that proves where they come from. */

const token = document.body.dataset.csrf ?? "";

/**
 * @param {string} url
 * @param {{body?: unknown, form?: Record<string, string>, file?: FormData, headers?: Record<string, string>, signal?: AbortSignal, method?: string}} [more]
 *   `body` is sent as JSON, `form` as a form, `file` in parts
 */
export function post(url, { body, form, file, headers = {}, signal, method = "POST" } = {}) {
  return fetch(url, {
    method,
    signal,
    credentials: "same-origin",
    headers: {
      "X-CSRFToken": token,
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: file ?? (form ? new URLSearchParams(form) : body === undefined ? undefined : JSON.stringify(body)),
  });
}

/**
 * A page or a part of one, as a document that runs and loads nothing.
 * @param {string} url
 * @param {{whole?: boolean}} [more] whole: the page itself, not the piece that scripts get
 * @returns {Promise<{status: number, page: Document, headers: Headers}>}
 */
export async function getPage(url, { whole = false } = {}) {
  const answer = await fetch(url, { credentials: "same-origin", headers: whole ? {} : { "HX-Request": "true" } });
  const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  // In a parsed document the fallbacks for browsers without scripts are live elements.
  for (const fallback of page.querySelectorAll("noscript")) fallback.remove();
  return { status: answer.status, page, headers: answer.headers };
}
