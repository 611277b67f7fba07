"""What was typed, understood: who and what it names, what kind of answer it wants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from knowledge.answering.left_out import (
    without_excepted,
    without_kinship,
    without_known,
    without_rejected,
)
from knowledge.answering.request import Utterance
from knowledge.language.lexicon import NAMES, SPEAKING, Item, Lexicon, shared
from knowledge.language.numerals import find_numerals, without_amounts, without_other_choices
from knowledge.normalise import Script, script_of
from knowledge.record.kinds import POINTING, Cue, MeaningKind, Slot, SmallTalk

SPECIAL_SLOTS = frozenset(slot for slot in Slot if slot.is_special)
"""Question words that only an entry made for them can answer."""
JOINING_SLOTS = frozenset(slot for slot in Slot if slot.joins)
"""Those of them that also join clauses."""
_WHO = frozenset({Slot.WHO, Slot.WHICH})
SAYING = frozenset({Cue.SAY, Cue.MENTION})
"""Cues that somebody says something."""
LEAST_STATED = 3
"""Stretches that a statement is about: of whom, what, and a place, a time or a number."""
_NOBODY = frozenset("没无")
"""Of these characters one is in each Chinese word for nobody, who asks for whoever does: "没人提吗？"."""
_IN_DETAIL = frozenset({Slot.WHICH, Slot.WHEN, Slot.WHERE, Slot.HOW_MANY, Slot.HOW_MUCH, Slot.WHY})
_PARTING = frozenset({SmallTalk.THANKS, SmallTalk.BYE})
_OF_WHAT_WAS_SHOWN = frozenset({Cue.SOURCE, Cue.TRANSLATE, Cue.COMPARE, Cue.POST, Cue.BEGINS, Cue.ENDS})
"""Cues that want something of what was just shown, beside thanks for it."""
_DEMANDING = frozenset({*SAYING, Cue.TELL, Cue.COMPARE, Cue.ABOUT, Cue.ELSE, Cue.MORE, Cue.SOURCE})
MOST_OF_THANKS = 5
"""Stretches of a text that thanks and asks nothing; a longer one may."""
MOST_OF_OFFICE = 3
"""Stretches of a question whether somebody holds an office, in a language that needs no verb for it."""
THERE_IS = "есть"
_VERB = re.compile(r"(?:[еиуюя]т|(?<!мыс|пос)(?<!посо)л[аио]?)(?:с[яь])?(?: |$)")
"""How Russian verbs of the third person and of the past end, each also before an object of its phrase."""
_PREPOSITIONS = frozenset({"в", "во", "из", "на", "от", "со"})
WITHIN = frozenset({"in", "at", "в", "во", "на", "在", "设 在", "位 于"})
"""Prepositions before a place, and Chinese verbs that need none."""
_NONE: frozenset[int] = frozenset()
_TOWARDS = frozenset("向对给跟替朝")
"""Chinese prepositions before those to whom something is done."""
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
        adverbs: Places of the words that say how something is done.
        surnames: Places of characters that may begin somebody's name.
        excepted: The names that are told to be left out: "who besides Lavrov …?".
        surfaces: Token → the word as it was typed.
        is_asked: It ends with a question mark.
        is_polar: It asks for a yes or a no.
        is_negative: It asks who or what is not: "who did not mention …?".
        is_of_before: It asks of a time before: "who led it before?", but not "before the meeting".
    """

    text: str
    items: tuple[Item, ...]
    slots: frozenset[str]
    cues: frozenset[str]
    language: str
    clauses: tuple[int, ...]
    topic_start: int | None
    numbers: frozenset[int] = frozenset()
    adverbs: frozenset[int] = frozenset()
    surnames: frozenset[int] = frozenset()
    excepted: tuple[Item, ...] = ()
    surfaces: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    is_asked: bool = False
    is_polar: bool = False
    is_negative: bool = False
    is_of_before: bool = False

    def as_typed(self, item: Item) -> str:
        """Give a stretch in the words that were typed."""
        words = [self.surfaces.get(token, token) for token in item.typed.split()]
        if all(script_of(word.casefold()) == Script.HAN for word in words):
            return "".join(words)
        return " ".join(words)

    @property
    def content(self) -> tuple[Item, ...]:
        """The stretches that must be explained: what it is about, and words nobody knows."""
        return tuple(item for item in self.items if item.is_content or not item.senses)

    @property
    def asks_who(self) -> bool:
        """Whether it asks who, or which of them."""
        return not self.slots.isdisjoint(_WHO)

    @property
    def is_chitchat(self) -> bool:
        """Whether it only greets, thanks or agrees: "thanks, that helps" asks nothing either."""
        said = {target for item in self.items for target in item.targets(MeaningKind.SMALL_TALK)}
        of_him = Cue.HE in self.cues and (SmallTalk.IDENTITY not in said or Cue.ABOUT in self.cues)
        if of_him or (SmallTalk.IDENTITY not in said and (self.slots or self.cues & _OF_WHAT_WAS_SHOWN)):
            return False  # "нет, про помощь у него" asks for no help; "thanks, the source?" for the source
        if self.is_polar and Cue.ELSE in self.cues:
            return False  # "还有别人感谢吗？" asks who thanked
        asks_on = self.is_asked or (
            Cue.AND not in self.cues and any(Cue.ALSO in item.cues for item in self.items[:1])
        )
        if asks_on and said == {SmallTalk.BYE} and any(item.of(MeaningKind.CONCEPT) for item in self.content):
            return False  # "а удачи" asks who wished luck
        if said <= {SmallTalk.AGREED, SmallTalk.COMPLAINT}:
            return bool(said) and all(self._is_light_beside_small_talk(item) for item in self.items)
        return all(item.of(MeaningKind.SMALL_TALK) for item in self.content) or self._only_thanks

    def _is_light_beside_small_talk(self, item: Item) -> bool:
        """Whether it is what is said to the bot itself, or how somebody says so: "I think you are wrong"."""
        thinks = Cue.SAY in item.cues and Cue.SELF in self.cues and not item.is_content
        return bool(item.of(MeaningKind.SMALL_TALK)) or item.is_idle or thinks

    @property
    def _only_thanks(self) -> bool:
        """Whether it is short, begins with thanks or a goodbye, and neither asks nor names anything."""
        telling = [item for item in self.items if not item.is_idle and not _only_agrees(item)]
        begins = bool(telling and telling[0].targets(MeaningKind.SMALL_TALK) & _PARTING)
        asks = self.is_asked or self.slots or self.cues & _DEMANDING
        return begins and not asks and len(telling) <= MOST_OF_THANKS and not _names_anybody(self.items)


