"""Rich messages as text: blocks become paragraphs, formatting becomes entities, and every place can be found again.

Since Bot API 10.1 a message may consist of blocks and have no text. ``flatten`` turns the blocks into text once, and
the bot works with the text as with any other message's. If a block is unknown, any text in it is read. Nothing here is
recursive, so no nesting is too deep, and the time is linear in the size of the message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import Message

from bot.domain.html import units

# The field that a flattened message gets, beside Telegram's own: it holds ``Flattened.stored``.
FLATTENED = "flattened"
BLANK, LINE, CELL = "\n\n", "\n", " | "
# Deeper lists are not indented further: Telegram has 16 levels.
DEEPEST_INDENT = 16
# Blocks that are shown beside the text, or not at all.
_TEXTLESS = frozenset({"anchor", "button", "buttons", "divider"})
# Blocks of media: a heading below one is still above the text.
_MEDIA = frozenset({"animation", "audio", "collage", "document", "map", "photo", "slideshow", "video", "voice_note"})
_KNOWN = _MEDIA | {"details", "footer", "mathematical_expression", "paragraph", "pullquote", "thinking"}
# Fields that hold text wherever they stand, in the order in which they are shown.
_TEXTS = ("title", "summary", "text", "expression", "alternative_text", "blocks", "items", "cells", "caption", "credit")
# Types of RichText that exist as entities, by the entity's name; "url" depends on its words.
_ENTITIES = {each: each for each in ("bold", "italic", "underline", "strikethrough", "spoiler", "code")} | {
    "url": "text_link",
    "text_mention": "text_mention",
    "custom_emoji": "custom_emoji",
    "date_time": "date_time",
    "mention": "mention",
    "hashtag": "hashtag",
    "cashtag": "cashtag",
    "bot_command": "bot_command",
    "email_address": "email",
    "phone_number": "phone_number",
}
# Types that a quotation must keep, with the fields they need besides their text.
QUOTED: dict[str, dict[str, type]] = {
    **{each: {} for each in ("bold", "italic", "underline", "strikethrough", "spoiler", "subscript", "superscript")},
    "date_time": {"unix_time": int, "date_time_format": str},
    "custom_emoji": {"custom_emoji_id": str},
    "mathematical_expression": {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flattened:
    """A rich message as text. All offsets and lengths are in UTF-16 units.

    ``entities`` are the Bot API's, ``title`` is the heading above the text. ``pieces`` are the parts of ``text`` that
    are the message's own: for each its offset, its offset in the quotable text, and its length. The rest (labels of
    lists, bars between cells) was added here. ``styles`` is the formatting that a quotation keeps, outer before inner.
    """

    text: str
    entities: tuple[dict[str, Any], ...] = ()
    title: str | None = None
    pieces: tuple[tuple[int, int, int], ...] = ()
    styles: tuple[dict[str, Any], ...] = ()

    @property
    def stored(self) -> dict[str, Any]:
        """Everything but the text and its entities, which are fields of the message, as values for JSON."""
        return {"title": self.title, "pieces": [list(each) for each in self.pieces], "styles": list(self.styles)}


def flatten(rich_message: object) -> Flattened:
    """Flattens a ``RichMessage`` of the Bot API, however broken; the text is empty where it holds none."""
    flattener = _Flattener()
    blocks = rich_message.get("blocks") if isinstance(rich_message, Mapping) else None
    _run([partial(flattener.block, blocks, 0)])
    return flattener.result()


def stored_of(message: Message) -> Mapping[str, Any] | None:
    """``Flattened.stored`` of a message that was a rich one; None for any other message."""
    found: Mapping[str, Any] | None = message.api_kwargs.get(FLATTENED)
    return found


def plain(rich_texts: object) -> str:
    """The words of RichTexts, each on a line of its own."""
    flattener = _Flattener()
    texts = rich_texts if isinstance(rich_texts, list) else [rich_texts]
    _run([step for each in texts for step in flattener.text(each, LINE)])
    return flattener.result().text


# A step writes something and returns the next steps.
Step = Callable[[], Sequence["Step"] | None]


def _run(steps: Sequence[Step]) -> None:
    waiting = list(reversed(steps))
    while waiting:
        waiting.extend(reversed(waiting.pop()() or ()))


@dataclass(slots=True)
class _Flattener:
    """Writes a text from left to right; the gap between two pieces is written when the second piece comes."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    quotable: int = 0
    entities: list[dict[str, Any]] = field(default_factory=list)
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    styles: list[dict[str, Any]] = field(default_factory=list)
    # What comes before the next piece: a gap, and the label of a list's item.
    gap: str = ""
    label: str = ""
    # The piece that is being written: its words, their length, its entities and styles.
    words: list[str] = field(default_factory=list)
    written: int = 0
    own_entities: list[dict[str, Any]] = field(default_factory=list)
    own_styles: list[dict[str, Any]] = field(default_factory=list)
    # The largest heading so far, by its size (1 is the largest); nothing else was written before it.
    title: tuple[int, str] | None = None
    headed: bool = True

    def result(self) -> Flattened:
        return Flattened(
            text="".join(self.parts),
            entities=tuple(sorted(self.entities, key=lambda each: (each["offset"], -each["length"]))),
            title=self.title[1] if self.title else None,
            pieces=tuple(self.pieces),
            styles=tuple(self.styles),
        )

    # Blocks

    def block(self, node: object, level: int) -> Sequence[Step] | None:
        """A block, or several; ``level`` is the number of lists around them."""
        between = LINE if level else BLANK
        if isinstance(node, str):
            return self.text(node, between)
        if isinstance(node, list):
            return [partial(self.block, each, level) for each in node]
        if not isinstance(node, Mapping):
            return None
        match _kind(node):
            case kind if kind in _TEXTLESS:
                return None
            case "heading":
                return self._heading(node, between)
            case "list":
                return self._list(node.get("items"), level)
            case "table":
                caption = self._optional(node.get("caption"), LINE)
                return [partial(self._leave, between), *caption, *self._table(node.get("cells"))]
            case "blockquote" | "expandable_blockquote" | "pre" as kind:
                return self._around(kind, node, self._texts(node, level))
            case kind if kind in _MEDIA:
                return [partial(self._aside, self.headed, self._texts(node, level))]
            case kind if kind in _KNOWN:
                return self._texts(node, level)
            case _:
                known = {*_TEXTS, "type", "reply_markup"}
                others = [value for name, value in node.items() if name not in known and isinstance(value, list | dict)]
                return [*self._texts(node, level), *(partial(self.block, each, level) for each in others)]

    def _texts(self, node: Mapping[str, Any], level: int) -> Sequence[Step]:
        """Whatever text a block of any kind holds."""
        between = LINE if level else BLANK
        steps: list[Step] = []
        for name in _TEXTS:
            value = node.get(name)
            if name in ("blocks", "items", "cells"):
                steps.append(partial(self.block, value, level))
            elif name == "caption" and isinstance(value, Mapping) and "type" not in value:
                # A caption of media is a text and its credit.
                steps += [*self._optional(value.get("text"), between), *self._optional(value.get("credit"), LINE)]
            else:
                steps += self._optional(value, LINE if name == "credit" else between)
        return steps

    def _optional(self, node: object, gap: str) -> Sequence[Step]:
        return self.text(node, gap) if isinstance(node, str | list | Mapping) else ()

    def _heading(self, node: Mapping[str, Any], between: str) -> Sequence[Step]:
        size = node.get("size")
        headed, written = False, 0

        def note() -> None:
            # It has just been written, as the last piece.
            larger = self.title is None or (isinstance(size, int) and size < self.title[0])
            if headed and larger and len(self.parts) > written:
                self.title = (size if isinstance(size, int) else 1), self.parts[-1].strip()
            self.headed = headed

        def begin() -> None:
            nonlocal headed, written
            headed, written = self.headed, len(self.parts)

        return [begin, *self._optional(node.get("text"), between), note]

    def _list(self, items: object, level: int) -> Sequence[Step]:
        steps: list[Step] = []
        for number, item in enumerate(items if isinstance(items, list) else ()):
            gap = BLANK if level == 0 and number == 0 else LINE
            blocks = item.get("blocks", item.get("text")) if isinstance(item, Mapping) else item
            steps += [
                partial(self._begin_item, item, gap, level),
                partial(self.block, blocks, level + 1),
                self._end_item,
            ]
        return steps

    def _begin_item(self, item: object, gap: str, level: int) -> None:
        label = item.get("label") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and item.get("has_checkbox") is True:
            label = "☑" if item.get("is_checked") is True else "☐"
        self._leave(gap)
        self.label = f"{'  ' * min(level, DEEPEST_INDENT)}{label if isinstance(label, str) and label else '•'} "

    def _end_item(self) -> None:
        self.label = ""

    def _table(self, rows: object) -> Sequence[Step]:
        steps: list[Step] = []
        for row in rows if isinstance(rows, list) else ():
            steps.append(partial(self._leave, LINE))
            for cell in row if isinstance(row, list) else ():
                steps += self._optional(cell.get("text") if isinstance(cell, Mapping) else cell, CELL)
        return steps

    def _aside(self, headed: bool, steps: Sequence[Step]) -> Sequence[Step]:
        """The steps; a heading after them is still above the text."""

        def restore() -> None:
            self.headed = headed

        return [*steps, restore]

    def _around(self, kind: str, node: Mapping[str, Any], steps: Sequence[Step]) -> Sequence[Step]:
        """The steps, with an entity around everything they write."""
        language = node.get("language")
        entity: dict[str, Any] = {"type": kind} | ({"language": language} if isinstance(language, str) else {})
        pieces = 0

        def begin() -> None:
            nonlocal pieces
            pieces = len(self.pieces)

        def end() -> None:
            if len(self.pieces) > pieces:
                start = self.pieces[pieces][0]
                self.entities.append({**entity, "offset": start, "length": self.length - start})

        return [begin, *steps, end]

    def _leave(self, gap: str) -> None:
        """Leaves at least this gap before the next piece."""
        if not self.label and _WIDTHS[gap] > _WIDTHS[self.gap]:
            self.gap = gap

    # Texts

    def text(self, node: object, gap: str) -> Sequence[Step]:
        """A RichText outside any block."""
        return [partial(self._leave, gap), partial(self._rich, node), self._end_piece]

    def _rich(self, node: object) -> Sequence[Step] | None:
        if isinstance(node, str):
            self.words.append(node)
            self.written += units(node)
            return None
        if isinstance(node, list):
            return [partial(self._rich, each) for each in node]
        if not isinstance(node, Mapping) or _kind(node) in _TEXTLESS:
            return None
        inner = [node[name] for name in _TEXTS if name in node]
        return [partial(self._open, node, inner)]

    def _open(self, node: Mapping[str, Any], inner: Sequence[object]) -> Sequence[Step]:
        """Formatting around a text."""
        start = self.written
        kind = _kind(node)
        style = _style(kind, node)
        entity = _entity(kind, node)
        # In the order in which they begin, outer before inner; their length is known when they end.
        if style is not None:
            self.own_styles.append(style)
        if entity is not None:
            self.own_entities.append(entity)

        def close() -> None:
            for made in (style, entity):
                if made is not None:
                    made.update(offset=start, length=self.written - start)
            if entity is not None and kind == "url" and self._last_words(entity["length"]) == entity["url"]:
                del entity["url"]
                entity["type"] = "url"

        return [*(partial(self._rich, each) for each in inner), close]

    def _last_words(self, length: int) -> str:
        """The last words written, ``length`` units of them."""
        last: list[str] = []
        for each in reversed(self.words):
            if length <= 0:
                break
            last.append(each)
            length -= units(each)
        return "".join(reversed(last))

    def _end_piece(self) -> None:
        text, length = "".join(self.words), self.written
        if text.strip():
            before = (self.gap if self.parts else "") + self.label
            if before:
                self.parts.append(before)
                self.length += units(before)
            self.parts.append(text)
            self.pieces.append((self.length, self.quotable, length))
            for made, kept in ((self.own_entities, self.entities), (self.own_styles, self.styles)):
                kept += [{**each, "offset": each["offset"] + self.length} for each in made if each["length"]]
            self.length += length
            self.gap = self.label = ""
            self.headed = False
        if text:
            # Telegram joins what can be quoted by line feeds.
            self.quotable += length + 1
        self.words, self.written, self.own_entities, self.own_styles = [], 0, [], []


_WIDTHS = {"": 0, CELL: 1, LINE: 2, BLANK: 3}


def _kind(node: Mapping[str, Any]) -> str:
    """The type of a block or text; "" when it has none."""
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def _style(kind: str, node: Mapping[str, Any]) -> dict[str, Any] | None:
    needed = QUOTED.get(kind)
    if needed is None or not all(isinstance(node.get(name), of) for name, of in needed.items()):
        return None
    return {"type": kind, **{name: node[name] for name in needed}}


def _entity(kind: str, node: Mapping[str, Any]) -> dict[str, Any] | None:
    name = _ENTITIES.get(kind)
    if name is None:
        return None
    entity: dict[str, Any] = {"type": name}
    for extra, of in {"url": str, "custom_emoji_id": str, "unix_time": int, "date_time_format": str}.items():
        if isinstance(node.get(extra), of):
            entity[extra] = node[extra]
    user = node.get("user")
    if isinstance(user, Mapping) and isinstance(user.get("id"), int) and isinstance(user.get("first_name"), str):
        entity["user"] = {"is_bot": False, **user}
    needs = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}.get(name)
    return entity if needs is None or needs in entity else None
