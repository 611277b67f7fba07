"""Whose database it is: one bot's, since another bot's chats and orders are not to be served."""

from __future__ import annotations

from bot.storage.database import Database
from bot.storage.errors import StorageError, shown
from bot.storage.plans import Plans

_NOTE = "bot"


class OwnerError(StorageError):
    """It is another bot's."""

    def __init__(self, where: str, *, owner: str | None, bot: str) -> None:
        """Name both by Telegram's numbers, the first part of their tokens; None is nobody."""
        super().__init__(
            where,
            f"it is the database of {f'bot {owner}' if owner else 'no bot'}, and this is bot {bot}",
            "name another DATABASE_URL or DATA_DIR; to hand it over, `export` it and `import` that there",
        )


async def claim(database: Database, *, token: str) -> None:
    """Make the database this bot's, if it is nobody's yet.

    Raises:
        OwnerError: It is another bot's.
        StorageError: The database failed.
    """
    notes = Plans(database)
    if await notes.note(_NOTE) is None:
        await notes.first_note(_NOTE, _number(token))
    await require(database, token=token)


async def require(database: Database, *, token: str) -> None:
    """See whether the database is this bot's.

    Raises:
        OwnerError: It is another bot's, or nobody's.
        StorageError: The database failed.
    """
    owner = await Plans(database).note(_NOTE)
    if owner != _number(token):
        raise OwnerError(shown(database.url), owner=owner, bot=_number(token))


def _number(token: str) -> str:
    return token.partition(":")[0]
