"""Several names become one place: "Hyderabad, Pakistan", "CST China", "New York EST", "Almaty UTC+5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.daily.words.place import Kind, Place, told_apart, year_of
from handlers.daily.words.places import Hit, Places

_SAID_TO_BE_IN = {"CN": ("HK", "MO", "TW")}
"""Codes of their own in ISO 3166 that addresses write with the country: "Hong Kong, China"."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where it may be, the likeliest first, and countries that are named but lie elsewhere."""

    places: tuple[Place, ...]
    apart: tuple[Hit, ...] = ()


def resolved(hits: Sequence[Hit], offset: tuple[Place, ...], places: Places) -> Resolved:
    """Find what all names together mean; what contradicts is given side by side.

    Args:
        hits: What was named.
        offset: Where a distance from UTC holds, if one was said.
        places: Knows what is where.
    """
    countries = [hit for hit in hits if hit.kind is Kind.COUNTRY]
    others = sorted((hit for hit in hits if hit.kind is not Kind.COUNTRY), key=lambda hit: hit.kind)
    apart: tuple[Hit, ...] = ()
    if others:
        apart = tuple(one for one in countries if not any(_within(hit, one, places) for hit in others))
        meant = [_narrowed(hit, countries, places) for hit in others]
        if any(hit.kind is Kind.TIME for hit in others):
            # An abbreviation of another country: which of the two is wrong, we cannot know.
            meant, apart = [*meant, *(one.places for one in apart)], ()
    else:
        meant = [one.places for one in countries]
    found: tuple[Place, ...] = ()
    for each in meant:
        found = _agreeing(found, each)
    if offset and found:
        hours = {hour for place in offset for hour in year_of(place.zone)}
        found = tuple(place for place in found if hours & set(year_of(place.zone))) or (*found, *offset)
    return Resolved(told_apart(found or offset), apart)


def _within(hit: Hit, country: Hit, places: Places) -> tuple[Place, ...]:
    """Give the places of a hit in a country, a time under the country's name: "CST" of China is China.

    Of a country with several times it keeps its own: "EST USA".
    """
    [code] = country.countries
    found = places.in_country(hit, code)
    if hit.kind is Kind.CITY:
        found += tuple(place for place in hit.places if place.country in _SAID_TO_BE_IN.get(code, ()))
    label = country.places[0].label or (hit.typed.upper() if len(found) == 1 else "")
    return tuple(replace(place, label=label) for place in found) if hit.kind is Kind.TIME and label else found


def _narrowed(hit: Hit, countries: Sequence[Hit], places: Places) -> tuple[Place, ...]:
    within = tuple(place for country in countries for place in _within(hit, country, places))
    return within or hit.places


def _agreeing(found: tuple[Place, ...], more: tuple[Place, ...]) -> tuple[Place, ...]:
    """Give those of which the others agree: New York of "New York EST"; all, if none do."""
    years = {year_of(place.zone) for place in more}
    return tuple(place for place in found if year_of(place.zone) in years) or (*found, *more)
