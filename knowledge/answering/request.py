"""A text cut into requests: each is asked, and answered, for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.answering.composition import composed, with_strangers
from knowledge.answering.correction import without_taken_back
from knowledge.answering.left_out import without_asides
from knowledge.language.lexicon import NAMES, SPEAKING, Item, Lexicon
from knowledge.language.own_words import in_one_language
from knowledge.language.typed import Typed, meant
from knowledge.language.whether import with_whether
from knowledge.record.kinds import POSITIONS, Cue, MeaningKind, Slot

MOST_REQUESTS = 5
"""Of one text: who asks more than that at once is answered the first ones."""
LEAST_NUMBERED = 2
"""Ordinal numbers that stand alone in their clauses, from which they number what is asked."""
MOST_OF_PARTICLE = 2
"""Characters of a Chinese particle that ends a question: "吗", "了没"."""
_ASKS = frozenset(Slot) - {Slot.SPEAKER}
_JOINS = frozenset({Cue.AND, Cue.ALSO})
_LEADING = _JOINS | {Cue.CLAUSE, Cue.THAT}
_LEADS = frozenset({Cue.AND, Cue.ALSO, Cue.ELSE, Cue.MORE})
"""What leads over to another speaker, whatever else it may mean: "还有" is "and" as well as "else"."""
_TELLS = frozenset({Cue.TELL, Cue.COMPARE})
_NUMBERING = frozenset({*POSITIONS, Cue.LAST})
_SAYS = frozenset({Cue.SAY, Cue.MENTION})
_OF_FACTS = frozenset({Slot.WHO, Slot.WHEN, Slot.WHERE, Slot.HOW_MANY})
_GOING_ON = frozenset({Slot.WHO, Slot.WHAT, Slot.WHICH, Slot.SPEAKER})
_ORDERING = frozenset({Cue.SELF, Cue.TELL, Cue.AND, Cue.ALSO, Cue.ACT, Cue.WHOM, Cue.BY})
_THAT = "что"
_PRONOUNS = frozenset({Cue.HE, Cue.THEY})


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text with its stretches recognised.

    Attributes:
        items: Without those of asides.
        aside: Words of the asides.
        recognised: All of them, as they were found.
    """

    text: str
    typed: Typed
    items: tuple[Item, ...]
    aside: int = 0
    recognised: tuple[Item, ...] = ()


def hear(text: str, lexicon: Lexicon) -> Utterance:
    """Recognise the stretches of a text; any text will do, an empty one too."""
    typed = meant(text, lexicon)
    recognised = in_one_language(typed.tokens, lexicon)
    items = with_whether(recognised, typed)
    items = without_taken_back(items, typed.sentences)
    whole = composed(tuple(_courteous(tuple(_without_numbering(items, typed.clauses)), typed.clauses)))
    told = tuple(with_strangers(whole, typed.clauses))
    kept = without_asides(told, typed, lexicon.matters)
    aside = sum(item.end - item.start for item in told if item not in kept)
    return Utterance(text, typed, kept, aside, recognised)


def _without_numbering(items: Sequence[Item], clauses: Sequence[int]) -> Iterator[Item]:
    """Leave out what only numbers the questions of a text, if it numbers two: "First: … Second: …"."""
    alone = Counter([clauses[item.start] for item in items])
    numbering = [
        item
        for item in items
        if alone[clauses[item.start]] == 1 and item.cues & _NUMBERING and not item.slots
    ]
    for item in items:
        if len(numbering) < LEAST_NUMBERED or item not in numbering:
            yield item


def _courteous(items: Sequence[Item], clauses: Sequence[int]) -> Iterator[Item]:
    """Let a clause of thanks, with another clause beside it, thank the bot and ask of nobody's thanks."""
    asked = {clauses[item.start] for item in items if not item.of(MeaningKind.SMALL_TALK, MeaningKind.STOP)}
    for item in items:
        is_apart = bool(asked) and clauses[item.start] not in asked
        yield (
            replace(item, senses=item.of(MeaningKind.SMALL_TALK))
            if is_apart and item.of(MeaningKind.SMALL_TALK)
            else item
        )


