"""A request that leans on what was said before, made whole: "and Russia?", "did he?", "the second one"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from knowledge.answering.question import Question
from knowledge.language.lexicon import NAMES, SPEAKING, Item, Meaning, Sense
from knowledge.record.kinds import POSITIONS, Cue, MeaningKind, Slot
from knowledge.record.values import Fact, Quote, Record, Reported

MOST_OF_WHO_SAID_THAT = 3
"""Stretches of "who | said | this?"."""
MOST_ITEMS = 5
"""Stretches of a question that may lean on another by "and" or "about"; a longer one stands alone."""
MOST_OF_DETAIL = 4
"""Stretches of a question for a detail of what was just shown."""
_PERSONS = frozenset("人谁位长国")
"""Of these characters one is in each Chinese word for others who speak: "别人", "其他外长", "哪几位"."""
_THERE_IS = "有"
_TO_SAY: frozenset[str] = frozenset({Cue.SAY, Cue.MENTION, Cue.COMPARE})
_MORE = frozenset({Cue.ELSE, Cue.MORE})
_OF_ONE = re.compile(r"(?:[еи]т|л)$")
"""How a Russian verb ends that tells of one person: "упоминает", "говорил"."""


class Lean(StrEnum):
    """What a request wants of what was said before."""

    WHOLE = "whole"
    """The same question with something exchanged or added."""
    ELSE = "else"
    MORE = "more"
    WHY = "why"
    SOURCE = "source"
    TRANSLATE = "translate"
    POSITION = "position"
    AMONG = "among"
    """The same, but only among those who were named."""
    DETAIL = "detail"
    """A few words with a matter of their own, asked of whoever was just heard: "in which region?"."""
    UNCLEAR = "unclear"
    """It leans on something that was not said: whom?"""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a person and the bot last spoke of, in one place.

    Attributes:
        question: The last one with a matter, whole.
        shown: Ids of the entries of the last answer, in the order they were shown.
        listed: The same with what it found besides: "the second one" is one of these.
        given: Ids of all that was shown since that question was asked.
        people: Ids of the speakers who were spoken of, in order.
        company: The same of all that were spoken of since a question last stood alone: "which of them?".
        focus: The stretches that name them, or whoever else was asked about.
    """

    question: Question | None = None
    shown: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    focus: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaning:
    """A request made whole.

    Attributes:
        question: What is asked, with what was said before.
        without: Ids of entries that were given already.
        silent: Ids of speakers who were given already.
        among: Ids of the only speakers who are asked of; empty for all.
        position: Number of the entry or speaker wanted, from 0; -1 for the last.
        of_sayers: It asks who said so, which no fact tells.
    """

    lean: Lean
    question: Question
    without: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    among: frozenset[str] = frozenset()
    position: int | None = None
    of_sayers: bool = False


def lean(  # noqa: C901, PLR0911 - one way out for each kind
    question: Question, memory: Memory
) -> Leaning | None:
    """Make a request whole by what was said before; None if it stands alone."""
    content = [
        item
        for item in question.content
        if not item.of(MeaningKind.CUE, MeaningKind.SLOT, MeaningKind.MANNER)
        or _names(item)
        or _is_holder(item)
    ]
    counts = Slot.HOW_MANY in question.slots and question.cues & {Cue.THAT, Cue.THEY}
    if counts or (Cue.ELSE in question.cues and question.cues & _TO_SAY):
        # "which other ministers …?", "that makes how many ministers?"
        content = [item for item in content if not item.of(MeaningKind.OFFICE)]
    named = any(_names(item) for item in content)
    if not content or _is_into_a_language(question, content):
        return _bare(question, memory)
    if question.asks_who and Cue.THEY in question.cues and len(memory.company) > 1:
        return Leaning(Lean.AMONG, question, among=frozenset(memory.company))
    if named and all(_names(item) for item in content):
        if _speaks_of_others(question, memory):
            return Leaning(Lean.WHOLE, _said_of(memory.focus, question))
        return _of_names(question, memory)
    goes_on = Cue.ELSE in question.cues and memory.people and not question.is_negative
    if not named and goes_on and _goes_on(question, memory):
        return Leaning(Lean.ELSE, question, memory.given, frozenset(memory.people))
    if not named and (_speaks_of_somebody(question, memory) or _drops_its_subject(question, memory)):
        if len(memory.people) > 1 and all(_is_holder(item) for item in content):
            return _bare(question, memory)  # "the second minister there, what has he written?"
        return _of_somebody(question, memory)
    if not named and (_leads(question) or _is_bare_matter(question)) and memory.question is not None:
        if any(_names(item) for item in memory.question.content):
            return Leaning(Lean.WHOLE, _joined(question, memory.question, keep=_kept_of(memory.question)))
        return _of_another_matter(question, memory.question)
    of_body = _are_bodies(memory.focus) and Cue.THAT in question.cues  # "who leads it?"
    if not named and (of_body or (len(memory.people) == 1 and _is_detail(question))):
        return Leaning(Lean.DETAIL, _joined_names(memory.focus, question))
    return None


