"""What the words behind /quote and /compare name, if they name one thing and nothing besides."""

from __future__ import annotations

from knowledge.answering.answer import Answer
from knowledge.record.kinds import MeaningKind
from knowledge.record.values import Record, Speaker, Theme

_SAYING_NOTHING = frozenset({MeaningKind.CUE, MeaningKind.SLOT, MeaningKind.ORGANISATION})
"""Kinds of words that neither are what is named nor add to it: "quote about trust in the SCO"."""


def theme_named(answer: Answer, record: Record) -> Theme | None:
    """Give the theme that was named, misspelt or not; None for anything less or more than one theme."""
    target = _only(answer, MeaningKind.CONCEPT)
    return record.themes.get(target) if target else None


def speaker_named(answer: Answer, record: Record) -> Speaker | None:
    """Give the speaker that was named, by name or by country; None for anything less or more than one."""
    target = _only(answer, MeaningKind.SPEAKER)
    if target:
        return record.speakers.get(target)
    country = _only(answer, MeaningKind.COUNTRY)
    theirs = [one for one in record.speakers.values() if country and one.speaks_for(country)]
    return theirs[0] if len(theirs) == 1 else None


def _only(answer: Answer, kind: MeaningKind) -> str | None:
    """Give the target of the one stretch that says something, if it is of this kind."""
    evidence = answer.evidence
    telling = [item for item in evidence.recognised if item.kind not in _SAYING_NOTHING]
    if evidence.unexplained or len(telling) != 1 or telling[0].kind != kind:
        return None
    return telling[0].target
