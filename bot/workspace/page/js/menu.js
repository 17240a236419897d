/** A small menu that opens from a button and is moved in with the arrow keys. */

import { el } from "./dom.js";

let open = null;

export function menuButton(button, items) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => (open?.button === button ? close(true) : show(button, items())));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      show(button, items());
    }
  });
  return button;
}

function show(button, items) {
  close(false);
  const menu = el("div", { class: "menu", role: "menu" }, items.map((item) =>
    el("button", {
      type: "button", role: "menuitem", tabindex: "-1", class: item.isDangerous ? "dangerous" : null,
      onclick: () => { close(true); item.onclick(); },
    }, item.text, item.description ? el("small", {}, item.description) : null)));
  menu.addEventListener("keydown", move);
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget !== button && !menu.contains(event.relatedTarget)) close(false);
  });
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  open = { button, menu };
  place(button, menu);
  menu.querySelector("[role=menuitem]")?.focus();
}

function place(button, menu) {
  const space = menu.getBoundingClientRect();
  menu.classList.toggle("upward", space.bottom > window.innerHeight - 8);
  menu.classList.toggle("rightward", space.left < 8);
}

function move(event) {
  const items = [...open.menu.querySelectorAll("[role=menuitem]")];
  const index = items.indexOf(document.activeElement);
  const targets = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 };
  if (event.key in targets) {
    event.preventDefault();
    items[(targets[event.key] + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    close(true);
  }
}

function close(backToButton) {
  if (!open) return;
  const { button, menu } = open;
  open = null;
  button.setAttribute("aria-expanded", "false");
  menu.remove();
  if (backToButton) button.focus();
}
