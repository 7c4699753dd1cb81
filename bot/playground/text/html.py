"""`parse_mode=HTML` as Telegram reads it, with Telegram's error messages; other modes are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bot.playground.errors import ApiError, bad_request
from bot.playground.text import units
from bot.playground.text.entities import Entity, checked

_TYPES: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
# Telegram knows only these four names; "&nbsp;" stays as written.
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE: Final = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
_ATTRIBUTE: Final = re.compile(r"""\s*([^\s=>]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?""")
_LINK: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:(?://)?)?[^\s/?#]+(?:[/?#]\S*)?", re.I)


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Output:
    parts: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += units.length(text)


def parse(source: str) -> tuple[str, list[Entity]]:
    """The plain text of `source` and its entities with offsets in UTF-16 units.

    Raises `ApiError` ("can't parse entities: …") for an unknown, unclosed or crossing tag.
    """
    output, entities, opened = _Output(), list[Entity](), list[_Open]()
    position = 0
    while (tag_at := source.find("<", position)) >= 0:
        output.add(_decode(source[position:tag_at]))
        if source.startswith("</", tag_at):
            position = _close(source, tag_at, output, opened, entities)
        else:
            position = _open(source, tag_at, output, opened)
    output.add(_decode(source[position:]))
    if opened:
        raise _refuse(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    for entity in entities:
        if entity["type"] == "code":  # a language means something only to <pre>
            entity.pop("language", None)
    return "".join(output.parts), entities


def _open(source: str, start: int, output: _Output, opened: list[_Open]) -> int:
    name = re.compile(r"[^\s>]*").match(source, start + 1)
    assert name is not None
    tag, position = name[0].lower(), name.end()
    if position >= len(source):
        raise _refuse(f"Unclosed start tag at byte offset {_byte(source, start)}")
    if tag not in _TYPES:
        raise _refuse(f'Unsupported start tag "{tag}" at byte offset {_byte(source, start)}')
    attributes: dict[str, str] = {}
    while not source.startswith(">", position := _skip_space(source, position)):
        found = _ATTRIBUTE.match(source, position)
        if found is None or found.end() >= len(source):
            raise _refuse(f"Unclosed start tag at byte offset {_byte(source, start)}")
        if not found[1]:
            raise _refuse(f'Empty attribute name in the tag "{tag}" at byte offset {_byte(source, position)}')
        if source[found.end()] not in "> \t\n\r":
            raise _refuse(f"Unexpected end of name token at byte offset {_byte(source, position)}")
        attributes[found[1].lower()] = _decode(found[2] or found[3] or found[4] or "")
        position = found.end()
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {_byte(source, start)}')
    opened.append(_Open(tag, output.size, attributes))
    return position + 1


def _close(source: str, start: int, output: _Output, opened: list[_Open], entities: list[Entity]) -> int:
    if not opened:
        raise _refuse(f"Unexpected end tag at byte offset {_byte(source, start)}")
    end = source.find(">", start)
    name = source[start + 2 : end].strip().lower() if end >= 0 else ""
    if end < 0 or " " in name:
        raise _refuse(f"Unclosed end tag at byte offset {_byte(source, start)}")
    last = opened.pop()
    if name and name != last.tag:
        raise _refuse(
            f'Unmatched end tag at byte offset {_byte(source, start)}, expected "</{last.tag}>", found "</{name}>"'
        )
    if output.size > last.offset:
        _add(last, output, entities)
    return end + 1


def _add(last: _Open, output: _Output, entities: list[Entity]) -> None:
    entity: Entity = {"type": _TYPES[last.tag], "offset": last.offset, "length": output.size - last.offset}
    inner = entities[-1] if entities else {}
    same = inner.get("offset") == entity["offset"] and inner.get("length") == entity["length"]
    if last.tag == "a":
        inside = units.cut("".join(output.parts), last.offset, output.size)
        url = last.attributes.get("href") or inside
        if not _LINK.fullmatch(url):  # Telegram shows the text and drops a link it cannot read
            return
        entity["url"] = url if ":" in url else f"http://{url}/"
        if url.startswith(("http://", "https://")) and "/" not in url.split("://", 1)[1]:
            entity["url"] = url + "/"
    elif last.tag == "blockquote" and "expandable" in last.attributes:
        entity["type"] = "expandable_blockquote"
    elif last.tag == "tg-emoji":
        entity["custom_emoji_id"] = last.attributes.get("emoji-id", "")
    elif last.tag == "code" and last.attributes.get("class", "").startswith("language-"):
        entity["language"] = last.attributes["class"].removeprefix("language-")
    elif last.tag == "pre" and same and inner.get("type") == "code":
        entities.pop()
        if "language" in inner:
            entity["language"] = inner["language"]
    entities.append(entity)


def _decode(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[3]:
            return _NAMED[match[3]]
        code = int(match[1], 16) if match[1] else int(match[2])
        valid = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        return chr(code) if valid else match[0]

    return _REFERENCE.sub(character, text) if "&" in text else text


def _skip_space(source: str, position: int) -> int:
    while position < len(source) and source[position].isspace():
        position += 1
    return position


def _byte(source: str, position: int) -> int:
    return len(source[:position].encode("utf-8", "surrogatepass"))


def _refuse(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def parse_formatted(text: str, parse_mode: str | None, raw_entities: object) -> tuple[str, list[Entity]]:
    """A bot's text, with a parse mode or with entities. Raises `ApiError` for unparsable text."""
    if not isinstance(text, str):
        raise bad_request("can't parse entities: the text must be of type String")
    mode = (parse_mode or "").lower()
    if mode == "html":
        return parse(text)
    if mode in ("markdown", "markdownv2"):
        raise bad_request(f"unsupported parse_mode: the playground reads HTML, not {parse_mode}")
    if mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    return text, checked(raw_entities, text) if raw_entities else []
