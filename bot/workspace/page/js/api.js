/** Talks to the workspace; what it refuses comes as an error with words for the person. */

import { store } from "./store.js";

export class Refusal extends Error {}

const AWAY = "Övningsrummet svarar inte. Kontrollera att det är i gång och försök igen.";

export async function load(user) {
  return read(await reached(`/page/state?as=${encodeURIComponent(user)}`));
}

export async function act(what, words = {}) {
  const body = JSON.stringify({ as: store.me.id, ...words });
  const headers = { "Content-Type": "application/json" };
  return read(await reached(`/page/do/${what}`, { method: "POST", headers, body }));
}

async function reached(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Refusal(AWAY);
  }
}

async function read(response) {
  const words = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(words.error ?? AWAY);
  return words;
}
