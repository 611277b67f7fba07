"""What was said and what was said before, to an answer: each request for itself, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from knowledge.answering import claim, conversation, decision, fragment, letter, naming
from knowledge.answering.answer import Answer, Evidence, Hit
from knowledge.answering.claim import Denial, Matter, Verdict
from knowledge.answering.conversation import Lean, Leaning, Memory
from knowledge.answering.index import Ask, Index
from knowledge.answering.key import Key, slot_key
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.matcher import Candidate, rank_asked, rank_passages
from knowledge.answering.question import SAYING, Question, understand
from knowledge.answering.reading import Part, Reading, read
from knowledge.answering.request import hear, requests
from knowledge.answering.sentence import with_sentences
from knowledge.language.lexicon import SPEAKING, Item, Lexicon
from knowledge.normalise import Script, script_of
from knowledge.record.kinds import POSITIONS, Cue, MeaningKind, Office, Slot
from knowledge.record.values import Absence, Entry, Fact, Passage, Quote, Record, Reported

YES_FROM = 0.8
"""How far each word must be explained before a yes is said, 0..1: in an entry's own words, or nearly."""
LEAST_ASKED = 0.7
"""Share of what a fact was written to answer that a yes-or-no question must hold, question words aside."""
MOST_NEAREST = 3
_COUNTED = frozenset({Cue.SAY, Cue.MENTION, Cue.QUOTES, Cue.ABOUT, Cue.PERSON, Cue.THEY})


@dataclass(frozen=True, slots=True)
class Ground:
    """What answers rest on: one record with its words and its index."""

    record: Record
    lexicon: Lexicon
    index: Index


def understood(text: str, lexicon: Lexicon) -> Iterator[Question]:
    """Tell what each request in a text asks by itself, whatever was said before; at least one."""
    utterance = hear(text, lexicon)
    for items in requests(utterance):
        yield understand(utterance, letter.what_asks(utterance, items), lexicon)


def answer(text: str, ground: Ground, memory: Memory) -> Answer:
    """Answer a text, each request in it after the one before.

    Args:
        memory: What was spoken of before, in this place and with this person.
    """
    parts: list[Answer] = []
    for asked in understood(text, ground.lexicon):
        part = _answer_one(asked, ground, memory)
        parts.append(part)
        memory = part.memory
    return parts[0] if len(parts) == 1 else _joined(text, parts)


def _joined(text: str, parts: Sequence[Answer]) -> Answer:
    """Make one answer of several: what was found by any, each entry once, in order."""
    hits: dict[str, Hit] = {}
    for hit in chain.from_iterable(part.hits for part in parts if part.status == Status.ANSWERED):
        hits.setdefault(hit.entry.id, hit)
    answered = any(part.status == Status.ANSWERED for part in parts)
    unsure = any(part.status == Status.UNSURE for part in parts)
    evidence = [part.evidence for part in parts]
    return Answer(
        question=text,
        status=Status.ANSWERED if answered else Status.UNSURE if unsure else Status.NONE,
        hits=tuple(hits.values()) if answered else (),
        evidence=Evidence(
            intent=Intent.SEVERAL,
            recognised=tuple(chain.from_iterable(one.recognised for one in evidence)),
            unexplained=tuple(chain.from_iterable(one.unexplained for one in evidence)),
            runner_up=None,
            margin=min(one.margin for one in evidence),
        ),
        language=parts[0].language,
        understood=parts[-1].understood,
        denied=tuple(chain.from_iterable(part.denied for part in parts)),
        parts=tuple(parts),
        memory=parts[-1].memory,
    )


