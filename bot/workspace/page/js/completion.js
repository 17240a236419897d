/** Suggestions while writing: commands after "/", names after "@". */

import { announce } from "./announce.js";
import { el, newId } from "./dom.js";
import { store } from "./store.js";

const COMMAND = /^\/(\S*)$/;
const MENTION = /(?:^|\s)@([\p{L}\d]*)$/u;

export function completion(field, form, { isThread }) {
  const list = el("ul", { class: "suggestions", role: "listbox", id: newId("suggestions"), "aria-label": "Förslag", hidden: true });
  form.append(list);
  let items = [];
  let current = 0;

  const show = (found) => {
    items = found;
    current = 0;
    list.hidden = items.length === 0;
    list.replaceChildren(...items.map((item, index) => el("li", {
      role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === 0),
      onmousedown: (event) => { event.preventDefault(); take(index); },
    }, el("strong", {}, item.title), item.about ? el("span", { class: "muted" }, item.about) : null)));
    mark();
    if (items.length) announce(`${items.length} förslag. Pila för att välja, Tabb för att ta det första.`);
  };

  const mark = () => {
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === current)));
    if (items.length) field.setAttribute("aria-activedescendant", `${list.id}-${current}`);
    else field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-controls", list.id);
  };

  const take = (index) => {
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionStart);
    const start = before.slice(0, before.length - items[index].typed);
    field.value = `${start}${items[index].text} ${after}`;
    field.selectionStart = field.selectionEnd = start.length + items[index].text.length + 1;
    show([]);
    field.dispatchEvent(new Event("input"));
    field.focus();
  };

  field.addEventListener("input", () => show(found(field, isThread)));
  field.addEventListener("blur", () => show([]));

  return {
    takes(event) {
      if (!items.length) return false;
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps) {
        event.preventDefault();
        current = (current + steps[event.key] + items.length) % items.length;
        mark();
      } else if (event.key === "Tab" || (event.key === "Enter" && !isWhole(field, items[current]))) {
        event.preventDefault();
        take(current);
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        show([]);
      } else return false;
      return true;
    },
  };
}

function isWhole(field, item) {
  return field.value.trim() === item.text;
}

function found(field, isThread) {
  const before = field.value.slice(0, field.selectionStart);
  const command = COMMAND.exec(before);
  if (command && !isThread) return commands(command[1]);
  const mention = MENTION.exec(before);
  return mention ? mentions(mention[1]) : [];
}

function commands(typed) {
  return store.app.commands.filter((one) => one.command.slice(1).startsWith(typed)).map((one) => ({
    title: `${one.command} ${one.usage_hint}`.trim(), about: one.description, text: one.command, typed: typed.length + 1,
  }));
}

function mentions(typed) {
  const names = [[store.app.name, "app"], ...store.people.map((one) => [one.name, one.unit])];
  return names.filter(([name]) => name.toLowerCase().startsWith(typed.toLowerCase())).slice(0, 8).map(([name, about]) => ({
    title: `@${name}`, about, text: `@${name}`, typed: typed.length + 1,
  }));
}
