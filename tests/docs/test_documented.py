"""What there is is documented, and what is documented is there."""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale

from bot.domain.languages import LANGUAGES
from bot.ops.cli import COMMANDS
from bot.presentation.texts import Texts
from tests.docs.pages import PAGES, ROOT, code_in, text_of

EVERY_PAGE = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
# What one sends to @BotFather, not to the bot.
_OF_BOTFATHER = {"newbot", "setinline", "setprivacy", "revoke", "mybots"}


def test_a_newcomer_reads_at_most_a_thousand_words() -> None:
    assert len(text_of("README.md").split()) <= 1000


def test_every_command_is_explained() -> None:
    shown = {name for name, _ in [*Texts("en").commands, *Texts("en").group_commands]}
    explained = set(_commands(text_of("docs/using.md")))
    assert sorted(shown - explained) == []


def test_every_command_that_people_are_told_of_is_answered() -> None:
    handlers = "\n".join(each.read_text(encoding="utf-8") for each in (ROOT / "bot" / "handlers").rglob("*.py"))
    answered = set(re.findall(r'on_command\("(\w+)"', handlers))
    told = {name for page in ("README.md", "docs/using.md", "docs/access.md") for name in _commands(text_of(page))}
    assert sorted(told - answered - _OF_BOTFATHER) == []


def test_every_setting_is_explained_and_read() -> None:
    read = set(re.findall(r'"([A-Z]{2,}(?:_[A-Z]+)*)"', text_of("bot/config.py")))
    explained = set(re.findall(r"^#? ?([A-Z_]+)=", text_of(".env.example"), re.MULTILINE))
    assert explained == read


def test_every_command_of_the_operator_is_explained_and_there() -> None:
    [table] = re.findall(r"^## Commands$(.*?)^## ", text_of("docs/running.md"), re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"^\| `(\w+)", table, re.MULTILINE)) == set(COMMANDS)
    used = {name for code in code_in(EVERY_PAGE) for name in re.findall(r"python -m bot ([a-z]+)", code)}
    assert sorted(used - set(COMMANDS)) == []


def test_every_target_of_make_is_explained_and_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    explained = set(re.findall(r"^\| `make ([a-z-]+)", text_of("CONTRIBUTING.md"), re.MULTILINE))
    assert explained == targets
    used = {name for code in code_in(EVERY_PAGE) for name in re.findall(r"\bmake ([a-z-]+)", code)}
    assert sorted(used - targets) == []


def test_every_package_answers_a_question_in_the_architecture() -> None:
    packages = {f"{top}/{each.parent.name}" for top in ("bot", "index") for each in (ROOT / top).glob("*/__init__.py")}
    headings = re.findall(r"^### .*\? → (.*)$", text_of("docs/architecture.md"), re.MULTILINE)
    answered = {name for heading in headings for name in re.findall(r"`([^`]+)`", heading)}
    assert sorted(packages - answered) == []


def test_every_file_and_folder_that_is_named_exists() -> None:
    named = {
        path
        for code in code_in(EVERY_PAGE)
        for path in re.findall(r"(?<![\w./-])((?:bot|index|tests|docs|examples)/[\w./-]*\w)(?![\w*<]|/?\*)", code)
    }
    # `xx` stands for a language's code.
    assert sorted(path for path in named if not (ROOT / path.replace("/xx.", "/en.")).exists()) == []
    modules = {
        name for code in code_in(EVERY_PAGE) for name in re.findall(r"python -m ((?:tests|examples)[.\w]*)", code)
    }
    assert sorted(name for name in modules if not _is_module(ROOT / name.rstrip(".").replace(".", "/"))) == []


def test_every_language_is_named() -> None:
    spoken = {Locale(code).get_display_name("en") for code in LANGUAGES}
    for page in ("README.md", "docs/using.md"):
        text = " ".join(text_of(page).split())
        [listed] = re.findall(r"speaks ((?:[A-Z][a-z]+, )+[A-Z][a-z]+ and [A-Z][a-z]+)", text)
        assert set(re.split(r", | and ", listed)) == spoken


def test_every_link_leads_somewhere() -> None:
    lost = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            path, _, anchor = target.partition("#")
            if ":" in path:
                continue
            file = (page.parent / path) if path else page
            if not file.exists() or (anchor and anchor not in _anchors(file)):
                lost.append(f"{page.name}: {target}")
    assert lost == []


def _commands(text: str) -> list[str]:
    """The commands of a chat in a page's code: `/summary 5` is one, `/metrics` behind a host's name is none."""
    return [name for code in code_in(text) for name in re.findall(r"(?:^|, )/([a-z]+)(?![\w/.-])", code)]


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").is_file() or path.is_dir()
