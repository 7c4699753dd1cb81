"""/privacy: what is kept of a chat, by its decisions."""

from __future__ import annotations

from bot.domain.preferences import Preferences
from bot.presentation.texts import Texts


def privacy(preferences: Preferences, texts: Texts, *, private: bool, channels: bool) -> str:
    """What is kept, where, for how long, who sees it, and how to delete it; ``channels``: also what some post."""
    if private:
        kept = texts.privacy_articles
    else:
        kept = texts.privacy_articles_posted if preferences.keeping else texts.privacy_articles_asked
    days = preferences.retention
    people = [texts.privacy_people] if private else [texts.privacy_people, texts.privacy_languages]
    posted = [texts.privacy_channels] if channels else []
    parts = [
        texts.privacy,
        "\n".join((kept, *posted, texts.privacy_questions, texts.privacy_messages, *people)),
        texts.sequence(texts.privacy_where, texts.privacy_links if preferences.fetching else texts.privacy_no_links),
        texts.privacy_days(days) if days else texts.privacy_for_good,
        texts.privacy_who if private else texts.privacy_who_group,
        _deleting(preferences, texts, private=private),
    ]
    return "\n\n".join(parts)


def _deleting(preferences: Preferences, texts: Texts, *, private: bool) -> str:
    if private:
        return texts.sequence(texts.privacy_delete, texts.privacy_blocking)
    who = texts.privacy_everybody_deletes if preferences.anybody_forgets else texts.privacy_admins_delete
    leaving = texts.privacy_leaving_at_once if preferences.purging else texts.privacy_leaving
    return texts.sequence(texts.privacy_delete, who, leaving)