def requests(utterance: Utterance) -> tuple[tuple[Item, ...], ...]:
    """Cut an utterance into what is asked one after another.

    A cut lies before a question word, a yes-or-no question, an order to tell or compare, or another
    speaker with a matter of their own, wherever a sentence ends or an "and" joins; what only tells stays
    with what it stands beside.

    Returns:
        The stretches of each request, at least one request; together they are all stretches but joining ones.
    """
    cut: list[tuple[Item, ...]] = []
    start = 0
    items = utterance.items
    for place in range(1, len(items)):
        held = items[start:place]
        if (
            _begins_at(utterance, place)
            and _is_whole(held, utterance.typed.clauses)
            and _is_cut(utterance, held, place)
        ):
            cut.append(_without_besides(held))
            start = place
    cut.append(items[start:])
    return tuple(cut[:MOST_REQUESTS])


def _without_besides(held: tuple[Item, ...]) -> tuple[Item, ...]:
    """Take the "besides" from the first of two requests that it adds up: "除了王毅谈安全的话，我还想要…"."""
    adds = len(held) > 1 and held[0].is_han and Cue.EXCEPT in held[0].cues
    return held[1:] if adds else held


def _begins_at(utterance: Utterance, place: int) -> bool:
    """Whether something new can begin with an item: behind punctuation, or with a word that joins."""
    before, item = utterance.items[place - 1], utterance.items[place]
    if _joins_names(utterance.items[place - 1 : place + 2]) or _are_listed(before, item):
        return False
    return _ends_clause(utterance, place) or (_joins(item) and not _joins(before))


def _joins_names(beside: Sequence[Item]) -> bool:
    """Whether a Chinese "and" stands right between two names: "王毅和拉夫罗夫各自怎么讲…"."""
    return (
        len(beside) == 3  # noqa: PLR2004 - a name, the "and", a name
        and Cue.AND in beside[1].cues
        and beside[1].is_han
        and all(item.of(*SPEAKING) for item in (beside[0], beside[2]))
    )


def _are_listed(before: Item, item: Item) -> bool:
    """Whether Chinese lists two names, with nothing but a mark between them: "比较王毅、拉夫罗夫…"."""
    return item.is_han and all(bool(one.of(*SPEAKING)) for one in (before, item))


def _ends_clause(utterance: Utterance, place: int) -> bool:
    clauses = utterance.typed.clauses
    before, item = utterance.items[place - 1], utterance.items[place]
    return clauses[item.start] != clauses[before.end - 1]


def _ends_sentence(utterance: Utterance, place: int) -> bool:
    sentences = utterance.typed.sentences
    before, item = utterance.items[place - 1], utterance.items[place]
    return sentences[item.start] != sentences[before.end - 1]


def _joins(item: Item) -> bool:
    return bool(item.cues & _JOINS) and (not item.is_content or " " in item.typed)  # "as well as"


def _is_whole(held: Sequence[Item], clauses: Sequence[int]) -> bool:
    """Whether a stretch asks something that stands by itself: a name with a matter, or a question."""
    content = [item for item in held if item.is_content or not item.senses]
    if not content:
        return False
    if _asks_in(held, clauses):
        said = any(item.cues & _SAYS for item in held)
        return said or not all(item.of(*SPEAKING) for item in content) or len(held) > len(content)
    return _is_polar(held) or any(item.of(*NAMES) for item in content)


def _is_polar(held: Sequence[Item]) -> bool:
    first = next((item for item in held if not _is_light(item) or _asks_whether(item)), None)
    return first is not None and _asks_whether(first)


def _is_light(item: Item) -> bool:
    """Whether a word only leads to what is asked; of whom "I have" tells, nothing is."""
    return (
        bool(item.of(MeaningKind.CUE, MeaningKind.SMALL_TALK, MeaningKind.STOP)) and Cue.SELF not in item.cues
    )


def _asks_whether(item: Item) -> bool:
    return Cue.WHETHER in item.cues and not item.is_content


def _is_filler(item: Item) -> bool:
    """Whether an item only leads over to what is asked."""
    cues = item.cues
    if item.is_content or item.of(MeaningKind.SLOT) or not item.senses:
        return False
    return cues <= {Cue.SELF} or (bool(cues & _LEADING) and Cue.WHETHER not in cues)


