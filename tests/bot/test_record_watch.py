"""An edited record is taken into use; a broken one is not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.record_watch import RecordWatch
from knowledge.loader import load_snapshot
from knowledge.snapshot import LiveSnapshot, Snapshot


def edit(folder: Path, before: str, after: str) -> None:
    about = folder / "about.yaml"
    text = about.read_text(encoding="utf-8")
    assert before in text
    about.write_text(text.replace(before, after, 1), encoding="utf-8")


async def until(happened: Callable[[], bool]) -> None:
    while not happened():  # noqa: ASYNC110 - nobody tells us when
        await asyncio.sleep(0.02)


def test_an_edit_is_taken_into_use_whole(folder: Path) -> None:
    live = LiveSnapshot(load_snapshot(folder))
    watch = RecordWatch(live, folder, load_snapshot)
    before = live.now

    edit(folder, "\n", "\n# a remark\n")
    watch.reload_if_edited()

    assert live.now.version != before.version


def test_nothing_is_read_where_nothing_changed(folder: Path) -> None:
    live = LiveSnapshot(load_snapshot(folder))
    before = live.now

    RecordWatch(live, folder, load_snapshot).reload_if_edited()

    assert live.now is before


def test_a_broken_edit_is_logged_with_its_line_and_the_old_record_stays(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = LiveSnapshot(load_snapshot(folder))
    watch = RecordWatch(live, folder, load_snapshot)
    before = live.now

    edit(folder, "\n", "\nnonsense: [\n")
    watch.reload_if_edited()

    assert live.now is before
    assert "about.yaml:" in caplog.text


async def test_a_running_watch_finds_an_edit_by_itself(folder: Path) -> None:
    live = LiveSnapshot(load_snapshot(folder))
    before = live.now
    watching = asyncio.create_task(RecordWatch(live, folder, load_snapshot, every_seconds=0.02).keep_watch())

    edit(folder, "\n", "\n# a remark\n")
    await until(lambda: live.now is not before)

    watching.cancel()


async def test_the_operator_can_have_it_read_at_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    watch = RecordWatch(LiveSnapshot(load_snapshot(folder)), folder, load_snapshot)
    watching = asyncio.create_task(watch.keep_watch())

    watch.asked.set()
    await until(lambda: "is in use" in caplog.text)

    watching.cancel()


async def test_an_edit_in_many_steps_is_read_when_it_is_over(folder: Path) -> None:
    reads: list[str] = []

    def read(place: Path) -> Snapshot:
        reads.append((place / "about.yaml").read_text(encoding="utf-8"))
        return load_snapshot(place)

    watch = RecordWatch(LiveSnapshot(load_snapshot(folder)), folder, read, every_seconds=0.02)
    task = asyncio.create_task(watch.keep_watch())
    for _ in range(200):
        edit(folder, "\n", "\n# a step\n")
        await asyncio.sleep(0.002)
    in_between = len(reads)
    await until(lambda: bool(reads))
    task.cancel()

    assert in_between == 0
    assert reads[0].count("# a step") == 200
