"""YAML is read as strings with places, and its surprises are refused at their line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.record import source
from knowledge.record.values import Position


def problems_of(text: str) -> list[str]:
    _, problems = source.read(text.encode(), "a.yaml")
    return [str(problem) for problem in problems]


@pytest.mark.parametrize("typed", ["9:30", "no", "2024-01-15", "0x1f", "1e3", "null", "~", "yes", "1_000"])
def test_every_scalar_stays_as_it_was_typed(typed: str) -> None:
    document, _ = source.read(f"key: {typed}".encode(), "a.yaml")

    assert document is not None
    assert document.value == {"key": typed}


def test_a_value_remembers_its_line_and_column() -> None:
    document, _ = source.read(b"one:\n  - two\n  - three: four\n", "a.yaml")

    assert document is not None
    assert document.place(("one", 1, "three")) == Position("a.yaml", 3, 12)
    assert document.place(("one", 1, "no such key")) == Position("a.yaml", 3, 5)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\na: 2\n", "a.yaml:2:1", "the same key twice"),
        ("a: !!python/object:os.system x\n", "a.yaml:1:4", "tags are not read"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "a.yaml:3:3", "merge keys are not read"),
        ("a: [1\n", "a.yaml:1:4", "a bracket that is not closed"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1", "not YAML"),
        ("? [a]\n: b\n", "a.yaml:1:3", "a key must be a word"),
        ("a: &x [*x]\n", "a.yaml:1:4", "the file expands beyond the bound"),
        ("\ta: 1\n", "a.yaml:1:1", "a tab"),
    ],
)
def test_a_surprise_is_refused_at_its_place(text: str, line: str, what: str) -> None:
    found = problems_of(text)

    assert found
    assert found[0].startswith(f"{line}: {what}")


def test_anchors_that_multiply_are_refused_before_they_fill_the_memory() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]

    assert "expands beyond the bound" in problems_of("\n".join(lines))[0]


def test_a_file_beyond_the_size_is_refused() -> None:
    assert "the file is too large" in problems_of("# " + "x" * source.MOST_BYTES)[0]


def test_bytes_that_are_no_utf8_are_refused_at_their_line() -> None:
    _, problems = source.read(b"a: 1\nb: \xff\n", "a.yaml")

    assert (problems[0].line, problems[0].what) == (2, "not UTF-8")


@given(st.text(max_size=200))
def test_any_text_gives_a_document_or_problems(text: str) -> None:
    document, problems = source.read(text.encode("utf-8", "surrogatepass"), "a.yaml")

    assert (document is None) == bool(problems)


def test_what_stands_nowhere_is_placed_at_the_nearest_around_it_or_the_begin() -> None:
    document, _ = source.read(b"a:\n  b: c\n", "x.yaml")
    empty, _ = source.read(b"", "x.yaml")
    assert document is not None
    assert empty is not None

    assert document.place(("a", "b", 7)) == Position("x.yaml", 2, 6)
    assert document.place(("z",)) == Position("x.yaml", 1, 1)
    assert empty.place(("z",)) == Position("x.yaml", 1, 1)
