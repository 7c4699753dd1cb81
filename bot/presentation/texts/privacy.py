"""What is kept of a chat, where, for how long, who sees it, and how to delete it."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class Confidences(Words):
    """What is kept of a chat, where, for how long, who sees it, and how to delete it."""

    __slots__ = ()

    @property
    def privacy(self) -> str:
        return self._("🔒 <b>What I keep of this chat</b>")

    @property
    def privacy_articles(self) -> str:
        return self._(
            "• The articles you give me: their text, where they come from, and in which of your messages they stand."
        )

    @property
    def privacy_articles_asked(self) -> str:
        return self._(
            "• Posts, links and files that somebody asks me about or tells me to keep: their text, where they come "
            "from, and in which message they stand. Nothing of what else is written here."
        )

    @property
    def privacy_articles_posted(self) -> str:
        return self._(
            "• Forwarded posts, links, files and long posts, because an administrator has switched that on, and what "
            "somebody asks me about: their text, where they come from, and in which message they stand. Nothing of the "
            "talk between them."
        )

    @property
    def privacy_questions(self) -> str:
        return self._(
            "• What my own messages were about, questions included, for half a year at most, so that you can reply to "
            "them and press their buttons."
        )

    @property
    def privacy_messages(self) -> str:
        return self._(
            "• Of all other messages only their numbers and times, so that none is handled twice. One that I failed to "
            "handle stays for 30 days at most, so that this can be mended."
        )

    @property
    def privacy_people(self) -> str:
        return self._(
            "• Of people when each last looked at /new and, where my owner decides who may use me, the names and "
            "Telegram numbers of those who asked to."
        )

    @property
    def privacy_where(self) -> str:
        return self._(
            "<b>Where.</b> In one database on the machine I run on; whoever runs me could read it. No other service "
            "gets any of it, and no language model. Sites whose links I open see that machine, not you."
        )

    @property
    def privacy_where_offline(self) -> str:
        return self._(
            "<b>Where.</b> In one database on the machine I run on; whoever runs me could read it. No other service "
            "gets any of it, and no language model. I open no links here."
        )

    @property
    def privacy_for_good(self) -> str:
        return self._("<b>How long.</b> Until it is deleted; /settings can set a limit.")

    def privacy_days(self, number: int) -> str:
        return self.n(
            "<b>How long.</b> Articles and questions are forgotten after {n} day.",
            "<b>How long.</b> Articles and questions are forgotten after {n} days.",
            number,
        )

    @property
    def privacy_who(self) -> str:
        return self._("<b>Who sees it.</b> You, in this chat. What I keep of other chats cannot be found here.")

    @property
    def privacy_who_group(self) -> str:
        return self._("<b>Who sees it.</b> The members of this group, in this group; in no other chat can it be found.")

    @property
    def privacy_delete(self) -> str:
        return self._(
            "<b>Deleting.</b> /forget as a reply deletes that article, /forget alone everything here. Telegram does "
            "not tell me when you delete a message, and blocking me deletes nothing: use /forget first."
        )

    @property
    def privacy_delete_admins(self) -> str:
        return self._(
            "<b>Deleting.</b> Administrators can: /forget as a reply deletes that article, /forget alone everything "
            "here. Telegram does not tell me when a message is deleted."
        )

    @property
    def privacy_delete_everybody(self) -> str:
        return self._(
            "<b>Deleting.</b> Everybody here can: /forget as a reply deletes that article, /forget alone everything "
            "here. Telegram does not tell me when a message is deleted."
        )

    @property
    def privacy_leaving(self) -> str:
        return self._("When I am removed from this group, everything is kept for 30 more days and then deleted.")

    @property
    def privacy_leaving_at_once(self) -> str:
        return self._("When I am removed from this group, everything of it is deleted at once.")
