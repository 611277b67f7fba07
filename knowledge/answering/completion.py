"""A question completed with stretches of another, or with names that were spoken of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.answering import anaphora
from knowledge.answering.question import WITHIN, Question
from knowledge.language.lexicon import Item
from knowledge.record.kinds import PLACES, Cue, MeaningKind, Slot


def on_that(question: Question, focus: Sequence[Item], before: Question) -> Question:
    """Ask what somebody says of what was asked about before."""
    kept = [item for item in before.items if item.is_content and not item.is_name]
    whole = renumbered((*focus, *kept), before)
    return replace(asked_as(question, whole), cues=question.cues)


def swapped(question: Question, before: Question) -> Question:
    """Ask of somebody else what was asked before."""
    return joined(question, before, keep=lambda item: not item.is_name)


def instead(question: Question, before: Question) -> Question:
    """Ask of somebody else who they are."""
    return joined(question, before, keep=lambda item: not item.is_content)


def asked_as(question: Question, whole: Question) -> Question:
    """Ask for words, or for a yes or a no, as the last question does."""
    return replace(
        whole,
        slots=question.slots,
        cues=(whole.cues - {Cue.NOT}) | question.cues,
        is_polar=question.is_polar,
        is_negative=question.is_negative,
    )


def topic_only(question: Question) -> Question:
    """Leave out who was asked for, where there is a topic besides: "who else?" asks for others."""
    kept = tuple(item for item in question.items if not item.is_name)
    topic = any(item.is_content for item in kept)
    return replace(question, items=kept, topic_start=None, is_polar=False) if topic else question


def without(question: Question, before: Question) -> Question:
    """Ask what was asked before of everybody but whoever is named now."""
    named = question.excepted or tuple(item for item in question.items if item.is_name)
    asked = topic_only(before)
    return replace(asked, text=question.text, slots=asked.slots | {Slot.WHO}, excepted=named)


def with_topic(question: Question, before: Question) -> Question:
    """Ask the question's own question word of what was asked about before."""
    counts = Slot.HOW_MANY in question.slots and anaphora.asked_who(before)
    lists = question.is_negative and not question.slots
    asks_who = (counts or lists or Slot.WHO in question.slots) and any(
        anaphora.is_matter(item) for item in before.content
    )
    # "Was it founded in Moscow?" was denied of the place, not of the rest: "when then?"
    placed = [item for one, item in pairwise(before.items) if before.is_polar and one.typed in WITHIN]
    kept = [
        item
        for item in before.items
        if (item.is_content or not item.senses)
        and not item.of(MeaningKind.SLOT)
        and not (asks_who and item.is_name)
        and not (question.slots <= anaphora.OF_FACTS and item in placed)
    ]
    asking = [item for item in question.items if item.of(MeaningKind.SLOT)]
    whole = renumbered((*asking, *kept), before)
    cues = before.cues | (question.cues & anaphora.TO_SAY) if asks_who else before.cues - anaphora.TO_SAY
    says = not question.cues.isdisjoint(anaphora.TO_SAY)  # "how many mention it?" asks of those who do
    if counts:
        cues = cues | {Cue.PERSON}  # those who were found are counted, whatever they did
    return replace(
        whole,
        text=question.text,
        slots=frozenset({Slot.WHO}) if lists else question.slots,
        cues=cues,
        is_polar=False,
        is_negative=question.is_negative or (counts and before.is_negative and not says),
        is_of_before=question.is_of_before,
        excepted=question.excepted or before.excepted,
    )


def joined_names(focus: Sequence[Item], question: Question) -> Question:
    """Put the names of somebody in front of a question."""
    return replace(renumbered((*focus, *question.items), question), topic_start=None)


def in_office(focus: Sequence[Item], question: Question) -> Question:
    """Ask whether somebody holds an office, which then stands for nobody else."""
    kinds = {MeaningKind.SPEAKER, MeaningKind.COUNTRY}
    held = tuple(
        replace(item, senses=tuple(one for one in item.senses if one.meaning.kind not in kinds))
        for item in question.items
    )
    return joined_names(focus, replace(question, items=held))


