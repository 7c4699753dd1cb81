"""Who may use the bot, from the settings and the database; and how the owner claims it."""

from __future__ import annotations

from bot.config import Settings
from bot.services.access.claim import Claim, new_code
from bot.services.access.policy import OPEN, Access, Policy
from bot.store import access
from index import Database


def admission(database: Database, settings: Settings) -> Access:
    """Who may use the bot; with a code to claim it by while it has no owner. The local page is for everybody."""
    if settings.token is None:
        return Access(OPEN)
    with database.read() as connection:
        owned = access.owner(connection) is not None
    policy = Policy(everybody=settings.open_to_all, users=settings.allowed_users, chats=settings.allowed_chats)
    return Access(policy, None if owned else _claim(database))


def _claim(database: Database) -> Claim:
    if database.sqlite:
        return Claim(new_code())
    # Whichever process gets the message has to know the code, and it may have been printed by another one.
    with database.write() as connection:
        return Claim(access.code(connection, new_code()), lasting=True)


def how_to_claim(claim: Claim, username: str, *, everybody: bool) -> str:
    """What the operator reads while the bot has no owner."""
    state = (
        "Everybody may use this bot (OPEN_TO_ALL); whoever claims it is told of trouble."
        if everybody
        else "This bot has no owner yet, and works for nobody but those in ALLOWED_USERS and ALLOWED_CHATS."
    )
    return (
        f"{state}\n"
        f"  To make it yours, send it:  /start {claim.code}\n"
        f"  or open:                    https://t.me/{username}?start={claim.code}\n"
        f"  The code works once{'' if claim.lasting else ', and until the bot is started again'}."
    )
