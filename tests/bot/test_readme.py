"""What the README tells a newcomer to type is answered, and as it says."""

from __future__ import annotations

import re
from pathlib import Path

from bot.app import Verbatim
from bot.playground import Person, World

ROOT = Path(__file__).parents[2]
SAMPLE = (ROOT / "bot" / "playground" / "sample.txt").read_text(encoding="utf-8")
ANSWERS = {
    "How many households will it supply?": "about 3,400 households",
    "lobster grounds": "lobster grounds north of the lane",
    "from:reuters since:monday who resigned?": "No article here is from that source and time",
    "/summary short": "2 of 13 sentences",
    "/digest today": "1 story",
    "/new": "1 article in the last 24 hours",
    "/check It will cost 84 million crowns.": "48 million",
    "/articles tide": "Harbour Gazette",
    "/forget from:reuters": "No article here is from that source and time",
}


async def test_each_of_the_ten_things_to_type_is_answered(verbatim: Verbatim, world: World, anna: Person) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    [section] = re.findall(r"^## Ten things to type$(.*?)^## ", page, re.MULTILINE | re.DOTALL)
    to_send, *to_type = re.findall(r"^\| (.*?) \|", section, re.MULTILINE)[2:]
    assert to_send == "*(forward an article, a link or a PDF)*"
    assert [each.strip("`") for each in to_type] == list(ANSWERS)
    receipt = await world.reply(anna.forwards("Harbour Gazette", SAMPLE))
    assert "6 repeated paragraphs left out" in receipt.text
    for typed, expected in ANSWERS.items():
        answer = await world.reply(anna.says(typed))
        assert expected in answer.shown
