"""What a question points back to: "he", "they", "that", "others", or a verb without a subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.answering.memory import Memory, matters_of
from knowledge.answering.question import THERE_IS, Question
from knowledge.language.lexicon import SPEAKING, Item
from knowledge.record.kinds import PLACES, POINTING, POSITIONS, Cue, MeaningKind, Slot

MOST_OF_WHO_SAID_THAT = 3
"""Stretches of "who | said | this?"."""
MOST_ITEMS = 5
"""Stretches of a question that may lean on another by "and" or "about"; a longer one stands alone."""
MOST_OF_DETAIL = 4
"""Stretches of a question for a detail of what was just shown."""
_PERSONS = frozenset("人谁位长国")
"""Of these characters one is in each Chinese word for others who speak: "别人", "其他外长", "哪几位"."""
_THERE_IS = "有"
_ANYBODY = re.compile(r"(?:any|every)(?:one|body)?")
_WITHOUT_GENDER = frozenset({"en", "zh"})
"""Languages in which "he" or "she" is a person."""
_GOING_ON = frozenset({Cue.AND, Cue.ALSO, Cue.ONLY})
_PUTTING = frozenset({Cue.THAT, Cue.WHETHER, Cue.TAG})
OF_FACTS = frozenset({Slot.WHEN, Slot.WHERE})
MOST_FILLING = 2
"""Stretches of a place or a time: "15 January"."""
TO_SAY: frozenset[str] = frozenset({Cue.SAY, Cue.MENTION, Cue.COMPARE})
_OF_ONE = re.compile(r"(?:[еи]т|л)$")
"""How a Russian verb ends that tells of one person: "упоминает", "говорил"."""


def is_of_what_was_shown(question: Question, content: Sequence[Item], memory: Memory) -> bool:
    """Whether a source or a translation is asked for of what was shown: "translate it to Dutch".

    What is named besides is its speaker, a plain word ("into the Chinese language"), what nobody knows
    beside a "that" ("what does that look like in Chinese?"), or a language behind "translate".
    """
    cues = question.cues
    stands = Cue.SOURCE in cues or (asks_where_it_stands(question) and bool(cues & _OF_WORDS))
    if Cue.TRANSLATE not in cues and not (stands and memory.shown):
        return False
    if Cue.TRANSLATE in cues and question.slots - {Slot.WHAT}:
        return False
    # "What does this date rest on?"
    points = Cue.THAT in cues and (Cue.SOURCE in cues or all(item.is_foreign for item in content))
    if all(
        (points and not item.is_name) or item.of(MeaningKind.WORD) or _is_heard(item, memory)
        for item in content
    ):
        return True
    before = [item for item in question.items if item.cues or item in content]
    is_ordered = Cue.TRANSLATE in before[0].cues and not cues & TO_SAY
    return is_ordered and all(item.of(MeaningKind.ABSENT) for item in content)


def _is_heard(item: Item, memory: Memory) -> bool:
    return bool(named := item.targets(MeaningKind.SPEAKER)) and named <= {*memory.people}


def concepts_of(question: Question | None) -> frozenset[str]:
    """Give the ids of what a question is about; nothing for none."""
    content = question.content if question is not None else ()
    return frozenset(target for item in content for target in item.targets(MeaningKind.CONCEPT))


def heard_on(question: Question, memory: Memory) -> frozenset[str]:
    """Give the ids of the speakers whose words were shown on what is asked about, earlier in the talk."""
    asked = matters_of(question)
    return frozenset(speaker for theme, speaker in memory.heard if theme in asked)


def goes_on(question: Question, memory: Memory) -> bool:
    """Whether it is asked who else says what was said: of another matter nobody was heard yet."""
    told, asked = concepts_of(memory.question), concepts_of(question)
    if Cue.EXCEPT in question.cues and Slot.WHAT not in question.slots:
        return True  # "and who but him speaks of culture?"
    if told and asked:
        return not told.isdisjoint(asked)  # "who else promised that?"
    if asked and question.asks_who:
        return True  # after somebody's message, "which others promised help?"
    return bool(question.cues & TO_SAY)


def asks_again(question: Question, *, of_several: bool = False) -> bool:
    """Whether what was shown is wanted in one sentence, or in its own words: "shorter", "原话呢"."""
    wants = question.cues & {Cue.SENTENCE, Cue.QUOTES, Cue.VERBATIM} or (
        Cue.SAY in question.cues and not question.slots and Cue.HE not in question.cues
    )
    cues = question.cues
    if Cue.SENTENCE in cues and cues & {Cue.NOT, Cue.EXCEPT}:
        cues = cues - {Cue.NOT, Cue.EXCEPT, Cue.WHOLE}  # "not the whole, one sentence"
    elif any({Cue.SENTENCE, Cue.WHOLE} <= one.cues | two.cues for one, two in pairwise(question.items)):
        cues = cues - {Cue.WHOLE}  # "the whole sentence"
    if of_several and Cue.VERBATIM in cues:
        cues = cues - {Cue.WHOLE}  # "原文": of one it is the whole message
    if not question.slots and {Cue.ONLY} < cues <= {Cue.ONLY, Cue.PERSON, Cue.NAME}:
        return True  # "only the countries"
    if not question.slots and Cue.TELL in cues and cues & {Cue.THAT, Cue.THEY}:
        return cues - {Cue.THEY} <= _AGAIN  # "read me that part", "list them"
    return bool(wants) and cues <= _AGAIN and question.slots <= {Slot.WHAT}


def asks_for_the_list(question: Question) -> bool:
    """Whether those who were listed are only to be named: "names?", "перечисли", "list them all"."""
    names = question.cues & {Cue.TELL, Cue.NAME}
    return bool(names) and question.cues <= _LISTING and not question.slots


_LISTING = frozenset({Cue.TELL, Cue.NAME, Cue.PERSON, Cue.THEY, Cue.THAT, Cue.EVERY, Cue.SELF})


def asks_who_came_first(question: Question) -> bool:
    """Whether it asks who of all spoke first or last: "who said it first?"."""
    asks = question.slots == {Slot.WHO} and question.cues <= {
        Cue.SAY,
        Cue.THAT,
        Cue.ABOUT,
        *POSITIONS,
        Cue.LAST,
    }
    return asks and Cue.SAY in question.cues and bool(question.cues & {*POSITIONS, Cue.LAST})


def asks_if_verbatim(question: Question) -> bool:
    """Whether it is asked if what was shown is a quotation: "were those their exact words?"."""
    if Cue.VERBATIM not in question.cues or not (question.is_polar or question.is_asked):
        return False
    typed = {item.typed for item in question.items}
    if not typed.isdisjoint({THERE_IS, _THERE_IS}):
        return False  # "прямая речь у него есть?" asks for one
    first = question.items[0]
    # "Does he have a direct quote?" asks for one, too.
    points = bool(question.cues & {Cue.THAT, Cue.THEY, Cue.PERSON}) or first.is_han
    is_bare = Cue.WHETHER not in question.cues  # "in his own words?"
    if is_bare and Cue.ALSO in first.cues:
        return False  # "and his exact words?" asks for them
    is_said = Cue.WHETHER in first.cues  # "is that literally what he said?"
    return (points or is_bare or Cue.HE not in question.cues) and (is_said or not question.slots)


def leaves_out(question: Question) -> bool:
    """Whether it only says whom to leave out of what was found: "not Kazakhstan", "not the Russian one"."""
    telling = [item for item in question.items if not item.is_idle and Cue.PERSON not in item.cues]
    if telling and not telling[0].is_name and telling[0].cues & _GOING_ON:
        telling = telling[1:]
    denies = bool(telling) and telling[0].cues & {Cue.NOT, Cue.RATHER} and not telling[0].cues & TO_SAY
    denies = denies and not corrects(question)
    asks = question.is_polar or question.slots
    return bool(denies) and not asks and all(item.is_name for item in telling[1:])


def corrects(question: Question) -> bool:
    """Whether it begins with a "no", and who or what is meant instead stands behind a comma: "нет, Китай"."""
    ends = question.items[0].end
    is_apart = ends < len(question.clauses) and question.clauses[ends] != question.clauses[0]
    return bool(question.items[0].cues & {Cue.NOT, Cue.RATHER, Cue.TAG}) and is_apart


def asks_who_said_that(question: Question) -> bool:
    """Whether it is asked who said words that are not there: "who said so?"."""
    asks = question.asks_who and {Cue.SAY, Cue.THAT} <= question.cues and Cue.LONGEST not in question.cues
    about = sum(Cue.ABOUT in item.cues for item in question.items)  # "кто об этом сказал?"
    return asks and _weighty(question) - about <= MOST_OF_WHO_SAID_THAT


def asks_whose_that_is(question: Question, memory: Memory) -> bool:
    """Whether it is asked who said what was shown of one: "who wrote that?", but not "who else did?"."""
    others = question.is_negative or bool(question.cues & {Cue.ELSE, Cue.MORE})
    return len(memory.people) == 1 and not others and asks_who_said_that(question)


def asks_of_all(question: Question, before: Question) -> bool:
    """Whether it asks who does not, or orders to list them, or how many those are who were found."""
    if question.is_negative:
        return question.asks_who or (not question.slots and Cue.TELL in question.cues)
    return Slot.HOW_MANY in question.slots and asked_who(before) and not _counts_messages(question)


def ranks(question: Question, before: Question) -> bool:
    """Whether it is asked who says most, or least, of those who were spoken of: "which of them …?"."""
    of_them = Cue.THEY in question.cues or Cue.COMPARE in before.cues
    return of_them and bool(question.cues & {Cue.LONGEST, Cue.SHORTEST})


def asked_who(before: Question) -> bool:
    """Whether who does something was asked, or who else does."""
    return before.asks_who or Cue.ELSE in before.cues


def _counts_messages(question: Question) -> bool:
    """Whether it is asked how many messages there are: "how many messages in all?", but not "is that?"."""
    said = [item for item in question.items if item.kinds != {MeaningKind.STOP}]
    counted = any(Slot.HOW_MANY in one.slots and Cue.SAY in two.cues for one, two in pairwise(said))
    return counted and not question.cues & {Cue.ACT, Cue.THEY}


_AGAIN = frozenset(
    {
        Cue.SENTENCE,
        Cue.QUOTES,
        Cue.VERBATIM,
        Cue.SAY,
        Cue.TELL,
        Cue.HE,
        Cue.THAT,
        Cue.SELF,
        Cue.ACT,
        Cue.ALSO,
        Cue.MORE,
    }
    | {Cue.WHETHER, Cue.ONLY}
)
PARTS = frozenset({Cue.WHOLE, Cue.BEGINS, Cue.ENDS})
_OF_WORDS = frozenset({Cue.THAT, Cue.SENTENCE, Cue.QUOTES})
_OF_DETAILS = frozenset({Slot.WHICH, Slot.WHAT, Slot.WHERE, Slot.WHEN, Slot.HOW_MANY, Slot.WHY})


def asks_where_it_stands(question: Question) -> bool:
    """Whether it is asked where something was said, which is its source: "где об этом написано?"."""
    if Slot.WHERE not in question.slots or question.asks_who:
        return False
    # "Where can I read that?"
    finds = Cue.THAT in question.cues and bool(question.cues & {Cue.MENTION, Cue.SELF, Cue.ABOUT, Cue.ACT})
    return finds or Cue.SAY in question.cues


def doubts(question: Question) -> bool:
    """Whether it only asks if that is so: "really?", "is that true?", "правда?", "真的吗？"."""
    asks = question.is_polar or question.is_asked
    points = len(question.items) == 1 or Cue.TAG in question.cues or question.cues >= {Cue.WHETHER, Cue.THAT}
    is_bare = question.cues <= _DOUBTING and not (question.slots or question.content or question.is_chitchat)
    return asks and points and is_bare


_DOUBTING = frozenset({Cue.WHETHER, Cue.THAT, Cue.TAG})


def asks_who_that_is(question: Question) -> bool:
    """Whether it is asked who somebody is, and not who said it: "who is that exactly?", "кто это вообще?"."""
    points = any(Cue.THAT in item.cues and Cue.ALSO not in item.cues for item in question.items)  # "then"
    points = points and not any(
        item.slots and item.typed.startswith("у ") for item in question.items
    )  # "у кого"
    is_bare = len(question.items) == 1 and Cue.ELSE not in question.cues  # "which country"
    return question.slots == {Slot.WHO} and (points or is_bare) and not question.cues & {*TO_SAY, Cue.NOT}


def asked_who_somebody_is(memory: Memory) -> bool:
    """Whether it was told who somebody is who is no speaker: "who is Zhang Ming?"."""
    before = memory.question
    if before is None or memory.people or not memory.given or before.slots != {Slot.WHO}:
        return False
    return len(before.content) == 1 and not before.cues & {*TO_SAY, Cue.NOT, Cue.ELSE, Cue.HEADS, Cue.POST}


def asks_of_a_body(question: Question, memory: Memory) -> bool:
    """Whether it is asked where that is, who stands at its head, or, after a fact, who wrote to it."""
    wrote = Slot.WHO in question.slots and {Cue.SAY, Cue.THAT} <= question.cues and not memory.people
    is_headed = question.asks_who and Cue.POST in question.cues
    return is_headed or wrote or (Slot.WHERE in question.slots and Cue.THAT in question.cues)


def may_ask_of_a_body(question: Question) -> bool:
    """Whether something is asked of "it", or in a few words who or where: "who leads it?", "老大是谁"."""
    asks = question.asks_who or Slot.WHERE in question.slots
    is_short = asks and not question.cues & TO_SAY and not _asks_of_bodies(question)
    return Cue.THAT in question.cues or (is_short and _weighty(question) <= MOST_OF_DETAIL)


def are_bodies(focus: Sequence[Item]) -> bool:
    """Whether what was spoken of has a place, of which "where is it?" asks."""
    return bool(focus) and all(item.of(MeaningKind.ORGANISATION) for item in focus)


def is_of_a_person(question: Question) -> bool:
    """Whether "he" can be no body: where things have a gender, a secretariat may be a "he" as well."""
    said = (sense.meaning for item in question.items for sense in item.of(MeaningKind.CUE))
    return any(one.target == Cue.HE and one.language in _WITHOUT_GENDER for one in said)


def speaks_of_somebody(question: Question, memory: Memory) -> bool:
    """Whether "he" or "they" stand for somebody spoken of before, and not for whoever is asked for.

    "They" may be anybody, so with nobody spoken of it leans on nobody; nor does "his" where "who" asks.
    """
    if not memory.focus and _is_of_anybody(question):
        return False
    asks_who = question.asks_who and Cue.POST not in question.cues
    if asks_who and (Slot.WHO in question.slots or Cue.HE not in question.cues):
        return False
    asks = question.is_polar or bool(question.slots) or bool(question.cues & TO_SAY)
    is_named = (
        any(item.of(MeaningKind.ORGANISATION) for item in question.items) and not question.cues & TO_SAY
    )
    if (not memory.focus and not asks) or (not memory.people and is_named):
        return False
    if len(memory.people) == 1 and _is_of_the_message(question):
        return True
    if Cue.HE in question.cues:
        return True
    are_compared = Cue.COMPARE in question.cues and len(memory.company) > 1
    return Cue.THEY in question.cues and bool(are_compared or memory.people or memory.focus)


def _is_of_anybody(question: Question) -> bool:
    """Whether in English whoever is asked of is "he" as well: "did any minister thank his hosts?"."""
    places = [place for place, item in enumerate(question.items) if Cue.HE in item.cues]
    return bool(places) and any(_ANYBODY.fullmatch(item.typed) for item in question.items[: places[0]])


def _is_of_the_message(question: Question) -> bool:
    """Whether it is asked what a message says: "what does it say of it?", "any mention of it there?"."""
    points = [place for place, item in enumerate(question.items) if Cue.THAT in item.cues]
    says = [place for place, item in enumerate(question.items) if item.cues & TO_SAY]
    if not points or not says or question.items[0].is_han:
        return False
    ends = points[-1] == len(question.items) - 1 and says[0] < points[-1] - 1
    return ends or any(place + 1 in says for place in points)


def drops_its_subject(question: Question, memory: Memory) -> bool:
    """Whether it is asked in Chinese if "提到…", what "关于…" or what "信里…", and of nobody.

    That is asked of whoever was spoken of. So is in Russian what a verb tells of one person: "безопасность
    упоминает?".
    """
    telling = [item for item in question.items if not item.is_idle]
    if len(memory.people) != 1 or not telling or Cue.ANYONE in question.cues:
        return False
    if len(telling) == 1:
        return _tells_of_one(question)
    first, said = telling[:2]
    if not first.is_han:
        # "Does culture come up too?"
        last = next((one for one in reversed(telling) if Cue.ALSO not in one.cues), first)
        comes = Cue.WHETHER in first.cues and Cue.MENTION in last.cues
        return (comes and Cue.ALSO in question.cues) or _tells_of_one(question)
    if _is_of_people_in_han(question.items[0]):
        return False  # "有人提到…吗？" asks of anybody
    if first.cues & TO_SAY and question.slots in ({Slot.WHAT}, {Slot.WHICH}):
        return True
    tells = bool(question.cues & {Cue.ABOUT, Cue.ALSO}) and bool(question.cues & TO_SAY)
    asks = Cue.WHETHER in first.cues and bool(said.cues & TO_SAY)
    is_there = question.items[0].typed == _THERE_IS and not _asks_of_bodies(question)
    is_office = all(item.of(MeaningKind.OFFICE) for item in question.content)
    # "经济提了吗？"
    is_of_matter = first.is_content and not any(map(_is_of_people_in_han, question.items))
    says = bool(first.cues & TO_SAY) or (is_of_matter and bool(question.cues & TO_SAY))
    asks = asks or (question.is_polar and (says or is_there or is_office))
    return asks or (tells and not question.is_polar and question.slots <= {Slot.WHAT})


def _asks_of_bodies(question: Question) -> bool:
    return any(item.of(MeaningKind.ORGANISATION) for item in question.items)


def _tells_of_one(question: Question) -> bool:
    """Whether in Russian a verb tells of one person, of what they say or do by it: "обещал что-нибудь?"."""
    acts = any(
        item.is_cyrillic
        and (item.cues & TO_SAY or (item.of(MeaningKind.CONCEPT) and question.is_asked))
        and _OF_ONE.search(item.typed)
        for item in question.items
    )
    others = question.cues & {Cue.COMPARE, Cue.PERSON}
    return acts and question.slots <= {Slot.WHAT} and not others


def is_complete(question: Question, memory: Memory) -> bool:
    """Whether a question without a matter asks of the record as a whole: "who wrote the longest message?".

    So does who wrote at all, once somebody was named in vain, or to a body that was spoken of.
    """
    before = memory.question.content if memory.question is not None else ()
    if question.asks_who and Cue.SAY in question.cues and are_bodies(memory.focus):
        return not asks_who_said_that(question)
    if question.asks_who and not memory.people and not any(is_matter(item) for item in before):
        return True
    if question.asks_who and _tells_of_messages(question):
        return True
    leans = bool(question.cues & {Cue.THAT, Cue.ALSO, Cue.ABOUT})
    leans = leans or (
        memory.question is not None and memory.question.is_polar and any(map(is_matter, before))
    )
    says = bool(question.cues & {Cue.SAY, Cue.COMPARE}) and not leans
    return says or bool(question.cues & {Cue.LONGEST, Cue.SHORTEST})


def _tells_of_messages(question: Question) -> bool:
    """Whether it tells what was sent: "who sent messages?", where "who said so?" leans on what was asked."""
    said = [item for item in question.items if Cue.SAY in item.cues]
    return len(said) > 1 and Cue.THAT not in question.cues


def asks_if_it_was_so(question: Question, before: Question) -> bool:
    """Whether a place or a time is put to what was asked of another: "was it in Moscow?", after "when …?".

    Behind "it" or a preposition stands nothing but a name, a number or a plain word.
    """
    content = question.content
    asks = (question.is_polar or question.is_asked) and question.cues <= _PUTTING and not question.slots
    begins = content and question.items[0] not in content
    is_told = any(Cue.THAT in item.cues or item.kinds == {MeaningKind.STOP} for item in question.items)
    of_fact = bool(before.slots & OF_FACTS) and not before.cues & TO_SAY
    fills = not any(item.of(MeaningKind.SPEAKER, MeaningKind.ORGANISATION) for item in content)
    return bool(asks and begins and is_told and of_fact and fills) and len(content) <= MOST_FILLING


def is_detail(question: Question) -> bool:
    """Whether a question has neither a verb nor anybody in it: "of what country?"."""
    asks = bool(question.slots) and question.slots <= _OF_DETAILS and not _asks_of_bodies(question)
    return asks and not question.cues & {*TO_SAY, Cue.WHETHER} and len(question.items) <= MOST_OF_DETAIL


def asks_when_that_was(question: Question) -> bool:
    """Whether it is asked when something was of which somebody spoke: "when was that, the decision?"."""
    return question.slots == {Slot.WHEN} and Cue.THAT in question.cues and not question.cues & TO_SAY


def asks_when_it_was_said(question: Question, content: Sequence[Item]) -> bool:
    """Whether it is asked when somebody said what was shown, whatever year it tells of: "这话是哪年说的"."""
    says = bool(question.cues & TO_SAY) and Cue.THAT in question.cues
    return says and question.slots == {Slot.WHEN} and not content and not question.is_polar


def place_in_list(question: Question, memory: Memory) -> int | None:
    """Give the place of whoever is asked for among several; "at the very end" is of their list, too."""
    place = position(question)
    is_at_an_end = question.cues & {Cue.BEGINS, Cue.ENDS} and Cue.HE not in question.cues
    if place is None and len(memory.people) > 1 and is_at_an_end:
        return -1 if Cue.ENDS in question.cues else 0
    return place


def asks_of_a_place(question: Question, before: Question | None) -> bool:
    """Whether whoever stands at a place in a list is asked of: not "who spoke first?", nor a first summit.

    Of "the second one" and "the second minister" a verb may follow, and so may what was just asked about.
    """
    told = concepts_of(before)
    is_of_a_thing = any(
        item.cues & PLACES
        and behind.is_content
        and not (behind.is_foreign or is_holder(behind) or _is_of_one(item))
        and told.isdisjoint(behind.targets(MeaningKind.CONCEPT))
        for item, behind in pairwise(question.items)
    )
    return not (is_of_a_thing or Slot.WHO in question.slots or question.is_negative)


def _is_of_one(item: Item) -> bool:
    """Whether a place in a list is a person's as it stands: "the second one", "第一位"."""
    return item.typed.endswith(" one") or _is_of_people_in_han(item)


