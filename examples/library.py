"""The library in ten lines: keep an article, ask about it, summarise it. ``python -m examples.library``"""

from __future__ import annotations

from index import Library

TEXT = """The ferry Maris Stella ran aground off Brannock on Saturday with 212 people on board. Nobody was hurt.

The operator, Northline, has cancelled all crossings until Monday. Tickets will be refunded within ten days.

The ferry Maris Stella ran aground off Brannock on Saturday with 212 people on board. Nobody was hurt."""


def main() -> None:
    """Prints what was left out, an answer, and a summary."""
    with Library.open("sqlite://") as library:  # in memory; "sqlite:///articles.db" for a file
        receipt = library.add(collection="me", key="1", text=TEXT)
        print(receipt.kept, "paragraphs kept,", receipt.repeated, "repeated")
        answer = library.ask(collection="me", question="How many people were on the ferry?")
        for passage in answer.passages[: 1 if answer.sure else 3]:
            print("Answer:" if answer.sure else "Perhaps:", passage.sentence)
        for sentence in library.summarise(collection="me", articles=[receipt.article_id], sentences=2).sentences:
            assert TEXT[sentence.span.start : sentence.span.end] == sentence.text
            print("•", sentence.text)


if __name__ == "__main__":
    main()
