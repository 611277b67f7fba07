"""The store of what people chose: fulfils `handlers.person.Preferences`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select

from bot.storage.database import Database
from bot.storage.tables import MEMORIES, PREFERENCES


@dataclass(frozen=True, slots=True)
class StoredPreferences:
    """Preferences in the database."""

    database: Database

    async def language(self, person: int) -> str | None:
        """Give the language a person chose; None if they chose none."""
        async with self.database.reading() as connection:
            asked = select(PREFERENCES.c.language).where(PREFERENCES.c.user_id == person)
            found: str | None = (await connection.execute(asked)).scalar()
            return found

    async def languages(self, *, most: int) -> Mapping[int, str]:
        """Give the languages that people chose, of so many people at most."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(PREFERENCES.c.user_id, PREFERENCES.c.language).limit(most))
            return {row.user_id: row.language for row in rows}

    async def choose_language(self, person: int, language: str) -> None:
        """Keep the language a person chose."""
        async with self.database.transaction() as connection:
            await connection.execute(delete(PREFERENCES).where(PREFERENCES.c.user_id == person))
            await connection.execute(insert(PREFERENCES).values(user_id=person, language=language))

    async def forget(self, person: int) -> None:
        """Delete what a person chose, and what replicas remember of them."""
        is_theirs = or_(MEMORIES.c.user_id == person, MEMORIES.c.chat_id == person)
        async with self.database.transaction() as connection:
            await connection.execute(delete(PREFERENCES).where(PREFERENCES.c.user_id == person))
            await connection.execute(delete(MEMORIES).where(is_theirs))
