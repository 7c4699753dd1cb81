"""Keep every document of a folder: ``python -m examples.import_folder FOLDER articles.db``

PDF, Word, EPUB, HTML, Markdown and text. A second run adds only what is new: a file's path is its delivery key. This
reads documents in its own process; read strangers' as the bot does, in ``bot.fetching.document_reader``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index import InvalidText, Library, Source
from index.extract import Unreadable, extract


def main(folder: str, database: str) -> None:
    """Adds what can be read, says what became of each file, and makes vectors of what it says."""
    with Library.open(f"sqlite:///{database}") as library:
        for path in sorted(each for each in Path(folder).rglob("*") if each.is_file()):
            try:
                found = extract(path.read_bytes(), name=path.name)
                receipt = library.add(
                    collection="folder",
                    key=str(path),
                    text=found.text,
                    title=found.title,
                    source=Source(name=path.name),
                    published_at=found.published_at,
                )
            except (Unreadable, InvalidText) as error:
                print(f"{path}: left out, {error}")
            else:
                print(f"{path}: {receipt.kept} paragraphs kept, {receipt.repeated} repeated; {receipt.title}")
        # Until this is done, questions find words only.
        while left := library.embed(seconds=5):
            print(f"about {left.paragraphs} paragraphs without vectors")


if __name__ == "__main__":
    main(*sys.argv[1:])
