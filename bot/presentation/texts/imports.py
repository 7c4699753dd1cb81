"""Links and files on their way in."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence


class ImportTexts(BaseTexts):
    """Links and files on their way in."""

    __slots__ = ()

    def fetching(self, host: str) -> str:
        return self._("⏳ Fetching {host} …").format(host=host)

    downloading = Sentence("⏳ Fetching the file …")
    reading = Sentence("⏳ Reading …")

    def reading_page(self, page: int, of: int) -> str:
        return self._("⏳ Reading page {page} of {of} …").format(page=page, of=of)

    indexing = Sentence("⏳ Indexing …")
    telegram_link = Sentence("That link leads into Telegram, where I cannot look: forward me the post itself.")

    def not_fetched(self, problem: str, host: str) -> str:
        """Why a link could not be fetched; ``problem`` is the name of a ``bot.fetching.fetcher.Problem``."""
        texts = {
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
        return texts.get(problem, self._("{host} sent an answer that I cannot read.")).format(host=host)

    def no_article(self, reason: str, host: str) -> str:
        """Why a page holds nothing to keep; ``reason`` is the name of an ``index.extract.Reason``."""
        texts = {
            "LOGIN": self._("{host} asks for a login before it shows that page."),
            "NO_TEXT": self._("There is no article on that page of {host}."),
            "UNKNOWN_TYPE": self._("That link does not lead to a text: I read web pages, PDF, Word and EPUB."),
        }
        return texts.get(reason, self.unreadable(reason)).format(host=host)

    def only_teaser(self, host: str) -> str:
        return self._("{host} shows only the beginning of that article; the rest is for subscribers.").format(host=host)

    def unreadable(self, reason: str) -> str:
        """Why a file cannot be read; ``reason`` is the name of an ``index.extract.Reason``."""
        texts = {
            "UNKNOWN_TYPE": self._("I cannot read files of that kind: send text, Markdown, HTML, PDF, Word or EPUB."),
            "OLD_WORD": self._("That file is in an old Office format: save it as .docx and send it again."),
            "ENCRYPTED": self._("That file is encrypted: send it without its password or copy protection."),
            "SCAN": self._("That PDF holds pictures of pages, not text: run it through text recognition (OCR) first."),
            "DAMAGED": self._("That file is damaged: I cannot read it. Was it sent completely?"),
            "NO_TEXT": self._("There is no text in that file."),
            "GARBLED": self._(
                "I cannot tell how the text in that file is encoded: save it as UTF-8 and send it again."
            ),
            "TOO_LONG": self._("That text is too long for me to keep. Send it in smaller parts."),
        }
        return texts.get(reason, self._("That file is too large or too complicated for me to read."))

    too_big = Sentence(
        "Telegram gives me files of up to 20 MB only, and that one is larger: send a part of it, or its text."
    )
    more_links = Plural("There is {n} more link in that message:", "There are {n} more links in that message:")
    b_keep_teaser = Sentence("Keep what is there")