def _is_cut(  # noqa: PLR0911 - one way out for each kind of head
    utterance: Utterance, held: Sequence[Item], place: int
) -> bool:
    items = utterance.items
    joined = _joins(items[place])
    sentence = _ends_sentence(utterance, place)
    clauses = utterance.typed.clauses
    following = list(_until_next(utterance, place))
    head = next((item for item in following if not _leads_on(item, joined=joined)), None)
    if head is None or _goes_on(held, following, apart=sentence or joined):
        return False
    if sentence and _are_both_asked(utterance, held, following):
        return True
    if (joined or sentence) and _asks_in_russian(held, following):
        return True
    if head.is_han:
        return _is_cut_in_han(held, following, clauses, sentence=sentence)
    slots = head.slots & _ASKS
    if slots:
        return _asks_anew(
            held, following, head, clauses, by_comma=not (joined or sentence), sentence=sentence
        )
    if joined and _is_another_pair(held, following):
        return True
    if sentence and not _asks_in(held, clauses):
        return False
    if Cue.WHETHER in head.cues or head.cues & _TELLS:
        return sentence or (joined and _asks_in(held, clauses))
    if joined or sentence or _ends_clause(utterance, place):
        return _is_another_speaker(held, following) or (sentence and _leans(following, utterance, place))
    return False


def _goes_on(held: Sequence[Item], following: Sequence[Item], *, apart: bool) -> bool:
    """Whether what follows only asks on of what was asked or told before it."""
    if apart and _only_asks_on(held, following):
        return True
    return _asks_who_that_was(following) or _asks_of_others(following)


def _leads_on(item: Item, *, joined: bool) -> bool:
    """Whether an item only leads over; behind an "and" so does a "more": "и ещё: …"."""
    asks = bool(item.slots) or Cue.WHETHER in item.cues
    return _is_filler(item) or (joined and bool(item.cues & _LEADS) and not asks)


