"""The first words of the bot, in private and in groups; its help, and its command menu."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Sentence


class OnboardingTexts(BaseTexts):
    """The first words of the bot, in private and in groups; its help, and its command menu."""

    __slots__ = ()

    start = Sentence(
        "👋 Hello! Forward me an article, or paste its text, its link or a file.\n"
        "Then ask about it in your own words, or send /summary.\n"
        "I only <b>quote</b>: every sentence is the article's own, and leads to where it stands. /help says more."
    )
    b_sample = Sentence("Try with a sample")
    b_groups = Sentence("Use me in a group")
    b_choose_group = Sentence("Add me to a group")
    # An invented article: its title, and paragraphs with blank lines between them. The question is about it.
    sample = Sentence(
        "Old ferry becomes a floating library\n\n"
        "The ferry Maribel, which carried cars across Lake Orne for forty years, will be a library from 1 May.\n\n"
        "The town of Tilm paid 120,000 euros for her. Volunteers have carried 9,000 books on board.\n\n"
        "Readers may borrow five books at a time. In summer the café on deck stays open until midnight."
    )
    sample_source = Sentence("Sample article")
    sample_question = Sentence("How many books are on board?")
    sample_hint = Sentence("Now ask about it, or reply to it with /summary. For example:")
    help = Sentence(
        "<b>What I do</b>\n"
        "• Forward or paste an article, send its link or a file (PDF, Word, EPUB, HTML, text): I keep it and "
        "leave out what repeats.\n"
        "• Ask a question: I quote the passages that answer it, or say that none does.\n"
        "• Reply to an article with your question to look only there.\n\n"
        "<b>Commands</b>\n"
        "/summary – the article you reply to, or the latest; “/summary 5”, “/summary short”, “/summary about oil”\n"
        "/ask <i>question</i> – the same as just asking; in groups the way to ask\n"
        "/check – whether a text says what the articles say (as a reply, or with the text)\n"
        "/digest – the recent articles, story by story; “/digest today”, “/digest week”, “/digest oil”\n"
        "/new – what came since you last looked\n"
        "/articles – what I keep here, newest first; “/articles oil”, “/articles from:reuters”\n"
        "/forget – delete an article (as a reply), some (“/forget from:reuters”), or everything here\n"
        "/export – everything here as a file\n"
        "/settings, /privacy – how I behave here; what I keep\n\n"
        "In a group I answer only when asked: reply to somebody's article with /summary, /ask or /keep.\n"
        "What is kept here is seen only in this chat."
    )
    start_group = Sentence(
        "👋 I quote from articles: reply to a post, link or file with /summary or “/ask your question”.\n"
        "I keep only what you ask me about, and speak only when asked."
    )
    # What stands on the bot's profile; 120 characters at most.
    short_description = Sentence(
        "Keeps the articles you give it, and quotes from them: summaries and answers, never made up."
    )
    # What stands in an empty chat with the bot; 512 characters at most.
    description = Sentence(
        "Forward me articles, links or files, then ask about them or let me summarise them. Every sentence I show "
        "is the article's own and leads back to where it stands. Paragraphs that repeat are left out.\n\n"
        "In a group: reply to a post with /summary or /ask."
    )

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The command menu of private chats."""
        return [
            ("summary", self._("Summarise an article in its own words")),
            ("ask", self._("Ask about the articles here")),
            ("check", self._("Check a text against the articles here")),
            ("digest", self._("The recent articles, story by story")),
            ("new", self._("What came since you last looked")),
            ("articles", self._("What is kept here")),
            ("forget", self._("Delete an article, or all of them")),
            ("export", self._("Everything here as a file")),
            ("settings", self._("Language, time zone, how long articles stay")),
            ("privacy", self._("What I keep, and who sees it")),
            ("help", self._("How this works")),
        ]

    @property
    def group_commands(self) -> list[tuple[str, str]]:
        """The command menu of groups."""
        keep = ("keep", self._("Keep the post you reply to"))
        return [*self.commands[:2], keep, *self.commands[2:]]

    # In groups: what can be seen, and what is looked at

    sees_asked = Sentence("I see only commands and replies to me.")
    sees_everything = Sentence("I can see all messages here.")
    more_commands = "/help · /settings · /privacy"
    knows_asked = Sentence("I only know posts that somebody asked me about; reply to one with /keep.")
    b_this_topic = Sentence("Only this topic")
    b_all_topics = Sentence("All topics")
    keep_what = Sentence("Reply with /keep to the post, link or file that I should keep.")
    only_a_line = Sentence("I did not keep that: it is a question, a command or a line of chat.")
