"""Of the shipped record nobody is denied what they said; whom each conversation may deny was read in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.answering.answer import Answer, as_json
from knowledge.snapshot import Snapshot

WANG, NURTLEU, KULUBAEV, JILANI = "Wang Yi", "Murat Nurtleu", "Zheenbek Kulubaev", "Jalil Abbas Jilani"
LAVROV, MUHRIDDIN, SAIDOV, RAVI = "Sergey Lavrov", "Sirojiddin Muhriddin", "Bakhtiyor Saidov", "Dammu Ravi"
ALL = frozenset({WANG, NURTLEU, KULUBAEV, JILANI, LAVROV, MUHRIDDIN, SAIDOV, RAVI})
NOBODY: frozenset[str] = frozenset()

TWENTY: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    # Two parts.
    (("What did Muhriddin say of skilled staff and what did Nurtleu say about trade?",), NOBODY),
    (("Did Saidov wish for a better reputation, and did Ravi mention observers?",), NOBODY),
    (("Who spoke of art festivals and who thanked the team for India's chairmanship?",), NOBODY),
    (("When was the secretariat founded, and who leads it?",), NOBODY),
    (("What did Lavrov say about CICA and what did Wang Yi say about the Charter?",), NOBODY),
    # A "not", and what stands for one.
    (("Which ministers did not mention the Shanghai Spirit?",), ALL - {WANG, NURTLEU}),
    (("Who never spoke of security?",), ALL - {WANG, LAVROV}),
    (("Didn't Kulubaev talk about threats?",), NOBODY),
    (("What did Wang Yi say apart from the Charter?",), NOBODY),
    (("Lavrov did not mention ASEAN, did he?",), NOBODY),
    (("Is it true that Jilani said nothing about stability?",), NOBODY),
    (("Кто не говорил о доверии?",), ALL - {NURTLEU, JILANI}),
    (("谁没有提到联合国？",), ALL - {LAVROV}),
    # A "he", a "they".
    (
        (
            "Who is the foreign minister of Kazakhstan?",
            "What did he say about culture?",
            "And did he mention the Shanghai Spirit?",
        ),
        NOBODY,
    ),
    (("What did Lavrov say about the UN?", "Did he also wish health to the team?"), NOBODY),
    (("Что сказал Мухриддин о дипломатах?", "А он говорил о поддержке?"), NOBODY),
    # After an answer.
    (("What did Wang Yi say about a shared future?", "and security?", "and Ravi?"), frozenset({RAVI})),
    (
        ("Who mentioned trust?", "Did the Russian one not mention it?", "and Kulubaev?"),
        frozenset({LAVROV, KULUBAEV}),
    ),
    (("How many events did India hold?", "who said so?", "did they hold fewer in 2021?"), NOBODY),
    (
        ("Compare Pakistan and Uzbekistan on cooperation", "And what did they say about threats?"),
        frozenset({JILANI, SAIDOV}),
    ),
)


def denied(snapshot: Snapshot, turns: tuple[str, ...]) -> Iterator[str]:
    """Give the names of all who are denied something in a conversation."""
    answer: Answer | None = None
    for turn in turns:
        answer = snapshot.answer(turn, previous=answer)
        told = as_json(answer)
        yield from (str(one["speaker"]) for part in (told, *told["parts"]) for one in part["denied"])


@pytest.mark.parametrize(("turns", "may_be_denied"), TWENTY, ids=[turns[0][:60] for turns, _ in TWENTY])
def test_nobody_is_denied_what_they_said(
    snapshot: Snapshot, turns: tuple[str, ...], may_be_denied: frozenset[str]
) -> None:
    assert set(denied(snapshot, turns)) <= may_be_denied