def position(question: Question) -> int | None:
    """Give the number that is asked for, from 0; -1 for the last, None if none is.

    Of several the one named last counts: "the first I have read, now the second".
    """
    told = [item.cues for item in question.items if item.cues.isdisjoint({Cue.BEGINS, Cue.ENDS})]
    found = [number for cues in told for number, cue in enumerate(POSITIONS) if cue in cues]
    if found:
        return found[-1]
    return -1 if Cue.LAST in question.cues and Cue.ENDS not in question.cues else None


def is_placed(question: Question) -> bool:
    """Whether it is asked who stands at a place of the record's own list: "who comes second?"."""
    return question.asks_who and position(question) is not None


def places(question: Question) -> list[int]:
    """Give the numbers of all places in a list that are named, from 0; -1 for the last."""
    numbers = {**{cue: number for number, cue in enumerate(POSITIONS)}, Cue.LAST: -1}
    return [number for item in question.items for cue, number in numbers.items() if cue in item.cues]


def is_of_others(question: Question) -> bool:
    """Whether others than whoever was heard are asked for, by a word that stands for persons.

    "А у других что?", but "есть у него другие слова?" and "помимо этого?"; "还有没有其他人".
    """
    places = [place for place, item in enumerate(question.items) if Cue.ELSE in item.cues]
    if any(map(_is_of_people_in_han, (question.items[place] for place in places))):
        return True
    return any(
        question.items[place].is_cyrillic
        and Cue.EXCEPT not in question.items[place].cues
        and not any(item.cues & TO_SAY for item in question.items[place + 1 : place + 2])
        for place in places
    )


