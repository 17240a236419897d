/** Fields to write in, and pickers of dates and times. */

import { el } from "./dom.js";
import { words } from "./mrkdwn.js";

const TYPES = {
  plain_text_input: "text", number_input: "text", email_text_input: "email", url_text_input: "url",
  datepicker: "date", timepicker: "time", datetimepicker: "datetime-local",
};
const PICKERS = new Set(["datepicker", "timepicker", "datetimepicker"]);
const PAUSE = 400;

export function isField(one) {
  return one.type in TYPES;
}

export function fields(block, one, context, label) {
  const node = blank(block, one);
  if (label) node.setAttribute("aria-label", label);
  node.value = shown(one, context.value(block, one));
  const keep = () => context.set(block, one, kept(one, node.value));
  const send = () => context.use(block, one, kept(one, node.value) ?? "", node);
  if (PICKERS.has(one.type)) {
    node.addEventListener("change", () => {
      keep();
      if (block.type !== "input" || block.dispatch_action) send();
    });
    return node;
  }
  node.addEventListener("input", keep);
  if (block.dispatch_action) dispatch(one, node, send);
  return node;
}

function blank(block, one) {
  const attributes = {
    placeholder: words(one.placeholder) || null, "data-name": `${block.block_id}/${one.action_id}`,
    autocomplete: "off", maxlength: one.type === "plain_text_input" ? one.max_length ?? 3000 : null,
    "data-focus": one.focus_on_load,
  };
  if (one.multiline) return el("textarea", { rows: 5, ...attributes });
  const mode = one.type === "number_input" ? "decimal" : null;
  return el("input", { type: TYPES[one.type], inputmode: mode, ...attributes });
}

function dispatch(one, node, send) {
  const when = one.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (when.includes("on_enter_pressed")) {
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || (one.multiline && !event.ctrlKey)) return;
      event.preventDefault();
      send();
    });
  }
  if (when.includes("on_character_entered")) {
    let timer = 0;
    node.addEventListener("input", () => {
      clearTimeout(timer);
      // A screen that was drawn anew in the meantime took the field, and what was in it, away.
      timer = setTimeout(() => node.isConnected && send(), PAUSE);
    });
  }
}

function shown(one, value) {
  if (value === null || value === undefined) return "";
  if (one.type !== "datetimepicker") return String(value);
  const local = new Date(value * 1000 - new Date(value * 1000).getTimezoneOffset() * 60000);
  return local.toISOString().slice(0, 16);
}

function kept(one, value) {
  if (value === "") return null;
  return one.type === "datetimepicker" ? Math.round(new Date(value).getTime() / 1000) : value;
}
