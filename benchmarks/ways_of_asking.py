"""`make ways`: how many ways of asking are understood, by language and by wish; docs/ways-of-asking.md.

Of a sealed set only its share is ever shown: no frame of it, nor how a wish of it fares.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.casting import casts_for
from benchmarks.filling import Cast, Fillers, Frame, FrameSet, fill, frame_sets, read_fillers, read_frames
from benchmarks.judging import is_right
from benchmarks.page import replace_section
from benchmarks.truth import Truth, read_truth
from benchmarks.wishes import Series, Wish
from knowledge.answering.answer import Answer
from knowledge.loader import load_snapshot
from knowledge.snapshot import Snapshot

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ways-of-asking.md"
HEADINGS: Mapping[Series, str] = {
    Series.QUESTIONS: "## How many are understood",
    Series.FOLLOW_UPS: "## How many follow-ups are understood",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One frame, filled and asked several times.

    Attributes:
        wrong: The questions that were not answered as they should be.
    """

    frame: Frame
    asked: int
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One set in one language, with the outcome of each of its frames."""

    frames: FrameSet
    outcomes: tuple[Outcome, ...]

    @property
    def share(self) -> float:
        """How much of it is answered as it should be, 0..1."""
        return _share(self.outcomes)

    def by_wish(self) -> dict[Wish, float]:
        """Give the share of each wish; nothing of a sealed set."""
        if self.frames.sealed:
            return {}
        groups = {wish: [one for one in self.outcomes if one.frame.wish is wish] for wish in Wish}
        return {wish: _share(group) for wish, group in groups.items() if group}

    def wrong(self) -> Iterator[tuple[Wish, str]]:
        """Give the questions that were not answered as they should be; none of a sealed set."""
        if not self.frames.sealed:
            for one in self.outcomes:
                yield from ((one.frame.wish, question) for question in one.wrong)


def _share(outcomes: Sequence[Outcome]) -> float:
    return 1 - sum(len(one.wrong) for one in outcomes) / sum(one.asked for one in outcomes)


def measure(frames: FrameSet, snapshot: Snapshot, truth: Truth) -> Measured:
    """Fill, ask and judge each frame of a set."""
    fillers = read_fillers(frames.language, frames.path.parent)
    read = read_frames(frames.path)
    return Measured(frames, tuple(_outcome(frame, fillers, snapshot, truth) for frame in read))


def _outcome(frame: Frame, fillers: Fillers, snapshot: Snapshot, truth: Truth) -> Outcome:
    casts = casts_for(frame.wish, fillers, truth)
    wrong = tuple(
        fill(frame.text, cast, fillers)
        for cast in casts
        if not is_right(frame.wish, ask(frame, cast, fillers, snapshot), cast, truth)
    )
    return Outcome(frame, len(casts), wrong)


def ask(frame: Frame, cast: Cast, fillers: Fillers, snapshot: Snapshot) -> Answer:
    """Ask one frame with its blanks filled, after what it leans on, message by message."""
    before = frame.wish.before
    previous: Answer | None = None
    for typed in fillers.before[before] if before else ():
        previous = snapshot.answer(fill(typed, cast, fillers), previous=previous)
    return snapshot.answer(fill(frame.text, cast, fillers), previous=previous)


def section(measured: Sequence[Measured], series: Series, *, commit: str) -> str:
    """Give a series' section of the page: a table of its sets, and one of the wishes of the open ones."""
    of_series = [one for one in measured if one.frames.series is series]
    numbers = sorted({(one.frames.number, one.frames.sealed) for one in of_series})
    sets = [(_title(number, sealed=sealed), _of_set(of_series, number)) for number, sealed in numbers]
    wishes = [
        (f"{one.frames.language}, set {one.frames.number}", _of_wishes(one))
        for one in of_series
        if not one.frames.sealed
    ]
    return "\n".join(
        [
            HEADINGS[series],
            "",
            f"Made by `make ways ARGS=--write` at commit {commit}: the share of filled frames that are",
            "answered as they should be.",
            "",
            *_table(sets),
            "",
            "By wish, of the sets that are open:",
            "",
            *_table(wishes),
        ]
    )


def _title(number: int, *, sealed: bool) -> str:
    return f"set {number}, {'sealed' if sealed else 'tuned on'}"


def _of_set(measured: Sequence[Measured], number: int) -> dict[str, str]:
    """Give a cell for each language."""
    return {
        one.frames.language: f"{one.share:.3f} ({len(one.outcomes)} frames)"
        for one in measured
        if one.frames.number == number
    }


def _of_wishes(one: Measured) -> dict[str, str]:
    return {f"`{wish}`: {wish.meaning}": f"{share:.2f}" for wish, share in one.by_wish().items()}


def _table(columns: Sequence[tuple[str, Mapping[str, str]]]) -> list[str]:
    """Give a Markdown table of columns by name, each with a cell by row."""
    rows = dict.fromkeys(row for _, cells in columns for row in cells)
    return [
        f"| | {' | '.join(name for name, _ in columns)} |",
        f"|---{'|---:' * len(columns)}|",
        *(f"| {row} | {' | '.join(cells.get(row, '–') for _, cells in columns)} |" for row in rows),
    ]


def as_json(measured: Sequence[Measured]) -> str:
    """Give the figures for programs, an object for each set and language; `wishes` is empty if sealed."""
    return json.dumps(
        [
            {
                "series": one.frames.series,
                "language": one.frames.language,
                "set": one.frames.number,
                "sealed": one.frames.sealed,
                "frames": len(one.outcomes),
                "share": round(one.share, 4),
                "wishes": {wish: round(share, 4) for wish, share in one.by_wish().items()},
            }
            for one in measured
        ],
        indent=1,
    )


def _commit() -> str:
    described = ["git", "describe", "--always", "--exclude=*", "--dirty"]
    return subprocess.run(described, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def main() -> int:
    """Measure all sets, print and, if asked to, write the sections."""
    parser = ArgumentParser(prog="make ways", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    parser.add_argument("--json", action="store_true", help="print the figures for programs")
    parser.add_argument("--wrong", action="store_true", help="print what was not understood, of open sets")
    options = parser.parse_args()
    snapshot = load_snapshot()
    truth = read_truth(snapshot, read_fillers("en"))
    measured = [measure(one, snapshot, truth) for one in frame_sets()]
    commit = _commit()
    sections = {series: section(measured, series, commit=commit) for series in Series}
    print(as_json(measured) if options.json else "\n\n".join(sections.values()))
    if options.wrong:
        for one in measured:
            for wish, question in one.wrong():
                print(one.frames.language, wish, question, sep="\t", file=sys.stderr)
    if options.write:
        for series, text in sections.items():
            replace_section(PAGE, HEADINGS[series], text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
