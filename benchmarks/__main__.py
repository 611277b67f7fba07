"""`make bench`: measure all, print it, and write docs/benchmarks.md with its picture."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from benchmarks import quality, report, robustness, scale
from knowledge import golden
from knowledge.loader import shipped

DOCS = Path(__file__).parents[1] / "docs"
Value = TypeVar("Value")


def main() -> int:
    """Run what was asked for."""
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--questions", type=Path, action="append", help="JSON Lines; several add up")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=scale.SIZES, help="entries of generated records"
    )
    parser.add_argument(
        "--only", choices=("quality", "robustness", "scale"), help="one part, printed, not written"
    )
    options = parser.parse_args()
    paths = options.questions or [shipped() / golden.FILE_NAME]
    asked = [question for path in paths for question in golden.read_questions(path)]
    parts: list[str] = [report.INTRODUCTION]
    if options.only in {None, "quality"}:
        ours = list(_shown("ablations", quality.ablations(asked)))
        others = list(_shown("peers", quality.peers(asked)))
        compared = [replace(ours[0], name="ours"), *others]
        parts.append(f"## Quality: {len(asked)} questions\n\n{report.rows_table(compared)}")
        parts.append("![Quality against time](pictures/quality.svg)")
        parts.append(f"## What each part earns\n\n{report.rows_table(ours)}")
        if options.only is None:
            picture = report.picture(compared)
            (DOCS / "pictures" / "quality.svg").write_text(picture, encoding="utf-8")
    if options.only in {None, "robustness"}:
        curves = list(_shown("robustness", robustness.curves(asked)))
        parts.append(f"## Overall score under random edits\n\n{report.curves_table(curves)}")
    if options.only in {None, "scale"}:
        points = list(_shown("scale", scale.points(options.sizes)))
        parts.append(f"## By size of the record\n\n{report.points_table(points)}")
    page = "\n\n".join(parts) + "\n"
    print(page)
    if options.only is None:
        (DOCS / "benchmarks.md").write_text(page, encoding="utf-8")
    return 0


def _shown(what: str, values: Iterable[Value]) -> Iterator[Value]:
    for value in values:
        print(f"{what}: {value}", file=sys.stderr, flush=True)
        yield value


if __name__ == "__main__":
    sys.exit(main())
