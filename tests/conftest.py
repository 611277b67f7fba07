"""What every test may use: the world, the application in it, and a person before it."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import signal
from collections.abc import AsyncIterator, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.application import TelegramApplication
from bot.missed_queue import MissedQueue
from bot.storage.database import FILE_NAME, Database, opened
from bot.storage.missed import StoredMissed
from knowledge.snapshot import LiveSnapshot, Snapshot
from tests import fixed_record
from tests.chat import Chat
from tests.joined import joined
from tests.telegram.world import World

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

WORKERS_BESIDES = 2
"""Workers more than cores: a third of the tests' time is waiting, for processes, pauses and disks."""


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Tell how many workers `-n auto` is, where nobody says it; the library counts cores."""
    return (yield) + (0 if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else WORKERS_BESIDES)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Keep Python's collector from looking through all tests and modules again and again: they stay.

    It took a seventh of the tests' time, and takes less also where it looks less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """The small record, read once."""
    return fixed_record.snapshot()


@pytest.fixture
def folder(tmp_path: Path, snapshot: Snapshot) -> Path:  # noqa: ARG001 - held, it is not built again
    """A copy of the small record, to edit and to break."""
    return Path(shutil.copytree(fixed_record.FOLDER, tmp_path / "record"))


@pytest.fixture(autouse=True)
def _small_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs as a command reads the small record, unless a test names another."""
    monkeypatch.setenv("KNOWLEDGE_DIR", str(fixed_record.FOLDER))


@pytest.fixture
def world() -> World:
    """A Telegram of one's own."""
    return World()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database with nothing in it, to copy: that takes a quarter of the time of making one."""

    async def made(folder: Path) -> Path:
        async with opened(None, folder):
            return folder / FILE_NAME

    return asyncio.run(made(tmp_path_factory.mktemp("empty")))


@pytest.fixture
async def database(empty_database: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A real database, in a file of its own."""
    shutil.copy(empty_database, tmp_path)
    async with opened(None, tmp_path) as database:
        yield database


@pytest.fixture
def live(snapshot: Snapshot) -> LiveSnapshot:
    """The record in use, which a test may edit while the bot runs."""
    return LiveSnapshot(snapshot)


@pytest.fixture
def missed(world: World, database: Database) -> MissedQueue:
    """What takes note of questions without an answer; a test has it write."""
    return MissedQueue(
        StoredMissed(database, "4242:token"), clock=lambda: datetime.fromtimestamp(world.now, UTC)
    )


@pytest.fixture
async def application(
    world: World, live: LiveSnapshot, database: Database, missed: MissedQueue
) -> AsyncIterator[TelegramApplication]:
    """The real handlers on the real application, with the far end in process."""
    async with joined(world, live, database, missed) as built:
        yield built


@pytest.fixture
def chat(application: TelegramApplication, world: World) -> Chat:
    """A person before the bot."""
    return Chat(application, world)


@pytest.fixture
def hears_ctrl_c() -> Iterator[None]:
    """Let processes hear Ctrl-C even where pytest does not: a shell's background jobs are made deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
