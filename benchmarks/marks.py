"""Points for one line of `ask --json`, so that answers of any commit are judged by one yardstick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.evaluation import ASKED_BACK, plain

MOST_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """What one turn earned.

    Attributes:
        points: 1 right, 0.5 asked back with the right one among the first three, 0 wrong.
        to_refuse: Nothing was to be claimed, so an answer is a false one.
        verdict: Whether the yes or no was right; None where none was expected.
        denies_falsely: It denied something of somebody of whom no denial is right.
    """

    points: float
    to_refuse: bool = False
    verdict: bool | None = None
    denies_falsely: bool = False


def mark(expect: Mapping[str, Any], answer: Mapping[str, Any]) -> Mark:
    """Judge a turn; what an older program does not tell (parts, verdict, denied) counts as not told."""
    wanted = expect.get("verdict")
    return Mark(
        points=_points(expect, answer),
        to_refuse=expect["kind"] == "none",
        verdict=None if wanted is None else answer.get("verdict") == wanted,
        denies_falsely=_denies_falsely(expect, answer),
    )


def _points(expect: Mapping[str, Any], answer: Mapping[str, Any]) -> float:
    status = answer["status"]
    match expect["kind"]:
        case "parts":
            return _points_of_parts(expect["parts"], answer)
        case "ask":
            return float(status == "unsure")
        case "none":
            return float(status != "answered")
    if status == "answered":
        return float(_is_right(expect, answer, first=1))
    if status == "none":
        return float(bool(expect.get("or_none")))
    return ASKED_BACK if _is_right(expect, answer, first=MOST_LOOKED_AT) else 0.0


def _points_of_parts(expected: Sequence[Mapping[str, Any]], answer: Mapping[str, Any]) -> float:
    """Give the worst of the parts; where one answer is given to all, each must find itself in it."""
    parts = answer.get("parts") or [answer]
    if len(parts) == 1:
        return min(float(_is_right(one, parts[0], first=MOST_LOOKED_AT)) for one in expected)
    if len(parts) != len(expected):
        return 0.0
    return min(_points(one, part) for one, part in zip(expected, parts, strict=True))


def _is_right(expect: Mapping[str, Any], answer: Mapping[str, Any], *, first: int) -> bool:
    hits = [hit for hit in answer["answers"] if hit["kind"] != "absence"]
    if expect["kind"] == "none":
        return str(answer["status"]) != "answered"
    if expect["kind"] == "set":
        return _set_is_right(expect, hits)
    return any(_fits(expect, hit) for hit in hits[:first])


def _fits(expect: Mapping[str, Any], hit: Mapping[str, Any]) -> bool:
    speakers = expect.get("speakers") or []
    if speakers and _speaker(hit) not in _plain_all(speakers):
        return False
    marks = expect.get("contains") or []
    text = _text(hit)
    return not marks or any(one in text for one in _plain_all(marks))


def _set_is_right(expect: Mapping[str, Any], hits: Sequence[Mapping[str, Any]]) -> bool:
    wanted = _plain_all(expect.get("speakers") or [])
    allowed = wanted | _plain_all(expect.get("allow") or [])
    named = {speaker for hit in hits if (speaker := _speaker(hit))}
    if not named and hits and hits[0]["kind"] == "fact":
        text = _text(hits[0])
        named = {name for name in allowed if name in text}
    return len(named & wanted) >= int(expect.get("min", 1)) and named <= allowed


def _denies_falsely(expect: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    denied = {plain(one["speaker"]) for one in answer.get("denied") or []}
    if "denied" in expect:
        return not denied <= _plain_all(expect["denied"])
    return expect["kind"] == "answer" and bool(denied & _plain_all(expect.get("speakers") or []))


def _speaker(hit: Mapping[str, Any]) -> str:
    return plain(hit["speaker"] or "") if hit["kind"] in {"quote", "reported"} else ""


def _text(hit: Mapping[str, Any]) -> str:
    return plain(" ".join(hit[name] or "" for name in ("speaker", "title", "country", "text", "published")))


def _plain_all(texts: Iterable[str]) -> set[str]:
    return {plain(text) for text in texts}


def overall(marks: Iterable[Mark]) -> float:
    """Give the mean of two means: over the turns to be answered, and over those to be refused."""
    answerable: list[float] = []
    refused: list[float] = []
    for one in marks:
        (refused if one.to_refuse else answerable).append(one.points)
    means = [sum(points) / len(points) for points in (answerable, refused) if points]
    return sum(means) / len(means) if means else 0.0
