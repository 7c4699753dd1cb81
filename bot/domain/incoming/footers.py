"""Links below a post by which its author signs: where else to follow, whom to pay. What is told stands above them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from urllib.parse import urlsplit

import regex
from telegram import MessageEntity

from bot.domain.html import units
from bot.domain.parsing.intents.intent import has_words

# Where people and channels have profiles, and are paid; they show little to anybody who is not logged in.
_PROFILES = (
    "vk.com", "vk.ru", "ok.ru", "max.ru", "dzen.ru", "rutube.ru", "youtube.com", "youtu.be", "instagram.com",
    "facebook.com", "fb.com", "threads.net", "threads.com", "x.com", "twitter.com", "tiktok.com", "bsky.app",
    "linkedin.com", "pinterest.com", "twitch.tv", "discord.gg", "discord.com", "whatsapp.com", "wa.me", "viber.com",
    "signal.me", "snapchat.com", "weibo.com", "patreon.com", "boosty.to", "ko-fi.com", "buymeacoffee.com",
    "paypal.com", "paypal.me", "donationalerts.com", "linktr.ee", "taplink.cc", "spotify.com", "podcasts.apple.com",
    "apps.apple.com", "play.google.com",
)  # fmt: skip
# A name rather than a headline: one word or two, without a date, a number of an article or a file's ending.
_NAME = regex.compile(r"@?[\p{L}\p{M}_]+(?:[-\p{L}\p{M}_]*\p{N}{0,2})?")
LONGEST_NAME = 32
MOST_HYPHENS = 1


def footer_of(text: str, links: Sequence[tuple[MessageEntity, str]]) -> int:
    """Where the lines begin, in UTF-16 units, that hold nothing but links to the end of the text, below other words.

    ``links`` are in order, each with its words. The length of the text when there are none.
    """
    lines = text.split("\n")
    starts = list(accumulate((units(line) + 1 for line in lines), initial=0))
    rests = list(lines)
    for entity, words in links:
        line = bisect_right(starts, entity.offset) - 1
        if line < len(rests):
            rests[line] = rests[line].replace(words, " ", 1)
    first = len(lines)
    while first and not has_words(rests[first - 1]):
        first -= 1
    return starts[first] if first else starts[-1]


def signs_off(url: str, *, in_footer: bool) -> bool:
    """Whether a link of a post with words of its own leads to whoever wrote it, and not to what it is about."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if any(host == each or host.endswith(f".{each}") for each in _PROFILES):
        return True
    name = parts.path.strip("/")
    short = len(name) <= LONGEST_NAME and name.count("-") <= MOST_HYPHENS
    return in_footer and not parts.query and short and _NAME.fullmatch(name) is not None
