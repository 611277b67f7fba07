"""Mending repairs what needs no judgement, and never makes a file worse."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.loader import read_files
from knowledge.record import folder, source
from knowledge.repair import mend
from tests import fixed_record

_MESSAGE = "messages/jones.yaml"
_SEAL = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
"""Of the two words `hello world`."""


def test_a_file_whose_line_was_lost_is_left_as_it_is() -> None:
    broken = 'passages:\n  - sha256: abc\n      - {published: "helo", reading: "hello"}\n    text: none\n'

    assert after(broken) == broken


def test_a_text_with_a_colon_keeps_the_remark_behind_it() -> None:
    assert after("name:\n  en: Words: two: three   # a remark\n") == (
        'name:\n  en: "Words: two: three"   # a remark\n'
    )


def test_a_list_item_with_two_colons_becomes_no_key() -> None:
    broken = "asks:\n  en:\n    - a question of mine: one: two\n"

    assert after(broken) == broken


def test_a_quote_without_a_seal_is_sealed_below_its_text() -> None:
    assert after(quote("text: >-\n      hello\n      world")) == quote(
        f"text: >-\n      hello\n      world\n    sha256: {_SEAL}"
    )
    assert after("passages:\n  - {id: a, kind: quote, text: hello world}\n") == (
        f"passages:\n  - {{id: a, kind: quote, sha256: {_SEAL}, text: hello world}}\n"
    )


def test_a_changed_quote_is_sealed_anew_only_with_the_published_text() -> None:
    changed = quote(f"text: hello world\n    sha256: {'0' * 64}")

    texts, mended = mend({_MESSAGE: changed})
    assert (texts[_MESSAGE], mended.done) == (changed, ())
    assert mended.left == (f"{_MESSAGE}:5: a is not sealed anew; give the published text by --source",)

    (line,) = mend({_MESSAGE: changed}, published="goodbye world")[1].left
    assert line.endswith("it is not in the published text")

    texts, mended = mend({_MESSAGE: changed}, published="They said: hello world.")
    assert texts[_MESSAGE] == changed.replace("0" * 64, _SEAL)
    assert mended.left == ()


def test_line_ends_stay_as_the_editor_writes_them() -> None:
    before = quote("text: hello world").replace("\n", "\r\n")

    assert after(before) == quote(f"text: hello world\n    sha256: {_SEAL}").replace("\n", "\r\n")


def test_an_entry_listed_twice_in_lines_of_its_own_is_listed_once() -> None:
    once = (
        "themes:\n  - id: a\n    entries:\n      - one\n      - two\n  - id: b\n    entries:\n      - one\n"
    )
    twice = once.replace("- two", "- two\n      - one")

    assert mend({"themes.yaml": twice})[0]["themes.yaml"] == once


@given(data=st.data())
@settings(max_examples=150)
def test_whatever_line_is_lost_mending_makes_nothing_worse(data: st.DataObject) -> None:
    name, text = data.draw(st.sampled_from(sorted(own_texts().items())))
    lines = text.split("\n")
    start = data.draw(st.integers(0, len(lines) - 1))
    broken = "\n".join(lines[:start] + lines[start + data.draw(st.integers(1, 3)) :])

    mended = mend({name: broken})[0][name]

    assert faults(name, mended) <= faults(name, broken) or not is_readable(name, broken)
    assert len(mended) <= len(broken) + 100
    assert mend({name: mended})[0][name] == mended


def after(text: str) -> str:
    return mend({_MESSAGE: text})[0][_MESSAGE]


def quote(lines: str) -> str:
    return f"passages:\n  - id: a\n    kind: quote\n    {lines}\n"


@cache
def own_texts() -> dict[str, str]:
    return {
        path.relative_to(fixed_record.FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.yaml_files(fixed_record.FOLDER)
    }


def is_readable(name: str, text: str) -> bool:
    return source.read(text.encode(), name)[0] is not None


def faults(name: str, text: str) -> int:
    return len(read_files({name: text.encode()})[1])
