"""Questions and conversations whose right answers are known, read from JSON Lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import cast

from knowledge.record import goals
from knowledge.record.problem import Grade, Problem, RecordError, did_you_mean, problem
from knowledge.record.values import Absence, Entry, Fact, Quote, Record

FILE_NAME = "golden.jsonl"
"""Beside the record; the figures to reach stand in a file of the same name that ends in `.yaml`."""
FOLDER = "golden"
"""Beside it: more sets of questions. What stands in folders within is never read: sealed sets, for one."""
VERDICTS = frozenset({"yes", "no"})


class Kind(StrEnum):
    """What counts as right."""

    ANSWER = "answer"
    """The first answer fits."""
    SET = "set"
    """The answers' speakers are those who belong."""
    NONE = "none"
    """Nothing is claimed."""
    PARTS = "parts"
    """Each of several requests gets its own."""
    ASK = "ask"
    """The bot asks back."""


_OF_EVERY_KIND = frozenset({"kind", "why", "verdict", "denied"})
_OF_KIND: Mapping[Kind, frozenset[str]] = {
    Kind.ANSWER: frozenset({"speakers", "contains", "or_none"}),
    Kind.SET: frozenset({"speakers", "min", "allow", "or_none"}),
    Kind.NONE: frozenset(),
    Kind.PARTS: frozenset({"parts"}),
    Kind.ASK: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What counts as right.

    Attributes:
        speakers: For "answer" any one of them; for "set" those who belong. Empty: anybody.
        contains: One of these stands in the answer; empty: anything.
        least: For "set": how many of `speakers` must be there.
        allow: For "set": who may be there besides.
        or_none: For "answer" and "set": an honest no is right as well, as to "who did not …?".
        parts: For "parts": what counts as right for each request, in order.
        denied: Names of whom the reply may say that they don't speak of it, or sent nothing; None: not told.
        verdict: "yes" or "no"; None where neither is expected.
    """

    kind: Kind
    speakers: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    least: int = 1
    allow: tuple[str, ...] = ()
    or_none: bool = False
    parts: tuple[Expected, ...] = ()
    denied: tuple[str, ...] | None = None
    verdict: str | None = None

    @property
    def whole(self) -> Iterator[Expected]:
        """Give it and its parts."""
        yield self
        for part in self.parts:
            yield from part.whole

    @property
    def named(self) -> Iterator[str]:
        """Give the speakers that it names, those of its parts as well."""
        yield from (*self.speakers, *self.allow)
        for part in self.parts:
            yield from part.named


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says, and what counts as a right reply."""

    text: str
    expected: Expected


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """One question, or a conversation of several turns.

    Attributes:
        type: Groups the figures.
        line: Where it stands in its file.
    """

    id: str
    type: str
    turns: tuple[Turn, ...]
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """What is asked first."""
        return self.turns[0].text

    @property
    def is_conversation(self) -> bool:
        """Whether more than one thing is said."""
        return len(self.turns) > 1

    def asking(self, text: str) -> GoldenQuestion:
        """Give the same question in other words; of a conversation, its last turn."""
        *before, last = self.turns
        return replace(self, turns=(*before, replace(last, text=text)))


_FIELDS = frozenset({"id", "type", "q", "expect"})
_CONVERSATION_FIELDS = frozenset({"id", "type", "language", "turns"})
_TURN_FIELDS = frozenset({"q", "expect"})
_FEWEST_PARTS = 2
_PARTS = "write two at least; a part has no parts of its own"
CONVERSATION = "conversation"
"""The type of a conversation that tells of none."""


_NEARLY = 0.88
"""Likeness, by difflib, of a name with a letter or two changed: that of two brothers is less."""
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def plain(text: str) -> str:
    """Give a text as it is compared: in lower case, with single spaces and straight quotation marks."""
    return " ".join(text.translate(_STRAIGHT).split()).lower()


class _LineError(Exception):
    """What is wrong in a line.

    Attributes:
        at: A text of the line to point at; empty for the line's begin.
        column: Where to point instead, from 1.
    """

    def __init__(self, what: str, *, at: str = "", hint: str = "", column: int = 0) -> None:
        super().__init__(what)
        self.at = at
        self.hint = hint
        self.column = column


def files(folder: Path) -> tuple[Path, ...]:
    """Give the files of a record's golden questions that are there, the record's own first."""
    first = folder / FILE_NAME
    return (*((first,) if first.is_file() else ()), *sorted((folder / FOLDER).glob("*.jsonl")))


def faults(folder: Path, record: Record) -> tuple[Problem, ...]:
    """Find the faults of a record's golden questions, and of the figures they must reach."""
    said = plain(" ".join(_shown(record)))
    first: dict[str, str] = {}
    found: list[Problem] = []
    unknown: list[tuple[Problem, str]] = []
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            questions = read_questions(path)
        except RecordError as error:
            found += (replace(one, file=name) for one in error.problems)
            continue
        lines = _lines(path)
        for question in questions:
            here = f"{name}:{question.line}"
            elsewhere = first.setdefault(question.id, here)
            if elsewhere != here:
                found.append(_problem(name, lines, question.line, _taken(question.id, elsewhere)))
        found += (_problem(name, lines, *fault) for fault in _contradictions(questions))
        found += (_problem(name, lines, *fault) for fault in _misspelt_denials(questions, record))
        found += (_problem(name, lines, *fault) for fault in _of_others(questions, record))
        if not questions:
            hint = "write a question a line, or take the file away"
            found.append(Problem(name, 1, 1, "no question in it", hint=hint))
        unknown += (
            (_problem(name, lines, question.line, _LineError("unknown speaker", at=who)), who)
            for question in questions
            for turn in question.turns
            for who in turn.expected.named
        )
        found += (_problem(name, lines, *fault, grade=Grade.WARNING) for fault in _unsaid(questions, said))
    found += _unknown_speakers(unknown, record)
    try:
        goals.read(folder / FILE_NAME, sets=[path.stem for path in files(folder)])
    except RecordError as error:
        found += error.problems
    return tuple(found)


def _unsaid(questions: Sequence[GoldenQuestion], said: str) -> Iterator[tuple[int, _LineError]]:
    """Find what no answer can hold, because no text of the record does."""
    for question in questions:
        for expected in _expectations(question):
            if expected.contains and not any(plain(one) in said for one in expected.contains):
                hint = "copy words that the answer shows, or remove `contains`"
                at = expected.contains[0]
                yield question.line, _LineError("no text of the record holds this", at=at, hint=hint)


def _misspelt_denials(
    questions: Sequence[GoldenQuestion], record: Record
) -> Iterator[tuple[int, _LineError]]:
    """Find names in `denied` that are nearly a speaker's; others may be anybody's."""
    names = {one.name.original for one in record.speakers.values()}
    for question in questions:
        for who in (who for expected in _expectations(question) for who in expected.denied or ()):
            near = [] if who in names else get_close_matches(who, names, n=1, cutoff=_NEARLY)
            if near:
                yield question.line, _LineError("unknown speaker", at=who, hint=did_you_mean(who, near))


def _of_others(questions: Sequence[GoldenQuestion], record: Record) -> Iterator[tuple[int, _LineError]]:
    """Find words that only speakers hold who are not expected."""
    ours = (one for one in record.entries.values() if isinstance(one, Fact | Absence))
    told = plain(" ".join((*_words_of(ours), *_names_shown(record))))
    said = {
        one.name.original: plain(" ".join(_words_of(record.passages_of(one.id))))
        for one in record.speakers.values()
    }
    for question in questions:
        for expected in _expectations(question):
            wanted = [plain(one) for one in expected.contains]
            others = [who for who, words in said.items() if any(one in words for one in wanted)]
            mine = " ".join(said.get(who, "") for who in expected.speakers)
            known = expected.speakers and set(expected.speakers) <= said.keys()
            if known and others and not any(one in mine or one in told for one in wanted):
                hint = f"{' and '.join(others)} said so; correct `speakers` or `contains`"
                at = expected.contains[0]
                yield question.line, _LineError("no speaker that is expected says this", at=at, hint=hint)


def _expectations(question: GoldenQuestion) -> Iterator[Expected]:
    return (expected for turn in question.turns for expected in turn.expected.whole)


def _words_of(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (entry.text, entry.published) if isinstance(entry, Quote) else entry.wording.all


def _shown(record: Record) -> Iterator[str]:
    """Give every text that an answer may show."""
    yield from _words_of(record.entries.values())
    yield from _names_shown(record)


def _names_shown(record: Record) -> Iterator[str]:
    for speaker in record.speakers.values():
        yield from (text for one in (speaker.name, speaker.office) if one for text in one.all)
    for country in record.countries.values():
        yield from country.name.all


def _contradictions(questions: Sequence[GoldenQuestion]) -> Iterator[tuple[int, _LineError]]:
    """Find questions of one file that are asked twice, and expect something else the second time."""
    first: dict[str, GoldenQuestion] = {}
    for question in questions:
        if question.is_conversation:
            continue
        other = first.setdefault(" ".join(question.text.casefold().split()), question)
        if replace(other.turns[0], text="") != replace(question.turns[0], text=""):
            hint = f"line {other.line} expects something else; keep one"
            yield question.line, _LineError("the same question with another answer", hint=hint)


def _unknown_speakers(named: Sequence[tuple[Problem, str]], record: Record) -> Iterator[Problem]:
    """Name each unknown speaker once; where a name in the record changed, there."""
    speakers = {speaker.name.original: speaker for speaker in record.speakers.values()}
    times = Counter(who for _, who in named)
    unnamed = {name: speaker for name, speaker in speakers.items() if not times[name]}
    seen: set[str] = set()
    for fault, who in named:
        if who in speakers or who in seen:
            continue
        seen.add(who)
        near = get_close_matches(who, unnamed, n=1, cutoff=0.7) or (
            list(unnamed) if len(unnamed) == 1 else []
        )
        if near and times[who] > 1:
            hint = f'{times[who]} golden questions name "{who}": did you mean that?'
            place = unnamed[near[0]].aliases[0].place
            yield problem(place, "no golden question names this speaker", found=near[0], hint=hint)
        else:
            more = f"; {times[who] - 1} more of it" if times[who] > 1 else ""
            yield replace(fault, hint=f"{did_you_mean(who, speakers)}{more}")


def read_questions(path: Path) -> tuple[GoldenQuestion, ...]:
    """Read questions, one JSON object a line; blank lines are passed over.

    Raises:
        RecordError: The file can't be read, or lines in it are wrong; holds every such line.
    """
    questions: list[GoldenQuestion] = []
    problems: list[Problem] = []
    lines_by_id: dict[str, int] = {}
    lines = _lines(path)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = _question(_object(line), number)
            first = lines_by_id.setdefault(question.id, number)
            if first != number:
                raise _taken(question.id, f"line {first}")
            questions.append(question)
        except _LineError as error:
            problems.append(_problem(str(path), lines, number, error))
    if problems:
        raise RecordError(problems)
    return tuple(questions)


def _taken(name: str, where: str) -> _LineError:
    return _LineError(
        "the same id twice", at=name, hint=f"it stands in {where} too; give one of them another"
    )


def _problem(
    file: str, lines: list[str], line: int, error: _LineError, *, grade: Grade = Grade.ERROR
) -> Problem:
    """Point at the last place where a text stands in a line: what is expected stands behind the question."""
    column = lines[line - 1].rfind(json.dumps(error.at, ensure_ascii=False)) + 1 if error.at else error.column
    return Problem(file, line, max(1, column), str(error), error.at, error.hint, grade)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise RecordError([Problem(str(path), 1, 1, f"can't be read: {reason}")]) from error


def _object(line: str) -> dict[str, object]:
    try:
        row = json.loads(line, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        hint = "one object a line, in double quotation marks, with a comma between two fields only"
        raise _LineError(f"not JSON: {error.msg}", column=error.colno, hint=hint) from error
    return _mapping(row, "the line")


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row: dict[str, object] = {}
    for name, value in pairs:
        if name in row:
            raise _LineError("the same field twice", at=name, hint="keep one; JSON would take the last")
        row[name] = value
    return row


def _question(row: dict[str, object], line: int) -> GoldenQuestion:
    _know(row, _CONVERSATION_FIELDS if "turns" in row else _FIELDS)
    if "turns" not in row:
        turn = _turn({name: value for name, value in row.items() if name in _TURN_FIELDS})
        return GoldenQuestion(_text(row, "id"), _text(row, "type"), (turn,), line)
    turns = row["turns"]
    if not isinstance(turns, list) or not turns:
        raise _LineError("`turns` is no list of turns", hint='write [{"q": "…", "expect": {…}}, …]')
    read = tuple(_turn(_mapping(turn, "a turn")) for turn in turns)
    kind = _text(row, "type") if "type" in row else CONVERSATION
    return GoldenQuestion(_text(row, "id"), kind, read, line)


def _turn(row: dict[str, object]) -> Turn:
    _know(row, _TURN_FIELDS)
    return Turn(_text(row, "q"), _expected(_mapping(row.get("expect"), "`expect`")))


def _expected(row: dict[str, object], *, is_part: bool = False) -> Expected:
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in set(Kind):
        known = did_you_mean(str(kind), set(Kind))
        raise _LineError("no such kind of answer", at=kind if isinstance(kind, str) else "kind", hint=known)
    _know(row, _OF_EVERY_KIND | _OF_KIND[Kind(kind)], of=f" in {kind!r}")
    parts = row.get("parts", [])
    if (
        not isinstance(parts, list)
        or (kind == Kind.PARTS and len(parts) < _FEWEST_PARTS)
        or (is_part and parts)
    ):
        raise _LineError("`parts` is no list of what is expected", at="parts", hint=_PARTS)
    verdict = row.get("verdict")
    if verdict is not None and verdict not in VERDICTS:
        raise _LineError("no verdict", at="verdict", hint='write "yes" or "no"')
    speakers, least = _texts(row, "speakers"), _count(row, "min")
    if kind == Kind.SET and least > len(set(speakers)):
        hint = "name more of them, or ask for fewer"
        raise _LineError("fewer `speakers` than `min`", at="min" if "min" in row else "speakers", hint=hint)
    return Expected(
        kind=Kind(kind),
        speakers=speakers,
        contains=_texts(row, "contains"),
        least=least,
        allow=_texts(row, "allow"),
        or_none=_flag(row, "or_none"),
        parts=tuple(_expected(_mapping(part, "a part"), is_part=True) for part in parts),
        denied=_texts(row, "denied") if "denied" in row else None,
        verdict=None if verdict is None else str(verdict),
    )


def _know(row: Mapping[str, object], known: frozenset[str], *, of: str = "") -> None:
    for name in row:
        if name not in known:
            raise _LineError(f"unknown field{of}", at=name, hint=did_you_mean(name, known))


def _mapping(value: object, what: str) -> dict[str, object]:
    if not isinstance(value, dict):
        hint = (
            'a line is {"id", "type", "q", "expect": {"kind": …}}, or {"id", "turns": [{"q", "expect"}, …]}'
        )
        raise _LineError(f"{what} is no object", hint=hint)
    return cast("dict[str, object]", value)


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _LineError(f"`{name}` is no text", at=name if name in row else "")
    return value


def _texts(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = row.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _LineError(f"`{name}` is no list of texts", at=name)
    return tuple(values)


def _count(row: Mapping[str, object], name: str) -> int:
    value = row.get(name, 1)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _LineError(f"`{name}` is no number from 1", at=name)
    return value


def _flag(row: Mapping[str, object], name: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise _LineError(f"`{name}` is neither true nor false", at=name)
    return value
