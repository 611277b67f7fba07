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
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from random import Random
from types import CodeType, FrameType
from typing import TypeVar

from benchmarks.sets import open_sets, read_cases, read_sets
from benchmarks.trials import Ground, Trial, every
from knowledge import loader
from knowledge.evaluation.asking import ask
from knowledge.evaluation.mark import Mark
from knowledge.language.vocabulary import Vocabulary
from knowledge.lately import Lately
from knowledge.record import folder
from knowledge.record.assembly import assemble
from knowledge.record.golden import GoldenQuestion
from knowledge.snapshot import Snapshot, build_snapshot

KINDS = {"rule": "Rules", "list": "Lists", "number": "Numbers"}
"""Of trials, with the title of their section."""
_SECTION = r"(?ms)^## {title}: .*?(?=^## |\Z)"
PROCESSES = 2
MOST_SECONDS = 600
"""After these a trial counts as broken: some rules taken away let a loop run on."""
OTHERS_ASKED = 3
"""Every how many-th question of others is asked, unless told: all of them take three times as long."""
OWN_ASKED = 3
"""Every how many-th question that was written for a rule is asked: they tell little, and cost much time."""
PLAINLY_WORSE = 10
"""After so many more turns judged worse than better, a trial asks no other question."""
_SHOWN_EVERY = 25
SEED = 2004
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Moved:
    """Turns that were judged otherwise in a trial."""

    better: int = 0
    worse: int = 0

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
        own: Of what was written for rules; asked only where no question of others moved.
        is_broken: Answering failed, or had no end.
    """

    trial: Trial
    others: Moved
    own: Moved
    is_broken: bool


@dataclass(frozen=True, slots=True)
class Earning:
    """All outcomes, and how many turns they are of."""

    sets: int
    others: int
    own: int
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question or conversation, judged without any change.

    Attributes:
        ran: The code that answering it ran, with nothing remembered.
    """

    case: GoldenQuestion
    marks: tuple[Mark, ...]
    ran: frozenset[CodeType]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """All that is known without any change.

    Attributes:
        built: The code that building the snapshot ran.
        forget: Makes the program forget all that a question left behind for the next.
    """

    ground: Ground
    snapshot: Snapshot
    built: frozenset[CodeType]
    forget: Callable[[], None]
    others: tuple[Asked, ...]
    own: tuple[Asked, ...]


def measure(
    kinds: Collection[str] = KINDS,
    *,
    only: str = "",
    every_asked: int = OTHERS_ASKED,
    processes: int = PROCESSES,
) -> Earning:
    """Run all trials, and tell of the progress on standard error.

    Args:
        kinds: Of trials; the others are not run.
        only: Trials whose name holds this.
        every_asked: Every how many-th question of each set of others is asked.
        processes: How many trials run at once.
    """
    sets = open_sets(read_sets())
    ground = _ground()
    trials = [one for one in every(ground) if one.kind in kinds and only in one.name]
    others = [case for one in sets if not one.for_rules for case in read_cases(one)[::every_asked]]
    own = [case for one in sets if one.for_rules for case in read_cases(one)[::OWN_ASKED]]
    # A change that harms is found out by the first few, if they are of all kinds.
    Random(SEED).shuffle(others)
    unchanged = answer_unchanged(ground, others, own)
    gc.freeze()
    found = _forked(partial(try_out, unchanged=unchanged), trials, processes)
    turns = [sum(len(one.marks) for one in asked) for asked in (unchanged.others, unchanged.own)]
    number = sum(not one.for_rules for one in sets)
    return Earning(number, turns[0], turns[1], tuple(_shown(len(trials), found)))


_run_one: Callable[[int], tuple[Moved, Moved, bool]]
"""What forked processes inherit: functions and rules can't be pickled."""