def _is_of_people_in_han(item: Item) -> bool:
    return item.is_han and not _PERSONS.isdisjoint(item.typed)


def picks(question: Question) -> bool:
    """Whether somebody is picked from those who were found: "give me the Kyrgyz one again"."""
    after = (
        one.of(*SPEAKING) and Cue.PERSON in behind.cues and not behind.is_content
        for one, behind in pairwise(question.items)
    )
    return question.cues <= {Cue.TELL, Cue.PERSON, Cue.SELF} and any(after)


def asks_of_an_office(question: Question) -> bool:
    """Whether an office stands behind somebody's name: "is Lavrov the prime minister?"."""
    named = [item.start for item in question.items if item.of(MeaningKind.SPEAKER)]
    held = [item.start for item in question.items if item.of(MeaningKind.OFFICE) and item.start not in named]
    return question.is_polar and bool(named and held) and named[0] < held[-1]


def asks_if_mentioned(question: Question, content: Sequence[Item]) -> bool:
    """Whether it asks if a country is mentioned from which nothing came: "did anyone mention Iran?"."""
    is_in_vain = all(item.of(MeaningKind.ABSENT) for item in content)
    leans = question.cues & {*POINTING, Cue.ALSO, Cue.AND}
    return is_in_vain and question.is_polar and Cue.MENTION in question.cues and not leans


