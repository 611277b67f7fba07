"""Frames: ways of asking with blanks, and how a speaker, a topic or a country is put into them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import yaml

FOLDER = Path(__file__).with_name("frames")
BLANK = re.compile(r"\{(?P<what>S2?|T2?|C)(?::(?P<case>nom|gen|dat|acc|ins|prep))?\}")
"""S a speaker, S2 another, T a topic, T2 another, C a country; the nominative where no case is named."""
ROUNDS = 6
"""How often each frame is filled: with each speaker and each country once, with each topic at least once."""


class Wish(StrEnum):
    """What somebody wants who asks in one of many ways, as the files of frames name it."""

    WORDS = "words"
    WORDS_TOPIC = "words_topic"
    WHO_TOPIC = "who_topic"
    YES_NO = "yesno"
    ANY = "any"
    COUNT = "count"
    WHO_NOT = "who_not"
    EXCEPT = "except"
    COMPARE = "compare"
    WHOLE = "whole"
    MESSAGE_FROM = "message_from"
    OFFICE = "office"
    WHO_OFFICE = "who_office"
    SOURCE = "source"
    TWO = "two"
    TWO_KINDS = "two_kinds"
    AFTER_SPEAKER = "after_speaker"
    AFTER_TOPIC = "after_topic"
    AFTER_WHO = "after_who"
    AFTER_MORE = "after_more"
    AFTER_DID = "after_did"

    @property
    def meaning(self) -> str:
        """What is wanted, in words."""
        return _TRAITS[self].meaning

    @property
    def blanks(self) -> frozenset[str]:
        """The blanks that each of its frames has, and no other."""
        return frozenset(_TRAITS[self].blanks.split())

    @property
    def before(self) -> Wish | None:
        """What was asked just before, where it leans on that."""
        return _TRAITS[self].before


class _Traits(NamedTuple):
    meaning: str
    blanks: str
    before: Wish | None = None


_TRAITS: Mapping[Wish, _Traits] = {
    Wish.WORDS: _Traits("what S said", "S"),
    Wish.WORDS_TOPIC: _Traits("what S said about T", "S T"),
    Wish.WHO_TOPIC: _Traits("who spoke of T", "T"),
    Wish.YES_NO: _Traits("whether S spoke of T", "S T"),
    Wish.ANY: _Traits("whether anybody spoke of T", "T"),
    Wish.COUNT: _Traits("how many spoke of T", "T"),
    Wish.WHO_NOT: _Traits("who says nothing of T", "T"),
    Wish.EXCEPT: _Traits("who besides S spoke of T", "S T"),
    Wish.COMPARE: _Traits("S and S2 side by side on T", "S S2 T"),
    Wish.WHOLE: _Traits("the whole message of S", "S"),
    Wish.MESSAGE_FROM: _Traits("the message of C", "C"),
    Wish.OFFICE: _Traits("which office S holds", "S"),
    Wish.WHO_OFFICE: _Traits("who is the foreign minister of C", "C"),
    Wish.SOURCE: _Traits("where the words of S about T were published", "S T"),
    Wish.TWO: _Traits("S on T and S2 on T2, in one message", "S S2 T T2"),
    Wish.TWO_KINDS: _Traits("who spoke of T, and whether S spoke of T2, in one message", "S T T2"),
    Wish.AFTER_SPEAKER: _Traits("after “S about T”: the same of S2", "S2", Wish.WORDS_TOPIC),
    Wish.AFTER_TOPIC: _Traits("after “S about T”: the same about T2", "T2", Wish.WORDS_TOPIC),
    Wish.AFTER_WHO: _Traits("after “S about T”: who else did", "", Wish.WORDS_TOPIC),
    Wish.AFTER_MORE: _Traits("after “what did S say?”: more of the same", "", Wish.WORDS),
    Wish.AFTER_DID: _Traits("after “S about T”: whether S speaks of T2", "T2", Wish.WORDS_TOPIC),
}
Forms = Mapping[str, str]
"""A name by case."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to put a wish; `text` has blanks."""

    wish: Wish
    text: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what is put into the blanks: ids of the record."""

    speaker: str
    other_speaker: str
    topic: str
    other_topic: str
    country: str


@dataclass(frozen=True, slots=True)
class Fillers:
    """What a language puts into blanks.

    Attributes:
        speakers: Forms by the record's id, in the order of filling; so are `topics` and `countries`.
        before: The question that was asked before, by what it wishes; it has blanks.
        respelt: What is written otherwise once the blanks are filled: patterns and their replacements.
    """

    speakers: Mapping[str, Forms]
    topics: Mapping[str, Forms]
    countries: Mapping[str, Forms]
    before: Mapping[Wish, str]
    respelt: Mapping[str, str]

    def casts(self) -> tuple[Cast, ...]:
        """Give who and what is put in, round by round; another speaker and topic are never the same."""
        speakers, topics, countries = tuple(self.speakers), tuple(self.topics), tuple(self.countries)
        every = (
            Cast(
                speaker=_at(speakers, number),
                other_speaker=_at(speakers, number + 2),
                topic=_at(topics, number),
                other_topic=_at(topics, number + 1),
                country=_at(countries, number),
            )
            for number in count()
        )
        return tuple(islice(every, ROUNDS))


def _at(ids: tuple[str, ...], number: int) -> str:
    return ids[number % len(ids)]


@dataclass(frozen=True, slots=True)
class FrameSet:
    """One file of frames.

    Attributes:
        language: ISO 639 code.
        number: Of the set, which has a file a language.
        sealed: Never read, and nothing is tuned on it; only its figures are shown.
    """

    language: str
    number: int
    sealed: bool
    path: Path


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Give the languages that have fillers."""
    return tuple(sorted(path.stem.removeprefix("fillers-") for path in folder.glob("fillers-*.json")))


