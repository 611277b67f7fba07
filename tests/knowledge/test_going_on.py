"""How a talk goes on: shorter, in their own words, others than these, somebody else; and who else speaks."""

from __future__ import annotations

import pytest

from knowledge.answering.kinds import Intent
from knowledge.record.values import Fact, Quote
from knowledge.snapshot import Snapshot
from tests.turns import ids, talk


@pytest.mark.parametrize(
    "turns",
    [
        ("努尔特列乌提到贸易了吗？", "说得短一点"),
        ("努尔特列乌谈贸易了没有", "原话呢"),
        ("Did Nurtleu bring up trade?", "shorter, please"),
        ("Что Нуртлеу говорит о торговле?", "покороче"),
    ],
)
def test_what_was_shown_is_shown_again_by_its_sentence(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    answer = talk(snapshot, *turns)

    assert answer.evidence.intent is Intent.AGAIN
    (hit,) = answer.hits
    assert hit.sentence is not None
    start, end = hit.sentence
    assert "expanding trade" in hit.entry.text[start:end]
    assert end - start < len(hit.entry.text)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Who speaks of culture?", "not Kazakhstan"), ["wang-spirit", "lavrov-team"]),
        (("quotes about culture", "but not the Kazakh one"), ["wang-spirit", "lavrov-team"]),
        (("Who mentions security?", "without Lavrov"), ["wang-spirit"]),
        (("What did Lavrov say about culture?", "how about security w/o Russia"), ["wang-spirit"]),
        (("Кто говорил о культуре?", "только не Лавров"), ["wang-spirit", "nurtleu-trust"]),
        (("Кто говорил о культуре?", "без Китая"), ["nurtleu-trust", "lavrov-team"]),
        (("谁谈到文化？", "不要俄罗斯的"), ["wang-spirit", "nurtleu-trust"]),
    ],
)
def test_whoever_is_not_wanted_is_left_out_of_what_was_found(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("What does Lavrov say of culture, and Nurtleu of trade?", "who else mentions culture"),
            ["wang-spirit", "nurtleu-trust"],
        ),
        (
            ("Did Lavrov mention culture?", "Who mentions trade?", "and who else speaks of culture?"),
            ["wang-spirit", "nurtleu-trust"],
        ),
        (
            ("Что Лавров говорит о культуре, а Нуртлеу о торговле?", "кто ещё упоминает культуру?"),
            ["wang-spirit", "nurtleu-trust"],
        ),
    ],
)
def test_who_else_leaves_out_whoever_was_heard_on_it_earlier_in_the_talk(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("Who mentions trade?", "Does he mention football?", "what else does he say?"),
            ["nurtleu-confidence"],
        ),
        (("What did Lavrov wish?", "Does he speak of trade?", "what else did he say?"), ["lavrov-team"]),
        (("Кто говорит о торговле?", "а о футболе?", "что ещё он говорит?"), ["nurtleu-confidence"]),
        (("What did Nurtleu say?", "what else did he say?", "what else did he say?"), []),
    ],
)
def test_what_else_somebody_says_was_not_shown_before_in_the_talk(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("where is the Secretariat?", "how old is he?"),
        ("where is the Secretariat?", "does she live there"),
        ("秘书处在哪里？", "他多大了？"),
    ],
)
def test_a_he_after_a_body_is_asked_back(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, answer.hits) == (Intent.UNCLEAR, ())


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("What does Wang Yi say of security?", "who else speaks of it?", "how many of them is that?"), 2),
        (("Who mentions culture?", "so how many are those altogether?"), 3),
    ],
)
def test_those_who_were_found_are_counted_with_whoever_was_heard_first(
    snapshot: Snapshot, turns: tuple[str, ...], expected: int
) -> None:
    answer = talk(snapshot, *turns)

    assert answer.evidence.intent in {Intent.COUNT, Intent.SET}
    assert len(answer.hits) == expected


@pytest.mark.parametrize("last", ["the source of your answer?", "give me the last answer's source too"])
def test_the_source_of_an_answer_is_that_of_what_was_shown(snapshot: Snapshot, last: str) -> None:
    answer = talk(snapshot, "Who wished the team health?", last)

    assert (answer.evidence.intent, ids(answer)) == (Intent.SOURCE, ["lavrov-wishes"])


def test_what_somebody_means_is_no_question_for_their_office(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who mentions the Shanghai Spirit?", "does either of them explain what it means?")

    assert not any(one.startswith("office") for one in ids(answer))


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("What did China promise?", "was that a direct quote?"), "no"),
        (("What did China promise?", "so these are his own words?"), "no"),
        (("Who mentioned trade?", "is it verbatim?"), "yes"),
        (("What did Lavrov wish?", "verbatim?"), "no"),
        (("What did Lavrov wish?", "in his own words?"), "no"),
        (("Who wished the team health?", "Is this quoted word for word"), "no"),
        (("Что пообещал Китай?", "это прямая речь?"), "no"),
        (("Кто говорил о торговле?", "это дословная цитата?"), "yes"),
        (("中国承诺了什么？", "这是他的原话吗？"), "no"),
        (("谁谈到贸易？", "这是直接引语吗"), "yes"),
        (("What did Nurtleu say?", "Who wished the team health?", "is that literally what he said?"), "no"),
    ],
)
def test_whether_words_are_quoted_is_told_of_what_was_shown(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str
) -> None:
    answer = talk(snapshot, *turns)

    assert answer.verdict == verdict
    assert {isinstance(hit.entry, Quote) for hit in answer.hits} == {verdict == "yes"}


@pytest.mark.parametrize("last", ["and his exact words?", "а его слова дословно?"])
def test_whose_exact_words_are_wanted_gets_no_yes(snapshot: Snapshot, last: str) -> None:
    answer = talk(snapshot, "Who mentioned trade?", last)

    assert answer.verdict is None
    assert ids(answer)


