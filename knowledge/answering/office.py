"""Who holds which office: "is Ravi the foreign minister?", "Lavrov's job?"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from knowledge.answering import claim
from knowledge.answering.answer import Answer
from knowledge.answering.claim import Verdict
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.index import Index
from knowledge.answering.kinds import Intent
from knowledge.answering.question import SAYING, Question
from knowledge.answering.reading import Part, Reading
from knowledge.language.lexicon import Item
from knowledge.record.kinds import Cue, MeaningKind, Office, Slot
from knowledge.record.values import Fact


def of_office(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say whether somebody holds an office: "is Ravi the foreign minister?"."""
    asked = {Office(target) for item in question.items for target in item.targets(MeaningKind.OFFICE)}
    agents = _named_themselves(question, reading)
    if not asked or len(agents) != 1 or question.is_negative:
        return None
    speaker = agents[0]
    if _is_of_another_country(question, speaker, ground):
        return None
    if question.cues & SAYING and not _is_said_of_another(question, speaker, asked, ground):
        return None
    others = [part for part in reading.topic if not part.item.of(MeaningKind.OFFICE)]
    of_either = Cue.OR in question.cues  # "is he a minister or some sort of deputy?"
    if any(_asks_for_more(part, ground.index) if of_either else not part.optional for part in others):
        return None
    facts = told_offices(speaker, ground)
    if not facts:
        return None
    verdict: Verdict | None = Verdict.NO
    if of_either:
        verdict = None
    elif holds(speaker, asked, ground):
        verdict = _of_only(speaker, asked, ground) if Cue.ONLY in question.cues else Verdict.YES
    elif asked == {Office.MINISTER}:
        verdict = None
    return plain_answer(question, Intent.FACT, entries=facts[:1], verdict=verdict)


def _of_only(speaker: str, asked: AbstractSet[Office], ground: Ground) -> Verdict | None:
    """Say no to "is he only a minister?" of who holds more; "the only minister" he may be by no fact."""
    return Verdict.NO if len(ground.index.offices[speaker]) > len(asked) else None


def _is_said_of_another(question: Question, speaker: str, asked: AbstractSet[Office], ground: Ground) -> bool:
    """Whether it takes whoever spoke for a country for another: "did India's foreign minister write?"."""
    by_name = any(item.of(MeaningKind.SPEAKER) and not item.of(MeaningKind.OFFICE) for item in question.items)
    of_matter = question.cues & {Cue.ABOUT, Cue.MENTION, Cue.OR}
    return not by_name and not of_matter and not holds(speaker, asked, ground)


def _is_of_another_country(question: Question, speaker: str, ground: Ground) -> bool:
    """Whether another country's office is asked of: "is Lavrov China's foreign minister?"."""
    asked = {target for item in question.items for target in item.targets(MeaningKind.COUNTRY)}
    country = ground.record.speakers[speaker].country
    return bool(asked) and (country is None or country.id not in asked)


def _named_themselves(question: Question, reading: Reading) -> tuple[str, ...]:
    """Give who is named by more than an office: "is it true that Nurtleu is a deputy minister?"."""
    own = [item for item in question.items if not item.of(MeaningKind.OFFICE)]
    named = {target for item in own for target in item.targets(MeaningKind.SPEAKER)}
    return tuple(one for one in reading.agents if one in named or len(reading.agents) == 1)


