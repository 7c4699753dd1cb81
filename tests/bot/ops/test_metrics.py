"""What the operator can rely on: the numbers are right, name nobody, and are there only when asked for."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.app import Options, Verbatim
from bot.config import Address, OperatorError
from bot.domain.messages import Send
from bot.ops.metrics import KINDS, OTHER, OUTCOMES, Metrics, kind_of
from bot.ops.metrics_server import Pages, is_ours, monitored
from bot.playground import Api, World
from bot.playground.world.watching import PATIENCE
from bot.store.locks import database_file
from index import Library, StorageError
from tests.support.articles import FERRY
from tests.support.cases import every_case
from tests.support.programs import run_program

DOCS = Path(__file__).parents[3] / "docs"
NAME = re.compile(r"\b(?:verbatim|process)_[a-z_]+\b")


@dataclass
class Watched:
    """A running bot, and the pages that somebody watches it by."""

    verbatim: Verbatim
    base: str

    async def text(self) -> str:
        async with aiohttp.ClientSession() as session, session.get(f"{self.base}/metrics") as answer:
            assert answer.status == 200
            assert answer.content_type == "text/plain"
            return await answer.text()

    async def number(self, name: str, **labels: str) -> float:
        for family in text_string_to_metric_families(await self.text()):
            for sample in family.samples:
                if sample.name == name and sample.labels == labels:
                    return sample.value
        raise AssertionError(f"there is no {name}{labels or ''}")

    async def until(self, name: str, value: float, **labels: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.number(name, **labels) != value:  # noqa: ASYNC110  # pages say nothing when they change
                await asyncio.sleep(0.05)


@pytest.fixture
async def watched(
    api: Api, library: Library, database_url: str, unused_tcp_port: int, options: Options
) -> AsyncIterator[Watched]:
    metrics = Metrics()
    observed = replace(options, observer=metrics)
    verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", observed)
    listen = Address(host="127.0.0.1", port=unused_tcp_port)
    pages = monitored(verbatim, metrics, listen, database_file(database_url), queues_seconds=0.0, sizes_seconds=0.0)
    async with pages as address, verbatim.polling():
        yield Watched(verbatim, f"http://{address}")


async def test_an_article_is_counted_from_its_arrival_to_its_receipt(watched: Watched, world: World) -> None:
    anna = world.person("Anna")
    await world.reply(anna.forwards("Somebody", FERRY))
    await watched.until("verbatim_handling_seconds_count", 1, kind="message")
    assert await watched.number("verbatim_updates_total", kind="message") == 1
    assert await watched.number("verbatim_handling_seconds_sum", kind="message") > 0
    await watched.until("verbatim_sends_total", 1, outcome="sent")
    await watched.until("verbatim_library_articles", 1)
    assert await watched.number("verbatim_library_collections") == 1
    assert await watched.number("verbatim_library_paragraphs") >= 1
    assert await watched.number("verbatim_database_bytes") > 10_000
    for queue in ("verbatim_inbox_waiting", "verbatim_outbox_waiting"):
        await watched.until(queue, 0)


async def test_no_number_and_no_label_says_who_wrote_or_what(watched: Watched, world: World) -> None:
    anna = world.person("Anna")
    await world.reply(anna.forwards("Somebody", FERRY))
    page = await watched.text()
    assert str(anna.id) not in page
    assert "Anna" not in page
    assert not any(word in page for word in FERRY.split() if len(word) > 7)
    assert set(re.findall(r"(\w+)=", page)) <= {"kind", "le", "outcome", "error", "level", "part"}


async def test_sends_are_counted_by_their_outcome(watched: Watched, world: World) -> None:
    anna = world.person("Anna")
    await world.reply(anna.says("/start"))
    outbox = watched.verbatim.services.outbox
    world.faults.flood("sendMessage", retry_after=1)
    world.faults.fail("sendMessage")
    for _ in range(2):  # also in its plain words
        world.faults.fail("sendMessage", code=400, description="Bad Request: message is too long")
    with watched.verbatim.library.transaction() as connection:
        outbox.put(connection, [Send(chat_id=anna.id, text="one"), Send(chat_id=anna.id, text="two")])
    outbox.wake()
    await watched.until("verbatim_sends_total", 1, outcome="refused")
    assert await watched.number("verbatim_sends_total", outcome="flood_limited") == 1
    assert await watched.number("verbatim_sends_total", outcome="retried") == 1
    assert await watched.number("verbatim_log_records_total", level="warning") >= 1


async def test_an_update_that_always_fails_is_counted_at_each_try_and_as_given_up(
    watched: Watched, world: World
) -> None:
    watched.verbatim.application.add_handler(TypeHandler(Update, _fail), group=-1000)
    watched.verbatim.application.add_handler(TypeHandler(Update, _stop), group=-999)
    world.person("Anna").says("hello")
    await watched.until("verbatim_updates_set_aside_total", 1)
    assert await watched.number("verbatim_update_failures_total", error="ZeroDivisionError") == 3
    await watched.until("verbatim_inbox_set_aside", 1)
    assert await watched.number("verbatim_log_records_total", level="error") >= 1


async def test_health_says_which_part_does_not_answer(watched: Watched, world: World) -> None:
    watched.verbatim.health._fresh = 0.0
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{watched.base}/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ready": True, "database": True, "telegram": True})
        world.faults.drop("getMe", times=50)
        async with session.get(f"{watched.base}/healthz") as answer:
            assert answer.status == 503
    await watched.until("verbatim_healthy", 0, part="telegram")
    assert await watched.number("verbatim_healthy", part="database") == 1


async def test_a_database_that_cannot_be_counted_takes_no_page_away(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_pages: Pages) -> None:
        raise StorageError("disk I/O error", passing=True)

    monkeypatch.setattr(Pages, "_count_queues", refuse)
    assert "verbatim_updates_total" in await watched.text()


async def test_a_port_that_is_taken_is_named(watched: Watched, library: Library) -> None:
    port = int(watched.base.rpartition(":")[2])
    with pytest.raises(OperatorError, match=f"127.0.0.1:{port}.*METRICS_LISTEN"):
        async with monitored(watched.verbatim, Metrics(), Address(host="127.0.0.1", port=port), None):
            pass
    # What was begun is taken back: one handler counts what is logged, not two.
    assert sum(type(each).__module__ == "bot.ops.metrics_server" for each in logging.getLogger().handlers) == 1


def test_no_message_makes_a_new_label() -> None:
    metrics = Metrics()
    hostile = json.dumps({"update_id": 1, 'message"} 1\n': {"chat": {"id": 5}}})
    before = len(metrics.page().splitlines())
    metrics.arrived(1, hostile)
    metrics.arrived(2, "[" * 100_000)
    metrics.sent("whatever")
    metrics.handled(3)
    assert (kind_of(hostile), kind_of("[]")) == (OTHER, OTHER)
    assert all(kind_of(json.dumps({"update_id": 1, each: {}})) == each for each in KINDS)
    # One more outcome, with the time when it was first seen.
    assert len(metrics.page().splitlines()) - before == 2


def test_metrics_are_not_loaded_without_a_listener() -> None:
    loaded = run_program("loads_modules", "bot.app", "bot.__main__").stdout.split()
    assert "bot.app" in loaded
    assert not [each for each in loaded if "prometheus" in each]


def test_every_name_in_the_dashboard_and_the_alerts_is_counted() -> None:
    page = Metrics()
    page.arrived(1, '{"message": {}}')
    page.handled(1)
    page.failed("ValueError")
    page.healthy("database", True)
    there = {sample.name for family in page.registry.collect() for sample in family.samples}
    used = {}
    for name in ("grafana.json", "alerts.yml"):
        used[name] = set(NAME.findall((DOCS / name).read_text(encoding="utf-8")))
        assert used[name] <= there, name
    # A dashboard shows everything that is ours.
    derived = ("_created", "_sum", "_count")
    ours = {each for each in there if each.startswith("verbatim_") and not each.endswith(derived)}
    assert ours <= used["grafana.json"]


def test_every_outcome_in_the_dashboard_and_the_alerts_exists() -> None:
    text = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("grafana.json", "alerts.yml"))
    named = re.findall(r'outcome[=!]~?\\?"([a-z_|]+)', text)
    assert named
    assert {each for several in named for each in several.split("|")} <= set(OUTCOMES)


async def _fail(_update: Update, _context: object) -> None:
    raise ZeroDivisionError


async def _stop(_update: Update, _context: object) -> None:
    raise ApplicationHandlerStop


@every_case("host", ["localhost", "localhost:9464", "127.0.0.1:9464", "[::1]:9464", "10.0.0.7", "bot.lan:1"])
def test_the_pages_answer_to_addresses_and_to_their_own_names(host: str) -> None:
    assert is_ours(host, Address(host="0.0.0.0", port=9464), ("bot.lan",))


@pytest.mark.parametrize(
    "host", ["", "evil.example", "evil.example:9464", "127.0.0.1.evil.example", "localhost.evil.example"]
)
async def test_a_site_that_makes_its_name_lead_here_reads_nothing(watched: Watched, host: str) -> None:
    for path in ("/metrics", "/healthz"):
        url, headers = f"{watched.base}{path}", {"Host": host}
        async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
            assert answer.status == 421
            assert "verbatim_" not in await answer.text()
