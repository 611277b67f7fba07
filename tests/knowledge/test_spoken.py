"""Who writes English by ear."""

from __future__ import annotations

import pytest

from knowledge.language.vocabulary import Vocabulary
from knowledge.snapshot import Snapshot


def _vocabulary(*words: str) -> Vocabulary:
    vocabulary = Vocabulary([])
    for word in words:
        vocabulary.add(word)
    return vocabulary


@pytest.mark.parametrize(
    ("typed", "word"),
    [("menshuned", "mentioned"), ("cooperashun", "cooperation"), ("sekuritee", "security")],
)
def test_a_word_is_known_by_its_sound(typed: str, word: str) -> None:
    found = _vocabulary("mentioned", "cooperation", "security", "stability", "conference").approximate(typed)

    assert [match.word for match in found] == [word]
    assert 0.6 <= found[0].similarity < 1


def test_a_word_spelt_more_alike_comes_before_one_that_sounds_alike() -> None:
    found = _vocabulary("mentioned", "menshunes").approximate("menshuned")

    assert [match.word for match in found] == ["menshunes"]


def test_a_slip_of_one_letter_is_no_other_word_that_sounds_like_it() -> None:
    found = _vocabulary("send", "second").approximate("seond")

    assert [match.word for match in found] == ["second", "send"]


def test_short_sounds_tell_nothing() -> None:
    assert _vocabulary("staff").approximate("ostaveve") == ()
    assert _vocabulary("side").approximate("sooduu") == ()


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("hoo menshuned the kontribushun of the secretariat to dialog", "nurtleu-trust"),
    ],
)
def test_a_question_spelt_by_ear_is_understood(snapshot: Snapshot, typed: str, entry: str) -> None:
    assert entry in [hit.entry.id for hit in snapshot.answer(typed).hits]
