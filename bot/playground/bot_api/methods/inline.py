"""Answers to inline queries."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.playground.bot_api.markup import inline_keyboard
from bot.playground.bot_api.methods.registry import Call, method
from bot.playground.errors import bad_request
from bot.playground.text import entities as formatted
from bot.playground.text import units
from bot.playground.text.html import parse_formatted
from bot.playground.world.content import TEXT_LIMIT
from bot.playground.world.inline import guest_answer, inline_id
from bot.playground.world.posts import Message

RESULTS: Final = 50
_CACHE_TIME: Final = 300
_FIELDS: Final = frozenset(
    {
        "type", "id", "title", "input_message_content", "reply_markup", "url", "hide_url", "description",
        "thumbnail_url", "thumbnail_width", "thumbnail_height",
    }
)  # fmt: skip
_START: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@method(
    "answerInlineQuery",
    inline_query_id="str",
    results="json",
    cache_time="int",
    is_personal="bool",
    next_offset="str",
    button="json",
)
def answer_inline_query(call: Call) -> bool:
    world, results = call.world, call.get("results")
    asked = world.inline.queries.get(call.get("inline_query_id", ""))
    late = asked is not None and world.clock() - asked.asked_at > world.callback_lifetime
    if asked is None or late or asked.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results: Expected an Array")
    if len(results) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(str(call.get("next_offset", "")).encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    kept = [_result(one, strict=world.strict) for one in results]
    if len({one["id"] for one in kept}) < len(kept):
        raise bad_request("RESULT_ID_DUPLICATE")
    world.inline.keep(
        asked,
        {
            "results": kept,
            "cache_time": max(0, call.get("cache_time", _CACHE_TIME)),
            "is_personal": call.get("is_personal", False),
            "next_offset": call.get("next_offset", ""),
            "button": _button(call.get("button")),
        },
        world.clock(),
    )
    world.emit("inline", asked)
    return True


@method("answerGuestQuery", guest_query_id="str", result="json")
def answer_guest_query(call: Call) -> dict[str, Any]:
    world = call.world
    asked = world.calls.get(call.get("guest_query_id", ""))
    if asked is None or asked.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    post = guest_answer(world, asked, _result(call.get("result"), strict=world.strict))
    return {"inline_message_id": inline_id(post)}


def _result(raw: Any, *, strict: bool) -> dict[str, Any]:
    """A result with the `message` that it becomes. Raises `ApiError` in Telegram's words."""
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline query result: Inline query result must be an object")
    if raw.get("type") != "article":
        raise bad_request("can't parse inline query result: the playground knows results of type article")
    if strict and (unknown := raw.keys() - _FIELDS):
        raise bad_request(f"can't parse inline query result: unknown field {sorted(unknown)[0]!r}")
    if not 1 <= len(str(raw.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not isinstance(raw.get("title"), str) or not raw["title"].strip():
        raise bad_request('can\'t parse inline query result: Field "title" must be a non-empty String')
    content = raw.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("can't parse inline query result: Input message content is not specified")
    keyboard = inline_keyboard(raw.get("reply_markup"), only_inline=True)
    kept = {key: value for key, value in raw.items() if key not in ("input_message_content", "reply_markup")}
    return {**kept, "id": str(raw["id"]), "message": _message(content), "reply_markup": keyboard}


def _message(content: dict[str, Any]) -> Message:
    raw, entities = parse_formatted(content["message_text"], content.get("parse_mode"), content.get("entities"))
    text, kept = formatted.tidy(raw, entities)
    if not text:
        raise bad_request("message text is empty")
    if units.length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    preview = content.get("link_preview_options")
    fields: Message = {"text": text} | ({"entities": kept} if kept else {})
    return fields | ({"link_preview_options": preview} if preview else {})


def _button(raw: Any) -> dict[str, Any] | None:
    if not raw:
        return None
    if not isinstance(raw, dict) or not str(raw.get("text", "")).strip():
        raise bad_request('can\'t parse inline query results button: Field "text" must be a non-empty String')
    if ("start_parameter" in raw) == ("web_app" in raw):
        raise bad_request("can't parse inline query results button: exactly one action is expected")
    if "start_parameter" in raw and not _START.fullmatch(str(raw["start_parameter"])):
        raise bad_request("START_PARAM_INVALID")
    return raw
