"""What is said beside a question: of whoever asks and the people around them, or as a sigh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from knowledge.answering.index import keys_of
from knowledge.answering.key import Key
from knowledge.answering.question import SAYING, Question
from knowledge.language.lexicon import NAMES, Item
from knowledge.record.kinds import Cue, MeaningKind

_ASKING = frozenset({*SAYING, Cue.ABOUT, Cue.WHETHER, Cue.CLAUSE})
_ORDERING = frozenset({Cue.WHETHER, Cue.TELL, Cue.COMPARE, Cue.NAME, Cue.POST, Cue.WHOLE, *SAYING})
_TELLERS = frozenset({Cue.SELF, Cue.FOLK})
_WANTING = frozenset({Cue.SENTENCE, Cue.QUOTES, Cue.WHOLE, Cue.NAME, Cue.POST})


def light(question: Question, matters: AbstractSet[Key]) -> frozenset[int]:
    """Give the places of what is hardly asked about: what is unknown in an aside, or one character alone.

    An aside is a clause that somebody tells of themselves ("我没记清楚，…") or the beginning of one, up to
    the name that is asked of ("老师让写王毅…"). One character alone is mostly a verb, but for one beside a
    matter ("核安全") or a verb of saying.
    """
    found = _around(question, matters) if Cue.SELF in question.cues else frozenset[int]()
    found |= _wanted_for(question, matters)
    if not any(item.is_han for item in question.items) or _asks_of_it_alone(question):
        return found
    return found | _beside(question)


def _asks_of_it_alone(question: Question) -> bool:
    """Whether a yes or no can only be asked of what nobody knows: "猎豹的事，王毅提了吗"."""
    others = [item for item in question.content if not item.of(*NAMES) and not item.is_foreign]
    return question.is_polar and not others


def _beside(question: Question) -> frozenset[int]:
    """Give the places of what a Chinese text tells beside its question."""
    clauses: dict[int, list[Item]] = {}
    for item in question.items:
        clauses.setdefault(question.clauses[item.start], []).append(item)
    told = {
        item.start
        for clause in clauses.values()
        for place, item in enumerate(clause)
        if _is_unknown(item, question) and _is_lone(clause, place)
    }
    for number, clause in clauses.items():
        others = [item for other, items in clauses.items() if other != number for item in items]
        told.update(item.start for item in _told_beside(clause, others, question))
    return frozenset(told)


def _around(question: Question, matters: AbstractSet[Key]) -> frozenset[int]:
    """Give the places of what is told with an "I" or "my" before any matter: "my boss asks what …".

    Only where something is asked behind them: "how do I get a visa for Kazakhstan?" asks of the visa. A word
    right before what is known may belong to it ("nuclear security"); one with a capital may name somebody,
    but for an aside that holds nothing known and no word of asking or saying.
    """
    told = [item for one in _stretches(question) for item in _told_of_oneself(one, question, matters)]
    named = any(item.of(*NAMES) for item in question.items)
    asking = [
        item.start
        for item in question.items
        if item.cues & {*SAYING, Cue.ABOUT}
        or (named and (item.slots or item.cues & _WANTING))  # "we lost our luggage, who can help?"
    ]
    return frozenset(item.start for item in told if asking and item.start < asking[-1])


def _wanted_for(question: Question, matters: AbstractSet[Key]) -> frozenset[int]:
    """Give the places of what an answer is wanted for, nothing known, to a clause's end: "for my article".

    Where nothing is asked, but only told to be shown, so is anything behind a name or a matter: "a quote on
    trust for a poster"; "did Lavrov call for a ceasefire?" asks of it.
    """
    is_order = not question.slots and not question.is_polar
    for place, item in enumerate(question.items):
        before = question.items[max(place - 1, 0)]
        behind = [
            one
            for one in question.items[place + 1 :]
            if question.clauses[one.start] == question.clauses[item.start]
        ]
        if Cue.QUOTES in before.cues:  # "цитату для открытки про …"
            behind = list(takewhile(lambda one: Cue.ABOUT not in one.cues, behind))
        if Cue.PURPOSE not in item.cues or not behind:
            continue
        follows = place > 0 and (_is_known(before, matters) or Cue.QUOTES in before.cues)
        is_purpose = Cue.MINE in behind[0].cues or (is_order and follows)
        others = [one for one in question.items if one.is_content and one not in behind]
        asked = any(_is_known(one, matters) or one.cues & _ASKING for one in behind)
        if others and is_purpose and not asked:
            return frozenset(one.start for one in behind if one.is_content or not one.senses)
    return frozenset()


def _stretches(question: Question) -> Iterator[list[Item]]:
    """Cut a question where a clause ends, and where a question word begins another."""
    held: list[Item] = []
    for item in question.items:
        anew = bool(held) and question.clauses[item.start] != question.clauses[held[-1].start]
        if held and (anew or item.slots):
            yield held
            held = []
        held.append(item)
    if held:
        yield held


def _told_of_oneself(
    stretch: Sequence[Item], question: Question, matters: AbstractSet[Key]
) -> Iterator[Item]:
    owned = {item.end for item in stretch if Cue.MINE in item.cues}
    is_elsewhere = any(_is_known(item, matters) for item in question.items)
    known: list[bool] = []
    says = False  # "I recall a passage about the world …" tells of the world
    for item in stretch:
        own = item.start in owned and not item.of(*NAMES)
        told = (says or not is_elsewhere) and item.is_content and not item.is_foreign
        known.append(told or bool(item.slots) or (not own and _is_known(item, matters)))
        says = says or bool(item.cues & {*SAYING, Cue.ABOUT})
    end = known.index(True) if True in known else len(stretch)
    # "I'm from Reuters. Who …?" tells where from; "I heard Putin speak, …" of whom.
    is_whole = end == len(stretch) and not any(item.cues & _ASKING for item in stretch)
    # "Write me a poem about …" is an order, and tells nothing of who gives it.
    begins = 2 if stretch[0].cues & SAYING or stretch[0].is_foreign else 0
    if any(Cue.SELF in item.cues for item in stretch[begins:end]):
        for item, is_beside in zip(stretch[:end], (*known[1:], False), strict=False):
            is_told = item.is_content or not item.senses
            if is_told and not is_beside and (is_whole or not question.as_typed(item)[:1].isupper()):
                yield item
    yield from (item for item in stretch[end:] if item.start in owned and item.is_foreign)


def _is_known(item: Item, matters: AbstractSet[Key]) -> bool:
    """Whether a stretch names somebody, or a matter of the record: of a theme, but not "work" or "piece"."""
    return bool(item.of(*NAMES, MeaningKind.ORGANISATION, MeaningKind.OFFICE)) or not matters.isdisjoint(
        keys_of(item)
    )


def _is_unknown(item: Item, question: Question) -> bool:
    # "秦刚给秘书处写了什么？"
    return item.is_foreign and item.is_han and item.start not in question.surnames


def _told_beside(clause: Sequence[Item], others: Sequence[Item], question: Question) -> Iterator[Item]:
    """Give what a clause tells of whoever asks, while another, or its own end, asks for something."""
    if not clause[0].is_han:
        return
    frame = clause
    if _begins_with_teller(clause):
        frame = _before_what_is_asked(clause)
        asked = [*clause[len(frame) :], *others]
    elif any(item.is_content and not item.is_foreign for item in clause) or _is_listed(clause, question):
        return
    else:
        asked = [*others]
    if any(item.slots or Cue.WHETHER in item.cues for item in frame) or not _asks(asked):
        return
    has_matter = any(_is_matter(item) for item in asked)
    for item in frame:
        is_told = _begins_with_teller(clause) and has_matter and _is_told(item)
        is_unknown = _is_unknown(item, question)
        if is_unknown or is_told or Cue.FOLK in item.cues:
            yield item


def _begins_with_teller(clause: Sequence[Item]) -> bool:
    first = next((item for item in clause if item.cues or item.kinds != {MeaningKind.STOP}), None)
    return first is not None and bool(first.cues & _TELLERS)


def _before_what_is_asked(clause: Sequence[Item]) -> Sequence[Item]:
    """Give a clause up to the first name or question word in it, if something is said behind that."""
    for place, item in enumerate(clause):
        if item.of(*NAMES) or item.slots:
            behind = clause[place + 1 :]
            return clause[:place] if any(one.cues & _ORDERING or one.slots for one in behind) else clause
    return clause


def _asks(items: Sequence[Item]) -> bool:
    """Whether something is asked or ordered, of somebody or of a matter."""
    asks = any(item.slots or item.cues & _ORDERING for item in items)
    return asks and any(item.is_content and not item.is_foreign for item in items)


def _is_matter(item: Item) -> bool:
    return bool(item.of(MeaningKind.CONCEPT, MeaningKind.ORGANISATION, MeaningKind.WORD))


def _is_told(item: Item) -> bool:
    return _is_matter(item) and not item.of(*NAMES)


def _is_listed(clause: Sequence[Item], question: Question) -> bool:
    """Whether a clause is one of several that are listed: "布林肯、王毅…"."""
    return any(f"{question.as_typed(item)}、" in question.text for item in clause[-1:])


def _holds(clause: Sequence[Item]) -> bool:
    return any(item.is_content and not item.is_foreign for item in clause)


def _is_lone(clause: Sequence[Item], place: int) -> bool:
    """Whether a character stands alone where is asked what somebody says, or in a clause of nothing else."""
    says = any(item.cues & SAYING for item in clause)
    if not _is_character(clause[place]) or (_holds(clause) and not says):
        return False
    # What stands beside it may be a part of it as well: "秦刚说", "贸易走私".
    left, right = clause[:place][::-1], clause[place + 1 :]
    beside = [one for side in (left, right) for one in side[: 1 + any(map(_is_character, side[:1]))]]
    of_person = any(item.cues & {Cue.PERSON} or item.of(MeaningKind.OFFICE) for item in beside)
    return not of_person and not any(map(_may_be_told, beside))


def _is_character(item: Item) -> bool:
    return len(item.typed) == 1


def _may_be_told(item: Item) -> bool:
    """Whether what stands beside a stretch may make it a matter: a matter itself, or a verb of saying."""
    is_matter = item.is_content and not item.of(*NAMES, MeaningKind.OFFICE)
    # Behind "的" stands a noun: "我家的猫".
    return is_matter or not item.senses or item.typed == "的" or bool(item.cues & {*SAYING, Cue.ABOUT})
