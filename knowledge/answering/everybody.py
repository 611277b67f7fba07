"""Yes or no of all who speak: "do all ministers mention trust?", "are all the senders ministers?"."""

from __future__ import annotations

from knowledge.answering import claim, silence
from knowledge.answering.answer import Answer
from knowledge.answering.claim import Verdict
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.kinds import Intent
from knowledge.answering.office import holds, told_offices
from knowledge.answering.question import SAYING, Question
from knowledge.answering.reading import Reading
from knowledge.record.kinds import Cue, MeaningKind, Office

_ALL_OF = frozenset({*SAYING, Cue.PERSON, Cue.THEY})
"""Behind an "all" that is of those who speak: "all ministers", "all messages", "all mention"."""


def is_asked_of(question: Question, reading: Reading) -> bool:
    """Whether it is asked of all who speak, of whom nobody is named but by an office."""
    is_named = not all(part.item.of(MeaningKind.OFFICE) for part in reading.names)
    if Cue.EVERY not in question.cues or is_named:
        return False
    telling = [item for item in question.items if item.kinds != {MeaningKind.STOP}]
    telling = [item for item in telling if Cue.WHETHER not in item.cues]
    return any(
        Cue.EVERY in item.cues
        and (item.is_content or following is None or bool((item.cues | following.cues) & _ALL_OF))
        for item, following in zip(telling, (*telling[1:], None), strict=False)
    )


def of_everybody(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say yes or no of all who speak, where the record proves it of each of them, or of one."""
    if not question.is_polar or question.is_negative or not is_asked_of(question, reading):
        return None
    return _of_matter(question, reading, ground) or _of_office(question, reading, ground)


def _of_matter(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say whether all speak of a matter: no, with those who don't, where it is proven of one of them."""
    matter = claim.matter_of(reading, ground.record)
    if matter is None or reading.agents:
        return None
    speakers = tuple(ground.record.speakers)
    if denied := claim.denials(speakers, matter, ground.index, ground.record):
        verdict = None if Cue.NOT in question.cues else Verdict.NO
        told = plain_answer(question, Intent.PASSAGES, verdict=verdict, denied=denied)
        return silence.with_nearest(told, matter, ground)
    if len(claim.holders(matter, ground.index, ground.record)) < len(speakers):
        return None
    entries = silence.voices(speakers, matter, ground)
    return plain_answer(question, Intent.COMPARE, entries=entries, verdict=Verdict.YES)


def _of_office(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say whether all hold the office that is named last, with whoever does not, or else with all."""
    named = [item for item in question.items if item.of(MeaningKind.OFFICE)]
    says = any(item.cues & SAYING and not item.is_content for item in question.items)
    is_more = not claim.is_bare(reading)
    if not named or says or is_more:
        return None
    asked = frozenset(map(Office, named[-1].targets(MeaningKind.OFFICE)))
    lacking = [one for one in ground.record.speakers if not holds(one, asked, ground)]
    facts = [fact for one in lacking or ground.record.speakers for fact in told_offices(one, ground)[:1]]
    verdict = Verdict.NO if lacking else Verdict.YES
    return plain_answer(question, Intent.FACT, entries=facts, verdict=verdict) if facts else None