def _is_into_a_language(question: Question, content: Sequence[Item]) -> bool:
    """Whether what is named behind "translate" can only be a language: "translate it to Dutch"."""
    if Cue.TRANSLATE not in question.cues or question.cues & _TO_SAY:
        return False
    before = [item for item in question.items if item.cues or item in content]
    return Cue.TRANSLATE in before[0].cues and all(item.of(MeaningKind.ABSENT) for item in content)


def _goes_on(question: Question, memory: Memory) -> bool:
    """Whether it is asked who else says what was said: of another matter nobody was heard yet."""
    before = memory.question.content if memory.question is not None else ()
    told = {sense.meaning.target for item in before for sense in item.of(MeaningKind.CONCEPT)}
    asked = {sense.meaning.target for item in question.content for sense in item.of(MeaningKind.CONCEPT)}
    if told and asked:
        return not told.isdisjoint(asked)  # "who else promised that?"
    return bool(question.cues & _TO_SAY)


def _of_another_matter(question: Question, before: Question) -> Leaning | None:
    """Ask the same of a matter that takes the place of the last: "who wished health?", "and success?"."""
    matters = [item for item in before.items if item.is_content]
    if not matters:
        return None
    return Leaning(Lean.DETAIL, _joined(question, before, keep=lambda item: item is not matters[-1]))


def _bare(question: Question, memory: Memory) -> Leaning | None:
    """Make whole what names nothing: the reason, the source, somebody else, more, a place in a list."""
    cues = question.cues
    if cues & {Cue.TRANSLATE, Cue.SOURCE} or (memory.shown and _asks_where_it_stands(question)):
        wanted = Lean.TRANSLATE if Cue.TRANSLATE in cues else Lean.SOURCE
        return Leaning(wanted, memory.question or question)
    if memory.question is None:
        asks = question.is_polar or bool(question.slots) or bool(cues & _TO_SAY)
        leans = cues & {Cue.HE, Cue.THEY} and not question.asks_who  # "which countries sent their greetings?"
        is_unclear = (leans and asks) or _asks_who_said_that(question)
        return Leaning(Lean.UNCLEAR, question) if is_unclear else None
    return _bare_after(question, memory, memory.question)


def _bare_after(question: Question, memory: Memory, before: Question) -> Leaning | None:
    """Make whole what names nothing, but leans on a question."""
    cues = question.cues
    kind: Leaning | None = None
    if question.slots == {Slot.WHY}:
        kind = Leaning(Lean.WHY, before)
    elif _asks_of_all(question, before):
        kind = Leaning(Lean.WHOLE, _with_topic(question, before))
    elif cues & _MORE:
        kind = _of_silent_others(question, before) or _more(question, memory, before)
    elif (place := position(question)) is not None and memory.shown:
        kind = Leaning(Lean.POSITION, before, position=place)
    elif len(memory.people) == 1 and (cues & _PARTS or _asks_who_that_is(question)):
        kind = Leaning(Lean.WHOLE, _joined_names(memory.focus, question))
    elif cues & {Cue.HE, Cue.THEY} and not _asks_who_instead(question):
        kind = _of_somebody(question, memory)
    elif _are_bodies(memory.focus) and _asks_of_a_body(question):
        kind = Leaning(Lean.WHOLE, _joined_names(memory.focus, question))
    elif question.slots & _ASKING and not _stands_alone(question, memory):
        of_sayers = question.asks_who and bool(cues & _TO_SAY)
        kind = Leaning(Lean.WHOLE, _with_topic(question, before), of_sayers=of_sayers)
    elif Cue.SAY in cues and question.slots == {Slot.WHAT} and len(memory.people) == 1:
        kind = Leaning(Lean.WHOLE, _on_that(question, memory.focus, before))  # "原话是什么？"
    return kind


def _asks_who_said_that(question: Question) -> bool:
    """Whether it is asked who said words that are not there: "who said so?"."""
    asks = question.asks_who and {Cue.SAY, Cue.THAT} <= question.cues
    return asks and _weighty(question) <= MOST_OF_WHO_SAID_THAT


def _asks_of_all(question: Question, before: Question) -> bool:
    """Whether it asks who does not, or orders to list them, or how many those are who were found."""
    if question.is_negative:
        return question.asks_who or (not question.slots and Cue.TELL in question.cues)
    return Slot.HOW_MANY in question.slots and before.asks_who


