// @ts-check
/** Everything about the feed that the first frame can do without: fetched beside it, not before it. */
export { toast } from "../toast.js";
export { watchClips } from "../ws.js";
export { fillPanel, veil } from "./actions.js";
export { bindControls, showSound } from "./controls.js";
export { bindNews } from "./news.js";
