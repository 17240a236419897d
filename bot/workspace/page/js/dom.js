/** Builds elements; text only ever goes in as text, never as HTML. */

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 16-3-7z",
  reply: "M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  side: "M4 5h16v14H4zM14 5v14",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  helm: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M16 8l-2.5 5.5L8 16l2.5-5.5z",
  house: "M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6",
  eye: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  good: "M7 11v9H4v-9zM7 12l4-8a2 2 0 0 1 2 2v4h5a2 2 0 0 1 2 2l-1 6a2 2 0 0 1-2 2H7",
  bad: "M17 13V4h3v9zM17 12l-4 8a2 2 0 0 1-2-2v-4H6a2 2 0 0 1-2-2l1-6a2 2 0 0 1 2-2h10",
};

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "value" || name === "checked" || name === "selected") node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `glyph glyph-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, more = {}) {
  return el("button", { type: "button", class: "plain icon", "aria-label": label, title: label, onclick, ...more },
    icon(name));
}

/** Only addresses a browser may safely follow become links. */
export function link(address, ...children) {
  let safe = false;
  try {
    safe = ["http:", "https:", "mailto:"].includes(new URL(address).protocol);
  } catch {
    safe = false;
  }
  if (!safe) return el("span", {}, ...children);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

let made = 0;

export function newId(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}

/** Makes a list's children fit its items: unchanged ones stay, with focus and what is filled in. */
export function reconcile(list, items, keyOf, create) {
  const old = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const focus = focusPath(list);
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const words = JSON.stringify(item);
    let node = old.get(key);
    if (!node || node.reconciled !== words) {
      const fresh = create(item);
      fresh.dataset.key = key;
      fresh.reconciled = words;
      if (node) {
        if (place === node) place = fresh;
        node.replaceWith(fresh);
      }
      node = fresh;
    }
    old.delete(key);
    if (node === place) place = place.nextElementSibling;
    else list.insertBefore(node, place);
  }
  for (const node of old.values()) node.remove();
  restoreFocus(list, focus);
}

function focusPath(list) {
  const focused = document.activeElement;
  if (!focused || !list.contains(focused)) return null;
  const item = focused.closest("[data-key]");
  if (!item) return null;
  return { key: item.dataset.key, name: focused.dataset.name, label: focused.getAttribute("aria-label"), node: focused };
}

function restoreFocus(list, path) {
  if (!path || path.node.isConnected) return;
  const item = [...list.children].find((node) => node.dataset.key === path.key);
  if (!item) return;
  const same = [...item.querySelectorAll("button, select, input, textarea, a")].find((node) =>
    path.name ? node.dataset.name === path.name : path.label && node.getAttribute("aria-label") === path.label);
  if (!same) item.tabIndex = -1; // what was used is gone: stay at what took its place
  (same ?? item).focus({ preventScroll: true });
}
