"""Cities with their zones, from GeoNames (cities.tsv) and, where those lack one, from CLDR by Babel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from babel import Locale
from babel.core import get_global

from handlers.daily.words.phrases import folded
from handlers.daily.words.place import Place, told_apart
from handlers.texts import LANGUAGES

NAMESAKE = 10
"""A city of so many times fewer people than its namesake is not meant by the name alone."""
SECOND_NAME = 10
"""Of a name that is not the city's first, so many times fewer people are thought to speak: "Islamabad" was
one of Chittagong's."""


_Named: TypeAlias = tuple[bool, Place]
"""Whether the name is one of the city's second ones, and the city."""


def cities() -> Mapping[str, tuple[Place, ...]]:
    """Give folded name → the cities that may be meant, most people first."""
    found: dict[str, list[_Named]] = defaultdict(list)
    for zone, country, people, names in _rows():
        for name in names:
            is_second = name.isascii() and name != names[0]
            weight = people // SECOND_NAME if is_second else people
            found[folded(name)].append((is_second, Place(zone, name, country, weight)))
    for place in _of_cldr():
        if folded(place.label) not in found:
            found[folded(place.label)].append((False, place))
    return {name: _meant(places) for name, places in found.items()}


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


def _rows() -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    text = (files(__package__) / "cities.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        zone, country, people, name, *others = line.split("\t")
        yield zone, country, int(people), (name, *(others[0].split("|") if others else ()))


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
