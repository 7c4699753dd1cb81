"""The bot speaks eleven languages: none of its strings is missing in any, and none is broken."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from bot.domain.languages import LANGUAGES
from bot.domain.parsing.periods import period_of
from bot.domain.parsing.summary_options import parse_summary_options
from bot.playground.text.html import parse
from bot.presentation import texts
from bot.presentation.texts import Texts
from bot.presentation.texts.base import QUOTATION_MARKS
from bot.presentation.texts.catalogues import path_of, spoken
from tests.support.cases import every_case
from tests.support.lost_translations import lost, report

OTHERS = [language for language in LANGUAGES if language != "en"]
NUMBERS = (0, 1, 2, 3, 5, 11, 21, 100, 1234)
ISOLATES = ("\u2066", "\u2068")
_TAG = re.compile(r"</?[a-z]+[^>]*>")
_PLACE = re.compile(r"\{[a-z_]*\}")
_COMMAND = re.compile(r"(?<![\w<])/[a-z]+")


@cache
def catalogue(language: str) -> Catalog:
    with path_of(language).open("rb") as source:
        return read_po(source, locale=language)


@cache
def strings() -> tuple[Any, ...]:
    """Every string in the code that is translated, with its plural if it has one."""
    keywords = {"_": None, "Sentence": None, "n": (1, 2), "Plural": (1, 2)}
    found = extract_from_dir(Path(texts.__file__).parent, keywords=keywords)
    return tuple(message for _file, _line, message, _comments, _context in found)


def told(message: Message) -> tuple[str, ...]:
    """The translation, in all its plural forms."""
    text: Any = message.string
    return tuple(text) if isinstance(text, list | tuple) else (text,)


def said(language: str) -> Iterator[tuple[str, str]]:
    """Everything that the bot can say in that language, with its name; numbers in all their forms."""
    words = Texts(language)
    for name, member in inspect.getmembers(words):
        if name.startswith("_") or name in ("of", "n", "day", "number", "line", "phrase", "language"):
            continue
        if isinstance(member, str):
            yield name, member
        elif callable(member):
            for number in NUMBERS:
                yield name, member(*arguments(member, number))
        else:
            yield from ((name, description) for _, description in member)


def arguments(function: Any, number: int) -> list[Any]:
    kinds = {"int": number, "str": "Ünïcode", "datetime": datetime(2026, 11, 3, tzinfo=UTC), "bool": True}
    parameters = inspect.signature(function).parameters.values()
    return [kinds[str(each.annotation).removesuffix(" | None")] for each in parameters]


@every_case("language", OTHERS)
def test_no_string_is_missing(language: str) -> None:
    known = catalogue(language)
    missing = [
        each
        for each in strings()
        if (message := known.get(each[0] if isinstance(each, tuple) else each)) is None or not all(told(message))
    ]
    assert missing == []


def test_every_string_is_used() -> None:
    package = Path(texts.__file__).parents[2]
    code = "\n".join(file.read_text(encoding="utf-8") for file in package.rglob("*.py"))
    used = set(re.findall(r"\.(\w+)", code))
    named = {name for name in dir(Texts) if not name.startswith("_")}
    assert sorted(named - used - {"language"}) == []


@every_case("language", OTHERS)
def test_quotations_stand_between_the_marks_of_the_language_in_its_strings_too(language: str) -> None:
    opening, closing = QUOTATION_MARKS.get(language, ("“", "”"))
    for message in catalogue(language):
        origin = str(message.id[1] if isinstance(message.id, tuple) else message.id)
        for text in told(message) if message.id else ():
            assert {each for each in text if each in "“”„«»"} <= set(opening + closing), (language, text)
            if text.count("{n}") or not isinstance(message.id, tuple):
                assert text.count(opening.strip()) >= min(1, origin.count("“")), (language, text)


@every_case("language", OTHERS)
def test_every_translation_keeps_the_names_the_markup_and_the_commands(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        origin = str(message.id[1] if isinstance(message.id, tuple) else message.id)
        for text in told(message):
            # The number itself may be a word in a form that is used for one or two only.
            places = set(_PLACE.findall(text)) ^ set(_PLACE.findall(origin))
            assert places <= ({"{n}"} if isinstance(message.id, tuple) else set()), (language, text)
            assert Counter(_TAG.findall(text)) == Counter(_TAG.findall(origin)), (language, text)
            assert set(_COMMAND.findall(text)) == set(_COMMAND.findall(origin)), (language, text)
            assert (text[:1].isspace(), text[-1:].isspace()) == (origin[:1].isspace(), origin[-1:].isspace())


@every_case("language", OTHERS)
def test_every_number_has_the_form_that_its_language_wants(language: str) -> None:
    plural = get_plural(language)
    assert catalogue(language).num_plurals == plural.num_plurals
    for message in catalogue(language):
        if isinstance(message.id, tuple):
            assert len(told(message)) == plural.num_plurals, (language, message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_can_parse_every_string(language: str) -> None:
    for name, text in said(language):
        assert text.strip(), (language, name)
        assert not _PLACE.search(text), (language, name, text)
        parse(text)


@every_case("language", LANGUAGES)
def test_texts_of_buttons_and_of_the_menu_are_short(language: str) -> None:
    words = Texts(language)
    for name, text in inspect.getmembers(words, lambda member: isinstance(member, str)):
        if name.startswith("b_"):
            assert len(text) <= 25, (language, name)
    for command, description in words.commands:
        assert re.fullmatch(r"[a-z]{1,32}", command)
        assert 1 <= len(description) <= 100, (language, command)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_in_the_help_are_understood(language: str) -> None:
    opening, closing = Texts(language).quoted("\0").split("\0")
    shown = re.sub(f"[{''.join(ISOLATES)}\u2069]", "", Texts(language).help)
    given: dict[str, list[str]] = {"summary": [], "digest": []}
    for command, words in re.findall(rf"{opening}/(summary|digest) ([^{closing}]+){closing}", shown):
        given[command].append(words)
    lengths = [parse_summary_options(words) for words in given["summary"]]
    assert [(each.length, bool(each.focus)) for each in lengths if each] == [(5, False), ("short", False), (None, True)]
    today, week, subject = (period_of(words, date(2026, 11, 29)) for words in given["digest"])
    assert (today and today.first, week and week.first) == (date(2026, 11, 29), date(2026, 11, 23))
    assert subject is None


def test_a_person_is_spoken_to_in_the_language_of_their_telegram() -> None:
    codes = ("de", "pt-br", "zh-hans", "EN", None, "xx", "uk")
    assert [spoken(code) for code in codes] == ["de", "pt", "zh", "en", "en", "en", "uk"]


def test_plural_forms_follow_the_language() -> None:
    assert [Texts("ru").paragraphs(n) for n in (1, 2, 5, 21)] == ["1 абзац", "2 абзаца", "5 абзацев", "21 абзац"]
    assert [Texts("de").paragraphs(n) for n in (1, 2)] == ["1 Absatz", "2 Absätze"]
    assert Texts("zh").paragraphs(1) == "1 个段落"


def test_dates_and_numbers_are_written_as_the_language_writes_them() -> None:
    day = datetime(2025, 11, 3, tzinfo=UTC)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert Texts("en").day(day, now) == "3 Nov 2025"
    assert Texts("de").day(day, now) == "3. Nov. 2025"
    assert Texts("zh").day(day, day) == "11月3日"
    assert (Texts("en").number(12345), Texts("de").number(12345)) == ("12,345", "12.345")


def test_a_line_runs_as_its_language_does_and_the_titles_in_it_as_they_do() -> None:
    assert Texts("de").line("Harbour Post", "", None, "7 Absätze") == "Harbour Post · 7 Absätze"
    assert Texts("zh").phrase("Harbour Post", "11月3日") == "Harbour Post，11月3日"
    told = Texts("ar").line("Harbour Post", "7 فقرات")
    assert told == "\u200f\u2068Harbour Post\u2069 · \u20687 فقرات\u2069"
    told = Texts("en").line("جسر جديد", "7 paragraphs")
    assert told == "\u200e\u2068جسر جديد\u2069 · \u20687 paragraphs\u2069"


@every_case("language", LANGUAGES)
def test_every_change_of_direction_is_closed(language: str) -> None:
    for name, text in said(language):
        for line in text.splitlines():
            assert sum(line.count(each) for each in ISOLATES) == line.count("\u2069"), (language, name)


def test_a_developer_is_told_which_translations_a_changed_string_loses() -> None:
    template, german, french = Catalog(), Catalog(locale="de"), Catalog(locale="fr")
    template.add("Nothing in the articles here answers that.")
    template.add(("{n} article", "{n} articles"))
    for each in (german, french):
        each.add("Nothing here answers that.", "…")
        each.add(("{n} article", "{n} articles"), ("…", "…"))
    french.add("Never translated", "")
    assert lost(template, [german, french]) == {"Nothing here answers that.": 2}
    lines = "\n".join(report(template, {"de": german, "fr": french}))
    assert "perhaps now: 'Nothing in the articles here answers that.'" in lines
    assert "lost by language: de 1, fr 1;" in lines
    assert report(template, {"de": template}) == []
