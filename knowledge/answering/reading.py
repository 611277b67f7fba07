"""A question, weighed: who is named as speaking, and what must be explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.answering.index import COMMON_WEIGHT, Index, key_weight, keys_of, mark_weight
from knowledge.answering.question import Question, is_foreign
from knowledge.language.lexicon import NAMES, SPEAKING, Item
from knowledge.normalise import script_of
from knowledge.record.kinds import Cue

UNKNOWN_WEIGHT = 1.0
SHORT = 3
SHORT_UNKNOWN_WEIGHT = 0.3
"""Of an unknown word of at most `SHORT` letters: mostly noise."""
INITIAL_WEIGHT = 0.05
"""Of a single letter: "S. V. Lavrov"."""
NAME_PART_WEIGHT = 0.35
"""Of an unknown word right beside a name: a patronymic, or a first name spelt by ear."""
NUMBER_WEIGHT = 0.7
ELSEWHERE_WEIGHT = 1.2
WORDY = (9, 20)
"""Words from which clauses beside the point count less, and from which they count least."""
LEAST_ASIDE = 0.05
LEAST_EXACT = 0.5
"""How much words beside the point must count for a year to be one of the record's: letters have their own."""
MOST_UNKNOWN = 12
MOST_PARTS = 20
_TELLING = frozenset({"say", "mention", "compare"})
_NAMES = ("speaker:", "country:", "region:", "organisation:", "absent:")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the question that wants explaining.

    Attributes:
        keys: What it may mean, with similarity; empty if nobody knows the word.
        optional: It may also just say what is to be done ("congratulations" for a message): where an entry
            does not explain it, it hardly counts against the entry.
        is_name: It names somebody or something, so that an answer about another one would be false.
        is_number: The same of a year, an anniversary or how many.
    """

    item: Item
    keys: Mapping[str, float]
    weight: float
    clause: int
    optional: bool = False
    is_name: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, weighed.

    Attributes:
        agents: Ids of the speakers who are named as speaking, with the similarity of the name, in order.
        times: How often each of them is named: by name, office or country; by a region only where nothing
            else is asked, since it says among whom to look.
        names: The parts that name them.
        excepted: Ids of the speakers who are not asked for.
        absent: Ids of the absences whose names stand where a speaker's would, with similarity.
        topic: The parts that say what about.
        marks: The question words and cues that weigh something, each once.
        asking: Number of each clause that asks → place of the token it begins to ask with; of all clauses if
            none does by its words.
        wondering: Numbers of the clauses that ask with a question word.
        aside: How much a word counts that stands in another clause than what is asked, 0..1.
    """

    question: Question
    agents: Mapping[str, float]
    times: Mapping[str, int]
    names: tuple[Part, ...]
    excepted: frozenset[str]
    absent: Mapping[str, float]
    topic: tuple[Part, ...]
    marks: tuple[Part, ...]
    asking: Mapping[int, int]
    wondering: frozenset[int]
    aside: float


def read(question: Question, index: Index) -> Reading:
    """Weigh the parts of a question, and tell who speaks from what is spoken of."""
    agents: dict[str, float] = {}
    times: Counter[str] = Counter()
    absent: dict[str, float] = {}
    names: list[Part] = []
    topic: list[Part] = []
    beside_names, listed = _beside_names(question), _listed(question)
    excepted = frozenset(one for item in question.excepted for one in _speakers(item, index, *SPEAKING))
    singly = frozenset(one for item in question.items for one in _speakers(item, index, "speaker", "country"))
    owned = _owned(question)
    aside = 1.0
    exact = question.numbers if aside >= LEAST_EXACT and "or" not in question.cues else frozenset()
    for item in _ends(tuple(_distinct(question.content))):
        part = _part(item, index, question, is_exact=item.start in exact)
        if item.start in owned:
            part = replace(part, keys={}, weight=ELSEWHERE_WEIGHT)
        if not item.senses and item.start in beside_names:
            part = replace(part, weight=min(part.weight, NAME_PART_WEIGHT))
        is_topic = question.topic_start is not None and item.start >= question.topic_start
        spoken = _meant(_speakers(item, index, *SPEAKING), singly if item.of("region") else frozenset())
        spoken = {one: near for one, near in spoken.items() if one not in excepted}
        if is_topic and not spoken.keys() <= agents.keys():
            spoken = {}
        for speaker_id, similarity in spoken.items():
            agents[speaker_id] = max(similarity, agents.get(speaker_id, 0.0))
            times[speaker_id] += not item.of("region")
        asked = not is_topic and item.start in listed
        missing = {one.meaning.target: one.similarity for one in item.of("absent")} if asked else {}
        absent.update(missing)
        (names if spoken or missing else topic).append(part)
    if not topic:
        times.update(agents.keys() - set(times.elements()))
    return Reading(
        question=question,
        agents=agents,
        times=times,
        names=tuple(names),
        excepted=excepted,
        absent=absent,
        topic=tuple(_alternatives(topic, question, index)),
        marks=_marks(question),
        asking=_asking(question),
        wondering=frozenset(
            question.clauses[item.start] for item in question.items if item.targets("slot") & question.slots
        ),
        aside=aside,
    )


