"""What the bot notices about a group by itself: which language its members write in, and what they were told."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, replace

# The mark of a member, and the language they wrote in.
Heard = tuple[str, str]
# Only the latest members to write decide.
MOST_MEMBERS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """``language``: most members write to us in it; it stays until more of them write in another.

    ``members``: marks of people and the language of each, in the order they came. ``told``: the group was told how
    little we see of it.
    """

    language: str | None = None
    members: tuple[tuple[str, str], ...] = ()
    told: bool = False

    @classmethod
    def decode(cls, stored: str | None) -> Noticed:
        """Reads the output of ``encode``."""
        values = json.loads(stored) if stored else {}
        members = tuple((str(mark), str(language)) for mark, language in values.get("members", ()))
        return cls(language=values.get("language"), members=members, told=bool(values.get("told")))

    def encode(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    def written_by(self, mark: str) -> str | None:
        """The language of that person; None while it is not known."""
        return dict(self.members).get(mark)

    def heard(self, mark: str, language: str) -> Noticed:
        """The same after that person wrote in ``language``."""
        if self.written_by(mark) == language:
            return self
        members = {**dict(self.members), mark: language}
        kept = tuple(members.items())[-MOST_MEMBERS:]
        counted = Counter(each for _, each in kept)
        most = max(counted, key=lambda each: counted[each])
        changes = self.language is None or counted[most] > counted[self.language]
        return replace(self, members=kept, language=most if changes else self.language)


def mark_of(person_id: int) -> str:
    """A mark that tells one person from another."""
    return hashlib.blake2b(str(person_id).encode(), digest_size=6).hexdigest()
