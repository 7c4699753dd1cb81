"""A line that is seen is read in the order in which it was written."""

from __future__ import annotations

import pytest

from index.extract.pdf.bidi import logical
from tests.support.cases import every_case


@every_case(
    ("seen", "read"),
    [
        ("םולש", "שלום"),
        (".3.5 םלשמ אוה", "הוא משלם 3.5."),
        ("20% םה", "הם 20%"),
        ("2026-11-29 ךיראתב", "בתאריך 2026-11-29"),
        ("20-10 نم", "من 10-20"),
        ("ةدايقب Nordhaven Ferries ةكرش", "شركة Nordhaven Ferries بقيادة"),
        ("דלי (ריעב) COVID-19 לש", "של COVID-19 (בעיר) ילד"),
        ("דלי )ריעב( לש", "של (בעיר) ילד"),
        ("«ةنيدملا» يف", "في «المدينة»"),
        ("١٩٥٧ ماع يف", "في عام ١٩٥٧"),
    ],
)
def test_a_line_of_a_right_to_left_text_is_read_in_order(seen: str, read: str) -> None:
    assert logical(list(seen)) == read


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("The word םולש means peace.", "The word שלום means peace."),
        ("He said םלוע םולש 3 times.", "He said שלום עולם 3 times."),
    ],
)
def test_right_to_left_words_in_a_left_to_right_line_are_read_in_order(seen: str, read: str) -> None:
    assert logical(list(seen), rightwards=True) == read
