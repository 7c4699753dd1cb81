"""The thresholds for an answer, and for what may answer, by the second stage's log odds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.ranking.rerank import Reranked

# Each by words alone, and with vectors: words alone say less about what is off the subject. Log odds from which the
# first hit is called the answer, and from which hits are offered as possible answers. Odds that anything answers raise
# those of a likely sentence: on the subject, only the wrong sentence remains to be excluded.
_SURE: Final = (0.7, 0.3)
_ANSWERED_SHARE: Final = (0.5, 0.3)
_PERHAPS: Final = (0.6, -0.9)
# A headline repeats what a question is about more often than it answers it.
_HEADLINE: Final = (0.0, 0.5)
# With vectors the first hit's own cosine counts, too: among a few articles one is always much nearer than the rest.
# Sentences that answer in other words have about this cosine.
_USUAL_COSINE: Final = 0.82
_COSINE_SHARE: Final = 20.0
# No model gives two texts a cosine farther off than this.
_FARTHEST: Final = 0.05
# The same thresholds where the person points to the article: one in forty of its answers is below them.
_NEAR: Final = (0.0, -1.6)


def is_sure(second: Reranked) -> bool:
    """Whether the first hit is likely enough to be called the answer."""
    held = second.cosine is not None
    odds = second.right + _ANSWERED_SHARE[held] * second.answered - _HEADLINE[held] * second.headline
    return odds >= _SURE[held]


def may_answer(second: Reranked, *, lenient: bool) -> bool:
    """Whether something among the hits may answer."""
    if lenient:
        return second.answered >= _NEAR[second.cosine is not None]
    if second.cosine is None:
        return second.answered >= _PERHAPS[0]
    near = _COSINE_SHARE * max(second.cosine - _USUAL_COSINE, -_FARTHEST)
    # What is more likely than not is never denied, however far its words are from the question's in meaning.
    return second.right > 0.0 or second.answered + near >= _PERHAPS[1]
