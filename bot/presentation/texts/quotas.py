"""What is too much, and when it is not any more."""

from __future__ import annotations

from bot.presentation.texts.base import Plural, Sentence, Words


class Quotas(Words):
    """What is too much, and when it is not any more."""

    __slots__ = ()

    too_many_articles = Plural(
        "⏸ That is a lot at once. This one, and what you send in the next {n} minute, is <b>not</b> kept: "
        "please send it again after that.",
        "⏸ That is a lot at once. This one, and what you send in the next {n} minutes, is <b>not</b> kept: "
        "please send it again after that.",
    )
    too_many_questions = Plural(
        "⏸ That is a lot at once. I answer again in {n} minute; please ask this again then.",
        "⏸ That is a lot at once. I answer again in {n} minutes; please ask this again then.",
    )
    too_many_bytes = Plural(
        "⏸ That is as much as I fetch in a day. This one was <b>not</b> kept, and no file or link will be in the "
        "next {n} minute: please send it again after that.",
        "⏸ That is as much as I fetch in a day. This one was <b>not</b> kept, and no file or link will be in the "
        "next {n} minutes: please send it again after that.",
    )
    too_many_kept = Plural(
        "🗄 There is {n} article here, which is as many as I keep. This one was <b>not</b> kept, and neither is "
        "what comes after it: /forget some first.",
        "🗄 There are {n} articles here, which is as many as I keep. This one was <b>not</b> kept, and neither is "
        "what comes after it: /forget some first.",
    )
    too_much_toast = Sentence("That is a lot at once. Please try again in a few minutes.")
    were_not_kept = Plural(
        "From the message that I answered then up to this one, {n} was not kept. Please send it again.",
        "From the message that I answered then up to this one, {n} were not kept. Please send them again.",
    )
    were_not_answered = Plural(
        "I can answer again. {n} question, up to this one, was left unanswered.",
        "I can answer again. {n} questions, up to this one, were left unanswered.",
    )
