"""Two hundred broken edits over all files: refused, on the right line, without a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.loader import problems
from knowledge.record.folder import yaml_files
from tests import fixed_record
from tests.knowledge.broken_edits import BrokenEdit, broken_edits

EACH = 10
LEAST_RIGHT = 0.95
"""The part that must be named on the line of the edit, or of what it belongs to; none may be accepted."""
TEXTS = {
    path.relative_to(fixed_record.FOLDER).as_posix(): path.read_text(encoding="utf-8")
    for path in yaml_files(fixed_record.FOLDER)
}
EDITS = tuple(broken_edits(TEXTS, most_each=EACH))
_BY_KIND = {
    kind: [edit for edit in EDITS if edit.kind == kind] for kind in dict.fromkeys(one.kind for one in EDITS)
}


def test_there_are_two_hundred_of_them_over_every_file() -> None:
    assert len(EDITS) >= 200
    assert {edit.file for edit in EDITS} == set(TEXTS)


@pytest.mark.parametrize("kind", _BY_KIND)
def test_each_is_refused_and_nearly_all_on_the_right_line(kind: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(fixed_record.FOLDER, tmp_path / "record"))
    elsewhere = [f"{edit}: {where}" for edit in _BY_KIND[kind] if (where := _misplaced(edit, folder))]

    assert len(elsewhere) <= len(_BY_KIND[kind]) * (1 - LEAST_RIGHT), elsewhere


def _misplaced(edit: BrokenEdit, folder: Path) -> str:
    """Give what is said first of an edit if that is not at its line; empty if it is."""
    (folder / edit.file).write_text(edit.text, encoding="utf-8")
    found = problems(folder)
    (folder / edit.file).write_text(TEXTS[edit.file], encoding="utf-8")
    assert found, f"accepted: {edit}"
    first = found[0]
    return "" if first.file == edit.file and first.line in edit.lines else str(first)
