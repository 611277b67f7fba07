"""What Chinese has of its own: words that only join or ask, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answering.kinds import Intent
from knowledge.loader import load_snapshot
from knowledge.record.values import Quote, Reported
from knowledge.snapshot import Snapshot


def speakers(snapshot: Snapshot, *texts: str) -> list[str]:
    """Give who is quoted in answer to the last of some texts; nobody where nothing is answered."""
    answer = None
    for text in texts:
        answer = snapshot.answer(text, previous=answer)
    assert answer is not None
    if answer.status != "answered":
        return []
    return [hit.entry.speaker.id for hit in answer.hits if isinstance(hit.entry, Quote | Reported)]


@pytest.mark.parametrize(
    "text",
    [
        "此次各位之中究竟哪一位提到贸易？",
        "谁的贺词里至少有一段提到贸易？",
        "毕竟谁才真正提到贸易呢？",
        "不过，根据这些贺词，谁提到贸易？",
        "拜托，打扰一下，谁提到贸易？行不行？",
        "帮我检索一下谁提到贸易，并标注出来。",
        "作者当中谁提到贸易？",
    ],
)
def test_words_that_only_join_point_or_ask_for_a_favour_take_nothing_from_an_answer(
    snapshot: Snapshot, text: str
) -> None:
    assert speakers(snapshot, text) == ["nurtleu"]


@pytest.mark.parametrize("text", ["谁提到自由？", "谁谈到小说？", "拉夫罗夫对大学有何看法？"])
def test_a_matter_that_is_spelt_with_such_words_stays_a_matter(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "拉夫罗夫谈没谈贸易？",
        "拉夫罗夫提到贸易了没有呀，谢谢",
        "拉夫罗夫的信里有无贸易？",
        "我想知道，拉夫罗夫提没提贸易。",
    ],
)
def test_a_verb_said_twice_or_a_not_at_the_end_asks_yes_or_no(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert answer.verdict == "no"
    assert [one.about for one in answer.denied] == ["trade"]


@pytest.mark.parametrize(
    "text",
    [
        "没提到贸易的是哪几位？",
        "贺词中对贸易避而不谈的有谁？",
        "列出没有谈到贸易的人。",
        "哪些部长在贺词里没写到贸易？",
    ],
)
def test_who_does_not_is_asked_wherever_the_not_stands(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert {one.who for one in answer.denied} == {"wang", "lavrov"}
    assert answer.hits == ()


@pytest.mark.parametrize("text", ["难道没人提到贸易？", "大家都没谈贸易吗？", "是不是谁也没写到贸易？"])
def test_of_nobody_it_is_asked_whether_there_is_somebody(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == ["nurtleu"]


@pytest.mark.parametrize(
    "text",
    ["努尔特列乌之外谁谈到文化？", "哪几位跟努尔特列乌一样谈到文化？", "文化，努尔特列乌除外，谁还提到？"],
)
def test_who_is_left_out_may_stand_before_the_word_that_leaves_out(snapshot: Snapshot, text: str) -> None:
    assert sorted(speakers(snapshot, text)) == ["lavrov", "wang"]


@pytest.mark.parametrize(
    "text",
    [
        "把努尔特列乌的信从头到尾念一遍",
        "节选太零碎，想看努尔特列乌的完整版",
        "努尔特列乌原文，一字不差",
    ],
)
def test_the_whole_message_is_given_however_wholeness_is_said(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).evidence.intent == "whole"


def test_where_it_was_published_finds_what_is_spoken_of(snapshot: Snapshot) -> None:
    assert speakers(snapshot, "努尔特列乌谈贸易的那段话刊登在哪里？") == ["nurtleu"]


def test_who_is_compared_may_stand_behind_what_the_first_speaks_of(snapshot: Snapshot) -> None:
    assert speakers(snapshot, "拉夫罗夫谈文化的话跟王毅的比照一下") == ["lavrov", "wang"]


@pytest.mark.parametrize(
    "text",
    [
        "努尔特列乌怎么谈贸易 还有王毅怎么谈安全",
        "给我看看努尔特列乌谈贸易的，然后再来王毅谈安全的",
    ],
)
def test_another_speaker_with_a_matter_is_asked_for_himself(snapshot: Snapshot, text: str) -> None:
    parts = snapshot.answer(text).parts

    said = [{hit.entry.speaker.id for hit in one.hits if isinstance(hit.entry, Quote)} for one in parts]
    assert said == [{"nurtleu"}, {"wang"}]


@pytest.mark.parametrize("text", ["几位的代表谈了贸易？", "有几个国家就贸易发表了看法？"])
def test_how_many_speak_of_a_matter_is_counted_though_a_fact_counts_the_messages(
    snapshot: Snapshot, text: str
) -> None:
    assert snapshot.answer(text).evidence.intent == "count"
    assert speakers(snapshot, text) == ["nurtleu"]


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("王毅怎么谈文化？", "努尔特列乌又说了什么？", ["nurtleu"]),
        ("王毅怎么谈安全？", "努尔特列乌对此有何看法？", []),
        ("努尔特列乌谈文化说了什么？", "贸易方面怎么讲？", ["nurtleu"]),
        ("拉夫罗夫谈文化说了什么？", "贸易方面怎么讲？", []),
        ("努尔特列乌怎么谈文化？", "另有哪些部长谈到这一点？", ["lavrov", "wang"]),
        ("努尔特列乌怎么谈文化？", "跟他一样谈到此事的还有谁？", ["lavrov", "wang"]),
    ],
)
def test_this_and_also_and_a_dropped_subject_lean_on_what_was_said(
    snapshot: Snapshot, before: str, text: str, expected: list[str]
) -> None:
    assert sorted(speakers(snapshot, before, text)) == expected


def test_the_names_of_those_who_say_something_are_no_other_matter(snapshot: Snapshot) -> None:
    assert speakers(snapshot, "数一数名字，把贸易挂在嘴边的都有谁？") == ["nurtleu"]


@pytest.mark.parametrize("text", ["给我努尔特列乌论文化的原话", "努尔特列乌当中国客人时怎么谈文化？"])
def test_a_word_that_only_joins_takes_no_character_from_a_matter_or_a_name(
    snapshot: Snapshot, text: str
) -> None:
    items = snapshot.lexicon.recognise(tuple(text))

    assert {item.typed for item in items} & {"文 化", "中 国"} == {"文 化"} | (
        {"中 国"} if "中国" in text else set()
    )


@pytest.mark.parametrize(
    "text", ["谁的信里没有贸易？", "没有贸易的是谁的贺词？", "贺词里找不到贸易的是哪几位？"]
)
def test_in_whose_message_a_matter_is_not_does_not_mention_it(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert {one.who for one in answer.denied} == {"wang", "lavrov"}
    assert answer.hits == ()


def test_who_says_that_there_is_none_does_speak_of_it(snapshot: Snapshot) -> None:
    assert snapshot.answer("谁说没有贸易不行？").denied == ()


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("努尔特列乌怎么谈文化？", "除了他呢？", ["lavrov", "wang"]),
        ("努尔特列乌怎么谈文化？", "除了他还有谁？", ["lavrov", "wang"]),
        ("努尔特列乌怎么谈文化？", "别的部长谈到了吗？", ["lavrov", "wang"]),
        ("努尔特列乌怎么谈文化？", "另有哪些外长谈到？", ["lavrov", "wang"]),
        ("王毅怎么谈文化？", "再来看看努尔特列乌怎么说", ["nurtleu"]),
        ("王毅怎么谈文化？", "还有谁谈到贸易？", ["nurtleu"]),
        ("努尔特列乌怎么谈文化？", "还有谁谈到贸易？", ["nurtleu"]),
    ],
)
def test_others_are_those_who_were_not_heard_of_the_same_matter(
    snapshot: Snapshot, before: str, text: str, expected: list[str]
) -> None:
    assert sorted(speakers(snapshot, before, text)) == expected


@pytest.mark.parametrize("text", ["撇开努尔特列乌不谈，谁还谈到文化？", "排除努尔特列乌，列出谈到文化的人"])
def test_who_is_set_aside_is_left_out(snapshot: Snapshot, text: str) -> None:
    assert sorted(speakers(snapshot, text)) == ["lavrov", "wang"]


@pytest.mark.parametrize(
    "text",
    ["努尔特列乌干什么的", "努尔特列乌是哪国的外长？", "请问努尔特列乌任何职？", "哈萨克斯坦的外长是哪位？"],
)
def test_an_office_is_told_however_it_is_asked_for(snapshot: Snapshot, text: str) -> None:
    assert [hit.entry.id for hit in snapshot.answer(text).hits] == ["office-nurtleu"]


@pytest.mark.parametrize(
    "text",
    [
        "我没记牢，谁提到贸易来着？",
        "咱们打个赌呗，到底是谁提到贸易？",
        "麻烦捋一捋是谁提到贸易",
    ],
)
def test_what_somebody_tells_of_themselves_and_a_lone_character_are_no_matter(
    snapshot: Snapshot, text: str
) -> None:
    assert speakers(snapshot, text) == ["nurtleu"]


@pytest.mark.parametrize(
    "text",
    [
        "谁没提到核贸易？",
        "没提到贸易走私的有谁？",
        "努尔特列乌怎么谈枪？",
        "秦刚外长怎么说贸易？",
    ],
)
def test_a_lone_character_beside_a_matter_a_verb_of_saying_or_an_office_may_be_one(
    snapshot: Snapshot, text: str
) -> None:
    answer = snapshot.answer(text)

    assert answer.status != "answered"
    assert answer.denied == ()


def test_who_somebody_is_is_no_question_of_whom_they_mention(snapshot: Snapshot) -> None:
    answer = snapshot.answer("我不熟悉努尔特列乌，他是谁？")

    assert [hit.entry.id for hit in answer.hits] == ["office-nurtleu"]


def test_a_dropped_subject_may_be_asked_yes_or_no(snapshot: Snapshot) -> None:
    assert speakers(snapshot, "努尔特列乌怎么谈文化？", "谈到贸易了吗？") == ["nurtleu"]
    assert speakers(snapshot, "拉夫罗夫怎么谈文化？", "谈到贸易了吗？") == []


def test_an_except_in_another_clause_leaves_out_nobody(snapshot: Snapshot) -> None:
    assert speakers(snapshot, "不要长的，努尔特列乌怎么谈贸易？") == ["nurtleu"]


@pytest.mark.parametrize("text", ["没提到贸易的部长", "帮我找没提到贸易的外长"])
def test_ministers_who_do_not_are_asked_for_by_their_noun(snapshot: Snapshot, text: str) -> None:
    assert {one.who for one in snapshot.answer(text).denied} == {"wang", "lavrov"}


@pytest.mark.parametrize("question", ["郭勇给秘书处写了什么祝贺？", "彭帅给秘书处发来什么贺信？"])
def test_a_surname_may_begin_the_name_of_somebody_else(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).status != "answered"


@pytest.mark.parametrize("text", ["哪几位提到贸易，给个名单", "列个清单：提到贸易的部长"])
def test_a_list_is_what_is_to_be_given_and_no_matter(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == ["nurtleu"]


def test_who_forgot_to_say_something_did_not_say_it(snapshot: Snapshot) -> None:
    answer = snapshot.answer("哪几位忘了提贸易？")

    assert {one.who for one in answer.denied} == {"wang", "lavrov"}
    assert answer.hits == ()


def test_whose_turn_it_is_goes_on_with_what_was_asked(snapshot: Snapshot) -> None:
    assert speakers(snapshot, "王毅怎么谈文化？", "轮到努尔特列乌了") == ["nurtleu"]


@pytest.mark.parametrize(
    "text",
    [
        "奶奶想知道谁提到贸易",
        "同桌让我查谁提到贸易",
        "主任您好，谁提到贸易？",
        "我在写一篇小说，谁提到贸易？",
        "我跟邻居打牌输了，谁提到贸易？",
        "真奇怪，谁提到贸易？",
        "谁提到贸易？我有点搞混了",
        "恕我冒昧，无需全文，谁提到贸易就行",
    ],
)
def test_what_people_tell_of_themselves_takes_nothing_from_an_answer(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == ["nurtleu"]


@pytest.mark.parametrize(
    "text",
    [
        "谁提到爷爷？",
        "拉夫罗夫的妻子是谁",
        "王毅的老师是谁？",
        "我想问核武器，谁提到了？",
        "布林肯、普京谁提到贸易问题",
    ],
)
def test_kin_and_strangers_that_are_asked_of_stay_unknown(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).status != "answered"


def test_an_and_between_two_names_begins_no_other_request(snapshot: Snapshot) -> None:
    answer = snapshot.answer("我要写个对比，就是努尔特列乌和拉夫罗夫各自怎么讲贸易的，你能列一下吗？")

    assert len(answer.parts) <= 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("有几位发言人谈到贸易？", {"nurtleu"}),
        ("所有外长当中谁写到贸易？", {"nurtleu"}),
        ("把写到贸易的人的名字列出来", {"nurtleu"}),
        ("谁把贸易讲得最透彻？", {"nurtleu"}),
        ("王毅说过稳定，另外还有谁也说了？", {"lavrov"}),
        ("不计王毅，写到稳定的还有谁？", {"lavrov"}),
        ("努尔特列乌的主要观点是什么？", {"nurtleu"}),
    ],
)
def test_nouns_for_speakers_and_ways_of_speaking_ask_nothing_more(
    snapshot: Snapshot, text: str, wanted: set[str]
) -> None:
    assert set(speakers(snapshot, text)) == wanted


@pytest.mark.parametrize(
    "text", ["外交部发言人是谁？", "中国的发言人说了什么？", "王毅的名字怎么写？", "谁把核潜艇讲得最透彻？"]
)
def test_an_office_or_an_unknown_matter_stays_what_it_is(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "努尔特列乌发信时是什么身份？",
        "努尔特列乌的头衔怎么写？",
        "努尔特列乌是外长还是总统？",
        "努尔特列乌前面该写什么头衔呢？",
    ],
)
def test_an_office_is_told_as_a_title_and_as_one_of_two(snapshot: Snapshot, text: str) -> None:
    plain = snapshot.answer("努尔特列乌是什么职务？")

    assert [hit.entry.id for hit in snapshot.answer(text).hits] == [hit.entry.id for hit in plain.hits]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("努尔特列乌怎么看？", ["nurtleu"]),
        ("那轮到努尔特列乌了，他什么态度？", ["nurtleu"]),
        ("他的我读过了，再查一下努尔特列乌的", ["nurtleu"]),
        ("不止他一个吧？", ["wang"]),
        ("就他一个人提吗？", ["wang"]),
        ("再来稳定的", ["lavrov"]),
    ],
)
def test_a_few_words_lean_on_what_was_spoken_of(snapshot: Snapshot, text: str, wanted: list[str]) -> None:
    first = "拉夫罗夫关于贸易说了什么？" if wanted == ["nurtleu"] else "拉夫罗夫关于安全说了什么？"

    assert speakers(snapshot, first, text)[:1] == wanted


def test_besides_one_request_another_is_made(snapshot: Snapshot) -> None:
    answer = snapshot.answer("除了努尔特列乌有关贸易的话，我还想要拉夫罗夫有关稳定的话")

    found = [[getattr(hit.entry, "speaker", None) for hit in part.hits] for part in answer.parts]
    assert [[one.id for one in part if one] for part in found] == [["nurtleu"], ["lavrov"]]


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        (("谁谈到文化？", "上面这些部长里，其中哪些人也谈了贸易？"), ["nurtleu"]),
        (("谁谈到安全？", "名单上有没有人也讲了上海精神，挑出来"), ["wang"]),
        (("比较王毅和努尔特列乌关于文化的说法", "这两位在经济上也比一下"), ["wang", "nurtleu"]),
        (("王毅怎么看安全？", "再算上拉夫罗夫的"), ["lavrov"]),
        (("努尔特列乌谈到文化了吗？", "我看拉夫罗夫多半也说了吧？"), ["lavrov"]),
        (("努尔特列乌怎么谈文化？", "同一个话题，拉夫罗夫怎么说"), ["lavrov"]),
        (("谁谈到安全？", "排在最末尾的那位原话怎么说"), ["lavrov"]),
        (("谁谈到安全？", "第二位还讲了些什么？"), ["lavrov"]),
        (("谁谈到文化？", "再看第二位的", "贺信里写了什么关于贸易的？"), ["nurtleu"]),
        (("努尔特列乌谈到贸易了吗？", "原话是怎样的？"), ["nurtleu"]),
        (("努尔特列乌谈到贸易了吗？", "那谈到文化没有？"), ["nurtleu"]),
        (("王毅怎么看文化？", "就他自己吗，还有没有别人也提了？"), ["nurtleu", "lavrov"]),
        (("比较王毅和拉夫罗夫关于文化的说法", "把努尔特列乌也算上比一比"), ["nurtleu"]),
        (("谁谈到安全？", "第一位的看过了，第二位的呢"), ["lavrov"]),
        (("谁谈到安全？", "下一个，就是排在第二的，给我看看"), ["lavrov"]),
        (("谁谈到文化？", "名单上包不包括拉夫罗夫？"), ["lavrov"]),
    ],
)
def test_who_was_heard_may_be_pointed_at_joined_or_left_out(
    snapshot: Snapshot, turns: tuple[str, ...], wanted: list[str]
) -> None:
    assert list(dict.fromkeys(speakers(snapshot, *turns))) == wanted


@pytest.mark.parametrize(
    ("turns", "denied"),
    [
        (("谁谈到稳定？", "请列出对此绝口不提的人"), {"nurtleu"}),
        (("谁谈到稳定？", "剩下没谈这个的都有谁"), {"nurtleu"}),
        (("谁没谈到贸易？", "总共是几位？"), {"wang", "lavrov"}),
        (("王毅谈到稳定了吗？", "努尔特列乌也谈了没"), {"nurtleu"}),
    ],
)
def test_who_does_not_is_asked_of_the_matter_before(
    snapshot: Snapshot, turns: tuple[str, ...], denied: set[str]
) -> None:
    answer = None
    for text in turns:
        answer = snapshot.answer(text, previous=answer)

    assert answer is not None
    assert {one.who for one in answer.denied} == denied


@pytest.mark.parametrize(
    "text", ["一共几个人？", "这样的外长总共几位", "说到这一点的部长总数是多少", "加起来有几位外长讲了这个"]
)
def test_they_are_counted_who_speak_of_the_matter_before(snapshot: Snapshot, text: str) -> None:
    before = snapshot.answer("谁谈到安全？")
    answer = snapshot.answer(text, previous=before)

    assert answer.evidence.intent == "count"
    assert speakers(snapshot, "谁谈到安全？", text) == ["wang", "lavrov"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("拉夫罗夫也提到安全了吧？", "yes"),
        ("努尔特列乌大概没有提到稳定吧？", None),
        ("努尔特列乌应该提到稳定了吧？", "no"),
        ("说说安全吧？", None),
        ("拉夫罗夫提到安全吧", None),
    ],
)
def test_a_right_at_the_end_of_a_question_asks_yes_or_no(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


@pytest.mark.parametrize(
    "text",
    ["我找了老半天也没看见，难道没有人谈到稳定吗？", "看了一圈没看见稳定，谁都没提吗？"],
)
def test_whether_nobody_does_asks_who_does(snapshot: Snapshot, text: str) -> None:
    assert set(speakers(snapshot, text)) == {"wang", "lavrov"}


def test_a_clause_that_asks_again_of_something_else_is_another_request(snapshot: Snapshot) -> None:
    parts = snapshot.answer("拉夫罗夫怎么看安全，贸易又是谁提的").parts

    assert [[hit.entry.id for hit in part.hits][:1] for part in parts] == [["lavrov-team"], ["nurtleu-trust"]]


def test_two_names_with_a_mark_between_are_asked_of_together(snapshot: Snapshot) -> None:
    answer = snapshot.answer("请对照王毅、拉夫罗夫两个人怎么讲稳定")

    assert not answer.parts
    assert {hit.entry.speaker.id for hit in answer.hits if isinstance(hit.entry, Quote)} == {"wang", "lavrov"}


@pytest.fixture
def worded(folder: Path) -> Snapshot:
    """Give the small record with some Chinese words of its own."""
    path = folder / "vocabulary/zh.yaml"
    path.write_text(
        """
