/** Elements a person can use: buttons, menus, feedback, and a door to choices and fields. */

import { el, icon } from "./dom.js";
import { choices, isChoice } from "./choices.js";
import { fields, isField } from "./fields.js";
import { image } from "./image.js";
import { menuButton } from "./menu.js";
import { words } from "./mrkdwn.js";

/** Gives an element; `label` is read aloud where it has none of its own. */
export function element(block, one, context, label = "") {
  if (one.type in SIMPLE) return SIMPLE[one.type](block, one, context);
  if (isChoice(one)) return choices(block, one, context, label);
  if (isField(one)) return fields(block, one, context, label);
  return el("span", { class: "muted" }, `(${one.type} visas inte i övningsrummet)`);
}

const SIMPLE = {
  button,
  overflow,
  feedback_buttons: feedback,
  icon_button: iconAction,
  image: (_, one) => image(one, "small"),
};

function button(block, one, context) {
  const node = el("button", {
    type: "button", class: `button ${one.style ?? ""}`, "data-name": `${block.block_id}/${one.action_id}`,
    "aria-label": one.accessibility_label,
  }, words(one.text));
  node.addEventListener("click", () => {
    if (one.url) openAddress(one.url);
    context.use(block, one, null, node);
  });
  return node;
}

function openAddress(address) {
  if (/^https?:\/\//.test(address)) window.open(address, "_blank", "noopener,noreferrer");
}

function overflow(block, one, context) {
  const node = el("button", {
    type: "button", class: "button icon", "aria-label": "Fler val", "data-name": `${block.block_id}/${one.action_id}`,
  }, icon("more"));
  const items = () => one.options.map((option) => ({
    text: words(option.text),
    description: words(option.description),
    onclick: () => {
      if (option.url) openAddress(option.url);
      context.use(block, one, option.value ?? null, node);
    },
  }));
  return el("span", { class: "anchor" }, menuButton(node, items));
}

function feedback(block, one, context) {
  const buttons = [["positive_button", "good"], ["negative_button", "bad"]].map(([name, sign]) =>
    el("button", {
      type: "button", class: "button quiet", "aria-pressed": "false",
      "aria-label": one[name].accessibility_label, "data-name": `${block.block_id}/${one.action_id}/${name}`,
    }, icon(sign), words(one[name].text)));
  buttons.forEach((node, index) => node.addEventListener("click", async () => {
    const value = one[index ? "negative_button" : "positive_button"].value;
    if (!(await context.use(block, one, value, node))) return;
    buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === node)));
  }));
  return el("span", { class: "pair", role: "group", "aria-label": "Återkoppling" }, buttons);
}

function iconAction(block, one, context) {
  const node = el("button", {
    type: "button", class: "button quiet icon", "aria-label": one.accessibility_label ?? words(one.text),
    title: words(one.text), "data-name": `${block.block_id}/${one.action_id}`,
  }, icon("trash"));
  node.addEventListener("click", () => context.use(block, one, null, node));
  return node;
}
