/** Small signs for who is speaking: initials for people, a helm for the bot. */

import { el, icon } from "./dom.js";
import { nameOf, store } from "./store.js";

export function avatar(user) {
  if (user === store.app.id) return el("span", { class: "avatar bot", "aria-hidden": "true" }, icon("helm"));
  const index = store.people.findIndex((one) => one.id === user);
  const initials = nameOf(user).split(/\s+/).map((part) => part[0]).join("").slice(0, 2);
  return el("span", { class: `avatar tone-${index < 0 ? "none" : index % 6}`, "aria-hidden": "true" }, initials);
}