def _only_agrees(item: Item) -> bool:
    return item.targets(MeaningKind.SMALL_TALK) == {SmallTalk.AGREED}


def _names_anybody(items: Sequence[Item]) -> bool:
    return any(item.of(*NAMES) for item in items)


def understand(utterance: Utterance, recognised: Sequence[Item], lexicon: Lexicon) -> Question:
    """Tell what one request of an utterance asks.

    Args:
        recognised: The stretches of the request.
    """
    typed = utterance.typed
    clauses = _clauses(typed.clauses, recognised)
    numerals = find_numerals(typed.tokens, lexicon)
    counted = tuple(without_amounts(without_other_choices(recognised), numerals, lexicon))
    items, excepted = without_excepted(without_kinship(tuple(without_rejected(counted))), clauses)
    known: tuple[Item, ...] = ()
    if not excepted:
        items, known = without_known(items)
    cues = shared(frozenset(sense.meaning.target for item in items for sense in item.of(MeaningKind.CUE)))
    topic_start = _topic_start(items)
    slots = frozenset(_slots(_before_topic(items, topic_start, clauses)))
    if known or (excepted and not slots):
        slots |= {Slot.WHO}  # "is Lavrov the only one?" asks of others
    if _asks_of_object(items, clauses):
        slots = slots - {Slot.WHO} | {Slot.WHAT}
    if Cue.COMPARE in cues:
        slots -= {Slot.WHERE, Slot.WHEN}  # where two differ is no place
    if Cue.SOURCE in cues:
        slots -= {Slot.WHERE}  # where something was published stands below each answer
    elif Slot.WHERE in slots and Cue.THAT in cues and cues & SAYING and _names_anybody(items):
        slots = slots - {Slot.WHERE} | {Slot.WHAT}  # "Lavrov spoke of it. Where can I read that?"
    asked = any(typed.sentences[item.start] in typed.asking for item in recognised)
    of_anybody = _asks_of_anybody(items) and (asked or Cue.ANYONE in items[0].cues)
    if of_anybody:
        slots = slots - {Slot.WHO}
    first = tuple(_to_whether(items, typed.sentences))
    states = _begins_with_whether(first) or _is_tagged(items)
    if states and not any(item.slots for item in first if not item.is_content):
        slots = frozenset()  # of "is it true that … in the year 2004?" no year is asked, nor of "…? Who?"
    if slots == {Slot.WHAT} and any(item.is_han and Cue.WHETHER in item.cues for item in items):
        slots = frozenset()  # "有没有承诺什么" asks if there is anything
    return Question(
        text=utterance.text,
        items=items,
        slots=shared(slots),
        cues=cues,
        language=_language(items, typed.tokens),
        clauses=clauses,
        topic_start=topic_start,
        numbers=(numerals.exact | numerals.counting) or _NONE,
        adverbs=frozenset(item.start for item in items if lexicon.is_adverb(item.typed)) or _NONE,
        surnames=frozenset(item.start for item in items if lexicon.is_surname(item.typed)) or _NONE,
        excepted=excepted or known,
        surfaces=typed.surfaces,
        is_asked=asked,
        is_polar=not (slots or Cue.OR in cues or _is_asked_within(items, lexicon))
        and (of_anybody or _is_polar(items, asked=asked)),
        is_negative=_is_negative(items, clauses),
        is_of_before=_is_of_before(items, clauses),
    )


