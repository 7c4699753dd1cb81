"""Keeps Telegram's flood limits before Telegram has to enforce them."""

from __future__ import annotations

import json
import warnings
from collections import deque
from dataclasses import dataclass, field

from telegram.error import RetryAfter

# Telegram: about 30 messages a second overall, 1 a second in a chat with short bursts allowed, 20 a
# minute in a group. Edits count.
OVERALL_A_SECOND = 30
CHAT_BURST = 3
GROUP_A_MINUTE = 20
# Messages sent evenly may arrive in a bunch, so our windows are this much longer.
SLACK = 1.05
# Telegram does not say whether one chat or all are meant; this many chats at once mean all.
HELD_AT_ONCE = 3


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait, in seconds."""
    with warnings.catch_warnings():
        # A future version returns a timedelta; both are accepted.
        warnings.simplefilter("ignore")
        after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()


@dataclass(slots=True)
class Limits:
    """Computes when the next message may go. Times are seconds of any one clock; nothing here sleeps.

    A private chat may burst to ``CHAT_BURST`` messages and then gets one a second; a group gets one a second and
    ``GROUP_A_MINUTE`` a minute. With ``unlimited`` only Telegram's own requests to wait are kept.
    ``bot.queues.delivery.Permits`` counts what several processes send together.
    """

    unlimited: bool = False
    _overall: list[float] = field(default_factory=list)
    _chats: dict[int, deque[float]] = field(default_factory=dict)
    _held: dict[int, float] = field(default_factory=dict)
    _held_all: float = 0.0

    def wait_all(self, now: float) -> float:
        """Seconds until a message to any chat at all may go; 0 means now."""
        due = self._held_all
        if len(self._overall) >= OVERALL_A_SECOND and not self.unlimited:
            due = max(due, min(self._overall) + SLACK)
        return max(0.0, due - now)

    def wait(self, chat_id: int, now: float) -> float:
        """Seconds until a message to this chat may go; 0 means now."""
        due = self._held.get(chat_id, 0.0)
        sent = self._chats.get(chat_id, ())
        if self.unlimited or not sent:
            return max(self.wait_all(now), due - now)
        if chat_id < 0:
            due = max(due, sent[-1] + SLACK)
            if len(sent) >= GROUP_A_MINUTE:
                due = max(due, sent[-GROUP_A_MINUTE] + 60.0 * SLACK)
        elif len(sent) >= CHAT_BURST:
            due = max(due, sent[-CHAT_BURST] + CHAT_BURST * SLACK)
        return max(self.wait_all(now), due - now)

    def sent(self, chat_id: int, now: float) -> None:
        """Counts a message that is about to go."""
        if self.unlimited:
            return
        if len(self._overall) == OVERALL_A_SECOND:
            self._overall.remove(min(self._overall))
        self._overall.append(now)
        self._chats.setdefault(chat_id, deque(maxlen=GROUP_A_MINUTE)).append(now)
        if len(self._chats) > 10_000:
            recent = {each: times for each, times in self._chats.items() if times[-1] > now - 60.0 * SLACK}
            self._chats = recent

    def stayed(self, chat_id: int) -> None:
        """Takes back the last count for that chat: its message did not go."""
        sent = self._chats.get(chat_id)
        if not sent:
            return
        counted_at = sent.pop()
        if not sent:
            del self._chats[chat_id]
        if counted_at in self._overall:
            self._overall.remove(counted_at)

    def arrived(self, chat_id: int, now: float) -> None:
        """Telegram has answered the chat's latest message, and may have counted it as late as now."""
        sent = self._chats.get(chat_id)
        if self.unlimited or not sent:
            return
        left_at = sent.pop()
        sent.append(now)
        if left_at in self._overall:
            self._overall.remove(left_at)
            self._overall.append(now)

    @property
    def held_until(self) -> float:
        """Until when nothing may go to any chat; 0 when there is no such request."""
        return self._held_all

    def remembered(self, chat_id: int, now: float) -> str:
        """What the next sender to the chat must know, for ``resume``; "" for nothing."""
        recent = [round(each, 2) for each in self._chats.get(chat_id, ()) if each > now - 60.0 * SLACK]
        held = self._held.get(chat_id, 0.0)
        return json.dumps([held if held > now else 0.0, *recent]) if recent or held > now else ""

    def resume(self, chat_id: int, remembered: str, now: float, *, died: bool = False) -> None:
        """Continues after another process. ``died``: it may have sent more a moment ago without recording it."""
        held, *recent = json.loads(remembered) if remembered else [0.0]
        # The other process's clock may be ahead of this one.
        recent = [min(each, now) for each in recent]
        if held > now:
            self._held[chat_id] = held
        if died:
            recent += [now] * (1 if chat_id < 0 else CHAT_BURST)
        if recent:
            self._chats[chat_id] = deque(recent, maxlen=GROUP_A_MINUTE)

    def hold(self, chat_id: int | None, until: float, now: float) -> None:
        """Telegram asked to wait until then, in this chat or everywhere (None)."""
        if chat_id is None:
            self._held_all = max(self._held_all, until)
            return
        self._held = {each: time for each, time in self._held.items() if time > now}
        self._held[chat_id] = until
        if len(self._held) >= HELD_AT_ONCE:
            self._held_all = max(self._held_all, min(self._held.values()))
