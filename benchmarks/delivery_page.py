"""The delivery's figures as a page: docs/benchmarks-delivery.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.delivery import Answering, Figures
    from benchmarks.jobqueue import Start

INTRODUCTION = """# Benchmarks of the daily quote

Made by `make bench-delivery`: the real process (`python -m bot run`), a Bot API server on loopback that takes
every message, one machine, one run. Questions are asked one after the other, at most twenty a second, and
timed from the update to the answer's arrival. Planned is who has a row in the ledger; from there deliveries
leave as fast as Telegram's limit of thirty a second allows, whatever the machine."""
BESIDE = """## Beside JobQueue

The library's JobQueue with one daily job per subscriber keeps its jobs in memory, so this is what each
restart costs before anybody gets anything. The bot keeps none of them in memory: the figures above are with
all subscriptions."""


def page(runs: Sequence[Figures], starts: Sequence[tuple[int, Start | None]]) -> str:
    """Give the whole page as Markdown."""
    parts = [INTRODUCTION]
    if runs:
        parts.append("## Planning, and answers meanwhile\n\n" + _runs_table(runs))
    if starts:
        parts += [BESIDE, _starts_table(starts)]
    return "\n\n".join(parts) + "\n"


def _runs_table(runs: Sequence[Figures]) -> str:
    rows = [
        ("subscriptions", [f"{run.people:,}" for run in runs]),
        ("due in one minute", [f"{run.due:,}" for run in runs]),
        ("seconds to plan them", [f"{run.planning:.1f}" for run in runs]),
        ("MiB of memory at most", [f"{run.mebibytes:.0f}" for run in runs]),
        ("ms an answer usually: median / 95th percentile", [_times(run.usual) for run in runs]),
        ("ms an answer while planning", [_times(run.planned_meanwhile) for run in runs]),
        ("ms an answer while delivering", [_times(run.sent_meanwhile) for run in runs]),
        (
            "messages a second then, answers included: mean / most",
            [f"{run.rate:.1f} / {run.most}" for run in runs],
        ),
    ]
    head = "| | " + " | ".join(run.database for run in runs) + " |"
    lines = [head, "|---" * (len(runs) + 1) + "|"]
    return "\n".join([*lines, *(f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows)])


def _times(answering: Answering) -> str:
    return f"{answering.median * 1000:.1f} / {answering.p95 * 1000:.1f}"


def _starts_table(starts: Sequence[tuple[int, Start | None]]) -> str:
    lines = ["| jobs | seconds to start | MiB |", "|---|---|---|"]
    lines += [
        f"| {jobs:,} | {start.seconds:.1f} | {start.mebibytes:.0f} |"
        if start
        else f"| {jobs:,} | not within 15 minutes | |"
        for jobs, start in starts
    ]
    return "\n".join(lines)