def asks_why_nobody_else(question: Question, content: Sequence[Item]) -> bool:
    """Whether it is asked why none who holds an office did it: "why not the foreign minister?"."""
    denies = question.cues & {Cue.NOT, Cue.RATHER} and question.slots == {Slot.WHY}
    of_office = any(item.of(MeaningKind.OFFICE) for item in question.items)
    return bool(denies) and of_office and all(map(is_holder, content))


def asks_if_sent_too(question: Question, before: Question) -> bool:
    """Whether it is asked if somebody is one of those who wrote: "how many wrote?", "India too?"."""
    counted = before.asks_who or Slot.HOW_MANY in before.slots
    asks = question.is_polar or (question.is_asked and Cue.ALSO in question.cues)
    bare = not question.cues - {Cue.ALSO, Cue.WHETHER, Cue.THEY, Cue.AND}
    speaks = all(item.of(*SPEAKING) for item in question.content)
    return counted and Cue.SAY in before.cues and asks and bare and speaks


def asks_for_his_office(question: Question, content: Sequence[Item]) -> bool:
    """Whether a yes or a no is asked of his office: "is he the vice premier?"."""
    asks = question.is_polar and Cue.HE in question.cues and not question.cues & TO_SAY
    return asks and bool(content) and all(item.of(MeaningKind.OFFICE) for item in content)


