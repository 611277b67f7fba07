"""The sentence that answers: of a long passage, the one that says most of what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.answer import Answer, Hit
from knowledge.answering.index import Index, key_weight, keys_of
from knowledge.answering.key import Key
from knowledge.answering.kinds import Intent
from knowledge.answering.question import Question
from knowledge.answering.spans import sentence_spans
from knowledge.record.kinds import MeaningKind
from knowledge.record.values import Quote

LEAST_PASSAGE = 220
"""Characters of a passage from which a sentence of it is shown first."""


def with_sentences(answer: Answer, index: Index) -> Answer:
    """Mark in each quote the sentence that answers, or comes nearest, if one says more than the others.

    Where something is shown again in short, that is its first sentence if none says more.
    """
    if answer.understood is None:
        return answer
    wanted = _weights(answer.understood, index)
    if answer.evidence.intent is Intent.AGAIN:
        marked = (_marked(hit, wanted, index) for hit in answer.hits)
        return replace(answer, hits=tuple(map(_shortened, marked)))
    if not wanted:
        return answer
    hits = tuple(_marked(hit, wanted, index) for hit in answer.hits)
    nearest = tuple(_marked(hit, wanted, index) for hit in answer.nearest)
    return replace(answer, hits=hits, nearest=nearest)


def _weights(question: Question, index: Index) -> dict[Key, float]:
    """Weigh each meaning of what is asked about; names of speakers say nothing of which sentence."""
    wanted: dict[Key, float] = {}
    for item in question.content:
        if item.of(MeaningKind.SPEAKER, MeaningKind.COUNTRY, MeaningKind.REGION, MeaningKind.ABSENT):
            continue
        for key, near in keys_of(item).items():
            if not key.is_mark:
                weight = near * key_weight(key, index.weights, index.fitted)
                wanted[key] = max(weight, wanted.get(key, 0.0))
    return wanted


def _marked(hit: Hit, wanted: dict[Key, float], index: Index) -> Hit:
    entry = hit.entry
    number = index.numbers.get(entry.id)
    if hit.sentence or not isinstance(entry, Quote) or number is None or len(entry.text) < LEAST_PASSAGE:
        return hit
    spans = sentence_spans(entry.text)
    units = index.entries[number].units[: len(spans)]
    said = [sum(wanted.get(key, 0.0) for key in unit) for unit in units]
    if len(said) != len(spans) or len(spans) == 1 or not _leads(said):
        return hit
    return replace(hit, sentence=spans[said.index(max(said))])


def _shortened(hit: Hit) -> Hit:
    if hit.sentence or not isinstance(hit.entry, Quote):
        return hit
    return replace(hit, sentence=sentence_spans(hit.entry.text)[0])


def _leads(said: Sequence[float]) -> bool:
    """Whether one sentence says more than every other."""
    first, second, *_ = (*sorted(said, reverse=True), 0.0)
    return first > second
