"""A request in words that nobody foresaw is read by its likeliest wish."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.answering import dialogue, wish
from knowledge.answering.answer import Answer
from knowledge.answering.memory import Memory
from knowledge.answering.request import hear
from knowledge.answering.saying import Saying, sayings
from knowledge.answering.wish import NO_WISH, After, Wish, Wishes
from knowledge.answering.wished import said_besides, wished
from knowledge.snapshot import Snapshot

NAMES = {"S": "Lavrov", "T": "culture", "C": "China"}


def said(text: str, snapshot: Snapshot) -> tuple[Saying, ...]:
    heard = hear(text, snapshot.lexicon)
    return sayings(heard.recognised, heard.typed, snapshot.record, wish.fitted())


def found(answer: Answer) -> tuple[str, str | None, list[str]]:
    return answer.status, answer.verdict, [hit.entry.id for hit in answer.hits]


def test_each_wish_has_weights_and_all_weights_are_of_a_wish() -> None:
    file = Path(wish.__file__).with_name(wish.WEIGHTS)
    weights: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))["weights"]

    assert {name for of_clue in weights.values() for name in of_clue} == {*wish.plain_wishes(), NO_WISH}


def test_the_plain_words_are_filled_in_order() -> None:
    one = Wish("beside", "compare {S} and {S} on {T}", After.ANYTHING)

    assert [*one.blanks] == ["S", "S", "T"]
    assert one.worded(["Lavrov", "Wang Yi", "trust"]) == "compare Lavrov and Wang Yi on trust"


@pytest.mark.parametrize(
    "one",
    [one for one in wish.plain_wishes().values() if one.after is After.ANYTHING],
    ids=lambda one: one.name,
)
def test_plain_words_are_read_as_their_own_wish_or_left_to_the_rules(one: Wish, snapshot: Snapshot) -> None:
    others = iter(["Lavrov", "Wang Yi"])
    plain = one.worded([next(others) if blank == "S" else NAMES[blank] for blank in one.blanks])

    read = wished(said(plain, snapshot), Memory(), wish.fitted())

    assert read is None or read.wish.name == one.name


def test_the_likeliest_is_one_of_those_that_are_allowed() -> None:
    wishes = Wishes(
        {name: Wish(name, name, After.ANYTHING) for name in ("who", "whole")},
        ["shows"],
        {"": {NO_WISH: 5}, "show": {"whole": 60}, "who": {"who": 60}},
        {},
    )
    both = frozenset({"show", "who"})

    assert wishes.likeliest(frozenset({"show"}), ["who", "whole"])[0] == "whole"
    assert wishes.likeliest(frozenset({"show"}), ["who"])[0] == NO_WISH
    name, likelihood = wishes.likeliest(both, ["who"])
    assert (name, 0.9 < likelihood < 1) == ("who", True)


@pytest.mark.parametrize(
    ("way", "plain"),
    [
        ("культура: чьи письма, назови всех", "who mentioned культура?"),
        ("Не один же Лавров писал о культуре, а кто остальные?", "who besides лавров mentioned культуре?"),
    ],
)
def test_other_words_find_what_the_plain_ones_do(way: str, plain: str, snapshot: Snapshot) -> None:
    answer = snapshot.answer(way)

    assert found(answer) == found(snapshot.answer(plain))
    assert (answer.question, answer.status) == (way, "answered")
    assert (answer.evidence.wish or "").startswith(plain)


def test_what_the_rules_would_answer_the_wrong_way_round_is_read_by_its_wish(snapshot: Snapshot) -> None:
    answer = snapshot.answer("messages without a word on trade - whose are they")

    assert "Murat Nurtleu" not in {one.name for one in answer.denied}
    assert len(answer.denied) > 1
    assert answer.hits == ()


@pytest.mark.parametrize(
    "text",
    [
        "which university did he go to?",
        "did he mention Kashmir?",
        "Lavrov never mentioned culture, did he?",
        "Did only Lavrov mention culture?",
    ],
)
def test_no_wish_is_read_into_what_asks_for_more_than_its_plain_words(text: str, snapshot: Snapshot) -> None:
    answer = snapshot.answer(text, previous=snapshot.answer("What did Lavrov say about culture?"))

    assert answer.evidence.wish is None
    assert (answer.verdict, answer.denied) == (None, ())


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("Who mentioned culture?", set()),
        ("Who mentioned culture first?", {"first"}),
        ("I read it only once: who mentioned culture?", set()),
        ("Did she mention culture?", {"?True", "he", "whether"}),
    ],
)
def test_what_is_said_besides_the_plain_words_is_told_where_it_asks(
    text: str, besides: set[str], snapshot: Snapshot
) -> None:
    plain = snapshot.understood("who mentioned culture?")[0]
    named = said("who mentioned culture?", snapshot)[0].named

    assert said_besides(snapshot.understood(text)[0], plain, named) == besides


@pytest.mark.parametrize(
    ("way", "plain"),
    [
        ("Which websites did that appear on, please?", "source?"),
    ],
)
def test_one_goes_on_in_other_words(way: str, plain: str, snapshot: Snapshot) -> None:
    spoken = snapshot.answer("What did Lavrov say about culture?")

    answer = snapshot.answer(way, previous=spoken)

    assert found(answer) == found(snapshot.answer(plain, previous=spoken))
    assert (answer.evidence.wish or "").startswith(plain)


def test_the_reply_is_in_the_language_of_the_question(snapshot: Snapshot) -> None:
    assert snapshot.answer("культура: чьи письма, назови всех").language == "ru"


def test_the_words_of_a_stranger_are_nobodys_wish(snapshot: Snapshot) -> None:
    answer = snapshot.answer("What did Sergey Zorkin say about culture?")

    assert (answer.status, answer.hits, answer.evidence.wish) == ("none", (), None)


def test_a_word_that_may_name_a_matter_may_only_ask(snapshot: Snapshot) -> None:
    ways = said("Whom does he represent?", snapshot)

    assert len({way.clues for way in ways}) == len(ways)


@pytest.mark.parametrize(
    "asked",
    [
        "What does Lavrov think of the zorkmids in his garage?",
        "Did all of them bring up culture?",
        "Кто не забыл про культуру?",
        "did he mention culture?",
        "Does Lavrov bring up culture in 1987?",
    ],
)
def test_what_is_asked_besides_or_otherwise_is_left_to_the_rules(
    asked: str, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = found(snapshot.answer(asked))
    snapshot.lately.forget()
    monkeypatch.setattr(dialogue, "wished", lambda *_: None)  # only the rules answer

    assert answer == found(snapshot.answer(asked))


def test_no_yes_follows_where_more_is_done_to_that_body(snapshot: Snapshot) -> None:
    assert snapshot.answer("Did Nurtleu trade the Secretariat?").verdict is None
