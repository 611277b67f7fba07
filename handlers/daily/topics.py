"""Speakers and themes of the record, found in the words of a wish: "lavrov 8:00 Almaty"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.daily.cycle import QuoteFilter
from knowledge.answering.request import hear
from knowledge.language.lexicon import Item, Sense
from knowledge.normalise import Script, script_of, tokens
from knowledge.record.kinds import MeaningKind
from knowledge.record.values import Record
from knowledge.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Topic:
    """A speaker or a theme that was named.

    Attributes:
        typed: The words that name it, normalised.
        similarity: Of the spelling, 0..1.
        by_country: Whether the speaker's country, or its capital, was named: it may just be the place.
    """

    typed: str
    wanted: QuoteFilter
    similarity: float
    by_country: bool

    @property
    def is_exact(self) -> bool:
        """Whether it is spelt as the record spells it."""
        return self.similarity == 1


def topics(text: str, snapshot: Snapshot) -> tuple[Topic, ...]:
    """Give the speakers and themes that a text names, in order; a country stands for its one speaker."""
    items = hear(text, snapshot.lexicon).items
    return tuple(found for item in items for found in _topic(item, snapshot.record))


def without(text: str, typed: str) -> str:
    """Take words out of a text by their normalised spelling; it stays as it is where they are not in it."""
    words = typed.split()
    if words and script_of(words[0]) == Script.HAN:
        return text.replace("".join(words), " ", 1)
    pieces = text.split()
    for start in range(len(pieces)):
        for end in range(start + 1, min(len(pieces), start + len(words)) + 1):
            if list(tokens(" ".join(pieces[start:end]))) == words:
                return " ".join((*pieces[:start], *pieces[end:]))
    return text


def joined(found: tuple[Topic, ...]) -> tuple[QuoteFilter | None, tuple[Topic, ...]]:
    """Make one filter of what was named, and give what it has no room for, such as a second speaker."""
    wanted, over = QuoteFilter(), []
    for topic in found:
        speaker, theme = topic.wanted.speaker, topic.wanted.theme
        if (speaker and wanted.speaker not in {None, speaker}) or (
            theme and wanted.theme not in {None, theme}
        ):
            over.append(topic)
        else:
            wanted = QuoteFilter(speaker or wanted.speaker, theme or wanted.theme)
    return (wanted if wanted != QuoteFilter() else None), tuple(over)


def _topic(item: Item, record: Record) -> Iterator[Topic]:
    best = max(item.senses, key=lambda sense: sense.similarity, default=None)
    if best is None:
        return
    near = [sense for sense in item.senses if sense.similarity == best.similarity]
    for sense in near:
        wanted = _wanted(sense, record)
        if wanted is not None:
            yield Topic(item.typed, wanted, sense.similarity, sense.meaning.kind == MeaningKind.COUNTRY)
            return


def _wanted(sense: Sense, record: Record) -> QuoteFilter | None:
    kind, target = sense.meaning.kind, sense.meaning.target
    if kind == MeaningKind.SPEAKER and target in record.speakers:
        return QuoteFilter(speaker=target)
    if kind == MeaningKind.COUNTRY:
        speaking = [one.id for one in record.speakers.values() if one.speaks_for(target)]
        return QuoteFilter(speaker=speaking[0]) if len(speaking) == 1 else None
    if kind == MeaningKind.CONCEPT and target in record.themes:
        return QuoteFilter(theme=target)
    return None
