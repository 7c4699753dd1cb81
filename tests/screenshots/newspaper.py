"""A small newspaper on loopback, and what stands in it: invented, for the pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape

HOST = "gazette.example"
PATH = "/ferry-strands-off-brannock"

FERRY = """\
Ferry strands off Brannock with 212 people on board

The ferry Maris Stella ran aground on a sandbank off Brannock harbour early on Saturday with 212 people on board, the \
coastguard said. Nobody was hurt.

Captain Ewa Lindqvist told passengers that the ship had lost power shortly before five in the morning. Tugboats from \
Tarvik reached her two hours later.

The operator, Northline, has cancelled all crossings until Monday. Tickets will be refunded within ten days, it said.

Fishermen had warned of the shifting sandbank in April. “We told them the channel is no longer where the map says,” \
said Piet Aldous, who has fished there for thirty years."""

AGENCY = """\
Ferry runs aground near Brannock

A ferry with 212 people on board ran aground off Brannock harbour on Saturday, the coastguard said. Tugboats from \
Tarvik freed the Maris Stella shortly after nine.

Northline has cancelled all crossings until Monday. Tickets will be refunded within ten days, it said."""

BUDGET = """\
Council approves budget for 2027

The city council of Lorhaven approved a budget of 3.4 billion crowns on Thursday after eleven hours of debate.

Schools receive 620 million crowns, 8 percent more than this year. The library on Quay Street will stay open.

Mayor Ines Otterburn called the vote a victory for patience. The opposition said that the plan ignores the debt."""

GLACIER = """\
Glacier study finds faster melt

Researchers at the University of Oskvik measured the Hvitbre glacier for six summers and found that it loses 4.1 \
metres of ice a year.

The team, led by the geologist Tomas Reyer, drilled 40 holes and read them out every week. Dust from wildfires makes \
the surface darker, he said."""

GERMAN = """\
Fähre läuft vor Brannock auf Grund

Die Fähre Maris Stella ist am frühen Samstagmorgen mit 212 Menschen an Bord vor dem Hafen von Brannock auf eine \
Sandbank gelaufen. Verletzt wurde nach Angaben der Küstenwache niemand.

Die Reederei Northline hat alle Überfahrten bis Montag gestrichen. Fahrkarten werden binnen zehn Tagen erstattet.

Fischer hatten schon im April vor der wandernden Sandbank gewarnt."""

ARABIC = """\
جنوح عبّارة قرب ميناء برانوك

جنحت العبّارة ماريس ستيلا فجر السبت على ضفة رملية قرب ميناء برانوك وعلى متنها 212 شخصا، \
ولم يصب أحد بأذى بحسب خفر السواحل.

ألغت شركة نورثلاين جميع الرحلات حتى يوم الاثنين، وستعيد ثمن التذاكر خلال عشرة أيام.

وكان الصيادون قد حذروا في أبريل من تحرك الضفة الرملية."""

_NOTES = (
    "The first boat left Tarvik at dawn with nine people on board and a crate of tools under a green sheet.",
    "By noon the divers had measured the whole length of the sandbank, and nobody liked what the numbers said.",
    "The mayor waited on the pier, spoke to everyone who came ashore and wrote each name into a small black book.",
    "Two fishermen offered their winter moorings, and the ferry company said that it would pay for the ropes.",
    "In the evening the chapel bell rang for a long time, although nobody could say who had asked for it.",
)


def long_report() -> str:
    """An article of some 4,500 characters: a little more than Telegram lets into one message."""
    hours = ("six", "seven", "eight", "nine", "ten", "eleven", "twelve", "one", "two", "three")
    text = "A day on the Brannock sandbank"
    for paragraph in (f"At {hour} o'clock: {note}" for hour in hours for note in _NOTES):
        text += f"\n\n{paragraph}"
        if len(text) > 4400:
            break
    return text


def page(article: str) -> bytes:
    """The article as a web page, with what stands around articles."""
    title, *rest = article.split("\n\n")
    body = "".join(f"<p>{escape(each)}</p>" for each in rest)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta property="og:site_name" content="Harbour Gazette"><meta name="author" content="Ines Falk">'
        '<meta property="article:published_time" content="2026-11-03T08:00:00Z"></head><body>'
        f'<nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}</article>'
        "<footer>All rights reserved. Cookies and privacy.</footer></body></html>"
    ).encode()


@asynccontextmanager
async def open_site() -> AsyncIterator[str]:
    """Serve the newspaper; gives "host:port", on port 80 where this user may listen there."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        found = page(FERRY) if request.split(b" ")[1].decode() == PATH else b""
        head = f"HTTP/1.1 {'200 OK' if found else '404 Not Found'}\r\nContent-Type: text/html\r\n"
        writer.write(f"{head}Content-Length: {len(found)}\r\n\r\n".encode() + found)
        await writer.drain()
        writer.close()

    try:
        server = await asyncio.start_server(answer, "127.0.0.1", 80)
    except OSError:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"{HOST}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
