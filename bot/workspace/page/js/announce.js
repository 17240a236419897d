/** Tells: aloud to screen readers, and in short notes at the foot of the page. */

import { el, iconButton } from "./dom.js";

const SHOWN = 8000;

export function announce(text) {
  const announcer = document.getElementById("announcer");
  const line = el("p", {}, text);
  announcer.append(line);
  setTimeout(() => line.remove(), SHOWN);
}

export function notice(text) {
  const note = el("div", { class: "notice" }, el("p", {}, text));
  note.append(iconButton("close", "Stäng meddelandet", () => note.remove()));
  document.getElementById("notices").append(note);
  setTimeout(() => note.remove(), SHOWN);
}
