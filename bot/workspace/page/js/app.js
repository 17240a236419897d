/** Starts the page: who one is, what is shown, and what happens when something happens. */

import { announce, notice } from "./announce.js";
import { load } from "./api.js";
import { avatar } from "./avatar.js";
import { choosePerson, showConnect } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { follow } from "./live.js";
import { startModals } from "./modal.js";
import { showPlace } from "./room.js";
import { openBeside } from "./side.js";
import { isSidebarOpen, showSidebar, toggleSidebar } from "./sidebar.js";
import { channel, emit, fill, nameOf, on, plainText, store } from "./store.js";

const WIDE = window.matchMedia("(min-width: 70rem)");
const SPOKEN = 300;
const address = new URL(location.href);

async function start() {
  const state = await load(address.searchParams.get("as") ?? "");
  fill(state);
  if (address.searchParams.get("as") !== store.me.id) {
    address.searchParams.set("as", store.me.id);
    history.replaceState(null, "", address);
  }
  store.place = firstPlace();
  showTop();
  showAll();
  startModals();
  follow(state.position);
}

function firstPlace() {
  const wanted = address.searchParams.get("kanal");
  if (wanted === "hem") return { kind: "home", id: null };
  if (wanted && channel(wanted)) return { kind: "channel", id: wanted };
  return { kind: "channel", id: store.direct };
}

function showAll() {
  showSidebar();
  showPlace();
  emit("views");
  updateTitle();
}

function showTop() {
  const who = document.getElementById("who-button");
  who.replaceChildren(avatar(store.me.id), el("span", { class: "who-words" },
    el("span", { class: "unseen" }, "Du är "), el("strong", {}, store.me.name), el("span", { class: "not-small" }, store.me.unit)),
  el("span", { class: "change not-small" }, "Byt"));
  who.addEventListener("click", choosePerson);
  document.getElementById("connect-button").addEventListener("click", showConnect);
  const menu = document.getElementById("menu-button");
  menu.append(icon("menu"));
  menu.addEventListener("click", () => toggleSidebar(!isSidebarOpen()));
}

function updateTitle() {
  const count = [...store.unread.values()].reduce((sum, one) => sum + one, 0);
  const room = store.place.kind === "home" || store.place.id === store.direct ? store.app.name : `#${channel(store.place.id).name}`;
  document.title = `${count ? `(${count}) ` : ""}${room} · ${store.me.name} · Övningsrum`;
}

on("go", (place) => {
  store.place = place;
  store.unread.delete(place.id);
  if (store.side?.kind === "thread" || place.id === store.direct || place.kind === "home") openBeside(null);
  toggleSidebar(false);
  address.searchParams.set("kanal", place.kind === "home" ? "hem" : place.id);
  history.replaceState(null, "", address);
  showAll();
  document.getElementById("main").focus();
});

on("messages", ({ channel: id, message, isNew, isChanged }) => {
  if (!message || message.user === store.me.id) return;
  if (isNew || (isChanged && message.bot_id)) speak(message);
  if (!isNew) return;
  const isShown = id === store.place.id || (store.side?.kind === "pane" && id === store.direct);
  if (!isShown || document.hidden) {
    store.unread.set(id, (store.unread.get(id) ?? 0) + 1);
    emit("unread");
    updateTitle();
  }
  if (isAnswerToMe(id, message)) openBeside({ kind: "thread", channel: id, ts: message.thread_ts });
});

function speak(message) {
  announce(`${nameOf(message.user)}: ${plainText(message).slice(0, SPOKEN) || "nytt meddelande"}`);
}

/** On a wide screen the bot's first answer in a thread opens by itself, so that nobody misses it. */
function isAnswerToMe(id, message) {
  if (!WIDE.matches || !message.bot_id || store.side || id !== store.place.id || id === store.direct) return false;
  return message.thread_ts && channel(id).messages.get(message.thread_ts)?.user === store.me.id;
}

on("reload", async () => {
  const state = await load(store.me.id);
  fill(state);
  if (store.place.kind === "channel" && !channel(store.place.id)) store.place = firstPlace();
  showAll();
  follow(state.position);
});

let isReached = true;

function strip() {
  const text = !isReached ? "Sidan har tappat kontakten med övningsrummet och försöker igen. Det du skriver finns kvar."
    : !store.isConnected ? `${store.app.name} är inte ansluten just nu. Det du skriver når fram när den är tillbaka.` : "";
  document.querySelector(".connection")?.remove();
  if (text) document.getElementById("frame").before(el("p", { class: "strip connection", role: "status" }, text));
}

on("reached", (yes) => {
  isReached = yes;
  strip();
});
on("connected", strip);

document.addEventListener("visibilitychange", () => {
  if (document.hidden || !store.unread.delete(store.place.id)) return;
  emit("unread");
  updateTitle();
});

start().then(strip).catch((error) => notice(error.message));
