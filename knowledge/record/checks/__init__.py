"""One rule of the record a file; each docstring is the rule's page for maintainers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.record.checks import checksum, reported_marks, same_alias, silent_speaker, told_in
from knowledge.record.pack import Language
from knowledge.record.problem import Problem
from knowledge.record.values import Record


def check_record(record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find what no single file can show; every rule that needs no source and no questions."""
    yield from same_alias.check(record)
    yield from checksum.check(record)
    yield from reported_marks.check(record)
    yield from silent_speaker.check(record, languages)
    yield from told_in.check(record)
