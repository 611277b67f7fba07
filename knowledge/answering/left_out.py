"""What a question tells to leave out: "the SCO and not the Secretariat", "who besides Lavrov …?"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from knowledge.language.lexicon import NAMES, Item, Meaning, Sense
from knowledge.language.typed import Typed
from knowledge.record.kinds import POINTING, Cue, MeaningKind, Slot

MOST_BEFORE_ELSE = 3
"""Stretches from "who" to "else": "who are the others that …?"."""
_WHO = frozenset({Slot.WHO, Slot.WHICH})
LEAST_OF_PHRASE = 3
"""Words of a phrase of the record that is asked of, wherever it stands."""
LEAST_ASIDE = 2
"""Stretches of a sentence that may be left out: one word alone may be a matter."""
_ASKING = frozenset(
    {Cue.SAY, Cue.MENTION, Cue.WHETHER, Cue.TELL, Cue.COMPARE, Cue.WHOLE, Cue.POST, Cue.SOURCE, Cue.TRANSLATE}
)
_ASIDE = frozenset(
    {Cue.SELF, Cue.FOLK, Cue.NOT, Cue.THAT, Cue.ALSO, Cue.AND, Cue.CLAUSE, Cue.ACT, Cue.EXCEPT}
)
_ASIDE_OF_OTHERS = _ASIDE | {Cue.WHETHER, Cue.HE, Cue.THEY, Cue.PERSON, Cue.MINE, Cue.BY, Cue.TAG}
_ASIDE_TOLD = _ASIDE_OF_OTHERS | {Cue.SAY, Cue.TELL, Cue.NAME, Cue.MENTION}
"""The same of others, and of oneself ("my niece tells me to check")."""
_ASIDE_CLOSING = _ASIDE_TOLD | {Cue.ABOUT}
_LEADING = frozenset({Cue.AND, Cue.ALSO, Cue.CLAUSE})
_PLAIN = frozenset({Cue.SELF, Cue.ACT, Cue.THAT, Cue.WHETHER, *_LEADING})
_SAYING = frozenset({Cue.SAY, Cue.MENTION})
_TELLING_OF_NOT = _SAYING | {Cue.NOT, Cue.HE, Cue.THAT, Cue.ALSO, Cue.AND, Cue.CLAUSE, Cue.ACT, Cue.SELF}
_FROM = frozenset({"from", "из"})
_ELSE = Sense(Meaning(MeaningKind.CUE, Cue.ELSE, "", "", None), 1.0)


def without_asides(items: Sequence[Item], typed: Typed, matters: AbstractSet[str]) -> tuple[Item, ...]:
    """Leave out what askers tell of themselves: "I lost track a bit, …", "я без очков не вижу".

    It is a clause with an "I" or with kin and the like ("мама просит, …"), or a sentence, that neither asks
    nor holds anything that is asked of, nor what may be a name, if another one asks. So is left out a clause
    that only says again that somebody did not: "Iran did not write, so who did?".

    Args:
        matters: Ids of the record's themes.
    """
    items = _without_denials(items, typed)
    items = _without_regions(items, typed)
    beside = [one for one in _grouped(items, typed.clauses) if _is_aside(one, typed, matters)]
    beside += [
        one
        for one in _grouped(items, typed.sentences)
        if _is_aside_whole(one, typed, matters) or _is_done_with(one, items, typed, matters)
    ]
    gone = {item.start for clause in beside for item in clause}
    kept = tuple(item for item in items if item.start not in gone)
    is_alone = any(item.is_content or item.cues & POINTING for item in kept)
    points = any(Cue.THAT in item.cues for clause in beside for item in clause)
    if not gone or not any(map(_asks, kept)) or (points and not is_alone):
        return tuple(items)
    return kept


def _without_denials(items: Sequence[Item], typed: Typed) -> Sequence[Item]:
    """Leave out a clause that only says again that somebody did not, where it is asked on behind it."""
    gone: set[int] = set()
    for clause in _grouped(items, typed.clauses):
        behind = [item for item in items if item.start > clause[-1].start]
        if _says_that_not(clause) and _asks_anew(behind):
            gone |= {item.start for item in clause}
    return [item for item in items if item.start not in gone] if gone else items


def _without_regions(items: Sequence[Item], typed: Typed) -> Sequence[Item]:
    """Leave out a region that askers tell of themselves, where somebody else is named: "我研究中亚，…"."""
    named = any(item.of(MeaningKind.SPEAKER, MeaningKind.COUNTRY) for item in items)
    gone: set[int] = set()
    for clause in _grouped(items, typed.clauses) if named else ():
        names = [item for item in clause if item.of(*NAMES)]
        of_self = any(item.is_han and Cue.SELF in item.cues for item in clause)
        if of_self and not any(map(_asks_of, clause)) and all(one.of(MeaningKind.REGION) for one in names):
            gone |= {item.start for item in names}
    return [item for item in items if item.start not in gone] if gone else items


def _asks_of(item: Item) -> bool:
    return bool(item.slots or item.cues & {Cue.WHETHER, Cue.TELL, Cue.COMPARE})


def _grouped(items: Sequence[Item], numbers: Sequence[int]) -> list[list[Item]]:
    groups: dict[int, list[Item]] = {}
    for item in items:
        groups.setdefault(numbers[item.start], []).append(item)
    return list(groups.values())


def _is_aside(clause: Sequence[Item], typed: Typed, matters: AbstractSet[str]) -> bool:
    tells_of_self = any(item.cues & {Cue.SELF, Cue.FOLK} for item in clause)
    return tells_of_self and _tells_nothing(clause, _ASIDE_TOLD, typed, matters)


def _is_aside_whole(sentence: Sequence[Item], typed: Typed, matters: AbstractSet[str]) -> bool:
    # "Lavrov! Stegosaurus fossils" asks of fossils, and is no aside.
    is_plain = 2 * sum(not item.senses for item in sentence) <= len(sentence) >= LEAST_ASIDE
    if not any(Cue.SELF in item.cues for item in sentence):
        return is_plain and _tells_nothing(sentence, _ASIDE_OF_OTHERS, typed, matters)
    if typed.sentences[sentence[0].start] < max(typed.asking, default=0):
        # "I don't know what to call him. What is his office?"
        sentence = [item for item in sentence if not (item.slots or Cue.POST in item.cues)]
    return is_plain and _tells_nothing(sentence, _ASIDE_TOLD, typed, matters)


def _is_done_with(
    sentence: Sequence[Item], items: Sequence[Item], typed: Typed, matters: AbstractSet[str]
) -> bool:
    """Whether a sentence only closes with thanks what was asked before: "Trust is clear, thanks. Who …?"."""
    behind = [item for item in items if item.start > sentence[-1].start]
    is_closing = typed.sentences[sentence[0].start] not in typed.asking and any(
        item.of(MeaningKind.SMALL_TALK) for item in sentence
    )
    told = [item for item in sentence if item.slots or item.cues - _ASIDE_CLOSING]
    held, asked = ({_held(item, matters) for item in side} - {None} for side in (sentence, behind))
    return is_closing and not told and held <= asked and any(map(_asks, behind))


def _held(item: Item, matters: AbstractSet[str]) -> MeaningKind | None:
    """Tell whether a stretch names somebody or a matter; None for neither."""
    is_matter = not item.targets(MeaningKind.CONCEPT).isdisjoint(matters)
    if item.is_name:
        return MeaningKind.SPEAKER
    return MeaningKind.CONCEPT if is_matter else None


def _tells_nothing(
    stretch: Sequence[Item], told: AbstractSet[str], typed: Typed, matters: AbstractSet[str]
) -> bool:
    """Whether a clause or sentence asks nothing, and names neither a matter nor anybody.

    One of nothing but plain words is kept: it does no harm. Languages with many endings have a rule of
    their own.
    """
    asks = next((Cue.WHETHER in item.cues for item in stretch if item.cues - _LEADING), False)
    disturbs = any(item.is_content or not item.senses or item.cues - _PLAIN for item in stretch)
    return disturbs and not asks and all(_is_beside(item, told, typed, matters) for item in stretch)


def _is_beside(item: Item, told: AbstractSet[str], typed: Typed, matters: AbstractSet[str]) -> bool:
    if item.is_han or item.slots or item.cues - told or _may_name(item, typed):
        return False
    asked_of = item.of(*NAMES, MeaningKind.ORGANISATION, MeaningKind.OFFICE)
    concepts = item.targets(MeaningKind.CONCEPT)
    # So many words together are hardly said beside the point: "the person at the head of the Secretariat".
    is_phrase = bool(concepts) and item.end - item.start >= LEAST_OF_PHRASE
    return not (asked_of or is_phrase) and concepts.isdisjoint(matters)


def _says_that_not(clause: Sequence[Item]) -> bool:
    """Whether a clause tells that somebody who was spoken of did not, and of no matter."""
    cues = frozenset[str]().union(*(item.cues for item in clause))
    names = [item for item in clause if item.of(*NAMES, MeaningKind.ABSENT)]
    ends = any(Cue.NOT in item.cues for item in clause[-2:])  # "伊朗没有啊"; "не Лавров" sets him aside
    of_somebody = cues & {Cue.HE, Cue.THAT} or (names and (cues & _SAYING or (ends and clause[0] in names)))
    # "I thought Iran would write, too; who did?"
    of_nobody = bool(names) and all(item.of(MeaningKind.ABSENT) for item in names) and bool(cues & _SAYING)
    bare = all(
        item.senses and not item.slots and (not item.is_content or item in names or item.cues & _SAYING)
        for item in clause
    )
    return (of_nobody or Cue.NOT in cues) and bool(of_somebody) and bare and cues <= _TELLING_OF_NOT


def _asks_anew(behind: Sequence[Item]) -> bool:
    """Whether a question word asks for others, or a yes or a no is asked of somebody."""
    return not any(Cue.NOT in item.cues for item in behind) and any(
        item.slots or {Cue.SAY, Cue.ABOUT} <= item.cues for item in behind
    )


def _may_name(item: Item, typed: Typed) -> bool:
    """Whether a word that nobody knows has a capital, and does not begin its sentence."""
    first = item.start == 0 or typed.sentences[item.start - 1] != typed.sentences[item.start]
    return _is_unknown(item) and typed.as_typed(item.start, item.end)[:1].isupper() and not first


def _is_unknown(item: Item) -> bool:
    """Whether nobody knows a stretch, or it is at most guessed to be misspelt."""
    others = item.kinds == {MeaningKind.OUT_OF_DOMAIN}
    return others or all(sense.similarity < 1 for sense in item.senses)


def _asks(item: Item) -> bool:
    return item.is_name or bool(item.slots or item.cues & _ASKING)


def without_rejected(items: Iterable[Item]) -> Iterator[Item]:
    """Leave out what stands behind a "rather than" or "and not", in favour of something before it."""
    rejecting = favours = False
    items = tuple(items)
    if any(item.is_han and Cue.WHETHER in item.cues for item in items):
        yield from items  # "他不是说过…吗？" asks whether he did
        return
    for item in items:
        is_rejected = rejecting and item.is_content
        favours = favours or item.is_content or not item.senses
        rejecting = not is_rejected and (rejecting or (favours and Cue.RATHER in item.cues))
        if not is_rejected:
            yield item


def without_kinship(items: Sequence[Item]) -> tuple[Item, ...]:
    """Leave out what one speaker is to another who is named behind it: "his neighbour from Pakistan"."""
    gone: set[int] = set()
    for whose, what, *behind in zip(items, items[1:], items[2:], (*items[3:], None), strict=False):
        named = behind[-1] if behind[0] is not None and behind[0].typed in _FROM else behind[0]
        is_of_him = Cue.HE in whose.cues and what.is_content and not what.is_name
        if is_of_him and named is not None and named.of(MeaningKind.COUNTRY):
            gone |= {whose.start, what.start}
    return tuple(item for item in items if item.start not in gone)


def without_excepted(
    items: tuple[Item, ...], clauses: Sequence[int]
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Part the names that an "except" leaves out, and itself, from what is asked.

    It stands before them, or behind one where its clause ends: "王毅之外，谁 …?". Of "who besides the
    ministers …?" nothing is taken: that asks of other senders, and is a fact's matter.

    Args:
        clauses: Number of the clause of each token.

    Returns:
        What is left, and the names.
    """
    places = [
        place
        for place, item in enumerate(items)
        if item.cues & {Cue.EXCEPT, Cue.EXCEPTED, Cue.OUT} or _sets_aside(items, place)
    ]
    gone: set[int] = set()
    names: set[int] = set()
    others: list[int] = []
    for place in places:
        follows = not items[place].cues.isdisjoint({Cue.EXCEPTED, Cue.OUT})
        is_either = Cue.EXCEPT in items[place].cues and not _is_name_at(items, place - 1)  # "不计王毅"
        found = set() if follows and not is_either else _names_from(items, place + 1, clauses)
        follows = follows or _ends_clause(items, place, clauses)
        if not found and _is_name_at(items, place - 1) and follows:
            found = {place - 1}
        if found:
            names |= found
            # With what stands between them: "apart from our neighbour Lavrov".
            gone |= {place, *range(place, max(found)), *found, *_closing(items, max(found) + 1, clauses)}
        elif (heard := _heard_at(items, place)) is not None:
            gone |= {place, heard}
            if not any(_is_name_at(items, before) for before in range(heard)):
                others.append(place)  # but "王毅有没有跟他一样 …?" asks of Wang Yi
    if not gone:
        return items, ()
    kept = tuple(
        replace(item, senses=(_ELSE, *_excepting(item))) if place in others else item
        for place, item in enumerate(items)
        if place not in gone or place in others
    )
    return kept, tuple(items[place] for place in sorted(names))


