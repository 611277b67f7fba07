"""What is said of the record: somebody does not speak of a matter, yes, no. Nothing without its proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answering.index import Index
from knowledge.answering.key import Key
from knowledge.answering.reading import Part, Reading
from knowledge.normalise import Script, script_of, tokens
from knowledge.record.kinds import Cue, MeaningKind
from knowledge.record.values import Absence, Entry, Quote, Record, Reported

MESSAGE = "message"
"""What a country is denied that sent none."""
KNOWN_SPELLING = 0.95
"""Least similarity of a word to the meaning that a denial rests on: an inflected form, no guess."""
_NAMED = frozenset({MeaningKind.ORGANISATION, MeaningKind.COUNTRY})
"""Kinds of what is mentioned by its name."""
_PROVABLE = frozenset({MeaningKind.CONCEPT, MeaningKind.ABSENT, *_NAMED})


class Verdict(StrEnum):
    """The answer to a yes-or-no question."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Denial:
    """That somebody does not speak of a matter, or sent no message; only made where the record proves it.

    Attributes:
        who: Speaker's id, or the id of the absence that says so.
        name: English, for programs; a country's where no speaker exists.
        about: Id of the theme or organisation, or `MESSAGE`.
    """

    who: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Matter:
    """The one thing a request is about, understood whole.

    Attributes:
        about: Its id.
        keys: All keys that mean it.
    """

    about: str
    keys: frozenset[Key]


def matter_of(reading: Reading, record: Record) -> Matter | None:
    """Give what a request is about, if that is one theme, organisation or country and no word is left over.

    Nothing follows from a matter that was guessed, from a word that nobody knows, from a number, or from a
    meaning whose speakers nobody has decided by reading.
    """
    return None if reading.question.excepted else sole_matter(reading, record)


def sole_matter(reading: Reading, record: Record) -> Matter | None:
    """Give the same, whoever is left out of the answer."""
    telling = _telling(reading)
    return _meant_by(telling[0], record) if len(telling) == 1 else None


def act_of(reading: Reading, record: Record) -> Matter | None:
    """Give what somebody is asked to have done by saying it, as thanks or a promise; None if no such thing.

    Whoever did not promise at all did not promise help: other words of a request take nothing from that, if
    all of them are understood.
    """
    meant = meant_by(reading, record)
    acts = {
        one.about: one
        for one in meant
        if one.about in record.themes and record.themes[one.about].is_speech_act
    }
    return next(iter(acts.values())) if len(acts) == 1 else None


def is_bare(reading: Reading) -> bool:
    """Whether nothing is asked of that must be explained, whoever is named."""
    return all(part.optional or is_common(part) for part in reading.topic)


def is_act(part: Part, record: Record) -> bool:
    """Whether a part stands for what is done by saying it, as congratulations are."""
    themes = (record.themes.get(one) for one in part.item.targets(MeaningKind.CONCEPT))
    return any(one is not None and one.is_speech_act for one in themes)


def meant_by(reading: Reading, record: Record) -> tuple[Matter, ...]:
    """Give all themes and organisations that a request is about; none where a word is not understood.

    What may name who speaks is none: "the Indian diplomat".
    """
    telling = _telling(reading)
    if reading.question.excepted or any(part.item.is_foreign or part.is_number for part in telling):
        return ()
    said = [part for part in telling if not (_is_asked_of_us(part, reading) or Cue.PERSON in part.item.cues)]
    return tuple(matter for part in said if (matter := _meant_by(part, record)) is not None)


def alternatives(reading: Reading, record: Record) -> tuple[Matter, ...]:
    """Give the themes and organisations of "A or B"; none if any word of it stands for none."""
    found: list[Matter] = []
    for part in _telling(reading):
        keys = [key for key, near in part.keys.items() if near >= KNOWN_SPELLING and key.kind in _PROVABLE]
        meant = [key for key in keys if key.kind != MeaningKind.CONCEPT or _is_theme(key.target, record)]
        if not meant or part.is_number or reading.question.excepted:
            return ()
        found += (Matter(key.target, frozenset({key})) for key in sorted(meant))
    return tuple(found)


