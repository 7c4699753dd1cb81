"""Follow-up questions about a post or about an earlier message of the bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.messages import Send
from bot.domain.parsing.intents.intent import Intent, Worth, intent_of, never_answers
from bot.domain.parsing.mentions import holds_our_words
from bot.services.answers.answering import answer_question
from bot.services.answers.talked_about import place_of, subject_of
from bot.services.articles.saving import article_elsewhere, article_of, is_worth_saving
from bot.services.request import Request
from index import InvalidText


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """The target of a follow-up: the articles and the forum topic to search (None: all), and the earlier question.

    ``place`` is where the earlier question's answer stands: an article and a code point of its text.
    """

    scope: tuple[int, ...] | None = None
    earlier: str | None = None
    place: tuple[int, int] | None = None
    within: str | None = None


async def follow_up_of(request: Request) -> FollowUp:
    """The target of a reply, from the message replied to; a post that was not saved yet is saved.

    Raises EarlyReply for a message of another chat that is unknown here.
    """
    elsewhere = await article_elsewhere(request)
    if elsewhere is not None:
        return FollowUp(scope=(elsewhere.id,))
    replied = request.replied
    about = await request.context_of(replied)
    if about is not None and about.kind == "answer":
        # If nothing answered, the next question searches the same articles again.
        scope = about.articles or None if about.shown else about.scope
        earlier = await request.call(subject_of, request, about)
        return FollowUp(scope=scope, earlier=earlier, place=place_of(about), within=about.within)
    if about is not None:
        return FollowUp(scope=about.articles or None, place=place_of(about))
    if replied is None or holds_our_words(replied, request.services.bot):
        return FollowUp()
    incoming = IncomingPost(replied)
    if never_answers(incoming.text) and not incoming.leads:
        return FollowUp()
    try:
        article = await article_of(request, incoming, save_if_missing=is_worth_saving(incoming))
    except InvalidText:
        return FollowUp()
    return FollowUp(scope=None if article is None else (article.id,))


async def answer_follow_up(request: Request, question: str) -> Sequence[Send]:
    """Answers from the message replied to, as a follow-up of the question asked there."""
    follow_up = await follow_up_of(request)
    return await answer_question(
        request,
        question,
        follow_up.scope,
        earlier=follow_up.earlier,
        leant_on=follow_up.place,
        within=follow_up.within,
    )


def question_replied(request: Request) -> str | None:
    """The question in the message replied to, if it is one and somebody else than the bot asked it; otherwise None."""
    replied = request.replied
    if replied is None or holds_our_words(replied, request.services.bot):
        return None
    incoming = IncomingPost(replied)
    return incoming.text if not incoming.leads and incoming.worth is Worth.QUESTION else None


async def answer_question_replied(request: Request, question: str) -> Sequence[Send]:
    """Answers the question in the message replied to, as a reply to that message."""
    return await answer_question(request, question, None, asking=request.replied, there=True)


def is_small_talk(text: str) -> bool:
    """Whether the words are small talk without a search term; in a group nobody wants an answer to that."""
    talk = (Intent.GREETING, Intent.THANKS, Intent.CHATTER, Intent.NOTHING)
    return intent_of(text, forwarded=False).intent in talk
