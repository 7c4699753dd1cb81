"""The local Telegram with its people, who act in it."""

from __future__ import annotations

from bot.playground.world.people.person import Person
from bot.playground.world.state import WorldState
from bot.playground.world.watching import Event, Exchange

__all__ = ["Event", "Exchange", "World"]


class World(WorldState):
    """A local Telegram with one bot and the people who use it; `WorldState` describes its parameters."""

    def person(
        self,
        name: str = "Anna",
        *,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = "en",
        started: bool = True,
    ) -> Person:
        """A new person with a private chat with the bot, already started unless `started` is false."""
        user_id = self.add_user(name, last_name=last_name, username=username, language=language, started=started)
        return Person(self, user_id)

    def people(self) -> list[Person]:
        """All people, longest known first."""
        return [Person(self, user_id) for user_id in sorted(self.users)]
