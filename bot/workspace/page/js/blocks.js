/** Every block the bot sends, as elements. */

import { el, newId } from "./dom.js";
import { element } from "./elements.js";
import { image } from "./image.js";
import { markdown } from "./markdown.js";
import { textNodes, words } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

export function blocks(list, context) {
  let above = "";
  return (list ?? []).map((block) => {
    const make = KINDS[block.type] ?? unknown;
    const node = make(block, context, above);
    node.classList.add("block", `block-${block.type}`);
    above = node.textContent.slice(0, 200);
    return node;
  });
}

const KINDS = {
  section,
  header: (block, context) => el(context.heading, {}, words(block.text)),
  divider: () => el("hr"),
  context: (block) => el("div", {}, block.elements.map((one) =>
    one.type === "image" ? image(one, "tiny") : el("span", {}, textNodes(one)))),
  actions: row,
  context_actions: row,
  markdown: (block) => el("div", { class: "md" }, markdown(block.text)),
  rich_text: richText,
  image: (block) => el("figure", {}, block.title ? el("figcaption", {}, words(block.title)) : null, image(block)),
  input,
  table,
  alert: (block) => el("div", { class: `alert level-${block.level ?? "default"}`, role: "note" }, textNodes(block.text)),
};

function unknown(block) {
  return el("p", { class: "muted" }, `(Blocket ${block.type} visas inte i övningsrummet.)`);
}

function section(block, context) {
  const about = block.text?.text.replace(/[*_~`<>]/g, "").slice(0, 80) ?? "";
  const text = block.text ? el("div", { class: "section-text" }, textNodes(block.text)) : null;
  const fields = block.fields
    ? el("div", { class: "section-fields" }, block.fields.map((one) => el("div", {}, textNodes(one))))
    : null;
  const beside = block.accessory
    ? el("div", { class: "section-beside" }, element(block, block.accessory, context, about))
    : null;
  return el("div", { class: beside ? "has-beside" : "" }, el("div", { class: "section-main" }, text, fields), beside);
}

/** Choices without a label of their own are named by what stands above them, as they are read. */
function row(block, context, above) {
  const nameless = ["radio_buttons", "checkboxes"];
  return el("div", {}, block.elements.map((one) =>
    element(block, one, context, nameless.includes(one.type) ? above : "")));
}

function table(block) {
  const [head, ...rows] = block.rows;
  const cell = (tag, one, index) => {
    const align = block.column_settings?.[index]?.align ?? "left";
    return el(tag, { class: `align-${align}`, scope: tag === "th" ? "col" : null },
      one.type === "rich_text" ? richText(one) : one.text);
  };
  return el("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Tabell" }, el("table", {},
    el("thead", {}, el("tr", {}, head.map((one, index) => cell("th", one, index)))),
    el("tbody", {}, rows.map((line) => el("tr", {}, line.map((one, index) => cell("td", one, index)))))));
}

function input(block, context) {
  const label = words(block.label);
  const optional = block.optional ? el("span", { class: "muted" }, " (får lämnas tomt)") : null;
  const isGroup = ["checkboxes", "radio_buttons"].includes(block.element.type) || block.element.type.startsWith("multi_");
  const control = element(block, block.element, context, label);
  const error = context.errors[block.block_id];
  const hint = block.hint ? el("p", { class: "hint", id: newId("hint") }, words(block.hint)) : null;
  const wrong = error ? el("p", { class: "error", id: newId("error") }, error) : null;
  const focusable = control.matches("input, select, textarea") ? control : control.querySelector("input") ?? control;
  describe(isGroup ? control : focusable, hint, wrong);
  if (!isGroup) {
    focusable.id = focusable.id || newId("field");
    focusable.removeAttribute("aria-label");
  }
  if (!block.optional && !isGroup) focusable.setAttribute("aria-required", "true");
  const heading = isGroup
    ? el("div", { class: "label", "aria-hidden": "true" }, label, optional)
    : el("label", { class: "label", for: focusable.id }, label, optional);
  return el("div", { "data-block": block.block_id, class: error ? "is-wrong" : "" }, heading, hint, control, wrong);
}

function describe(control, hint, wrong) {
  const ids = [hint?.id, wrong?.id].filter(Boolean).join(" ");
  if (ids) control.setAttribute("aria-describedby", ids);
  if (wrong) control.setAttribute("aria-invalid", "true");
}
