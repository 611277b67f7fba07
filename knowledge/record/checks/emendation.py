"""An emendation corrects a misprint: its reading differs by some letters from what was published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import LCSseq

from knowledge.record import schema
from knowledge.record.checks.checksum import quotes
from knowledge.record.files import Files
from knowledge.record.problem import CHANGES_NOTHING, Problem, problem, warning
from knowledge.record.source import Document, Path

_FIGURE = re.compile(r"\d+")
_ALIKE = 0.4
"""Part of the shorter one's letters that a misprint and its correction have in common, in the same order."""
_LONG = 5
"""Letters from which a word is told from another by them; "is" and "are" may well be."""

_MORE = 1
"""Words that a reading has more than what is printed: two may be printed as one."""


def check(files: Files) -> Iterator[Problem]:
    """Find emendations that change nothing, and those that put other words in a misprint's place."""
    for document, path, one in emendations(files):
        shorter = min(len(one.published), len(one.reading))
        if shorter >= _LONG and LCSseq.similarity(one.published, one.reading) < shorter * _ALIKE:
            what = "an emendation that is another word"
            hint = f'it is shown for "{one.published}"; correct its letters alone'
            yield problem(document.place(path), what, found=one.reading, hint=hint)
        if len(one.reading.split()) > len(one.published.split()) + _MORE:
            what, hint = (
                "an emendation that adds words",
                f'it is shown for "{one.published}"; correct its letters',
            )
            yield problem(document.place(path), what, found=one.reading, hint=hint)
        if one.published.split() == one.reading.split():
            hint = "write how it should read, or remove the emendation"
            yield problem(document.place(path), CHANGES_NOTHING, found=one.reading, hint=hint)


def unlikely(files: Files) -> Iterator[Problem]:
    """Find emendations after which readers see another figure or a small letter, seldom a misprint's."""
    for document, path, one in emendations(files):
        if one.published[:1].isupper() and one.reading[:1].islower() and not _is_of_case_alone(one):
            hint = "is it to begin small? Else correct the other letters alone"
            yield warning(
                document.place(path), "an emendation that begins small", found=one.reading, hint=hint
            )
        if _FIGURE.findall(one.published) != _FIGURE.findall(one.reading):
            hint = "is the figure a misprint? Else correct the letters alone"
            yield warning(
                document.place(path), "an emendation that changes a figure", found=one.reading, hint=hint
            )


def _is_of_case_alone(one: schema.EmendationIn) -> bool:
    return one.published.casefold() == one.reading.casefold()


def emendations(files: Files) -> Iterator[tuple[Document, Path, schema.EmendationIn]]:
    """Give each emendation with the path of its reading."""
    for document, path, quote in quotes(files):
        for index, one in enumerate(quote.emendations):
            yield document, (*path, "emendations", index, "reading"), one
