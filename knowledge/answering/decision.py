"""Candidates to an answer: sure enough to say, worth asking back, or an honest no."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.answer import Answer, Evidence, Hit, Recognised
from knowledge.answering.key import cue_key, slot_key
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.matcher import Candidate, best_by_speaker
from knowledge.answering.question import SAYING, SPECIAL_SLOTS, Question
from knowledge.answering.reading import Part, Reading
from knowledge.language.lexicon import Item
from knowledge.record.kinds import POSITIONS, Cue, MeaningKind, Slot, SmallTalk
from knowledge.record.values import Absence, Fact, speaker_of

ASKING_ALONE = SPECIAL_SLOTS - {Slot.WHY} | {Slot.WHO}
"""Question words that ask something without naming anything: "how many messages?"."""
MOST_HITS = 12
_SAYING_MARKS = frozenset(map(cue_key, SAYING))
_ASKING = frozenset(map(slot_key, SPECIAL_SLOTS | {Slot.WHO, Slot.WHICH, Slot.WHAT}))
MOST_SUGGESTED = 3
_SMALL_TALK: tuple[Intent, ...] = (
    Intent.IDENTITY,
    Intent.COMPLAINT,
    Intent.THANKS,
    Intent.BYE,
    Intent.HELLO,
    Intent.AGREED,
)


def decide(reading: Reading, passages: Sequence[Candidate], asked: Sequence[Candidate]) -> Answer:
    """Choose between the candidates of both kinds.

    Args:
        passages: Quotes and reported speech, best first.
        asked: Facts and absences, best first.
    """
    if beside := _beside_the_record(reading):
        return _answer(reading, Status.NONE, [], beside, None)
    if _asks_who_came_first(reading):
        passages, asked = [], [one for one in asked if isinstance(one.indexed.entry, Absence)]
    if _is_anybodys_office(asked):
        asked = [one for one in asked if not tells_an_office(one)]
    top_asked = asked[0] if asked else None
    top_passage = passages[0] if passages else None
    if top_asked and (
        top_passage is None
        or top_asked.score + _lead(reading, top_asked) >= top_passage.score
        or _tells_who_did(reading, top_asked)
    ):
        if top_passage and _sums_up(reading, top_asked, top_passage):
            told = _passages(reading, passages, [])
            if told.status == Status.ANSWERED:
                return told
        return _asked(reading, asked, passages)
    if top_passage is None or _names_something_unknown(reading):
        return _answer(reading, Status.NONE, [], Intent.UNKNOWN, top_passage)
    return _passages(reading, passages, asked)


def _names_something_unknown(reading: Reading) -> bool:
    """Whether it asks if something is mentioned that nobody here knows, which no words can tell.

    Of the words around it some may be known: "was the summit in Samarkand mentioned?".
    """
    question = reading.question
    asks = question.is_polar and Cue.MENTION in question.cues
    return asks and any(part.item.is_foreign for part in reading.topic)


def _asks_who_came_first(reading: Reading) -> bool:
    """Whether it asks who spoke first or last, which nobody's words tell, nor a fact that lists them all."""
    question = reading.question
    matters = [part for part in reading.topic if part.item.cues.isdisjoint(_PLACED)]
    is_placed = not question.cues.isdisjoint(_PLACED)
    return is_placed and question.asks_who and not reading.names and not any(map(_tells, matters))


_PLACED = frozenset({*POSITIONS, Cue.LAST})


def _is_anybodys_office(asked: Sequence[Candidate]) -> bool:
    """Whether the offices of several answer equally well, so that none does: "who represents whom?"."""
    best = asked[:2]
    return len(best) > 1 and all(map(tells_an_office, best)) and best[0].score == best[1].score


def tells_an_office(candidate: Candidate) -> bool:
    """Whether an entry is the fact that tells somebody's office."""
    entry = candidate.indexed.entry
    return isinstance(entry, Fact) and entry.office_of is not None


