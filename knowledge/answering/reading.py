"""A question, weighed: who is named as speaking, and what must be explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.answering import asides
from knowledge.answering.index import Index, key_weight, keys_of, mark_weight
from knowledge.answering.key import Key, key_of
from knowledge.answering.question import SAYING, Question
from knowledge.answering.weights import Weights
from knowledge.language.lexicon import NAMES, SPEAKING, Item
from knowledge.record.kinds import Cue, MeaningKind, Slot

SHORT = 3
"""Letters of a word that is mostly noise where nobody knows it."""
SECOND = 0.97
"""How far a word means what it may mean beside the name of a theme."""
_NOUNS = frozenset({Cue.PERSON, Cue.POST})
"""Cues that may be a theme's own word: of "diplomats", or the "role" of something, somebody may speak."""
_NAMES = NAMES | {MeaningKind.ORGANISATION}
_TOLD_BY = frozenset({Slot.WHO, Slot.SPEAKER, Slot.WHAT})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the question that wants explaining.

    Attributes:
        keys: What it may mean, with similarity; empty if nobody knows the word.
        optional: It may also just say what is to be done ("congratulations" for a message): where an entry
            does not explain it, it hardly counts against the entry.
        is_name: It names somebody or something, so that an answer about another one would be false.
        is_number: The same of a year, an anniversary or how many.
        is_common: Nearly everything in the record has to do with it.
    """

    item: Item
    keys: Mapping[Key, float]
    weight: float
    clause: int
    optional: bool = False
    is_name: bool = False
    is_number: bool = False
    is_common: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, weighed.

    Attributes:
        agents: Ids of the speakers who are named as speaking, with the similarity of the name, in order.
        names: The parts that name them.
        excepted: Ids of the speakers who are not asked for.
        absent: Ids of the absences whose names stand where a speaker's would, with similarity.
        topic: The parts that say what about.
        marks: The question words and cues that weigh something, each once.
        is_regional: The agents are only named by their region: it says among whom to look.
    """

    question: Question
    agents: Mapping[str, float]
    names: tuple[Part, ...]
    excepted: frozenset[str]
    absent: Mapping[str, float]
    topic: tuple[Part, ...]
    marks: tuple[Part, ...]
    is_regional: bool
    fitted: Weights


def read(question: Question, index: Index) -> Reading:
    """Weigh the parts of a question, and tell who speaks from what is spoken of."""
    agents: dict[str, float] = {}
    absent: dict[str, float] = {}
    names: list[Part] = []
    topic: list[Part] = []
    listed, owned, beside = _listed(question), _owned(question), _beside_names(question)
    is_regional = True
    excepted = frozenset(one for item in question.excepted for one in _speakers(item, index, *SPEAKING))
    telling, acts, beside_it = _telling(question), _acts(question), asides.light(question, index.matters)
    compared = _compared(question)
    exact = frozenset[int]() if Cue.OR in question.cues else question.numbers
    for item in _distinct(question.content):
        part = _part(item, index, question, is_exact=item.start in exact)
        if item.start in owned:
            part = replace(part, keys={}, weight=index.fitted.out_of_domain)
        if item.start in acts and item.of(MeaningKind.CONCEPT):
            part = replace(part, optional=False)
        if item.start in question.adverbs:
            part = replace(part, optional=True, weight=min(part.weight, index.fitted.short))
        if item.start in beside_it:
            part = replace(part, optional=True, weight=min(part.weight, index.fitted.short))
        if item.start in telling or (item.start in beside and not item.senses):
            part = replace(part, weight=min(part.weight, index.fitted.short))
        is_topic = question.topic_start is not None and item.start >= question.topic_start
        is_topic = is_topic and item.start not in compared
        spoken = {one: near for one, near in _speakers(item, index, *SPEAKING).items() if one not in excepted}
        if is_topic and not spoken.keys() <= agents.keys():
            spoken = {}
        for speaker_id, similarity in spoken.items():
            agents[speaker_id] = max(similarity, agents.get(speaker_id, 0.0))
            is_regional = is_regional and bool(item.of(MeaningKind.REGION))
        asked = not is_topic and item.start in listed
        missing = {one.meaning.target: one.similarity for one in item.of(MeaningKind.ABSENT)} if asked else {}
        absent.update(missing)
        (names if spoken or missing else topic).append(part)
    if agents or (question.asks_who and not question.cues & SAYING):
        topic = _excused_of_occasion(topic, question, index)
    return Reading(
        question=question,
        agents=_singly(agents, question, index),
        names=tuple(names),
        excepted=excepted,
        absent=absent,
        topic=tuple(_alternatives(topic, question, index)),
        marks=_marks(question, index),
        is_regional=is_regional and bool(topic),
        fitted=index.fitted,
    )


