"""Frames are filled with whom and what they ask for, and their answers are judged by what was wished."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.casting import casts_for, fits
from benchmarks.filling import (
    Cast,
    Fillers,
    Frame,
    FrameSet,
    fill,
    frame_sets,
    languages,
    read_fillers,
    read_frames,
)
from benchmarks.judging import is_right
from benchmarks.truth import Truth, read_truth
from benchmarks.ways_of_asking import Measured, Outcome, as_json, ask, measure, section
from benchmarks.wishes import Before, Series, Wish
from knowledge.snapshot import Snapshot

SETS = frame_sets()
CAST = Cast("wang", "lavrov", "nurtleu", "security", "economy", "china")
OTHER = Cast("nurtleu", "wang", "lavrov", "trust", "security", "kazakhstan")
QUESTIONS = [wish for wish in Wish if wish.series is Series.QUESTIONS]
FOLLOW_UPS = [wish for wish in Wish if wish.series is Series.FOLLOW_UPS]
PLAIN = {
    Wish.WORDS: "what did {S} say?",
    Wish.WORDS_TOPIC: "what did {S} say about {T}?",
    Wish.WHO_TOPIC: "who mentioned {T}?",
    Wish.YES_NO: "did {S} mention {T}?",
    Wish.ANY: "did anyone mention {T}?",
    Wish.COUNT: "how many mentioned {T}?",
    Wish.WHO_NOT: "who did not mention {T}?",
    Wish.EXCEPT: "who besides {S} mentioned {T}?",
    Wish.COMPARE: "compare {S} and {S2} on {T}",
    Wish.WHOLE: "show the whole message of {S}",
    Wish.MESSAGE_FROM: "the message from {C}",
    Wish.OFFICE: "what is {S}'s office?",
    Wish.WHO_OFFICE: "who is the foreign minister of {C}?",
    Wish.SOURCE: "where were {S}'s words about {T} published?",
    Wish.TWO: "what did {S} say about {T}, and what did {S2} say about {T2}?",
    Wish.TWO_KINDS: "who mentioned {T}? and did {S} mention {T2}?",
    Wish.AFTER_SPEAKER: "and {S2}?",
    Wish.AFTER_TOPIC: "and about {T2}?",
    Wish.AFTER_WHO: "who else?",
    Wish.AFTER_MORE: "what else did he say?",
    Wish.AFTER_DID: "did he mention {T2}?",
}
ASKED_ON = {
    Wish.LIST_NTH: ("what did the second one say?", "what did the last one say?"),
    Wish.LIST_LAST: ("what did the last one say?", "what did the first one say?"),
    Wish.LIST_AMONG: ("did {S} mention {T}?", "and Lavrov?"),
    Wish.LIST_COUNT: ("how many mentioned {T}?", "who mentioned trust?"),
    Wish.LIST_ALSO: ("which of them mentioned {T2} too?", "who mentioned {T2}?"),
    Wish.LIST_TOPIC: ("who mentioned {T2}?", "who mentioned trust?"),
    Wish.LIST_NOT: ("who did not mention {T}?", "who mentioned {T}?"),
    Wish.WORDS_COUNTRY: ("what is {S}'s office?", "what is Lavrov's office?"),
    Wish.WORDS_FIRST: ("how does {S}'s message begin?", "how does {S}'s message end?"),
    Wish.WORDS_END: ("how does {S}'s message end?", "how does {S}'s message begin?"),
    Wish.WORDS_WHOLE: ("show the whole message of {S}", "what did {S} say about {T}?"),
    Wish.WORDS_SOURCE: ("where was that published?", "what did Lavrov say?"),
    Wish.WORDS_TRANSLATED: ("in Russian, please", "what did {S} say about {T}?"),
    Wish.WORDS_COMPARE: ("compare {S} and {S2} on {T}", "what did {S} say about {T}?"),
    Wish.NO_WHO: ("who mentioned {T}?", "who mentioned economy?"),
    Wish.NO_WHAT: ("what did {S} say?", "what did Nurtleu say?"),
    Wish.NO_OTHER: ("did {S} mention {T2}?", "did {S} mention {T}?"),
    Wish.YES_ELSE: ("who else did?", "who mentioned {T}?"),
    Wish.YES_OTHER: ("did {S2} mention {T}?", "did Nurtleu mention {T}?"),
    Wish.FACT_WHERE: ("where is the Secretariat?", "who is the Secretary-General?"),
    Wish.FACT_HEAD: ("who is the Secretary-General?", "where is the Secretariat?"),
    Wish.FACT_SOURCE: ("where is that written?", "who is the Secretary-General?"),
    Wish.FACT_LETTERS: ("who sent messages?", "what did Lavrov say?"),
    Wish.ABSENT_COUNTRY: ("the message from {C}", "the message from Russia"),
    Wish.ABSENT_WHO: ("who sent messages?", "what did Lavrov say?"),
    Wish.OFFICE_WORDS: ("what did {S} say?", "what did Lavrov say?"),
    Wish.OFFICE_TOPIC: ("did {S} mention {T}?", "did Lavrov mention {T}?"),
    Wish.THANKS_SPEAKER: ("what did {S2} say about {T}?", "what did {S} say about {T}?"),
    Wish.THANKS_TOPIC: ("what did {S} say about {T2}?", "what did {S2} say about {T}?"),
    Wish.COMPARE_TOPIC: ("compare {S} and {S2} on {T2}", "compare {S} and {S2} on {T}"),
    Wish.COMPARE_THIRD: ("and Nurtleu?", "what did Nurtleu say?"),
}
"""Of each follow-up: what is answered as wished, and what is not."""
SAID_BY_THREE = replace(CAST, topic="culture")
SAID_BY_ANOTHER = replace(CAST, topic="trust")


@pytest.fixture(scope="session")
def english(snapshot: Snapshot) -> Fillers:
    """Of the English fillers, whom and what the small record knows."""
    every = read_fillers("en")
    return replace(
        every,
        speakers={id_: forms for id_, forms in every.speakers.items() if id_ in snapshot.record.speakers},
        countries={id_: forms for id_, forms in every.countries.items() if id_ in snapshot.record.countries},
    )


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Приведите слова {S:gen}", "Приведите слова Ван И"),
        ("Сравните с {S2:ins}", "Сравните с Лавровым"),
        ("{T} и {T2:acc}?", "безопасность и экономику?"),
        ("Послание {C:gen}", "Послание Китая"),
    ],
)
def test_a_blank_is_filled_in_the_case_that_it_asks_for(text: str, filled: str) -> None:
    assert fill(text, CAST, read_fillers("ru")) == filled


def test_a_russian_preposition_stands_as_it_is_said_before_the_word_put_in() -> None:
    cast, russian = replace(CAST, topic="economy"), read_fillers("ru")

    assert fill("кто сказал о {T:prep}?", cast, russian) == "кто сказал об экономике?"
    assert fill("кто сказал о {T:prep}?", CAST, russian) == "кто сказал о безопасности?"


def test_a_case_that_a_language_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{S:gen}", CAST, read_fillers("zh"))


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.path.name)
def test_every_frame_has_the_blanks_that_its_wish_needs_and_none_is_left_when_filled(one: FrameSet) -> None:
    fillers = read_fillers(one.language)
    frames = read_frames(one.path)
    left = sum(
        bool(re.search(r"[{}]", fill(frame.text, cast, fillers)))
        for frame in frames
        for cast in fillers.casts()
    )

    assert left == 0
    assert {frame.wish.series for frame in frames} == {one.series}
    assert one.sealed or {frame.wish for frame in frames} == {
        wish for wish in Wish if wish.series is one.series
    }


@pytest.mark.parametrize(("series", "last"), [(Series.QUESTIONS, 7), (Series.FOLLOW_UPS, 6)])
def test_every_language_has_an_open_set_and_the_last_is_sealed(series: Series, last: int) -> None:
    of_series = [one for one in SETS if one.series is series]

    assert {one.language for one in of_series if not one.sealed} == set(languages())
    assert {(one.language, one.number) for one in of_series if one.sealed} == {
        (one, last) for one in languages()
    }
    assert max(one.number for one in of_series) == last


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"intent": "praise", "q": "{S} is great"}, "unknown wish"),
        ({"intent": "words_topic", "q": "what does {S} say?"}, "blanks"),
        ({"intent": "words", "q": "what does {S} say about {T}?"}, "blanks"),
        ({"intent": "words", "q": "what does {S} say in {CITY}?"}, "no blank"),
        ({"intent": "list_topic", "q": "and of {T}?"}, "blanks"),
        ({"intent": "list_topic", "q": "and does {S} speak of {T2}?"}, "blanks"),
        ({"intent": "fact_head", "q": "who heads it in {C}?"}, "blanks"),
    ],
)
def test_a_wrong_frame_is_refused_by_its_line_and_is_not_shown(
    tmp_path: Path, line: dict[str, str], fault: str
) -> None:
    file = tmp_path / "en-2.jsonl"
    file.write_text(json.dumps({"intent": "words", "q": "{S}?"}) + "\n" + json.dumps(line) + "\n")

    with pytest.raises(ValueError, match=rf"^en-2\.jsonl:2: .*{fault}") as refused:
        read_frames(file)

    assert line["q"] not in str(refused.value)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("list_topic", "and of {T2}?"),
        ("list_topic", "not of {T}, of {T2}?"),
        ("words_whole", "all of it"),
        ("words_whole", "all that {S} wrote, not {T} alone"),
        ("office_words", "what did {S} of {C} say?"),
        ("compare_third", "{S}, {S2} and {S3} on {T}?"),
    ],
)
def test_a_follow_up_may_name_again_what_was_named_before(tmp_path: Path, intent: str, text: str) -> None:
    file = tmp_path / "follow-en-1.jsonl"
    file.write_text(json.dumps({"intent": intent, "q": text}))

    assert read_frames(file) == (Frame(Wish(intent), text),)


@pytest.mark.parametrize("language", languages())
def test_what_was_asked_before_names_nothing_but_what_a_follow_up_may_name_again(language: str) -> None:
    fillers = read_fillers(language)

    assert set(fillers.before) == set(Before)
    for before, typed in fillers.before.items():
        assert set(re.findall(r"\{(\w+)", " ".join(typed))) <= before.names
    assert len(fillers.before[Before.THANKS]) == 2


@pytest.mark.parametrize("language", languages())
def test_each_round_asks_about_two_people_and_two_topics(language: str) -> None:
    fillers = read_fillers(language)
    casts = fillers.casts()

    assert all(len({one.speaker, one.other_speaker, one.third_speaker}) == 3 for one in casts)
    assert all(one.topic != one.other_topic for one in casts)
    assert {one.speaker for one in casts} == set(fillers.speakers)
    assert {one.topic for one in casts} == set(fillers.topics)
    assert {one.country for one in casts} == set(fillers.countries)


@pytest.mark.parametrize("wish", QUESTIONS)
def test_what_was_wished_is_right_and_the_same_of_others_is_wrong(
    wish: Wish, snapshot: Snapshot, english: Fillers
) -> None:
    truth = read_truth(snapshot, english)
    frame = Frame(wish, PLAIN[wish])

    assert is_right(wish, ask(frame, CAST, english, snapshot), CAST, truth)
    assert not is_right(wish, ask(frame, OTHER, english, snapshot), CAST, truth)


@pytest.mark.parametrize("wish", FOLLOW_UPS)
def test_a_follow_up_is_right_if_answered_as_wished_and_wrong_if_answered_otherwise(
    wish: Wish, snapshot: Snapshot, english: Fillers
) -> None:
    truth = read_truth(snapshot, english)
    cast = next(one for one in (CAST, SAID_BY_THREE, SAID_BY_ANOTHER) if _suits(one, wish, truth))
    right, wrong = (ask(Frame(wish, text), cast, english, snapshot) for text in ASKED_ON[wish])

    assert is_right(wish, right, cast, truth)
    assert not is_right(wish, wrong, cast, truth)


def _suits(cast: Cast, wish: Wish, truth: Truth) -> bool:
    """Whether a cast fits, and its topic has as many speakers as show the second apart from the last."""
    several = wish not in {Wish.LIST_NTH, Wish.LIST_LAST} or len(truth.listed[cast.topic]) > 2
    return several and fits(cast, wish, truth)


def test_a_third_who_speaks_is_shown_with_the_two_or_alone(snapshot: Snapshot, english: Fillers) -> None:
    truth, wish = read_truth(snapshot, english), Wish.COMPARE_THIRD
    texts = ("what did {S3} say about {T}?", "who mentioned {T}?", "compare {S} and {S2} on {T}")
    alone, all_three, first_two = (ask(Frame(wish, text), SAID_BY_THREE, english, snapshot) for text in texts)

    assert is_right(wish, alone, SAID_BY_THREE, truth)
    assert is_right(wish, all_three, SAID_BY_THREE, truth)
    assert not is_right(wish, first_two, SAID_BY_THREE, truth)


def test_words_shown_again_are_a_translation_for_whoever_asks_in_another_language(
    snapshot: Snapshot, english: Fillers
) -> None:
    truth, wish = read_truth(snapshot, english), Wish.WORDS_TRANSLATED
    asked = ask(Frame(wish, "what did {S} say about {T}?"), CAST, english, snapshot)

    assert not is_right(wish, asked, CAST, truth)
    assert is_right(wish, replace(asked, language="ru"), CAST, truth)
    assert not is_right(wish, replace(asked, language="ru"), replace(CAST, speaker="lavrov"), truth)


def test_what_was_typed_before_is_asked_message_by_message(snapshot: Snapshot, english: Fillers) -> None:
    answer = ask(Frame(Wish.THANKS_SPEAKER, "and {S2}?"), CAST, english, snapshot)

    assert is_right(Wish.THANKS_SPEAKER, answer, CAST, read_truth(snapshot, english))


@pytest.mark.parametrize("wish", FOLLOW_UPS)
def test_a_follow_up_is_asked_only_of_whom_it_makes_sense(
    wish: Wish, snapshot: Snapshot, english: Fillers
) -> None:
    truth = read_truth(snapshot, english)
    casts = casts_for(wish, english, truth)

    assert all(fits(cast, wish, truth) for cast in casts)
    assert all(len({cast.speaker, cast.other_speaker, cast.third_speaker}) == 3 for cast in casts)
    assert all(cast.topic != cast.other_topic for cast in casts)
    assert len(casts) == 5


@pytest.mark.parametrize(
    ("wish", "unfit"),
    [
        (Wish.WORDS_WHOLE, {"topic": "trust"}),
        (Wish.NO_WHO, {"topic": "security"}),
        (Wish.COMPARE_TOPIC, {"topic": "economy"}),
        (Wish.LIST_NTH, {"topic": "trust"}),
        (Wish.YES_ELSE, {"speaker": "nurtleu", "topic": "trust"}),
        (Wish.OFFICE_WORDS, {"country": "russia"}),
    ],
)
def test_a_cast_that_a_follow_up_makes_no_sense_for_is_left_out(
    wish: Wish, unfit: dict[str, str], snapshot: Snapshot, english: Fillers
) -> None:
    assert not fits(replace(CAST, **unfit), wish, read_truth(snapshot, english))


def test_a_wish_that_no_cast_fits_is_an_error(snapshot: Snapshot, english: Fillers) -> None:
    truth = read_truth(snapshot, english)
    nobody_speaks = replace(truth, listed=dict.fromkeys(truth.listed, ()))

    with pytest.raises(ValueError, match="no cast fits words_whole"):
        casts_for(Wish.WORDS_WHOLE, english, nobody_speaks)


def test_what_nobody_said_must_not_be_answered(snapshot: Snapshot, english: Fillers) -> None:
    truth = read_truth(snapshot, english)
    silent = replace(CAST, topic="trust")
    refused = ask(Frame(Wish.WORDS_TOPIC, PLAIN[Wish.WORDS_TOPIC]), silent, english, snapshot)
    answered = ask(Frame(Wish.WORDS, PLAIN[Wish.WORDS]), silent, english, snapshot)

    assert is_right(Wish.WORDS_TOPIC, refused, silent, truth)
    assert not is_right(Wish.WORDS_TOPIC, answered, silent, truth)


def test_what_counts_is_what_the_record_says_of_each_topic(snapshot: Snapshot, english: Fillers) -> None:
    truth = read_truth(snapshot, english)

    assert truth.speaking("security") == {"wang", "lavrov"}
    assert truth.speaking("trust") == {"nurtleu"}
    assert truth.listed["culture"] == ("wang", "nurtleu", "lavrov")
    assert truth.message["lavrov"] == ("lavrov-team", "lavrov-wishes")
    assert truth.last_quote["lavrov"] == "lavrov-team"
    assert truth.facts == ("founded", "seat", "secretary-general", "senders")
    assert truth.minister == {"china": "wang", "kazakhstan": "nurtleu", "russia": "lavrov"}


def test_a_share_is_of_all_filled_frames(tmp_path: Path, snapshot: Snapshot, english: Fillers) -> None:
    fillers = {
        "speakers": english.speakers,
        "topics": english.topics,
        "countries": english.countries,
        "before": {},
        "respelt": {},
    }
    (tmp_path / "fillers-en.json").write_text(json.dumps(fillers))
    (tmp_path / "en-1.jsonl").write_text(
        '{"intent": "words", "q": "what did {S} say?"}\n'
        '{"intent": "words", "q": "{S}! xyzzy plugh frobozz"}\n'
    )
    frames = FrameSet(Series.QUESTIONS, "en", 1, sealed=False, path=tmp_path / "en-1.jsonl")
    measured = measure(frames, snapshot, read_truth(snapshot, english))

    assert measured.share == 0.5
    assert next(question for _, question in measured.wrong()) == "Lavrov! xyzzy plugh frobozz"


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("wish", [Wish.WORDS, Wish.WORDS_WHOLE])
def test_of_a_sealed_set_the_share_alone_is_shown(wish: Wish, sealed: bool) -> None:  # noqa: FBT001
    outcomes = (Outcome(Frame(wish, "what, all?"), 4, ("what, all?",)),)
    measured = Measured(FrameSet(wish.series, "en", 2, sealed=sealed, path=Path("en-2.jsonl")), outcomes)
    shown = section([measured], wish.series, commit="abc1234") + as_json([measured])

    assert "0.750 (1 frames)" in shown
    assert "what, all?" not in shown
    assert bool(list(measured.wrong())) is not sealed
    assert (f"`{wish}`" in shown) is not sealed
    assert (f'"{wish}": 0.75' in shown) is not sealed


def test_questions_and_follow_ups_have_each_their_section() -> None:
    measured = [
        Measured(
            FrameSet(wish.series, "en", 1, sealed=False, path=Path("en-1.jsonl")),
            (Outcome(Frame(wish, "what, all?"), 4, ("what, all?",) * wrong),),
        )
        for wish, wrong in ((Wish.WORDS, 1), (Wish.WORDS_WHOLE, 2))
    ]
    questions, follow_ups = (section(measured, series, commit="abc1234") for series in Series)

    assert "0.750 (1 frames)" in questions
    assert "0.500" not in questions
    assert "0.500 (1 frames)" in follow_ups
    assert "`words`" not in follow_ups
