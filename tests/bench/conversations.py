"""Does a chat with it go well: python -m tests.bench.conversations FILE [--limit N] [--verbose] [--meaning on|off]

FILE holds conversations, JSON, one a line: `id`, `language`, `articles` (`source`, `posted`, `text`) and `turns`. A
turn is `{"forward": N}`, or what a person says (`say`, `kind`, maybe `reply_to`) with what is expected: `{"quote":
[…]}` (a sentence that holds one of these pieces), `{"nothing": true}`, or `{"does": …}` ("summary", "digest", "list",
"new", "more", "help", "nothing"). Each is played through the bot's real handlers, in a chat of its own, a minute a
turn. Judged is what a reader sees; what is *set off* is in bold, or quoted of the article.

Where a quotation is expected: *right*, the first stretch set off holds a piece; *perhaps*, one of the first three
does, in an answer that is hedged; *near*, a piece is in the message; *denied*, it says that nothing answers;
*wrong* and *hedged*, something else is set off, plainly or not. Where nothing answers: *ok*, *maybe* (hedged),
*false* (plain). Where something is to be done: *done* or *missed*.

The last line is JSON. ``served`` (right or perhaps), ``first`` (the first stretch set off holds a piece), ``right``,
``perhaps``, ``near``, ``denied``, ``wrong`` and ``hedged`` are shares of the questions that stand for themselves only:
paraphrase, short, literal, why, yes-no, cross-language, typo. ``plain`` is right of right and perhaps, ``kinds`` the
served share of every kind. ``false_…`` and ``maybe_…`` are shares of nothing-off and nothing-near, ``wishes`` is the
share done.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench._chat_playing import Played, play, template
from tests.bench._chat_verdicts import Verdict, hedge_in, judge
from tests.bench._chats import load
from tests.bench.report import finish, table

ALONE = ("paraphrase", "short", "literal", "why", "yes-no", "cross-language", "typo")
QUOTING = ("right", "perhaps", "near", "denied", "wrong", "hedged")
UNANSWERABLE = ("ok", "maybe", "false")
WISHES = ("done", "missed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A turn, what came of it, and what a reader would say of that."""

    played: Played
    verdict: Verdict

    @property
    def kind(self) -> str:
        """The kind of question; of something to be done, what that is."""
        does = self.played.turn.expected.does if self.played.turn.expected else None
        return does or self.played.turn.kind

    @property
    def language(self) -> str:
        """The language that the person mostly writes in."""
        return self.played.conversation.language


async def measure(file: Path, *, limit: int | None = None, verbose: bool = False, meaning: bool = True) -> list[Judged]:
    """Plays the conversations one after the other, and judges each turn of which something is expected."""
    judged: list[Judged] = []
    with tempfile.TemporaryDirectory() as folder:
        empty = template(Path(folder))
        for conversation in load(file)[:limit]:
            async for played in play(conversation, empty, meaning=meaning):
                assert played.turn.expected is not None
                language = conversation.language
                verdict = judge(played.turn.expected, played.said, played.before, language, hedge_in(language))
                judged.append(Judged(played=played, verdict=verdict))
                if verbose:
                    print(_line(judged[-1]), flush=True)
    return judged


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """The shares that the last line holds."""
    alone = [each for each in judged if each.kind in ALONE]
    off = [each for each in judged if each.kind == "nothing-off"]
    near = [each for each in judged if each.kind == "nothing-near"]
    shares = {name: _share(alone, name) for name in QUOTING}
    return {
        "served": _share(alone, "right", "perhaps"),
        "first": _ratio(sum(each.verdict.first for each in alone), len(alone)),
        **shares,
        "plain": _ratio(shares["right"], shares["right"] + shares["perhaps"]),
        "false_off": _share(off, "false"),
        "false_near": _share(near, "false"),
        "maybe_off": _share(off, "maybe"),
        "maybe_near": _share(near, "maybe"),
        "wishes": _share([each for each in judged if each.verdict.name in WISHES], "done"),
        "kinds": {
            kind: _share([each for each in judged if each.kind == kind], "right", "perhaps")
            for kind in _kinds(judged, QUOTING)
        },
    }