language: zh
offices: {foreign-minister: [外交部, 外长]}
meanings: {minister: [外交部, 外长], establish: [成立], seat: [设在], secretary-general: [秘书长]}
""",
        encoding="utf-8",
    )
    return load_snapshot(folder)


@pytest.mark.parametrize(
    ("text", "wanted", "verdict"),
    [
        ("谁在哈萨克斯坦掌管外交部？", "office-nurtleu", None),
        ("哈萨克斯坦方面外交部的一把手是哪位", "office-nurtleu", None),
        ("哈萨克斯坦外交部归哪位领导", "office-nurtleu", None),
        ("秘书处大概是2005年成立的吧？", "anniversary", "no"),
    ],
)
def test_words_of_the_record_are_headed_and_stated(
    worded: Snapshot, text: str, wanted: str, verdict: str | None
) -> None:
    answer = worded.answer(text)

    assert ([hit.entry.id for hit in answer.hits], answer.verdict) == ([wanted], verdict)


def test_no_fact_tells_why_something_is_not_so(snapshot: Snapshot) -> None:
    assert snapshot.answer("为什么不是总理发的贺信？").status == "none"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("英文的有没有", "translate"), ("这话登在哪篇报道里", "source"), ("整封信有吗", "whole")],
)
def test_a_language_a_place_or_the_whole_is_wanted_of_what_was_shown(
    snapshot: Snapshot, text: str, intent: str
) -> None:
    before = snapshot.answer("拉夫罗夫关于安全说了什么？")

    assert snapshot.answer(text, previous=before).evidence.intent == intent


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        (("谁谈到文化？", "给我看第一位的", "再下一个"), ["nurtleu"]),
        (("王毅怎么看安全？", "接着讲文化"), ["wang"]),
        (("努尔特列乌怎么看文化？", "有关贸易的话吗"), ["nurtleu"]),
    ],
)
def test_the_next_one_another_matter_and_what_is_there_are_asked_of_whoever_was_heard(
    snapshot: Snapshot, turns: tuple[str, ...], wanted: list[str]
) -> None:
    assert list(dict.fromkeys(speakers(snapshot, *turns))) == wanted


def test_an_office_alone_is_asked_of_whoever_was_heard(worded: Snapshot) -> None:
    before = worded.answer("努尔特列乌说了什么？")
    answer = worded.answer("是外长吗？", previous=before)

    assert [hit.entry.id for hit in answer.hits] == ["office-nurtleu"]


def test_two_particles_ask_two_questions(snapshot: Snapshot) -> None:
    answer = snapshot.answer("努尔特列乌谈到贸易了没，谈到稳定了没")

    assert [part.verdict for part in answer.parts] == ["yes", "no"]


@pytest.mark.parametrize("text", ["秘书长是谁", "它的秘书长是谁？我想记在本子里"])
def test_who_leads_a_body_is_asked_in_a_few_words(worded: Snapshot, text: str) -> None:
    before = worded.answer("秘书处什么时候成立的？")
    answer = worded.answer(text, previous=before)

    assert [hit.entry.id for hit in answer.hits] == ["secretary-general"]


def test_an_uncle_of_a_country_speaks_for_it(snapshot: Snapshot) -> None:
    said = snapshot.answer("哈萨克斯坦叔叔怎么说").hits

    assert [hit.entry.id for hit in said] == ["nurtleu-trust", "nurtleu-confidence"]


@pytest.mark.parametrize("text", ["这些话是从哪来的", "您说的这些是从哪知道的？"])
def test_a_question_word_is_not_torn_by_what_only_joins(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).evidence.intent is Intent.SOURCE


def test_why_somebody_else_did_not_is_not_told(snapshot: Snapshot) -> None:
    before = snapshot.answer("谁替哈萨克斯坦写了信？")

    assert snapshot.answer("为什么不是总统呢？", previous=before).hits == ()


def test_two_kinds_of_question_are_two_though_a_comma_parts_them(worded: Snapshot) -> None:
    answer = worded.answer("秘书处哪年成立，谁谈到贸易？")

    assert [[hit.entry.id for hit in part.hits] for part in answer.parts] == [["founded"], ["nurtleu-trust"]]


@pytest.mark.parametrize("text", ["拉夫罗夫提道贸易了吗", "拉夫罗夫有没有题到贸易？"])
def test_a_verb_of_two_characters_is_heard_with_one_of_them_wrong(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict == "no"


def test_the_first_of_several_persons_does_what_stands_behind(snapshot: Snapshot) -> None:
    assert speakers(snapshot, "比较拉夫罗夫和努尔特列乌的贺词", "第一位安全怎么说？") == ["lavrov"]
