"""One record with its index and version, built whole, so that an answer never sees half an edit."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from knowledge.answering.answer import Answer, Hit
from knowledge.answering.dialogue import answer, requested
from knowledge.answering.ground import Ground
from knowledge.answering.index import Index
from knowledge.answering.indexing import build_index
from knowledge.answering.memory import Memory
from knowledge.answering.packing import HasMemory, PackedMemory, pack
from knowledge.answering.question import Question
from knowledge.answering.sentence import with_sentences
from knowledge.answering.weights import fitted
from knowledge.language.characters import with_known_characters
from knowledge.language.common_words import common_words
from knowledge.language.lexicon import Lexicon
from knowledge.language.typed import flag_token
from knowledge.lately import Lately
from knowledge.normalise import tokens
from knowledge.record.kinds import MeaningKind
from knowledge.record.pack import Language
from knowledge.record.values import Absence, Alias, Entry, Record

_CODE_LENGTH = 2
"""Of a country's code in ISO 3166-1."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Snapshot:
    """A record ready to answer.

    Attributes:
        version: Eight hexadecimal digits of the SHA-256 over the record's files.
        lately: What came of the texts of the last minutes, whoever typed them.
    """

    record: Record = field(repr=False)
    version: str
    lexicon: Lexicon = field(repr=False)
    index: Index = field(repr=False)
    lately: Lately = field(init=False, default_factory=Lately, repr=False, compare=False)

    def prepare(self) -> None:
        """Do what the first misspelt question would else have to wait for."""
        self.lexicon.prepare()

    def understood(self, question: str) -> tuple[Question, ...]:
        """Tell what each request of a text asks by itself; nothing is looked up."""
        return tuple(one.question for one in requested(question, self._ground()))

    def answer(self, question: str, *, previous: HasMemory | None = None) -> Answer:
        """Answer what is asked, without waiting for anything.

        Args:
            previous: The last answer in this conversation, or what was kept of it, so that "and Russia?" can
                be understood.
        """
        if previous is None:
            return self.lately.get(question, "answer", lambda: answer(question, self._ground(), Memory()))
        return answer(question, self._ground(), previous.memory)

    def packed(self, answered: Answer, *, is_first: bool) -> PackedMemory:
        """Pack what a later question may lean on.

        Args:
            is_first: Whether nothing was said before: then it is the same whoever asked.
        """
        if is_first:
            return self.lately.get(answered.question, "memory", lambda: pack(answered.memory))
        return pack(answered.memory)

    def _ground(self) -> Ground:
        return Ground(self.record, self.lexicon, self.index, self.lately)

    def sentences(self, asked: str, entries: Iterable[Entry]) -> dict[str, tuple[int, int]]:
        """Tell where in each of some entries the sentence stands that says most of what is asked, by id."""
        given = replace(self.answer(asked), hits=tuple(Hit(entry, 0.0) for entry in entries))
        marked = with_sentences(given, self.index).hits
        return {hit.entry.id: hit.sentence for hit in marked if hit.sentence is not None}


def build_snapshot(record: Record, languages: Sequence[Language], version: str) -> Snapshot:
    """Make a record ready to answer."""
    with _nothing_collected():
        return _built(record, languages, version)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep Python's collector from looking through what is built, all of which stays: a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _built(record: Record, languages: Sequence[Language], version: str) -> Snapshot:
    lexicon = Lexicon([with_known_characters(one) for one in languages])
    for kind, things in (
        (MeaningKind.SPEAKER, record.speakers),
        (MeaningKind.COUNTRY, record.countries),
        (MeaningKind.REGION, record.regions),
        (MeaningKind.ORGANISATION, record.organisations),
        (MeaningKind.CONCEPT, record.themes),
        (MeaningKind.CONCEPT, record.unspoken),
    ):
        for thing in things.values():
            lexicon.add_all(kind, thing.id, thing.aliases)
    lexicon.matters = frozenset(record.themes)
    for entry in record.entries.values():
        if isinstance(entry, Absence):
            lexicon.add_all(MeaningKind.ABSENT, entry.id, (*entry.names, *_flag_of_absent(entry)))
    for country in record.countries.values():
        lexicon.add_all(MeaningKind.COUNTRY, country.id, _flag(country.flag, country.aliases))
    _add_plain_asks(record, lexicon)
    index = build_index(record, lexicon, fitted())
    lexicon.romanise()
    for language in languages:
        lexicon.add_common(language.code, common_words(language))
    return Snapshot(record, version, lexicon, index)


def _add_plain_asks(record: Record, lexicon: Lexicon) -> None:
    """Let an ask of a language's plain words alone ("address") be a word of the record.

    They would else only say what is to be done, and nobody would find the fact.
    """
    for fact in record.facts:
        for ask in fact.asks:
            items = lexicon.recognise(tokens(ask.text), fuzzy=False)
            asked = {kind for item in items for kind in item.kinds}
            if all(item.senses for item in items) and asked <= {
                MeaningKind.STOP,
                MeaningKind.CUE,
                MeaningKind.SMALL_TALK,
            }:
                lexicon.add_all(MeaningKind.WORD, " ".join(tokens(ask.text)), [ask])


def _flag(flag: str, aliases: Sequence[Alias]) -> tuple[Alias, ...]:
    """Give the token that a flag becomes in what people type, as an alias."""
    letters = "".join(chr(ord(sign) - 0x1F1E6 + ord("a")) for sign in flag)
    return tuple(Alias(flag_token(letters), one.language, one.place) for one in aliases[:1])


def _flag_of_absent(entry: Absence) -> tuple[Alias, ...]:
    code = entry.id.removeprefix("no-message-")
    names = entry.names[:1] if len(code) == _CODE_LENGTH and entry.about_country else ()
    return tuple(Alias(flag_token(code), one.language, one.place) for one in names)


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
