"""The figures as pictures: SVG, drawn without a library that would have to be installed for it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import log10

from benchmarks.quality import Row
from benchmarks.robustness import Curve

COLOURS = ("#d1495b", "#30638e", "#00798c", "#c98a00", "#6c757d", "#7b2cbf", "#2a9d8f", "#8d5524", "#1c2733")
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 800, 420, 70, 60, 30, 270
BAR = 28
"""Pixels of a bar's height, and of what stands above it."""
LINE = 18
"""Pixels from one name to the next below it."""
_FASTEST, _SLOWEST = -2.0, 2.5
"""Decimal logarithms of milliseconds."""
_LETTERS = (
    'font-family="sans-serif" font-size="13" fill="#1c2733" '
    'stroke="#ffffff" stroke-width="4" paint-order="stroke"'
)
_CLOSE = 40
"""Pixels of height within which points would hide each other's names."""


def scatter(rows: Sequence[Row]) -> str:
    """Draw quality against processor time a question, which is logarithmic; rounded as in the table."""
    marks = [
        f'<text x="{_x(power):.0f}" y="{HEIGHT - 35}" text-anchor="middle">{10**power:g} ms</text>'
        for power in (-2, -1, 0, 1, 2)
    ]
    points = [(_x(log10(max(round(row.milliseconds, 2), 0.01))), _y(round(row.overall, 3))) for row in rows]
    crowded = {
        number
        for number, (_, y) in enumerate(points)
        if any(abs(y - other) < _CLOSE for at, (_, other) in enumerate(points) if at != number)
    }
    # The leftmost has the lowest name: then no line to a name crosses another name.
    lowest = max((points[number][1] for number in crowded), default=0)
    order = sorted(crowded, key=lambda number: -points[number][0])
    beneath = {number: lowest + 30 + place * LINE for place, number in enumerate(order)}
    for number in sorted(range(len(rows)), key=lambda one: points[one]):
        (x, y), colour = points[number], COLOURS[number % len(COLOURS)]
        below = beneath.get(number)
        if below is not None:
            marks.append(
                f'<path d="M{x:.0f} {y:.0f}V{below:.0f}h8" fill="none" stroke="{colour}" stroke-width="1"/>'
            )
        marks.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="6" fill="{colour}"/>')
        named = f"{escape(rows[number].name)} {rows[number].overall:.2f}"
        marks.append(f'<text x="{x + 12:.0f}" y="{(below or y) + 4:.0f}">{named}</text>')
    return _sheet("Quality against time a question", "processor time a question", marks)


def curves(lines: Sequence[Curve]) -> str:
    """Draw overall scores against edits in each word; rounded as in the table."""
    most = len(lines[0].overall) - 1

    def x(edits: int) -> float:
        return LEFT + 30 + edits / most * (WIDTH - LEFT - RIGHT - 30)

    marks = [
        f'<text x="{x(edits):.0f}" y="{HEIGHT - 35}" text-anchor="middle">{edits}</text>'
        for edits in range(most + 1)
    ]
    order = sorted(range(len(lines)), key=lambda number: -lines[number].overall[-1])
    ends = [_y(round(lines[number].overall[-1], 3)) for number in order]
    for number, end, named in zip(order, ends, _spread(ends), strict=True):
        line, colour = lines[number], COLOURS[number % len(COLOURS)]
        scores = [round(score, 3) for score in line.overall]
        points = " ".join(f"{x(edits):.0f},{_y(score):.0f}" for edits, score in enumerate(scores))
        leading = f'd="M{x(most):.0f} {end:.0f}l26 {named - end:.0f}h6"'
        marks += [
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="3"/>',
            f'<path {leading} fill="none" stroke="{colour}" stroke-width="1"/>',
            f'<text x="{x(most) + 36:.0f}" y="{named + 4:.0f}">{escape(line.name)} {scores[-1]:.2f}</text>',
        ]
    return _sheet(
        "Overall score against edits", "random edits in each name and word of five letters or more", marks
    )


def bars(title: str, of: Sequence[tuple[str, float]], unit: str) -> str:
    """Draw one bar below another, each from 0, with its name above it and its figure behind it."""
    height = TOP + 2 * BAR * len(of) + LINE
    longest = max(figure for _, figure in of)
    marks = []
    for number, (name, figure) in enumerate(of):
        y, width = TOP + 2 * BAR * number + BAR, figure / longest * (WIDTH - RIGHT)
        marks += [
            f'<text x="20" y="{y - 8}">{escape(name)}</text>',
            f'<rect x="20" y="{y}" width="{width:.0f}" height="{BAR - 8}" fill="{COLOURS[number]}"/>',
            f'<text x="{width + 30:.0f}" y="{y + BAR / 2:.0f}">{figure:,.0f} {escape(unit)}</text>',
        ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/><g {_LETTERS}>{"".join(marks)}</g></svg>\n'
    )


def _spread(heights: Sequence[float]) -> list[float]:
    """Move heights apart, in order, so that names beside them are readable; a crowd keeps its middle."""
    crowds: list[list[float]] = []
    for height in heights:
        crowds.append([height])
        while len(crowds) > 1 and _lowest(crowds[-2]) + LINE > _highest(crowds[-1]):
            last = crowds.pop()
            crowds[-1].extend(last)
    return [_highest(crowd) + place * LINE for crowd in crowds for place in range(len(crowd))]


def _highest(crowd: Sequence[float]) -> float:
    return sum(crowd) / len(crowd) - (len(crowd) - 1) * LINE / 2


def _lowest(crowd: Sequence[float]) -> float:
    return _highest(crowd) + (len(crowd) - 1) * LINE


def _x(power: float) -> float:
    return LEFT + (power - _FASTEST) / (_SLOWEST - _FASTEST) * (WIDTH - LEFT - RIGHT)


def _y(overall: float) -> float:
    return HEIGHT - BOTTOM - overall * (HEIGHT - BOTTOM - TOP)


def _sheet(title: str, below: str, marks: Sequence[str]) -> str:
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{title}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        # A white edge keeps a name readable upon a line.
        f"<g {_LETTERS}>",
    ]
    for score in (0, 0.25, 0.5, 0.75, 1.0):
        y = _y(score)
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#dde3e9" stroke-width="1"/>'
        )
        parts.append(f'<text x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{score:.2f}</text>')
    parts.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{below}</text>'
    )
    parts.append('<text x="12" y="18">overall score</text>')
    return "".join((*parts, *marks, "</g></svg>\n"))