def test_of_a_quote_beside_a_report_neither_yes_nor_no_is_said(snapshot: Snapshot) -> None:
    both = talk(snapshot, "Compare Lavrov's wishes and Nurtleu on trade", "were those their exact words?")

    assert len({type(hit.entry) for hit in both.hits}) > 1
    assert both.verdict is None


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("What did China promise?", "his exact words please"),
            ["wang-20-years", "wang-spirit", "wang-journey"],
        ),
        (("What did Lavrov wish?", "what did he say exactly, in quotes?"), ["lavrov-team"]),
        (("Чего пожелал Лавров?", "а прямая речь у него есть?"), ["lavrov-team"]),
        (("What did Lavrov wish?", "does he have a direct quote?"), ["lavrov-team"]),
    ],
)
def test_of_whoever_was_only_reported_the_very_words_are_given(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("谁谈到文化？", "除了俄罗斯，还有谁？"), ["wang-spirit", "nurtleu-trust"]),
        (("Who speaks of security?", "besides China, who else?"), ["lavrov-team"]),
        (("Кто говорил о безопасности?", "кроме Китая кто ещё?"), ["lavrov-team"]),
    ],
)
def test_who_besides_one_of_them_asks_for_the_others_that_were_found(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("拉夫罗夫怎么说？", "他提到联合国没有", "那哈萨克斯坦那位呢？"),
        ("Lavrov's message?", "did he mention the UN?", "and Kazakhstan?"),
    ],
)
def test_nothing_is_denied_of_who_is_only_named_after_what_he_said(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    answer = talk(snapshot, *turns)

    assert ids(answer) == ["nurtleu-trust", "nurtleu-confidence"]
    assert answer.verdict is None
    assert not answer.denied


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("谁提到安全？", "除了中国那位呢？"), ["lavrov-team"]),
        (("奥巴马说了什么？", "那拉夫罗夫呢？"), ["lavrov-team", "lavrov-wishes"]),
        (("What did Obama say?", "and Lavrov?"), ["lavrov-team", "lavrov-wishes"]),
        (("拉夫罗夫说了什么？", "提了哪些组织？"), ["lavrov-team"]),
        (("王毅说了什么？", "不要全文，一句就行"), ["wang-20-years"]),
    ],
)
def test_what_follows_asks_of_whom_it_can_be_meant(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


def test_a_word_that_nobody_knows_is_forgotten(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "俄罗斯的贺信", "我要的是秘鲁的", "好吧，那中国呢")

    assert ids(answer)[0] == "wang-20-years"


@pytest.mark.parametrize(
    ("text", "verdict", "expected"),
    [
        ("除了王毅，就没别人谈到宪章了？", "yes", ["wang-journey"]),
        ("除了拉夫罗夫，别人都没提到安全吗？", "no", ["wang-spirit"]),
        ("哈萨克斯坦之外，还有人谈到文化吗？", "yes", ["wang-spirit", "lavrov-team"]),
    ],
)
def test_that_nobody_else_speaks_of_it_is_so_or_not(
    snapshot: Snapshot, text: str, verdict: str, expected: list[str]
) -> None:
    answer = talk(snapshot, text)

    assert answer.verdict == verdict
    assert ids(answer) == expected


@pytest.mark.parametrize("text", ["长颈鹿的事，拉夫罗夫说了吗？", "骆驼，王毅提没提？"])
def test_a_yes_or_no_of_what_nobody_knows_is_answered_with_nothing(snapshot: Snapshot, text: str) -> None:
    assert not ids(talk(snapshot, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("谁的信里有“贸易”两个字？", ["nurtleu-trust"]),
        ("“宪章”这两个字出现在谁的信里？", ["wang-journey"]),
        ("拉夫罗夫向谁祝了福？", ["lavrov-wishes"]),
        ("哪个大佬说过贸易？", ["nurtleu-trust"]),
        ("说说安全", ["wang-spirit", "lavrov-team"]),
        ("尤里·加加林说了什么？", []),
        ("谢尔盖·加加林说了什么？", []),
    ],
)
def test_a_chinese_sentence_is_read_by_its_parts(snapshot: Snapshot, text: str, expected: list[str]) -> None:
    assert ids(talk(snapshot, text)) == expected


def test_what_is_in_somebodys_list_they_mention(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "联合国也在拉夫罗夫的名单里吗？")

    assert answer.verdict == "yes"
    assert ids(answer) == ["lavrov-team"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Лавров упоминал торговлю?", "Он не упоминал, а кто же?"), ["nurtleu-trust"]),
        (("拉夫罗夫提到贸易了吗？", "他没提呀，那又是谁提的？"), ["nurtleu-trust"]),
        (("拉夫罗夫提到贸易了吗？", "谁提过"), ["nurtleu-trust"]),
        (("Что сказал Иран?", "Иран не прислал. Кто же прислал?"), ["senders"]),
        (("伊朗说了什么？", "伊朗没有呀，那是谁写的呢？"), ["senders"]),
        (("Когда создан Секретариат?", "кто прислал письма по этому поводу"), ["senders"]),
    ],
)
def test_a_clause_that_only_says_again_that_somebody_did_not_is_left_aside(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert ids(answer) == expected
    assert not answer.denied


def test_whoever_is_set_aside_by_a_not_is_not_forgotten(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "Кто, если не Ван И, говорит о безопасности?")) == ["lavrov-team"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Что сказал Нуртлеу?", "торговлю затронул"), ["nurtleu-trust"]),
        (("努尔特列乌说了什么？", "贸易提了吗"), ["nurtleu-trust"]),
        (("Кто министр иностранных дел России?", "что написал"), ["lavrov-team", "lavrov-wishes"]),
        (("Кто министр иностранных дел России?", "его слова, пожалуйста"), ["lavrov-team", "lavrov-wishes"]),
        (("Что Ван И сказал о культуре?", "Ещё вопрос: что об этом пишет Нуртлеу?"), ["nurtleu-trust"]),
        (("Что Ван И сказал о культуре?", "от имени какой страны он пишет?"), ["office-wang"]),
        (("王毅怎么看文化？", "代表哪国"), ["office-wang"]),
        (("Кто упомянул безопасность?", "а тот, что в самом конце?"), ["lavrov-team"]),
        (("Что Лавров сказал о культуре?", "на чём закругляется?"), ["lavrov-wishes", "lavrov-team"]),
    ],
)
def test_a_few_words_without_a_subject_or_a_mark_are_of_whoever_was_heard(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Сравни Лаврова и Ван И о безопасности", "сравни и по культуре"), ["lavrov-team", "wang-spirit"]),
        (("比较拉夫罗夫和王毅关于安全的说法", "文化也对比一下"), ["lavrov-team", "wang-spirit"]),
        (
            ("Сравни Лаврова и Ван И о культуре", "прибавь к сравнению Нуртлеу"),
            ["nurtleu-trust"],
        ),
    ],
)
def test_those_who_were_compared_are_compared_on(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Когда создан Секретариат?", "а город?"), ["founded"]),
        (("Что сказал Лавров?", "есть ли это на языке оригинала"), ["lavrov-team"]),
    ],
)
def test_what_is_asked_of_a_fact_or_of_the_words_themselves_is_found(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Кто упомянул безопасность?", "а последний как пишет про безопасность"), ["lavrov-team"]),
        (("Кто упомянул безопасность?", "приведи фразу того, кем завершается перечень"), ["lavrov-team"]),
        (("谁提到安全？", "请看第二位，他关于安全是怎么写的？"), ["lavrov-team"]),
        (("Who mentioned security?", "What does the last one say about security?"), ["lavrov-team"]),
        (("Кто упомянул безопасность?", "а про культуру что у первого?"), ["wang-spirit"]),
    ],
)
def test_whoever_stands_at_a_place_in_a_list_is_asked_of_a_matter(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


def test_a_place_that_belongs_to_something_else_is_none_in_a_list(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "Кто упомянул безопасность?", "Кто первым написал о торговле?")) != [
        "wang-spirit"
    ]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Кто упомянул культуру?", "С культурой ясно, спасибо! Кто писал о торговле?"), ["nurtleu-trust"]),
        (
            ("Что Нуртлеу сказал о торговле?", "О торговле понял, благодарю. А что он говорит про доверие?"),
            ["nurtleu-trust"],
        ),
        (("Кто упомянул безопасность?", "У кого из них, кроме безопасности, есть торговля?"), []),
        (("Кто упомянул культуру?", "из названных кто писал и про торговлю"), ["nurtleu-trust"]),
    ],
)
def test_a_matter_that_is_done_with_is_not_asked_of_again(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert ids(answer) == expected


@pytest.mark.parametrize(
    ("turns", "intent"),
    [
        (("Что сказал Лавров?", "Как это же звучит на китайском?"), Intent.TRANSLATE),
        (("Что сказал Лавров?", "дайте эти слова Лаврова по-китайски"), Intent.TRANSLATE),
        (("拉夫罗夫说了什么？", "拉夫罗夫的这些话有英文版吗"), Intent.TRANSLATE),
        (("Что сказал Лавров?", "а где можно найти эти слова Лаврова?"), Intent.SOURCE),
        (("Что сказал Лавров?", "Я не знаю, какой сайт указать. Где вы это взяли?"), Intent.SOURCE),
        (
            ("Что Лавров сказал о культуре?", "можно увидеть полный текст того, что прислал Лавров?"),
            Intent.WHOLE,
        ),
    ],
)
def test_what_was_shown_may_be_named_again(
    snapshot: Snapshot, turns: tuple[str, ...], intent: Intent
) -> None:
    assert talk(snapshot, *turns).evidence.intent is intent


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Упоминал ли Лавров торговлю?", "и чё тогда написал"), ["lavrov-team", "lavrov-wishes"]),
        (("Упоминал ли Лавров безопасность?", "Ван И тоже"), ["wang-spirit"]),
        (("Кто упомянул культуру?", "Попал ли в их число и Нуртлеу?"), ["nurtleu-trust"]),
        (
            ("Когда создан Секретариат?", "Готовлю письмо и не знаю, к кому идти. Кто там главный?"),
            ["secretary-general"],
        ),
    ],
)
def test_few_words_lean_on_a_yes_a_no_or_a_fact(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("Что Лавров сказал о культуре?", "Поставь рядом с этим слова Ван И"),
            ["lavrov-team", "wang-spirit"],
        ),
        (("What did Lavrov say about culture?", "compare it with Wang Yi"), ["lavrov-team", "wang-spirit"]),
        (("伊朗说了什么？", "原来伊朗没写啊，那俄罗斯那边怎么讲？"), ["lavrov-team", "lavrov-wishes"]),
    ],
)
def test_others_are_asked_of_beside_whoever_was_heard(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


def test_two_questions_of_who_are_two_in_chinese(snapshot: Snapshot) -> None:
    first, second = snapshot.answer("谁写到文化，谁写到贸易？").parts

    assert ids(second) == ["nurtleu-trust"]
    assert "lavrov-team" in ids(first)


def test_authors_who_did_not_are_asked_for(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Перечислите министров, которые торговлю не затронули.")

    assert {one.who for one in answer.denied} == {"wang", "lavrov"}


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("拉夫罗夫的贺信", "再来一句"), ["lavrov-wishes"]),
        (("Что написал Лавров?", "ещё одну цитату"), ["lavrov-wishes"]),
        (("Lavrov's words?", "one more sentence"), ["lavrov-wishes"]),
    ],
)
def test_one_more_sentence_is_none_that_was_shown(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize("request_", ["предложение целиком, пожалуйста", "the whole sentence", "请给整句"])
def test_a_whole_sentence_is_no_whole_message(snapshot: Snapshot, request_: str) -> None:
    answer = talk(snapshot, 'Who said "guided by the unfaltering principles"?', request_)

    assert answer.evidence.intent is Intent.AGAIN
    (hit,) = answer.hits
    assert hit.sentence is not None
    assert hit.entry.text[slice(*hit.sentence)].startswith("Under the leadership")


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Кто упомянул культуру?", "Помимо Казахстана, что сказано?"), ["wang-spirit", "lavrov-team"]),
        (("Кто упомянул торговлю?", "а про культуру кроме него"), ["wang-spirit", "lavrov-team"]),
        (("谁谈到贸易？", "除了他，文化是谁谈的？"), ["wang-spirit", "lavrov-team"]),
        (("Who mentions trade?", "and who besides him mentions culture?"), ["wang-spirit", "lavrov-team"]),
    ],
)
def test_whoever_was_heard_is_left_out_of_another_matter_too(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("谁写到安全？", "哈萨克外长也写了吗"),
        ("Кто упомянул безопасность?", "Министр Казахстана тоже упомянул?"),
    ],
)
def test_a_minister_of_a_country_is_asked_of_the_matter_that_was_spoken_of(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    answer = talk(snapshot, *turns)

    assert answer.verdict == "no"
    assert [(one.who, one.about) for one in answer.denied] == [("nurtleu", "security")]


def test_a_name_is_asked_for_by_itself(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "Чего пожелал Лавров?", "А как имя генсека, забыла?")) == ["secretary-general"]