def _beside_the_record(reading: Reading) -> Intent | None:
    """Tell what is wanted that no record could answer; None if it may hold what is asked."""
    question = reading.question
    if question.is_chitchat:
        return small_talk_of(question)
    if Cue.OPINION in question.cues or (Cue.JUDGE in question.cues and not any(map(_tells, reading.topic))):
        return Intent.OPINION
    if _is_of_other_subjects(question) or _names_but_an_office(question):
        return Intent.UNKNOWN
    # "Name all who are quoted" names nothing, and yet asks for the speakers.
    asks = question.slots & ASKING_ALONE or (Cue.NAME in question.cues and question.cues & SAYING)
    return None if question.content or asks else Intent.UNKNOWN


def _is_of_other_subjects(question: Question) -> bool:
    """Whether all it names are words of other subjects, which are only spelt like ours: "is it raining?"."""
    # "What time does it close?" asks a record of opening hours.
    is_plain = question.is_polar and not question.slots and not question.cues & SAYING
    return is_plain and bool(question.content) and all(map(_is_elsewhere, question.content))


def _names_but_an_office(question: Question) -> bool:
    """Whether an office is asked for, and nobody named who may hold one: "job title?"."""
    of_office = all(Cue.POST in item.cues for item in question.content)
    asks = question.slots <= {Slot.WHAT, Slot.WHICH} and not question.cues & SAYING
    return bool(question.content) and of_office and asks


def _is_elsewhere(item: Item) -> bool:
    """Whether a word is known as it stands, but not in what the record is about."""
    whole = {sense.meaning.kind for sense in item.senses if sense.similarity == 1}
    return whole == {MeaningKind.OUT_OF_DOMAIN}


def small_talk_of(question: Question) -> Intent:
    """Tell what somebody says out of politeness: thanks before a greeting, since both may stand there."""
    said = {target for item in question.items for target in item.targets(MeaningKind.SMALL_TALK)}
    if SmallTalk.THANKS in question.items[0].targets(MeaningKind.SMALL_TALK) and not question.is_asked:
        return Intent.THANKS  # "thanks, you were a great help" asks for none
    for one in _SMALL_TALK:
        if one in said:
            return one
    return Intent.HELLO


def _tells(part: Part) -> bool:
    """Whether a part says what a quote is to be about: of "the best message on trust" there is one."""
    return not part.optional


def _lead(reading: Reading, over: Candidate) -> float:
    """Say by how much a passage must beat a fact or an absence, or be beaten where it is negative.

    "Who is …?" wants a fact, "who spoke of …?" does not, and "who conveyed …?" may want either.
    """
    question = reading.question
    asking = {mark.clause for mark in reading.marks if not mark.keys.keys().isdisjoint(_ASKING)}
    saying = {mark.clause for mark in reading.marks if not mark.keys.keys().isdisjoint(_SAYING_MARKS)}
    # "I am writing about …, could you tell me who leads it?" speaks of writing, and asks who.
    if asking - saying and Slot.SPEAKER not in question.slots:
        if not any(item.is_content and item.cues & SAYING for item in question.items):
            return reading.fitted.fact_lead
        return 0.0 if isinstance(over.indexed.entry, Absence) else reading.fitted.fact_lead / 2
    # Who only names somebody wants to hear them.
    return -reading.fitted.fact_lead if reading.agents and not asking else 0.0


def _tells_who_did(reading: Reading, fact: Candidate) -> bool:
    """Whether it asks who did what a fact tells of several: "which countries congratulated?".

    Who says the word itself is fewer.
    """
    entry = fact.indexed.entry
    is_of_several = isinstance(entry, Fact) and len(entry.speakers) > 1
    asks = reading.question.asks_who and not reading.agents and not reading.names
    return is_of_several and asks and fact.score >= reading.fitted.sure


def _sums_up(reading: Reading, fact: Candidate, passage: Candidate) -> bool:
    """Whether a fact only sums up what somebody said who is asked of: "which bodies does Lavrov name?".

    Who asks of somebody by name rather hears them, where their own words tell it.
    """
    entry = fact.indexed.entry
    if not isinstance(entry, Fact) or entry.office_of or Slot.HOW_MANY in reading.question.slots:
        return False
    is_of_one = len(reading.agents) == 1 and {one.id for one in entry.speakers} == reading.agents.keys()
    return is_of_one and _holds_any(reading, passage)


