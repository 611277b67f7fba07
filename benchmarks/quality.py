"""Quality on questions with known answers: ours, ours without each of its parts, and the peers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from unittest.mock import patch

from benchmarks.peers import PEERS, Search
from knowledge import loader
from knowledge.answering import decision, matcher, reading
from knowledge.answering.answer import Answer, Evidence, Hit
from knowledge.answering.kinds import Intent, Status
from knowledge.evaluation.asking import judge
from knowledge.evaluation.figures import Figures, figures
from knowledge.language import typed
from knowledge.language.spoken import Spoken
from knowledge.language.vocabulary import Vocabulary
from knowledge.record import folder
from knowledge.record.assembly import assemble
from knowledge.record.goals import Figure
from knowledge.record.golden import GoldenQuestion
from knowledge.record.values import Absence, Entry, frozen_mapping
from knowledge.snapshot import Snapshot, build_snapshot

Ask = Callable[[str], Answer]
_NOTHING = Evidence(Intent.UNKNOWN, (), (), None, 0.0)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; milliseconds of processor time a question."""

    name: str
    overall: float
    answerable: float
    false_answers: float
    milliseconds: float


def ours(without_roles: tuple[str, ...] = ()) -> Snapshot:
    """Build the shipped record, without some roles of the languages if so asked."""
    read = folder.read(folder.shipped())
    files, _ = loader.read_files(read.texts, read.unread)
    record, languages, _ = assemble(files)
    if record is None:
        raise SystemExit("the shipped record is broken; see python -m bot check")
    kept = tuple(
        replace(
            language,
            roles=frozen_mapping(
                {role: words for role, words in language.roles.items() if not role.startswith(without_roles)}
                if without_roles
                else language.roles
            ),
        )
        for language in languages
    )
    snapshot = build_snapshot(record, kept, read.version)
    snapshot.prepare()
    return snapshot


def row(name: str, ask: Ask, questions: Sequence[GoldenQuestion]) -> Row:
    """Ask all questions and score the answers."""
    began = time.process_time()
    answers = [ask(question.text) for question in questions]
    spent = (time.process_time() - began) * 1000 / len(questions)
    reached = figures([judge(one, 0, answer) for one, answer in zip(questions, answers, strict=True)])
    return _row(name, reached, spent)


def _row(name: str, reached: Figures, milliseconds: float) -> Row:
    shares = reached.shares
    return Row(
        name,
        shares[Figure.OVERALL],
        shares.get(Figure.ANSWERABLE, 0.0),
        shares.get(Figure.FALSE_ANSWERS, 0.0),
        milliseconds,
    )


def ablations(questions: Sequence[GoldenQuestion]) -> Iterator[Row]:
    """Score ours whole, then without each part."""
    whole = ours()
    yield row("whole", whole.answer, questions)
    for name, without in (
        ("without names", _without_names),
        ("without question words", _without_slots),
        ("without typo tolerance", _without_typos),
        ("without the other keyboard", _without_keyboards),
        ("without what is known by its sound", _without_sounds),
        ("without thresholds and margin", _without_margin),
        ("without distance in long questions", _without_distance),
    ):
        whole.lately.forget()
        with without():
            yield row(name, whole.answer, questions)
    yield row("without words of other subjects", ours(("out-of-domain",)).answer, questions)
    yield row("without words by meaning", ours(("concept:",)).answer, questions)


@contextmanager
def _without_names() -> Iterator[None]:
    with patch.object(reading, "_speakers", lambda *_: {}):
        yield


@contextmanager
def _without_slots() -> Iterator[None]:
    with patch.object(reading, "_marks", lambda _question: ()):
        yield


@contextmanager
def _without_typos() -> Iterator[None]:
    with patch.object(Vocabulary, "approximate", lambda _self, _token: ()):
        yield


@contextmanager
def _without_keyboards() -> Iterator[None]:
    with patch.object(typed, "on_right_keyboard", lambda *_: None):
        yield


@contextmanager
def _without_sounds() -> Iterator[None]:
    with (
        patch.object(typed, "_heard", lambda words, _: tuple(words)),
        patch.object(Spoken, "like", lambda *_: ()),
    ):
        yield


@contextmanager
def _without_margin() -> Iterator[None]:
    with (
        patch.object(decision, "SURE", 0.0),
        patch.object(decision, "WORTH_ASKING", 0.0),
        patch.object(decision, "SURE_ABSENT", 2.0),
        patch.object(matcher, "WORTH_ASKING", 0.0),
    ):
        yield


@contextmanager
def _without_distance() -> Iterator[None]:
    with patch.object(reading, "_aside", lambda _count: 1.0):
        yield


def entries_of(snapshot: Snapshot) -> tuple[Entry, ...]:
    """Give the entries that can answer: what a peer would put into its list."""
    return tuple(entry for entry in snapshot.record.entries.values() if not isinstance(entry, Absence))


def peers(questions: Sequence[GoldenQuestion]) -> Iterator[Row]:
    """Score each peer with the threshold that is best for it on these very questions."""
    entries = entries_of(ours())
    texts = [" ".join((_named(entry), entry.text)) for entry in entries]
    for name, peer in PEERS.items():
        search = peer.build(texts)
        began = time.process_time()
        found = [search(question.text) for question in questions]
        spent = (time.process_time() - began) * 1000 / len(questions)
        best = max(
            (_scored(questions, found, entries, threshold) for threshold in {score for _, score in found}),
            key=lambda reached: reached.shares[Figure.OVERALL],
        )
        yield _row(name, best, spent)


def threshold_of(search: Search, questions: Sequence[GoldenQuestion], entries: Sequence[Entry]) -> float:
    """Find the threshold that is best for a peer on these questions."""
    found = [search(question.text) for question in questions]
    thresholds = {score for _, score in found}
    return max(thresholds, key=lambda one: _scored(questions, found, entries, one).shares[Figure.OVERALL])


def answer_of(question: str, found: tuple[int, float], entries: Sequence[Entry], threshold: float) -> Answer:
    """Turn what a peer found into an answer: said above its threshold, else none."""
    number, score = found
    if number < 0 or score < threshold:
        return Answer(question, Status.NONE, (), _NOTHING, "en")
    return Answer(question, Status.ANSWERED, (Hit(entries[number], 1.0),), _NOTHING, "en")


def _scored(
    questions: Sequence[GoldenQuestion],
    found: Sequence[tuple[int, float]],
    entries: Sequence[Entry],
    threshold: float,
) -> Figures:
    return figures(
        [
            judge(question, 0, answer_of(question.text, one, entries, threshold))
            for question, one in zip(questions, found, strict=True)
        ]
    )


def _named(entry: Entry) -> str:
    speaker = getattr(entry, "speaker", None)
    if speaker is None:
        return ""
    return f"{speaker.name.original} {speaker.office.original} {speaker.country.name.original}"
