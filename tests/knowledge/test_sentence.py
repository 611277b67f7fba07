"""Of a long passage the sentence that answers is marked: an exact piece of it, never two joined."""

from __future__ import annotations

import pytest

from knowledge.answering.spans import sentence_spans
from knowledge.record.values import Quote
from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("What did Lavrov say about the UN?", "The significant practical role"),
        ("What did Lavrov say about security?", "The Secretariat effectively"),
        ("Who mentioned the SCO Charter?", "over the past 20 years"),
        ("что Нуртлеу сказал о торговле?", "Under the leadership"),
    ],
)
def test_the_sentence_that_answers_is_marked(snapshot: Snapshot, question: str, begins: str) -> None:
    hit = snapshot.answer(question).hits[0]

    assert hit.sentence is not None
    start, end = hit.sentence
    assert hit.entry.text[start:end].startswith(begins)


def test_a_marked_sentence_is_one_whole_sentence(snapshot: Snapshot) -> None:
    for theme in snapshot.record.themes.values():
        for hit in snapshot.answer(f"who spoke of {theme.name.original}?").hits:
            if hit.sentence is not None:
                assert isinstance(hit.entry, Quote)
                assert hit.sentence in sentence_spans(hit.entry.text)


def test_who_asks_for_everything_gets_no_sentence_first(snapshot: Snapshot) -> None:
    assert all(hit.sentence is None for hit in snapshot.answer("What did Lavrov say?").hits)
