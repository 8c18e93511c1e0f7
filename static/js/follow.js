// @ts-check
/** Follow buttons: a form that posts, answered in place. */
import { post } from "./http.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

export function startFollow() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-follow]")) return;
    event.preventDefault();
    void toggle(form);
  });
}

/** @param {HTMLFormElement} form */
async function toggle(form) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  const was = button.getAttribute("aria-pressed") === "true";
  show(form.action, !was);
  const answer = await post(was ? (form.dataset.undo ?? "") : form.action).catch(() => null);
  if (answer?.ok) return;
  show(form.action, was);
  toast(say("failed"));
}

/**
 * Every button for the same person, wherever it is on the page.
 * @param {string} action
 * @param {boolean} following
 */
function show(action, following) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-follow]"))) {
    if (form.action !== action) continue;
    const button = form.querySelector("button");
    button?.setAttribute("aria-pressed", String(following));
    if (button) button.textContent = say(following ? "following" : "follow");
  }
}
