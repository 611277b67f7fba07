"""What is remembered is little, and not for long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.exchange import Exchange
from handlers.memories import MOST_BYTES, Memories
from handlers.memory import Recent
from handlers.question_rate import MOST_REMEMBERED, QuestionRate
from knowledge.answering.packing import PackedMemory

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


def test_long_values_are_fewer_and_the_newest_is_always_kept() -> None:
    recent: Recent[str] = Recent(MINUTE, 100, 10, len)
    for number, value in enumerate(("four", "five", "six", "", "more than ten letters", "one")):
        recent.put((number, 0, 0), value, NOON)
        assert recent.get((number, 0, 0), NOON) == value

    assert recent.all(NOON) == ("one",)
    for number, value in enumerate(("1234567", "123", "12345")):
        recent.put((number, 0, 0), value, NOON)
    assert recent.all(NOON) == ("123", "12345")


def test_what_was_replaced_or_forgotten_weighs_no_more() -> None:
    recent: Recent[str] = Recent(MINUTE, 100, 10, len)
    for value in ("12345678", "1234567", "123"):
        recent.put((1, 0, 0), value, NOON)
    recent.put((2, 0, 0), "1234567", NOON)
    assert recent.all(NOON) == ("123", "1234567")

    recent.forget(2)
    recent.put((3, 0, 0), "7654321", NOON)
    assert recent.all(NOON) == ("123", "7654321")

    assert recent.get((1, 0, 0), NOON + 2 * MINUTE) is None
    recent.put((3, 0, 0), "1234567890", NOON + 2 * MINUTE)
    assert recent.all(NOON + 2 * MINUTE) == ("1234567890",)


def test_a_flood_of_the_longest_questions_takes_little_memory() -> None:
    """Four bytes a letter, as of emoji: three thousand of them would take 48 MB."""
    memories = Memories()
    after = PackedMemory(b"x" * 200)
    for number in range(3000):
        one = Exchange("\U0001f600" * 4000 + str(number), None, after)
        memories.recent.put((number, 0, number), one, NOON)
        memories.answered_messages.put(one, chat_id=number, message_id=1, asker=number, now=NOON)

    kept = {id(one): one.weight() for one in memories.recent.all(NOON)}
    kept |= {id(one): one.weight() for _, one in memories.answered_messages.kept.all(NOON)}
    assert 0 < sum(kept.values()) <= MOST_BYTES
