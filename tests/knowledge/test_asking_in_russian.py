"""Ways of asking in Russian: what stands around a wish is understood, whatever the wish is about."""

from __future__ import annotations

import pytest

from knowledge.answering.answer import as_json
from knowledge.answering.kinds import Intent, Status
from knowledge.snapshot import Snapshot
from tests.turns import ids, talk


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


@pytest.mark.parametrize(
    "text",
    [
        "Что Лавров написал к юбилею?",
        "С чем Лавров выступил по случаю годовщины?",
        "what did Russia write for the anniversary?",
    ],
)
def test_the_occasion_of_all_messages_is_no_matter_of_one(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == {"Sergey Lavrov"}


def test_the_occasion_takes_nothing_from_a_matter_beside_it(snapshot: Snapshot) -> None:
    asked = "Что Лавров написал к юбилею о безопасности?"

    assert [hit.entry.id for hit in snapshot.answer(asked).hits] == ["lavrov-team"]


@pytest.mark.parametrize(
    "text",
    [
        "Как Лавров отозвался о безопасности и что говорил Нуртлеу о торговле?",
        "Лавров что думает о безопасности, и что там у Нуртлеу насчёт торговли?",
    ],
)
def test_how_and_what_behind_a_name_ask_each_for_itself(snapshot: Snapshot, text: str) -> None:
    parts = snapshot.answer(text).parts

    assert [part.hits[0].entry.id for part in parts] == ["lavrov-team", "nurtleu-trust"]


@pytest.mark.parametrize(
    "text", ["Сколько из них о культуре?", "У какого числа министров упоминается культура?"]
)
def test_those_who_speak_of_a_matter_are_counted_without_a_verb(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert answer.evidence.intent is Intent.COUNT
    assert len(answer.hits) == 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Теперь Нуртлеу", "nurtleu-trust"),
        ("Процитируй на эту тему Нуртлеу", "nurtleu-trust"),
        ("Что об этом думает Нуртлеу?", "nurtleu-trust"),
    ],
)
def test_this_and_now_lean_on_what_was_spoken_of(snapshot: Snapshot, text: str, wanted: str) -> None:
    before = snapshot.answer("Что Лавров сказал о культуре?")

    assert [hit.entry.id for hit in snapshot.answer(text, previous=before).hits] == [wanted]


@pytest.mark.parametrize(
    "text", ["В каком качестве Лавров прислал послание?", "Чем занимается Лавров?", "какой пост у Лаврова"]
)
def test_a_word_of_post_asks_for_the_office(snapshot: Snapshot, text: str) -> None:
    assert [hit.entry.id for hit in snapshot.answer(text).hits] == ["office-lavrov"]


@pytest.mark.parametrize(
    "text", ["Кто не умолчал о торговле?", "Кто не забыл про торговлю?", "who did not ignore trade?"]
)
def test_two_negations_ask_who_does(snapshot: Snapshot, text: str) -> None:
    reply = as_json(snapshot.answer(text))

    assert {one["speaker"] for one in reply["answers"]} == {"Murat Nurtleu"}
    assert reply["denied"] == []


@pytest.mark.parametrize(
    "text", ["Лавров говорил о культуре? Что именно?", "Лавров говорил о культуре. Покажи."]
)
def test_a_sentence_of_a_question_word_alone_goes_on_with_the_one_before(
    snapshot: Snapshot, text: str
) -> None:
    assert snapshot.answer(text).parts == ()
    assert speakers(snapshot, text) == {"Sergey Lavrov"}


def test_who_and_a_speaker_with_a_matter_are_asked_one_after_another(snapshot: Snapshot) -> None:
    parts = snapshot.answer("Кто упомянул торговлю плюс Лавров говорил о культуре?").parts

    assert [[hit.entry.id for hit in part.hits] for part in parts] == [["nurtleu-trust"], ["lavrov-team"]]


@pytest.mark.parametrize(
    "text",
    [
        "Кто тему торговли обошёл?",
        "В чьих обращениях торговля не звучит?",
        "У кого в письме нет ничего о торговле?",
        "У кого из авторов о торговле ни строчки?",
        "Чьи слова торговли не касаются?",
        "Кто из них обошёлся без торговли?",
        "Кому торговля не интересна?",
        "В каких посланиях нет упоминания торговли?",
    ],
)
def test_not_may_stand_anywhere_in_the_clause_of_who(snapshot: Snapshot, text: str) -> None:
    reply = as_json(snapshot.answer(text))

    assert reply["answers"] == []
    assert len(reply["denied"]) > 1
    assert "Murat Nurtleu" not in {one["speaker"] for one in reply["denied"]}


