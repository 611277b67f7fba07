"""A theme, and the anniversary, list passages and facts; an absence speaks of nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.normalise import tokens
from knowledge.record import schema
from knowledge.record.checks.unused_words import stems, texts_of
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.values import Absence, Quote, Record, Reported

_HINT = "list passages and facts only"
_FEW = 0.06
"""Part of what themes list that may be in other words than theirs; where it is more, they go by sense."""

_RARE, _COMMON = 3, 0.12
"""Entries, and part of them, in which a word may stand that still tells what they speak of."""


def check(files: Files, record: Record) -> Iterator[Problem]:
    """Find absences where passages and facts are listed."""
    for document, file in files.of(schema.ThemesFile):
        for number, theme in enumerate(file.themes):
            for index, entry in enumerate(theme.entries):
                place = document.place(("themes", number, "entries", index))
                if isinstance(record.entries.get(entry), Absence):
                    yield problem(place, "an absence in a theme", found=entry, hint=_HINT)
            if theme.id in theme.near:
                place = document.place(("themes", number, "near", theme.near.index(theme.id)))
                yield problem(place, "a theme that is near itself", found=theme.id, hint="name another")
            if not theme.entries and (spoken := _spoken(theme.id, record)):
                place, hint = document.place(("themes", number, "entries")), f"{spoken} does; list it"
                yield problem(place, "a theme of which nobody is said to speak", found=theme.id, hint=hint)
    for document, about in files.of(schema.AboutFile):
        for index, entry in enumerate(about.anniversary.entries):
            if isinstance(record.entries.get(entry), Absence):
                place = document.place(("anniversary", "entries", index))
                yield problem(place, "an absence on the anniversary", found=entry, hint=_HINT)


def _spoken(theme: str, record: Record) -> str:
    """Give the first passage that has a theme's name, or one of its aliases, in it; "" if none has."""
    names = [_spaced(one.text) for one in record.unspoken[theme].aliases]
    passages = (one for one in record.entries.values() if isinstance(one, Quote | Reported))
    said = ((one.id, _spaced(one.text)) for one in passages)
    return next((entry for entry, words in said if any(name in words for name in names)), "")


def _spaced(text: str) -> str:
    """Give its words, each between two spaces: in another such text they stand whole or not at all."""
    return f" {' '.join(tokens(text))} "


def unlikely(files: Files, record: Record) -> Iterator[Problem]:
    """Find the few entries without a word of the theme that lists them; one character is in many words."""
    listed = [
        (document.place(("themes", number, "entries", index)), theme.id, entry)
        for document, file in files.of(schema.ThemesFile)
        for number, theme in enumerate(file.themes)
        for index, entry in enumerate(theme.entries)
        if entry in record.entries
    ]
    of_theme = {one.id: set(stems(alias.text for alias in one.aliases)) for one in record.themes.values()}
    for _, item in files.of(schema.VocabularyFile):
        for meaning, words in item.meanings.items():
            of_theme.setdefault(meaning, set()).update(stems(words))
    said = {one.id: frozenset(stems(texts_of(one))) for one in record.entries.values()}
    times = Counter(stem for one in said.values() for stem in one)
    common = {stem for stem, number in times.items() if number > max(_RARE, len(said) * _COMMON)}
    telling = {theme: words - common for theme, words in of_theme.items()}
    strange = [one for one in listed if max(map(len, telling[one[1]] & said[one[2]]), default=0) <= 1]
    for place, theme, entry in strange if len(strange) <= len(listed) * _FEW else ():
        hint = "list what truly speaks of it, or give the theme the words for it"
        yield warning(place, f"an entry without a word of {theme}", found=entry, hint=hint)
