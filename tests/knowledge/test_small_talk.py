"""What asks nothing is known for what it is, in each language, whatever record is asked."""

from __future__ import annotations

import pytest

from knowledge.answering.kinds import Intent
from knowledge.snapshot import Snapshot
from tests.turns import ids, talk


@pytest.mark.parametrize(
    ("said", "manner"),
    [
        ("ok, thank you, bye", "thanks"),
        ("that helped, cheers", "thanks"),
        ("see you tomorrow... see you!", "bye"),
        ("good job", "agreed"),
        ("wow", "agreed"),
        ("sure", "agreed"),
        ("who made you?", "identity"),
        ("понял, благодарю!", "thanks"),
        ("спасибо за ответ", "thanks"),
        ("до свидания", "bye"),
        ("до встречи!", "bye"),
        ("здорово", "agreed"),
        ("кто тебя создал?", "identity"),
        ("感谢", "thanks"),
        ("明白了谢谢", "thanks"),
        ("你是机器人吗？", "identity"),
        ("рахмат", "thanks"),
        ("хайр", "bye"),
        ("alles klar, danke", "thanks"),
    ],
)
def test_small_talk_is_known_for_what_it_is(snapshot: Snapshot, said: str, manner: str) -> None:
    answer = snapshot.answer(said)
    assert (answer.status, answer.evidence.intent) == ("none", manner)


@pytest.mark.parametrize(
    ("said", "manner"),
    [
        ("how old are you?", "identity"),
        ("где ты живёшь?", "identity"),
        ("你多大了？", "identity"),
        ("good luck!", "bye"),
        ("удачи!", "bye"),
        ("祝你好运", "bye"),
        ("nonsense", "complaint"),
        ("your answer is rubbish", "complaint"),
        ("thank you so much, that was very helpful", "thanks"),
        ("большое вам спасибо, очень помогли", "thanks"),
        ("太谢谢你了，很有帮助", "thanks"),
        ("du irrst dich", "complaint"),
    ],
)
def test_small_talk_is_not_asked_of_the_record(snapshot: Snapshot, said: str, manner: str) -> None:
    answer = snapshot.answer(said)

    assert (answer.status, answer.evidence.intent) == ("none", manner)


@pytest.mark.parametrize(
    "said",
    [
        *("who said this?", "who says so?", "кто это сказал?", "кто так говорит?"),
        *("чьи это слова?", "谁说的？", "这是谁说的？"),
    ],
)
def test_who_said_words_that_are_not_there_is_asked_back(snapshot: Snapshot, said: str) -> None:
    answer = snapshot.answer(said)

    assert (answer.status, answer.evidence.intent) == ("unsure", "unclear")


def test_a_greeting_is_chitchat(snapshot: Snapshot) -> None:
    for greeting in ("hello", "thanks, you are great", "Привет!", "你好", "спасибо, вы мне очень помогли"):
        assert snapshot.answer(greeting).evidence.intent in {"hello", "thanks", "bye", "identity"}


@pytest.mark.parametrize("question", ["help", "помощь", "帮助", "what is this?"])
def test_who_asks_for_help_is_greeted_and_gets_no_quote(snapshot: Snapshot, question: str) -> None:
    answer = snapshot.answer(question)

    assert (answer.status, answer.evidence.intent) == ("none", "identity")


@pytest.mark.parametrize(
    "question",
    [
        "which message is the best?",
        "Which of the messages is the most sincere?",
        "do you like Lavrov more than Wang Yi?",
        "Чьё поздравление самое искреннее?",
        "哪封贺信最真诚",
    ],
)
def test_which_is_better_is_nobodys_to_say_here(snapshot: Snapshot, question: str) -> None:
    answer = snapshot.answer(question)

    assert (answer.status, answer.evidence.intent, answer.hits) == ("none", "opinion", ())


def test_the_bot_has_no_opinion_even_of_what_the_record_holds(snapshot: Snapshot) -> None:
    for question in (
        "do you expect the SCO to grow?",
        "твоё мнение о словах Лаврова?",
        "你怎么看王毅的贺信",
    ):
        assert snapshot.answer(question).evidence.intent == "opinion"


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Lavrov say about security?", "thanks a lot. the source, please"),
        ("What did Lavrov say about security?", "many thanks, and where was that published?"),
        ("拉夫罗夫谈安全了吗", "多谢，来源呢"),
        ("Что Лавров сказал о безопасности?", "спасибо большое, теперь источник"),
    ],
)
def test_what_is_asked_beside_thanks_is_answered(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, ids(answer)) == (Intent.SOURCE, ["lavrov-team"])
