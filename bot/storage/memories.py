"""What replicas remember together, on PostgreSQL: read before an update is handled, written with its end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from bot.storage.update_rows import Kind, LoadedMemories, Memory, MemoryKey

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

_RECALL = text("""
    SELECT m.kind, m.chat_id, m.second, m.third, m.user_id, m.kept_at, m.until, m.value
    FROM json_to_recordset(CAST(:keys AS json)) AS k(kind text, chat_id bigint, second bigint, third bigint)
    JOIN memories m ON m.kind = k.kind AND m.chat_id = k.chat_id
         AND (k.second IS NULL OR m.second = k.second) AND (k.third IS NULL OR m.third = k.third)
    WHERE m.until > :now
    ORDER BY m.kept_at
""")
_LANGUAGES = text("SELECT user_id, language FROM preferences WHERE user_id = ANY(CAST(:people AS bigint[]))")
_REMEMBER = text("""
    INSERT INTO memories (kind, chat_id, second, third, user_id, kept_at, until, value)
    SELECT kind, chat_id, second, third, user_id, kept_at, until, value
    FROM json_to_recordset(CAST(:rows AS json)) AS r(kind text, chat_id bigint, second bigint, third bigint,
         user_id bigint, kept_at double precision, until double precision, value text)
    ON CONFLICT (kind, chat_id, second, third)
    DO UPDATE SET user_id = excluded.user_id, kept_at = excluded.kept_at, until = excluded.until,
                  value = excluded.value
""")
_LET_GO = text("""
    DELETE FROM memories m
    USING json_to_recordset(CAST(:keys AS json)) AS k(kind text, chat_id bigint, second bigint, third bigint)
    WHERE m.kind = k.kind AND m.chat_id = k.chat_id AND m.second = k.second AND m.third = k.third
""")
_FORGET = text("DELETE FROM memories WHERE user_id = :person OR chat_id = :person")
_PRUNE = text("DELETE FROM memories WHERE until < :now")


async def load(
    connection: AsyncConnection,
    wanted: Mapping[int, tuple[Sequence[MemoryKey], int | None]],
    *,
    now: float,
) -> dict[int, LoadedMemories]:
    """Give, for each of these numbers, what is remembered under its keys, and its person's language."""
    keys = [_key_row(key) for each, _ in wanted.values() for key in each]
    found = await connection.execute(_RECALL, {"keys": json.dumps(keys), "now": now})
    rows = [_memory(row) for row in found]
    people = sorted({person for _, person in wanted.values() if person})
    chosen = {
        int(who): str(language) for who, language in await connection.execute(_LANGUAGES, {"people": people})
    }
    return {
        number: LoadedMemories(
            tuple(row for row in rows if any(_belongs(row.key, key) for key in each)),
            {person: chosen.get(person)} if person else {},
        )
        for number, (each, person) in wanted.items()
    }


async def remember(
    connection: AsyncConnection, *, written: Iterable[Memory], deleted: Iterable[MemoryKey]
) -> None:
    """Write some of what is remembered, and delete some."""
    rows = {row.key: _memory_row(row) for row in written}
    if rows:
        await connection.execute(_REMEMBER, {"rows": json.dumps(list(rows.values()))})
    gone = [_key_row(key) for key in deleted if key not in rows]
    if gone:
        await connection.execute(_LET_GO, {"keys": json.dumps(gone)})


async def forget(connection: AsyncConnection, person: int) -> None:
    """Delete all that is remembered of a person, and of the chat with that person."""
    await connection.execute(_FORGET, {"person": person})


async def prune(connection: AsyncConnection, *, now: float) -> None:
    """Delete what is too old to be remembered."""
    await connection.execute(_PRUNE, {"now": now})


def _key_row(key: MemoryKey) -> dict[str, object]:
    return {"kind": key.kind, "chat_id": key.chat, "second": key.second, "third": key.third}


def _memory_row(row: Memory) -> dict[str, object]:
    return {
        **_key_row(row.key),
        "user_id": row.person,
        "kept_at": row.kept_at,
        "until": row.until,
        "value": row.value,
    }


def _memory(row: Any) -> Memory:
    kind, chat, second, third, person, kept_at, until, value = row
    return Memory(MemoryKey(Kind(kind), chat, second, third), person, kept_at, until, value)


def _belongs(key: MemoryKey, wanted: MemoryKey) -> bool:
    return (key.kind, key.chat) == (wanted.kind, wanted.chat) and all(
        asked is None or asked == found
        for asked, found in ((wanted.second, key.second), (wanted.third, key.third))
    )
