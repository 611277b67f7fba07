"""Whoever speaks of one of two matters is asked for by an "or", however many words stand between."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who mentioned trade or any festivals?", {"nurtleu-trust", "lavrov-team"}),
        ("Who spoke of trade or of the security?", {"nurtleu-trust", "lavrov-team", "wang-spirit"}),
        ("who spoke about friendship or some kind of trust?", {"nurtleu-trust"}),
        ("Кто говорил о торговле или о безопасности?", {"nurtleu-trust", "lavrov-team", "wang-spirit"}),
        ("谁提到贸易或者安全？", {"nurtleu-trust", "lavrov-team", "wang-spirit"}),
    ],
)
def test_either_is_asked_for(snapshot: Snapshot, text: str, expected: set[str]) -> None:
    answer = snapshot.answer(text)

    assert (answer.status, {hit.entry.id for hit in answer.hits}) == ("answered", expected)


def test_who_mentions_a_matter_is_found_whatever_words_were_used(snapshot: Snapshot) -> None:
    mentioned = snapshot.answer("Who mentions political, economic and cultural cooperation?")
    said = snapshot.answer("Who said: in political, economic and cultural cooperation?")

    assert {hit.entry.id for hit in mentioned.hits} == {"wang-spirit", "nurtleu-trust"}
    assert [hit.entry.id for hit in said.hits] == ["wang-spirit"]
