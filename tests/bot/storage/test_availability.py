"""A database that goes and comes back is said once each, and with nobody's data."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import text

from bot.storage.availability import QUIET_SECONDS, SETTLED_SECONDS, Availability
from bot.storage.database import Database
from bot.storage.errors import FullError, SchemaError, StorageError
from bot.storage.preferences import StoredPreferences
from handlers.person import StoreError

GONE = StorageError("postgresql://host/bot", "connection refused", "look at the server")
FULL = FullError("sqlite:///bot.sqlite", "the disk is full", "make room")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, "bot.storage")
    return caplog


def test_it_is_said_once_when_it_goes_and_once_when_it_returns(lines: pytest.LogCaptureFixture) -> None:
    availability = Availability()
    for _ in range(300):
        availability.failed(GONE)
    for _ in range(300):
        availability.worked(writing=False)

    assert [record.levelname for record in lines.records] == ["ERROR", "INFO"]


def test_one_that_comes_and_goes_is_said_once_a_minute(lines: pytest.LogCaptureFixture) -> None:
    now = 100.0
    availability = Availability(clock=lambda: now)
    for _ in range(100):
        availability.failed(GONE)
        availability.worked(writing=True)
    assert [record.levelname for record in lines.records] == ["ERROR", "INFO"]

    availability.failed(GONE)
    now += QUIET_SECONDS + 1
    availability.failed(GONE)
    availability.failed(GONE)
    availability.worked(writing=True)

    assert [record.levelname for record in lines.records] == ["ERROR", "INFO"] * 2


def test_another_trouble_is_said_too(lines: pytest.LogCaptureFixture) -> None:
    availability = Availability()
    for error in (GONE, FULL, FULL, GONE, FULL):
        availability.failed(error)

    assert [record.getMessage() for record in lines.records] == [str(GONE), str(FULL)]


def test_a_full_disk_is_not_over_because_it_can_be_read(lines: pytest.LogCaptureFixture) -> None:
    now = 100.0
    availability = Availability(clock=lambda: now)
    for _ in range(50):
        availability.failed(FULL)
        availability.worked(writing=False)
    now += SETTLED_SECONDS
    availability.worked(writing=False)
    assert len(lines.records) == 1

    availability.worked(writing=True)

    assert availability.failure is None
    assert len(lines.records) == 2


def test_a_full_disk_is_not_over_because_something_small_fits(lines: pytest.LogCaptureFixture) -> None:
    now = 100.0
    availability = Availability(clock=lambda: now)
    for _ in range(50):
        availability.failed(FULL)
        now += SETTLED_SECONDS - 1
        availability.worked(writing=True)

    assert len(lines.records) == 1


async def test_a_missing_table_is_one_line_without_anybodys_id(
    database: Database, lines: pytest.LogCaptureFixture
) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("DROP TABLE preferences"))
    store = StoredPreferences(database)

    for _ in range(20):
        with pytest.raises(SchemaError) as caught:
            await store.language(777_123_456)
        with pytest.raises(StoreError):
            await store.choose_language(777_123_456, "ru")

    assert len(lines.records) == 1
    assert "a table or a column is missing" in lines.text
    assert "777" not in f"{lines.text}{caught.value}{caught.value.__cause__}"
