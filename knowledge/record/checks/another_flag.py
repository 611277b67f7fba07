"""A flag is the country's own, as far as the country has the English name that the zones' package knows."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.flags import code_of, english_names, flag_of
from knowledge.record.problem import Problem, problem


def check(files: Files) -> Iterator[Problem]:
    """Find flags of another country than the one they stand with."""
    names = english_names()
    codes = {name: code for code, name in names.items()}
    for document, file in files.of(schema.CountriesFile):
        for number, country in enumerate(file.countries):
            own = codes.get(country.name.by_language.get("en", ""))
            if country.flag and own and code_of(country.flag) != own:
                other = names.get(code_of(country.flag), "another")
                hint = f"it is that of {other}; write {flag_of(own)}"
                place = document.place(("countries", number, "flag"))
                yield problem(place, "the flag of another country", found=country.flag, hint=hint)