def undone(reading: Reading, index: Index, record: Record) -> Matter | None:
    """Give what somebody named is asked to have done by saying it, where none of them did."""
    act = act_of(reading, record) if reading.agents else None
    if act is None or any(speaks_of(one, act, index, record) for one in reading.agents):
        return None
    return act


def undecided(reading: Reading, index: Index, record: Record) -> bool:
    """Whether nobody has decided that any of those who are named did what they are asked to have done."""
    act = act_of(reading, record) if reading.agents else None
    return act is not None and set(reading.agents).isdisjoint(holders(act, index, record))


def _is_asked_of_us(part: Part, reading: Reading) -> bool:
    """Whether whoever asks or is asked acts, and no speaker: "can you promise that Lavrov …?"."""
    acts = [item.start for item in reading.question.items if Cue.SELF in item.cues]
    names = [name.item.start for name in reading.names]
    is_latin = script_of(part.item.typed) == Script.LATIN
    return is_latin and bool(acts and names) and min(acts) < part.item.start < min(names)


def _telling(reading: Reading) -> list[Part]:
    return [part for part in reading.topic if not is_common(part)]


def _meant_by(part: Part, record: Record) -> Matter | None:
    """Give the theme or organisation that a part stands for, exactly; None for any other meaning."""
    if part.item.is_foreign or part.is_number:
        return None
    exact = {key for key, near in part.keys.items() if near >= KNOWN_SPELLING and key.kind in _PROVABLE}
    for kind, target in sorted(exact):
        if kind != MeaningKind.CONCEPT or _is_theme(target, record):
            return Matter(target, frozenset(part.keys))
    return None


def _is_theme(target: str, record: Record) -> bool:
    return target in record.themes or target in record.unspoken


def is_unspoken(part: Part, record: Record) -> bool:
    """Whether a part stands for nothing but what nobody speaks of."""
    return bool(part.keys) and all(key.target in record.unspoken for key in part.keys)


def is_common(part: Part) -> bool:
    """Whether a part names what the whole record is about, or only says what is to be done, or by whom."""
    common = part.is_common
    return common or bool(part.item.of(MeaningKind.OFFICE)) or (part.optional and not part.is_name)


def speaks_of(speaker_id: str, matter: Matter, index: Index, record: Record) -> bool:
    """Whether a speaker may be said to speak of a matter: by a theme's list, a word, or our restatement."""
    theme = record.themes.get(matter.about)
    themes = [theme, *(record.themes[one] for one in theme.near)] if theme is not None else []
    listed = {entry for one in themes for entry in one.entries}
    for number in index.by_speaker.get(speaker_id, ()):
        indexed = index.entries[number]
        if indexed.entry.id in listed:
            return True
        if any(indexed.strengths.get(key) for key in matter.keys):
            return True
        if matter.about in record.entries and _names(indexed.entry, record.entries[matter.about]):
            return True
    return False


def _names(passage: Entry, absence: Entry) -> bool:
    """Whether a passage has one of the names of a country that sent nothing."""
    said = f" {' '.join(tokens(passage.text))} "
    names = absence.names if isinstance(absence, Absence) else ()
    return any(f" {' '.join(tokens(name.text))} " in said for name in names)


def denials(speakers: Iterable[str], matter: Matter, index: Index, record: Record) -> tuple[Denial, ...]:
    """Deny those of some speakers who do not speak of a matter; all their passages are looked through."""
    return tuple(
        Denial(one, record.speakers[one].name.original, matter.about)
        for one in speakers
        if not speaks_of(one, matter, index, record)
    )


def holders(matter: Matter, index: Index, record: Record) -> tuple[str, ...]:
    """Give the speakers who surely speak of a matter: by a theme's list, or else in their own words."""
    theme = record.themes.get(matter.about)
    if theme is None:
        named = sorted(one for one in matter.keys if one.kind in _NAMED and one.target == matter.about)
        worded = ((index.entries[number], one) for one in named for number in index.passages.get(one, ()))
        holding = [indexed.entry for indexed, one in worded if indexed.strengths[one] == 1.0]
    else:
        holding = [
            index.entries[number].entry for number in sorted(map(index.numbers.__getitem__, theme.entries))
        ]
    said = [entry.speaker.id for entry in holding if isinstance(entry, Quote | Reported)]
    return tuple(dict.fromkeys(said))
