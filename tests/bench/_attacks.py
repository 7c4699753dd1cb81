"""What one person does to be a nuisance, in their private chat with the bot and in eight groups of their own."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from tests.support.bot.rich import paragraph
from tests.support.documents import pdf, story
from tests.support.hostile_documents import HOSTILE

LONGEST_POST = 4096
LONGEST_RICH = 32_768
LONGEST_FILE = 3_000_000


@dataclass
class Nuisance:
    """Somebody with ``chats``: the private one first, then groups of theirs; in ``elsewhere`` the bot is no member.

    ``sites`` are addresses of web sites: "/slow" never answers, "/big" is as long as a page may be. ``article`` makes
    up an article.
    """

    world: World
    person: Person
    chats: Sequence[Chat]
    elsewhere: Chat
    sites: Sequence[str]
    article: Callable[[], str]
    turns: Iterator[Chat] = field(init=False)
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    posts: dict[int, Post] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.turns = cycle(self.chats)

    def command(self, name: str, words: str = "") -> None:
        """A command in the next chat."""
        chat = next(self.turns)
        whose = "" if chat is self.chats[0] else f"@{self.world.bot['username']}"
        self.person.says(f"/{name}{whose} {words}"[:LONGEST_POST].strip(), chat=chat)

    def lists(self) -> None:
        """The articles, in each chat: the messages have buttons."""
        for _ in self.chats:
            self.command(LISTING)

    def presses(self, data: str) -> None:
        """A button that the bot's message in the next chat may have."""
        chat = next(self.turns)
        post = next(
            (each for each in reversed(self.world.history(chat)) if each.sender_id == self.world.bot["id"]), None
        )
        if post is not None:
            self.person.forges(post, data)

    def rewrites(self) -> None:
        """The article posted first in the next chat becomes another one."""
        chat = next(self.turns)
        if chat.id in self.posts:
            self.person.edits(self.posts[chat.id], self.article())
        else:
            self.posts[chat.id] = self.person.says(self.article(), chat=chat)

    def asks_inline(self) -> None:
        """Words that go on as they are typed."""
        self.person.asks_inline(" ".join(self.article().split()[:6]))

    def calls(self) -> None:
        """The bot is called as a guest under a post as long as any."""
        text = " ".join(self.article() for _ in range(12))[: LONGEST_RICH - 100]
        post = self.person.sends_rich(*map(paragraph, text.split("\n\n")), chat=self.elsewhere)
        words = " ".join(text.split()[:5])
        self.person.calls(f"@{self.world.bot['username']} {words}?", chat=self.elsewhere, reply_to=post)

    def sends(self, name: str, content: bytes) -> None:
        """A file in the private chat, where files are read unasked; in groups they are kept by /keep."""
        chat = next(self.turns)
        post = self.person.sends_file(name, content, chat=chat)
        if chat is not self.chats[0]:
            self.person.says(f"/keep@{self.world.bot['username']}", chat=chat, reply_to=post)

    def links(self, path: str) -> None:
        """A link in the next chat, to a page of its own."""
        chat = next(self.turns)
        post = self.person.says(f"{self.chance.choice(self.sites)}{path}?{self.chance.random()}", chat=chat)
        if chat is not self.chats[0]:
            self.person.says(f"/keep@{self.world.bot['username']}", chat=chat, reply_to=post)

    def posts_at_length(self) -> None:
        """A rich post of as many characters as Telegram takes."""
        chat = next(self.turns)
        text = " ".join(self.article() for _ in range(12))[: LONGEST_RICH - 100]
        post = self.person.sends_rich(*map(paragraph, text.split("\n\n")), chat=chat)
        if chat is not self.chats[0]:
            self.person.says(f"/keep@{self.world.bot['username']}", chat=chat, reply_to=post)

    def statements(self) -> str:
        """A hundred short sentences."""
        words = self.article().split()
        return " ".join(" ".join(words[at : at + 4]).strip(".").capitalize() + "." for at in range(0, 400, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """Done ``at_once`` times to begin with, and then ``a_second`` times until it is over; ``first`` once before."""

    act: Callable[[Nuisance], object]
    at_once: int
    a_second: float = 10.0
    first: Callable[[Nuisance], object] = lambda _: None


async def carry_out(attack: Attack, nuisance: Nuisance, seconds: float) -> int:
    """For so long; returns how many times it was done."""
    loop = asyncio.get_running_loop()
    end, count = loop.time() + seconds, 0
    for _ in range(attack.at_once):
        attack.act(nuisance)
        count += 1
        # Others have their say in between: a thousand updates are not made in one breath.
        await asyncio.sleep(0)
    while loop.time() < end:
        await asyncio.sleep(1 / attack.a_second)
        attack.act(nuisance)
        count += 1
    return count


def _file(name: str, make: Callable[[], bytes]) -> Callable[[Nuisance], object]:
    made: list[bytes] = []

    def act(nuisance: Nuisance) -> None:
        if not made:
            made.append(make())
        nuisance.sends(name, made[0])

    return act


def _words(alphabet: str, length: int, space: str) -> Callable[[Nuisance], object]:
    """Files of random words, with a word of its own in each paragraph of each file."""
    lines: list[str] = []

    def act(nuisance: Nuisance) -> None:
        chance = nuisance.chance
        if not lines:
            letters = "".join(chance.choices(alphabet, k=LONGEST_FILE))
            words = [letters[at : at + length] for at in range(0, LONGEST_FILE, length)]
            lines.extend(space.join(words[at : at + 80]) for at in range(0, len(words), 80))
        own = "".join(chance.choices(alphabet, k=6))
        text = "\n\n".join(f"{own}{space}{line}" for line in lines)[:LONGEST_FILE]
        nuisance.sends("long.txt", text.encode())

    return act


LISTING = "articles"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHINESE = "".join(map(chr, range(0x4E00, 0x9000)))

ATTACKS = {
    "commands": Attack(act=lambda foe: foe.command(LISTING), at_once=300, a_second=30),
    "questions": Attack(act=lambda foe: foe.command("ask", foe.article()[:200]), at_once=300, a_second=10),
    "buttons": Attack(
        act=lambda foe: foe.presses("lst:0"),
        at_once=300,
        a_second=30,
        first=Nuisance.lists,
    ),
    "edits": Attack(act=Nuisance.rewrites, at_once=300, a_second=10),
    "inline questions": Attack(act=Nuisance.asks_inline, at_once=300, a_second=30),
    "guest questions": Attack(act=Nuisance.calls, at_once=60, a_second=2),
    "big PDFs": Attack(act=_file("long.pdf", lambda: pdf(story(2000))), at_once=18, a_second=1),
    "zip bombs": Attack(act=_file("bomb.docx", HOSTILE["a zip bomb"]), at_once=36, a_second=2),
    "HTML of a million attributes": Attack(
        act=_file("page.html", HOSTILE["HTML of attributes"]), at_once=18, a_second=1
    ),
    "slow links": Attack(act=lambda foe: foe.links("/slow"), at_once=90, a_second=5),
    "big pages": Attack(act=lambda foe: foe.links("/big"), at_once=36, a_second=2),
    "long texts": Attack(act=_words(LETTERS, 6, " "), at_once=9, a_second=0.1),
    "long Chinese texts": Attack(act=_words(CHINESE, 20, "。"), at_once=9, a_second=0.1),
    "long posts": Attack(act=Nuisance.posts_at_length, at_once=90, a_second=5),
    "summaries": Attack(act=lambda foe: foe.command("summary", "long"), at_once=200, a_second=10),
    "digests": Attack(act=lambda foe: foe.command("digest"), at_once=200, a_second=10),
    "checks": Attack(act=lambda foe: foe.command("check", foe.statements()), at_once=90, a_second=5),
    "filters": Attack(
        act=lambda foe: foe.command("ask", "from:“a since:2020-01-01 by " + "about the in " * 300 + "?"),
        at_once=200,
        a_second=10,
    ),
}
