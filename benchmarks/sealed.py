"""`make sealed BASE=…`: measure the sealed sets once, beside another commit, into docs/benchmarks.md.

Prints and writes figures only: no question of a sealed set is ever shown, nor an answer to one.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from typing import cast

from benchmarks import page
from benchmarks.sets import QuestionSet, open_sets, read_cases, read_sets
from knowledge.answering.answer import AnswerJson
from knowledge.evaluation.figures import overall
from knowledge.evaluation.mark import Mark, mark
from knowledge.record.golden import GoldenQuestion

ROOT = Path(__file__).parents[1]
RESAMPLES = 10_000
SEED = 20040115
HEADING = "## Sealed sets"
Marked = tuple[tuple[Mark, ...], ...]
"""The marks of each case of a set, turn by turn."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One set, or several together, answered by two commits.

    Attributes:
        low: Lower end of the 95 % interval of the paired difference of `overall`, and `high` the upper.
    """

    name: str
    turns: int
    base: float
    head: float
    low: float
    high: float
    false_answers: tuple[float, float]
    verdicts: tuple[float, float]
    false_denials: tuple[int, int]


def main() -> int:
    """Measure, print and write; give 2 if they were measured before, so that nobody tunes on them."""
    options = _options()
    file: Path = options.page
    every = read_sets()
    chosen = open_sets(every) if options.open else _unmeasured(every, file)
    if not chosen:
        print(f"{file.name} has the figures of all sealed sets: each is measured once", file=sys.stderr)
        return 2
    cases = {one: read_cases(one) for one in chosen}
    with tree_of(options.base) as base:
        before = {one: answered(base, asked) for one, asked in cases.items()}
    after = {one: answered(ROOT, asked) for one, asked in cases.items()}
    heading = (
        f"{HEADING} of {dt.datetime.now(tz=dt.UTC):%Y-%m-%d %H:%M}"
        if page.section(file, HEADING)
        else HEADING
    )
    text = _section(heading, measured(before, after), base=_commit(options.base), head=_commit("HEAD"))
    print(text)
    if not options.open:
        page.replace_section(file, heading, text)
    return 0


def _unmeasured(every: Sequence[QuestionSet], file: Path) -> tuple[QuestionSet, ...]:
    """Give the sealed sets of which a page has no figures."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return tuple(one for one in every if one.sealed and f"| {one.name} |" not in text)


