"""Rewrite a record of an older format in place, comments kept; a record in today's format stays as it is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.errors import UsageError
from knowledge.record.schema import FORMAT
from knowledge.upgrade import upgrade


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="the folder that holds about.yaml"
    )


def execute(options: Namespace) -> int:
    """Print what was done to each file.

    Raises:
        UsageError: No folder is named.
        RecordError: The folder is missing, the record is broken or newer, or it can't be written.
    """
    if options.folder is None:
        raise UsageError("DIR: is missing; name the folder that holds about.yaml")
    done = upgrade(options.folder)
    for line in done:
        print(line)
    print(f"{options.folder} is of format {FORMAT}{'' if done else ' already'}")
    return 0
