"""Where lines break: as few lines as can be, even, none ending on a word that belongs to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Line: TypeAlias = tuple[int, int]

FEW_LINES = 6
"""Up to here the last line is as long as the others; in longer texts readers expect a shorter one."""
SHORT_LAST = 0.3
WIDOW = 4.0
"""The cost of a last line of one word, or of less than `SHORT_LAST` of the measure: above any unevenness."""


@dataclass(frozen=True, slots=True)
class Box:
    """What is never broken, as the breaking of lines sees it.

    Attributes:
        width: In any unit that the measure has too.
        space: Width of the space before it, when it does not begin a line.
        clings: Cost of a line's end behind it, in squares of the measure's share left empty.
    """

    width: float
    space: float
    clings: float = 0.0


def fewest_lines(boxes: Sequence[Box], measure: float) -> int | None:
    """Count the lines that the boxes need; None if one of them is wider than the measure."""
    if any(box.width > measure for box in boxes):
        return None
    lines, filled = 0, measure + 1
    for box in boxes:
        filled += box.space + box.width
        if filled > measure:
            lines, filled = lines + 1, box.width
    return lines


def break_lines(boxes: Sequence[Box], measure: float) -> tuple[Line, ...]:
    """Break boxes into the fewest lines, as evenly as they will go.

    Args:
        boxes: None wider than the measure.

    Returns:
        First box and one past the last box of every line; empty for no boxes.

    Least sum over lines of squared empty space and of the costs of their ends, over all ways to break:
    Knuth and Plass, 1981, "Breaking paragraphs into lines", with a fixed number of lines.
    """
    count = fewest_lines(boxes, measure)
    if count is None:
        msg = "a box is wider than the measure"
        raise ValueError(msg)
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number in range(1, count + 1):
        best.append(_next_line(boxes, best[-1], measure=measure, number=number, count=count))
    return _path(best, len(boxes))


def _next_line(
    boxes: Sequence[Box], reached: dict[int, tuple[float, int]], *, measure: float, number: int, count: int
) -> dict[int, tuple[float, int]]:
    """Give where the next line can end, with the least cost so far and where that line began."""
    ends: dict[int, tuple[float, int]] = {}
    for start, (cost, _) in reached.items():
        width = -boxes[start].space if start < len(boxes) else 0.0
        for end in range(start + 1, len(boxes) + 1):
            width += boxes[end - 1].space + boxes[end - 1].width
            if width > measure:
                break
            if (end == len(boxes)) != (number == count):
                continue
            total = cost + _cost(boxes, (start, end), empty=1 - width / measure, count=count)
            if end not in ends or total < ends[end][0]:
                ends[end] = (total, start)
    return ends


def _cost(boxes: Sequence[Box], line: Line, *, empty: float, count: int) -> float:
    start, end = line
    if end < len(boxes):
        return empty * empty + boxes[end - 1].clings
    widow = WIDOW if count > 1 and (end - start == 1 or empty > 1 - SHORT_LAST) else 0.0
    share = 1.0 if count <= FEW_LINES else 0.15
    return share * empty * empty + widow


def _path(best: Sequence[dict[int, tuple[float, int]]], end: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    for ends in reversed(best[1:]):
        start = ends[end][1]
        lines.append((start, end))
        end = start
    return tuple(reversed(lines))
