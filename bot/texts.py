"""Every string a person reads, through gettext. Views put them together; nothing else speaks."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

DOMAIN = "verbatim"
LOCALES = Path(__file__).parent / "locales"
WORDS_A_MINUTE = 220


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, languages=[language], fallback=True)


@dataclass(frozen=True, slots=True)
class Texts:
    """The bot's words in one language; what takes a number has its plural forms."""

    language: str

    @classmethod
    def of(cls, code: str | None) -> Texts:
        """The words for a Telegram language code such as "de" or "pt-br"; English for what is not there yet."""
        return cls((code or "en").lower().replace("-", "_")[:20])

    def _(self, message: str) -> str:
        return _translations(self.language).gettext(message)

    def n(self, one: str, many: str, number: int) -> str:
        """The right plural form, with ``{n}`` filled in."""
        return _translations(self.language).ngettext(one, many, number).replace("{n}", f"{number:,}")

    # Beginning

    @property
    def start(self) -> str:
        return self._(
            "👋 Hello! I keep the articles you give me and <b>quote</b> from them — I never make anything up.\n\n"
            "1. Forward me an article, or paste one.\n"
            "2. Ask me about it in your own words, or send /summary.\n"
            "3. Every sentence I show is the article's own, and leads back to where it stands.\n\n"
            "Paragraphs that repeat are left out. /help says more."
        )

    @property
    def help(self) -> str:
        return self._(
            "<b>What I do</b>\n"
            "• Forward or paste an article, send its link or a file (PDF, Word, EPUB, HTML, text): I keep it and "
            "leave out what repeats.\n"
            "• Ask a question: I quote the passages that answer it, or say that none does.\n"
            "• Reply to an article with your question to look only there.\n\n"
            "<b>Commands</b>\n"
            "/summary – the article you reply to, or the latest; “/summary 5”, “/summary short”, “/summary about oil”\n"
            "/ask <i>question</i> – the same as just asking; in groups the way to ask\n"
            "/digest – what the recent articles tell, story by story; “/digest today”, “/digest week”, “/digest oil”\n"
            "/articles – what I keep here, newest first\n"
            "/forget – delete an article (as a reply), or everything here\n\n"
            "In a group I answer only when asked: reply to somebody's article with /summary or /ask.\n"
            "What is kept here is seen only in this chat."
        )

    @property
    def start_group(self) -> str:
        return self._(
            "👋 I quote from articles. Reply to a post with /summary or “/ask your question”; /help says more.\n"
            "I read only what you ask me about, and answer only when asked."
        )

    # Receipts

    def saved(self, title: str) -> str:
        return self._("✅ Saved <b>{title}</b>").format(title=title)

    def known_since(self, title: str, day: str) -> str:
        return self._("☑️ Already here since {day}: <b>{title}</b>").format(title=title, day=day)

    @property
    def nothing_new(self) -> str:
        return self._("Nothing new in it, nothing added.")

    def paragraphs(self, number: int) -> str:
        return self.n("{n} paragraph", "{n} paragraphs", number)

    def reading_time(self, words: int) -> str:
        return self.n("{n} min read", "{n} min read", max(1, round(words / WORDS_A_MINUTE)))

    def left_out(self, number: int) -> str:
        return self.n("{n} repeated paragraph left out", "{n} repeated paragraphs left out", number)

    def update_of(self, title: str, day: str) -> str:
        return self._("🔄 Update of <b>{title}</b> of {day}").format(title=title, day=day)

    def part_of(self, title: str, day: str) -> str:
        return self._("☑️ Part of <b>{title}</b>, here since {day}").format(title=title, day=day)

    def shares_with(self, number: int, title: str) -> str:
        return self.n(
            "{n} paragraph already known from <b>{title}</b>",
            "{n} paragraphs already known from <b>{title}</b>",
            number,
        ).replace("{title}", title)

    def new_paragraphs(self, number: int) -> str:
        return self.n("{n} new paragraph", "{n} new paragraphs", number)

    def changed_paragraphs(self, number: int) -> str:
        return self.n("{n} changed", "{n} changed", number)

    def revised(self, title: str) -> str:
        return self._("🔄 Your edit is in: <b>{title}</b>. What it no longer says is not found any more.").format(
            title=title
        )

    @property
    def nothing_new_there(self) -> str:
        return self._("That article added nothing to those that were here.")

    def saved_many(self, number: int) -> str:
        return self.n("✅ Saved {n} article", "✅ Saved {n} articles", number)

    def known_many(self, number: int) -> str:
        return self.n("{n} was here already", "{n} were here already", number)

    def and_more(self, number: int) -> str:
        return self.n("… and {n} more", "… and {n} more", number)

    # Answers

    def place(self, number: int, of: int) -> str:
        return self._("paragraph {number} of {of}").format(number=number, of=of)

    def also_in(self, number: int) -> str:
        return self.n("also in {n} other article", "also in {n} other articles", number)

    def no_answer(self, articles: int) -> str:
        return self.n(
            "Nothing in the article here answers that.", "Nothing in the {n} articles here answers that.", articles
        )

    @property
    def no_answer_there(self) -> str:
        return self._("Nothing in that article answers this.")

    def closest(self, words: str) -> str:
        return self._("Closest: “{words}”").format(words=words)

    @property
    def no_articles(self) -> str:
        return self._("There is no article here yet. Forward me one, or paste its text, and then ask.")

    @property
    def no_articles_group(self) -> str:
        return self._("There is no article here yet. Reply to a post with /summary or “/ask your question”.")

    def unread_filter(self, given: str) -> str:
        explained = self._("I do not understand {given}. Write dates like since:monday or before:2026-11-03.")
        return explained.format(given=given)

    @property
    def no_article_fits(self) -> str:
        return self._("No article here is from there or then. /articles lists what there is.")

    @property
    def ask_what(self) -> str:
        return self._("Ask like this: /ask how many people came? As a reply to a post, I look only in that post.")

    # Summaries

    def sentences(self, number: int, of: int) -> str:
        return self._("{number} of {of} sentences").format(number=number, of=of)

    @property
    def nothing_to_summarise(self) -> str:
        return self._("There is nothing to summarise in that message: it has no text that I can read.")

    def bad_length(self, given: str) -> str:
        explained = self._("“{given}” is no length. Write /summary, /summary 5, /summary short, or /summary about oil")
        return explained.format(given=given)

    def nothing_on(self, subject: str) -> str:
        return self._("Nothing in that article is about “{subject}”.").format(subject=subject)

    # Digests

    def digest(self, stories: int, articles: int) -> str:
        counted = self.n("{n} article", "{n} articles", articles)
        told = self.n("{n} story", "{n} stories", stories)
        return self._("🗞 <b>{stories}</b> in {articles}").format(stories=told, articles=counted)

    @property
    def digest_empty(self) -> str:
        return self._("No article here fits that. /digest week looks further back, /digest alone at everything recent.")

    def more_sources(self, number: int) -> str:
        return self.n("{n} more", "{n} more", number)

    # Lists and forgetting

    def articles_here(self, number: int) -> str:
        return self.n("<b>{n} article here</b>, newest first", "<b>{n} articles here</b>, newest first", number)

    def version(self, number: int, of: int) -> str:
        return self._("version {number} of {of}").format(number=number, of=of)

    def forget_article(self, title: str) -> str:
        return self._("Forget <b>{title}</b>? It cannot be brought back; you can forward it again.").format(title=title)

    def forget_all(self, number: int) -> str:
        return self.n(
            "Forget the {n} article here? It cannot be brought back.",
            "Forget all {n} articles here? They cannot be brought back.",
            number,
        )

    def forgotten(self, title: str) -> str:
        return self._("🗑 Forgotten: <b>{title}</b>").format(title=title)

    def forgotten_all(self, number: int) -> str:
        return self.n("🗑 Forgotten: {n} article.", "🗑 Forgotten: {n} articles.", number)

    @property
    def kept_after_all(self) -> str:
        return self._("Nothing was forgotten.")

    @property
    def nothing_to_forget(self) -> str:
        return self._("There is nothing here to forget.")

    @property
    def forget_admins_only(self) -> str:
        return self._("Only the group's administrators can make me forget articles.")

    # Small talk and trouble

    @property
    def hello(self) -> str:
        return self._("👋 Hello! Forward me an article, or ask about those that are here.")

    @property
    def welcome(self) -> str:
        return self._("You are welcome.")

    def unknown_command(self, command: str) -> str:
        return self._("I do not know {command}. /help lists what I can do.").format(command=command)

    @property
    def cannot_read(self) -> str:
        return self._(
            "I can read text, links and files (PDF, Word, EPUB, HTML): forward the article's text, or paste it."
        )

    @property
    def no_words(self) -> str:
        return self._("There are no words in that message, so there is nothing to keep or to look for.")

    # Links and files

    def fetching(self, host: str) -> str:
        return self._("⏳ Fetching {host} …").format(host=host)

    @property
    def downloading(self) -> str:
        return self._("⏳ Fetching the file …")

    @property
    def reading(self) -> str:
        return self._("⏳ Reading …")

    def reading_page(self, page: int, of: int) -> str:
        return self._("⏳ Reading page {page} of {of} …").format(page=page, of=of)

    @property
    def telegram_link(self) -> str:
        return self._("That link leads into Telegram, where I cannot look: forward me the post itself.")

    def not_fetched(self, problem: str, host: str) -> str:
        """Why a link could not be fetched; ``problem`` is the name of a ``bot.fetch.Problem``."""
        said = {
            "REFUSED": self._("I do not open that link: it is not a public web address."),
            "NO_SUCH_HOST": self._("There is no site called {host}: is the link complete?"),
            "UNREACHABLE": self._("{host} cannot be reached at the moment."),
            "CERTIFICATE": self._("I did not read that page: {host} cannot prove that it is {host}."),
            "TOO_SLOW": self._("{host} takes too long to answer."),
            "TOO_LARGE": self._("That page is too large for me to read."),
            "DENIED": self._("{host} does not let me read that page without a login, or not at all."),
            "GONE": self._("{host} says that there is no such page."),
            "TROUBLE": self._("{host} has trouble at the moment: try again later."),
        }
        return said.get(problem, self._("{host} sent an answer that I cannot read.")).format(host=host)

    def no_article(self, reason: str, host: str) -> str:
        """Why a page holds nothing to keep; ``reason`` is the name of an ``index.extract.Reason``."""
        said = {
            "LOGIN": self._("{host} asks for a login before it shows that page."),
            "NO_TEXT": self._("There is no article on that page of {host}."),
            "UNKNOWN_TYPE": self._("That link does not lead to a text: I read web pages, PDF, Word and EPUB."),
        }
        return said.get(reason, self.unreadable(reason)).format(host=host)

    def only_teaser(self, host: str) -> str:
        return self._("{host} shows only the beginning of that article; the rest is for subscribers.").format(host=host)

    def unreadable(self, reason: str) -> str:
        """Why a file cannot be read; ``reason`` is the name of an ``index.extract.Reason``."""
        said = {
            "UNKNOWN_TYPE": self._("I cannot read files of that kind: send text, Markdown, HTML, PDF, Word or EPUB."),
            "OLD_WORD": self._("That file is in an old Office format: save it as .docx and send it again."),
            "ENCRYPTED": self._("That file is encrypted: send it without its password or copy protection."),
            "SCAN": self._("That PDF holds pictures of pages, not text: run it through text recognition (OCR) first."),
            "DAMAGED": self._("That file is damaged: I cannot read it. Was it sent completely?"),
            "NO_TEXT": self._("There is no text in that file."),
        }
        return said.get(reason, self._("That file is too large or too complicated for me to read."))

    @property
    def too_big(self) -> str:
        return self._(
            "Telegram gives me files of up to 20 MB only, and that one is larger: send a part of it, or its text."
        )

    def more_links(self, number: int) -> str:
        return self.n("There is {n} more link in that message:", "There are {n} more links in that message:", number)

    @property
    def b_keep_teaser(self) -> str:
        return self._("Keep what is there")

    # More trouble

    @property
    def too_long(self) -> str:
        return self._("That text is too long for me to keep. Send it in smaller parts.")

    @property
    def gone(self) -> str:
        return self._("That article is not here any more.")

    @property
    def old_button(self) -> str:
        return self._("This button is too old to know what it was about. Please ask again.")

    @property
    def late(self) -> str:
        return self._("⏳ Sorry that this comes late: I was away for a while.")

    @property
    def trouble(self) -> str:
        return self._(
            "Something went wrong on my side; nothing that was kept is lost. Please try that again in a moment."
        )

    # Buttons

    @property
    def b_summary(self) -> str:
        return self._("Summary")

    @property
    def b_forget(self) -> str:
        return self._("Forget")

    @property
    def b_show_new(self) -> str:
        return self._("Show what is new")

    @property
    def b_more(self) -> str:
        return self._("More passages")

    @property
    def b_fewer(self) -> str:
        return self._("Fewer passages")

    @property
    def b_shorter(self) -> str:
        return self._("Shorter")

    @property
    def b_longer(self) -> str:
        return self._("Longer")

    @property
    def b_source(self) -> str:
        return self._("Source")

    @property
    def b_show_anyway(self) -> str:
        return self._("Show anyway")

    @property
    def b_yes_forget(self) -> str:
        return self._("Yes, forget")

    @property
    def b_cancel(self) -> str:
        return self._("Cancel")

    @property
    def b_back(self) -> str:
        return self._("‹ Back")

    @property
    def b_next(self) -> str:
        return self._("Next ›")

    @property
    def b_newer(self) -> str:
        return self._("‹ Newer")

    @property
    def b_older(self) -> str:
        return self._("Older ›")

    @property
    def b_save_article(self) -> str:
        return self._("Save as an article")

    @property
    def b_ask_this(self) -> str:
        return self._("It is a question")

    @property
    def b_all_articles(self) -> str:
        return self._("Look in all articles")

    def day(self, moment: datetime, now: datetime) -> str:
        """A date as short as it can be: the year only when it is not this one."""
        short = f"{moment.day} {self._(MONTHS[moment.month - 1])}"
        return short if moment.year == now.year else f"{short} {moment.year}"

    # What Telegram shows in its command menu

    @property
    def commands(self) -> list[tuple[str, str]]:
        return [
            ("summary", self._("Summarise an article in its own words")),
            ("ask", self._("Ask about the articles here")),
            ("digest", self._("What the recent articles tell, story by story")),
            ("articles", self._("What is kept here")),
            ("forget", self._("Delete an article, or all of them")),
            ("help", self._("How this works")),
        ]


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
