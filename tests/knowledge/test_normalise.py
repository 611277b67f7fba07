"""Letters are folded the same way however they were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.normalise import normalise, script_of, tokens


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ＬＡＶＲＯＶ", ("lavrov",)),
        ("Nurtleū’s", ("nurtleu",)),
        ("the ministers' words", ("the", "ministers", "words")),
        ("Oʻzbekiston", ("ozbekiston",)),
        ("Жээнбек", ("жээнбек",)),
        ("саммит-2024", ("саммит", "2024")),
        ("王毅。", ("王", "毅")),
        ("कज़ाकिस्तान", ("कजाकिस्तान",)),
        ("zero\u200bwidth", ("zerowidth",)),
        ("", ()),
    ],
)
def test_text_becomes_tokens(typed: str, expected: tuple[str, ...]) -> None:
    assert tokens(typed) == expected


def test_a_script_is_told_by_the_first_letter() -> None:
    assert [script_of(one) for one in ("a", "ж", "王", "र", "ا", "7", "あ")] == [
        "latin",
        "cyrillic",
        "han",
        "devanagari",
        "arabic",
        "digit",
        "other",
    ]


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)

    assert normalise(once).split() == once.split()
