"""The figures as a page: docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.hostile import Cost
from benchmarks.quality import Row
from benchmarks.robustness import Robustness
from benchmarks.scale import Point

INTRODUCTION = """# Benchmarks

Made by `make bench`; every table is one run on one machine, so read ratios, not milliseconds. Times are
processor time. Peers search one flat list of the entries' texts; each has the threshold that is best for it
on these very questions, which ours is not given. The words of generated records follow Zipf's law; three in
ten words of the questions about them are misspelt.
"""


def rows_table(rows: Iterable[Row]) -> str:
    """Give scores as a Markdown table."""
    lines = ["| | overall | answerable | false answers | ms a question |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.name} | {row.overall:.3f} | {row.answerable:.3f} | {row.false_answers:.1%} "
        f"| {row.milliseconds:.2f} |"
        for row in rows
    ]
    return "\n".join(lines)


def edits_table(measured: Robustness) -> str:
    """Give the fall of the scores as a Markdown table, for edits in names, in other words, and in both."""
    ways = [curve.name for curve in next(iter(measured.edited.values()))]
    edits = len(next(iter(measured.edited.values()))[0].overall)
    head = [f"{what}, {number}" for what in measured.edited for number in range(1, edits)]
    lines = [
        "| random edits in each long word of … | none | " + " | ".join(head) + " |",
        "|---" * (len(head) + 2) + "|",
    ]
    for place, name in enumerate(ways):
        curves = [curves[place].overall for curves in measured.edited.values()]
        cells = [curves[0][0], *(score for curve in curves for score in curve[1:])]
        lines.append(f"| {name} | " + " | ".join(f"{score:.3f}" for score in cells) + " |")
    return "\n".join(lines)


def kinds_table(measured: Robustness) -> str:
    """Give the scores by kind of damage as a Markdown table, a kind a line."""
    names = [curve.name for curve in measured.by_kind]
    lines = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for place, kind in enumerate(measured.kinds):
        scores = [curve.overall[place] for curve in measured.by_kind]
        lines.append(f"| {kind} | " + " | ".join(f"{score:.3f}" for score in scores) + " |")
    return "\n".join(lines)


def hostile_table(costs: Sequence[Cost]) -> str:
    """Give what hostile questions cost, in milliseconds and as multiples of an ordinary one."""
    lines = ["| | ms | times an ordinary question |", "|---|---|---|"]
    lines += [
        f"| {cost.name} | {cost.milliseconds:.2f} | {cost.milliseconds / costs[0].milliseconds:.1f} |"
        for cost in costs
    ]
    return "\n".join(lines)


def points_table(points: Sequence[Point]) -> str:
    """Give times against size as a Markdown table: median / 99th percentile, seconds to build, memory."""
    sizes = sorted({point.entries for point in points})
    names = list(dict.fromkeys(point.name for point in points))
    by_key: Mapping[tuple[str, int], Point] = {(point.name, point.entries): point for point in points}
    head = "| ms a question: median / 99th percentile (seconds to build, MiB) | "
    lines = [head + " | ".join(f"{size:,}" for size in sizes) + " |", "|---" * (len(sizes) + 1) + "|"]
    for name in names:
        cells = []
        for size in sizes:
            point = by_key.get((name, size))
            cells.append(_point(point) if point else "")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _point(point: Point) -> str:
    return f"{point.median:.2f} / {point.p99:.2f} ({point.build:.1f}, {point.mebibytes:.0f})"
