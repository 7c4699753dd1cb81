"""What an incoming message is gets worked out once, however far the message is handed on."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Message

from bot.app import Verbatim
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.links import links_of
from bot.domain.incoming.posts import arrival_of
from bot.playground import Person, World
from bot.services.articles.post_grouping import merged_post
from tests.support.articles import FERRY

LONG = "\n\n".join(f"{number}: {FERRY}" for number in range(12))


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, int]]:
    """How often each fact was worked out, by its name and the message."""
    counts: Counter[tuple[str, int]] = Counter()

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: Any) -> Any:
            # The message is the last argument, itself or with what is known of it.
            given = arguments[-1]
            message: Message = given.message if isinstance(given, IncomingPost) else given
            counts[function.__name__, message.message_id] += 1
            return function(*arguments)

        return count

    for function in (arrival_of, links_of, merged_post):
        for module in [each for name, each in sys.modules.items() if name.partition(".")[0] == "bot"]:
            if getattr(module, function.__name__, None) is function:
                monkeypatch.setattr(module, function.__name__, counted(function))
    return counts


async def test_each_fact_of_a_saved_message_is_computed_once(
    world: World, anna: Person, verbatim: Verbatim, worked_out: Counter[tuple[str, int]]
) -> None:
    post = anna.forwards("Somebody", FERRY)
    await world.reply(post, containing="Saved")
    assert worked_out == {(name, post.id): 1 for name in ("arrival_of", "links_of", "merged_post")}


async def test_each_fact_of_each_part_of_a_long_text_is_computed_once(
    world: World, anna: Person, verbatim: Verbatim, worked_out: Counter[tuple[str, int]]
) -> None:
    posts = anna.pastes(LONG)
    assert len(posts) > 1
    # Answered after everything before it in the chat.
    await world.reply(anna.says("/articles"), containing="1 article")
    names = ("arrival_of", "links_of", "merged_post")
    assert {(name, post.id): worked_out[name, post.id] for name in names for post in posts} == {
        (name, post.id): 1 for name in names for post in posts
    }
