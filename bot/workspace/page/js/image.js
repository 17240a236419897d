/** Pictures; the page fetches nothing from outside, so those are shown by their words. */

import { el, link } from "./dom.js";

export function image(one, size = "large") {
  const address = one.image_url ?? "";
  const isOurs = address.startsWith("data:image/") || address.startsWith(`${location.origin}/`);
  if (isOurs) return el("img", { class: `picture ${size}`, src: address, alt: one.alt_text });
  return el("span", { class: `picture stand-in ${size}`, role: "img", "aria-label": one.alt_text },
    "Bild: ", address ? link(address, one.alt_text) : one.alt_text);
}
