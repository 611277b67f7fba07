"""Lines are broken by the columns they take."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.printing.wrapping import columns, width_of, wrap


def test_chinese_letters_take_two_columns_and_marks_none() -> None:
    assert columns("王毅") == 4
    assert columns("e\u0301") == 1
    assert columns("Lavrov") == 6


def test_a_line_ends_before_the_word_that_does_not_fit() -> None:
    assert list(wrap("one two three", 8)) == ["one two", "three"]


def test_each_line_carries_its_prefix() -> None:
    assert list(wrap("one two", 7, prefix="┃ ")) == ["┃ one", "┃ two"]
    assert list(wrap("one two", 7, prefix="— ", following="  ")) == ["— one", "  two"]


def test_chinese_is_broken_between_letters() -> None:
    assert list(wrap("上海合作组织", 6)) == ["上海合", "作组织"]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert list(wrap("abcdefgh", 3)) == ["abc", "def", "gh"]


def test_line_ends_are_kept() -> None:
    assert list(wrap("a\n\nb", 10)) == ["a", "", "b"]


def test_a_pipe_is_never_wrapped() -> None:
    assert list(wrap("word " * 1000, width_of(io.StringIO()))) == [("word " * 1000).strip()]


@settings(deadline=None)
@given(text=st.text(alphabet="ab 王é\n", max_size=60), width=st.integers(2, 20))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = list(wrap(text, width))

    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
