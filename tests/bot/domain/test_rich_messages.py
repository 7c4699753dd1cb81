"""A rich message becomes text whose words can all be found again in it, however odd, deep or broken it is."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.html import units
from bot.domain.incoming.rich_messages import Flattened, flatten
from bot.domain.incoming.rich_quotes import quoted_texts
from bot.playground.text import rich
from tests.support.bot.rich import bullets, heading, paragraph, styled, table
from tests.support.cases import every_case


def flat(*blocks: Any) -> Flattened:
    return flatten({"blocks": list(blocks)})


def cut(text: str, offset: int, length: int) -> str:
    """Part of a text, by UTF-16 units."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def marked(found: Flattened) -> list[tuple[str, str]]:
    """Each entity by its type and its words."""
    return [(each["type"], cut(found.text, each["offset"], each["length"])) for each in found.entities]


def quoted(found: Flattened, words: str) -> tuple[int, list[Any]] | None:
    return quoted_texts(found.stored, words, units(found.text[: found.text.index(words)]))


def test_blocks_become_paragraphs_in_their_order() -> None:
    photo = {"type": "photo", "photo": [], "caption": {"text": "The mill.", "credit": "Jane Roe"}}
    found = flat(
        heading("Mill burns"),
        photo,
        paragraph("It burnt on Monday."),
        {"type": "divider"},
        {"type": "blockquote", "blocks": [paragraph("It was loud."), paragraph("Then quiet.")], "credit": "A miller"},
        {"type": "expandable_blockquote", "text": "A long statement."},
        {"type": "pullquote", "text": "All is gone."},
        {"type": "pre", "text": "x = 1", "language": "python"},
        {"type": "details", "summary": "More", "blocks": [paragraph("The rest.")]},
        {"type": "mathematical_expression", "expression": "E = mc^2"},
        {"type": "collage", "blocks": [photo], "caption": {"text": "Two pictures"}},
        {"type": "anchor", "name": "end"},
        {"type": "buttons", "buttons": [{"text": "Subscribe", "url": "https://example.org"}]},
        {"type": "footer", "text": "The Northtown Times"},
    )
    assert found.text.split("\n\n") == [
        "Mill burns",
        "The mill.\nJane Roe",
        "It burnt on Monday.",
        "It was loud.",
        "Then quiet.\nA miller",
        "A long statement.",
        "All is gone.",
        "x = 1",
        "More",
        "The rest.",
        "E = mc^2",
        "The mill.\nJane Roe",
        "Two pictures",
        "The Northtown Times",
    ]


def test_lists_and_tables_keep_their_shape() -> None:
    inner = bullets("red", "blue", label="◦")
    steps = {
        "type": "list",
        "items": [
            {"label": "1.", "blocks": [paragraph("First"), inner]},
            {"label": "2.", "blocks": [paragraph("Then")]},
        ],
    }
    done = {
        "type": "list",
        "items": [{"label": "", "has_checkbox": True, "is_checked": True, "blocks": [paragraph("Tea")]}],
    }
    found = flat(steps, done, table(("Place", "Homes"), ("North", None), ("South", "3"), caption="Homes by place"))
    assert found.text == (
        "1. First\n  ◦ red\n  ◦ blue\n2. Then\n\n☑ Tea\n\nHomes by place\nPlace | Homes\nNorth\nSouth | 3"
    )


@every_case(
    ("blocks", "title"),
    [
        ([heading("Mill burns"), paragraph("It burnt.")], "Mill burns"),
        (
            [heading("NEWS", 4), heading("Mill burns", 1), heading("A subtitle", 2), paragraph("It burnt.")],
            "Mill burns",
        ),
        ([{"type": "photo", "photo": [], "caption": {"text": "The mill"}}, heading("Mill burns")], "Mill burns"),
        ([paragraph("It burnt."), heading("What is known")], None),
        ([heading(" "), paragraph("It burnt.")], None),
    ],
)
def test_the_heading_above_the_text_is_its_title(blocks: list[Any], title: str | None) -> None:
    assert flat(*blocks).title == title


def test_formatting_becomes_entities_at_its_place() -> None:
    found = flat(
        paragraph(["🎉 ", styled("bold", ["both ", styled("italic", "these")]), styled("marked", " words")]),
        paragraph(
            [
                styled("url", "here", url="https://example.org/a"),
                " ",
                styled("url", "https://e.org", url="https://e.org"),
            ]
        ),
        paragraph([styled("spoiler", "He did it"), " ", styled("bot_command", "/ask", bot_command="ask")]),
        paragraph(["so ", {"type": "custom_emoji", "custom_emoji_id": "5", "alternative_text": "👍"}]),
        paragraph(
            [
                styled("email_address", "a@b.org", email_address="a@b.org"),
                styled("text_mention", "Jane", user={"id": 1, "first_name": "J"}),
            ]
        ),
    )
    assert marked(found) == [
        ("bold", "both these"),
        ("italic", "these"),
        ("text_link", "here"),
        ("url", "https://e.org"),
        ("spoiler", "He did it"),
        ("bot_command", "/ask"),
        ("custom_emoji", "👍"),
        ("email", "a@b.org"),
        ("text_mention", "Jane"),
    ]
    assert found.entities[2]["url"] == "https://example.org/a"


