"""What golden questions expect fits the record: speakers are known, and the words are theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from knowledge.normalise import tokens
from knowledge.record import goals
from knowledge.record.checks.offices import word_runs
from knowledge.record.golden import (
    FILE_NAME,
    Expected,
    GoldenQuestion,
    LineError,
    files,
    lines_of,
    plain,
    problem_in,
    read_questions,
    taken_id,
)
from knowledge.record.pack import Language
from knowledge.record.problem import Grade, Problem, RecordError, did_you_mean, problem
from knowledge.record.values import Absence, Entry, Fact, Quote, Record

_EXCEPTING = ("cue:except", "cue:excepted")
_NEARLY = 0.88
"""Likeness, by difflib, of a name with a letter or two changed: that of two brothers is less."""


def faults(
    folder: Path, record: Record, languages: Sequence[Language] = (), *, sets: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Find the faults of a record's golden questions, and of the figures they must reach.

    Args:
        languages: Their words for "except" tell when who is named is not who is asked for.
        sets: Names of sets that are told of; figures of one that is not there follow from that.
    """
    excepting = {
        tokens(one.text)
        for language in languages
        for cue in _EXCEPTING
        for one in language.roles.get(cue, ())
    }
    shown = plain(" ".join(_shown(record)))
    told, said = _told(record), _said(record)
    first: dict[str, str] = {}
    found: list[Problem] = []
    unknown: list[tuple[Problem, str]] = []
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            questions = read_questions(path)
        except RecordError as error:
            found += (replace(one, file=name) for one in error.problems)
            continue
        lines = lines_of(path)
        for question in questions:
            here = f"{name}:{question.line}"
            elsewhere = first.setdefault(question.id, here)
            if elsewhere != here:
                found.append(problem_in(name, lines, question.line, taken_id(question.id, elsewhere)))
        found += (problem_in(name, lines, *fault) for fault in _contradictions(questions))
        found += (problem_in(name, lines, *fault) for fault in _of_others(questions, told, said))
        found += (problem_in(name, lines, *fault) for fault in _unknown_entries(questions, record))
        if not questions:
            hint = "write a question a line, or take the file away"
            found.append(Problem(name, 1, 1, "no question in it", hint=hint))
        unknown += (
            (problem_in(name, lines, question.line, LineError("unknown speaker", at=who)), who)
            for question in questions
            for who in _named(question, record)
        )
        doubtful = (*_unsaid(questions, shown), *_named_otherwise(questions, record, excepting))
        found += (problem_in(name, lines, *fault, grade=Grade.WARNING) for fault in doubtful)
    found += _unknown_speakers(unknown, record)
    try:
        goals.read(folder / FILE_NAME, sets=[*(path.stem for path in files(folder)), *sets])
    except RecordError as error:
        found += error.problems
    return tuple(found)


def _unsaid(questions: Sequence[GoldenQuestion], shown: str) -> Iterator[tuple[int, LineError]]:
    """Find what no answer can hold, because no text of the record does."""
    for question in questions:
        for expected in _expectations(question):
            if expected.contains and not any(plain(one) in shown for one in expected.contains):
                hint = "copy words that the answer shows, or remove `contains`"
                at = expected.contains[0]
                yield question.line, LineError("no text of the record holds this", at=at, hint=hint)


def _named_otherwise(
    questions: Sequence[GoldenQuestion], record: Record, excepting: Collection[tuple[str, ...]]
) -> Iterator[tuple[int, LineError]]:
    """Find questions that name one speaker and expect another."""
    names = {tokens(alias.text): one for one in record.speakers.values() for alias in one.aliases}
    known = {one.name.original for one in record.speakers.values()}
    for question in questions:
        # A speaker whom nobody knows is named elsewhere.
        wanted = known.intersection(question.turns[0].expected.speakers)
        runs = set(word_runs(tokens(question.text))) if wanted and not question.is_conversation else set()
        named = {names[run].name.original for run in runs & names.keys()}
        if named and named.isdisjoint(wanted) and runs.isdisjoint(excepting):
            hint = f"the question names {' and '.join(sorted(named))}; correct one"
            what = "another speaker than the question names"
            yield question.line, LineError(what, at=question.turns[0].expected.speakers[0], hint=hint)


