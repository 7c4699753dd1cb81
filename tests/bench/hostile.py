"""How long what is made to do harm takes: ``python -m tests.bench.hostile``.

Every hostile document of the tests, read or refused; the five slowest are printed, in seconds of this process's
processor time. How readers of text grow with its length is measured by ``tests.bench.growth``.
"""

from __future__ import annotations

import time
from contextlib import suppress

from index.extract import Unreadable, extract
from tests.bench.report import finish, table
from tests.support.hostile_documents import HOSTILE, LONGER


def main() -> None:
    documents = {name: _seconds(make()) for name, make in {**HOSTILE, **LONGER}.items()}
    slowest = sorted(documents, key=lambda name: -documents[name])[:5]
    figures = {f"document: {name}": round(documents[name], 3) for name in slowest}
    print(table(("", "value"), figures.items()))
    finish(figures)


def _seconds(content: bytes) -> float:
    begun = time.process_time()
    with suppress(Unreadable):
        extract(content, name="a.md" if content.startswith(b"# a") else "")
    return time.process_time() - begun


if __name__ == "__main__":
    main()