def _asks_who_instead(question: Question) -> bool:
    """Whether "who" is asked in another clause than "he" stands in: "if he does not, who does?"."""
    of_whom = {question.clauses[item.start] for item in question.items if Slot.WHO in item.slots}
    of_him = {question.clauses[item.start] for item in question.items if Cue.HE in item.cues}
    return bool(of_whom and of_him) and of_whom.isdisjoint(of_him)


def _on_that(question: Question, focus: Sequence[Item], before: Question) -> Question:
    """Ask what somebody says of what was asked about before."""
    kept = [item for item in before.items if item.is_content and not _names(item)]
    whole = _renumbered((*focus, *kept), before)
    return replace(_asked_as(question, whole), cues=question.cues)


_PARTS = frozenset({Cue.WHOLE, Cue.BEGINS, Cue.ENDS})
_OF_DETAILS = frozenset({Slot.WHICH, Slot.WHAT, Slot.WHERE, Slot.WHEN, Slot.HOW_MANY, Slot.WHY})
_ASKING = frozenset({Slot.WHEN, Slot.WHERE, Slot.HOW_MANY, Slot.HOW_MUCH, Slot.HOW_OLD, Slot.WHO, Slot.WHICH})


def _asks_where_it_stands(question: Question) -> bool:
    """Whether it is asked where something was said, which is its source: "где об этом написано?"."""
    if Slot.WHERE not in question.slots or question.asks_who:
        return False
    # "Where can I read that?"
    finds = Cue.THAT in question.cues and bool(question.cues & {Cue.MENTION, Cue.SELF, Cue.ABOUT})
    return finds or Cue.SAY in question.cues


def _asks_who_that_is(question: Question) -> bool:
    """Whether it is asked who somebody is, and not who said it: "who is that exactly?", "кто это вообще?"."""
    points = any(Cue.THAT in item.cues and Cue.ALSO not in item.cues for item in question.items)  # "then"
    points = points and not any(
        item.slots and item.typed.startswith("у ") for item in question.items
    )  # "у кого"
    return question.slots == {Slot.WHO} and points and not question.cues & {*_TO_SAY, Cue.NOT}


def _asks_of_a_body(question: Question) -> bool:
    """Whether it is asked where that is, or who stands at its head."""
    is_headed = question.asks_who and Cue.POST in question.cues
    return is_headed or (Slot.WHERE in question.slots and Cue.THAT in question.cues)


def _are_bodies(focus: Sequence[Item]) -> bool:
    """Whether what was spoken of has a place, of which "where is it?" asks."""
    return bool(focus) and all(item.of(MeaningKind.ORGANISATION) for item in focus)


def _speaks_of_somebody(question: Question, memory: Memory) -> bool:
    """Whether "he" or "they" stand for somebody spoken of before, and not for whoever is asked for.

    "They" may be anybody, so without several people it leans on nobody; nor does "his" where "who" asks.
    """
    asks_who = question.asks_who and Cue.POST not in question.cues
    if asks_who and (Slot.WHO in question.slots or Cue.HE not in question.cues):
        return False
    asks = question.is_polar or bool(question.slots) or bool(question.cues & _TO_SAY)
    is_named = (
        any(item.of(MeaningKind.ORGANISATION) for item in question.items) and not question.cues & _TO_SAY
    )
    if not memory.focus and (not asks or is_named):
        return False
    if len(memory.people) == 1 and _is_of_the_message(question):
        return True
    return Cue.HE in question.cues or (Cue.THEY in question.cues and bool(memory.people or memory.focus))


def _is_of_the_message(question: Question) -> bool:
    """Whether it is asked what a message says: "what does it say of it?", "any mention of it there?"."""
    points = [place for place, item in enumerate(question.items) if Cue.THAT in item.cues]
    says = [place for place, item in enumerate(question.items) if item.cues & _TO_SAY]
    if not points or not says or question.items[0].is_han:
        return False
    ends = points[-1] == len(question.items) - 1 and says[0] < points[-1] - 1
    return ends or any(place + 1 in says for place in points)