def _named(question: GoldenQuestion, record: Record) -> Iterator[str]:
    """Give the speakers that it names; of those in `denied`, who may be anybody, the nearly right ones."""
    for turn in question.turns:
        yield from turn.expected.named
    names = {one.name.original for one in record.speakers.values()}
    for who in (who for expected in _expectations(question) for who in expected.denied or ()):
        if who not in names and get_close_matches(who, names, n=1, cutoff=_NEARLY):
            yield who


def _unknown_entries(questions: Sequence[GoldenQuestion], record: Record) -> Iterator[tuple[int, LineError]]:
    """Find ids in `entries` that no entry has."""
    for question in questions:
        for one in (one for expected in _expectations(question) for one in expected.entries):
            if one not in record.entries:
                yield (
                    question.line,
                    LineError("unknown entry", at=one, hint=did_you_mean(one, record.entries)),
                )


def _told(record: Record) -> str:
    """Give all that an answer may show in words of ours."""
    ours = (one for one in record.entries.values() if isinstance(one, Fact | Absence))
    return plain(" ".join((*_words_of(ours), *_names_shown(record))))


def _said(record: Record) -> Mapping[str, str]:
    """Give all that is told of each speaker's words, by name."""
    return {
        one.name.original: plain(" ".join(_words_of(record.passages_of(one.id))))
        for one in record.speakers.values()
    }


def _of_others(
    questions: Sequence[GoldenQuestion], told: str, said: Mapping[str, str]
) -> Iterator[tuple[int, LineError]]:
    """Find words that only speakers hold who are not expected.

    Args:
        told: What is said in words of ours.
        said: What is told of each speaker's words, by name.
    """
    for question in questions:
        for expected in _expectations(question):
            wanted = [plain(one) for one in expected.contains]
            others = [who for who, words in said.items() if any(one in words for one in wanted)]
            mine = " ".join(said.get(who, "") for who in expected.speakers)
            known = expected.speakers and set(expected.speakers) <= said.keys()
            if known and others and not any(one in mine or one in told for one in wanted):
                hint = f"{' and '.join(others)} said so; correct `speakers` or `contains`"
                at = expected.contains[0]
                yield question.line, LineError("no speaker that is expected says this", at=at, hint=hint)


def _expectations(question: GoldenQuestion) -> Iterator[Expected]:
    return (expected for turn in question.turns for expected in turn.expected.whole)


def _words_of(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (entry.text, entry.published) if isinstance(entry, Quote) else entry.wording.all


def _shown(record: Record) -> Iterator[str]:
    """Give every text that an answer may show."""
    yield from _words_of(record.entries.values())
    yield from _names_shown(record)


def _names_shown(record: Record) -> Iterator[str]:
    for speaker in record.speakers.values():
        yield from (text for one in (speaker.name, speaker.office) if one for text in one.all)
    for country in record.countries.values():
        yield from country.name.all


def _contradictions(questions: Sequence[GoldenQuestion]) -> Iterator[tuple[int, LineError]]:
    """Find questions of one file that are asked twice, and expect something else the second time."""
    first: dict[str, GoldenQuestion] = {}
    for question in questions:
        if question.is_conversation:
            continue
        other = first.setdefault(" ".join(question.text.casefold().split()), question)
        if replace(other.turns[0], text="") != replace(question.turns[0], text=""):
            hint = f"line {other.line} expects something else; keep one"
            yield question.line, LineError("the same question with another answer", hint=hint)


def _unknown_speakers(named: Sequence[tuple[Problem, str]], record: Record) -> Iterator[Problem]:
    """Name each unknown speaker once; where a name in the record changed, there."""
    speakers = {speaker.name.original: speaker for speaker in record.speakers.values()}
    times = Counter(who for _, who in named)
    unnamed = {name: speaker for name, speaker in speakers.items() if not times[name]}
    seen: set[str] = set()
    for fault, who in named:
        if who in speakers or who in seen:
            continue
        seen.add(who)
        near = get_close_matches(who, unnamed, n=1, cutoff=0.7) or (
            list(unnamed) if len(unnamed) == 1 else []
        )
        if near and times[who] > 1:
            hint = f'{times[who]} golden questions name "{who}": did you mean that?'
            place = unnamed[near[0]].aliases[0].place
            yield problem(place, "no golden question names this speaker", found=near[0], hint=hint)
        else:
            more = f"; {times[who] - 1} more of it" if times[who] > 1 else ""
            yield replace(fault, hint=f"{did_you_mean(who, speakers)}{more}")
