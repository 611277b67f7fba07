"""What many people ask in the same words is read once, answered the same, and soon forgotten."""

from __future__ import annotations

import pickle

import pytest

from knowledge import lately
from knowledge.lately import Lately
from knowledge.snapshot import Snapshot
from tests.turns import ids, talk


def made(kept: Lately, key: str) -> bool:
    """Whether the value of a key had to be made."""
    calls: list[str] = []

    def make() -> str:
        calls.append(key)
        return key.upper()

    assert kept.get(key, "upper case", make) == key.upper()
    return bool(calls)


def test_what_is_kept_is_not_made_again() -> None:
    kept = Lately()

    assert made(kept, "a")
    assert made(kept, "b")
    assert not made(kept, "a")


def test_what_nothing_came_of_is_kept_too() -> None:
    kept = Lately()
    calls: list[int] = []
    for _ in range(2):
        assert kept.get("a", "nothing", lambda: calls.append(1)) is None

    assert calls == [1]


def test_of_a_text_several_things_are_kept_and_go_together() -> None:
    kept = Lately()
    assert [kept.get("a", kind, lambda: 1) for kind in (1, 2)] == [1, 1]
    kept.age()
    kept.get("a", 1, lambda: 0)
    kept.age()

    assert [kept.get("a", kind, lambda: 0) for kind in (1, 2)] == [1, 1]


def test_it_goes_two_ages_after_it_was_used_last() -> None:
    kept = Lately()
    made(kept, "a")
    made(kept, "b")
    kept.age()
    assert not made(kept, "a")
    kept.age()

    assert not made(kept, "a")
    assert made(kept, "b")


def test_there_are_never_more_than_two_generations_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "MOST", 3)
    kept = Lately()
    for number in range(100):
        made(kept, str(number))

    kept_still = [number for number in range(99, -1, -1) if not made(kept, str(number))]
    assert 3 <= len(kept_still) <= 6


def test_forgotten_is_forgotten() -> None:
    kept = Lately()
    made(kept, "a")
    kept.age()
    made(kept, "b")
    kept.forget()

    assert made(kept, "a")
    assert made(kept, "b")


def test_no_words_of_people_are_written_down_with_a_record(snapshot: Snapshot) -> None:
    snapshot.answer("what did my uncle Balthasar say about culture?")

    assert b"althasar" not in pickle.dumps(snapshot.lately)


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Lavrov say?", "and Kazakhstan?"),
        ("Who mentioned culture?", "and Kazakhstan?"),
        ("Who did not mention culture?", "and Kazakhstan?"),
        ("and Kazakhstan?",),
        ("Who mentioned trade, and what did Lavrov wish?", "only the second"),
    ],
)
def test_whatever_was_asked_before_by_others_an_answer_is_the_same(
    turns: tuple[str, ...], snapshot: Snapshot
) -> None:
    snapshot.lately.forget()
    first = talk(snapshot, *turns)
    for other in ("What did Lavrov say?", "Who mentioned trade?"):
        talk(snapshot, other, turns[-1])
    again = talk(snapshot, *turns)

    assert ids(again) == ids(first)
    assert again == first


def test_letters_are_not_kept(snapshot: Snapshot) -> None:
    letter = "What did Lavrov say about culture? " + "I thank you for all that you do. " * 8
    for asked in ("What did Lavrov say about culture?", letter):
        snapshot.answer(asked)

    assert snapshot.lately.get("What did Lavrov say about culture?", "requests", lambda: None) is not None
    assert snapshot.lately.get(letter, "requests", lambda: None) is None
