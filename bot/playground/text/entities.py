"""Formatted text as Telegram stores it: cleaned and trimmed, with sorted entities and detected links."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, Final

from bot.playground.errors import bad_request
from bot.playground.text import units

Entity = dict[str, Any]

# The only types that Telegram keeps and compares in a quoted part of a message.
QUOTED_TYPES: Final = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"}
)
_VERBATIM_TYPES: Final = frozenset({"code", "pre"})
_KNOWN_TYPES: Final = QUOTED_TYPES | _VERBATIM_TYPES | {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "blockquote",
    "expandable_blockquote", "text_link", "text_mention",
}  # fmt: skip
_REMOVED: Final = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_TO_SPACE: Final = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f]")
_URL: Final = re.compile(
    r"(?<![\w@])(?:https?://[^\s<>\"«»]+[^\s<>\"«».,:;!?)\]'’”]"
    r"|(?:[a-z0-9-]+\.)+(?:com|org|net|io|de|uk)\b(?:/[^\s<>\"]*[^\s<>\".,:;!?)])?)",
    re.IGNORECASE,
)
_DETECTED: Final = (
    ("url", _URL),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#\w*[^\W\d]\w*")),
)


def tidy(text: str, entities: Iterable[Entity] = (), *, trim: bool = True) -> tuple[str, list[Entity]]:
    """The text and entities as Telegram stores them.

    Control characters are removed, and white space at both ends is cut unless `trim` is false. Entities are clipped to
    the remaining text and sorted; empty ones are dropped. Links, addresses, commands, mentions and hashtags are
    detected.
    """
    text, placed = _clean(text, [dict(entity) for entity in entities])
    if trim:
        text, placed = _trim(text, placed)
    size = units.length(text)
    kept = []
    for entity in placed:
        start, end = max(0, entity["offset"]), min(size, entity["offset"] + entity["length"])
        if start < end and units.cut(text, start, end).strip():
            kept.append({**entity, "offset": start, "length": end - start})
    kept += _detect(text, kept)
    return text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def checked(raw: object, text: str) -> list[Entity]:
    """Entities that a bot has given explicitly. Raises `ApiError` for those that Telegram refuses."""
    if not isinstance(raw, list):
        raise bad_request("can't parse entities: expected an array of MessageEntity")
    boundaries = set(units.offsets(text))
    size = units.length(text)
    for entity in raw:
        if not isinstance(entity, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        offset, width = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not 0 <= offset <= 1_000_000:
            raise bad_request(f"can't parse MessageEntity: receive an entity with incorrect offset {offset}")
        if not isinstance(width, int) or not 0 <= width <= 1_000_000:
            raise bad_request(f"can't parse MessageEntity: receive an entity with incorrect length {width}")
        if entity.get("type") not in _KNOWN_TYPES:
            raise bad_request("can't parse MessageEntity: unsupported type specified")
        for edge in (offset, offset + width):
            if edge < size and edge not in boundaries:
                raise bad_request(f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol")
    return raw


def formatting(entities: Iterable[Entity], start: int, end: int) -> dict[str, list[tuple[int, int]]]:
    """The formatting by which quotes are compared: for each quotable type its stretches within
    `start`..`end`, relative to `start`, merged where they touch."""
    found: dict[str, list[tuple[int, int]]] = {}
    for entity in sorted(entities, key=lambda entity: int(entity["offset"])):
        kind = entity["type"]
        left, right = max(start, entity["offset"]) - start, min(end, entity["offset"] + entity["length"]) - start
        if kind not in QUOTED_TYPES or left >= right:
            continue
        if kind == "custom_emoji":
            kind = f"{kind} {entity.get('custom_emoji_id')}"
        stretches = found.setdefault(kind, [])
        if stretches and left <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(right, stretches[-1][1]))
        else:
            stretches.append((left, right))
    return found


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    text = _TO_SPACE.sub(" ", text)
    if not _REMOVED.search(text):
        return text, entities
    gone = [units.length(text[: match.start()]) for match in _REMOVED.finditer(text)] if entities else []

    def moved(offset: int) -> int:
        return offset - bisect_left(gone, offset)

    for entity in entities:
        end = moved(entity["offset"] + entity["length"])
        entity["offset"] = moved(entity["offset"])
        entity["length"] = end - entity["offset"]
    return _REMOVED.sub("", text), entities


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    shorter = text.lstrip()
    shift = units.length(text) - units.length(shorter)
    for entity in entities if shift else ():
        end = entity["offset"] + entity["length"] - shift
        entity["offset"] = max(0, entity["offset"] - shift)
        entity["length"] = end - entity["offset"]
    return shorter.rstrip(), entities


def _detect(text: str, given: list[Entity]) -> list[Entity]:
    if not any(mark in text for mark in "./@#"):
        return []
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in given
        if entity["type"] in _VERBATIM_TYPES | {"text_link", "text_mention"} or entity["type"] in dict(_DETECTED)
    ]
    where = units.offsets(text)
    found = []
    for kind, pattern in _DETECTED:
        for match in pattern.finditer(text):
            start, end = where[match.start()], where[match.end()]
            if all(end <= left or start >= right for left, right in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return found