def asks_of_the_holder(question: Question, content: Sequence[Item]) -> bool:
    """Whether one minister is asked of without a country: "what is the minister's name?"."""
    if len(content) != 1 or not is_holder(content[0]) or content[0].typed.endswith(_MANY):
        return False
    is_many = question.asks_who or question.is_polar or question.cues & {Cue.THEY, Cue.EVERY, Cue.ELSE}
    is_of_words = question.slots == {Slot.WHAT} and question.cues & TO_SAY
    return not is_many and (Cue.NAME in question.cues or bool(is_of_words))


_MANY = ("s", "ы", "и", "ов", "ам", "ах", "ами")
"""Ends of what is said of several ministers; there are none in Chinese."""


def asks_if_he_is_alone(question: Question) -> bool:
    """Whether it is but "only him?"; not "is he only a minister?"."""
    asks = question.is_asked or Cue.WHETHER in question.cues
    asks = asks and not any(item.of(MeaningKind.OFFICE) for item in question.items)
    return asks and {Cue.ONLY, Cue.HE} <= question.cues <= _OF_ALONE


def is_new(question: Question, memory: Memory) -> bool:
    """Whether somebody is named who was not heard yet, to go on to them: "再来看看…", "добавь Лаврова".

    So it is where "more" only leads to what is asked of them: "one more: what does Saidov say of it?".
    """
    speakers = {target for item in question.items for target in item.targets(MeaningKind.SPEAKER)}
    first = question.items[0]
    adds = first.is_cyrillic and not question.slots and Cue.ABOUT not in question.cues
    adds = adds or first.is_han or (Cue.THAT in question.cues and says_of_it(question))
    return adds and bool(speakers) and speakers.isdisjoint(memory.people)


