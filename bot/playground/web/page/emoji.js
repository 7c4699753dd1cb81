// Emoji for machines without a font for them: those that the bot and the page use are drawn, any other becomes a ring.

const TILE = "M5 3h14a2 2 0 012 2v14a2 2 0 01-2 2H5a2 2 0 01-2-2V5a2 2 0 012-2z";
const FACE = "M12 2.500a9.500 9.500 0 110 19 9.500 9.500 0 010-19z";
const SHEET = "M5 3h14v18H5z";
const THUMB = "M8 11l4-8c2 0 3 1 2.500 3L14 9h5c2 0 2.600 1.500 2 3l-2 7c-.4 1.300-1 2-2.500 2H8z";
const GREEN = "#2f9a5c", BLUE = "#3f7fd0", YELLOW = "#eeb233", RED = "#d9483b", BROWN = "#96714d", GREY = "#87929a", DARK = "#33403b", WHITE = "#fff", ORANGE = "#ee7b30";

// Shapes on a square of 24, drawn one over the other: [colour, path] is filled; [colour, path, width] is a line.
const DRAWINGS = {
  "✅": [[GREEN, TILE], [WHITE, "M7 12.500l3.500 3.500L17 8.500", 2.400]],
  "☑": [[BLUE, TILE], [WHITE, "M7 12.500l3.500 3.500L17 8.500", 2.400]],
  "🆕": [[BLUE, TILE], [WHITE, "M8.500 17V7l7 10V7", 2.200]],
  "🔄": [[BLUE, TILE], [WHITE, "M7 11a5 5 0 019-2.500M17 13a5 5 0 01-9 2.500M16.500 5v3.700h-3.700M7.500 19v-3.700h3.700", 1.800]],
  "⏸": [[BLUE, TILE], [WHITE, "M9.500 7.500v9M14.500 7.500v9", 2.600]],
  "👋": [[YELLOW, "M7 12.500c2-2.500 9-2.500 10.500-.5 1.200 4.500-1 9-5 9s-6.500-4-5.500-8.500z"], [YELLOW, "M8.200 13L5.500 8M10.800 11.500L9 5.500M13.800 11.500l-.6-7M16.300 12.500l1-5.500", 2.400], [GREY, "M20 3.500c1 1 1.700 2 1.900 3.300M2.200 17c.3 1.500 1 2.700 2.200 3.600", 1.400]],
  "📝": [[WHITE, SHEET], [GREY, `${SHEET}M8 8h8M8 12h5`, 1.500], [YELLOW, "M11 19.500l.8-3L19.500 9l2.200 2.200-7.700 7.500z"]],
  "🗞": [[WHITE, "M3 5h18v14H3z"], [GREY, "M3 5h18v14H3zM6 9h7M15.500 9H18v6h-2.500zM6 12h7M6 15h7", 1.500]],
  "📦": [[BROWN, "M3 7l9-4 9 4v10l-9 4-9-4z"], ["#f0e2cf", "M3 7l9 4 9-4M12 11v10", 1.500]],
  "📣": [[GREY, "M8.500 14.500l1.500 5.500", 2.400], [RED, "M4 9h4.500L18 4v16l-9.500-5H4z"], [GREY, "M20.800 9.500v5", 1.800]],
  "🔑": [[YELLOW, "M8 4.500a3.700 3.700 0 100 7.400 3.700 3.700 0 000-7.400zM10.800 10.800l8.700 8.700M15.500 15.500l2.500-2.500M18.500 18.500l2-2", 2.200]],
  "🔒": [[GREY, "M8 11V8a4 4 0 018 0v3", 2.200], [YELLOW, "M5 11h14v10H5z"], [DARK, "M12 15v2.500", 2]],
  "🗄": [[GREY, SHEET], [WHITE, "M5 9h14M5 15h14M11 6h2M11 12h2M11 18h2", 1.400]],
  "🗑": [[GREY, "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.500 10.500v6M13.500 10.500v6", 1.800]],
  "🚪": [[BROWN, "M6 3h12v18H6z"], [YELLOW, "M15 12v.5", 2.200]],
  "🚫": [[RED, "M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17zM6 6l12 12", 2.400]],
  "⏳": [[YELLOW, "M9 19.500c0-2 1.500-3 3-4 1.500 1 3 2 3 4zM9.500 8h5L12 11z"], [BROWN, "M7 3h10M7 21h10M8 3c0 5 3.500 6 3.500 9S8 16 8 21M16 3c0 5-3.500 6-3.500 9s3.500 4 3.500 9", 1.600]],
  "⚠": [[YELLOW, "M12 2.500L22.500 21h-21z"], [DARK, "M12 9v5.500M12 17.700v.1", 2.200]],
  "⚙": [[GREY, "M12 3v18M3 12h18M5.600 5.600l12.800 12.800M18.400 5.600L5.600 18.400", 3], [GREY, "M12 6a6 6 0 100 12 6 6 0 000-12z"], [WHITE, "M12 9.500a2.500 2.500 0 100 5 2.500 2.500 0 000-5z"]],
  "✍": [[GREY, "M3 21c4-2.500 6 1 10 0", 1.600], [YELLOW, "M6 18.500l1-4L17.500 4l3 3L10 17.500z"]],
  "❤": [[RED, "M12 21C5 15.500 2.500 12 2.500 8.500a5 5 0 019.500-2.200 5 5 0 019.500 2.200C21.500 12 19 15.500 12 21z"]],
  "👍": [[BLUE, "M3 11h4v10H3z"], [YELLOW, THUMB]],
  "👎": [[BLUE, "M3 3h4v10H3z"], [YELLOW, "M8 13l4 8c2 0 3-1 2.500-3L14 15h5c2 0 2.600-1.500 2-3l-2-7c-.4-1.300-1-2-2.500-2H8z"]],
  "👌": [[YELLOW, "M9 11a4 4 0 100 8 4 4 0 000-8zM12.500 12.500l2.500-9M13.500 14l4.500-7.500M14 16l6-4.500", 2.400]],
  "👏": [[YELLOW, "M5.500 13.500L12 6c1.500-1 2.500.5 1.500 2l-2 3 5-3c1.500-.6 2.300 1 1 2l-1 .8c1.300-.3 2 1.200.8 2.200l-5 5c-2.500 2.500-6.500 2-7.500-1s-.5-2.500.7-3.500z"], [GREY, "M17 2v2.500M21.500 4.500l-2 1.600M22.500 9.500h-2.500", 1.600]],
  "🔥": [[ORANGE, "M12 2c1 4 6.500 6 6.500 12a6.500 7 0 01-13 0c0-3 2-4 2.500-6.500 1 1 1.800 2 2 3.500C12 8.500 11.500 5 12 2z"], [YELLOW, "M12 20.500a3 3.200 0 01-3-3.200c0-2 2-3 3-5 1 2 3 3 3 5a3 3.200 0 01-3 3.200z"]],
  "🎉": [[YELLOW, "M3 21l5-13 8 8z"], [RED, "M12 7c0-2 1-3 3-3", 1.800], [BLUE, "M17 12c2 0 3-1 3-3", 1.800], [GREEN, "M15 9l4-4", 1.800], [RED, "M20 15v.1M9.500 4v.1", 2.200]],
  "🤔": [[YELLOW, FACE], [DARK, "M8.500 10v.6M15 9.500v.6", 2], [DARK, "M9 15.500c2-1.200 4-1.200 5.500-.6M13 6.500c1-.8 2.300-.8 3.300 0", 1.400], [ORANGE, "M4.500 20.500c-.5-2.500 2-4 5.500-3", 2.600]],
  "👀": [[WHITE, "M7 6a4 6 0 110 12 4 6 0 010-12zM17 6a4 6 0 110 12 4 6 0 010-12z"], [DARK, "M7 6a4 6 0 110 12 4 6 0 010-12zM17 6a4 6 0 110 12 4 6 0 010-12z", 1.300], [DARK, "M8.500 11.500v1.500M18.500 11.500v1.500", 3]],
  "😁": [[YELLOW, FACE], [DARK, "M7 10c.6-1.200 2-1.200 2.600 0M14.400 10c.6-1.200 2-1.200 2.600 0", 1.500], [WHITE, "M6.800 13.500h10.400a5.200 5 0 01-10.400 0z"], [DARK, "M6.800 13.500h10.400a5.200 5 0 01-10.400 0z", 1.200]],
  "😢": [[YELLOW, FACE], [DARK, "M8.500 10v.6M15.500 10v.6", 2], [DARK, "M9 16.500c1.500-2 4.500-2 6 0", 1.500], [BLUE, "M7.500 13c1.500 2 1.500 4 0 4s-1.500-2 0-4z"]],
  "🙏": [[YELLOW, "M11.600 3C10.500 3 10 4 10 5v6l-4 5v5h5.600zM12.400 3C13.500 3 14 4 14 5v6l4 5v5h-5.600z"], [BLUE, "M5 18h5.500v3.500H5zM13.500 18H19v3.500h-5.500z"]],
  "💯": [[RED, "M3.500 9l2.300-2v9.500M11 7a2.300 4.700 0 100 9.400 2.300 4.700 0 000-9.400zM18 7a2.300 4.700 0 100 9.400 2.300 4.700 0 000-9.400zM4 20.500c5-1.500 11-1.700 16-1.500", 2]],
};
const RING = [[GREY, "M12 5a7 7 0 100 14 7 7 0 000-14z", 1.800]];
const FOUND = new RegExp(`(?:${Object.keys(DRAWINGS).join("|")})\\ufe0f?|\\p{Emoji_Presentation}\\p{Emoji_Modifier}?(?:\\u200d\\p{Emoji}\\ufe0f?)*`, "gu");

// Whether this machine draws emoji in colour by itself.
const hasFont = (() => {
  const context = Object.assign(document.createElement("canvas"), { width: 24, height: 24 }).getContext("2d", { willReadFrequently: true });
  if (!context) return true;
  context.font = "18px sans-serif";
  context.fillText("\u{1f600}", 0, 20);
  const { data } = context.getImageData(0, 0, 24, 24);
  for (let at = 0; at < data.length; at += 4) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return true;
  return false;
})();

// The text in order, cut where something is to be drawn: strings, and { emoji } for those.
export function cut(text) {
  if (hasFont) return [text];
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(FOUND)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push({ emoji: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

// The drawing, around the character itself: it stays there to be copied, quoted and read out.
export function drawing(emoji) {
  const made = document.createElement("span");
  made.className = "emoji";
  const svg = shape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  for (const [colour, path, width] of DRAWINGS[emoji.replace("\ufe0f", "")] || RING) {
    svg.append(shape("path", width ? { d: path, fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" } : { d: path, fill: colour }));
  }
  const letter = document.createElement("span");
  letter.textContent = emoji;
  made.append(svg, letter);
  return made;
}

function shape(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
