/** A list of messages with a place to write below it. */

import { composer } from "./composer.js";
import { el, reconcile } from "./dom.js";
import { message, tried } from "./message.js";
import { act } from "./api.js";
import { channel, on, replies, rootMessages, store } from "./store.js";
import { day } from "./times.js";

const NEAR = 80;
const GAP = 8;

/** Gives a conversation that keeps itself up to date; `thread` is the ts of a thread's first message. */
export class Conversation {
  constructor(channelId, { thread = null, hint, id }) {
    this.channel = channelId;
    this.thread = thread;
    this.list = el("div", { class: "messages", role: "log", "aria-live": "off", "aria-label": "Meddelanden" });
    this.status = el("div", { class: "status", role: "status" });
    this.prompts = el("div", { class: "prompts" });
    this.scroll = el("div", { class: "scroll", tabindex: "0", "aria-label": "Meddelanden" }, this.list, this.status);
    this.composer = composer({ channel: channelId, thread, hint, id });
    this.node = el("div", { class: "conversation" }, this.scroll, this.prompts, this.composer);
    this.update();
    requestAnimationFrame(() => this.showEnd());
  }

  get isLine() {
    return this.channel === store.direct && !this.thread;
  }

  update() {
    const { isNear } = this;
    const last = this.list.lastElementChild;
    const held = this.list.contains(document.activeElement) ? document.activeElement.closest("[data-key]") : null;
    const where = this.thread ? "thread" : this.isLine ? "line" : "room";
    reconcile(this.list, this.items(), (item) => item.key, (item) =>
      item.day ? el("p", { class: "day" }, el("span", {}, item.day)) : message(item.one, this.channel, where));
    this.updateStatus();
    this.updatePrompts();
    const isLonger = this.list.lastElementChild !== last;
    if (held && !held.isConnected) this.showTop(held.dataset.key);
    else if (isLonger && (isNear || this.messages().at(-1)?.user === store.me.id)) this.showEnd();
    else if (isNear) this.toEnd();
  }

  get isNear() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
  }

  items() {
    const all = this.messages();
    let last = "";
    const items = [];
    for (const one of all) {
      const current = day(one.ts);
      if (current !== last && !this.thread) items.push({ key: `day-${current}`, day: current });
      last = current;
      items.push({ key: one.ts, one, me: store.me.id });
    }
    return items;
  }

  messages() {
    if (this.thread) {
      const first = channel(this.channel)?.messages.get(this.thread);
      return [first, ...replies(this.channel, this.thread)].filter(Boolean);
    }
    const roots = rootMessages(this.channel);
    return this.isLine ? roots.flatMap((one) => [one, ...replies(this.channel, one.ts)]) : roots;
  }

  updateStatus() {
    const statuses = channel(this.channel)?.statuses ?? {};
    const mine = this.thread ? [statuses[this.thread]] : this.isLine ? Object.values(statuses) : [];
    const one = mine.filter(Boolean).at(-1);
    const words = one ? `${store.app.name} ${one.loading_messages?.[0] || one.status}` : "";
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.classList.toggle("is-shown", Boolean(words));
  }

  /** Suggestions are for the one who has not written yet; then the room is the answers'. */
  updatePrompts() {
    const isEmpty = this.isLine && !this.list.children.length;
    const { title, prompts = [] } = isEmpty ? store.prompts : {};
    const key = JSON.stringify([title, prompts]);
    if (this.promptKey === key) return;
    const { isNear } = this;
    this.promptKey = key;
    this.prompts.hidden = prompts.length === 0;
    this.prompts.replaceChildren(el("p", {}, title || "Skriv med egna ord, eller börja med ett förslag:"), ...prompts.map((one) =>
      el("button", { type: "button", class: "chip", onclick: () => this.say(one.message) }, one.title)));
    if (isNear) this.toEnd();
  }

  say(text) {
    return tried(act("post", { channel: this.channel, text, thread_ts: this.thread }));
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  /** Shows the last message, from its beginning where it is taller than the room. */
  showEnd() {
    this.toEnd();
    this.showTop(this.list.lastElementChild?.dataset.key);
  }

  showTop(key) {
    const node = [...this.list.children].find((one) => one.dataset.key === key);
    const above = node ? this.scroll.getBoundingClientRect().top - node.getBoundingClientRect().top : 0;
    if (above > 0) this.scroll.scrollTop -= above + GAP;
  }
}

const shown = new Set();

/** Keeps a conversation up to date until another takes its place. */
export function keep(slot, conversation) {
  for (const one of shown) if (one.slot === slot) shown.delete(one);
  if (conversation) shown.add({ slot, conversation });
  return conversation;
}

for (const kind of ["messages", "status"]) {
  on(kind, ({ channel: id }) => {
    for (const { conversation } of shown) if (conversation.channel === id) conversation.update();
  });
}
on("prompts", () => {
  for (const { conversation } of shown) conversation.updatePrompts();
});
