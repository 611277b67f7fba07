"""A text names the same people, countries, organisations and places in each language, a fact its speakers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from knowledge.language.lexicon import Item, Lexicon
from knowledge.normalise import tokens
from knowledge.record import schema
from knowledge.record.checks.figures_told import told
from knowledge.record.checks.odd_language import MAJORITY, odd_languages
from knowledge.record.checks.own_words import resembled
from knowledge.record.files import Files
from knowledge.record.kinds import MeaningKind
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path
from knowledge.record.values import Fact, Record
from knowledge.snapshot import Snapshot

Named: TypeAlias = frozenset[tuple[MeaningKind, str]]
"""What is named by name; countries without a message included."""
_NAMES = frozenset({MeaningKind.SPEAKER, MeaningKind.COUNTRY, MeaningKind.ABSENT})
_SEVERAL = 3
"""Speakers whom a fact names: it is about each of them."""
_FEW = 0.5
"""Part of the meanings that may be written as names; German, for one, writes all nouns so."""


class _NamedText(NamedTuple):
    """One text of ours, with what each language names.

    Attributes:
        speaker: Whose message it stands in; "" for a fact or an absence.
    """

    document: Document
    path: Path
    named: Mapping[str, Named]
    own: str
    speaker: str


def check(files: Files, snapshot: Snapshot) -> Iterator[Problem]:
    """Find names in another's place in one language, or lacking, and facts that don't name their speaker."""
    record, own = snapshot.record, snapshot.record.about.language
    places = _places(files, own)
    for document, path, texts in told(files):
        named = {code: _named(text, snapshot, places) for code, text in texts.items()}
        one = _NamedText(document, path, named, own, str(document.mapping().get("speaker", "")))
        found = (
            tuple(_swapped(one))
            or tuple(_added(one))
            or tuple(_lost(one, texts, record=record, places=places))
        )
        yield from found
        if path[0] == "facts" and not found:
            yield from _about_another(document, path, named.get(own, frozenset()), record)


def _places(files: Files, own: str) -> Mapping[str, frozenset[str]]:
    """Give, by language, the meanings that are names: their words in the own language are written so."""
    meant: dict[str, dict[str, Sequence[str]]] = {}
    for _, item in files.of(schema.VocabularyFile):
        meant.setdefault(item.language, {}).update(item.meanings)
    mine = meant.get(own, {})
    names = {one for one, words in mine.items() if all(word[:1].isupper() for word in words)}
    if len(names) > len(mine) * _FEW:
        return {}
    return {code: frozenset(names.intersection(meanings)) for code, meanings in meant.items()}


def _named(text: str, snapshot: Snapshot, places: Mapping[str, Collection[str]]) -> Named:
    words, record = tokens(text), snapshot.record
    of_places = {one for names in places.values() for one in names}
    return frozenset(
        (meaning.kind, meaning.target)
        for item in _stretches(words, snapshot.lexicon)
        for meaning in (sense.meaning for sense in item.senses)
        if meaning.kind in _NAMES
        or (meaning.kind is MeaningKind.ORGANISATION and not record.organisations[meaning.target].common)
        or (meaning.kind is MeaningKind.CONCEPT and meaning.target in of_places)
    )


def _stretches(words: Sequence[str], lexicon: Lexicon) -> Iterator[Item]:
    """Give what is recognised, and names within longer phrases: "India's chairmanship" names India."""
    for item in lexicon.recognise(words, fuzzy=False):
        yield item
        if not item.kinds.isdisjoint(_NAMES):
            continue
        for start in range(item.start, item.end):
            for end in range(start + 1, item.end + 1):
                if (start, end) != (item.start, item.end):
                    within = lexicon.recognise(words[start:end], fuzzy=False)
                    yield from within if len(within) == 1 else ()


def _swapped(told: _NamedText) -> Iterator[Problem]:
    for code, strange, missing in odd_languages(told.named, told.own):
        if _kinds(strange) & _kinds(missing):
            what = f"{_ids(strange)} named in {code} only"
            hint = f"the others name {_ids(missing)} there; correct the one that is wrong"
            yield problem(told.document.place((*told.path, code)), what, hint=hint)


def _kinds(named: Named) -> frozenset[MeaningKind]:
    """Give what may stand for one another: who speaks for a country for the country, no city for either."""
    return frozenset(MeaningKind.COUNTRY if kind in _NAMES else kind for kind, _ in named)


def _added(told: _NamedText) -> Iterator[Problem]:
    """Find a speaker who is named beside a passage in one language only, and is not the passage's own."""
    for code, names in told.named.items() if told.speaker and len(told.named) > 1 else ():
        elsewhere = {one for other, found in told.named.items() if other != code for one in found}
        strange = frozenset(
            (kind, target)
            for kind, target in names - elsewhere
            if kind is MeaningKind.SPEAKER and target != told.speaker
        )
        if strange:
            what, hint = f"{_ids(strange)} named in {code} only", "correct the name, or name them in each"
            yield problem(told.document.place((*told.path, code)), what, hint=hint)


