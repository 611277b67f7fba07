"""The store of reported mistakes: fulfils `handlers.mistake.MistakeStore`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from bot.storage.database import Database
from bot.storage.tables import MISTAKES
from handlers.mistake import Mistake


@dataclass(frozen=True, slots=True)
class StoredMistakes:
    """Reports in the database."""

    database: Database

    async def keep(self, mistake: Mistake) -> None:
        """Keep one report."""
        async with self.database.transaction() as connection:
            await connection.execute(
                insert(MISTAKES).values(
                    entry_id=mistake.entry_id,
                    language=mistake.language,
                    words=mistake.words,
                    reported_on=mistake.reported_on.isoformat(),
                )
            )
