"""What may be off with this machine is put in plain words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot import heartbeat
from bot.diagnosis import machine
from bot.heartbeat import Heartbeat
from tests import fixed_record

NOON = "Tue, 24 Nov 2026 12:00:00 GMT"
NOON_SECONDS = 1795521600.0


@pytest.mark.parametrize(
    ("now", "state", "said"),
    [
        (NOON_SECONDS + 2, "fine", "2 seconds ahead of Telegram's"),
        (NOON_SECONDS + 120, "off", "120 seconds ahead of Telegram's"),
        (NOON_SECONDS - 3600, "off", "3600 seconds behind Telegram's"),
    ],
)
def test_a_clock_that_is_wrong_is_found(now: float, state: str, said: str) -> None:
    found = machine.of_clock(now, NOON)

    assert (found.state, found.said) == (state, said)


@pytest.mark.parametrize("header", ["", "noon"])
def test_a_server_that_does_not_tell_its_time_is_no_fault(header: str) -> None:
    assert machine.of_clock(0.0, header).state == "note"


def test_a_folder_that_can_be_written_is_fine(tmp_path: Path) -> None:
    folder, disk = machine.of_folder(tmp_path / "data")

    assert (folder.state, disk.subject) == ("fine", "disk")


def test_a_folder_that_cannot_be_written_is_off(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    (folder,) = machine.of_folder(tmp_path / "file" / "data")

    assert folder.state == "off"
    assert "Not a directory" in folder.said


def test_the_zones_of_subscribers_are_known_here() -> None:
    assert machine.of_zones().state == "fine"


def test_a_sound_record_is_fine_and_a_missing_one_is_off(tmp_path: Path) -> None:
    assert machine.of_record(fixed_record.FOLDER).state == "fine"

    missing = machine.of_record(tmp_path / "none")

    assert missing.state == "off"
    assert missing.said.startswith("problems: 1, the first ")


def test_a_running_bot_is_found_by_its_sign_of_life(tmp_path: Path) -> None:
    def found(now: float) -> list[tuple[str, str, str]]:
        return [(one.subject, one.state, one.said) for one in machine.of_running_bot(tmp_path, now)]

    assert found(0.0) == [("running", "note", "no bot runs on this data folder")]

    heartbeat.write(Heartbeat(77, written_at=1000.0, well_at=1000.0), tmp_path)
    assert found(1001.0) == [("running", "fine", "process 77 is alive")]
    assert [state for _, state, _ in found(time.time())] == ["note"]

    heartbeat.write(Heartbeat(77, written_at=1000.0, well_at=1000.0, stores=False), tmp_path)
    assert found(1001.0)[1:] == [("running bot's database", "off", "it does not answer")]
