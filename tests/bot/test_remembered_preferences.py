"""What people chose, asked of the store once a person, and gone when they say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

import pytest

from bot import remembered_preferences
from bot.remembered_preferences import REST_SECONDS, RememberedPreferences
from handlers.person import StoreError


@dataclass
class Store:
    """A store that counts what it is asked, and may be away."""

    kept: dict[int, str] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    away: bool = False

    async def language(self, person: int) -> str | None:
        self.asked.append(person)
        self._here()
        return self.kept.get(person)

    async def languages(self, *, most: int) -> Mapping[int, str]:
        self._here()
        return dict(islice(self.kept.items(), most))

    async def choose_language(self, person: int, language: str) -> None:
        self._here()
        self.kept[person] = language

    async def forget(self, person: int) -> None:
        self._here()
        self.kept.pop(person, None)

    def _here(self) -> None:
        if self.away:
            raise StoreError


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


async def test_the_store_is_asked_once_a_person_whether_they_chose_or_not() -> None:
    store = Store({1: "ru"})
    preferences = RememberedPreferences(store)

    languages = [await preferences.language(person) for person in (1, 2, 1, 2, 1)]

    assert languages == ["ru", None, "ru", None, "ru"]
    assert store.asked == [1, 2]


async def test_what_is_chosen_counts_at_once_and_what_is_forgotten_no_more() -> None:
    store = Store()
    preferences = RememberedPreferences(store)
    await preferences.language(1)

    await preferences.choose_language(1, "zh")
    assert await preferences.language(1) == "zh"
    await preferences.forget(1)
    assert await preferences.language(1) is None
    assert store.kept == {}


async def test_while_the_store_is_away_who_is_known_keeps_the_language() -> None:
    store, clock = Store({1: "ru", 2: "zh"}), Clock()
    preferences = RememberedPreferences(store, clock)
    await preferences.language(1)
    store.away = True

    languages = [await preferences.language(person) for person in (1, 2, 3, 1, 2, 3)]

    assert languages == ["ru", None, None, "ru", None, None]
    # Who asks meanwhile does not ask it again and again.
    assert store.asked == [1, 2]


async def test_when_the_store_returns_what_was_chosen_before_counts_again() -> None:
    store, clock = Store({1: "ru"}, away=True), Clock()
    preferences = RememberedPreferences(store, clock)
    await preferences.language(1)

    store.away = False
    clock.now += REST_SECONDS

    assert await preferences.language(1) == "ru"


async def test_what_could_not_be_kept_does_not_count() -> None:
    store = Store(away=True)
    preferences = RememberedPreferences(store)

    with pytest.raises(StoreError):
        await preferences.choose_language(1, "zh")

    store.away = False
    assert await preferences.language(1) is None


async def test_an_order_to_forget_is_obeyed_here_even_if_the_store_is_away() -> None:
    store = Store({1: "ru"})
    preferences = RememberedPreferences(store)
    await preferences.language(1)
    store.away = True

    with pytest.raises(StoreError):
        await preferences.forget(1)

    assert await preferences.language(1) is None


async def test_only_so_many_people_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered_preferences, "MOST_REMEMBERED", 3)
    store = Store()
    preferences = RememberedPreferences(store)
    for person in (1, 2, 3, 1, 4):
        await preferences.language(person)
    await preferences.language(1)
    await preferences.language(2)

    assert store.asked == [1, 2, 3, 4, 2]


async def test_once_all_is_known_the_store_is_asked_no_more() -> None:
    store = Store({1: "ru", 2: "zh"})
    preferences = RememberedPreferences(store)
    await preferences.learn()
    await preferences.choose_language(3, "en")
    await preferences.forget(1)

    assert [await preferences.language(person) for person in (1, 2, 3, 4)] == [None, "zh", "en", None]
    assert store.asked == []


async def test_of_too_many_each_is_asked_for_when_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered_preferences, "MOST_REMEMBERED", 2)
    store = Store({1: "ru", 2: "zh"})
    preferences = RememberedPreferences(store)
    await preferences.learn()

    assert await preferences.language(2) == "zh"
    assert store.asked == [2]


async def test_who_chooses_beyond_what_is_remembered_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered_preferences, "MOST_REMEMBERED", 2)
    store = Store({1: "ru"})
    preferences = RememberedPreferences(store)
    await preferences.learn()
    for person in (2, 3):
        await preferences.choose_language(person, "zh")

    assert [await preferences.language(person) for person in (1, 2, 3)] == ["ru", "zh", "zh"]


async def test_a_store_that_is_away_is_asked_for_each_person_later() -> None:
    store = Store({1: "ru"}, away=True)
    preferences = RememberedPreferences(store)
    await preferences.learn()
    store.away = False

    assert await preferences.language(1) == "ru"
