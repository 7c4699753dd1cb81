"""Ephemeral messages: messages in groups that only one person and the bot see.

They are numbered separately; here their numbers are negative.
https://core.telegram.org/bots/api#ephemeral-messages-and-commands
"""

from __future__ import annotations

from typing import Final

from telegram import Message

# The field with the number of an ephemeral message, whose ``message_id`` is 0.
EPHEMERAL: Final = "ephemeral_message_id"
# A press permits an ephemeral message for 15 seconds; transport takes some of them.
PRESS_SECONDS: Final = 10.0


def is_ephemeral(message: Message) -> bool:
    """Whether only one person sees the message: its sender, or the person it was sent to."""
    return EPHEMERAL in message.api_kwargs


def is_number(message_id: int) -> bool:
    """Whether this is the number of an ephemeral message."""
    return message_id < 0