def _named_as_matters(question: Question) -> frozenset[int]:
    """Give the places of what is spoken of: right behind an "about", with light words between."""
    found = set()
    is_about = False
    for item in question.items:
        if is_about and item.is_content:
            found.add(item.start)
        is_about = Cue.ABOUT in item.cues or (is_about and not item.is_content)
    return frozenset(found)


def _excused_of_occasion(topic: Sequence[Part], question: Question, index: Index) -> list[Part]:
    """Ask nothing of what all was said on, if that is all: "what did Lavrov say on the anniversary?".

    Beside another matter it is excused where it is not spoken of, as in "who led it at its anniversary?".
    """
    named = _named_as_matters(question) if question.cues & SAYING or question.asks_who else None
    is_all = all(part.is_common or _is_of_occasion(part, index) for part in topic)
    return [
        replace(part, optional=True)
        if _is_of_occasion(part, index) and (is_all or (named is not None and part.item.start not in named))
        else part
        for part in topic
    ]


def _is_of_occasion(part: Part, index: Index) -> bool:
    return bool(part.keys) and part.keys.keys() <= index.occasion


def _singly(agents: Mapping[str, float], question: Question, index: Index) -> Mapping[str, float]:
    """Keep those of a region who are named by themselves as well: "Central Asia, I believe Kazakhstan"."""
    of_region = {
        one
        for item in question.items
        if item.of(MeaningKind.REGION)
        for one in _speakers(item, index, MeaningKind.REGION)
    }
    if not of_region:
        return agents
    single = {
        one
        for item in question.items
        for one in _speakers(item, index, MeaningKind.SPEAKER, MeaningKind.COUNTRY)
    }
    if not of_region & single:
        return agents
    return {one: near for one, near in agents.items() if one in single}


def _alternatives(topic: Sequence[Part], question: Question, index: Index) -> Iterator[Part]:
    """Make one part of two that are joined by "or", or of two matters by "and": either is asked for."""
    ors = _joints(question, Cue.OR)
    ands = frozenset[int]() if Cue.BOTH in question.cues else _joints(question, Cue.AND)
    light = {place for item in question.items if not item.is_content for place in range(item.start, item.end)}
    held: Part | None = None
    for part in topic:
        between = frozenset(range(held.item.end, part.item.start)) if held else frozenset[int]()
        matters = held is not None and all(not index.matters.isdisjoint(one.keys) for one in (held, part))
        joins = not between.isdisjoint(ors) or (between <= ands and bool(between) and matters)
        if held and joins and between <= light and _may_be_either(held, part):
            heavier = max(held.weight, part.weight)
            held = replace(held, keys=_either(held, part), item=_spanning(held, part), weight=heavier)
        else:
            if held:
                yield held
            held = part
    if held:
        yield held


def _joints(question: Question, cue: Cue) -> frozenset[int]:
    """Give the places where a word joins: "or" in "support or some help"."""
    joining = [item for item in question.items if cue in item.cues]
    return frozenset(place for item in joining for place in range(item.start, item.end))