def _drops_its_subject(question: Question, memory: Memory) -> bool:
    """Whether it is asked in Chinese if "提到…", what "关于…" or what "信里…", and of nobody.

    That is asked of whoever was spoken of. So is in Russian what a verb tells of one person: "безопасность
    упоминает?".
    """
    telling = [item for item in question.items if not (item.is_idle or _leads_on(item))]
    if len(memory.people) != 1 or len(telling) <= 1:
        return False
    first, said = telling[:2]
    if not first.is_han:
        # "Does culture come up too?"
        last = next((one for one in reversed(telling) if Cue.ALSO not in one.cues), first)
        comes = Cue.WHETHER in first.cues and Cue.MENTION in last.cues
        return (comes and Cue.ALSO in question.cues) or _tells_of_one(question)
    if first.cues & _TO_SAY and question.slots == {Slot.WHAT}:
        return True
    tells = bool(question.cues & {Cue.ABOUT, Cue.ALSO}) and bool(question.cues & _TO_SAY)
    asks = Cue.WHETHER in first.cues and bool(said.cues & _TO_SAY)
    is_there = question.items[0].typed == _THERE_IS and not _asks_of_bodies(question)
    is_office = all(item.of(MeaningKind.OFFICE) for item in question.content)
    asks = asks or (question.is_polar and (bool(first.cues & _TO_SAY) or is_there or is_office))
    return asks or (tells and not question.is_polar and question.slots <= {Slot.WHAT})


def _asks_of_bodies(question: Question) -> bool:
    return any(item.of(MeaningKind.ORGANISATION) for item in question.items)


def _leads_on(item: Item) -> bool:
    """Whether a stretch is but a light word that goes on: "那", "呢"."""
    return Cue.ALSO in item.cues and not item.is_content and bool(item.of(MeaningKind.STOP))


def _tells_of_one(question: Question) -> bool:
    acts = any(
        item.is_cyrillic and item.cues & _TO_SAY and _OF_ONE.search(item.typed) for item in question.items
    )
    asks = question.is_asked or question.is_polar or bool(question.slots)
    others = question.cues & {Cue.COMPARE, Cue.PERSON}
    return acts and asks and question.slots <= {Slot.WHAT} and not others


def _stands_alone(question: Question, memory: Memory) -> bool:
    """Whether a question without a matter asks of the record as a whole: "who wrote the longest message?".

    So does who wrote at all, once somebody was named in vain.
    """
    before = memory.question.content if memory.question is not None else ()
    if question.asks_who and not memory.people and not any(_is_matter(item) for item in before):
        return True
    leans = question.cues & {Cue.THAT, Cue.ALSO, Cue.ABOUT}
    says = bool(question.cues & {Cue.SAY, Cue.COMPARE}) and not leans
    return says or bool(question.cues & {Cue.LONGEST, Cue.SHORTEST})


def _is_detail(question: Question) -> bool:
    """Whether a question has neither a verb nor anybody in it: "of what country?"."""
    asks = bool(question.slots) and question.slots <= _OF_DETAILS
    return asks and not question.cues & {*_TO_SAY, Cue.WHETHER} and len(question.items) <= MOST_OF_DETAIL


def position(question: Question) -> int | None:
    """Give the number that is asked for, from 0; -1 for the last, None if none is.

    Of several the one named last counts: "the first I have read, now the second".
    """
    found = [number for item in question.items for number, cue in enumerate(POSITIONS) if cue in item.cues]
    if found and not question.cues & {Cue.BEGINS, Cue.ENDS}:
        return found[-1]
    return -1 if Cue.LAST in question.cues and Cue.ENDS not in question.cues else None


def _more(question: Question, memory: Memory, before: Question) -> Leaning:
    """Tell "who else?" from "more" and "what else did he say?"."""
    if question.cues & _PARTS and Cue.HE in question.cues and len(memory.people) == 1:
        return Leaning(Lean.WHOLE, _joined_names(memory.focus, question))  # "his last sentence, too"
    # "Who else, like him, …?", "is he the only one, or did others bring it up?"
    whether = Cue.WHETHER in question.cues and not question.slots and Cue.MORE not in question.cues
    whether = whether and not question.items[0].is_han  # a Chinese word for others is one for persons or not
    others = Cue.ELSE in question.cues and (question.asks_who or whether or _is_of_others(question))
    place = position(question)
    if not others and place is not None and len(memory.people) > 1:
        says = Slot.WHAT in question.slots and question.cues & _TO_SAY
        return _more_of(place, question, memory, before) if says else _at(place, before)
    if not others and (Cue.HE in question.cues or (Slot.WHAT in question.slots and not question.asks_who)):
        names = memory.focus or tuple(item for item in before.items if _names(item))
        whole = replace(_named(names, before), text=question.text) if names else before
        return Leaning(Lean.MORE, whole, memory.given, among=frozenset(memory.people[:1]))
    is_else = Cue.ELSE in question.cues and Cue.MORE not in question.cues
    if others or is_else or Slot.WHO in question.slots:
        heard = frozenset(memory.people)
        return Leaning(Lean.ELSE, replace(_topic_only(before), text=question.text), memory.given, heard)
    if before.asks_who and len(memory.shown) == 1 and memory.shown[0] in memory.listed[:-1]:
        # After "the first one" the next one of the same list is wanted.
        return _at(memory.listed.index(memory.shown[0]) + 1, before)
    return Leaning(Lean.MORE, replace(before, text=question.text), memory.given)