def test_what_nobody_knows_is_not_asked_of_whoever_sent_nothing(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Что прислал Иран?", "а пирог был?")

    assert not answer.hits
    assert not answer.denied


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the Chinese, sorry, the Russian minister wish?", ["lavrov-wishes"]),
        ("Who speaks of culture, I mean trade?", ["nurtleu-trust"]),
        ("Give me Lavrov on, no wait, Nurtleu on trade", ["nurtleu-trust"]),
        ("Чего пожелал министр Китая, ой, России?", ["lavrov-wishes"]),
        ("Кто говорил о культуре, точнее, о торговле?", ["nurtleu-trust"]),
        ("王毅，不对，努尔特列乌提到贸易了吗？", ["nurtleu-trust"]),
    ],
)
def test_a_slip_of_the_tongue_is_taken_back(snapshot: Snapshot, question: str, expected: list[str]) -> None:
    assert ids(snapshot.answer(question)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Sorry, what did Lavrov and Nurtleu say about culture?",
        "What did Lavrov say about culture? Sorry, and Nurtleu?",
        "I mean what Lavrov and Nurtleu say about culture",
    ],
)
def test_an_apology_takes_nothing_back(snapshot: Snapshot, question: str) -> None:
    assert {"lavrov-team", "nurtleu-trust"} <= set(ids(snapshot.answer(question)))