def test_what_is_newer_than_we_are_is_read_by_whatever_text_it_holds() -> None:
    found = flat(
        {
            "type": "timeline",
            "events": [{"when": 1, "text": ["It ", styled("shouted", "began")]}, {"title": "It ended"}],
        },
        paragraph(["so ", {"type": "wobbling", "text": "it"}, {"type": "button", "button": {"text": "Buy"}}, " is"]),
    )
    assert found.text == "It began\n\nIt ended\n\nso it is"


@every_case(
    "broken",
    [
        None,
        7,
        "blocks",
        [],
        {},
        {"blocks": None},
        {"blocks": {"type": "paragraph"}},
        {"blocks": [None, 1, [[]], {"type": ["paragraph"], "text": 5}, {"type": "list", "items": 3}]},
        {"blocks": [{"type": "table", "cells": [1, [2, None]], "caption": {}}, {"type": "heading", "size": "x"}]},
        {"blocks": [paragraph({"type": "url", "text": None, "url": 5}), paragraph({"type": {}, "user": 1})]},
    ],
)
def test_a_broken_one_holds_no_text_and_breaks_nothing(broken: Any) -> None:
    assert flatten(broken).text == ""


def test_no_depth_is_too_deep_and_no_length_too_long() -> None:
    text: Any = "the core"
    for _ in range(20_000):
        text = [styled("bold", text)]
    block: Any = paragraph(text)
    for _ in range(20_000):
        block = {"type": "list", "items": [{"label": "•", "blocks": [block]}]}
    deep = flat(block)
    assert deep.text.strip(" •") == "the core"
    assert quoted(deep, "core") is None
    many = flat(*(paragraph(["word ", styled("bold", "bold")]) for _ in range(5_000)))
    assert len(many.entities) == 5_000


def test_a_quotation_keeps_formatting_and_nesting_and_leaves_ours_out() -> None:
    found = flat(
        heading("Mill burns"),
        paragraph(
            [
                "Fire ",
                styled("bold", ["ate ", styled("italic", "the mill")]),
                " ",
                styled("url", "today", url="https://e.org"),
                ".",
            ]
        ),
        bullets("first one", "second one"),
    )
    assert quoted(found, "ate the mill today") == (
        16,
        [[styled("bold", ["ate ", styled("italic", "the mill")]), " today"]],
    )
    assert quoted(found, "the m") == (20, [styled("bold", styled("italic", "the m"))])
    assert quoted(found, "• second one") == (46, ["second one"])
    assert quoted(found, "one\n• second") == (42, ["one", "second"])
    assert quoted(found, " •"[1:]) is None


def test_an_expression_is_quoted_whole_or_not_at_all() -> None:
    found = flat(paragraph(["so ", {"type": "mathematical_expression", "expression": "a + b = c"}, " holds"]))
    assert quoted(found, "so a + b = c") == (
        0,
        [["so ", {"type": "mathematical_expression", "expression": "a + b = c"}]],
    )
    assert quoted(found, "so a + b") is None


KINDS = ("bold", "italic", "underline", "strikethrough", "spoiler", "subscript", "superscript", "marked", "code")
texts = st.recursive(
    st.text("ab 🎉", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.builds(styled, st.sampled_from(KINDS), inner),
    max_leaves=8,
)
blocks = st.recursive(
    st.builds(paragraph, texts) | st.builds(heading, texts, st.integers(1, 6)),
    lambda inner: (
        st.builds(lambda items: bullets(*([each] for each in items)), st.lists(inner, max_size=3))
        | st.builds(lambda found: {"type": "blockquote", "blocks": found}, st.lists(inner, max_size=3))
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(blocks, max_size=4), st.data())
def test_any_words_are_quoted_as_telegram_compares_them(found: list[Any], data: st.DataObject) -> None:
    message = json.loads(json.dumps({"blocks": found}))
    flattened = flatten(message)
    if not flattened.pieces:
        return
    at, _, length = data.draw(st.sampled_from(flattened.pieces))
    piece = cut(flattened.text, at, length)
    first = data.draw(st.integers(0, len(piece) - 1))
    words = piece[first : data.draw(st.integers(first + 1, len(piece)))]
    quotation = quoted_texts(json.loads(json.dumps(flattened.stored)), words, at + units(piece[:first]))
    assert quotation is not None
    assert rich.position(message, quotation[1]) is not None
    joined = "\n".join(text for text in map(rich.plain, rich.texts(message)) if text)
    assert cut(joined, quotation[0], units(words)) == words
