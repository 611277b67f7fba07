"""Ask the golden questions, also misspelt, reordered and politely put, and fail below the recorded figures.

A turn earns 1 if it is right, 0.5 if the bot asked back with the right answer among the first three, else 0.
The margin is the median lead of right answers over the next best. Each set, each of these ways and each
500 turns may lose one turn before it fails; no false denial may be added. Where no figures are recorded, each
turn must be right; `--ratchet` records those reached. With more than 500 questions, each
is asked in one of these ways only.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from zlib import crc32

from bot import settings
from knowledge.evaluation import ratchet
from knowledge.evaluation.asking import Judged, ask
from knowledge.evaluation.figures import TURNS_FOR_ONE, Figures, Shortfall, figures, shortfalls
from knowledge.evaluation.mutations import mutated
from knowledge.loader import load_snapshot
from knowledge.record import goals, golden
from knowledge.record.folder import shipped
from knowledge.record.goals import Figure, Goals, Mutation
from knowledge.snapshot import Snapshot

SHOWN_CHARACTERS = 90
MOST_MUTATED_EACH = 500
"""Questions that each arrive in every way; of more, each arrives in one, or `eval` took twice as long."""
ALL = "all"
_COLUMNS = (Figure.OVERALL, Figure.ANSWERABLE, Figure.REFUSED_RIGHTLY, Figure.FALSE_ANSWERS)
_COLUMNS_BEHIND = (Figure.VERDICTS, Figure.FALSE_DENIALS, Figure.CONVERSATIONS)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was asked, by set, and by what happened to the questions on their way."""

    sets: Mapping[str, Sequence[Judged]]
    mutations: Mapping[Mutation, Sequence[Judged]]

    @property
    def turns(self) -> list[Judged]:
        """Give the turns of all sets, as they were written."""
        return list(chain.from_iterable(self.sets.values()))


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--questions",
        metavar="FILE",
        type=Path,
        help="JSON Lines (default: the record's golden.jsonl and golden/*.jsonl); "
        "the figures to reach stand beside it in .yaml",
    )
    parser.add_argument("--failures", action="store_true", help="always list what was not fully right")
    parser.add_argument("--types", action="store_true", help="add the points by type of question")
    parser.add_argument("--json", action="store_true", help="print figures and turns as one JSON object")
    parser.add_argument(
        "--ratchet",
        action="store_true",
        help="record the figures that are reached: raise those recorded to them, and never lower any",
    )
    settings.add_flags(parser, "KNOWLEDGE_DIR")


def execute(options: Namespace) -> int:
    """Give 0 if every figure is reached, but for what the weights of words may move, else 1.

    Where none is recorded, give 0 if everything is right.

    Raises:
        RecordError: The record, the questions or the figures can't be read.
    """
    folder = settings.knowledge_dir(options) or shipped()
    first: Path = options.questions or folder / golden.FILE_NAME
    paths = [first] if options.questions else golden.files(folder) or [first]
    questions = {path.stem: golden.read_questions(path) for path in paths}
    wanted = goals.read(first, sets=list(questions))
    found = _evaluation(load_snapshot(folder), questions)
    short = tuple(_shortfalls(found, wanted))
    missed = [one for one in short if not one.is_allowed]
    wrong = sum(not one.mark.is_right for one in found.turns)
    has_failed = bool(missed) if wanted.is_any else wrong > 0
    if options.json:
        print(json.dumps(_fields(found, short), ensure_ascii=False))
    else:
        print("\n".join(_lines(found, short, types=options.types)))
        if options.failures or has_failed:
            print("\n".join(_failure_lines(found.turns)))
        print(_summary(len(found.turns), wrong, wanted, has_failed=has_failed))
    if options.ratchet and (wanted.is_any or wrong < len(found.turns)):
        ratchet.raise_to(first.with_suffix(".yaml"), _reached(found), wanted)
        return int(bool(missed))
    return int(has_failed)


def _summary(turns: int, wrong: int, wanted: Goals, *, has_failed: bool) -> str:
    said = f"{_questions(turns)}, {'failed' if has_failed else 'passed'}"
    if wanted.is_any:
        return said
    hint = "no figures are recorded to be reached; `python -m bot eval --ratchet` records these"
    if wrong == turns:
        hint = "no figures are recorded, and there is nothing to record"
    return f"{said}: {f'{wrong} not as expected; ' if wrong else ''}{hint}"


def _questions(number: int) -> str:
    return "1 question" if number == 1 else f"{number} questions"


def _evaluation(snapshot: Snapshot, questions: Mapping[str, Sequence[golden.GoldenQuestion]]) -> Evaluation:
    sets = {name: tuple(ask(snapshot, asked)) for name, asked in questions.items()}
    last = [one for turns in sets.values() for one in turns if one.number == len(one.question.turns) - 1]
    changed = {
        kind: tuple(_mutated(snapshot, _its_share(last, number), kind))
        for number, kind in enumerate(Mutation)
    }
    return Evaluation(sets, changed)


def _its_share(asked: Sequence[Judged], number: int) -> Sequence[Judged]:
    """Give those that one of the mutations happens to: the same ones, whichever questions come besides."""
    if len(asked) <= MOST_MUTATED_EACH:
        return asked
    return [one for one in asked if crc32(one.question.id.encode()) % len(Mutation) == number]


