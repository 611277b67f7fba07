"""The frozen values of the record: who spoke, what was said, what is known, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from knowledge.record.kinds import EntryKind

K = TypeVar("K")
V = TypeVar("V")

OWN_LANGUAGE = "en"
"""The language of a record that names none: of its quotations, and the one in which it is complete."""


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text in one or more languages.

    Attributes:
        by_language: Texts by ISO 639 code; the record's own language stands first, and always.
    """

    by_language: Mapping[str, str]

    @property
    def all(self) -> tuple[str, ...]:
        """The texts in whatever language."""
        return tuple(self.by_language.values())

    def within(self, language: str) -> str:
        """Give the text in `language`, or in the record's own where there is none."""
        return self.by_language.get(language) or self.original

    @property
    def original(self) -> str:
        """The text in the record's own language, which other programs are given."""
        return next(iter(self.by_language.values()), "")


# Tens of thousands of places and aliases are made at each start: as a tuple each takes a third of the time.
class Position(NamedTuple):
    """Where a value stands in the YAML: file relative to the record's folder, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Alias(NamedTuple):
    """Another way to write a name, in one language, with its place in the YAML."""

    text: str
    language: str
    place: Position


@dataclass(frozen=True, slots=True)
class Country:
    """A country for which a speaker speaks; `flag` is "" where the record gives none."""

    id: str
    name: LocalText
    aliases: tuple[Alias, ...]
    flag: str


@dataclass(frozen=True, slots=True)
class Region:
    """Some of the countries under one name.

    Attributes:
        countries: Their ids.
    """

    id: str
    name: LocalText
    aliases: tuple[Alias, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that the record names.

    Attributes:
        common: The record is about it, so naming it says little of what is asked.
    """

    id: str
    name: LocalText
    aliases: tuple[Alias, ...]
    common: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person (or an office) whose message the record holds.

    Attributes:
        office: Who they are: title as of `as_of`, or a few words such as "caretaker"; None if not told.
        as_of: When the office was held, for readers: "January 2024"; None where nobody needs to know.
        country: For which they speak; None for who speaks for none.
    """

    id: str
    name: LocalText
    office: LocalText | None
    as_of: LocalText | None
    country: Country | None
    aliases: tuple[Alias, ...]

    def speaks_for(self, country: str) -> bool:
        """Whether they speak for the country of this id."""
        return self.country is not None and self.country.id == country


@dataclass(frozen=True, slots=True)
class Emendation:
    """One misprint of the published text and how we read it.

    Attributes:
        published: As printed; occurs exactly once in the quote.
        reading: The corrected words.
        start: Offset of the misprint within the published text, in characters.
    """

    published: str
    reading: str
    start: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a quote for rendering; `published` is None where nothing was corrected."""

    reading: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """The published text that a passage or fact was drawn from.

    Attributes:
        url: Where it stands on the web, "https://…"; "" if nobody knows.
        published_on: None if nobody knows.
    """

    id: str
    title: LocalText
    publisher: LocalText
    url: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech: one span of one speaker's words, verbatim.

    Attributes:
        published: The span exactly as printed, misprints included.
        emendations: In order of their place in the span; they never overlap.
        sha256: Of `published` in UTF-8, as the record keeps it.
        around: What the source reports around the span, in our words.
        restatements: What the span says in other, plain words; for finding only, never shown.
        language: ISO 639 code of the language that it was published in.
        order: Place in the record, from 0.
        slots: The kinds of question it answers by itself, such as "why".
        corrected_on: When the record's own mistake in it was last mended; None if it never was.
    """

    id: str
    speaker: Speaker
    published: str
    emendations: tuple[Emendation, ...]
    sha256: str
    around: LocalText
    restatements: tuple[Alias, ...]
    source: Source
    place: Position
    text_place: Position
    order: int
    slots: frozenset[str] = frozenset()
    language: str = OWN_LANGUAGE
    corrected_on: date | None = None
    kind: Literal[EntryKind.QUOTE] = EntryKind.QUOTE

    @property
    def text(self) -> str:
        """The reader's reading: the published span with its misprints corrected."""
        if not self.emendations:
            return self.published  # most have none, and each question reads some
        return "".join(segment.reading for segment in self.segments)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The reading in stretches, so that corrected words can be marked; together they are `text`."""
        return tuple(_segments(self.published, self.emendations))


def _segments(published: str, emendations: tuple[Emendation, ...]) -> Iterator[Segment]:
    end = 0
    for emendation in emendations:
        if emendation.start > end:
            yield Segment(published[end : emendation.start], None)
        yield Segment(emendation.reading, emendation.published)
        end = emendation.start + len(emendation.published)
    if end < len(published):
        yield Segment(published[end:], None)


@dataclass(frozen=True, slots=True)
class Reported:
    """Reported speech: what a speaker is said to have said, in our words; never shown as a quote."""

    id: str
    speaker: Speaker
    wording: LocalText
    restatements: tuple[Alias, ...]
    source: Source
    place: Position
    order: int
    slots: frozenset[str] = frozenset()
    corrected_on: date | None = None
    kind: Literal[EntryKind.REPORTED] = EntryKind.REPORTED

    @property
    def text(self) -> str:
        """Our wording, in the record's own language."""
        return self.wording.original


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the record knows, in our words.

    Attributes:
        slots: The kinds of question it answers, such as "when" or "how-many".
        speakers: The people it is about, if it is about speakers.
        told_in: Id of a fact that says this too: where facts are listed, that one is enough.
    """

    id: str
    wording: LocalText
    slots: frozenset[str]
    asks: tuple[Alias, ...]
    speakers: tuple[Speaker, ...]
    source: Source
    place: Position
    slots_place: Position
    order: int
    told_in: str | None = None
    corrected_on: date | None = None
    kind: Literal[EntryKind.FACT] = EntryKind.FACT

    @property
    def text(self) -> str:
        """Our wording, in the record's own language."""
        return self.wording.original

    @property
    def office_of(self) -> Speaker | None:
        """Whose office it tells, if it is about one speaker."""
        if len(self.speakers) != 1:
            return None
        [speaker] = self.speakers
        return speaker if speaker.office is not None and speaker.office.original in self.text else None


