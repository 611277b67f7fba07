"""A figure that is told in our words is the same in each language, and stands in the published text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path
from knowledge.record.values import OWN_LANGUAGE

_FIGURE = re.compile(r"(?<![\d.,])\d+(?![\d.,]*\d)")
"""One without a point or a comma within: languages write these in their own ways."""
LEAST = 32
"""Smaller ones are days and months, which one language writes as a word and another as a figure."""
MOST_OF_MONTHS = 12
"""In Chinese the month is a figure, too, where others have a word."""
MOST_DIGITS = 4
"""Larger ones are rounded, and written with a word, differently in each language."""
_LONG_YEAR = 4


def check(files: Files) -> Iterator[Problem]:
    """Find figures of a text that its wording in the record's own language does not have."""
    own = _own_language(files)
    for document, path, texts in _told(files):
        if own not in texts:
            continue
        told = _figures(texts[own])
        for code, text in texts.items():
            strange = sorted(_strange(text, told, texts[own]))
            if code != own and told and strange:
                hint = f"in {own} it is {', '.join(map(str, sorted(told)))}; correct the one that is wrong"
                what = f"a figure that stands in {code} only"
                yield problem(document.place((*path, code)), what, found=str(strange[0]), hint=hint)


def against(files: Files, published: str) -> Iterator[Problem]:
    """Find figures of facts and reports that do not stand in the published text.

    Args:
        published: The source, as it was published.
    """
    own, held = _own_language(files), set(re.findall(r"\d+", published))
    for document, path, texts in _told(files):
        for figure in re.findall(r"\d+", texts.get(own, "")):
            if figure not in held:
                hint = "correct it; what you counted yourself is better written as a word"
                what = "a figure that the source does not have"
                yield problem(document.place((*path, own)), what, found=figure, hint=hint)


def _own_language(files: Files) -> str:
    return next((about.language for _, about in files.of(schema.AboutFile)), OWN_LANGUAGE)


def _told(files: Files) -> Iterator[tuple[Document, Path, dict[str, str]]]:
    """Give the texts of reports and facts, by language, with their path."""
    for document, message in files.of(schema.MessageFile):
        for number, passage in enumerate(message.passages):
            if isinstance(passage, schema.ReportedIn):
                yield document, ("passages", number, "text"), passage.text.by_language
    for document, file in files.of(schema.FactsFile):
        for number, fact in enumerate(file.facts):
            yield document, ("facts", number, "text"), fact.text.by_language


def _strange(text: str, told: set[int], own_text: str) -> set[int]:
    """Give the figures that the own text has not; smaller ones where they stand for a missing one."""
    large = _figures(text)
    if told <= large:
        return large - told
    small = {int(one) for one in _FIGURE.findall(text) if MOST_OF_MONTHS < int(one) < LEAST}
    return (large - told) | (small - {int(one) for one in _FIGURE.findall(own_text)})


def _figures(text: str) -> set[int]:
    """Give the larger figures; of "2022-23" the second is a year of the same century."""
    found = [int(one) for one in _FIGURE.findall(text) if len(one) <= MOST_DIGITS]
    years = {one % 100 for one in found if len(str(one)) == _LONG_YEAR}
    return {one for one in found if one >= LEAST and one not in years}
