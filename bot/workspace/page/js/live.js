/** Follows what happens in the workspace, and comes back by itself after a break. */

import { emit, findMessage, removeMessage, store, upsert, upsertWhisper, channel } from "./store.js";

const WAIT = 2000;
let source = null;
let position = "";

const HANDLERS = {
  message({ channel: id, message }) {
    const isChanged = isRewritten(findMessage(id, message.ts), message);
    const isNew = upsert(id, message);
    emit("messages", { channel: id, message, isNew, isChanged });
  },
  ephemeral({ channel: id, message }) {
    const isNew = upsertWhisper(message);
    emit("messages", { channel: id, message, isNew });
  },
  removed({ channel: id, ts }) {
    removeMessage(id, ts);
    emit("messages", { channel: id, message: null, isNew: false });
  },
  views({ views }) {
    store.views = views;
    emit("views");
  },
  home({ view }) {
    store.home = view;
    emit("home");
  },
  status({ channel: id, thread_ts, ...status }) {
    const room = channel(id);
    if (!room) return;
    if (status.status) room.statuses[thread_ts] = status;
    else delete room.statuses[thread_ts];
    emit("status", { channel: id, status });
  },
  prompts({ channel: id, ...prompts }) {
    if (id !== store.direct) return;
    store.prompts = prompts;
    emit("prompts");
  },
  title({ channel: id, thread_ts, title }) {
    const room = channel(id);
    if (room) room.titles[thread_ts] = title;
    emit("messages", { channel: id, message: null, isNew: false });
  },
  connected({ is_connected }) {
    store.isConnected = is_connected;
    emit("connected");
  },
  reload() {
    emit("reload");
  },
};

/** A message that says something else than before, and is written to its end. */
function isRewritten(before, message) {
  if (!before || message.streaming_state === "in_progress") return false;
  return before.text !== message.text || before.streaming_state === "in_progress";
}

export function follow(from) {
  position = from;
  source?.close();
  source = new EventSource(`/page/feed?as=${store.me.id}&from=${position}`);
  for (const [kind, handler] of Object.entries(HANDLERS)) {
    source.addEventListener(kind, (event) => {
      position = event.lastEventId;
      handler(JSON.parse(event.data));
    });
  }
  source.onopen = () => emit("reached", true);
  source.onerror = () => {
    emit("reached", false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(position), WAIT);
  };
}

window.addEventListener("pagehide", () => source?.close());

