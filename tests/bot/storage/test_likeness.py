"""What counts as the same question."""

from __future__ import annotations

import pytest

from bot.storage.likeness import alike, most_typical, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("who runs the secretariat", "Who runs the Secretariat?"),
        ("wich city is the secretareat in", "Which city is the secretariat in"),
        ("Шанхайский дух — кто упоминал?", "кто упоминал шанхайский дух"),
    ],
)
def test_letters_order_and_marks_make_no_other_question(one: str, other: str) -> None:
    assert alike(plain(one), [plain(other)]) == (0,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what did saidov say about sport", "What did Muhriddin say about water?"),
        ("Which minister greeted the heads?", "Which minister criticised the work?"),
    ],
)
def test_another_matter_is_another_question(one: str, other: str) -> None:
    assert alike(plain(one), [plain(other)]) == ()


def test_of_several_wordings_the_most_typical_stands_for_all() -> None:
    assert most_typical(["my name is Ann, who pays?", "who pays", "who pays?"]) == 1
