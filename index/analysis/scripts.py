"""Scripts and marks, as parts of the library's patterns.

The scripts are members of a character class: put them between brackets in a pattern of ``regex``.
"""

from __future__ import annotations

from typing import Final

HAN_AND_KANA: Final = r"\p{Han}\p{Hiragana}\p{Katakana}"
"""The scripts of Chinese and Japanese."""

UNSPACED: Final = HAN_AND_KANA + r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts without spaces between words."""

UNSPACED_BLOCKS: Final = ((0x0E00, 0x10A0), (0x1780, 0x1800), (0x2E80, 0xD7B0))
"""Nearly the same as half-open ranges of code points, for arrays: Thai to Burmese, Khmer, CJK to the end of Hangul.

Tibetan lies between, and Hangul counts here: character grams are stored, so the ranges are part of the analyser.
"""

QUESTION_MARKS: Final = "?？؟"
"""Marks that end a question and nothing else."""

OTHER_QUESTION_MARKS: Final = ";՞"
"""Greek's, which is a semicolon elsewhere, and Armenian's, which stands inside a word: only for bare questions."""
