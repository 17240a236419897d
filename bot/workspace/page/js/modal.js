/** The bot's modals: the top of the stack is shown, and what is typed is never lost by an update. */

import { notice } from "./announce.js";
import { act } from "./api.js";
import { blocks } from "./blocks.js";
import { Context } from "./context.js";
import { el, iconButton } from "./dom.js";
import { words } from "./mrkdwn.js";
import { on, store } from "./store.js";

const box = () => document.getElementById("modal");
const drafts = new Map();
let shown = { id: null, hash: null };
let errors = {};

function update() {
  const view = store.views.at(-1);
  if (!view) {
    shown = { id: null, hash: null };
    if (box().open) box().close();
    return;
  }
  if (view.id === shown.id && view.hash === shown.hash) return;
  errors = {};  // what the bot shows now is not what was refused
  const isSame = view.id === shown.id;
  shown = { id: view.id, hash: view.hash };
  draw(view, isSame);
}

function draw(view, isSame) {
  const focused = isSame ? box().querySelector(":focus")?.dataset.name : null;
  const scrolled = isSame ? box().querySelector(".sheet-body")?.scrollTop ?? 0 : 0;
  const values = drafts.get(view.id) ?? {};
  drafts.set(view.id, values);
  const context = new Context({ view_id: view.id }, { values, state: view.state.values, errors, heading: "h3" });
  const form = el("form", { class: "sheet-form", novalidate: true },
    el("div", { class: "sheet-body", tabindex: "0" }, summary(), blocks(view.blocks, context)), foot(view));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(view, values, form);
  });
  box().replaceChildren(top(view), form);
  if (!box().open) box().showModal();
  form.querySelector(".sheet-body").scrollTop = scrolled;
  focus(form, focused);
}

function summary() {
  const count = Object.keys(errors).length;
  if (!count) return null;
  const text = count === 1 ? "Ett fält behöver ändras." : `${count} fält behöver ändras.`;
  return el("p", { class: "alert level-error", role: "alert" }, text);
}

function focus(form, focused) {
  const wrong = form.querySelector(".is-wrong input, .is-wrong select, .is-wrong textarea");
  const same = focused ? form.querySelector(`[data-name="${CSS.escape(focused)}"]`) : null;
  const first = form.querySelector("[data-focus]") ?? form.querySelector(".block-input :is(input, select, textarea)");
  (wrong ?? same ?? first ?? reading(form))?.focus();
}

/** A long text is read from its beginning: the way to its buttons is not taken for the reader. */
function reading(form) {
  const body = form.querySelector(".sheet-body");
  return body.scrollHeight > body.clientHeight ? body : form.querySelector("button");
}

function top(view) {
  const back = store.views.length > 1 ? iconButton("back", "Tillbaka", () => close(view, false)) : null;
  return el("div", { class: "sheet-top" }, back, el("h2", { id: "modal-title" }, words(view.title)),
    iconButton("close", "Stäng", () => close(view, true)));
}

function foot(view) {
  const cancel = el("button", { type: "button", class: "button", onclick: () => close(view, false) },
    words(view.close) || (view.submit ? "Avbryt" : "Stäng"));
  const send = view.submit ? el("button", { type: "submit", class: "button primary" }, words(view.submit)) : null;
  return el("div", { class: "sheet-foot" }, cancel, send);
}

async function submit(view, values, form) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await act("submit", { view_id: view.id, values });
    errors = answer.errors ?? {};
    if (Object.keys(errors).length) draw(store.views.at(-1) ?? view, true);
    else if (!store.views.some((one) => one.id === view.id)) drafts.delete(view.id);
  } catch (error) {
    form.querySelector(".sheet-body").prepend(el("p", { class: "alert level-error", role: "alert" }, error.message));
  } finally {
    button.disabled = false;
    form.removeAttribute("aria-busy");
  }
}

async function close(view, everything) {
  try {
    await act("close", { view_id: view.id, everything });
  } catch (error) {
    notice(error.message);
    box().close();
  }
}

export function startModals() {
  box().addEventListener("cancel", (event) => {
    event.preventDefault();
    const view = store.views.at(-1);
    if (view) close(view, false);
  });
  update();
}

on("views", update);
