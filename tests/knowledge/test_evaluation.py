"""Many turns make figures, and figures below their goals are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.evaluation import ratchet
from knowledge.evaluation.asking import Judged, ask
from knowledge.evaluation.figures import figures, shortfalls
from knowledge.evaluation.mutations import mutated
from knowledge.record import goals
from knowledge.record.goals import Figure, Goals, Mutation
from knowledge.record.golden import Expected, GoldenQuestion, Kind, Turn
from knowledge.snapshot import Snapshot

LAVROV = Expected(Kind.ANSWER, ("Sergey Lavrov",))
WANG = Expected(Kind.ANSWER, ("Wang Yi",))
NOTHING = Expected(Kind.NONE)


def question(text: str, *expected: Expected, kind: str = "direct") -> GoldenQuestion:
    """Ask the texts between the bars one after the other."""
    turns = zip(text.split(" | "), expected, strict=True)
    return GoldenQuestion(text, kind, tuple(Turn(said, right) for said, right in turns))


def judged(snapshot: Snapshot, *questions: GoldenQuestion) -> list[Judged]:
    return list(ask(snapshot, questions))


def test_overall_is_the_mean_of_answering_and_refusing(snapshot: Snapshot) -> None:
    reached = figures(
        judged(
            snapshot,
            question("what did Lavrov say about security?", LAVROV),
            question("what did Lavrov say about it, and of the Secretariat?", WANG),
            question("what did Wang Yi say?", NOTHING, kind="refuse"),
        )
    )

    assert reached.turns == 3
    assert reached.shares[Figure.ANSWERABLE] == 0.5
    assert reached.shares[Figure.FALSE_ANSWERS] == 1
    assert reached.shares[Figure.OVERALL] == 0.25
    assert dict(reached.by_type) == {"direct": (0.5, 2), "refuse": (0.0, 1)}


def test_what_was_not_asked_has_no_figure(snapshot: Snapshot) -> None:
    reached = figures(judged(snapshot, question("what did Lavrov say about security?", LAVROV)))

    assert Figure.FALSE_ANSWERS not in reached.shares
    assert Figure.VERDICTS not in reached.shares
    assert reached.shares[Figure.OVERALL] == 1
    assert reached.margin > 0
    assert figures([]).shares == {}


def test_a_later_turn_leans_on_an_earlier_one(snapshot: Snapshot) -> None:
    turns = judged(snapshot, question("What did Kazakhstan say about trust? | and Lavrov?", WANG, LAVROV))

    assert [one.name for one in turns] == [f"{turns[0].question.id}.{number}" for number in (1, 2)]
    assert turns[0].mark.points == 0
    assert turns[1].answer["denied"] == [{"speaker": "Sergey Lavrov", "about": "trust"}]


def test_a_conversation_is_right_if_every_turn_is(snapshot: Snapshot) -> None:
    whole = question("What did Lavrov say about security? | What did Wang Yi say?", LAVROV, WANG)
    half = question("What did Lavrov say about security? | What did Iran say?", LAVROV, WANG)
    turns = judged(snapshot, whole, half)

    assert figures(turns).shares[Figure.CONVERSATIONS] == 0.5
    # What is asked of its last turn alone tells nothing of a conversation.
    assert Figure.CONVERSATIONS not in figures(turns[1:2]).shares


def test_figures_on_the_wrong_side_of_their_goals_are_named(snapshot: Snapshot) -> None:
    reached = figures(judged(snapshot, question("what did Wang Yi say?", NOTHING)))

    assert [str(one) for one in shortfalls(reached, {Figure.OVERALL: 0.25, Figure.FALSE_ANSWERS: 0.5})] == [
        "overall is 0.0000; it must be at least 0.25",
        "false_answers is 1.0000; it must be at most 0.5",
    ]
    assert shortfalls(reached, {Figure.OVERALL: 0, Figure.FALSE_ANSWERS: 1, Figure.VERDICTS: 1}) == ()
    assert str(shortfalls(reached, {Figure.OVERALL: 1}, of="letters")[0]).startswith("letters: overall is")


def test_one_turn_may_be_lost_where_one_is_allowed_and_no_more(snapshot: Snapshot) -> None:
    right, wrong = question("what did Wang Yi say?", WANG), question("what did Wang Yi say?", LAVROV)
    goals = {Figure.OVERALL: 1.0}
    one_lost = figures(judged(snapshot, right, right, right, wrong))
    two_lost = figures(judged(snapshot, right, right, wrong, wrong))

    assert [one.is_allowed for one in shortfalls(one_lost, goals)] == [False]
    assert [one.is_allowed for one in shortfalls(one_lost, goals, allowed=1)] == [True]
    assert [one.is_allowed for one in shortfalls(two_lost, goals, allowed=1)] == [False]
    assert [one.is_allowed for one in shortfalls(two_lost, goals, allowed=2)] == [True]


def test_one_turn_weighs_as_much_as_its_half_of_the_turns_gives_it(snapshot: Snapshot) -> None:
    refused = question("who won the world cup?", NOTHING)
    answered, wrong = question("what did Wang Yi say?", WANG), question("what did Wang Yi say?", NOTHING)
    reached = figures(judged(snapshot, *[answered] * 8, refused, wrong))

    assert reached.shares[Figure.OVERALL] == 0.75
    assert [one.is_allowed for one in shortfalls(reached, {Figure.OVERALL: 1}, allowed=1)] == [True]
    assert [one.is_allowed for one in shortfalls(reached, {Figure.FALSE_ANSWERS: 0}, allowed=1)] == [True]


def test_no_false_denial_may_be_added(snapshot: Snapshot) -> None:
    truth = question("Did Lavrov mention trade?", replace(NOTHING, denied=("Sergey Lavrov",)))
    lie = question("Did Lavrov mention trade?", replace(NOTHING, denied=()))
    reached = figures(judged(snapshot, truth, lie))

    (short,) = shortfalls(reached, {Figure.FALSE_DENIALS: 0}, allowed=1)

    assert reached.shares[Figure.FALSE_DENIALS] == 0.5
    assert not short.is_allowed


@pytest.mark.parametrize("kind", Mutation)
def test_a_mutation_is_the_same_each_time_and_changes_only_the_last_turn(kind: Mutation) -> None:
    asked = question("hello there | what did Lavrov say about culture", NOTHING, LAVROV)

    found = mutated(asked, kind, "en")

    assert found is not None
    assert found == mutated(asked, kind, "en")
    assert found.turns[0] == asked.turns[0]
    assert found.turns[1].text != asked.turns[1].text
    assert found.turns[1].expected == LAVROV


def test_words_change_places_and_none_is_lost() -> None:
    asked = question("one two three four", NOTHING)

    found = mutated(asked, Mutation.WORD_ORDER, "en")

    assert found is not None
    assert sorted(found.text.split()) == sorted(asked.text.split())


def test_one_slip_is_made_within_one_long_word() -> None:
    found = mutated(question("who led Kazakhstan", NOTHING), Mutation.TYPOS, "en")

    assert found is not None
    word = found.text.removeprefix("who led ")
    assert word[0] == "K"
    assert set(word) <= set("Kazakhstan")
    assert abs(len(word) - len("Kazakhstan")) <= 1


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [
        ("who is it", Mutation.TYPOS, "en"),
        ("王毅说了什么话呢", Mutation.TYPOS, "zh"),
        ("who there", Mutation.WORD_ORDER, "en"),
        ("Нұртілеу не айтты?", Mutation.POLITENESS, "kk"),
    ],
)
def test_what_cannot_happen_to_a_question_is_not_made_up(text: str, kind: Mutation, language: str) -> None:
    assert mutated(question(text, NOTHING), kind, language) is None


def test_figures_to_reach_are_raised_and_never_lowered(tmp_path: Path) -> None:
    path = tmp_path / "golden.yaml"
    path.write_text("# Ours.\n# Look.\noverall: 0.97\nfalse_answers: 0.01\n", encoding="utf-8")
    reached = Goals(
        {Figure.OVERALL: 0.95, Figure.FALSE_ANSWERS: 0.0031, Figure.VERDICTS: 0.6789},
        mutations={Mutation.TYPOS: {Figure.OVERALL: 0.9}},
    )

    ratchet.raise_to(path, reached, goals.read(path))

    assert path.read_text(encoding="utf-8") == (
        "# Ours.\n# Look.\noverall: 0.97\nfalse_answers: 0.004\nverdicts: 0.678\n"
        "mutations:\n  typos:\n    overall: 0.9\n"
    )
    assert goals.read(path).mutations == {"typos": {Figure.OVERALL: 0.9}}


def test_a_figure_rounded_into_the_file_is_reached_by_what_gave_it(tmp_path: Path) -> None:
    path = tmp_path / "golden.yaml"
    shares = {Figure.OVERALL: 0.97777, Figure.FALSE_ANSWERS: 0.01111}

    ratchet.raise_to(path, Goals(shares), Goals())

    wanted = goals.read(path).whole
    assert wanted[Figure.OVERALL] <= shares[Figure.OVERALL]
    assert wanted[Figure.FALSE_ANSWERS] >= shares[Figure.FALSE_ANSWERS]