@pytest.mark.parametrize(
    ("turns", "verdict", "expected"),
    [
        (("Who mentions security?", "not Kazakhstan?"), "no", None),
        (("Who mentions security?", "not Russia?"), "yes", ["lavrov-team"]),
        (("Compare Wang Yi and Lavrov on culture", "do they mean the same moment?"), None, None),
        (("Who mentions culture?", "do any of them mention China?"), None, None),
    ],
)
def test_of_several_nothing_is_affirmed_that_was_not_asked(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str | None, expected: list[str] | None
) -> None:
    answer = talk(snapshot, *turns)

    assert answer.verdict == verdict
    assert expected is None or ids(answer) == expected


def test_an_office_that_several_hold_answers_for_none_of_them(snapshot: Snapshot) -> None:
    assert not any(one.startswith("office") for one in ids(snapshot.answer("who represents whom?")))


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Who mentions trade?", "that was long, give me only the part about trust"), ["nurtleu-trust"]),
        (("What did Lavrov say about culture?", "what's his full name?"), ["office-lavrov"]),
        (
            ("What did Lavrov say about the anniversary?", "no sorry, I meant the Kazakh one"),
            ["nurtleu-trust"],
        ),
    ],
)
def test_a_few_more_words_still_ask_of_whoever_was_heard(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns))[:1] == expected


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("Thank you so much, you've been a great help.", Intent.THANKS),
        ("thanks! who are you?", Intent.IDENTITY),
    ],
)
def test_thanks_for_help_ask_for_none(snapshot: Snapshot, said: str, intent: Intent) -> None:
    assert snapshot.answer(said).evidence.intent is intent


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("true or false: Lavrov mentions culture", "yes"),
        ("yes or no: Nurtleu mentions security", "no"),
    ],
)
def test_yes_or_no_may_be_asked_for_in_front(snapshot: Snapshot, question: str, verdict: str) -> None:
    assert snapshot.answer(question).verdict == verdict


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("What did China promise?", "Are those his own words or a paraphrase?"), ["wang-host"]),
        (("Чего пожелал Лавров?", "это пересказ?"), ["lavrov-wishes"]),
        (("拉夫罗夫祝愿了什么？", "这是转述吗？"), ["lavrov-wishes"]),
    ],
)
def test_a_paraphrase_is_shown_with_how_it_stands(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, ids(answer)) == (Intent.SOURCE, expected)


@pytest.mark.parametrize(
    "turns",
    [
        ("Which bodies does Lavrov name?", "did others mention the UN?"),
        ("Какие организации назвал Лавров?", "а другие упоминали ООН?"),
        ("拉夫罗夫提到了哪些国际组织", "其他人提到联合国了吗"),
        ("Who mentions trade?", "did anybody else mention it?"),
    ],
)
def test_whether_others_speak_of_it_is_not_asked_of_whoever_was_heard(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, answer.hits) == (Intent.NOBODY_ELSE, ())
    assert answer.verdict in {None, "no"}


