"""What asks nothing gets no quote, in each language."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot


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
    ("question", "entry"),
    [
        ("ok, and who thanked the Secretariat?", "ravi-thanks"),
        ("great, what does Lavrov say about art festivals?", "lavrov-team"),
        ("Хорошо, а кто благодарит Секретариат?", "ravi-thanks"),
        ("好的，谁感谢了秘书处？", "ravi-thanks"),
    ],
)
def test_a_question_behind_small_talk_is_answered(snapshot: Snapshot, question: str, entry: str) -> None:
    answer = snapshot.answer(question)
    assert answer.status == "answered"
    assert answer.hits[0].entry.id == entry


@pytest.mark.parametrize(
    ("first", "then", "speaker"),
    [
        ("What did Jilani say?", "whom did he greet?", "jilani"),
        ("Что сказал Лавров?", "кого он упоминает?", "lavrov"),
        ("巴基斯坦外长说了什么？", "打错了，我要问的是塔吉克斯坦", "muhriddin"),
        ("Who promised support?", "anyone from Central Asia?", "kulubaev"),
        ("谁祝愿大家身体健康？", "有没有提到文化？", "lavrov"),
    ],
)
def test_a_question_goes_on_where_the_last_one_ended(
    snapshot: Snapshot, first: str, then: str, speaker: str
) -> None:
    answer = snapshot.answer(then, previous=snapshot.answer(first))
    assert answer.status == "answered"
    assert {hit.entry.id.partition("-")[0] for hit in answer.hits[:1]} == {speaker}


@pytest.mark.parametrize("said", ["is it raining?", "does it hurt?", "are you hungry?"])
def test_words_of_other_subjects_are_not_taken_for_like_ones(snapshot: Snapshot, said: str) -> None:
    assert snapshot.answer(said).status == "none"


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


@pytest.mark.parametrize(
    "said", ["who spoke?", "кто выступил?", "is there a list of everyone who sent a message?"]
)
def test_who_spoke_at_all_is_answered(snapshot: Snapshot, said: str) -> None:
    assert [hit.entry.id for hit in snapshot.answer(said).hits] == ["senders"]


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