@pytest.mark.parametrize(
    "text",
    [
        "Неужели о торговле никто не сказал?",
        "Разве ни один министр не упомянул торговлю?",
        "Никто не писал про торговлю?",
    ],
)
def test_whether_nobody_speaks_of_something_asks_who_does(snapshot: Snapshot, text: str) -> None:
    reply = as_json(snapshot.answer(text))

    assert {one["speaker"] for one in reply["answers"]} == {"Murat Nurtleu"}
    assert reply["denied"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Кто упомянул торговлю и писал ли Лавров о культуре?",
        "Говорил ли Лавров про культуру, а ещё мне бы фамилии всех, кто упомянул торговлю.",
        "Первый вопрос: у кого звучит торговля? Второй: есть ли у Лаврова что-нибудь о культуре?",
        "торговля у кого есть? а Лавров про культуру да или нет",
        "Составьте список упомянувших торговлю, и отдельно: касался ли Лавров культуры?",
    ],
)
def test_who_and_whether_are_two_requests_in_any_order(snapshot: Snapshot, text: str) -> None:
    parts = snapshot.answer(text).parts

    assert sorted(hit.entry.id for part in parts for hit in part.hits) == ["lavrov-team", "nurtleu-trust"]


@pytest.mark.parametrize(
    "text",
    [
        "про торговлю что писал Нуртлеу и про культуру что Лавров",
        "цитаты: Нуртлеу о торговле + Лавров о культуре",
        "Вот Нуртлеу что-то говорил о торговле, да? А Лавров вроде о культуре. Найди.",
    ],
)
def test_two_speakers_each_with_a_matter_are_two_requests(snapshot: Snapshot, text: str) -> None:
    parts = snapshot.answer(text).parts

    assert [[hit.entry.id for hit in part.hits] for part in parts] == [["nurtleu-trust"], ["lavrov-team"]]


@pytest.mark.parametrize("text", ["Сколько было упомянувших торговлю?", "Назови имена говоривших о торговле"])
def test_a_participle_of_saying_stands_for_persons(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == {"Murat Nurtleu"}


def test_a_small_letter_beside_a_name_with_a_capital_is_no_name(snapshot: Snapshot) -> None:
    assert speakers(snapshot, "О чём там разглагольствует Лавров?") == {"Sergey Lavrov"}
    assert snapshot.answer("Что сказал Борис Лавров?").evidence.intent is Intent.STRANGER


@pytest.mark.parametrize(
    "text",
    [
        "Только ли Лавров сказал о безопасности?",
        "Кто другой, не Лавров, говорил о безопасности?",
        "без Лаврова кто вспомнил безопасность",
        "Если Лаврова отбросить, кто касался безопасности?",
        "Про Лаврова понятно, а из остальных кто писал о безопасности?",
    ],
)
def test_a_speaker_is_set_aside_where_others_are_asked_for(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == {"Wang Yi"}


@pytest.mark.parametrize("text", ["Он один такой?", "Неужели он единственный?", "А у остальных что?"])
def test_others_than_whoever_was_heard_are_asked_for(snapshot: Snapshot, text: str) -> None:
    before = snapshot.answer("Что Лавров сказал о безопасности?")
    reply = as_json(snapshot.answer(text, previous=before))

    assert {one["speaker"] for one in reply["answers"]} == {"Wang Yi"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Теперь то же самое про культуру.", "Sergey Lavrov"),
        ("А какие у него слова о культуре?", "Sergey Lavrov"),
        ("Ну а Ван И, что он об этом думает?", "Wang Yi"),
        ("А Ван И как на это смотрит?", "Wang Yi"),
    ],
)
def test_the_same_is_asked_of_another_matter_or_person(snapshot: Snapshot, text: str, expected: str) -> None:
    before = snapshot.answer("Что Лавров сказал о безопасности?")
    reply = as_json(snapshot.answer(text, previous=before))

    assert {one["speaker"] for one in reply["answers"]} == {expected}


@pytest.mark.parametrize(
    "text", ["Кем был Лавров тогда?", "А Лавров, он кто по должности?", "Лавров в каком он чине"]
)
def test_an_office_is_asked_for_by_a_verb_of_being_or_beside_a_he(snapshot: Snapshot, text: str) -> None:
    assert [hit.entry.id for hit in snapshot.answer(text).hits] == ["office-lavrov"]


@pytest.mark.parametrize(
    "text",
    [
        "Слушай, я без лупы не разберу, что Лавров сказал о культуре?",
        "Мне зачёт завтра сдавать. Что Лавров сказал о культуре?",
        "Что Лавров сказал о культуре? Буду рад подмоге.",
    ],
)
def test_what_askers_tell_of_themselves_is_left_out(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == {"Sergey Lavrov"}


@pytest.mark.parametrize(
    "text", ["Что Лавров сказал о культуре и футболе?", "Я про Зеленского. Что он сказал?"]
)
def test_what_may_be_asked_about_is_not_left_out(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).status != Status.ANSWERED


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("лишь 2-й, пожалуйста", 1),
        ("Что пишет второй в этом списке?", 1),
        ("давай номер два", 1),
        ("а кто замыкает список, тот что пишет?", -1),
        ("самый нижний что говорит", -1),
        ("Слова последнего из перечисленных, пожалуйста", -1),
    ],
)
def test_one_of_a_list_is_asked_for_by_its_place(snapshot: Snapshot, text: str, place: int) -> None:
    listed = snapshot.answer("Кто упомянул культуру?").hits
    answer = talk(snapshot, "Кто упомянул культуру?", text)

    assert [hit.entry.id for hit in answer.hits] == [listed[place].entry.id]


