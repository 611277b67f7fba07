"""Hindi and Urdu in Latin letters: every writer has their own vowels, and all the same consonants."""

from __future__ import annotations

import pytest

from knowledge.language.romanised import Romanised
from knowledge.snapshot import Snapshot

_WORDS = ("सचिवालय", "कब", "मंत्री", "कहाँ", "मदद", "चीन", "وزیر", "خارجہ", "اعتماد")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sachivalay", "सचिवालय"),
        ("sachivaalaya", "सचिवालय"),
        ("kab", "कब"),
        ("mantree", "मंत्री"),
        ("kahaan", "कहाँ"),
        ("cheen", "चीन"),
        ("wazir", "وزیر"),
        ("vazeer", "وزیر"),
        ("kharja", "خارجہ"),
        ("aitmaad", "اعتماد"),
    ],
)
def test_a_word_is_found_by_its_consonants(typed: str, meant: str) -> None:
    assert Romanised(_WORDS)(typed) == meant


@pytest.mark.parametrize("typed", ["modi", "kabul", "mausam", "x", ""])
def test_another_word_stays_as_it_is(typed: str) -> None:
    assert Romanised(_WORDS)(typed) == typed


@pytest.mark.parametrize(
    ("typed", "entry"),
    [("lavrov ne kya kaha", "lavrov-team"), ("nurtleu ne kya likha hai", "nurtleu-trust")],
)
def test_a_question_in_latin_letters_is_understood(snapshot: Snapshot, typed: str, entry: str) -> None:
    answer = snapshot.answer(typed)

    assert (answer.status, answer.hits[0].entry.id, answer.language) == ("answered", entry, "hi")


@pytest.mark.parametrize("typed", ["what did lavrov say", "chto skazal lavrov pro bezopasnost"])
def test_other_languages_in_latin_letters_stay_theirs(snapshot: Snapshot, typed: str) -> None:
    assert snapshot.answer(typed).language != "hi"