def _answer_one(question: Question, ground: Ground, memory: Memory) -> Answer:
    """Answer one request, and remember what it was about."""
    leaning = None if question.is_chitchat else conversation.lean(question, memory)
    if leaning is None:
        found = _answer_whole(question, ground, None)
    else:
        found = _answer_leaning(question, leaning, ground, memory)
    found = with_sentences(found, ground.index)
    listed = [hit.entry.id for hit in found.hits if not isinstance(hit.entry, Absence)]
    meant = found.understood or question
    if found.status == Status.UNSURE and listed:
        # "The first one" is one of those that were offered.
        offered = replace(
            memory, question=memory.question or meant, shown=tuple(listed), listed=tuple(listed)
        )
        return replace(found, memory=offered)
    if found.status == Status.UNSURE or question.is_chitchat or found.evidence.intent.is_of_what_was_shown:
        return replace(found, memory=memory)
    # Of one speaker's passages people see the first, of a set all.
    shown = listed[:1] if found.evidence.intent == Intent.PASSAGES else listed
    lean = leaning.lean if leaning else None
    after = conversation.remember(
        memory,
        meant,
        shown,
        ground.record,
        lean=lean,
        listed=listed,
    )
    return replace(found, memory=after)


_BARE_INTENTS: Mapping[Lean, Intent] = {
    Lean.SOURCE: Intent.SOURCE,
    Lean.TRANSLATE: Intent.TRANSLATE,
    Lean.WHY: Intent.WHY,
}


def _answer_leaning(question: Question, leaning: Leaning, ground: Ground, memory: Memory) -> Answer:
    whole = replace(leaning.question, text=question.text)
    shown = [ground.record.entries[one] for one in memory.shown if one in ground.record.entries]
    match leaning.lean:
        case Lean.UNCLEAR:
            return _plain(question, Intent.UNCLEAR, status=Status.UNSURE)
        case Lean.SOURCE | Lean.TRANSLATE | Lean.WHY:
            intent = _BARE_INTENTS[leaning.lean]
            if not shown and leaning.lean is Lean.WHY:
                return _answer_whole(whole, ground, None)
            return replace(_plain(whole, intent, entries=shown), language=question.language or whole.language)
        case Lean.POSITION:
            listed = [ground.record.entries[one] for one in memory.listed if one in ground.record.entries]
            return _at_position(whole, leaning, listed)
    found = _answer_whole(whole, ground, leaning)
    if leaning.lean is Lean.DETAIL and found.status != Status.ANSWERED:
        return _answer_whole(question, ground, None)
    if found.status != Status.ANSWERED and leaning.lean in {Lean.ELSE, Lean.MORE}:
        intent = Intent.NOBODY_ELSE if leaning.lean is Lean.ELSE else Intent.NO_MORE
        is_proven = (
            question.is_polar and claim.matter_of(read(whole, ground.index), ground.record) is not None
        )
        found = _plain(whole, intent, verdict=Verdict.NO if is_proven else None)
    seen = " · ".join(whole.as_typed(item) for item in whole.content)
    return replace(found, evidence=replace(found.evidence, understood_as=seen))


def _at_position(whole: Question, leaning: Leaning, listed: Sequence[Entry]) -> Answer:
    """Give what the one at a place of the last list says; the place is told if there is none."""
    number = leaning.position or 0
    if not -len(listed) <= number < len(listed):
        return _plain(whole, Intent.NO_MORE)
    found = _plain(whole, Intent.PASSAGES, entries=[listed[number]])
    entry = listed[number]
    name = entry.speaker.name.original if isinstance(entry, Quote | Reported) else ""
    return replace(found, evidence=replace(found.evidence, understood_as=name or None))


def _answer_whole(  # noqa: PLR0911 - one way out for each kind of request, the first that fits
    question: Question, ground: Ground, leaning: Leaning | None
) -> Answer:
    """Answer a request that stands by itself, or was made whole."""
    question = _without_language(question)
    named = naming.stranger(question, ground.record, ground.index.offices)
    reading = read(question, ground.index)
    if named is not None and not (question.is_polar and reading.agents):
        return replace(_plain(question, Intent.STRANGER), language=question.language)
    if found := _marked(question, ground):
        return found
    if (question.is_polar or Cue.OR in question.cues) and (found := _of_office(question, reading, ground)):
        return found
    if found := _of_whole_message(question, reading, ground) or _of_post(question, reading, ground):
        return found
    if found := _without_office(question, reading, ground):
        return found
    if found := _of_place(question, reading, ground):
        return found
    passages, asked = _ranked(reading, ground, leaning)
    if found := _counted(question, reading, asked, ground):
        return found
    lists = bool(question.cues & {Cue.TELL, Cue.PERSON}) and not reading.agents
    asks_who = question.asks_who or Slot.HOW_MANY in question.slots or lists
    if question.is_negative and (asks_who or (question.is_polar and not reading.agents)):
        return _others(question, reading, ground)
    if question.is_polar and (found := _polar(question, reading, passages, ground)):
        return found
    found = decision.decide(reading, passages, asked)
    return _honest(_as_asked(found, question, reading, ground.index), reading, ground)


