"""What one writes on the page becomes an article of blocks, or a text with what is hidden in it; no word is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.text import units
from bot.playground.text.markdown import LIMIT, blocks
from bot.playground.text.rich import plain, texts
from bot.playground.text.spoilers import hide
from tests.support.bot.rich import heading, paragraph, styled
from tests.support.cases import every_case

MARKS = st.sampled_from(
    [*"#>|-+*_~`=$[]()", "\n", "\n\n", " ", "||", "**", "+++ ", "```\n", "---\n", "> ", "- ", "  - "]
)
SOURCES = st.lists(MARKS | st.sampled_from(["ferry", "pier", "тихо", "港"]), max_size=60).map("".join)


def words(text: str) -> list[str]:
    return re.findall(r"ferry|pier|тихо|港", text)


def test_headings_paragraphs_rules_code_formulas_and_footers() -> None:
    made = blocks(
        "# Mill burns\nIt burnt.\nAll night.\n\n### Why\n---\n```python\nx = *1*\n```\n$$E = mc^2$$\n-# The Times"
    )
    assert made == [
        heading("Mill burns"),
        paragraph("It burnt.\nAll night."),
        heading("Why", 3),
        {"type": "divider"},
        {"type": "pre", "text": "x = *1*", "language": "python"},
        {"type": "mathematical_expression", "expression": "E = mc^2"},
        {"type": "footer", "text": "The Times"},
    ]


def test_lists_are_nested_numbered_and_ticked_off() -> None:
    [made] = blocks("1. First\n   - red\n   - blue\n2. [x] Then\n3. [ ] Last")
    first, then, last = made["items"]
    assert [item["label"] for item in made["items"]] == ["1.", "2.", "3."]
    assert first["blocks"][0] == paragraph("First")
    assert [plain(text) for text in texts(first["blocks"][1])] == ["red", "blue"]
    assert (then["has_checkbox"], then["is_checked"], last["is_checked"]) == (True, True, False)


def test_tables_have_a_head_and_aligned_columns_only_where_a_row_of_dashes_says_so() -> None:
    [headed] = blocks("| Place | Homes |\n|---|--:|\n| North | 3 |")
    assert [cell.get("is_header") for row in headed["cells"] for cell in row] == [True, True, None, None]
    assert [cell["align"] for cell in headed["cells"][1]] == ["left", "right"]
    [bare] = blocks("| North | 3 |\n| South | 4 |")
    assert [[cell["text"] for cell in row] for row in bare["cells"]] == [["North", "3"], ["South", "4"]]


def test_quotations_name_who_said_it_and_details_hold_blocks() -> None:
    quotation, pulled, details = blocks(
        "> It was loud.\n>\n> Then quiet.\n> — A miller\n\n>> All is gone.\n\n+++ *More*\n# In it\n+++"
    )
    assert quotation == {
        "type": "blockquote", "blocks": [paragraph("It was loud."), paragraph("Then quiet.")], "credit": "A miller",
    }  # fmt: skip
    assert pulled == {"type": "pullquote", "text": "All is gone."}
    assert details == {"type": "details", "summary": styled("italic", "More"), "blocks": [heading("In it")]}


@every_case(
    ("source", "text"),
    [
        ("**both *these* words**", styled("bold", ["both ", styled("italic", "these"), " words"])),
        ("||a secret||", styled("spoiler", "a secret")),
        ("[here](https://e.org/a_b)", styled("url", "here", url="https://e.org/a_b")),
        ("[here](javascript:alert(1))", "[here](javascript:alert(1))"),
        ("`a*b*c` costs 2 * 3 in snake_case_names", [styled("code", "a*b*c"), " costs 2 * 3 in snake_case_names"]),
        ("**never closed", "**never closed"),
        ("**crossed *over** here*", [styled("bold", "crossed *over"), " here*"]),
    ],
)
def test_formatting_within_a_line_is_kept(source: str, text: Any) -> None:
    assert blocks(source) == [paragraph(text)]


@settings(max_examples=200, deadline=None)
@given(SOURCES.filter(str.strip))
def test_every_word_is_in_the_article_once_and_in_order_whatever_the_marks_around_it(source: str) -> None:
    made = blocks(source)
    shown = " ".join(plain(text) for text in texts(made))
    labels = re.findall(r"^```(.*)$", source, re.MULTILINE)
    if not any(words(label) for label in labels) and "](" not in source:  # names of languages, addresses of links
        assert words(shown) == words(source)


def test_an_article_has_some_text_and_at_most_what_telegram_takes() -> None:
    for source in ("", " \n "):
        with pytest.raises(ValueError, match="Write something"):
            blocks(source)
    with pytest.raises(ValueError, match="at most 32,768"):
        blocks("x" * (LIMIT + 1))


def test_nesting_is_bounded() -> None:
    for source in ("> " * 9_000 + "x", "\n".join(f"{'  ' * level}- x" for level in range(150)), "+++ x\n" * 5_000):
        assert plain(texts(blocks(source))[-1]).endswith("x")


@every_case(
    ("source", "text", "hidden"),
    [
        ("It was ||the cook||.", "It was the cook.", ["the cook"]),
        ("🎉 ||a|| and ||b c||", "🎉 a and b c", ["a", "b c"]),
        ("x || y || z", "x || y || z", []),
        ("a||b", "a||b", []),
        ("||||", "||||", []),
        ("|| no ||yes||", "|| no yes", ["yes"]),
    ],
)
def test_what_stands_between_two_bars_is_hidden(source: str, text: str, hidden: list[str]) -> None:
    shown, entities = hide(source)
    found = [units.cut(shown, one["offset"], one["offset"] + one["length"]) for one in entities]
    assert (shown, found) == (text, hidden)
