"""List questions that three or more people asked in vain, and accept or refuse them.

Nothing is kept unless the bot runs with MISSED_QUESTIONS=on. `accept N --to ID` adds the question (or the
words in --words) to the entry, speaker, organisation, country or theme with that id, and to the golden
questions; `refuse N` adds it to the golden questions as one that must stay unanswered.
"""

from __future__ import annotations

import asyncio
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot import data_folder, settings
from bot.drafting import golden_lines
from bot.drafting.asking import Field, add_flags, in_terminal
from bot.drafting.drafts import DraftError, Drafts
from bot.errors import UsageError
from bot.storage.database import opened
from bot.storage.missed import MissedQuestion, StoredMissed
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Status
from knowledge.loader import load_snapshot
from knowledge.record.folder import shipped
from knowledge.record.values import Absence, Fact, Record
from knowledge.snapshot import Snapshot

ACCEPT, REFUSE = "accept", "refuse"
MOST_NEAR = 3
_TO = Field("to", "the id of the entry that answers the question, or of what it names")
_WORDS = Field("words", "the words of the question to add; for an entry, the whole question by default")
_NO_MESSAGE = "no-message-"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Target:
    """Where words are written.

    Attributes:
        is_entry: Whether it is an entry, which is found by whole questions; else a thing, found by its names.
    """

    file: str
    item: str
    key: str
    is_entry: bool


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "action", nargs="?", choices=(ACCEPT, REFUSE), help="what to do; leave it out to list them"
    )
    parser.add_argument("number", nargs="?", type=int, metavar="N", help="the question's number in the list")
    add_flags(parser, (_TO, _WORDS))
    parser.add_argument("--json", action="store_true", help="print the list as one JSON object a line")
    settings.add_flags(parser, "KNOWLEDGE_DIR", "DATA_DIR", "DATABASE_URL")


def execute(options: Namespace) -> int:
    """List them, or deal with one.

    Raises:
        UsageError: No such question or id, or something is missing.
        DraftError: What was said does not have it answered; nothing is written.
        RecordError: The record is broken as it is.
        StorageError: The database can't be opened.
    """
    place = settings.knowledge_dir(options) or shipped()
    snapshot = load_snapshot(place)
    questions = _stored(options, lambda store: store.shown())
    if options.action is None:
        keeps = settings.read(options).keeps_missed
        _print(questions, snapshot, as_json=options.json, keeps=keeps)
        return 0
    if options.number is None:
        raise UsageError(f"missed {options.action}: N is missing; `python -m bot missed` lists the numbers")
    question = next((one for one in questions if one.id == options.number), None)
    if question is None:
        raise UsageError(f"missed: no question {options.number}; `python -m bot missed` lists them")
    if options.action == ACCEPT:
        _accept(question, options, snapshot, place)
        _stored(options, lambda store: store.answered(question.id))
    else:
        _refuse(question, snapshot, place)
        _stored(options, lambda store: store.refused(question.id))
    return 0


def _stored(options: Namespace, act: Callable[[StoredMissed], Awaitable[T]]) -> T:
    async def within() -> T:
        async with opened(chosen.database_url, chosen.data_dir) as database:
            return await act(StoredMissed(database))

    chosen = settings.read(options)
    data_folder.prepare(chosen.data_dir)
    return asyncio.run(within())


def _print(questions: tuple[MissedQuestion, ...], snapshot: Snapshot, *, as_json: bool, keeps: bool) -> None:
    asked = [(one, snapshot.answer(one.words)) for one in questions]
    if as_json:
        for one, answer in asked:
            print(json.dumps(_fields(one, answer), ensure_ascii=False))
        return
    still = [(one, answer) for one, answer in asked if answer.status != Status.ANSWERED]
    if still:
        print(f"{'N':>5} {'asked':>6}  {'last':10}  question")
    for one, answer in still:
        near = ", ".join(_near(answer))
        print(f"{one.id:>5} {one.times:>6}  {one.asked_on}  {one.words}{f'  (near: {near})' if near else ''}")
    if not still:
        print("nothing: no question without an answer was asked by three people")
        if not keeps:
            print("MISSED_QUESTIONS is not on here; only where the bot runs with it on are any kept")
    if answered := len(asked) - len(still):
        print(f"{answered} more are answered by now; `--json` lists them too")


def _fields(one: MissedQuestion, answer: Answer) -> dict[str, object]:
    return {
        "number": one.id,
        "question": one.words,
        "language": one.language,
        "times": one.times,
        "last": one.asked_on,
        "status": answer.status,
        "near": _near(answer),
    }


def _near(answer: Answer) -> list[str]:
    return [hit.entry.id for hit in (*answer.hits, *answer.nearest)][:MOST_NEAR]


def _accept(question: MissedQuestion, options: Namespace, before: Snapshot, place: Path) -> None:
    record, asking = before.record, in_terminal(options)
    if asking.is_terminal:
        print(question.words)
    name = asking.one_of(_TO, _known(record))
    target = _target(name, record)
    words = asking.text(_WORDS, default=question.words if target.is_entry else None)
    drafts = Drafts.of(place)
    language = question.language or record.about.language
    drafts.add_word(target.file, target.item, target.key, language=language, word=words)
    after = drafts.snapshot()
    answer = after.answer(question.words)
    if not _is_answered(answer, name, target):
        first = answer.hits[0].entry.id if answer.hits else "nothing"
        raise DraftError(
            f"nothing was written: the answer would be {first} ({answer.status}); "
            "say by --words how the question names it, or mend the record by hand"
        )
    _write(drafts, place, question.words, golden_lines.expected(answer))


def _known(record: Record) -> tuple[str, ...]:
    """Give every id that something asked for may be written to."""
    things = (record.speakers, record.themes, record.organisations, record.countries, record.regions)
    return (*record.entries, *(name for one in things for name in one))


def _target(name: str, record: Record) -> _Target:
    entry = record.entries.get(name)
    if isinstance(entry, Absence) and entry.id.startswith(_NO_MESSAGE):
        return _Target(entry.place.file, entry.id.removeprefix(_NO_MESSAGE), "aliases", is_entry=False)
    if entry is not None:
        key = "asks" if isinstance(entry, Fact | Absence) else "restatements"
        return _Target(entry.place.file, name, key, is_entry=True)
    files = (
        ("speakers.yaml", record.speakers),
        ("themes.yaml", record.themes),
        ("organisations.yaml", record.organisations),
    )
    file = next((file for file, things in files if name in things), "countries.yaml")
    return _Target(file, name, "aliases", is_entry=False)


def _is_answered(answer: Answer, name: str, target: _Target) -> bool:
    if target.is_entry or name.startswith(_NO_MESSAGE):
        return bool(answer.hits) and answer.status != Status.UNSURE and answer.hits[0].entry.id == name
    return answer.status == Status.ANSWERED


def _refuse(question: MissedQuestion, snapshot: Snapshot, place: Path) -> None:
    if snapshot.answer(question.words).status == Status.ANSWERED:
        raise UsageError(f"missed: the record answers {question.id} by now; see `python -m bot ask`")
    _write(Drafts.of(place), place, question.words, {"kind": "none", "why": "refused by a maintainer"})


def _write(drafts: Drafts, place: Path, question: str, expects: dict[str, object]) -> None:
    """Write the record's files, then the golden question; print the files."""
    file, text = golden_lines.with_line(place, question, expects)
    for name in drafts.write():
        print(place / name)
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(file)
    print(file)
