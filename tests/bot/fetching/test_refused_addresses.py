"""Nothing but public web addresses is ever connected to, whatever a link, a name or a redirect says."""

from __future__ import annotations

import asyncio

import pytest

from bot.fetching.fetcher import Fetcher, Problem
from bot.fetching.public_addresses import public
from tests.support.bot.fetching import PUBLIC, fetcher, problem_of
from tests.support.bot.web import http, resolving, saying, serving
from tests.support.cases import every_case

REFUSED = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1"),
    *("100.100.100.200", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
    *("192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1"),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "::ffff:a9fe:a9fe"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1"),
    *("2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:db8::1", "3fff::1", "100::1", "fc00::1", "fd00:ec2::254"),
    *("fd20:ce::254", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "5f00::1", "4000::1"),
]


@every_case("address", REFUSED)
async def test_an_address_that_is_not_public_is_not_connected_to_by_name_or_number(
    address: str, tried: list[str]
) -> None:
    shown = f"[{address}]" if ":" in address else address
    fetching = Fetcher(resolve=resolving(evil_example=address, mixed_example=[PUBLIC, address]))
    for host in (shown, "evil.example", "mixed.example"):
        assert await problem_of(fetching, f"http://{host}/") is Problem.REFUSED
    assert tried == []


@every_case(
    "url",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.1/",
        "http://127.0.1/",
        "http://0/",
        "http://１２７.0.0.1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://127.0.0.1./",
        "http://localhost/",
        "http://localhost./",
        "http://LOCALHOST/",
        "http://ｌｏｃａｌｈｏｓｔ/",
        "http://x.localhost/",
        "http://router/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://nas.home.arpa/",
        "http://user@news.example/",
        "http://user:password@news.example/",
        "http://news.example@127.0.0.1/",
        "http://127.0.0.1\\@news.example/",
        "http://news.example:22/",
        "http://news.example:8080/",
        "http://news.example:0/",
        "http://news.example:99999/",
        "http://news.example:80:80/",
        "https://[::1",
        "http://[::ffff:7f00:1]/",
        "http://[fe80::1%25eth0]/",
        "http://[::1]:80/",
        "http://[v1.x]/",
        "http:///etc/passwd",
        "http:/news.example",
        "//news.example/",
        "news.example",
        "",
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "unix:///var/run/docker.sock",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
        "http://news.example/a b",
        "http://news.example/\r\nHost: 127.0.0.1",
        "http://news.example\x00.evil.example/",
        "http://-news.example/",
        "http://news..example/",
        f"http://{'a' * 64}.example/",
        "http://" + "a." * 150 + "example/",
        "http://news.example/" + "a" * 3000,
    ],
)
async def test_a_link_that_is_no_plain_public_web_address_is_refused_unresolved(url: str, tried: list[str]) -> None:
    asked: list[str] = []

    async def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    assert await problem_of(Fetcher(resolve=resolve), url) is Problem.REFUSED
    assert (asked, tried) == ([], [])


@every_case("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
@every_case(
    "place",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:6379/",
        "//169.254.169.254/latest/meta-data/",
        "http://evil.example/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://user:pass@news.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "http://news.example:25/",
        "data:text/html,x",
    ],
)
async def test_a_redirect_reaches_nothing_that_a_link_would_not(status: str, place: str, tried: list[str]) -> None:
    async with serving(saying(http(b"", f"Location: {place}", status=status))) as port:
        fetching = fetcher(port, evil_example="127.0.0.1")
        assert await problem_of(fetching, f"http://paper.example:{port}/") is Problem.REFUSED
    assert tried == ["127.0.0.1"]
    tried.clear()


async def test_a_name_that_changes_its_mind_between_the_check_and_the_connection_reaches_nothing(
    tried: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.fetching import fetcher as fetch

    # As if the first look had been at another address: only the one at the moment of connecting is left.
    looks = iter([True])
    monkeypatch.setattr(fetch, "public", lambda address: next(looks, False) or public(address))
    fetching = Fetcher(resolve=resolving(evil_example="127.0.0.1"))
    assert await problem_of(fetching, "http://evil.example/") is Problem.REFUSED
    assert tried == []


async def test_a_name_that_is_public_once_and_private_on_the_next_hop_reaches_nothing(tried: list[str]) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])

    async def resolve(host: str, _port: int) -> list[str]:
        return next(answers)

    async with serving(saying(http(b"", "Location: http://paper.example/", status="302 Found"))) as port:
        fetching = Fetcher((f"paper.example:{port}",), resolve=resolve)
        assert await problem_of(fetching, f"http://paper.example:{port}/") is Problem.REFUSED
    assert tried == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ([], Problem.NO_SUCH_HOST),
        (["not an address"], Problem.REFUSED),
        ([PUBLIC, ""], Problem.REFUSED),
        (["127.1"], Problem.REFUSED),
        (["93.184.215.14\n127.0.0.1"], Problem.REFUSED),
        ([PUBLIC], Problem.UNREACHABLE),
    ],
)
async def test_whatever_a_resolver_says_only_sound_public_addresses_are_tried(
    given: list[str], problem: Problem, tried: list[str]
) -> None:
    assert await problem_of(Fetcher(resolve=resolving(odd_example=given)), "http://odd.example/") is problem
    assert all(map(public, tried))


async def test_a_slow_resolver_is_not_waited_for(tried: list[str]) -> None:
    async def resolve(_host: str, _port: int) -> list[str]:
        await asyncio.sleep(60)
        return [PUBLIC]

    assert await problem_of(Fetcher(resolve=resolve, seconds=0.2), "http://slow.example/") is Problem.TOO_SLOW
    assert tried == []


async def test_proxies_from_the_environment_are_not_used(tried: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert await problem_of(Fetcher(resolve=resolving(a_example=PUBLIC)), "http://a.example/") is Problem.UNREACHABLE
    assert tried == [PUBLIC]


async def test_redirects_end_after_five(tried: list[str]) -> None:
    async with serving(saying(http(b"", "Location: /again", status="302 Found"))) as port:
        assert await problem_of(fetcher(port), f"http://paper.example:{port}/") is Problem.BROKEN
    assert len(tried) == 6


@every_case("place", ["http://127.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd", "//[::1]/"])
async def test_a_page_that_sends_on_reaches_nothing_that_a_link_would_not(place: str, tried: list[str]) -> None:
    page = f"<meta http-equiv=refresh content='0; url={place}'>".encode()
    async with serving(saying(http(page))) as port:
        assert await problem_of(fetcher(port), f"http://paper.example:{port}/") is Problem.REFUSED
    assert len(tried) == 1
    tried.clear()
