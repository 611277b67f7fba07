"""What is remembered is little, and not for long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.memory import Recent
from handlers.question_rate import MOST_REMEMBERED, QuestionRate

NOON = datetime(2024, 1, 15, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_there_is_never_more_than_the_most() -> None:
    recent: Recent[str] = Recent(MINUTE, 3)
    for number in range(10):
        recent.put((number, 0, 0), "x", NOON)

    assert [recent.get((number, 0, 0), NOON) for number in range(6, 10)] == [None, "x", "x", "x"]


def test_what_is_too_old_is_not_kept_until_somebody_asks_for_it() -> None:
    recent: Recent[str] = Recent(MINUTE, 100)
    recent.put((1, 0, 0), "old", NOON)
    recent.put((2, 0, 0), "new", NOON + 2 * MINUTE)

    assert recent.get((1, 0, 0), NOON) is None
    assert recent.get((2, 0, 0), NOON + 2 * MINUTE) == "new"


def test_what_is_put_again_lives_on() -> None:
    recent: Recent[str] = Recent(MINUTE, 2)
    recent.put((1, 0, 0), "first", NOON)
    recent.put((2, 0, 0), "second", NOON)
    recent.put((1, 0, 0), "again", NOON)
    recent.put((3, 0, 0), "third", NOON)

    assert recent.get((1, 0, 0), NOON) == "again"
    assert recent.get((2, 0, 0), NOON) is None


def test_a_person_is_forgotten_wherever_they_spoke() -> None:
    recent: Recent[str] = Recent(MINUTE, 10)
    for place in ((100, 0, 0), (-200, 5, 100), (-200, 5, 101)):
        recent.put(place, "x", NOON)

    recent.forget(100)

    assert recent.get((100, 0, 0), NOON) is None
    assert recent.get((-200, 5, 100), NOON) is None
    assert recent.get((-200, 5, 101), NOON) == "x"


def test_who_came_is_forgotten_after_the_minute_and_never_too_many_are_kept() -> None:
    counter = QuestionRate()
    for person in range(MOST_REMEMBERED + 5):
        counter.count(person, NOON)
    assert len(counter) == MOST_REMEMBERED

    assert counter.count(1, NOON + 2 * MINUTE) == 1
    assert len(counter) == 1
