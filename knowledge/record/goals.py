"""The figures that golden questions must reach, read from the YAML beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from knowledge.record import source
from knowledge.record.problem import Problem, RecordError, did_you_mean, problem

SETS, MUTATIONS = "sets", "mutations"


class Figure(StrEnum):
    """A share from 0 to 1 that is measured."""

    ANSWERABLE = "answerable"
    RIGHT_AMONG_THREE = "right_among_three"
    REFUSED_RIGHTLY = "refused_rightly"
    OVERALL = "overall"
    FALSE_ANSWERS = "false_answers"
    VERDICTS = "verdicts"
    FALSE_DENIALS = "false_denials"
    CONVERSATIONS = "conversations"

    @property
    def is_most(self) -> bool:
        """Whether a goal is the most that there may be; of the others it is the least."""
        return self in {Figure.FALSE_ANSWERS, Figure.FALSE_DENIALS}


class Mutation(StrEnum):
    """What can happen to a question on its way."""

    TYPOS = "typos"
    WORD_ORDER = "word_order"
    POLITENESS = "politeness"


@dataclass(frozen=True, slots=True)
class Goals:
    """What must be reached.

    Attributes:
        whole: Of all questions together.
        sets: By the name of the set.
        mutations: By the kind of mutation, of all questions that it changed.
    """

    whole: Mapping[Figure, float] = field(default_factory=dict)
    sets: Mapping[str, Mapping[Figure, float]] = field(default_factory=dict)
    mutations: Mapping[str, Mapping[Figure, float]] = field(default_factory=dict)

    @property
    def is_any(self) -> bool:
        """Whether anything must be reached."""
        return bool(self.whole or self.sets or self.mutations)


def read(questions: Path, *, sets: Collection[str] = ()) -> Goals:
    """Read what the questions in a file must reach; nothing if nobody wrote any figures down.

    Args:
        questions: The figures stand in the file of the same name that ends in `.yaml`.
        sets: Names of the sets that there are.

    Raises:
        RecordError: The file is broken, or names a figure or a set that is none.
    """
    path = questions.with_suffix(".yaml")
    if not path.is_file():
        return Goals()
    document, problems = source.read(path.read_bytes(), path.name)
    if document is None or not isinstance(document.value, dict):
        raise RecordError(problems or [Problem(path.name, 1, 1, "not `figure: share` lines")])
    value = document.value
    whole = {name: share for name, share in value.items() if name not in {SETS, MUTATIONS}}
    return Goals(
        whole=_figures(document, (), whole),
        sets=_grouped(document, SETS, sets),
        mutations=_grouped(document, MUTATIONS, set(Mutation)),
    )


def _grouped(
    document: source.Document, group: str, known: Collection[str]
) -> Mapping[str, Mapping[Figure, float]]:
    within = document.value.get(group, {}) if isinstance(document.value, dict) else {}
    if not isinstance(within, dict):
        raise RecordError([problem(document.place((group,)), f"`{group}` holds no names with figures")])
    for name in within:
        if name not in known:
            place = document.place((group, name, "@key"))
            raise RecordError(
                [problem(place, f"unknown name in `{group}`", found=name, hint=did_you_mean(name, known))]
            )
    return {name: _figures(document, (group, name), figures) for name, figures in within.items()}


def _figures(document: source.Document, at: tuple[str, ...], value: object) -> Mapping[Figure, float]:
    if not isinstance(value, dict):
        raise RecordError([problem(document.place(at), "not `figure: share` lines")])
    found = {}
    for name, share in value.items():
        if name not in set(Figure) or not _is_share(share):
            known = f"write one of {', '.join(sorted(Figure))} and a number from 0 to 1"
            place = document.place((*at, name))
            raise RecordError([problem(place, "not a figure", found=f"{name}: {share}", hint=known)])
        found[Figure(name)] = float(share)
    return found


def _is_share(value: object) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdecimal() and float(value) <= 1
