/** What the page knows, and who wants to hear when it changes. */

export const store = {
  me: null, team: null, people: [], app: null, direct: null, home: null, views: [], prompts: {},
  channels: new Map(), whispers: [], unread: new Map(), isConnected: true,
  place: { kind: "channel", id: null }, side: null,
};

const listeners = new Map();

export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

export function emit(kind, data) {
  for (const listener of listeners.get(kind) ?? []) listener(data);
}

export function fill(state) {
  Object.assign(store, {
    me: state.me, team: state.team, people: state.people, app: state.app, direct: state.direct,
    home: state.home, views: state.views, prompts: state.prompts, whispers: state.whispers,
    isConnected: state.is_connected,
  });
  store.channels = new Map(state.channels.map((one) => [one.id, {
    ...one, messages: new Map(one.messages.map((message) => [message.ts, message])),
  }]));
}

export function channel(id) {
  return store.channels.get(id);
}

export function nameOf(user) {
  if (user === store.app.id) return store.app.name;
  return store.people.find((one) => one.id === user)?.name ?? "Övningsrummet";
}

export function isRoot(message) {
  return !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
}

function whispersIn(channelId) {
  return store.whispers.filter((one) => one.channel === channelId);
}

function sorted(messages) {
  return messages.sort((a, b) => (a.ts < b.ts ? -1 : 1));
}

export function rootMessages(channelId) {
  const all = [...(channel(channelId)?.messages.values() ?? []), ...whispersIn(channelId)];
  return sorted(all.filter(isRoot));
}

export function replies(channelId, ts) {
  const all = [...(channel(channelId)?.messages.values() ?? []), ...whispersIn(channelId)];
  return sorted(all.filter((one) => one.thread_ts === ts && one.ts !== ts));
}

export function findMessage(channelId, ts) {
  return channel(channelId)?.messages.get(ts) ?? store.whispers.find((one) => one.ts === ts);
}

export function upsert(channelId, message) {
  const room = channel(channelId);
  if (!room) return false;
  const isNew = !room.messages.has(message.ts);
  room.messages.set(message.ts, message);
  return isNew;
}

export function upsertWhisper(message) {
  const index = store.whispers.findIndex((one) => one.ts === message.ts);
  if (index >= 0) store.whispers[index] = message;
  else store.whispers.push(message);
  return index < 0;
}

export function removeMessage(channelId, ts) {
  channel(channelId)?.messages.delete(ts);
  store.whispers = store.whispers.filter((one) => one.ts !== ts);
}

export function plainText(message) {
  const words = message.text || "";
  return words.replace(/<@(\w+)>/g, (_, user) => nameOf(user)).replace(/<[^|>]*\|([^>]*)>/g, "$1")
    .replace(/[*_~`<>]/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