def held_by(focus: Sequence[Item], question: Question) -> Question:
    """Ask whether somebody holds an office, of "was that said by a minister?"."""
    kept = tuple(item for item in question.items if not item.cues & {*anaphora.TO_SAY, Cue.THAT})
    whole = renumbered((*focus, *kept), question)
    return replace(whole, cues=question.cues - {*anaphora.TO_SAY, Cue.THAT}, is_polar=True)


def named_of(focus: Sequence[Item], question: Question) -> Question:
    """Ask for the name of who holds an office: "and the minister's name?"."""
    leading = {Cue.ALSO, Cue.AND}
    kept = tuple(item for item in question.items if not item.cues & leading)
    return joined_names(focus, replace(question, items=kept, cues=question.cues - leading))


def asked_of(name: Item, question: Question) -> Question:
    """Ask somebody instead of whoever stands at a place in a list."""
    kept = tuple(item for item in question.items if not item.cues & PLACES or item.cues & anaphora.PARTS)
    return replace(renumbered((name, *kept), question), cues=question.cues - (PLACES - anaphora.PARTS))


def without_said(question: Question, before: Question | None) -> Question:
    """Leave out what was asked about before, where another matter is asked about: "who has both?"."""
    told = anaphora.concepts_of(before)
    kept = tuple(
        item for item in question.items if not frozenset() < item.targets(MeaningKind.CONCEPT) <= told
    )
    return question if anaphora.concepts_of(question) <= told else replace(question, items=kept)


def said_of(focus: Sequence[Item], question: Question) -> Question:
    """Put the name of somebody in front of a question, and whom they are asked to speak of behind it."""
    others = [item for item in question.items if item.is_name]
    acts = [item for item in question.items if not item.is_name]
    whole = renumbered((*focus, *acts, *others), question)
    return replace(whole, topic_start=len(focus) + len(acts))


def named(names: Sequence[Item], before: Question) -> Question:
    """Ask for whatever somebody says."""
    return replace(
        renumbered(tuple(names), before),
        slots=frozenset({Slot.WHAT}),
        cues=frozenset({Cue.SAY}),
        is_polar=False,
    )


def kept_of(before: Question) -> Callable[[Item], bool]:
    """Keep who was asked about, and how; not whom they were asked to have mentioned."""
    names = [item for item in before.items if item.is_name]
    agents = names if before.topic_start is None else [one for one in names if one.start < before.topic_start]
    return lambda item: item in agents or (not item.is_content and bool(item.senses))


def put_to(question: Question, before: Question) -> Question:
    """Ask whether what was asked about before was at a place or a time: "was it in Moscow?"."""
    whole = joined(question, before, keep=lambda item: item.is_content and not item.slots, in_order=True)
    return replace(whole, slots=frozenset(), cues=question.cues, is_polar=True, is_negative=False)


def joined(
    question: Question, before: Question, *, keep: Callable[[Item], bool], in_order: bool = False
) -> Question:
    """Join what a question says with what is kept of the one before; names come first.

    Args:
        in_order: The question comes last instead, with its light words too.
    """
    new = [
        item
        for item in question.items
        if in_order or item.is_content or not item.senses or item.of(MeaningKind.OFFICE)
    ]
    kept = [item for item in before.items if keep(item)]
    exact = {
        id(item): item.start in one.numbers
        for one, items in ((question, new), (before, kept))
        for item in items
    }
    ordered = [*kept, *new] if in_order else sorted((*new, *kept), key=lambda item: not item.is_name)
    whole = renumbered(ordered, before)
    return replace(
        whole,
        text=question.text,
        numbers=frozenset(number for number, item in enumerate(ordered) if exact[id(item)]),
        language=question.language or before.language,
        surfaces={**before.surfaces, **question.surfaces},
    )


def renumbered(items: Sequence[Item], question: Question) -> Question:
    """Make a question of stretches that stood in several, one token each."""
    numbered = tuple(replace(item, start=number, end=number + 1) for number, item in enumerate(items))
    exact = frozenset(number for number, item in enumerate(items) if item.start in question.numbers)
    return replace(question, items=numbered, numbers=exact, clauses=(0,) * len(items), topic_start=None)