@pytest.mark.parametrize(
    "text", ["а в конце что говорит?", "Какими словами он кончает?", "и под конец что пишет"]
)
def test_the_end_of_a_message_is_asked_for_in_many_words(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "Что сказал Ван И о безопасности?", text)

    assert answer.evidence.intent is Intent.ENDS


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("Когда основали Секретариат?", "А где про это сказано?", Intent.SOURCE),
        ("Что сказал Лавров о культуре?", "где это у него написано", Intent.SOURCE),
        ("Кто упомянул доверие?", "и сколько их там?", Intent.COUNT),
        ("Кто упомянул доверие?", "так сколько же их всего набралось", Intent.COUNT),
    ],
)
def test_what_was_shown_is_traced_and_counted(
    snapshot: Snapshot, before: str, text: str, expected: Intent
) -> None:
    assert talk(snapshot, before, text).evidence.intent is expected


@pytest.mark.parametrize(
    "text", ["а это вообще кто?", "кто это такой", "Как его звать?", "А он кто по должности?"]
)
def test_whoever_was_heard_is_asked_about(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "Что Нуртлеу сказал о доверии?", text)

    assert [hit.entry.id for hit in answer.hits] == ["office-nurtleu"]


@pytest.mark.parametrize(
    "text", ["О чём он вообще говорит?", "какие же темы он затрагивает тогда", "так про что он писал"]
)
def test_what_somebody_speaks_of_at_all_leans_on_no_matter(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "Упоминал ли Нуртлеу безопасность?", text)

    assert [hit.entry.id for hit in answer.hits] == ["nurtleu-trust", "nurtleu-confidence"]
    assert not answer.denied


@pytest.mark.parametrize("text", ["культуру упоминает?", "Про культуру что говорит?", "А о культуре писал?"])
def test_a_verb_alone_tells_of_whoever_was_heard(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "Кто министр иностранных дел России?", text)

    assert [hit.entry.id for hit in answer.hits] == ["lavrov-team"]


@pytest.mark.parametrize("text", ["Добавь сюда ещё Ван И", "и ещё Ван И", "Теперь вернёмся к Ван И"])
def test_somebody_new_is_added_on_the_same_matter(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "Сравни Лаврова и Нуртлеу о культуре", text)

    assert [hit.entry.id for hit in answer.hits] == ["wang-spirit"]


@pytest.mark.parametrize("text", ["Ну а от кого тогда есть?", "И чьи же послания тогда есть?"])
def test_who_wrote_is_asked_for_once_somebody_did_not(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "Что сказал Иран?", text)

    assert [hit.entry.id for hit in answer.hits] == ["senders"]


