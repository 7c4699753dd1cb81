"""Telegram's flood limits, as whoever sends can rely on them. The clock is ours."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from bot.playground import ApiError, FloodLimits
from bot.transport.flood_limits import Limits
from tests.support.cases import every_case


def send_all(limits: Limits, chats: list[int], now: float = 1000.0) -> list[tuple[float, int]]:
    """Sends to these chats, in order, each as soon as it may; returns when each went."""
    gone = []
    for chat in chats:
        while (wait := limits.wait(chat, now)) > 0:
            now += wait
        limits.sent(chat, now)
        gone.append((now, chat))
    return gone


def test_thirty_go_at_once_and_the_next_a_second_later() -> None:
    times = [time for time, _ in send_all(Limits(), list(range(1, 62)))]
    assert times[29] == 1000.0
    assert times[30] >= 1001.0
    assert times[60] >= 1002.0


def test_a_private_chat_may_burst_and_then_gets_one_a_second() -> None:
    times = [time for time, _ in send_all(Limits(), [7] * 9)]
    assert times[2] == 1000.0
    assert 1008.0 < times[8] + 2.5 < 1010.0


def test_a_group_gets_one_a_second_and_twenty_a_minute() -> None:
    times = [time for time, _ in send_all(Limits(), [-7] * 25)]
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times))
    assert times[20] - times[0] >= 60.0


def test_one_chat_that_waits_holds_no_other_up() -> None:
    limits = Limits()
    send_all(limits, [7] * 3)
    assert limits.wait(7, 1000.0) > 0
    assert limits.wait(8, 1000.0) == 0


def test_what_telegram_asks_for_is_kept_in_that_chat_and_in_all_when_it_asks_often() -> None:
    limits = Limits()
    limits.hold(7, 1030.0, 1000.0)
    assert limits.wait(7, 1000.0) == 30.0
    assert limits.wait(8, 1000.0) == 0.0
    limits.hold(8, 1010.0, 1000.0)
    limits.hold(9, 1020.0, 1000.0)
    assert limits.wait(10, 1000.0) == 10.0


def test_without_limits_only_telegrams_own_word_counts() -> None:
    limits = Limits(unlimited=True)
    assert {time for time, _ in send_all(limits, [7] * 100)} == {1000.0}
    limits.hold(7, 1005.0, 1000.0)
    assert limits.wait(7, 1000.0) == 5.0


@every_case("seed", range(5))
def test_telegram_never_has_to_refuse_even_when_messages_are_delayed_on_the_way(seed: int) -> None:
    chance = random.Random(seed)
    chats = [chance.choice([-1, -2, 1, 2, *range(10, 80)]) for _ in range(400)]
    arrivals = sorted((time + chance.uniform(0.0, 0.045), chat) for time, chat in send_all(Limits(), chats))
    now = [0.0]
    telegram = FloodLimits(lambda: now[0])
    for now[0], chat in arrivals:
        try:
            telegram.check(chat)
        except ApiError as error:
            pytest.fail(f"refused: {error}")


def test_a_message_that_stayed_after_all_does_not_count() -> None:
    limits = Limits()
    for chat in range(29):
        limits.sent(chat, 1000.0)
    limits.sent(29, 1000.5)
    assert limits.wait_all(1000.5) > 0
    limits.stayed(29)
    assert limits.wait_all(1000.5) == 0
    send_all(limits, [70] * 3, 1001.5)
    limits.stayed(70)
    assert limits.wait(70, 1001.5) == 0
    limits.stayed(10**6)
