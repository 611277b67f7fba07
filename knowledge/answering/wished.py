"""A request read as the nearest wish, where that is likely and all that is named has its place in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from knowledge.answering.memory import Memory, matters_of
from knowledge.answering.question import SPECIAL_SLOTS, Question
from knowledge.answering.saying import Named, Saying
from knowledge.answering.wish import NO_WISH, After, Blank, Wish, Wishes
from knowledge.record.kinds import PLACES, Cue

LIKELY = 0.4
"""Likelihood from which a request that the rules cannot answer is read as a wish."""
OTHERWISE = 0.7
"""The same of one that says more than the plain words, or "not", "the last" or "where" where they do not."""
_TELLING = frozenset(
    {Cue.ENDS, Cue.BEGINS, Cue.LONGEST, Cue.SHORTEST, Cue.NOT, Cue.EXCEPT, Cue.EXCEPTED, Cue.FUTURE, Cue.NOW}
    | {Cue.VERBATIM, Cue.SENTENCE, Cue.EVERY, Cue.ONLY, Cue.BOTH, Cue.POST, Cue.NAME, Cue.ELSE, Cue.ANYONE}
    | PLACES
)


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

    def is_meant(self, asked: Question, plain: Question, own: Collection[str], wishes: Wishes) -> bool:
        """Whether it is likely enough, and leaves nothing out that is asked for: no number, no unknown word.

        Args:
            plain: What the plain words ask.
            own: Ids of the bodies that the record is about: of them everybody speaks.
        """
        typed = {one.typed for one in self.named}
        left = [item for item in asked.content if item.typed not in typed]
        if asked.numbers or self._leans_on_nobody(asked) or not all(map(wishes.is_way_of_asking, left)):
            return False
        matters = [one for one in self.named if one.blank is Blank.MATTER]
        if matters and all(one.targets <= {*own} for one in matters):
            return False
        is_otherwise = (
            bool(left)
            or asked.is_polar != plain.is_polar
            or not (asked.slots & SPECIAL_SLOTS) <= plain.slots
            or not _TELLING.isdisjoint(asked.cues ^ plain.cues)
        )
        return self.likelihood >= (OTHERWISE if is_otherwise else LIKELY)

    def _leans_on_nobody(self, asked: Question) -> bool:
        """Whether "he" is nobody who is named, or "they" nobody of whom the wish goes on."""
        is_named = any(one.blank is not Blank.MATTER for one in self.named)
        points = Cue.THEY in asked.cues or (Cue.HE in asked.cues and not is_named)
        return points and self.wish.after is After.ANYTHING and not asked.asks_who


def wished(sayings: Sequence[Saying], memory: Memory, wishes: Wishes) -> Wished | None:
    """Give the likeliest wish, by the first way to take the words that has one; nothing if none has."""
    for saying in sayings:
        worded = {
            one.name: plain for one in wishes.all.values() if (plain := _worded(one, saying.named, memory))
        }
        name, likelihood = wishes.likeliest(saying.clues | frozenset(spoken_of(memory)), worded)
        if name != NO_WISH:
            return Wished(wishes.all[name], worded[name], likelihood, saying.named)
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


def _worded(one: Wish, named: Sequence[Named], memory: Memory) -> str | None:
    """Give a wish in its plain words about all that is named; nothing if something is left over."""
    if not _is_after(one.after, memory):
        return None
    left = sorted(named, key=lambda name: _is_known(name, memory))
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
    return one.worded(filled) if all(leans and _is_known(name, memory) for name in left) else None


def _is_known(name: Named, memory: Memory) -> bool:
    """Whether it was spoken of just before, and may be named again."""
    if name.blank is Blank.MATTER:
        before = matters_of(memory.question) if memory.question else frozenset[str]()
        return bool(name.targets) and name.targets <= before
    people = {*memory.people, *(target for item in memory.focus for target in item.targets(*item.kinds))}
    return not name.targets.isdisjoint(people)
