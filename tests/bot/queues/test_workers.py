"""Threads, what they have used for whom, and when they pause for others."""

from __future__ import annotations

import asyncio

from bot.queues.turns import MUCH, Turns
from bot.queues.workers import ACCOUNT, Account, Pause, Workers
from tests.support.bot.turns import GREEDY, OTHER, THIRD, Handling, one


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
