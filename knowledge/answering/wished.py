"""A request read as the nearest wish, where that is likely and all that is named has its place in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from knowledge.answering.memory import Memory, matters_of
from knowledge.answering.question import SAYING, Question
from knowledge.answering.saying import Named, Saying
from knowledge.answering.wish import NO_WISH, After, Blank, Wish, Wishes
from knowledge.language.lexicon import Item
from knowledge.record.kinds import Cue

_T = TypeVar("_T")

LIKELY, LIKELIER = 0.6, 0.9
"""Likelihood from which a request is read as a wish: one that no rule answers, and one that some does."""


_LOGIC = frozenset({Cue.NOT, Cue.EVERY, Cue.ONLY, Cue.BOTH, Cue.ELSE, Cue.EXCEPT, Cue.EXCEPTED})
"""What makes a no of a yes."""


@dataclass(frozen=True, slots=True)
class Wished:
    """The likeliest wish of a request.

    Attributes:
        plain: The request in the wish's plain words.
        likelihood: Among all wishes that it may be, 0..1.
        named: All that the request names.
    """

    wish: Wish
    plain: str
    likelihood: float
    named: tuple[Named, ...]

    def is_meant(self, asked: Question, plain: Question, wishes: Wishes) -> bool:
        """Whether it leaves nothing out that is asked for: no number, no unknown word, no "not" or "last".

        Args:
            plain: What the plain words ask.
        """
        if asked.numbers or not self._leaves_nothing_out(asked, wishes):
            return False
        if _tells_otherwise(asked, plain):
            return False
        if plain.is_polar and any(one.blank is Blank.OWN for one in self.named):
            return False  # "did he threaten to leave the organisation?" asks of more than of a threat
        return said_besides(asked, plain, self.named) <= wishes.besides.get(self.wish.name, frozenset())

    def _leaves_nothing_out(self, asked: Question, wishes: Wishes) -> bool:
        """Whether all that it asks of is named, or a way of asking; what else somebody tells is no matter."""
        typed = {one.typed for one in self.named}
        asking, _ = _asking_and_telling(asked, self.named)
        left = (item for item in asked.content if item in asking and item.typed not in typed)
        return all(map(wishes.is_way_of_asking, left))


def _tells_otherwise(asked: Question, plain: Question) -> bool:
    """Whether a yes or a no to the plain words would be none to what is asked."""
    if asked.is_polar != plain.is_polar:
        return plain.is_polar or Cue.NOT in asked.cues
    return plain.is_polar and asked.cues & _LOGIC != plain.cues & _LOGIC


def said_besides(asked: Question, plain: Question, named: Sequence[Named]) -> frozenset[str]:
    """Give what a request says where it asks that its plain words do not: "the last", "not", "where"."""
    asking, telling = _asking_and_telling(asked, named)
    told_cues = _all_of(item.cues for item in telling) - _all_of(item.cues for item in asking)
    told_slots = _all_of(item.slots for item in telling) - _all_of(item.slots for item in asking)
    cues = {str(cue) for cue in asked.cues - plain.cues - told_cues}
    slots = {f"?{slot}" for slot in asked.slots - plain.slots - told_slots}
    polar = {f"?{asked.is_polar}"} if asked.is_polar != plain.is_polar else set()
    return frozenset(cues | slots | polar)


def _asking_and_telling(asked: Question, named: Sequence[Named]) -> tuple[list[Item], list[Item]]:
    """Part the stretches of clauses that ask, or name what is asked of, from those of all others."""
    typed = {one.typed for one in named}
    asks = {
        asked.clauses[item.start]
        for item in asked.items
        if item.slots or item.cues & {*SAYING, Cue.WHETHER} or item.typed in typed
    }
    asking = [item for item in asked.items if not asks or asked.clauses[item.start] in asks]
    return asking, [item for item in asked.items if item not in asking]


def _all_of(sets: Iterable[AbstractSet[_T]]) -> frozenset[_T]:
    return frozenset(chain.from_iterable(sets))


def wished(sayings: Sequence[Saying], memory: Memory, wishes: Wishes) -> Wished | None:
    """Give the likeliest wish, by the first way to take the words that has one; nothing if none has."""
    fitting = [one for one in wishes.all.values() if _is_after(one.after, memory)]
    for saying in sayings:
        known = [name for name in saying.named if _is_known(name, memory)]
        plains = {one.name: plain for one in fitting if (plain := _filled(one, saying.named, known))}
        name, likelihood = wishes.likeliest(saying.clues | frozenset(spoken_of(memory)), plains)
        if name != NO_WISH:
            return Wished(wishes.all[name], plains[name], likelihood, saying.named)
    return None


def spoken_of(memory: Memory) -> Iterator[str]:
    """Give the clues of what was spoken of before."""
    return (f"@{after}" for after in After if after is not After.ANYTHING and _is_after(after, memory))


def _is_after(after: After, memory: Memory) -> bool:
    match after:
        case After.PERSON:
            return len(memory.people) == 1
        case After.SEVERAL:
            return len(memory.people) > 1
        case After.ANSWER:
            return bool(memory.shown)
        case After.QUESTION:
            return memory.question is not None
        case After.MATTER:
            return memory.question is not None and bool(matters_of(memory.question))
        case After.ANYTHING:
            return True


def worded(one: Wish, named: Sequence[Named], memory: Memory) -> str | None:
    """Give a wish in its plain words about all that is named; nothing if something is left over."""
    known = [name for name in named if _is_known(name, memory)]
    return _filled(one, named, known) if _is_after(one.after, memory) else None


def _filled(one: Wish, named: Sequence[Named], known: Sequence[Named]) -> str | None:
    """Fill the blanks, if need be with what was spoken of before, which else may be named besides."""
    left = [
        name for name in (*(one for one in named if one not in known), *known) if name.blank is not Blank.OWN
    ]
    if len(left) < len(one.blanks):
        return None
    filled: list[str] = []
    for blank in one.blanks:
        fitting = [name for name in left if name.blank is blank]
        if blank is Blank.SPEAKER and one.after is not After.SEVERAL:  # "do any of them mention China?"
            fitting += [name for name in left if name.blank is Blank.COUNTRY]
        if not fitting:
            return None
        left.remove(fitting[0])
        filled.append(fitting[0].typed)
    leans = one.after is not After.ANYTHING
    return one.worded(filled) if not left or (leans and all(name in known for name in left)) else None


def _is_known(name: Named, memory: Memory) -> bool:
    """Whether it was spoken of just before, and may be named again."""
    if name.blank is Blank.MATTER:
        before = matters_of(memory.question) if memory.question else frozenset[str]()
        return bool(name.targets) and name.targets <= before
    people = {*memory.people, *(target for item in memory.focus for target in item.targets(*item.kinds))}
    return not name.targets.isdisjoint(people)
