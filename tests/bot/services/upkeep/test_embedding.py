"""What people and the operator can rely on: vectors are made when nobody waits for anything, or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.app import Options, Verbatim
from bot.config import Settings
from bot.ops.doctor import examine
from bot.ops.metrics import Metrics
from bot.ops.metrics_server import Pages
from bot.playground import Api, World
from bot.playground.request import InProcessRequest
from bot.services.upkeep.embedding import EmbeddingPace
from bot.store.database import HISTORY
from index import Library
from index.meaning.encoder import Encoder
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.waiting import until
from tests.support.database_contents import holds
from tests.support.index.books import book
from tests.support.index.encoding import WordHashes, embed_all, vectors

AT_ONCE = EmbeddingPace(delay=0.0, work=0.01, pause=0.0, look=0.01)
Open = Callable[..., Library]


@pytest.fixture
def opened(database_url: str) -> Iterator[Open]:
    """Opens the library with an encoder that needs no file."""
    libraries: list[Library] = []

    def open_it(*, meaning: bool = True) -> Library:
        libraries.append(Library.open(database_url, beside=[HISTORY], meaning=meaning, encoder=WordHashes))
        return libraries[-1]

    yield open_it
    for each in libraries:
        each.close()


def built(library: Library, api: Api) -> Verbatim:
    options = Options(request=lambda: InProcessRequest(api), embedding=AT_ONCE)
    return Verbatim.build(library, api.world.token, "http://telegram.test", options)


async def test_what_is_forwarded_gets_its_vectors_and_loses_them_when_it_is_forgotten(
    api: Api, world: World, opened: Open
) -> None:
    library = opened()
    anna = world.person("Anna")
    async with built(library, api).polling():
        await world.reply(anna.forwards("Somebody", FERRY), containing="Saved")
        name = f"chat:{anna.id}"
        await until(lambda: len(vectors(library, name).ids) > 0 and not library.unembedded())
        library.forget(collection=name)
        library.tidy()
        assert not holds(library, "vector")
        assert library.statistics().vectors == 0


async def test_articles_are_kept_and_found_while_very_much_waits_for_vectors(
    api: Api, world: World, opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.services.upkeep.embedding")
    library = opened()
    library.add(collection="other", key="1", text=book(100_000))
    anna = world.person("Anna")
    async with built(library, api).polling():
        await world.reply(anna.forwards("Somebody", FERRY), containing="Saved")
        answer = await world.reply(anna.says("How many people were on board?"))
        assert "212 people" in answer.shown
        await until(lambda: "vectors.done: all paragraphs have vectors" in caplog.messages)
    said = [record.getMessage() for record in caplog.records if record.name == "bot.services.upkeep.embedding"]
    assert said[0].startswith("vectors.progress: about ")
    assert said[-1] == "vectors.done: all paragraphs have vectors"


async def test_turned_off_nothing_is_made(api: Api, world: World, opened: Open) -> None:
    library = opened(meaning=False)
    anna = world.person("Anna")
    async with built(library, api).polling():
        await world.reply(anna.forwards("Somebody", FERRY), containing="Saved")
        assert "212 people" in (await world.reply(anna.says("How many people were on board?"))).shown
    assert len(vectors(library, f"chat:{anna.id}").ids) == 0


async def test_a_file_that_cannot_be_used_is_told_once_and_words_are_found(
    api: Api, world: World, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged() -> WordHashes:
        raise ValueError("meaning.bin is damaged")

    with Library.open(database_url, beside=[HISTORY], encoder=damaged) as library:
        anna = world.person("Anna")
        async with built(library, api).polling():
            await world.reply(anna.forwards("Somebody", FERRY), containing="Saved")
            assert "212 people" in (await world.reply(anna.says("How many people were on board?"))).shown
            await until(lambda: "meaning.bin is damaged" in caplog.text)
    assert caplog.text.count("meaning.bin is damaged") == 1


def test_metrics_and_the_doctor_say_how_many_wait(
    opened: Open, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened()
    library.add(collection="c", key="1", text=FERRY)
    library.add(collection="d", key="1", text=BUDGET)
    metrics = Metrics()
    pages = Pages(
        metrics,
        library.database,
        health=None,  # type: ignore[arg-type]  # nobody asks for it
        file=None,
        vectors=library.unembedded,
    )

    def waiting() -> float | None:
        pages._count_sizes()
        return metrics.registry.get_sample_value("verbatim_vectors_waiting")

    def doctor(meaning: str = "on", load: Callable[[], WordHashes | None] = WordHashes) -> str:
        settings = Settings.load({"DATABASE_URL": database_url, "MEANING": meaning}, tmp_path / "none.env")
        said: list[str] = []
        monkeypatch.setattr(Encoder, "load", load)
        examine(settings, said.append)
        return "\n".join(said)

    paragraphs = library.statistics().paragraphs
    assert waiting() == paragraphs
    assert f"vectors: 0 paragraphs have one; to be made: about {paragraphs} paragraphs left (chats: 2)" in doctor()
    embed_all(library)
    assert waiting() == 0
    assert f"vectors: {paragraphs} paragraphs have one; none is to be made" in doctor()
    assert "meaning: off" in doctor("off")
    assert "the model's file is not there" in doctor(load=lambda: None)

    def damaged() -> WordHashes:
        raise ValueError("meaning.bin is damaged")

    assert "vectors: none are made, the model's file cannot be used (meaning.bin is damaged)" in doctor(load=damaged)
