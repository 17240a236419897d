/** What stands beside: a thread, or the bot's pane. */

import { Conversation, keep } from "./conversation.js";
import { el, iconButton } from "./dom.js";
import { channel, emit, on, store } from "./store.js";

const side = () => document.getElementById("side");
let opener = null;

function show({ focus = false } = {}) {
  const place = store.side;
  document.getElementById("frame").classList.toggle("shows-side", Boolean(place));
  side().hidden = !place;
  if (!place) {
    keep("side", null);
    side().replaceChildren();
    return;
  }
  if (focus) opener = document.activeElement;
  const isThread = place.kind === "thread";
  const room = isThread ? channel(place.channel) : channel(store.direct);
  const title = isThread ? titleOf(room, place.ts) : store.app.name;
  const conversation = keep("side", new Conversation(room.id, isThread
    ? { thread: place.ts, hint: "Svara i tråden", id: "compose-side" }
    : { hint: `Skriv till ${store.app.name}`, id: "compose-side" }));
  side().setAttribute("aria-label", title);
  side().replaceChildren(
    el("div", { class: "room-top" }, el("div", {}, el("h2", {}, title),
      isThread && room.kind !== "im" ? el("p", { class: "muted" }, `#${room.name}`) : null),
    iconButton("close", "Stäng", closeSide)),
    conversation.node);
  if (focus) side().querySelector("textarea").focus();
}

function titleOf(room, ts) {
  return room.titles[ts] ?? "Tråd";
}

export function closeSide() {
  store.side = null;
  show();
  if (opener?.isConnected) opener.focus();
  else document.getElementById("compose")?.focus();
}

on("side", show);

document.addEventListener("keydown", (event) => {
  const isFree = !document.querySelector("dialog[open]") && !event.defaultPrevented;
  if (event.key === "Escape" && isFree && side().contains(document.activeElement)) closeSide();
});

export function openBeside(place) {
  store.side = place;
  emit("side", {});
}
