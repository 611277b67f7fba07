"""Who forgot to switch the keyboard over has typed the right keys all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.keyboard import Keyboard
from knowledge.snapshot import Snapshot

KEYS = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё", strict=True))


@pytest.mark.parametrize(
    ("typed", "entry", "language"),
    [
        ("xnj crfpfk kfdhjd j ,tpjgfcyjcnb", "lavrov-team", "ru"),
        ("rnj utythfkmysq ctrhtnfhm", "secretary-general", "ru"),
        ("цршср ьштшыеук ыфшв ыусгкшен", "lavrov-team", "en"),
    ],
)
def test_the_right_keys_on_the_wrong_keyboard(
    snapshot: Snapshot, typed: str, entry: str, language: str
) -> None:
    answer = snapshot.answer(typed)

    assert entry in [hit.entry.id for hit in answer.hits]
    assert answer.language == language


def test_one_name_is_enough(snapshot: Snapshot) -> None:
    answer = snapshot.answer("hjccbz")

    assert {hit.entry.id.partition("-")[0] for hit in answer.hits} == {"lavrov"}


@pytest.mark.parametrize("typed", ["brrzt kwolp smitz fnord", "ывапр йцукен", "asdfghjkl", "lavrof"])
def test_what_makes_no_better_sense_stays_as_it_is(snapshot: Snapshot, typed: str) -> None:
    assert all(item.typed in typed for item in snapshot.answer(typed).evidence.recognised)


@given(st.text(alphabet=[*KEYS, " "]))
def test_switched_twice_a_text_is_what_it_was(text: str) -> None:
    keyboard = Keyboard(KEYS)
    switched = keyboard.switched(text)

    if any(letter.isalpha() for letter in switched):
        assert keyboard.switched(switched) == text
