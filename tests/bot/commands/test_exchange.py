"""Subscriptions written out, taken in, and counted, as an operator does it."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import subprocess
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Protocol

import pytest

from bot.__main__ import main
from bot.storage.database import FILE_NAME, opened
from bot.storage.subscriptions import StoredSubscriptions
from tests.bot.subscribers import NOON, become_due, subscribers
from tests.e2e import process
from tests.e2e.process import Ended


class Command(Protocol):
    def __call__(self, folder: Path, *arguments: str, typed: str = "") -> Ended: ...


async def stored(folder: Path, count: int) -> None:
    async with opened(None, folder) as database:
        await become_due(database, subscribers(count), due=NOON)


async def how_many(folder: Path) -> int:
    async with opened(None, folder) as database:
        return await StoredSubscriptions(database).count()


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command as the program does, in this process: of eighteen, each would start in a second."""

    def run(folder: Path, *arguments: str, typed: str = "") -> Ended:
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        code = main([*arguments, "--data-dir", str(folder)])
        return Ended(code, *capsys.readouterr())

    return run


def test_a_backup_comes_back(tmp_path: Path, command: Command) -> None:
    asyncio.run(stored(tmp_path, 700))
    file, other = tmp_path / "people.jsonl", tmp_path / "other"

    written = command(tmp_path, "export", str(file))
    piped = command(tmp_path, "export")
    taken = command(other, "import", str(file))
    again = command(other, "import", typed=piped.out)

    assert (written.code, written.err) == (0, "700 subscriptions exported\n")
    assert file.read_text() == piped.out
    assert (taken.out, again.out) == ("700 new, 0 already there\n", "0 new, 700 already there\n")


def test_a_full_disk_is_no_backup(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.is_char_device():
        pytest.skip("this machine has no full device")
    asyncio.run(stored(tmp_path, 3))

    with full.open("w") as out:
        ended = subprocess.run(
            process.command("export", "--data-dir", str(tmp_path)),
            stdout=out,
            stderr=subprocess.PIPE,
            env=process.environment(),
            cwd=process.PROJECT,
            check=False,
        )

    assert ended.returncode == 2
    assert ended.stderr.decode() == (
        "FILE: standard output: No space left on device; name a file that can be written\n"
    )


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path, command: Command) -> None:
    asyncio.run(stored(tmp_path, 3))
    pipe, read = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()

    ended = command(tmp_path, "export", str(pipe))
    reader.join(10)

    assert ended.code == 0
    assert read[0].count("\n") == 3
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    "change",
    [{"chat_id": 10**30}, {"speaker": "x" * 65}, {"created_at": "2026-01-01T00:00:00"}, {"more": 1}],
)
def test_a_line_that_no_database_holds_is_named_and_nothing_comes_in(
    tmp_path: Path, command: Command, change: dict[str, object]
) -> None:
    asyncio.run(stored(tmp_path, 2))
    first, second = command(tmp_path, "export").out.splitlines()
    bad = json.dumps({**json.loads(second), **change})

    other = tmp_path / "other"
    ended = command(other, "import", typed=f"{first}\n{bad}\n")

    assert ended.code == 2
    assert ended.err.startswith(f"standard input:2: {next(iter(change))}: ")
    assert ended.err.count("\n") == 1
    assert asyncio.run(how_many(other)) == 0


def test_deliveries_are_counted_for_people_and_for_programs(tmp_path: Path, command: Command) -> None:
    asyncio.run(stored(tmp_path, 5))

    people, programs = command(tmp_path, "deliveries"), command(tmp_path, "deliveries", "--json")

    assert "due           5\n" in people.out
    figures = json.loads(programs.out)
    assert (figures["to_plan"], figures["sent"], figures["failed"], figures["in_doubt"]) == (5, 0, 0, 0)
    assert figures["expected_end"] is None


def test_a_damaged_file_is_one_line_of_any_command(tmp_path: Path, command: Command) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 1000)

    for name in ("export", "import", "deliveries"):
        ended = command(tmp_path, name)
        assert (ended.code, ended.err.count("\n")) == (2, 1), ended
        assert "no SQLite database" in ended.err
