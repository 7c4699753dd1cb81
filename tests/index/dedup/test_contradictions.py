"""What contradicts a paragraph, or says more than it, is never left out as its repeat; what changed is said."""

from __future__ import annotations

import pytest

from index.dedup.compare.verdict import VerdictKind, compare
from tests.index.dedup.contradictions import FRAMES, contradictions
from tests.index.dedup.long_contradictions import ASIDE, long_contradictions
from tests.support.cases import every_case


@every_case("language", FRAMES)
def test_no_contradiction_is_a_repeat_whichever_of_the_two_came_first(language: str) -> None:
    left_out = [
        (kind, stored, incoming)
        for tongue, kind, one, other in contradictions()
        for stored, incoming in ((one, other), (other, one))
        if tongue == language and compare(incoming, stored).kind is VerdictKind.DUPLICATE
    ]
    assert left_out == []


def test_there_are_more_than_two_hundred_in_fourteen_languages() -> None:
    rows = list(contradictions())
    assert len(rows) > 200
    assert len({language for language, *_ in rows}) == len(FRAMES) == 14


@every_case("language", FRAMES)
def test_one_thing_altered_in_a_long_paragraph_makes_no_repeat_of_it(language: str) -> None:
    left_out = [
        (kind, stored, incoming)
        for tongue, kind, one, other in long_contradictions()
        for stored, incoming in ((one, other), (other, one))
        if tongue == language and compare(incoming, stored).kind is VerdictKind.DUPLICATE
        if kind != ASIDE or incoming == other
    ]
    assert left_out == []


def test_every_alteration_of_a_long_paragraph_alters_it() -> None:
    rows = list(long_contradictions())
    assert len(rows) > 120
    assert all(one != other for _, _, one, other in rows)
    assert {language for language, *_ in rows} == set(FRAMES)


SAID = [
    ("Marlow won 2–1 at home.", "Marlow won 1–2 at home.", "2-1 → 1-2"),
    ("The hall opens at 9 am.", "The hall opens at 9 pm.", "9 am → 9 pm"),
    ("Some 3/4 of it is sold.", "Some 4/3 of it is sold.", "3/4 → 4/3"),
    ("Peter Smith paid Ann Lee.", "Ann Lee paid Peter Smith.", "Peter Smith paid Ann Lee → Ann Lee paid Peter Smith"),
    ("The U.S. envoy left.", "The UK envoy left.", "U.S. → UK"),
    ("The score is ≥5 now.", "The score is ≤5 now.", "≥5 → ≤5"),
    ("The town is rated AA+ now.", "The town is rated AA- now.", "AA+ → AA-"),
    ("Bus 66A stops here.", "Bus 66B stops here.", "66A → 66B"),
    ("The boats were sold.", "The boats were sold to Iran.", "+ to Iran"),
    ("The owner left.", "The owner's wife left.", "owner → owner's wife"),
    ("It is open from 7 p.m. to 9 p.m. now.", "It is open from 7 a.m. to 9 a.m. now.",
     "7 p.m. to 9 p.m. → 7 a.m. to 9 a.m."),
    ("The fleet cost €3 m.", "The fleet cost €3bn.", "3 m → 3bn"),
]  # fmt: skip


@every_case(("stored", "incoming", "shown"), SAID)
def test_what_changed_is_said_in_the_words_of_both(stored: str, incoming: str, shown: str) -> None:
    frame = FRAMES["en"]
    assert str(compare(frame.format(incoming), frame.format(stored)).difference) == shown


SAME = [
    ("en", "The meeting begins at 3 pm.", "The meeting begins at 15:00."),
    ("en", "The mayor got an e-mail.", "The mayor got an email."),
    ("en", "The colour of the harbour is grey.", "The color of the harbor is gray."),
    ("en", "She's the owner of a boat.", "She is the owner of a boat."),
    ("en", "The mayor left on Friday.", "The mayor left Friday."),
    ("en", "The U.S. envoy left the town.", "The US envoy left the town."),
    ("en", "It cost 7 million dollars.", "It cost $7m."),
    ("en", "The mayor said the boats were sold.", "The mayor said that the boats were sold."),
    ("de", "Das Bußgeld beträgt 50 Euro.", "Das Bussgeld beträgt 50 Euro."),
    ("ar", "أعلن المجلس إغلاق الميناء.", "اعلن المجلس اغلاق الميناء."),
]