@dataclass(frozen=True, slots=True)
class Absence:
    """What people ask for and the record does not hold: a designed way to say no.

    Attributes:
        asks: Questions that it answers.
        names: Names whose mere mention it answers, such as those of a country that sent no message.
        of_everybody: Whether it is so of every speaker, so that a question may name any.
        about_country: Name of the country that sent nothing, if it is about one.
    """

    id: str
    wording: LocalText
    asks: tuple[Alias, ...]
    names: tuple[Alias, ...]
    place: Position
    order: int
    slots: frozenset[str] = frozenset()
    of_everybody: bool = False
    about_country: str = ""
    kind: Literal[EntryKind.ABSENCE] = EntryKind.ABSENCE

    @property
    def text(self) -> str:
        """Our wording, in the record's own language."""
        return self.wording.original


Passage: TypeAlias = Quote | Reported
Entry: TypeAlias = Quote | Reported | Fact | Absence


def speaker_of(entry: Entry) -> str:
    """Give the id of whoever said it, or is reported to have; "" for what nobody said."""
    return entry.speaker.id if isinstance(entry, Quote | Reported) else ""


@dataclass(frozen=True, slots=True)
class Theme:
    """What about: a subject, with the entries that truly speak of it (decided by reading).

    Attributes:
        is_speech_act: Whether it is done by saying it, as thanks and promises are: "did he thank them?" asks
            for his words.
        near: Ids of themes so near that whoever speaks of one is not said to be silent on this one.
    """

    id: str
    name: LocalText
    aliases: tuple[Alias, ...]
    entries: tuple[str, ...]
    is_speech_act: bool = False
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What this record is about, for greetings and for the answer "I hold no such thing".

    Attributes:
        language: ISO 639 code of its own language: that of the quotations, in which every text is there.
        examples: Questions that it answers, by language; in these it is meant to be asked.
    """

    title: LocalText
    subject: LocalText
    language: str
    examples: Mapping[str, tuple[str, ...]]
    anniversary: tuple[int, int]
    """Month and day on which the daily quote is the anniversary's own."""
    anniversary_entries: tuple[str, ...]

    def examples_in(self, language: str) -> tuple[str, ...]:
        """Give the example questions in a language, or in the record's own where there are none."""
        return self.examples.get(language) or self.examples.get(self.language, ())


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of one event. Every collection keeps the order of the YAML."""

    about: About
    countries: Mapping[str, Country]
    regions: Mapping[str, Region]
    organisations: Mapping[str, Organisation]
    speakers: Mapping[str, Speaker]
    themes: Mapping[str, Theme]
    entries: Mapping[str, Entry]
    unspoken: Mapping[str, Theme] = field(default_factory=dict)
    """Themes of which nobody speaks, decided by reading as well: what people ask about in vain."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Published texts, those included that nothing is from."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Direct speech only."""
        return tuple(entry for entry in self.entries.values() if isinstance(entry, Quote))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Facts only."""
        return tuple(entry for entry in self.entries.values() if isinstance(entry, Fact))

    @property
    def matters(self) -> frozenset[str]:
        """Ids of the themes, those of which nobody speaks as well."""
        return frozenset({*self.themes, *self.unspoken})

    @property
    def own(self) -> frozenset[str]:
        """Ids of the bodies that it is about."""
        return frozenset(one.id for one in self.organisations.values() if one.common)

    def passages_of(self, speaker_id: str) -> tuple[Passage, ...]:
        """What one speaker stands behind, quotes before reported speech."""
        said = [
            entry
            for entry in self.entries.values()
            if isinstance(entry, (Quote, Reported)) and entry.speaker.id == speaker_id
        ]
        return tuple(sorted(said, key=lambda entry: (entry.kind is not EntryKind.QUOTE, entry.order)))


def frozen_mapping(values: Mapping[K, V]) -> Mapping[K, V]:
    """Give a read-only copy of a mapping, in the same order."""
    return MappingProxyType(dict(values))