def _without_language(question: Question) -> Question:
    """Leave out into what language somebody's words are wanted: they stay as published, whatever it is."""
    if Cue.TRANSLATE not in question.cues or not any(item.of(*SPEAKING) for item in question.items):
        return question
    kept = tuple(item for item in question.items if not (item.of(MeaningKind.ABSENT) or item.is_foreign))
    return replace(question, items=kept)


def _as_asked(found: Answer, question: Question, reading: Reading, index: Index) -> Answer:
    """Take back what was found of something near to what is asked."""
    is_weak = found.status == Status.ANSWERED and found.hits[0].score < index.fitted.sure
    about_somebody = question.is_polar and reading.agents and reading.topic
    if about_somebody and (is_weak or found.status == Status.UNSURE):
        return replace(found, status=Status.NONE, hits=())
    is_fact = bool(found.hits) and isinstance(found.hits[0].entry, Fact)
    if question.is_of_before and is_fact and not index.tells_of_before(found.hits[0].entry.id):
        return _plain(question, Intent.FACT)  # a fact tells how it is, or when it began
    if Slot.WHY in question.slots and is_fact and question.cues & {Cue.NOT, Cue.RATHER}:
        return _plain(question, Intent.FACT)  # no fact tells why something is not so
    if not question.is_polar and found.status == Status.ANSWERED:
        return _attributed(found, question)
    return found


def _ranked(
    reading: Reading, ground: Ground, leaning: Leaning | None
) -> tuple[list[Candidate], list[Candidate]]:
    passages = rank_passages(reading, ground.index)
    asked = rank_asked(reading, ground.index)
    leans = Cue.HE in reading.question.cues or leaning is not None
    of_somebody = leans or (reading.agents and all(map(claim.is_common, reading.topic)))
    if Slot.HOW_OLD in reading.question.slots and of_somebody and not reading.question.cues & SAYING:
        passages = []  # how old somebody is nobody says; "two decades" are not theirs
    if leaning is not None:
        passages = [one for one in passages if not _was_given(one, leaning)]
        asked = [one for one in asked if not _was_given(one, leaning)]
        if leaning.of_sayers or leaning.lean in {Lean.MORE, Lean.AMONG, Lean.ELSE}:
            asked = []
    return passages, asked


def _was_given(candidate: Candidate, leaning: Leaning) -> bool:
    entry = candidate.indexed.entry
    speaker = entry.speaker.id if isinstance(entry, Quote | Reported) else ""
    outside = bool(leaning.among) and speaker not in leaning.among
    return outside or speaker in leaning.silent or entry.id in leaning.without


def _plain(
    question: Question,
    intent: Intent,
    *,
    entries: Sequence[Entry] = (),
    status: str = "",
    verdict: Verdict | None = None,
    denied: tuple[Denial, ...] = (),
) -> Answer:
    """Give an answer that was found without weighing."""
    hits = tuple(Hit(entry, 1.0) for entry in entries)
    return Answer(
        question=question.text,
        status=Status.UNSURE if status == Status.UNSURE else Status.ANSWERED if hits else Status.NONE,
        hits=hits,
        evidence=Evidence(intent, decision.recognised_in(question), (), None, 1.0),
        language=question.language,
        understood=question,
        verdict=verdict,
        denied=denied,
    )


def _marked(question: Question, ground: Ground) -> Answer | None:
    """Say whose the words between quotation marks are: whoever said them, alone, or nobody."""
    words = fragment.marked_fragment(question.text)
    if words is None or question.cues & {Cue.COMPARE} or not (question.asks_who or question.cues & SAYING):
        return None
    said = fragment.sayers(words, ground.record)
    if not fragment.is_several(words) and (not said or question.cues & {Cue.MENTION, Cue.ABOUT}):
        return None
    return _plain(question, Intent.FRAGMENT, entries=said)