def _forked(try_one: Callable[[Trial], Outcome], trials: Sequence[Trial], number: int) -> Iterator[Outcome]:
    global _run_one  # noqa: PLW0603 - see its docstring

    def run(at: int) -> tuple[Moved, Moved, bool]:
        found = try_one(trials[at])
        return found.others, found.own, found.is_broken

    _run_one = run
    with multiprocessing.get_context("fork").Pool(number, maxtasksperchild=1) as pool:
        found = pool.imap(_inherited, range(len(trials)), chunksize=1)
        yield from (Outcome(trial, *one) for trial, one in zip(trials, found, strict=True))


def _inherited(at: int) -> tuple[Moved, Moved, bool]:
    return _run_one(at)


def answer_unchanged(
    ground: Ground, others: Iterable[GoldenQuestion], own: Iterable[GoldenQuestion]
) -> Unchanged:
    """Build and ask without any change, and note what ran."""
    snapshot, built = _noting(lambda: _built(ground))
    forget = _remembering()

    def one(case: GoldenQuestion) -> Asked:
        forget()
        return Asked(case, *_noting(lambda: tuple(one.mark for one in ask(snapshot, [case]))))

    return Unchanged(ground, snapshot, built, forget, tuple(map(one, others)), tuple(map(one, own)))


def _noting(do: Callable[[], Value]) -> tuple[Value, frozenset[CodeType]]:
    """Do it, and give all code that ran."""
    ran: set[CodeType] = set()

    def note(frame: FrameType, *_: object) -> None:
        ran.add(frame.f_code)

    sys.setprofile(note)
    try:
        return do(), frozenset(ran)
    finally:
        sys.setprofile(None)


def _remembering() -> Callable[[], None]:
    """Give what makes the program forget all that a question left behind for the next."""
    caches = [
        value
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] == "knowledge"
        for value in vars(module).values()
        if hasattr(value, "cache_clear")
    ]
    vocabularies = [one for one in gc.get_objects() if isinstance(one, Vocabulary)]
    answered = [one for one in gc.get_objects() if isinstance(one, Lately)]

    def forget() -> None:
        for cache in caches:
            cache.cache_clear()
        for vocabulary in vocabularies:
            vocabulary._remember()  # noqa: SLF001 - nothing else has to forget
        for lately in answered:
            lately.forget()

    return forget


def try_out(trial: Trial, *, unchanged: Unchanged) -> Outcome:
    """Make one change, and ask all that ran what it touches: nothing else can be answered otherwise.

    It ends early where a change is plainly harmful. Leaves this process changed.
    """
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(MOST_SECONDS)
    gc.disable()
    others, own, is_broken = Moved(), Moved(), False
    try:
        is_built_in = any(map(trial.touches, unchanged.built))
        ground = trial.change(unchanged.ground)
        unchanged.forget()
        snapshot = _built(ground) if is_built_in else unchanged.snapshot

        def moved(asked: Iterable[Asked]) -> tuple[Moved, bool]:
            return _moved(snapshot, (one for one in asked if is_built_in or any(map(trial.touches, one.ran))))

        others, is_broken = moved(unchanged.others)
        if others == Moved() and not is_broken:
            own, is_broken = moved(unchanged.own)
    except Exception:  # noqa: BLE001 - a change that leaves no program is an outcome
        is_broken = True
    signal.alarm(0)
    return Outcome(trial, others, own, is_broken)


def _give_up(*_: object) -> None:
    raise TimeoutError


def _ground() -> Ground:
    read = folder.read(folder.shipped())
    files, _ = loader.read_files(read.texts, read.unread)
    record, languages, _ = assemble(files)
    if record is None:
        raise SystemExit("the shipped record is broken; see python -m bot check")
    return Ground(record, tuple(languages), read.version)


def _built(ground: Ground) -> Snapshot:
    return build_snapshot(ground.record, ground.languages, ground.version)


