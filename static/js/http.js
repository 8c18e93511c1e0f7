// @ts-check
/** Requests to our own server: with the token that proves where they come from. */

const token = document.body.dataset.csrf ?? "";

/**
 * @param {string} url
 * @param {{body?: unknown, headers?: Record<string, string>, signal?: AbortSignal}} [more]
 */
export function post(url, { body, headers = {}, signal } = {}) {
  return fetch(url, {
    method: "POST",
    signal,
    credentials: "same-origin",
    headers: {
      "X-CSRFToken": token,
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/**
 * A page or a part of one, as a document that runs and loads nothing.
 * @param {string} url
 * @param {AbortSignal} [signal]
 * @returns {Promise<{status: number, page: Document}>}
 */
export async function getPage(url, signal) {
  const answer = await fetch(url, { signal, credentials: "same-origin", headers: { "HX-Request": "true" } });
  const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  // In a parsed document the fallbacks for browsers without scripts are live elements.
  for (const fallback of page.querySelectorAll("noscript")) fallback.remove();
  return { status: answer.status, page };
}