def _attributed(found: Answer, question: Question) -> Answer:
    """Leave out of "who said …?" whoever did not say the very words, where somebody did."""
    if not question.asks_who or Cue.MENTION in question.cues or len(found.hits) < MOST_NEAREST - 1:
        return found
    run = fragment.very_words(question.text, tuple(hit.entry for hit in found.hits))
    if not run:
        return found
    return replace(found, hits=tuple(hit for hit in found.hits if hit.entry in run))


def _of_office(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say whether somebody holds an office: "is Ravi the foreign minister?"."""
    asked = {Office(target) for item in question.items for target in item.targets(MeaningKind.OFFICE)}
    agents = _named_themselves(question, reading) if Cue.OR in question.cues else tuple(reading.agents)
    if not asked or len(agents) != 1 or question.cues & SAYING or question.is_negative:
        return None
    speaker = agents[0]
    others = [part for part in reading.topic if not part.item.of(MeaningKind.OFFICE)]
    of_either = Cue.OR in question.cues  # "is he a minister or some sort of deputy?"
    if any(_asks_for_more(part, ground.index) if of_either else not part.optional for part in others):
        return None
    facts = _told_offices(speaker, ground)
    if not facts:
        return None
    verdict: Verdict | None = Verdict.NO
    if of_either:
        verdict = None
    elif _holds(speaker, asked, ground):
        verdict = Verdict.YES
    elif asked == {Office.MINISTER}:
        verdict = None
    return _plain(question, Intent.FACT, entries=facts[:1], verdict=verdict)


def _named_themselves(question: Question, reading: Reading) -> tuple[str, ...]:
    """Give who is named by more than an office: "is Nurtleu a minister or a deputy?"."""
    own = [item for item in question.items if not item.of(MeaningKind.OFFICE)]
    named = {target for item in own for target in item.targets(MeaningKind.SPEAKER)}
    return tuple(one for one in reading.agents if one in named or len(reading.agents) == 1)


def _of_post(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say which office somebody holds: "Lavrov's job?", "what does Lavrov do?"; None if more is asked for."""
    if len(reading.agents) != 1 or question.is_polar or question.slots - _OF_POST:
        return None
    first = next((item for item in question.items if item.kinds != {MeaningKind.STOP}), None)
    # "in what capacity …?"
    asked = (first is not None and Cue.POST in first.cues) or _asks_for_post(question.items)
    others = {Cue.ABOUT, Cue.ELSE, Cue.MORE} | (frozenset() if asked else SAYING)
    if Cue.POST not in question.cues and (not question.slots or not question.items[0].is_han):
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
    of_holder = Cue.NAME in question.cues or question.asks_who
    of_holder = of_holder and any(item.of(MeaningKind.OFFICE) for item in question.items)
    # "Which country's minister is Lavrov?"; "which is his first sentence?" asks for words.
    of_speaker = question.asks_who and not reading.topic and not question.cues & {Cue.BEGINS, Cue.ENDS}
    named = {Cue.NAME, Cue.HE} <= question.cues and not reading.topic  # "what is his name?"
    does = Cue.WHETHER in question.cues and question.slots == {Slot.WHAT} and not question.cues & SAYING
    asks = does or named or of_holder or of_speaker or Cue.POST in question.cues
    facts = _told_offices(next(iter(reading.agents)), ground) if asks else []
    return _plain(question, Intent.FACT, entries=facts[:1]) if facts else None


def _asks_for_post(items: Sequence[Item]) -> bool:
    """Whether a question word asks for an office itself: "in what capacity …?", "什么职务", "头衔怎么写"."""
    telling = [item for item in items if item.kinds != {MeaningKind.STOP}]
    return any(Cue.POST in item.cues and item.slots for item in items) or any(
        first.is_han
        and ((Cue.POST in first.cues and second.slots) or (first.slots and Cue.POST in second.cues))
        for first, second in pairwise(telling)
    )


_OF_POST = frozenset({Slot.WHAT, Slot.WHICH, Slot.WHO, Slot.SPEAKER})


def _holds(speaker: str, asked: AbstractSet[Office], ground: Ground) -> bool:
    """Whether somebody holds each of some offices; a foreign minister is a minister."""
    held = ground.index.offices[speaker]
    return asked <= held or (asked == {Office.MINISTER} and Office.FOREIGN_MINISTER in held)


def _told_offices(speaker: str, ground: Ground) -> list[Fact]:
    """Give the facts that tell somebody's office."""
    told = ground.record.speakers[speaker]
    return [entry for entry in ground.record.facts if entry.office_of is told]


def _without_office(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Say who of the speakers does not hold an office: "who of them is no foreign minister?"."""
    if not question.asks_who or reading.agents:
        return None
    denied = _denied_offices(question)
    if not denied or reading.names or any(_asks_for_more(part, ground.index) for part in reading.topic):
        return None
    lacking = [one for one in ground.record.speakers if not _holds(one, denied, ground)]
    facts = [fact for one in lacking for fact in _told_offices(one, ground)[:1]]
    return _plain(question, Intent.FACT, entries=facts) if len(facts) == len(lacking) else None


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


def _of_whole_message(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Give all of somebody's words, or the first or the last of them."""
    wanted, cues = None, frozenset[Cue]()
    for cue, intent in _WHOLE:
        if cue in question.cues:
            wanted, cues = intent, frozenset({cue})
    if question.cues & {Cue.ABOUT, Cue.MENTION}:
        cues = frozenset()  # "what does he say about the beginning?" asks of a matter
    if wanted is None or Cue.NAME in question.cues or len(reading.agents) != 1:
        return None
    clauses = {part.clause for part in reading.names}
    telling = [
        part
        for part in reading.topic
        if not part.optional
        and part.item.kinds != {MeaningKind.CUE}
        and not part.item.cues & cues
        and (part.clause in clauses or not part.item.is_foreign)  # "a snippet tells me little, give me …"
    ]
    if any(not claim.is_common(part) for part in telling):
        return None
    said = ground.record.passages_of(next(iter(reading.agents)))
    quotes = [entry for entry in said if isinstance(entry, Quote)]
    entries: Sequence[Passage] = said
    if wanted != Intent.WHOLE and quotes:
        entries = quotes[:1] if wanted == Intent.BEGINS else quotes[-1:]
    return _plain(question, wanted, entries=entries)


def _of_place(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Give one of somebody's passages by its number: "the second quote of Lavrov"."""
    place = conversation.position(question)
    if place is None or len(reading.agents) != 1 or reading.topic or question.slots - {Slot.WHAT}:
        return None
    if not question.cues & {*SAYING, Cue.QUOTES} or question.is_polar:
        return None
    said = ground.record.passages_of(next(iter(reading.agents)))
    return (
        _plain(question, Intent.PASSAGES, entries=[said[place]]) if -len(said) <= place < len(said) else None
    )


_WHOLE: tuple[tuple[Cue, Intent], ...] = (
    (Cue.WHOLE, Intent.WHOLE),
    (Cue.BEGINS, Intent.BEGINS),
    (Cue.ENDS, Intent.ENDS),
)


def _counted(
    question: Question, reading: Reading, asked: Sequence[Candidate], ground: Ground
) -> Answer | None:
    """Count quotes or speakers, or find who is quoted at most length; None if a fact answers that."""
    if question.cues & {Cue.LONGEST, Cue.SHORTEST}:
        return _longest(question, reading, ground)
    matter = claim.matter_of(reading, ground.record)
    if Slot.HOW_MANY not in question.slots or not (question.cues & _COUNTED or _is_bare(question, matter)):
        return None
    if asked and asked[0].score >= ground.index.fitted.sure and _tells_of(asked[0], matter):
        return None
    if len(reading.agents) == 1 and Cue.QUOTES in question.cues and not reading.topic:
        said = ground.record.passages_of(next(iter(reading.agents)))
        return _plain(question, Intent.COUNT, entries=[one for one in said if isinstance(one, Quote)])
    if matter is None or reading.agents or question.is_negative:
        return None
    return _plain(
        question,
        Intent.COUNT,
        entries=_voices(claim.holders(matter, ground.index, ground.record), matter, ground),
    )


def _is_bare(question: Question, matter: Matter | None) -> bool:
    """Whether nothing but a matter stands before the question word: "security how many".

    Of "how many observers" no speakers are counted.
    """
    ends = bool(question.items[-1].slots)
    return (
        matter is not None
        and ends
        and all(item.is_content or item.slots or item.is_idle for item in question.items)
    )


def _tells_of(fact: Candidate, matter: Matter | None) -> bool:
    """Whether a fact leaves no matter aside: how many wrote is not how many wrote of security."""
    return matter is None or not matter.keys.isdisjoint(fact.indexed.strengths)


def _longest(question: Question, reading: Reading, ground: Ground) -> Answer | None:
    """Find who is quoted at most length, or at least, by the letters of all their quotes.

    Of those who speak of a matter, if one is named; "the longest list" is none of the record's matters.
    """
    matter = claim.matter_of(reading, ground.record)
    among: Sequence[str] = tuple(ground.record.speakers)
    if matter is not None:
        among = claim.holders(matter, ground.index, ground.record)
    elif not all(map(claim.is_common, reading.topic)):
        return None
    lengths: dict[str, int] = {}
    for quote in ground.record.quotes:
        if quote.speaker.id in among:
            lengths[quote.speaker.id] = lengths.get(quote.speaker.id, 0) + len(quote.text)
    choose = max if Cue.LONGEST in question.cues else min
    wanted = choose(lengths, key=lambda one: lengths[one], default="")
    said = [one for one in ground.record.quotes if one.speaker.id == wanted]
    return _plain(question, Intent.LONGEST, entries=said) if said else None


def _voices(speakers: Sequence[str], matter: Matter, ground: Ground) -> list[Entry]:
    """Give one entry a speaker, the one that speaks of a matter."""
    theme = ground.record.themes.get(matter.about)
    found: list[Entry] = []
    for speaker in speakers:
        said = [ground.index.entries[number] for number in ground.index.by_speaker.get(speaker, ())]
        listed = [one.entry for one in said if theme is not None and one.entry.id in theme.entries]
        worded = [one.entry for one in said if any(one.strengths.get(key, 0.0) == 1.0 for key in matter.keys)]
        found.extend((listed or worded)[:1])
    return found


def _others(question: Question, reading: Reading, ground: Ground) -> Answer:
    """Answer "who did not …?": those of whom it is proven; nothing is quoted."""
    matter = claim.matter_of(reading, ground.record)
    if matter is None:
        return _doing(_plain(question, Intent.OTHERS), reading, ground)
    speakers = [one for one in ground.record.speakers if one not in reading.excepted]
    denied = claim.denials(speakers, matter, ground.index, ground.record)
    speaking = claim.holders(matter, ground.index, ground.record)
    nearest = tuple(Hit(entry, 1.0) for entry in _voices(speaking, matter, ground))
    return replace(_plain(question, Intent.OTHERS, denied=denied), speaking=speaking, nearest=nearest)


def _doing(found: Answer, reading: Reading, ground: Ground) -> Answer:
    """Add who does, where it can't be proven who does not."""
    ranked = rank_passages(reading, ground.index)
    sure = [one.indexed.entry for one in ranked if one.score >= ground.index.fitted.sure]
    return replace(found, nearest=tuple(Hit(entry, 1.0) for entry in sure[:MOST_NEAREST]))


def _polar(
    question: Question, reading: Reading, passages: Sequence[Candidate], ground: Ground
) -> Answer | None:
    """Answer yes or no where the record proves it; None where it does not."""
    act = claim.act_of(reading, ground.record)
    if not reading.agents or not (act or question.cues & SAYING or _asks_for_existence(question)):
        return _polar_fact(question, reading, ground)
    if question.is_negative or question.cues & _RANKS or _names_an_object(question) or _is_denied(question):
        return None
    matter = claim.matter_of(reading, ground.record)
    if matter is not None:
        return _polar_matter(question, tuple(reading.agents), matter, ground)
    if act is not None and (denied := _denied_to_all(question, tuple(reading.agents), act, ground)):
        return denied
    found = [one for one in passages if _explains_all(reading, one)]
    if not found or len(reading.agents) != 1:
        return None
    return _plain(question, Intent.PASSAGES, entries=[found[0].indexed.entry], verdict=Verdict.YES)


_RANKS = frozenset({*POSITIONS, Cue.LAST, Cue.LONGEST, Cue.SHORTEST, Cue.ONLY})
"""That somebody says so does not prove that nobody else does, or did before."""


def _names_an_object(question: Question) -> bool:
    """Whether somebody is named to whom something is done: "did Lavrov thank China?"."""
    names = is_done = False
    for item in question.items:
        is_name = bool(item.of(MeaningKind.SPEAKER, MeaningKind.COUNTRY))
        if is_name and is_done:
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


def _asks_for_existence(question: Question) -> bool:
    """Whether it is asked if something is there, as in somebody's message: "is there trust in Lavrov's?".

    "Was it set up in Moscow?" has the same words, and asks of no speaker.
    """
    is_there = any(
        Cue.WHETHER in item.cues and Cue.THAT in behind.cues for item, behind in pairwise(question.items)
    )
    return is_there and any(item.of(MeaningKind.SPEAKER) for item in question.items)


def _polar_matter(
    question: Question, speakers: Sequence[str], matter: Matter, ground: Ground
) -> Answer | None:
    """Say whether all of some speakers speak of a matter, or none does; some of them is neither yes nor no.

    Whether a theme is spoken of was decided by reading, whatever the words are.
    """
    if found := _denied_to_all(question, speakers, matter, ground):
        return found
    holding = [one for one in claim.holders(matter, ground.index, ground.record) if one in speakers]
    if len(holding) != len(speakers):
        return None
    intent: Intent = Intent.PASSAGES if len(holding) == 1 else Intent.COMPARE
    return _plain(question, intent, entries=_voices(holding, matter, ground), verdict=Verdict.YES)


def _denied_to_all(
    question: Question, speakers: Sequence[str], matter: Matter, ground: Ground
) -> Answer | None:
    """Say no where none of some speakers speaks of a matter, and what there is nearest to it; else None."""
    denied = claim.denials(speakers, matter, ground.index, ground.record)
    if len(denied) < len(speakers):
        return None
    return _with_nearest(_plain(question, Intent.PASSAGES, verdict=Verdict.NO, denied=denied), matter, ground)


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
    if question.cues & {*SAYING, Cue.ACT} or question.is_negative:
        return None
    if any(item.of(MeaningKind.OFFICE) and not item.is_content for item in question.items):
        return None  # whose office a fact does not tell
    named = replace(reading, agents={}, names=(), absent={}, topic=(*reading.names, *reading.topic))
    best = _sure_fact(named, ground)
    if best is not None and _explains_all(named, best) and _is_answered_by(named, best, ground):
        return _plain(question, Intent.FACT, entries=[best.indexed.entry], verdict=Verdict.YES)
    for part in named.topic:
        for slot in _slots_filled_by(part, question):
            mark = Part(part.item, {slot_key(slot): 1.0}, 1.0, part.clause)
            rest = tuple(one for one in named.topic if one is not part)
            if not rest:
                continue  # "are you ChatGPT?" asks of nothing that a fact tells
            asked = replace(
                named, topic=rest, marks=(mark,), question=replace(question, slots=frozenset({slot}))
            )
            fact = _sure_fact(asked, ground)
            if fact is not None and _tells(fact, slot, part):
                verdict = Verdict.YES if _told(part, fact) >= YES_FROM else Verdict.NO
                if slot is Slot.WHERE and verdict is Verdict.NO and part.item is question.content[0]:
                    continue  # "is India a founding member?" asks of India, and of no place
                return _plain(question, Intent.FACT, entries=[fact.indexed.entry], verdict=verdict)
    return None


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
        others = [part for part in outside if not _slots_filled_by(part, reading.question)]
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


def _slots_filled_by(part: Part, question: Question) -> tuple[Slot, ...]:
    """Give the question words that a part could be the answer to: a place, a number, a name."""
    if part.is_number or part.item.typed[:1].isdigit():
        return (Slot.HOW_MANY, Slot.WHEN) if part.item.typed.isdigit() else (Slot.WHEN,)
    if any(key.kind == MeaningKind.SPEAKER for key in part.keys):
        return (Slot.WHICH,)
    if any(key.kind in {MeaningKind.COUNTRY, MeaningKind.ABSENT} for key in part.keys):
        return (Slot.WHERE, Slot.WHICH)
    is_name = not part.item.senses and question.as_typed(part.item)[:1].isupper()
    return (Slot.WHERE,) if is_name else ()


def _tells(fact: Candidate, slot: Slot, part: Part) -> bool:
    """Whether a fact tells what a part may have got wrong: another of the same kind stands in it."""
    entry = fact.indexed.entry
    if not isinstance(entry, Fact) or slot not in entry.slots:
        return False
    if slot is not Slot.WHICH:
        return True
    kinds = {key.kind for key in part.keys} & {MeaningKind.COUNTRY, MeaningKind.SPEAKER}
    return any(key.kind in kinds for key in fact.indexed.strengths)


def _honest(found: Answer, reading: Reading, ground: Ground) -> Answer:
    """Add of whom it is proven that they say nothing of it, or sent nothing; and what there is instead."""
    denied = [Denial(one.id, one.about_country, claim.MESSAGE) for one in _absences(reading, ground)]
    matter = claim.matter_of(reading, ground.record)
    spoken = {hit.entry.speaker.id for hit in found.hits if isinstance(hit.entry, Quote | Reported)}
    asked = [one for one in reading.agents if one not in spoken]
    of_words = not any(isinstance(hit.entry, Fact) for hit in found.hits) and found.status != Status.UNSURE
    heard = not (reading.is_regional and reading.question.asks_who)
    if matter is not None and asked and of_words and heard:
        denied.extend(claim.denials(asked, matter, ground.index, ground.record))
    found = replace(found, denied=tuple(denied))
    if _asks_whether_sent(reading, ground.record) and denied and found.status == Status.NONE:
        found = replace(found, verdict=Verdict.NO)
    if found.status == Status.NONE:
        found = _with_nearest(found, matter, ground)
    return found


def _asks_whether_sent(reading: Reading, record: Record) -> bool:
    """Whether a yes or a no is asked of a message as such, of a country alone: "did Iran send one?".

    Of whom there is no message, nobody can have said, promised or wished anything in it either.
    """
    question = reading.question
    asks = question.is_polar and Cue.NOT not in question.cues
    if not (asks and reading.absent) or reading.agents:
        return False
    bare = all(part.optional or claim.is_common(part) for part in reading.topic)
    return bare or bool(question.cues & SAYING) or claim.act_of(reading, record) is not None


def _absences(reading: Reading, ground: Ground) -> list[Absence]:
    """Give the countries named in vain: of each the record holds no message."""
    named = [
        ground.record.entries.get(one) for one, near in reading.absent.items() if near >= claim.KNOWN_SPELLING
    ]
    kept = {one.id: one for one in named if isinstance(one, Absence) and one.about_country}
    return list(kept.values())


def _with_nearest(found: Answer, matter: Matter | None, ground: Ground) -> Answer:
    """Say what the record holds nearest: who speaks of the matter, or what the speaker does speak of."""
    entries: list[Entry] = []
    if matter is not None:
        entries = _voices(claim.holders(matter, ground.index, ground.record), matter, ground)
    if not entries and found.understood is not None:
        for item in found.understood.items:
            for target in item.targets(MeaningKind.SPEAKER):
                entries.extend(ground.record.passages_of(target)[:MOST_NEAREST])
            for target in item.targets(MeaningKind.COUNTRY):
                for speaker in ground.index.by_country.get(target, ()):
                    entries.extend(ground.record.passages_of(speaker)[:1])
    distinct = {entry.id: entry for entry in entries}
    return replace(found, nearest=tuple(Hit(one, 1.0) for one in list(distinct.values())[:MOST_NEAREST]))
