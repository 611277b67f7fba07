"""What the weights of the wishes are fitted to."""

from __future__ import annotations

import json

from benchmarks.fit_wishes import LEAST_FRAMES, WANTED, Example, as_lines, words_of
from knowledge.answering import wish
from knowledge.answering.memory import Memory
from knowledge.snapshot import Snapshot


def test_every_wish_is_wanted_by_some_frames() -> None:
    assert {*WANTED.values()} == {*wish.plain_wishes()}


def test_a_way_of_asking_is_what_several_frames_say(snapshot: Snapshot) -> None:
    frames = ["quote {S} on {T}, kindly", "kindly, who but {S}?"]
    examples = [Example(frame, "words", frame, Memory()) for frame in frames]

    assert (LEAST_FRAMES, words_of(examples, snapshot.lexicon)) == (2, ["kind"])


def test_the_file_has_a_line_for_each_clue() -> None:
    found = {
        "words": ["kind"],
        "besides": {"who": ["folk"]},
        "weights": {"": {"who": -2}, "по": {"whole": 3}},
    }

    text = as_lines(found)

    assert json.loads(text) == found
    assert '"по":{"whole":3}' in text.splitlines()
