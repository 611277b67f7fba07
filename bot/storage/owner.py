"""Whose database it is: one bot's, since another bot's chats and orders are not to be served."""

from __future__ import annotations

from bot.storage.database import Database
from bot.storage.errors import StorageError, shown
from bot.storage.plans import Plans

_NOTE = "bot"


class OwnerError(StorageError):
    """It is another bot's."""

    def __init__(self, where: str, *, owner: str, bot: str) -> None:
        """Name both by Telegram's numbers, the first part of their tokens."""
        super().__init__(
            where,
            f"it is the database of bot {owner}, and this is bot {bot}",
            "name another DATABASE_URL or DATA_DIR; to hand it over, `export` it and `import` that there",
        )


async def claim(database: Database, *, token: str) -> None:
    """Make the database this bot's, if it is nobody's yet.

    Raises:
        OwnerError: It is another bot's.
        StorageError: The database failed.
    """
    bot, notes = token.partition(":")[0], Plans(database)
    owner = await notes.note(_NOTE) or await notes.first_note(_NOTE, bot)
    if owner != bot:
        raise OwnerError(shown(database.url), owner=owner, bot=bot)
