"""Yes or no: asked of anybody, and of what is still to come."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.loader import load_snapshot
from knowledge.snapshot import Snapshot
from tests import fixed_record
from tests.turns import ids, talk


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Does anybody speak of trade?", "yes"),
        ("Кто-то касался торговли?", "yes"),
        ("Хоть кто-то упоминает культуру?", "yes"),
        ("有没有人提到文化？", "yes"),
        ("Has somebody promised anything?", "yes"),
        ("Кто-нибудь обещал?", "yes"),
        ("有人承诺了吗？", "yes"),
        ("Did the Secretariat promise anyone support?", None),
        ("Has anybody promised marmalade?", None),
        ("Could somebody tell me what Lavrov wished?", None),
    ],
)
def test_whether_anybody_does_it_is_proven_by_whoever_does(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Will China pledge anything?", "yes"),
        ("Will Kazakhstan pledge anything?", None),
        ("哈萨克斯坦会承诺吗？", None),
        ("Will Iran send a message?", None),
        ("Will Lavrov be the president?", None),
        ("Will Lavrov be the foreign minister?", None),
    ],
)
def test_what_is_to_come_only_somebodys_words_can_affirm(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


def test_a_list_is_still_given_where_somebody_else_is_asked_for(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Кто ещё говорил о культуре, кроме Лаврова?")
    assert {hit.entry.id for hit in answer.hits} == {"wang-spirit", "nurtleu-trust"}


@pytest.mark.parametrize(
    "text",
    [
        "Did Lavrov say a word about football?",
        "Касался ли Лавров футбола?",
        "拉夫罗夫有没有谈到足球？",
        "anybody say anything about sports",
        "Кто-нибудь вспомнил о спорте?",
    ],
)
def test_of_a_theme_that_lists_nothing_everybody_is_silent(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)
    assert (answer.status, answer.verdict) == ("none", "no")
    assert {one.about for one in answer.denied} == {"sport"}


@pytest.mark.parametrize(
    "text",
    ["Did the UN mention football?", "Is sport on the rise in the region?", "Where did Lavrov do sports?"],
)
def test_what_nobody_speaks_of_is_answered_by_nothing_near(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)
    assert (answer.status, answer.verdict, answer.denied) == ("none", None, ())


def test_nobody_is_offered_a_theme_that_lists_nothing(snapshot: Snapshot) -> None:
    assert "sport" in snapshot.record.unspoken
    assert "sport" not in snapshot.record.themes


@pytest.mark.parametrize(
    "text", ["Did Wang Yi say anything of Belarus?", "Говорил ли Ван И об Иране?", "王毅提到伊朗了吗？"]
)
def test_a_country_that_sent_nothing_is_named_by_nobody_who_does_not_name_it(
    snapshot: Snapshot, text: str
) -> None:
    answer = snapshot.answer(text)
    assert (answer.status, answer.verdict, [one.who for one in answer.denied]) == ("none", "no", ["wang"])


@pytest.mark.parametrize("text", ["Is Wang Yi in Iran?", "Did Wang Yi mention trade with Iran?"])
def test_of_such_a_country_nothing_else_is_denied(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)
    assert (answer.verdict, answer.denied) == (None, ())


def test_who_names_such_a_country_is_not_denied_it(tmp_path: Path) -> None:
    folder = shutil.copytree(fixed_record.FOLDER, tmp_path / "record")
    message = folder / "messages" / "russia.yaml"
    told = message.read_text(encoding="utf-8").replace("abundant energy,", "abundant energy in Iran,")
    message.write_text(told, encoding="utf-8")

    answer = load_snapshot(folder).answer("Did Lavrov mention Iran?")

    assert (answer.verdict, answer.denied) == (None, ())


@pytest.mark.parametrize(
    ("asked", "following", "verdict"),
    [
        ("Who speaks of trade?", "and Lavrov?", "no"),
        ("Who speaks of culture?", "Wang Yi too?", "yes"),
        ("谁谈到文化？", "王毅呢？", "yes"),
        ("Кто говорил о дружбе?", "а Лавров?", "no"),
        ("Compare Nurtleu and Wang Yi on the economy", "what about Lavrov", "no"),
        ("What did Lavrov say?", "and sports?", "no"),
        ("What did Lavrov say?", "and stability?", None),
        ("Who is the foreign minister of Russia?", "and of Kazakhstan?", None),
        ("What does Wang Yi say about culture?", "no, I meant Lavrov", None),
    ],
)
def test_whoever_is_named_after_a_matter_gets_a_yes_or_a_no(
    snapshot: Snapshot, asked: str, following: str, verdict: str | None
) -> None:
    assert snapshot.answer(following, previous=snapshot.answer(asked)).verdict == verdict


@pytest.mark.parametrize(
    ("asked", "following", "verdict"),
    [
        ("When was the Secretariat set up?", "was it in Moscow?", "no"),
        ("When was the Secretariat set up?", "in Beijing?", "yes"),
        ("When was the Secretariat set up?", "was that in Shanghai?", "no"),
        ("Where was the Secretariat set up?", "was that in 2004?", "yes"),
        ("Where was the Secretariat set up?", "in 2001?", "no"),
        ("Когда создан Секретариат?", "это было в Пекине?", "yes"),
        ("When was the Secretariat set up?", "and Russia?", None),
        ("When was the Secretariat set up?", "did Lavrov mention it?", None),
    ],
)
def test_a_place_or_a_time_is_put_to_what_a_fact_told(
    snapshot: Snapshot, asked: str, following: str, verdict: str | None
) -> None:
    assert snapshot.answer(following, previous=snapshot.answer(asked)).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Is the Secretariat in Shanghai?", "no"),
        ("Was the Secretariat founded in Shanghai?", "no"),
        ("Is the Secretariat in Central Asia?", None),
        ("Is Lavrov in Shanghai?", None),
    ],
)
def test_a_place_that_is_a_word_of_the_record_may_be_the_wrong_one(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


def test_nobody_else_is_a_no_where_it_was_asked_of_anybody(snapshot: Snapshot) -> None:
    before = snapshot.answer("Who mentioned trade?")
    assert snapshot.answer("anyone else?", previous=before).verdict == "no"
    assert (
        snapshot.answer("кто-нибудь ещё?", previous=snapshot.answer("Кто говорил о дружбе?")).verdict == "no"
    )


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("What does Lavrov say about culture?", "does it come up with anybody else?"), "yes"),
        (("Что Лавров говорит о культуре?", "упоминают ли её другие?"), "yes"),
        (("What does Lavrov say about culture?", "and who else does?"), None),
        (("What does Lavrov say about culture?", "who are the other ministers then?"), None),
        (("Compare Lavrov and Nurtleu", "has either of them touched on friendship?"), "yes"),
        (("Compare Lavrov and Nurtleu", "have they both touched on friendship?"), None),
        (("Compare Lavrov and Nurtleu", "has either of them touched on the Charter?"), "no"),
        (("Do Wang Yi and Lavrov both call the Secretariat permanent?",), None),
    ],
)
def test_others_who_do_are_a_yes_and_so_is_one_of_either(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str | None
) -> None:
    assert talk(snapshot, *turns).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Was Nurtleu confident?", "yes"),
        ("Is Nurtleu sure of the potential?", "yes"),
        ("Did Lavrov wish the team luck?", "yes"),
        ("Did Lavrov have luck?", None),
        ("Did the Secretariat wish Lavrov luck?", None),
        ("Was Lavrov wished luck by the staff?", None),
        ("Did Lavrov wish the ministers luck?", None),
        ("Did the Secretariat promise China anything?", None),
    ],
)
def test_whoever_does_what_is_reported_gets_the_yes(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


def test_a_report_of_what_others_do_is_no_yes_for_who_says_it(snapshot: Snapshot) -> None:
    assert snapshot.answer("Did Wang Yi support the Secretariat?").verdict is None


def test_whom_a_russian_verb_is_told_of_may_have_been_named_before(snapshot: Snapshot) -> None:
    before = snapshot.answer("Что пожелал Лавров?")
    assert snapshot.answer("а удачи он пожелал?", previous=before).verdict == "yes"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Is Lavrov China's foreign minister?", "no"),
        ("Is it true that Lavrov is the foreign minister of Kazakhstan?", "no"),
        ("Лавров — министр иностранных дел Китая?", "no"),
        ("拉夫罗夫是不是中国外长？", "no"),
        ("Is Lavrov Russia's foreign minister?", "yes"),
    ],
)
def test_the_office_of_another_country_is_not_theirs(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Is Lavrov the foreign minister of Russia?", "yes"),
        ("Is Lavrov still the foreign minister of Russia?", None),
        ("Лавров министр иностранных дел России?", "yes"),
        ("Лавров до сих пор министр иностранных дел России?", None),
        ("拉夫罗夫目前是俄罗斯外长吗？", None),
        ("Is the Secretariat currently in Beijing?", None),
        ("Does Wang Yi still mention security?", "yes"),
        ("Does Lavrov currently mention trade?", "no"),
    ],
)
def test_what_is_so_to_this_day_no_fact_of_the_record_affirms(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict", "shown", "denied"),
    [
        ("Did Wang Yi mention culture or trade?", "yes", ["wang-spirit"], []),
        ("Did Lavrov mention the UN or NATO?", "yes", ["lavrov-team"], []),
        ("Did Lavrov mention trade or trust?", "no", [], [("lavrov", "trade"), ("lavrov", "trust")]),
        ("Упоминал ли Лавров доверие или безопасность?", "yes", ["lavrov-team"], []),
        ("拉夫罗夫提到信任或安全了吗？", "yes", ["lavrov-team"], []),
        ("Did Lavrov or Nurtleu mention trust?", "yes", ["nurtleu-trust"], []),
        ("Did Lavrov or Wang Yi mention trust?", "no", [], [("lavrov", "trust"), ("wang", "trust")]),
        ("Did Lavrov mention trust or marmalade?", None, [], []),
    ],
)
def test_one_of_several_is_enough_for_a_yes_and_none_of_them_for_a_no(
    snapshot: Snapshot, text: str, verdict: str | None, shown: list[str], denied: list[tuple[str, str]]
) -> None:
    answer = snapshot.answer(text)
    assert answer.verdict == verdict
    assert [hit.entry.id for hit in answer.hits] == shown
    assert [(one.who, one.about) for one in answer.denied] == denied


@pytest.mark.parametrize(
    "text",
    [
        "Did the minister of Germany congratulate the Secretariat?",
        "Has the foreign minister of France greeted the Secretariat?",
        "Министр Ирана поздравил Секретариат?",
        "Поздравил ли министр Германии Секретариат?",
        "德国外长祝贺秘书处了吗？",
    ],
)
def test_a_country_beside_an_office_is_whose_minister_it_is_and_no_place(
    snapshot: Snapshot, text: str
) -> None:
    answer = snapshot.answer(text)
    assert (answer.status, answer.verdict) == ("none", "no")
    assert [denial.about for denial in answer.denied] == ["message"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Do all ministers mention trust?", "no"),
        ("Did everybody speak of security?", "no"),
        ("Is friendship mentioned in all messages?", "no"),
        ("Все ли авторы говорят о доверии?", "no"),
        ("Каждый ли министр упомянул безопасность?", "no"),
        ("每位外长都提到信任了吗？", "no"),
        ("大家都谈到安全了吗？", "no"),
        ("Did all ministers mention culture?", "yes"),
        ("Все ли министры упомянули культуру?", "yes"),
        ("所有部长都提到文化了吗", "yes"),
        ("Did Lavrov mention all of culture?", "yes"),
        ("Did all ministers mention marmalade?", None),
    ],
)
def test_what_is_asked_of_all_is_proven_by_each_of_them(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


def test_an_office_is_asked_of_all_who_wrote(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Are all the senders ministers of foreign affairs?")
    assert answer.verdict == "yes"
    assert [hit.entry.id for hit in answer.hits] == ["office-wang", "office-nurtleu", "office-lavrov"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("is the secretariat in shanghai?", "no"),
        ("is the secretariat in dushanbe or thereabouts, in chengdu?", None),
        ("is the secretariat in chengdu?", "no"),
        ("Секретариат в Самаре?", "no"),
        ("секретариат в шанхае?", "no"),
        ("Секретариат в Пекине?", "yes"),
        ("秘书处在上海吗？", "no"),
        ("is the secretariat in trouble?", None),
        ("Лавров в Пекине?", None),
    ],
)
def test_a_place_behind_a_preposition_may_be_spelt_small(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


@pytest.mark.parametrize("text", ["is lavrov a forein minister?", "is nurtleu the foregin minister"])
def test_a_misspelt_office_is_the_office(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict == "yes"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Are there 30 partner organisations?", "no"),
        ("Are there more than 3 partner organisations?", None),
        ("Were there fewer than 30 partner organisations?", None),
    ],
)
def test_a_bound_is_answered_by_the_fact_without_yes_or_no(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    answer = snapshot.answer(text)
    assert answer.verdict == verdict
    assert [hit.entry.id for hit in answer.hits] == ["partners-count"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Was the Secretariat founded in the year 1998?", "no"),
        ("Was the Secretariat founded in the year 2004?", "yes"),
        ("Секретариат создали в 1998 году?", "no"),
        ("Создан ли Секретариат в 2004 году?", "yes"),
        ("Was the Secretariat varnished in 2004?", None),
    ],
)
def test_a_year_beside_its_number_asks_not_when(snapshot: Snapshot, text: str, verdict: str | None) -> None:
    assert snapshot.answer(text).verdict == verdict


def test_a_year_alone_asks_when(snapshot: Snapshot) -> None:
    answer = snapshot.answer("What year was the Secretariat founded?")

    assert (answer.verdict, [hit.entry.id for hit in answer.hits]) == (None, ["founded"])


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("Did Kazakhstan send greetings?",), "yes"),
        (("Россия прислала послание?",), "yes"),
        (("哈萨克斯坦发来贺信了吗",), "yes"),
        (("How many countries sent messages?", "Kazakhstan too?"), "yes"),
        (("谁发来了贺信", "哈萨克斯坦有吗"), "yes"),
        (("Did Iran send greetings?",), "no"),
        (("Did NATO send greetings?",), "no"),
        (("联合国发来贺信了吗",), "no"),
        (("Did India and NATO send greetings?",), None),
        (("Did Lavrov say so?",), None),
        (("Will Kazakhstan send greetings?",), None),
    ],
)
def test_whether_somebody_wrote_is_told_by_the_fact_that_lists_who_did(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str | None
) -> None:
    assert talk(snapshot, *turns).verdict == verdict


@pytest.mark.parametrize(
    ("turns", "who"),
    [
        (("Did Lavrov mention Kazakhstan?",), "lavrov"),
        (("努尔特列乌提到俄罗斯了吗",), "nurtleu"),
        (("努尔特列乌有没有提到中国",), "nurtleu"),
        (("努尔特列乌谈贸易了吗", "提到中国了吗"), "nurtleu"),
    ],
)
def test_whether_one_speaker_mentions_the_country_of_another_is_told(
    snapshot: Snapshot, turns: tuple[str, ...], who: str
) -> None:
    answer = talk(snapshot, *turns)

    assert ([one.who for one in answer.denied], answer.verdict, ids(answer)) == ([who], "no", [])


@pytest.mark.parametrize("last", ["and sport?", "sport?"])
def test_what_nobody_speaks_of_is_denied_of_all_after_another_matter(snapshot: Snapshot, last: str) -> None:
    answer = talk(snapshot, "Did anyone mention trade?", last)

    assert (len(answer.denied), answer.verdict) == (3, "no")


def test_what_somebodys_own_words_hold_is_affirmed_of_anybody(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Did anyone mention festivals?")

    assert (answer.verdict, ids(answer)) == ("yes", ["lavrov-team"])


@pytest.mark.parametrize(
    ("text", "verdict"), [("努尔特列乌有没有提到什么贸易？", "yes"), ("拉夫罗夫承诺什么了吗", "no")]
)
def test_a_chinese_what_in_a_whether_is_anything(snapshot: Snapshot, text: str, verdict: str) -> None:
    assert snapshot.answer(text).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "Did Lavrov send a message to the UN?",
        "Was a letter sent to the UN?",
        "Отправил ли Лавров письмо в ООН?",
    ],
)
def test_who_mentions_a_body_need_not_have_written_to_it(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.verdict, answer.denied) == (None, ())
