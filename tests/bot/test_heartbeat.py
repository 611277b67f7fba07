"""The sign of life tells whether a bot is well."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bot import heartbeat
from bot.heartbeat import Heartbeat, Writer

FRESH = Heartbeat(os.getpid(), written_at=1000.0, well_at=1000.0)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    heartbeat.write(FRESH, tmp_path)

    assert heartbeat.read(tmp_path) == FRESH
    assert [path.name for path in tmp_path.iterdir()] == ["heartbeat.json"]


def test_that_none_can_be_written_is_said_once_until_one_can(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    writer = Writer(folder)
    for is_there in (False, False, True, True, False, False):
        if is_there:
            folder.mkdir(exist_ok=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        writer.write(FRESH)

    assert caplog.messages == [f"no sign of life can be written into {folder}: No such file or directory"] * 2


def told(beat: Heartbeat, now: float) -> list[str]:
    return [f"{fault.subject}: {fault.said}" for fault in beat.faults(now)]


def test_a_bot_that_came_by_lately_is_well() -> None:
    assert told(FRESH, 1030.0) == []


def test_a_bot_that_has_not_come_by_for_a_minute_is_not_well() -> None:
    assert told(FRESH, 1061.0) == ["running: the last sign of life is 61 seconds old; is the bot running?"]


def test_what_people_would_notice_is_said_each_with_its_own_word() -> None:
    ill = Heartbeat(1, written_at=1400.0, well_at=1000.0, stores=False, late_seconds=7200.0)

    assert told(ill, 1400.0) == [
        "updates: none came and none was handled for 400 seconds; look at the network and the log",
        "database: it does not answer; look at the database server and the log",
        "deliveries: the oldest is 120 minutes late; look at the log",
    ]


def test_what_does_not_end_by_itself_is_said_at_once() -> None:
    taken = Heartbeat(1, written_at=1000.0, well_at=1000.0, failure="another program; stop it")

    assert told(taken, 1001.0) == ["updates: another program; stop it"]


def test_no_file_or_half_a_file_is_no_sign_of_life(tmp_path: Path) -> None:
    assert heartbeat.read(tmp_path) is None

    (tmp_path / "heartbeat.json").write_text('{"process": 1, "writ')

    assert heartbeat.read(tmp_path) is None


def test_a_bot_that_ends_takes_its_own_sign_away_and_no_others(tmp_path: Path) -> None:
    heartbeat.write(Heartbeat(process=1, written_at=1.0, well_at=1.0), tmp_path)
    heartbeat.remove(tmp_path)
    assert heartbeat.read(tmp_path) is not None

    heartbeat.write(FRESH, tmp_path)
    heartbeat.remove(tmp_path)
    assert heartbeat.read(tmp_path) is None
