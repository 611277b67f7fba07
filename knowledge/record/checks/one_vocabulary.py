"""The record's words in one language stand in one file: a copied file with the old code is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Position


def check(files: Files) -> Iterator[Problem]:
    """Find languages that two files of words give; the one that is named otherwise is the wrong one."""
    firsts: dict[str, Position] = {}
    given = [
        (document.place(("language",)), file.language) for document, file in files.of(schema.VocabularyFile)
    ]
    for place, code in sorted(given, key=lambda one: PurePath(one[0].file).stem != one[1]):
        first = firsts.setdefault(code, place)
        if first != place:
            hint = f"{first.file} has it; correct the code, or join the files"
            yield problem(place, "the same language twice", found=code, hint=hint)
