"""Answers that come late: after a long outage the question may be history."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.messages import Edit, React, Send
from bot.presentation.texts import Texts

LATE_SECONDS = 900.0
# Telegram counts 4096 after the markup is gone; a long answer goes without the word on the delay.
MOST_CHARACTERS = 3800


def in_time(
    message: Send | Edit | React, *, asked_at: float | None, language: str | None, now: float
) -> Send | Edit | React | None:
    """The message as it should be sent ``now``, when it answers what was asked at ``asked_at``.

    None when it should not: a group has gone on talking. In private it says that it is late.
    """
    if isinstance(message, Edit | React) or asked_at is None or now - asked_at < LATE_SECONDS:
        return message
    if message.chat_id < 0:
        return None
    if len(message.text) > MOST_CHARACTERS:
        return message
    return replace(message, text=f"{Texts.of(language).late}\n\n{message.text}")
