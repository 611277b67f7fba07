"""Who asked, as a keyed hash that nobody can undo; the key changes each month, and goes with what it made."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.storage.tables import NOTES

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

_PREFIX = "asker_key_"
_KEY_BYTES = 32
_FINGERPRINT_CHARACTERS = 8
_N = NOTES.c


@dataclass(frozen=True, slots=True)
class AskerKeys:
    """The keys of this month and of the one before.

    Attributes:
        token: The bot's, a part of each key: a copy of the database alone tells nobody.
        by_month: Months as "2026-11", the newest first.
        is_new: Whether this month's was made just now, so that no hash of the month is of it.
    """

    token: str
    by_month: tuple[tuple[str, bytes], ...]
    is_new: bool = False

    @property
    def months(self) -> tuple[str, ...]:
        """The months of which there is a key, the newest first."""
        return tuple(month for month, _ in self.by_month)

    def askers(self, person: int) -> dict[str, str]:
        """Give a person's hash by month, the newest first."""
        return {month: self._hash(key, person) for month, key in self.by_month}

    def _hash(self, key: bytes, person: int) -> str:
        return hmac.new(key + self.token.encode(), str(person).encode(), sha256).hexdigest()


async def keys(connection: AsyncConnection, *, token: str, today: date, new: bool) -> AskerKeys:
    """Give the keys that count today, and delete older ones.

    Args:
        new: Whether this month's is made if it is not there yet; only one replica at a time goes on then.
    """
    month = f"{today:%Y-%m}"
    months = (month, f"{today.replace(day=1) - timedelta(days=1):%Y-%m}")
    # With another token no hash is found again, so that its keys are others.
    of_token = sha256(token.encode()).hexdigest()[:_FINGERPRINT_CHARACTERS]
    names = [f"{_PREFIX}{one}_{of_token}" for one in months]
    await connection.execute(delete(NOTES).where(_N.name.startswith(_PREFIX), _N.name.not_in(names)))
    asked = select(_N.name, _N.value).where(_N.name.in_(names))
    found = {row.name: row.value for row in await connection.execute(asked.with_for_update())}
    is_new = new and names[0] not in found
    if is_new:
        found[names[0]] = secrets.token_hex(_KEY_BYTES)
        await connection.execute(insert(NOTES).values(name=names[0], value=found[names[0]]))
    there = [(one, found[name]) for one, name in zip(months, names, strict=True) if name in found]
    return AskerKeys(token, tuple((one, bytes.fromhex(key)) for one, key in there), is_new)


async def drop_keys(connection: AsyncConnection) -> None:
    """Delete all keys: no hash can be told from another any more."""
    await connection.execute(delete(NOTES).where(_N.name.startswith(_PREFIX)))
