"""The store of what Telegram knows the cards by: fulfils `handlers.card.files.CardFiles`."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.tables import CARDS
from bot.storage.upsert import upsert
from handlers.card.files import CardKey

_SAME = ("entry_id", "theme", "language")
"""One card of these is kept: nobody asks for one of an older record or design again."""


@dataclass(frozen=True, slots=True)
class StoredCards:
    """File ids in the database."""

    database: Database

    async def file_id(self, key: CardKey) -> str | None:
        """Give Telegram's file id of a card; None if it was not sent yet, or can't be read: it is drawn."""
        with suppress(StorageError):
            async with self.database.reading() as connection:
                query = select(CARDS.c.file_id).where(_is(key))
                found: str | None = (await connection.execute(query)).scalar()
                return found
        return None

    async def keep(self, key: CardKey, file_id: str) -> None:
        """Keep Telegram's file id of a card, if it can be, in place of older versions' and designs'."""
        row = {
            "entry_id": key.entry,
            "theme": key.theme,
            "language": key.language,
            "record_version": key.record_version,
            "design": key.design,
            "file_id": file_id,
        }
        with suppress(StorageError):
            async with self.database.transaction() as connection:
                new = upsert(CARDS, connection.dialect.name).values(row)
                await connection.execute(new.on_conflict_do_update(index_elements=_SAME, set_=row))


def _is(key: CardKey) -> ColumnElement[bool]:
    return and_(
        CARDS.c.entry_id == key.entry,
        CARDS.c.theme == key.theme,
        CARDS.c.language == key.language,
        CARDS.c.record_version == key.record_version,
        CARDS.c.design == key.design,
    )
