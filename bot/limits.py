"""Telegram's flood limits, kept before Telegram has to say so."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

# Telegram: about 30 messages a second overall, 1 a second in a chat with short bursts allowed, 20 a
# minute in a group. Edits count.
OVERALL_A_SECOND = 30
CHAT_BURST = 3
GROUP_A_MINUTE = 20


@dataclass(slots=True)
class Limits:
    """When the next message may go. Times are seconds of any one clock; nothing here sleeps.

    A private chat may burst to ``CHAT_BURST`` messages and then gets one a second; a group gets one a
    second and ``GROUP_A_MINUTE`` a minute.
    """

    _overall: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=dict)
    _held: dict[int, float] = field(default_factory=dict)
    _held_all: float = 0.0

    def wait(self, chat_id: int, now: float) -> float:
        """Seconds until a message to this chat may go; 0 means now."""
        due = max(self._held_all, self._held.get(chat_id, 0.0))
        if len(self._overall) >= OVERALL_A_SECOND:
            due = max(due, self._overall[-OVERALL_A_SECOND] + 1.0)
        sent = self._chats.get(chat_id, ())
        group = chat_id < 0
        if sent and group:
            due = max(due, sent[-1] + 1.0)
            if len(sent) >= GROUP_A_MINUTE:
                due = max(due, sent[-GROUP_A_MINUTE] + 60.0)
        elif len(sent) >= CHAT_BURST:
            due = max(due, sent[-CHAT_BURST] + CHAT_BURST)
        return max(0.0, due - now)

    def sent(self, chat_id: int, now: float) -> None:
        """Counts a message that is about to go."""
        self._overall.append(now)
        while self._overall[0] < now - 1.0:
            self._overall.popleft()
        chat = self._chats.setdefault(chat_id, deque(maxlen=GROUP_A_MINUTE))
        chat.append(now)
        if len(self._chats) > 10_000:
            self._chats = {each: times for each, times in self._chats.items() if times[-1] > now - 60.0}

    def hold(self, chat_id: int | None, until: float) -> None:
        """Telegram said to wait: in this chat, or everywhere (None)."""
        if chat_id is None:
            self._held_all = max(self._held_all, until)
        else:
            self._held = {each: time for each, time in self._held.items() if time > until - 3600.0}
            self._held[chat_id] = until
