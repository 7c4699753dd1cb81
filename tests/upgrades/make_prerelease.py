"""How ``prerelease.sql`` was made: by the last code before the first migrations were put together into one.

In a folder with that code, and with this project's environment:

    git worktree add FOLDER 243adc1
    (cd FOLDER && PYTHONPATH=. PYTHON FILE) > tests/upgrades/prerelease.sql    # all three as absolute paths

Everything in it is invented. The bot itself wrote it, on a local Telegram: Anna owns the bot; Ben is a stranger; Anna
forwarded an article, its update, another one twice, one in two parts and two in an album, asked, looked, decided, and
forgot one. Her group keeps an article in Arabic, and half of it is indexed anew. A third chat has closed, with an
article half added. Messages are owed; updates wait, were handled, and were set aside.
"""

# It runs with the code of that commit.
# mypy: ignore-errors
from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

HARBOUR = """\
Harbour of Selmouth closed after storm
The harbour of Selmouth was closed on Monday after a storm tore 14 boats from their moorings. Nobody was hurt.

Harbour master Ulla Brandt expects repairs to take nine days. The fish market moves to Kelby meanwhile."""
UPDATE = HARBOUR.replace("14 boats", "17 boats")
ORCHARD = """\
Orchard festival draws record crowd
The orchard festival in Wenlow drew 8,200 visitors, twice as many as last year, the organisers said.

Pickers used to be paid by the basket; since spring they are paid by the hour."""
ARABIC = """\
افتتاح مكتبة جديدة في مدينة نورا
افتتحت مدينة نورا مكتبة جديدة تضم أربعين ألف كتاب، وقالت المديرة ليلى حداد إن الدخول مجاني.

وتفتح المكتبة أبوابها كل يوم ما عدا الجمعة."""
LEDGER = "\n\n".join(
    f"Entry {number}: the keeper of lighthouse {number} counted {number * 7} ships." for number in range(1, 10)
)
# Longer than a message may be, and most of it repeats the rest.
CHRONICLE = "\n\n".join(
    f"In the year {1801 + at % 12} the bell of Ostrava tower was rung {at % 12 + 3} times, and winter took six months."
    for at in range(50)
)
MILL = "The water mill of Arden grinds barley again after forty years of silence, its owner Rosa Lindt said."
QUARRY = "The quarry of Stenby closes in June, and its 31 workers have been offered work on the new railway."
RUMOUR = "A rumour about the mayor's missing bicycle has kept the town of Holm awake for a week."
QUESTION = "how many visitors did the orchard festival draw?"
CODE = "abcdefgh23456789"
CLOSED = 1003
CLOSED_AT = 1_700_000_000.0


async def lived(library) -> int:
    """What people did; returns the group's id."""
    from bot.app import Verbatim
    from bot.playground import Api, World
    from bot.playground.request import InProcessRequest
    from bot.services.access.claim import Claim
    from bot.services.access.policy import Access, Policy
    from bot.transport.flood_limits import Limits

    world = World(strict=True, chance=random.Random(1))
    api = Api(world)
    verbatim = Verbatim.build(
        library,
        world.token,
        "http://telegram.test",
        request=lambda: InProcessRequest(api),
        access=Access(Policy(), Claim(CODE)),
        limits=Limits(unlimited=True),
    )
    anna, ben = world.person("Anna"), world.person("Ben")
    group = world.group("Book club", [anna, ben])
    paper = world.channel("Coast Post")
    async with verbatim.polling():
        await world.reply(anna.says(f"/start {CODE}"))
        await world.reply(ben.says("/start"))
        for text, number in ((HARBOUR, 3), (UPDATE, 4)):
            await world.reply(anna.forwards(paper, text, number=number), timeout=30)
        orchard = anna.forwards("Vale Courier", ORCHARD)
        await world.reply(orchard)
        await world.reply(anna.forwards("Vale Courier", ORCHARD))
        await world.reply(anna.pastes(CHRONICLE)[0])
        await world.reply(anna.sends_album({"mill.txt": MILL.encode(), "quarry.txt": QUARRY.encode()})[-1], timeout=30)
        await world.reply(anna.says(QUESTION, reply_to=orchard))
        await world.reply(anna.says("/new"))
        settings = await world.reply(anna.says("/settings"))
        shown = await anna.presses(settings, "Summaries").edited()
        await anna.presses(shown, "5 sentences").edited()
        rumour = anna.forwards("Somebody", RUMOUR)
        await world.reply(rumour)
        forget = await world.reply(anna.says("/forget", reply_to=rumour))
        await anna.presses(forget, "Yes, forget").edited()
        told = anna.forwards("Somebody", ARABIC, chat=group)
        await world.reply(anna.says("/keep", chat=group, reply_to=told))
        await world.until(lambda: not world.updates.pending)
    world.close()
    return group.id


def interrupted(library, group: int) -> None:
    """What was under way when the program ended."""
    from sqlalchemy import update

    from bot.domain.messages import MessageContext, ReplyTo, Send
    from bot.store import chats, inbox, outbox
    from bot.store.inbox import Waiting
    from index.indexing import reindex, staging
    from index.store.schema import collection, content

    library._clock = lambda: datetime.fromtimestamp(CLOSED_AT, UTC)
    library.add(collection=f"chat:{CLOSED}", key=f"{CLOSED}/1", text=LEDGER)
    staging.LONG = 10
    library.prepare(collection=f"chat:{CLOSED}", text=HARBOUR)
    with library.transaction() as connection:
        chats.close(connection, CLOSED, now=CLOSED_AT)
        answer = MessageContext(kind="answer", articles=(3,), question=QUESTION, asked=21)
        owed = Send(chat_id=5_000_001, text="<b>“8,200 visitors”</b>", reply_to=ReplyTo(message_id=9), about=answer)
        outbox.put(connection, [owed, Send(chat_id=group, text="Saved.")], now=CLOSED_AT)
        anna = {"id": 5_000_001, "first_name": "Anna"}
        message = {"message_id": 30, "date": 1_700_000_000, "chat": {**anna, "type": "private"}, "text": "/help"}
        message["from"] = {**anna, "is_bot": False}
        put = [
            Waiting(update_id=each, body=json.dumps({"update_id": each, "message": message}), chat_id=5_000_001)
            for each in (501, 502, 503)
        ]
        inbox.put(connection, put, now=CLOSED_AT)
        inbox.done(connection, 501)
        inbox.set_aside(connection, 502, "ValueError")
        # As another version of the analyser would have left the group's articles.
        row = collection.c.name == f"chat:{group}"
        connection.execute(update(collection).where(row).values(analyser=99))
        mine = content.c.collection_id == connection.scalar(collection.select().where(row))
        connection.execute(update(content).where(mine).values(analyser=99))
    reindex.CONTENTS = 1
    for _ in range(2):
        with library.database.read() as connection:
            [work] = reindex.indexes.outdated(connection)
        reindex._piece(library.database, work.collection_id, library._clock())


def main(path: Path) -> None:
    """Fills the database, and prints it as SQL."""
    from bot.store.database import open_library
    from index.store.postings import write_buffer

    # Few articles are enough for the blocks of their postings to grow.
    write_buffer._WAITING = 256
    with open_library(f"sqlite:///{path}") as library:
        interrupted(library, asyncio.run(lived(library)))
    with closing(sqlite3.connect(path)) as connection:
        sys.stdout.writelines(f"{line}\n" for line in connection.iterdump())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder) / "prerelease.db")
