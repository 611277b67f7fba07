"""Chinese goes wrong by its sound: a character that sounds alike, or the sound itself in Latin letters."""

from __future__ import annotations

import pytest

from knowledge.language.phonetic_index import PhoneticIndex
from knowledge.language.sounds import Sounds
from knowledge.language.vocabulary import Vocabulary
from knowledge.snapshot import Snapshot

SOUNDS = Sounds(
    {"wai": "外歪", "zhang": "长张掌", "zang": "脏", "chang": "长常", "guo": "国果", "zhong": "中钟"},
    {"zh": "z"},
)


def _heard(*content: str, function: tuple[str, ...] = (), common: tuple[str, ...] = ()) -> PhoneticIndex:
    return PhoneticIndex(
        SOUNDS,
        content=[tuple(one) for one in content],
        function=[tuple(one) for one in function],
        common=[tuple(one) for one in common],
    )


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("拉夫罗夫外张谈安全说了什么", "lavrov-team"),
        ("mishuchu shi shenme shihou chengli de", "founded"),
        ("lafuluofu waizhang", "lavrov-team"),
    ],
)
def test_what_sounds_right_is_understood(snapshot: Snapshot, typed: str, entry: str) -> None:
    answer = snapshot.answer(typed)

    assert entry in [hit.entry.id for hit in answer.hits]
    assert answer.language == "zh"


@pytest.mark.parametrize(
    "typed", ["数学公式怎么写", "我的回忆录", "chine hang sang", "he sang in shanghai", "shi shi shi shi shi"]
)
def test_what_only_sounds_alike_is_not_answered(snapshot: Snapshot, typed: str) -> None:
    assert snapshot.answer(typed).status == "none"


def test_a_wrong_character_gives_way_where_it_makes_no_sense() -> None:
    assert _heard("外长", function=("说",)).mended(tuple("外张说")) == tuple("外长说")
    assert _heard("外长").mended(tuple("歪张")) == tuple("歪张")


def test_a_character_that_means_something_stays() -> None:
    assert _heard("外长", function=("张",)).mended(tuple("外张")) == tuple("外张")


def test_a_slice_of_a_longer_word_that_nobody_knows_is_not_heard_as_another() -> None:
    assert _heard("外长").mended(tuple("外张说")) == tuple("外张说")
    assert _heard("外长").mended(tuple("钟外张")) == tuple("钟外张")
    assert _heard("外长", common=("外张",)).mended(tuple("外张")) == tuple("外张")


def test_a_character_that_begins_many_words_begins_one_more() -> None:
    begun = tuple(f"中{second}" for second in "一二三四五六七八")

    assert _heard("国长", function=("中",), common=begun).mended(tuple("中果长")) == tuple("中果长")
    assert _heard("国长", function=("中",)).mended(tuple("中果长")) == tuple("中国长")


def test_what_is_right_behind_is_not_torn_apart() -> None:
    assert _heard("中国", "果外长").mended(tuple("中果外长")) == tuple("中果外长")


def test_sounds_are_written_in_characters_where_nearly_all_make_sense() -> None:
    vocabulary = Vocabulary([])
    heard = _heard("中国", "外长")

    assert heard.written(["zhongguo", "waizang"], vocabulary) == tuple("中国外长")
    assert heard.written(["zhong", "guo", "wai", "zhang"], vocabulary) == tuple("中国外长")
    assert heard.written(["zhong", "guozhang", "zhangguo"], vocabulary) == ("zhong", "guozhang", "zhangguo")
    others = ("football", "zhongguo", "results")
    assert heard.written(others, vocabulary) == others


def test_syllables_are_as_few_as_can_be() -> None:
    sounds = Sounds({"xi": "西", "an": "安", "xian": "先"}, {})

    assert sounds.syllables("xianan") == ("xian", "an")
    assert sounds.syllables("xiam") == ()


def test_a_misspelt_name_is_no_sound(snapshot: Snapshot) -> None:
    assert {hit.entry.id.partition("-")[0] for hit in snapshot.answer("rusia").hits} == {"lavrov"}


def test_words_of_other_subjects_are_heard_too(snapshot: Snapshot) -> None:
    assert snapshot.answer("jintian tianqi zenmeyang").status == "none"


def test_a_long_phrase_with_a_character_that_sounds_alike_is_mended_whole_whatever_it_begins_with() -> None:
    for phrases in (("外长中国", "外长中国果长"), ("外长中国果长", "外长中国")):
        assert _heard(*phrases).mended(tuple("外常中国果长")) == tuple("外长中国果长")


def test_two_known_words_side_by_side_are_no_longer_one_that_sounds_alike() -> None:
    heard = _heard("国长外", function=("国张", "外"))

    assert heard.mended(tuple("国张外")) == tuple("国张外")
    assert heard.mended(tuple("国脏外")) == tuple("国长外")


def test_what_is_known_as_it_stands_holds_up_nothing_that_is_longer() -> None:
    # A known character begins a phrase of three, one of them wrong: it is the phrase that is meant.
    assert _heard("外国长", function=("外",)).mended(tuple("歪国长")) == tuple("外国长")
    assert _heard("外国长", "国").mended(tuple("外国张")) == tuple("外国长")


def test_a_phrase_that_is_nearly_there_is_passed_over_whole() -> None:
    """Else its rest would be heard as the begin of another."""
    heard = _heard("外中国常", "国长中")

    assert heard.mended(tuple("外家国常中")) == tuple("外家国常中")
    assert heard.mended(tuple("家国常中")) == tuple("家国长中")
