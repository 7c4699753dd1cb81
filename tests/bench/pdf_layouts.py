"""How well PDFs of many scripts and programs are read: ``python -m tests.bench.pdf_layouts``.

For every document of ``tests.support.pdf_layouts`` the share of words in their order and the F1 of its sentences; the
last line is JSON with the lowest and the mean of each.
"""

from __future__ import annotations

from tests.bench.report import finish, table
from tests.support.pdf_layouts import layouts, score


def main() -> None:
    """Prints the table."""
    scores = {each.name: score(each) for each in layouts()}
    print(table(("document", "words", "sentences"), [(name, *each) for name, each in scores.items()]))
    words, sentences = zip(*scores.values(), strict=True)
    finish(
        {
            "documents": len(scores),
            "words, lowest": round(min(words), 3),
            "words, mean": round(sum(words) / len(words), 4),
            "sentences, lowest": round(min(sentences), 3),
            "sentences, mean": round(sum(sentences) / len(sentences), 4),
        }
    )


if __name__ == "__main__":
    main()
