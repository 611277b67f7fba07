"""A yes or a no, where the record proves it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile

from knowledge.answering import claim, silence
from knowledge.answering.answer import Answer
from knowledge.answering.claim import Matter, Verdict
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.index import Ask, keys_of
from knowledge.answering.key import Key, slot_key
from knowledge.answering.kinds import Intent
from knowledge.answering.matcher import Candidate, best_by_speaker, rank_asked
from knowledge.answering.question import SAYING, WITHIN, Question
from knowledge.answering.reading import Part, Reading
from knowledge.language.lexicon import Item
from knowledge.normalise import Script, script_of, tokens
from knowledge.record.kinds import POINTING, POSITIONS, Cue, MeaningKind, Slot
from knowledge.record.values import Entry, Fact, Record, Reported

YES_FROM = 0.8
"""How far each word must be explained before a yes is said, 0..1: in an entry's own words, or nearly."""
LEAST_ASKED = 0.7
"""Share of what a fact was written to answer that a yes-or-no question must hold, question words aside."""


def polar(
    question: Question, reading: Reading, passages: Sequence[Candidate], ground: Ground
) -> Answer | None:
    """Answer yes or no where the record proves it; None where it does not."""
    if not question.is_polar:
        return _either(question, reading, ground)
    act = claim.act_of(reading, ground.record)
    if not reading.agents or not (act or question.cues & SAYING):
        return (
            _of_silent_country(question, reading, ground)
            or _sent_by_a_body(question, reading, ground)
            or _of_anybody(question, reading, ground)
            or _worded_by_anybody(question, reading, passages)
            or _polar_fact(question, reading, ground)
            or _done(question, reading, passages, ground)
        )
    if question.is_negative or question.cues & _RANKS or _names_an_object(question) or _is_denied(question):
        return None
    speakers = tuple(reading.agents)
    if act is not None and not _is_theirs(question, reading, act.keys):
        return None
    matter = claim.matter_of(reading, ground.record)
    if matter is not None:
        told = _polar_matter(question, speakers, matter, ground)
    elif act is not None and (denied := _denied_any(question, reading, act, ground)):
        told = denied
    else:
        found = best_by_speaker([one for one in passages if _explains_all(reading, one)])
        entries = [one.indexed.entry for one in found]
        told = _affirmed(question, speakers, entries)
    if told is None and act is not None and not _hold_any(speakers, act, ground):
        # What is near to a promise is none.
        return silence.with_nearest(plain_answer(question, Intent.PASSAGES), act, ground)
    return told


