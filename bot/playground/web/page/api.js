// Talking to the server: what a person does goes out as JSON, what happens comes in as events.

export async function load(path) {
  const response = await fetch(path);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || "The playground did not answer.");
  return answer;
}

export async function act(name, body) {
  let response;
  try {
    response = await fetch(`/api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Playground": "page" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The playground is not running. Start it again and try once more.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || `The playground answered ${response.status}.`);
  return answer;
}

// The browser reconnects by itself; every (re)connection starts from the whole state. Returns how to stop.
export function listen(path, { connected, lost, event }) {
  let source, again, over = false;
  const connect = () => {
    if (over) return;
    source = new EventSource(path);
    source.addEventListener("open", connected);
    source.addEventListener("message", (message) => event(JSON.parse(message.data)));
    source.addEventListener("error", () => {
      if (over) return;
      lost();
      if (source.readyState === EventSource.CLOSED) again = setTimeout(connect, 2000);
    });
  };
  connect();
  return () => { over = true; clearTimeout(again); source.close(); };
}