@every_case(("language", "one", "other"), SAME)
def test_another_spelling_is_a_repeat_in_both_directions(language: str, one: str, other: str) -> None:
    stored, incoming = FRAMES[language].format(one), FRAMES[language].format(other)
    assert compare(incoming, stored).kind is VerdictKind.DUPLICATE
    assert compare(stored, incoming).kind is VerdictKind.DUPLICATE


PLEDGE = (
    '"We have looked at every plan for the old harbour and it cannot be paid for without the help of the state," the'
    " mayor said on Monday after a long meeting in Nordhaven with the owners of the boats."
)
REPORT = (
    "The council of Nordhaven voted on Monday to close the old bridge to lorries because engineers had found cracks in"
    " its pillars, and the port of the town will send its goods by rail in June and in July."
)
REWORDED = [
    (PLEDGE, "the mayor said on", "he said in a television interview on"),
    (PLEDGE, "the mayor said on Monday", "he wrote on Twitter on Monday"),
    (PLEDGE, "the mayor said on Monday", "the mayor says"),
    (PLEDGE, '"We have looked', '"Unfortunately, we have looked'),
    (PLEDGE, "meeting in Nordhaven with", "meeting with"),
    (REPORT, "voted on Monday to", "voted to"),
    (REPORT, "in June and in July", "in June and July"),
    (REPORT, "pillars, and the port", "pillars. The port"),
    (REPORT, "send its goods", "send goods"),
    (REPORT, "the town will send its", "the town will send the"),
]


@every_case(("text", "was", "now"), REWORDED)
def test_a_reprint_may_word_otherwise_what_surrounds_a_quotation_and_leave_out_when_and_where(
    text: str, was: str, now: str
) -> None:
    assert was in text
    assert compare(text.replace(was, now), text).kind is VerdictKind.DUPLICATE


@pytest.mark.parametrize(("was", "now"), [(was, now) for text, was, now in REWORDED if text is REPORT][:1])
def test_what_a_reprint_leaves_out_is_something_new_in_the_other_direction(was: str, now: str) -> None:
    assert compare(REPORT, REPORT.replace(was, now)).kind is VerdictKind.CHANGED


def test_a_short_sentence_bears_no_rewording() -> None:
    assert compare('"We will pay," Roe said on Monday.', '"We will pay," Roe said.').kind is VerdictKind.CHANGED
    assert (
        compare("The council voted to close it.", "The council voted on Monday to close it.").kind
        is VerdictKind.CHANGED
    )


HANGS = [
    ("Police think that he died. He did not.", "Police think that he died."),
    ("The boats were sold, the mayor claimed, last year.", "The boats were sold last year."),
    ("Nobody, apart from the captain, was hurt.", "Nobody was hurt."),
    ("The line opens, if the money comes, in June.", "The line opens in June."),
    ('"The line opens in June," the mayor said.', '"The line opens in June," his killer said.'),
    (">100 people died.", "<100 people died."),
    ("The coins were stolen by @harbour_bank", "The coins were stolen by @river_bank"),
]


@every_case(("stored", "incoming"), HANGS)
def test_what_a_statement_hangs_on_is_no_ornament(stored: str, incoming: str) -> None:
    tail = " The council of the town heard the report of its secretary on Monday and will meet again in June."
    if incoming.endswith("bank"):
        stored, incoming, tail = tail[1:] + " " + stored, tail[1:] + " " + incoming, ""
    assert compare(incoming + tail, stored + tail).kind is VerdictKind.CHANGED
