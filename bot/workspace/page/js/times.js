/** Times as people say them. */

const CLOCK = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("sv-SE", { weekday: "long", day: "numeric", month: "long" });

export function clock(ts) {
  return CLOCK.format(new Date(Number(ts) * 1000));
}

export function day(ts) {
  const date = new Date(Number(ts) * 1000);
  return date.toDateString() === new Date().toDateString() ? "I dag" : DAY.format(date);
}
