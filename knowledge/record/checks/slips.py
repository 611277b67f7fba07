"""Slips of the hand that nobody sees in the file: two spaces, a word twice, a sign behind an alias."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from rapidfuzz.distance import Levenshtein

from knowledge.record import schema
from knowledge.record.checks.figures_told import SENTENCES, told
from knowledge.record.checks.local_texts import BY_LANGUAGE, READ
from knowledge.record.files import Files
from knowledge.record.problem import BREAKS_OFF, Problem, problem, warning
from knowledge.record.source import Document, Path

_SPACES = re.compile(r"  |\u3000| ,(?!\d)| \.(?=\s|$)")
_DOUBLED = re.compile(r"\b([^\W\d_]{2,}|[A-Za-z\u0400-\u04ff]) \1\b")
_SENTENCE_ENDS = tuple(".!?…。！？।۔\"')”»)）")
_UNFINISHED: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (
        lambda text: not text.endswith(_SENTENCE_ENDS),
        BREAKS_OFF,
        "write its end, or the full stop that the others have",
    ),
    (lambda text: text[:1].islower(), "a text that begins small", "write its beginning"),
)
_MANY = 10
"""Texts of a language that show how its texts begin and end."""
_MOSTLY = 0.9
"""Part of a language's texts that end as sentences do, where each is to."""
_SHOWN = 20
"""Characters of the end of a text that are told."""
_NAMES = frozenset({"aliases", "meanings", "offices"})
"""Keys of words that stand within a question."""
_LONG = 12
"""Letters of a name that is mostly written in one way; shorter ones have many."""
_ENDS = frozenset("?!,;:？！，；：")


def check(files: Files) -> Iterator[Problem]:
    """Find what looks right and is found by nobody."""
    for document, path, text in files.leaves():
        if BY_LANGUAGE.intersection(path[:-1]):
            yield from _faults(document, text, path)
    for document, _ in files.of(schema.VocabularyFile):
        for path, text in document.leaves:
            yield from _faults(document, text, path)
    yield from _odd_names(files)
    yield from _misspelt_names(files)


def unfinished(files: Files) -> Iterator[Problem]:
    """Find the few texts of a language that do not begin, or end, as sentences do."""
    texts = [
        (document.place((*path, code)), code, text)
        for document, path, by_language in told(files)
        if path[-1] in SENTENCES
        for code, text in by_language.items()
        if (*path, code) not in document.cut
    ]
    number_of = Counter(code for _, code, _ in texts)
    for is_odd, what, hint in _UNFINISHED:
        odd = [(place, code, text) for place, code, text in texts if is_odd(text)]
        odd_of = Counter(code for _, code, _ in odd)
        for place, code, text in odd:
            if odd_of[code] <= number_of[code] * (1 - _MOSTLY):
                grade = problem if number_of[code] >= _MANY else warning
                yield grade(place, what, found=text[-_SHOWN:], hint=hint)


def _faults(document: Document, text: str, path: Path) -> Iterator[Problem]:
    place = document.place(path)
    if _SPACES.search(text.strip()):
        hint = "keep one between two words, and none before a comma"
        yield warning(place, "a space too many within a text", found=text, hint=hint)
    if doubled := _DOUBLED.search(text):
        yield warning(
            place, "a word twice", found=doubled.group(), hint="keep one, if it is no more than a slip"
        )
    if path in document.cut and READ.isdisjoint(path):
        hint = "put words that go on behind it in quotation marks, and a remark on a line of its own"
        yield warning(place, "words that end at a #", found=text, hint=hint)
    is_figure = "aliases" in path and text.isdecimal()
    if is_figure or (not _NAMES.isdisjoint(path) and text.rstrip()[-1:] in _ENDS):
        hint = "write a name as people write it within a question"
        yield warning(place, "an alias that is hardly a name", found=text, hint=hint)


_NAME = ("name",)
"""The field that tells what something is called."""


def _odd_names(files: Files) -> Iterator[Problem]:
    """Find the few names of a list that begin large, and small among their own aliases, or the other way.

    So does one whose first word begins more names of the list in the other case: "The Arab League".
    """
    names = [(document, path, text) for document, path, text in files.leaves() if path[-2:-1] == _NAME]
    begin = Counter((one.file, *path[::3], text.split()[0]) for one, path, text in names if " " in text)
    odd = [
        (one, path, text)
        for one, path, text in names
        if _is_of_another_case(one, path, text)
        or begin[one.file, *path[::3], _of_other_case(text)] > begin[one.file, *path[::3], text.split()[0]]
    ]
    number_of, odd_of = (Counter((one.file, *path[::3]) for one, path, _ in ones) for ones in (names, odd))
    for document, path, text in odd:
        listed = (document.file, *path[::3])
        if odd_of[listed] <= number_of[listed] * (1 - _MOSTLY):
            what, hint = "a name in another case than its alias", "write it as it stands within a sentence"
            yield warning(document.place(path), what, found=text, hint=hint)


def _misspelt_names(files: Files) -> Iterator[Problem]:
    """Find names that one letter tells from their own alias, with or without the word before it."""
    for document, path, text in files.leaves():
        if path[-2:-1] != _NAME:
            continue
        spellings = {text.casefold(), text.casefold().partition(" ")[2]}
        aliases = {one.casefold() for one in _aliases_of(document, path)}
        near = [one for one in aliases if any(_is_nearly(one, spelling) for spelling in spellings)]
        if near and aliases.isdisjoint(spellings):
            hint = f'an alias is "{near[0]}"; correct one, or add the name to them'
            yield warning(document.place(path), "a name that differs from its alias", found=text, hint=hint)


def _is_nearly(one: str, other: str) -> bool:
    """Whether one letter is another one, or lost, within a word; at its end it makes another form."""
    words = [pair for pair in zip(one.split(), other.split(), strict=False) if pair[0] != pair[1]]
    is_within = len(words) == 1 and words[0][0][-1] == words[0][1][-1]
    return len(one) > _LONG and is_within and Levenshtein.distance(one, other, score_cutoff=1) == 1


def _of_other_case(name: str) -> str:
    """Give the first word of a name of several, large where it is small and small where it is large."""
    first, *others = name.split()
    return f"{first[0].swapcase()}{first[1:]}" if others else ""


def _is_of_another_case(document: Document, path: Path, name: str) -> bool:
    alike = [one for one in _aliases_of(document, path) if one.casefold() == name.casefold()]
    return bool(alike) and name not in alike


def _aliases_of(document: Document, path: Path) -> list[str]:
    """Give the aliases of what a name is of, in the language of the name."""
    listed = document.mapping((*path[:-2], "aliases")).get(str(path[-1]))
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
