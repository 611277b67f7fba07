"""How a talk about the record that ships goes on, where the small one has no such matter."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot
from tests.turns import ids, talk


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("拉维感谢了谁？", "为什么感谢"), ["ravi-thanks"]),
        (("谁说会支持它", "还有谁？"), []),
        (
            ("Who thanked the Secretariat?", "what did his neighbour from Pakistan write?"),
            ["jilani-expansion"],
        ),
        (("Who are the senders?", "are they all foreign ministers?"), ["office-ravi"]),
        (("Saidov on 15 January", "when did he say so?"), ["anniversary"]),
        (("What is the Secretariat?", "and the person in charge of it is who?"), ["secretary-general"]),
        (("Who speaks of culture?", "has anybody promised them help?"), ["wang-host"]),
        (("Did Iran mention culture?", "who sent messages?"), ["senders"]),
        (("Did Saidov speak of trust?", "and Iran?", "who congratulated the Secretariat?"), ["senders"]),
        (("What did the minister from Bishkek offer?", "is he only a minister?"), ["office-kulubaev"]),
        (("Who speaks of stability?", "which of them mentions trust?"), ["jilani-expansion"]),
        (("Who promised support?", "and what does the third one promise?"), ["muhriddin-support"]),
        (("Who promised support?", "how does the second one's letter end?"), ["kulubaev-readiness"]),
        (("Who promised support?", "the closing words of the first, please"), ["wang-journey"]),
        (("Кто обещал поддержку?", "а с чего начинается второе письмо?"), ["kulubaev-stage"]),
        (("谁承诺了支持？", "第三位的全文"), ["muhriddin-diplomats"]),
        (("Did Lavrov speak of stability?", "so which other diplomats do?"), ["wang-journey"]),
        (("Did anybody complain?", "okay and what did Ravi write?"), ["ravi-family"]),
        (("哪些大使来信了？", "那萨义多夫写了什么？"), ["saidov-decision"]),
        (
            ("Кто говорил о доверии?", "Этот раздел готов, пора дальше. Кто вспоминал культуру?"),
            ["wang-spirit"],
        ),
        (("Что сказал Узбекистан?", "а как зовут министра?"), ["office-saidov"]),
        (("Did Uzbekistan promise help?", "so what did its minister say?"), ["saidov-decision"]),
        (("哪些外长谈到了文化问题？", "互信方面呢？"), ["nurtleu-trust"]),
        (("俄罗斯说了什么？", "中国呢？", "两国的说法有何不同？"), ["wang-host"]),
        (("What did Wang Yi say about security?", "another?"), ["wang-journey"]),
        (
            (
                "Compare China and Uzbekistan",
                "who of them names security?",
                "what did the second one speak of?",
            ),
            ["saidov-decision"],
        ),
        (("Кто пожелал здоровья?", "а удачи"), ["lavrov-wishes"]),
        (("谁祝愿健康？", "那好运呢"), ["lavrov-wishes"]),
        (("哪些国家发来贺信？", "有没有不是外长的？"), ["office-ravi"]),
    ],
)
def test_the_next_turn_is_of_what_was_spoken_of(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns))[:1] == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("When was the Secretariat founded?", "From whom did the SCO get greetings?"),
        ("Когда основан Секретариат?", "От кого Секретариат получил поздравления?"),
        ("秘书处何时成立？", "请列出向秘书处致函祝贺的人士。"),
    ],
)
def test_the_body_that_the_record_is_about_may_be_named_besides(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    assert ids(talk(snapshot, *turns)) == ["senders"]


def test_a_yes_of_all_is_never_told_by_one_of_them(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who are the senders?", "are they all foreign ministers?")

    assert (answer.verdict, ids(answer)) == ("no", ["office-ravi"])


def test_a_word_that_two_languages_share_tells_no_language(snapshot: Snapshot) -> None:
    assert [snapshot.answer(text).language for text in ("names?", "office?")] == ["", "en"]


@pytest.mark.parametrize(
    "text",
    [
        "Which countries promised support for the Secretariat?",
        "Какие страны пообещали помогать Секретариату?",
        "哪些国家承诺支持秘书处？",
    ],
)
def test_the_body_that_the_record_is_about_narrows_no_set(snapshot: Snapshot, text: str) -> None:
    assert ids(snapshot.answer(text)) == ["wang-host", "kulubaev-readiness", "muhriddin-support"]


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Jilani say?", "what's his full name?"),
        ("what is the full name of the Pakistani minister?",),
        ("吉拉尼说了什么？", "他全名叫什么"),
    ],
)
def test_the_full_name_of_a_person_is_no_abbreviation(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    assert ids(talk(snapshot, *turns)) == ["office-jilani"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Is Nurtleu only a minister?", "no"),
        ("Кулубаев только министр?", None),
        ("Is Lavrov the only minister?", None),
        ("Правда ли, что Нуртлеу министр и заместитель премьера?", "yes"),
        ("Is Ravi a minister and a deputy foreign minister?", "no"),
        ("Do Wang Yi and Kulubaev speak of the same stage?", None),
        ("Ван И и Кулубаев говорят об одном и том же этапе?", None),
        ("王毅和库鲁巴耶夫说的是同一个阶段吗", None),
    ],
)
def test_a_yes_tells_no_more_than_is_proven(snapshot: Snapshot, text: str, verdict: str | None) -> None:
    assert snapshot.answer(text).verdict == verdict


def test_that_somebody_was_addressed_does_not_prove_that_nobody_else_was(snapshot: Snapshot) -> None:
    assert talk(snapshot, "巴基斯坦外长写了什么？", "他向谁致意，就秘书长吗").verdict is None


@pytest.mark.parametrize(
    "turns",
    [
        ("Is Mongolia mentioned?",),
        ("Who spoke of trust?", "Has anyone mentioned Mongolia?"),
        ("Кто говорил о доверии?", "Упоминается ли Монголия?"),
        ("谁谈到互信？", "蒙古提到没"),
    ],
)
def test_nobody_mentions_a_country_that_sent_nothing(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    answer = talk(snapshot, *turns)

    assert answer.verdict == "no"
    assert {one.who for one in answer.denied} == {*snapshot.record.speakers, "no-message-mn"}


def test_a_country_behind_what_it_may_have_done_did_it(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Поздравила ли Секретариат Монголия?")

    assert (answer.verdict, ids(answer)) == ("no", ["no-message-mn"])


@pytest.mark.parametrize(
    "text", ["Какие министры поздравили?", "哪些外长表示祝贺", "Which of the countries congratulated?"]
)
def test_who_did_what_all_did_is_told_by_the_fact(snapshot: Snapshot, text: str) -> None:
    assert ids(snapshot.answer(text)) == ["senders"]


def test_thanks_may_tell_what_for(snapshot: Snapshot) -> None:
    assert snapshot.answer("谢谢，写作文用得上。").evidence.intent == "thanks"


def test_why_somebody_did_not_is_no_question_of_who_did_not(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who wrote for India?", "Why did the foreign minister himself not write?")

    assert (answer.status, answer.evidence.intent == "others") == ("none", False)


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("Who promised support?", "that makes three, doesn't it?"), "yes"),
        (("Who promised support?", "just four?"), "no"),
        (("Кто прислал поздравления?", "итого восемь?"), "yes"),
        (("Кто обещал поддержку?", "их двое?"), "no"),
        (("谁发来贺信？", "总共九位吗"), "no"),
        (("Who sent greetings?", "seven altogether?"), None),
        (("How many events were held?", "150, right?"), "no"),
        (("What did Lavrov say?", "three?"), None),
        (("Who promised support?", "the second?"), None),
    ],
)
def test_a_number_after_a_list_is_proven_or_not(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str | None
) -> None:
    assert talk(snapshot, *turns).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "Was the summit in Qingdao mentioned?",
        "Did Saidov mention the forum in Davos?",
        "Упоминалась ли конференция в Уфе?",
        "有人提到青岛峰会吗？",
    ],
)
def test_what_nobody_knows_is_mentioned_by_nobody(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.status, ids(answer)) == ("none", [])


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("ok new topic what did saidov hope for", "saidov-hope"),
        ("следующая тема кто вспоминал доверие", "nurtleu-trust"),
        ("换一个话题 拉夫罗夫祝愿什么", "lavrov-wishes"),
    ],
)
def test_who_changes_the_subject_asks_of_the_next_one(snapshot: Snapshot, text: str, entry: str) -> None:
    assert ids(snapshot.answer(text))[:1] == [entry]


def test_in_russian_what_may_stand_between_somebody_and_the_verb(snapshot: Snapshot) -> None:
    answers = [snapshot.answer(text) for text in ("Байден что сказал?", "а Байден что написал")]

    assert [one.evidence.intent for one in answers] == ["stranger"] * 2


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Saidov hope for?", "what date was that?"),
        ("Who speaks of culture?", "when?"),
        ("Что пообещал Кулубаев?", "а когда это было?"),
        ("谁祝愿健康？", "哪一年？"),
        ("From whom did messages come?", "when?"),
    ],
)
def test_who_asks_when_behind_words_asks_of_the_message(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    assert ids(talk(snapshot, *turns)) == ["anniversary"]


def test_words_with_a_year_tell_when_by_themselves(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "What did Kulubaev say of the establishment?", "when?")) == ["founded"]


@pytest.mark.parametrize(
    ("turns", "intent", "entry"),
    [
        (("Who promised support?", "their positions?"), "again", "wang-host"),
        (("Кто обещал поддержку?", "а посты какие?"), "again", "wang-host"),
        (("What did Saidov hope for?", "for real?"), "source", "saidov-hope"),
        (("Что сказал Лавров о культуре?", "это точно правда?"), "source", "lavrov-team"),
        (("谁祝愿健康？", "确定吗"), "source", "lavrov-wishes"),
        (("Who sent messages?", "where?"), "source", "senders"),
        (("Кто говорил о доверии?", "а где?"), "source", "nurtleu-trust"),
        (("Who speaks of culture?", "repeat that"), "again", "wang-spirit"),
        (("谁谈到互信？", "重复一遍"), "again", "nurtleu-trust"),
    ],
)
def test_few_words_ask_of_what_was_shown(
    snapshot: Snapshot, turns: tuple[str, ...], intent: str, entry: str
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, ids(answer)[0]) == (intent, entry)


def test_whether_somebody_still_holds_an_office_is_neither_yes_nor_no(snapshot: Snapshot) -> None:
    answers = [
        talk(snapshot, "Что сказал Лавров?", text) for text in ("он ещё министр?", "он всё ещё министр?")
    ]

    assert [(one.verdict, ids(one)) for one in answers] == [(None, ["office-lavrov"])] * 2


@pytest.mark.parametrize("text", ["job title?", "какой пост?", "什么职务"])
def test_an_office_of_nobody_is_no_matter(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).status == "none"


@pytest.mark.parametrize("text", ["is that all?", "nothing more?", "就这些吗？", "没有别的了？", "это всё?"])
def test_that_this_was_all_is_neither_yes_nor_no(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "Who spoke of trust?", text)

    assert (answer.evidence.intent, answer.verdict) == ("no-more", None)


def test_who_speaks_of_leading_does_not_say_who_leads(snapshot: Snapshot) -> None:
    assert talk(snapshot, "Who heads the Secretariat?", "did Wang Yi say the same?").verdict is None


@pytest.mark.parametrize("text", ["who said it first?", "кто сказал об этом первым?", "谁第一个说的？"])
def test_who_said_it_first_nobody_can_tell(snapshot: Snapshot, text: str) -> None:
    assert ids(talk(snapshot, "Who speaks of culture?", text)) == ["no-delivery-details"]


@pytest.mark.parametrize("text", ["I don't get it", "ничего не понял", "看不懂"])
def test_who_does_not_understand_asks_of_nobody_who_did_not(snapshot: Snapshot, text: str) -> None:
    assert talk(snapshot, "Who speaks of culture?", text).evidence.intent == "complaint"


@pytest.mark.parametrize("text", ["list them all", "перечисли", "列出来"])
def test_a_list_is_wanted_of_those_who_were_listed(snapshot: Snapshot, text: str) -> None:
    assert ids(talk(snapshot, "Who speaks of culture?", text))[:1] == ["wang-spirit"]


def test_both_is_no_number(snapshot: Snapshot) -> None:
    assert talk(snapshot, "谁谈到互信？", "两个都是？").verdict is None


@pytest.mark.parametrize(
    "text",
    [
        "Is there a message from ASEAN?",
        "is there any letter from the UN Secretary-General",
        "Есть ли поздравление от генсека ООН?",
        "有没有来自东盟的贺电？",
    ],
)
def test_who_names_a_body_does_not_write_for_it(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.verdict, ids(answer)) == ("no", ["senders"])


@pytest.mark.parametrize(
    "text", ["Is the CSTO mentioned?", "was ASEAN mentioned anywhere", "ОДКБ упоминается?"]
)
def test_a_body_that_is_named_is_mentioned(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict == "yes"


def test_a_body_mentions_nothing_by_being_named(snapshot: Snapshot) -> None:
    assert snapshot.answer("did the UN mention it?").verdict is None


@pytest.mark.parametrize(
    "text", ["are the letters of the ambassadors quoted?", "are the ambassadors' letters cited?"]
)
def test_no_fact_says_that_somebody_is_quoted(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict is None
