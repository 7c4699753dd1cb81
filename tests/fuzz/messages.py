"""Updates and rich messages as a modified server, a newer Telegram or a broken proxy might send them."""

from __future__ import annotations

import json
import random
from datetime import datetime
from functools import cache
from typing import Any

from telegram import Bot, Chat, ChatMemberUpdated, Message, Update, User

from bot.domain.html import units
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.message_kinds import kind_of
from bot.domain.incoming.posts import place_behind
from bot.domain.incoming.raw_updates import chat_of, completed
from bot.domain.incoming.rich_messages import flatten
from bot.domain.incoming.rich_quotes import quoted_texts
from bot.domain.incoming.spoilers import hidden_at, veiled, without
from bot.domain.parsing.mentions import answers_us, mentions_us, text_addressed_to, wish_in
from bot.playground import World
from bot.queues.update_sort import sort_of
from bot.services.access.policy import access_request_of
from bot.transport.newer_api import readable
from tests.fuzz.exploring import Target
from tests.fuzz.mutation import spoilt_json
from tests.support.articles import FERRY, GLACIER
from tests.support.bot.rich import article, bullets, heading, paragraph, styled, table

_ME = {"id": 1_000_001, "is_bot": True, "first_name": "Verbatim", "username": "verbatim_bot"}


def _updates() -> list[dict[str, Any]]:
    """One of each kind that people cause."""
    world = World(clock=lambda: 1_800_000_000.0, chance=random.Random(1))
    anna, bo = world.person("Anna"), world.person("Bo")
    group = world.group("Book club", [anna, bo], kind="group")
    forum = world.group("Forum", [anna, bo], forum=True)
    channel = world.channel("Harbour Post", username="harbour_post")
    first = anna.says("What happened to the ferry? https://harbour.example/ferry")
    anna.forwards(channel, FERRY, author="Ines Falk")
    anna.edits(first, "Who said that?")
    anna.sends_file("a.txt", b"Some words.", caption="Is it true?")
    anna.sends_rich(*article(GLACIER), table(("Day", "People"), ("Monday", "212")), bullets("one", "two"))
    bo.says("@verbatim_bot tldr please", chat=group)
    bo.says("/ask@verbatim_bot who? since:yesterday", chat=forum, topic=anna.creates_topic(forum, "News"))
    anna.removes_bot(group)
    anna.adds_bot(group)
    anna.upgrades(group)
    said = world.add_post(anna.chat, {"from": world.bot_user, "text": "The answer."})
    anna.forges(said, "sum:1:3")
    anna.says("And then?", reply_to=said)
    found = [json.loads(json.dumps(each)) for each in world.updates.pending]
    world.close()
    return found


_BLOCKS: list[dict[str, Any]] = [
    {"blocks": [*article(GLACIER), table(("Day", styled("bold", "People")), ("Monday", "212"), caption="Who came")]},
    {
        "blocks": [
            heading(["A ", styled("italic", "title")], 2),
            paragraph(["It ", styled("text_link", "was", url="https://a.example"), " ", styled("spoiler", "Bo"), "."]),
            bullets("one", [paragraph("two"), bullets("three")]),
            {"type": "blockquote", "blocks": [paragraph("Said \U0001f600 once.")], "credit": "Ewa"},
            {"type": "details", "summary": "More", "blocks": [paragraph("Hidden at first.")]},
            {"type": "pre", "text": "code()", "language": "python"},
            {"type": "footer", "text": "The end"},
            {"type": "divider"},
        ]
    },
]


@cache
def _bot() -> Bot:
    bot = Bot("1000001:playground")
    bot._bot_user = User.de_json(_ME, bot)
    return bot


def updates(update: Any) -> None:
    """Whatever comes has a chat to be queued for; what can be read as an update says what it is without an error."""
    sort_of(json.dumps(update), chat_of(update))
    if not isinstance(update, dict):
        return
    understood = readable(update)
    assert readable(understood) == understood
    complete = completed(understood)
    assert completed(complete) == complete
    bot = _bot()
    try:
        found = Update.de_json(complete, bot)
    except Exception:
        # It is set aside, as one that cannot be parsed.
        return
    if _typed(complete):
        _read(found, bot)


def _read(update: Update, bot: Bot) -> None:
    me = bot.bot
    message = update.effective_message
    if not isinstance(message, Message) or not _sound(message, update.my_chat_member):
        return
    access_request_of(update, me)
    kind_of(message)
    incoming = IncomingPost(message)
    assert isinstance(incoming.text, str)
    for each in (incoming.key, incoming.guess, incoming.worth, incoming.leads, incoming.arrival, incoming.as_reply):
        assert each is not None
    assert incoming.links.likeliest >= 0
    post = incoming.post
    hidden = [*hidden_at(post.places)]
    assert len(without(post.text, hidden)) <= len(post.text)
    assert veiled(post.text, hidden) is not None
    place_behind(message, post.text)
    for understood in (text_addressed_to, mentions_us, answers_us, wish_in):
        understood(message, bot)


def _sound(message: Message, change: ChatMemberUpdated | None) -> bool:
    """Whether what Telegram always sends is there: python-telegram-bot does not look."""
    return (
        isinstance(message.message_id, int)
        and all(isinstance(each.date, datetime) for each in (message, message.forward_origin) if each is not None)
        and isinstance(message.chat, Chat)
        and (change is None or isinstance(change.chat, Chat))
    )


def _typed(value: Any) -> bool:
    """Whether every value has one of the types that values of its name have in Telegram's own updates."""
    if isinstance(value, list):
        return all(map(_typed, value))
    if not isinstance(value, dict):
        return True
    types = _types()
    return all(type(each) in types.get(name, (type(each),)) and _typed(each) for name, each in value.items())


@cache
def _types() -> dict[str, set[type]]:
    found: dict[str, set[type]] = {}

    def note(value: Any) -> None:
        for name, each in value.items() if isinstance(value, dict) else ():
            found.setdefault(name, set()).add(type(each))
            note(each)
        for each in value if isinstance(value, list) else ():
            note(each)

    note(_updates())
    return found


def rich(message: Any) -> None:
    """Blocks become a text whose marks lie within it, the same each time; every piece can be quoted where it stands."""
    found = flatten(message)
    assert flatten(message) == found
    assert flatten(json.loads(json.dumps(message))) == found
    length = units(found.text)
    wide = found.text.encode("utf-16-le")
    for each in found.entities:
        assert 0 <= each["offset"] < each["offset"] + each["length"] <= length
    last = 0
    for at, _, size in found.pieces:
        assert last <= at < at + size <= length
        last = at + size
        words = wide[2 * at : 2 * last].decode("utf-16-le")
        assert quoted_texts(json.loads(json.dumps(found.stored)), words, at) is not None


TARGETS = (
    Target("updates", spoilt_json(_updates()), updates),
    Target("rich", spoilt_json(_BLOCKS), rich),
)
