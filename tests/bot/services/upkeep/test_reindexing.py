"""What the operator can rely on after an upgrade: the bot indexes anew what it must, and answers meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.app import Options, Verbatim
from bot.config import Settings
from bot.ops.cli import STOPPED, main
from bot.ops.doctor import examine
from bot.ops.metrics import Metrics
from bot.ops.metrics_server import Pages
from bot.playground import Api, World
from bot.playground.request import InProcessRequest
from bot.services.upkeep.reindexing import Pace
from index import Library
from index.store.schema import collection, content
from index.store.tuning import Tuning
from tests.support.articles import BUDGET, FERRY, GLACIER


@pytest.fixture
def slow(library: Library, database_url: str) -> Iterator[Library]:
    """The same, analysing a paragraph at a time anew."""
    with Library.open(database_url, tuning=Tuning(reindexed_contents=1)) as slow:
        yield slow


def made_by_another_release(library: Library) -> None:
    """As if a program with another analyser had indexed everything."""
    with library.transaction() as connection:
        connection.execute(update(collection).values(analyser=99))
        connection.execute(update(content).values(analyser=99))


async def test_it_answers_while_it_indexes_anew_and_says_how_far_it_has_got(
    api: Api, world: World, library: Library, slow: Library, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.services.upkeep.reindexing")
    anna = world.person("Anna")
    for number, text in enumerate((FERRY, BUDGET, GLACIER)):
        library.add(collection=f"chat:{anna.id}", key=str(number), text=text)
    made_by_another_release(library)
    assert library.unfinished().paragraphs == 9
    verbatim = Verbatim.build(
        slow,
        api.world.token,
        "http://telegram.test",
        Options(request=lambda: InProcessRequest(api), warm=False, reindexing=Pace(work=0.01, look=0.01)),
    )

    def finished() -> int:
        return caplog.messages.count("reindex.done: everything is reindexed")

    async def ask() -> None:
        answer = await world.reply(anna.says("How many people were on board?"))
        assert "212 people" in answer.shown

    async with verbatim.polling():
        await ask()
        while not finished():
            await ask()
        # Of an upgrade, process by process, one of the earlier release may still add something.
        made_by_another_release(library)
        while finished() < 2:
            await ask()
        assert not library.unfinished()
    said = [record.getMessage() for record in caplog.records]
    assert "paragraphs left (chats: 1)" in said[0]
    assert said[-1] == "reindex.done: everything is reindexed"
    assert not any("ferry" in each.lower() for each in said)


def test_metrics_and_the_doctor_say_what_is_left_and_a_command_does_it(
    library: Library,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    library.add(collection="c", key="1", text=FERRY)
    settings = Settings.load({"DATABASE_URL": database_url}, tmp_path / "none.env")
    metrics = Metrics()
    pages = Pages(metrics, library.database, health=None, file=None)  # type: ignore[arg-type]  # nobody asks for it

    def outdated() -> float | None:
        pages._count_sizes()
        assert metrics.registry.get_sample_value("verbatim_library_collections") == 1
        assert metrics.registry.get_sample_value("verbatim_library_paragraphs") == 4
        return metrics.registry.get_sample_value("verbatim_library_outdated_paragraphs")

    def doctor() -> str:
        said: list[str] = []
        examine(settings, said.append)
        return "\n".join(said)

    assert outdated() == 0
    assert "reindexed" not in doctor()
    made_by_another_release(library)
    assert outdated() == 4
    assert "to be reindexed: about 4 paragraphs left (chats: 1)" in doctor()
    library.reindex(seconds=0.0)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    assert main(["reindex"]) == STOPPED
    assert capsys.readouterr().out.splitlines() == [
        "about 4 paragraphs left (chats: 1)",
        "everything is indexed by this version",
    ]
    assert outdated() == 0
    assert "reindexed" not in doctor()