def _holds_any(reading: Reading, candidate: Candidate) -> bool:
    """Whether an entry holds any of what is asked: a name alone explains nothing of it."""
    held = candidate.indexed.strengths.keys()
    return any(part.keys.keys() & held for part in reading.topic)


def _asked(reading: Reading, asked: Sequence[Candidate], passages: Sequence[Candidate]) -> Answer:
    best = asked[0]
    others = [*asked[1:2], *passages[:1]]
    runner_up = max(others, key=lambda candidate: candidate.score, default=None)
    if isinstance(best.indexed.entry, Absence):
        hits = [best] if best.score >= reading.fitted.sure_absent else []
        return _answer(reading, Status.NONE, hits, Intent.FACT, runner_up)
    if best.score >= reading.fitted.sure:
        return _answer(reading, Status.ANSWERED, [best], Intent.FACT, runner_up)
    return _unsure(reading, [*asked, *passages], Intent.FACT, runner_up)


def _passages(reading: Reading, passages: Sequence[Candidate], asked: Sequence[Candidate]) -> Answer:
    best = passages[0]
    speakers = best_by_speaker(passages)
    compared = _are_compared(reading)
    intent: Intent = (
        Intent.COMPARE if compared else Intent.PASSAGES if len(reading.agents) == 1 else Intent.SET
    )
    if not _is_sure(reading, speakers) and not _is_known(reading, speakers, asked):
        if asked and isinstance(asked[0].indexed.entry, Absence) and asked[0].score >= best.score:
            return _answer(reading, Status.NONE, [asked[0]], intent, best)
        return _unsure(reading, [*passages, *asked], intent, asked[0] if asked else None)
    if compared:
        chosen = [
            one
            for one in speakers
            if one.score >= max(reading.fitted.worth_asking, reading.fitted.same_matter * best.score)
        ]
        chosen.sort(key=lambda one: list(reading.agents).index(speaker_of(one.indexed.entry)))
        runner_up = asked[0] if asked else None
    elif intent == Intent.PASSAGES:
        chosen = [one for one in passages if one.score >= reading.fitted.same_set * best.score]
        runner_up = next((one for one in passages if one not in chosen), asked[0] if asked else None)
    else:
        least = reading.fitted.same_set * best.score
        chosen = [one for one in speakers if one.score >= least or _holds_every_matter(reading, one)]
        runner_up = next((one for one in speakers if one not in chosen), asked[0] if asked else None)
    return _answer(reading, Status.ANSWERED, chosen[:MOST_HITS], intent, runner_up)


def _holds_every_matter(reading: Reading, candidate: Candidate) -> bool:
    """Whether an entry holds all that is asked of but a name of the body that the record is about.

    Who promises the Secretary-General support is one of those who promise the Secretariat support.
    """
    held = candidate.indexed.strengths
    matters = [part for part in reading.topic if not part.is_common]
    return len(matters) > 1 and all(any(held.get(key) == 1.0 for key in part.keys) for part in matters)


def _are_compared(reading: Reading) -> bool:
    """Whether each of several is to be heard; "who from Central Asia …?" only looks among them."""
    if reading.question.asks_who and Cue.OR in reading.question.cues:
        return False  # "Lavrov or Wang Yi: who …?"
    return len(reading.agents) > 1 and not (reading.is_regional and reading.question.asks_who)


def _is_sure(reading: Reading, speakers: Sequence[Candidate]) -> bool:
    """Whether the best passage is an answer; one that stands alone may explain less of a "who said …?"."""
    best = speakers[0].score
    if best >= reading.fitted.sure:
        return True
    second = speakers[1].score if len(speakers) > 1 else 0.0
    # Where somebody is excepted, who stands alone may only come next after them.
    asks_who = reading.question.asks_who and not reading.agents and not reading.excepted
    if not reading.question.cues & SAYING and _is_half_out_of_domain(reading):
        return False  # "who won the lottery?" asks of what happened, not of what was said
    return (
        asks_who
        and len(reading.topic) > 1
        and best >= reading.fitted.sure_alone
        and best - second >= reading.fitted.lead
    )


