"""The tables; times are seconds since 1970, dates ISO texts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    event,
    text,
)

METADATA = MetaData()

SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("user_id", BigInteger, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("at_minute", Integer, nullable=False),
    Column("weekdays", Integer, nullable=False),
    Column("speaker", String(64)),
    Column("theme", String(64)),
    Column("language", String(16), nullable=False),
    Column("state", String(8), nullable=False),
    Column("reason", String(16)),
    Column("seed", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    # NULL unless active: the planner's index then holds nothing that could not become due.
    Column("next_due_at", BigInteger),
    Column("next_due_date", String(10)),
    Column("last_date", String(10)),
    Column("last_delivered_at", BigInteger),
    Column("skipped_date", String(10)),
    Column("skipped_reason", String(20)),
    Column("cycle", Integer, nullable=False, default=0),
    Column("delivered", Text, nullable=False, default=""),
    Column("last_entry", String(64)),
    Column("place", String(64)),
    Column("is_silent", Integer, nullable=False, server_default="0"),
    Index("subscriptions_next_due_at", "next_due_at"),
    Index("subscriptions_chat_id", "chat_id"),
    Index("subscriptions_user_id", "user_id"),
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("subscription_id", String(32), primary_key=True),
    Column("local_date", String(10), primary_key=True),
    Column("due_at", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("entry_id", String(64)),
    Column("cycle", Integer),
    Column("attempts", Integer, nullable=False, default=0),
    Column("doubts", Integer, nullable=False, default=0),
    Column("handovers", Integer, nullable=False, default=0),
    Column("reason", Text),
    Column("message_id", BigInteger),
    Column("changed_at", Float(53), nullable=False),
    # One index serves the hand-over (state = 'due', oldest first), the counts and the pruning.
    Index("deliveries_state_due_at", "state", "due_at"),
)

RATE_LIMITS = Table(
    "paces",
    METADATA,
    # 0 stands for all chats together.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("next_at", Float(53), nullable=False),
    # What Telegram has told, and when: a clock set back before that makes it void.
    Column("held_from", Float(53), nullable=False, server_default="0"),
    Column("held_until", Float(53), nullable=False, server_default="0"),
)

NOTES = Table(
    "notes",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

CARDS = Table(
    "cards",
    METADATA,
    Column("entry_id", String(64), primary_key=True),
    Column("theme", String(8), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("record_version", String(64), nullable=False),
    Column("design", Integer, nullable=False),
    Column("file_id", Text, nullable=False),
)

PREFERENCES = Table(
    "preferences",
    METADATA,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(16), nullable=False),
)

UPDATES = Table(
    "updates",
    METADATA,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    # These and the body are emptied as soon as it is handled; the id stays for a day, so that it is known.
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger),
    # 0 waits, 1 is being handled by the replica in `taken_by`, 2 is handled.
    Column("state", SmallInteger, nullable=False),
    Column("taken_by", Integer),
    Column("received_at", Float(53), nullable=False),
    Column("body", Text, nullable=False),
    Index("updates_unfinished", "chat_id", "update_id"),
    Index("updates_received_at", "received_at"),
)


@event.listens_for(UPDATES, "before_create")
def _leave_out_handled(updates: Table, connection: Connection, **_: object) -> None:
    """Let the index hold only what is unfinished; said here, as it would import each database's drivers."""
    (unfinished,) = (one for one in updates.indexes if one.name == "updates_unfinished")
    unfinished.dialect_kwargs[f"{connection.dialect.name}_where"] = text("state < 2")


MEMORIES = Table(
    "memories",
    METADATA,
    Column("kind", String(8), primary_key=True),
    # With the next two the place of `handlers.memory`: chat, topic or message, person or 0.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("second", BigInteger, primary_key=True, autoincrement=False),
    Column("third", BigInteger, primary_key=True, autoincrement=False),
    # Whose it is, for /forget; 0 for nobody's.
    Column("user_id", BigInteger, nullable=False),
    Column("kept_at", Float(53), nullable=False),
    Column("until", Float(53), nullable=False),
    Column("value", Text, nullable=False),
    Index("memories_user_id", "user_id"),
    Index("memories_until", "until"),
)

MISTAKES = Table(
    "mistakes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("entry_id", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("reported_on", String(10), nullable=False),
)

MISSED = Table(
    "missed",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("words", Text, nullable=False),
    Column("language", String(16), nullable=False),
    # The keyed hash and the month of its key; NULL once three people have asked alike.
    Column("asker", String(64)),
    Column("month", String(7)),
    Column("times", Integer, nullable=False),
    Column("is_refused", SmallInteger, nullable=False, server_default="0"),
    Column("asked_on", String(10), nullable=False),
)