def test_a_question_word_behind_that_asks_nothing(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Что Ван И пишет о том, как шла безопасность?")
    listed = talk(snapshot, "Кто упомянул культуру?", "А Лавров в числе тех, кто упомянул?")

    assert not answer.parts
    assert [hit.entry.id for hit in listed.hits] == ["lavrov-team"]


def test_whoever_doubts_themselves_asks_for_a_yes_or_a_no(snapshot: Snapshot) -> None:
    assert snapshot.answer("Лавров упоминал безопасность, или я путаю?").verdict == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "Мама просит узнать, что сказал Лавров о культуре?",
        "Учительница велела. Что Лавров сказал о культуре?",
        "сестра не верит, Лавров о культуре говорил?",
    ],
)
def test_who_has_something_asked_for_them_is_no_matter(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == {"Sergey Lavrov"}


def test_kin_that_is_asked_about_stays_unknown(snapshot: Snapshot) -> None:
    assert snapshot.answer("Кто упомянул бабушку?").status != Status.ANSWERED


@pytest.mark.parametrize("text", ["Назови министра иностранных дел России", "назовите главу МИД России"])
def test_whoever_is_to_be_named_is_told_by_their_office(snapshot: Snapshot, text: str) -> None:
    assert [hit.entry.id for hit in snapshot.answer(text).hits] == ["office-lavrov"]


@pytest.mark.parametrize("text", ["и у Нуртлеу", "и Нуртлеу?"])
def test_an_and_before_a_name_goes_on(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "Что Лавров сказал о культуре?", text)

    assert [hit.entry.id for hit in answer.hits] == ["nurtleu-trust"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("а откуда он?", "office-lavrov"),
        ("Какую страну он представляет?", "office-lavrov"),
        ("Мне бы ещё его последнюю фразу", "lavrov-team"),
        ("А где мне это прочитать?", "lavrov-team"),
    ],
)
def test_more_is_asked_of_whoever_was_heard(snapshot: Snapshot, text: str, expected: str) -> None:
    answer = talk(snapshot, "Что Лавров сказал о культуре?", text)

    assert [hit.entry.id for hit in answer.hits] == [expected]


def test_who_stands_at_its_head_is_asked_of_what_was_spoken_of(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Когда основали Секретариат?", "а кто руководит?")

    assert [hit.entry.id for hit in answer.hits] == ["secretary-general"]


def test_what_somebody_boasts_of_is_one_request(snapshot: Snapshot) -> None:
    assert not snapshot.answer("Кто хвастается, что культура растёт?").parts


def test_whose_it_is_asks_for_no_office(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Упоминал ли Нуртлеу безопасность?", "Тогда у кого это есть?")

    assert {hit.entry.id for hit in answer.hits} == {"wang-spirit", "lavrov-team"}


def test_a_name_before_a_question_is_no_sigh(snapshot: Snapshot) -> None:
    assert snapshot.answer("Шойгу сказал. Что он сказал о культуре?").status != Status.ANSWERED


def test_luck_that_is_asked_about_is_no_goodbye(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Кто желал здоровья?", "А удачи?")

    assert answer.evidence.intent is not Intent.BYE
    assert snapshot.answer("удачи!").evidence.intent is Intent.BYE


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Лавров говорил о культуре, не так ли?", "yes"),
        ("Ван И писал о хартии, если не ошибаюсь?", "yes"),
        ("Лавров писал о торговле, верно?", "no"),
        ("Лавров и вправду рассказывал о культуре?", "yes"),
        ("Нуртлеу писал о доверии?", "yes"),
        ("Про хартию у Нуртлеу есть?", "no"),
        ("О культуре у Лаврова есть?", "yes"),
        ("Lavrov wrote of culture, correct?", "yes"),
        ("The Secretariat was founded in Moscow, right?", "no"),
    ],
)
def test_what_is_stated_with_a_tail_or_a_verb_is_asked(snapshot: Snapshot, text: str, verdict: str) -> None:
    assert snapshot.answer(text).verdict == verdict


@pytest.mark.parametrize(
    "text", ["Слова Лаврова о культуре?", "Лавров: мысли о культуре?", "Верно ответь: Лавров о культуре"]
)
def test_a_wish_for_words_is_no_question_whether(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict is None


def test_whoever_drops_their_subject_asks_whether_as_well(snapshot: Snapshot) -> None:
    heard = snapshot.answer("Что сказал Ван И?")

    assert snapshot.answer("а про хартию писал?", previous=heard).verdict == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "Что написала дочь Лаврова?",
        "мнение пресс-секретаря Лаврова",
        "Сестра Лаврова упоминала культуру?",
        "Советник Ван И что сказал о хартии?",
    ],
)
def test_words_are_not_taken_for_those_of_kin_or_helpers(snapshot: Snapshot, text: str) -> None:
    assert (speakers(snapshot, text), snapshot.answer(text).verdict) == (set(), None)


