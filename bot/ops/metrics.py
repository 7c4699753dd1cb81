"""Counters and gauges for Prometheus: amounts, durations and outcomes. Never content, and never people."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.domain.incoming.message_kinds import MessageKind
from bot.queues.observer import Observer

# Labels have few values, all known in advance: people who write to the bot cannot add any.
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "inline_query",
    "guest_message",
    "channel_post",
)
OTHER = "other"
# In order: delivered; retried later; told to wait by Telegram; refused by Telegram; bot blocked or removed from chat;
# expired; given up after many tries; refused ephemeral message.
OUTCOMES = ("sent", "retried", "flood_limited", "refused", "forbidden", "late", "given_up", "unseen")
UNREAD = tuple(kind.name.lower() for kind in MessageKind)
LEVELS = ("warning", "error", "critical")
# Values that are set rather than counted.
GAUGES = {
    "inbox_waiting": "Updates that wait to be handled",
    "inbox_set_aside": "Given up updates that are kept to be looked at",
    "outbox_waiting": "Messages that wait for Telegram",
    "outbox_oldest_seconds": "For how long the oldest of them has",
    "library_articles": "Articles kept, in all chats",
    "library_paragraphs": "Paragraphs indexed, in all chats",
    "library_collections": "Chats with a library",
    "library_outdated_paragraphs": "Paragraphs that must still be reindexed",
    "vectors_waiting": "Paragraphs whose meaning has no vector yet",
    "database_bytes": "Size of the database",
    "disk_free_bytes": "Room on the disk of an SQLite database",
}
# Seconds. Most answers take a fraction of one, a linked page takes a few; waiting for a database takes minutes.
BUCKETS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0)


class Metrics(Observer):
    """The metrics of one bot, in a registry of their own. ``clock`` counts seconds and never goes back."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._arrived: dict[int, tuple[str, float]] = {}
        self.registry = each = CollectorRegistry()
        ProcessCollector(registry=each)
        self._updates = Counter("verbatim_updates", "Updates that arrived", ["kind"], registry=each)
        self._handling = Histogram(
            "verbatim_handling_seconds", "From arrival until handled", ["kind"], registry=each, buckets=BUCKETS
        )
        self._failures = Counter(
            "verbatim_update_failures", "Tries to handle an update that failed", ["error"], registry=each
        )
        self._set_aside = Counter("verbatim_updates_set_aside", "Updates that were given up", registry=each)
        self._unread = Counter(
            "verbatim_messages_unread", "Messages meant for the bot with nothing to read", ["kind"], registry=each
        )
        self._sends = Counter("verbatim_sends", "Messages on their way to Telegram", ["outcome"], registry=each)
        self._records = Counter("verbatim_log_records", "Lines logged as a warning or worse", ["level"], registry=each)
        self._gauges = {name: Gauge(f"verbatim_{name}", text, registry=each) for name, text in GAUGES.items()}
        self._healthy = Gauge(
            "verbatim_healthy", "1 while the database or Telegram answers, else 0", ["part"], registry=each
        )
        # A counter that exists from the start has a rate from its first change on.
        for metric, values in (
            (self._updates, (*KINDS, OTHER)),
            (self._unread, UNREAD),
            (self._sends, OUTCOMES),
            (self._records, LEVELS),
        ):
            for value in values:
                metric.labels(value)

    def page(self) -> bytes:
        """All metrics in Prometheus's text format."""
        return generate_latest(self.registry)

    def set(self, **values: float) -> None:
        """Sets gauges, by their names in ``GAUGES``."""
        for name, value in values.items():
            self._gauges[name].set(value)

    def arrived(self, update_id: int, body: str) -> None:
        """Counts an update and records its arrival."""
        kind = kind_of(body)
        self._updates.labels(kind).inc()
        self._arrived[update_id] = kind, self._clock()

    def handled(self, update_id: int) -> None:
        """Records how long the update took; one without a recorded arrival took no time."""
        known = self._arrived.pop(update_id, None)
        if known is not None:
            kind, since = known
            self._handling.labels(kind).observe(max(0.0, self._clock() - since))

    def inline_query(self) -> None:
        self._updates.labels("inline_query").inc()

    def failed(self, error: str) -> None:
        self._failures.labels(error).inc()

    def set_aside(self) -> None:
        self._set_aside.inc()

    def unread(self, kind: str) -> None:
        """Counts an unreadable message; many of kind "unknown" suggest an upgrade."""
        self._unread.labels(kind.lower() if kind.lower() in UNREAD else OTHER).inc()

    def sent(self, outcome: str) -> None:
        """Counts a message by its outcome."""
        self._sends.labels(outcome if outcome in OUTCOMES else OTHER).inc()

    def logged(self, level: int) -> None:
        """Counts a line of that level in the log."""
        name = logging.getLevelName(level).lower()
        self._records.labels(name if name in LEVELS else OTHER).inc()

    def healthy(self, part: str, answers: bool) -> None:
        """Records whether the database, or Telegram, answers now."""
        self._healthy.labels(part).set(answers)


def kind_of(body: str) -> str:
    """The update's kind, one of KINDS, or else OTHER. The update need not be well-formed."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return OTHER
    return next((each for each in KINDS if isinstance(update, Mapping) and each in update), OTHER)
