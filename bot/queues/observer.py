"""Who is told what the bot does, without content and without whose it was."""

from __future__ import annotations


class Observer:
    """Told in the event loop's thread, and returns at once. This one forgets everything; bot/ops/metrics.py counts."""

    def arrived(self, update_id: int, body: str) -> None:
        """An update waits to be handled; ``body`` as Telegram sent it, for its kind only."""

    def handled(self, update_id: int) -> None:
        """That update does not wait any more, whatever came of it."""

    def failed(self, error: str) -> None:
        """A try to handle an update failed; ``error`` is the kind of error, never its text."""

    def set_aside(self) -> None:
        """An update was given up."""

    def sent(self, outcome: str) -> None:
        """A message was on its way to Telegram: "sent", or one of ``bot.ops.metrics.OUTCOMES``."""
