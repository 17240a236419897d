/** One message: who, when, what, and what can be done with it. */

import { announce, notice } from "./announce.js";
import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { Context } from "./context.js";
import { ask } from "./dialogs.js";
import { el, icon, iconButton } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { markdown } from "./markdown.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { emit, isRoot, nameOf, plainText, removeMessage, replies, store } from "./store.js";
import { clock } from "./times.js";

/** Gives a message; `where` is "room", "thread" or "line" (the bot's direct messages). */
export function message(one, channelId, where) {
  const isBot = Boolean(one.bot_id);
  const name = nameOf(one.user);
  const node = el("article", { class: classes(one, where), "aria-label": `${name} ${clock(one.ts)}` },
    avatar(one.user),
    el("div", { class: "message-main" },
      el("p", { class: "message-top" }, el("strong", {}, name), isBot ? el("span", { class: "badge" }, "app") : null,
        el("time", { datetime: new Date(Number(one.ts) * 1000).toISOString() }, clock(one.ts)),
        one.edited && !isBot ? el("span", { class: "muted" }, "(ändrat)") : null),
      one.is_ephemeral ? el("p", { class: "only-you" }, icon("eye"), "Bara du ser det här.") : null,
      content(one, channelId), files(one), tasks(one), reactions(one)));
  node.append(tools(one, channelId, where, node));
  if (where === "room" && one.reply_count && isRoot(one)) node.querySelector(".message-main").append(threadLink(one, channelId));
  return node;
}

function classes(one, where) {
  const marks = [one.is_ephemeral && "whisper", one.subtype === "tombstone" && "tombstone",
    where === "line" && !isRoot(one) && "reply"].filter(Boolean);
  return ["message", ...marks].join(" ");
}

function content(one, channelId) {
  const context = new Context({ channel: channelId, ts: one.ts });
  const isStreaming = one.streaming_state === "in_progress";
  if (isStreaming) {
    return el("div", { class: "streaming", "aria-busy": "true" }, el("div", { class: "md" }, markdown(one.text)),
      blocks(one.added, context));
  }
  if (one.blocks?.length) return el("div", { class: "message-blocks" }, blocks(one.blocks, context));
  return el("div", { class: "message-text" }, mrkdwn(one.text ?? ""));
}

/** Files to save; their addresses are the workspace's own. */
function files(one) {
  if (!one.files?.length) return null;
  return el("ul", { class: "files", "aria-label": "Filer" }, one.files.map((file) =>
    el("li", {}, el("a", { href: file.url_private_download, download: file.name },
      el("strong", {}, file.title), el("span", { class: "muted" }, `${file.name}, ${Math.ceil(file.size / 1024)} kB`)))));
}

function tasks(one) {
  if (!one.tasks) return null;
  const signs = { pending: "○", in_progress: "◐", complete: "✓", error: "!" };
  return el("ul", { class: "tasks" }, Object.values(one.tasks).map((task) =>
    el("li", {}, `${signs[task.status]} ${task.title}`)));
}

function reactions(one) {
  if (!one.reactions?.length) return null;
  return el("p", { class: "reactions" }, one.reactions.map((reaction) =>
    el("span", { class: "reaction", title: reaction.users.map(nameOf).join(", ") }, `${emojiOf(reaction.name)} ${reaction.count}`)));
}

function threadLink(one, channelId) {
  const count = replies(channelId, one.ts).length || one.reply_count;
  return el("button", { type: "button", class: "thread-link", "data-name": "thread", onclick: () => openThread(channelId, one.ts) },
    icon("reply"), count === 1 ? "1 svar" : `${count} svar`);
}

export function openThread(channelId, ts) {
  store.side = { kind: "thread", channel: channelId, ts };
  emit("side", { focus: true });
}

function tools(one, channelId, where, node) {
  if (one.subtype === "tombstone") return el("div");
  if (one.is_ephemeral) {
    const hide = () => {
      removeMessage(channelId, one.ts);
      emit("messages", { channel: channelId, message: null, isNew: false });
    };
    return el("div", { class: "tools" }, iconButton("close", "Dölj meddelandet", hide));
  }
  const answer = where === "thread" ? null
    : iconButton("reply", "Svara i tråd", () => openThread(channelId, one.thread_ts ?? one.ts));
  const more = iconButton("more", `Fler val för meddelandet från ${nameOf(one.user)}`, null);
  menuButton(more, () => choices(one, channelId, node));
  return el("div", { class: "tools" }, answer, el("span", { class: "anchor" }, more));
}

function choices(one, channelId, node) {
  const shortcuts = store.app.shortcuts.filter((shortcut) => shortcut.type === "message").map((shortcut) => ({
    text: shortcut.name,
    description: store.app.name,
    onclick: () => tried(act("shortcut", { callback_id: shortcut.callback_id, channel: channelId, ts: one.ts })),
  }));
  const copy = { text: "Kopiera texten", onclick: () => copied(plainText(one)) };
  if (one.user !== store.me.id) return [...shortcuts, copy];
  return [...shortcuts, copy,
    { text: "Ändra", onclick: () => edit(one, channelId, node) },
    { text: "Ta bort", isDangerous: true, onclick: () => remove(one, channelId) }];
}

async function copied(text) {
  await navigator.clipboard?.writeText(text).catch(() => {});
  announce("Texten är kopierad.");
}

export async function tried(work) {
  try {
    return await work;
  } catch (error) {
    notice(error.message);
    return null;
  }
}

async function remove(one, channelId) {
  const question = el("p", {}, "Meddelandet tas bort för alla i kanalen.");
  if (await ask("Ta bort meddelandet?", question, { yes: "Ta bort", style: "danger" })) {
    tried(act("delete", { channel: channelId, ts: one.ts }));
  }
}

function edit(one, channelId, node) {
  const place = node.querySelector(".message-text, .message-blocks");
  const field = el("textarea", { rows: 3, "aria-label": "Ändra meddelandet" });
  field.value = plainText(one);
  const back = () => form.replaceWith(place);
  const save = async () => {
    if (await tried(act("edit", { channel: channelId, ts: one.ts, text: field.value }))) back();
  };
  const form = el("div", { class: "edit" }, field, el("div", { class: "pair" },
    el("button", { type: "button", class: "button", onclick: back }, "Avbryt"),
    el("button", { type: "button", class: "button primary", onclick: save }, "Spara")));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  });
  place.replaceWith(form);
  field.focus();
}
