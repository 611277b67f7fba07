"""Add a speaker, a message, a fact, a theme or a language to a record.

In a terminal it asks for what no flag gives. What it writes is valid and sealed, and every comment stays in
place. A speaker comes with a first quote.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, count

from bot import settings
from bot.drafting import items
from bot.drafting.asking import Asking, Field, add_flags, in_terminal, no_code
from bot.drafting.drafts import Drafts
from bot.errors import UsageError
from knowledge.loader import load_snapshot
from knowledge.normalise import Script
from knowledge.record.folder import packs, shipped
from knowledge.record.kinds import EntryKind, Slot
from knowledge.record.values import Record
from knowledge.snapshot import Snapshot

_NAME = Field("name", "the name, as readers see it")
_OFFICE = Field("office", "who that is, in a few words", "")
_COUNTRY = Field("country", "id of the country they speak for", "")
_COUNTRY_NAME = Field("country-name", "the name of that country, where the record does not have it yet", "")
_SPEAKER = Field("speaker", "id of who says it")
_SOURCE = Field("source", "id of the published text that it is from", "")
_KIND = Field("kind", "quote (their own words) or reported (told in ours)", "quote")
_TEXT = Field("text", "the words: of a quote exactly as published")
_AROUND = Field("around", "what the source says around these words", "")
_RESTATEMENTS = Field(
    "restatements", "the same in other words, which help to find it; several separated by semicolons", ""
)
_THEMES = Field("themes", "ids of the themes it speaks of, separated by semicolons", "")
_FACT = Field("text", "the fact, in a sentence of your own")
_ASKS = Field("asks", "questions that it answers, separated by semicolons")
_SLOTS = Field("slots", "kinds of question that it answers, separated by semicolons", "as asked")
_WORDS = Field("words", "other words for it, separated by semicolons", "")
_ENTRIES = Field("entries", "ids of the entries that speak of it, separated by semicolons")
_CODE = Field("code", "ISO 639 code of the language")
_SCRIPT = Field("script", "its script: latin, cyrillic, han, devanagari or arabic", "latin")


@dataclass(frozen=True, slots=True)
class _Work:
    """What every kind of draft is made with."""

    drafts: Drafts
    asking: Asking
    snapshot: Snapshot

    @property
    def record(self) -> Record:
        return self.snapshot.record

    @property
    def language(self) -> str:
        return self.record.about.language


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    kinds = parser.add_subparsers(dest="kind_of_part", metavar="KIND", required=True)
    for name, (fields, _) in KINDS.items():
        one = kinds.add_parser(name, help=f"add a {name}", allow_abbrev=False)
        add_flags(one, fields)
        settings.add_flags(one, "KNOWLEDGE_DIR")


def execute(options: Namespace) -> int:
    """Write what is added, and print the files.

    Raises:
        UsageError: Something is missing and nobody is there to be asked.
        DraftError: What was said makes no sound record; nothing is written.
        RecordError: The record is broken as it is.
    """
    place = settings.knowledge_dir(options) or shipped()
    work = _Work(Drafts.of(place), in_terminal(options), load_snapshot(place))
    _, draft = KINDS[options.kind_of_part]
    with work.asking.answers_kept():
        draft(work)
        written = work.drafts.write()
    for name in written:
        print(place / name)
    print(f"look it over: python -m bot check {place}")
    return 0


def _speaker(work: _Work) -> None:
    name = work.asking.text(_NAME, fault=partial(_known_speaker, record=work.record))
    speaker = items.id_of(name.split()[-1], work.record.speakers)
    office = work.asking.text(_OFFICE)
    country = _country(work)
    item = items.speaker(speaker, name, language=work.language, office=office, country=country)
    work.drafts.append("speakers.yaml", "speakers", item)
    _passage(work, speaker)


def _country(work: _Work) -> str:
    """Ask for whom they speak; a country that the record does not have comes with its first speaker."""
    known = tuple(work.record.countries)
    name = work.asking.text(_COUNTRY_NAME)
    if not name:
        return work.asking.one_of(_COUNTRY, known)
    country = work.asking.text(_COUNTRY, default=items.id_of(name, known))
    item = items.country(country, name, language=work.language)
    if work.drafts.holds("countries.yaml"):
        work.drafts.append("countries.yaml", "countries", item)
    else:
        work.drafts.put("countries.yaml", {"countries": [item]})
    return country


def _known_speaker(name: str, record: Record) -> str:
    """Say that somebody speaks there already; empty if nobody of that name does."""
    same = (one.id for one in record.speakers.values() if one.name.original.casefold() == name.casefold())
    known = next(same, None)
    return f"the record has {name} already; `new message --speaker {known}` adds words" if known else ""


def _message(work: _Work) -> None:
    _passage(work, work.asking.one_of(_SPEAKER, tuple(work.record.speakers)))


def _passage(work: _Work, speaker: str) -> None:
    asking, language = work.asking, work.language
    kind = asking.one_of(_KIND, (EntryKind.QUOTE, EntryKind.REPORTED))
    text = asking.text(_TEXT)
    said = work.record.passages_of(speaker) if speaker in work.record.speakers else ()
    source = _source(work, default=said[-1].source.id if said else None)
    passage = items.next_of(speaker, work.record.entries)
    if kind == EntryKind.REPORTED:
        restatements = asking.questions(_RESTATEMENTS)
        item = items.reported(passage, text, language=language, restatements=restatements)
    else:
        around = asking.text(_AROUND, default=_sources(work)[source])
        restatements = asking.questions(_RESTATEMENTS)
        item = items.quote(passage, text, language=language, around=around, restatements=restatements)
    file = next((one.place.file for one in reversed(said) if one.source.id == source), None)
    if file is not None:
        work.drafts.append(file, "passages", item)
    else:
        file = _free(f"messages/{speaker}", source, work.drafts)
        work.drafts.put(file, {"speaker": speaker, "source": source, "passages": [item]})
    for theme in asking.some_of(_THEMES, tuple(work.record.themes)):
        work.drafts.list_in_theme(theme, passage)


def _free(name: str, source: str, drafts: Drafts) -> str:
    """Give the name of a new file; where there is one of that name, it holds what is from another source."""
    numbered = (f"{name}-{source}-{number}.yaml" for number in count(2))
    return next(
        one for one in chain((f"{name}.yaml", f"{name}-{source}.yaml"), numbered) if not drafts.holds(one)
    )


def _sources(work: _Work) -> Mapping[str, str]:
    """Give the titles of the record's sources by id, those included that nothing is from yet."""
    return {source.id: source.title.original for source in work.record.sources.values()}


