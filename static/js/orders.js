// @ts-check
/** Orders that wait for others: the drafts are drawn anew when one of them changes. */
import { getPage } from "./http.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

export function startOrders() {
  document.addEventListener("push:order", (event) => {
    const { state } = /** @type {CustomEvent<{state: string}>} */ (event).detail;
    if (state === "sent" || state === "refused") toast(say(`order-${state}`), { label: say("see"), href: "/drafts/" });
    void redraw();
  });
  document.addEventListener("push:resync", () => void redraw());
}

/** What somebody is writing stays: the page is drawn anew when it is loaded the next time. */
async function redraw() {
  const old = document.querySelector("[data-drafts]");
  if (!old || typedInto(old)) return;
  const { page } = await getPage(location.href, { whole: true }).catch(() => ({ page: null }));
  const fresh = page?.querySelector("[data-drafts]");
  if (!fresh || typedInto(old)) return;
  const held = old.contains(document.activeElement);
  old.replaceChildren(...[...fresh.children].map((part) => document.adoptNode(part)));
  if (held) document.getElementById("main")?.focus({ preventScroll: true });
  /** @type {any} */ (window).htmx?.process?.(old);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
}

/** @param {Element} place */
function typedInto(place) {
  return [...place.querySelectorAll("textarea")].some((field) => field.value || field === document.activeElement);
}
