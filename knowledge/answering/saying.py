"""The words of a request as what tells its wish: who and what they name, and how they ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.answering.wish import Blank, Wishes, stems_of
from knowledge.language.lexicon import Item
from knowledge.language.typed import Typed
from knowledge.record.kinds import MeaningKind
from knowledge.record.values import Record

UNKNOWN = "<?>"
"""Stands for every word of which nobody here knows."""
_NAMING: Mapping[Blank, tuple[MeaningKind, ...]] = {
    Blank.SPEAKER: (MeaningKind.SPEAKER,),
    Blank.COUNTRY: (MeaningKind.COUNTRY, MeaningKind.ABSENT),
    Blank.MATTER: (MeaningKind.CONCEPT, MeaningKind.ORGANISATION),
    Blank.OWN: (MeaningKind.ORGANISATION,),
}
_LIGHT = frozenset({MeaningKind.CUE, MeaningKind.SLOT, MeaningKind.SMALL_TALK, MeaningKind.STOP})


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that a request names.

    Attributes:
        targets: Ids of what the stretch may stand for.
    """

    blank: Blank
    typed: str
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to take the words of a request: which of them name, and which only ask.

    Attributes:
        clues: What tells the wish.
    """

    clues: frozenset[str]
    named: tuple[Named, ...]


def sayings(items: Sequence[Item], typed: Typed, record: Record, wishes: Wishes) -> tuple[Saying, ...]:
    """Give the ways to take the words of a request, likelier first.

    The name of a matter names it. Where none is there, a word that the record means something by may name
    one, or only ask: "what does he wish?", "whom does he represent?".

    Args:
        items: The stretches of the request.
    """
    blanks = {item: _surely(item, record.matters, record.own) for item in items}
    ways = [blanks]
    maybe = [item for item in items if blanks[item] is None and _may_be_matter(item)]
    if maybe and Blank.MATTER not in blanks.values():
        taken: dict[Item, Blank | None] = {**blanks, **dict.fromkeys(maybe, Blank.MATTER)}
        ways = [taken, blanks] if all(map(wishes.is_way_of_asking, maybe)) else [taken]
    return tuple(Saying(_clues(typed, one, wishes), _named(one)) for one in ways)


def _surely(item: Item, matters: frozenset[str], own: frozenset[str]) -> Blank | None:
    """Give the blank that a stretch fills, if it surely does."""
    if item.of(MeaningKind.ORGANISATION) and item.targets(*_NAMING[Blank.MATTER]) <= own:
        return Blank.OWN
    for blank in (Blank.SPEAKER, Blank.COUNTRY):
        if item.of(*_NAMING[blank]):
            return blank
    is_matter = item.of(MeaningKind.ORGANISATION) or not matters.isdisjoint(item.targets(MeaningKind.CONCEPT))
    return Blank.MATTER if is_matter and _may_be_matter(item) else None


def _may_be_matter(item: Item) -> bool:
    return bool(item.of(*_NAMING[Blank.MATTER])) and item.kinds.isdisjoint(_LIGHT)


def _named(blanks: Mapping[Item, Blank | None]) -> tuple[Named, ...]:
    found: dict[tuple[Blank, frozenset[str]], Named] = {}
    for item, blank in blanks.items():
        if blank is not None:
            targets = frozenset(item.targets(*_NAMING[blank]))
            found.setdefault((blank, targets), Named(blank, item.typed, targets))
    return tuple(found.values())


def _clues(typed: Typed, blanks: Mapping[Item, Blank | None], wishes: Wishes) -> frozenset[str]:
    """Give what tells the wish: words and cues, and which of them follow one another."""
    said, cues = ["^"], ["^^"]
    sentence: int | None = None
    for item, blank in blanks.items():
        if sentence not in {None, typed.sentences[item.start]}:
            said.append(".")
        sentence = typed.sentences[item.start]
        if blank:
            said.append(f"{{{blank}}}")
        else:
            said += [UNKNOWN] if wishes.is_beyond(item) else stems_of(item.typed)
        cues += sorted(f"<{one}>" for one in item.targets(MeaningKind.CUE, MeaningKind.SLOT))
    said.append("?" if typed.asking else "$")
    return frozenset([*said[1:], *_pairs(said), *cues[1:], *_pairs(cues)])


def _pairs(line: Sequence[str]) -> Iterator[str]:
    return (f"{one} {two}" for one, two in pairwise(line))
