"""Every entry must be found: a fact or an absence by one of its asks, a passage by what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.answering.kinds import Status
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Absence, Entry, Fact, Quote
from knowledge.snapshot import Snapshot

_SENTENCE_END = re.compile(r"(?<=[.!?:;\u3002\uff01\uff1f])\s*")


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Find entries to which no question leads, and asks that lead to another answer."""
    for entry in snapshot.record.entries.values():
        if isinstance(entry, Fact | Absence):
            yield from _misled(snapshot, entry)
        if not any(_finds(snapshot, question, entry) for question in _questions(entry)):
            hint = "add an ask or a restatement, or tell it apart from the entry that is found instead"
            yield problem(entry.place, "no question finds this entry", found=entry.id, hint=hint)


def _misled(snapshot: Snapshot, entry: Fact | Absence) -> Iterator[Problem]:
    for ask in entry.asks:
        answer = snapshot.answer(ask.text)
        first = answer.hits[0].entry.id if answer.hits else "nothing"
        wrong = isinstance(entry, Fact) != (answer.status == Status.ANSWERED)
        if wrong:
            what = f"this ask of {entry.id} finds {first}"
            hint = "reword it, or move it to the entry that answers it"
            if first == entry.id:
                what, hint = f"this ask of {first} finds it without being sure", "reword it"
            yield problem(ask.place, what, found=ask.text, hint=hint)


def _questions(entry: Entry) -> Iterable[str]:
    if isinstance(entry, Fact):
        return (ask.text for ask in entry.asks)
    if isinstance(entry, Absence):
        return (alias.text for alias in (*entry.asks, *entry.names))
    name = entry.speaker.name.original
    said = entry.published if isinstance(entry, Quote) else entry.text
    restated = (f"{name} {line.text}" for line in entry.restatements)
    # A quote that tells what somebody said reads like a question about them: its sentences are tried, too.
    return (f"{name}: {said}", *restated, *(f"{name}: {one}" for one in _SENTENCE_END.split(said)), name)


def _finds(snapshot: Snapshot, question: str, entry: Entry) -> bool:
    return any(hit.entry.id == entry.id for hit in snapshot.answer(question).hits)
