"""What a person can rely on when others ask for much: whose update is handled next."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Collection

import pytest

from bot.queues.lanes import Turn
from bot.queues.places import Places
from bot.queues.turns import MOST_REMEMBERED, MUCH, Turns
from bot.queues.update_sort import Sort, sort_of
from bot.queues.workers import ACCOUNT, Account, Pause, Workers

GREEDY, OTHER, THIRD = 1, 2, 3
LIGHT = 0.02


def one(person: int, *, heavy: bool = False) -> Sort:
    return Sort(person=person, heavy=heavy)


def body(person: int, chat: int, **content: object) -> str:
    where = {"id": chat, "type": "private" if chat > 0 else "supergroup"}
    return json.dumps({"update_id": 1, "message": {"from": {"id": person}, "chat": where, **content}})


class Handling:
    """Handles turns one after the other on a processor of its own; each takes as long as its name says."""

    def __init__(self, turns: Turns[str]) -> None:
        self.turns, self.now, self.handled = turns, 0.0, list[str]()
        self.begun = list[Turn[str]]()

    def begin(self) -> list[str]:
        """What begins now."""
        fresh = []
        while (turn := self.turns.next(self.now)) is not None:
            fresh.append(turn)
        self.begun += fresh
        return [each.what for each in fresh]

    def end(self, what: str, seconds: float = LIGHT) -> None:
        """What was begun is done, and took so long."""
        turn = next(each for each in self.begun if each.what == what)
        self.begun.remove(turn)
        turn.account.spent = seconds
        self.now += seconds
        self.handled.append(what)
        self.turns.done(turn, self.now)

    def run(self, seconds: float = LIGHT, *, until: str = "") -> None:
        """Goes on until nothing is left, or that is done: what was begun first ends first."""
        self.begin()
        while self.begun and (not until or until not in self.handled):
            self.end(self.begun[0].what, seconds)
            self.begin()


@pytest.fixture
def turns() -> Turns[str]:
    return Turns()


@pytest.fixture
def handling(turns: Turns[str]) -> Handling:
    return Handling(turns)


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


def test_files_and_links_are_heavy_and_talk_is_not() -> None:
    url = [{"type": "url", "offset": 0, "length": 5}]
    assert sort_of(body(7, 7, document={"file_id": "x"}), 7) == one(7, heavy=True)
    assert sort_of(body(7, 7, text="x", entities=url), 7) == one(7, heavy=True)
    assert sort_of(body(7, -5, text="/summary", reply_to_message={"document": {}}), -5) == one(7, heavy=True)
    assert sort_of(body(7, 7, text="who?", reply_to_message={"document": {}}), 7) == one(7)
    assert sort_of(body(7, 7, text='who said "url" and "document"?'), 7) == one(7)
    press = {"from": {"id": 7}, "message": {"message_id": 3, "entities": url}}
    for data, heavy in (("lnk:1:0", True), ("sum:1:0", False)):
        sort = sort_of(json.dumps({"callback_query": {**press, "data": data}}), 7)
        assert sort == Sort(person=7, heavy=heavy, subject=("press", 3, None, data))


def test_nothing_is_fetched_for_a_call_from_another_chat() -> None:
    call = {"from": {"id": 7}, "chat": {"id": -5, "type": "group"}, "reply_to_message": {"document": {}}}
    assert sort_of(json.dumps({"guest_message": call}), 7) == one(7)


def test_an_anonymous_administrator_counts_as_the_group() -> None:
    assert sort_of(body(1087968824, -5, text="x", sender_chat={"id": -5}), -5) == one(-5)


@pytest.mark.parametrize(
    "raw",
    [
        '{"message": {"document": 1, "from": 3}}',
        '["document"]',
        '{"message": "document"}',
        '{"callback_query": {"data": "lnk:1"}}',
        '{"message": {"text": "x", "entities": {"url": 1}, "x": "url", "document": null}}',
        '"url"',
        "no JSON at all",
        '{"message": {"text": "url", "entities": [{"type": ["url"]}], "from": {"id": []}}}',
    ],
)
def test_an_update_in_no_known_form_is_its_chats(raw: str) -> None:
    assert sort_of(raw, -3).person == -3


async def test_of_long_texts_each_person_prepares_one_and_all_together_two() -> None:
    places = Places(2)
    running: list[str] = []
    gate = asyncio.Event()

    async def work(name: str, person: int) -> None:
        async with places.one(person):
            running.append(name)
            await gate.wait()

    tasks = [asyncio.create_task(work("flood", GREEDY)) for _ in range(9)]
    await asyncio.sleep(0)
    tasks += [asyncio.create_task(work(name, person)) for name, person in (("other", OTHER), ("third", THIRD))]
    await _settled()
    assert running == ["flood", "other"]
    gate.set()
    await asyncio.gather(*tasks)
    assert running.count("flood") == 9
    assert places._people == {}


async def test_what_a_thread_does_is_put_down_to_whoever_asked_for_it() -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(Workers(2))
    account, seen = Account(), list[float | None]()

    def work() -> None:
        seen.append(account.since)
        sum(number * number for number in range(300_000))

    await asyncio.to_thread(work)
    assert account.spent == 0.0
    ACCOUNT.set(account)
    await asyncio.to_thread(work)
    assert account.spent > 0.0
    assert account.since is None
    assert seen[0] is None
    assert seen[1] is not None


def test_somebody_busy_pauses_while_somebody_who_is_not_has_an_update_in_hand(
    turns: Turns[str], handling: Handling
) -> None:
    for person, what in ((GREEDY, "first"), (GREEDY, "summary"), (OTHER, "question")):
        turns.add(person, one(person), what)
    handling.begin()
    handling.end("first", 2 * MUCH)
    handling.begin()
    summary, question = sorted(handling.begun, key=lambda each: each.what, reverse=True)
    assert turns.gives_way(summary, handling.now)
    assert not turns.gives_way(question, handling.now)
    handling.end("question")
    assert not turns.gives_way(summary, handling.now)


def test_who_has_used_much_less_goes_first_and_who_has_used_about_as_much_does_not(
    turns: Turns[str], handling: Handling
) -> None:
    for person, seconds in ((GREEDY, 1.2), (OTHER, 0.9), (THIRD, 0.1)):
        turns.add(person, one(person), f"{person} first")
        handling.begin()
        handling.end(f"{person} first", seconds)
    for person in (GREEDY, OTHER):
        turns.add(person, one(person), f"{person} summary")
    handling.begin()
    greedy = next(each for each in handling.begun if each.sort.person == GREEDY)
    assert not turns.gives_way(greedy, handling.now)
    turns.add(THIRD, one(THIRD), "question")
    handling.begin()
    assert turns.gives_way(greedy, handling.now)


def test_nobody_pauses_for_a_file_or_for_others_who_are_as_busy(turns: Turns[str], handling: Handling) -> None:
    for person in (GREEDY, OTHER):
        turns.add(person, one(person), f"{person} first")
        turns.add(person, one(person), f"{person} summary")
    turns.add(THIRD, one(THIRD, heavy=True), "file")
    handling.begin()
    handling.end(f"{GREEDY} first", 2 * MUCH)
    handling.end(f"{OTHER} first", 2 * MUCH)
    handling.begin()
    assert len(handling.begun) == 3
    assert not any(turns.gives_way(each, handling.now) for each in handling.begun)


def test_whoever_pauses_goes_on_when_the_others_are_done_and_at_last_although_they_never_are() -> None:
    answers = [True, True, False, True]
    Pause(lambda: answers.pop(0), lambda: 1.0)()
    assert answers == [True]
    asked = 0

    def never_done() -> bool:
        nonlocal asked
        asked += 1
        return True

    Pause(never_done, lambda: 0.02)()
    assert 0 < asked < 1000


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


async def _settled(rounds: Collection[int] = range(10)) -> None:
    for _ in rounds:
        await asyncio.sleep(0)


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
