"""How ``first.sql`` was made: by the code of the first release, so that nobody has to believe that it was like that.

In a folder with that code, the one that came with the first migrations, and with this project's environment:

    git worktree add FOLDER fce2a36    # "The first migration, written out"
    (cd FOLDER && PYTHONPATH=. PYTHON tests/upgrades/make_first.py) > tests/upgrades/first.sql    # both absolute paths

Everything in it is invented. It holds three chats: articles, one of them in Arabic, one that came twice and one that is
an update; places to quote from; questions that were answered; messages that are owed; updates that wait, were handled,
and were set aside.
"""

# It runs with the code of another release.
# mypy: ignore-errors
from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.messages import MessageContext, ReplyTo, Send
from bot.store import chats, inbox, outbox
from bot.store.database import open_library
from bot.store.inbox import Waiting
from index import Place, Source, Span

NOW = 1_790_000_000.0
MOMENT = datetime.fromtimestamp(NOW, UTC)

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


def main(path: Path) -> None:
    """Fills the database, and prints it as SQL."""
    with open_library(f"sqlite:///{path}") as library:
        library._clock = lambda: MOMENT
        for chat, name, key, text, source in (
            (1001, "chat:1001", "1001/1", HARBOUR, Source(identity="channel:7/3", name="Coast Post")),
            (1001, "chat:1001", "1001/5", UPDATE, Source(identity="channel:7/3", name="Coast Post")),
            (1001, "chat:1001", "1001/9", ORCHARD, Source(name="Vale Courier")),
            (1001, "chat:1001", "1001/12", ORCHARD, Source(name="Vale Courier")),
            (-2002, "chat:-2002", "-2002/4", ARABIC, Source()),
            (-2002, "chat:-2002", "-2002/6", HARBOUR, Source()),
            (1003, "chat:1003", "1003/1", LEDGER, Source()),
        ):
            place = Place(span=Span(0, len(text)), where=f'{{"chat":{chat},"message":{key.partition("/")[2]}}}')
            library.add(collection=name, key=key, text=text, source=source, places=[place])
        with library.transaction() as connection:
            chats.close(connection, 1003, now=NOW)
            outbox.note(connection, 1001, 20, MessageContext(kind="receipt", articles=(1,)), now=NOW)
            answer = MessageContext(kind="answer", articles=(3,), question="how many visitors came?", asked=21)
            outbox.note(connection, 1001, 22, answer, now=NOW)
            owed = Send(chat_id=1001, text="<b>“8,200 visitors”</b>", reply_to=ReplyTo(message_id=9), about=answer)
            outbox.put(connection, [owed, Send(chat_id=-2002, text="Saved.")], now=NOW)
            body = '{"update_id": %d, "message": {"message_id": 30, "date": 1790000000, "chat": {"id": 1001}}}'
            inbox.put(connection, [Waiting(update_id=each, body=body % each) for each in (501, 502, 503)], now=NOW)
            inbox.done(connection, 501)
            inbox.set_aside(connection, 502, "ValueError")
    with closing(sqlite3.connect(path)) as connection:
        sys.stdout.writelines(f"{line}\n" for line in connection.iterdump())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder) / "first.db")
