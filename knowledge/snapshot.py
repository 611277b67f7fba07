"""One record with its index and version, built whole, so that an answer never sees half an edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.answering.answer import Answer
from knowledge.answering.decision import decide
from knowledge.answering.followup import FollowUp, lean
from knowledge.answering.index import Index, build_index
from knowledge.answering.matcher import Candidate, rank_asked, rank_passages
from knowledge.answering.question import Question, understand
from knowledge.answering.reading import read
from knowledge.language.lexicon import Lexicon
from knowledge.record.pack import Language
from knowledge.record.values import Absence, Quote, Record, Reported


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record ready to answer.

    Attributes:
        version: Eight hexadecimal digits of the SHA-256 over the record's files.
    """

    record: Record = field(repr=False)
    version: str
    lexicon: Lexicon = field(repr=False)
    index: Index = field(repr=False)

    def prepare(self) -> None:
        """Do what the first misspelt question would else have to wait for."""
        self.lexicon.prepare()

    def answer(self, question: str, *, previous: Answer | None = None) -> Answer:
        """Answer one question, without waiting for anything.

        Args:
            previous: The last answer in this conversation, so that "and Russia?" can be understood.
        """
        asked = understand(question, self.lexicon)
        follow_up = _lean(asked, previous) if previous else None
        if follow_up is None:
            return self._decide(asked)
        if follow_up.kind == "why" and previous is not None:
            return replace(previous, question=question, evidence=replace(previous.evidence, intent="why"))
        answer = self._decide(follow_up.question, follow_up)
        understood_as = " · ".join(item.typed for item in follow_up.question.content)
        return replace(answer, evidence=replace(answer.evidence, understood_as=understood_as))

    def _decide(self, question: Question, follow_up: FollowUp | None = None) -> Answer:
        reading = read(question, self.index)
        passages = rank_passages(reading, self.index)
        asked = rank_asked(reading, self.index)
        if follow_up is not None:
            passages = [one for one in passages if not _was_given(one, follow_up)]
            asked = [one for one in asked if not _was_given(one, follow_up)]
        return decide(reading, passages, asked)


def _lean(question: Question, previous: Answer) -> FollowUp | None:
    if previous.understood is None:
        return None
    entries = [hit.entry for hit in previous.hits]
    heard = {entry.speaker.id for entry in entries if isinstance(entry, Quote | Reported)}
    return lean(
        question,
        previous.understood,
        given=frozenset(
            entry.id for entry in (entries[:1] if previous.evidence.intent == "passages" else entries)
        ),
        heard=frozenset(heard),
    )


def _was_given(candidate: Candidate, follow_up: FollowUp) -> bool:
    entry = candidate.indexed.entry
    spoke = isinstance(entry, Quote | Reported) and entry.speaker.id in follow_up.silent
    return spoke or entry.id in follow_up.without


def build_snapshot(record: Record, languages: Sequence[Language], version: str) -> Snapshot:
    """Make a record ready to answer."""
    lexicon = Lexicon(languages)
    for kind, things in (
        ("speaker", record.speakers),
        ("country", record.countries),
        ("region", record.regions),
        ("organisation", record.organisations),
        ("concept", record.themes),
    ):
        for thing in things.values():
            lexicon.add_all(kind, thing.id, thing.aliases)
    for entry in record.entries.values():
        if isinstance(entry, Absence):
            lexicon.add_all("absent", entry.id, entry.names)
    return Snapshot(record, version, lexicon, build_index(record, lexicon))


class LiveSnapshot:
    """The snapshot in use now; replaced whole when the record was edited."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def now(self) -> Snapshot:
        """The present snapshot; take it once per update."""
        return self._snapshot

    def replace(self, snapshot: Snapshot) -> None:
        """Put a new snapshot in its place; answers under way keep the old one."""
        self._snapshot = snapshot