def _alternatives(topic: Sequence[Part], question: Question, index: Index) -> Iterator[Part]:
    """Make one part of two that are joined by "or", or of two matters by "and": either is asked for."""
    ors = {(item.start, item.end) for item in question.items if Cue.OR in item.targets("cue")}
    ands = {(item.start, item.end) for item in question.items if Cue.AND in item.targets("cue")}
    if Cue.BOTH in question.cues:
        ands = set()
    held: Part | None = None
    for part in topic:
        joint = (held.item.end, part.item.start) if held else None
        matters = held is not None and all(not index.matters.isdisjoint(one.keys) for one in (held, part))
        if held and (joint in ors or (joint in ands and matters)) and _may_be_either(held, part):
            held = _either(held, part)
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _may_be_either(first: Part, second: Part) -> bool:
    return not any(part.is_name or is_foreign(part.item) for part in (first, second))


def _either(first: Part, second: Part) -> Part:
    keys = dict(first.keys)
    for key, near in second.keys.items():
        keys[key] = max(near, keys.get(key, 0.0))
    senses = (*first.item.senses, *second.item.senses)
    item = Item(f"{first.item.typed} {second.item.typed}", first.item.start, second.item.end, senses)
    return replace(first, item=item, keys=keys, weight=max(first.weight, second.weight))


