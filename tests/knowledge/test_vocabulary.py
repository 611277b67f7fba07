"""Words are found by spelling, by stem and by nearness."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.neighbourhood import LEAST_FUZZY, Neighbourhood, name_edits, plain_edits
from knowledge.language.spacing import respace
from knowledge.language.vocabulary import Vocabulary
from knowledge.normalise import Script, bare
from knowledge.record.pack import Language

LANGUAGES = {
    "en": Language("en", "English", Script.LATIN, 3, (), {}, {}, {}),
    "ru": Language("ru", "русский", Script.CYRILLIC, 3, (), {}, {}, {}),
}
ASKING = frozenset({"what", "did", "say"})


@pytest.fixture
def vocabulary() -> Vocabulary:
    english = Language(
        "en", "English", Script.LATIN, 3, ("ing", "ed", "s", "e"), {"organiz": "organis"}, {}, {}
    )
    words = Vocabulary([english])
    for word in ("lavrov", "pakistan", "tajikistan", "organise", "shanghai", "spirit", "what", "did", "say"):
        words.add(word, name=word in {"lavrov", "pakistan", "tajikistan", "shanghai"})
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


def test_words_typed_together_are_cut_and_torn_ones_joined(vocabulary: Vocabulary) -> None:
    assert respace(("whatdidlavrovsay",), vocabulary, is_function=ASKING.__contains__) == (
        "what",
        "did",
        "lavrov",
        "say",
    )
    assert respace(("shang", "hai", "spirit"), vocabulary, is_function=ASKING.__contains__) == (
        "shanghai",
        "spirit",
    )
    assert respace(("lavrof", "say"), vocabulary, is_function=ASKING.__contains__) == ("lavrof", "say")


def test_longer_words_allow_more_edits_and_names_more_than_others() -> None:
    assert [plain_edits(length) for length in (3, 4, 7, 8, 12, 20)] == [0, 1, 1, 2, 3, 3]
    assert [name_edits(length) for length in (3, 4, 5, 6, 10, 20)] == [0, 1, 1, 2, 3, 3]


WORDS = st.text("abcdef", min_size=6, max_size=14)


@given(WORDS, st.data())
def test_a_name_is_found_at_any_distance_it_allows(word: str, data: st.DataObject) -> None:
    names = Neighbourhood(name_edits)
    names.add(word)
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefxyz"))
    edited = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )

    assert word in set(names.near(edited)) or len(edited) < LEAST_FUZZY


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("organise", "organisation"),
        ("Лавров", "Лавровым"),
        ("Лавров", "Лаврова"),
        ("Сергей", "Сергея"),
        ("Сергей", "Сергею"),
        ("дипломат", "дипломатами"),
        ("работа", "работой"),
    ],
)
def test_snowball_knows_the_forms_of_a_word(known: str, typed: str) -> None:
    words = Vocabulary([LANGUAGES["en"], LANGUAGES["ru"]])
    word, form = bare(known), bare(typed)
    words.add(word)

    assert [one.word for one in words.exact(form)] == [word]


def test_a_misspelt_word_is_none_that_a_stem_of_it_makes() -> None:
    words = Vocabulary([LANGUAGES["en"]])
    for word in ("fame", "family"):
        words.add(word)

    assert words.exact("famly") == ()
    assert [one.word for one in words.approximate("famly")] == ["family"]


def test_stems_are_found_in_a_vocabulary_that_was_kept() -> None:
    words = Vocabulary([LANGUAGES["ru"]])
    words.add("работа")

    again = pickle.loads(pickle.dumps(words))  # noqa: S301 - written just now

    assert [one.word for one in again.exact("работу")] == ["работа"]


def test_a_token_with_a_digit_is_never_corrected() -> None:
    words = Vocabulary([])
    words.add("20th")

    assert words.approximate("10th") == ()
