"""Validated files to one record: ids become values, names become aliases with their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import pairwise
from pathlib import PurePath
from typing import TypeVar

from knowledge.normalise import Script
from knowledge.record import schema
from knowledge.record.checks import check_record, silent_speaker
from knowledge.record.files import Files
from knowledge.record.kinds import MeaningKind, SmallTalk
from knowledge.record.pack import Language
from knowledge.record.problem import Problem, did_you_mean, problem
from knowledge.record.source import Document, Path
from knowledge.record.values import (
    OWN_LANGUAGE,
    About,
    Absence,
    Alias,
    Country,
    Emendation,
    Entry,
    Fact,
    LocalText,
    Organisation,
    Position,
    Quote,
    Record,
    Region,
    Reported,
    Source,
    Speaker,
    Theme,
    frozen_mapping,
)

Value = TypeVar("Value")
_LIST_SIGNS = {"zh": "、"}
"""What stands between the names of a list, where it is no comma."""
_LAST_SIGNS = {"en": " and ", "ru": " и ", "zh": "和"}
"""What stands before the last name of a list, as far as we know the language's word."""


def _listed(names: Sequence[str], code: str) -> str:
    """Write names one after the other, as a language lists them."""
    sign = _LIST_SIGNS.get(code, ", ")
    last = _LAST_SIGNS.get(code, sign)
    return last.join((sign.join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


_NAMED = {
    "sources": "source",
    "countries": "country",
    "speakers": "speaker",
    "passages": "entry",
    "facts": "entry",
    "absences": "entry",
}
"""Lists of the files, and what the ids in them are."""
_NEEDED: Mapping[str, type[schema.Strict]] = {
    "about.yaml": schema.AboutFile,
    "sources.yaml": schema.SourcesFile,
    "speakers.yaml": schema.SpeakersFile,
}


@dataclass(slots=True)
class _Assembly:
    """What has been built so far, and what went wrong."""

    files: Files
    language: str = OWN_LANGUAGE
    problems: list[Problem] = field(default_factory=list)
    quiet: bool = False
    doubted: set[tuple[str, str]] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)
    unknown: dict[tuple[str, str], Problem] = field(default_factory=dict)
    more: Counter[Problem] = field(default_factory=Counter)
    follow: Counter[Problem] = field(default_factory=Counter)
    named: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: dict[tuple[str, str], Problem] = field(default_factory=dict)
    twice: dict[str, Problem] = field(default_factory=dict)
    defined: dict[tuple[str, str], Position] = field(default_factory=dict)

    def local(self, item: schema.NameIn | schema.ProseIn) -> LocalText:
        """Give a text by language, the record's own first."""
        texts = item.by_language
        own = {code: text for code, text in texts.items() if code == self.language}
        return LocalText(frozen_mapping({**own, **texts}))

    def maybe(self, item: schema.NameIn | None) -> LocalText | None:
        """Give a text by language, if there is one."""
        return None if item is None else self.local(item)

    def resolve(self, place: Position, what: str, found: str, known: Mapping[str, Value]) -> Value | None:
        """Give the value that an id names, or note that it names none."""
        value = known.get(found)
        self.named[what, found] += 1
        if value is None and self.files.may_define(found):
            self.doubted.add((what, found))
        if value is None and not self.quiet and (what, found) not in self.doubted:
            cause = self.lost.get((what, found))
            if cause is not None:
                self.follow[cause] += 1
                return None
            hint = did_you_mean(found, {*known, *(one for kind, one in self.defined if kind == what)})
            first = self.unknown.setdefault(
                (what, found), problem(place, f"unknown {what}", found=found, hint=hint)
            )
            self.more[first] += 1
        return value

    def lose(self, what: str, found: str, *, by: tuple[tuple[str, str], ...]) -> None:
        """Note what is left out because of an id that names nothing: it is no fault itself."""
        causes = (self.unknown.get(key) or self.lost.get(key) for key in by)
        cause = next((one for one in causes if one is not None), None)
        if cause is not None:
            self.lost[what, found] = cause
        elif not self.doubted.isdisjoint(by):
            self.doubted.add((what, found))

    def all_problems(self) -> tuple[Problem, ...]:
        """Give every problem, each cause once, with the number of what follows from it."""
        lacking = Counter(what for what, _ in self.unknown)
        renamed = {
            key: self.twice[key[0]] for key in self.unknown if lacking[key[0]] == 1 and key[0] in self.twice
        }
        causes = {twice: self._lacking(key, twice) for key, twice in renamed.items()}
        found = (causes.get(one, one) for one in self.problems)
        return (*found, *(self._folded(key, one) for key, one in self.unknown.items() if key not in renamed))

    def _lacking(self, key: tuple[str, str], twice: Problem) -> Problem:
        """Give the id that stands twice together with the one that nothing has: the copy was to have it."""
        first = self.unknown[key]
        follow = self.more[first] + self.follow[first]
        return replace(twice, hint=f'did you mean "{key[1]}"? {twice.hint}; {follow} more follow from it')

    def _folded(self, key: tuple[str, str], first: Problem) -> Problem:
        (what, found), places = key, self.more[first]
        follow = f"; {self.follow[first]} more follow from it" if self.follow[first] else ""
        follows = places > 1 or any(one.startswith(f"{found}-") for kind, one in self.lost if kind == "entry")
        defined = self._misspelt_where_defined(what, found)
        if defined is not None and not follows:
            near, place = defined
            first = replace(first, hint=f'did you mean "{near}"? Or write "{found}" at {place}')
        elif defined is not None:
            near, place = defined
            named = f"{places} places name" if places > 1 else "a message and its passages name"
            hint = f'{named} "{found}": did you mean that?{follow}'
            return problem(place, f"no place names this {what}", found=near, hint=hint)
        return replace(
            first, hint=f"{first.hint}{f'; {places - 1} more of it' if places > 1 else ''}{follow}"
        )

    def _misspelt_where_defined(self, what: str, found: str) -> tuple[str, Position] | None:
        """Give the like id that nobody names, with its place: that is the misspelt one."""
        unnamed = {
            one: at
            for (kind, one), at in self.defined.items()
            if kind == what and not self.named[kind, one] and not self.files.may_define(one)
        }
        near = get_close_matches(found, unnamed, n=1, cutoff=0.7)
        return (near[0], unnamed[near[0]]) if near else None

    def resolve_all(
        self, document: Document, path: Path, what: str, ids: Sequence[str], known: Mapping[str, Value]
    ) -> list[Value]:
        """Give the values that a list of ids names; those that name none are noted."""
        found = [
            self.resolve(document.place((*path, number)), what, one, known) for number, one in enumerate(ids)
        ]
        return [value for value in found if value is not None]

    def note_twice(
        self,
        document: Document,
        path: Path,
        found: str,
        known: Mapping[str, Theme | Country | Region | Speaker],
    ) -> bool:
        """Tell whether the id of an item is taken, and note it."""
        what = str(path[0]).removesuffix("s")
        if found in known:
            place = document.place((*path, "id"))
            hint = f"the other is the one at {known[found].aliases[0].place}; rename one"
            self.note(what, problem(place, "the same id twice", found=found, hint=hint))
        return found in known

    def note(self, what: str, twice: Problem) -> None:
        """Note an id that stands twice."""
        self.problems.append(twice)
        self.twice[what] = twice

    def add(self, entry: Entry) -> None:
        """Add an entry, unless its id is taken."""
        if entry.id in self.entries:
            hers, other = _misnamed_first(entry, self.entries[entry.id])
            hint = f"the other is at {other.place}; rename one"
            self.note("entry", problem(hers.place, "the same id twice", found=entry.id, hint=hint))
            return
        self.entries[entry.id] = entry


def _misnamed_first(entry: Entry, first: Entry) -> tuple[Entry, Entry]:
    """Give the two entries of one id, that one first which is not named after its speaker."""
    spoken = entry.id.split("-")[0]
    if isinstance(first, Quote | Reported) and isinstance(entry, Quote | Reported):
        hers, his = entry.speaker.id, first.speaker.id
        if hers.split("-")[0] == spoken != his.split("-")[0]:
            return first, entry
    return entry, first


def assemble(files: Files) -> tuple[Record | None, tuple[Language, ...], tuple[Problem, ...]]:
    """Build the record out of its files.

    Returns:
        The record (None if a file it can't do without is missing or broken), the languages by code,
        and every problem found between the files.
    """
    about = next(files.of(schema.AboutFile), None)
    work = _Assembly(files, language=about[1].language if about else OWN_LANGUAGE)
    missing = tuple(_missing(files))
    if not files.broken:
        work.problems.extend(missing)
    # What they would hold is named all over the record: their absence is said once.
    work.quiet = any(one.file not in files.broken for one in missing)
    files, copies = _without_copies(files)
    work.problems.extend(copies)
    work.defined.update(_definitions(files))
    sources = _sources(files, work)
    countries = _countries(files, work)
    regions = _regions(files, countries, work)
    speakers = _speakers(files, countries, work)
    organisations = _organisations(files, work)
    _messages(files, speakers, sources, work)
    _facts(files, speakers, sources, work)
    _absences(files, work)
    _absent_countries(files, countries, work)
    themes = _themes(files, work)
    languages = _languages(files, work)
    if about is None:
        return None, (), work.all_problems()
    record = Record(
        about=_about(*about, work),
        countries=frozen_mapping(countries),
        regions=frozen_mapping(regions),
        organisations=frozen_mapping(organisations),
        speakers=frozen_mapping(speakers),
        themes=frozen_mapping({one.id: one for one in themes.values() if one.entries}),
        unspoken=frozen_mapping({one.id: one for one in themes.values() if not one.entries}),
        entries=frozen_mapping(work.entries),
        sources=frozen_mapping(sources),
    )
    copied = tuple(_copied(files))
    work.problems.extend(copied)
    if not (work.quiet or files.broken or copied):
        named = {kind for kind, _ in work.unknown}
        if named <= {"entry"}:
            work.problems.extend(_silent(files, record, languages, work))
        work.problems.extend(check_record(files, record, languages))
    return record, languages, work.all_problems()


def _without_copies(files: Files) -> tuple[Files, tuple[Problem, ...]]:
    """Leave out copies: files with the ids of another whose name is shorter."""
    by_ids: dict[tuple[str, ...], Document] = {}
    copies: dict[str, Problem] = {}
    for document, file in sorted(files.items, key=lambda item: (len(item[0].file), item[0].file)):
        ids = tuple(one.id for key in ("passages", "facts") for one in getattr(file, key, ()))
        first = by_ids.setdefault(ids, document)
        if ids and first is not document:
            hint = "take it away, or give what stands in it other ids"
            what = "a copy of another file"
            copies[document.file] = Problem(document.file, 1, 1, what, first.file, hint)
    items = tuple(item for item in files.items if item[0].file not in copies)
    return replace(files, items=items), tuple(copies.values())


def _copied(files: Files) -> Iterator[Problem]:
    """Find items that are others but for the id: each of their words would stand on two things."""
    firsts: dict[tuple[str, str], tuple[str, Position]] = {}
    for document, file in files.items:
        for key in (*_NAMED, "organisations", "themes"):
            for number, item in enumerate(getattr(file, key, ())):
                place = document.place((key, number, "id"))
                rest = key, repr(item.model_copy(update={"id": ""}))
                first, other = firsts.setdefault(rest, (item.id, place))
                if first != item.id:
                    hint = f'"{first}" at {other} is the same; write what is its own, or take it away'
                    yield problem(place, "a copy with another id", found=item.id, hint=hint)


def _missing(files: Files) -> Iterator[Problem]:
    """Find the files that no record can do without."""
    for name, model in _NEEDED.items():
        if next(files.of(model), None) is None:
            yield Problem(name, 1, 1, "is missing", "", "every record needs one")
    spoken_for = sum(
        one.country is not None for _, file in files.of(schema.SpeakersFile) for one in file.speakers
    )
    if spoken_for and next(files.of(schema.CountriesFile), None) is None:
        hint = f"{spoken_for} speakers name a country"
        yield Problem("countries.yaml", 1, 1, "is missing", "", hint)
    if next(files.of(schema.MessageFile), None) is None:
        yield Problem("messages", 1, 1, "is missing", "", "a record needs one message at least")


def _definitions(files: Files) -> Iterator[tuple[tuple[str, str], Position]]:
    """Give each id that others may name, with its place."""
    for document, file in files.items:
        for key, what in _NAMED.items():
            for number, item in enumerate(getattr(file, key, ())):
                yield (what, item.id), document.place((key, number, "id"))


def _silent(
    files: Files, record: Record, languages: Sequence[Language], work: _Assembly
) -> Iterator[Problem]:
    """Find speakers without a passage; entries by their names that are named elsewhere follow from that."""
    for one in silent_speaker.check(files, record, languages):
        follow = [key for key in work.unknown if key[1].startswith(f"{one.found}-")]
        for key in follow:
            del work.unknown[key]
        hint = f"{one.hint}; {len(follow)} more follow from it" if follow else one.hint
        yield replace(one, hint=hint)


def _about(document: Document, item: schema.AboutFile, work: _Assembly) -> About:
    work.resolve_all(document, ("anniversary", "entries"), "entry", item.anniversary.entries, work.entries)
    return About(
        title=work.local(item.title),
        subject=work.local(item.subject),
        language=item.language,
        examples=frozen_mapping({code: tuple(lines) for code, lines in item.examples.items()}),
        anniversary=(item.anniversary.month, item.anniversary.day),
        anniversary_entries=tuple(item.anniversary.entries),
    )


def _sources(files: Files, work: _Assembly) -> dict[str, Source]:
    return {
        item.id: Source(
            item.id,
            work.local(item.title),
            work.local(item.publisher),
            url=item.url or "",
            published_on=item.date,
        )
        for _, file in files.of(schema.SourcesFile)
        for item in file.sources
    }


def _countries(files: Files, work: _Assembly) -> dict[str, Country]:
    return {
        item.id: Country(
            item.id, work.local(item.name), _names(work, document, ("countries", number), item), item.flag
        )
        for document, file in files.of(schema.CountriesFile)
        for number, item in enumerate(file.countries)
    }


def _regions(files: Files, countries: Mapping[str, Country], work: _Assembly) -> dict[str, Region]:
    regions: dict[str, Region] = {}
    for document, file in files.of(schema.CountriesFile):
        for number, item in enumerate(file.regions):
            path: Path = ("regions", number)
            work.resolve_all(document, (*path, "countries"), "country", item.countries, countries)
            work.note_twice(document, path, item.id, {**countries, **regions})
            regions[item.id] = Region(
                item.id, work.local(item.name), _names(work, document, path, item), tuple(item.countries)
            )
    return regions


def _organisations(files: Files, work: _Assembly) -> dict[str, Organisation]:
    return {
        item.id: Organisation(
            item.id,
            work.local(item.name),
            _names(work, document, ("organisations", number), item),
            item.common,
        )
        for document, file in files.of(schema.OrganisationsFile)
        for number, item in enumerate(file.organisations)
    }


def _speakers(files: Files, countries: Mapping[str, Country], work: _Assembly) -> dict[str, Speaker]:
    speakers: dict[str, Speaker] = {}
    for document, file in files.of(schema.SpeakersFile):
        for number, item in enumerate(file.speakers):
            path: Path = ("speakers", number)
            country = None
            if item.country is not None:
                place = document.place((*path, "country"))
                country = work.resolve(place, "country", item.country, countries)
            if not work.note_twice(document, path, item.id, speakers):
                speakers[item.id] = Speaker(
                    id=item.id,
                    name=work.local(item.name),
                    office=work.maybe(item.office),
                    as_of=work.maybe(item.as_of or file.as_of),
                    country=country,
                    aliases=_names(work, document, path, item),
                )
    return speakers


def _messages(
    files: Files, speakers: Mapping[str, Speaker], sources: Mapping[str, Source], work: _Assembly
) -> None:
    for document, file in files.of(schema.MessageFile):
        speaker = work.resolve(document.place(("speaker",)), "speaker", file.speaker, speakers)
        origin = work.resolve(document.place(("source",)), "source", file.source, sources)
        if speaker is None or origin is None:
            causes = (("speaker", file.speaker), ("source", file.source))
            for passage in file.passages:
                work.lose("entry", passage.id, by=causes)
            continue
        for number, item in enumerate(file.passages):
            path: Path = ("passages", number)
            place = document.place((*path, "id"))
            restatements = _lines(document, (*path, "restatements"), item.restatements)
            if isinstance(item, schema.QuoteIn):
                work.add(
                    Quote(
                        id=item.id,
                        speaker=speaker,
                        published=item.text,
                        emendations=_emendations(document, path, item, work),
                        sha256=item.sha256,
                        around=work.local(item.around),
                        restatements=restatements,
                        source=origin,
                        place=place,
                        text_place=document.place((*path, "text")),
                        order=len(work.entries),
                        slots=frozenset(item.slots),
                        language=work.language,
                        corrected_on=item.corrected,
                    )
                )
            else:
                work.add(
                    Reported(
                        id=item.id,
                        speaker=speaker,
                        wording=work.local(item.text),
                        restatements=restatements,
                        source=origin,
                        place=place,
                        order=len(work.entries),
                        slots=frozenset(item.slots),
                        corrected_on=item.corrected,
                    )
                )


def _emendations(
    document: Document, path: Path, item: schema.QuoteIn, work: _Assembly
) -> tuple[Emendation, ...]:
    found: list[tuple[Emendation, int]] = []
    for number, one in enumerate(item.emendations):
        count = item.text.count(one.published)
        if count != 1:
            place = document.place((*path, "emendations", number, "published"))
            what = (
                "the emendation does not occur in the text"
                if not count
                else "the emendation occurs more than once"
            )
            hint = "copy the misprint from the text" if not count else "copy more of the words around it"
            work.problems.append(problem(place, what, found=one.published, hint=hint))
            continue
        found.append((Emendation(one.published, one.reading, item.text.index(one.published)), number))
    found.sort(key=lambda pair: pair[0].start)
    for (first, number), (second, other) in pairwise(found):
        if first.start + len(first.published) > second.start:
            place = document.place((*path, "emendations", max(number, other)))
            hint = "join the two into one"
            work.problems.append(problem(place, "emendations overlap", found=second.published, hint=hint))
    return tuple(one for one, _ in found)


def _facts(
    files: Files, speakers: Mapping[str, Speaker], sources: Mapping[str, Source], work: _Assembly
) -> None:
    for document, file in files.of(schema.FactsFile):
        origin = work.resolve(document.place(("source",)), "source", file.source, sources)
        if origin is None:
            for fact in file.facts:
                work.lose("entry", fact.id, by=(("source", file.source),))
            continue
        for number, item in enumerate(file.facts):
            path: Path = ("facts", number)
            about = work.resolve_all(document, (*path, "speakers"), "speaker", item.speakers, speakers)
            work.add(
                Fact(
                    id=item.id,
                    wording=work.local(item.text),
                    slots=frozenset(item.slots),
                    asks=_lines(document, (*path, "asks"), item.asks),
                    speakers=tuple(about),
                    source=origin,
                    place=document.place((*path, "id")),
                    slots_place=document.place((*path, "slots")),
                    order=len(work.entries),
                    told_in=item.told_in,
                    corrected_on=item.corrected,
                )
            )


def _absences(files: Files, work: _Assembly) -> None:
    for document, file in files.of(schema.AbsencesFile):
        for number, item in enumerate(file.absences):
            path: Path = ("absences", number)
            asks = _lines(document, (*path, "asks"), item.asks)
            place = document.place((*path, "id"))
            order = len(work.entries)
            work.add(
                Absence(
                    item.id, work.local(item.text), asks, (), place, order, of_everybody=item.of_everybody
                )
            )


def _absent_countries(files: Files, countries: Mapping[str, Country], work: _Assembly) -> None:
    for document, file in files.of(schema.AbsentCountriesFile):
        for code, text in file.text.by_language.items():
            # Braces that nothing fills in are named already: they are the same slip.
            if "{country}" not in text and "{" not in text.replace("{held}", ""):
                what, hint = "the text does not name the country", "write {country} where its name belongs"
                work.problems.append(problem(document.place(("text", code)), what, found=text, hint=hint))
        held = {
            code: _listed([country.name.within(code) for country in countries.values()], code)
            for code in work.local(file.text).by_language
        }
        for number, item in enumerate(file.countries):
            wording = {
                code: text.replace("{country}", work.local(item.name).within(code)).replace(
                    "{held}", held[code]
                )
                for code, text in work.local(file.text).by_language.items()
            }
            path: Path = ("countries", number)
            names = _names(work, document, path, item)
            place = document.place((*path, "id"))
            entry_id = f"no-message-{item.id}"
            work.add(
                Absence(
                    entry_id,
                    LocalText(frozen_mapping(wording)),
                    (),
                    names,
                    place,
                    len(work.entries),
                    about_country=work.local(item.name).original,
                )
            )


def _themes(files: Files, work: _Assembly) -> dict[str, Theme]:
    themes: dict[str, Theme] = {}
    for document, file in files.of(schema.ThemesFile):
        for number, item in enumerate(file.themes):
            path: Path = ("themes", number)
            work.resolve_all(document, (*path, "entries"), "entry", item.entries, work.entries)
            work.note_twice(document, path, item.id, themes)
            themes[item.id] = Theme(
                item.id,
                work.local(item.name),
                _names(work, document, path, item),
                tuple(item.entries),
                is_speech_act=item.speech_act,
                near=tuple(item.near),
            )
    for document, file in files.of(schema.ThemesFile):
        for number, item in enumerate(file.themes):
            work.resolve_all(document, ("themes", number, "near"), "theme", item.near, themes)
    return themes


def _languages(files: Files, work: _Assembly) -> tuple[Language, ...]:
    languages: dict[str, Language] = {}
    for document, item in files.of(schema.LanguageFile):
        named = PurePath(document.file).stem
        if item.code != named:
            # Whatever is written in the file's language would be in an unknown one.
            place, hint = (
                document.place(("code",)),
                f"write {named}, or give the file the name {item.code}.yaml",
            )
            what = "another language than the file's name has"
            work.problems.append(problem(place, what, found=item.code, hint=hint))
            work.quiet = True
            continue
        if item.code in languages:
            place = document.place(("code",))
            work.problems.append(
                problem(place, "the same language twice", found=item.code, hint="join the files")
            )
        languages[item.code] = Language(
            code=item.code,
            name=item.name,
            script=Script(item.script),
            stem=item.stem,
            suffixes=tuple(sorted(item.suffixes, key=len, reverse=True)),
            adverbs=tuple(item.adverbs),
            surnames=tuple(item.surnames),
            spellings=frozen_mapping(item.spellings),
            latin=frozen_mapping(item.latin),
            keyboard=frozen_mapping(item.keyboard),
            sounds=frozen_mapping(item.sounds),
            sounds_alike=frozen_mapping(item.sounds_alike),
            simplified=item.simplified,
            pinyin=item.pinyin,
            romanised=item.romanised,
            numbers=frozen_mapping({**dict.fromkeys(item.numbers, 0.0), **item.values}),
            roles=frozen_mapping(_roles(document, item)),
        )
    return tuple(_with_vocabulary(files, languages, work).values())


def _with_vocabulary(files: Files, languages: Mapping[str, Language], work: _Assembly) -> dict[str, Language]:
    """Add the record's own words to the languages they belong to."""
    whole = dict(languages)
    for document, item in files.of(schema.VocabularyFile):
        language = work.resolve(document.place(("language",)), "language", item.language, whole)
        if language is not None:
            roles = dict(language.roles)
            for group, kind, by_name in (
                ("meanings", MeaningKind.CONCEPT, item.meanings),
                ("offices", MeaningKind.OFFICE, item.offices),
            ):
                for name, texts in by_name.items():
                    words = _aliases(document, (group, name), texts, item.language)
                    roles[f"{kind}:{name}"] = (*roles.get(f"{kind}:{name}", ()), *words)
            whole[item.language] = replace(language, roles=frozen_mapping(roles))
    return whole


def _roles(document: Document, item: schema.LanguageFile) -> dict[str, tuple[Alias, ...]]:
    roles: dict[str, tuple[Alias, ...]] = {}
    for role, key, words in (
        (MeaningKind.STOP, "stop", item.stop),
        (f"{MeaningKind.SMALL_TALK}:{SmallTalk.HELLO}", "chitchat", item.chitchat),
        (MeaningKind.OUT_OF_DOMAIN, "out_of_domain", item.out_of_domain),
        (MeaningKind.OUT_OF_DOMAIN, "elsewhere", item.elsewhere),
    ):
        roles[str(role)] = (*roles.get(role, ()), *_aliases(document, (key,), words, item.code))
    for group, role, by_name in (
        ("slots", MeaningKind.SLOT, item.slots),
        ("cues", MeaningKind.CUE, item.cues),
        ("manners", MeaningKind.SMALL_TALK, item.manners),
        ("offices", MeaningKind.OFFICE, item.offices),
        ("concepts", MeaningKind.CONCEPT, item.concepts),
    ):
        for name, words in by_name.items():
            roles[f"{role}:{name}"] = _aliases(document, (group, name), words, item.code)
    return roles


def _names(
    work: _Assembly,
    document: Document,
    path: Path,
    item: schema.CountryIn
    | schema.OrganisationIn
    | schema.SpeakerIn
    | schema.ThemeIn
    | schema.AbsentCountryIn
    | schema.RegionIn,
) -> tuple[Alias, ...]:
    """Give the name and the aliases of one thing, each spelling of a language once."""
    found: dict[tuple[str, str], Alias] = {}
    for code, text in work.local(item.name).by_language.items():
        found[code, text.casefold()] = Alias(text, code, document.place((*path, "name", code)))
    for alias in _lines(document, (*path, "aliases"), item.aliases):
        found.setdefault((alias.language, alias.text.casefold()), alias)
    return tuple(found.values())


def _lines(document: Document, path: Path, lines: Mapping[str, Sequence[str]]) -> tuple[Alias, ...]:
    """Give the words by language, each once: a second time would only add to its weight."""
    found: dict[tuple[str, str], Alias] = {}
    for code, texts in lines.items():
        for alias in _aliases(document, (*path, code), texts, code):
            found.setdefault((code, alias.text.casefold()), alias)
    return tuple(found.values())


def _aliases(document: Document, path: Path, texts: Sequence[str], code: str) -> tuple[Alias, ...]:
    places = document.places
    around = document.place(path)
    return tuple(Alias(text, code, places.get((*path, number), around)) for number, text in enumerate(texts))
