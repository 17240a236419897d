/** A menu whose options the bot gives while the person types. */

import { el, newId } from "./dom.js";
import { words } from "./mrkdwn.js";

const PAUSE = 250;

export function external(block, one, context, label) {
  const isMany = one.type.startsWith("multi");
  const chosen = [context.value(block, one) ?? []].flat();
  const list = el("ul", { class: "found", id: newId("found"), "aria-label": "Förslag" });
  const picked = el("ul", { class: "picked", "aria-label": "Valda" });
  const input = el("input", {
    type: "search", "aria-label": label || words(one.placeholder) || "Sök", placeholder: words(one.placeholder) || "Skriv för att söka",
    "aria-controls": list.id, autocomplete: "off", "data-name": `${block.block_id}/${one.action_id}`,
  });

  const store = () => {
    const value = isMany ? chosen : chosen[0] ?? null;
    context.set(block, one, value);
    picked.replaceChildren(...chosen.map((option) => el("li", {},
      el("button", { type: "button", class: "chip", "aria-label": `Ta bort ${words(option.text)}`, onclick: () => drop(option) },
        words(option.text), " ×"))));
    return value;
  };
  const send = (value) => {
    if (block.type !== "input" || block.dispatch_action) context.use(block, one, value ?? "", input);
  };
  const drop = (option) => {
    chosen.splice(chosen.indexOf(option), 1);
    send(store());
    input.focus();
  };
  const pick = (option) => {
    if (!isMany) chosen.length = 0;
    if (!chosen.some((other) => other.value === option.value)) chosen.push(option);
    list.replaceChildren();
    input.value = "";
    send(store());
    input.focus();
  };
  const search = async () => {
    if (input.value.length < (one.min_query_length ?? 3)) return list.replaceChildren();
    const options = await context.options(block, one, input.value).catch(() => []);
    const rows = options.map((option) => el("li", {},
      el("button", { type: "button", class: "plain", onclick: () => pick(option) }, words(option.text))));
    list.replaceChildren(...(rows.length ? rows : [el("li", { class: "muted" }, "Inget hittades. Pröva ett annat ord.")]));
  };

  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  store();
  return el("div", { class: "external" }, picked, input, list);
}
