"""The sealed sets are measured once, and figures are all that is seen of them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.page import replace_section, section
from benchmarks.sealed import answered, interval, whole
from knowledge.evaluation.mark import Mark, mark
from knowledge.record.golden import Expected, GoldenQuestion, Kind, Turn
from tests import fixed_record

ROOT = Path(__file__).parents[2]


def marked(*points: float) -> tuple[tuple[Mark, ...], ...]:
    return tuple((Mark(one),) for one in points)


def test_the_interval_of_no_difference_is_none() -> None:
    assert interval(marked(1, 0, 1), marked(1, 0, 1)) == (0, 0)


def test_the_interval_holds_the_difference_and_is_the_same_each_time() -> None:
    before, after = marked(*[0] * 50, *[1] * 50), marked(*[0] * 30, *[1] * 70)
    low, high = interval(before, after)

    assert 0 < low < 0.2 < high < 0.4
    assert interval(before, after) == (low, high)


def test_turns_are_answered_one_after_another_by_the_program_of_a_folder() -> None:
    said = Turn("what did Lavrov say?", Expected(Kind.ANSWER, ("Sergey Lavrov",)))
    more = Turn("and China?", Expected(Kind.ANSWER, ("Wang Yi",)))

    (case,) = answered(ROOT, (GoldenQuestion("c", "conversation", (said, more)),), fixed_record.FOLDER)

    assert [one.points for one in case] == [1, 1]


def test_what_an_older_program_does_not_tell_is_not_held_against_its_points() -> None:
    refusing = Expected(Kind.NONE, verdict="no", denied=())

    assert mark(refusing, whole({"status": "none", "answers": []})).points == 1


def test_one_section_is_written_anew_and_the_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n## One\n\nold\n\n## Two\n\nstays\n")
    replace_section(page, "## One", "## One\n\nnew")

    assert section(page, "## Two") == "## Two\n\nstays"
    assert page.read_text() == "# Page\n\n## Two\n\nstays\n\n## One\n\nnew\n"
    assert section(page, "## Three") == ""
