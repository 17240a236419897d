/** Ordinary Markdown, as in markdown blocks and streams, as elements. */

import { el, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

const INLINE = /(`[^`]+`)|\*\*(.+?)\*\*|__(.+?)__|\*([^*\s][^*]*?)\*|_([^_\s][^_]*?)_|~~(.+?)~~|\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>()]+)/;
const ITEM = /^\s*(?:([-*+•])|(\d+)[.)])\s+(.*)$/;

export function markdown(text) {
  const nodes = [];
  const lines = text.split("\n");
  while (lines.length) nodes.push(...block(lines));
  return nodes;
}

function block(lines) {
  const line = lines.shift();
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return [el("p", { class: "md-heading", role: "heading", "aria-level": 2 }, inline(heading[2]))];
  if (/^\s*```/.test(line)) return [code(lines)];
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return [el("hr")];
  if (/^\s*>/.test(line)) return [quote(line, lines)];
  if (ITEM.test(line)) return [list(line, lines)];
  if (!line.trim()) return [];
  return [paragraph(line, lines)];
}

function code(lines) {
  const inside = [];
  while (lines.length && !/^\s*```/.test(lines[0])) inside.push(lines.shift());
  lines.shift();
  return el("pre", {}, el("code", {}, inside.join("\n")));
}

function quote(first, lines) {
  const inside = [first];
  while (lines.length && /^\s*>/.test(lines[0])) inside.push(lines.shift());
  return el("blockquote", {}, markdown(inside.map((line) => line.replace(/^\s*>\s?/, "")).join("\n")));
}

function list(first, lines) {
  const items = [first];
  while (lines.length && (ITEM.test(lines[0]) || /^\s{2,}\S/.test(lines[0]))) {
    if (ITEM.test(lines[0])) items.push(lines.shift());
    else items[items.length - 1] += ` ${lines.shift().trim()}`;
  }
  const ordered = ITEM.exec(first)[2];
  const attributes = ordered ? { start: ordered } : {};
  return el(ordered ? "ol" : "ul", attributes, items.map((item) => el("li", {}, inline(ITEM.exec(item)[3]))));
}

function paragraph(first, lines) {
  const inside = [first];
  while (lines.length && lines[0].trim() && !/^\s*(```|>|#{1,6}\s)/.test(lines[0]) && !ITEM.test(lines[0])) {
    inside.push(lines.shift());
  }
  const nodes = inside.flatMap((line, index) => (index ? [el("br"), ...inline(line)] : inline(line)));
  return el("p", {}, nodes);
}

function inline(text) {
  const match = INLINE.exec(text);
  if (!match) return text ? [document.createTextNode(withEmoji(text))] : [];
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [...(before ? [document.createTextNode(withEmoji(before))] : []), marked(match), ...inline(after)];
}

function marked([, code_, bold, bold2, italic, italic2, strike, label, address, bare]) {
  if (code_) return el("code", {}, code_.slice(1, -1));
  if (bold ?? bold2) return el("strong", {}, inline(bold ?? bold2));
  if (italic ?? italic2) return el("em", {}, inline(italic ?? italic2));
  if (strike) return el("s", {}, inline(strike));
  if (label) return link(address, label);
  return link(bare, bare);
}
