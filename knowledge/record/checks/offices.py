"""An office is its holder's: the same in each language and in the facts, and no name that another goes by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from knowledge.normalise import tokens
from knowledge.record import schema
from knowledge.record.checks.figures_told import own_language, told
from knowledge.record.checks.odd_language import MAJORITY, odd_languages
from knowledge.record.files import Files
from knowledge.record.kinds import Office
from knowledge.record.pack import Language
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Alias, LocalText, Position, Record, Speaker

Phrases: TypeAlias = Mapping[str, Mapping[tuple[str, ...], Office]]
"""Words of offices by language."""
Kinds: TypeAlias = frozenset[Office]

_TIME = re.compile(r"\(([^()]*\d{4}[^()]*)\)")
"""What a fact says in brackets of when an office was held."""
_ROLE = "office:"
_SEVERAL = 2
"""Facts that tell a time in brackets behind an office: it is a habit of the record."""
_ANY_MINISTER, _FOREIGN = frozenset({Office.MINISTER}), frozenset({Office.FOREIGN_MINISTER})


def check(files: Files, record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find offices that differ by language, that a fact tells otherwise, and that are another speaker's."""
    phrases = _phrases(languages)
    places = _places(files)
    wrong = set()
    for speaker in record.speakers.values():
        if speaker.office is None:
            continue
        yield from _for_a_name(speaker, phrases)
        found = tuple(_by_language(speaker, speaker.office, phrases, places)) or tuple(
            _of_another(speaker, speaker.office, record, places)
        )
        yield from found
        wrong |= {speaker.id for _ in found}
    yield from _told_otherwise(files, record, phrases, wrong)
    yield from _of_another_time(files, record)
    yield from _told_in_one(files, phrases)


def _for_a_name(speaker: Speaker, phrases: Phrases) -> Iterator[Problem]:
    """Find an office where the name belongs: the two stand one below the other, and are exchanged."""
    for code, name in speaker.name.by_language.items():
        if _kinds(name, code, phrases):
            place = next(one.place for one in speaker.aliases if (one.text, one.language) == (name, code))
            hint = f"write the name of {speaker.id}"
            yield problem(place, "an office where a name belongs", found=name, hint=hint)


def _places(files: Files) -> Mapping[tuple[str, str], Position]:
    """Give the places of offices by speaker and language."""
    return {
        (one.id, code): document.place(("speakers", number, "office", code))
        for document, file in files.of(schema.SpeakersFile)
        for number, one in enumerate(file.speakers)
        if one.office is not None
        for code in one.office.by_language
    }


def _phrases(languages: Sequence[Language]) -> Phrases:
    return {
        language.code: {
            tokens(one.text): Office(role.removeprefix(_ROLE))
            for role, ones in language.roles.items()
            if role.startswith(_ROLE)
            for one in ones
        }
        for language in languages
    }


def _kinds(text: str, code: str, phrases: Phrases) -> Kinds:
    """Give the offices that a text names; "minister" alone says too little."""
    return _all_kinds(text, code, phrases) - _ANY_MINISTER


def _all_kinds(text: str, code: str, phrases: Phrases) -> Kinds:
    """Give the offices that a text names, each by its longest words."""
    known, words = phrases.get(code, {}), tokens(text)
    longest = max(map(len, known), default=0)
    found: set[Office] = set()
    at = 0
    while at < len(words):
        lengths = range(min(longest, len(words) - at), 0, -1)
        length = next((one for one in lengths if words[at : at + one] in known), 0)
        if length:
            found.add(known[words[at : at + length]])
        at += length or 1
    return frozenset(found)


def _by_language(
    speaker: Speaker, office: LocalText, phrases: Phrases, places: Mapping[tuple[str, str], Position]
) -> Iterator[Problem]:
    kinds = {
        code: found for code, text in office.by_language.items() if (found := _kinds(text, code, phrases))
    }
    # Where only one of two names an office, some of the words are not known.
    for code, _, right in odd_languages(kinds, next(iter(office.by_language))):
        what, hint = f"another office in {code}", f"elsewhere it is {_named(right)}"
        yield problem(places[speaker.id, code], what, found=office.by_language[code], hint=hint)


def _named(kinds: Kinds) -> str:
    return " and ".join(sorted(one.replace("-", " ") for one in kinds))


