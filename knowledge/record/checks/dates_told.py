"""A day is told the same in each language of a text, and in the asks of a fact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from knowledge.record.checks.figures_told import own_language, told
from knowledge.record.checks.odd_language import odd_languages
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path

_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\.?\s+([^\W\d_]{3,})\s+(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,})\s+(\d{1,2}),?\s+(\d{4})(?!\d)")
_HAN = re.compile("(?<!\\d)(\\d{4})\u5e74(\\d{1,2})\u6708(\\d{1,2})\u65e5")
_MONTH = re.compile(r"(?<!\w)([^\W\d_]{3,})\s+(\d{4})(?!\d)|(\d{4})\u5e74(\d{1,2})\u6708(?!\d)")
"""One with its year, and a day or none before it."""
_OTHERS = 2
"""Other texts that agree with each other and not with one: that one is wrong."""


class Day(NamedTuple):
    """One as it is written: the month is a word, or its number."""

    day: int
    month: str
    year: int


Days: TypeAlias = frozenset[Day]


def check(files: Files) -> Iterator[Problem]:
    """Find days that one language has otherwise, and asks of another day than their fact's."""
    own = own_language(files)
    texts = [(document, path, by_language) for document, path, by_language in told(files)]
    days = [{code: days_in(text) for code, text in by_language.items()} for _, _, by_language in texts]
    months = _months(days, own)
    # A word with a year is a month where days have it.
    words = {month for _, _, month in months} | {month for _, month, _ in months}
    for (document, path, told_in), by_language in zip(texts, days, strict=True):
        dated = {code: found | _without_day(told_in[code], words) for code, found in by_language.items()}
        plain = {code: frozenset((one.day, one.year) for one in found) for code, found in dated.items()}
        wrong = {
            code: (_written(found), _written(right)) for code, found, right in odd_languages(plain, own)
        } or dict(_wrong_months(dated, own, months))
        for code, (found, right) in wrong.items():
            what, hint = f"another day in {code}", f"the others have {right}; correct the one that is wrong"
            yield problem(document.place((*path, code)), what, found=found, hint=hint)
        if path[0] == "facts" and not wrong:
            yield from _asked_otherwise(document, path, by_language, days)


def days_in(text: str) -> Days:
    """Give the days with a year that a text tells."""
    found = [Day(int(day), month.casefold(), int(year)) for day, month, year in _DAY_FIRST.findall(text)]
    found += [Day(int(day), month.casefold(), int(year)) for month, day, year in _MONTH_FIRST.findall(text)]
    found += [Day(int(day), month.lstrip("0"), int(year)) for year, month, day in _HAN.findall(text)]
    return frozenset(found)


def _without_day(text: str, words: Collection[str]) -> Days:
    """Give the months with a year that a text tells without a day, as the day 0."""
    plain = _HAN.sub(" ", _MONTH_FIRST.sub(" ", _DAY_FIRST.sub(" ", text)))
    found = [
        Day(0, (word or number).casefold().lstrip("0"), int(year or year_before))
        for word, year, year_before, number in _MONTH.findall(plain)
    ]
    return frozenset(one for one in found if one.month in words or one.month.isdigit())


def _written(days: frozenset[tuple[int, int]]) -> str:
    return ", ".join(f"{day} … {year}" for day, year in sorted(days))


def _months(days: Sequence[Mapping[str, Days]], own: str) -> Counter[tuple[str, str, str]]:
    """Count which month in a language stands beside which in the record's own, over all texts."""
    return Counter(
        (code, one.month, other.month)
        for by_language in days
        for code, one, other in _beside(by_language, own)
    )


def _beside(by_language: Mapping[str, Days], own: str) -> Iterator[tuple[str, Day, Day]]:
    """Give the same day in the record's own language and in another."""
    for code, days in by_language.items():
        for other in days if code != own else ():
            same = [one for one in by_language.get(own, ()) if (one.day, one.year) == (other.day, other.year)]
            if len(same) == 1:
                yield code, same[0], other


def _wrong_months(
    by_language: Mapping[str, Days], own: str, months: Mapping[tuple[str, str, str], int]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give the languages whose month is elsewhere another month of the record's own language."""
    for code, one, other in _beside(by_language, own):
        usual, number = max(
            ((theirs, n) for (at, mine, theirs), n in months.items() if (at, mine) == (code, one.month)),
            key=lambda pair: pair[1],
        )
        if usual != other.month and number >= _OTHERS > months[code, one.month, other.month]:
            yield code, (other.month, usual)


def _asked_otherwise(
    document: Document, path: Path, by_language: Mapping[str, Days], everywhere: Sequence[Mapping[str, Days]]
) -> Iterator[Problem]:
    """Find an ask of another day than the fact tells.

    Where the record has the day of the ask elsewhere too, the fact is wrong.
    """
    *around, _ = path
    for leaf, text in document.leaves:
        if leaf[: len(around) + 1] != (*around, "asks"):
            continue
        code = str(leaf[-2])
        mine, asked = by_language.get(code, frozenset()), days_in(text)
        strange = {one for one in asked - mine if any(one.year == other.year for other in mine)}
        if not strange:
            continue
        is_told = sum(not days.get(code, frozenset()).isdisjoint(strange) for days in everywhere)
        place = document.place((*path, code) if is_told else leaf)
        found, right = (mine, strange) if is_told else (strange, mine)
        hint = f"{'an ask' if is_told else 'the text'} has {_in_words(right)}; correct the one that is wrong"
        yield problem(place, "a fact and its ask with two days", found=_in_words(found), hint=hint)
        return


def _in_words(days: frozenset[Day] | set[Day]) -> str:
    return ", ".join(f"{one.day} {one.month} {one.year}" for one in sorted(days))
