"""What a person can rely on when others ask for much: whose update is handled next."""

from __future__ import annotations

import json
import sys

import pytest

from bot.queues.turns import MOST_REMEMBERED, MUCH, Turns
from bot.queues.update_sort import Sort, sort_of
from tests.support.bot.turns import GREEDY, OTHER, THIRD, Handling, one


@pytest.mark.parametrize("chats", [1, 8])
def test_fifty_updates_of_one_person_in_however_many_chats_stand_before_nobody(
    turns: Turns[str], handling: Handling, chats: int
) -> None:
    for number in range(50):
        turns.add(-100 - number % chats, one(GREEDY), f"greedy {number}")
    assert handling.begin() == ["greedy 0"]
    turns.add(OTHER, one(OTHER), "other")
    assert handling.begin() == ["other"]


@pytest.mark.parametrize("chats", [1, 8])
def test_two_places_are_all_that_any_number_of_those_have_who_have_had_much(
    turns: Turns[str], handling: Handling, chats: int
) -> None:
    people = range(10, 20)
    for number in range(200):
        person = people[number % len(people)]
        turns.add(-person * 10 - number % chats, one(person), f"{person}: {number}")
    # Everybody had one long turn.
    assert len(handling.begin()) == len(people)
    for each in [*handling.begun]:
        handling.end(each.what, MUCH * 4)
    handling.now -= MUCH * 4 * (len(people) - 1)
    assert len(handling.begin()) == 2
    turns.add(OTHER, one(OTHER), "other")
    assert handling.begin() == ["other"]


def test_a_turn_that_takes_long_already_counts_before_it_is_over(turns: Turns[str], handling: Handling) -> None:
    for person in (1, 2, 3):
        turns.add(person, one(person), f"long {person}")
        turns.add(person, one(person), f"next {person}")
    handling.begin()
    handling.end("long 3", MUCH * 4)
    for each in handling.begun:
        each.account.since = 0.0
    assert handling.begin() == []
    handling.end("long 1", MUCH * 4)
    assert handling.begin() == ["next 3"]


def test_who_had_less_of_late_goes_first_and_the_past_is_forgotten() -> None:
    turns: Turns[str] = Turns(light=1)
    handling = Handling(turns)
    turns.add(GREEDY, one(GREEDY), "much")
    handling.begin()
    handling.end("much", 1.0)
    turns.add(THIRD, one(THIRD), "third")
    assert handling.begin() == ["third"]
    turns.add(GREEDY, one(GREEDY), "first")
    turns.add(OTHER, one(OTHER), "second")
    handling.end("third")
    assert handling.begin() == ["second"]
    handling.end("second", 0.5)
    handling.now += 600.0
    turns.add(OTHER, one(OTHER), "fourth")
    assert handling.begin() == ["first"]


