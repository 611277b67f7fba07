"""Tell whether the running bot is healthy: exit code 0 if it is, 1 if not."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace

from bot import heartbeat, settings


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    settings.add_flags(parser, "DATA_DIR")


def execute(options: Namespace) -> int:
    """Read the sign of life in the data folder, and say what is not well of what people notice."""
    folder = settings.data_dir(options)
    last = heartbeat.read(folder)
    if last is None:
        print(f"no sign of life in {folder}; is the bot running?")
        return 1
    faults = list(last.faults(time.time()))
    for fault in faults:
        print(f"{fault.subject}: {fault.said}")
    if not faults:
        print("alive")
    return 1 if faults else 0
