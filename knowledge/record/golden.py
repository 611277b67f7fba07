"""Questions and conversations whose right answers are known, read from JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import cast

from knowledge.record import source
from knowledge.record.problem import Grade, Problem, RecordError, did_you_mean

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
    Kind.ANSWER: frozenset({"entries", "speakers", "contains", "or_none"}),
    Kind.SET: frozenset({"speakers", "min", "allow", "or_none"}),
    Kind.NONE: frozenset({"entries", "contains"}),
    Kind.PARTS: frozenset({"parts"}),
    Kind.ASK: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What counts as right.

    Attributes:
        speakers: For "answer" any one of them; for "set" those who belong. Empty: anybody.
        contains: One of these stands in the answer, or in what is said for want of one; empty: anything.
        least: For "set": how many of `speakers` must be there.
        allow: For "set": who may be there besides.
        or_none: For "answer" and "set": an honest no is right as well, as to "who did not …?".
        parts: For "parts": what counts as right for each request, in order.
        entries: For "answer" and "none": the answer, or the no, is one of the entries of these ids.
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
    entries: tuple[str, ...] = ()

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


_OF_JSON = {
    "Expecting ',' delimiter": "no comma here, or a bracket that is not closed",
    "Expecting ':' delimiter": "no colon behind a name",
    "Expecting property name enclosed in double quotes": "no name in double quotation marks",
    "Expecting value": "no value in double quotation marks",
    "Extra data": "more behind the object",
    "Unterminated string starting at": "a text that is not closed",
}
"""What Python says of a line, and what it means to somebody who writes one."""
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def plain(text: str) -> str:
    """Give a text as it is compared: in lower case, with single spaces and straight quotation marks."""
    return " ".join(text.translate(_STRAIGHT).split()).lower()


class LineError(Exception):
    """What is wrong in a line of golden questions.

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


def read_questions(path: Path) -> tuple[GoldenQuestion, ...]:
    """Read questions, one JSON object a line; blank lines are passed over.

    Raises:
        RecordError: The file can't be read, or lines in it are wrong; holds every such line.
    """
    questions: list[GoldenQuestion] = []
    problems: list[Problem] = []
    lines_by_id: dict[str, int] = {}
    lines = lines_of(path)
    read = 0
    for number, line in enumerate(lines, 1):
        if not line.strip() or number <= read:
            continue
        try:
            read = number + _lines_more(lines[number - 1 :])
            question = _question(_object(line, ends_here=read == number), number)
            first = lines_by_id.setdefault(question.id, number)
            if first != number:
                raise taken_id(question.id, f"line {first}")
            questions.append(question)
        except LineError as error:
            problems.append(problem_in(str(path), lines, number, error))
    if problems:
        raise RecordError(problems)
    return tuple(questions)


def _lines_more(lines: list[str]) -> int:
    """Give how many lines more the object has that begins in the first one; 0 where it never ends."""
    if not lines[0].lstrip().startswith("{") or lines[0].rstrip().endswith("}"):
        return 0
    text = "\n".join(lines).lstrip()
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError:
        return 0
    return text.count("\n", 0, end)


def taken_id(name: str, where: str) -> LineError:
    """Give the fault of an id that another question has."""
    return LineError("the same id twice", at=name, hint=f"it stands in {where} too; give one of them another")


def problem_in(
    file: str, lines: list[str], line: int, error: LineError, *, grade: Grade = Grade.ERROR
) -> Problem:
    """Point at the last place where a text stands in a line: what is expected stands behind the question."""
    column = lines[line - 1].rfind(json.dumps(error.at, ensure_ascii=False)) + 1 if error.at else error.column
    return Problem(file, line, max(1, column), str(error), error.at, error.hint, grade)


def lines_of(path: Path) -> list[str]:
    """Read the lines of a file.

    Raises:
        RecordError: It can't be read.
    """
    try:
        text = path.read_bytes()
        return source.decoded(text).replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise RecordError([source.not_utf_8(text, error, str(path))]) from error
    except OSError as error:
        what, hint = f"can't be read: {error.strerror}", "write golden questions into it, one a line"
        raise RecordError([Problem(str(path), 1, 1, what, "", hint)]) from error


def _object(line: str, *, ends_here: bool) -> dict[str, object]:
    if not ends_here:
        raise LineError("a question over several lines", hint="write it in one line")
    try:
        row = json.loads(line, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        hint = "one object a line, in double quotation marks, with a comma between two fields only"
        what = _OF_JSON.get(error.msg, error.msg)
        raise LineError(f"not JSON: {what}", column=error.colno, hint=hint) from error
    return _mapping(row, "the line")


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row: dict[str, object] = {}
    for name, value in pairs:
        if name in row:
            raise LineError("the same field twice", at=name, hint="keep one; JSON would take the last")
        row[name] = value
    return row


def _question(row: dict[str, object], line: int) -> GoldenQuestion:
    _know(row, _CONVERSATION_FIELDS if "turns" in row else _FIELDS)
    if "turns" not in row:
        turn = _turn({name: value for name, value in row.items() if name in _TURN_FIELDS})
        return GoldenQuestion(_text(row, "id"), _text(row, "type"), (turn,), line)
    turns = row["turns"]
    if not isinstance(turns, list) or not turns:
        raise LineError("`turns` is no list of turns", hint='write [{"q": "…", "expect": {…}}, …]')
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
        raise LineError("no such kind of answer", at=kind if isinstance(kind, str) else "kind", hint=known)
    _know(row, _OF_EVERY_KIND | _OF_KIND[Kind(kind)], of=f" in {kind!r}")
    parts = row.get("parts", [])
    if (
        not isinstance(parts, list)
        or (kind == Kind.PARTS and len(parts) < _FEWEST_PARTS)
        or (is_part and parts)
    ):
        raise LineError("`parts` is no list of what is expected", at="parts", hint=_PARTS)
    verdict = row.get("verdict")
    if verdict is not None and verdict not in VERDICTS:
        raise LineError("no verdict", at="verdict", hint='write "yes" or "no"')
    speakers, least = _texts(row, "speakers"), _count(row, "min")
    if kind == Kind.SET and least > len(set(speakers)):
        hint = "name more of them, or ask for fewer"
        raise LineError("fewer `speakers` than `min`", at="min" if "min" in row else "speakers", hint=hint)
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
        entries=_texts(row, "entries"),
    )


def _know(row: Mapping[str, object], known: frozenset[str], *, of: str = "") -> None:
    for name in row:
        if name not in known:
            raise LineError(f"unknown field{of}", at=name, hint=did_you_mean(name, known))


def _mapping(value: object, what: str) -> dict[str, object]:
    if not isinstance(value, dict):
        hint = (
            'a line is {"id", "type", "q", "expect": {"kind": …}}, or {"id", "turns": [{"q", "expect"}, …]}'
        )
        raise LineError(f"{what} is no object", hint=hint)
    return cast("dict[str, object]", value)


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise LineError(f"`{name}` is no text", at=name if name in row else "")
    return value


def _texts(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = row.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise LineError(f"`{name}` is no list of texts", at=name)
    return tuple(values)


def _count(row: Mapping[str, object], name: str) -> int:
    value = row.get(name, 1)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise LineError(f"`{name}` is no number from 1", at=name)
    return value


def _flag(row: Mapping[str, object], name: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise LineError(f"`{name}` is neither true nor false", at=name)
    return value
