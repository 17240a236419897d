/** Elements with choices: menus, boxes, radio buttons; people and channels too. */

import { el, newId } from "./dom.js";
import { external } from "./external.js";
import { textNodes, words } from "./mrkdwn.js";
import { store } from "./store.js";

const SINGLE = new Set(["static_select", "users_select", "channels_select", "conversations_select"]);
const MANY = new Set(["multi_static_select", "multi_users_select", "multi_channels_select", "multi_conversations_select"]);
const FILTER_FROM = 9;
const SHORT = 22;

export function isChoice(one) {
  return SINGLE.has(one.type) || MANY.has(one.type) || one.type.endsWith("external_select")
    || one.type === "checkboxes" || one.type === "radio_buttons";
}

export function choices(block, one, context, label) {
  if (one.type.endsWith("external_select")) return external(block, one, context, label);
  if (SINGLE.has(one.type)) return menu(block, one, context, label);
  return boxes(block, one, context, label);
}

/** Gives what can be chosen, as groups of `{value, nodes, name}`. */
function groupsOf(one) {
  if (one.type.includes("users")) {
    return [{ options: store.people.map((person) => made(person.id, `${person.name}, ${person.unit}`)) }];
  }
  if (/channels|conversations/.test(one.type)) {
    const rooms = [...store.channels.values()].filter((room) => room.kind !== "im");
    return [{ options: rooms.map((room) => made(room.id, `#${room.name}`)) }];
  }
  const groups = one.option_groups ?? [{ options: one.options ?? [] }];
  return groups.map((group) => ({ label: words(group.label), options: group.options.map(offered) }));
}

function made(value, name) {
  return { value, name, nodes: [document.createTextNode(name)] };
}

function offered(option) {
  const description = option.description ? el("small", {}, textNodes(option.description)) : null;
  return { value: option.value, name: words(option.text), nodes: [...textNodes(option.text), description].filter(Boolean) };
}

function menu(block, one, context, label) {
  const empty = words(one.placeholder) || "Välj …";
  const node = el("select", { "aria-label": label || empty, "data-name": `${block.block_id}/${one.action_id}` },
    el("option", { value: "" }, empty));
  for (const group of groupsOf(one)) {
    const options = group.options.map((option) => el("option", { value: option.value }, option.name));
    node.append(...(group.label ? [el("optgroup", { label: group.label }, options)] : options));
  }
  node.value = context.value(block, one) ?? "";
  node.addEventListener("change", () => changed(block, one, context, node.value || null, node));
  return node;
}

function changed(block, one, context, value, control) {
  context.set(block, one, value);
  if (block.type !== "input" || block.dispatch_action) context.use(block, one, value ?? "", control);
}

function boxes(block, one, context, label) {
  const isRadio = one.type === "radio_buttons";
  const group = newId("choice");
  const chosen = new Set([context.value(block, one) ?? []].flat());
  const node = el("div", { class: "boxes", role: isRadio ? "radiogroup" : "group", "aria-label": label || null });
  const options = groupsOf(one).flatMap((part) => part.options);
  const change = (option, input) => {
    if (isRadio) chosen.clear();
    if (input.checked) chosen.add(option.value);
    else chosen.delete(option.value);
    const value = isRadio ? [...chosen][0] ?? null : [...chosen];
    limit(node, one.max_selected_items, chosen.size);
    changed(block, one, context, value, input);
  };
  const name = `${block.block_id}/${one.action_id}`;
  const rows = options.map((option) => box(option, { isRadio, group, name, isChosen: chosen.has(option.value), change }));
  const list = el("div", { class: `boxes-list ${shapeOf(one, options)}` }, rows);
  node.append(...(rows.length >= FILTER_FROM ? [filter(rows)] : []), list);
  limit(node, one.max_selected_items, chosen.size);
  return node;
}

function shapeOf(one, options) {
  if (options.length >= FILTER_FROM) return "long";
  const isShort = options.every((option) => option.name.length <= SHORT) && !one.options?.some((option) => option.description);
  return isShort ? "in-row" : "";
}

function box(option, { isRadio, group, name, isChosen, change }) {
  const input = el("input", {
    type: isRadio ? "radio" : "checkbox", name: group, value: option.value, checked: isChosen, "data-name": `${name}/${option.value}`,
  });
  input.addEventListener("change", () => change(option, input));
  const row = el("label", { class: "box" }, input, el("span", {}, option.nodes));
  row.words = option.name.toLowerCase();
  return row;
}

function limit(node, most, count) {
  if (!most) return;
  for (const input of node.querySelectorAll("input[type=checkbox]")) input.disabled = count >= most && !input.checked;
}

function filter(rows) {
  const node = el("input", { type: "search", "aria-label": "Sök bland valen", placeholder: "Sök bland valen" });
  node.addEventListener("input", () => {
    const typed = node.value.toLowerCase();
    for (const row of rows) row.hidden = !row.words.includes(typed);
  });
  return node;
}