def tables(judged: Sequence[Judged]) -> str:
    """The verdicts counted by kind, by language, and what is set off."""
    asked = [each for each in judged if each.verdict.name in QUOTING]
    alone = [each for each in asked if each.kind in ALONE]
    header = ["questions", *QUOTING, "served", "first"]
    parts = [
        table(
            ["kind", *header],
            [
                *(_row(kind, [each for each in asked if each.kind == kind]) for kind in _kinds(judged, QUOTING)),
                _row("those that stand for themselves", alone),
                _row("all", asked),
            ],
        ),
        table(["language", *header], _by_language(alone)),
        _counted("nothing answers", judged, UNANSWERABLE),
        _counted("wishes", judged, WISHES),
    ]
    stretches = sum(len(each.verdict.set_off) for each in judged)
    long = sum(each.verdict.long for each in judged)
    rows = [["all", stretches, 1.0], ["two sentences", long, _ratio(long, stretches)]]
    return "\n\n".join([*parts, table(["set off", "stretches", "share"], rows)])


def _by_language(asked: Sequence[Judged]) -> list[list[object]]:
    languages = sorted({each.language for each in asked})
    return [_row(language, [each for each in asked if each.language == language]) for language in languages]


def _row(name: str, judged: Sequence[Judged]) -> list[object]:
    counts = Counter(each.verdict.name for each in judged)
    first = _ratio(sum(each.verdict.first for each in judged), len(judged))
    return [name, len(judged), *(counts[each] for each in QUOTING), _share(judged, "right", "perhaps"), first]


def _counted(title: str, judged: Sequence[Judged], names: Sequence[str]) -> str:
    rows = []
    for kind in _kinds(judged, names):
        counts = Counter(each.verdict.name for each in judged if each.kind == kind)
        rows.append([kind, counts.total(), *(counts[name] for name in names)])
    return table([title, "messages", *names], rows)


def _kinds(judged: Iterable[Judged], names: Sequence[str]) -> list[str]:
    """The kinds that are judged by these names, the most frequent first."""
    counts = Counter(each.kind for each in judged if each.verdict.name in names)
    return sorted(counts, key=lambda kind: (-counts[kind], kind))


def _share(judged: Sequence[Judged], *names: str) -> float:
    return _ratio(sum(each.verdict.name in names for each in judged), len(judged))


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _line(judged: Judged) -> str:
    shown = " | ".join(judged.verdict.set_off) or "-"
    return f"{judged.language}  {judged.kind:16}  {judged.verdict.name:8}  {judged.played.turn.say}  →  {shown}"


def _record(judged: Judged) -> dict[str, Any]:
    turn, verdict = judged.played.turn, judged.verdict
    assert turn.expected is not None
    return {
        "conversation": judged.played.conversation.id,
        "turn": judged.played.number,
        "language": judged.language,
        "kind": judged.kind,
        "say": turn.say,
        "expected": turn.expected.pieces or turn.expected.does or "nothing",
        "verdict": verdict.name,
        "first": verdict.first,
        "set_off": verdict.set_off,
        "long": verdict.long,
        "said": [{"kind": each.kind, "edited": each.edited, "text": each.text} for each in judged.played.said],
    }


def main() -> None:
    """Prints the tables and, last, the JSON line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.conversations", description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="only so many conversations")
    parser.add_argument("--meaning", choices=("on", "off"), default="on")
    parser.add_argument("--verbose", action="store_true", help="every turn with its verdict and what was set off")
    parser.add_argument("--json", type=Path, help="where every turn's verdict is written, JSON, one a line")
    given = parser.parse_args()
    if not given.file.exists():
        print(f"{given.file} is not here; nothing measured")
        return
    judged = asyncio.run(measure(given.file, limit=given.limit, verbose=given.verbose, meaning=given.meaning == "on"))
    if given.json is not None:
        lines = (json.dumps(_record(each), ensure_ascii=False) for each in judged)
        given.json.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(tables(judged))
    finish(figures(judged))


if __name__ == "__main__":
    main()
