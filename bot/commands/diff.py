"""Say which golden questions change their answer or lose margin between two states of the record.

BASE..HEAD names two commits, BASE alone a commit beside the folder as it is now (HEAD if nothing is named);
or name two folders.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from os.path import commonprefix
from pathlib import Path
from textwrap import TextWrapper
from typing import Literal

from bot import settings
from bot.errors import UsageError
from bot.revision import record_at
from knowledge.evaluation.asking import Judged, ask
from knowledge.evaluation.difference import Change, Difference, differences
from knowledge.loader import load_snapshot
from knowledge.record import golden
from knowledge.record.folder import shipped
from knowledge.record.golden import GoldenQuestion

SEPARATOR = ".."
SHOWN_CHARACTERS = 70
SHOWN_QUESTIONS = 5
"""Of those that get the same other words; the rest are named by their ids."""
_IN = " " * 4
_IDS = TextWrapper(100, initial_indent=_IN, subsequent_indent=_IN, break_on_hyphens=False)
_SHOWN: tuple[Literal["text", "speaker", "title", "country"], ...] = ("text", "speaker", "title", "country")
_TITLES = {
    Change.ANSWER: "another answer",
    Change.WORDS: "the same entries in other words",
    Change.MARGIN: "the same answer, with less margin",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "states", nargs="*", metavar="BASE..HEAD", help="two commits, one commit (HEAD), or two folders"
    )
    parser.add_argument(
        "--questions", metavar="FILE", type=Path, help="other questions than the record's own"
    )
    parser.add_argument("--json", action="store_true", help="print the differences as one JSON object")
    settings.add_flags(parser, "KNOWLEDGE_DIR")


def execute(options: Namespace) -> int:
    """Give 0 if every question is answered as before, else 1.

    Raises:
        UsageError: More states than two, or git does not know the commit.
        RecordError: A record or the questions can't be read.
    """
    folder = settings.knowledge_dir(options) or shipped()
    with ExitStack() as stack:
        base, head = (_folder(state, folder, stack) for state in _states(options.states))
        questions = _questions(base, head, options.questions)
        before, after = load_snapshot(base), load_snapshot(head)
    # The same record answers the same: what has not been edited need not be asked.
    found = () if before is after else tuple(differences(ask(before, questions), ask(after, questions)))
    turns = sum(len(one.turns) for one in questions)
    if options.json:
        print(json.dumps({"turns": turns, "differences": [*map(_fields, found)]}, ensure_ascii=False))
    else:
        print("\n".join(_lines(found, turns)))
    return 1 if found else 0


def _states(words: Sequence[str]) -> tuple[str, str]:
    """Give the two states; an empty one is the folder as it is now."""
    if len(words) > 2:  # noqa: PLR2004 - a difference has two ends
        raise UsageError("diff: name BASE..HEAD, one commit, or two folders; see python -m bot diff --help")
    if len(words) == 2:  # noqa: PLR2004
        return words[0], words[1]
    base, _, head = (words or ["HEAD"])[0].partition(SEPARATOR)
    return base, head


def _folder(state: str, folder: Path, stack: ExitStack) -> Path:
    if not state:
        return folder
    return Path(state) if Path(state).is_dir() else stack.enter_context(record_at(state, folder))


def _questions(base: Path, head: Path, file: Path | None) -> tuple[GoldenQuestion, ...]:
    """Give the questions of both states; one that only one of them has is asked as well."""
    if file is not None:
        return golden.read_questions(file)
    read = [
        one for place in (head, base) for path in golden.files(place) for one in golden.read_questions(path)
    ]
    return tuple({tuple(turn.text for turn in one.turns): one for one in reversed(read)}.values())[::-1]


def _fields(found: Difference) -> dict[str, object]:
    return {
        "id": found.after.name,
        "q": found.after.turn.text,
        "change": found.change,
        "before": _side(found.before),
        "after": _side(found.after),
    }


def _side(one: Judged) -> dict[str, object]:
    return {
        "status": one.answer["status"],
        "answers": [hit["id"] for hit in one.answer["answers"]],
        "verdict": one.answer["verdict"],
        "denied": one.answer["denied"],
        "points": one.mark.points,
        "margin": round(one.margin, 4),
    }


def _lines(found: Sequence[Difference], turns: int) -> Iterator[str]:
    for change, title in _TITLES.items():
        moved = [one for one in found if one.change is change]
        if moved:
            yield f"{title}: {len(moved)}"
        if change is Change.WORDS:
            yield from _by_words(moved)
            continue
        for one in moved:
            yield f"  {one.after.name} “{one.after.turn.text}”"
            yield f"    − {_told(one.before)}"
            yield f"    + {_told(one.after)}"
    better = sum(one.after.mark.points > one.before.mark.points for one in found)
    worse = sum(one.after.mark.points < one.before.mark.points for one in found)
    yield f"{len(found)} of {turns} questions moved: {better} for the better, {worse} for the worse"


def _by_words(moved: Sequence[Difference]) -> Iterator[str]:
    """Show what reads otherwise, each change once above the questions that get it."""
    alike: dict[tuple[tuple[str, str], ...], list[Judged]] = {}
    for one in moved:
        alike.setdefault(tuple(_other_words(one)), []).append(one.after)
    for words, questions in alike.items():
        yield from (f"  {side} {_first_words(text)}" for side, text in words)
        yield from (f"    {one.name} “{one.turn.text}”" for one in questions[:SHOWN_QUESTIONS])
        rest = questions[SHOWN_QUESTIONS:]
        if rest:
            yield _IDS.fill(", ".join(one.name for one in rest))


def _told(one: Judged) -> str:
    ids = ", ".join(hit["id"] for hit in one.answer["answers"]) or "nothing"
    verdict = f"{one.answer['verdict']}, " if one.answer["verdict"] else ""
    denied = "".join(f", denies {each['speaker']}" for each in one.answer["denied"])
    right = f"{one.mark.points:g} {'point' if one.mark.points == 1 else 'points'}, margin {one.margin:.2f}"
    return f"{one.answer['status']}: {verdict}{ids}{denied} ({right})"


def _other_words(found: Difference) -> Iterator[tuple[str, str]]:
    for old, new in zip(found.before.answer["answers"], found.after.answer["answers"], strict=True):
        pairs = ((old[name], new[name]) for name in _SHOWN)
        before, after = next(((one or "", other or "") for one, other in pairs if one != other), ("", ""))
        if before != after:
            alike = commonprefix((before, after))  # noqa: RUF071 - of any two texts, not of paths
            start = max(0, len(alike) - SHOWN_CHARACTERS // 3)
            yield from (("−", before[start:]), ("+", after[start:]))


def _first_words(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
