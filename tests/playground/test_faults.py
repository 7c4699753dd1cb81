"""Faults on demand, flood limits, and what survives a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter

from bot.playground import FloodLimits, Person, PlaygroundError, World


@pytest.mark.filterwarnings(
    "ignore:Deprecated since version v22.2"
)  # of `RetryAfter.retry_after`, which we do not read
async def test_a_flood_error_says_how_long_to_wait_and_then_it_is_over(
    local_bot: Bot, world: World, anna: Person
) -> None:
    world.faults.flood("sendMessage", retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter, match="7 seconds"):
            await local_bot.send_message(anna.id, "x")
    await local_bot.send_message(anna.id, "x")
    assert [exchange.status for exchange in world.requests("sendMessage")] == [429, 429, 200]


async def test_server_errors_dropped_connections_and_lost_answers_can_be_played(
    local_bot: Bot, world: World, anna: Person
) -> None:
    world.faults.fail("sendMessage", code=502)
    world.faults.drop("sendMessage")
    world.faults.lose_answer("sendMessage")
    for word in ("refused", "dropped", "sent"):
        with pytest.raises(NetworkError):
            await local_bot.send_message(anna.id, word)
    assert [post.text for post in world.from_bot(anna.chat)] == ["sent"]


async def test_polling_can_be_told_that_the_token_is_wrong(local_bot: Bot, world: World) -> None:
    world.faults.fail("getUpdates", code=401, description="Unauthorized")
    with pytest.raises(InvalidToken):
        await local_bot.get_updates()
    assert await local_bot.get_updates() == ()


def test_flood_limits_are_those_of_telegram() -> None:
    now = [0.0]
    world = World(clock=lambda: now[0], limits=FloodLimits(lambda: now[0]))
    assert world.limits is not None

    def sent(chat_ids: list[int]) -> int:
        count = 0
        for chat_id in chat_ids:
            try:
                world.limits.check(chat_id)  # type: ignore[union-attr]  # set above
                count += 1
            except Exception:
                break
        return count

    assert sent(list(range(1, 100))) == 30
    now[0] += 100
    assert sent([5] * 10) == 3
    total = 0
    for _ in range(59):
        now[0] += 1
        total += sent([-5])
    assert total == 20


async def test_chats_and_pending_updates_outlive_a_restart_and_no_id_comes_twice(tmp_path: Path) -> None:
    path = tmp_path / "playground.db"
    world = World(path)
    anna = world.person("Anna")
    post = anna.says("before")
    group = world.group("Readers", [anna])
    anna.says("/ask", chat=group)
    update_ids = [update["update_id"] for update in world.updates.pending]
    world.close()

    again = World(path)
    [anna] = again.people()
    assert [(one.id, one.text) for one in again.history(anna.chat)] == [(post.id, "before")]
    assert [update["update_id"] for update in again.updates.pending] == update_ids
    later = anna.says("after")
    assert later.id > post.id
    assert again.updates.pending[-1]["update_id"] > max(update_ids)
    assert again.person("Bo").id != anna.id
    again.close()


def test_chats_kept_before_there_were_topics_still_open(tmp_path: Path) -> None:
    path = tmp_path / "playground.db"
    world = World(path)
    group = world.group("Readers", [world.person("Anna")])
    world.store.put("chat", group.id, {"data": group.data, "members": group.members, "migrated_to": None})
    world.close()
    again = World(path)
    assert (again.chats[group.id].topics, again.chats[group.id].members) == ({}, group.members)
    again.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, and long enough to be looked at as one " * 50)
    with pytest.raises(PlaygroundError, match=r"notes\.txt"):
        World(path)
