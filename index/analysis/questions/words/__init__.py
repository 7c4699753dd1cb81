"""Question words and phrases by language, sorted by where they must stand to ask for something.

Each string has phrases between commas, written as people write them. Its key says what they ask for: ``number``,
``money``, ``time``, ``name``, ``place``, ``reason`` or ``yes``; ``much`` for a number that is money beside words of
``paying``; ``which`` for words that leave it to the noun behind them ("what year"); ``other`` for those that ask for no
type of answer, so that a "when" behind them only joins two clauses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.analysis.questions.words.asking import Asking
from index.analysis.questions.words.further import FURTHER
from index.analysis.questions.words.latin import LATIN
from index.analysis.questions.words.spaced import SPACED
from index.analysis.questions.words.unspaced import UNSPACED

ASKING: Final[Mapping[str, Asking]] = {**FURTHER, **LATIN, **SPACED, **UNSPACED}
