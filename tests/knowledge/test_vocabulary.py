"""Words are found by spelling, by stem and by nearness."""

from __future__ import annotations

import pytest

from knowledge.language import Language
from knowledge.spacing import respace
from knowledge.vocabulary import Vocabulary, most_edits


@pytest.fixture
def vocabulary() -> Vocabulary:
    english = Language("en", "English", "latin", 3, ("ing", "ed", "s", "e"), {"organiz": "organis"}, {})
    words = Vocabulary([english])
    for word in ("lavrov", "pakistan", "tajikistan", "organise", "shanghai", "spirit", "what", "did", "say"):
        words.add(word)
    return words


def found(vocabulary: Vocabulary, token: str) -> list[str]:
    return [match.word for match in vocabulary.exact(token) or vocabulary.approximate(token)]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("lavrov", "lavrov"),
        ("lavrof", "lavrov"),
        ("lvarov", "lavrov"),
        ("lavrrov", "lavrov"),
        ("organizing", "organise"),
        ("organised", "organise"),
        ("shangai", "shanghai"),
        ("pakistn", "pakistan"),
        ("tajikstan", "tajikistan"),
    ],
)
def test_a_word_is_found(vocabulary: Vocabulary, typed: str, word: str) -> None:
    assert found(vocabulary, typed) == [word]


@pytest.mark.parametrize("typed", ["lav", "spain", "organ", "xyzzy", "a" * 60])
def test_another_word_is_not(vocabulary: Vocabulary, typed: str) -> None:
    assert found(vocabulary, typed) == []


def test_similarity_falls_with_each_edit(vocabulary: Vocabulary) -> None:
    exact, one, two = (
        (vocabulary.exact(token) or vocabulary.approximate(token))[0].similarity
        for token in ("tajikistan", "tajikstan", "tajkstan")
    )

    assert 1 == exact > one > two > 0


def test_short_words_allow_no_edit_and_long_ones_three() -> None:
    assert [most_edits(length) for length in (3, 4, 5, 6, 9, 10, 20)] == [0, 1, 1, 2, 2, 3, 3]


def test_words_typed_together_are_cut_and_torn_ones_joined(vocabulary: Vocabulary) -> None:
    assert respace(("whatdidlavrovsay",), vocabulary) == ("what", "did", "lavrov", "say")
    assert respace(("shang", "hai", "spirit"), vocabulary) == ("shanghai", "spirit")
    assert respace(("lavrof", "say"), vocabulary) == ("lavrof", "say")
