"""What is told by the very year that was shown: when that was, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.answering import decision
from knowledge.answering.answer import Answer
from knowledge.answering.follow_up import FollowUp, FollowUpKind
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.matcher import rank_asked
from knowledge.answering.question import SAYING, Question
from knowledge.answering.reading import read
from knowledge.language.lexicon import SPEAKING
from knowledge.record.kinds import Cue, Slot
from knowledge.record.values import Entry, Fact, Passage, Quote, Reported

WHEN_SAID = "when was it said?"
"""The plain words of who asks when the messages were sent."""
_YEAR = re.compile(r"\b\d{4}\b")


def told_there(question: Question, shown: Sequence[Entry], ground: Ground) -> Fact | None:
    """Give the fact that answers "when was that?" by the very years of the one passage that was shown.

    "When was that said?" asks of the message.
    """
    if (
        Slot.WHEN not in question.slots
        or question.cues & SAYING
        or len(shown) != 1
        or not isinstance(shown[0], Quote | Reported)
    ):
        return None
    dated = (fact for fact in ground.record.facts if Slot.WHEN in fact.slots)
    return next((fact for fact in dated if _years(fact) & _years(shown[0])), None)


def asks_when_it_was_sent(question: Question, before: Question | None, shown: Sequence[Entry]) -> bool:
    """Whether "when?" follows somebody's words without a year, or those who sent messages.

    After "was it opened in Moscow?" it asks when it was.
    """
    is_bare = question.slots == {Slot.WHEN} and not (question.content or question.cues & SAYING)
    of_event = before is not None and before.is_polar and not before.cues & SAYING
    asks = is_bare and not question.is_polar and not of_event
    return asks and is_of_messages(shown) and not any(map(_years, shown))


def is_of_messages(shown: Sequence[Entry]) -> bool:
    """Whether words of messages were shown, or who sent them."""
    of_words = all(isinstance(one, Quote | Reported) for one in shown)
    return bool(shown) and (of_words or all(isinstance(one, Fact) and len(one.speakers) > 1 for one in shown))


def of_a_message(question: Question, ground: Ground) -> Answer | None:
    """Tell when somebody said so, which is when all messages were sent: "when did he say that?"."""
    if question.slots != {Slot.WHEN} or not question.cues & SAYING or question.is_polar:
        return None
    if not question.content or not all(item.of(*SPEAKING) for item in question.content):
        return None
    asking = [item for item in question.items if item.slots or item.cues & SAYING]
    reading = read(replace(question, items=tuple(asking), topic_start=None), ground.index)
    found = decision.decide(reading, (), rank_asked(reading, ground.index))
    return found if found.status == Status.ANSWERED else None


def by_the_year(
    question: Question, follow_up: FollowUp, shown: Sequence[Entry], ground: Ground
) -> Answer | None:
    """Give who says the year that was shown: "who names that date?" of a fact, "who else?" of a passage."""
    if len(shown) != 1 or not question.asks_who or not question.cues & SAYING:
        return None
    points = Cue.THAT in question.cues and Cue.ABOUT not in question.cues  # "who spoke about that?"
    of_fact = points and follow_up.of_sayers and isinstance(shown[0], Fact) and Slot.WHEN in shown[0].slots
    of_others = follow_up.kind is FollowUpKind.ELSE and Slot.WHEN in follow_up.question.slots
    if not of_fact and not of_others:
        return None
    said = tuple(_saying(shown[0], follow_up, ground))
    return plain_answer(follow_up.question, Intent.SET, entries=said)


def _saying(shown: Entry, follow_up: FollowUp, ground: Ground) -> Iterator[Passage]:
    """Give of each speaker who was not heard the first passage with a year of what was shown."""
    for speaker in ground.record.speakers:
        said = ground.record.passages_of(speaker)
        dated = next((one for one in said if _years(one) & _years(shown)), None)
        if dated is not None and speaker not in follow_up.silent:
            yield dated


def _years(entry: Entry) -> set[str]:
    return set(_YEAR.findall(entry.text))
