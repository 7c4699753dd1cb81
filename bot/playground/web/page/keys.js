// Arrow keys in lists, and the bot's own links.

// Arrow keys, Home and End move the focus among what the selector finds in the container.
export function arrows(container, selector, direction) {
  const [back, on] = direction === "vertical" ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  container.addEventListener("keydown", (event) => {
    const items = [...container.querySelectorAll(selector)].filter((item) => !item.disabled);
    const at = items.indexOf(document.activeElement);
    if (at < 0 || event.target !== document.activeElement) return;
    const to = { [back]: at - 1, [on]: at + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[(to + items.length) % items.length].focus();
  });
}

// What a link of this playground asks for: { kind: "chat" | "group", payload } of the bot itself, { kind: "message",
// chat, message } of a group or channel, by its number or name; or null for any other link.
export function deepLink(url, username) {
  let parsed;
  try { parsed = new URL(url); } catch { return null; }
  if (parsed.protocol !== "https:" || parsed.hostname !== "t.me") return null;
  // A number between the two is the topic, which the message knows itself.
  const message = parsed.pathname.match(/^\/(?:c\/(\d{1,15})|([A-Za-z]\w{3,31}))(?:\/\d{1,15})?\/(\d{1,15})$/);
  if (message) return { kind: "message", chat: message[1] ? -1_000_000_000_000 - Number(message[1]) : message[2].toLowerCase(), message: Number(message[3]) };
  if (parsed.pathname.toLowerCase() !== `/${username.toLowerCase()}`) return null;
  if (parsed.searchParams.has("startgroup")) return { kind: "group", payload: parsed.searchParams.get("startgroup") };
  return { kind: "chat", payload: parsed.searchParams.get("start") || "" };
}
