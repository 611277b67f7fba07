"""What may be off with this machine: data folder, room on the disk, clock, zones, record, running bot."""

from __future__ import annotations

import shutil
import zoneinfo
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot import data_folder, heartbeat
from bot.diagnosis.finding import Finding, fine, note, off
from bot.errors import FolderError
from bot.settings import cache_dir
from knowledge.compiled import load_snapshot
from knowledge.record.problem import RecordError

ENOUGH_ROOM_BYTES = 200 * 1024 * 1024
CLOCK_MAY_BE_OFF_SECONDS = 30
# One zone that was always there, one with a half hour, one whose name is young.
_ZONES = ("Europe/London", "Asia/Kolkata", "Asia/Qostanay")


def of_folder(folder: Path) -> Iterator[Finding]:
    """Look whether the data folder can be written, and at the room left there."""
    try:
        data_folder.prepare(folder)
    except FolderError as error:
        yield off("data folder", str(error), "set DATA_DIR")
        return
    yield fine("data folder", f"{folder} can be written")
    room = shutil.disk_usage(folder).free
    said = f"{room / 1024**3:.1f} GiB free"
    enough = room >= ENOUGH_ROOM_BYTES
    yield fine("disk", said) if enough else off("disk", said, "make room, or set DATA_DIR elsewhere")


def of_zones() -> Finding:
    """Look whether the time zones that subscribers name are known here."""
    try:
        for name in _ZONES:
            zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError as error:
        return off("time zones", f"unknown: {error}", "install the package tzdata")
    return fine("time zones", f"{len(zoneinfo.available_timezones())} known")


def of_clock(now: float, server_date: str) -> Finding:
    """Hold this machine's clock against the Date header of Telegram's answer; `now` in seconds since 1970."""
    try:
        ahead = now - parsedate_to_datetime(server_date).timestamp()
    except (TypeError, ValueError):
        return note("clock", "the server did not tell its time")
    said = f"{abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} Telegram's"
    if abs(ahead) <= CLOCK_MAY_BE_OFF_SECONDS:
        return fine("clock", said)
    return off("clock", said, "let the machine keep its time by NTP; daily quotes depend on it")


def of_record(folder: Path | None) -> Finding:
    """Look whether the record can be read."""
    try:
        snapshot = load_snapshot(folder, kept=cache_dir())
    except RecordError as error:
        lines = str(error).splitlines()
        said = f"problems: {len(lines)}, the first {lines[0]}"
        return off("record", said, "run `check` to see them all")
    return fine("record", f"version {snapshot.version}, {len(snapshot.record.entries)} entries")


def of_running_bot(folder: Path, now: float) -> Iterator[Finding]:
    """Look for a bot's sign of life in the data folder, and at what it says of itself."""
    last = heartbeat.read(folder)
    if last is None:
        yield note("running", "no bot runs on this data folder")
        return
    faults = list(last.faults(now))
    if not any(fault.subject == "running" for fault in faults):
        yield fine("running", f"process {last.process} is alive")
    for fault in faults:
        said, _, hint = fault.said.partition("; ")
        is_gone = fault.subject == "running"
        yield note("running", fault.said) if is_gone else off(f"running bot's {fault.subject}", said, hint)