def of_post(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say which office somebody holds: "Lavrov's job?", "what does Lavrov do?"; None if more is asked for."""
    held = any(item.of(MeaningKind.OFFICE) for item in question.items)
    of_post = (
        _OF_POST | {Slot.WHERE} if held and Cue.HE in question.cues else _OF_POST
    )  # "where is he minister?"
    if len(reading.agents) != 1 or question.is_polar or question.slots - of_post:
        return None
    first = next((item for item in question.items if item.kinds != {MeaningKind.STOP}), None)
    # "in what capacity …?"
    asked = (first is not None and Cue.POST in first.cues) or _asks_for_post(question.items)
    others = {Cue.ABOUT, Cue.ELSE, Cue.MORE} | (frozenset() if asked else SAYING)
    is_named = {Cue.NAME, Cue.HE} <= question.cues  # "and what is his full name?"
    if (
        not is_named
        and Cue.POST not in question.cues
        and (not question.slots or not question.items[0].is_han)
    ):
        others |= {Cue.ALSO}  # "and Lavrov's?"; a Chinese question word may stand with "呢"
    told = all(
        claim.is_common(part)
        or (part.optional and part.item.is_foreign)
        or Cue.POST in part.item.cues
        or (Cue.POST in question.cues and not _asks_for_more(part, ground.index))
        for part in reading.topic
    )
    cues = frozenset[str]().union(*(item.cues for item in question.items[1:]))  # "а Лавров кто по должности?"
    if cues & others or not told:
        return None
    of_holder = held and (Cue.NAME in question.cues or question.asks_who or Slot.WHERE in question.slots)
    # "Which country's minister is Lavrov?"; "which is his first sentence?" asks for words.
    of_speaker = question.asks_who and not reading.topic and not question.cues & {Cue.BEGINS, Cue.ENDS}
    if _is_of_a_body(question):
        return None
    named = is_named and all(part.optional for part in reading.topic)
    does = _asks_what_somebody_does(question)
    asks = does or named or of_holder or of_speaker or Cue.POST in question.cues
    facts = told_offices(next(iter(reading.agents)), ground) if asks else []
    return plain_answer(question, Intent.FACT, entries=facts[:1]) if facts else None


def _is_of_a_body(question: Question) -> bool:
    """Whether what is asked is a body's, and no office: "what role does the Secretariat play?"."""
    asking = next((place for place, item in enumerate(question.items) if Cue.POST in item.cues), None)
    behind = question.items[asking + 1 :] if asking is not None else ()
    first = next((item for item in behind if item.is_content), None)
    return first is not None and bool(first.of(MeaningKind.ORGANISATION))


def _asks_what_somebody_does(question: Question) -> bool:
    """Whether it is but "what does Lavrov do?"; "does he explain what it means?" begins with another verb."""
    verbs = [place for place, item in enumerate(question.items) if Cue.WHETHER in item.cues]
    asked = [place for place, item in enumerate(question.items) if Slot.WHAT in item.slots]
    is_what = question.slots == {Slot.WHAT} and not question.cues & SAYING
    return is_what and bool(verbs and asked) and asked[0] < verbs[0]


def _asks_for_post(items: Sequence[Item]) -> bool:
    """Whether a question word asks for an office itself: "in what capacity …?", "什么职务", "头衔怎么写"."""
    telling = [item for item in items if item.kinds != {MeaningKind.STOP}]
    telling = [one for one in telling if Cue.PERSON not in one.cues]  # "in what official capacity"
    return any(Cue.POST in item.cues and item.slots for item in items) or any(
        (first.slots & _KINDS and Cue.POST in second.cues)
        or (
            first.is_han
            and ((Cue.POST in first.cues and second.slots) or (first.slots and Cue.POST in second.cues))
        )
        for first, second in pairwise(telling)
    )


_KINDS = frozenset({Slot.WHAT, Slot.WHICH})
_OF_POST = frozenset({Slot.WHAT, Slot.WHICH, Slot.WHO, Slot.SPEAKER})


def holds(speaker: str, asked: AbstractSet[Office], ground: Ground) -> bool:
    """Whether somebody holds each of some offices; a foreign minister is a minister."""
    held = ground.index.offices[speaker]
    return asked <= (held | {Office.MINISTER} if Office.FOREIGN_MINISTER in held else held)


def told_offices(speaker: str, ground: Ground) -> list[Fact]:
    """Give the facts that tell somebody's office."""
    told = ground.record.speakers[speaker]
    return [entry for entry in ground.record.facts if entry.office_of is told]


def without_office(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say who of the speakers does not hold an office: "who of them is no foreign minister?"."""
    asks = question.asks_who
    asks = asks or (question.is_polar and Cue.THEY not in question.cues)  # "is there one who is no minister?"
    if not asks or reading.agents:
        return None
    denied = _denied_offices(question)
    if not denied or reading.names or any(_asks_for_more(part, ground.index) for part in reading.topic):
        return None
    lacking = [one for one in ground.record.speakers if not holds(one, denied, ground)]
    facts = [fact for one in lacking for fact in told_offices(one, ground)[:1]]
    return plain_answer(question, Intent.FACT, entries=facts) if len(facts) == len(lacking) else None


def _denied_offices(question: Question) -> frozenset[Office]:
    """Give the first office behind a "not"."""
    is_denied = False
    for item in question.items:
        is_denied = is_denied or bool(item.cues & {Cue.NOT, Cue.RATHER})
        if is_denied and item.of(MeaningKind.OFFICE):
            return frozenset(Office(target) for target in item.targets(MeaningKind.OFFICE))
    return frozenset()


def _asks_for_more(part: Part, index: Index) -> bool:
    """Whether a part asks for what somebody speaks of, or for what nobody knows."""
    return part.item.is_foreign or part.is_number or not index.matters.isdisjoint(part.keys)
