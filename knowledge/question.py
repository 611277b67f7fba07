"""What was typed, understood: who and what it names, what kind of answer it wants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.lexicon import NAMES, SPEAKING, Item, Lexicon
from knowledge.normalise import script_of
from knowledge.typed import tokens_meant

SPECIAL_SLOTS = frozenset({"when", "where", "how-many", "how-much", "how-old", "why"})
"""Question words that only an entry made for them can answer."""
JOINING_SLOTS = frozenset({"when", "where"})
"""Those of them that also join clauses."""
_EXACT = re.compile(r"(?:1[89]|20)\d\d|\d+(?:st|nd|rd|th)")
"""A year or an ordinal: what was in another year, or on another anniversary, is something else."""
_WHO = frozenset({"who", "which"})
SAYING = frozenset({"say", "mention"})
"""Cues that somebody says something."""
MOST_BETWEEN_SLOTS = 1
"""Tokens between two of them that are both asked; farther on, "when" and "where" only join clauses."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, recognised.

    Attributes:
        items: Its stretches in order, those of no meaning left out.
        slots: Kinds of answer it asks for, before what it is about.
        cues: What it wants done: "say", "compare", "about" and so on.
        language: ISO 639 code of the language most of its words belong to; "" if none is known.
        clauses: Number of the clause of each token.
        topic_start: Number of the token behind an "about" that follows a name; else None.
        numbers: Places of the numbers that tell which year or anniversary, or how many years and the like.
        excepted: The names that are told to be left out: "who besides Lavrov …?".
    """

    text: str
    items: tuple[Item, ...]
    slots: frozenset[str]
    cues: frozenset[str]
    language: str
    clauses: tuple[int, ...]
    topic_start: int | None
    numbers: frozenset[int] = frozenset()
    excepted: tuple[Item, ...] = ()

    @property
    def content(self) -> tuple[Item, ...]:
        """The stretches that must be explained: what it is about, and words nobody knows."""
        return tuple(item for item in self.items if item.is_content or not item.senses)

    @property
    def is_chitchat(self) -> bool:
        """Whether it only greets or thanks."""
        greets = any(item.of("chitchat") for item in self.items)
        return greets and all(item.of("chitchat") for item in self.content)


def is_foreign(item: Item) -> bool:
    """Whether nobody knows the stretch, or only as a word of other subjects."""
    return all(sense.meaning.kind == "elsewhere" for sense in item.senses)


def understand(text: str, lexicon: Lexicon) -> Question:
    """Recognise a question.

    Any text is a question, an empty one too; nothing is raised.
    """
    typed, punctuated = tokens_meant(text, lexicon)
    recognised = lexicon.recognise(typed)
    clauses = _clauses(punctuated, recognised)
    counted = frozenset(_counted(typed, lexicon))
    items, excepted = _excepted(tuple(_meant(_counting(recognised, counted))), clauses)
    cues = frozenset(sense.meaning.target for item in items for sense in item.of("cue"))
    topic_start = _topic_start(items)
    # "Who mentioned the growing number of members?" does not ask for a number.
    asking = items if topic_start is None else [item for item in items if item.start < topic_start]
    slots = frozenset(_slots(asking))
    return Question(
        text=text,
        items=items,
        slots=slots,
        cues=cues,
        language=_language(items, typed),
        clauses=clauses,
        topic_start=topic_start,
        numbers=counted.union(place for place, token in enumerate(typed) if _EXACT.fullmatch(token)),
        excepted=excepted,
    )


def _clauses(punctuated: Sequence[int], items: Sequence[Item]) -> tuple[int, ...]:
    """Number the clauses, also of who does not care for commas: "… and I would like to know …"."""
    begins = {item.start for item in items if "clause" in item.targets("cue")}
    number = 0
    clauses = []
    for place, (before, now) in enumerate(pairwise((-1, *punctuated))):
        number += now != before or place in begins
        clauses.append(number)
    return tuple(clauses)


def _counted(typed: Sequence[str], lexicon: Lexicon) -> Iterator[int]:
    """Give the places of numbers before what the record counts: "15 years"."""
    for place, (token, following) in enumerate(pairwise(typed)):
        if token.isdigit() and not _EXACT.fullmatch(token) and lexicon.is_counted(following):
            yield place


def _counting(items: Sequence[Item], counted: AbstractSet[int]) -> Iterator[Item]:
    """Take its meaning from a number that counts: as "20 years" it were known, and it is no day of a month.

    How many quotes are wanted is left out: they are given as they fit.
    """
    for item, following in zip(items, (*items[1:], None), strict=False):
        if item.typed.isdigit() and following and "say" in following.targets("cue"):
            continue
        yield replace(item, senses=()) if item.end - item.start == 1 and item.start in counted else item


def _excepted(items: tuple[Item, ...], clauses: Sequence[int]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Part the names that an "except" leaves out, and itself, from what is asked.

    It may stand behind them where its clause ends: "王毅之外，谁 …?".

    Of "who besides the ministers …?" nothing is taken: that asks of other senders, and is a fact's matter.
    """
    places = [place for place, item in enumerate(items) if "except" in item.targets("cue")]
    gone: set[int] = set()
    names: set[int] = set()
    for place in places:
        found = _names_from(items, place + 1)
        if not found and _is_name_at(items, place - 1) and _ends_clause(items, place, clauses):
            found = {place - 1}
        if found:
            names |= found
            gone |= {place, *found}
    if not names:
        return items, ()
    kept = tuple(item for place, item in enumerate(items) if place not in gone)
    return kept, tuple(items[place] for place in sorted(names))