def _moved(snapshot: Snapshot, asked: Iterable[Asked]) -> tuple[Moved, bool]:
    """Judge every turn, until the change is plainly harmful; tell whether one failed, which is wrong too."""
    better = worse = 0
    for one in asked:
        marks: list[Mark] = []
        try:
            marks += (judged.mark for judged in ask(snapshot, [one.case]))
        except TimeoutError:
            raise
        except Exception:  # noqa: BLE001 - what a change breaks is what is measured
            return Moved(better, worse + 1), True
        pairs = [(_worth(before), _worth(now)) for before, now in zip(one.marks, marks, strict=True)]
        better += sum(now > before for before, now in pairs)
        worse += sum(now < before for before, now in pairs)
        if worse - better >= PLAINLY_WORSE:
            break
    return Moved(better, worse), False


def _worth(one: Mark) -> float:
    return one.points + bool(one.verdict) / 4 - one.denies_falsely / 4


def _shown(number: int, found: Iterable[Outcome]) -> Iterator[Outcome]:
    on_terminal = sys.stderr.isatty()
    for at, one in enumerate(found, 1):
        if on_terminal or at % _SHOWN_EVERY == 0 or at == number:
            line = f"{at} of {number}: {one.trial.kind} {one.trial.name}"
            print(
                f"\r\033[K{line}" if on_terminal else line, end="" if on_terminal else "\n", file=sys.stderr
            )
        yield one
    if on_terminal:
        print(file=sys.stderr)


# The page.

INTRODUCTION = """# What earns its place

Made by `make bench ARGS="--only earning"`, or a part of it with `--kinds rule`. Each rule (a function,
replaced by the simplest value that its type allows), each list (words of a role in a language; a meaning cut
to its first 12 words in each; names of a theme; what restates an entry or asks for it) and each number (at
the top of a module, a quarter less and a quarter more) is changed by itself, and every question that is not
sealed, and whose answer runs what was changed, is asked again. Listed is what moves no question of *others*:
people who saw only the source, and wrote none for a rule. Of each set every third question is asked
(`--every 1` asks all of others: what moves one alone may be listed without it). "−2" are two turns judged
worse without it, "+1" one judged better. Once ten more are worse than better, no other question is asked.

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
    told = f"{earning.others} turns in {earning.sets} sets of others, {earning.own} written for rules"
    parts = [INTRODUCTION.strip()]
    for kind, title in KINDS.items():
        outcomes = [one for one in earning.outcomes if one.trial.kind == kind]
        if not outcomes:
            parts += [found.group().strip() for found in re.finditer(_SECTION.format(title=title), before)]
            continue
        things = [(name, list(group)) for name, group in groupby(outcomes, key=lambda one: one.trial.name)]
        idle = [(name, group) for name, group in things if _is_idle(kind, group)]
        harmful = [one for one in outcomes if not one.is_broken and one.others.net > 0]
        parts.append(f"## {title}: {len(idle)} of {len(things)} move no question of others")
        parts.append(f"Measured at commit {commit}: {told}.")
        parts.append(_idle_table(kind, idle))
        if harmful:
            parts.append(f"### {title} without which more questions of others are right than wrong")
            parts.append(_harm_table(harmful))
    return "\n\n".join(parts) + "\n"


def _is_idle(kind: str, group: Sequence[Outcome]) -> bool:
    """Whether one way to do without it moves nothing; a number must be free both ways."""
    idle = [_is_still(one) for one in group]
    return all(idle) if kind == "number" else any(idle)


def _is_still(one: Outcome) -> bool:
    return not one.is_broken and one.others == Moved()


def _idle_table(kind: str, idle: Sequence[tuple[str, Sequence[Outcome]]]) -> str:
    lines = ["| | changed | questions for rules moved |", "|---|---|---|"]
    lines += [
        f"| `{name}` | {one.trial.way} | {one.own} |"
        for name, group in idle
        for one in group
        if kind == "number" or _is_still(one)
    ]
    return "\n".join(lines)


def _harm_table(harmful: Sequence[Outcome]) -> str:
    lines = ["| | changed | questions of others moved |", "|---|---|---|"]
    lines += [f"| `{one.trial.name}` | {one.trial.way} | {one.others} |" for one in harmful]
    return "\n".join(lines)
