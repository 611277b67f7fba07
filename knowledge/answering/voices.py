"""Who speaks of a matter: all of them, and whether anybody does besides those named."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from knowledge.answering import claim
from knowledge.answering.answer import Answer, Hit
from knowledge.answering.claim import Verdict
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.question import Question, is_of_nobody
from knowledge.answering.reading import Reading
from knowledge.answering.silence import voices
from knowledge.record.kinds import Cue, Slot
from knowledge.record.values import Quote, Reported


def whole_set(found: Answer, reading: Reading, ground: Ground, *, is_rest: bool) -> Answer:
    """Give all who speak of a theme that is asked about alone, and nobody else: it was decided by reading.

    Args:
        is_rest: Only those are asked for who were not heard before.
    """
    matter = claim.sole_matter(reading, ground.record)
    if matter is None and (is_rest or Slot.HOW_MANY in reading.question.slots):
        matter = claim.act_of(reading, ground.record)  # "who else promised help?"
    if found.evidence.intent != Intent.SET or matter is None or matter.about not in ground.record.themes:
        return found
    asks_apart = reading.agents or Cue.OR in reading.question.cues
    if found.status != Status.ANSWERED or asks_apart:
        return found
    holders = claim.holders(matter, ground.index, ground.record)
    wanted = [one for one in holders if one not in reading.excepted]
    hits = {
        entry.speaker.id: hit
        for hit in found.hits
        if isinstance(entry := hit.entry, Quote | Reported) and entry.speaker.id in wanted
    }
    unheard = () if is_rest else [one for one in wanted if one not in hits]
    for entry in voices(unheard, matter, ground):
        hits[entry.id] = Hit(entry, 1.0)
    if is_rest and not hits and claim.sole_matter(reading, ground.record) is not None:
        return replace(found, status=Status.NONE, hits=())
    return replace(found, hits=tuple(hits.values())) if hits else found


def of_others(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say whether others than those named speak of a matter: "除了王毅，没别人谈安全吗？"."""
    asking = [item for item in question.items if Slot.WHO in item.slots]
    is_nobody = bool(asking) and all(item.is_han and is_of_nobody(item) for item in asking)
    denies = is_nobody or any(
        (Cue.NOT in one.cues and Cue.ELSE in other.cues) or (Cue.BOTH in one.cues and Cue.NOT in other.cues)
        for one, other in pairwise(question.items)
    )
    matter = claim.sole_matter(reading, ground.record)
    if not (denies or Cue.WHETHER in question.cues) or (asking and not is_nobody):
        return None
    if matter is None or not reading.excepted or reading.agents:
        return None
    speaking = claim.holders(matter, ground.index, ground.record)
    others = [one for one in speaking if one not in reading.excepted]
    may_speak = [one for one in ground.record.speakers if one not in reading.excepted]
    silent = claim.denials(may_speak, matter, ground.index, ground.record)
    if not speaking or (not others and len(silent) < len(may_speak)):
        return None
    verdict = Verdict.YES if bool(others) != denies else Verdict.NO
    entries = voices(others or speaking, matter, ground)
    return plain_answer(question, Intent.SET, entries=entries, verdict=verdict)
