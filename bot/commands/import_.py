"""Read subscriptions that `export` wrote; existing ones stay as they are."""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from bot import data_folder, settings
from bot.errors import FolderError
from bot.storage.database import opened
from bot.storage.exchange import Imported, imported


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="-",
        help="the file that `export` wrote; - is standard input",
    )
    settings.add_flags(parser, "DATA_DIR", "DATABASE_URL")


def execute(options: Namespace) -> int:
    """Take in all lines, or none if one is wrong; the bot may run meanwhile.

    Raises:
        BotError: The file can't be read or has faulty lines, or the database can't be written.
    """
    chosen = settings.read(options)
    data_folder.prepare(chosen.data_dir)
    with _source(options.file) as (lines, name):
        came = asyncio.run(_import(lines, name, chosen.database_url, chosen.data_dir))
    print(f"{came.new} new, {came.present} already there")
    return 0


@contextmanager
def _source(file: str) -> Iterator[tuple[TextIO, str]]:
    if file == "-":
        yield sys.stdin, "standard input"
        return
    try:
        with Path(file).open(encoding="utf-8") as lines:
            yield lines, file
    except (OSError, UnicodeDecodeError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "not UTF-8"
        hint = "name a file that export has written"
        raise FolderError("FILE", file, reason=reason, hint=hint) from error


async def _import(lines: TextIO, name: str, database_url: str | None, data_dir: Path) -> Imported:
    async with opened(database_url, data_dir) as database:
        return await imported(database, lines, name=name, now=datetime.now(UTC))
