"""Fetching is safe: nothing hostile takes long or much, what is sound arrives."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
import tracemalloc
import zlib
from pathlib import Path

import pytest

from bot.config import Settings, SettingsError
from bot.fetching.fetcher import Fetched, Fetcher, Problem
from bot.playground.world.watching import PATIENCE
from bot.tasks import ended
from tests.support.bot.fetching import fetcher, problem_of
from tests.support.bot.web import PAGE, http, resolving, saying, serving
from tests.support.cases import every_case


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(http(b"", length=False))
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.05)


async def silence(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(10)


async def slow_headers(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        writer.write(f"X-{number}: a\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.05)


async def endless(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(http(b"", length=False))
    while not writer.is_closing():
        writer.write(b"a" * 65536)
        await writer.drain()


async def continues(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 20)
        await writer.drain()
        await asyncio.sleep(0.01)


async def flood(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while not writer.is_closing():
        writer.write(b"X-Header: " + b"a" * 1000 + b"\r\n")
        await writer.drain()


BOMB = gzip.compress(bytes(50_000_000), 1)
BODIES = {
    "a gzip bomb": (saying(http(BOMB, "Content-Encoding: gzip")), Problem.TOO_LARGE),
    "a bomb in a bomb": (saying(http(gzip.compress(BOMB), "Content-Encoding: gzip, gzip")), Problem.BROKEN),
    "two encodings in two headers": (
        saying(http(gzip.compress(BOMB), "Content-Encoding: gzip", "Content-Encoding: gzip")),
        Problem.BROKEN,
    ),
    "brotli, not asked for": (saying(http(PAGE, "Content-Encoding: br")), Problem.BROKEN),
    "deflate, not asked for": (saying(http(zlib.compress(PAGE), "Content-Encoding: deflate")), Problem.BROKEN),
    "zstd, not asked for": (saying(http(PAGE, "Content-Encoding: zstd")), Problem.BROKEN),
    "gzip that is none": (saying(http(PAGE, "Content-Encoding: gzip")), Problem.BROKEN),
    "gzip cut short": (saying(http(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip")), Problem.BROKEN),
    "gzip that goes on": (saying(http(gzip.compress(PAGE) + b"x", "Content-Encoding: gzip")), Problem.BROKEN),
    "a declared length too large": (saying(http(b"", "Content-Length: 99999999999", length=False)), Problem.TOO_LARGE),
    "a length that is a lie": (saying(http(PAGE, "Content-Length: 4000", length=False)), Problem.BROKEN),
    "two lengths": (saying(http(PAGE, "Content-Length: 5")), Problem.BROKEN),
    "a negative length": (saying(http(PAGE, "Content-Length: -1", length=False)), Problem.BROKEN),
    "a chunk that never ends": (
        saying(http(b"FFFFFFFF\r\nabc", "Transfer-Encoding: chunked", length=False)),
        Problem.BROKEN,
    ),
    "chunks that are none": (saying(http(b"zz\r\nabc", "Transfer-Encoding: chunked", length=False)), Problem.BROKEN),
    "a body without end": (endless, Problem.TOO_LARGE),
    "a body by drops": (drip, Problem.TOO_SLOW),
    "no answer": (silence, Problem.TOO_SLOW),
    "headers by drops": (slow_headers, Problem.TOO_SLOW),
    "headers without end": (flood, Problem.BROKEN),
    "a header too long": (saying(http(PAGE, "X-Header: " + "a" * 100_000)), Problem.BROKEN),
    "promises without end": (continues, Problem.TOO_SLOW),
    "no HTTP": (saying(b"SSH-2.0-OpenSSH_9.6\r\n"), Problem.BROKEN),
    "nothing at all": (saying(b""), Problem.BROKEN),
    "a redirect to nowhere": (saying(http(b"", status="302 Found")), Problem.BROKEN),
    "a login": (saying(http(b"", status="401 Unauthorized")), Problem.DENIED),
    "no robots": (saying(http(b"", status="403 Forbidden")), Problem.DENIED),
    "not there": (saying(http(b"", status="404 Not Found")), Problem.GONE),
    "trouble": (saying(http(b"", status="503 Unavailable")), Problem.TROUBLE),
    "a part nobody asked for": (
        saying(http(PAGE, "Content-Range: bytes 0-30/500", status="206 Partial Content")),
        Problem.BROKEN,
    ),
    "a page that sends on for ever": (
        saying(http(b'<meta http-equiv=refresh content="0;url=a/">')),
        Problem.BROKEN,
    ),
}


@every_case("case", BODIES)
async def test_a_hostile_answer_ends_soon_and_takes_little_memory(case: str) -> None:
    answer, problem = BODIES[case]
    async with serving(answer) as port:
        tracemalloc.start()
        try:
            assert (
                await problem_of(
                    fetcher(port, seconds=0.4 if problem is Problem.TOO_SLOW else PATIENCE),
                    f"http://paper.example:{port}/",
                )
                is problem
            )
            assert tracemalloc.get_traced_memory()[1] < 20_000_000
        finally:
            tracemalloc.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate for paper.example, and a client's that trusts it."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subject = ["-subj", "/CN=paper.example", "-addext", "subjectAltName=DNS:paper.example"]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try:
        subprocess.run([*made, "-keyout", key, "-out", cert, *subject], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))


async def test_certificates_are_verified(certificate: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    server, client = certificate
    async with serving(saying(http()), server) as port:
        url = f"https://paper.example:{port}/"
        assert (await fetcher(port, tls=client).fetch(url)).content == PAGE
        assert await problem_of(fetcher(port), url) is Problem.CERTIFICATE
        other = Fetcher((f"other.example:{port}",), resolve=resolving(other_example="127.0.0.1"), tls=client)
        assert await problem_of(other, f"https://other.example:{port}/") is Problem.CERTIFICATE


async def test_what_is_sound_arrives_with_what_it_says_of_itself() -> None:
    body = gzip.compress(PAGE)
    raw = http(body, "Content-Encoding: gzip", "Content-Type: Text/HTML; charset=iso-8859-1")
    async with serving(saying(raw)) as port:
        found = await fetcher(port).fetch(f"http://paper.example:{port}/story?id=1#top")
    url = f"http://paper.example:{port}/story?id=1"
    assert found == Fetched(url=url, content=PAGE, media_type="text/html", charset="iso-8859-1")


async def test_a_redirect_is_followed_and_its_end_is_told() -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers = saying(http(b"", "Location: /new", status="301 Moved") if not seen else http())
        seen.append(1)
        await answers(_reader, writer)

    seen: list[int] = []
    async with serving(answer) as port:
        found = await fetcher(port).fetch(f"http://paper.example:{port}/old")
    assert (found.content, found.url) == (PAGE, f"http://paper.example:{port}/new")


REFRESH = b"<html><head><meta http-equiv='Refresh' content=\"0; URL='/new?a=1&amp;b=2'\"></head>"


@pytest.mark.parametrize(
    "first",
    [
        http(REFRESH, "Content-Type: text/html"),
        http(b"<html>", "Refresh: 1; url=/new?a=1&b=2"),
        http(b"<!-- <meta http-equiv=refresh content='0;url=/no'> -->" + REFRESH),
    ],
)
async def test_a_page_that_sends_a_browser_on_is_followed(first: bytes) -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await saying(http() if seen else first)(_reader, writer)
        seen.append(1)

    seen: list[int] = []
    async with serving(answer) as port:
        found = await fetcher(port).fetch(f"http://paper.example:{port}/old")
    assert (found.content, found.url) == (PAGE, f"http://paper.example:{port}/new?a=1&b=2")


@every_case(
    "content",
    [
        b"<html><meta http-equiv=refresh content=300><p>News.",
        b"<html><meta http-equiv=refresh content='600; url=/again'><p>News.",
        b"<html><noscript><meta http-equiv=refresh content='0; url=/plain'></noscript><p>News.",
        b"<html><meta http-equiv=refresh content='0; url=/old'><p>News.",
        b"<html><meta name=refresh content='0; url=/new'><p>News.",
    ],
)
async def test_a_page_that_only_reloads_itself_is_read(content: bytes) -> None:
    async with serving(saying(http(content))) as port:
        assert (await fetcher(port).fetch(f"http://paper.example:{port}/old")).content == content


@pytest.mark.parametrize(
    "raw",
    [
        http(gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), "Content-Encoding: gzip"),
        http(gzip.compress(PAGE) + bytes(512), "Content-Encoding: gzip"),
        http(PAGE, "Content-Encoding: utf-8"),
        http(PAGE, "Content-Encoding: none"),
        http(PAGE, status="202 Accepted"),
        http(PAGE, status="206 Partial Content"),
        http(PAGE, f"Content-Range: bytes 0-{len(PAGE) - 1}/{len(PAGE)}", status="206 Partial Content"),
        http(PAGE, *(f"X-Header-{number}: a" for number in range(300))),
    ],
    ids=["two members", "padding", "utf-8", "none", "202", "206", "206 of all", "many headers"],
)
async def test_what_is_odd_but_whole_arrives(raw: bytes) -> None:
    async with serving(saying(raw)) as port:
        assert (await fetcher(port).fetch(f"http://paper.example:{port}/")).content == PAGE


async def test_a_site_that_wants_its_cookie_back_gets_it_for_this_link_only() -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        again = http(b"", "Location: /", "Set-Cookie: seen=1; Path=/", status="302 Found")
        writer.write(http() if b"seen=1" in heads[-1] else again)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        fetching = fetcher(port)
        for _ in range(2):
            assert (await fetching.fetch(f"http://paper.example:{port}/")).content == PAGE
    assert [b"seen=1" in head for head in heads] == [False, True, False, True]


async def test_a_private_host_is_reached_only_when_the_operator_trusts_it_port_and_all() -> None:
    async with serving(saying(http())) as port:
        trusting = Fetcher((f"NAS.lan:{port}", "127.0.0.1"), resolve=resolving(nas_lan="127.0.0.1"))
        assert (await trusting.fetch(f"http://nas.lan:{port}/")).content == PAGE
        assert await problem_of(trusting, "http://nas.lan/") is Problem.REFUSED
        assert await problem_of(trusting, f"http://127.0.0.1:{port}/") is Problem.REFUSED
        assert await problem_of(Fetcher(), f"http://nas.lan:{port}/") is Problem.REFUSED


async def test_a_host_is_asked_for_one_thing_at_a_time() -> None:
    now = most = 0

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.05)
        now -= 1
        writer.write(http())

    async with serving(answer) as port:
        fetching = fetcher(port)
        url = f"http://paper.example:{port}/"
        found = await asyncio.gather(*(fetching.fetch(url) for _ in range(5)))
    assert len(found) == 5
    assert most == 1


async def test_who_waits_too_long_for_a_host_is_told() -> None:
    asked = asyncio.Event()

    async def answer(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        asked.set()
        await asyncio.sleep(PATIENCE)

    async with serving(answer) as port:
        resolve = resolving(paper_example="127.0.0.1")
        fetching = Fetcher((f"paper.example:{port}",), resolve=resolve, seconds=PATIENCE, patience=0.1)
        url = f"http://paper.example:{port}/"
        first = asyncio.create_task(fetching.fetch(url))
        await asked.wait()
        assert await problem_of(fetching, url) is Problem.TOO_SLOW
        # Not because the first one has waited for long enough.
        assert not first.done()
        await ended(first)


async def test_a_request_says_who_asks_and_carries_nothing_else_about_us() -> None:
    heard: list[bytes] = []

    async def listening(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(http())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(listening, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await fetcher(port).fetch(f"http://paper.example:{port}/")
    server.close()
    names = {line.split(b":")[0].lower() for line in heard[0].split(b"\r\n")[1:] if line}
    assert names == {b"host", b"user-agent", b"accept", b"accept-encoding", b"connection"}
    assert b"User-Agent: Verbatim/" in heard[0]


def test_the_operator_says_which_private_hosts_are_trusted() -> None:
    given = {"FETCH_ALLOW_HOSTS": "NAS.lan, nas.lan:8080 [fd00::1]:8080"}
    assert Settings.load(given, None).fetch_allow_hosts == ("nas.lan", "nas.lan:8080", "[fd00::1]:8080")
    for wrong in ("http://nas.lan", "nas.lan:port", "nas.lan:99999", "[::1", "a/b"):
        with pytest.raises(SettingsError, match="FETCH_ALLOW_HOSTS"):
            Settings.load({"FETCH_ALLOW_HOSTS": wrong}, None)
