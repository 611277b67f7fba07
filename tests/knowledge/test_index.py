"""The index holds the same whether a text is read word by word or as a whole."""

from __future__ import annotations

import pytest

from knowledge.answering.key import Key
from knowledge.language.lexicon import Lexicon
from knowledge.loader import load_snapshot
from knowledge.snapshot import Snapshot
from tests.e2e.process import PROJECT

FOLDER = PROJECT / "tests" / "data" / "records" / "library"


def held(snapshot: Snapshot) -> list[tuple[dict[Key, float], tuple[frozenset[Key], ...]]]:
    return [(dict(one.strengths), one.units) for one in snapshot.index.entries]


def test_reading_word_by_word_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    by_word = held(load_snapshot(FOLDER))
    monkeypatch.setattr(Lexicon, "is_context_free", lambda _self, _token: False)

    assert by_word == held(load_snapshot(FOLDER))


def test_a_word_that_begins_a_phrase_does_not_stand_alone() -> None:
    lexicon = load_snapshot(FOLDER).lexicon

    assert not lexicon.is_context_free("library")  # "library card"
    assert lexicon.is_context_free("seedling")
    assert not lexicon.is_context_free("中")