@pytest.mark.parametrize(
    "turns",
    [
        ("Who mentions trade?", "does he say which trade?"),
        ("What did Wang Yi say?", "did he mention which year of the 20 years?"),
    ],
)
def test_that_somebody_speaks_of_it_is_no_yes_to_a_detail(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    assert talk(snapshot, *turns).verdict is None


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Who mentions culture?", "which of the three speaks of trade?"), ["nurtleu-trust"]),
        (("Which of the eight speaks of trade?",), ["nurtleu-trust"]),
    ],
)
def test_how_many_they_are_is_no_matter(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("ok fair enough", Intent.AGREED),
        ("Are you making these quotes up?", Intent.IDENTITY),
        ("whats this all about", Intent.IDENTITY),
    ],
)
def test_small_talk_has_more_than_one_wording(snapshot: Snapshot, said: str, intent: Intent) -> None:
    assert snapshot.answer(said).evidence.intent is intent


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Что Лавров сказал о культуре, а Нуртлеу о торговле?", "вторую цитату ещё раз"), ["nurtleu-trust"]),
        (("拉夫罗夫怎么谈安全，努尔特列乌怎么谈贸易？", "第二句再发一遍"), ["nurtleu-trust"]),
        (("Кто упомянул культуру?", "первую ещё разок"), ["wang-spirit"]),
        (("Что Нуртлеу написал о торговле?", "повторите, пожалуйста"), ["nurtleu-trust"]),
        (("努尔特列乌怎么谈贸易？", "再说一遍"), ["nurtleu-trust"]),
    ],
)
def test_what_was_shown_is_repeated_also_by_its_place_among_several_answers(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


def test_what_somebody_unnamed_wrote_is_asked_of_those_who_were_spoken_of(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Сколько посланий?", "Как зовут послов?", "а что в письмах?")

    assert answer.status == "none"
    assert ids(answer) == ["no-ambassador-texts"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Когда юбилей?", "кто из министров назвал эту дату?"), ["wang-20-years"]),
        # The year of the founding is in nobody's words.
        (("Когда создан Секретариат?", "кто назвал эту дату?"), []),
        (("When was the Secretariat founded?", "who mentions that date?"), []),
    ],
)
def test_a_date_that_was_shown_is_said_by_whoever_says_its_year(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Кто в тексте первый?",), ["wang-20-years"]),
        (("Сколько посланий?", "а третий кто?"), ["lavrov-team"]),
        (("谁排在第二位？",), ["nurtleu-trust"]),
        (("Кто последний в списке?", "и чего он пожелал?"), ["lavrov-wishes"]),
    ],
)
def test_whoever_stands_at_a_place_in_the_record_is_found_by_it(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize("text", ["Кто выступил первым?", "谁最先发贺信？"])
def test_the_order_of_the_record_tells_not_who_wrote_first(snapshot: Snapshot, text: str) -> None:
    assert ids(snapshot.answer(text)) != ["wang-20-years"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Лавров говорил о торговле?", "а кто о ней говорил?"), ["nurtleu-trust"]),
        (("Упоминал ли Нуртлеу торговлю?", "а Китай тоже?", "а кто ещё упоминал торговлю?"), []),
        (("谁提到贸易？", "他还提到了什么？"), ["nurtleu-confidence"]),
        (("谁谈到安全？", "只有他们俩吗"), []),
        (("谁谈到安全？", "他们各自怎么说的"), ["wang-spirit", "lavrov-team"]),
        (("Чего пожелал Лавров?", "кому именно?"), ["lavrov-wishes"]),
    ],
)
def test_it_is_told_from_him_and_one_more_from_the_same(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("谁谈到安全？", "后一位是什么职务"), ["office-lavrov"]),
        (("Кто упомянул безопасность?", "какой пост у второго?"), ["office-lavrov"]),
        (("Who mentions security?", "what office does the second one hold?"), ["office-lavrov"]),
        (("Что Нуртлеу сказал о торговле?", "Это сказал министр?"), ["office-nurtleu"]),
    ],
)
def test_the_office_of_one_who_was_heard_is_asked_for(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    "turns", [("Что сказал Лавров?", "а про Украину?"), ("拉夫罗夫怎么说？", "关于乌克兰呢")]
)
def test_of_who_is_only_spoken_of_no_message_is_denied(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    answer = talk(snapshot, *turns)

    assert not answer.hits
    assert not answer.denied


@pytest.mark.parametrize(
    ("turns", "begins"),
    [
        (("Что Лавров сказал о безопасности?", "следующее предложение"), "The significant practical role"),
        (("努尔特列乌怎么谈贸易？", "上一句呢"), "Over the past two decades"),
        (("What does Lavrov say about security?", "and the previous sentence?"), "In the recent years"),
        # Behind the end of a passage the next one begins, and before it the last one ends.
        (("王毅怎么谈安全？", "下一句", "再下一句"), "over the past 20 years"),
        (("王毅怎么谈安全？", "下一句", "再下一句", "上一句"), "It serves as a model"),
    ],
)
def test_the_sentence_beside_the_one_that_was_shown_is_given(
    snapshot: Snapshot, turns: tuple[str, ...], begins: str
) -> None:
    (hit,) = talk(snapshot, *turns).hits

    assert hit.sentence is not None
    assert hit.entry.text[slice(*hit.sentence)].startswith(begins)


@pytest.mark.parametrize("turns", [("努尔特列乌怎么谈贸易？", "上一句", "再上一句", "上一句"), ("下一句",)])
def test_nothing_stands_before_the_first_sentence(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    assert not talk(snapshot, *turns).hits


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Чего пожелал Лавров?", "а что именно?"), ["lavrov-wishes"]),
        (("Кто пожелал здоровья?", "чьи это слова?"), ["lavrov-wishes"]),
        (("谁祝愿了秘书处？", "因为什么"), ["lavrov-wishes"]),
        # Nothing with a matter was asked yet, but somebody was heard.
        (("谁写得最长？", "引用一下他的话"), ["wang-20-years", "wang-spirit", "wang-journey", "wang-host"]),
        # "He" may be a body that nobody named.
        (("Сколько посланий пришло?", "А где он находится?"), ["seat"]),
    ],
)
def test_what_was_shown_tells_it_or_whoever_was_heard(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize("text", ["努尔特列乌不是提到贸易了吗？", "努尔特列乌不是说过贸易吗"])
def test_whether_somebody_did_not_asks_whether_they_did(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert ids(answer) == ["nurtleu-trust"]
    assert answer.verdict == "yes"


def test_what_was_shown_of_somebody_else_tells_nothing(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Что Лавров сказал о безопасности?", "А Нуртлеу?", "а что?")

    assert "lavrov-team" not in ids(answer)


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Lavrov say about culture?", "who wrote that?"),
        ("What did Lavrov say about culture?", "who signed it?"),
        ("Что Лавров говорит о культуре?", "кто это сказал?"),
        ("拉夫罗夫怎么谈文化？", "这是谁说的？"),
    ],
)
def test_who_said_that_asks_of_what_was_shown_and_not_of_its_matter(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    assert ids(talk(snapshot, *turns)) == ["lavrov-team"]


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("What did Lavrov say about the UN?", "did anyone else mention it?"), "no"),
        (("Who mentions trade?", "has anybody else spoken of trade?"), "no"),
    ],
)
def test_nobody_else_is_a_no_where_the_matter_was_understood_whole(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, answer.verdict) == (Intent.NOBODY_ELSE, verdict)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Who mentions trade?", "which country?"), ["office-nurtleu"]),
        (("What did Lavrov say about culture?", "who wrote that?"), ["lavrov-team"]),
        (("When was the Secretariat founded?", "who leads it?", "who said that?"), []),
        (
            ("What did Nurtleu say?", "that was long can you give me only the part about culture"),
            ["nurtleu-trust"],
        ),
    ],
)
def test_short_questions_after_one_speaker_are_of_that_speaker(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert [hit.entry.id for hit in answer.hits if not isinstance(hit.entry, Fact)] == [
        one for one in expected if not one.startswith("office")
    ]
    assert not expected or ids(answer)[:1] == expected


def test_two_who_were_heard_one_after_the_other_are_asked_of_a_country(snapshot: Snapshot) -> None:
    answer = talk(
        snapshot,
        "Compare Wang Yi and Nurtleu on culture",
        "what did Nurtleu say about trade?",
        "do either of them mention Russia?",
    )

    assert (answer.verdict, answer.hits) == ("no", ())


@pytest.mark.parametrize(
    "question", ["who wrote first?", "Кто первым выступил?", "谁第一个发贺信？", "who spoke last of all?"]
)
def test_nobody_is_named_for_an_order_that_the_record_does_not_tell(
    snapshot: Snapshot, question: str
) -> None:
    assert not any(hit.entry for hit in snapshot.answer(question).hits if isinstance(hit.entry, Quote))


@pytest.mark.parametrize(
    ("turns", "verdict", "expected"),
    [
        (
            ("Compare Lavrov's wishes and Nurtleu on trade", "the first, is it in his words?"),
            "no",
            "lavrov-wishes",
        ),
        (
            ("Compare Lavrov's wishes and Nurtleu on trade", "is the second one verbatim?"),
            "yes",
            "nurtleu-trust",
        ),
    ],
)
def test_whether_one_of_several_is_quoted_is_told_of_that_one(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str, expected: str
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.verdict, ids(answer)) == (verdict, [expected])


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("How many countries sent a message?", "which ones?"), "senders"),
        (("Сколько стран прислали послания?", "какие?"), "senders"),
        (("and Iran?", "so who did write?", "how many is that?"), "senders-count"),
        (("who calls it an administrative body?", "how many messages are there?", "which ones?"), "senders"),
        (("When was the Secretariat founded?", "by whom?"), "founded"),
    ],
)
def test_a_bare_question_word_after_a_fact_asks_for_a_fact(
    snapshot: Snapshot, turns: tuple[str, ...], expected: str
) -> None:
    assert ids(talk(snapshot, *turns)) == [expected]


