"""A figure that is told in our words is the same in each language, and stands in the published text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from unicodedata import numeric

from knowledge.record import schema
from knowledge.record.checks.odd_language import odd_languages
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path
from knowledge.record.values import OWN_LANGUAGE

_FIGURE = re.compile(r"(?<![\d.,])\d+(?![\d.,]*\d)")
"""One without a point or a comma within: languages write these in their own ways."""
LEAST = 32
"""Smaller ones are often written as a word, in one language and not in another."""
_DAY = re.compile(
    r"(?<!\d)\d{1,2}\.?\s+[^\W\d_]{3,}\s+\d{4}|[^\W\d_]{3,}\s+\d{1,2},?\s+\d{4}"
    "|\\d{4}\u5e74\\d{1,2}\u6708(?:\\d{1,2}\u65e5)?|\\d{1,2}\u6708(?:\\d{1,2}\u65e5)?"
)
"""Days and months: where others have a word, Chinese has a figure. They are compared by themselves."""
_SPAN = re.compile(r"(?<![\d-])([12]\d{3})\s?(?:[-–—至]|to|до)\s?([12]\d{3})(?![\d-])")
"""From one year to another."""
MOST_DIGITS = 4
"""Larger ones are rounded, and written with a word, differently in each language."""
_WORD = re.compile(r"[^\W\d_]+")
_HAN_DIGITS = "\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
_HAN_NUMBER = re.compile(
    rf"(?<![{_HAN_DIGITS}\u5341])[{_HAN_DIGITS}](?![{_HAN_DIGITS}\u5341\u767e\u5343\u4e07])"
)
"""Two to nine; within a larger number it is none."""
_MANY = (10, 12)
"""Years of a decade, pieces of a dozen."""
_LONG_YEAR = 4
_OTHERS = 2
"""Other languages that agree with each other and not with the record's own: the own one is wrong."""
SENTENCES = frozenset({"around", "text"})
"""Keys of what is told in sentences; names and titles are none."""
_TOLD = frozenset({("as_of",), ("subject",), ("title",), ("themes", "name"), ("passages", "around")})
_TOLD |= {(one, "text") for one in ("absences", "facts", "passages")}
"""Keys of what is told of the record, and of an entry or a theme, by the list that it stands in."""
_FROM_THE_SOURCE, _TEXT = frozenset({"facts", "passages"}), "text"
"""Keys of what is told after the published text; what stands around a quote may be counted by ourselves."""


def check(files: Files) -> Iterator[Problem]:
    """Find figures of a text that its wording in the record's own language does not have."""
    own = own_language(files)
    for document, path, texts in told(files):
        if own not in texts:
            continue
        mine = _figures(texts[own])
        strange_in = {
            code: sorted(_strange(text, mine, texts[own])) for code, text in texts.items() if code != own
        }
        told_alike = {tuple(one) for one in strange_in.values()}
        if len(strange_in) >= _OTHERS and len(told_alike) == 1 and all(strange_in.values()):
            hint = f"the others have {', '.join(map(str, *told_alike))}; correct the one that is wrong"
            what = f"a figure that stands in {own} only"
            yield problem(document.place((*path, own)), what, found=texts[own], hint=hint)
            continue
        for code, strange in strange_in.items():
            if strange:
                held = sorted(mine or _small(texts[own]))
                hint = f"in {own} it is {', '.join(map(str, held))}; correct the one that is wrong"
                what = f"a figure that stands in {code} only"
                yield problem(document.place((*path, code)), what, found=str(strange[0]), hint=hint)


def turned_spans(files: Files) -> Iterator[Problem]:
    """Find years told from the later to the earlier one."""
    for document, path, texts in told(files):
        for code, text in texts.items():
            for span in _SPAN.finditer(text):
                if int(span[1]) > int(span[2]):
                    hint = "exchange the years, or correct the wrong one"
                    place = document.place_within((*path, code), text[: span.start()])
                    yield problem(place, "a span that ends before it begins", found=span[0], hint=hint)


def against(files: Files, published: str) -> Iterator[Problem]:
    """Find figures of facts and reports that do not stand in the published text.

    Args:
        published: The source, as it was published.
    """
    own, held = own_language(files), set(re.findall(r"\d+", published))
    for document, path, texts in told(files):
        if path[0] not in _FROM_THE_SOURCE or path[-1] != _TEXT:
            continue
        for figure in re.findall(r"\d+", texts.get(own, "")):
            if figure not in held:
                hint = "correct it; what you counted yourself is better written as a word"
                what = "a figure that the source does not have"
                yield problem(document.place((*path, own)), what, found=figure, hint=hint)


def in_words(files: Files) -> Iterator[Problem]:
    """Find numbers written as words that the others have otherwise; one of two may count in its way."""
    own = own_language(files)
    values = {pack.code: pack.values for _, pack in files.of(schema.LanguageFile)}
    for document, path, texts in told(files):
        told_in = {code: _worded(text, values.get(code, {})) for code, text in texts.items()}
        for code, found, right in odd_languages(told_in, own):
            if not _is_in_tens(found, right):
                what = f"a number that stands in {code} only"
                hint = f"elsewhere it is {_listed(right)}; correct the one that is wrong"
                others = [numbers for other, numbers in told_in.items() if other != code]
                grade = problem if len(others) >= _OTHERS and len(set(others)) == 1 else warning
                yield grade(document.place((*path, code)), what, found=_listed(found), hint=hint)


def _worded(text: str, values: Mapping[str, float]) -> frozenset[float]:
    """Give the numbers that a text has, in words or in figures."""
    words = {values[word] for word in _WORD.findall(text.casefold()) if word in values}
    words |= {numeric(one) for one in _HAN_NUMBER.findall(text)}
    return frozenset(words | {float(one) for one in _FIGURE.findall(text)} if words else words)


def _is_in_tens(some: Collection[float], others: Collection[float]) -> bool:
    """Whether one language counts decades or dozens, and the other years or pieces."""
    return any(
        max(one, other) == many * min(one, other) for one in some for other in others for many in _MANY
    )


def _listed(numbers: Collection[float]) -> str:
    return ", ".join(f"{one:g}" for one in sorted(numbers))


def own_language(files: Files) -> str:
    """Give the code of the language that a record is complete in."""
    return next((about.language for _, about in files.of(schema.AboutFile)), OWN_LANGUAGE)


def told(files: Files) -> Iterator[tuple[Document, Path, dict[str, str]]]:
    """Give our words for what is known, by language, with their path: all that people read of an entry.

    So are what is told of the record, of all speakers, and the names of what they speak of.
    """
    for document in files.own:
        for path, texts in document.mappings():
            if (*path[:1], *path[1:][-1:]) in _TOLD:
                yield document, path, {code: text for code, text in texts.items() if isinstance(text, str)}


def _strange(text: str, mine: set[int], own_text: str) -> set[int]:
    """Give the figures that the own text has not; smaller ones where they stand for a missing one."""
    large = _figures(text)
    strange = large - mine if mine else set()
    small, own = _small(text), _small(own_text)
    return strange | (small - own if own - small else set())


def _small(text: str) -> set[int]:
    """Give the smaller figures that belong to no day and no month."""
    return {int(one) for one in _FIGURE.findall(_DAY.sub(" ", text)) if int(one) < LEAST}


def _figures(text: str) -> set[int]:
    """Give the larger figures; of "2022-23" the second is a year of the same century."""
    found = [int(one) for one in _FIGURE.findall(text) if len(one) <= MOST_DIGITS]
    years = {one % 100 for one in found if len(str(one)) == _LONG_YEAR}
    return {one for one in found if one >= LEAST and one not in years}
