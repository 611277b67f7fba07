"""How many golden questions were answered rightly: points, and the figures made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.answer import Answer, Hit, entry_json
from knowledge.record.golden import Expected, GoldenQuestion
from knowledge.record.values import Fact, Quote, Reported

ASKED_BACK = 0.5
"""Points where the bot asked back and the right one was among the first three."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, its answer and its points: 1 right, 0.5 asked back rightly, 0 wrong."""

    question: GoldenQuestion
    answer: Answer
    points: float
    among_three: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1.

    Attributes:
        answerable: Mean points of the questions that have an answer.
        right_among_three: Share of those with the right one among the first three.
        refused_rightly: Mean points of those that have none.
        overall: Mean of the two means.
        false_answers: Share of those without an answer that were answered all the same.
        by_type: Mean points and number of questions, by the type they were given.
    """

    questions: int
    answerable: float
    right_among_three: float
    refused_rightly: float
    overall: float
    false_answers: float
    by_type: Mapping[str, tuple[float, int]]


def judge(question: GoldenQuestion, answer: Answer) -> Judged:
    """Give a question's points, by the rules that the project's dev questions are scored with."""
    expected = question.expected
    among_three = answer.status != "none" and _is_right(expected, answer, first=3)
    if expected.kind == "none":
        points = 0.0 if answer.status == "answered" else 1.0
    elif answer.status == "answered":
        points = 1.0 if _is_right(expected, answer, first=1) else 0.0
    elif answer.status == "none":
        points = 1.0 if expected.or_none else 0.0
    else:
        points = ASKED_BACK if among_three else 0.0
    return Judged(question, answer, points, among_three)


def figures(judged: Sequence[Judged]) -> Figures:
    """Sum up; a mean of nothing is 0, and nothing to refuse means no false answers."""
    refusals = [item for item in judged if item.question.expected.kind == "none"]
    answerable = [item for item in judged if item.question.expected.kind != "none"]
    by_type: dict[str, list[float]] = {}
    for item in judged:
        by_type.setdefault(item.question.type, []).append(item.points)
    answered, refused = _mean(item.points for item in answerable), _mean(item.points for item in refusals)
    return Figures(
        questions=len(judged),
        answerable=answered,
        right_among_three=_mean(float(item.among_three) for item in answerable),
        refused_rightly=refused,
        overall=(answered + refused) / 2,
        false_answers=1 - refused if refusals else 0.0,
        by_type={name: (_mean(points), len(points)) for name, points in by_type.items()},
    )


def shortfalls(reached: Figures, thresholds: Mapping[str, float]) -> tuple[str, ...]:
    """Say which figures are not what they must be; `false_answers` is a most, the others a least."""
    found = []
    for name, bound in thresholds.items():
        value: float = getattr(reached, name)
        too_much = name == "false_answers"
        if round(value, 4) > bound if too_much else round(value, 4) < bound:
            found.append(f"{name} is {value:.4f}; it must be at {'most' if too_much else 'least'} {bound}")
    return tuple(found)


def _is_right(expected: Expected, answer: Answer, *, first: int) -> bool:
    hits = [hit for hit in answer.hits if hit.entry.kind != "absence"]
    if expected.kind == "set":
        return _set_is_right(expected, hits)
    return any(_fits(expected, hit) for hit in hits[:first])


def _fits(expected: Expected, hit: Hit) -> bool:
    if expected.speakers and _speaker(hit) not in map(plain, expected.speakers):
        return False
    text = _text(hit)
    return not expected.contains or any(plain(mark) in text for mark in expected.contains)


def _set_is_right(expected: Expected, hits: Sequence[Hit]) -> bool:
    wanted = set(map(plain, expected.speakers))
    allowed = wanted | set(map(plain, expected.allow))
    named = {speaker for hit in hits if (speaker := _speaker(hit))}
    if not named and hits and isinstance(hits[0].entry, Fact):
        text = _text(hits[0])
        named = {name for name in allowed if name in text}
    return len(named & wanted) >= expected.least and named <= allowed


def _speaker(hit: Hit) -> str:
    entry = hit.entry
    return plain(entry.speaker.name.english) if isinstance(entry, (Quote, Reported)) else ""


def _text(hit: Hit) -> str:
    fields = entry_json(hit)
    parts = (fields["speaker"], fields["title"], fields["country"], fields["text"], fields["published"])
    return plain(" ".join(part or "" for part in parts))


def plain(text: str) -> str:
    """Lower case, white space as single spaces, straight quotation marks."""
    return " ".join(text.translate(_STRAIGHT).split()).lower()


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