def _excepting(item: Item) -> Iterator[Sense]:
    return (one for one in item.of(MeaningKind.CUE) if one.meaning.target == Cue.EXCEPT)


def _sets_aside(items: Sequence[Item], place: int) -> bool:
    """Whether a Russian "not" or "not only" stands before a name where "who" asks: "кто ещё, не Лавров, …?".

    "Only" before a name asks of others by itself: "только ли Лавров …?".
    """
    item = items[place]
    if not item.is_cyrillic or not _is_name_at(items, place + 1):
        return False
    if {Cue.ELSE, Cue.WHETHER} <= item.cues:
        return True
    asks = any(Slot.WHO in one.slots for one in items)
    return asks and not item.is_content and bool(item.cues & {Cue.NOT, Cue.ELSE}) and not item.slots


def without_known(items: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Part the names in front of a "who else" from what is asked: "Lavrov speaks of it, who else does?".

    Returns:
        What is left, and the names.
    """
    place = next((place for place, item in enumerate(items) if _asks_who_else(items, place)), None)
    if place is None:
        return items, ()
    names = tuple(item for item in items[:place] if item.of(*NAMES))
    if not names or any(item.of(*NAMES) for item in items[place:]):
        return items, ()
    gone = {id(item) for item in names} | {id(item) for item in items[place:] if Cue.ELSE in item.cues}
    return tuple(item for item in items if id(item) not in gone or item.slots), names


def _asks_who_else(items: Sequence[Item], place: int) -> bool:
    """Whether "else", "others" or "the rest" stands at a "who", or in one stretch with it.

    So does "the only one" in a yes-or-no question: "was Lavrov the only one who …?".
    """
    item = items[place]
    if Cue.ONLY in item.cues and any(Cue.PERSON in one.cues for one in items[place + 1 : place + 2]):
        return Cue.WHETHER in items[0].cues
    near = items[max(0, place - MOST_BEFORE_ELSE) : place + 2]
    # "另外还" is about what there is besides, too: "另外还有谁", but "还有啥职务".
    asks = item.is_han and any(one.slots & _WHO for one in items[place : place + 1 + MOST_BEFORE_ELSE])
    is_else = Cue.ELSE in item.cues and (not item.is_content or asks)
    # "…, or did others do so?"
    return is_else and (" " in item.typed or any(Slot.WHO in one.slots or Cue.OR in one.cues for one in near))


def _names_from(items: Sequence[Item], place: int, clauses: Sequence[int]) -> set[int]:
    """Give the places of names that stand here one after another, joined by "and" or by nothing.

    They stand in the clause of the word before them: "Besides, what did Lavrov say?" leaves out nobody.
    """
    found: set[int] = set()
    clause = clauses[items[place - 1].start]
    while place < len(items) and (
        _is_name_at(items, place) or _only_joins(items[place], found) or _is_own(items, place)
    ):
        if not found and clauses[items[place].start] != clause:
            break
        if _is_name_at(items, place):
            found.add(place)
        place += 1
    return found


def _is_own(items: Sequence[Item], place: int) -> bool:
    """Whether a stretch only says what a name is to whoever asks: "apart from our friend Lavrov"."""
    if Cue.MINE in items[place].cues:
        return True
    before = next((item for item in items[:place][::-1] if not item.is_idle or Cue.MINE in item.cues), None)
    return before is not None and Cue.MINE in before.cues and _is_name_at(items, place + 1)


def _ends_clause(items: Sequence[Item], place: int, clauses: Sequence[int]) -> bool:
    following = items[place + 1 : place + 2]
    return all(clauses[one.start] != clauses[items[place].start] for one in following)


def _is_name_at(items: Sequence[Item], place: int) -> bool:
    return 0 <= place < len(items) and bool(items[place].of(*NAMES))


def _closing(items: Sequence[Item], place: int, clauses: Sequence[int]) -> set[int]:
    """Give the places of a "not to speak of" that closes the clause of a name: "撇开拉夫罗夫不谈，…"."""
    clause = clauses[items[place - 1].start]
    behind = [number for number in range(place, len(items)) if clauses[items[number].start] == clause]
    closes = bool(behind) and Cue.NOT in items[behind[0]].cues
    return set(behind) if closes and all(not items[one].is_content for one in behind) else set()


def _heard_at(items: Sequence[Item], place: int) -> int | None:
    """Give the place of a "him" beside an "except": others than whoever was heard are asked for."""
    beside = place - 1 if Cue.EXCEPTED in items[place].cues else place + 1
    is_heard = 0 <= beside < len(items) and not items[beside].cues.isdisjoint({Cue.HE, Cue.THEY})
    return beside if is_heard else None


def _only_joins(item: Item, found: AbstractSet[int]) -> bool:
    """Whether an item stands for nothing, or is an "and" between names."""
    return item.is_idle or (bool(found) and Cue.AND in item.cues)
