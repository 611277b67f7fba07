"""Write all subscriptions as JSON Lines: a backup that any database can read."""

from __future__ import annotations

import asyncio
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from bot import data_folder, settings
from bot.errors import FolderError
from bot.storage.database import opened
from bot.storage.exchange import exported


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="the file to write; - is standard output"
    )
    settings.add_flags(parser, "DATA_DIR", "DATABASE_URL")


def execute(options: Namespace) -> int:
    """Write one line per subscription and say on standard error how many; the bot may run meanwhile.

    Raises:
        BotError: The database can't be read, or the file written.
    """
    chosen = settings.read(options)
    data_folder.prepare(chosen.data_dir)
    with _destination(options.file) as out:
        count = asyncio.run(_export(out, chosen.database_url, chosen.data_dir))
    sys.stderr.write(f"{count} {'subscription' if count == 1 else 'subscriptions'} exported\n")
    return 0


@contextmanager
def _destination(file: str) -> Iterator[TextIO]:
    """Open what to write to; a file appears whole, or not at all."""
    path = Path(file).resolve()
    try:
        if file == "-":
            yield sys.stdout
            sys.stdout.flush()
        elif path.exists() and not path.is_file():
            # A pipe or a device: what is put in its place would be no pipe any more.
            with path.open("w", encoding="utf-8") as out:
                yield out
        else:
            with _beside(path) as out:
                yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        shown = file
        if file == "-":
            shown = "standard output"
            # Python would try, and complain, once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise FolderError("FILE", shown, reason=reason, hint="name a file that can be written") from error


@contextmanager
def _beside(path: Path) -> Iterator[TextIO]:
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


async def _export(out: TextIO, database_url: str | None, data_dir: Path) -> int:
    count = 0
    async with opened(database_url, data_dir) as database:
        async for line in exported(database):
            out.write(line + "\n")
            count += 1
    return count
