/** The place to write: Enter sends, Shift+Enter makes a new line, / and @ complete. */

import { act } from "./api.js";
import { completion } from "./completion.js";
import { el, icon, newId } from "./dom.js";
import { tried } from "./message.js";

const drafts = new Map();

export function composer({ channel, thread, hint, id }) {
  const key = `${channel}/${thread ?? ""}`;
  const helpId = newId("help");
  const field = el("textarea", { id, rows: 1, placeholder: hint, "aria-label": hint, "aria-describedby": helpId });
  const send = el("button", { type: "submit", class: "button primary icon", "aria-label": "Skicka" }, icon("send"));
  const help = el("p", { class: "help", id: helpId }, "Enter skickar, Skift+Enter ger ny rad. Skriv / för kommandon och @ för att nämna någon.");
  const form = el("form", { class: "composer", novalidate: true }, el("div", { class: "composer-row" }, field, send), help);
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  };
  field.value = drafts.get(key) ?? "";
  const suggests = completion(field, form, { isThread: Boolean(thread) });
  field.addEventListener("input", () => {
    drafts.set(key, field.value);
    grow();
  });
  field.addEventListener("keydown", (event) => {
    if (suggests.takes(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value;
    if (!text.trim()) return;
    field.value = "";
    grow();
    const sent = await tried(say(text, channel, thread));
    if (sent) drafts.delete(key);
    else if (!field.value) field.value = text;
    grow();
  });
  requestAnimationFrame(grow);
  return form;
}

function say(text, channel, thread) {
  const isCommand = /^\/\S/.test(text) && !thread;
  return isCommand ? act("command", { channel, typed: text }) : act("post", { channel, text, thread_ts: thread });
}
