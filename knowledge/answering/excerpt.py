"""Somebody's words by their place: all, the first, the last, the second, or those between quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.answering import anaphora, claim, fragment
from knowledge.answering.answer import Answer, Hit
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.kinds import Intent
from knowledge.answering.question import SAYING, Question, says_by_verb
from knowledge.answering.reading import Reading
from knowledge.answering.silence import MOST_NEAREST
from knowledge.answering.spans import sentence_spans
from knowledge.language.lexicon import Item
from knowledge.record.kinds import PLACES, Cue, MeaningKind, Slot
from knowledge.record.values import Entry, Passage, Quote, Record, Reported

_TEXTS = frozenset("文信本单")
"""With which of these a Chinese word for a text or a list ends."""


def marked(question: Question, ground: Ground) -> Answer | None:
    """Say whose the words between quotation marks are: whoever said them, alone, or nobody."""
    words = fragment.marked_fragment(question.text) or fragment.announced(question.text, ground.lexicon)
    if words is None or question.cues & {Cue.COMPARE} or not (question.asks_who or question.cues & SAYING):
        return None
    said: Sequence[Entry] = fragment.sayers(words, ground.record)
    if not said and fragment.is_translated(words):
        meaning = fragment.translated(words, ground.lexicon, ground.index)
        return None if meaning is None else _translated(question, words, meaning, ground)
    if not fragment.is_several(words) and (not said or question.cues & {Cue.MENTION, Cue.ABOUT}):
        return None
    return plain_answer(question, Intent.FRAGMENT, entries=said)


def _translated(question: Question, words: Sequence[str], said: Sequence[Entry], ground: Ground) -> Answer:
    """Say whose words mean all that a fragment in another language says, or else what is nearest to it."""
    found = plain_answer(question, Intent.FRAGMENT, entries=said)
    near = () if said else fragment.near_in_meaning(words, ground.lexicon, ground.index)
    return replace(found, nearest=tuple(Hit(entry, 1.0) for entry in near[:MOST_NEAREST]))


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
    found = plain_answer(question, wanted, entries=entries)
    return found if wanted == Intent.WHOLE else _by_its_end(found, at_the_end=wanted == Intent.ENDS)


def _by_its_end(found: Answer, *, at_the_end: bool) -> Answer:
    """Mark the first sentence of what somebody says, or the last, where it is a quote."""
    hit, *others = found.hits
    if not isinstance(hit.entry, Quote):
        return found
    sentence = sentence_spans(hit.entry.text)[-1 if at_the_end else 0]
    return replace(found, hits=(replace(hit, sentence=sentence), *others))


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


def beside(
    question: Question, shown: Sequence[Entry], sentence: tuple[int, int] | None, step: int, ground: Ground
) -> Answer:
    """Give the sentence that stands beside the one that was shown, or beside all of it where none was.

    Args:
        sentence: Where in the text of the first entry shown it stands.
        step: 1 for the one behind, -1 for the one before.

    Returns:
        Where the entry ends, the next of the same speaker; an answer of no more where there is none.
    """
    entry = shown[0] if shown else None
    if not isinstance(entry, Quote | Reported):
        return plain_answer(question, Intent.NO_MORE)
    spans = _spans(entry)
    here = spans.index(sentence) if sentence in spans else (len(spans) - 1 if step > 0 else 0)
    if 0 <= here + step < len(spans):
        return _one_sentence(question, entry, spans[here + step])
    said = ground.record.passages_of(entry.speaker.id)
    place = said.index(entry) + step
    if not 0 <= place < len(said):
        return plain_answer(question, Intent.NO_MORE)
    return _one_sentence(question, said[place], _spans(said[place])[0 if step > 0 else -1])


def _spans(entry: Passage) -> Sequence[tuple[int, int]]:
    return sentence_spans(entry.text) if isinstance(entry, Quote) else [(0, len(entry.text))]


def _one_sentence(question: Question, entry: Passage, sentence: tuple[int, int]) -> Answer:
    if not isinstance(entry, Quote):
        return plain_answer(question, Intent.PASSAGES, entries=[entry])
    found = plain_answer(question, Intent.AGAIN, entries=[entry])
    return replace(found, hits=(replace(found.hits[0], sentence=sentence),))


def of_order_or_place(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Give whoever stands at a place in the record, or one of somebody's passages by its number."""
    return _of_order(question, reading, ground) or _of_place(question, reading, ground)


def _of_place(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Give one of somebody's passages by its number: "the second quote of Lavrov"."""
    place = anaphora.position(question)
    if place is None or len(reading.agents) != 1 or reading.topic or question.slots - {Slot.WHAT}:
        return None
    if not question.cues & {*SAYING, Cue.QUOTES, Cue.SENTENCE} or question.is_polar:
        return None
    said = ground.record.passages_of(next(iter(reading.agents)))
    if Cue.SENTENCE in question.cues:
        return _of_sentence(question, said, place)
    return (
        plain_answer(question, Intent.PASSAGES, entries=[said[place]])
        if -len(said) <= place < len(said)
        else None
    )


def _of_sentence(question: Question, said: Sequence[Passage], place: int) -> Answer | None:
    """Give one sentence of somebody's own words by its number, counted through all of them."""
    sentences = [(one, span) for one in said if isinstance(one, Quote) for span in sentence_spans(one.text)]
    if not -len(sentences) <= place < len(sentences):
        return None
    return _one_sentence(question, *sentences[place])


def _of_order(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Give what whoever stands at a place in the record says: "who comes first in the text?".

    Who wrote first is another question, which no order tells.
    """
    place = anaphora.position(question)
    if place is None or reading.names or Slot.WHO not in question.slots or question.is_negative:
        return None
    bare = all(part.item.cues & PLACES or part.optional for part in reading.topic)
    listed = in_order(ground.record)
    if not bare or any(map(_says, question.items)) or not -len(listed) <= place < len(listed):
        return None
    return plain_answer(question, Intent.PASSAGES, entries=[listed[place]])


def _says(item: Item) -> bool:
    """Whether somebody acts: "who wrote last?"; a noun for a text tells only where."""
    if item.is_cyrillic:
        return says_by_verb(item)
    return bool(item.cues & SAYING) and not (item.is_han and item.typed[-1] in _TEXTS)


def in_order(record: Record) -> Sequence[Passage]:
    """Give the first words of everybody, in the order of the record."""
    return [said[0] for speaker in record.speakers if (said := record.passages_of(speaker))]


_WHOLE: tuple[tuple[Cue, Intent], ...] = (
    (Cue.WHOLE, Intent.WHOLE),
    (Cue.BEGINS, Intent.BEGINS),
    (Cue.ENDS, Intent.ENDS),
)
