/** The few emoji names a care bot is likely to write; others stay as they are. */

const SIGNS = {
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", information_source: "ℹ️",
  question: "❓", exclamation: "❗", bulb: "💡", memo: "📝", pencil: "📝", book: "📖", books: "📚",
  clipboard: "📋", link: "🔗", mag: "🔍", bell: "🔔", eyes: "👀", wave: "👋", "+1": "👍", thumbsup: "👍",
  "-1": "👎", thumbsdown: "👎", pray: "🙏", clap: "👏", raising_hand: "🙋", speech_balloon: "💬",
  email: "📧", envelope: "✉️", inbox_tray: "📥", outbox_tray: "📤", hourglass_flowing_sand: "⏳",
  hourglass: "⌛", clock: "🕐", calendar: "📅", date: "📅", pushpin: "📌", lock: "🔒", unlock: "🔓",
  key: "🔑", shield: "🛡️", hospital: "🏥", house: "🏠", ambulance: "🚑", pill: "💊", stethoscope: "🩺",
  heart: "❤️", star: "⭐", tada: "🎉", rocket: "🚀", gear: "⚙️", wrench: "🔧", no_entry: "⛔",
  no_entry_sign: "🚫", octagonal_sign: "🛑", rotating_light: "🚨", red_circle: "🔴",
  large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵", arrow_right: "➡️",
  arrow_left: "⬅️", one: "1️⃣", two: "2️⃣", three: "3️⃣", smile: "😄", slightly_smiling_face: "🙂",
  thinking_face: "🤔", compass: "🧭", ship: "🚢", ferry: "⛴️", busts_in_silhouette: "👥",
  bust_in_silhouette: "👤", wastebasket: "🗑️", repeat: "🔁", mortar_board: "🎓", bar_chart: "📊",
};

export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => SIGNS[name] ?? whole);
}

export function emojiOf(name) {
  return SIGNS[name] ?? `:${name}:`;
}
