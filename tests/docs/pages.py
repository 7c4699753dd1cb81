"""The documentation as it is written: pages, and what stands between backquotes."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = tuple(
    sorted(
        page
        for pattern in ("*.md", "docs/*.md", "examples/*.md", ".github/**/*.md")
        for page in ROOT.glob(pattern)
        if page.name != "CHANGELOG.md"  # what was is not what is
    )
)


def text_of(name: str) -> str:
    """The page at that path below the project's folder."""
    return (ROOT / name).read_text(encoding="utf-8")


def code_in(text: str) -> list[str]:
    """What stands between backquotes, and the lines of blocks of code."""
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL))
    return spans + [line for block in blocks for line in block.splitlines()]
