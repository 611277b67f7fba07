"""Who says nothing of a matter, or sent nothing, and what the record holds instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.answering import claim
from knowledge.answering.answer import Answer, Hit
from knowledge.answering.claim import Denial, Matter, Verdict
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.matcher import rank_passages
from knowledge.answering.question import SAYING, SPECIAL_SLOTS, Question
from knowledge.answering.reading import Reading
from knowledge.record.kinds import Cue, MeaningKind
from knowledge.record.values import Absence, Entry, Fact, Quote, Record, Reported

MOST_NEAREST = 3


def voices(speakers: Sequence[str], matter: Matter, ground: Ground) -> list[Entry]:
    """Give one entry a speaker, the one that speaks of a matter."""
    theme = ground.record.themes.get(matter.about)
    found: list[Entry] = []
    for speaker in speakers:
        said = [ground.index.entries[number] for number in ground.index.by_speaker.get(speaker, ())]
        listed = [one.entry for one in said if theme is not None and one.entry.id in theme.entries]
        worded = [one.entry for one in said if any(one.strengths.get(key, 0.0) == 1.0 for key in matter.keys)]
        found.extend((listed or worded)[:1])
    return found


def others(question: Question, reading: Reading, ground: Ground) -> Answer:
    """Answer "who did not …?": those of whom it is proven; nothing is quoted."""
    matter = claim.matter_of(reading, ground.record)
    if matter is None:
        return _doing(plain_answer(question, Intent.OTHERS), reading, ground)
    speakers = [one for one in ground.record.speakers if one not in reading.excepted]
    denied = claim.denials(speakers, matter, ground.index, ground.record)
    speaking = claim.holders(matter, ground.index, ground.record)
    nearest = tuple(Hit(entry, 1.0) for entry in voices(speaking, matter, ground))
    return replace(plain_answer(question, Intent.OTHERS, denied=denied), speaking=speaking, nearest=nearest)


def _doing(found: Answer, reading: Reading, ground: Ground) -> Answer:
    """Add who does, where it can't be proven who does not."""
    ranked = rank_passages(reading, ground.index)
    sure = [one.indexed.entry for one in ranked if one.score >= ground.index.fitted.sure]
    return replace(found, nearest=tuple(Hit(entry, 1.0) for entry in sure[:MOST_NEAREST]))


def honest(found: Answer, reading: Reading, ground: Ground) -> Answer:
    """Add of whom it is proven that they say nothing of it, or sent nothing; and what there is instead."""
    denied = unsent(absences(reading, ground))
    matter = claim.matter_of(reading, ground.record) or claim.undone(reading, ground.index, ground.record)
    spoken = {hit.entry.speaker.id for hit in found.hits if isinstance(hit.entry, Quote | Reported)}
    asked = [one for one in reading.agents if one not in spoken]
    of_words = not any(isinstance(hit.entry, Fact) for hit in found.hits) and found.status != Status.UNSURE
    # "Who is China's first diplomat?" asks for nobody's words.
    question = reading.question
    says = bool(question.cues & {*SAYING, Cue.ABOUT})
    heard = not (question.asks_who and (reading.is_regional or not question.cues & SAYING))
    # "Where did Lavrov study?" asks of his life.
    heard = heard and (says or question.slots.isdisjoint(SPECIAL_SLOTS))
    # Of a country that sent nothing a "did he mention …?" is denied alone.
    heard = heard and (matter is None or matter.about not in ground.record.entries)
    if matter is not None and asked and of_words and heard:
        denied.extend(claim.denials(asked, matter, ground.index, ground.record))
    found = replace(found, denied=tuple(denied))
    if _asks_whether_sent(reading, ground.record) and denied and found.status == Status.NONE:
        found = replace(found, verdict=Verdict.NO)
    if found.status == Status.NONE:
        found = with_nearest(found, matter, ground)
    return found


def _asks_whether_sent(reading: Reading, record: Record) -> bool:
    """Whether a yes or a no is asked of a message as such, of a country alone: "did Iran send one?".

    Of whom there is no message, nobody can have said, promised or wished anything in it either.
    """
    question = reading.question
    asks = question.is_polar and Cue.NOT not in question.cues
    if not (asks and reading.absent) or reading.agents:
        return False
    bare = claim.is_bare(reading)
    return bare or bool(question.cues & SAYING) or claim.act_of(reading, record) is not None


def unsent(countries: Iterable[Absence]) -> list[Denial]:
    """Say of countries that they sent no message."""
    return [Denial(one.id, one.about_country, claim.MESSAGE) for one in countries]


def absences(reading: Reading, ground: Ground) -> list[Absence]:
    """Give the countries named in vain: of each the record holds no message."""
    named = [
        ground.record.entries.get(one) for one, near in reading.absent.items() if near >= claim.KNOWN_SPELLING
    ]
    kept = {one.id: one for one in named if isinstance(one, Absence) and one.about_country}
    return list(kept.values())


def with_nearest(found: Answer, matter: Matter | None, ground: Ground) -> Answer:
    """Say what the record holds nearest: who speaks of the matter, or what the speaker does speak of.

    Who speaks of it is told where somebody is proven not to: there the matter was understood whole.
    """
    speaking = claim.holders(matter, ground.index, ground.record) if matter is not None else ()
    entries: list[Entry] = voices(speaking, matter, ground) if matter is not None else []
    if not entries and found.understood is not None:
        for item in found.understood.items:
            for target in item.targets(MeaningKind.SPEAKER):
                entries.extend(ground.record.passages_of(target)[:MOST_NEAREST])
            for target in item.targets(MeaningKind.COUNTRY):
                for speaker in ground.index.by_country.get(target, ()):
                    entries.extend(ground.record.passages_of(speaker)[:1])
    distinct = {entry.id: entry for entry in entries}
    nearest = tuple(Hit(one, 1.0) for one in list(distinct.values())[: len(speaking) or MOST_NEAREST])
    is_denied = matter is not None and any(one.about == matter.about for one in found.denied)
    return replace(found, speaking=speaking if is_denied else (), nearest=nearest)
