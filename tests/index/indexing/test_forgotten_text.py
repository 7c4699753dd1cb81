"""What is forgotten is not left in the database's files either."""

from __future__ import annotations

import random
import threading
from pathlib import Path

from index import Library
from tests.support.articles import FERRY


def _holds(path: Path, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_forgotten_words_are_in_no_page_of_the_file_and_not_in_its_log(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    chance = random.Random(1)
    with Library.open(f"sqlite:///{path}") as library:
        for number in range(40):
            words = " ".join(chance.choices(["harbour", "glacier", "budget", "council", "tunnel"], k=60))
            library.add(collection="c", key=f"other {number}", text=f"Title {number}\n\n{number} {words}.")
        secret = "The password of the lighthouse is Xylophonquark."
        receipt = library.add(collection="c", key="secret", text=f"{FERRY}\n\n{secret}")
        assert _holds(path, b"Xylophonquark")
        library.forget(collection="c", article=receipt.article_id)
        library.database.tidy()
        assert not _holds(path, b"Xylophonquark")
        assert not _holds(path, b"xylophonquark")


def test_tidying_waits_for_no_reader_and_takes_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    with Library.open(f"sqlite:///{path}") as library:
        library.add(collection="c", key="1", text=FERRY)
        with library.database.read() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM article").all()
            tidying = threading.Thread(target=library.database.tidy)
            tidying.start()
            tidying.join(10)
            assert not tidying.is_alive()
        library.add(collection="c", key="2", text=f"{FERRY}\n\nOne more line that is new in it.")
        library.database.tidy()
        assert library.articles(collection="c").total == 2