@pytest.mark.parametrize("text", ["Что написал наш учитель Лавров?", "Мама спрашивает, что сказал Лавров"])
def test_who_is_a_friend_of_ours_or_for_whom_it_is_asked_hides_no_speaker(
    snapshot: Snapshot, text: str
) -> None:
    assert speakers(snapshot, text) == {"Sergey Lavrov"}


@pytest.mark.parametrize("text", ["и больше никто?", "больше никто не упоминал?"])
def test_nobody_else_is_no_wish_for_what_is_near(snapshot: Snapshot, text: str) -> None:
    heard = snapshot.answer("Кто упоминал хартию?")

    assert snapshot.answer(text, previous=heard).evidence.intent is Intent.NOBODY_ELSE


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("Что сказал Лавров?", "Что сказал Ван И?", "сравни их по культуре"),
        ("What did Lavrov say?", "What did Wang Yi say?", "compare them on culture"),
        ("Что сказал Лавров?", "а Ван И?", "сравни их"),
        ("Лавров о культуре", "а Ван И?", "сравни обоих"),
    ],
)
def test_who_was_heard_one_by_one_is_compared(snapshot: Snapshot, first: str, second: str, text: str) -> None:
    heard = snapshot.answer(second, previous=snapshot.answer(first))

    reply = as_json(snapshot.answer(text, previous=heard))
    assert {one["speaker"] for one in reply["answers"]} == {"Sergey Lavrov", "Wang Yi"}


def test_a_misspelt_name_is_no_verb_that_has_its_stem(snapshot: Snapshot) -> None:
    assert "Sergey Lavrov" in speakers(snapshot, "что сказал лавроф")


@pytest.mark.parametrize("text", ["а что упоминает Лавров?", "а что говорит Лавров о культуре?"])
def test_what_somebody_says_is_no_question_whether_behind_and(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict is None


@pytest.mark.parametrize("text", ["верно", "Всё верно!"])
def test_agreement_is_no_wish_for_a_quote(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).evidence.intent is Intent.AGREED


@pytest.mark.parametrize("question", ["бот, что-нить от казаха", "ботик, чё-нить от казаха"])
def test_something_of_somebody_is_asked_for_as_in_a_chat(snapshot: Snapshot, question: str) -> None:
    assert ids(snapshot.answer(question)) == ["nurtleu-trust", "nurtleu-confidence"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Кто упоминал культуру?", "А что про неё пишет Нуртлеу?"), ["nurtleu-trust"]),
        (("Кто упоминал безопасность?", "Лавров о ней что-нибудь писал?"), ["lavrov-team"]),
        (("Лавров касается доверия?", "А Ван И о нём говорит?", "А Нуртлеу?"), ["nurtleu-trust"]),
    ],
)
def test_behind_an_about_a_pronoun_is_a_matter_where_somebody_is_named(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns)) == expected


def test_whom_somebody_spoke_of_is_not_who_spoke(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Что сказал Лавров?", "а о сотрудниках писал?")
    assert answer.understood is not None
    assert not answer.understood.slots


@pytest.mark.parametrize("typed", ["есче", "есчё", "ещё"])
def test_a_letter_may_be_typed_by_the_two_that_sound_like_it(snapshot: Snapshot, typed: str) -> None:
    answer = talk(snapshot, "Что Лавров сказал о культуре?", f"кто {typed} о ней говорил?")
    assert ids(answer) == ["wang-spirit", "nurtleu-trust"]


@pytest.mark.parametrize(
    "text", ["Ты уверен, что Лавров писал о культуре?", "Вы уверены, что Китай поздравил?"]
)
def test_who_asks_if_we_are_sure_of_something_asks_if_it_is_so(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict == "yes"


@pytest.mark.parametrize("text", ["Ну а Китай-то поздравил?", "Лавров-то культуру упоминал?"])
def test_a_particle_behind_a_name_points_to_nothing(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict == "yes"
