from typing import Final

SIGNALS: Final[dict[str, tuple[float, float]]] = {"score": (0.0, 1.0)}
RIGHT: Final[dict[str, float]] = {"constant": 0.0, "score": 1.0}
ANSWERED: Final[dict[str, float]] = {"constant": 0.0, "score": 1.0}
SIGNALS_BY_WORDS: Final[dict[str, tuple[float, float]]] = {"score": (0.0, 1.0)}
RIGHT_BY_WORDS: Final[dict[str, float]] = {"constant": 0.0, "score": 1.0}
ANSWERED_BY_WORDS: Final[dict[str, float]] = {"constant": 0.0, "score": 1.0}
