"""Where a text was cut: whatever a client does, the pieces become the text again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import Options, Verbatim
from bot.domain.incoming.split_posts import Arrival, Part, cut_between, follows, joined, may_go_on
from bot.playground import Api, World
from bot.playground.request import InProcessRequest
from bot.playground.world.content import split
from index import Library
from tests.support.cases import every_case
from tests.support.documents import story

LIMIT = 4096


def near_the_end(text: str) -> list[str]:
    """Cuts as some clients do: only within the last 300 characters; at a blank line, else at a line's or word's end."""
    parts = []
    while len(text) > LIMIT:
        window = text[:LIMIT]
        marks = [window.rfind(mark, LIMIT - 300) for mark in ("\n\n", "\n", " ")]
        at = next((each for each in marks if each > 0), LIMIT)
        parts.append(text[:at].strip())
        text = text[at:].strip()
    return [*parts, text]


def at_the_last_space(text: str) -> list[str]:
    """Cuts as other clients do: at the last white space that fits."""
    parts = []
    while len(text) > LIMIT:
        at = max(text.rfind(" ", 0, LIMIT), text.rfind("\n", 0, LIMIT))
        parts.append(text[:at].strip())
        text = text[at:].strip()
    return [*parts, text]


SPLITTERS = [split, near_the_end, at_the_last_space]
SENTENCES = story(60)


@pytest.mark.parametrize("splitter", SPLITTERS)
@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9), min_size=8, max_size=40), st.booleans())
@settings(max_examples=60, deadline=None)
def test_paragraphs_are_whole_again_whatever_cut_them(
    splitter: Callable[[str], list[str]], paragraphs: list[list[str]], blank: bool
) -> None:
    between = "\n\n" if blank else "\n"
    wanted = [" ".join(each) for each in paragraphs]
    parts = splitter(between.join(wanted))
    text, places = joined([Part(text=each, where="") for each in parts])
    assert [place.span.of(text) for place in places] == parts
    assert text.split() == between.join(wanted).split()
    # A cut behind a sentence may have been a paragraph's end or not: no more than those may differ.
    undecided = sum(part.endswith((".", "”")) for part in parts[:-1])
    assert len(set(wanted) - set(text.split(between))) <= 2 * undecided
    assert all(cut_between(first, rest) for first, rest in pairwise(parts))


@pytest.mark.parametrize("splitter", [split, near_the_end])
def test_cuts_between_paragraphs_leave_the_text_as_it_was(splitter: Callable[[str], list[str]]) -> None:
    text = "\n\n".join(SENTENCES)
    assert joined([Part(text=each, where="") for each in splitter(text)])[0] == text


def test_text_without_spaces_is_joined_without_one() -> None:
    text = "船長は乗客に午前五時少し前に船が動力を失ったと伝えた" * 300
    assert joined([Part(text=each, where="") for each in split(text)])[0] == text
    word = "x" * 9000
    assert joined([Part(text=each, where="") for each in split(word)])[0] == word


FIRST = Arrival(chat_id=1, message_id=10, sender_id=1, sent_at=100.0, text_units=4000)
POST = replace(FIRST, origin_hash="a", origin_at=50.0, origin_message_id=7)


@every_case(
    ("before", "after", "expected"),
    [
        (FIRST, {}, True),
        (FIRST, {"sender_id": 2}, False),
        (FIRST, {"topic_id": 3}, False),
        (FIRST, {"sent_at": 106.0}, False),
        (FIRST, {"sent_at": 99.0}, False),
        (FIRST, {"text_units": 40, "sent_at": 103.0}, False),
        (FIRST, {"album_id": "1"}, False),
        (FIRST, {"origin_hash": "a", "origin_at": 50.0}, False),
        (FIRST, {"message_id": 9}, False),
        (replace(FIRST, text_units=2000), {}, False),
        (POST, {"origin_message_id": 8}, True),
        (POST, {"origin_message_id": 9}, False),
        (POST, {"origin_message_id": 8, "origin_hash": "b"}, False),
        (POST, {"origin_message_id": 8, "origin_at": 60.0}, False),
        (replace(POST, text_units=3000), {"origin_message_id": 8}, False),
    ],
)
def test_a_message_continues_another_only_as_a_client_would_have_sent_it(
    before: Arrival, after: dict[str, object], expected: bool
) -> None:
    following = replace(before, message_id=11, text_units=500)
    assert follows(before, replace(following, **after)) is expected  # type: ignore[arg-type]


def test_a_short_message_is_no_beginning() -> None:
    assert not may_go_on(replace(FIRST, text_units=300))


async def test_parts_are_joined_when_the_process_ends_in_between(
    api: Api, world: World, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build() -> Verbatim:
        return Verbatim.build(
            library, world.token, "http://telegram.test", Options(request=lambda: InProcessRequest(api))
        )

    anna = world.person("Anna")
    first, second, *_ = split("\n\n".join(SENTENCES))
    post = anna.says(first)
    with monkeypatch.context() as patch:
        patch.setattr(World, "deliver", lambda _world, _post: None)
        rest = anna.says(second)
    async with build().polling():
        receipt = await world.reply(post, containing="Saved")
    before = receipt.text
    world.deliver(rest)
    async with build().polling():
        await world.until(lambda: receipt.version > 0, 30)
    assert receipt.text != before
    assert world.from_bot(anna.chat) == [receipt]
    [article] = library.articles(collection=f"chat:{anna.id}").items
    assert library.text(collection=f"chat:{anna.id}", article=article.id) == f"{first}\n\n{second}"
