"""Libraries in memory, for texts that are not kept."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from index import Library


def test_nothing_is_left_in_a_library_in_memory_for_its_next_user() -> None:
    with Library.open("sqlite://", meaning=False) as home:
        with home.aside() as first:
            first.add(collection="c", key="1", text="The bakery in Mill Lane burned down on Monday night.")
            assert first.ask(collection="c", question="What burned down in Mill Lane?")
            used = first.database
        with home.aside() as second:
            assert second.database is used
            assert not second.holds(collection="c")
            assert not second.ask(collection="c", question="What burned down in Mill Lane?")
            second.add(collection="c", key="2", text="The library in Mill Lane was painted blue on Friday.")
            found = second.ask(collection="c", question="What was painted blue in Mill Lane?")
            assert [each.text for each in found.passages] == ["The library in Mill Lane was painted blue on Friday."]


def test_those_in_use_at_once_know_nothing_of_each_other() -> None:
    with Library.open("sqlite://", meaning=False) as home, ExitStack() as open_at_once:
        several = [open_at_once.enter_context(home.aside()) for _ in range(4)]
        for number, each in enumerate(several):
            each.add(collection="c", key=str(number), text=f"House {number} in Mill Lane was sold on Monday.")
        for each in several:
            assert len(each.articles(collection="c", limit=10).items) == 1
        assert not home.holds(collection="c")


def test_it_ends_with_its_block_after_an_error() -> None:
    with Library.open("sqlite://", meaning=False) as home:
        with pytest.raises(ZeroDivisionError):
            _add_and_fail(home)
        with home.aside() as second:
            assert not second.holds(collection="c")


def _add_and_fail(home: Library) -> None:
    with home.aside() as first:
        first.add(collection="c", key="1", text="The bakery in Mill Lane burned down on Monday night.")
        raise ZeroDivisionError
