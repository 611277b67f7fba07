"""One rule of the record a file; each docstring is the rule's page for maintainers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.record.checks import (
    anniversary_day,
    another_flag,
    checksum,
    common_subject,
    dates_told,
    days,
    editor_line,
    emendation,
    empty_alias,
    figures_told,
    garbled,
    joined_aliases,
    letters,
    listed_twice,
    local_texts,
    loose_ends,
    near_names,
    offices,
    one_vocabulary,
    own_words,
    reported_marks,
    said_twice,
    same_alias,
    same_id,
    shadowed,
    slips,
    spelling,
    theme_entries,
    told_in,
    two_alphabets,
    untranslated,
    unused_words,
    verbatim,
)
from knowledge.record.files import Files
from knowledge.record.pack import Language
from knowledge.record.problem import Grade, Problem
from knowledge.record.values import Record


def check_record(files: Files, record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find what no single file can show; every rule that needs no source and no questions."""
    yield from same_id.check(files)
    yield from another_flag.check(files)
    yield from local_texts.check(files)
    yield from one_vocabulary.check(files)
    yield from letters.check(files)
    yield from letters.of_quotes(files)
    yield from anniversary_day.check(files)
    yield from emendation.check(files)
    yield from spelling.of_readings(files)
    yield from theme_entries.check(files, record)
    yield from same_alias.check(record, languages)
    yield from empty_alias.check(record, languages)
    yield from checksum.check(files)
    yield from garbled.check(files)
    yield from reported_marks.check(files)
    yield from figures_told.check(files)
    yield from figures_told.turned_spans(files)
    yield from dates_told.check(files)
    yield from days.too_early(files)
    yield from own_words.check(files, record)
    yield from offices.check(files, record, languages)
    yield from told_in.check(files)
    yield from common_subject.check(files)
    yield from editor_line.check(files)
    yield from unused_words.misspelt_themes(files)
    yield from loose_ends.check(files)
    yield from two_alphabets.check(files)
    yield from joined_aliases.check(files)
    for check in _of_two_grades(files, record):
        yield from (one for one in check if one.grade == Grade.ERROR)


def _of_two_grades(files: Files, record: Record) -> tuple[Iterator[Problem], ...]:
    return (
        listed_twice.check(files),
        unused_words.check(files, record),
        letters.strays(files),
        said_twice.check(files),
        slips.unfinished(files),
        figures_told.in_words(files),
    )


def against_source(files: Files, published: str) -> Iterator[Problem]:
    """Find what the published text shows to be wrong."""
    yield from verbatim.check(files, published)
    yield from figures_told.against(files, published)


def still_to_come(files: Files, *, today: date) -> Iterator[Problem]:
    """Find days that are told of, and are not there yet."""
    yield from days.check(files, today=today)


def warnings(files: Files, record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find what may be meant so, and mostly is not; the record is used all the same."""
    yield from untranslated.check(files)
    yield from slips.check(files)
    yield from spelling.check(files)
    yield from emendation.unlikely(files)
    yield from theme_entries.unlikely(files, record)
    yield from told_in.unlikely(files, record)
    yield from days.early(files)
    yield from near_names.check(record)
    yield from same_alias.unlikely(record, languages)
    yield from unused_words.unused_sources(files)
    yield from shadowed.check(record, languages)
    for check in _of_two_grades(files, record):
        yield from (one for one in check if one.grade == Grade.WARNING)
