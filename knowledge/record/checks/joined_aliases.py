"""An alias is one name: where a comma is lost, two become one that nobody ever types.

What looks so and is one name all the same stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path, Value

_SIGNS = re.compile(r"[;\uff0c\u3001\uff1b]")
"""Those that part aliases in another language, or in another way to write a list."""
_HAN_APART = re.compile("[\u3400-\u9fff] [\u3400-\u9fff]")
SHARED = 4
"""Letters at the beginning of two words that are forms of one, such as "book books"."""
_SHORTEST = 3
"""Letters of a word that no name has twice; a shorter one, or a small "the", may well stand twice."""
_LONGEST_BETWEEN = 5
"""Letters of the word in "side by side", "year after year"."""
_NAME = "name"
_OF_SPEAKERS = frozenset({"country", "office"})
"""Keys that only people have."""
_TWO = 2
"""In longer ones a word may come back in another form, as in "trust each other, one another"."""
_HINT = "put a comma between them; one name that reads so stands in quotation marks"


@dataclass(frozen=True, slots=True)
class _Owner:
    """The thing that a list of aliases belongs to, by its other words in lower case.

    Attributes:
        names: Words of its names.
        offices: Words of its office, and last words in small letters of its other aliases.
    """

    names: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()


def check(files: Files) -> Iterator[Problem]:
    """Find aliases, and words of the vocabulary, that are two in one."""
    for document, item in files.items:
        if isinstance(item, schema.LanguageFile):
            continue
        key = "meanings" if isinstance(item, schema.VocabularyFile) else "aliases"
        titles = _titles(document) if isinstance(item, schema.SpeakersFile) else frozenset[str]()
        for path, text in document.leaves:
            if key in path and path not in document.quoted and _is_joined(document, path, text, titles):
                yield problem(document.place(path), "two aliases in one", found=text, hint=_HINT)


def _titles(document: Document) -> frozenset[str]:
    """Give the words with which aliases of speakers begin, and no name does: "Mrs", "the", "Professor"."""
    first, names = set(), set()
    for path, text in document.leaves:
        words = text.casefold().split()
        if _NAME in path:
            names.update(words)
        elif "aliases" in path and len(words) > 1:
            first.add(words[0])
    return frozenset(first - names)


def _is_joined(document: Document, path: Path, text: str, titles: Collection[str]) -> bool:
    if _SIGNS.search(text) or _HAN_APART.search(text):
        return True
    words = text.split()
    if len(words) == 1:
        return False
    owner = _owner(document, path, text)
    return (
        _has_one_twice(words)
        or _has_two_forms(words, owner.names)
        or _is_spelt_out(words)
        or _goes_on_behind_the_name(words, owner, titles)
    )


def _has_one_twice(words: Sequence[str]) -> bool:
    """Whether a word comes back, as in "Lavrov Sergey Lavrov", and is no "side by side"."""
    firsts: dict[str, int] = {}
    for number, one in enumerate(words):
        if len(one) < _SHORTEST or (len(one) == _SHORTEST and not one[0].isupper()):
            continue
        first = firsts.setdefault(one.casefold(), number)
        between = words[first + 1] if number == first + 2 else ""
        if first != number and not (between.islower() and len(between) <= _LONGEST_BETWEEN):
            return True
    return False


def _has_two_forms(words: Sequence[str], names: Collection[str]) -> bool:
    """Whether its two words are forms of one, and no first name and surname such as "Ivan Ivanov"."""
    if any(_begin_alike(one, other) for one in names for other in names if one < other):
        return False
    pairs = pairwise(word.casefold() for word in words) if len(words) == _TWO else ()
    return any(_begin_alike(one, other) for one, other in pairs)


def _begin_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= SHARED and one[:SHARED] == other[:SHARED]


def _is_spelt_out(words: Sequence[str]) -> bool:
    """Whether it is a short form beside what it stands for: "UN United Nations"."""
    for short, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        if len(short) > 1 and short.isupper() and [one[0].upper() for one in rest] == list(short):
            return True
    return False


def _goes_on_behind_the_name(words: Sequence[str], owner: _Owner, titles: Collection[str]) -> bool:
    """Whether a name is followed by an office, an article or a title: "Karim the pupil", "Ann Mrs Lee"."""
    plain = [one.casefold() for one in words]
    if plain[0] in titles and plain[0] not in owner.names:
        plain = plain[1:]
    length = next((number for number, one in enumerate(plain) if one not in owner.names), None)
    if not length:
        return False
    behind = plain[length:]
    return behind[0] in titles or behind[-1] in owner.offices


def _owner(document: Document, path: Path, text: str) -> _Owner:
    if "aliases" not in path:
        return _Owner()
    code, thing = path[-2], document.mapping(path[: path.index("aliases")])
    names = {word for one in _texts(thing.get("name")) for word in one.casefold().split()}
    if _OF_SPEAKERS.isdisjoint(thing):
        return _Owner(frozenset(names))
    aliases = thing.get("aliases")
    listed = aliases.get(str(code)) if isinstance(aliases, dict) else None
    others = [one.split() for one in _texts(listed) if one != text]
    last = {one[-1] for one in others if one and one[-1].islower()} - names
    office = {word.casefold().strip(",") for one in _texts(thing.get("office")) for word in one.split()}
    return _Owner(frozenset(names), frozenset(last | office))


def _texts(value: Value) -> Iterator[str]:
    """Give the texts in a list, or by language."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(one, str):
            yield one