def says_of_it(question: Question) -> bool:
    """Whether it is asked what somebody says of what was spoken of: "what does Saidov make of it?"."""
    points = Cue.THAT in question.cues or adds(question) or _asks_for_a_view(question)
    asks = question.cues & {Cue.SAY, Cue.MENTION, Cue.ABOUT}
    others = question.cues & {Cue.ELSE, Cue.COMPARE}
    # "Who sent it for India?"
    is_whole = question.asks_who and any(item.of(*SPEAKING) for item in question.items)
    return points and bool(asks) and not (others or is_whole or _is_of_him(question))


def _asks_for_a_view(question: Question) -> bool:
    """Whether in Chinese somebody's view is asked for, and of nothing: "赛义多夫怎么看？"."""
    items = [item for item in question.items if item.kinds != {MeaningKind.STOP}]
    view = items[-1]
    return len(items) == 2 and view.is_han and {Cue.SAY, Cue.ABOUT} <= view.cues  # noqa: PLR2004 - whose, and what


def _is_of_him(question: Question) -> bool:
    """Whether "he" is asked of; whoever is named before it is that: "轮到王毅了，他什么意见"."""
    saying = {question.clauses[item.start] for item in question.items if item.slots or item.cues & TO_SAY}
    for item in question.items:
        if item.of(*SPEAKING):
            return False
        if Cue.HE in item.cues and (not item.is_han or question.clauses[item.start] in saying):
            return True
    return False