def _of_another(
    speaker: Speaker, office: LocalText, record: Record, places: Mapping[tuple[str, str], Position]
) -> Iterator[Problem]:
    """Find an office with a name in it by which another speaker is asked for, and this one is not."""
    own = {tokens(alias.text) for alias in speaker.aliases}
    for code, text in office.by_language.items():
        words = tokens(text)
        runs = set(word_runs(words))
        if runs & own:
            continue
        for other in record.speakers.values():
            alias = next(
                (one for one in other.aliases if one.language == code and tokens(one.text) in runs), None
            )
            if other is not speaker and alias is not None and _is_shared(alias, other, record):
                hint = f"several offices hold it; write a name that only {other.id} goes by"
                what = "the office of others for an alias"
                yield problem(alias.place, what, found=alias.text, hint=hint)
                return
            if other is not speaker and alias is not None:
                hint = f'"{other.id}" is asked for as "{alias.text}" at {alias.place}; correct one'
                yield problem(places[speaker.id, code], "another speaker's office", found=text, hint=hint)
                return


def _is_shared(alias: Alias, owner: Speaker, record: Record) -> bool:
    """Whether an alias is a part of several others' offices: then it is wrong, and they are not."""
    offices = [
        one.office.by_language.get(alias.language, "")
        for one in record.speakers.values()
        if one is not owner and one.office is not None
    ]
    return sum(tokens(alias.text) in word_runs(tokens(office)) for office in offices) > 1


def word_runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give every stretch of one word and more."""
    return (words[at:end] for at in range(len(words)) for end in range(at + 1, len(words) + 1))


def _told_otherwise(
    files: Files, record: Record, phrases: Phrases, wrong: Collection[str]
) -> Iterator[Problem]:
    """Find facts that give the speaker with whose name they begin another office."""
    for document, file in files.of(schema.FactsFile):
        for number, fact in enumerate(file.facts):
            speaker = record.speakers.get(fact.speakers[0]) if len(fact.speakers) == 1 else None
            if speaker is None or speaker.office is None or speaker.id in wrong:
                continue
            for code, text in fact.text.by_language.items():
                name, office = (one.by_language.get(code, "") for one in (speaker.name, speaker.office))
                told, held = _kinds(text, code, phrases), _kinds(office, code, phrases)
                if name and text.startswith(name) and told - held and held - told:
                    place = document.place(("facts", number, "text", code))
                    hint = f"speakers.yaml says {office}; correct one"
                    yield problem(place, "another office than the speaker's", found=text, hint=hint)


def _of_another_time(files: Files, record: Record) -> Iterator[Problem]:
    """Find speakers whose office is told without its time, or with another than facts about them tell."""
    facts = {fact.speakers[0].id: fact for fact in record.facts if len(fact.speakers) == 1}
    told = {
        one: found[1]
        for one, fact in facts.items()
        if fact.text.startswith(record.speakers[one].name.original) and (found := _TIME.search(fact.text))
    }
    times = Counter(told.values())
    for document, file in files.of(schema.SpeakersFile):
        for number, item in enumerate(file.speakers):
            time, wanted = record.speakers[item.id].as_of, told.get(item.id, "")
            if times[wanted] < _SEVERAL or (time and time.original in wanted):
                continue
            path = ("speakers", number, "as_of") if item.as_of else ("as_of",)
            place = document.place(path if time else ("speakers", "@key"))
            what = "another time than a fact tells" if time else "offices without the time of which they are"
            hint = (
                f"{facts[item.id].id} says {wanted}; correct one"
                if time
                else f'facts say "{wanted}"; add `as_of`'
            )
            yield problem(place, what, found=time.original if time else "", hint=hint)
            return


def _told_in_one(files: Files, phrases: Phrases) -> Iterator[Problem]:
    """Find texts in which one language tells of a president where the others have a minister."""
    own = own_language(files)
    for document, path, texts in told(files):
        kinds = {code: _all_kinds(text, code, phrases) for code, text in texts.items()}
        # Facts are held beside the office of whom they are about.
        is_judged = path[0] != "facts" and len(texts) > MAJORITY
        # Where one says "minister", another may say which.
        plain = {code: found | _ANY_MINISTER if found & _FOREIGN else found for code, found in kinds.items()}
        plain = {code: found - _FOREIGN for code, found in plain.items()}
        for code, found, right in odd_languages(plain, own) if is_judged else ():
            what, hint = f"an office that stands in {code} only", f"elsewhere it is {_named(right)}"
            yield problem(document.place((*path, code)), what, found=_named(found), hint=hint)