@pytest.mark.parametrize(
    ("turns", "begins"),
    [
        (("the first sentence of Lavrov please",), "In the recent years"),
        (("the third sentence of Lavrov",), "The significant practical role"),
        (("процитируйте второе предложение Лаврова",), "The Secretariat effectively"),
        (("the first sentence of Lavrov please", "next sentence"), "The Secretariat effectively"),
        (("how does the Kazakh minister begin?", "next sentence"), "Under the leadership"),
        (("what is Wang Yi's last sentence?",), "The Secretariat will continue"),
        (("what is Wang Yi's last sentence?", "the sentence before"), "Now, amidst"),
    ],
)
def test_the_first_or_the_last_sentence_is_shown_and_can_be_gone_on_from(
    snapshot: Snapshot, turns: tuple[str, ...], begins: str
) -> None:
    hit = talk(snapshot, *turns).hits[0]

    assert hit.sentence is not None
    assert hit.entry.text[slice(*hit.sentence)].startswith(begins)


@pytest.mark.parametrize(
    ("turns", "verdict", "expected"),
    [
        (("and Nurtleu, does he speak of trade?",), "yes", ["nurtleu-trust"]),
        (
            ("Who mentions trade?", "and the Russian minister, did he mention culture?"),
            "yes",
            ["lavrov-team"],
        ),
        (("What did Lavrov say?", "and Nurtleu, does he mention security?"), "no", []),
    ],
)
def test_somebody_is_named_first_and_taken_up_by_he(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str, expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.verdict, ids(answer)) == (verdict, expected)


@pytest.mark.parametrize(
    "turns",
    [
        ("who heads the Secretariat?", "what does he say?"),
        ("кто возглавляет Секретариат", "а что он сказал?"),
    ],
)
def test_he_is_whoever_a_fact_tells_of(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    assert ids(talk(snapshot, *turns)) == ["no-zhang-words"]


@pytest.mark.parametrize(
    "turns",
    [
        ("Who promised support?", "and Russia?", "who else?"),
        ("Кто обещал поддержку?", "а Казахстан?", "кто ещё?"),
        ("which countries congratulated the secretariat", "and who else?"),
        ("who congratulated the Secretariat?", "and Iran?", "anybody else?"),
    ],
)
def test_nobody_else_is_left_once_all_were_heard_whoever_was_asked_of_since(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, ids(answer)) == (Intent.NOBODY_ELSE, [])


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("What did Lavrov say?", "is it from a minister?"), "yes"),
        (("Что сказал Лавров?", "это министр?"), "yes"),
    ],
)
def test_that_is_of_whoever_was_heard_where_an_office_is_asked_of(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.verdict, ids(answer)) == (verdict, ["office-lavrov"])


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("what did Lavrov wish?", "to whom"), ["lavrov-wishes"]),
        (("how old is the Secretariat?", "and the SCO itself?"), ["no-sco-founding"]),
    ],
)
def test_what_leans_on_what_was_shown_is_of_that(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


def test_the_ambassador_of_a_country_is_nobody_who_does_something(snapshot: Snapshot) -> None:
    (question,) = snapshot.understood("а посол Китая?")

    assert not question.is_polar


def test_a_verb_that_is_closed_up_with_its_question_word_is_heard(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "What did Lavrov say about culture?", "where's that from")

    assert (answer.evidence.intent, ids(answer)) == (Intent.SOURCE, ["lavrov-team"])


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Кто говорил о культуре?", "а о ней Россия?", "а второй что говорил?"), ["nurtleu-trust"]),
        (("Did Wang Yi mention security?", "who else?", "what does the second one say?"), ["lavrov-team"]),
        (("Who mentions culture?", "and Russia?", "now the second one"), ["nurtleu-trust"]),
    ],
)
def test_the_second_one_is_of_the_list_that_somebody_was_asked_of(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("Did Putin send congratulations?", "who sent them for Russia then?"),
        ("Did Putin write?", "who sent it for Russia then?"),
    ],
)
def test_who_wrote_for_a_country_is_asked_whoever_was_asked_of_before(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    assert set(ids(talk(snapshot, *turns))) == {"lavrov-team", "lavrov-wishes"}


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Compare Lavrov and Nurtleu", "who said more?"), ["lavrov-team"]),
        (
            ("Сравни Нуртлеу и Лаврова", "у кого длиннее"),
            ["lavrov-team"],
        ),
        (("Compare Nurtleu and Lavrov on culture", "whose is the shortest?"), ["nurtleu-trust"]),
        (("Who mentions trade?", "and Lavrov?", "which of them is the longest"), ["lavrov-team"]),
        (("whose message is longer, Lavrov's or Nurtleu's?",), ["lavrov-team"]),
    ],
)
def test_who_says_more_is_asked_of_those_who_were_spoken_of(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, ids(answer)) == (Intent.LONGEST, expected)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Кто упоминает торговлю?", "обещал что-нибудь?"), []),
        (("Кто говорит о шанхайском духе?", "а Ван И?", "обещал?"), ["wang-host"]),
    ],
)
def test_a_russian_verb_without_its_subject_is_of_whoever_was_spoken_of(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("What did President Obama say about trade?", "and Nurtleu?"), ["nurtleu-trust"]),
    ],
)
def test_nothing_of_a_stranger_is_asked_of_whoever_is_named_then(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("Who promised support?", "and Lavrov?", "so how many in total?"),
        ("Did Wang Yi promise help?", "and who else did?", "what about Lavrov?", "how many in total?"),
    ],
)
def test_those_who_were_found_are_counted_whoever_was_asked_of_since(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, ids(answer)) == (Intent.COUNT, ["wang-host"])


@pytest.mark.parametrize(
    ("turns", "verdict", "expected"),
    [
        (("Does Lavrov mention trust?", "and Nurtleu?", "and the first one?"), "no", []),
        (("Does Lavrov mention culture?", "and Nurtleu?", "and the other one?"), "yes", ["lavrov-team"]),
        (
            ("Does Lavrov mention trust?", "and Nurtleu?", "does the first one mention culture?"),
            "yes",
            ["lavrov-team"],
        ),
        (("Нуртлеу упоминает торговлю?", "а Лавров?", "а первый?"), "yes", ["nurtleu-trust"]),
    ],
)
def test_those_who_were_asked_of_one_by_one_stand_in_line(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str, expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.verdict, ids(answer)) == (verdict, expected)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Who promised support?", "and Nurtleu?", "please show me the Chinese one again"), ["wang-host"]),
        (("Who mentions culture?", "show me the Chinese one"), ["wang-spirit"]),
    ],
)
def test_one_is_picked_from_what_was_found_by_country(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("What does Nurtleu say?", "and Lavrov?", "does either mention the Charter?"),
        ("Does Lavrov mention trust?", "and Wang Yi?", "did either promise friendship?"),
    ],
)
def test_either_is_both_who_were_asked_of(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    answer = talk(snapshot, *turns)

    assert (ids(answer), len(answer.denied)) == ([], 2)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Which message is about the Charter?", "read me that part"), ["wang-journey"]),
        (("Which partner organisations were named?", "list them"), ["partners"]),
        (("What did Lavrov wish?", "to who"), ["lavrov-wishes"]),
        (("谁谈到文化？", "原文"), ["wang-spirit", "nurtleu-trust", "lavrov-team"]),
    ],
)
def test_what_was_shown_is_shown_again_where_nothing_else_is_asked(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.evidence.intent, ids(answer)) == (Intent.AGAIN, expected)


