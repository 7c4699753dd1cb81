"""Summarise a PDF, or any other document: ``python -m examples.summarise_pdf report.pdf``"""

from __future__ import annotations

import sys
from pathlib import Path

from index import Library
from index.extract import extract


def main(file: str, sentences: str = "5") -> None:
    """Prints the document's title and its most central sentences, in reading order."""
    path = Path(file)
    found = extract(path.read_bytes(), name=path.name)
    with Library.open("sqlite://", meaning=False) as library:
        receipt = library.add(collection="me", key=path.name, text=found.text, title=found.title)
        summary = library.summarise(collection="me", articles=[receipt.article_id], sentences=int(sentences))
        print(f"{receipt.title}: {len(summary.sentences)} of {summary.total} sentences")
        for sentence in summary.sentences:
            print("•", sentence.text)


if __name__ == "__main__":
    main(*sys.argv[1:])
