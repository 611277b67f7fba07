"""The figures as pictures: SVG, drawn without a library that would have to be installed for it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import log10

from benchmarks.quality import Row
from benchmarks.robustness import Curve

COLOURS = ("#d1495b", "#30638e", "#00798c", "#edae49", "#6c757d", "#7b2cbf", "#2a9d8f", "#8d5524", "#1c2733")
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 760, 420, 70, 60, 30, 190
_FASTEST, _SLOWEST = -2.0, 2.5
"""Decimal logarithms of milliseconds."""


def scatter(rows: Sequence[Row]) -> str:
    """Draw quality against processor time a question, which is logarithmic."""
    marks = [
        f'<text x="{_x(power)}" y="{HEIGHT - 35}" text-anchor="middle">{10**power:g} ms</text>'
        for power in (-2, -1, 0, 1, 2)
    ]
    for number, row in enumerate(rows):
        x, y = _x(log10(max(row.milliseconds, 0.01))), _y(row.overall)
        marks.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="7" fill="{COLOURS[number % len(COLOURS)]}"/>')
        marks.append(f'<text x="{x + 11:.0f}" y="{y + 4:.0f}">{escape(row.name)} {row.overall:.2f}</text>')
    return _sheet("Quality against time a question", "processor time a question", marks)


def curves(lines: Sequence[Curve]) -> str:
    """Draw overall scores against edits in each word."""
    most = len(lines[0].overall) - 1

    def x(edits: int) -> float:
        return LEFT + 30 + edits / most * (WIDTH - LEFT - RIGHT - 30)

    marks = [
        f'<text x="{x(edits):.0f}" y="{HEIGHT - 35}" text-anchor="middle">{edits}</text>'
        for edits in range(most + 1)
    ]
    # The peers lie upon each other: their names stand one below the other beside their ends.
    order = sorted(range(len(lines)), key=lambda number: -lines[number].overall[-1])
    below = 0.0
    for number in order:
        line, colour = lines[number], COLOURS[number % len(COLOURS)]
        points = " ".join(f"{x(edits):.0f},{_y(score):.0f}" for edits, score in enumerate(line.overall))
        marks.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="3"/>')
        below = max(_y(line.overall[-1]) + 4, below + 17)
        marks.append(
            f'<text x="{x(most) + 10:.0f}" y="{below:.0f}" fill="{colour}">{escape(line.name)}</text>'
        )
    return _sheet(
        "Overall score against edits", "random edits in each name and word of five letters or more", marks
    )


def _x(power: float) -> float:
    return LEFT + (power - _FASTEST) / (_SLOWEST - _FASTEST) * (WIDTH - LEFT - RIGHT)


def _y(overall: float) -> float:
    return HEIGHT - BOTTOM - overall * (HEIGHT - BOTTOM - TOP)


def _sheet(title: str, below: str, marks: Sequence[str]) -> str:
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" role="img">',
        f"<title>{title}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<g font-family="sans-serif" font-size="13" fill="#1c2733">',
    ]
    for score in (0, 0.25, 0.5, 0.75, 1.0):
        y = _y(score)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 20}" y1="{y}" y2="{y}" stroke="#dde3e9"/>')
        parts.append(f'<text x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{score:.2f}</text>')
    parts.append(f'<text x="{(WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{below}</text>')
    parts.append('<text x="12" y="18">overall score</text>')
    return "".join((*parts, *marks, "</g></svg>\n"))
