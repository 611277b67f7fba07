"""What the weights of the wishes are fitted to: no sealed frame, and what golden questions ask besides."""

from __future__ import annotations

from itertools import islice

from benchmarks.filling import frame_sets
from benchmarks.fit_wishes import clues_of_example, of_frames, of_golden
from knowledge.answering import wish
from knowledge.answering.wish import NO_WISH
from knowledge.snapshot import Snapshot


def test_no_sealed_frame_is_learnt_from(snapshot: Snapshot) -> None:
    sealed = {f"{one.series.value}:{one.number}" for one in frame_sets() if one.sealed}
    left_out = [f"{one.series.value}:{one.number}" for one in frame_sets() if not one.sealed]

    assert sealed
    assert [*of_frames(snapshot, left_out)] == []


def test_a_frame_is_learnt_from_as_it_is_filled(snapshot: Snapshot) -> None:
    one = next(iter(of_frames(snapshot)))

    assert ("{" in one.frame, "{" in one.text, one.wish) == (True, False, "words")
    assert "{S}" in clues_of_example(one, wish.fitted(), snapshot)


def test_what_golden_questions_ask_besides_is_no_wish(snapshot: Snapshot) -> None:
    assert {one.wish for one in islice(of_golden(snapshot), 20)} == {NO_WISH}
