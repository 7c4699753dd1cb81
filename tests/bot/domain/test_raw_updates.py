"""What Telegram marks in a text is found where a server leaves it out, and never second-guessed where it does not."""

from __future__ import annotations

from typing import Any

from bot.domain.incoming.raw_updates import completed
from tests.support.cases import every_case


def marked(text: str, **message: Any) -> list[tuple[str, int, int]]:
    update = completed({"update_id": 1, "message": {"text": text, **message}})
    return [(each["type"], each["offset"], each["length"]) for each in update["message"].get("entities", [])]


@every_case(
    ("text", "found"),
    [
        ("/summary 2", [("bot_command", 0, 8)]),
        ("/ask@verbatim_bot how many?", [("bot_command", 0, 17)]),
        ("see https://example.org/a, please", [("url", 4, 21)]),
        ("👋 https://example.org", [("url", 3, 19)]),
        ("/usr/bin is a folder", []),
        ("either/or", []),
        ("", []),
    ],
)
def test_commands_and_links_are_found_by_their_form(text: str, found: list[tuple[str, int, int]]) -> None:
    assert marked(text) == found


def test_what_telegram_marked_stays_as_it_is() -> None:
    bold = [{"type": "bold", "offset": 0, "length": 8}]
    assert marked("/summary https://example.org", entities=bold) == [("bold", 0, 8)]


def test_captions_and_edits_are_completed_too() -> None:
    update = completed({"edited_message": {"caption": "/ask who?"}})
    assert update["edited_message"]["caption_entities"] == [{"type": "bot_command", "offset": 0, "length": 4}]


def test_updates_of_any_other_shape_pass() -> None:
    for update in ({}, {"message": None}, {"message": {"text": 5}}, {"callback_query": {"data": "/x"}}):
        assert completed(update) == update