def _is_asked_within(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """Whether a phrase of the record begins with a question word: "какие организации"."""
    return any(
        item.is_content and " " in item.typed and lexicon.asks(item.typed.split()[0]) for item in items
    )


def _is_polar(items: Sequence[Item], *, asked: bool) -> bool:
    """Whether a request without a question word asks for a yes or a no.

    By its first word, or in a language that puts a particle elsewhere by that; or, with a question mark, by a
    speaker who is said to mention something: "Лавров упоминал ООН?".
    """
    if any(one.cues & SAYING and _IN_DETAIL & two.slots for one, two in pairwise(items)):
        return False  # "does he say which year?" is no yes where he speaks of years
    if _begins_with_whether(items):
        return True
    if any(Cue.WHETHER in item.cues and script_of(item.typed) != Script.LATIN for item in items):
        return True
    if _is_tagged(items):
        return True
    asked = asked and not any(item.is_han for item in items)  # Chinese has a particle for it
    mentions = any(Cue.MENTION in item.cues for item in items)
    holds = len(items) <= MOST_OF_OFFICE and any(
        item.of(MeaningKind.OFFICE) for item in items
    )  # "он министр?"
    someone = any(item.of(*SPEAKING) or Cue.HE in item.cues for item in items)
    # "Иран прислал поздравление?"
    sends = any(item.of(MeaningKind.ABSENT) for item in items) and any(item.cues & SAYING for item in items)
    tells = any(map(says_by_verb, items)) or (someone and _tells_of_somebody(items))
    holds = holds and not any(item.of(MeaningKind.COUNTRY) for item in items)  # "министр России?"
    return asked and (((mentions or holds) and someone) or sends or tells or _states(items))


def _asks_of_anybody(items: Sequence[Item]) -> bool:
    """Whether it is asked if anybody does something, and nobody else who: "anyone on trade?".

    "Can anyone tell me …?" asks nothing of the kind.
    """
    anyone = [item for item in items if Cue.ANYONE in item.cues and Cue.ELSE not in item.cues]
    others = any(item.slots and item not in anyone for item in items)
    return bool(anyone) and not others and not any(item.cues & {Cue.TELL, Cue.SELF} for item in items)


def says_by_verb(item: Item) -> bool:
    """Whether a stretch is a Russian verb of saying, and no noun: "Лавров писал о торговле?"."""
    return bool(item.cues & SAYING) and item.is_cyrillic and bool(_VERB.search(item.typed))


def _tells_of_somebody(items: Sequence[Item]) -> bool:
    """Whether a Russian verb stands beside whoever acts, or somebody has something.

    So it is asked in "Нуртлеу тоже обещал?" and in "про доверие у него есть?".
    """
    telling = [
        one
        for one in items
        if one.kinds != {MeaningKind.STOP} and (one.is_content or Cue.ALSO not in one.cues)
    ]
    for first, second in pairwise(telling):
        for actor, verb in ((first, second), (second, first)):
            acts = verb.of(MeaningKind.CONCEPT, MeaningKind.SMALL_TALK) and _VERB.search(verb.typed)
            if acts and (actor.of(*SPEAKING) or Cue.HE in actor.cues):
                return True
    return any(item.typed == THERE_IS for item in items)


def _is_tagged(items: Sequence[Item]) -> bool:
    """Whether a "right?" ends it: "it is in Beijing, right?"."""
    return any({Cue.WHETHER, Cue.TAG} <= item.cues for item in items[-1:])


def _to_whether(items: Sequence[Item], sentences: Sequence[int]) -> Iterator[Item]:
    """Give the stretches up to the end of the sentence that first asks yes or no."""
    asking = next((sentences[item.start] for item in items if Cue.WHETHER in item.cues), None)
    yield from (item for item in items if asking is None or sentences[item.start] <= asking)


def _begins_with_whether(items: Sequence[Item]) -> bool:
    first = next((item for item in items if not _leads_over(item)), None)
    return first is not None and Cue.WHETHER in first.cues


def _states(items: Sequence[Item]) -> bool:
    """Whether a question without a question word states something: "Секретариат находится в Шанхае?"."""
    content = [item for item in items if item.is_content or not item.senses]
    is_russian = all(item.is_cyrillic or item.typed.isdigit() for item in content)
    is_of_place = len(content) == LEAST_STATED - 1 and _is_within(content[-1], items)
    states = len(content) >= LEAST_STATED or is_of_place
    return states and is_russian and all(item.cues <= {Cue.THAT} for item in items)


def _is_within(last: Item, items: Sequence[Item]) -> bool:
    """Whether the last stretch stands right behind a preposition of place: "Секретариат в Шанхае?"."""
    return items[-1] is last and any(item.typed in _PREPOSITIONS for item in items[-2:-1])


def _leads_over(item: Item) -> bool:
    """Whether a stretch only leads to what is asked: "and", "hello", "tell me"; "we have" asks nothing."""
    if item.is_content or item.of(MeaningKind.SLOT) or item.cues & {Cue.WHETHER, Cue.POST, Cue.SELF}:
        return False
    return bool(item.of(MeaningKind.CUE, MeaningKind.SMALL_TALK))


def _is_negative(items: Sequence[Item], clauses: Sequence[int]) -> bool:
    """Whether what is not is asked for: "not" behind "who", or in a yes-or-no question."""
    if not any(Cue.NOT in item.cues for item in items):
        return False
    by_particle = {clauses[item.start] for item in items if Cue.WHETHER in item.cues and item.is_han}
    told = {clauses[item.start] for item in items if _is_told_of(item)}
    triples = zip((None, *items), items, (*items[1:], None), strict=False)
    denied = (item for before, item, behind in triples if _is_denied_in_han(before, item, behind))
    of_nobody = any(Slot.WHO in item.slots and is_of_nobody(item) for item in items)
    is_denied = any(clauses[item.start] in told for item in denied) and not of_nobody
    if is_denied and any(map(_asks_for_people, items)):
        return True
    if _is_denied_in_cyrillic(items, clauses) or _is_denied_first(items):
        return True
    asked = of_whom = is_predicate = said = writes = False
    for place, (item, following) in enumerate(zip(items, (*items[1:], None), strict=False)):
        cues = item.cues
        of_whom = of_whom or bool(item.slots & _WHO)
        # "In whose message is security absent?"
        is_predicate = is_predicate or (of_whom and Cue.WHETHER in cues)
        asks = bool(item.slots & (_WHO | {Slot.HOW_MANY})) or Cue.WHETHER in cues
        asks = asks or clauses[item.start] in by_particle
        # "The ones that didn't …, who are they?"
        asks = asks or (Cue.PERSON in cues and following is not None and Cue.THAT in following.cues)
        # "Who insists on not …?" asks of those who do; "which contain no mention of …?" does not.
        said_nothing = of_whom and said and " " in item.typed and not item.is_han
        # "Who wrote a letter without once mentioning trade?"
        acting = next((one for one in items[place + 1 :] if one.kinds != {MeaningKind.STOP}), None)
        mentions = acting is not None and Cue.MENTION in acting.cues
        said_nothing = said_nothing or (writes and mentions and not item.is_han)
        # In "whose messages omit …?" nothing is said yet.
        is_noun = place > 0 and Slot.WHO in items[place - 1].slots
        denies = following is not None and Cue.NOT in following.cues
        said = (bool(cues & SAYING) or (said and Cue.THAT in cues)) and not (is_noun and denies)
        writes = of_whom and (writes or said) and not item.of(*NAMES)
        asked = asks or (
            asked and not said and (not item.is_content or bool(item.of(MeaningKind.OFFICE, *SPEAKING)))
        )
        if Cue.NOT in cues and (asked or said_nothing or (is_predicate and following is None)):
            # Of "who is not a minister but a deputy?" an office is asked.
            return following is None or not following.of(MeaningKind.OFFICE, *SPEAKING)
    return False


def _is_denied_in_cyrillic(items: Sequence[Item], clauses: Sequence[int]) -> bool:
    """Whether a "not" stands in the clause of a "who", wherever the matter stands.

    It does not where a verb of saying comes between, or where what is said follows it: "кто говорил не о …?".
    """
    asked: int | None = None
    for place, item in enumerate(items):
        if not item.is_cyrillic:
            continue
        if asked is not None and clauses[item.start] != asked:
            asked = None
        following = items[place + 1] if place + 1 < len(items) else None
        if asked is not None and Cue.NOT in item.cues:
            return following is None or not (
                Cue.ABOUT in following.cues or following.of(MeaningKind.OFFICE, *SPEAKING)
            )
        # "Чьи письма не …", "авторы, которые … не упомянули"
        beside = (following.cues & SAYING if following else frozenset()) | (
            items[place - 1].cues & {Cue.PERSON} if place else frozenset()
        )
        of_letters = Slot.WHICH in item.slots and bool(beside)
        if item.slots & {Slot.WHO, Slot.HOW_MANY} or of_letters:
            asked = clauses[item.start]
        elif item.cues & SAYING and not (place and _comes_before_nouns(items[place - 1])):
            asked = None  # "кто сказал, что не …?"
    return False


def _is_denied_first(items: Sequence[Item]) -> bool:
    """Whether a text that says nothing begins with a "not" and asks who: "no word on trust by whom?"."""
    first = next((place for place, item in enumerate(items) if item.kinds != {MeaningKind.STOP}), len(items))
    denied, behind = items[first : first + 1], items[first + 1 :]
    asks = any(Slot.WHO in item.slots for item in behind) and not any(item.cues & SAYING for item in behind)
    return asks and Cue.NOT in denied[0].cues and not any(item.of(*SPEAKING) for item in behind)


def _comes_before_nouns(item: Item) -> bool:
    """Whether no verb follows: "чьи слова не касаются …?", "у кого в тексте нет …?"."""
    return bool(item.slots & {Slot.WHICH, Slot.SPEAKER}) or item.typed in _PREPOSITIONS


def is_of_nobody(item: Item) -> bool:
    """Whether a Chinese word stands for nobody."""
    return not _NOBODY.isdisjoint(item.typed)


def _is_told_of(item: Item) -> bool:
    """Whether a stretch is what somebody may not speak of, or who does not.

    In "我翻了半天也没看见，…" there is neither: it denies nothing of anybody.
    """
    return item.is_content or not item.senses or bool(item.cues & POINTING) or _asks_for_people(item)


def _asks_for_people(item: Item) -> bool:
    """Whether a stretch asks who, tells to list them, or is a noun for them: "没有谈到贸易的部长"."""
    return bool(item.slots & _WHO) or not item.cues.isdisjoint({Cue.TELL, Cue.PERSON})


def _is_denied_in_han(before: Item | None, item: Item, following: Item | None) -> bool:
    """Whether somebody is said not to mention something: in Chinese "who" may stand anywhere beside it.

    In whose message a matter is not, does not mention it ("谁的信里没有贸易"); who says that there is no
    peace without it does ("谁说没有…").
    """
    if Cue.NOT not in item.cues or not item.is_han:
        return False
    behind = following.cues if following is not None else frozenset[str]()
    is_there = following is not None and following.of(MeaningKind.CONCEPT, MeaningKind.ORGANISATION)
    says = before is not None and not before.cues.isdisjoint(SAYING)
    return not (item.cues | behind).isdisjoint(SAYING) or (bool(is_there) and not says)


def _is_of_before(items: Sequence[Item], clauses: Sequence[int]) -> bool:
    """Whether a "before" ends its clause; with an object behind it, it tells another time than ours."""
    if not any(Cue.BEFORE in item.cues for item in items):
        return False
    for item, following in zip(items, (*items[1:], None), strict=False):
        ends = following is None or clauses[following.start] != clauses[item.start]
        if Cue.BEFORE in item.cues and (ends or not item.typed.isascii()):
            return True
    return False


def _clauses(punctuated: Sequence[int], items: Sequence[Item]) -> tuple[int, ...]:
    """Number the clauses, also of who does not care for commas: "… and I would like to know …"."""
    begins = {item.start for item in items if Cue.CLAUSE in item.cues}
    number = 0
    clauses = []
    for place, (before, now) in enumerate(pairwise((-1, *punctuated))):
        number += now != before or place in begins
        clauses.append(number)
    return tuple(clauses)


def _before_topic(items: Sequence[Item], topic_start: int | None, clauses: Sequence[int]) -> Sequence[Item]:
    """Leave out what is spoken of: "who mentioned the growing number of members?" asks for no number."""
    if topic_start is None or topic_start >= len(clauses):
        return items
    topic = clauses[topic_start]
    return [item for item in items if item.start < topic_start or clauses[item.start] > topic]


def _slots(items: Sequence[Item]) -> Iterator[str]:
    """Give what is asked for: of "how many …, when …?" how many, of "when and where …?" both."""
    end: int | None = None
    joining = _joining(items)
    asked_of: MeaningKind | None = None
    for item, before in zip(items, (None, *items), strict=False):
        targets = item.slots
        joined = before is not None and bool(before.cues & {Cue.AND, Cue.ALSO})
        if targets & SPECIAL_SLOTS and asked_of is MeaningKind.SPEAKER and not joined:
            continue  # "what did the carpenter count?"
        if targets:
            asked_of = MeaningKind.SLOT
        elif asked_of and item.of(*SPEAKING):
            asked_of = MeaningKind.SPEAKER
        if targets & SPECIAL_SLOTS:
            if (end is not None and item.start - end > MOST_BETWEEN_SLOTS) or item.start in joining:
                continue
            end = item.end
        yield from targets


def _asks_of_object(items: Sequence[Item], clauses: Sequence[int]) -> bool:
    """Whether it is asked whom somebody thanks or names: "whom did Lavrov …?", "who did he …?"."""
    acts = any(item.of(*SPEAKING) or Cue.HE in item.cues for item in items)
    if acts and any(Cue.WHOM in item.cues for item in items):
        return True
    asking = [place for place, item in enumerate(items) if Slot.WHO in item.slots]
    return any(_follows_its_actor(items, place, clauses) for place in asking)


def _follows_its_actor(items: Sequence[Item], place: int, clauses: Sequence[int]) -> bool:
    """Whether "he" acts where "who" is asked: before it in Chinese, else behind "did", with a verb behind."""
    if items[place].is_han:
        clause = clauses[items[place].start]
        if place and items[place - 1].typed in _TOWARDS and items[place - 1].is_idle:
            return True  # "向谁问好"
        before = [item for item in items[:place] if clauses[item.start] == clause]
        he = next((number for number, item in enumerate(before) if Cue.HE in item.cues), None)
        # "他提到谁" asks whom he mentions, "他是谁" who he is.
        return he is not None and any(item.kinds != {MeaningKind.STOP} for item in before[he + 1 :])
    if len(items) <= place + 3 or clauses[items[place].start] != clauses[items[place + 3].start]:
        return False
    does, acting = items[place + 1], items[place + 2]
    acts = any(not item.is_idle for item in items[place + 3 :])  # "who is he exactly?"
    return Cue.WHETHER in does.cues and Cue.HE in acting.cues and acts


def _joining(items: Sequence[Item]) -> frozenset[int]:
    """Give the places where "when" and "where" join what somebody said: "who says it helps when …?"."""
    asked = said = added = told = False
    joining = set[int]()
    if not any(item.slots & JOINING_SLOTS for item in items):
        return frozenset(joining)
    for item, following in zip(items, (*items[1:], None), strict=False):
        # "… when he comes to …", "a passage where Lavrov turns to …"
        leads = told and following is not None and bool(following.cues & POINTING or following.of(*SPEAKING))
        if (said or leads) and not added and item.slots & JOINING_SLOTS:
            joining.add(item.start)
        asked = asked or bool(item.slots & _WHO)
        told = told or bool(item.cues & SAYING or item.slots)
        said = said or (asked and bool(item.cues & SAYING))
        added = Cue.AND in item.cues
    return frozenset(joining)


def _topic_start(items: tuple[Item, ...]) -> int | None:
    """Find where what is spoken of begins: names behind it do not speak.

    It begins behind an "about" that follows a name ("What did Lavrov say about India?"), and behind the
    verb of "who mentioned China?" and of "did Lavrov congratulate India?". In Chinese a name may stand right
    behind a verb of mentioning: "拉夫罗夫提到中国了吗".
    """
    named = asked = of_things = False
    is_polar = _begins_with_whether(items)
    told = [item for item in items if item.kinds != {MeaningKind.STOP}]
    with_object = {one.start for one, other in pairwise(told) if one.is_han and other.of(*SPEAKING)}
    for item in items:
        cues = item.cues
        is_said = (asked or (named and item.start in with_object)) and Cue.MENTION in cues
        if (named and Cue.ABOUT in cues) or is_said or (is_polar and named and cues & SAYING):
            return item.end
        named = named or bool(item.of(*SPEAKING))
        targets = item.slots
        # "Which partners did he mention?" asks of the partners, and who mentions may stand behind.
        asked = (asked and not (of_things and item.is_content)) or (not named and bool(targets & _WHO))
        of_things = targets == {Slot.WHICH} or (of_things and not targets)
    return None


def _language(items: tuple[Item, ...], typed: Sequence[str]) -> str:
    if typed and all(script_of(token) == Script.HAN for token in typed):
        return "zh"  # whichever pack or record holds one of the characters as well
    votes: dict[str, int] = {}
    asking = [item for item in items if item.slots]
    if asking and all(item.is_cyrillic or item.is_han for item in asking):
        # What is quoted in Latin letters may be longer than the question.
        items = tuple(item for item in items if item.is_cyrillic or item.is_han)
    if len(items) == 1 and items[0].kinds == {MeaningKind.OUT_OF_DOMAIN}:
        items = ()  # "Putin?" is asked in any language, whichever has it among its common words
    for item in items:
        for code in dict.fromkeys([one.meaning.language for one in item.senses if one.similarity == 1]):
            votes[code] = votes.get(code, 0) + 1
    if votes:
        ranked = sorted(votes.items(), key=itemgetter(1), reverse=True)
        if (
            len(ranked) > 1
            and ranked[0][1] == ranked[1][1]
            and all(
                item.of(MeaningKind.SMALL_TALK) or item.is_idle or (len(items) == 1 and not item.is_content)
                for item in items
            )
        ):
            return ""  # "okay" is said in many, "hey bot" and "name?" too
        # Of a name that several languages share, the first is the one in which the record gives it.
        return ranked[0][0]
    scripts = Counter(script_of(token) for token in typed)
    script = scripts.most_common(1)[0][0] if scripts else Script.LATIN
    return {Script.HAN: "zh", Script.CYRILLIC: "ru"}.get(script, "")