def _of_silent_others(question: Question, before: Question) -> Leaning | None:
    """Ask who does not, where it is said in Russian that others do not: "остальные молчат?"."""
    verbs = [item for item in question.items if item.cues == {Cue.NOT} and item.typed not in {"не", "нет"}]
    if not any(item.is_cyrillic for item in verbs) or Cue.ELSE not in question.cues or not before.asks_who:
        return None
    silent = replace(question, slots=frozenset({Slot.WHO}), is_negative=True)
    return Leaning(Lean.WHOLE, _with_topic(silent, before))


def _at(place: int, before: Question) -> Leaning:
    return Leaning(Lean.POSITION, before, position=place)


def _more_of(place: int, question: Question, memory: Memory, before: Question) -> Leaning:
    """Ask what else one of those says who were heard: "what else did the second one say?"."""
    if not -len(memory.people) <= place < len(memory.people) == len(memory.focus):
        return _at(place, before)
    whole = replace(_named(memory.focus[place:][:1], before), text=question.text)
    return Leaning(Lean.MORE, whole, memory.given, among=frozenset({memory.people[place]}))


def _is_of_others(question: Question) -> bool:
    """Whether others than whoever was heard are asked for, by a word that stands for persons.

    "А у других что?", but "есть у него другие слова?" and "помимо этого?"; "还有没有其他人".
    """
    places = [place for place, item in enumerate(question.items) if Cue.ELSE in item.cues]
    if any(map(_is_of_people_in_han, (question.items[place] for place in places))):
        return True
    return any(
        question.items[place].is_cyrillic
        and Cue.EXCEPT not in question.items[place].cues
        and not any(item.cues & _TO_SAY for item in question.items[place + 1 : place + 2])
        for place in places
    )


def _is_of_people_in_han(item: Item) -> bool:
    return item.is_han and not _PERSONS.isdisjoint(item.typed)


def _of_names(question: Question, memory: Memory) -> Leaning | None:
    """Make whole what only names somebody: "and Russia?", "did Wang Yi?", "what else did Lavrov say?"."""
    before = memory.question
    if before is None or Cue.POST in question.cues:
        return None  # of "Lavrov's job?" nothing else was spoken of
    if question.cues & _MORE and question.cues & {Cue.SAY, Cue.MENTION} and not _is_new(question, memory):
        return Leaning(Lean.MORE, question, memory.given)
    topic = any(not _names(item) for item in before.content)
    alone = not question.slots - {Slot.WHAT} and not question.cues & _TO_SAY
    if topic and (_says_of_it(question) or (question.cues & _MORE and _is_new(question, memory))):
        whole = _asked_as(question, _swapped(question, before))
        return Leaning(Lean.WHOLE, replace(whole, cues=question.cues))
    mentions = Cue.MENTION in question.cues and not question.slots  # "did India mention it?"
    is_among = before.asks_who and _asks_if_among(question)
    if topic and (is_among or (question.is_polar and (alone or mentions))):
        whole = _asked_as(question, _swapped(question, before))
        return Leaning(Lean.WHOLE, replace(whole, is_polar=True))
    # "Add Kulubaev to the comparison too."
    compares = {Cue.COMPARE} == question.cues & _TO_SAY and Cue.COMPARE in before.cues and _adds(question)
    asks_on = topic and question.is_asked and not question.is_polar  # "anyone from Central Asia?"
    if (alone and (_leads(question) or asks_on)) or (compares and topic):
        return Leaning(Lean.WHOLE, _swapped(question, before) if topic else question)
    return None


def _asks_if_among(question: Question) -> bool:
    """Whether it is asked if somebody is one of those who were found: "and Kulubaev, is he one of them?"."""
    return {Cue.THEY, Cue.WHETHER} <= question.cues and not (question.slots or question.cues & _TO_SAY)


def _is_new(question: Question, memory: Memory) -> bool:
    """Whether somebody is named who was not heard yet, to go on to them: "再来看看…", "добавь Лаврова"."""
    speakers = {target for item in question.items for target in item.targets(MeaningKind.SPEAKER)}
    first = question.items[0]
    adds = first.is_cyrillic and not question.slots and Cue.ABOUT not in question.cues
    return (first.is_han or adds) and bool(speakers) and speakers.isdisjoint(memory.people)


def _says_of_it(question: Question) -> bool:
    """Whether it is asked what somebody says of what was spoken of: "what does Saidov make of it?"."""
    points = Cue.THAT in question.cues or _adds(question) or _asks_for_a_view(question)
    asks = question.cues & {Cue.SAY, Cue.MENTION, Cue.ABOUT}
    return points and bool(asks) and not question.cues & {Cue.ELSE, Cue.COMPARE} and not _is_of_him(question)


