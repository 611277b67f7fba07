"""A question that leans on the one before: "and Russia?", "about trade?", "who else?", "more", "why?"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.answering.question import Question
from knowledge.language.lexicon import NAMES, Item

MOST_ITEMS = 4
"""Stretches of a question that can still lean on another; a longer one stands alone."""

Kind = Literal["names", "topic", "else", "more", "why"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question made whole.

    Attributes:
        question: What is asked, with what the question before adds.
        without: Ids of entries that were given already.
        silent: Ids of speakers who were given already.
    """

    kind: Kind
    question: Question
    without: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()


def lean(
    question: Question, before: Question, *, given: frozenset[str], heard: frozenset[str]
) -> FollowUp | None:
    """Complete a question by the one before it; None if it stands alone.

    Args:
        before: The question before, itself complete.
        given: Ids of the entries it was answered with.
        heard: Ids of the speakers of these.
    """
    kind = _kind(question, before)
    if kind is None:
        return None
    if kind == "names":
        whole = _joined(question, before, keep=lambda item: not _names(item))
        return FollowUp(kind, whole)
    if kind == "topic":
        return FollowUp(kind, _joined(question, before, keep=lambda item: _names(item) or _acts(item)))
    if kind == "else":
        return FollowUp(kind, replace(_topic_only(before), text=question.text), given, heard)
    return FollowUp(kind, replace(before, text=question.text), given)


def _kind(question: Question, before: Question) -> Kind | None:
    if len(question.items) > MOST_ITEMS or not before.content:
        return None
    content = [item for item in question.content if not item.of("cue", "slot", "chitchat")]
    return _completing(question, before, content) if content else _bare(question)


def _bare(question: Question) -> Kind | None:
    """Tell what a question that names nothing wants: the reason, somebody else, or more of the same."""
    if question.slots == {"why"}:
        return "why"
    return "else" if "else" in question.cues else "more" if "more" in question.cues else None


def _completing(question: Question, before: Question, content: Sequence[Item]) -> Kind | None:
    """Tell what a question adds to the one before: who, or what about."""
    leads = "also" in question.cues or "about" in question.cues
    if not leads or question.slots - {"what"} or question.cues & {"say", "mention", "compare"}:
        return None
    if all(_names(item) for item in content):
        return "names" if any(not _names(item) for item in before.content) else None
    if not any(_names(item) for item in content):
        return "topic" if any(_names(item) for item in before.content) else None
    return None


def _topic_only(question: Question) -> Question:
    """Leave out who was asked for, where there is a topic besides: "who else?" asks for others."""
    kept = tuple(item for item in question.items if not _names(item))
    topic = any(item.is_content for item in kept)
    return replace(question, items=kept, topic_start=None) if topic else question


def _names(item: Item) -> bool:
    return bool(item.of(*NAMES))


def _acts(item: Item) -> bool:
    return not item.is_content and bool(item.senses)


def _joined(question: Question, before: Question, *, keep: Callable[[Item], bool]) -> Question:
    """Join what a question says with what is kept of the one before; names come first."""
    new = [item for item in question.items if item.is_content or not item.senses]
    kept = [item for item in before.items if keep(item)]
    exact = [item.start in question.numbers for item in new] + [item.start in before.numbers for item in kept]
    ordered = sorted(zip((*new, *kept), exact, strict=True), key=lambda pair: not _names(pair[0]))
    items = tuple(replace(item, start=number, end=number + 1) for number, (item, _) in enumerate(ordered))
    return replace(
        before,
        text=question.text,
        items=items,
        numbers=frozenset(number for number, (_, is_exact) in enumerate(ordered) if is_exact),
        clauses=(0,) * len(items),
        topic_start=None,
        language=question.language or before.language,
    )