def _may_be_either(first: Part, second: Part) -> bool:
    return not any(part.is_name or part.item.is_foreign for part in (first, second))


def _either(first: Part, second: Part) -> Mapping[Key, float]:
    """Give what one of two parts means: a meaning that both have is the one that is meant."""
    keys = dict(first.keys)
    for key, near in second.keys.items():
        keys[key] = max(near, keys.get(key, 0.0))
    common = first.keys.keys() & second.keys.keys()
    return {key: near for key, near in keys.items() if key in common or not common}


def _spanning(first: Part, second: Part) -> Item:
    senses = (*first.item.senses, *second.item.senses)
    return Item(f"{first.item.typed} {second.item.typed}", first.item.start, second.item.end, senses)


def _listed(question: Question) -> frozenset[int]:
    """Give the places of names that ask to be heard: all of a kind, or those listed beside a speaker's.

    Of "Wang Yi and Iran" both are; of "how does Wang Yi see Taiwan" only one is, and the other is spoken of.
    """
    named = (item for item in question.items if item.of(*NAMES))
    names = [item for item in named if not _is_place_of_other_things(item, question)]
    speaking = [item for item in names if item.of(*SPEAKING)]
    if not speaking or Cue.COMPARE in question.cues:
        return frozenset(item.start for item in names)
    joints = {
        place for item in question.items for place in range(item.start, item.end) if Cue.AND in item.cues
    }
    listed = {item.start for item in speaking}
    for first, second in pairwise(names):
        between = range(first.end, second.start)
        is_apart = question.clauses[first.start] != question.clauses[second.start]
        if joints.issuperset(between) and (between or is_apart):
            listed |= {first.start, second.start}
    return frozenset(listed)


def _is_place_of_other_things(item: Item, question: Question) -> bool:
    """Whether a name only tells where a thing of other subjects happens: "the war in Ukraine".

    In Chinese the thing stands behind its place, elsewhere before it, with light words between.
    """
    if not item.of(MeaningKind.ABSENT):
        return False
    near = [one for one in question.items if one is item or not one.is_idle]
    place = near.index(item)
    beside = near[place + 1 : place + 2] if item.is_han else near[max(0, place - 1) : place]
    return any(one.kinds == {MeaningKind.OUT_OF_DOMAIN} for one in beside)


def _compared(question: Question) -> frozenset[int]:
    """Give the places of speakers who are compared, wherever they stand: "A's words on trust with B's"."""
    if Cue.COMPARE not in question.cues:
        return frozenset()
    return frozenset(item.start for item in question.items if item.of(MeaningKind.SPEAKER))


def _owned(question: Question) -> frozenset[int]:
    """Give the places of what is somebody's own: "my family" is none of the record's."""
    mine = {item.end for item in question.items if Cue.MINE in item.cues}
    named = {*NAMES, MeaningKind.OFFICE, MeaningKind.ORGANISATION}
    return frozenset(
        item.start
        for item in question.items
        if item.start in mine and item.is_content and item.kinds.isdisjoint(named)
    )


def _beside_names(question: Question) -> frozenset[int]:
    """Give the places right beside a speaker's name: an unknown word there is mostly a part of it."""
    named = [item for item in question.items if item.of(MeaningKind.SPEAKER)]
    return frozenset(place for item in named for place in (item.start - 1, item.end))


def _acts(question: Question) -> frozenset[int]:
    """Give the places right behind who acts: "thanks" is what is asked there, and no politeness."""
    # What ends a text is said to the bot: "Lavrov thanks!"
    items = question.items if question.is_asked or question.is_polar else question.items[:-1]
    pairs = (pair for pair in pairwise(items) if pair[1].of(MeaningKind.SMALL_TALK))
    return frozenset(
        act.start
        for actor, act in pairs
        if question.clauses[actor.start] == question.clauses[act.start]
        and (actor.of(*SPEAKING) or actor.cues & {Cue.HE, Cue.THEY, Cue.ANYONE} or actor.slots)
    )


