"""What people ask finds who said it, or an honest no, whatever record it is asked of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.answer import Answer, as_json
from knowledge.answering.kinds import Intent
from knowledge.record.values import Quote, Reported
from knowledge.snapshot import Snapshot
from tests.turns import ids


def speakers(answer: Answer) -> list[str]:
    return [hit.entry.speaker.id for hit in answer.hits if isinstance(hit.entry, Quote | Reported)]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("what did Lavrov say?", "lavrov-team"),
        ("what did lavrof say", "lavrov-team"),
        ("LAVROV", "lavrov-team"),
        ("the rusian minister on securty", "lavrov-team"),
        ("Что сказал министр России?", "lavrov-team"),
        ("拉夫罗夫说了什么", "lavrov-team"),
        ("what did lavrov wish the team", "lavrov-wishes"),
        ("kazakstan minster on trade", "nurtleu-trust"),
        ("when was the secretariat founded", "founded"),
        ("Когда основан секретариат?", "founded"),
        ("where is the secretariat", "seat"),
        ("who is the secretary general", "secretary-general"),
        ("what post does Nurtleu hold", "office-nurtleu"),
    ],
)
def test_a_question_finds_its_entry(snapshot: Snapshot, question: str, entry: str) -> None:
    answer = snapshot.answer(question)

    assert answer.status == "answered"
    assert answer.hits[0].entry.id == entry


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who mentioned the Shanghai Spirit", {"wang", "nurtleu"}),
        ("quotes about culture", {"wang", "nurtleu", "lavrov"}),
        ("Кто говорил о безопасности?", {"wang", "lavrov"}),
        ("compare Kazakhstan and Russia", {"nurtleu", "lavrov"}),
        ("what did the northern countries say", {"nurtleu", "lavrov"}),
    ],
)
def test_a_set_holds_one_answer_for_each_who_belongs_and_no_other(
    snapshot: Snapshot, question: str, expected: set[str]
) -> None:
    answer = snapshot.answer(question)

    assert answer.status == "answered"
    assert sorted(speakers(answer)) == sorted(expected)


@pytest.mark.parametrize(
    "question",
    ["what did Lavrov say about Ukraine", "how do I cook plov", "", "?!", "😀🎉", "今天天气怎么样"],
)
def test_what_the_record_does_not_hold_is_not_answered(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).status != "answered"


def test_a_country_without_a_message_is_named_and_those_with_one(snapshot: Snapshot) -> None:
    answer = snapshot.answer("and Iran?")

    assert answer.status == "none"
    assert answer.hits[0].entry.text == (
        "The record holds no message from Iran. It holds messages from China, Kazakhstan and Russia."
    )


def test_a_question_may_lean_on_the_one_before(snapshot: Snapshot) -> None:
    before = snapshot.answer("What did Kazakhstan say about culture?")

    assert speakers(snapshot.answer("and Russia?", previous=before)) == ["lavrov"]


@pytest.mark.parametrize(
    "text", ["Who headed the Secretariat before?", "Кто возглавлял Секретариат раньше?", "之前谁是秘书长？"]
)
def test_who_was_there_before_is_not_who_is_there(snapshot: Snapshot, text: str) -> None:
    assert "secretary-general" not in [hit.entry.id for hit in snapshot.answer(text).hits]


def test_before_with_an_object_tells_nothing_of_the_past(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Before I forget: who is the Secretary-General?")

    assert [hit.entry.id for hit in answer.hits] == ["secretary-general"]


def test_of_several_who_mean_it_whoever_says_the_word_comes_first(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Who mentioned maintaining?")

    assert [hit.entry.id for hit in answer.hits] == ["nurtleu-trust", "wang-journey"]


def test_speakers_are_counted_where_no_fact_tells_how_many(snapshot: Snapshot) -> None:
    counted = snapshot.answer("How many ministers spoke of trade?")
    told = snapshot.answer("How many people said something about the Secretariat?")

    assert (counted.evidence.intent, counted.hits[0].entry.id) == (Intent.COUNT, "nurtleu-trust")
    assert (told.evidence.intent, told.hits[0].entry.id) == (Intent.FACT, "senders-count")


def test_the_alias_that_matched_is_shown_with_its_line(snapshot: Snapshot) -> None:
    recognised = {item.kind: item for item in snapshot.answer("what did lavrof say").evidence.recognised}

    assert recognised["speaker"].matched == "Lavrof"
    assert recognised["speaker"].place is not None
    assert recognised["speaker"].place.file == "speakers.yaml"


def test_more_gives_what_was_not_given_yet(snapshot: Snapshot) -> None:
    first = snapshot.answer("what did Wang Yi say")

    more = snapshot.answer("more", previous=first)

    assert ids(more)
    assert ids(first)[0] not in ids(more)


def test_why_gives_the_answer_before_again_to_be_explained(snapshot: Snapshot) -> None:
    first = snapshot.answer("who spoke of trust")

    why = snapshot.answer("why?", previous=first)

    assert why.evidence.intent == "why"
    assert ids(why) == ids(first)


def test_a_whole_question_does_not_lean(snapshot: Snapshot) -> None:
    before = snapshot.answer("What did Kazakhstan say about trust?")

    after, alone = (snapshot.answer("what did Russia say?", previous=one) for one in (before, None))

    # Who was heard before is remembered all the same: "compare them".
    assert replace(after, memory=alone.memory) == alone


def test_the_json_has_the_fields_that_programs_rely_on(snapshot: Snapshot) -> None:
    quote = as_json(snapshot.answer("what did lavrov say"))
    fact = as_json(snapshot.answer("when was the secretariat founded"))

    assert quote["answers"][0] == {
        "id": "lavrov-team",
        "kind": "quote",
        "speaker": "Sergey Lavrov",
        "title": "Foreign Minister",
        "country": "Russia",
        "text": quote["answers"][0]["text"],
        "published": quote["answers"][0]["published"],
        "score": 1.0,
    }
    assert "multifaceted" in quote["answers"][0]["text"]
    assert "miltifaceted" in str(quote["answers"][0]["published"])
    assert [fact["answers"][0][key] for key in ("speaker", "title", "country", "published")] == [None] * 4


def test_none_holds_one_absence_at_most(snapshot: Snapshot) -> None:
    for question in ("message from Belarus", "how old is the moon", "zzzz"):
        answer = snapshot.answer(question)

        assert answer.status == "none"
        assert len(answer.hits) <= 1
        assert all(hit.entry.kind == "absence" for hit in answer.hits)


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_text_is_answered_with_scores_between_0_and_1(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert all(0 <= hit.score <= 1 for hit in answer.hits)
    assert (answer.status == "answered") <= bool(answer.hits)
    assert answer == snapshot.answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4096,
        "на" * 2048,
        "上" * 4096,
        "(" * 4096,
        "lavrov " * 600,
        "\u202e\u200blav\u200brov",
        "лаврoв" * 300,
    ],
)
def test_hostile_texts_are_harmless(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).status in {"answered", "unsure", "none"}


def test_invisible_and_reversing_marks_do_not_hide_a_name(snapshot: Snapshot) -> None:
    assert ids(snapshot.answer("\u202elav\u200brov\u2069"))[0] == "lavrov-team"


def test_when_joins_what_somebody_said_unless_it_is_asked_too(snapshot: Snapshot) -> None:
    joined = snapshot.answer("who says the Secretariat helps when meetings are held?")

    assert joined.understood is not None
    assert "when" not in joined.understood.slots
    asked = snapshot.answer("who sent the messages and when?")
    assert asked.understood is not None
    assert "when" in asked.understood.slots


def test_a_fact_about_one_person_tells_programs_whom(snapshot: Snapshot) -> None:
    def told(question: str) -> tuple[str, str | None, str | None]:
        first = as_json(snapshot.answer(question))["answers"][0]
        return first["kind"], first["speaker"], first["published"]

    assert told("who is the foreign minister of Kazakhstan?") == ("fact", "Murat Nurtleu", None)
    assert told("which ministers sent messages?") == ("fact", None, None)


def test_what_is_asked_in_a_later_clause_is_asked(snapshot: Snapshot) -> None:
    asked = snapshot.answer("Lavrov spoke about culture. How many events did India hold?").understood

    assert asked is not None
    assert "how-many" in asked.slots


def test_a_year_stays_a_year_when_a_question_leans_on_another(snapshot: Snapshot) -> None:
    first = snapshot.answer("in 2019 what did Lavrov say about culture?")
    second = snapshot.answer("and Wang Yi?", previous=first)

    assert second.status != "answered"
    assert second.understood is not None
    assert [item.typed for item in second.understood.items if item.start in second.understood.numbers] == [
        "2019"
    ]


def test_the_longest_of_something_else_is_no_message(snapshot: Snapshot) -> None:
    assert snapshot.answer("Who gives the longest list of festivals?").evidence.intent != "longest"
    assert snapshot.answer("Who wrote the longest message about security?").evidence.intent == "longest"