def _mutated(snapshot: Snapshot, asked: Sequence[Judged], kind: Mutation) -> Iterator[Judged]:
    """Ask again what the mutation changes; of a conversation, what happens to its last turn."""
    for one in asked:
        question = mutated(one.question, kind, one.language)
        if question is not None:
            *_, last = ask(snapshot, [question])
            yield last


def _reached(found: Evaluation) -> Goals:
    """Give what is reached as goals: every figure of all, and what tells most of each part."""
    return Goals(
        whole=figures(found.turns).shares,
        sets={name: figures(turns).shares for name, turns in found.sets.items() if len(found.sets) > 1},
        mutations={kind: figures(turns).shares for kind, turns in found.mutations.items() if turns},
    )


def _shortfalls(found: Evaluation, wanted: Goals) -> Iterator[Shortfall]:
    whole = figures(found.turns)
    # Where all is one small set, each turn counts.
    yield from shortfalls(whole, wanted.whole, allowed=whole.turns // TURNS_FOR_ONE)
    for name, goals_of_set in wanted.sets.items():
        yield from _of_part(found.sets[name], goals_of_set, of=name)
    for kind, turns in found.mutations.items():
        yield from _of_part(turns, wanted.mutations.get(kind, {}), of=kind)


def _of_part(turns: Sequence[Judged], wanted: Mapping[Figure, float], *, of: str) -> tuple[Shortfall, ...]:
    return shortfalls(figures(turns), wanted, of=of, allowed=max(1, len(turns) // TURNS_FOR_ONE))


def _fields(found: Evaluation, short: Sequence[Shortfall]) -> dict[str, object]:
    whole = figures(found.turns)
    return {
        **_figure_fields(whole),
        "by_type": dict(whole.by_type),
        "sets": {name: _figure_fields(figures(turns)) for name, turns in found.sets.items()},
        "mutations": {kind: _figure_fields(figures(turns)) for kind, turns in found.mutations.items()},
        "turns": [_turn_fields(name, one) for name, turns in found.sets.items() for one in turns],
        "missed": [str(one) for one in short if not one.is_allowed],
        "nearly": [str(one) for one in short if one.is_allowed],
    }


def _figure_fields(reached: Figures) -> dict[str, object]:
    return {
        "questions": reached.turns,
        **{figure: reached.shares.get(figure) for figure in Figure},
        "margin": reached.margin,
    }


def _turn_fields(name: str, one: Judged) -> dict[str, object]:
    return {
        "set": name,
        "id": one.name,
        "q": one.turn.text,
        "status": one.answer["status"],
        "points": one.mark.points,
        "verdict": one.mark.verdict,
        "denies_falsely": one.mark.denies_falsely,
        "margin": round(one.margin, 4),
    }


def _lines(found: Evaluation, short: Sequence[Shortfall], *, types: bool) -> Iterator[str]:
    rows = {name: figures(turns) for name, turns in found.sets.items()}
    whole = figures(found.turns)
    if len(rows) > 1:
        rows[ALL] = whole
    rows |= {f"~ {kind}": figures(turns) for kind, turns in found.mutations.items() if turns}
    width = max(map(len, (*rows, *(whole.by_type if types else ()))))
    heads = [*map(_head, _COLUMNS), "margin", *map(_head, _COLUMNS_BEHIND)]
    yield "  ".join([" " * width, "turns", *heads])
    for name, reached in rows.items():
        cells = [*_cells(reached, _COLUMNS), f"{reached.margin:.3f}", *_cells(reached, _COLUMNS_BEHIND)]
        padded = (f"{cell:>{len(head)}}" for cell, head in zip(cells, heads, strict=True))
        yield "  ".join([f"{name:{width}}", f"{reached.turns:5}", *padded])
    if types:
        yield from (
            f"{name:{width}}  {number:5}  {points:.3f}" for name, (points, number) in whole.by_type.items()
        )
    missed = [one for one in short if not one.is_allowed]
    yield from (f"nearly: {one} or {_turns(one.turns)} from it" for one in short if one.is_allowed)
    yield from (f"below the mark: {one}" for one in missed)
    if missed:
        yield "`python -m bot diff HEAD` names the questions that an edit moved"


def _turns(number: int) -> str:
    return "one turn" if number == 1 else f"{number} turns"


def _head(figure: Figure) -> str:
    return figure.replace("_", " ")


def _cells(reached: Figures, columns: Sequence[Figure]) -> Iterator[str]:
    for figure in columns:
        yield f"{reached.shares[figure]:.3f}" if figure in reached.shares else ""


def _failure_lines(judged: Sequence[Judged]) -> Iterator[str]:
    for one in judged:
        if not one.mark.is_right:
            answers = one.answer["answers"]
            got = f"{answers[0]['id']}: {answers[0]['text'][:SHOWN_CHARACTERS]}" if answers else "nothing"
            faults = (
                *((f"verdict {one.answer['verdict']}",) if one.mark.verdict is False else ()),
                *(("denies falsely",) if one.mark.denies_falsely else ()),
            )
            yield f"{one.name} “{one.turn.text}” → {', '.join((one.answer['status'], *faults))}, {got}"
