"""Why a link could not be fetched."""

from __future__ import annotations

from enum import Enum, auto


class Problem(Enum):
    """Causes that a person can understand or act on."""

    REFUSED = auto()  # not a public web address: nothing was connected to
    NO_SUCH_HOST = auto()
    UNREACHABLE = auto()
    CERTIFICATE = auto()  # the site cannot show that it is the one it claims to be
    TOO_SLOW = auto()
    TOO_LARGE = auto()
    DENIED = auto()  # a login, a payment, or no robots
    GONE = auto()
    TROUBLE = auto()  # the site's own, and passing
    BROKEN = auto()  # an answer that makes no sense


class FetchError(Exception):
    """A link was not fetched; ``problem`` says why. The text holds nothing of the link."""

    def __init__(self, problem: Problem, reason: str = "") -> None:
        super().__init__(f"{problem.name}: {reason}" if reason else problem.name)
        self.problem = problem
