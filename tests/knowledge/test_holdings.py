"""What entries hold is packed into arrays, and read from them as it was."""

from __future__ import annotations

import pickle

from knowledge.answering.holdings import MOST_READ, Packer, grouped
from knowledge.answering.key import Key
from knowledge.record.kinds import MeaningKind

PEACE, TRUST = Key(MeaningKind.CONCEPT, "peace"), Key(MeaningKind.WORD, "trust")


def test_what_was_packed_is_given_back_with_how_far_each_entry_speaks_of_it() -> None:
    packer = Packer()
    peace, trust = packer.number(PEACE), packer.number(TRUST)
    packer.add({peace: 1.0, trust: 0.7}, ({peace}, {peace, trust}))
    packer.add({})
    packer.add({trust: 0.35})

    held = packer.packed()

    assert [dict(held.of_entry(number)) for number in range(3)] == [
        {PEACE: 1.0, TRUST: 0.7},
        {},
        {TRUST: 0.35},
    ]
    assert held.parts_of_entry(0) == (frozenset({PEACE}), frozenset({PEACE, TRUST}))
    assert held.parts_of_entry(2) == ()
    assert held.count() == 2
    assert held.frequencies() == {PEACE: 1, TRUST: 2}


def test_postings_name_only_the_entries_asked_for_in_order() -> None:
    packer = Packer()
    for _ in range(4):
        packer.add({packer.number(PEACE): 1.0})

    assert list(packer.packed().postings([1, 3])[PEACE]) == [1, 3]


def test_what_was_read_is_forgotten_before_it_grows_and_is_not_kept_with_the_record() -> None:
    packer = Packer()
    for _ in range(MOST_READ + 1):
        packer.add({packer.number(PEACE): 1.0})
    held = packer.packed()
    as_built = len(pickle.dumps(held))

    for number in range(MOST_READ + 1):
        assert held.of_entry(number) == {PEACE: 1.0}

    assert len(pickle.dumps(held)) == as_built
    assert pickle.loads(pickle.dumps(held)).of_entry(MOST_READ) == {PEACE: 1.0}  # noqa: S301 - written above


def test_numbers_stand_together_by_group() -> None:
    found = grouped([("a", 1), ("b", 2), ("a", 3)])

    assert {group: list(numbers) for group, numbers in found.items()} == {"a": [1, 3], "b": [2]}
