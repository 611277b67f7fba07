"""Frames are filled with whom and what they ask for, and their answers are judged by what was wished."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.filling import (
    Cast,
    Fillers,
    Frame,
    FrameSet,
    Wish,
    fill,
    frame_sets,
    languages,
    read_fillers,
    read_frames,
)
from benchmarks.judging import is_right, read_truth
from benchmarks.ways_of_asking import Measured, Outcome, as_json, ask, measure, section
from knowledge.snapshot import Snapshot

SETS = frame_sets()
CAST = Cast("wang", "lavrov", "security", "economy", "china")
OTHER = Cast("nurtleu", "wang", "trust", "security", "kazakhstan")
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
    assert one.sealed or {frame.wish for frame in frames} == set(Wish)


def test_every_language_has_an_open_set_and_the_last_is_sealed() -> None:
    assert {one.language for one in SETS if not one.sealed} == set(languages())
    assert {one.number for one in SETS if one.sealed} == {4}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"intent": "praise", "q": "{S} is great"}, "unknown wish"),
        ({"intent": "words_topic", "q": "what does {S} say?"}, "blanks"),
        ({"intent": "words", "q": "what does {S} say about {T}?"}, "blanks"),
        ({"intent": "words", "q": "what does {S} say in {CITY}?"}, "no blank"),
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


@pytest.mark.parametrize("language", languages())
def test_each_round_asks_about_two_people_and_two_topics(language: str) -> None:
    fillers = read_fillers(language)
    casts = fillers.casts()

    assert all(one.speaker != one.other_speaker and one.topic != one.other_topic for one in casts)
    assert {one.speaker for one in casts} == set(fillers.speakers)
    assert {one.topic for one in casts} == set(fillers.topics)
    assert {one.country for one in casts} == set(fillers.countries)


@pytest.mark.parametrize("wish", Wish)
def test_what_was_wished_is_right_and_the_same_of_others_is_wrong(
    wish: Wish, snapshot: Snapshot, english: Fillers
) -> None:
    truth = read_truth(snapshot, english)
    frame = Frame(wish, PLAIN[wish])

    assert is_right(wish, ask(frame, CAST, english, snapshot), CAST, truth)
    assert not is_right(wish, ask(frame, OTHER, english, snapshot), CAST, truth)


def test_what_nobody_said_must_not_be_answered(snapshot: Snapshot, english: Fillers) -> None:
    truth = read_truth(snapshot, english)
    silent = replace(CAST, topic="trust")
    refused = ask(Frame(Wish.WORDS_TOPIC, PLAIN[Wish.WORDS_TOPIC]), silent, english, snapshot)
    answered = ask(Frame(Wish.WORDS, PLAIN[Wish.WORDS]), silent, english, snapshot)

    assert is_right(Wish.WORDS_TOPIC, refused, silent, truth)
    assert not is_right(Wish.WORDS_TOPIC, answered, silent, truth)


def test_what_counts_is_what_the_record_says_of_each_topic(snapshot: Snapshot, english: Fillers) -> None:
    truth = read_truth(snapshot, english)

    assert truth.speaking["security"] == {"wang", "lavrov"}
    assert truth.speaking["trust"] == {"nurtleu"}
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
    frames = FrameSet("en", 1, sealed=False, path=tmp_path / "en-1.jsonl")
    measured = measure(frames, snapshot, read_truth(snapshot, english))

    assert measured.share == 0.5
    assert next(question for _, question in measured.wrong()) == "Lavrov! xyzzy plugh frobozz"


@pytest.mark.parametrize("sealed", [False, True])
def test_of_a_sealed_set_the_share_alone_is_shown(sealed: bool) -> None:  # noqa: FBT001
    outcomes = (Outcome(Frame(Wish.WORDS, "{S}, what?"), 4, ("Lavrov, what?",)),)
    measured = Measured(FrameSet("en", 2, sealed=sealed, path=Path("en-2.jsonl")), outcomes)
    shown = section([measured], commit="abc1234") + as_json([measured])

    assert "0.750 (1 frames)" in shown
    assert bool(list(measured.wrong())) is not sealed
    assert ("`words`" in shown) is not sealed
    assert ('"words": 0.75' in shown) is not sealed
