"""Thanks, wishes and promises are made by saying them: whether somebody did is answered with yes or no."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    ("question", "speaker", "about"),
    [
        ("Did Lavrov thank the Secretariat?", "lavrov", "thanks"),
        ("Has Nurtleu promised any help to the Secretariat?", "nurtleu", "promises"),
        ("Did Pakistan pledge support?", "jilani", "promises"),
        ("Благодарил ли Лавров Секретариат?", "lavrov", "thanks"),
        ("拉夫罗夫感谢秘书处了吗？", "lavrov", "thanks"),
        ("Лавров обещает помощь?", "lavrov", "promises"),
        ("А Нуртлеу тоже благодарил?", "nurtleu", "thanks"),
    ],
)
def test_who_did_no_such_thing_is_denied_it(
    snapshot: Snapshot, question: str, speaker: str, about: str
) -> None:
    answer = snapshot.answer(question)
    assert (answer.status, answer.verdict) == ("none", "no")
    assert [(one.who, one.about) for one in answer.denied] == [(speaker, about)]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("Did India thank the Secretariat?", "ravi-thanks"),
        ("Did Muhriddin promise support?", "muhriddin-support"),
        ("Обещал ли Мухриддин поддержку?", "muhriddin-support"),
    ],
)
def test_who_did_gets_a_yes(snapshot: Snapshot, question: str, entry: str) -> None:
    answer = snapshot.answer(question)
    assert (answer.status, answer.verdict) == ("answered", "yes")
    assert answer.hits[0].entry.id == entry


@pytest.mark.parametrize(
    "question", ["Who is not a foreign minister?", "Кто из них не министр?", "谁不是外长？"]
)
def test_who_does_not_hold_an_office_is_told_by_the_offices(snapshot: Snapshot, question: str) -> None:
    answer = snapshot.answer(question)
    assert [hit.entry.id for hit in answer.hits] == ["office-ravi"]


@pytest.mark.parametrize("question", ["Did India promise help?", "Рави обещал?", "印度承诺支持了吗？"])
def test_thanks_are_not_shown_to_who_asks_whether_somebody_promised(
    snapshot: Snapshot, question: str
) -> None:
    answer = snapshot.answer(question)
    assert (answer.status, answer.denied) == ("none", ())


@pytest.mark.parametrize(
    "question",
    [
        "Отмечали 40-летие Секретариата?",
        "Это ведь было 30-летие Секретариата?",
        "It was the 40th anniversary, right?",
    ],
)
def test_another_anniversary_is_denied_whatever_the_words(snapshot: Snapshot, question: str) -> None:
    answer = snapshot.answer(question)
    assert (answer.verdict, [hit.entry.id for hit in answer.hits]) == ("no", ["anniversary"])


def test_what_somebody_hardly_did_is_not_answered_with_something_near(snapshot: Snapshot) -> None:
    assert snapshot.answer("Did Ravi greet the earlier heads of the Secretariat?").status == "none"


def test_thanks_for_support_are_no_promise_of_it(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Did any minister offer his own country's backing?")
    assert "ravi-thanks" not in {hit.entry.id for hit in answer.hits}


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Правда ли, что Секретариат открыли в Пекине в 2004 году?", "yes"),
        ("Правда ли, что Секретариат открыли в 2001 году?", "no"),
    ],
)
def test_a_year_in_a_yes_or_no_question_asks_for_none(
    snapshot: Snapshot, question: str, verdict: str
) -> None:
    assert snapshot.answer(question).verdict == verdict


@pytest.mark.parametrize(
    "question",
    [
        "Did Iran promise any support?",
        "Did Turkmenistan send greetings as well?",
        "Иран прислал поздравление?",
        "伊朗发来贺信了吗？",
    ],
)
def test_who_sent_no_message_said_and_promised_nothing_in_one(snapshot: Snapshot, question: str) -> None:
    answer = snapshot.answer(question)
    assert (answer.status, answer.verdict) == ("none", "no")
    assert [one.about for one in answer.denied] == ["message"]


@pytest.mark.parametrize(
    "question",
    ["Can you promise that Lavrov mentioned trust?", "Would you thank Lavrov if he mentioned trust?"],
)
def test_what_the_bot_is_asked_to_do_is_denied_to_nobody(snapshot: Snapshot, question: str) -> None:
    answer = snapshot.answer(question)
    assert (answer.verdict, answer.denied) == (None, ())


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("Чем завершается письмо Мухриддина?", ["muhriddin-support", "muhriddin-diplomats"]),
        ("How does Saidov's message end?", ["saidov-hope", "saidov-decision"]),
        ("Чем завершается письмо Рави?", ["ravi-family"]),
        ("Последнее предложение Лаврова?", ["lavrov-team"]),
    ],
)
def test_a_message_ends_with_what_is_reported_behind_its_last_quote(
    snapshot: Snapshot, question: str, entries: list[str]
) -> None:
    assert [hit.entry.id for hit in snapshot.answer(question).hits] == entries


@pytest.mark.parametrize(
    "question", ["Джилани вспоминал торговлю?", "Did Wang Yi speak of trade?", "吉拉尼谈到贸易了吗？"]
)
def test_whoever_speaks_of_a_near_theme_is_not_denied_this_one(snapshot: Snapshot, question: str) -> None:
    answer = snapshot.answer(question)
    assert (answer.denied, answer.verdict) == ((), None)


@pytest.mark.parametrize(
    "question", ["Кто был генсеком в дни юбилея?", "Who led the Secretariat at its anniversary?"]
)
def test_the_occasion_tells_when_somebody_held_a_post(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).hits[0].entry.id == "secretary-general"


@pytest.mark.parametrize("question", ["что написал сидов", "что ответил саедов"])
def test_a_name_is_found_where_a_stem_is_another_words(snapshot: Snapshot, question: str) -> None:
    assert {hit.entry.id for hit in snapshot.answer(question).hits} <= {"saidov-decision", "saidov-hope"}


@pytest.mark.parametrize(
    ("question", "status", "first"),
    [
        ("Sergej Lavrw", "answered", "lavrov-team"),
        ("Erwähntt Saidov den Handel?", "none", ""),
        ("Which words does Lavrov's quotation end with?", "answered", "lavrov-team"),
        ("Did anybody promise his help?", "answered", "wang-host"),
        ("привиетствие Ирана есть?", "none", "no-message-ir"),
    ],
)
def test_a_slip_or_a_word_beside_it_changes_nothing(
    snapshot: Snapshot, question: str, status: str, first: str
) -> None:
    answer = snapshot.answer(question)
    assert answer.status == status
    assert not first or first in [hit.entry.id for hit in answer.hits[:1]]