def _options() -> Namespace:
    parser = ArgumentParser(prog="make sealed", description=__doc__)
    parser.add_argument("--base", required=True, metavar="COMMIT", help="what to compare with")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "benchmarks.md", help="where to write")
    parser.add_argument(
        "--open", action="store_true", help="try the command on the open sets; nothing is written"
    )
    return parser.parse_args()


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """Give a folder with the files of a commit, for as long as the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True)
        subprocess.run(["tar", "-x"], cwd=folder, input=archive.stdout, check=True)
        yield Path(folder)


def answered(tree: Path, cases: Sequence[GoldenQuestion], record: Path | None = None) -> Marked:
    """Ask the program of a tree, and judge what it answers.

    Args:
        record: Another folder than the record that the tree ships.

    Raises:
        SystemExit: It does not run. Its last words are not shown: they could hold a question.
    """
    asked = "".join(json.dumps([turn.text for turn in case.turns]) + "\n" for case in cases)
    done = subprocess.run(
        [sys.executable, "-P", str(Path(__file__).with_name("ask_cases.py")), *([record] if record else [])],
        input=asked,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"the program in {tree} ended with {done.returncode}")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    return tuple(
        tuple(mark(turn.expected, whole(reply)) for turn, reply in zip(case.turns, turns, strict=True))
        for case, turns in zip(cases, replies, strict=True)
    )


def whole(reply: Mapping[str, object]) -> AnswerJson:
    """Fill in what an older program does not tell: parts, verdict, denied."""
    return cast("AnswerJson", {"verdict": None, "denied": [], "parts": [], **reply})


def measured(
    before: Mapping[QuestionSet, Marked], after: Mapping[QuestionSet, Marked]
) -> tuple[Measured, ...]:
    """Give a line for each set, and one for all together."""
    single = [_measured(one.name, before[one], after[one]) for one in before]
    together = _measured(
        "all", tuple(chain.from_iterable(before.values())), tuple(chain.from_iterable(after.values()))
    )
    return (*single, together)


def _measured(name: str, before: Marked, after: Marked) -> Measured:
    low, high = interval(before, after)
    old, new = _flat(before), _flat(after)
    return Measured(
        name=name,
        turns=len(new),
        base=overall(old),
        head=overall(new),
        low=low,
        high=high,
        false_answers=(_false_answers(old), _false_answers(new)),
        verdicts=(_verdicts(old), _verdicts(new)),
        false_denials=(sum(one.denies_falsely for one in old), sum(one.denies_falsely for one in new)),
    )


def interval(before: Marked, after: Marked) -> tuple[float, float]:
    """Give the 95 % interval of the difference of `overall`, by the percentiles of a paired bootstrap.

    Cases are drawn with their turns, since the turns of a conversation hang together: Efron and
    Tibshirani, 1993, "An Introduction to the Bootstrap", chapters 8 and 13.
    Always the same for the same marks.
    """
    rng = Random(SEED)
    sums = [_sums(old, new) for old, new in zip(before, after, strict=True)]
    differences = sorted(_difference(rng.choices(sums, k=len(sums))) for _ in range(RESAMPLES))
    return differences[int(0.025 * RESAMPLES)], differences[int(0.975 * RESAMPLES) - 1]


Sums = tuple[float, int, float, int]
"""Gained points over the turns to answer, their number; the same over those to refuse."""


def _sums(old: Sequence[Mark], new: Sequence[Mark]) -> Sums:
    gains = [(after.points - before.points, after.to_refuse) for before, after in zip(old, new, strict=True)]
    refused = [gain for gain, to_refuse in gains if to_refuse]
    answerable = [gain for gain, to_refuse in gains if not to_refuse]
    return sum(answerable), len(answerable), sum(refused), len(refused)


def _difference(sums: Sequence[Sums]) -> float:
    answerable, answers, refused, refusals = (sum(column) for column in zip(*sums, strict=True))
    means = [gained / number for gained, number in ((answerable, answers), (refused, refusals)) if number]
    return sum(means) / len(means) if means else 0.0


def _flat(marked: Marked) -> list[Mark]:
    return [one for case in marked for one in case]


def _false_answers(marks: Sequence[Mark]) -> float:
    refusals = [one.points for one in marks if one.to_refuse]
    return 1 - sum(refusals) / len(refusals) if refusals else 0.0


def _verdicts(marks: Sequence[Mark]) -> float:
    verdicts = [one.verdict for one in marks if one.verdict is not None]
    return sum(verdicts) / len(verdicts) if verdicts else 1.0


def _commit(name: str) -> str:
    described = ["git", "describe", "--always", "--exclude=*", *(["--dirty"] if name == "HEAD" else [name])]
    return subprocess.run(described, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def _section(heading: str, rows: Sequence[Measured], *, base: str, head: str) -> str:
    today = dt.datetime.now(tz=dt.UTC).date()
    lines = [
        heading,
        "",
        f"Measured once, on {today} (UTC), by `make sealed`: {head} beside {base}. Nobody who worked on the",
        "program has seen these questions. The difference is paired, its 95 % interval from a bootstrap over",
        f"questions and conversations ({RESAMPLES:,} resamples).",
        "",
        "| set | turns | before | now | difference, 95 % | false answers | right verdicts | false denials |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.name} | {row.turns} | {row.base:.3f} | {row.head:.3f} "
        f"| {row.head - row.base:+.3f} ({row.low:+.3f} to {row.high:+.3f}) "
        f"| {row.false_answers[0]:.1%} → {row.false_answers[1]:.1%} "
        f"| {row.verdicts[0]:.0%} → {row.verdicts[1]:.0%} "
        f"| {row.false_denials[0]} → {row.false_denials[1]} |"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
