"""Check a text: ``python -m examples.check articles.db "The ferry sank."``, after ``import_folder``."""

from __future__ import annotations

import sys

from index import Library


def main(database: str, text: str) -> None:
    """Prints a verdict on each sentence (docs/checking.md says what they mean), and what differs."""
    with Library.open(f"sqlite:///{database}") as library:
        for sentence in library.check(collection="folder", text=text).sentences:
            start, end = sentence.span
            print(f"{sentence.verdict}: {text[start:end]}")
            if sentence.source is not None:
                print(f"    “{sentence.text}”", *(str(each) for each in sentence.differences), sep="\n    ")


if __name__ == "__main__":
    main(*sys.argv[1:])
