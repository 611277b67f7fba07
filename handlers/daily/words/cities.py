"""Cities with their zones, from GeoNames (cities.tsv) and, where those lack one, from CLDR by Babel."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypeAlias
from zlib import crc32

from babel import Locale
from babel.core import get_global

from handlers.daily.words.phrases import folded
from handlers.daily.words.place import Place, mark_of, told_apart
from handlers.texts import LANGUAGES

NAMESAKE = 10
"""A city of so many times fewer people than its namesake is not meant by the name alone."""
SECOND_NAME = 10
"""Of a name that is not the city's first, so many times fewer people are thought to speak: "Islamabad" was
one of Chittagong's."""


_Named: TypeAlias = tuple[bool, Place]
"""Whether the name is one of the city's second ones, and the city."""
_Row: TypeAlias = tuple[str, str, int, tuple[str, ...]]
"""Zone, country, people and names of a city."""
_PLACE_BITS, _NAME_BITS = 32, 8
"""Of a name's number: where it stands in the table, and, of these, which of a city's names it is."""


class Cities(Mapping[str, tuple[Place, ...]]):
    """Folded name → the cities that may be meant, most people first.

    They are read out of the table when they are looked up; as objects they took 16 MiB. Kept of each name are
    its number, which is its check sum and where it stands, and the mark of the city by that name.
    """

    __slots__ = ("_by_sum", "_marks", "_numbers", "_of_cldr", "_of_several")

    def __init__(self) -> None:
        self._numbers, self._marks = array("I"), array("I")
        by_sum = array("Q")
        for number, name, (zone, _, _, _) in _numbered():
            by_sum.append(_sum(folded(name)) << _PLACE_BITS | number)
            self._numbers.append(number)
            self._marks.append(mark_of(zone, name))
        self._by_sum = array("Q", sorted(by_sum))
        sums = pairwise(whole >> _PLACE_BITS for whole in self._by_sum)
        self._of_several = frozenset(one for one, following in sums if one == following)
        self._of_cldr: dict[str, Place] = {}
        for place in _of_cldr():
            name = folded(place.label)
            if not any(self._named(name)):
                self._of_cldr.setdefault(name, place)

    def __getitem__(self, name: str) -> tuple[Place, ...]:
        named = list(self._named(name))
        return _meant(named) if named else (self._of_cldr[name],)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self.pairs())

    def pairs(self) -> Iterator[tuple[str, tuple[Place, ...]]]:
        """Give each name with its cities, in the table's order; as `items`, in a fraction of the time."""
        for number, name, row in _numbered():
            known = folded(name)
            whole = _sum(known) << _PLACE_BITS | number
            if whole >> _PLACE_BITS not in self._of_several:
                yield known, (_named_so(name, row)[1],)
            elif next(self._of_name(known)) == whole:
                yield known, self[known]
        yield from ((name, (place,)) for name, place in self._of_cldr.items())

    def marked(self, mark: int) -> Iterator[Place]:
        """Give the cities that a button's mark may stand for."""
        for number, known in zip(self._numbers, self._marks, strict=True):
            if known == mark:
                _, name = _at(number)
                yield from self[folded(name)]
        yield from self._of_cldr.values()

    def _named(self, name: str) -> Iterator[_Named]:
        for whole in self._of_name(name):
            row, called = _at(whole)
            yield _named_so(called, row)

    def _of_name(self, name: str) -> Iterator[int]:
        """Give the numbers of all that are called so, in the table's order."""
        sought = _sum(name) << _PLACE_BITS
        for place in range(bisect_left(self._by_sum, sought), len(self._by_sum)):
            whole = self._by_sum[place]
            if whole >> _PLACE_BITS << _PLACE_BITS != sought:
                return
            if folded(_at(whole)[1]) == name:
                yield whole


@cache
def cities() -> Cities:
    """Give the cities by their names."""
    return Cities()


@cache
def by_people() -> Mapping[str, int]:
    """Give the zones that have a city, with the people of its largest one: most people first.

    Last come, with none, those of which only CLDR knows a city.
    """
    found = {place.zone: 0 for place in _of_cldr()}
    for zone, _, people, _ in _rows():
        found[zone] = max(found.get(zone, 0), people)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


@cache
def country_of() -> Mapping[str, str]:
    """Give zone → the ISO 3166 code of its country."""
    zones_of = get_global("territory_zones")
    return {zone: country for country, zones in zones_of.items() for zone in zones if country.isalpha()}


def _sum(name: str) -> int:
    return crc32(name.encode())


def _named_so(name: str, row: _Row) -> _Named:
    zone, country, people, names = row
    is_second = name.isascii() and name != names[0]
    return is_second, Place(zone, name, country, people // SECOND_NAME if is_second else people)


def _numbered() -> Iterator[tuple[int, str, _Row]]:
    """Give each name of the table with where it stands, and its city."""
    for line, row in enumerate(_rows()):
        for number, name in enumerate(row[3]):
            yield line << _NAME_BITS | number, name, row


def _at(number: int) -> tuple[_Row, str]:
    """Give the city, and its name, that stand at a place of the table."""
    place = number & (1 << _PLACE_BITS) - 1
    table, starts = _table()
    line = place >> _NAME_BITS
    row = _read(table[starts[line] : starts[line + 1]])
    return row, row[3][place & (1 << _NAME_BITS) - 1]


def _rows() -> Iterator[_Row]:
    table, starts = _table()
    return (_read(table[start:end]) for start, end in pairwise(starts))


@cache
def _table() -> tuple[bytes, array[int]]:
    """Give the table, and where each of its lines begins, and the last one ends."""
    table = (files(__package__) / "cities.tsv").read_bytes()
    starts = array("L", [0])
    while (end := table.find(b"\n", starts[-1])) >= 0:
        starts.append(end + 1)
    return table, starts


def _read(line: bytes) -> _Row:
    zone, country, people, name, *others = line.decode().rstrip("\n").split("\t")
    return zone, country, int(people), (name, *(others[0].split("|") if others else ()))


@cache
def _of_cldr() -> tuple[Place, ...]:
    modern, countries = get_global("zone_aliases"), country_of()
    return tuple(
        Place(modern.get(zone, zone), names["city"], countries.get(modern.get(zone, zone), ""))
        for language in LANGUAGES
        for zone, names in Locale.parse(language).time_zones.items()
        if "city" in names and not zone.startswith("Etc/")
    )


def _meant(named: list[_Named]) -> tuple[Place, ...]:
    """Leave out cities that are small beside a namesake, or have the name second, and clocks that agree."""
    if len(named) == 1:
        return (named[0][1],)
    is_second, largest = max(named, key=lambda one: one[1].people)
    places = [place for second, place in named if is_second or not second]
    large = sorted(places, key=lambda place: -place.people)
    countries = dict.fromkeys(place.country for place in large)
    apart = (told_apart(one for one in large if one.country == country) for country in countries)
    kept = [one for places in apart for one in places if one.people * NAMESAKE >= largest.people]
    return tuple(sorted(kept, key=lambda place: -place.people))
