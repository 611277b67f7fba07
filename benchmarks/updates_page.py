"""The figures of the way of an update as a page: docs/benchmarks-updates.md."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks import pictures

if TYPE_CHECKING:
    from benchmarks.updates import Figures

INTRODUCTION = """# Benchmarks of the way of an update

Made by `make bench-updates ARGS=--write`: each contestant is a process before a Bot API server on loopback,
by polling, on one machine, in turn; the round in the middle of {rounds} counts. {people:,} people ask
{questions:,} questions at once, then (light load) {singly:,} are asked one after another. This bot is the
real process (`python -m bot run`) with its own record, its database and all that it writes down; the echoes
send back what was said, as in their libraries' examples. Figures of different days or machines can't be
compared, only the ratios of one run.

The {words:,} questions of `golden.jsonl` are asked in turn, so that most are asked by several people: whoever
asks in words that somebody used within five minutes costs a part of what the first did
(`knowledge/lately.py`)."""
TITLE = "Updates answered a second"
PICTURE = "updates.svg"


def picture(runs: Sequence[Figures]) -> str:
    """Draw the updates a second of each."""
    return pictures.bars(TITLE, [(run.name, run.per_second) for run in runs], "updates a second")


def page(runs: Sequence[Figures], options: Namespace, words: int) -> str:
    """Give the whole page as Markdown.

    Args:
        words: How many different questions were asked.
    """
    rows = [
        ("updates answered a second", [f"{run.per_second:.0f}" for run in runs]),
        *(_ratios(other, runs) for other in runs if other.name != "this bot"),
        ("ms of processor time an answer", [f"{run.processor_ms:.2f}" for run in runs]),
        (
            "light load, ms from update to reply: median / 99th percentile",
            [f"{run.median * 1000:.1f} / {run.p99 * 1000:.1f}" for run in runs],
        ),
        ("seconds from the start to the first reply", [f"{run.first_reply:.2f}" for run in runs]),
        ("MiB of memory: at rest / at most", [f"{run.resting:.0f} / {run.peak:.0f}" for run in runs]),
    ]
    lines = ["| | " + " | ".join(run.name for run in runs) + " |", "|---" * (len(runs) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows]
    busy = (
        f"Load average of the {os.cpu_count()} cores at the end: {os.getloadavg()[1]:.1f}; on a busy machine"
    )
    busy += " only the\nprocessor time tells much."
    shown = f"![{TITLE}](pictures/{PICTURE})"
    introduction = INTRODUCTION.format(**vars(options), words=words)
    return "\n\n".join((introduction, "\n".join(lines), shown, busy)) + "\n"


def _ratios(other: Figures, runs: Sequence[Figures]) -> tuple[str, list[str]]:
    return (f"as a share of {other.name}", [f"{run.per_second / other.per_second:.2f}" for run in runs])
