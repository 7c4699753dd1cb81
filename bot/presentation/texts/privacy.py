"""What is kept of a chat, where, for how long, who sees it, and how to delete it."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence


class PrivacyTexts(BaseTexts):
    """What is kept of a chat, where, for how long, who sees it, and how to delete it."""

    __slots__ = ()

    privacy = Sentence("🔒 <b>What I keep of this chat</b>")
    privacy_articles = Sentence(
        "• The articles you give me: their text, where they come from, and in which of your messages they stand."
    )
    privacy_articles_asked = Sentence(
        "• Posts, links and files that somebody asks me about or tells me to keep: their text, where they come "
        "from, and in which message they stand. Nothing of what else is written here."
    )
    privacy_articles_posted = Sentence(
        "• Forwarded posts, links, files and long posts, because an administrator has switched that on, and what "
        "somebody asks me about: their text, where they come from, and in which message they stand. Nothing of the "
        "talk between them."
    )
    privacy_channels = Sentence("• What is posted in channels that are kept for this chat.")
    privacy_questions = Sentence(
        "• What my own messages were about, questions included, for half a year at most, so that you can reply to "
        "them and press their buttons."
    )
    privacy_messages = Sentence(
        "• Of all other messages only their numbers and times, so that none is handled twice. One that I failed to "
        "handle stays for 30 days at most, so that this can be mended."
    )
    privacy_people = Sentence(
        "• Of people when each last looked at /new and, where my owner decides who may use me, the names and "
        "Telegram numbers of those who asked to."
    )
    privacy_languages = Sentence("• In which language each member writes to me: I speak the most common one.")
    privacy_where = Sentence(
        "<b>Where.</b> In one database on the machine I run on; whoever runs me could read it. No other service "
        "gets any of it, and no language model."
    )
    privacy_links = Sentence("Sites whose links I open see that machine, not you.")
    privacy_no_links = Sentence("I open no links here.")
    privacy_for_good = Sentence("<b>How long.</b> Until it is deleted; /settings can set a limit.")
    privacy_days = Plural(
        "<b>How long.</b> Articles and questions are forgotten after {n} day.",
        "<b>How long.</b> Articles and questions are forgotten after {n} days.",
    )
    privacy_who = Sentence("<b>Who sees it.</b> You, in this chat. What I keep of other chats cannot be found here.")
    privacy_who_group = Sentence(
        "<b>Who sees it.</b> The members of this group, in this group. It cannot be found in other chats."
    )
    privacy_delete = Sentence(
        "<b>Deleting.</b> /forget as a reply deletes that article, /forget alone everything here. Telegram does "
        "not tell me when a message is deleted."
    )
    privacy_blocking = Sentence("Blocking me deletes nothing: use /forget first.")
    privacy_admins_delete = Sentence("Only administrators can use /forget.")
    privacy_everybody_deletes = Sentence("Every member can use /forget.")
    privacy_leaving = Sentence(
        "When I am removed from this group, everything is kept for 30 more days and then deleted."
    )
    privacy_leaving_at_once = Sentence("When I am removed from this group, everything of it is deleted at once.")
