"""The bot's tables. Chat and message ids live here and in `incoming`, never in the library."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, MetaData, SmallInteger, Table, Text

# The newest migration; a database at this revision needs nothing done.
REVISION = "0011"

# An index keeps the name that it was made with when what it is over gets another: SQLite would make it anew.
metadata = MetaData()

# Where several processes work together one is asked for the waiting updates of a chat. Only PostgreSQL has it.
WAITING_INDEX = "ix_inbox_waiting"

# Times are seconds since the epoch: they are compared and added to, never shown.

chat = Table(
    "chat",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    # Where the chat's articles are; a group that migrates only moves this pointer.
    Column("collection", Text, nullable=False),
    # When Telegram said that we may not write there any more; null while we may.
    Column("closed_at", Float),
    # What the chat has decided, as JSON (bot.domain.preferences); null while it has decided nothing.
    Column("preferences", Text),
    # What we noticed of a group, as JSON (bot.domain.noticed); null while that is nothing.
    Column("noticed", Text),
)

# Updates as Telegram sent them: on disk before Telegram is told that they arrived.
inbox = Table(
    "inbox",
    metadata,
    # The order of arrival: Telegram's own numbers start anew at random after a quiet week.
    Column("number", Integer().with_variant(BigInteger, "postgresql"), primary_key=True, autoincrement=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("received_at", Float, nullable=False),
    Column("state", SmallInteger, nullable=False),
    # How often handling it failed, and how often it was begun after a restart without coming to an end.
    Column("tries", SmallInteger, nullable=False),
    Column("starts", SmallInteger, nullable=False),
    Column("error", Text),
    # The key of its queue (bot.domain.incoming.raw_updates); null in old rows of earlier releases.
    Column("chat_id", BigInteger),
    Index("ix_inbox_state_number", "state", "number"),
)

# Messages that we owe: rows until Telegram has them.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer().with_variant(BigInteger, "postgresql"), primary_key=True, autoincrement=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    # 0 before 1: answers go before digests.
    Column("priority", SmallInteger, nullable=False),
    # When somebody asked for it and in which language; null when nobody did.
    Column("asked_at", Float),
    Column("language", Text),
    Index("ix_outbox_chat_id_priority_id", "chat_id", "priority", "id"),
    # A number tells a message on its way from those that come after it.
    sqlite_autoincrement=True,
)

# What each of our messages is about, so that a reply to it or a button under it is understood.
sent_message = Table(
    "sent_message",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    # The message whose question ours answers: when that is edited, ours is answered anew.
    Column("question_id", BigInteger),
    Column("about", Text, nullable=False),
    Column("sent_at", Float, nullable=False),
    Index("ix_said_chat_id_asked", "chat_id", "question_id"),
    Index("ix_said_said_at", "sent_at"),
)

# Whose bot this is: one row, or none while nobody has claimed it.
owner = Table(
    "owner",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, nullable=False),
    Column("language", Text),
    Column("claimed_at", Float, nullable=False),
)

# People and groups that came without being expected, and what the owner decided about them.
guest = Table(
    "guest",
    metadata,
    # What buttons carry: Telegram's ids are longer, and negative for groups.
    Column("number", Integer().with_variant(BigInteger, "postgresql"), primary_key=True, autoincrement=True),
    Column("guest_id", BigInteger, nullable=False, unique=True),
    Column("name", Text),
    Column("state", SmallInteger, nullable=False),
    # Who brought the bot into a group: it is welcome there for as long as that person is.
    Column("brought_by", BigInteger),
    Column("met_at", Float, nullable=False),
    # When they were last told that the bot is private.
    Column("told_at", Float),
    # Whether the owner has heard of them.
    Column("reported", Boolean, nullable=False),
    Index("ix_guest_state", "state", "reported"),
)

# Channels that the bot administers: what they post is kept for whoever brought it there.
channel = Table(
    "channel",
    metadata,
    # What buttons carry: Telegram's ids are longer.
    Column("number", Integer().with_variant(BigInteger, "postgresql"), primary_key=True, autoincrement=True),
    Column("channel_id", BigInteger, nullable=False, unique=True),
    Column("title", Text),
)

# The groups that a channel's posts are kept for besides, because somebody who administers both has switched that on.
channel_group = Table(
    "channel_group",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
)

# What must outlast a restart and belongs to no chat: what the owner was told last, how the last run ended.
note = Table(
    "note",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# Messages that came lately, as far as later ones may belong to them: parts of a long post, items of an album, a post
# and the remark that came with it. Numbers and times only.
recent_message = Table(
    "recent_message",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sender_id", BigInteger, nullable=False),
    Column("sent_at", Float, nullable=False),
    Column("topic_id", BigInteger),
    Column("album_id", Text),
    # A hash of whom or what it was forwarded from, when the original was posted, and its number in its channel.
    Column("origin_hash", Text),
    Column("origin_at", Float),
    Column("origin_message_id", BigInteger),
    # How long its text is, as Telegram counts: in UTF-16 units.
    Column("text_units", Integer, nullable=False),
    # The first message of the text that this one is a part of; itself when it is the first.
    Column("head_id", BigInteger),
    # Whether an article came of it, and whether it was taken for a question or a remark.
    Column("kept", Boolean, nullable=False),
    Column("remark", Boolean, nullable=False),
    Index("ix_arrival_chat_id_sent_at", "chat_id", "sent_at"),
    Index("ix_arrival_sent_at", "sent_at"),
)

# What each person has seen of a chat's articles: all that came before that time.
last_seen = Table(
    "last_seen",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_until", Float, nullable=False),
)

# Bot processes that work on this database together: a PostgreSQL one. Times by the server's clock.
process = Table(
    "process",
    metadata,
    Column("id", Integer().with_variant(BigInteger, "postgresql"), primary_key=True, autoincrement=True),
    Column("started_at", Float, nullable=False),
    # A process that was not heard of for some seconds has lost what it had.
    Column("seen_at", Float, nullable=False),
    # Until when Telegram has asked it to send nothing at all.
    Column("held_until", Float, nullable=False),
)

# Which process handles a chat's updates and sends what the chat is owed. A chat without a row is anybody's.
lease = Table(
    "lease",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    # Null when the chat was given back, or its process is gone.
    Column("process", BigInteger),
    # Whether that process ended without a word: what it had begun may be why.
    Column("died", Boolean, nullable=False),
    # When our last messages went there, as JSON, and when the row last changed: Telegram's limits outlast a process.
    Column("sent", Text, nullable=False),
    Column("changed_at", Float, nullable=False),
    Index("ix_lease_process", "process"),
)

# As many messages as may be on their way to Telegram at once, and in any second, from all processes together.
permit = Table(
    "permit",
    metadata,
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    # When it may be taken; while a message is on its way, when it is taken for lost.
    Column("free_at", Float, nullable=False),
)
