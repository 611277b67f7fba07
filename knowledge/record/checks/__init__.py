"""One rule of the record a file; each docstring is the rule's page for maintainers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.record.checks import (
    anniversary_day,
    checksum,
    emendation,
    empty_alias,
    local_texts,
    reported_marks,
    same_alias,
    same_id,
    same_words,
    silent_speaker,
    theme_entries,
    told_in,
)
from knowledge.record.files import Files
from knowledge.record.pack import Language
from knowledge.record.problem import Problem
from knowledge.record.values import Record


def check_record(files: Files, record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find what no single file can show; every rule that needs no source and no questions."""
    yield from same_id.check(files)
    yield from local_texts.check(files)
    yield from anniversary_day.check(files)
    yield from emendation.check(files)
    yield from theme_entries.check(files, record)
    yield from same_alias.check(record)
    yield from empty_alias.check(record, languages)
    yield from same_words.check(record)
    yield from checksum.check(record)
    yield from reported_marks.check(record)
    yield from silent_speaker.check(record, languages)
    yield from told_in.check(record)
