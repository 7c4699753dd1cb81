"""Who may use the bot, and how the owner claims it. Access is decided before any handler sees an update.

In private the person counts: the owner, those in ALLOWED_USERS, and those whom the owner lets in. In a group the group
counts, whoever speaks: those in ALLOWED_CHATS, those that the owner lets in or gives a command in, and those to which a
welcome person has added the bot, for as long as that person is welcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import Connection
from telegram import Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.config import Settings
from bot.domain.parsing.mentions import text_addressed_to
from bot.services.access.claim import Claim, code_in, new_code
from bot.store import access
from index import Database

# How long a decision is cached: another process may change it meanwhile.
BELIEVED_SECONDS = 10.0
MOST_BELIEVED = 10_000
# Telegram's own account, which forwards posts of linked channels, and the accounts of anonymous senders.
_NOBODY = frozenset({777000, 1087968824, 136817688})
_INSIDE = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The operator's settings: the ids of people and groups who may use the bot, or everybody."""

    everybody: bool = False
    users: frozenset[int] = frozenset()
    chats: frozenset[int] = frozenset()


OPEN = Policy(everybody=True)


class AccessDecision(Enum):
    """The status of an update's sender."""

    WELCOME = auto()
    BROUGHT = auto()  # a group that becomes welcome by this update
    CLAIMS = auto()  # comes with the right code while the bot has no owner
    WRONG_CODE = auto()
    TOO_MANY_GUESSES = auto()
    UNCLAIMED = auto()  # a stranger; nobody could have let them in yet
    STRANGER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequest:
    """The sender of an update, and its place.

    ``place`` decides: the group, or the person in private and where there is no chat. ``addressed``: the bot is meant.
    ``brings``: ``person`` has just added it to the group. ``code``: the words after /start.
    """

    person: int | None
    place: int
    name: str
    group: bool
    addressed: bool
    brings: bool = False
    code: str | None = None


class Access:
    """Decides on access. ``claim`` is None unless the bot waits for an owner."""

    def __init__(self, policy: Policy = OPEN, claim: Claim | None = None) -> None:
        self.policy = policy
        self.claim = claim
        # Welcome places, and until when that is assumed.
        self._welcome: dict[int, float] = {}

    def open_for(self, access_request: AccessRequest, *, now: float) -> bool:
        """Whether they are known to be welcome, without a database query; ``now`` in seconds."""
        if access_request.code is not None and self.claim is not None:
            return False
        return self.policy.everybody or (
            not access_request.brings and self._welcome.get(access_request.place, 0.0) > now
        )

    def welcomed(self, access_request: AccessRequest, *, now: float) -> None:
        """Caches for a while that they are welcome, to avoid a query each time."""
        if len(self._welcome) >= MOST_BELIEVED:
            self._welcome.clear()
        self._welcome[access_request.place] = now + BELIEVED_SECONDS

    def changed(self, place: int | None = None) -> None:
        """Forgets the cached status of this person or group (None: all), since a decision was made about them."""
        if place is None:
            self._welcome.clear()
        else:
            self._welcome.pop(place, None)

    def decide(self, connection: Connection, access_request: AccessRequest, *, now: float) -> AccessDecision:
        """The decision about them. Changes nothing in the database; ``now`` in seconds."""
        owner = access.owner(connection)
        if (
            owner is None
            and self.claim is not None
            and access_request.code is not None
            and access_request.person is not None
        ):
            decision = self._claiming(self.claim, access_request.code, access_request.person, now)
            if decision is AccessDecision.CLAIMS or not self.policy.everybody:
                return decision
        if self.policy.everybody:
            return AccessDecision.WELCOME
        stranger = AccessDecision.STRANGER if owner or self.claim is None else AccessDecision.UNCLAIMED
        if not access_request.group:
            return AccessDecision.WELCOME if self._person(connection, owner, access_request.place) else stranger
        known = access.find(connection, access_request.place)
        if access_request.place in self.policy.chats or self._group(connection, owner, known):
            return AccessDecision.WELCOME
        if (
            owner is not None
            and access_request.person == owner.user_id
            and (access_request.addressed or access_request.brings)
        ):
            return AccessDecision.BROUGHT
        turned_away = known is not None and known.state == access.IGNORED
        if access_request.brings and not turned_away and self._person(connection, owner, access_request.person):
            return AccessDecision.BROUGHT
        return stranger

    def _claiming(self, claim: Claim, code: str, person: int, now: float) -> AccessDecision:
        if not claim.may_guess(person, now):
            return AccessDecision.TOO_MANY_GUESSES
        if claim.right(code):
            # Not counted: the decision is repeated when it could not be committed.
            return AccessDecision.CLAIMS
        claim.wrong(person, now)
        return AccessDecision.WRONG_CODE

    def _person(self, connection: Connection, owner: access.Owner | None, person: int | None) -> bool:
        if person is None:
            return False
        if person in self.policy.users or (owner is not None and person == owner.user_id):
            return True
        known = access.find(connection, person)
        return known is not None and known.state == access.ALLOWED

    def _group(self, connection: Connection, owner: access.Owner | None, known: access.Guest | None) -> bool:
        if known is None or known.state != access.ALLOWED:
            return False
        return known.brought_by is None or self._person(connection, owner, known.brought_by)


