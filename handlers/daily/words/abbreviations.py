"""Times by their names: "CST", "PKT", "China Standard Time"; several countries share an abbreviation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from handlers.daily.words.cities import by_people, country_of
from handlers.daily.words.phrases import folded
from handlers.daily.words.place import MONTHS, Kind, Place, told_apart
from handlers.texts import LANGUAGES

_NO_ABBREVIATION = {"GMT", "UTC", "LMT"}
"""GMT is said where no clock is changed; that London keeps it in winter is not meant by it."""


def abbreviations() -> Mapping[str, tuple[Place, ...]]:
    """Give folded abbreviation → where it is kept, by the IANA database, one place a country and clock."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in _zones():
        for name in _names(place.zone):
            found[folded(name)].append(Place(place.zone, "", place.country, place.people, Kind.TIME))
    return {name: tuple(places) for name, places in found.items()}


def long_names() -> Mapping[str, tuple[Place, ...]]:
    """Give folded name of a time → where it is kept, by CLDR, most people first.

    Russian is left out: CLDR writes "Китай, летнее время" there, which nobody types.
    """
    modern = get_global("zone_aliases")
    meta_of = {modern.get(zone, zone): meta for zone, meta in get_global("meta_zones").items()}
    members: dict[str, list[Place]] = defaultdict(list)
    for place in _zones():
        members[meta_of.get(place.zone, "")].append(place)
    return {
        folded(name): _called(name, members[meta])
        for language in LANGUAGES
        if language != "ru"
        for meta, names in Locale.parse(language).meta_zones.items()
        if meta in members
        for name in names.get("long", {}).values()
    }


def _called(name: str, members: list[Place]) -> tuple[Place, ...]:
    """Give the places of one time under its name, or, if their clocks do not agree, each under its own."""
    apart = told_apart(members)
    label = name if len(apart) == 1 else ""
    return tuple(Place(place.zone, label, place.country, place.people, Kind.TIME) for place in apart)


def in_country(abbreviation: str, country: str) -> tuple[Place, ...]:
    """Give where an abbreviation is kept in one country, which may say it for a longer one: EST for AEST."""
    return tuple(
        Place(place.zone, "", country, place.people, Kind.TIME)
        for place in _zones()
        if place.country == country
        and any(folded(name).endswith(abbreviation) for name in _names(place.zone))
    )


@cache
def _zones() -> tuple[Place, ...]:
    """Give each zone that has a city with its country, most people first."""
    countries = country_of()
    return tuple(
        Place(zone, "", countries[zone], people) for zone, people in by_people().items() if zone in countries
    )


def _names(zone: str) -> Iterator[str]:
    found = {moment.astimezone(ZoneInfo(zone)).tzname() or "" for moment in MONTHS}
    return (name for name in sorted(found) if name.isalpha() and name not in _NO_ABBREVIATION)
