"""Yes or no, asked elsewhere than by the first word: by a tag ("…, right?"), or in Chinese ("提到没有？")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.language.lexicon import NAMES, Item, Meaning, Sense
from knowledge.language.typed import Typed
from knowledge.normalise import Script, script_of
from knowledge.record.kinds import Cue, MeaningKind

_ASKING = frozenset({Cue.TAG, Cue.WHETHER})
_TAGS = frozenset({Cue.TAG, Cue.WHETHER, Cue.NOT, Cue.THAT, Cue.HE, Cue.THEY, Cue.OR})
_ADDING = frozenset({Cue.AND, Cue.ALSO, Cue.PERSON})
_RIGHT = "吧"
"""At the end of a question it asks whether what is stated is so; else it softens an order: "说说安全吧"."""
_ORDERS = frozenset({Cue.TELL, Cue.COMPARE, Cue.MORE, Cue.ABOUT})
_WHETHER = Sense(Meaning(MeaningKind.CUE, Cue.WHETHER, "", "zh", None), 1.0)
_TAG = Sense(Meaning(MeaningKind.CUE, Cue.TAG, "", "", None), 1.0)


def with_whether(items: Sequence[Item], typed: Typed) -> tuple[Item, ...]:
    """Give stretches with what denies nothing, and only asks, as a word that asks yes or no."""
    if not any(script_of(item.typed) == Script.HAN for item in items):
        return _resumed(_tagged(items, typed.clauses), typed.clauses)
    return tuple(_stating(tuple(_asking(items, typed.clauses)), typed))


def _tagged(items: Sequence[Item], clauses: Sequence[int]) -> tuple[Item, ...]:
    """Make one word that asks yes or no of a tag behind what is stated: "…, doesn't he?", "… yes or no"."""
    start = len(items)
    while start and _may_be_tag(items[start - 1]):
        start -= 1
    tags = [
        place
        for place in range(max(start, 1), len(items))
        if (Cue.TAG in items[place].cues and " " in items[place].typed)
        or (items[place].cues & _ASKING and clauses[items[place].start] != clauses[items[place - 1].start])
    ]
    if not tags:
        return tuple(items)
    return (*items[: tags[0]], replace(items[tags[0]], senses=(_WHETHER, _TAG)))


def _may_be_tag(item: Item) -> bool:
    is_light = not (item.is_content or item.slots) or Cue.TAG in item.cues
    return is_light and item.cues <= _TAGS and bool(item.senses)


def _resumed(items: tuple[Item, ...], clauses: Sequence[int]) -> tuple[Item, ...]:
    """Put what is named first where a pronoun takes it up again: "ASEAN, does it appear anywhere?".

    So it is with somebody: "and Wang Yi, does he speak of it?".
    """
    end = next((place for place, item in enumerate(items) if Cue.WHETHER in item.cues), 0)
    named, asked = items[:end], items[end + 1 :]
    if _takes_up_somebody(named, asked) and clauses[named[-1].start] != clauses[items[end].start]:
        return (items[end], *named, *asked[1:])
    is_named = any(item.is_content for item in named) and all(_may_be_named(item) for item in named)
    takes_up = asked and asked[0].cues & {Cue.THAT, Cue.THEY} and not asked[0].is_content
    if not is_named or not takes_up or clauses[named[-1].start] == clauses[items[end].start]:
        return items
    clause = [item for item in asked[1:] if clauses[item.start] == clauses[items[end].start]]
    return (items[end], *clause, *named, *asked[1 + len(clause) :])


def _takes_up_somebody(named: Sequence[Item], asked: Sequence[Item]) -> bool:
    names = [item for item in named if item.of(*NAMES)]
    others = all(item.of(*NAMES) or (item.cues <= _ADDING and not item.slots) for item in named)
    return len(names) == 1 and others and bool(asked) and Cue.HE in asked[0].cues


def _may_be_named(item: Item) -> bool:
    return not (item.slots or item.of(*NAMES)) and not item.cues - {Cue.THAT}


def _stating(items: Sequence[Item], typed: Typed) -> Iterator[Item]:
    for place, item in enumerate(items):
        sentence = typed.sentences[item.start]
        ends = typed.sentences[item.end : item.end + 1] != (sentence,)
        if item.typed == _RIGHT and ends and sentence in typed.asking:
            said = [one for one in items[:place] if typed.sentences[one.start] == sentence]
            yield replace(item, senses=(_WHETHER,)) if _states(said) else item
        else:
            yield item


def _states(said: Sequence[Item]) -> bool:
    """Whether a sentence neither asks, nor orders, nor goes on to something else: "换成安全吧？"."""
    asks = any(one.slots or one.cues & _ORDERS or Cue.WHETHER in one.cues for one in said)
    return bool(said) and not asks and Cue.ALSO not in said[0].cues


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
    if len(behind) < len(following):
        asked = [one for one in asked if not one.of(*NAMES)]  # "伊朗没有，那谁有？" states
    return any(not one.slots for one in asked)  # "谁没有？" asks who does not
