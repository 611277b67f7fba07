"""Every word that people read, in their language, with plurals and dates as their language has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from importlib import resources
from types import MappingProxyType
from typing import cast

import yaml
from babel import Locale, localedata
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list

MOST_JOINED = 12
"""Words of a list that are named; the others are counted, so that no list outgrows a message."""
_LOCALES = MappingProxyType({"en": "en_GB"})  # "a, b and c", "15 January" and "07:30", as the record spells
_UNUSED = (
    *("unit_patterns", "unit_display_names", "compound_unit_patterns", "currency_names"),
    *("currency_names_plural", "compact_currency_formats", "date_fields", "interval_formats"),
)
"""What CLDR has of each language and no text of ours shows."""
_FOLDER = resources.files("handlers") / "locales"
PLAIN_YAML: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Makes only strings, lists and mappings: "9:30" stays what it is. In C, a start takes a fifth less."""
FOR_EVERYBODY_ELSE = "en"
LANGUAGES = (
    FOR_EVERYBODY_ELSE,
    *sorted({file.name.removesuffix(".yaml") for file in _FOLDER.iterdir()} - {FOR_EVERYBODY_ELSE}),
)
"""The languages of the interface: one for each file of texts. This is the only list of them."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language.

    Attributes:
        plain: Key → text with {placeholders}.
        plural: Key → CLDR plural category → text.
    """

    language: str
    plain: Mapping[str, str]
    plural: Mapping[str, Mapping[str, str]]

    @property
    def locale(self) -> str:
        """The CLDR locale by which dates, hours and lists are written."""
        return _LOCALES.get(self.language, self.language)

    def say(self, key: str, **values: str | int) -> str:
        """Give a text as HTML: the values are escaped, the text itself may hold mark-up.

        Raises:
            KeyError: No such text; a test compares the keys of all languages.
        """
        return self.plain[key].format(**{name: escape(str(value)) for name, value in values.items()})

    def label(self, key: str, **values: str | int) -> str:
        """Give a text as it stands on a button, where there is no mark-up to escape for."""
        return self.plain[key].format(**values)

    def count(self, key: str, number: int, **values: str | int) -> str:
        """Give a text that depends on a number, in the form the language has for it."""
        forms = self.plural[key]
        form = forms.get(Locale(self.language).plural_form(number)) or forms["other"]
        return form.format(number=number, **{name: escape(str(value)) for name, value in values.items()})

    def language_name(self, code: str) -> str:
        """Name a language, by its ISO 639 code, as this one calls it."""
        return str(Locale(self.language).languages.get(code, code))

    def date(self, day: date) -> str:
        """Write a day out: "15 January 2024"."""
        return format_date(day, "long", locale=self.locale)

    def join(self, words: tuple[str, ...]) -> str:
        """Join words as the language lists them: "a, b and c"; of very many "a, b, … and 30 more"."""
        named = list(words)
        if len(named) > MOST_JOINED:
            others = self.plain["and_more"].format(number=len(named) - MOST_JOINED)
            named[MOST_JOINED:] = [others]
        return format_list(named, locale=self.locale)

    def either(self, words: tuple[str, ...]) -> str:
        """Join words as the language lists what is one or another: "a, b or c"."""
        return format_list(list(words), style="or", locale=self.locale)


def capital(name: str) -> str:
    """Begin with a capital letter, as a heading or a button does."""
    return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Locales:
    """The texts of every language."""

    by_language: Mapping[str, Texts]

    def within(self, code: str | None) -> Texts:
        """Give the texts for an IETF language tag such as "ru" or "zh-hans"; English for any other."""
        primary = (code or "").partition("-")[0].lower()
        return self.by_language.get(primary) or self.by_language[FOR_EVERYBODY_ELSE]

    def language_of(self, labels: Collection[str]) -> str:
        """Give the language that most of some buttons are in; "" for what none, or several, may be."""
        known = {
            code: sum(label in labels for key, label in texts.plain.items() if key.startswith("button_"))
            for code, texts in self.by_language.items()
        }
        first, second = sorted(known, key=lambda code: -known[code])[:2]
        return first if known[first] > known[second] else ""


@cache
def load_locales() -> Locales:
    """Read the texts that ship with the program, once: they never change."""
    return Locales(MappingProxyType({code: _load(code) for code in LANGUAGES}))


def drop_unused() -> None:
    """Read what CLDR has of every language of ours, and keep what is used: three of seven MiB are not."""
    for name in {*LANGUAGES, *_LOCALES.values(), "root"}:
        read = localedata.load(name)
        for key in _UNUSED:
            read.pop(key, None)
    for of_all in (get_global("likely_subtags"), get_global("territory_languages")):
        cast("dict[str, object]", of_all).clear()


def _load(code: str) -> Texts:
    text = (_FOLDER / f"{code}.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=PLAIN_YAML)  # noqa: S506 - safe
    plain = {str(key): value.strip() for key, value in loaded.items() if isinstance(value, str)}
    plural = {
        str(key): MappingProxyType({str(form): str(one).strip() for form, one in value.items()})
        for key, value in loaded.items()
        if isinstance(value, dict)
    }
    return Texts(code, MappingProxyType(plain), MappingProxyType(plural))