def _asks_in_russian(held: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether a yes or no of somebody follows a "who", or the other way round.

    In Russian what asks either may stand anywhere: "… и звучит ли доверие у Лаврова".
    """
    sides = (held, following)
    who, whether = (
        [any(_asks_by(item, cue) for item in side) for side in sides] for cue in (Slot.WHO, Cue.WHETHER)
    )
    if who == whether or sum(who) != 1 or sum(whether) != 1:
        return False
    return any(item.of(*NAMES) or item.cues & _PRONOUNS for item in sides[whether.index(True)])


def _asks_by(item: Item, asked: Slot | Cue) -> bool:
    """Whether a Russian word asks who, or whether something is so."""
    return item.is_cyrillic and (asked in item.slots or asked in item.cues)


def _only_asks_on(held: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether a question word or an order stands alone, and goes on with the last: "What exactly?"."""
    asks = any(item.slots or item.cues & _TELLS for item in following)
    asked = frozenset[str]().union(*(item.slots for item in held)) & {Slot.HOW_MANY}  # "… Мне нужна цифра."
    ordered = frozenset[str]().union(*(item.cues for item in held)) & {Cue.COMPARE}  # "… и покажи разницу"
    return asks and all(
        item.senses
        and not item.is_content
        and item.slots <= _GOING_ON | asked
        and item.cues <= _ORDERING | ordered
        for item in following
    )


def _asks_who_that_was(following: Sequence[Item]) -> bool:
    """Whether a sentence asks of what was told before it: "… Who was that?"."""
    pointing = any(Cue.THAT in item.cues for item in following)
    bare = all(item.senses and not item.is_content for item in following)
    return pointing and bare and any(Slot.WHO in item.slots for item in following)


def _asks_of_others(following: Sequence[Item]) -> bool:
    """Whether it only goes on to others: "was he the only one, or did others do so?"."""
    bare = all(item.senses and not item.is_content and not item.slots for item in following)
    return bare and Cue.OR in following[0].cues and any(Cue.ELSE in item.cues for item in following)


def _are_both_asked(utterance: Utterance, held: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether two short questions stand one after another: "Saidov's hope? Nurtleu's confidence?"."""
    typed = utterance.typed
    asked = all(typed.sentences[items[-1].start] in typed.asking for items in (held, following))
    return asked and all(
        any(item.of(*NAMES) or item.slots & _ASKS for item in items) for items in (held, following)
    )


def _is_cut_in_han(
    held: Sequence[Item], following: Sequence[Item], clauses: Sequence[int], *, sentence: bool
) -> bool:
    """Whether another question follows, wherever its question word stands."""
    asks = any(item.slots & _ASKS or Cue.WHETHER in item.cues for item in following)
    if sentence:
        return _asks_in(held, clauses) and (asks or any(item.of(*NAMES) for item in following))
    if following[0].cues & _PRONOUNS and not any(_orders(item) for item in held):
        return False  # "名单上有个王毅，他的职务是…"
    named = any(item.of(*SPEAKING) or item.cues & _PRONOUNS for item in following)
    # "秘书长叫啥，秘书处又在哪": what joins stands behind what is asked of.
    joined = any(_joins(item) for item in following[: 2 if following[0].is_content else 1])
    new = named or joined or _is_asked_whole(held, following) or _asks_for_words_of(held, following)
    new = new or _ask_of_two_kinds(held, following)
    return (asks and _asks_in(held, clauses) and new) or _is_another_speaker(held, following)


def _ask_of_two_kinds(held: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether both ask when, where, who or how many, each another of these: "…哪年成立，谁领导？"."""
    first, second = (
        frozenset(slot for item in side for slot in item.slots) & _OF_FACTS for side in (held, following)
    )
    return bool(first and second) and first.isdisjoint(second)


def _asks_for_words_of(held: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether who somebody is, is asked first, and what they say then: "王毅是谁，说了什么？"."""
    of_whom = any(Slot.WHO in item.slots or item.cues & {Cue.NAME, Cue.POST} for item in held)
    named = any(item.of(*SPEAKING) for item in held) and not any(item.cues & _SAYS for item in held)
    says = any(item.cues & _SAYS for item in following) and any(Slot.WHAT in item.slots for item in following)
    return of_whom and named and says and not any(item.is_name for item in following)


def _orders(item: Item) -> bool:
    asks_name = Cue.NAME in item.cues and not item.is_content  # a "list" is none
    return bool(item.slots) or asks_name or not item.cues.isdisjoint(_TELLS | {Cue.WHETHER})


def _is_asked_whole(held: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether a particle ends a question, and another asks of something else: "…吗，安全是谁提的"."""
    ends = Cue.WHETHER in held[-1].cues and held[-1].end - held[-1].start <= MOST_OF_PARTICLE
    asks_who = any(Slot.WHO in item.slots for item in held)  # "谁谈文化，谁谈贸易？"
    asks = any(Slot.WHO in item.slots or Cue.WHETHER in item.cues for item in following)
    return (ends or asks_who) and asks and all(any(map(_is_matter, side)) for side in (held, following))


def _asks_in(held: Sequence[Item], clauses: Sequence[int]) -> bool:
    """Whether a stretch asks or orders; a question word right behind its noun only goes on with it.

    In Russian there is a comma between them: "торговля у кого есть?" asks.
    """
    before: Item | None = None
    if held and Cue.EXCEPT in held[0].cues:
        return False
    for item in _before_last_order(held):
        behind = before is not None and before.is_content and before.end == item.start and not item.is_han
        if behind and before is not None and not before.of(*NAMES):
            behind = clauses[item.start] == clauses[before.start]  # "for our story: who …?"
        if _asks_by(item, Slot.WHO):
            behind = behind and clauses[item.start] != clauses[item.start - 1]
        relative = behind and Slot.WHAT not in item.slots  # "Lavrov what does he think?"
        if (item.slots & _ASKS and not relative) or item.targets(MeaningKind.CUE) & _TELLS:
            return True
        before = item
    if any(" " in item.typed and _asks_whether(item) and Cue.NOT not in item.cues for item in held):
        return True  # "I need to know if …"
    return _is_polar(held) or any(item.is_han and _asks_in_han(item) for item in held)


def _asks_in_han(item: Item) -> bool:
    """Whether a Chinese word asks without being a question word: "吗", "叫什么", "怎么看"."""
    return bool(item.cues & {Cue.WHETHER, Cue.NAME}) or {Cue.SAY, Cue.ABOUT} <= item.cues


def _before_last_order(held: Sequence[Item]) -> Sequence[Item]:
    """Leave out an order that leads to what follows: "We read Lavrov's message. Tell me, please, what …?"."""
    last = next((place for place in range(len(held) - 1, 0, -1) if not held[place].is_idle), 0)
    leads = last > 0 and Cue.TELL in held[last].cues and not held[last].is_han
    return held[:last] if leads else held


def _asks_anew(
    held: Sequence[Item],
    following: Sequence[Item],
    head: Item,
    clauses: Sequence[int],
    *,
    by_comma: bool,
    sentence: bool,
) -> bool:
    """Whether a question word begins another question, and is no relative pronoun or second one."""
    if not _asks_in(held, clauses):
        return False
    last = next((item for item in reversed(held) if not _is_filler(item)), None)
    if not sentence and last is not None and last.slots & _ASKS:
        return False  # "when and where was it?"
    if by_comma and not head.slots & {
        Slot.WHEN,
        Slot.WHERE,
        Slot.HOW_MANY,
        Slot.WHAT,
        Slot.WHO,
    }:
        return False
    if by_comma and last is not None and last.of(*NAMES) and not any(item.cues & _SAYS for item in held):
        # "What did Nurtleu, who is deputy, say?"
        return head.is_cyrillic and _asks_for_words_of(held, following)
    if by_comma and head.is_cyrillic and Slot.WHAT in head.slots and _tells(held, following, last):
        return False
    return len(following) > 1 or not by_comma


def _tells(held: Sequence[Item], following: Sequence[Item], last: Item | None) -> bool:
    """Whether a "что" begins what somebody says: "кто написал, что …?", "кто хвастается, что …?".

    So it does behind an order to say it in somebody's name: "напиши от Лаврова, что …".
    """
    ordered = Cue.TELL in held[0].cues and following[0].typed == _THAT
    asked = ordered or any(Slot.WHO in item.slots for item in held)
    asks = any(item.cues & _SAYS or item.of(*SPEAKING) for item in following)
    return (last is not None and bool(last.cues & _SAYS)) or (asked and not asks)


def _is_another_speaker(held: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether another speaker follows with a matter of their own: "… and Kazakhstan about friendship"."""
    of_whom = any(Slot.WHO in item.slots for item in held)  # "who spoke of trust, and Lavrov of culture?"
    if not (of_whom or any(item.of(*NAMES) for item in held)) or any(
        Cue.COMPARE in item.cues for item in (*held, *following)
    ):
        return False
    named = next((item for item in following if not (_is_filler(item) or item.cues & _LEADS)), None)
    if named is None or not named.of(*NAMES):
        return _is_another_pair(held, following)
    rest = following[following.index(named) + 1 :]
    about = any(Cue.ABOUT in item.cues and not item.is_content for item in rest)
    said = any(item.cues & _SAYS for item in rest)
    matter = any(item.is_content and not item.of(*NAMES) for item in rest)
    held_about = any(item.cues & {Cue.ABOUT, Cue.SAY, Cue.MENTION} for item in held)
    return (matter and (about or said) and held_about) or _is_another_pair(held, following)


def _is_another_pair(held: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether a speaker and a matter stand on both sides: "security from Lavrov plus trust from Wang Yi"."""
    if any(item.slots - {Slot.WHAT} or _asks_whether(item) for item in following):
        return False
    if any(Cue.COMPARE in item.cues for item in held):
        return False  # "compare the views of Lavrov and Wang Yi on …"
    return all(
        any(item.of(*SPEAKING) for item in side) and any(_is_matter(item) for item in side)
        for side in (held, following)
    )


def _is_matter(item: Item) -> bool:
    plain = item.of(MeaningKind.CUE, MeaningKind.SLOT, MeaningKind.SMALL_TALK, MeaningKind.OFFICE)
    return bool(item.of(MeaningKind.CONCEPT, MeaningKind.ORGANISATION)) and not item.of(*NAMES) and not plain


def _leans(following: Sequence[Item], utterance: Utterance, place: int) -> bool:
    """Whether a new sentence asks by leaning on the one before: "And Saidov?", "Did he …?"."""
    asked = utterance.typed.sentences[utterance.items[place].start] in utterance.typed.asking
    leads = any(item.cues & (_PRONOUNS | _JOINS) for item in following)
    named = any(item.of(*NAMES) for item in following)
    return asked and (leads or named)


def _until_next(utterance: Utterance, place: int) -> Iterator[Item]:
    """Give the items from one on, up to the next end of a sentence."""
    items = utterance.items
    yield items[place]
    for before, item in pairwise(items[place:]):
        if utterance.typed.sentences[before.start] != utterance.typed.sentences[item.start]:
            return
        yield item