def _lost(
    told: _NamedText, texts: Mapping[str, str], *, record: Record, places: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Find the one language that does not name what the others do; of two, either may be meant so."""
    for code in told.named:
        others = [names for other, names in told.named.items() if other != code] or [frozenset()]
        lost = frozenset(
            (kind, target)
            for kind, target in frozenset.intersection(*others) - told.named[code]
            if _is_named_in_each(kind, target, code, texts=texts, record=record, places=places)
        )
        if lost and (len(others) >= MAJORITY or code != told.own):
            # A language may say "he" where the others name somebody; a name nearly theirs is misspelt.
            is_wrong = len(others) >= MAJORITY and not _may_be_he(lost, texts[code], code, record)
            grade = problem if is_wrong else warning
            what, hint = (
                f"{_ids(lost)} not named in {code}",
                "the others name it; correct the one that is wrong",
            )
            yield grade(told.document.place((*told.path, code)), what, hint=hint)


def _may_be_he(lost: Named, text: str, code: str, record: Record) -> bool:
    """Whether all that a text does not name are people and countries, and it has no name like theirs."""
    return all(
        kind is MeaningKind.COUNTRY
        or (kind is MeaningKind.SPEAKER and resembled(text, code, record.speakers[target]) is None)
        for kind, target in lost
    )


def _is_named_in_each(
    kind: MeaningKind,
    target: str,
    code: str,
    *,
    texts: Mapping[str, str],
    record: Record,
    places: Mapping[str, Collection[str]],
) -> bool:
    """Whether it has one name in this language, and no other words that tell who or what is meant.

    A speaker may be told by their office, a country by "the host": they count where their name is written,
    of a country in each other language.
    """
    if kind in {MeaningKind.SPEAKER, MeaningKind.COUNTRY}:
        known, of = (record.speakers, any) if kind is MeaningKind.SPEAKER else (record.countries, all)
        name = known[target].name.by_language
        return of(name.get(other, "\n") in text for other, text in texts.items() if other != code)
    if kind is MeaningKind.ORGANISATION:
        return any(alias.language == code for alias in record.organisations[target].aliases)
    return kind is MeaningKind.CONCEPT and target in places.get(code, ())


def _ids(named: Named) -> str:
    return " and ".join(sorted(target for _, target in named))


def _about_another(document: Document, path: Path, told: Named, record: Record) -> Iterator[Problem]:
    *around, _ = path
    fact = next(one for one in record.facts if one.place == document.place((*around, "id")))
    speakers = {one.id for one in fact.speakers}
    named = {target for kind, target in told if kind is MeaningKind.SPEAKER}
    of_countries = {
        one.id
        for one in record.speakers.values()
        if one.country is not None and (MeaningKind.COUNTRY, one.country.id) in told
    }
    meant = named or of_countries
    if speakers and meant and speakers.isdisjoint(meant):
        # Somebody may well tell of another's country.
        grade = problem if named else warning
        what, hint = (
            "a fact about a speaker whom it does not name",
            f"did you mean {', '.join(sorted(meant))}?",
        )
        yield grade(document.place((*around, "speakers")), what, found=", ".join(sorted(speakers)), hint=hint)
    elif (
        lacking := {one for one in named - speakers if record.speakers[one].name.original in fact.text}
    ) and (len(named) >= _SEVERAL <= len(speakers) + 1 or _begins_with(fact, lacking, record)):
        what, hint = "a fact that names a speaker whom it does not list", "add them to its `speakers`"
        yield problem(
            document.place((*around, "speakers")), what, found=", ".join(sorted(lacking)), hint=hint
        )


def _begins_with(fact: Fact, speakers: Collection[str], record: Record) -> bool:
    return any(fact.text.startswith(record.speakers[one].name.original) for one in speakers)
