"""The points of one turn, judged by the object that programs are given: one yardstick for any commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.answering.answer import AnswerJson, EntryJson, PartJson
from knowledge.answering.kinds import Status
from knowledge.record.golden import Expected, Kind, plain
from knowledge.record.kinds import EntryKind

ASKED_BACK = 0.5
"""Points where the bot asked back and the right one was among the first three."""
MOST_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """What one turn earned.

    Attributes:
        points: 1 right, 0.5 asked back with the right one among the first three, 0 wrong.
        to_refuse: Nothing was to be claimed, so an answer is a false one.
        among_three: The right one is among the first three answers.
        verdict: Whether the yes or no was right; None where none was expected.
        denies_falsely: It denied something of somebody of whom no denial is right.
    """

    points: float
    to_refuse: bool = False
    among_three: bool = False
    verdict: bool | None = None
    denies_falsely: bool = False

    @property
    def is_right(self) -> bool:
        """Whether nobody could find fault with it."""
        return self.points == 1 and self.verdict is not False and not self.denies_falsely


def mark(expected: Expected, answer: AnswerJson) -> Mark:
    """Judge a turn."""
    return Mark(
        points=_points_of_all(expected, answer),
        to_refuse=expected.kind == Kind.NONE,
        among_three=answer["status"] != Status.NONE and _is_right_of_all(expected, answer),
        verdict=None if expected.verdict is None else answer["verdict"] == expected.verdict,
        denies_falsely=_denies_falsely(expected, answer),
    )


def _points_of_all(expected: Expected, answer: AnswerJson) -> float:
    """Give the worst of the parts; where one answer is given to all, each must find itself in it."""
    if expected.kind != Kind.PARTS:
        return _points(expected, answer)
    parts = answer["parts"] or [answer]
    if len(parts) == 1:
        return float(_is_right_of_all(expected, answer))
    if len(parts) != len(expected.parts):
        return 0.0
    return min(_points(one, part) for one, part in zip(expected.parts, parts, strict=True))


def _is_right_of_all(expected: Expected, answer: AnswerJson) -> bool:
    wanted = expected.parts or (expected,)
    return all(_is_right(one, answer, first=MOST_LOOKED_AT) for one in wanted)


def _points(expected: Expected, answer: PartJson) -> float:
    status = answer["status"]
    if expected.kind == Kind.NONE:
        return float(_is_right(expected, answer, first=1))
    if expected.kind == Kind.ASK:
        return float(status == Status.UNSURE)
    if status == Status.ANSWERED:
        return float(_is_right(expected, answer, first=1))
    if status == Status.NONE:
        return float(expected.or_none)
    return ASKED_BACK if _is_right(expected, answer, first=MOST_LOOKED_AT) else 0.0


def _is_right(expected: Expected, answer: PartJson, *, first: int) -> bool:
    if expected.kind == Kind.NONE:
        told = any(_fits(expected, hit) for hit in answer["answers"][:first])
        return answer["status"] != Status.ANSWERED and (told or not (expected.contains or expected.entries))
    hits = [hit for hit in answer["answers"] if hit["kind"] != EntryKind.ABSENCE]
    if expected.kind == Kind.SET:
        return _set_is_right(expected, hits)
    return any(_fits(expected, hit) for hit in hits[:first])


def _fits(expected: Expected, hit: EntryJson) -> bool:
    if expected.entries and hit["id"] not in expected.entries:
        return False
    if expected.speakers and _speaker(hit) not in _plain_all(expected.speakers):
        return False
    text = _text(hit)
    return not expected.contains or any(one in text for one in _plain_all(expected.contains))


def _set_is_right(expected: Expected, hits: Sequence[EntryJson]) -> bool:
    wanted = _plain_all(expected.speakers)
    allowed = wanted | _plain_all(expected.allow)
    named = {speaker for hit in hits if (speaker := _speaker(hit))}
    if not named and hits and hits[0]["kind"] == EntryKind.FACT:
        text = _text(hits[0])
        named = {name for name in allowed if name in text}
    return len(named & wanted) >= expected.least and named <= allowed


def _denies_falsely(expected: Expected, answer: AnswerJson) -> bool:
    """Judge each part by itself; where one answer is given to all, a denial must be right of one of them."""
    if expected.parts and len(answer["parts"]) == len(expected.parts):
        each = zip(expected.parts, answer["parts"], strict=True)
        return any(_part_denies_falsely(one, part) for one, part in each)
    wanted = expected.parts or (expected,)
    return all(_part_denies_falsely(one, answer) for one in wanted)


def _part_denies_falsely(expected: Expected, answer: PartJson) -> bool:
    denied = _plain_all(one["speaker"] for one in answer["denied"])
    if expected.denied is not None:
        return not denied <= _plain_all(expected.denied)
    return expected.kind == Kind.ANSWER and bool(denied & _plain_all(expected.speakers))


def _speaker(hit: EntryJson) -> str:
    return plain(hit["speaker"] or "")


def _text(hit: EntryJson) -> str:
    fields = (hit["speaker"], hit["title"], hit["country"], hit["text"], hit["published"])
    return plain(" ".join(field or "" for field in fields))


def _plain_all(texts: Iterable[str]) -> set[str]:
    return {plain(text) for text in texts}
