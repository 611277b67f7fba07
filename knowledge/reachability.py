"""Every entry must be found: a fact or an absence by one of its asks, a passage by what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from knowledge.answering.kinds import Status
from knowledge.language.lexicon import Meaning
from knowledge.normalise import tokens
from knowledge.record.kinds import MeaningKind, Slot
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.values import Absence, Alias, Entry, Fact, Quote
from knowledge.snapshot import Snapshot

_SENTENCE_END = re.compile(r"(?<=[.!?:;\u3002\uff01\uff1f])\s*")

_SEVERAL = 3
"""Asks that tell what a fact is asked for; one or two may be asked by the way."""


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Find entries to which no question leads; else asks that lead to another answer."""
    for entry in snapshot.record.entries.values():
        if not any(_finds(snapshot, question, entry) for question in _questions(entry)):
            hint = "add an ask or a restatement, or tell it apart from the entry that is found instead"
            yield problem(entry.place, "no question finds this entry", found=entry.id, hint=hint)
        elif isinstance(entry, Fact | Absence):
            yield from _misled(snapshot, entry)
            yield from (
                _of_another_kind(snapshot, entry) if isinstance(entry, Fact) else _denied(snapshot, entry)
            )


def _misled(snapshot: Snapshot, entry: Fact | Absence) -> Iterator[Problem]:
    """Find asks that lead elsewhere; of those that one misplaced ask draws, only that one is named."""
    misled: list[tuple[Alias, Entry | None]] = []
    for ask in entry.asks:
        answer = snapshot.answer(ask.text)
        found = [hit.entry for hit in answer.hits]
        right = isinstance(entry, Fact) == (answer.status == Status.ANSWERED)
        if right and isinstance(entry, Fact) and not _tells(found[0], entry):
            if any(_tells(one, entry) for one in found):
                what, hint = f"this ask of {entry.id} finds {found[0].id} first", "reword it"
                yield warning(ask.place, what, found=ask.text, hint=hint)
                continue
            right = False
        if not right:
            misled.append((ask, found[0] if found else None))
    drawn_by = {
        found.id: one
        for ask, found in misled
        if isinstance(found, Fact)
        for one in _misplaced(snapshot, found, ask)
    }
    for ask, first in misled:
        yield _astray(entry, ask, first, drawn_by.get(first.id) if first else None)


def _tells(found: Entry, fact: Fact) -> bool:
    """Whether it is the fact, or the one that covers it."""
    return found.id in {fact.id, fact.told_in}


def _astray(entry: Fact | Absence, ask: Alias, found: Entry | None, drawn_by: Alias | None) -> Problem:
    """Name an ask that leads elsewhere, or the misplaced one that draws it."""
    if drawn_by is not None:
        what = "an ask of another kind than its fact is"
        hint = f"it draws those of {entry.id}; move it there"
        return problem(drawn_by.place, what, found=drawn_by.text, hint=hint)
    first = found.id if found else "nothing"
    what = f"this ask of {entry.id} finds {first}"
    hint = "reword it, or move it to the entry that answers it"
    if first == entry.id:
        what, hint = f"this ask of {first} finds it without being sure", "reword it"
    return problem(ask.place, what, found=ask.text, hint=hint)


def _of_another_kind(snapshot: Snapshot, fact: Fact) -> Iterator[Problem]:
    """Find the kind of question that several asks of a fact are, and its slots do not tell."""
    times: Counter[Slot] = Counter()
    for ask in fact.asks:
        times.update(_untold(snapshot, fact, ask))
    for slot, number in times.items():
        if number >= _SEVERAL:
            hint = f"{number} of its asks are of this kind; add it to `slots`, or move them"
            what = "a kind of question that `slots` does not tell"
            yield problem(fact.slots_place, what, found=slot, hint=hint)


def _untold(snapshot: Snapshot, fact: Fact, ask: Alias) -> frozenset[Slot]:
    """Give the kinds of question that an ask is, where they are special and the fact's slots tell none."""
    meanings = (one for found in _meanings(snapshot, ask) for one in found)
    asked = frozenset(Slot(one.target) for one in meanings if one.kind is MeaningKind.SLOT)
    return frozenset(one for one in asked if one.is_special and asked.isdisjoint(fact.slots))


def _misplaced(snapshot: Snapshot, found: Fact, ask: Alias) -> Iterator[Alias]:
    """Find the asks of a fact that draw another entry's: they are much alike, and not of the fact's kind."""
    words = set(tokens(ask.text))
    for one in found.asks:
        is_like = len(words.intersection(tokens(one.text))) * 2 > len(words)
        if is_like and not _untold(snapshot, found, ask).isdisjoint(_untold(snapshot, found, one)):
            yield one


def _denied(snapshot: Snapshot, absence: Absence) -> Iterator[Problem]:
    """Find asks for nothing but a theme, of what nobody is said to speak of: somebody does."""
    for ask in absence.asks if absence.of_everybody else ():
        told = [found for found in _meanings(snapshot, ask) if not any(one.kind.is_function for one in found)]
        ids = [sorted({one.target for one in found} & snapshot.record.themes.keys()) for found in told]
        if ids and all(ids):
            hint = f"themes.yaml lists entries under {', '.join(one for some in ids for one in some)}"
            yield problem(ask.place, "an absence of what there is", found=ask.text, hint=hint)


def _meanings(snapshot: Snapshot, ask: Alias) -> Iterator[frozenset[Meaning]]:
    """Give what each stretch of an ask may mean."""
    for item in snapshot.lexicon.recognise(tokens(ask.text), fuzzy=False):
        yield frozenset(sense.meaning for sense in item.senses)


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
