/** Rich text blocks as elements. */

import { el, link } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { channel, nameOf } from "./store.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

export function richText(block) {
  return el("div", { class: "rich" }, (block.elements ?? []).map(part));
}

function part(element) {
  const inside = (element.elements ?? []).map((one) => (one.type === "rich_text_section" ? one : leaf(one)));
  if (element.type === "rich_text_list") return list(element);
  if (element.type === "rich_text_quote") return el("blockquote", {}, inside);
  if (element.type === "rich_text_preformatted") return el("pre", {}, el("code", {}, inside));
  return el("div", { class: "rich-line" }, inside);
}

function list(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const items = element.elements.map((one) => el("li", {}, one.elements.map(leaf)));
  const start = element.offset ? element.offset + 1 : null;
  return el(tag, { class: `indent-${element.indent ?? 0}`, start }, items);
}

function leaf(element) {
  let node = bare(element);
  for (const [name, tag] of Object.entries(STYLES)) {
    if (element.style?.[name]) node = el(tag, {}, node);
  }
  return node;
}

function bare(element) {
  switch (element.type) {
    case "link": return link(element.url, element.text || element.url);
    case "emoji": return document.createTextNode(emojiOf(element.name));
    case "user": return el("span", { class: "mention" }, `@${nameOf(element.user_id)}`);
    case "channel": return el("span", { class: "mention" }, `#${channel(element.channel_id)?.name ?? "kanal"}`);
    case "broadcast": return el("span", { class: "mention" }, `@${element.range}`);
    case "date": return document.createTextNode(element.fallback || new Date(element.timestamp * 1000).toLocaleString("sv-SE"));
    case "color": return document.createTextNode(element.value);
    default: return el("span", { class: "plain-text" }, element.text ?? "");
  }
}
