"""Ephemeral messages: one person in a group and the bot see them; no history has them, and a restart forgets them.

https://core.telegram.org/bots/api#ephemeral-messages-and-commands
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.playground.world.posts import Post


@dataclass
class Whisper(Post):
    """A message that only `person` sees, written by that person or by the bot.

    It is shown after the chat's message `after`, or in place of the message that it `replaces`.
    """

    person: int = 0
    after: int = 0
    replaces: Post | None = None

    @property
    def number(self) -> int:
        """Its own number; its `message_id` is 0."""
        return int(self.data["ephemeral_message_id"])

    @property
    def place(self) -> float:
        """Its position among the ids of the chat's messages; no other message has the same."""
        return float(self.replaces.id) if self.replaces is not None else self.after + self.number / 10**9


@dataclass
class Whispers:
    """All ephemeral messages that are not forgotten, oldest first."""

    all: list[Whisper] = field(default_factory=list)

    def find(self, chat_id: int, person: int, number: object) -> Whisper | None:
        """The message with that number; `None` if there is none."""
        return next((one for one in self.of(chat_id, person) if one.number == number), None)

    def of(self, chat_id: int, person: int) -> list[Whisper]:
        """The ephemeral messages that a person sees in a chat, in order."""
        return [one for one in self.all if one.chat_id == chat_id and one.person == person and not one.deleted]
