"""An edit that nobody meant so, with what must be said of it and where."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from knowledge.loader import problems
from knowledge.record.problem import Grade, Problem


class Slip(NamedTuple):
    """An edit, the words on the line where it must be named, and what must be said."""

    file: str
    old: str
    new: str
    mark: str
    said: str


def edited(folder: Path, file: str, old: str, new: str) -> str:
    """Edit a file of a record, and give it as it is then."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    after = text.replace(old, new, 1)
    path.write_text(after, encoding="utf-8")
    return after


def line_of(text: str, mark: str) -> int:
    """Give the number of the first line with these words."""
    return text[: text.index(mark)].count("\n") + 1


def refused_first(folder: Path, slip: Slip) -> tuple[Problem, ...]:
    """Make the slip, which must be refused on its line before all else, and give all that is said."""
    text = edited(folder, slip.file, slip.old, slip.new)
    found = problems(folder)

    assert (found[0].file, found[0].line) == (slip.file, line_of(text, slip.mark)), str(found[0])
    assert slip.said in str(found[0])
    return found


def warned_of(folder: Path, slip: Slip) -> None:
    """Make the slip, which must be warned of on its line; the record is used all the same."""
    text = edited(folder, slip.file, slip.old, slip.new)
    found = problems(folder, warned=True)

    assert {one.grade for one in found} == {Grade.WARNING}, str(found[0])
    assert [(one.file, one.line) for one in found if slip.said in str(one)] == [
        (slip.file, line_of(text, slip.mark))
    ]
