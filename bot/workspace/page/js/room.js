/** What stands in the middle: a channel, or the bot's Home and messages. */

import { act } from "./api.js";
import { blocks } from "./blocks.js";
import { Context } from "./context.js";
import { Conversation, keep } from "./conversation.js";
import { el, icon } from "./dom.js";
import { tried } from "./message.js";
import { channel, emit, on, store } from "./store.js";

const main = () => document.getElementById("main");

export function showPlace() {
  const { kind, id } = store.place;
  const isBot = kind === "home" || id === store.direct;
  if (isBot) tried(act("open", { tab: kind === "home" ? "home" : "messages" }));
  document.querySelector(".skip[href='#compose']").hidden = kind === "home";
  if (kind === "home") return showHome();
  const room = channel(id);
  const hint = isBot ? `Skriv till ${store.app.name}` : `Skriv i #${room.name}`;
  const conversation = keep("main", new Conversation(id, { hint, id: "compose" }));
  main().replaceChildren(isBot ? botTop("messages") : roomTop(room), ...warnings(room), conversation.node);
  main().setAttribute("aria-label", isBot ? store.app.name : `Kanalen ${room.name}`);
  if (store.side?.kind === "pane" && !isBot) tried(act("look", { channel: id }));
}

function warnings(room) {
  if (room.is_shared) return [el("p", { class: "strip" }, "Kanalen delas med en annan organisation.")];
  if (!room.has_bot) return [el("p", { class: "strip" }, `${store.app.name} är inte med i kanalen och läser inget här.`)];
  return [];
}

function roomTop(room) {
  const pane = el("button", { type: "button", class: "button quiet", id: "pane-button", "aria-label": `Öppna ${store.app.name} bredvid`,
    onclick: () => {
      store.side = { kind: "pane" };
      tried(act("open", { tab: "messages", channel: room.id }));
      emit("side", { focus: true });
    } }, icon("side"), el("span", { class: "not-small" }, `Öppna ${store.app.name} bredvid`));
  return el("div", { class: "room-top" },
    el("div", {}, el("h1", {}, room.kind === "group" ? icon("lock") : "# ", room.name),
      el("p", { class: "muted" }, room.topic)), pane);
}

function botTop(current) {
  const tab = (name, place, text) => el("button", {
    type: "button", class: "tab", "aria-current": current === name ? "page" : null, onclick: () => emit("go", place),
  }, text);
  return el("div", { class: "room-top bot-top" },
    el("div", {}, el("h1", {}, icon("helm"), store.app.name), el("p", { class: "muted" }, store.app.description)),
    el("div", { class: "tabs" }, tab("home", { kind: "home" }, "Hem"),
      tab("messages", { kind: "channel", id: store.direct }, "Meddelanden")));
}

let typed = {};

function showHome() {
  keep("main", null);
  typed = {};
  main().setAttribute("aria-label", `${store.app.name}, hem`);
  main().replaceChildren(botTop("home"), el("div", { class: "scroll home", id: "home" }));
  fillHome();
}

function fillHome() {
  const home = document.getElementById("home");
  if (!home) return;
  const focused = home.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  if (!store.home) {
    home.replaceChildren(el("p", { class: "muted empty" }, `${store.app.name} har inte lagt något här än.`));
    return;
  }
  const context = new Context({ view_id: store.home.id }, { values: typed, state: store.home.state.values });
  home.replaceChildren(...blocks(store.home.blocks, context));
  if (focused) home.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
}

on("home", fillHome);
