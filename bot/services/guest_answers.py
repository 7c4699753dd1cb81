"""Guest mode: people call the bot under a post in any chat; it answers and keeps nothing of the post.

Answers come from that post. Only a check of the post uses the caller's own articles.

Guest mode: https://core.telegram.org/api/bots/guest-mode, Bot API 10.0.
"""

from __future__ import annotations

import asyncio
from functools import partial

from telegram import Message

from bot.domain.html import escape
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.posts import Post
from bot.domain.incoming.spoilers import Hidden, hidden_at, veiled_title
from bot.domain.messages import GuestAnswer
from bot.domain.parsing.intents.intent import Intent, intent_of
from bot.domain.parsing.mentions import is_ours, text_addressed_to
from bot.domain.parsing.summary_options import SummaryOptions, parse_summary_options
from bot.domain.parsing.wishes import Kind, wish_of
from bot.domain.preferences import Preferences
from bot.presentation.texts import Texts
from bot.presentation.views import answer, summary
from bot.services.follow_ups import is_small_talk
from bot.services.guest_checks import checked, claim_in
from bot.services.request import Services
from bot.store import chats
from index import Article, InvalidText, Library

# The name of the post in the temporary library that holds it during the answer.
_COLLECTION = _KEY = "guest"
# Time limit for vectors: enough for a post of a few paragraphs. A text that needs more is searched by words only.
_EMBED_SECONDS = 2.0
_TITLE = "Verbatim"


def said(message: Message, text: str, title: str = _TITLE) -> list[GuestAnswer]:
    """An answer with that text to the caller; empty when nobody is to be answered."""
    if message.guest_query_id is None or message.from_user is None:
        return []
    return [GuestAnswer(chat_id=message.from_user.id, query=message.guest_query_id, title=title, text=text)]


async def answer_guest(
    services: Services, message: Message, texts: Texts, preferences: Preferences
) -> list[GuestAnswer]:
    """The answer to a call: about the post to which the message replies, and quoting it."""
    words = _asked(message, services)
    if words is None:
        return []
    if words and _greets(words):
        return said(message, texts.guest_how(f"@{services.bot.username}"))
    if words and is_small_talk(words):
        return []
    replied, claim = message.reply_to_message, claim_in(words)
    if replied is None and claim:
        return said(message, await _checked_at_home(services, message, claim, (), texts, preferences))
    if replied is None:
        hidden = message.external_reply is not None or message.reply_to_story is not None
        return said(message, texts.elsewhere if hidden else texts.guest_how(f"@{services.bot.username}"))
    post = IncomingPost(replied).post
    if claim is not None and (is_ours(replied, services.bot) or not post.text.strip()):
        return said(message, texts.check_what)
    if is_ours(replied, services.bot):
        return said(message, texts.no_article_there)
    if not post.text.strip():
        return said(message, texts.no_words)
    if claim == "":
        hidden_there = hidden_at(post.places)
        return said(message, await _checked_at_home(services, message, post.text, hidden_there, texts, preferences))
    try:
        text, title = await asyncio.to_thread(_about, services, post, words, texts, preferences)
    except InvalidText:
        return said(message, texts.no_words)
    return said(message, text, title)


def _greets(words: str) -> bool:
    """Whether the words are a greeting, or ask what the bot can do."""
    wish = wish_of(words)
    return intent_of(words, forwarded=False).intent is Intent.GREETING or (wish is not None and wish.kind is Kind.HELP)


def _asked(message: Message, services: Services) -> str | None:
    """The words beside the bot's name, without a leading command; None when they are not for the bot."""
    words = text_addressed_to(message, services.bot)
    if words is None or not words.startswith("/"):
        return words
    command, _, rest = words.partition(" ")
    return words.removeprefix("/") if command in ("/summary", "/check") else rest.strip()


async def _checked_at_home(
    services: Services, message: Message, text: str, hidden: Hidden, texts: Texts, preferences: Preferences
) -> str:
    """A check of the text against the articles in the caller's private chat."""
    assert message.from_user is not None
    collection = await services.read(chats.collection, message.from_user.id)
    if not await asyncio.to_thread(services.library.holds, collection=collection):
        return texts.no_articles(private=True)
    check = partial(checked, services.library, collection, text, texts, preferences.now, hidden=hidden)
    try:
        return await asyncio.to_thread(check) or texts.check_what
    except InvalidText:
        return texts.check_what


def _about(services: Services, post: Post, words: str, texts: Texts, preferences: Preferences) -> tuple[str, str]:
    """The answer from the post, as HTML, and the post's title. Waits: not for the event loop. Raises InvalidText."""
    with services.library.aside() as library:
        added = library.add(
            collection=_COLLECTION,
            key=_KEY,
            text=post.text,
            title=veiled_title(post.title, post.text, post.places),
            url=post.url,
            source=post.source,
            published_at=post.published_at,
            places=post.places,
        )
        article = library.article(collection=_COLLECTION, article=added.article_id)
        if claim := claim_in(words):
            return checked(library, _COLLECTION, claim, texts, preferences.now) or texts.check_what, article.title
        options = _summary_options(words)
        if options is not None:
            return _summed_up(services, library, article, options, texts, preferences), article.title
        library.embed(seconds=_EMBED_SECONDS)
        found = library.ask(collection=_COLLECTION, question=words, limit=answer.MOST_PERHAPS)
        if not found:
            return texts.no_answer_there, article.title
        known = {article.id: article}
        return answer.passages(found, answer.fewest(found), known, texts, preferences.now), article.title


def _summary_options(words: str) -> SummaryOptions | None:
    """The options of a requested summary; None when the words are a question."""
    if not words:
        return SummaryOptions()
    wish = wish_of(words)
    if wish is not None and wish.kind in (Kind.SUMMARY, Kind.SHORTER, Kind.LONGER):
        lengths = {Kind.SHORTER: "short", Kind.LONGER: "long"}
        return parse_summary_options(wish.words or lengths.get(wish.kind, "")) or SummaryOptions()
    first, _, rest = words.partition(" ")
    return parse_summary_options(rest) if first == Kind.SUMMARY else None


def _summed_up(
    services: Services,
    library: Library,
    article: Article,
    options: SummaryOptions,
    texts: Texts,
    preferences: Preferences,
) -> str:
    length = options.length or preferences.sentences
    found = library.summarise(
        collection=_COLLECTION,
        articles=[article.id],
        sentences=min(length, summary.MOST_SENTENCES) if isinstance(length, int) else length,
        focus=options.focus,
        method=services.summary_method,
    )
    if not found:
        return texts.nothing_on(escape(options.focus or ""))
    return summary.summary(found, article, texts, preferences.now)
