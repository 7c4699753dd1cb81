"""What keeps its order in a chat: an upgrade to a supergroup, the bot's removal, and what stands around them."""

from __future__ import annotations

import json

import pytest

from bot.queues.turns import Turns
from bot.queues.update_sort import Sort, sort_of
from tests.support.bot.turns import GREEDY, OTHER, THIRD, Handling, body, one


def test_nothing_said_in_a_supergroup_goes_before_its_having_become_one() -> None:
    turns = Turns[str]()
    handling = Handling(turns)
    old, new = 5, 6
    for kind, chat in (("migrate_to_chat_id", old), ("migrate_from_chat_id", new)):
        turns.add(chat, sort_of(body(GREEDY, chat, **{kind: 1}), chat), kind)
    turns.add(new, sort_of(body(OTHER, new, text="who?"), new), "who?")
    assert handling.begin() == ["migrate_to_chat_id", "migrate_from_chat_id"]
    handling.end("migrate_from_chat_id")
    assert handling.begin() == ["who?"]


def removal(chat: int, **member: object) -> Sort:
    """That of an update which says that the bot is a member of that kind from now on."""
    change = {"chat": {"id": chat, "type": "supergroup"}, "from": {"id": OTHER}, "new_chat_member": member}
    return sort_of(json.dumps({"update_id": 1, "my_chat_member": change}), chat)


@pytest.mark.parametrize("member", [{"status": "kicked"}, {"status": "left"}, {"status": "restricted", "is_member": 0}])
def test_what_was_written_before_the_bot_was_removed_is_handled_before_that(
    turns: Turns[str], handling: Handling, member: dict[str, object]
) -> None:
    group = -5
    member = {key: bool(value) if key == "is_member" else value for key, value in member.items()}
    turns.add(GREEDY, one(GREEDY, heavy=True), "a link elsewhere")
    assert handling.begin() == ["a link elsewhere"]
    turns.add(group, one(GREEDY, heavy=True), "a link here")
    turns.add(group, removal(group, **member), "the bot is removed")
    turns.add(group, one(THIRD), "the bot is back")
    # It would keep an article in a group that the bot has left, and answer there.
    assert handling.begin() == []
    handling.end("a link elsewhere")
    assert handling.begin() == ["a link here"]
    handling.run()
    assert handling.handled == ["a link elsewhere", "a link here", "the bot is removed", "the bot is back"]
    assert not len(turns)


def test_another_change_of_the_bots_rights_holds_nobody_up(turns: Turns[str], handling: Handling) -> None:
    group = -5
    turns.add(GREEDY, one(GREEDY, heavy=True), "a link elsewhere")
    turns.add(group, one(GREEDY, heavy=True), "a link here")
    turns.add(group, removal(group, status="administrator"), "the bot is promoted")
    assert handling.begin() == ["a link elsewhere", "the bot is promoted"]


def test_an_edit_after_the_bots_removal_takes_no_place_before_it(turns: Turns[str], handling: Handling) -> None:
    group, edit = -5, Sort(person=GREEDY, subject=("edit", 1))
    turns.add(GREEDY, one(GREEDY), "elsewhere")
    assert handling.begin() == ["elsewhere"]
    turns.add(group, edit, "an edit")
    turns.add(group, removal(group, status="left"), "the bot is removed")
    assert turns.add(group, edit, "a later edit") is None
    handling.run()
    assert handling.handled == ["elsewhere", "an edit", "the bot is removed", "a later edit"]


def test_updates_behind_the_bots_removal_are_dropped_with_it(turns: Turns[str], handling: Handling) -> None:
    group = -5
    turns.add(group, one(THIRD), "first")
    handling.begin()
    turns.add(group, removal(group, status="left"), "the bot is removed")
    turns.add(group, one(OTHER), "last")
    assert turns.drop(group) == ["the bot is removed", "last"]
    handling.end("first")
    turns.add(group, one(OTHER), "later")
    assert handling.begin() == ["later"]
