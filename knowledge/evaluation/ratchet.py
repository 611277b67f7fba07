"""The figures to reach, raised to what is reached and written beside the questions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.record.goals import MUTATIONS, SETS, Figure, Goals

SHOWN_DECIMALS = 3
_KEPT = (Figure.OVERALL, Figure.FALSE_ANSWERS, Figure.VERDICTS, Figure.FALSE_DENIALS, Figure.CONVERSATIONS)
"""The others follow from these."""
_INTRODUCTION = (
    "# What `python -m bot eval` must reach; what is false is the most there may be, else the least.\n"
    "# `python -m bot eval --ratchet` raises these to what is reached. Each set may lose one turn.\n"
)


def raise_to(path: Path, reached: Goals, wanted: Goals) -> None:
    """Write the better of what is reached and what was wanted; comments above the first figure stay."""
    before = path.read_text(encoding="utf-8") if path.is_file() else _INTRODUCTION
    head = "".join(line for line in _head(before))
    path.write_text(head + "".join(_lines(reached, wanted)), encoding="utf-8")


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            return
        yield line


def _lines(reached: Goals, wanted: Goals) -> Iterator[str]:
    yield from _figures(reached.whole, wanted.whole, indent="")
    for title, found, known in (
        (SETS, reached.sets, wanted.sets),
        (MUTATIONS, reached.mutations, wanted.mutations),
    ):
        if found:
            yield f"{title}:\n"
        for name, shares in found.items():
            yield f"  {name}:\n"
            yield from _figures(shares, known.get(name, {}), indent="    ")


def _figures(
    reached: Mapping[Figure, float], wanted: Mapping[Figure, float], *, indent: str
) -> Iterator[str]:
    for figure in (*_KEPT, *(one for one in wanted if one not in _KEPT)):
        if figure in reached:
            yield f"{indent}{figure}: {_better(figure, _rounded(figure, reached[figure]), wanted):g}\n"


def _better(figure: Figure, reached: float, wanted: Mapping[Figure, float]) -> float:
    if figure not in wanted:
        return reached
    return min(reached, wanted[figure]) if figure.is_most else max(reached, wanted[figure])


def _rounded(figure: Figure, share: float) -> float:
    """Round to the side on which the share still reaches it."""
    scale = 10.0**SHOWN_DECIMALS
    return (math.ceil(share * scale) if figure.is_most else math.floor(share * scale)) / scale