def adds(question: Question) -> bool:
    """Whether a question begins with "and" or has a "too"; an "and" between two names adds nothing."""
    return any(
        Cue.ALSO in item.cues and (not place or Cue.AND not in item.cues)
        for place, item in enumerate(question.items)
    )


def compares_on(question: Question, before: Question) -> bool:
    """Whether those who were compared are compared on: "now compare them on trust"."""
    return Cue.COMPARE in question.cues & before.cues


def asks_about_what(question: Question) -> bool:
    """Whether an "about" is asked for, and not one of what was spoken of: "what does he talk about then?"."""
    places = [place for place, item in enumerate(question.items) if Cue.ABOUT in item.cues]
    if Slot.WHAT not in question.slots or not places:
        return False
    behind = question.items[places[-1] + 1 :]
    return not question.items[0].is_han and all(Cue.ALSO in item.cues or item.is_idle for item in behind)


def leads(question: Question) -> bool:
    """Whether a short question begins with "and", "what about" or the like, and asks nothing else."""
    leads = bool(
        question.cues & {Cue.ALSO, Cue.ABOUT, Cue.ONLY} or question.items[0].cues & {Cue.AND, Cue.OR}
    )
    leads = leads or (Cue.MORE in question.cues and question.items[0].is_han)  # "再说说信任"
    leads = leads or corrects(question)
    asks = question.slots - {Slot.WHAT} or question.cues & {*TO_SAY, Cue.NAME}  # "and the head's name?"
    adds_on = adds(question) or Cue.ONLY in question.cues  # "give me only the part about culture"
    tells = Cue.TELL in question.cues and not adds_on  # "tell me about …" stands alone
    is_short = _weighty(question) <= MOST_ITEMS or {Cue.ONLY, Cue.ABOUT} <= question.cues
    return leads and not asks and not tells and is_short


def _weighty(question: Question) -> int:
    """Count the stretches that are more than light words or courtesies."""
    return sum(not item.kinds <= {MeaningKind.STOP, MeaningKind.SMALL_TALK} for item in question.items)


def is_bare_matter(question: Question) -> bool:
    """Whether a question is but one matter: "NATO?"."""
    return question.is_asked and len(question.items) == 1 and not question.cues and not question.slots


def is_holder(item: Item) -> bool:
    """Whether a stretch says by their office who is meant: "the Russian minister"."""
    return Cue.PERSON in item.cues and item.is_content and bool(item.of(MeaningKind.OFFICE))


def is_matter(item: Item) -> bool:
    """Whether a stretch is what somebody may speak of: no name, and no office."""
    return not item.is_name and not item.of(MeaningKind.OFFICE)