def _asks_for_a_view(question: Question) -> bool:
    """Whether in Chinese somebody's view is asked for, and of nothing: "赛义多夫怎么看？"."""
    items = [item for item in question.items if item.kinds != {MeaningKind.STOP}]
    view = items[-1]
    return len(items) == 2 and view.is_han and {Cue.SAY, Cue.ABOUT} <= view.cues  # noqa: PLR2004 - whose, and what


def _is_of_him(question: Question) -> bool:
    """Whether "he" is asked of; whoever is named before it is that: "轮到王毅了，他什么意见"."""
    saying = {question.clauses[item.start] for item in question.items if item.slots or item.cues & _TO_SAY}
    for item in question.items:
        if item.of(*SPEAKING):
            return False
        if Cue.HE in item.cues and (not item.is_han or question.clauses[item.start] in saying):
            return True
    return False


def _adds(question: Question) -> bool:
    """Whether a question begins with "and" or has a "too"; an "and" between two names adds nothing."""
    return any(
        Cue.ALSO in item.cues and (not place or Cue.AND not in item.cues)
        for place, item in enumerate(question.items)
    )


def _swapped(question: Question, before: Question) -> Question:
    return _joined(question, before, keep=lambda item: not _names(item))


def _of_somebody(question: Question, memory: Memory) -> Leaning:
    """Make whole what speaks of "him" or "them"."""
    if Cue.THEY in question.cues and len(memory.people) > 1:
        return Leaning(Lean.AMONG, _joined_names(memory.focus, question), among=frozenset(memory.people))
    people = memory.people if len(memory.people) <= 1 or Cue.THEY in question.cues else ()
    others = not memory.people and Cue.THEY in question.cues
    focus = memory.focus if len(memory.focus) == 1 or people or others else ()
    if not focus:
        return Leaning(Lean.UNCLEAR, question)
    before = memory.question
    if before is not None and not any(item.is_content or not item.senses for item in question.items):
        if _is_elliptic(question):
            kept = [item for item in before.items if not _names(item)]
            return Leaning(Lean.WHOLE, _asked_as(question, _renumbered((*focus, *kept), before)))
        if _asks_about_what(question):
            return Leaning(Lean.WHOLE, replace(_named(focus, before), text=question.text))
        if Cue.ABOUT in question.cues:
            return Leaning(Lean.WHOLE, _on_that(question, focus, before))
    return Leaning(Lean.WHOLE, _joined_names(focus, question))


def _asked_as(question: Question, whole: Question) -> Question:
    """Ask for words, or for a yes or a no, as the last question does."""
    return replace(
        whole,
        slots=question.slots,
        cues=(whole.cues - {Cue.NOT}) | question.cues,
        is_polar=question.is_polar,
        is_negative=question.is_negative,
    )


def _asks_about_what(question: Question) -> bool:
    """Whether an "about" is asked for, and not one of what was spoken of: "what does he talk about then?"."""
    telling = [item for item in question.items if item.kinds != {MeaningKind.STOP}]
    if any(_is_about_what(*pair) for pair in pairwise(telling)):
        return True
    places = [place for place, item in enumerate(question.items) if Cue.ABOUT in item.cues]
    if Slot.WHAT not in question.slots or not places:
        return False
    behind = question.items[places[-1] + 1 :]
    return not question.items[0].is_han and all(Cue.ALSO in item.cues for item in behind)


def _is_about_what(item: Item, following: Item) -> bool:
    """Whether two Russian stretches ask for a matter: "о чём", "какие темы"."""
    by_preposition = Cue.ABOUT in item.cues and Slot.WHAT in following.slots
    return item.is_cyrillic and (
        by_preposition or (Slot.WHICH in item.slots and Cue.ABOUT in following.cues and not following.slots)
    )


def _is_elliptic(question: Question) -> bool:
    """Whether a request is but "did he?": it neither asks for words nor for anything else."""
    asks = (
        question.cues & (_TO_SAY | _PARTS)
        or question.slots
        or any(item.of(MeaningKind.OFFICE) for item in question.items)
    )
    return question.is_polar and not asks


def _leads(question: Question) -> bool:
    """Whether a short question begins with "and", "what about" or the like, and asks nothing else."""
    leads = bool(
        question.cues & {Cue.ALSO, Cue.ABOUT, Cue.ONLY} or question.items[0].cues & {Cue.AND, Cue.OR}
    )
    leads = leads or (Cue.MORE in question.cues and question.items[0].is_han)  # "再说说信任"
    asks = question.slots - {Slot.WHAT} or question.cues & _TO_SAY
    tells = Cue.TELL in question.cues and not _adds(question)  # "tell me about …" stands alone
    return leads and not asks and not tells and _weighty(question) <= MOST_ITEMS


