// @ts-check
/** What every page starts with. The feed and the composer come when they are needed. */
import { startFollow } from "./follow.js";
import { startJobs } from "./jobs.js";
import { bindKeys, startKeys } from "./keys.js";
import { startOrders } from "./orders.js";
import { bindPrefs } from "./prefs.js";
import { bindSheets, openSheet } from "./sheet.js";
import { bindToasts, toast } from "./toast.js";
import { say } from "./words.js";
import { startSocket } from "./ws.js";

bindSheets();
bindToasts();
bindPrefs();
startKeys();
startFollow();
if (document.body.dataset.member) {
  startSocket();
  startJobs();
  startOrders();
}
addEventListener("offline", () => toast(say("offline")));
addEventListener("online", () => toast(say("online")));

/** @param {HTMLFormElement} form */
async function compose(form) {
  const { startComposer } = await import("./composer/composer.js");
  return startComposer(form);
}

/** @param {{id: string, prompt: string, poster: string} | null} parent */
async function openComposer(parent) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#composer form"));
  if (!form) return;
  openSheet("composer");
  (await compose(form)).begin(parent);
}

document.addEventListener("click", (event) => {
  const opener = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-compose]"));
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (!opener || !plain || !document.getElementById("composer")) return;
  event.preventDefault();
  const { remix, prompt = "", poster = "" } = opener.dataset;
  void openComposer(remix ? { id: remix, prompt, poster } : null);
});
bindKeys({ n: () => void openComposer(null) });

const inline = /** @type {HTMLFormElement | null} */ (document.querySelector("main [data-composer]"));
if (inline) void compose(inline);
if (document.querySelector("input[data-preview]")) void import("./preview.js");
