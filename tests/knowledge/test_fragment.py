"""Words between quotation marks are whoever's they are, letter by letter, and nobody's else."""

from __future__ import annotations

import re

import pytest

from knowledge.answering.fragment import LEAST_RUN
from knowledge.normalise import tokens
from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who said “multinational team”?", ["lavrov-team"]),
        ('whose words are "from inception to maturity"?', ["wang-journey"]),
        ("кто сказал «unfaltering principles»?", ["nurtleu-trust"]),
        ("谁说过「political dialogue」？", ["nurtleu-trust"]),
        ("who said 'unanimous eforts of the multinational team'?", ["lavrov-team"]),
        ("who said “sustainable success for all nations”?", []),
        ("who wrote “a team of many nations”?", []),
    ],
)
def test_a_marked_fragment_is_given_to_who_said_it_alone(
    snapshot: Snapshot, text: str, found: list[str]
) -> None:
    answer = snapshot.answer(text)

    assert [hit.entry.id for hit in answer.hits] == found
    assert answer.status == ("answered" if found else "none")


@pytest.mark.parametrize(
    "text",
    [
        "Чьи это слова: «безопасность важнее торговли»?",
        "«Торговля спасёт стабильность» — кто это сказал?",
        "“安全比贸易更重要”是谁说的？",
        "谁说过「贸易永远胜过对话」？",
        "кто сказал: стабильность — наш единственный путь?",
        "谁说过这句话：贸易是唯一的道路",
        "Who said: security matters more than trade?",
    ],
)
def test_translated_words_that_nobody_said_are_not_given_to_who_is_near_in_meaning(
    snapshot: Snapshot, text: str
) -> None:
    answer = snapshot.answer(text)

    assert (answer.status, answer.hits) == ("none", ())


def test_beside_words_that_nobody_said_stands_what_is_nearest_in_meaning(snapshot: Snapshot) -> None:
    near = snapshot.answer("Чьи это слова: «безопасность и стабильность важнее торговли»?").nearest
    far = snapshot.answer("Чьи это слова: «безопасность спит по ночам»?").nearest

    assert {hit.entry.id.partition("-")[0] for hit in near} >= {"wang"}
    assert not far, "one word is too little"


@pytest.mark.parametrize("text", ["Кто сказал «безопасность и стабильность»?", "谁说过“安全和稳定”？"])
def test_a_translation_is_whose_one_sentence_means_all_of_it(snapshot: Snapshot, text: str) -> None:
    assert "wang" in {hit.entry.id.partition("-")[0] for hit in snapshot.answer(text).hits}


@pytest.mark.parametrize(
    "text", ["Who said it: Lavrov or Wang Yi?", "Кто говорил о таком: торговля, безопасность?"]
)
def test_what_is_asked_of_behind_a_colon_is_no_fragment(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).evidence.intent != "fragment"


def test_a_single_word_between_marks_is_a_matter(snapshot: Snapshot) -> None:
    assert [hit.entry.id for hit in snapshot.answer("who spoke of “trade”?").hits] == ["nurtleu-trust"]


def test_a_single_marked_word_is_whoever_said_it(snapshot: Snapshot) -> None:
    answer = snapshot.answer('Whose letter uses the word "unfaltering"?')

    assert [hit.entry.id for hit in answer.hits] == ["nurtleu-trust"]


def test_a_single_marked_word_may_be_a_matter(snapshot: Snapshot) -> None:
    answer = snapshot.answer('Who mentioned "security"?')

    assert {hit.entry.id for hit in answer.hits} == {"wang-spirit", "lavrov-team"}


def test_words_in_a_row_are_given_without_marks_to_who_said_them_alone(snapshot: Snapshot) -> None:
    quotes = tuple(snapshot.record.quotes)
    texts = {quote.id: f" {' '.join(tokens(quote.text))} " for quote in quotes}
    asked = 0
    for quote in quotes:
        others = " ".join(text for id_, text in texts.items() if id_ != quote.id)
        for sentence in re.split(r"(?<=[.!?]) ", quote.text):
            words = sentence.split()
            for start in range(0, len(words) - 2 * LEAST_RUN, 2):
                said = words[start : start + 2 * LEAST_RUN]
                typed = tokens(" ".join(said))
                runs = [" ".join(typed[at : at + LEAST_RUN]) for at in range(len(typed) - LEAST_RUN + 1)]
                if any(f" {run} " in others for run in runs):
                    continue  # two of them say it
                answer = snapshot.answer(f"who said {' '.join(said)}")
                assert [hit.entry.id for hit in answer.hits] == [quote.id], said
                asked += 1

    assert asked > 50


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who calls it an administrative body?", ["lavrov-team"]),
        ("who uses the word humanitarian?", ["nurtleu-trust"]),
        ("who uses the word culture?", ["wang-spirit", "nurtleu-trust", "lavrov-team"]),  # in no such form
    ],
)
def test_who_uses_a_word_is_whoever_has_it_as_it_stands(
    snapshot: Snapshot, question: str, expected: list[str]
) -> None:
    assert [hit.entry.id for hit in snapshot.answer(question).hits] == expected