def _weighty(question: Question) -> int:
    """Count the stretches that are more than light words or courtesies."""
    return sum(not item.kinds <= {MeaningKind.STOP, MeaningKind.MANNER} for item in question.items)


def _is_bare_matter(question: Question) -> bool:
    """Whether a question is but one matter: "NATO?"."""
    return question.is_asked and len(question.items) == 1 and not question.cues and not question.slots


def _topic_only(question: Question) -> Question:
    """Leave out who was asked for, where there is a topic besides: "who else?" asks for others."""
    kept = tuple(item for item in question.items if not _names(item))
    topic = any(item.is_content for item in kept)
    return replace(question, items=kept, topic_start=None, is_polar=False) if topic else question


def _with_topic(question: Question, before: Question) -> Question:
    """Ask the question's own question word of what was asked about before."""
    counts = Slot.HOW_MANY in question.slots and before.asks_who
    lists = question.is_negative and not question.slots
    asks_who = (counts or lists or Slot.WHO in question.slots) and any(
        _is_matter(item) for item in before.content
    )
    kept = [
        item
        for item in before.items
        if (item.is_content or not item.senses)
        and not item.of(MeaningKind.SLOT)
        and not (asks_who and _names(item))
        and not _fills(item, question.slots)
    ]
    asking = [item for item in question.items if item.of(MeaningKind.SLOT)]
    whole = _renumbered((*asking, *kept), before)
    cues = before.cues | (question.cues & _TO_SAY) if asks_who else before.cues - _TO_SAY
    if counts:
        cues = cues | {Cue.PERSON}  # those who were found are counted, whatever they did
    return replace(
        whole,
        text=question.text,
        slots=frozenset({Slot.WHO}) if lists else question.slots,
        cues=cues,
        is_polar=False,
        is_negative=question.is_negative or (counts and before.is_negative),
        is_of_before=question.is_of_before,
    )


def _fills(item: Item, slots: AbstractSet[str]) -> bool:
    """Whether a stretch is what a question word now asks for: "was it founded in 2001?", "when then?"."""
    if not slots.isdisjoint({Slot.WHEN, Slot.HOW_MANY}):
        return item.typed[:1].isdigit()
    return Slot.WHERE in slots and (not item.senses or bool(item.of(MeaningKind.COUNTRY, MeaningKind.ABSENT)))


def _is_holder(item: Item) -> bool:
    """Whether a stretch says by their office who is meant: "the Russian minister"."""
    return Cue.PERSON in item.cues and item.is_content and bool(item.of(MeaningKind.OFFICE))


def _is_matter(item: Item) -> bool:
    """Whether a stretch is what somebody may speak of: no name, and no office."""
    return not _names(item) and not item.of(MeaningKind.OFFICE)


def _joined_names(focus: Sequence[Item], question: Question) -> Question:
    """Put the names of somebody in front of a question, without what is told of oneself beside it."""
    clauses = {question.clauses[item.start] for item in question.items}
    told = {number for number in clauses if _tells_of_oneself(question, number)}
    kept = tuple(item for item in question.items if question.clauses[item.start] not in told)
    whole = _renumbered((*focus, *(kept or question.items)), question)
    return replace(whole, topic_start=None)


def _tells_of_oneself(question: Question, number: int) -> bool:
    """Whether a clause has an "I" and what nobody knows, and neither asks nor names: "我怕断章取义，…"."""
    clause = [item for item in question.items if question.clauses[item.start] == number]
    tells = any(Cue.SELF in item.cues for item in clause) and any(item.is_foreign for item in clause)
    return tells and all(item.is_foreign or item.is_idle for item in clause)


def _speaks_of_others(question: Question, memory: Memory) -> bool:
    """Whether it is asked what somebody who was spoken of says of others: "did he mention India?"."""
    says = Cue.MENTION in question.cues or (Cue.ABOUT in question.cues and bool(question.cues & _TO_SAY))
    if not says or question.asks_who or len(memory.people) != 1:
        return False
    first = next((item for item in question.items if _names(item) or Cue.HE in item.cues), None)
    # "Lavrov, how does he …?" speaks of Lavrov; what an "about" comes before does not speak.
    leads = first is not None and (Cue.HE in first.cues or not first.of(*SPEAKING))
    return leads and Cue.HE in question.cues and _is_of_him(question)


def _said_of(focus: Sequence[Item], question: Question) -> Question:
    """Put the name of somebody in front of a question, and whom they are asked to speak of behind it."""
    others = [item for item in question.items if _names(item)]
    acts = [item for item in question.items if not _names(item)]
    whole = _renumbered((*focus, *acts, *others), question)
    return replace(whole, topic_start=len(focus) + len(acts))