def speaks_of_others(question: Question, memory: Memory) -> bool:
    """Whether it is asked what somebody who was spoken of says of others: "did he mention India?"."""
    says = Cue.MENTION in question.cues or (Cue.ABOUT in question.cues and bool(question.cues & TO_SAY))
    if not says or question.asks_who or len(memory.people) != 1:
        return False
    first = next((item for item in question.items if item.is_name or Cue.HE in item.cues), None)
    # "Lavrov, how does he …?" speaks of Lavrov; what an "about" comes before does not speak.
    leads = first is not None and (Cue.HE in first.cues or not first.of(*SPEAKING))
    telling = [item for item in question.items if not item.is_idle]
    drops = telling[0].is_han and Cue.MENTION in telling[0].cues  # "提到印度了吗"
    return drops or (leads and Cue.HE in question.cues and _is_of_him(question))


def speak_of_others(question: Question, memory: Memory) -> bool:
    """Whether it is asked if those who were spoken of mention others: "do either of them mention India?"."""
    first = next((item for item in question.items if item.is_name or Cue.THEY in item.cues), None)
    leads = first is not None and Cue.THEY in first.cues
    says = question.is_polar and Cue.MENTION in question.cues
    return leads and says and len(memory.company) > 1


def is_about_others(question: Question, memory: Memory) -> bool:
    """Whether but an "about" and who sent nothing follow what somebody said: "and about Ukraine?"."""
    telling = [item for item in question.items if not item.is_idle and Cue.ALSO not in item.cues]
    if len(memory.people) != 1 or question.slots - {Slot.WHAT} or len(telling) < 2:  # noqa: PLR2004 - these two
        return False
    about, *named = telling
    return Cue.ABOUT in about.cues and all(item.of(MeaningKind.ABSENT) for item in named)


def asks_where_he_is_from(question: Question, content: Sequence[Item]) -> bool:
    """Whether a yes or a no is asked of his country, and not of what he says: "is he from China?"."""
    asks = question.is_polar and Cue.HE in question.cues and not question.cues & TO_SAY
    return asks and bool(content) and all(item.of(MeaningKind.COUNTRY) for item in content)


def asks_for_his_own(question: Question) -> bool:
    """Whether what is asked of somebody leans on no matter: an office, or what about somebody speaks."""
    return asks_of_an_office(question) or _asks_for_the_matter(question)


def _asks_for_the_matter(question: Question) -> bool:
    """Whether it is asked what about somebody speaks: "and what did Lavrov write about?", "а он о чём?"."""
    last = question.items[-1]
    ends = Cue.ABOUT in last.cues or (Cue.MENTION in last.cues and " " in last.typed)
    return (ends and Slot.WHAT in question.slots) or any(
        Cue.ABOUT in one.cues and Slot.WHAT in other.slots and one.end == other.start
        for one, other in pairwise(question.items)
        if question.clauses[one.start] == question.clauses[other.start]
    )


def asks_if_a_holder_said_that(question: Question, content: Sequence[Item]) -> bool:
    """Whether a yes or a no is asked of who said so: "was that said by a minister?", "это министр?"."""
    asks = question.is_polar or (question.is_asked and not question.slots)
    points = Cue.THAT in question.cues and question.cues <= _OF_HOLDER
    held = content or [item for item in question.items if item.of(MeaningKind.OFFICE)]
    return asks and points and bool(held) and all(item.of(MeaningKind.OFFICE) for item in held)


_OF_HOLDER = frozenset({Cue.SAY, Cue.THAT, Cue.WHETHER, Cue.PERSON, Cue.ALSO, Cue.AND, Cue.BY})


def asks_what_each_says(question: Question) -> bool:
    """Whether the words of several are asked for, and no matter: "what does each of them say?"."""
    asks = question.cues & {Cue.SAY, Cue.ABOUT} and question.slots <= {Slot.WHAT} and not question.is_polar
    return bool(asks) and not question.content and not question.cues & {Cue.ELSE, Cue.MORE, *PARTS}


def is_told_there(question: Question, memory: Memory) -> bool:
    """Whether what was shown tells it: "to whom exactly?", "чья она?", or of one alone "what for?"."""
    cues = question.cues
    to_whom = bool(memory.people) and Cue.WHOM in cues and question.slots <= {Slot.WHO} and cues <= _TO_WHOM
    whose = any(item.slots and item.typed in _WHOSE for item in question.items)
    whose = whose and not cues & {*TO_SAY, Cue.ELSE, Cue.MORE, Cue.NOT}
    is_of_one = (
        len(memory.people) == 1 and bool(memory.given) and question.slots == {Slot.WHAT} and cues <= _WHAT_FOR
    )
    return to_whom or whose or is_of_one


_OF_ALONE = frozenset({Cue.ONLY, Cue.HE, Cue.WHETHER, Cue.ALSO, Cue.ELSE})
_TO_WHOM = frozenset({Cue.WHOM, Cue.ALSO, Cue.THAT, Cue.AND, Cue.BY})
_WHAT_FOR = frozenset({Cue.CLAUSE, Cue.ALSO, Cue.AND, Cue.PURPOSE})
_WHOSE = frozenset({"чеи", "чья", "чье", "чьи"})
