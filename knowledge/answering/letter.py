"""A letter: a text in which one clause asks, and the others tell why. What asks is found here alone."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.request import Utterance, hear
from knowledge.language.lexicon import NAMES, SPEAKING, Item, Lexicon
from knowledge.language.typed import last_sentence
from knowledge.record.kinds import POSITIONS, Cue, MeaningKind, Slot

LEAST_WORDS = 14
"""Words from which a text may be a letter; a shorter question means all that it says."""
_ASKING = frozenset(Slot)
_NAMED = (*SPEAKING, MeaningKind.ABSENT)
_LEAVING_OUT = frozenset({Cue.EXCEPT, Cue.EXCEPTED})
_TELLING = frozenset({Cue.SAY, Cue.MENTION, Cue.COMPARE, Cue.TELL})


def what_asks(utterance: Utterance, items: Sequence[Item]) -> tuple[Item, ...]:
    """Keep of a letter what asks, and whoever is named elsewhere if that names nobody.

    A clause asks from its question word on, or tells to say or compare something. Where what asks is about
    nothing by itself ("… Who was it?"), it is about what the record knows of the rest.
    """
    if sum(map(_words, items)) + utterance.aside < LEAST_WORDS:
        return tuple(items)
    clauses = _clauses(utterance, items)
    by_slot = _asking(items, clauses, by_slot=True)
    asking = by_slot or _asking(items, clauses, by_slot=False) or _naming(items, clauses)
    placed = list(zip(items, clauses, strict=True))
    asks = [clause in asking and item.start >= asking[clause] for item, clause in placed]
    kept = [item for item, is_asking in zip(items, asks, strict=True) if is_asking]
    if not any(_is_matter(item) or not item.senses for item in kept):
        known = [one for one, is_asking in zip(items, asks, strict=True) if is_asking or _says_what(one)]
        return tuple(known if by_slot and any(map(_is_matter, known)) else items)
    named = any(item.of(*_NAMED) for item in kept)
    aside = {clause for item, clause in placed if item.cues & _LEAVING_OUT}  # "leaving Lavrov aside, …"
    return tuple(
        item
        for (item, clause), is_asking in zip(placed, asks, strict=True)
        if is_asking
        or clause in aside
        or (not named and item.of(*_NAMED))
        # "Keep of them only those who …", "what has the one who comes second?"
        or (
            item.cues & {Cue.THEY, Cue.LAST, *POSITIONS}
            and not asking.keys().isdisjoint({clause - 1, clause + 1})
        )
    )


def without_preamble(text: str, lexicon: Lexicon) -> str:
    """Give the last sentence of a text if those before it ask nothing and name nobody, else the text.

    "I have to put a flag next to his quote. Which country's should it be?" tells first what it is for.
    Of "I heard Putin say it. Who was it?" the first sentence names somebody.
    """
    asked = last_sentence(text)
    if asked == text:
        return text
    told = hear(text.removesuffix(asked), lexicon)
    says = any(item.cues & {Cue.SAY, Cue.MENTION} for item in told.recognised)
    is_named = any(
        item.of(*NAMES) or (says and item.is_foreign and _may_be_a_name(item, told))
        for item in told.recognised
    )
    return text if told.typed.asking or is_named else asked


def _may_be_a_name(item: Item, utterance: Utterance) -> bool:
    """Whether an unknown stretch may name somebody: it begins with a capital, or has no such letters."""
    typed = utterance.typed.as_typed(item.start, item.end)
    return typed[:1].isupper() or item.is_han


def _naming(items: Sequence[Item], clauses: Sequence[int]) -> dict[int, int]:
    """Give the clauses that name somebody who may have spoken, whole."""
    return {clause: 0 for item, clause in zip(items, clauses, strict=True) if item.of(*SPEAKING)}


def _clauses(utterance: Utterance, items: Sequence[Item]) -> list[int]:
    """Number the clauses of the items, also of who does not care for commas: "… and I would like …"."""
    number, before = 0, -1
    clauses = []
    for item in items:
        punctuated = utterance.typed.clauses[item.start]
        number += punctuated != before or Cue.CLAUSE in item.cues
        before = punctuated
        clauses.append(number)
    return clauses


def _asking(items: Sequence[Item], clauses: Sequence[int], *, by_slot: bool) -> dict[int, int]:
    """Give the number of each clause that asks, with the place of the token from which it does."""
    found: dict[int, int] = {}
    either = {clause for item, clause in zip(items, clauses, strict=True) if Cue.OR in item.cues}
    for item, clause in zip(items, clauses, strict=True):
        asks_on = Cue.ELSE in item.cues and clause in either  # "…, or did others say so too?"
        if item.slots & _ASKING if by_slot else asks_on or item.cues & _TELLING:
            # In Chinese the question word stands where the answer would.
            found.setdefault(clause, item.start if by_slot and not item.is_han else 0)
    return found


def _says_what(item: Item) -> bool:
    """Whether a stretch beside what asks may say what about: no courtesy, and no word without a meaning."""
    return not item.is_foreign and not item.of(MeaningKind.SMALL_TALK) and item.kinds != {MeaningKind.WORD}


def _is_matter(item: Item) -> bool:
    is_person = Cue.PERSON in item.cues and not item.of(MeaningKind.OFFICE)
    return item.is_content and not (item.of(*_NAMED) or is_person or item.is_foreign)


def _words(item: Item) -> int:
    """Count the words of a stretch: a Chinese one is one, however many characters it has."""
    return 1 if item.is_han else item.end - item.start
