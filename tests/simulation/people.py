"""The people of a run: what they write and press, and when; and Telegram's posts where it posts updates to us."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bot.playground import Person, Post, World
from bot.playground.world.chats import Chat
from bot.playground.world.watching import Event
from bot.queues.inbox import Inbox
from tests.simulation.chance import Chance
from tests.simulation.ledger import Ledger


class People:
    """A few people with private chats and two groups, who write and press at drawn moments.

    ``failures`` says of updates how often handling them has still to fail. ``unposted`` are updates that Telegram
    still has to post, where it posts them.
    """

    def __init__(self, world: World, chance: Chance, ledger: Ledger) -> None:
        self._chance, self._ledger, self._world = chance, ledger, world
        people = [world.person(name) for name in ("Anna", "Bo", "Cy")]
        self._places: list[tuple[Person, Chat]] = [(each, each.chat) for each in people]
        for group in (world.group("Book club", people), world.group("Choir", people, kind="group")):
            self._places += [(each, group) for each in people]
        self._places = chance.random.sample(self._places, chance.profile.company)
        self._wishes = chance.profile.wishes
        self._ways: dict[str, Callable[[Person, Chat], None]] = {
            "press": self._press,
            "again": self._ask_again,
            "revise": self._revise,
            "block": self._block,
            "upgrade": self._upgrade,
            "erase": self._erase,
        }
        self.failures: dict[int, int] = {}
        self._poison = chance.profile.poison
        self._left = chance.profile.talk
        self._doing = ""
        self._asked: list[tuple[Person, Post]] = []
        self._kept: list[tuple[Person, Post]] = []
        self.unposted: list[dict[str, Any]] = []
        self._news: asyncio.Event | None = None
        world.updates.confirm(1 << 60)
        world.update_observers.append(self._made)
        world.listeners.append(self._seen)

    @property
    def silent(self) -> bool:
        """Whether nobody wants anything more."""
        return self._left <= 0

    async def act(self) -> None:
        """Goes on until everybody is silent."""
        chance, profile = self._chance.random, self._chance.profile
        person, chat = chance.choice(self._places)
        while not self.silent:
            # Often two things come at once, and often in the same chat.
            await asyncio.sleep(profile.pace * chance.choice((0.0, 0.05, 0.3, 0.6, 3.0)) * chance.random())
            if chance.random() > profile.stays or (person, chat) not in self._places:
                person, chat = chance.choice(self._places)
            self._do(person, chat)

    def _do(self, person: Person, chat: Chat) -> None:
        chance = self._chance.random
        self._left -= 1
        wish = chance.choices(list(self._wishes), [*self._wishes.values()])[0]
        if self._chance.profile.poison and chance.random() < 0.2:
            # What takes longer than the process lives beside the poison.
            wish = "slow"
        elif self._poison and chance.random() < 0.3:
            self._poison, wish = False, "poison"
        if self._world.bot["id"] in chat.members and chat.status(self._world.bot["id"]) == "kicked":
            # Nobody writes to whom they have blocked.
            self._doing = "unblock"
            person.unblocks_bot()
        elif wish in self._ways:
            self._ways[wish](person, chat)
        else:
            self._write(wish, person, chat)

    def _write(self, wish: str, person: Person, chat: Chat) -> None:
        self._doing = wish
        many = 1 if self._chance.profile.brief else self._chance.random.choice((1, 1, 2, 4))
        post = person.says(f"/{wish} {many}", chat=chat)
        if wish == "ask":
            self._asked.append((person, post))
        elif wish == "keep":
            self._kept.append((person, post))

    def _press(self, person: Person, chat: Chat) -> None:
        # Those that came or changed last, mostly: the button is pressed at once.
        posts = [post for post in self._world.from_bot(chat) if post.keyboard and not post.deleted]
        if posts:
            self._doing = "press"
            person.presses(self._chance.random.choice(posts[-3:]), "more")

    def _ask_again(self, _person: Person, _chat: Chat) -> None:
        self._edit(self._asked, "again")

    def _revise(self, _person: Person, _chat: Chat) -> None:
        self._edit(self._kept, "revise")

    def _edit(self, posts: list[tuple[Person, Post]], doing: str) -> None:
        chance = self._chance.random
        here = [each for each in posts[-6:] if self._writable(self._world.chats[each[1].chat_id])]
        if here:
            person, post = chance.choice(here)
            self._doing = doing
            person.edits(post, f"/{doing} {chance.randrange(1000)}")

    def _erase(self, person: Person, chat: Chat) -> None:
        # Somebody deletes a message of ours, which cannot be changed any more.
        posts = self._world.from_bot(chat)
        if posts:
            self._world.delete(self._chance.random.choice(posts[-3:]))

    def _block(self, person: Person, chat: Chat) -> None:
        if chat.type == "private":
            self._doing = "block"
            person.blocks_bot()

    def _upgrade(self, person: Person, chat: Chat) -> None:
        if chat.type == "group":
            self._doing = "upgrade"
            new = person.upgrades(chat)
            self._ledger.moved(chat.id, new.id)
            self._places = [(each, new if there is chat else there) for each, there in self._places]

    def _writable(self, chat: Chat) -> bool:
        return chat.migrated_to is None and chat.status(self._world.bot["id"]) != "kicked"

    def _seen(self, seen: Event) -> None:
        if seen.kind not in ("message", "edit") or self._chance.calm:
            return
        post: Post = seen.data
        place = next((place for place in self._places if place[1].id == post.chat_id), None)
        if place is None or post.sender_id != self._world.bot["id"]:
            return
        if post.keyboard and self._chance.random.random() < self._chance.profile.eager:
            self._doing = "press"
            place[0].presses(post, "more")
        elif not self.silent and self._chance.random.random() < self._chance.profile.eager:
            self._do(*place)

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
        self._ledger.made(number, self._doing, update)
        if self._doing == "flaky":
            self.failures[number] = self._chance.random.choice((1, 2))
        if self._chance.profile.webhook:
            self.unposted.append({"update": update})
            if self._news is not None:
                self._news.set()