def _names_from(items: Sequence[Item], place: int) -> set[int]:
    """Give the places of names that stand here one after another, joined by "and" or by nothing."""
    found: set[int] = set()
    while place < len(items) and (_is_name_at(items, place) or _only_joins(items[place], found)):
        if _is_name_at(items, place):
            found.add(place)
        place += 1
    return found


def _ends_clause(items: Sequence[Item], place: int, clauses: Sequence[int]) -> bool:
    following = items[place + 1 : place + 2]
    return all(clauses[one.start] != clauses[items[place].start] for one in following)


def _is_name_at(items: Sequence[Item], place: int) -> bool:
    return 0 <= place < len(items) and bool(items[place].of(*NAMES))


def _only_joins(item: Item, found: AbstractSet[int]) -> bool:
    """Whether an item stands for nothing, or is an "and" between names."""
    return item.kinds == {"stop"} or (bool(found) and "and" in item.targets("cue"))


def _meant(items: Iterable[Item]) -> Iterator[Item]:
    """Leave out what is told not to be asked for: "the SCO and not the Secretariat"."""
    rejecting = False
    for item in items:
        if rejecting and item.is_content:
            rejecting = False
            continue
        rejecting = rejecting or "rather" in item.targets("cue")
        yield item


def _slots(items: Sequence[Item]) -> Iterator[str]:
    """Give what is asked for: of "how many …, when …?" how many, of "when and where …?" both."""
    end: int | None = None
    joining = _joining(items)
    for item in items:
        targets = item.targets("slot")
        if targets & SPECIAL_SLOTS:
            if (end is not None and item.start - end > MOST_BETWEEN_SLOTS) or item.start in joining:
                continue
            end = item.end
        yield from targets


def _joining(items: Sequence[Item]) -> frozenset[int]:
    """Give the places where "when" and "where" join what somebody said: "who says it helps when …?"."""
    asked = said = added = False
    joining = set()
    for item in items:
        if said and not added and item.targets("slot") & JOINING_SLOTS:
            joining.add(item.start)
        asked = asked or bool(item.targets("slot") & _WHO)
        said = said or (asked and bool(item.targets("cue") & SAYING))
        added = "and" in item.targets("cue")
    return frozenset(joining)


def _topic_start(items: tuple[Item, ...]) -> int | None:
    """Find where what is spoken of begins: names behind it do not speak.

    It begins behind an "about" that follows a name ("What did Lavrov say about India?"), and behind the
    verb of "who mentioned China?".
    """
    named = asked = of_things = False
    for item in items:
        cues = item.targets("cue")
        if (named and "about" in cues) or (asked and "mention" in cues):
            return item.end
        named = named or bool(item.of(*SPEAKING))
        targets = item.targets("slot")
        # "Which partners did he mention?" asks of the partners, and who mentions may stand behind.
        asked = (asked and not (of_things and item.is_content)) or (not named and bool(targets & _WHO))
        of_things = targets == {"which"} or (of_things and not targets)
    return None


def _language(items: tuple[Item, ...], typed: Sequence[str]) -> str:
    votes: Counter[str] = Counter()
    for item in items:
        for code in {sense.meaning.language for sense in item.senses if sense.similarity == 1}:
            votes[code] += 1
    if votes:
        return min(votes, key=lambda code: (-votes[code], code))
    scripts = Counter(script_of(token) for token in typed)
    script = scripts.most_common(1)[0][0] if scripts else "latin"
    return {"han": "zh", "cyrillic": "ru"}.get(script, "en")
