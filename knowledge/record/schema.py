"""The border: what each YAML file of the record may hold. The JSON Schema for editors comes from here."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from knowledge.normalise import Script
from knowledge.record.flags import is_flag
from knowledge.record.kinds import Cue, EntryKind, Office, Slot, SmallTalk

LONGEST_ID = 32
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_ID)]
"""Short and stable: it must fit, prefixed, in 64 bytes of callback data and 64 characters of a deep link."""
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""An ISO 639 language code."""
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^\S(.*\S)?$")]
Word = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^\S(.*\S)?$")]
MOST_PROSE = 1500
Prose = Annotated[str, StringConstraints(min_length=1, max_length=MOST_PROSE)]
"""Shown whole in one Telegram message of 4096 characters, with attribution and mark-up around it."""


def _address(written: str) -> str:
    if "@" in written.removeprefix("https://").partition("/")[0]:
        raise ValueError("an address that readers open tells nobody's name or password")
    if not re.fullmatch(r"https://[^\s/?#\"<>]+\.[^\s/?#\"<>]+[^\s\"<>]{0,400}(?<![,;])", written):
        raise ValueError(
            "an address is https:// and a host such as example.org, without spaces or a comma at its end"
        )
    return written


Address = Annotated[
    str,
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "pattern": "^https://", "maxLength": 500}),
]
"""Of a page that readers open: never one that others could change on the way."""


def _day(written: object) -> object:
    """Refuse what pydantic would take for a date besides: seconds since 1970, a moment of a day."""
    if isinstance(written, str) and not re.fullmatch(r"[12]\d{3}-\d{2}-\d{2}", written):
        raise ValueError("a day is written as 2024-01-15")
    return written


def _flag(written: str) -> str:
    if written and not is_flag(written):
        raise ValueError("a flag is one sign, such as 🇰🇿")
    return written