def _named(names: Sequence[Item], before: Question) -> Question:
    """Ask for whatever somebody says."""
    return replace(
        _renumbered(tuple(names), before),
        slots=frozenset({Slot.WHAT}),
        cues=frozenset({Cue.SAY}),
        is_polar=False,
    )


def _names(item: Item) -> bool:
    return bool(item.of(*NAMES))


def _kept_of(before: Question) -> Callable[[Item], bool]:
    """Keep who was asked about, and how; not whom they were asked to have mentioned."""
    names = [item for item in before.items if _names(item)]
    agents = names if before.topic_start is None else [one for one in names if one.start < before.topic_start]
    return lambda item: item in agents or (not item.is_content and bool(item.senses))


def _joined(question: Question, before: Question, *, keep: Callable[[Item], bool]) -> Question:
    """Join what a question says with what is kept of the one before; names come first."""
    new = [
        item for item in question.items if item.is_content or not item.senses or item.of(MeaningKind.OFFICE)
    ]
    kept = [item for item in before.items if keep(item)]
    exact = {
        id(item): item.start in one.numbers
        for one, items in ((question, new), (before, kept))
        for item in items
    }
    ordered = sorted((*new, *kept), key=lambda item: not _names(item))
    whole = _renumbered(ordered, before)
    return replace(
        whole,
        text=question.text,
        numbers=frozenset(number for number, item in enumerate(ordered) if exact[id(item)]),
        language=question.language or before.language,
        surfaces={**before.surfaces, **question.surfaces},
    )


def _renumbered(items: Sequence[Item], question: Question) -> Question:
    numbered = tuple(replace(item, start=number, end=number + 1) for number, item in enumerate(items))
    exact = frozenset(number for number, item in enumerate(items) if item.start in question.numbers)
    return replace(question, items=numbered, numbers=exact, clauses=(0,) * len(items), topic_start=None)


def remember(
    memory: Memory,
    question: Question,
    shown: Sequence[str],
    record: Record,
    *,
    lean: Lean | None,
    listed: Sequence[str] = (),
) -> Memory:
    """Give what is remembered once a request was answered.

    Args:
        question: As it was understood.
        shown: Ids of the entries shown, in order.
        lean: How it leaned on the one before, if it did; what was given then is not given again.
        listed: Ids of all that was found; kept while they are asked for one by one.
    """
    people = _people(shown, record)
    named = tuple(item for item in question.items if _names(item))
    if people:
        focus = tuple(_name_item(one, record) for one in people)
    elif named:
        people = tuple(dict.fromkeys(_spoken(named, record)))
        focus = tuple(_name_item(one, record) for one in people) or named
    elif not shown:
        people = memory.people
        focus = memory.focus or tuple(item for item in question.items if item.is_content)
    else:
        # Of "who leads the Secretariat?", "he" stands for whoever leads it.
        bodies = tuple(
            item
            for item in question.items
            if item.of(MeaningKind.ORGANISATION) and Slot.WHO not in question.slots
        )
        focus = bodies[:1] or tuple(item for item in question.items if item.is_content) or memory.focus
        people = () if focus != memory.focus else memory.people
    return Memory(
        question=question if question.content else memory.question,
        shown=tuple(shown) or memory.shown,
        listed=memory.listed if lean is Lean.POSITION or not listed else tuple(listed),
        given=frozenset(shown) | (memory.given if lean not in {None, Lean.WHOLE} else frozenset()),
        people=people,
        company=tuple(dict.fromkeys((*memory.company, *people))) if lean else people,
        focus=focus,
    )


def _people(shown: Sequence[str], record: Record) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for one in shown:
        entry = record.entries.get(one)
        if isinstance(entry, Quote | Reported):
            found[entry.speaker.id] = None
        elif isinstance(entry, Fact) and len(entry.speakers) == 1:
            found[entry.speakers[0].id] = None
    return tuple(found)


def _spoken(named: Sequence[Item], record: Record) -> list[str]:
    speakers: list[str] = []
    for item in named:
        for sense in item.of(MeaningKind.SPEAKER, MeaningKind.COUNTRY):
            target = sense.meaning.target
            if sense.meaning.kind == MeaningKind.SPEAKER:
                speakers.append(target)
            else:
                speakers.extend(one.id for one in record.speakers.values() if one.speaks_for(target))
    return speakers


def _name_item(speaker_id: str, record: Record) -> Item:
    """Give the stretch that would name a speaker in full."""
    speaker = record.speakers[speaker_id]
    name = speaker.name.original
    meaning = Meaning(MeaningKind.SPEAKER, speaker_id, name, record.about.language, None)
    return Item(name, 0, 1, (Sense(meaning, 1.0),))
