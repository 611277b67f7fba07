"""A text names the same people and countries in each of its languages, and a fact those whom it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from knowledge.language.lexicon import Lexicon
from knowledge.normalise import tokens
from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.kinds import MeaningKind
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path
from knowledge.record.values import Record
from knowledge.snapshot import Snapshot

Named: TypeAlias = frozenset[tuple[MeaningKind, str]]
"""Speakers and countries, those without a message included."""
_NAMES = frozenset({MeaningKind.SPEAKER, MeaningKind.COUNTRY, MeaningKind.ABSENT})
_MAJORITY = 2
"""Other languages that agree with each other and not with the record's own: the own one is wrong."""


def check(files: Files, snapshot: Snapshot) -> Iterator[Problem]:
    """Find names that one language has in another's place, and facts about somebody they don't name."""
    for document, path, texts in _texts(files):
        named = {code: _named(text, snapshot.lexicon) for code, text in texts.items()}
        own = snapshot.record.about.language
        swapped = tuple(_swapped(document, path, named, own=own)) or tuple(
            _added(document, path, named, own=own)
        )
        yield from swapped
        if path[0] == "facts" and not swapped:
            yield from _about_another(document, path, named.get(own, frozenset()), snapshot.record)


def _texts(files: Files) -> Iterator[tuple[Document, Path, Mapping[str, str]]]:
    """Give our words by language, with their path: reports, what stands around quotes, facts and absences."""
    for document, message in files.of(schema.MessageFile):
        for number, passage in enumerate(message.passages):
            key = "around" if isinstance(passage, schema.QuoteIn) else "text"
            told = passage.around if isinstance(passage, schema.QuoteIn) else passage.text
            yield document, ("passages", number, key), told.by_language
    for document, file in files.of(schema.FactsFile):
        for number, fact in enumerate(file.facts):
            yield document, ("facts", number, "text"), fact.text.by_language
    for document, absent in files.of(schema.AbsencesFile):
        for number, absence in enumerate(absent.absences):
            yield document, ("absences", number, "text"), absence.text.by_language


def _named(text: str, lexicon: Lexicon) -> Named:
    return frozenset(
        (sense.meaning.kind, sense.meaning.target)
        for item in lexicon.recognise(tokens(text), fuzzy=False)
        for sense in item.senses
        if sense.meaning.kind in _NAMES
    )


def _swapped(document: Document, path: Path, named: Mapping[str, Named], *, own: str) -> Iterator[Problem]:
    told = named.get(own, frozenset())
    wrong = [code for code, names in named.items() if names - told and told - names]
    others = [names for code, names in named.items() if code != own]
    if len(wrong) == len(others) >= _MAJORITY and len(set(others)) == 1:
        strange, missing, wrong = told - others[0], others[0] - told, [own]
    for code in wrong:
        if code != own:
            strange, missing = named[code] - told, told - named[code]
        what = f"{_ids(strange)} named in {code} only"
        hint = f"the others name {_ids(missing)} there; correct the one that is wrong"
        yield problem(document.place((*path, code)), what, hint=hint)


def _added(document: Document, path: Path, named: Mapping[str, Named], *, own: str) -> Iterator[Problem]:
    """Find a speaker who is named beside a passage in one language only, and is not the passage's own."""
    speaker = document.value.get("speaker") if isinstance(document.value, dict) else None
    for code, names in named.items() if speaker is not None else ():
        strange = frozenset(
            (kind, target)
            for kind, target in names - named.get(own, frozenset())
            if kind is MeaningKind.SPEAKER and target != speaker
        )
        if strange:
            what, hint = f"{_ids(strange)} named in {code} only", "correct the name, or name them in each"
            yield problem(document.place((*path, code)), what, hint=hint)


def _ids(named: Named) -> str:
    return " and ".join(sorted(target for _, target in named))


def _about_another(document: Document, path: Path, told: Named, record: Record) -> Iterator[Problem]:
    *around, _ = path
    fact = next(one for one in record.facts if one.place == document.place((*around, "id")))
    speakers = {one.id for one in fact.speakers}
    named = sorted(target for kind, target in told if kind is MeaningKind.SPEAKER)
    if not speakers or not named or speakers.intersection(named):
        return
    hint = f"did you mean {', '.join(named)}?"
    what = "a fact about a speaker whom it does not name"
    yield problem(document.place((*around, "speakers")), what, found=", ".join(sorted(speakers)), hint=hint)
