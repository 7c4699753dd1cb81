"""Whole reposted articles through the library: python -m tests.bench.reposts REPOSTS ARTICLES

ARTICLES is in SQuAD layout; REPOSTS names for each article its ``base`` among them and for each paragraph
whether it is a duplicate, changed or new. Each base is added first, then its repost, to a library of its own.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from index import Library
from index.dedup.compare.verdict import VerdictKind
from index.store.schema import content, occurrence
from tests.bench.report import finish, table


def left_out(base: str, repost: str) -> list[bool]:
    """For each paragraph of the repost whether it is left out after the base."""
    with Library.open("sqlite://") as library:
        library.add(collection="bench", key="base", text=base)
        receipt = library.add(collection="bench", key="repost", text=repost)
        stands = (
            select(occurrence.c.content_id, content.c.verdict)
            .join(content, content.c.id == occurrence.c.content_id)
            .where(occurrence.c.article_id == receipt.article_id)
            .order_by(occurrence.c.position)
        )
        before = select(occurrence.c.content_id).where(occurrence.c.article_id != receipt.article_id)
        with library.database.read() as connection:
            known = set(connection.scalars(before))
            rows = connection.execute(stands).all()
    return [row.verdict == VerdictKind.DUPLICATE or row.content_id in known for row in rows]


def main(reposts: str, articles: str) -> None:
    """Prints what is left out of each repost and, last, the shares."""
    files = [Path(reposts), Path(articles)]
    for file in files:
        if not file.exists():
            print(f"{file} is not here; nothing measured")
            return
    given: list[dict[str, Any]] = json.loads(files[0].read_text("utf-8"))
    stored = {
        each["title"]: "\n\n".join(one["context"] for one in each["paragraphs"])
        for each in json.loads(files[1].read_text("utf-8"))["data"]
    }
    counts: Counter[tuple[str, bool]] = Counter()
    rows = []
    for repost in given:
        # A paragraph's own blank lines would cut it in two.
        texts = [each["text"].replace("\n\n", "\n") for each in repost["paragraphs"]]
        decided = left_out(stored[repost["base"]], "\n\n".join(texts))
        verdicts = [each["verdict"] for each in repost["paragraphs"]]
        counts.update(zip(verdicts, decided, strict=True))
        rows.append([repost["title"], len(texts), sum(decided), verdicts.count("duplicate")])
    print(table(["article", "paragraphs", "left out", "duplicates"], rows))
    finish({f"{verdict}_left_out": _share(counts, verdict) for verdict in ("duplicate", "changed", "new")})


def _share(counts: Counter[tuple[str, bool]], verdict: str) -> float:
    total = counts[verdict, True] + counts[verdict, False]
    return counts[verdict, True] / total if total else 0.0


if __name__ == "__main__":
    main(*sys.argv[1:3])
