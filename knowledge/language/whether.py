"""Yes or no, asked in Chinese: by a verb said twice ("讲没讲"), or by a "not" at the end ("提到没有？")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.language.lexicon import Item, Meaning, Sense
from knowledge.normalise import Script, script_of
from knowledge.record.kinds import Cue, MeaningKind

_WHETHER = Sense(Meaning(MeaningKind.CUE, Cue.WHETHER, "", "zh", None), 1.0)


def with_whether(items: Sequence[Item], clauses: Sequence[int]) -> tuple[Item, ...]:
    """Give stretches with what denies nothing, and only asks, as a word that asks yes or no.

    Args:
        clauses: Number of the clause of each token.
    """
    return tuple(_asking(items, clauses))


def _asking(items: Sequence[Item], clauses: Sequence[int]) -> Iterator[Item]:
    for place, item in enumerate(items):
        before, following = items[:place], items[place + 1 :]
        if following[1:] and _is_said_twice(item, *following[:2]):
            continue
        said_twice = before and following and _is_said_twice(before[-1], item, following[0])
        if said_twice or (_denies(item) and _ends_clause(item, before, following, clauses)):
            yield replace(item, senses=(_WHETHER,))
        else:
            yield item


def _denies(item: Item) -> bool:
    """Whether a stretch is but a "not"; one that says what is not done, as "避谈", does not ask."""
    return item.cues == {Cue.NOT} and not item.is_content and script_of(item.typed) == Script.HAN


def _is_said_twice(verb: Item, denied: Item, again: Item) -> bool:
    """Whether a verb, or the first character of it, stands before a "not" and behind it."""
    touch = verb.end == denied.start and denied.end == again.start
    return touch and _denies(denied) and again.typed.startswith(verb.typed)


def _ends_clause(
    item: Item, before: Sequence[Item], following: Sequence[Item], clauses: Sequence[int]
) -> bool:
    """Whether a "not" ends the clause of what is asked, but for particles that end a sentence."""
    clause = clauses[item.start]
    behind = [one for one in following if clauses[one.start] == clause]
    if any(one.kinds != {MeaningKind.STOP} for one in behind):
        return False
    asked = [one for one in before if clauses[one.start] == clause and one.kinds != {MeaningKind.STOP}]
    return any(not one.slots for one in asked)  # "谁没有？" asks who does not
