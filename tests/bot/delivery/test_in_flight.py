"""The file of what is under way: read by who comes after, and by nobody else."""

from __future__ import annotations

import asyncio
import stat
import struct
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from bot.delivery.in_flight import IN_FLIGHT, AttemptState, InFlight, Stage, left_by_the_dead, unpacked
from bot.storage.ledger_rows import Key

KEY, OTHER = Key("abcdef", date(2024, 1, 15)), Key("x" * 32, date(2024, 1, 16))


def left_in(folder: Path) -> tuple[AttemptState, ...]:
    with left_by_the_dead(folder) as left:
        return left


def dies_while_sending(folder: Path, key: Key, message_id: int) -> None:
    """Note an answer, and end before it is over."""
    in_flight = InFlight()
    with ExitStack() as cut_off:
        with in_flight.kept_in(folder):
            cut_off.enter_context(in_flight.of(key, 3)).answered(message_id)
        in_flight._file = None


def ends(in_flight: InFlight, error: BaseException) -> None:
    """Begin a try that ends so after its answer."""
    with in_flight.of(KEY, 2) as note:
        note.answered(5)
        raise error


def test_what_a_process_knew_is_read_after_its_death_and_once(tmp_path: Path) -> None:
    dies_while_sending(tmp_path, KEY, 2**40)

    assert left_in(tmp_path) == (AttemptState(KEY, 3, Stage.ANSWERED, 2**40),)
    assert left_in(tmp_path) == ()


def test_a_try_that_is_over_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    in_flight = InFlight()
    with in_flight.kept_in(tmp_path), in_flight.of(KEY, 1) as note:
        note.left()

    assert left_in(tmp_path) == ()
    assert not any(b"abcdef" in file.read_bytes() for file in tmp_path.iterdir())


def test_what_the_living_have_under_way_is_their_own(tmp_path: Path) -> None:
    in_flight = InFlight()
    with in_flight.kept_in(tmp_path), in_flight.of(KEY, 1) as note:
        note.left()
        assert left_in(tmp_path) == ()


def test_each_process_has_a_file_and_overwrites_nobody_s(tmp_path: Path) -> None:
    dies_while_sending(tmp_path, KEY, 7)
    one, two = InFlight(), InFlight()
    with one.kept_in(tmp_path), two.kept_in(tmp_path), one.of(OTHER, 1) as note:
        note.ready()

    assert left_in(tmp_path) == (AttemptState(KEY, 3, Stage.ANSWERED, 7),)


def test_a_file_is_used_again(tmp_path: Path) -> None:
    for _ in range(3):
        with InFlight().kept_in(tmp_path):
            pass

    assert len([*tmp_path.glob("*.bin")]) == 1


def test_what_could_not_be_written_down_is_read_again(tmp_path: Path) -> None:
    dies_while_sending(tmp_path, KEY, 7)

    with pytest.raises(OSError, match="away"), left_by_the_dead(tmp_path):
        raise OSError("away")

    assert [noted.key for noted in left_in(tmp_path)] == [KEY]


def test_each_of_those_under_way_has_a_place(tmp_path: Path) -> None:
    in_flight = InFlight()
    keys = [Key(f"s{number}", KEY.local_date) for number in range(IN_FLIGHT)]
    with ExitStack() as cut_off:
        with in_flight.kept_in(tmp_path):
            for key in keys:
                cut_off.enter_context(in_flight.of(key, 1)).left()
        assert [noted.key for noted in left_in(tmp_path)] == keys[::-1]


def test_a_full_disk_is_said_once_and_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    in_flight = InFlight()
    with in_flight.kept_in(tmp_path), Path("/dev/full").open("r+b", buffering=0) as full:
        in_flight._file = full
        with in_flight.of(KEY, 1) as note:
            note.ready()
            note.left()

    assert caplog.text.count("requests under way can't be noted (No space left on device)") == 1


def test_what_was_cancelled_on_its_way_is_told_once_and_gives_its_place_back(tmp_path: Path) -> None:
    in_flight = InFlight()
    with in_flight.kept_in(tmp_path):
        for _ in range(2 * IN_FLIGHT):
            with pytest.raises(asyncio.CancelledError):
                ends(in_flight, asyncio.CancelledError())
            with in_flight.cut_off() as ours:
                assert ours == (AttemptState(KEY, 2, Stage.ANSWERED, 5),)

        with in_flight.cut_off() as ours:
            assert ours == ()


def test_what_was_cancelled_before_it_left_is_told_too(tmp_path: Path) -> None:
    in_flight = InFlight()
    with in_flight.kept_in(tmp_path):
        with pytest.raises(asyncio.CancelledError), in_flight.of(KEY, 2):
            raise asyncio.CancelledError
        with in_flight.cut_off() as ours:
            assert ours == (AttemptState(KEY, 2, Stage.READY),)


def test_all_of_its_room_is_taken_at_the_start(tmp_path: Path) -> None:
    """A disk that fills up later does not matter."""
    in_flight = InFlight()
    with in_flight.kept_in(tmp_path):
        [file] = tmp_path.glob("*.bin")
        before = file.stat().st_size
        with ExitStack() as under_way:
            for number in range(IN_FLIGHT):
                under_way.enter_context(in_flight.of(KEY, number)).left()
            assert file.stat().st_size == before


def test_what_failed_on_its_way_gives_its_place_back(tmp_path: Path) -> None:
    in_flight = InFlight()
    with in_flight.kept_in(tmp_path):
        for _ in range(2 * IN_FLIGHT):
            with pytest.raises(OSError, match="away"):
                ends(in_flight, OSError("away"))

    assert left_in(tmp_path) == ()


def test_the_file_of_an_earlier_version_is_understood(tmp_path: Path) -> None:
    left = [
        struct.pack("<B32s10sLq", stage, b"abcdef", b"2024-01-15", 3, message_id)
        for stage, message_id in ((1, 0), (2, 0), (3, 2**40))
    ]
    (tmp_path / "in-flight-1.bin").write_bytes(b"".join([*left, bytes(13 * len(left[0]))]))

    assert left_in(tmp_path) == (
        AttemptState(KEY, 3, Stage.READY, 0),
        AttemptState(KEY, 3, Stage.LEFT, 0),
        AttemptState(KEY, 3, Stage.ANSWERED, 2**40),
    )


def test_what_has_no_message_yet_is_noted_without_one(tmp_path: Path) -> None:
    in_flight = InFlight()
    with in_flight.kept_in(tmp_path), in_flight.of(KEY, 3) as note:
        note.left()
        noted = [*unpacked((tmp_path / "in-flight-1.bin").read_bytes())]

    assert noted == [AttemptState(KEY, 3, Stage.LEFT, 0)] == [AttemptState(KEY, 3, Stage.LEFT)]


def test_a_note_that_was_cut_short_hides_no_other(tmp_path: Path) -> None:
    whole = struct.pack("<B32s10sLq", 2, b"abcdef", b"2024-01-15", 3, 0)
    (tmp_path / "in-flight-1.bin").write_bytes(whole + whole[:-1])

    assert left_in(tmp_path) == (AttemptState(KEY, 3, Stage.LEFT, 0),)


def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    with InFlight().kept_in(tmp_path):
        [file] = tmp_path.glob("*.bin")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