def test_the_chats_of_one_person_have_their_turns_one_after_the_other(turns: Turns[str], handling: Handling) -> None:
    for chat in ("a", "b", "c"):
        for number in range(3):
            turns.add(ord(chat), one(GREEDY), f"{chat}{number}")
    handling.run()
    assert handling.handled == ["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]


def test_what_people_say_in_a_group_is_handled_one_at_a_time_in_the_order_in_which_they_said_it(
    turns: Turns[str], handling: Handling
) -> None:
    said = [(number, number % 3) for number in range(30)]
    for number, person in said:
        turns.add(-1, one(person), str(number))
    handling.begin()
    assert len(handling.begun) == 1
    handling.run()
    assert handling.handled == [str(number) for number, _ in said]


def test_a_group_does_not_wait_for_what_one_of_its_members_does_elsewhere(
    turns: Turns[str], handling: Handling
) -> None:
    turns.add(GREEDY, one(GREEDY), "takes long")
    assert handling.begin() == ["takes long"]
    turns.add(-1, one(GREEDY), "the same person in the group")
    turns.add(-1, one(OTHER), "another one in the group")
    assert handling.begin() == ["another one in the group"]
    handling.end("takes long")
    assert handling.begin() == []
    handling.end("another one in the group")
    assert handling.begin() == ["the same person in the group"]


def test_one_persons_files_in_many_chats_leave_places_for_others_and_none_of_them_delays_a_question() -> None:
    turns: Turns[str] = Turns(light=1, heavy=3, heavy_a_person=2)
    handling = Handling(turns)
    for number in range(9):
        turns.add(-5 - number, one(GREEDY, heavy=True), f"file {number}")
    assert handling.begin() == ["file 0", "file 1"]
    turns.add(OTHER, one(OTHER, heavy=True), "other")
    turns.add(THIRD, one(THIRD), "question")
    assert sorted(handling.begin()) == ["other", "question"]
    handling.run()
    assert len(handling.handled) == 11
    assert not turns


def test_of_edits_and_presses_one_behind_the_other_only_the_last_is_handled(
    turns: Turns[str], handling: Handling
) -> None:
    edit, press = Sort(person=1, subject=("edit", 5)), Sort(person=1, subject=("press", 6, "lst:0"))
    turns.add(1, one(1), "first")
    handling.begin()
    dropped = [turns.add(1, sort, f"{number}") for number, sort in enumerate([edit] * 50 + [press] * 50 + [edit])]
    assert [each for each in dropped if each is not None] == [str(n) for n in range(99) if n != 49]
    handling.run()
    assert handling.handled == ["first", "49", "99", "100"]


@pytest.mark.parametrize("first", [True, False])
def test_an_edit_that_brings_a_link_is_fetched_in_a_place_for_that(first: bool) -> None:
    turns: Turns[str] = Turns(heavy=0)
    handling = Handling(turns)
    if first:
        turns.add(1, one(1), "first")
        handling.begin()
    turns.add(1, Sort(person=1, subject=("edit", 5)), "without")
    assert turns.add(1, Sort(person=1, subject=("edit", 5), heavy=True), "with a link") == "without"
    handling.run()
    assert handling.handled == ["first"] * first
    assert turns.add(1, Sort(person=1, subject=("edit", 5)), "without again") == "with a link"
    handling.run()
    assert handling.handled[first:] == ["without again"]
    assert not turns


def test_of_two_messages_that_only_one_person_sees_neither_takes_the_place_of_the_other() -> None:
    def subjects(kind: str, **more: object) -> set[object]:
        messages = [{"message_id": 0, "ephemeral_message_id": number, "chat": {"id": -5}} for number in (1, 2)]
        updates = [{kind: {"message": each, **more} if more else each} for each in messages]
        return {sort_of(json.dumps(each), -5).subject for each in updates}

    assert len(subjects("callback_query", data="all")) == 2
    assert len(subjects("edited_message")) == 2


def test_an_edit_that_is_being_handled_is_followed_by_the_next(turns: Turns[str], handling: Handling) -> None:
    edit = Sort(person=1, subject=("edit", 5))
    turns.add(1, edit, "old")
    handling.begin()
    assert turns.add(1, edit, "new") is None
    handling.run()
    assert handling.handled == ["old", "new"]


def test_what_is_dropped_is_not_begun_and_what_is_begun_is_not_dropped(turns: Turns[str], handling: Handling) -> None:
    for number in range(3):
        turns.add(-1, one(number), str(number))
    handling.begin()
    assert turns.drop(-1) == ["1", "2"]
    assert turns.of(-1) == ["0"]
    handling.run()
    assert handling.handled == ["0"]
    assert not turns


def test_whoever_wants_anything_has_it_at_last(turns: Turns[str], handling: Handling) -> None:
    for number in range(400):
        turns.add(-(number % 7), one(number % 5, heavy=number % 3 == 0), str(number))
    handling.run(seconds=1.0)
    assert len(handling.handled) == 400
    assert not turns
    assert turns.load == 0


def test_who_is_next_is_found_as_soon_among_many_as_among_few() -> None:
    few, many = (_steps(people) for people in (200, 4_000))
    assert many < 2 * few


def test_people_who_wait_keep_nobody_else_in_memory(turns: Turns[str], handling: Handling) -> None:
    # Whoever waits longest does so behind an update that takes long.
    for person in (GREEDY, OTHER):
        turns.add(-5, one(person), f"waits {person}")
    assert handling.begin() == [f"waits {GREEDY}"]
    for person in range(100, 100 + 2 * MOST_REMEMBERED):
        turns.add(person, one(person), str(person))
        handling.begin()
        handling.end(str(person))
    assert len(turns._people) <= MOST_REMEMBERED
    handling.end(f"waits {GREEDY}")
    assert handling.begin() == [f"waits {OTHER}"]


def _steps(people: int) -> int:
    """How many calls it takes to go on, while so many people wait."""
    turns: Turns[str] = Turns()
    handling = Handling(turns)
    for person in range(people):
        turns.add(person, one(person, heavy=person % 2 == 0), str(person))
    handling.begin()
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        for each in [*handling.begun[:20]]:
            handling.end(each.what)
            handling.begin()
    finally:
        sys.setprofile(None)
    return steps
