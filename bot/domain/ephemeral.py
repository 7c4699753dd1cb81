"""Ephemeral messages: those in groups that one person and the bot see, and nobody else.

They have numbers of their own, which are below zero here. https://core.telegram.org/bots/api#ephemeral-messages-and-commands
"""

from __future__ import annotations

from typing import Final

from telegram import Message

# The field of a message with its own number; ``message_id`` is 0 there.
EPHEMERAL: Final = "ephemeral_message_id"


def is_ephemeral(message: Message) -> bool:
    """Whether one person sees the message only: whoever wrote it to us, or whom we wrote it to."""
    return EPHEMERAL in message.api_kwargs


def is_number(message_id: int) -> bool:
    """Whether that is the number of an ephemeral message."""
    return message_id < 0
