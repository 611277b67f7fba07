"""The first line of a file tells editors which kind of file it is: a copied one tells them another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.section import EDITOR_LINE
from knowledge.record.values import Position

_KIND = re.compile(r"#/\$defs/(\w+)$")


def check(files: Files) -> Iterator[Problem]:
    """Find files whose first line names the schema of another kind."""
    for document, item in files.items:
        line = document.lines[0] if document.lines else ""
        named, kind = _KIND.search(line.strip()), type(item).__name__
        if line.startswith(EDITOR_LINE) and named and named[1] != kind:
            place = Position(document.file, 1, line.index(named[1]) + 1)
            yield problem(place, "the schema of another kind of file", found=named[1], hint=f"write {kind}")
