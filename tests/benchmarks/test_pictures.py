"""The pictures of the benchmarks: those of the figures beside them, and readable."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from benchmarks import pictures
from benchmarks.quality import Row
from benchmarks.robustness import Curve
from tests.e2e.process import PROJECT

PAGE = (PROJECT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
NAMES = ("quality", "robustness")
LETTER = 7.6
"""Pixels of a letter at 13 pixels, a little more than it takes."""
TEXT = re.compile(r'<text x="([\d.]+)" y="([\d.]+)"(?: text-anchor="(\w+)")?>([^<]*)</text>')


def table(heading: str) -> list[list[str]]:
    """Give the cells of the table under a heading, without its first line."""
    rows = PAGE.partition(heading)[2].partition("|---")[2].partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def drawn(name: str) -> str:
    if name == "quality":
        cells = table("## Quality")
        return pictures.scatter([Row(one[0], float(one[1]), 0, 0, float(one[4])) for one in cells])
    cells = table("## Overall score under random edits")
    return pictures.curves([Curve(one[0], tuple(float(one[at]) for at in (1, 8, 9, 10))) for one in cells])


def boxes(svg: str) -> dict[str, tuple[float, float, float, float]]:
    """Give where each text stands: left, top, right and bottom."""
    found = {}
    for x, y, anchor, said in TEXT.findall(svg):
        at, width = float(x), LETTER * len(said)
        left = {"middle": at - width / 2, "end": at - width}.get(anchor, at)
        found[said] = (left, float(y) - 11, left + width, float(y) + 3)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_shows_the_figures_beside_it(name: str) -> None:
    kept = (PROJECT / "docs" / "pictures" / f"{name}.svg").read_text(encoding="utf-8")

    assert kept == drawn(name), "python -m tests.benchmarks.test_pictures"


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_printed_over_another_or_over_the_edge(name: str) -> None:
    found = boxes(drawn(name))

    for (one, first), (other, second) in combinations(found.items(), 2):
        apart = (
            first[2] <= second[0] or second[2] <= first[0] or first[3] <= second[1] or second[3] <= first[1]
        )
        assert apart, (one, other)
    assert all(left >= 0 and right <= pictures.WIDTH for left, _, right, _ in found.values())


@pytest.mark.parametrize("name", NAMES)
def test_no_line_to_a_name_crosses_another_name(name: str) -> None:
    svg = drawn(name)
    for x, begin, end in re.findall(r'd="M(\d+) (\d+)V(\d+)h', svg):
        for said, (left, top, right, bottom) in boxes(svg).items():
            crosses = left < int(x) < right and top < int(end) and bottom > int(begin)
            assert not crosses, said


if __name__ == "__main__":
    for each in NAMES:
        (PROJECT / "docs" / "pictures" / f"{each}.svg").write_text(drawn(each), encoding="utf-8")


def test_a_bar_is_as_long_as_its_figure() -> None:
    drawn = pictures.bars("Speed", [("an echo & more", 1000.0), ("this bot", 500.0)], "a second")
    long, short = (float(one) for one in re.findall(r'<rect x="20" [^>]*width="(\d+)"', drawn))

    assert short == pytest.approx(long / 2, abs=1)
    assert "an echo &amp; more" in drawn
    assert "1,000 a second" in drawn
