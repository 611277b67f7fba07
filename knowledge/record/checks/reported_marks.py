"""Reported speech and facts are our words: within quotation marks they would look like somebody's."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record.problem import Problem, problem
from knowledge.record.values import Fact, Record, Reported

MARKS = '“”„‟"«»「」『』'


def check(record: Record) -> Iterator[Problem]:
    """Find quotation marks where nobody is quoted."""
    for entry in record.entries.values():
        if not isinstance(entry, (Fact, Reported)):
            continue
        for code, text in entry.wording.by_language.items():
            marks = [mark for mark in text if mark in MARKS]
            if marks:
                what = f"quotation marks in the {code} text of {entry.id}"
                hint = "say it in our words; verbatim words belong into an entry of kind quote"
                yield problem(entry.place, what, found=marks[0], hint=hint)