def frame_sets(folder: Path = FOLDER) -> tuple[FrameSet, ...]:
    """Give the files of frames, by language, then by number."""
    rows = yaml.safe_load((folder / "sets.yaml").read_text(encoding="utf-8"))["sets"]
    every = (
        FrameSet(language, row["number"], row["sealed"], folder / f"{language}-{row['number']}.jsonl")
        for language in languages(folder)
        for row in rows
    )
    return tuple(one for one in every if one.path.exists())


def read_fillers(language: str, folder: Path = FOLDER) -> Fillers:
    """Read what a language puts into blanks."""
    read = json.loads((folder / f"fillers-{language}.json").read_text(encoding="utf-8"))
    before = {Wish(wish): text for wish, text in read.pop("before").items()}
    return Fillers(before=before, **read)


def read_frames(path: Path) -> tuple[Frame, ...]:
    """Read a file of frames, in order.

    Raises:
        ValueError: A wish is unknown, or a frame lacks a blank that its wish needs. Only the line's number is
            told: the set may be sealed.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_frame(line, f"{path.name}:{number}") for number, line in enumerate(lines, 1))


def _frame(line: str, place: str) -> Frame:
    row = json.loads(line)
    if row["intent"] not in set(Wish):
        raise ValueError(f"{place}: unknown wish")
    frame = Frame(Wish(row["intent"]), row["q"])
    if {found["what"] for found in BLANK.finditer(frame.text)} != frame.wish.blanks:
        raise ValueError(f"{place}: a frame of {frame.wish} has these blanks: {sorted(frame.wish.blanks)}")
    if re.search(r"[{}]", BLANK.sub("", frame.text)):
        raise ValueError(f"{place}: what stands in braces is no blank")
    return frame


def fill(text: str, cast: Cast, fillers: Fillers) -> str:
    """Put names into the blanks of a text, each in the case that is asked for.

    Raises:
        KeyError: The language's fillers lack that case.
    """
    forms: Mapping[str, Forms] = {
        "S": fillers.speakers[cast.speaker],
        "S2": fillers.speakers[cast.other_speaker],
        "T": fillers.topics[cast.topic],
        "T2": fillers.topics[cast.other_topic],
        "C": fillers.countries[cast.country],
    }
    filled = BLANK.sub(lambda found: forms[found["what"]][found["case"] or "nom"], text)
    for pattern, replacement in fillers.respelt.items():
        filled = re.sub(pattern, replacement, filled)
    return filled