def _is_half_out_of_domain(reading: Reading) -> bool:
    """Whether no more words of a question are the record's than of other subjects."""
    beside = sum(part.item.kinds == {MeaningKind.OUT_OF_DOMAIN} for part in reading.topic)
    telling = sum(not (part.is_common or part.item.is_foreign) for part in reading.topic)
    return 0 < beside >= telling


def _is_known(reading: Reading, speakers: Sequence[Candidate], asked: Sequence[Candidate]) -> bool:
    """Whether every word of a question is known, so that an entry that leads may explain less of it."""
    is_told_to_leave_out = reading.excepted or Cue.NOT in reading.question.cues
    if is_told_to_leave_out or any(part.item.is_foreign for part in reading.topic):
        return False
    best = speakers[0].score
    if not _holds_any(reading, speakers[0]):
        return False
    others = [one.score for one in (*speakers[1:2], *asked[:1])]
    alone = len(reading.agents) <= 1
    return (
        alone
        and best >= (reading.fitted.sure_known if reading.agents else reading.fitted.sure_alone)
        and best - max(others, default=0.0) >= reading.fitted.lead
    )


def _unsure(
    reading: Reading, candidates: Sequence[Candidate], intent: Intent, runner_up: Candidate | None
) -> Answer:
    likely = sorted(candidates, key=lambda candidate: -candidate.score)
    said = [
        one
        for one in likely
        if one.score >= reading.fitted.worth_asking and not isinstance(one.indexed.entry, Absence)
    ]
    if said:
        return _answer(reading, Status.UNSURE, said[:MOST_SUGGESTED], intent, runner_up)
    absences = [
        one
        for one in likely
        if isinstance(one.indexed.entry, Absence) and one.score >= reading.fitted.sure_absent
    ]
    return _answer(reading, Status.NONE, absences[:1], intent, runner_up)


def _answer(
    reading: Reading,
    status: Status,
    hits: Sequence[Candidate],
    intent: Intent,
    runner_up: Candidate | None,
) -> Answer:
    return Answer(
        question=reading.question.text,
        status=status,
        hits=tuple(_hit(candidate) for candidate in hits),
        evidence=Evidence(
            intent=intent,
            recognised=recognised_in(reading.question),
            unexplained=tuple(
                part.item.typed for part in (*reading.names, *reading.topic) if part.item.is_foreign
            ),
            runner_up=_hit(runner_up) if runner_up else None,
            addends=_addends(hits, reading),
            margin=max(0.0, hits[0].score - runner_up.score) if hits and runner_up else float(bool(hits)),
        ),
        language=reading.question.language,
        understood=reading.question,
    )


def _addends(hits: Sequence[Candidate], reading: Reading) -> tuple[tuple[str, float], ...]:
    features = hits[0].features if hits else None
    return tuple(features.addends(reading.fitted)) if features else ()


def recognised_in(question: Question) -> tuple[Recognised, ...]:
    """Give what each stretch that was understood was taken for, in order."""
    return tuple(map(_recognised, _understood(question)))


def _understood(question: Question) -> list[Item]:
    """Give the stretches that were understood, in order, with the names that are left out."""
    understood = [item for item in (*question.items, *question.excepted) if item.senses]
    return sorted(understood, key=lambda item: item.start)


def _hit(candidate: Candidate) -> Hit:
    return Hit(candidate.indexed.entry, min(1.0, candidate.score))


def _recognised(item: Item) -> Recognised:
    sense = item.senses[0]
    meaning = sense.meaning
    return Recognised(
        item.typed, meaning.alias, meaning.kind, meaning.target, sense.similarity, meaning.place
    )
