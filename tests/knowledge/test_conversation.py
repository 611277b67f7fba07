"""What leans on what was said before is completed from it, or asked back; it is not answered alone."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot
from tests.turns import ids, talk


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("What did Nurtleu say?", "did he mention trade?"), ["nurtleu-trust"]),
        (("Who mentioned trade?", "what else does he say?"), ["nurtleu-confidence"]),
        (("What did Lavrov say?", "what did he wish?"), ["lavrov-wishes"]),
        (("Did Lavrov mention culture?", "did Nurtleu?"), ["nurtleu-trust"]),
        (("Who mentioned the Shanghai Spirit?", "the second one?"), ["nurtleu-trust"]),
        (("Who mentioned the Shanghai Spirit?", "only the first"), ["wang-spirit"]),
        (("Did Lavrov mention trade?", "who does?"), ["nurtleu-trust"]),
        (("What did Lavrov say about culture?", "what did Kazakhstan say about it?"), ["nurtleu-trust"]),
        (("What did Lavrov say?", "no, I meant Kazakhstan"), ["nurtleu-trust", "nurtleu-confidence"]),
        (("Когда создан Секретариат?", "а где?"), ["founded"]),
        (("Что сказал Лавров?", "что он пожелал?"), ["lavrov-wishes"]),
        (("努尔特列乌说了什么？", "他提到贸易了吗？"), ["nurtleu-trust"]),
        (("Who did not mention culture?", "what did Lavrov say about it?"), ["lavrov-team"]),
        (("Did Lavrov mention culture?", "what does he say about it?"), ["lavrov-team"]),
        (("Лавров упоминал культуру?", "что он о ней сказал?"), ["lavrov-team"]),
        (("Who wished the team health?", "and energy?"), ["lavrov-wishes"]),
        (("Did Lavrov mention trade?", "so what does he talk about then?"), ["lavrov-team"]),
        (("What did Lavrov say about culture?", "who is that exactly?"), ["office-lavrov"]),
        (("Was the Secretariat founded in 2001?", "when then?"), ["founded"]),
        (("Was the Secretariat founded in Moscow?", "where then?"), ["founded"]),
        (("Who speaks of culture?", "only the Kazakh one please"), ["nurtleu-trust"]),
        (
            ("What did Lavrov say about culture?", "which post of which state does he hold?"),
            ["office-lavrov"],
        ),
        (("What did Lavrov say about culture?", "what are his closing words?"), ["lavrov-team"]),
        (("Who mentioned culture?", "and Nurtleu, is he one of them?"), ["nurtleu-trust"]),
        (
            ("Did Lavrov mention trade?", "not him, but maybe you know which ones talked about that?"),
            ["nurtleu-trust"],
        ),
        (("What did Iran say?", "then who did?"), ["senders"]),
        (("What did Kazakhstan write?", "any mention of culture there?"), ["nurtleu-trust"]),
        (("What did Kazakhstan write?", "what does it say about culture?"), ["nurtleu-trust"]),
        (("What did Iran say?", "who did write then?"), ["senders"]),
        (("What did Lavrov wish?", "which bodies does he name?"), ["lavrov-team"]),
    ],
)
def test_what_was_left_out_is_found_in_what_was_said(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.status, ids(answer)[: len(expected)]) == ("answered", expected)
    assert answer.evidence.understood_as or answer.evidence.intent == "fact"


@pytest.mark.parametrize(
    ("turns", "intent"),
    [
        (("Who mentioned trade?", "who else?"), "nobody-else"),
        (("What did Lavrov say about culture?", "more"), "no-more"),
        (("Кто говорил о торговле?", "кто ещё?"), "nobody-else"),
        (("谁提到贸易？", "还有谁？"), "nobody-else"),
        (("Did Wang Yi promise support?", "who else promised that?"), "nobody-else"),
        (("Who mentioned trade?", "the fifth one?"), "no-more"),
    ],
)
def test_that_was_all_is_an_answer(snapshot: Snapshot, turns: tuple[str, ...], intent: str) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.status, answer.evidence.intent, answer.hits) == ("none", intent, ())


@pytest.mark.parametrize(
    "text", ["did he mention trade?", "что он сказал?", "他说了什么？", "what did they say?"]
)
def test_whom_is_asked_back_where_nobody_was_spoken_of(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert answer.status != "answered"
    assert answer.denied == ()


def test_which_of_them_asks_only_those(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Compare Russia and China", "which of them mentioned the Shanghai Spirit?")

    assert ids(answer) == ["wang-spirit"]


def test_someone_joins_the_company(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "What did Russia say?", "and China?", "which of them mentioned culture?")

    assert {hit.entry.id for hit in answer.hits} == {"lavrov-team", "wang-spirit"}


def test_the_source_of_what_was_shown_is_shown(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "What did Lavrov wish?", "source?")

    assert (answer.evidence.intent, ids(answer)) == ("source", ["lavrov-wishes"])
    assert talk(snapshot, "in Russian please").evidence.intent == "translate"


@pytest.mark.parametrize(
    "asked",
    [
        "Could I have that in Spanish?",
        "now in Arabic",
        "Translate this to German, please",
        "переведите это на итальянский",
        "а на японском?",
        "请翻译成韩语",
        "能用西班牙语吗？",
    ],
)
def test_a_language_that_nobody_writes_in_is_no_country_that_wrote_nothing(
    snapshot: Snapshot, asked: str
) -> None:
    answer = talk(snapshot, "What did Lavrov wish?", asked)

    assert (answer.evidence.intent, ids(answer)) == ("translate", ["lavrov-wishes"])


@pytest.mark.parametrize("asked", ["Did France send anything in English?", "What did Japan say, in Russian?"])
def test_a_country_that_is_asked_about_is_not_taken_for_a_language(snapshot: Snapshot, asked: str) -> None:
    assert talk(snapshot, "What did Lavrov wish?", asked).evidence.intent != "translate"


def test_thanks_in_between_forget_nothing(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "What did Nurtleu say?", "thanks!", "did he mention trade?")) == [
        "nurtleu-trust"
    ]


def test_a_whole_question_stands_alone(snapshot: Snapshot) -> None:
    alone = snapshot.answer("When was the Secretariat founded?")

    assert ids(talk(snapshot, "What did Lavrov say?", "When was the Secretariat founded?")) == ids(alone)


def test_what_is_asked_of_the_whole_record_leans_on_nothing(snapshot: Snapshot) -> None:
    alone = ids(snapshot.answer("Who wrote the longest message?"))

    assert ids(talk(snapshot, "Is Lavrov the president?", "Who wrote the longest message?")) == alone
    assert {one.split("-")[0] for one in alone} == {"wang"}


def test_they_may_be_who_was_asked_about_in_vain(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "did any ambassadors write?", "what did they say?")

    assert answer.evidence.intent != "unclear"
    assert answer.status != "answered" or all(hit.entry.kind == "fact" for hit in answer.hits)


def test_a_list_is_kept_while_its_entries_are_asked_for_one_by_one(snapshot: Snapshot) -> None:
    turns = ("Who mentioned culture?", "what does the second one say?", "and the third?")

    assert [ids(talk(snapshot, *turns[:count]))[0] for count in (2, 3)] == [
        entry.id for entry in (hit.entry for hit in talk(snapshot, turns[0]).hits)
    ][1:]


def test_of_one_speakers_passages_the_second_can_be_asked_for(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "What did Nurtleu say?", "the second one please")) == ["nurtleu-confidence"]


def test_who_not_after_who_denies_only_what_is_proven(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who mentioned trade?", "and who did not?")

    assert (answer.status, {one.name for one in answer.denied}) == ("none", {"Wang Yi", "Sergey Lavrov"})


def test_a_few_words_ask_of_whoever_was_just_heard(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "What did Lavrov say?", "in which region?")) == ["lavrov-team"]
    assert ids(talk(snapshot, "What did Lavrov say?", "which trade?")) == ["nurtleu-trust"]


def test_who_mentions_it_asks_of_the_matter_before(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "Did Lavrov mention trade?", "who mentioned it?")) == ["nurtleu-trust"]
    assert ids(talk(snapshot, "拉夫罗夫提到贸易了吗？", "谁提到了？")) == ["nurtleu-trust"]


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("Кто не упомянул культуру?", "а Лавров упомянул?"), "yes"),
        (("Кто упомянул торговлю?", "а Лавров упомянул?"), "no"),
        (("谁提到贸易？", "拉夫罗夫也提到了吗？"), "no"),
        (("Что сказал Лавров?", "он министр?"), "yes"),
    ],
)
def test_a_yes_or_no_is_asked_of_what_was_spoken_of(
    snapshot: Snapshot, turns: tuple[str, ...], verdict: str
) -> None:
    assert talk(snapshot, *turns).verdict == verdict


def test_he_may_be_whom_a_fact_told_of(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who is the Secretary-General?", "what did he say?")

    assert (answer.status, ids(answer)) == ("none", ["no-zhang-words"])


def test_their_may_be_of_those_who_are_asked_for(snapshot: Snapshot) -> None:
    assert ids(talk(snapshot, "Which countries sent their greetings?")) == ["senders"]


def test_an_office_is_asked_of_him_and_nothing_else(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "What did Lavrov say?", "is he a minister?")

    assert (answer.verdict, ids(answer)) == ("yes", ["office-lavrov"])


def test_he_is_whoever_the_last_of_two_questions_was_about(snapshot: Snapshot) -> None:
    two = "What did Lavrov say about security? And what did Nurtleu say about friendship?"

    assert ids(talk(snapshot, two, "and what did he say about trade?")) == ["nurtleu-trust"]


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Lavrov say?", "did he mention Iran?"),
        ("Что сказал Лавров?", "а про Иран он писал?"),
        ("拉夫罗夫说了什么？", "他提到伊朗没有？"),
    ],
)
def test_whom_somebody_may_have_mentioned_is_denied_no_message(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.status, answer.verdict) == ("none", "no")
    assert {one.who for one in answer.denied} == {"lavrov"}


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("What did Lavrov say?", "did he mention Iran?", "and culture?"), ["lavrov-team"]),
        (("What did Wang Yi say?", "how does it end?"), ["wang-host", "wang-journey"]),
        (("王毅说了什么？", "最后一句呢？"), ["wang-journey"]),
        (("Что сказал Лавров?", "полностью"), ["lavrov-team", "lavrov-wishes"]),
    ],
)
def test_who_was_spoken_of_is_still_meant(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    answer = talk(snapshot, *turns)

    assert (answer.status, ids(answer)) == ("answered", expected)


def test_an_and_between_two_names_does_not_go_on(snapshot: Snapshot) -> None:
    before = "What did Lavrov say about culture?"
    answer = talk(snapshot, before, "What did Kazakhstan and China say?")

    assert ids(answer) == ids(snapshot.answer("What did Kazakhstan and China say?"))
    told = talk(snapshot, before, "Tell me about the Shanghai Spirit")
    assert ids(told) == ["wang-spirit", "nurtleu-trust"]


@pytest.mark.parametrize("question", ["Are you Alexa?", "Is that Siri?"])
def test_of_a_stranger_alone_nothing_is_denied(snapshot: Snapshot, question: str) -> None:
    answer = snapshot.answer(question)

    assert (answer.status, answer.verdict) == ("none", None)


@pytest.mark.parametrize(
    "turns",
    [
        ("Who is the Secretary-General?", "how old is he?"),
        ("Кто генеральный секретарь?", "сколько ему лет?"),
        ("What did Lavrov say?", "how old is he?"),
    ],
)
def test_nobodys_age_is_told_by_what_is_said_of_decades(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    assert talk(snapshot, *turns).status != "answered"


def test_the_first_one_is_of_those_that_were_offered(snapshot: Snapshot) -> None:
    turns = ("Who mentioned the Charter?", "culture of bacteria, who mentions")
    offered = talk(snapshot, *turns)

    assert offered.status == "unsure"
    assert ids(talk(snapshot, *turns, "the first one")) == ids(offered)[:1]


def test_whoever_asks_for_an_office_asks_of_nothing_before(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who did not mention culture?", "What is Nurtleu's job?")

    assert ids(answer) == ids(snapshot.answer("What is Nurtleu's job?"))
    assert not answer.denied


@pytest.mark.parametrize(("text", "number"), [("Who mentioned culture?", 3), ("Who promised support?", 1)])
def test_how_many_that_makes_counts_those_who_were_found(snapshot: Snapshot, text: str, number: int) -> None:
    answer = talk(snapshot, text, "how many is that?")

    assert (answer.evidence.intent, len(answer.hits)) == ("count", number)


def test_an_office_that_nobody_here_holds_is_no_speakers_whatever_was_said_before(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "What did Kazakhstan say about culture?", "and the president of Kazakhstan?")

    assert (answer.status, answer.evidence.intent) == ("none", "stranger")


def test_the_second_is_one_of_those_that_were_found_also_where_he_is_asked_of(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who mentioned the Shanghai Spirit?", "the second minister, what does he write?")

    assert ids(answer) == ["nurtleu-trust"]


@pytest.mark.parametrize("text", ["how does Nurtleu's message start?", "how did Nurtleu begin?"])
def test_a_word_for_the_beginning_is_no_matter(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.evidence.intent, ids(answer)) == ("begins", ["nurtleu-trust"])


@pytest.mark.parametrize("text", ["where does it say that?", "how do you know?", "where can I read it?"])
def test_where_something_is_said_asks_for_the_source(snapshot: Snapshot, text: str) -> None:
    answer = talk(snapshot, "When was the Secretariat founded?", text)

    assert (answer.evidence.intent, ids(answer)) == ("source", ["founded"])


def test_how_old_he_is_asks_of_whoever_leads_it_and_not_of_what_is_led(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "When was the Secretariat founded?", "who leads it?", "how old is he?")

    assert answer.status != "answered"


@pytest.mark.parametrize(
    ("before", "asked", "expected"),
    [
        ("Did anyone mention terrorism?", "Is Lavrov the prime minister?", ["office-lavrov"]),
        ("王毅谈安全了吗？", "有人提到恐怖主义吗？", []),
    ],
)
def test_who_asks_of_an_office_or_of_anybody_leans_on_nothing(
    snapshot: Snapshot, before: str, asked: str, expected: list[str]
) -> None:
    answer = talk(snapshot, before, asked)

    assert (ids(answer), answer.evidence.understood_as) == (expected, None)


def test_the_other_one_is_who_is_left_of_two(snapshot: Snapshot) -> None:
    told = talk(
        snapshot,
        "Who mentioned stability?",
        "only Lavrov",
        "and the other one, what does he say about the Charter?",
    )
    unclear = talk(snapshot, "Who mentioned culture?", "only Lavrov", "and the other one, what does he say?")

    assert [hit.entry.id for hit in told.hits] == ["wang-journey"]
    assert unclear.status == "unsure", "of three two are left"


def test_the_very_sentence_is_of_whoever_was_heard(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who mentions the Charter?", "may I see that sentence?")

    assert [hit.entry.id for hit in answer.hits] == ["wang-journey"]


def test_what_somebody_is_besides_a_minister_is_asked_of_nobody_else(snapshot: Snapshot) -> None:
    answer = talk(
        snapshot, "Who mentioned stability?", "only Wang Yi", "what else is he besides foreign minister?"
    )

    assert all(
        getattr(hit.entry, "speaker", None) != snapshot.record.speakers["lavrov"] for hit in answer.hits
    )
