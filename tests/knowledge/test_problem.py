"""A fault is one line: where it stands, what is wrong, what was found, and what to do."""

from __future__ import annotations

from knowledge.record.problem import MOST_SHOWN, Problem, RecordError, did_you_mean


def test_what_there_is_to_say_is_said_in_one_line() -> None:
    assert str(Problem("a.yaml", 2, 3, "unknown theme")) == "a.yaml:2:3: unknown theme"
    assert str(Problem("a.yaml", 2, 3, "unknown theme", "x\n y", 'did you mean "y"?')) == (
        'a.yaml:2:3: unknown theme; found "x y"; did you mean "y"?'
    )


def test_what_was_found_is_cut_where_it_is_too_long_for_a_line() -> None:
    whole = "a" * MOST_SHOWN

    assert str(Problem("a.yaml", 1, 1, "no", whole)).endswith(f'"{whole}"')
    assert str(Problem("a.yaml", 1, 1, "no", whole + "b")).endswith(f'"{whole[:-1]}…"')


def test_the_nearest_known_is_proposed_or_what_there_is() -> None:
    assert did_you_mean("secuirty", ["trade", "security"]) == 'did you mean "security"?'
    assert did_you_mean("x", [f"t{number:02}" for number in range(20)]).endswith("t11, …")
    assert did_you_mean("x", []) == "there is none yet; add it first"


def test_faults_are_shown_in_the_order_of_their_places() -> None:
    later, sooner = Problem("b.yaml", 1, 1, "no"), Problem("a.yaml", 10, 1, "no")

    assert RecordError([later, sooner]).problems == (sooner, later)
