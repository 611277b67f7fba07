"""Frames: ways of asking with blanks, and how a speaker, a topic or a country is put into them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import yaml

from benchmarks.wishes import Before, Series, Wish

FOLDER = Path(__file__).with_name("frames")
BLANK = re.compile(r"\{(?P<what>S[23]?|T2?|C)(?::(?P<case>nom|gen|dat|acc|ins|prep))?\}")
"""S, S2, S3 three speakers, T and T2 two topics, C a country; the nominative where no case is named."""
_PREFIXES = {Series.QUESTIONS: "", Series.FOLLOW_UPS: "follow-"}
ROUNDS = 6
"""How often a question is filled: with each speaker and each country once, with each topic at least once."""


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
    third_speaker: str
    topic: str
    other_topic: str
    country: str


@dataclass(frozen=True, slots=True)
class Fillers:
    """What a language puts into blanks.

    Attributes:
        speakers: Forms by the record's id, in the order of filling; so are `topics` and `countries`.
        before: What was typed before, message by message; it has blanks.
        respelt: What is written otherwise once the blanks are filled: patterns and their replacements.
    """

    speakers: Mapping[str, Forms]
    topics: Mapping[str, Forms]
    countries: Mapping[str, Forms]
    before: Mapping[Before, tuple[str, ...]]
    respelt: Mapping[str, str]

    def casts(self) -> tuple[Cast, ...]:
        """Give who and what is put in, round by round; no two speakers are the same, nor are the topics."""
        speakers, topics, countries = tuple(self.speakers), tuple(self.topics), tuple(self.countries)
        every = (
            Cast(
                speaker=_at(speakers, number),
                other_speaker=_at(speakers, number + 2),
                third_speaker=_at(speakers, number + 1),
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
        number: Of the set within its series, which has a file a language.
        sealed: Never read, and nothing is tuned on it; only its figures are shown.
    """

    series: Series
    language: str
    number: int
    sealed: bool
    path: Path


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Give the languages that have fillers."""
    return tuple(sorted(path.stem.removeprefix("fillers-") for path in folder.glob("fillers-*.json")))


def frame_sets(folder: Path = FOLDER) -> tuple[FrameSet, ...]:
    """Give the files of frames, by series, then by language, then by number."""
    rows = yaml.safe_load((folder / "sets.yaml").read_text(encoding="utf-8"))
    every = (
        FrameSet(
            series, language, row["number"], row["sealed"], _file(folder, series, language, row["number"])
        )
        for series in Series
        for language in languages(folder)
        for row in rows[series]
    )
    return tuple(one for one in every if one.path.exists())


def _file(folder: Path, series: Series, language: str, number: int) -> Path:
    return folder / f"{_PREFIXES[series]}{language}-{number}.jsonl"


def read_fillers(language: str, folder: Path = FOLDER) -> Fillers:
    """Read what a language puts into blanks."""
    read = json.loads((folder / f"fillers-{language}.json").read_text(encoding="utf-8"))
    before = {Before(key): tuple(typed) for key, typed in read.pop("before").items()}
    return Fillers(before=before, **read)


def read_frames(path: Path) -> tuple[Frame, ...]:
    """Read a file of frames, in order.

    Raises:
        ValueError: A wish is unknown, or a frame lacks a blank that its wish needs, or has one that is not
            allowed. Only the line's number is told: the set may be sealed.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_frame(line, f"{path.name}:{number}") for number, line in enumerate(lines, 1))


def _frame(line: str, place: str) -> Frame:
    row = json.loads(line)
    if row["intent"] not in set(Wish):
        raise ValueError(f"{place}: unknown wish")
    frame = Frame(Wish(row["intent"]), row["q"])
    wish, blanks = frame.wish, {found["what"] for found in BLANK.finditer(frame.text)}
    if not wish.needed <= blanks <= wish.allowed:
        needed, allowed = sorted(wish.needed), sorted(wish.allowed)
        raise ValueError(f"{place}: a frame of {wish} needs the blanks {needed} and may have {allowed}")
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
        "S3": fillers.speakers[cast.third_speaker],
        "T": fillers.topics[cast.topic],
        "T2": fillers.topics[cast.other_topic],
        "C": fillers.countries[cast.country],
    }
    filled = BLANK.sub(lambda found: forms[found["what"]][found["case"] or "nom"], text)
    for pattern, replacement in fillers.respelt.items():
        filled = re.sub(pattern, replacement, filled)
    return filled
