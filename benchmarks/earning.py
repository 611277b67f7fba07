"""What earns its place: each rule, list and number against the open sets of questions.

Each trial runs in a process forked from one that holds the record, so what it changes dies with it.
The sealed sets take no part.
"""

from __future__ import annotations

import gc
import multiprocessing
import re
import signal
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from benchmarks.sets import QuestionSet, open_sets, read_cases, read_sets
from benchmarks.trials import Ground, Trial, every
from knowledge import loader, normalise
from knowledge.evaluation.asking import ask
from knowledge.evaluation.mark import Mark
from knowledge.language import neighbourhood
from knowledge.record import folder
from knowledge.record.assembly import assemble
from knowledge.record.golden import GoldenQuestion
from knowledge.snapshot import Snapshot, build_snapshot

KINDS = {"rule": "Rules", "list": "Lists", "number": "Numbers"}
"""Of trials, with the title of their section."""
_SECTION = r"(?ms)^## {title}: .*?(?=^## |\Z)"
PROCESSES = 2
MOST_SECONDS = 90
"""After these a trial counts as broken: some rules taken away let a loop run on."""
BROKEN = Mark(0)
OWN_ASKED = 3
"""Every how many-th question that was written for a rule is asked: they tell little, and cost much time."""
PLAINLY_WORSE = 10
"""After so many more turns judged worse than better, a trial asks no other set."""
_SHOWN_EVERY = 25


