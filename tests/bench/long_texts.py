"""What a text as long as any takes: ``python -m tests.bench.long_texts``.

Texts of that many characters and of a quarter of them are added to a library on disk, each in a process of its own,
and summed up, digested and asked. Memory is what the process held at most, less what it held before; seconds are of its
processor time. "held up" is the longest time that another thread waited for its turn: what is worked out in one piece
holds everybody up, and so does other work on the machine.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bot.ops.run import SWITCH_SECONDS
from index import InvalidText, Library, warm
from tests.bench.load import Texts
from tests.bench.report import finish, peak, table

SIZE = 3_000_000
CHINESE = "".join(map(chr, range(0x4E00, 0x9000)))
THAI = "".join(map(chr, range(0x0E01, 0x0E2F)))
LATIN = "abcdefghijklmnopqrstuvwxyz"
COLUMNS = ("paragraphs", "memory_mb", "added_s", "held_up_s", "summary_s", "digest_s", "question_s")


def english(size: int) -> str:
    """Made-up articles."""
    texts, parts, length = Texts(1), [""], 0
    while length < size:
        parts.append(texts.article())
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:size]


def _random(alphabet: str, word: int, space: str, sentence: str, words: int) -> Callable[[int], str]:
    """Random words of one length, so many in a sentence, and ten sentences in a paragraph."""

    def make(size: int) -> str:
        letters = "".join(random.Random(1).choices(alphabet, k=size))
        parts = [letters[at : at + word] for at in range(0, size, word)]
        sentences = [space.join(parts[at : at + words]) + sentence for at in range(0, len(parts), words)]
        return "\n\n".join(" ".join(sentences[at : at + 10]) for at in range(0, len(sentences), 10))[:size]

    return make


KINDS: dict[str, Callable[[int], str]] = {
    "English": english,
    "English without blank lines": lambda size: english(size).replace("\n\n", " "),
    "random words": _random(LATIN, 6, " ", ".", 12),
    "random Chinese": _random(CHINESE, 20, "", "。", 1),
    "random Thai": _random(THAI, 20, "", "", 1),
    "short paragraphs": _random(LATIN, 6, " ", ".", 1),
}


def measure(kind: str, size: int) -> str:
    """One text, in this process, as words for the parent."""
    text = KINDS[kind](size)
    sys.setswitchinterval(SWITCH_SECONDS)
    with tempfile.TemporaryDirectory() as folder, Library.open(f"sqlite:///{folder}/x.db", meaning=False) as library:
        warm(library)
        # From here on the most that is held counts anew (Linux).
        Path("/proc/self/clear_refs").write_text("5")
        before = peak()
        with _Waiting() as waiting:
            begun = time.process_time()
            try:
                plan = library.prepare(collection="a", text=text)
            except InvalidText:
                return f"refused {peak() - before:.0f} {time.process_time() - begun:.1f} {waiting.longest:.2f} 0 0 0"
            count, given = len(plan.draft.paragraphs), library.add(collection="a", key="a", plan=plan)
            added = time.process_time() - begun
            del plan
            question = f"What about {text[3000:3030]}?"
            spent = [
                _seconds(lambda: library.summarise(collection="a", articles=[given.article_id])),
                _seconds(lambda: library.digest(collection="a")),
                _seconds(lambda: library.ask(collection="a", question=question)),
            ]
            seconds = " ".join(f"{each:.1f}" for each in spent)
        return f"{count} {peak() - before:.0f} {added:.1f} {waiting.longest:.2f} {seconds}"


class _Waiting:
    """Notes how long another thread waits for its turn at most, in seconds."""

    def __enter__(self) -> _Waiting:
        self.longest, self._over = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _wait(self) -> None:
        while not self._over.is_set():
            begun = time.perf_counter()
            time.sleep(0.001)
            self.longest = max(self.longest, time.perf_counter() - begun)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _measured(kind: str, sizes: Iterable[int]) -> dict[int, list[str]]:
    return {
        size: subprocess.run(
            [sys.executable, "-m", "tests.bench.long_texts", "--kind", kind, "--size", str(size), "--here"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        for size in sizes
    }


def main() -> None:
    """Measures each kind of text, or one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="only this one, or these")
    parser.add_argument("--size", type=int, default=SIZE, help="characters (%(default)s)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(measure(options.kind[0], options.size))
        return
    found: dict[str, dict[int, list[str]]] = {}
    for kind in options.kind or KINDS:
        found[kind] = _measured(kind, (options.size // 4, options.size))
        print(kind, found[kind], flush=True)
    rows = [(f"{kind}, {size:,}", *values) for kind, sizes in found.items() for size, values in sizes.items()]
    print(table(("", *COLUMNS), rows))
    most = max(found, key=lambda kind: float(found[kind][options.size][1]))
    finish({"most_memory_mb": float(found[most][options.size][1]), "of": most, "size": options.size, "texts": found})


if __name__ == "__main__":
    main()
