/** Where blocks stand: what is filled in around them, and how a click there is sent. */

import { notice } from "./announce.js";
import { act } from "./api.js";
import { confirmed } from "./dialogs.js";

export class Context {
  constructor(place, { values = {}, state = {}, errors = {}, heading = "h2" } = {}) {
    this.place = place;
    this.values = values;
    this.state = state;
    this.errors = errors;
    this.heading = heading;
  }

  /** Gives an element's value: what was just typed, what is known, or what it began with. */
  value(block, element) {
    const typed = this.values[block.block_id]?.[element.action_id];
    if (typed !== undefined) return typed;
    const known = this.state[block.block_id]?.[element.action_id];
    return known ? rawOf(known, element) : initialOf(element);
  }

  set(block, element, value) {
    this.values[block.block_id] = { ...this.values[block.block_id], [element.action_id]: value };
  }

  /** Sends a click, after the element's own question if it has one; tells whether it went. */
  async use(block, element, value, control) {
    if (element.confirm && !(await confirmed(element.confirm))) return false;
    control?.setAttribute("aria-busy", "true");
    const place = { ...this.place, block_id: block.block_id, action_id: element.action_id };
    try {
      await act("click", { ...place, value, values: this.values });
      return true;
    } catch (error) {
      notice(error.message);
      return false;
    } finally {
      control?.removeAttribute("aria-busy");
    }
  }

  async options(block, element, typed) {
    const place = { ...this.place, block_id: block.block_id, action_id: element.action_id };
    return (await act("options", { ...place, typed })).options;
  }
}

export function isExternal(element) {
  return element.type.endsWith("external_select");
}

function rawOf(known, element) {
  const key = Object.keys(known).find((name) => name !== "type");
  return asRaw(known[key], element);
}

function asRaw(value, element) {
  if (isExternal(element)) return value;
  if (Array.isArray(value)) return value.map((one) => one?.value ?? one);
  return value?.value ?? value;
}

function initialOf(element) {
  const name = Object.keys(element).find((one) => one.startsWith("initial_"));
  return name ? asRaw(element[name], element) : null;
}