@dataclass(frozen=True, slots=True)
class Moved:
    """Turns of one set that were judged otherwise in a trial."""

    better: int
    worse: int

    @property
    def net(self) -> int:
        """How many more are right than wrong."""
        return self.better - self.worse

    def __str__(self) -> str:
        """Give "+1 −2", or nothing where nothing moved."""
        return " ".join(
            f"{sign}{number}" for sign, number in (("+", self.better), ("−", self.worse)) if number
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial moved.

    Attributes:
        moved: By the name of the set. What was written for rules is asked only where nothing else moved.
        is_broken: Answering failed, or had no end.
    """

    trial: Trial
    moved: Mapping[str, Moved]
    is_broken: bool


@dataclass(frozen=True, slots=True)
class Earning:
    """All outcomes, and the sets that they are of."""

    sets: tuple[QuestionSet, ...]
    turns: Mapping[str, int]
    outcomes: tuple[Outcome, ...]


Asked = Mapping[str, Sequence[GoldenQuestion]]
_Marks = dict[str, list[Mark]]


def measure(kinds: Collection[str] = KINDS, *, only: str = "", sample: int = 1) -> Earning:
    """Run all trials, two at a time, and tell of the progress on standard error.

    Args:
        kinds: Of trials; the others are not run.
        only: Trials whose name holds this.
        sample: Every how many-th trial is run, for a look beforehand.
    """
    sets = open_sets(read_sets())
    ground = _ground()
    trials = [one for one in every(ground) if one.kind in kinds and only in one.name][::sample]
    snapshot = _built(ground)
    asked = {one.name: read_cases(one)[:: OWN_ASKED if one.for_rules else 1] for one in sets}
    stages = tuple(
        {one.name: asked[one.name] for one in sets if one.for_rules == is_own} for is_own in (False, True)
    )
    whole = _answered(snapshot, asked)[0]
    gc.freeze()
    run = partial(_run, trials=trials, ground=ground, snapshot=snapshot, stages=stages, whole=whole)
    outcomes = tuple(_shown(trials, _forked(run, len(trials))))
    return Earning(sets, {name: len(marks) for name, marks in whole.items()}, outcomes)


_run_one: partial[tuple[Mapping[str, Moved], bool]]
"""What forked processes inherit: functions and rules can't be pickled."""


def _forked(
    run: partial[tuple[Mapping[str, Moved], bool]], number: int
) -> Iterator[tuple[Mapping[str, Moved], bool]]:
    global _run_one  # noqa: PLW0603 - see its docstring
    _run_one = run
    with multiprocessing.get_context("fork").Pool(PROCESSES, maxtasksperchild=1) as pool:
        yield from pool.imap(_inherited, range(number), chunksize=1)


def _inherited(at: int) -> tuple[Mapping[str, Moved], bool]:
    return _run_one(at)


def _run(
    at: int,
    *,
    trials: Sequence[Trial],
    ground: Ground,
    snapshot: Snapshot,
    stages: Sequence[Asked],
    whole: _Marks,
) -> tuple[Mapping[str, Moved], bool]:
    """Make one change and ask the questions, a stage only if the one before moved nothing.

    It ends early where a change is plainly harmful.

    Leaves this process changed.
    """
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(MOST_SECONDS)
    gc.disable()
    moved: dict[str, Moved] = {}
    try:
        changed = trials[at].change(ground)
        if trials[at].is_built_in:
            for remembering in (normalise, neighbourhood):
                _forget(remembering)
            snapshot = _built(changed)
        for asked in stages:
            for name, cases in asked.items():
                found, is_broken = _answered(snapshot, {name: cases})
                moved |= {name: _compared(whole[name], marks) for name, marks in found.items()}
                if is_broken or sum(one.net for one in moved.values()) <= -PLAINLY_WORSE:
                    return moved, is_broken
            if any(one.better or one.worse for one in moved.values()):
                return moved, False
    except Exception:  # noqa: BLE001 - a change that leaves no program is an outcome
        return moved, True
    signal.alarm(0)
    return moved, False


def _give_up(*_: object) -> None:
    raise TimeoutError


def _forget(module: object) -> None:
    for value in vars(module).values():
        clear = getattr(value, "cache_clear", None)
        if callable(clear):
            clear()


def _ground() -> Ground:
    read = folder.read(folder.shipped())
    files, _ = loader.read_files(read.texts, read.unread)
    record, languages, _ = assemble(files)
    if record is None:
        raise SystemExit("the shipped record is broken; see python -m bot check")
    return Ground(record, tuple(languages), read.version)


def _built(ground: Ground) -> Snapshot:
    return build_snapshot(ground.record, ground.languages, ground.version)


def _answered(snapshot: Snapshot, asked: Asked) -> tuple[_Marks, bool]:
    """Judge every turn; one that fails is wrong, and tells that something is broken."""
    is_broken = False
    found: _Marks = {}
    for name, cases in asked.items():
        marks = found.setdefault(name, [])
        for case in cases:
            earned: list[Mark] = []
            try:
                earned += (one.mark for one in ask(snapshot, [case]))
            except TimeoutError:
                raise
            except Exception:  # noqa: BLE001 - what a change breaks is what is measured
                is_broken = True
            marks += [*earned, *[BROKEN] * (len(case.turns) - len(earned))]
    return found, is_broken


def _compared(before: Sequence[Mark], after: Sequence[Mark]) -> Moved:
    pairs = [(_worth(old), _worth(new)) for old, new in zip(before, after, strict=True)]
    return Moved(sum(new > old for old, new in pairs), sum(new < old for old, new in pairs))


def _worth(one: Mark) -> float:
    return one.points + bool(one.verdict) / 4 - one.denies_falsely / 4


def _shown(trials: Sequence[Trial], found: Iterator[tuple[Mapping[str, Moved], bool]]) -> Iterator[Outcome]:
    on_terminal = sys.stderr.isatty()
    for number, (trial, (moved, is_broken)) in enumerate(zip(trials, found, strict=True), 1):
        if on_terminal or number % _SHOWN_EVERY == 0 or number == len(trials):
            line = f"{number} of {len(trials)}: {trial.kind} {trial.name}"
            print(
                f"\r\033[K{line}" if on_terminal else line, end="" if on_terminal else "\n", file=sys.stderr
            )
        yield Outcome(trial, moved, is_broken)
    if on_terminal:
        print(file=sys.stderr)


# The page.

INTRODUCTION = """# What earns its place

Made by `make bench ARGS="--only earning"`, or a part of it with `--kinds rule`. Each rule (a function,
replaced by the simplest value that its type allows), each list (words of a role in a language; a meaning cut
to its first 12 words in each; names of a theme; what restates an entry or asks for it) and each number (at
the top of a module, a quarter less and a quarter more) is changed by itself, and every question that is not
sealed is asked again. Listed is what moves no question of *others*: people who saw only the source, and wrote
none for a rule. Of the questions that were written for rules every third is asked. "−2" are two turns judged
worse without it, "+1" one judged better. Once ten more are worse than better, no other set is asked.

Not tried: numbers within a function or a default, rules that stand in a table of functions or return a value
that has no simplest form, and two changes at once. A rule that is listed may still guard something that no
set asks: look for its tests before it goes.
"""


def page(earning: Earning, *, commit: str, before: str = "") -> str:
    """Give docs/earning.md.

    Args:
        commit: What was measured.
        before: The page as it was: it keeps the sections of kinds that were not measured now.
    """
    others = [one.name for one in earning.sets if not one.for_rules]
    own = [one.name for one in earning.sets if one.for_rules]
    of_others, for_rules = (sum(earning.turns[name] for name in names) for names in (others, own))
    parts = [
        INTRODUCTION,
        f"{of_others} turns in {len(others)} sets of others, {for_rules} written for rules.",
    ]
    for kind, title in KINDS.items():
        outcomes = [one for one in earning.outcomes if one.trial.kind == kind]
        if not outcomes:
            parts += [found.group().strip() for found in re.finditer(_SECTION.format(title=title), before)]
            continue
        things = [(name, list(group)) for name, group in groupby(outcomes, key=lambda one: one.trial.name)]
        idle = [(name, group) for name, group in things if _is_idle(kind, group, others)]
        harmful = [one for one in outcomes if not one.is_broken and _sum(one, others).net > 0]
        parts.append(f"## {title}: {len(idle)} of {len(things)} move no question of others")
        parts.append(f"Measured at commit {commit}.")
        parts.append(_idle_table(kind, idle, others, own))
        if harmful:
            parts.append(f"### {title} without which more questions of others are right than wrong")
            parts.append(_harm_table(harmful, others))
    return "\n\n".join(parts) + "\n"


def _is_idle(kind: str, group: Sequence[Outcome], others: Sequence[str]) -> bool:
    """Whether one way to do without it moves nothing; a number must be free both ways."""
    idle = [_is_still(one, others) for one in group]
    return all(idle) if kind == "number" else any(idle)


def _is_still(one: Outcome, names: Sequence[str]) -> bool:
    moved = [one.moved[name] for name in names if name in one.moved]
    return not one.is_broken and not any(each.better or each.worse for each in moved)


def _sum(one: Outcome, names: Sequence[str]) -> Moved:
    moved = [one.moved[name] for name in names if name in one.moved]
    return Moved(sum(each.better for each in moved), sum(each.worse for each in moved))


def _idle_table(
    kind: str, idle: Sequence[tuple[str, Sequence[Outcome]]], others: Sequence[str], own: Sequence[str]
) -> str:
    lines = ["| | changed | questions for rules moved |", "|---|---|---|"]
    lines += [
        f"| `{name}` | {one.trial.way} | {_sum(one, own)} |"
        for name, group in idle
        for one in group
        if kind == "number" or _is_still(one, others)
    ]
    return "\n".join(lines)


def _harm_table(harmful: Sequence[Outcome], others: Sequence[str]) -> str:
    lines = ["| | changed | questions of others moved |", "|---|---|---|"]
    lines += [f"| `{one.trial.name}` | {one.trial.way} | {_sum(one, others)} |" for one in harmful]
    return "\n".join(lines)
