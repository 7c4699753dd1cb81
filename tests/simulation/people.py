"""The people of a run: what they write and press, and when; and Telegram's posts where it posts updates to us."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from bot.playground import Person, Post, World
from bot.playground.world.chats import Chat
from bot.playground.world.watching import Event
from bot.queues.inbox import Inbox
from tests.simulation.chance import Chance
from tests.simulation.ledger import Ledger

KINDS = {"ask": 8, "save": 5, "press": 4, "slow": 1, "flaky": 2, "ignored": 1, "broken": 0.3}
# How often a button is pressed the moment it is seen.
EAGER = 0.3


class People:
    """A few people with private chats and a group, who write and press at drawn moments."""

    def __init__(self, world: World, chance: Chance, ledger: Ledger) -> None:
        self._chance, self._ledger, self._world = chance, ledger, world
        people = [world.person(name) for name in ("Anna", "Bo", "Cy")]
        self._places: list[tuple[Person, Chat]] = [(each, each.chat) for each in people]
        group = world.group("Book club", people)
        self._places += [(each, group) for each in people]
        self.failures: dict[int, int] = {}
        self._poison = chance.profile.poison
        self._doing = ""
        # Updates that Telegram still has to post, where it posts them.
        self.unposted: list[dict[str, Any]] = []
        self._news: asyncio.Event | None = None
        world.updates.confirm(1 << 60)
        world.update_observers.append(self._made)
        world.listeners.append(self._seen)

    async def act(self) -> None:
        """Goes on until cancelled."""
        chance = self._chance.random
        person, chat = chance.choice(self._places)
        while True:
            # Often two things come at once, and often in the same chat.
            await asyncio.sleep(chance.choice((0.0, 0.05, 0.3, 0.6, 3.0)) * chance.random())
            if chance.random() < 0.5:
                person, chat = chance.choice(self._places)
            kind = chance.choices(list(KINDS), [*KINDS.values()])[0]
            if self._chance.profile.poison and chance.random() < 0.2:
                # What takes longer than the process lives beside the poison.
                kind = "slow"
            elif self._poison and chance.random() < 0.3:
                self._poison, kind = False, "poison"
            if kind == "press":
                self._press(person, chat)
            else:
                self._doing = kind
                person.says(f"/{kind} {chance.choice((1, 1, 2, 4, 6))}", chat=chat)

    def _press(self, person: Person, chat: Chat) -> None:
        # Those that came or changed last, mostly: the button is pressed at once.
        posts = [post for post in self._world.from_bot(chat) if post.keyboard and not post.deleted]
        if posts:
            self._doing = "press"
            person.presses(self._chance.random.choice(posts[-3:]), "more")

    def _seen(self, seen: Event) -> None:
        if seen.kind not in ("message", "edit") or self._chance.calm:
            return
        post: Post = seen.data
        if post.keyboard and self._chance.random.random() < EAGER:
            person = next(person for person, chat in self._places if chat.id == post.chat_id)
            self._doing = "press"
            person.presses(post, "more")

    async def post(self, inbox: Inbox) -> None:
        """Posts updates as Telegram does with a webhook: side by side, and again what was not answered well."""
        self._news = asyncio.Event()
        while True:
            for update in self.unposted[:40]:
                if update.get("busy") is None:
                    update["busy"] = asyncio.create_task(self._post(inbox, update), name="post")
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await self._news.wait()

    def new_process(self) -> None:
        """Nothing is on its way any more."""
        self._news = None
        for each in self.unposted:
            each.pop("busy", None)

    async def _post(self, inbox: Inbox, posted: dict[str, Any]) -> None:
        await asyncio.sleep(self._chance.latency())
        try:
            await inbox.take([posted["update"]])
            if self._chance.happens(self._chance.profile.lost):
                self._ledger.trace(f"Telegram does not hear that update {posted['update']['update_id']} was taken")
            else:
                self.unposted.remove(posted)
        except Exception as error:
            self._ledger.trace(f"update {posted['update']['update_id']} is not taken: {error}")
        finally:
            posted.pop("busy", None)

    def _made(self, update: dict[str, Any]) -> None:
        number = int(update["update_id"])
        self._ledger.kinds[number] = self._doing
        self._ledger.trace(f"update {number} ({self._doing}) is made")
        if self._doing == "flaky":
            self.failures[number] = self._chance.random.choice((1, 2))
        if self._chance.profile.webhook:
            self.unposted.append({"update": update})
            if self._news is not None:
                self._news.set()
