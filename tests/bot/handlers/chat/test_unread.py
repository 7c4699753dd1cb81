"""What cannot be read is named, so that people know why; what nobody knows yet is named so, and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.app import Options, Verbatim
from bot.ops.metrics import Metrics
from bot.playground import Api, Person, World
from index import Library
from tests.support.playground.validate import Validator

READS = "I can read text, links and files"
POLL = {
    "id": "1", "question": "Tea?", "options": [{"text": "Yes", "voter_count": 0, "persistent_id": "0"}],
    "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
    "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip
VOICE = {"file_id": "a", "file_unique_id": "a", "duration": 3}
STORY = {"chat": {"id": -100123, "type": "channel", "title": "News"}, "id": 5}


@pytest.fixture(autouse=True)
def unvalidated(api: Api, world: World, validator: Validator) -> None:
    """Nobody else is asked for an opinion on what is newer than everybody, or cut short."""
    api.observers.remove(validator.exchange)
    world.update_observers.remove(validator.update)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"poll": POLL}, "That is a poll."),
        ({"voice": VOICE}, "That is a voice message."),
        ({"video_note": {**VOICE, "length": 1}}, "That is a video."),
        ({"story": STORY}, "That is a story."),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "That is a place on the map."),
        ({"hologram": {"depth": 3}}, "That is a kind of message that I do not know yet."),
    ],
)
async def test_it_says_what_it_cannot_read(
    world: World, anna: Person, verbatim: Verbatim, content: dict[str, Any], named: str
) -> None:
    assert (await world.reply(anna.sends_bare(**content))).text.startswith(f"{named} {READS}")


async def test_a_picture_without_words_is_named_and_one_of_blocks_too(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    assert (await world.reply(anna.sends_photo())).text.startswith(f"That is a picture. {READS}")
    assert (await world.reply(anna.sends_rich({"type": "divider"}))).text.startswith(READS)


@pytest.mark.parametrize("command", ["/summary", "/keep"])
async def test_a_group_hears_what_it_replied_to(world: World, anna: Person, verbatim: Verbatim, command: str) -> None:
    group = world.group("Neighbours", [anna])
    poll = anna.sends_bare(chat=group, poll=POLL)
    assert (await world.reply(anna.says(command, chat=group, reply_to=poll))).text.startswith("That is a poll. ")


async def test_what_merely_happened_in_a_chat_is_no_message_to_answer(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    anna.sends_bare(community_chat_added={"community": {"id": 1}})
    reply = await world.reply(anna.says("/articles"))
    assert world.from_bot(anna.chat) == [reply]


async def test_what_could_not_be_read_is_counted_by_its_kind(
    world: World, anna: Person, api: Api, library: Library, options: Options
) -> None:
    metrics = Metrics()
    verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", replace(options, observer=metrics))
    async with verbatim.polling():
        await world.reply(anna.sends_bare(hologram={"depth": 3}))
        await world.reply(anna.sends_bare(poll=POLL))
    page = metrics.page().decode()
    assert 'verbatim_messages_unread_total{kind="unknown"} 1.0' in page
    assert 'verbatim_messages_unread_total{kind="poll"} 1.0' in page
    assert 'verbatim_messages_unread_total{kind="voice"} 0.0' in page