def test_that_was_all_where_nobody_is_left_whom_a_theme_holds(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "quotes on stability", "is there another?")

    assert (answer.evidence.intent, ids(answer)) == (Intent.NO_MORE, [])


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Who mentions trade?", "where is he minister?"), ["office-nurtleu"]),
        (("几个国家承诺了",), ["wang-host"]),
    ],
)
def test_where_somebody_holds_office_and_how_many_promised_is_looked_up(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


def test_the_role_of_a_body_is_no_office_of_whoever_tells_of_it(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "What role does the Secretariat play according to Wang Yi?")

    assert "office-wang" not in ids(answer)


@pytest.mark.parametrize(
    ("turns", "verdict", "expected"),
    [
        (("does anyone mention friendship?", "who?", "does Nurtleu?"), "yes", ["nurtleu-trust"]),
        (("does anyone mention trade?", "who?", "does Lavrov?"), "no", []),
        (("What did Lavrov say?", "is he from Russia?"), "yes", ["office-lavrov"]),
    ],
)
def test_who_somebody_is_takes_no_matter_away(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str, expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.verdict, ids(answer)) == (verdict, expected)


def test_who_he_is_exactly_is_asked_of_his_office(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "What did Lavrov say?", "who is he exactly")) == ["office-lavrov"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Who sent a message?", "what does the second one say?", "more"), ["nurtleu-confidence"]),
        (("Who sent a message?", "the second one", "more", "and the third one?"), ["lavrov-team"]),
        (("Кто прислал послания?", "что пишет третий?", "ещё"), ["lavrov-wishes"]),
    ],
)
def test_more_of_one_of_those_a_fact_names_is_theirs(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("Who speaks of culture?", "compare the second with the last one"),
            ["nurtleu-trust", "lavrov-team"],
        ),
        (("Кто говорит о культуре?", "сравни первого и третьего"), ["wang-spirit", "lavrov-team"]),
        (("谁谈到文化？", "比较第一位和第二位"), ["wang-spirit", "nurtleu-trust"]),
        (("Who speaks of culture?", "compare them"), ["wang-spirit", "nurtleu-trust", "lavrov-team"]),
        (
            ("Lavrov on culture", "and Nurtleu?", "did he promise help?", "compare the two"),
            ["nurtleu-trust", "lavrov-team"],
        ),
    ],
)
def test_those_are_compared_who_are_meant_by_what_they_said(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("Who speaks of friendship?", "only him?"), "yes"),
        (("Who brings up the Charter?", "just him?"), "yes"),
        (("谁谈到友谊？", "只有他吗？"), "yes"),
    ],
)
def test_whether_somebody_alone_says_so(snapshot: Snapshot, turns: tuple[str, ...], verdict: str) -> None:
    answer = talk(snapshot, *turns)

    assert answer.evidence.intent is Intent.NOBODY_ELSE
    assert answer.verdict == verdict


@pytest.mark.parametrize(
    "turns",
    [
        ("Who speaks of culture?", "the second one", "only him?"),
        ("Who speaks of culture?", "the second one", "is he the only one?"),
        ("Кто говорит о культуре?", "второй", "только он?"),
        ("谁谈到文化？", "第二位呢", "只有他吗"),
    ],
)
def test_whoever_was_listed_beside_somebody_says_so_too(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    assert ids(talk(snapshot, *turns)) == ["wang-spirit", "lavrov-team"]


@pytest.mark.parametrize(
    ("turns", "fact", "verdict"),
    [
        (("What does Lavrov say?", "is he the deputy prime minister?"), "office-lavrov", "no"),
        (("Что сказал министр Казахстана?", "он вице-премьер?"), "office-nurtleu", "yes"),
        (("Who is Zhang Ming?", "and Lavrov?"), "office-lavrov", None),
        (("Кто такой Чжан Мин?", "а Ван И?"), "office-wang", None),
        (("Who sent a message?", "what did Lavrov say?", "when did he write that?"), "anniversary", None),
        (("Что сказал Лавров?", "когда он это сказал?"), "anniversary", None),
    ],
)
def test_a_fact_is_told_of_whoever_is_meant(
    snapshot: Snapshot, turns: tuple[str, ...], fact: str, verdict: str | None
) -> None:
    answer = talk(snapshot, *turns)

    assert ids(answer) == [fact]
    assert answer.verdict == verdict


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("What does Lavrov say?", "and his neighbour from Kazakhstan?"), "nurtleu-trust"),
        (("Что сказал Лавров?", "а его сосед из Казахстана?"), "nurtleu-trust"),
        (("拉夫罗夫说了什么？", "他的邻国哈萨克斯坦呢？"), "nurtleu-trust"),
        (("What does Nurtleu say?", "which others promise help?"), "wang-host"),
        (("Does Wang Yi congratulate them?", "and in which year was that, the anniversary?"), "anniversary"),
        (("Lavrov on health", "who else speaks of culture?"), "wang-spirit"),
        (("What about Taiwan?", "is the word Charter there at all?"), "wang-journey"),
        (("Compare Nurtleu and Lavrov", "does the latter mention culture?"), "lavrov-team"),
        (("比较努尔特列乌和拉夫罗夫", "后者提到文化了吗"), "lavrov-team"),
        (("Кто говорит о культуре?", "а Бельгия?", "вернёмся к первому: что он пишет?"), "wang-spirit"),
        (("Did Wang Yi sign blockchain?", "so what did Lavrov say?"), "lavrov-team"),
    ],
)
def test_others_are_found_by_what_they_are_to_whoever_was_heard(
    snapshot: Snapshot, turns: tuple[str, ...], expected: str
) -> None:
    assert ids(talk(snapshot, *turns))[0] == expected


@pytest.mark.parametrize(
    ("turns", "silent"),
    [
        (("Who speaks of culture?", "does Nurtleu say anything like that?"), None),
        (("Who speaks of security?", "does Kazakhstan say anything similar?"), "nurtleu"),
        (("Кто говорит о безопасности?", "а Казахстан что-то похожее говорит?"), "nurtleu"),
    ],
)
def test_anything_similar_is_of_the_same_matter(
    snapshot: Snapshot, turns: tuple[str, ...], silent: str | None
) -> None:
    answer = talk(snapshot, *turns)

    assert [one.who for one in answer.denied] == ([silent] if silent else [])


