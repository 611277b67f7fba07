"""The store of questions that were not answered: hidden until three different people have asked alike."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.storage.asker_keys import AskerKeys, drop_keys, keys
from bot.storage.database import Database
from bot.storage.likeness import alike, most_typical, plain
from bot.storage.tables import MISSED

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

ASKERS = 3
"""So many different people must have asked alike before anybody is shown the question."""
MOST_OF_ONE = 20
"""Hidden questions of one person; what they ask beyond is not kept."""
MOST_HIDDEN = 1000
MOST_SHOWN = 200
_M = MISSED.c


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question that was not answered, as it was asked."""

    words: str
    language: str
    person: int
    asked_on: date


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """A question that three people or more have asked, as one of them put it.

    Attributes:
        times: How often it was asked.
        language: ISO 639 code; "" where it was not recognised.
    """

    id: int
    words: str
    language: str
    times: int
    asked_on: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: hidden while it has an asker, shown without one."""

    id: int
    words: str
    compared: str
    asker: str | None
    month: str | None
    times: int


@dataclass(frozen=True, slots=True)
class StoredMissed:
    """Missed questions in the database.

    Attributes:
        token: The bot's, a part of what hashes are made with; who only looks at what is shown needs none.
    """

    database: Database
    token: str = ""

    async def keep(self, noted: Sequence[NewQuestion]) -> None:
        """Keep some, at least one, in the order in which they were asked.

        Raises:
            StorageError: The database failed; nothing of them is kept.
        """
        async with self.database.transaction() as connection:
            askers = await keys(connection, token=self.token, today=noted[-1].asked_on, new=True)
            await _drop_older(connection, askers)
            for one in noted:
                await _keep(connection, one, askers)
                # Others are answered between one comparison and the next.
                await asyncio.sleep(0)
            await _drop_surplus(connection)

    async def of_person(self, person: int, today: date) -> tuple[str, ...]:
        """Give what is kept of a person's, oldest first."""
        async with self.database.transaction() as connection:
            askers = (await keys(connection, token=self.token, today=today, new=False)).askers(person)
            asked = select(_M.words).where(_M.asker.in_(askers.values())).order_by(_M.id)
            return tuple((await connection.execute(asked)).scalars())

    async def forget(self, person: int, today: date) -> None:
        """Delete what is kept of a person's."""
        async with self.database.transaction() as connection:
            askers = (await keys(connection, token=self.token, today=today, new=False)).askers(person)
            await connection.execute(delete(MISSED).where(_M.asker.in_(askers.values())))

    async def drop_hidden(self) -> None:
        """Delete all that is still somebody's: the operator wants no more of it."""
        async with self.database.transaction() as connection:
            await connection.execute(delete(MISSED).where(_M.asker.is_not(None)))
            await drop_keys(connection)

    async def shown(self) -> tuple[MissedQuestion, ...]:
        """Give those that three people or more have asked and nobody has dealt with, the most asked first."""
        asked = (
            select(_M.id, _M.words, _M.language, _M.times, _M.asked_on)
            .where(_M.asker.is_(None), _M.is_refused == 0)
            .order_by(_M.times.desc(), _M.id)
        )
        async with self.database.reading() as connection:
            return tuple(MissedQuestion(*row) for row in await connection.execute(asked))

    async def answered(self, question_id: int) -> None:
        """Delete one that the record answers now."""
        async with self.database.transaction() as connection:
            await connection.execute(delete(MISSED).where(_M.id == question_id))

    async def refused(self, question_id: int) -> None:
        """Show one no more, however often it is asked."""
        async with self.database.transaction() as connection:
            await connection.execute(update(MISSED).where(_M.id == question_id).values(is_refused=1))


async def _keep(connection: AsyncConnection, noted: NewQuestion, keys: AskerKeys) -> None:
    compared = plain(noted.words)
    if not compared:
        return
    rows = await _rows(connection)
    like = [rows[place] for place in alike(compared, [row.compared for row in rows])]
    askers = keys.askers(noted.person)
    shown = next((row for row in like if row.asker is None), None)
    if shown is not None:
        await connection.execute(
            update(MISSED)
            .where(_M.id == shown.id)
            .values(times=_M.times + 1, asked_on=noted.asked_on.isoformat())
        )
    elif any(row.asker in askers.values() for row in like):
        return
    elif _different(like, askers) >= ASKERS:
        await _show(connection, like, noted)
    elif sum(row.asker in askers.values() for row in rows) < MOST_OF_ONE:
        month, asker = next(iter(askers.items()))
        await connection.execute(insert(MISSED).values(**_fields(noted), asker=asker, month=month, times=1))


def _different(like: Sequence[_Row], askers: dict[str, str]) -> int:
    """Count different people; hashes of two months may be one person's, so each month counts by itself."""
    return max(
        len({asker, *(row.asker for row in like if row.month == month)}) for month, asker in askers.items()
    )


async def _show(connection: AsyncConnection, like: Sequence[_Row], noted: NewQuestion) -> None:
    """Put one row that is nobody's in the place of those that were somebody's."""
    await connection.execute(delete(MISSED).where(_M.id.in_([row.id for row in like])))
    words = [*(row.words for row in like), noted.words]
    fields = {**_fields(noted), "words": words[most_typical(words)]}
    await connection.execute(
        insert(MISSED).values(**fields, asker=None, month=None, times=1 + sum(row.times for row in like))
    )


def _fields(noted: NewQuestion) -> dict[str, str]:
    return {"words": noted.words, "language": noted.language, "asked_on": noted.asked_on.isoformat()}


async def _rows(connection: AsyncConnection) -> list[_Row]:
    asked = select(_M.id, _M.words, _M.asker, _M.month, _M.times).order_by(_M.id)
    return [
        _Row(row.id, row.words, plain(row.words), row.asker, row.month, row.times)
        for row in await connection.execute(asked)
    ]


async def _drop_older(connection: AsyncConnection, keys: AskerKeys) -> None:
    """Delete what was made with a key that is gone."""
    kept = keys.months[1:] if keys.is_new else keys.months
    await connection.execute(delete(MISSED).where(_M.asker.is_not(None), _M.month.not_in(kept)))


async def _drop_surplus(connection: AsyncConnection) -> None:
    for rows, most in ((_M.asker.is_not(None), MOST_HIDDEN), (_M.asker.is_(None), MOST_SHOWN)):
        newest = select(_M.id).where(rows).order_by(_M.asked_on.desc(), _M.id.desc()).limit(most)
        await connection.execute(delete(MISSED).where(rows, _M.id.not_in(newest)))
