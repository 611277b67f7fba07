"""Subscriptions as JSON Lines: out of one database, into another."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Annotated, Any, cast
from zoneinfo import available_timezones

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import insert, select

from bot.errors import BotError
from bot.storage.database import Database
from bot.storage.subscriptions import (
    StoredRow,
    clock_time,
    due_columns,
    from_row,
    minute_of,
    moment,
    weekday_bits,
    weekday_set,
)
from bot.storage.tables import SUBSCRIPTIONS
from handlers.daily.subscription import Reason, SkipReason, State

BATCH = 500
_MOST_FAULTS = 20
_S = SUBSCRIPTIONS.c


class ExchangeError(BotError):
    """Lines that are no subscriptions; nothing was imported."""

    def __init__(self, faults: list[str]) -> None:
        """Show each fault with its line."""
        super().__init__("\n".join(faults))


_ZONES = available_timezones()


def _is_zone(zone: str) -> str:
    if zone not in _ZONES:
        raise ValueError(f"unknown time zone {zone!r}")
    return zone


Number = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]


class Line(BaseModel):
    """One exported subscription."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]{1,32}$")]
    chat_id: Number
    thread_id: Number | None
    user_id: Number
    zone: Annotated[str, AfterValidator(_is_zone)]
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    weekdays: Annotated[frozenset[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1)]
    speaker: Name | None
    theme: Name | None
    language: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{2,16}$")]
    state: State
    reason: Reason | None
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    created_at: AwareDatetime
    last_date: date | None
    last_delivered_at: AwareDatetime | None
    skipped_date: date | None
    skipped_reason: SkipReason | None
    cycle: Annotated[int, Field(ge=0, lt=2**31)]
    delivered: tuple[Name, ...]
    last_entry: Name | None
    # Lines that were exported before these were stored have neither.
    place: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """How many subscriptions came in, and how many were there already and stay as they are."""

    new: int
    present: int


async def exported(database: Database) -> AsyncIterator[str]:
    """Give every subscription as a line of JSON, in the order of their ids; without line ends.

    Raises:
        StorageError: The database failed.
    """
    last_id = ""
    while True:
        query = select(SUBSCRIPTIONS).where(_S.id > last_id).order_by(_S.id).limit(BATCH)
        async with database.reading() as connection:
            rows = (await connection.execute(query)).all()
        for row in rows:
            yield _line(row).model_dump_json()
        if not rows:
            return
        last_id = rows[-1].id


async def imported(database: Database, lines: Iterable[str], *, name: str, now: datetime) -> Imported:
    """Take in exported subscriptions, all or, if one line is wrong, none.

    Args:
        database: Where to.
        lines: As `exported` gave them; empty ones are passed over.
        name: Of the file, for faults.
        now: Aware; what is active is due next after this.

    Raises:
        ExchangeError: With every faulty line, up to twenty.
        StorageError: The database failed.
    """
    new = present = 0
    async with database.transaction() as connection:
        for batch in _batches(_read(lines, name)):
            ids = [line.id for line in batch]
            known = set((await connection.execute(select(_S.id).where(_S.id.in_(ids)))).scalars())
            fresh = {line.id: _columns(line, now) for line in batch if line.id not in known}
            if fresh:
                await connection.execute(insert(SUBSCRIPTIONS), list(fresh.values()))
            new, present = new + len(fresh), present + len(batch) - len(fresh)
    return Imported(new, present)


def _read(lines: Iterable[str], name: str) -> Iterator[Line]:
    """Parse line by line, collecting faults until there are too many to be read."""
    faults: list[str] = []
    for number, text in enumerate(lines, start=1):
        try:
            if text.strip():
                yield Line.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"])) or "line"
            faults.append(f"{name}:{number}: {where}: {first['msg']}; export writes such lines")
        if len(faults) == _MOST_FAULTS:
            break
    if faults:
        raise ExchangeError(faults)


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Codec:
    """How a column stands in a line, where it stands there otherwise; None is None on both sides."""

    name: str
    encode: Callable[[Any], object]
    decode: Callable[[Any], str | int]


_CODECS: Mapping[str, _Codec] = {
    "at_minute": _Codec("at", lambda minute: f"{clock_time(minute):%H:%M}", lambda at: minute_of(_time(at))),
    "weekdays": _Codec("weekdays", weekday_set, weekday_bits),
    "created_at": _Codec("created_at", moment, lambda at: int(at.timestamp())),
    "last_date": _Codec("last_date", date.fromisoformat, date.isoformat),
    "last_delivered_at": _Codec("last_delivered_at", moment, lambda at: int(at.timestamp())),
    "skipped_date": _Codec("skipped_date", date.fromisoformat, date.isoformat),
    "delivered": _Codec("delivered", str.split, " ".join),
    "is_silent": _Codec("is_silent", bool, int),
}
_DERIVED = frozenset({"next_due_at", "next_due_date"})
"""Columns that follow from the others and the time."""
_COLUMNS = tuple(column.name for column in SUBSCRIPTIONS.columns if column.name not in _DERIVED)


def _line(row: StoredRow) -> Line:
    """Tell every column of a row; a new one is told as soon as `Line` has a field for it."""
    fields = {}
    for column in _COLUMNS:
        codec, value = _CODECS.get(column), getattr(row, column)
        fields[codec.name if codec else column] = (
            codec.encode(value) if codec and value is not None else value
        )
    return Line.model_validate(fields)


def _columns(line: Line, now: datetime) -> dict[str, str | int | None]:
    row: dict[str, str | int | None] = {}
    for column in _COLUMNS:
        codec = _CODECS.get(column)
        value = getattr(line, codec.name if codec else column)
        row[column] = codec.decode(value) if codec and value is not None else value
    subscription = from_row(cast("StoredRow", SimpleNamespace(**row)))
    last_date = line.last_date.isoformat() if line.last_date else None
    return row | due_columns(subscription, now, last_date=last_date)


def _time(text: str) -> time:
    return time.fromisoformat(text)
