/** Slack's mrkdwn as elements: bold, italic, strike, code, quotes, mentions and links. */

import { el, link } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { channel, nameOf } from "./store.js";

const HIDDEN = /\uE000(\d+)\uE001/;
const TAGS = { "*": "strong", _: "em", "~": "s" };
const STYLED = /(^|[\s([{"'”»«–—-])([*_~])(?=\S)([^\n]*?\S)\2(?=$|[\s.,;:!?)\]}"'”»«–—-])/;

/** Gives the nodes of a whole text, with its quotes and code blocks. */
export function mrkdwn(text) {
  const parts = clean(text).split(/```([\s\S]*?)```/);
  return parts.flatMap((part, index) =>
    index % 2 ? [el("pre", {}, el("code", {}, unescape(part.replace(/^\n/, ""))))] : lines(part));
}

/** Gives the nodes of a text object. */
export function textNodes(object) {
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  const words = object.emoji === false ? object.text : withEmoji(object.text);
  return [el("span", { class: "plain-text" }, words)];
}

/** Gives a text object's words alone, for labels. */
export function words(object) {
  return object ? withEmoji(object.text) : "";
}

function clean(text) {
  return String(text).replace(/[\uE000\uE001]/g, "");
}

function lines(text) {
  const nodes = [];
  let quote = null;
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quoted) {
      if (quote) quote.append(el("br"));
      else nodes.push((quote = el("blockquote")));
      quote.append(...inline(quoted[1]));
    } else {
      if (nodes.length && !quote) nodes.push(el("br"));
      quote = null;
      nodes.push(...inline(line));
    }
  }
  return nodes;
}

/** Gives the nodes of one line. */
export function inline(line) {
  const hidden = [];
  const hide = (node) => `\uE000${hidden.push(node) - 1}\uE001`;
  const covered = line
    .replace(/`([^`]+)`/g, (_, code) => hide(el("code", {}, unescape(code))))
    .replace(/<([^<>]+)>/g, (_, inner) => hide(entity(inner)));
  return styled(covered, hidden);
}

function styled(text, hidden) {
  const match = STYLED.exec(text);
  if (!match) return revealed(text, hidden);
  const [whole, before, mark, inner] = match;
  const start = text.slice(0, match.index) + before;
  const rest = text.slice(match.index + whole.length);
  return [...revealed(start, hidden), el(TAGS[mark], {}, styled(inner, hidden)), ...styled(rest, hidden)];
}

function revealed(text, hidden) {
  return text.split(/(\uE000\d+\uE001)/).filter(Boolean).map((part) => {
    const found = HIDDEN.exec(part);
    return found ? hidden[Number(found[1])] : document.createTextNode(unescape(withEmoji(part)));
  });
}

function entity(inner) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? "" : unescape(inner.slice(bar + 1));
  if (target.startsWith("@")) return el("span", { class: "mention" }, `@${nameOf(target.slice(1))}`);
  if (target.startsWith("#")) {
    return el("span", { class: "mention" }, `#${label || channel(target.slice(1))?.name || "kanal"}`);
  }
  if (target.startsWith("!date")) return document.createTextNode(label || "datum");
  if (target.startsWith("!")) return el("span", { class: "mention" }, label || `@${target.slice(1)}`);
  return link(unescape(target), label || unescape(target));
}

export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
