"""`make bench`: measure all, print it, and write docs/benchmarks.md with its pictures."""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from benchmarks import earning, hostile, pictures, quality, report, robustness, scale, sealed
from benchmarks import page as pages
from knowledge.record import golden
from knowledge.record.folder import shipped
from knowledge.record.golden import GoldenQuestion

DOCS = Path(__file__).parents[1] / "docs"
EARNING = "earning"
"""The part that has a page of its own, docs/earning.md."""
Value = TypeVar("Value")


def main() -> int:
    """Run what was asked for; the page and its pictures are written if that was all of it."""
    options = _options()
    if options.only in {None, EARNING}:
        file = DOCS / "earning.md"
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        text = earning.page(
            earning.measure(options.kinds, every_asked=options.every), commit=_commit(), before=before
        )
        file.write_text(text, encoding="utf-8")
        if options.only == EARNING:
            print(text)
            return 0
    paths = options.questions or [shipped() / golden.FILE_NAME]
    asked = [question for path in paths for question in golden.read_questions(path)]
    drawings: dict[str, str] = {}
    parts = [report.INTRODUCTION]
    for name, section in SECTIONS.items():
        if options.only in {None, name}:
            parts.extend(section(asked, options.sizes, drawings))
    page = "\n\n".join(parts) + "\n"
    print(page)
    if options.only is None:
        file = DOCS / "benchmarks.md"
        measured_once = pages.section(file, sealed.HEADING)
        file.write_text(page, encoding="utf-8")
        if measured_once:
            pages.replace_section(file, sealed.HEADING, measured_once)
        for name, drawing in drawings.items():
            (DOCS / "pictures" / name).write_text(drawing, encoding="utf-8")
    return 0


def _commit() -> str:
    ran = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def _options() -> Namespace:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--questions", type=Path, action="append", help="JSON Lines; several add up")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=scale.SIZES, help="entries of generated records"
    )
    parser.add_argument(
        "--only", choices=[*SECTIONS, EARNING], help="one part, printed, not written; earning is"
    )
    parser.add_argument(
        "--kinds",
        nargs="+",
        choices=earning.KINDS,
        default=tuple(earning.KINDS),
        help="of what may earn its place",
    )
    parser.add_argument(
        "--every",
        type=int,
        default=earning.OTHERS_ASKED,
        help="every how many-th question of others is asked what earns its place",
    )
    return parser.parse_args()


def _quality(asked: Sequence[GoldenQuestion], _: Sequence[int], drawings: dict[str, str]) -> Iterator[str]:
    ours = list(_shown("ablations", quality.ablations(asked)))
    others = list(_shown("peers", quality.peers(asked)))
    compared = [replace(ours[0], name="ours"), *others]
    drawings["quality.svg"] = pictures.scatter(compared)
    yield f"## Quality: {len(asked)} questions\n\n{report.rows_table(compared)}"
    yield "![Quality against time](pictures/quality.svg)"
    yield f"## What each part earns\n\n{report.rows_table(ours)}"


def _robustness(asked: Sequence[GoldenQuestion], _: Sequence[int], drawings: dict[str, str]) -> Iterator[str]:
    measured = robustness.measure(asked)
    drawings["robustness.svg"] = pictures.curves(measured.edited["both"])
    yield f"## Overall score under random edits\n\n{report.edits_table(measured)}"
    yield "![Overall score against edits in each name and word](pictures/robustness.svg)"
    yield f"## Overall score by kind of damage\n\n{report.kinds_table(measured)}"


def _hostile(_: Sequence[GoldenQuestion], __: Sequence[int], ___: dict[str, str]) -> Iterator[str]:
    yield f"## Hostile questions\n\n{report.hostile_table(hostile.measure())}"


def _scale(_: Sequence[GoldenQuestion], sizes: Sequence[int], __: dict[str, str]) -> Iterator[str]:
    points = list(_shown("scale", scale.points(sizes)))
    yield f"## By size of the record\n\n{report.points_table(points)}"


SECTIONS: Mapping[str, Callable[[Sequence[GoldenQuestion], Sequence[int], dict[str, str]], Iterator[str]]] = {
    "quality": _quality,
    "robustness": _robustness,
    "hostile": _hostile,
    "scale": _scale,
}


def _shown(what: str, values: Iterable[Value]) -> Iterator[Value]:
    for value in values:
        print(f"{what}: {value}", file=sys.stderr, flush=True)
        yield value


if __name__ == "__main__":
    sys.exit(main())