def _telling(question: Question) -> frozenset[int]:
    """Give the places of unknown words between "who" or "what" and "about": somebody tells by them."""
    asked = min((item.start for item in question.items if item.slots & _TOLD_BY), default=None)
    if asked is None:
        return frozenset()  # "a poem about …"
    return frozenset(
        one.start
        for one, about in pairwise(question.items)
        if one.is_foreign and one.start > asked and Cue.ABOUT in about.cues
    )


def _distinct(items: Sequence[Item]) -> Iterator[Item]:
    """Leave out what is said again later, and single letters: somebody's initials."""
    last = {item.typed: item.start for item in items}
    for item in items:
        is_initial = len(item.typed) == 1 and item.typed.isalpha() and not item.is_han and not item.senses
        if last[item.typed] == item.start and not is_initial:
            yield item


def _marks(question: Question, index: Index) -> tuple[Part, ...]:
    marks: dict[Key, Part] = {}
    for place, item in enumerate(question.items):
        for sense in item.of(MeaningKind.SLOT, MeaningKind.CUE):
            key = key_of(sense.meaning.kind, sense.meaning.target)
            if sense.meaning.kind == MeaningKind.SLOT and sense.meaning.target not in question.slots:
                continue
            behind = question.items[place + 1 :]
            told = item.is_cyrillic and any(one.cues & {*SAYING, Cue.ABOUT} for one in behind)
            if sense.meaning.target == Cue.NAME and (told and question.asks_who):
                continue  # "the names of those who said …" asks for nothing else
            weight = mark_weight(key, index.fitted)
            if weight and (sense.meaning.kind == MeaningKind.SLOT or not item.is_content):
                marks.setdefault(key, Part(item, {key: 1.0}, weight, question.clauses[item.start]))
    return tuple(marks.values())


def _speakers(item: Item, index: Index, *kinds: MeaningKind) -> dict[str, float]:
    found: dict[str, float] = {}
    for sense in item.of(*kinds):
        target = sense.meaning.target
        for speaker_id in (
            (target,) if sense.meaning.kind == MeaningKind.SPEAKER else index.by_country.get(target, ())
        ):
            found[speaker_id] = max(sense.similarity, found.get(speaker_id, 0.0))
    return found


def _part(item: Item, index: Index, question: Question, *, is_exact: bool) -> Part:
    clause = question.clauses[item.start]
    keys = {key: near for key, near in keys_of(item).items() if not key.is_mark}
    for sense in item.of(MeaningKind.REGION):
        countries = index.regions[sense.meaning.target]
        keys |= {key_of(MeaningKind.COUNTRY, one): sense.similarity for one in countries}
    if item.is_foreign:
        return Part(item, keys, _foreign_weight(item, index.fitted), clause, is_number=is_exact)
    themes = {key: near for key, near in keys.items() if key in index.matters}
    if themes and max(themes.values()) == max(keys.values()):
        # What a theme is called means the theme first, whatever else it may mean.
        keys = {key: near if key in themes else near * SECOND for key, near in keys.items()}
    weight = max(key_weight(key, index.weights, index.fitted) for key in keys)
    return Part(
        item=item,
        keys=keys,
        weight=weight,
        clause=clause,
        optional=bool(item.of(MeaningKind.SLOT, MeaningKind.SMALL_TALK))
        or any(Cue(one).excuses for one in (item.cues - _NOUNS if themes else item.cues)),
        is_name=weight > index.fitted.common and any(key.kind in _NAMES for key in keys),
        is_number=is_exact,
        is_common=weight <= index.fitted.common,
    )


def _foreign_weight(item: Item, fitted: Weights) -> float:
    if item.senses:
        return fitted.out_of_domain
    if item.typed.isdigit():
        return fitted.number
    return fitted.short if len(item.typed) <= SHORT and item.typed.isascii() else 1.0
