"""The figures as a page: docs/benchmarks.md, and its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from benchmarks.quality import Row
from benchmarks.robustness import Curve
from benchmarks.scale import Point

INTRODUCTION = """# Benchmarks

Made by `make bench`; every table is one run on one machine, so read ratios, not milliseconds. Times are
processor time. Peers search one flat list of the entries' texts; each has the threshold that is best for it
on these very questions, which ours is not given. The words of generated records follow Zipf's law; three in
ten words of the questions about them are misspelt.
"""
_COLOURS = ("#d1495b", "#30638e", "#00798c", "#edae49", "#6c757d", "#7b2cbf", "#2a9d8f", "#8d5524")


def rows_table(rows: Iterable[Row]) -> str:
    """Give scores as a Markdown table."""
    lines = ["| | overall | answerable | false answers | ms a question |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.name} | {row.overall:.3f} | {row.answerable:.3f} | {row.false_answers:.1%} "
        f"| {row.milliseconds:.2f} |"
        for row in rows
    ]
    return "\n".join(lines)


def curves_table(curves: Sequence[Curve]) -> str:
    """Give the fall of the scores as a Markdown table."""
    edits = range(len(curves[0].overall))
    lines = [
        "| edits in each long word | " + " | ".join(map(str, edits)) + " |",
        "|---" * (len(edits) + 1) + "|",
    ]
    lines += [
        f"| {curve.name} | " + " | ".join(f"{one:.3f}" for one in curve.overall) + " |" for curve in curves
    ]
    return "\n".join(lines)


def points_table(points: Sequence[Point]) -> str:
    """Give times against size as a Markdown table: median / 99th percentile, and seconds to build."""
    sizes = sorted({point.entries for point in points})
    names = list(dict.fromkeys(point.name for point in points))
    by_key: Mapping[tuple[str, int], Point] = {(point.name, point.entries): point for point in points}
    head = "| ms a question: median / 99th percentile (seconds to build) | "
    lines = [head + " | ".join(f"{size:,}" for size in sizes) + " |", "|---" * (len(sizes) + 1) + "|"]
    for name in names:
        cells = []
        for size in sizes:
            point = by_key.get((name, size))
            cells.append(f"{point.median:.2f} / {point.p99:.2f} ({point.build:.1f})" if point else "")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def picture(rows: Sequence[Row]) -> str:
    """Draw quality against time a question (logarithmic), as SVG."""
    from math import log10  # noqa: PLC0415

    width, height, left, bottom = 760, 420, 70, 60
    low, high = -2.0, 1.5

    def x(milliseconds: float) -> float:
        return left + (log10(max(milliseconds, 0.01)) - low) / (high - low) * (width - left - 170)

    def y(overall: float) -> float:
        return height - bottom - overall * (height - bottom - 30)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img">',
        "<title>Quality against time a question</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<g font-family="sans-serif" font-size="13" fill="#1c2733">',
    ]
    for score in (0, 0.25, 0.5, 0.75, 1.0):
        parts.append(
            f'<line x1="{left}" x2="{width - 20}" y1="{y(score)}" y2="{y(score)}" stroke="#dde3e9"/>'
        )
        parts.append(f'<text x="{left - 10}" y="{y(score) + 4}" text-anchor="end">{score:.2f}</text>')
    parts.extend(
        f'<text x="{x(10**power)}" y="{height - 35}" text-anchor="middle">{10**power:g} ms</text>'
        for power in (-2, -1, 0, 1)
    )
    parts.append(
        f'<text x="{width / 2}" y="{height - 12}" text-anchor="middle">processor time a question</text>'
    )
    parts.append('<text x="12" y="18">overall score</text>')
    for number, row in enumerate(rows):
        colour = _COLOURS[number % len(_COLOURS)]
        cx, cy = x(row.milliseconds), y(row.overall)
        parts.append(f'<circle cx="{cx:.0f}" cy="{cy:.0f}" r="7" fill="{colour}"/>')
        parts.append(f'<text x="{cx + 11:.0f}" y="{cy + 4:.0f}">{escape(row.name)} {row.overall:.2f}</text>')
    return "".join((*parts, "</g></svg>\n"))
