"""Where contents stand is found by the contents, in the order in which their articles came."""

from __future__ import annotations

from index import Library
from index.store.contents import contents
from tests.support.articles import BUDGET, FERRY, GLACIER


def test_occurrences_come_oldest_article_first_and_are_found_by_an_index() -> None:
    with Library.open("sqlite://") as library:
        for number, text in enumerate((FERRY, BUDGET, GLACIER)):
            library.add(collection="c", key=str(number), text=text)
        asked: list[str] = []
        with library.database.read() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.set_trace_callback(asked.append)
            found = contents.occurrences(connection, 1, [9, 1, 5, 2])
            driver.set_trace_callback(None)
            (statement,) = asked
            plan = " ".join(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}"))
    assert [each.content_id for each in found] == [1, 2, 5, 9]
    # Else a question would read every occurrence of the collection.
    assert "content_id=?" in plan
