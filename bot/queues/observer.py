"""What those who count are told of the updates and messages that pass through the queues."""

from __future__ import annotations


class Observer:
    """Told what the bot does, without content and without whose it was. This one counts nothing; bot.ops.metrics does.

    It is called in the event loop's thread, and returns at once.
    """

    def arrived(self, update_id: int, body: str) -> None:
        """An update waits to be handled; ``body`` as Telegram sent it, for its kind only."""

    def inline_query(self) -> None:
        """An inline query arrived, which is never stored."""

    def handled(self, update_id: int) -> None:
        """That update does not wait any more, whatever came of it."""

    def failed(self, error: str) -> None:
        """A try to handle an update failed; ``error`` is the kind of error, never its text."""

    def set_aside(self) -> None:
        """An update was given up."""

    def unread(self, kind: str) -> None:
        """Somebody meant a message for the bot that it cannot read; ``kind`` is the name of a ``MessageKind``."""

    def sent(self, outcome: str) -> None:
        """A message was on its way to Telegram: "sent", or one of ``bot.ops.metrics.OUTCOMES``."""
