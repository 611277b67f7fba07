"""How many quotes or speakers there are, and who is quoted at most length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering import claim, silence
from knowledge.answering.answer import Answer
from knowledge.answering.claim import Verdict
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.question import Question
from knowledge.answering.reading import Reading
from knowledge.language.lexicon import Lexicon
from knowledge.normalise import tokens
from knowledge.record.kinds import PLACES, Cue, Slot
from knowledge.record.values import Fact, Quote

_LEAST = 2
"""Smallest number that counts several."""
_COUNTED = frozenset({Cue.SAY, Cue.MENTION, Cue.QUOTES, Cue.ABOUT, Cue.PERSON, Cue.THEY})


def counted(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Count quotes or speakers, or find who is quoted at most length; None if nothing is to be counted."""
    if question.cues & {Cue.LONGEST, Cue.SHORTEST}:
        return _longest(question, reading, ground)
    matter = claim.matter_of(reading, ground.record)
    does = bool(question.cues & _COUNTED) or claim.act_of(reading, ground.record) is not None
    if Slot.HOW_MANY not in question.slots or not does:
        return None
    if len(reading.agents) == 1 and Cue.QUOTES in question.cues and not reading.topic:
        said = ground.record.passages_of(next(iter(reading.agents)))
        return plain_answer(question, Intent.COUNT, entries=[one for one in said if isinstance(one, Quote)])
    if matter is None or reading.agents or question.is_negative:
        return None
    return plain_answer(
        question,
        Intent.COUNT,
        entries=silence.voices(claim.holders(matter, ground.index, ground.record), matter, ground),
    )


def bare_number(question: Question, lexicon: Lexicon) -> float | None:
    """Give the number of a request that says nothing else: "so three altogether?"; None if it says more."""
    if question.slots or question.numbers or not (question.is_polar or question.is_asked):
        return None
    if question.cues & {Cue.EVERY, Cue.BOTH}:
        return None  # "两个都是？" asks of each of them
    found: list[float] = []
    for item in question.items:
        words = () if item.cues & PLACES else item.typed.split()
        values = [value for word in words if (value := lexicon.value_of(word)) >= _LEAST]
        if not values and (item.is_content or not item.senses):
            return None
        found += values
    return found[0] if len(found) == 1 else None


def checked(found: Answer, number: float, shown: Sequence[str], lexicon: Lexicon) -> Answer | None:
    """Say in an answer to "how many?" whether it is this number; None if it counts something else.

    What a fact counts, it tells first: "eight messages: seven from ministers and one from a deputy". To
    another number in it, it is neither a yes nor a no.

    Args:
        shown: Ids of the entries that were shown before.
    """
    told: Sequence[float] = ()
    if found.evidence.intent is Intent.COUNT:
        told = [len(found.hits)]
    elif found.hits and isinstance(fact := found.hits[0].entry, Fact) and {fact.id, fact.told_in} & {*shown}:
        told = [value for value in map(lexicon.value_of, tokens(fact.text)) if value >= _LEAST]
    if not told or found.status != Status.ANSWERED:
        return None
    if number != told[0] and number in told:
        return found
    verdict = Verdict.YES if number == told[0] else Verdict.NO
    # A yes or a no is asked, and not "how many?" any more.
    asked = found.understood and replace(found.understood, slots=frozenset(), is_polar=True)
    return replace(found, verdict=verdict, understood=asked)


def _longest(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Find who is quoted at most length, or at least, by the letters of all their quotes; or the one quote.

    Of those who are named, or of those who speak of a matter, if one is; "the longest list" is none of the
    record's matters.
    """
    matter = claim.matter_of(reading, ground.record)
    among: Sequence[str] = tuple(ground.record.speakers)
    if len(reading.agents) > 1:
        among = tuple(reading.agents)
    elif matter is not None:
        among = claim.holders(matter, ground.index, ground.record)
    elif not all(map(claim.is_common, reading.topic)):
        return None
    lengths: dict[str, int] = {}
    quotes = [quote for quote in ground.record.quotes if quote.speaker.id in among]
    for quote in quotes:
        lengths[quote.speaker.id] = lengths.get(quote.speaker.id, 0) + len(quote.text)
    choose = max if Cue.LONGEST in question.cues else min
    if Cue.QUOTES in question.cues and quotes:
        one_quote = choose(quotes, key=lambda one: len(one.text))
        return plain_answer(question, Intent.PASSAGES, entries=[one_quote])
    wanted = choose(lengths, key=lambda one: lengths[one], default="")
    said = [one for one in ground.record.quotes if one.speaker.id == wanted]
    return plain_answer(question, Intent.LONGEST, entries=said) if said else None
