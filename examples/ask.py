"""Ask what a folder says: ``python -m examples.ask articles.db "Who was hurt?"``, after ``import_folder``."""

from __future__ import annotations

import sys

from index import Library


def main(database: str, question: str) -> None:
    """Prints the passages that answer, each with its article; or that none does, and what is nearest."""
    with Library.open(f"sqlite:///{database}") as library:
        answer = library.ask(collection="folder", question=question)
        if not answer:
            print(f"Nothing in {answer.articles} articles answers that.")
            if answer.closest is not None:
                print("Closest:", answer.closest.sentence)
        elif not answer.sure:
            print("Perhaps:")
        # The best one answers; or one of the first three perhaps does.
        for passage in answer.passages[: 1 if answer.sure else 3]:
            article = library.article(collection="folder", article=passage.article_id)
            print(f"“{passage.sentence}”\n    {article.title}, paragraph {passage.number} of {passage.paragraphs}")


if __name__ == "__main__":
    main(*sys.argv[1:])
