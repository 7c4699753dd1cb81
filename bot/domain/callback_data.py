"""The data of buttons: a verb and whole numbers, never more than Telegram's 64 bytes.

The data says nothing about a chat: what a button means is always looked up among the articles of the
chat that it is pressed in, so that forged data reaches nothing else.
"""

from __future__ import annotations

import re

from bot.domain.messages import Button

SUMMARY = "sum"  # article, sentences: edit this message into the summary
SUMMARY_NEW = "new"  # article, sentences: say the summary in a message of its own
FORGET = "fgt"  # article: ask whether to forget it
FORGET_YES = "fgy"  # article; 0 for everything
FORGET_SOME = "fgs"  # forget what our message asks about
FORGET_NO = "fgn"
PASSAGES = "psg"  # how many passages to show
SENTENCE = "snt"  # article, sentences, number: quote that sentence where it stands
DIGEST = "dgt"  # offset
NEWS = "nws"  # article: what it added when it came
LIST = "lst"  # offset
KEEP = "kep"  # the message replied to is an article
ASK = "ask"  # the message replied to is a question
EVERYWHERE = "all"  # ask again in all articles
SETTINGS = "set"  # decision, part of it; 0 for the list: show it
DECIDE = "dcd"  # decision, place in its values, whether asked twice
CONTEXT = "ctx"  # article, start and end of the sentence: its paragraph among its neighbours, in place
ONLY = "one"  # article: ask again in that article alone
SUGGESTED = "sug"  # ask what our message suggests
OPEN = "opn"  # article, offset of the list that it was opened from: its page, in place
PAGE = "pge"  # article, page of its text from 0, offset of the list that it was opened from: that page, in place
POST = "pst"  # article: answer the message that it stands in, so that one press leads there
UNSEEN = "uns"  # what our message shows as new counts as unseen again
DIGEST_NEW = "dgn"  # a digest of what our message shows as new
UNDO = "und"  # bring back what our message says is forgotten
TOPIC = "tpc"  # 1: ask again in this topic only; 0: in all of them
LINK = "lnk"  # number of a link in the message replied to, whether a teaser is enough: keep what is there
SAMPLE = "smp"  # this message of ours becomes the sample article
GROUPS = "grp"  # say how we are used in groups
ALLOW = "alw"  # number of a guest: may use the bot
IGNORE = "ign"  # number of a guest: is ignored
REVOKE = "rvk"  # number of a guest: may not use the bot any more
BOT_SETTING = "bts"  # number of a setting of the bot's, 1 for on: change it; 0 for the list: show it
CHECK = "chk"  # offset: another page of a check, in place
CHECK_ARTICLE = "cha"  # article: check it against the others
CITE = "cit"  # article, start and end of a sentence: quote it where it stands
CHANNELS = "chl"  # the channels that can be switched on in this group
SWITCH = "chs"  # number of a channel, 1 for on
OWNER = "own"  # offset in the list of those who may

_DATA = re.compile(r"([a-z]{3})((?::\d{1,12}){0,3})")


def button(text: str, verb: str, *numbers: int) -> Button:
    """A button that comes back as ``verb`` with ``numbers``."""
    return Button(text=text, data=":".join([verb, *map(str, numbers)]))


def parse(data: str | None, verb: str, count: int) -> tuple[int, ...] | None:
    """The ``count`` numbers behind ``verb``; None when the data is something else, as forged data is."""
    match = _DATA.fullmatch(data or "")
    if match is None or match[1] != verb:
        return None
    numbers = tuple(int(each) for each in match[2].split(":")[1:])
    return numbers if len(numbers) == count else None