def _ends(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Leave out the middle of a very long question: what is asked stands at its beginning or its end."""
    half = MOST_PARTS // 2
    return items if len(items) <= MOST_PARTS else (*items[:half], *items[-half:])


def _listed(question: Question) -> frozenset[int]:
    """Give the places of names that ask to be heard: all of a kind, or those listed beside a speaker's.

    Of "Wang Yi and Iran" both are; of "how does Wang Yi see Taiwan" only one is, and the other is spoken of.
    """
    names = [item for item in question.items if item.of(*NAMES)]
    speaking = [item for item in names if item.of(*SPEAKING)]
    if not speaking or "compare" in question.cues:
        return frozenset(item.start for item in names)
    joints = {
        place
        for item in question.items
        for place in range(item.start, item.end)
        if "and" in item.targets("cue")
    }
    listed = {item.start for item in speaking}
    for first, second in pairwise(names):
        between = range(first.end, second.start)
        is_apart = question.clauses[first.start] != question.clauses[second.start]
        if joints.issuperset(between) and (between or is_apart):
            listed |= {first.start, second.start}
    return frozenset(listed)


def _owned(question: Question) -> frozenset[int]:
    """Give the places of what is somebody's own: "my family" is none of the record's."""
    mine = {item.end for item in question.items if Cue.MINE in item.targets("cue")}
    named = {*NAMES, "office", "organisation"}
    return frozenset(
        item.start
        for item in question.items
        if item.start in mine and item.is_content and item.kinds.isdisjoint(named)
    )


def _beside_names(question: Question) -> frozenset[int]:
    """Give the places right beside a speaker's name: an unknown word there is mostly a part of it."""
    named = [item for item in question.items if item.of("speaker")]
    return frozenset(place for item in named for place in (item.start - 1, item.end))


def _distinct(items: Sequence[Item]) -> Iterator[Item]:
    """Leave out what is said again later, and words nobody knows beyond a dozen: they can't weigh more."""
    last = {item.typed: item.start for item in items}
    unknown = 0
    for item in items:
        unknown += not item.senses
        if last[item.typed] == item.start and (item.senses or unknown <= MOST_UNKNOWN):
            yield item


def _marks(question: Question) -> tuple[Part, ...]:
    marks: dict[str, Part] = {}
    for item in question.items:
        for sense in item.of("slot", "cue"):
            key = f"{sense.meaning.kind}:{sense.meaning.target}"
            if sense.meaning.kind == "slot" and sense.meaning.target not in question.slots:
                continue
            if mark_weight(key) and not item.is_content:
                marks.setdefault(key, Part(item, {key: 1.0}, mark_weight(key), question.clauses[item.start]))
    return tuple(marks.values())


def _asking(question: Question) -> Mapping[int, int]:
    """Give the clauses that ask something, or tell to say or compare something, and where.

    If there are none, those that name who might have spoken; if there are none either, all.
    """
    asking: dict[int, int] = {}
    named: dict[int, int] = {}
    for item in question.items:
        clause = question.clauses[item.start]
        if item.targets("slot", "cue") & (question.slots | _TELLING):
            asking.setdefault(clause, item.start)
        if item.of(*SPEAKING):
            named.setdefault(clause, item.start)
    return asking or named or dict.fromkeys(question.clauses, 0)


def _words(item: Item) -> int:
    """Count the words of a stretch: a Chinese one is one, however many characters it has."""
    return 1 if script_of(item.typed) == "han" else item.end - item.start


def _aside(count: int) -> float:
    """Say how much words beside the point count: fully in a short question, little in a letter."""
    least, most = WORDY
    return max(LEAST_ASIDE, min(1.0, 1 - (1 - LEAST_ASIDE) * (count - least) / (most - least)))


def _speakers(item: Item, index: Index, *kinds: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for sense in item.of(*kinds):
        target = sense.meaning.target
        for speaker_id in (target,) if sense.meaning.kind == "speaker" else index.by_country.get(target, ()):
            found[speaker_id] = max(sense.similarity, found.get(speaker_id, 0.0))
    return found


def _meant(spoken: Mapping[str, float], singly: AbstractSet[str]) -> Mapping[str, float]:
    """Give those of a region who are named by themselves as well, else all.

    "Somebody from Central Asia, Kazakhstan I believe" is one.
    """
    if singly.isdisjoint(spoken):
        return spoken
    return {speaker_id: near for speaker_id, near in spoken.items() if speaker_id in singly}


def _part(item: Item, index: Index, question: Question, *, is_exact: bool) -> Part:
    clause = question.clauses[item.start]
    keys = {key: near for key, near in keys_of(item).items() if not key.startswith(("slot:", "cue:"))}
    for sense in item.of("region"):
        keys |= {f"country:{country}": sense.similarity for country in index.regions[sense.meaning.target]}
    if is_foreign(item):
        return Part(item, keys, _foreign_weight(item), clause, is_number=is_exact)
    weight = max(key_weight(key, index.weights) for key in keys)
    return Part(
        item=item,
        keys=keys,
        weight=weight,
        clause=clause,
        optional=bool(item.of("slot", "manner")) or any(Cue(one).excuses for one in item.targets("cue")),
        is_name=weight > COMMON_WEIGHT and any(key.startswith(_NAMES) for key in keys),
        is_number=is_exact,
    )


def _foreign_weight(item: Item) -> float:
    if item.senses:
        return ELSEWHERE_WEIGHT
    if item.typed.isdigit():
        return NUMBER_WEIGHT
    if len(item.typed) == 1 and script_of(item.typed) != "han":
        return INITIAL_WEIGHT
    return SHORT_UNKNOWN_WEIGHT if len(item.typed) <= SHORT and item.typed.isascii() else UNKNOWN_WEIGHT
