/** The list of conversations: the bot first, then the channels. */

import { avatar } from "./avatar.js";
import { el, icon } from "./dom.js";
import { emit, on, store } from "./store.js";

const nav = () => document.getElementById("rooms");

export function showSidebar() {
  const rooms = [...store.channels.values()].filter((room) => room.kind !== "im");
  nav().replaceChildren(
    el("p", { class: "team" }, store.team.name),
    el("h2", {}, store.app.name),
    el("ul", {},
      entry({ kind: "home" }, [el("span", { class: "sign" }, icon("house")), "Hem"]),
      entry({ kind: "channel", id: store.direct }, [avatar(store.app.id), "Meddelanden"])),
    el("h2", {}, "Kanaler"),
    el("ul", {}, rooms.map((room) => entry({ kind: "channel", id: room.id },
      [el("span", { class: "sign" }, room.kind === "group" ? icon("lock") : "#"), el("span", { class: "room-name" }, room.name),
        room.is_shared ? el("span", { class: "badge" }, "delad") : null]))),
  );
}

function entry(place, content) {
  const isHere = store.place.kind === place.kind && (place.kind === "home" || store.place.id === place.id);
  const count = store.unread.get(place.id) ?? 0;
  const unread = count ? el("span", { class: "count" }, String(count), el("span", { class: "unseen" }, " olästa")) : null;
  return el("li", {}, el("button", {
    type: "button", class: `room ${count ? "is-unread" : ""}`, "aria-current": isHere ? "page" : null,
    "data-place": place.id ?? place.kind, onclick: () => emit("go", place),
  }, content, unread));
}

export function toggleSidebar(isOpen) {
  document.getElementById("frame").classList.toggle("shows-rooms", isOpen);
  const button = document.getElementById("menu-button");
  button.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) nav().querySelector("[aria-current], button")?.focus();
}

export function isSidebarOpen() {
  return document.getElementById("frame").classList.contains("shows-rooms");
}

on("unread", showSidebar);
