"""What a rule makes of several stretches, so that no pack has to list them: "which of the ministers"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.language.lexicon import NAMES, Item, Sense
from knowledge.normalise import Script, script_of
from knowledge.record.kinds import Cue, MeaningKind, Slot

MOST_BETWEEN = 3
"""Light words between "which" and whoever is asked for: "which of the foreign ministers"."""
_WHO = (Slot.WHO, Slot.SPEAKER)
_PICKING = frozenset({Slot.WHICH, Slot.WHAT, Slot.WHO})
_TELLING = frozenset({Cue.ABOUT, Cue.SAY, Cue.MENTION, Cue.NOT})


def composed(items: Sequence[Item]) -> tuple[Item, ...]:
    """Make one stretch of a question word and the noun for persons that it asks for.

    "Which of the foreign ministers …?" asks who, and so does "the ministers on …" by itself.
    """
    whole = tuple(picked(tuple(_ordered(tuple(_affirmed(items))))))
    asks = any(item.slots or item.of(*NAMES) for item in whole)
    return whole if asks or _asks_whether(whole) else tuple(_listed(whole))


def _asks_whether(items: Sequence[Item]) -> bool:
    first = next((item for item in items if item.cues and not item.is_content), None)
    return first is not None and Cue.WHETHER in first.cues


def _ordered(items: Sequence[Item]) -> Iterator[Item]:
    """Read what orders something of persons as an order, whatever else it may mean: "list all who …"."""
    for place, item in enumerate(items):
        behind = [
            one for one in items[place + 1 : place + 2 + MOST_BETWEEN] if one.kinds != {MeaningKind.STOP}
        ]
        of_persons = bool(behind) and (_is_person(behind[0]) or Slot.WHO in behind[0].slots)
        if Cue.TELL in item.cues and item.is_content and of_persons:
            yield replace(item, senses=item.of(MeaningKind.CUE))
        else:
            yield item


def _affirmed(items: Sequence[Item]) -> Iterator[Item]:
    """Let two negations side by side affirm: who "did not leave out" something mentions it."""
    before: Item | None = None
    for item, behind in zip(items, (*items[1:], None), strict=False):
        kept = item
        if before is not None and _denies(before) and _denies(item) and before.end == item.start:
            kept = replace(item, senses=tuple(map(_mentioning, item.senses)))
        elif behind is not None and _denies(item) and _denies(behind) and item.end == behind.start:
            kept = replace(item, senses=tuple(one for one in item.senses if one.meaning.target != Cue.NOT))
        yield kept
        before = item


def _denies(item: Item) -> bool:
    return Cue.NOT in item.cues and not item.is_content and script_of(item.typed) != Script.HAN


def _mentioning(sense: Sense) -> Sense:
    meaning = sense.meaning
    return (
        replace(sense, meaning=meaning._replace(target=Cue.MENTION)) if meaning.target == Cue.NOT else sense
    )


def picked(items: Sequence[Item]) -> Iterator[Item]:
    """Give stretches with one for a question word and the noun for persons that it picks from."""
    place = 0
    while place < len(items):
        item = items[place]
        end = _person_behind(items, place) if item.slots & _PICKING else None
        if end is None:
            yield item
            place += 1
            continue
        yield _asking(item, items[end])
        place = end + 1


def _person_behind(items: Sequence[Item], place: int) -> int | None:
    """Give the place of the noun for persons that a question word asks for; None if there is none."""
    for end in range(place + 1, min(place + 2 + MOST_BETWEEN, len(items))):
        item = items[end]
        if _is_person(item) and not _is_somebodys(items, end):
            return end
        if item.is_content or item.slots or item.cues - {Cue.THAT, Cue.THEY, Cue.ONLY} or not item.senses:
            return None
    return None


def _asking(asking: Item, person: Item) -> Item:
    sense = asking.of(MeaningKind.SLOT)[0]
    who = tuple(Sense(sense.meaning._replace(target=slot), sense.similarity) for slot in _WHO)
    senses = (*who, *asking.of(MeaningKind.CUE))  # "which other" asks for others still
    typed = f"{asking.typed} {person.typed}"
    return Item(typed, asking.start, person.end, senses)


def _listed(items: Sequence[Item]) -> Iterator[Item]:
    """Let the first noun for persons ask who, if something is told of them right behind it."""
    is_found = False
    for place, item in enumerate(items):
        if (
            not is_found
            and _is_person(item)
            and _is_told_of(items[place + 1 :])
            and not _is_somebodys(items, place)
        ):
            is_found = True
            meaning = item.of(MeaningKind.CUE)[0].meaning
            who = (meaning._replace(kind=MeaningKind.SLOT, target=slot) for slot in _WHO)
            yield replace(item, senses=tuple(Sense(one, 1.0) for one in who))
        else:
            yield item


def _is_told_of(behind: Sequence[Item]) -> bool:
    """Whether a verb of saying, an "about" or a "not" follows, with nothing but light words before it."""
    verb = next((item for item in behind if item.kinds != {MeaningKind.STOP} and not _points(item)), None)
    return verb is not None and bool(verb.cues & _TELLING)


def _points(item: Item) -> bool:
    return not item.is_content and bool(item.cues & {Cue.THAT, Cue.WHETHER, Cue.THEY})


def _is_person(item: Item) -> bool:
    return Cue.PERSON in item.cues


def _is_somebodys(items: Sequence[Item], place: int) -> bool:
    """Whether a noun for persons stands beside a name, or what may be one: "minister of Russia"."""
    before = items[place - 1 : place] if place else ()
    if before and len(before[0].typed) == 1:
        before = items[max(place - 2, 0) : place]  # of a Chinese name one character may be a plain word
    behind = next((item for item in items[place + 1 :] if item.kinds != {MeaningKind.STOP}), None)
    right = items[place + 1 : place + 2]
    beside = (*before, *right, *([behind] if behind else ()))
    return any(item.of(*NAMES) for item in beside) or any(not item.senses for item in (*before, *right))
