"""Words between quotation marks are whoever's they are, letter by letter, and nobody's else."""

from __future__ import annotations

import pytest

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


def test_a_single_word_between_marks_is_a_matter(snapshot: Snapshot) -> None:
    assert [hit.entry.id for hit in snapshot.answer("who spoke of “trade”?").hits] == ["nurtleu-trust"]


def test_a_single_marked_word_is_whoever_said_it(snapshot: Snapshot) -> None:
    answer = snapshot.answer('Whose letter uses the word "unfaltering"?')

    assert [hit.entry.id for hit in answer.hits] == ["nurtleu-trust"]


def test_a_single_marked_word_may_be_a_matter(snapshot: Snapshot) -> None:
    answer = snapshot.answer('Who mentioned "security"?')

    assert {hit.entry.id for hit in answer.hits} == {"wang-spirit", "lavrov-team"}
