"""A chat's preferences: the bot's language there, the time zone, what is kept and for how long."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """One chat's preferences; defaults are the values that surprise least."""

    # The bot's language here; None: the language of whoever writes.
    language: str | None = None
    # An IANA name such as "Europe/Berlin"; None: the machine's.
    zone: str | None = None
    # Sentences in a summary; None: as many as the article calls for.
    sentences: int | None = None
    # Groups only: whether posted articles are kept without anybody asking about them.
    keeping: bool = False
    # Whether links are followed.
    fetching: bool = True
    # Articles are forgotten after this number of days; 0: never.
    retention: int = 0
    # Groups only: whether people who are no administrators may make the bot forget.
    anybody_forgets: bool = False
    # Groups only: whether everything is forgotten as soon as the bot leaves; else after 30 days.
    purging: bool = False
    # Groups only: whether answers are shown only to the person who asked, where Telegram can; else to everybody.
    whispering: bool = False

    @classmethod
    def decode(cls, stored: str | None) -> Preferences:
        """Reads the output of ``encode``, of other releases too: unknown names are ignored."""
        known = {each.name for each in fields(cls)}
        values = json.loads(stored) if stored else {}
        return cls(**{name: value for name, value in values.items() if name in known})

    def encode(self) -> str | None:
        """The values that differ from the defaults, as JSON; None when there are none."""
        default = asdict(Preferences())
        decided = {name: value for name, value in asdict(self).items() if value != default[name]}
        return json.dumps(decided) if decided else None

    @property
    def now(self) -> datetime:
        """The time, in the chat's zone."""
        return datetime.now(zone_of(self.zone))


def zone_of(name: str | None) -> tzinfo:
    """The time zone of that IANA name; the machine's for None, and for a name that is not known."""
    if name is not None:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    here = datetime.now().astimezone().tzinfo
    assert here is not None
    return here
