"""Real databases: SQLite in a folder of the test's own, PostgreSQL from a wheel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.storage.database import Database, opened
from tests import postgres


@pytest.fixture(autouse=True)
def _waits_are_time_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `bot.application` does: otherwise the library warns at each 429."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server, started when the first test needs it."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """Address of an empty PostgreSQL database."""
    name = uuid4().hex
    yield postgres_server.new_database(name)
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """Where to store things: None is SQLite in the data folder."""
    if request.param == "sqlite":
        return None
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
async def database(database_url: str | None, tmp_path: Path) -> AsyncIterator[Database]:
    """An open, empty database of each kind."""
    async with opened(database_url, tmp_path) as database:
        yield database