@pytest.mark.parametrize(
    ("turns", "intent"),
    [
        (("What did Obama say?", "him, then"), Intent.UNCLEAR),
        (("anything on Taiwan?", "so what do they talk about"), Intent.UNCLEAR),
        (("Who speaks of culture?", "only the countries please"), Intent.AGAIN),
        (("Что пишет Ван И?", "длинно. покороче есть у него?"), Intent.AGAIN),
        (("Who sent a message?", "the third one", "which of them talked the most?"), Intent.LONGEST),
        (("Did Kazakhstan send anything?", "by whom?"), Intent.AGAIN),
        (("Does anyone mention the Charter?", "more"), Intent.NO_MORE),
        (("有人提到宪章吗？", "别的呢"), Intent.NO_MORE),
        (("Did Lavrov mention culture?", "is that a quote or retold?"), Intent.SOURCE),
        (("拉夫罗夫祝愿什么？", "这是引语吗"), Intent.SOURCE),
    ],
)
def test_what_is_wanted_of_what_was_said(snapshot: Snapshot, turns: tuple[str, ...], intent: Intent) -> None:
    assert talk(snapshot, *turns).evidence.intent is intent


@pytest.mark.parametrize("doubt", ["are you sure?", "you sure?", "ты уверен?", "точно ли это?"])
def test_doubt_is_met_with_the_source(snapshot: Snapshot, doubt: str) -> None:
    answer = talk(snapshot, "What does Lavrov say of culture?", doubt)

    assert answer.evidence.intent is Intent.SOURCE
    assert ids(answer) == ["lavrov-team"]


@pytest.mark.parametrize("thanks", ["ok thanks my friend", "ладно, спасибо, дружок"])
def test_thanks_may_begin_with_an_ok(snapshot: Snapshot, thanks: str) -> None:
    assert talk(snapshot, "What does Lavrov say?", thanks).evidence.intent is Intent.THANKS


@pytest.mark.parametrize(
    "text", ["give me two quotes about culture", "给我三条关于文化的引语", "цитату для открытки про культуру"]
)
def test_how_many_quotes_are_wanted_and_what_for_is_no_matter(snapshot: Snapshot, text: str) -> None:
    assert ids(talk(snapshot, text)) == ["wang-spirit", "nurtleu-trust", "lavrov-team"]


@pytest.mark.parametrize(
    "turns",
    [
        ("What is Lavrov's job?", "more"),
        ("Кто такой Лавров?", "ещё"),
        ("拉夫罗夫是什么职务？", "还有吗"),
    ],
)
def test_more_after_an_office_is_what_whoever_holds_it_says(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    assert ids(talk(snapshot, *turns))[0] == "lavrov-team"


@pytest.mark.parametrize(
    ("turns", "intent", "speaker"),
    [
        (("Show me all of Lavrov's message", "and China's?"), Intent.WHOLE, "wang"),
        (("Как начинается послание Лаврова?", "а у Нуртлеу?"), Intent.BEGINS, "nurtleu"),
        (("Чем кончается обращение Ван И?", "нет, Лаврова"), Intent.ENDS, "lavrov"),
    ],
)
def test_the_same_part_of_another_message_is_given(
    snapshot: Snapshot, turns: tuple[str, ...], intent: Intent, speaker: str
) -> None:
    answer = talk(snapshot, *turns)

    assert answer.evidence.intent is intent
    assert {hit.entry.id.split("-")[0] for hit in answer.hits} == {speaker}


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("What does Lavrov say of culture?", "no, Nurtleu"), ["nurtleu-trust"]),
        (("Что Лавров пишет о культуре?", "нет, Ван И"), ["wang-spirit"]),
        (("Кто говорил о торговле?", "нет, о безопасности"), ["wang-spirit", "lavrov-team"]),
        (("拉夫罗夫谈到文化了吗？", "不是，王毅"), ["wang-spirit"]),
    ],
)
def test_behind_a_no_and_a_comma_stands_what_is_meant_instead(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


def test_after_the_second_of_the_record_the_first_is_the_first_of_the_record(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Кто идёт вторым в списке?", "а последним?", "что написал первый?")
    assert ids(answer) == ["wang-20-years"]


def test_his_name_may_be_asked_for_with_an_and(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "Что сказала Россия?", "а как его зовут?")) == ["office-lavrov"]


def test_how_many_do_is_not_how_many_do_not(snapshot: Snapshot) -> None:
    turns = ("Who does not mention culture?", "and how many do mention it?")
    assert ids(talk(snapshot, *turns)) == ["wang-spirit", "nurtleu-trust", "lavrov-team"]


@pytest.mark.parametrize(
    "turns",
    [
        ("Was the Secretariat founded in Paris?", "when, then?"),
        ("Was the Secretariat opened in Moscow?", "and in which year?"),
        ("Правда ли, что Секретариат создали в Москве?", "а когда?"),
    ],
)
def test_a_place_that_was_denied_is_no_part_of_what_is_asked_next(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    assert ids(talk(snapshot, *turns)) == ["founded"]


def test_who_is_compared_on_a_matter_and_says_nothing_of_it_is_denied_it(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "What do Lavrov and Nurtleu say?", "compare them on trade")
    assert ids(answer) == ["nurtleu-trust"]
    assert [one.who for one in answer.denied] == ["lavrov"]


@pytest.mark.parametrize("text", ["还有别人感谢吗？", "does anyone else give thanks?"])
def test_who_else_thanks_is_asked_and_not_said_to_us(snapshot: Snapshot, text: str) -> None:
    assert talk(snapshot, "Who thanked the Secretariat?", text).evidence.intent is not Intent.THANKS


@pytest.mark.parametrize(
    "text",
    ["Did Macron also send greetings?", "правда, что макрон тоже поздравил?", "马克龙给秘书处发贺电了吗"],
)
def test_a_light_word_or_whom_it_is_sent_to_may_stand_between_a_stranger_and_the_verb(
    snapshot: Snapshot, text: str
) -> None:
    assert snapshot.answer(text).evidence.intent is Intent.STRANGER


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("Who speaks of the new stage?", "when was that said?"),
        ("Кто говорит о новом этапе?", "в каком году это сказано?"),
        ("谁谈到新阶段？", "这句话是哪年说的？"),
    ],
)
def test_when_it_was_said_is_no_year_that_is_told_in_it(snapshot: Snapshot, who: str, text: str) -> None:
    assert "founded" not in ids(talk(snapshot, who, text))
