"""Somebody's words by their place: all, the first, the last, the second, or those between quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.answering import anaphora, claim, fragment
from knowledge.answering.answer import Answer
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.kinds import Intent
from knowledge.answering.question import SAYING, Question
from knowledge.answering.reading import Reading
from knowledge.record.kinds import Cue, MeaningKind, Slot
from knowledge.record.values import Entry, Passage, Quote


def marked(question: Question, ground: Ground) -> Answer | None:
    """Say whose the words between quotation marks are: whoever said them, alone, or nobody."""
    words = fragment.marked_fragment(question.text) or fragment.announced(question.text, ground.lexicon)
    if words is None or question.cues & {Cue.COMPARE} or not (question.asks_who or question.cues & SAYING):
        return None
    said: Sequence[Entry] = fragment.sayers(words, ground.record)
    if not said and fragment.is_translated(words):
        meaning = fragment.translated(words, ground.lexicon, ground.index)
        return None if meaning is None else plain_answer(question, Intent.FRAGMENT, entries=meaning)
    if not fragment.is_several(words) and (not said or question.cues & {Cue.MENTION, Cue.ABOUT}):
        return None
    return plain_answer(question, Intent.FRAGMENT, entries=said)


def of_whole_message(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Give all of somebody's words, or the first or the last of them."""
    wanted, cues = None, frozenset[Cue]()
    for cue, intent in _WHOLE:
        if cue in question.cues:
            wanted, cues = intent, frozenset({cue})
    if question.cues & {Cue.ABOUT, Cue.MENTION}:
        cues = frozenset()  # "what does he say about the beginning?" asks of a matter
    if wanted is None or Cue.NAME in question.cues or len(reading.agents) != 1:
        return None
    clauses = {part.clause for part in reading.names}
    telling = [
        part
        for part in reading.topic
        if not part.optional
        and part.item.kinds != {MeaningKind.CUE}
        and not part.item.cues & cues
        and (part.clause in clauses or not part.item.is_foreign)  # "a snippet tells me little, give me …"
    ]
    if any(not claim.is_common(part) for part in telling):
        return None
    said = ground.record.passages_of(next(iter(reading.agents)))
    quotes = [entry for entry in said if isinstance(entry, Quote)]
    entries: Sequence[Passage] = said
    if wanted != Intent.WHOLE and quotes:
        entries = quotes[:1] if wanted == Intent.BEGINS else _last(said, quotes, question)
    return plain_answer(question, wanted, entries=entries)


def _last(said: Sequence[Passage], quotes: Sequence[Quote], question: Question) -> Sequence[Passage]:
    """Give how a message ends: what is reported behind the last quote comes first, unless words are wanted.

    "The last sentence" asks for words, as do "which words …" and any other end that a phrase names.
    """
    of_words = (
        question.cues & {Cue.QUOTES, Cue.SENTENCE}
        or any(Cue.ENDS in item.cues and " " in item.typed for item in question.items)
        or any(
            Slot.WHICH in first.slots and Cue.SAY in second.cues for first, second in pairwise(question.items)
        )
    )
    last = max(said, key=lambda passage: passage.order)
    return (last, quotes[-1]) if last is not quotes[-1] and not of_words else quotes[-1:]


def of_place(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Give one of somebody's passages by its number: "the second quote of Lavrov"."""
    place = anaphora.position(question)
    if place is None or len(reading.agents) != 1 or reading.topic or question.slots - {Slot.WHAT}:
        return None
    if not question.cues & {*SAYING, Cue.QUOTES} or question.is_polar:
        return None
    said = ground.record.passages_of(next(iter(reading.agents)))
    return (
        plain_answer(question, Intent.PASSAGES, entries=[said[place]])
        if -len(said) <= place < len(said)
        else None
    )


_WHOLE: tuple[tuple[Cue, Intent], ...] = (
    (Cue.WHOLE, Intent.WHOLE),
    (Cue.BEGINS, Intent.BEGINS),
    (Cue.ENDS, Intent.ENDS),
)
