"""Show how the daily quote's deliveries are going; in a terminal, until all that is due has been sent."""

from __future__ import annotations

import asyncio
import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bot import data_folder, settings
from bot.storage.database import Database, opened
from bot.storage.report import Report, report

REFRESH_SECONDS = 1.0


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--once", action="store_true", help="print once, even in a terminal")
    settings.add_flags(parser, "DATA_DIR", "DATABASE_URL")


def execute(options: Namespace) -> int:
    """Print the figures of the last 24 hours.

    Raises:
        BotError: The database can't be read.
    """
    chosen = settings.read(options)
    data_folder.prepare(chosen.data_dir)
    live = sys.stdout.isatty() and not (options.json or options.once)
    asyncio.run(_show(chosen.database_url, chosen.data_dir, as_json=options.json, live=live))
    return 0


def in_words(found: Report) -> str:
    """Give the figures as one line a figure."""
    end = f"{found.expected_end:%Y-%m-%d %H:%M:%S} UTC" if found.expected_end else "-"
    return "\n".join(
        (
            f"due           {found.to_plan + found.due}",
            f"under way     {found.under_way}",
            f"sent          {found.sent}",
            f"failed        {found.failed}",
            f"skipped       {found.skipped}",
            f"in doubt      {found.in_doubt}",
            f"rate          {found.rate:.1f} a second",
            f"expected end  {end}",
        )
    )


def in_json(found: Report) -> str:
    """Give the figures for programs; the expected end in ISO 8601, or null."""
    end = found.expected_end.isoformat() if found.expected_end else None
    return json.dumps({**asdict(found), "expected_end": end})


async def _show(database_url: str | None, data_dir: Path, *, as_json: bool, live: bool) -> None:
    async with opened(database_url, data_dir) as database:
        found = await report(database, datetime.now(UTC))
        if live and found.to_do:
            found = await _follow(database, found)
        print(in_json(found) if as_json else in_words(found))


async def _follow(database: Database, found: Report) -> Report:
    """Keep a progress bar going until nothing is left to send."""
    from rich.progress import (  # noqa: PLC0415 - for people at a terminal only
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[rate]:.1f}/s, failed {task.fields[failed]}, in doubt {task.fields[doubt]}"),
    )
    with Progress(*columns) as progress:
        task = progress.add_task(
            "daily quote", total=None, rate=found.rate, failed=found.failed, doubt=found.in_doubt
        )
        while found.to_do:
            await asyncio.sleep(REFRESH_SECONDS)
            found = await report(database, datetime.now(UTC))
            progress.update(
                task,
                total=found.total,
                completed=found.total - found.to_do,
                rate=found.rate,
                failed=found.failed,
                doubt=found.in_doubt,
            )
    return found