def _source(work: _Work, *, default: str | None = None) -> str:
    known = tuple(_sources(work))
    return work.asking.one_of(_SOURCE, known, default=default or known[0])


def _fact(work: _Work) -> None:
    text, asks = work.asking.text(_FACT), work.asking.questions(_ASKS)
    default = "; ".join(items.slots_of(asks, work.snapshot))
    slots = work.asking.some_of(_SLOTS, tuple(Slot), default=default)
    fact = items.id_of("-".join(text.split()[:3]), work.record.entries)
    item = items.fact(fact, text, language=work.language, asks=asks, slots=slots)
    source = _source(work)
    file = next((one.place.file for one in work.record.facts if one.source.id == source), None)
    if file is not None:
        work.drafts.append(file, "facts", item)
    else:
        work.drafts.put(_free("facts/more", source, work.drafts), {"source": source, "facts": [item]})


def _theme(work: _Work) -> None:
    name, words = work.asking.text(_NAME), work.asking.words(_WORDS)
    entries = work.asking.some_of(_ENTRIES, tuple(work.record.entries))
    theme = items.id_of(name, work.record.themes)
    item = items.theme(theme, name, language=work.language, words=words, entries=entries)
    if work.drafts.holds("themes.yaml"):
        work.drafts.append("themes.yaml", "themes", item)
    else:
        work.drafts.put("themes.yaml", {"themes": [item]})


def _language(work: _Work) -> None:
    """Add the record's words in a language that has a pack, or else a pack to be filled in."""
    code = work.asking.text(_CODE, known=tuple(path.stem for path in packs().glob("*.yaml")), fault=no_code)
    if work.drafts.holds(f"languages/{code}.yaml"):
        file = f"vocabulary/{code}.yaml"
        value: items.Item = {"language": code, "meanings": {}}
    else:
        file = f"languages/{code}.yaml"
        value = {
            "code": code,
            "name": work.asking.text(_NAME),
            "script": work.asking.one_of(_SCRIPT, tuple(Script)),
        }
    if work.drafts.holds(file):
        raise UsageError(f"--code: the record has this language already, in {file}")
    work.drafts.put(file, value)


KINDS: Mapping[str, tuple[tuple[Field, ...], Callable[[_Work], None]]] = {
    "speaker": (
        (_NAME, _OFFICE, _COUNTRY, _COUNTRY_NAME, _KIND, _TEXT, _AROUND, _RESTATEMENTS, _THEMES, _SOURCE),
        _speaker,
    ),
    "message": ((_SPEAKER, _KIND, _TEXT, _AROUND, _RESTATEMENTS, _THEMES, _SOURCE), _message),
    "fact": ((_FACT, _ASKS, _SLOTS, _SOURCE), _fact),
    "theme": ((_NAME, _WORDS, _ENTRIES), _theme),
    "language": ((_CODE, _NAME, _SCRIPT), _language),
}