def _either(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Answer whether one of several speaks of one of several matters: "did Lavrov mention the UN or NATO?".

    Yes, with the words of each who does on each that they speak of; no where none of them speaks of any.
    """
    asks = {Cue.OR, Cue.WHETHER} <= question.cues and question.cues & SAYING and not question.slots
    matters, speakers = claim.alternatives(reading, ground.record), tuple(reading.agents)
    if not (asks and matters and speakers) or question.is_negative or len(matters) == len(speakers) == 1:
        return None
    said: dict[str, Entry] = {}
    for matter in matters:
        holding = [one for one in claim.holders(matter, ground.index, ground.record) if one in reading.agents]
        said |= {entry.id: entry for entry in silence.voices(holding, matter, ground)}
    if said:
        intent: Intent = Intent.PASSAGES if len(speakers) == 1 else Intent.COMPARE
        return plain_answer(question, intent, entries=list(said.values()), verdict=Verdict.YES)
    denied = [_denied_to_all(question, speakers, one, ground) for one in matters]
    first, proven = denied[0], [one for one in denied if one is not None]
    if first is None or len(proven) < len(matters):
        return None
    return replace(first, denied=tuple(each for one in proven for each in one.denied))


def _done(
    question: Question, reading: Reading, passages: Sequence[Candidate], ground: Ground
) -> Answer | None:
    """Say yes where somebody is reported to have done what is asked: "did Lavrov greet the staff?".

    A report begins with what its speaker does; what they say that others do, it tells behind a "that".
    """
    if len(reading.agents) != 1 or question.is_negative or question.cues & (_RANKS | {Cue.ACT, Cue.NOT}):
        return None
    telling = sorted(
        (one for one in reading.topic if not claim.is_common(one)), key=lambda one: one.item.start
    )
    if not telling or _names_an_object(question) or not _is_theirs(question, reading, telling[0].keys):
        return None
    for one in passages:
        entry = one.indexed.entry
        is_report = isinstance(entry, Reported) and entry.speaker.id in reading.agents
        if (
            is_report
            and _explains_all(reading, one)
            and not _act_of(entry, ground).isdisjoint(telling[0].keys)
        ):
            return plain_answer(question, Intent.PASSAGES, entries=[entry], verdict=Verdict.YES)
    return None


def _is_theirs(question: Question, reading: Reading, act: Collection[Key]) -> bool:
    """Whether those named do what is asked; of "did the Secretariat thank India?" India does not."""
    done = next((part.item for part in reading.topic if not part.keys.keys().isdisjoint(act)), None)
    before = [item for item in question.items if done and item.start < done.start and item.is_content]
    doers = [item for item in before if item.is_name or item.of(MeaningKind.OFFICE)]
    is_free = done is not None and done.is_cyrillic
    return Cue.BY not in question.cues and (is_free or (bool(doers) and len(doers) == len(before)))


def _act_of(entry: Entry, ground: Ground) -> frozenset[Key]:
    """Give the meanings of what a speaker is reported in English to do, from their name to its object."""
    words = tokens(entry.wording.by_language.get("en", "") if isinstance(entry, Reported) else "")
    done = set[Key]()
    named = False
    for item in ground.lexicon.recognise(words, fuzzy=False):
        if named and not item.of(MeaningKind.ORGANISATION):
            done |= keys_of(item).keys()
        if named and (item.of(MeaningKind.ORGANISATION) or item.typed.split()[-1] in _OBJECT):
            break
        named = named or bool(item.of(MeaningKind.SPEAKER))
    return frozenset(key for key in done if key.kind == MeaningKind.CONCEPT)


_OBJECT = frozenset({"that", "to"})
"""Before the object of what somebody is reported to do."""


def _hold_any(speakers: Sequence[str], matter: Matter, ground: Ground) -> bool:
    return not set(speakers).isdisjoint(claim.holders(matter, ground.index, ground.record))


def _of_silent_country(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say no of a country that neither speaks nor is spoken of, whichever is asked: "is Iran mentioned?"."""
    bare = claim.is_bare(reading)
    asks = Cue.MENTION in question.cues and bare and not (reading.agents or question.is_negative)
    countries = silence.absences(reading, ground) if asks else []
    if len(countries) != 1:
        return None
    matter = Matter(countries[0].id, frozenset({Key(MeaningKind.ABSENT, countries[0].id)}))
    speakers = tuple(ground.record.speakers)
    denied = claim.denials(speakers, matter, ground.index, ground.record)
    if len(denied) < len(speakers):
        return None
    unsent = silence.unsent(countries)
    return plain_answer(question, Intent.FACT, verdict=Verdict.NO, denied=(*denied, *unsent))


def _of_anybody(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say whether anybody speaks of a matter: "is trust mentioned?"; no only where everybody is silent.

    A body that stands before the verb may be who speaks: "did the UN mention it?". What is done by saying it
    is asked of whoever it may be by "anyone" alone.
    """
    matter = claim.matter_of(reading, ground.record)
    if matter is None or question.is_negative or reading.names or question.cues & (_RANKS | {Cue.HE}):
        return None
    asked = next(part.item for part in reading.topic if matter.keys == part.keys.keys())
    said = [item for item in question.items if item.cues & SAYING and not item.is_content]
    place = question.items.index(asked) if asked in question.items else len(question.items)
    is_object = any(item in question.items[:place] for item in said)
    may_speak = bool(asked.of(MeaningKind.ORGANISATION)) and not _is_passive(question)
    is_object = is_object or (any(Cue.MENTION in item.cues for item in said) and not may_speak)
    theme = ground.record.themes.get(matter.about)
    does = any(
        Cue.ANYONE in item.cues and (item.is_cyrillic or item.start < asked.start) for item in question.items
    )
    is_object = is_object or (theme is not None and theme.is_speech_act and does)
    if not is_object:
        return None
    speaking = claim.holders(matter, ground.index, ground.record)
    if not speaking:
        return _denied_to_all(question, tuple(ground.record.speakers), matter, ground)
    voices = silence.voices(speaking, matter, ground)
    return plain_answer(question, Intent.SET, entries=voices, verdict=Verdict.YES)


def may_speak(question: Question) -> bool:
    """Whether an organisation may be who speaks: "did the UN mention it?", but not "is the UN mentioned?"."""
    before = list(takewhile(lambda item: Cue.MENTION not in item.cues, question.items))
    is_before = any(item.of(MeaningKind.ORGANISATION) and not item.is_cyrillic for item in before)
    return is_before and len(before) < len(question.items) and not _is_passive(question)


def _is_passive(question: Question) -> bool:
    """Whether nothing follows the verb, or a "by" does: not "did the UN mention it?"."""
    behind = list(dropwhile(lambda item: Cue.MENTION not in item.cues, question.items))[1:]
    ends = bool(behind) or Cue.MENTION in question.items[-1].cues
    follows = any(item.is_content or Cue.THAT in item.cues for item in behind)
    return Cue.BY in question.cues or (ends and not follows and not question.items[-1].is_han)


def _worded_by_anybody(question: Question, reading: Reading, passages: Sequence[Candidate]) -> Answer | None:
    """Say yes where somebody's own words hold all that anybody is asked to have mentioned."""
    asks = {Cue.ANYONE, Cue.MENTION} <= question.cues and not question.is_negative
    if not asks or reading.names or question.cues & _RANKS:
        return None
    worded = [one for one in best_by_speaker(passages) if _explains_all(reading, one)]
    best = [one.indexed.entry for one in worded if one.score == worded[0].score]
    return plain_answer(question, Intent.SET, entries=best, verdict=Verdict.YES) if best else None


_RANKS = frozenset({*POSITIONS, Cue.LAST, Cue.LONGEST, Cue.SHORTEST, Cue.ONLY})
"""That somebody says so does not prove that nobody else does, or did before."""


def asks_of_more(question: Question) -> bool:
    """Whether a yes would tell more than that somebody says so: that two mean the same, or one alone."""
    return _asks_of_the_same(question) or _asks_of_one_alone(question)


def _asks_of_the_same(question: Question) -> bool:
    """Whether it asks of "the same moment": "did he say the same?" is no more than "did he say so?"."""
    before = ("", *(item.typed for item in question.items))
    return any(
        not (two.cues & POINTING)
        and (one.typed in _SAME or (one.typed == _RUSSIAN_SAME and last.startswith(_RUSSIAN_THAT)))
        for last, (one, two) in zip(before, pairwise(question.items), strict=False)
    )


def _asks_of_one_alone(question: Question) -> bool:
    """Whether a clause of its own asks if that was all: "就秘书长吗"."""
    last = [item for item in question.items if question.clauses[item.start] == max(question.clauses)]
    return bool(last) and last[0].typed == _JUST and not any(item.cues & SAYING for item in last)


_SAME = frozenset({"same", "the same", "同 一", "同 一 个", "同 样"})
_RUSSIAN_SAME, _RUSSIAN_THAT = "же", "т"
_JUST = "就"


def _names_an_object(question: Question) -> bool:
    """Whether somebody is named to whom something is done: "did Lavrov thank China?"."""
    names = is_done = False
    for item in question.items:
        is_name = bool(item.of(MeaningKind.SPEAKER, MeaningKind.COUNTRY))
        if is_done and (is_name or item.of(MeaningKind.OFFICE)):
            return True
        names = names or is_name or bool(item.slots)
        is_done = is_done or (names and bool(item.of(MeaningKind.CONCEPT)) and not is_name)
    return False


def _is_denied(question: Question) -> bool:
    """Whether in English a "not" stands behind what asks: "is trust absent from Lavrov's message?"."""
    whether = [item.start for item in question.items if Cue.WHETHER in item.cues]
    return any(
        Cue.NOT in item.cues and item.start > whether[0] and script_of(item.typed) == Script.LATIN
        for item in question.items
        if whether
    )


def _polar_matter(
    question: Question, speakers: Sequence[str], matter: Matter, ground: Ground
) -> Answer | None:
    """Say whether all of some speakers speak of a matter, or none does; some of them is neither yes nor no.

    Whether a theme is spoken of was decided by reading, whatever the words are.
    """
    if found := _denied_to_all(question, speakers, matter, ground):
        return found
    holding = [one for one in claim.holders(matter, ground.index, ground.record) if one in speakers]
    return _affirmed(question, speakers, silence.voices(holding, matter, ground))


def _affirmed(question: Question, speakers: Sequence[str], said: Sequence[Entry]) -> Answer | None:
    """Say yes with one entry of each of some speakers; of "either of them" one is enough."""
    is_of_any = any(item.typed in _ANY for item in question.items)
    if not said or (len(said) < len(speakers) and not is_of_any):
        return None
    intent: Intent = Intent.PASSAGES if len(said) == 1 else Intent.COMPARE
    return plain_answer(question, intent, entries=said, verdict=Verdict.YES)


_ANY = frozenset({"any", "either"})


def _denied_any(question: Question, reading: Reading, act: Matter, ground: Ground) -> Answer | None:
    """Say no where none of them does such a thing, or speaks of what it is done with: "wish health"."""
    speakers = tuple(reading.agents)
    matters = (act, *(one for one in claim.meant_by(reading, ground.record) if one != act))
    denied = (_denied_to_all(question, speakers, one, ground) for one in matters)
    return next((one for one in denied if one is not None), None)


def _denied_to_all(
    question: Question, speakers: Sequence[str], matter: Matter, ground: Ground
) -> Answer | None:
    """Say no where none of some speakers speaks of a matter, and what there is nearest to it; else None."""
    denied = claim.denials(speakers, matter, ground.index, ground.record)
    if len(denied) < len(speakers):
        return None
    return silence.with_nearest(
        plain_answer(question, Intent.PASSAGES, verdict=Verdict.NO, denied=denied), matter, ground
    )


def _explains_all(reading: Reading, candidate: Candidate) -> bool:
    """Whether a passage holds every word of what is asked, as its own or nearly."""
    telling = [
        part
        for part in reading.topic
        # An office that is a matter as well may be to whom something is done: "wish the presidents health".
        if not claim.is_common(part)
        or (part.item.of(MeaningKind.OFFICE) and part.item.of(MeaningKind.CONCEPT))
    ]
    return bool(telling) and all(_told(part, candidate) >= YES_FROM for part in telling)


def _told(part: Part, candidate: Candidate) -> float:
    strengths = candidate.indexed.strengths
    return max((near * strengths.get(key, 0.0) for key, near in part.keys.items()), default=0.0)


def _polar_fact(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say whether a fact is as asked; who is named counts as a part of what is asked.

    Where a place, a number or a person may be wrong, the fact that tells the right one is looked for
    without it: it says yes if it holds it, and no if it holds another of the kind.
    """
    # "Have ambassadors sent letters?" has words of saying that a fact itself may hold.
    says = any(item.cues & {*SAYING, Cue.ACT} and not item.is_content for item in question.items)
    if says or question.is_negative or question.cues & {Cue.COMPARE, Cue.VERBATIM}:
        return None  # no fact tells that two agree, or that somebody is quoted
    if any(item.of(MeaningKind.OFFICE) and not item.is_content for item in question.items):
        return None  # whose office a fact does not tell
    named = replace(reading, agents={}, names=(), absent={}, topic=(*reading.names, *reading.topic))
    best = _sure_fact(named, ground)
    if best is not None and _explains_all(named, best) and _is_answered_by(named, best, ground):
        return plain_answer(question, Intent.FACT, entries=[best.indexed.entry], verdict=Verdict.YES)
    for part in named.topic:
        for slot in _slots_filled_by(part, question, ground.record):
            mark = Part(part.item, {slot_key(slot): 1.0}, 1.0, part.clause)
            rest = tuple(one for one in named.topic if one is not part)
            if _fills_nothing(part, slot, rest, ground.record):
                continue
            asked = replace(
                named, topic=rest, marks=(mark,), question=replace(question, slots=frozenset({slot}))
            )
            fact = _sure_fact(asked, ground)
            if fact is not None and _tells(fact, slot, part) and _counts(fact, slot, part, named, ground):
                verdict = Verdict.YES if _told(part, fact) >= YES_FROM else Verdict.NO
                of_doer = part.item is question.content[0] or did_it(part, question)
                of_doer = of_doer or _is_whose_office(part, question)
                if slot is Slot.WHERE and verdict is Verdict.NO and of_doer:
                    continue  # "is India a founding member?" asks of India, and of no place
                proven = None if _is_compared(part, question) else verdict
                return plain_answer(question, Intent.FACT, entries=[fact.indexed.entry], verdict=proven)
    return None


def _fills_nothing(part: Part, slot: Slot, rest: Sequence[Part], record: Record) -> bool:
    """Whether what is left of a question without a part asks of nothing that a fact tells.

    So do "are you ChatGPT?" and "did Iran send any?"; of several who were spoken of no fact tells which it
    is, and "did Iran congratulate the Secretariat?" asks who did, whatever the order of words.
    """
    if part.item.of(MeaningKind.SPEAKER) and all(one.item.of(MeaningKind.SPEAKER) for one in rest):
        return True
    is_act = slot is Slot.WHERE and any(claim.is_act(one, record) for one in rest)
    return is_act or all(one.item.cues & SAYING for one in rest)


def is_sent(question: Question, reading: Reading, ground: Ground) -> bool:
    """Whether a fact that tells who wrote names all who are asked of: "did India send a message?"."""
    bare = claim.is_bare(reading)
    fact = _list_of_senders(question, reading, ground) if bare and reading.agents else None
    return fact is not None and reading.agents.keys() <= {one.id for one in fact.speakers}


def _sent_by_a_body(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say no where an organisation is asked to have written, with the fact that tells who did."""
    telling = [part for part in reading.topic if not (part.optional or claim.is_common(part))]
    if sum(bool(part.item.of(MeaningKind.ORGANISATION)) for part in telling) != 1:
        return None
    if is_from_a_body(question):
        fact = max(filter(_tells_who, ground.record.facts), key=lambda one: len(one.speakers), default=None)
        return plain_answer(question, Intent.FACT, entries=[fact], verdict=Verdict.NO) if fact else None
    said = next((item.start for item in question.items if Cue.SAY in item.cues), 0)
    if len(telling) != 1 or telling[0].item.start > said:
        return None
    rest = tuple(part for part in reading.topic if part not in telling)
    fact = _list_of_senders(question, replace(reading, topic=rest), ground)
    return plain_answer(question, Intent.FACT, entries=[fact], verdict=Verdict.NO) if fact else None


def _tells_who(fact: Fact) -> bool:
    return Slot.WHO in fact.slots and len(fact.speakers) > 1


def is_from_a_body(question: Question) -> bool:
    """Whether words from an organisation are asked for: "is there a message from the UN?".

    Nothing but its officer's name may follow: "from the UN Secretary-General".
    """
    before = list(takewhile(lambda item: item.typed.split()[-1] not in _FROM, question.items))
    behind = [item for item in question.items[len(before) :] if item.is_content]
    is_theirs = any(item.of(MeaningKind.ORGANISATION) for item in behind) and len(behind) <= _BODY_AND_OFFICER
    asks = any(Cue.SAY in item.cues for item in question.items) and not question.cues & {
        Cue.ABOUT,
        Cue.MENTION,
    }
    return asks and is_theirs and question.is_polar and not question.is_negative


_FROM = frozenset({"from", "от", "von", "自"})
_BODY_AND_OFFICER = 2


def is_sent_to_a_body(question: Question, reading: Reading) -> bool:
    """Whether it asks if words were sent to an organisation: who mentions that one proves nothing of it."""
    sent = [item.start for item in question.items if item.is_content and Cue.SAY in item.cues]
    bodies = (part.item for part in reading.topic if not claim.is_common(part))
    is_sent = bool(sent) and any(one.of(MeaningKind.ORGANISATION) and one.start > sent[0] for one in bodies)
    return is_sent and not is_from_a_body(question)


def _list_of_senders(question: Question, reading: Reading, ground: Ground) -> Fact | None:
    """Give the fact that tells who wrote, if it is asked of somebody whether they did; only of speakers.

    "Did he say so?" tells of no message: more than one word does, or one that means something by itself.
    """
    said = [item for item in question.items if Cue.SAY in item.cues]
    tells = len(said) > 1 or any(item.is_content for item in said)
    asks = question.is_polar and tells and question.cues <= _OF_SENDING and not question.is_negative
    if not asks or question.numbers or any(item.of(MeaningKind.REGION) for item in question.items):
        return None
    asking = Part(said[0], {slot_key(Slot.WHO): 1.0}, 1.0, question.clauses[said[0].start])
    who = replace(question, slots=frozenset({Slot.WHO}))
    named = replace(reading, question=who, agents={}, names=(), absent={}, marks=(asking, *reading.marks))
    fact = _sure_fact(named, ground)
    entry = fact.indexed.entry if fact else None
    return entry if isinstance(entry, Fact) and len(entry.speakers) > 1 else None


_OF_SENDING = frozenset({Cue.SAY, Cue.WHETHER, Cue.ALSO, Cue.AND, Cue.TAG, Cue.PERSON, Cue.THEY})


def did_it(part: Part, question: Question) -> bool:
    """Whether somebody is who did what is asked, and no place of it: "was it opened by Moscow?"."""
    return any(Cue.BY in before.cues and item is part.item for before, item in pairwise(question.items))


def _is_compared(number: Part, question: Question) -> bool:
    """Whether more or fewer than a number is asked: the fact itself tells, whatever its own number is."""
    before = [item for item in question.items if item.end <= number.item.start][-2:]
    return any(Cue.MORE in item.cues or item.typed in _COMPARING for item in before)


_COMPARING = frozenset({"than", "over", "under", "меньше", "менее", "более", "свыше"})
"""Before a number that is no answer, but a bound."""


def _is_whose_office(part: Part, question: Question) -> bool:
    """Whether somebody's office stands beside a country, which then acts: "the minister of Belarus"."""
    telling = [item for item in question.items if item.kinds != {MeaningKind.STOP}]
    return any(
        part.item in pair and any(item.of(MeaningKind.OFFICE) for item in pair) for pair in pairwise(telling)
    )


def _is_answered_by(reading: Reading, fact: Candidate, ground: Ground) -> bool:
    """Whether a yes follows from a fact: it was written to answer just this, but for what it answers.

    Of "is Zhang Ming the Secretary-General?" that is a name; of "is Zhang Ming a minister?" the fact that
    ministers wrote to him answers nothing. Places and numbers may be several.
    """
    telling = [part for part in reading.topic if not claim.is_common(part)]
    told = frozenset[Key]().union(*(part.keys for part in reading.topic))
    for ask in ground.index.asks:
        if ground.index.entries[ask.number] is not fact.indexed:
            continue
        outside = [part for part in telling if part.keys.keys().isdisjoint(ask.keys)]
        held = sum(weight for keys, weight in ask.items if not keys.isdisjoint(told))
        others = [part for part in outside if not _slots_filled_by(part, reading.question, ground.record)]
        if outside and len(others) <= 1 and held >= LEAST_ASKED * (ask.total - _of_slots(ask)):
            return True
    return False


def _of_slots(ask: Ask) -> float:
    return sum(weight for keys, weight in ask.items if all(key.is_mark for key in keys))


def _sure_fact(reading: Reading, ground: Ground) -> Candidate | None:
    asked = rank_asked(reading, ground.index)
    best = asked[0] if asked else None
    is_sure = (
        best is not None and best.score >= ground.index.fitted.sure and isinstance(best.indexed.entry, Fact)
    )
    return best if is_sure else None


def _slots_filled_by(part: Part, question: Question, record: Record) -> tuple[Slot, ...]:
    """Give the question words that a part could be the answer to: a place, a number, a name."""
    if part.is_number or part.item.typed[:1].isdigit():
        counts = part.item.typed.isdigit() and not _is_in(part, question)  # "in 2004" tells when
        return (Slot.HOW_MANY, Slot.WHEN) if counts else (Slot.WHEN,)
    if any(key.kind == MeaningKind.SPEAKER for key in part.keys):
        return (Slot.WHICH,)
    if part.item.of(MeaningKind.REGION):
        return ()  # what is in Beijing is in Asia
    if any(key.kind in {MeaningKind.COUNTRY, MeaningKind.ABSENT} for key in part.keys):
        return (Slot.WHERE, Slot.WHICH)
    is_unknown = not part.item.senses
    is_place = is_unknown and question.as_typed(part.item)[:1].isupper()
    is_place = is_place or (_is_in(part, question) and (is_unknown or _begins_a_name(part.item, record)))
    return (Slot.WHERE,) if is_place else ()


def _is_in(part: Part, question: Question) -> bool:
    """Whether a word stands right behind an "in"."""
    return any(one.typed in WITHIN and two is part.item for one, two in pairwise(question.items))


def _begins_a_name(item: Item, record: Record) -> bool:
    """Whether a plain word is the first one of an organisation's name, as "Shanghai" is."""
    words = tuple(item.typed.split())
    is_plain = item.kinds <= {MeaningKind.WORD, MeaningKind.OUT_OF_DOMAIN}
    return is_plain and any(
        tokens(alias.text)[: len(words)] == words
        for organisation in record.organisations.values()
        for alias in organisation.aliases
    )


def _counts(fact: Candidate, slot: Slot, number: Part, reading: Reading, ground: Ground) -> bool:
    """Whether a fact was written to count what stands behind a number: "the 30th anniversary"."""
    counted = next((part for part in reading.topic if part.item.start == number.item.end), None)
    if slot is not Slot.HOW_MANY or counted is None:
        return True
    asks = (ask for ask in ground.index.asks if ground.index.entries[ask.number] is fact.indexed)
    return any(not ask.keys.isdisjoint(counted.keys) for ask in asks)


def _tells(fact: Candidate, slot: Slot, part: Part) -> bool:
    """Whether a fact tells what a part may have got wrong: another of the same kind stands in it."""
    entry = fact.indexed.entry
    if not isinstance(entry, Fact) or slot not in entry.slots:
        return False
    if slot is not Slot.WHICH:
        return True
    kinds = {key.kind for key in part.keys} & {MeaningKind.COUNTRY, MeaningKind.SPEAKER}
    return any(key.kind in kinds for key in fact.indexed.strengths)