def access_request_of(update: Update, bot: User) -> AccessRequest | None:
    """The sender and place of this update; None when it requests nothing: the bot was removed or blocked."""
    user, chat = update.effective_user, update.effective_chat
    if update.my_chat_member is not None:
        change = update.my_chat_member
        if change.chat.type == Chat.PRIVATE or not joined(change):
            return None
        # A channel's readers did not ask; even the person who made the bot its administrator may be a stranger to them.
        return _in_group(change.chat, user, addressed=change.chat.type != Chat.CHANNEL, brings=True)
    if update.guest_message is not None:
        # The chat is not ours, so the caller counts. Strangers get no answer in front of others.
        nobody = user is None or user.is_bot or user.id in _NOBODY
        person, name = (None, "") if nobody or user is None else (user.id, user.full_name)
        return AccessRequest(person=person, place=person or 0, name=name, group=False, addressed=False)
    if chat is not None and chat.type != Chat.PRIVATE:
        # Channel posts are meant for the channel's readers.
        return _in_group(chat, user, addressed=chat.type != Chat.CHANNEL and _addressed(update, bot))
    place = chat.id if chat is not None else user.id if user is not None else 0
    name = user.full_name if user is not None else ""
    person = user.id if user is not None else None
    code = code_in(update.message)
    # A person who types an inline query elsewhere is shown nothing, but must not be written to.
    return AccessRequest(person=person, place=place, name=name, group=False, addressed=chat is not None, code=code)


def speaks_for_itself(update: Update) -> bool:
    """Whether another bot sent this itself, rather than Telegram on behalf of an anonymous sender.

    Two bots that answer each other would never stop; Telegram does not prevent that.
    """
    user = update.effective_user
    return user is not None and user.is_bot and user.id not in _NOBODY


def joined(change: ChatMemberUpdated) -> bool:
    """Whether the bot was outside before and is inside now."""
    return not _inside(change.old_chat_member) and _inside(change.new_chat_member)


def inside(change: ChatMemberUpdated) -> bool:
    """Whether the bot may be in the chat: not removed, blocked or gone."""
    return _inside(change.new_chat_member)


def _inside(member: ChatMember) -> bool:
    # A restricted member may also be outside.
    return member.status in _INSIDE and getattr(member, "is_member", True)


def _in_group(chat: Chat, user: User | None, *, addressed: bool, brings: bool = False) -> AccessRequest:
    # Anonymous administrators and channels share a few accounts of Telegram's.
    person = None if user is None or user.is_bot or user.id in _NOBODY else user.id
    name = chat.title or ""
    return AccessRequest(person=person, place=chat.id, name=name, group=True, addressed=addressed, brings=brings)


def _addressed(update: Update, bot: User) -> bool:
    """Whether somebody in a group addresses the bot: by a button, a command, its name, or a reply to it."""
    message = update.effective_message
    if update.callback_query is not None:
        return True
    if not isinstance(message, Message):
        return False
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        return True
    if text_addressed_to(message, bot) is not None:
        return True
    word = (message.text or message.caption or "").split(maxsplit=1)[:1]
    if not word or not word[0].startswith("/") or word[0] == "/":
        return False
    _, at, name = word[0].partition("@")
    return not at or name.lower() == (bot.username or "").lower()


def admission(database: Database, settings: Settings) -> Access:
    """The access rules, with a claim code while the bot has no owner. The local page is open to everybody."""
    if settings.token is None:
        return Access(OPEN)
    with database.read() as connection:
        owned = access.owner(connection) is not None
    policy = Policy(everybody=settings.open_to_all, users=settings.allowed_users, chats=settings.allowed_chats)
    return Access(policy, None if owned else _claim(database))


def _claim(database: Database) -> Claim:
    if database.sqlite:
        return Claim(new_code())
    # Any process may receive the message, whichever printed the code: all must know it.
    with database.write() as connection:
        return Claim(access.code(connection, new_code()), lasting=True)


def how_to_claim(claim: Claim, username: str, *, everybody: bool) -> str:
    """The lines that the operator reads while the bot has no owner."""
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
