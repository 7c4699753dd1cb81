"""The interface through which the queues report updates and messages to metrics."""

from __future__ import annotations


class Observer:
    """Receives events without content and without identities. This one counts nothing; bot.ops.metrics does.

    Methods are called in the event loop's thread and return at once.
    """

    def arrived(self, update_id: int, body: str) -> None:
        """An update waits to be handled; ``body`` is as Telegram sent it, and only its kind is used."""

    def inline_query(self) -> None:
        """An inline query arrived; these are never stored."""

    def handled(self, update_id: int) -> None:
        """That update no longer waits, whatever the outcome."""

    def failed(self, error: str) -> None:
        """An attempt to handle an update failed; ``error`` is the error's kind, never its text."""

    def set_aside(self) -> None:
        """An update was given up."""

    def unread(self, kind: str) -> None:
        """A message meant for the bot could not be read; ``kind`` is the name of a ``MessageKind``."""

    def sent(self, outcome: str) -> None:
        """A send to Telegram ended: "sent", or one of ``bot.ops.metrics.OUTCOMES``."""
