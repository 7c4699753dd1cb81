"""What is newer than python-telegram-bot is turned into what it knows, wherever it stands in an update."""

from __future__ import annotations

from typing import Any

import telegram
from telegram import Message, Update

from bot.domain.messages import Quote, ReplyTo
from bot.transport.newer_api import FIELDS, METHODS, Server, note_quote, readable, reply_parameters
from tests.support.bot.rich import heading, paragraph

RICH = {"blocks": [heading("Mill burns"), paragraph("It burnt on Monday.")]}
TEXT = "Mill burns\n\nIt burnt on Monday."
HERE = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}


def message(**more: Any) -> dict[str, Any]:
    return {**HERE, **more}


def parsed(**update: Any) -> Update:
    return Update.de_json(readable({"update_id": 1, **update}), None)


def test_only_what_the_library_does_not_know_is_read_here() -> None:
    known = [(name, field) for name, field in FIELDS if field in getattr(telegram, name).__slots__]
    assert known == []
    assert [name for name in METHODS if hasattr(telegram.Bot, name)] == []


def test_a_rich_message_has_a_text_wherever_it_stands() -> None:
    for kind in ("message", "edited_message", "channel_post"):
        found = parsed(**{kind: message(rich_message=RICH)}).effective_message
        assert found is not None
        assert found.text == TEXT
    replied = parsed(message=message(text="/summary", reply_to_message=message(rich_message=RICH))).message
    assert replied is not None
    assert replied.reply_to_message is not None
    assert replied.reply_to_message.text == TEXT
    pressed = message(text="an answer", reply_to_message=message(rich_message=RICH))
    query = {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "A"}, "chat_instance": "1", "message": pressed}
    press = parsed(callback_query={**query, "data": "x"}).callback_query
    assert press is not None
    assert isinstance(press.message, Message)
    assert press.message.reply_to_message is not None
    assert press.message.reply_to_message.text == TEXT


def test_a_quotation_without_words_is_no_broken_update() -> None:
    for quote, words in (
        ({"rich_texts": ["It burnt", {"type": "bold", "text": "on Monday"}]}, "It burnt\non Monday"),
        ({"position": 3}, ""),
        ({"text": "It", "position": 12}, "It"),
    ):
        found = parsed(message=message(text="when?", quote=quote)).message
        assert found is not None
        assert found.quote is not None
        assert found.quote.text == words


def test_other_updates_pass_as_they_are() -> None:
    for update in ({}, {"message": None}, {"message": {"text": "hello"}}, {"callback_query": {"message": 5}}):
        assert readable(update) is update


def test_what_the_server_can_quote_is_found_out_once() -> None:
    to = ReplyTo(message_id=1, quote=Quote(text="It burnt", position=11, rich=("It burnt",)))
    server = Server()
    assert reply_parameters(to, server).to_dict()["quote_rich_texts"] == ["It burnt"]
    # The message was gone: that tells nothing.
    note_quote(to, Message.de_json(message(), None), server)
    assert server == Server()
    note_quote(to, Message.de_json(message(reply_to_message=message()), None), server)
    assert server == Server(quotes_rich_messages=False)
    assert "quote_rich_texts" not in reply_parameters(to, server).to_dict()
    # Quotations from other messages have nothing to do with it.
    plain = ReplyTo(message_id=1, quote=Quote(text="It", position=0))
    assert reply_parameters(plain, server).to_dict()["quote"] == "It"
