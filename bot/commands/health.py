"""Tell whether the running bot is alive: exit code 0 if it is, 1 if not."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace

from bot import heartbeat, settings


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    settings.add_flags(parser, "DATA_DIR")


def execute(options: Namespace) -> int:
    """Read the sign of life in the data folder and judge its age."""
    folder = settings.data_dir(options)
    last = heartbeat.read(folder)
    fault = last.fault(time.time()) if last else f"no sign of life in {folder}; is the bot running?"
    print(fault or "alive")
    return 1 if fault else 0
