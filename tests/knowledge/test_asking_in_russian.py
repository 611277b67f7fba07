"""Ways of asking in Russian: what stands around a wish is understood, whatever the wish is about."""

from __future__ import annotations

import pytest

from knowledge.answering.answer import as_json
from knowledge.answering.kinds import Intent, Status
from knowledge.snapshot import Snapshot


def speakers(snapshot: Snapshot, text: str) -> set[str | None]:
    """Give who is quoted in an answer; nobody where it is none."""
    reply = as_json(snapshot.answer(text))
    return {one["speaker"] for one in reply["answers"]} if reply["status"] == Status.ANSWERED else set()


@pytest.mark.parametrize(
    "text",
    [
        "Перескажите кратко, о чём заявил Лавров.",
        "Готовлю доклад, хочется увидеть хоть какую-нибудь цитату Лаврова",
        "Будьте добры, зачитайте мысли Лаврова",
        "Что, собственно, было сказано со стороны Лаврова?",
        "Как Лавров высказывался насчёт безопасности?",
        "Лавров в части безопасности, подскажите, какими словами отозвался?",
    ],
)
def test_words_of_asking_hide_nothing_of_what_is_asked(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == {"Sergey Lavrov"}


@pytest.mark.parametrize(
    "text",
    [
        "Кто умолчал о торговле?",
        "Кто из министров избегает темы торговли?",
        "Кто проигнорировал торговлю?",
    ],
)
def test_a_verb_of_not_saying_asks_who_does_not(snapshot: Snapshot, text: str) -> None:
    reply = as_json(snapshot.answer(text))

    assert {one["speaker"] for one in reply["denied"]} == {"Sergey Lavrov", "Wang Yi"}
    assert reply["answers"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Покажи выступление Лаврова в полном объёме",
        "Хочу прочитать всю речь Лаврова от начала до конца",
        "Обращение Лаврова без сокращений, пожалуйста",
    ],
)
def test_the_whole_message_is_asked_for_in_many_words(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).evidence.intent is Intent.WHOLE


@pytest.mark.parametrize(
    "text", ["Кто вместе с Лавровым говорил о культуре?", "Кто наряду с Лавровым затронул культуру?"]
)
def test_who_is_named_beside_others_is_left_out(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == {"Wang Yi", "Murat Nurtleu"}


@pytest.mark.parametrize("text", ["Что посмотреть в Москве?", "Лавров: выход из кризиса есть?"])
def test_a_matter_that_nobody_speaks_of_stays_unknown(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == set()
