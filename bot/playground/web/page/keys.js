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

// What a link to the bot itself asks for: { kind: "chat" | "group", payload }, or null for any other link.
export function deepLink(url, username) {
  let parsed;
  try { parsed = new URL(url); } catch { return null; }
  const ours = parsed.protocol === "https:" && parsed.hostname === "t.me"
    && parsed.pathname.toLowerCase() === `/${username.toLowerCase()}`;
  if (!ours) return null;
  if (parsed.searchParams.has("startgroup")) return { kind: "group", payload: parsed.searchParams.get("startgroup") };
  return { kind: "chat", payload: parsed.searchParams.get("start") || "" };
}
