"""Start a small valid record of any event in an empty folder; in a terminal it asks for what no flag gives.

Then `new` adds speakers, messages, facts, themes and languages; docs/another-record.md walks you through it.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from bot.drafting import items
from bot.drafting.asking import Asking, Field, add_flags, in_terminal, no_code
from bot.drafting.drafts import SCHEMA, Drafts
from bot.errors import UsageError
from knowledge.loader import problems
from knowledge.normalise import Script
from knowledge.record.folder import packs
from knowledge.record.schema import FORMAT, json_schema

_LANGUAGE = Field("language", "the language of the quotations, as an ISO 639 code", "en")
_LANGUAGE_NAME = Field("language-name", "what the language is called, where it has no pack yet", "")
_SCRIPT = Field("script", "its script there: latin, cyrillic, han, devanagari or arabic", Script.LATIN)
_TITLE = Field("title", "the event, in a few words")
_SUBJECT = Field("subject", "what the record holds, to end the sentence: It is about")
_DATE = Field("date", "the day of its anniversary, as MM-DD")
_SOURCE = Field("source", "the title of the published text that the quotations are from")
_PUBLISHER = Field("publisher", "who published it")
_SPEAKER = Field("speaker", "the name of somebody who spoke")
_OFFICE = Field("office", "who that is, in a few words", "")
_QUOTE = Field("quote", "their words, exactly as published")
_AROUND = Field("around", "what the source says around these words", "")
_THEME = Field("theme", "what these words speak of, in one word")
_WORDS = Field("words", "other words for it, separated by semicolons", "")
_FACT = Field("fact", "one fact of the event, in a sentence of your own")
_ASKS = Field("asks", "questions that it answers, separated by semicolons")
_LEAP_YEAR = 2024
FIELDS = (
    *(_LANGUAGE, _LANGUAGE_NAME, _SCRIPT, _TITLE, _SUBJECT, _DATE, _SOURCE, _PUBLISHER, _SPEAKER, _OFFICE),
    *(_QUOTE, _AROUND, _THEME, _WORDS, _FACT, _ASKS),
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that holds no record yet")
    add_flags(parser, FIELDS)


def execute(options: Namespace) -> int:
    """Write the files and look them over; give 0 if nothing is wrong with them, else 1.

    Raises:
        UsageError: There is a record already, or something is missing and nobody is there to be asked.
        DraftError: What was said makes no record.
    """
    place: Path = options.folder
    if (place / "about.yaml").exists():
        raise UsageError(f"{place}: holds a record already; `new` adds to it")
    drafts = Drafts(place, _packs())
    asking = in_terminal(options)
    with asking.answers_kept():
        _draft(drafts, asking)
        written = drafts.write()
    for name in written:
        print(f"{place / name}")
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True)
    (place / SCHEMA).write_text(f"{schema}\n", encoding="utf-8")
    found = problems(place)
    for problem in found:
        print(problem)
    print(f"ask it: python -m bot ask --knowledge-dir {place} …; add to it: python -m bot new speaker --help")
    return 1 if found else 0


def _packs() -> dict[str, bytes]:
    return {f"languages/{path.name}": path.read_bytes() for path in sorted(packs().glob("*.yaml"))}


def _draft(drafts: Drafts, asking: Asking) -> None:
    language = _language(asking, drafts)
    title = asking.text(_TITLE)
    subject = asking.text(_SUBJECT, default=title)
    day = _day(asking.text(_DATE, fault=_no_day))
    source, publisher = asking.text(_SOURCE), asking.text(_PUBLISHER)
    name, office = asking.text(_SPEAKER), asking.text(_OFFICE)
    speaker = items.id_of(name.split()[-1])
    said, around = asking.text(_QUOTE), asking.text(_AROUND, default=source)
    about, words = asking.text(_THEME), asking.words(_WORDS)
    quote, theme, fact = f"{speaker}-1", items.id_of(about), "fact-1"
    told, asks = asking.text(_FACT), asking.questions(_ASKS)
    drafts.put(
        "about.yaml",
        {
            "format": FORMAT,
            "language": language,
            "title": {language: title},
            "subject": {language: subject},
            "examples": {language: [asks[0] if asks else title]},
            "anniversary": {"month": day.month, "day": day.day, "entries": [quote]},
        },
    )
    origin: items.Item = {"id": "source", "title": {language: source}, "publisher": {language: publisher}}
    drafts.put("sources.yaml", {"sources": [origin]})
    drafts.put(
        "speakers.yaml", {"speakers": [items.speaker(speaker, name, language=language, office=office)]}
    )
    passages: list[items.Node] = [items.quote(quote, said, language=language, around=around)]
    drafts.put(f"messages/{speaker}.yaml", {"speaker": speaker, "source": "source", "passages": passages})
    drafts.put(
        "themes.yaml",
        {"themes": [items.theme(theme, about, language=language, words=words, entries=[quote])]},
    )
    slots = items.slots_of(asks, drafts.snapshot())
    facts: list[items.Node] = [items.fact(fact, told, language=language, asks=asks, slots=slots)]
    drafts.put("facts/event.yaml", {"source": "source", "facts": facts})


def _language(asking: Asking, drafts: Drafts) -> str:
    """Ask for the language; one without a pack gets one, to be filled in with how it asks."""
    code = asking.text(_LANGUAGE, fault=no_code)
    file = f"languages/{code}.yaml"
    if not drafts.holds(file):
        name, script = asking.text(_LANGUAGE_NAME, default=code), asking.one_of(_SCRIPT, tuple(Script))
        drafts.put(file, {"code": code, "name": name, "script": script})
    return code


def _day(text: str) -> date:
    return date.fromisoformat(f"{_LEAP_YEAR}-{text}")


def _no_day(text: str) -> str:
    try:
        _day(text)
    except ValueError:
        return f"no day; found {text!r}; write MM-DD, such as 09-14"
    return ""
