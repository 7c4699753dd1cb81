"""One paragraph, however it was typed and pasted, has one normal form; another paragraph has another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.dedup.fingerprints import fingerprint
from index.dedup.normal_form import normal_form
from tests.support.cases import every_case

MESSY = st.text(
    st.one_of(st.characters(), st.sampled_from("&amp;lt#x26*_`>-'\" \n\t1234567890.,Ааоеe\u200b\u00ad😀🇺🇸½²ﬁ")),
    max_size=80,
)


@every_case(
    ("written", "plain"),
    [
        ("Tom &amp; Ann said &quot;no&quot;", 'Tom & Ann said "no"'),
        ("“No,” he said — ‘never’…", "\"No,\" he said - 'never'..."),
        ("in\u200bvis\u00adible", "invisible"),
        ("a  wide\u00a0\n space", "a wide space"),
        ("pаypаl opens", "paypal opens"),
        ("🔥 Breaking 👉 news", "Breaking news"),
        ("a **bold** and _soft_ word", "a bold and soft word"),
        ("> quoted", "quoted"),
        ("some 11\u202f000 people", "some 11000 people"),
        ("12,345,678 votes", "12345678 votes"),
        ("１２３ ｆｕｌｌ", "123 full"),
        ("a tour-\nnament", "a tournament"),
        ("٤٨ كيلومترا", "48 كيلومترا"),
    ],
)
def test_how_it_was_typed_does_not_count(written: str, plain: str) -> None:
    assert normal_form(written) == plain


@every_case(
    ("one", "other"),
    [
        ("It rose 3.2%", "It rose 32%"),
        ("It rose 3,2%", "It rose 32%"),
        ("It was -5 degrees", "It was 5 degrees"),
        ("10² metres", "102 metres"),
        ("$5", "€5"),
        ("They won", "They won't"),
        ("for us", "for US"),
        ("up ⬆", "down ⬇"),
        ("🇫🇷 won", "🇨🇦 won"),
        ("a schon", "a schön"),
        ("1,150 Kilo", "1150 Kilo"),
        ("re-sign", "resign"),
    ],
)
def test_what_may_mean_something_else_stays_apart(one: str, other: str) -> None:
    assert fingerprint(one) != fingerprint(other)


@given(MESSY)
@settings(max_examples=150, deadline=None)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


def test_paragraphs_without_words_are_known_by_their_own_characters() -> None:
    assert len(fingerprint("")) == 16
    assert fingerprint("🔥🔥") != fingerprint("👉")
    assert fingerprint("🔥🔥") == fingerprint("🔥🔥")


@every_case("piece", ["a", "😀", "\u200b", "\x00", "\ud800", "&", "*a ", "1 234 ", "א", "e\u0301"])
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    assert len(fingerprint(piece * (100_000 // len(piece)))) == 16