Flag = Annotated[str, AfterValidator(_flag)]
Day = Annotated[date, BeforeValidator(_day)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

FORMAT = 2
"""The format of a record that is written today.

1: packs stand in the record's own `languages/`, with the record's words in them under `concepts`.
2: packs ship with the program; the record's words stand in `vocabulary/`.
"""

Words = dict[Code, list[Word]]
Lines = dict[Code, list[Line]]
Asks = dict[Code, Annotated[list[Line], Field(min_length=1)]]
"""Nothing is found by a list that is empty."""


class Strict(BaseModel):
    """No key that the model does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NameIn(Strict):
    """A short text by language, in the record's own at least."""

    model_config = ConfigDict(extra="allow", frozen=True, json_schema_extra={"minProperties": 1})
    __pydantic_extra__: dict[str, Line]

    @property
    def by_language(self) -> dict[str, str]:
        """The text by ISO 639 code."""
        return dict(self.__pydantic_extra__)


class ProseIn(Strict):
    """A text to be read, by language, in the record's own at least."""

    model_config = ConfigDict(extra="allow", frozen=True, json_schema_extra={"minProperties": 1})
    __pydantic_extra__: dict[str, Prose]

    @property
    def by_language(self) -> dict[str, str]:
        """The text by ISO 639 code."""
        return dict(self.__pydantic_extra__)


class AnniversaryIn(Strict):
    """The day whose daily quote is the anniversary's own."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    entries: list[Id] = Field(min_length=1)


class AboutFile(Strict):
    """about.yaml.

    Attributes:
        format: How the record is written; `python -m bot upgrade DIR` rewrites an older one.
        language: The record's own language: that of the quotations, in which every text must be there.
    """

    format: int = Field(default=1, ge=1, le=FORMAT)
    language: Code = "en"
    title: NameIn
    subject: NameIn
    examples: dict[Code, Annotated[list[Line], Field(min_length=1)]]
    anniversary: AnniversaryIn


class SourceIn(Strict):
    """A published text.

    Attributes:
        url: Where it stands on the web; readers open it from under an answer.
        date: When it was published, such as 2024-01-15.
    """

    id: Id
    title: NameIn
    publisher: NameIn
    url: Address | None = None
    date: Day | None = None


class SourcesFile(Strict):
    """sources.yaml."""

    sources: list[SourceIn] = Field(min_length=1)


class CountryIn(Strict):
    """A country for which somebody speaks."""

    id: Id
    flag: Flag = ""
    name: NameIn
    aliases: Words = {}


class RegionIn(Strict):
    """Some of the countries under one name: who asks for it wants to hear each of them."""

    id: Id
    name: NameIn
    aliases: Words = {}
    countries: list[Id] = Field(min_length=2)


class CountriesFile(Strict):
    """countries.yaml."""

    countries: list[CountryIn] = Field(min_length=1)
    regions: list[RegionIn] = []


class OrganisationIn(Strict):
    """A body that the record names."""

    id: Id
    name: NameIn
    common: bool = False
    aliases: Words = {}


class OrganisationsFile(Strict):
    """organisations.yaml."""

    organisations: list[OrganisationIn] = []


class SpeakerIn(Strict):
    """Someone whose words the record holds.

    Attributes:
        country: For which they speak, if they speak for one.
        office: Who they are, in a few words.
        as_of: When that was so, if it is not the file's.
    """

    id: Id
    country: Id | None = None
    name: NameIn
    office: NameIn | None = None
    as_of: NameIn | None = None
    aliases: Words = {}


class SpeakersFile(Strict):
    """speakers.yaml."""

    as_of: NameIn | None = None
    speakers: list[SpeakerIn] = Field(min_length=1)


class EmendationIn(Strict):
    """A misprint and its correction; `published` must stand exactly once in the text."""

    published: Annotated[str, StringConstraints(min_length=1)]
    reading: Annotated[str, StringConstraints(min_length=1)]


class QuoteIn(Strict):
    """Direct speech, verbatim.

    Attributes:
        slots: Kinds of question that it answers by itself, such as "why".
        corrected: The day on which a mistake of the record in it was mended, such as 2026-11-29.
    """

    id: Id
    kind: Literal[EntryKind.QUOTE]
    text: Prose
    sha256: Sha256
    emendations: list[EmendationIn] = []
    around: ProseIn
    restatements: Lines = {}
    slots: list[Slot] = []
    corrected: Day | None = None


class ReportedIn(Strict):
    """Reported speech, in our words."""

    id: Id
    kind: Literal[EntryKind.REPORTED]
    text: ProseIn
    restatements: Lines = {}
    slots: list[Slot] = []
    corrected: Day | None = None


class MessageFile(Strict):
    """messages/*.yaml: what one speaker sent."""

    speaker: Id
    source: Id
    passages: list[Annotated[QuoteIn | ReportedIn, Field(discriminator="kind")]] = Field(min_length=1)


class FactIn(Strict):
    """Something known, in our words, with the questions it answers.

    Attributes:
        told_in: Another fact that says this too; lists of facts show that one only.
    """

    id: Id
    slots: list[Slot] = Field(min_length=1)
    speakers: list[Id] = []
    told_in: Id | None = None
    corrected: Day | None = None
    text: ProseIn
    asks: Asks


class FactsFile(Strict):
    """facts/*.yaml."""

    source: Id
    facts: list[FactIn]


class ThemeIn(Strict):
    """A subject and the passages that truly speak of it; none, where nobody does.

    Attributes:
        speech_act: Whether it is done by saying it, as thanks, wishes and promises are, so that "did Lavrov
            thank them?" asks for words of his.
        near: Themes so near that whoever speaks of one is not said to be silent on this one.
    """

    id: Id
    name: NameIn
    aliases: Words = {}
    speech_act: bool = False
    near: list[Id] = []
    entries: list[Id]


class ThemesFile(Strict):
    """themes.yaml."""

    themes: list[ThemeIn] = []


class AbsenceIn(Strict):
    """What the record does not hold, and how it says so.

    Attributes:
        of_everybody: Whether it is so of every speaker, so that a question may name any.
    """

    id: Id
    text: ProseIn
    asks: Asks
    of_everybody: bool = False


class AbsencesFile(Strict):
    """absences/topics.yaml and its like."""

    absences: list[AbsenceIn]


class AbsentCountryIn(Strict):
    """A country that sent no message the record holds."""

    id: Id
    name: NameIn
    aliases: Words = {}


class AbsentCountriesFile(Strict):
    """absences/countries.yaml: `text` may hold {country} and {held}."""

    text: ProseIn
    countries: list[AbsentCountryIn]


class LanguageFile(Strict):
    """languages/*.yaml: how one language asks.

    Attributes:
        suffixes: Endings that may be taken off a word, in a language that Snowball does not know; the longest
            that leaves `stem` letters goes first.
        spellings: Letters written differently for the same word, applied to record and question alike.
        stop: Words that ask nothing.
        slots: Question words by the kind of answer they want.
        cues: Words that tell what is to be done, and those that lean on what was said before.
        manners: What people say out of politeness, by what it wants: greetings, thanks, who the bot is.
        chitchat: Where a pack of format 1 keeps all of these in one list.
        offices: Public offices, so that a president's words are not looked for with a minister.
        latin: Latin letters that people type for want of the language's keyboard, and its own for them.
        keyboard: What stands on the keys of a Latin keyboard, and the letters they type with the language's.
        sounds: Characters by their sound in Latin letters, for a script that does not spell.
        sounds_alike: Letters of these, or of words, and those that they count as by ear; in order.
        simplified: Whether traditional Chinese characters count as the simplified ones; `spellings` may add
            to what is known of them.
        pinyin: Whether characters are also known by their sound in Chinese; `sounds` may add to it.
        romanised: Whether its words are also typed in Latin letters, by each in their own way.
        out_of_domain: Words of other subjects: known, so that they are not taken for misspellings of ours.
            The commonest of many languages are known besides; a word of the record is never among them.
        elsewhere: As packs called `out_of_domain` once.
        numbers: Words for two and more, with their value: a quotation that holds one may answer "how many". A
            list of them without values, as packs had it once, is taken too.
        adverbs: Endings of words that say how something is done ("-ly"): who "openly speaks of trust" speaks
            of trust.
        surnames: The commonest of one character: where nobody knows the rest, a person may be meant.
        concepts: Where a record of format 1 keeps what `VocabularyFile` holds.
    """

    code: Code
    name: Word
    script: Literal[Script.LATIN, Script.CYRILLIC, Script.HAN, Script.DEVANAGARI, Script.ARABIC]
    stem: int = Field(default=4, ge=1, le=8)
    suffixes: list[str] = []
    spellings: dict[str, str] = {}
    latin: dict[str, str] = {}
    keyboard: dict[str, str] = {}
    sounds: dict[str, str] = {}
    sounds_alike: dict[str, str] = {}
    simplified: bool = False
    pinyin: bool = False
    romanised: bool = False
    stop: list[str] = []
    slots: dict[Slot, list[str]] = {}
    cues: dict[Cue, list[str]] = {}
    manners: dict[SmallTalk, list[str]] = {}
    chitchat: list[str] = []
    offices: dict[Office, list[str]] = {}
    out_of_domain: list[str] = []
    elsewhere: list[str] = []
    numbers: dict[str, float] | list[str] = []
    adverbs: list[str] = []
    surnames: list[str] = []
    concepts: dict[Id, list[str]] = {}

    @property
    def values(self) -> dict[str, float]:
        """The words for numbers with their values, as far as they are told."""
        return self.numbers if isinstance(self.numbers, dict) else {}


class VocabularyFile(Strict):
    """vocabulary/*.yaml: this record's own words in one language, by what they mean.

    Attributes:
        language: ISO 639 code; a pack of that language must exist.
        meanings: Words by meaning; the same id in every language, or a theme's.
        offices: Offices that tell this record's speakers from each other and from their like; any language
            knows presidents and ministers.
    """

    language: Code
    meanings: dict[Id, Annotated[list[str], Field(min_length=1)]]
    offices: dict[Office, list[str]] = {}


class AcceptedIn(Strict):
    """A warning that somebody read, and that is to stay so; it is told by its words, as lines move.

    Attributes:
        what: The warning's words, as `check` prints them.
        found: What `check` found, as it prints it.
        why: For whoever reads it next.
    """

    file: Line
    what: Line
    found: str = ""
    why: Line


class AcceptedFile(Strict):
    """accepted.yaml: warnings that `check` need not give again."""

    accepted: list[AcceptedIn]


FILES: tuple[tuple[str, type[Strict]], ...] = (
    ("about.yaml", AboutFile),
    ("accepted.yaml", AcceptedFile),
    ("sources.yaml", SourcesFile),
    ("countries.yaml", CountriesFile),
    ("organisations.yaml", OrganisationsFile),
    ("speakers.yaml", SpeakersFile),
    ("themes.yaml", ThemesFile),
    ("messages/*.yaml", MessageFile),
    ("facts/*.yaml", FactsFile),
    ("absences/countries.yaml", AbsentCountriesFile),
    ("absences/*.yaml", AbsencesFile),
    ("languages/*.yaml", LanguageFile),
    ("vocabulary/*.yaml", VocabularyFile),
)
"""Which model each file of the record's folder has; the first pattern that fits counts."""
KEYS = frozenset(key for model in Strict.__subclasses__() for key in model.model_fields)
"""All that a file's keys may be, languages and meanings apart."""


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of all files, one definition a file, for editors."""
    from pydantic.json_schema import models_json_schema  # noqa: PLC0415 - not needed to answer

    models = [(model, "validation") for _, model in FILES]
    _, schema = models_json_schema(models, title="The record's files")  # type: ignore[arg-type]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
