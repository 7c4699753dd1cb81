"""What is read of an update to find its turn: whose it is, whether it is heavy, and what takes its place."""

from __future__ import annotations

import json

import pytest

from bot.queues.update_sort import Sort, sort_of
from tests.support.bot.turns import body, one


def test_files_and_links_are_heavy_and_talk_is_not() -> None:
    url = [{"type": "url", "offset": 0, "length": 5}]
    assert sort_of(body(7, 7, document={"file_id": "x"}), 7) == one(7, heavy=True)
    assert sort_of(body(7, 7, text="x", entities=url), 7) == one(7, heavy=True)
    assert sort_of(body(7, -5, text="/summary", reply_to_message={"document": {}}), -5) == one(7, heavy=True)
    assert sort_of(body(7, 7, text="who?", reply_to_message={"document": {}}), 7) == one(7)
    assert sort_of(body(7, 7, text='who said "url" and "document"?'), 7) == one(7)
    press = {"from": {"id": 7}, "message": {"message_id": 3, "entities": url}}
    for data, heavy in (("lnk:1:0", True), ("sum:1:0", False)):
        sort = sort_of(json.dumps({"callback_query": {**press, "data": data}}), 7)
        assert sort == Sort(person=7, heavy=heavy, subject=("press", 3, None, data))


def test_nothing_is_fetched_for_a_call_from_another_chat() -> None:
    call = {"from": {"id": 7}, "chat": {"id": -5, "type": "group"}, "reply_to_message": {"document": {}}}
    assert sort_of(json.dumps({"guest_message": call}), 7) == one(7)


def test_an_anonymous_administrator_counts_as_the_group() -> None:
    assert sort_of(body(1087968824, -5, text="x", sender_chat={"id": -5}), -5) == one(-5)


@pytest.mark.parametrize(
    "raw",
    [
        '{"message": {"document": 1, "from": 3}}',
        '["document"]',
        '{"message": "document"}',
        '{"callback_query": {"data": "lnk:1"}}',
        '{"message": {"text": "x", "entities": {"url": 1}, "x": "url", "document": null}}',
        '"url"',
        "no JSON at all",
        '{"message": {"text": "url", "entities": [{"type": ["url"]}], "from": {"id": []}}}',
    ],
)
def test_an_update_in_no_known_form_is_its_chats(raw: str) -> None:
    assert sort_of(raw, -3).person == -3
