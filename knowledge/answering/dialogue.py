"""What was said and what was said before, to an answer: each request for itself, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from knowledge.answering import (
    anaphora,
    claim,
    completion,
    conversation,
    counting,
    dating,
    decision,
    everybody,
    excerpt,
    fragment,
    letter,
    naming,
    office,
    polar,
    silence,
    voices,
    wish,
)
from knowledge.answering.answer import Answer, Evidence, Hit
from knowledge.answering.claim import Verdict
from knowledge.answering.follow_up import FollowUp, FollowUpKind
from knowledge.answering.ground import Ground, plain_answer
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.matcher import Candidate, rank_asked, rank_passages
from knowledge.answering.memory import Memory, name_item, remember
from knowledge.answering.question import SAYING, Question, understand
from knowledge.answering.reading import Part, Reading, read
from knowledge.answering.request import hear, requests
from knowledge.answering.saying import Saying, sayings
from knowledge.answering.sentence import with_sentences
from knowledge.answering.silence import MOST_NEAREST
from knowledge.answering.wished import LIKELIER, LIKELY, Wished, wished
from knowledge.language.lexicon import SPEAKING, Item
from knowledge.language.typed import Typed
from knowledge.normalise import tokens
from knowledge.record.kinds import Cue, MeaningKind, Slot
from knowledge.record.values import Absence, Entry, Fact, Quote, Record, Reported, speaker_of


def understood(text: str, ground: Ground) -> Iterator[Request]:
    """Tell what each request in a text asks by itself, whatever was said before; at least one."""
    utterance = hear(text, ground.lexicon)
    parts = requests(utterance)
    for items in parts:
        question = understand(utterance, letter.what_asks(utterance, items), ground.lexicon)
        yield Request(question, utterance.recognised if len(parts) == 1 else items, utterance.typed)


@dataclass(slots=True)
class Request:
    """One request of a text, with its answer where nothing was said before, once that was found.

    Attributes:
        said: All its stretches, as they were found.
        typed: The text that it is of.
    """

    question: Question
    said: tuple[Item, ...]
    typed: Typed
    _alone: Answer | None = None
    _sayings: tuple[Saying, ...] | None = None

    def sayings(self, record: Record) -> tuple[Saying, ...]:
        """Give the ways to take its words; none where it gives somebody's words between quotation marks."""
        if self._sayings is None:
            quotes = fragment.marked_fragment(self.question.text) is not None
            self._sayings = () if quotes else sayings(self.said, self.typed, record, wish.fitted())
        return self._sayings

    def alone(self, ground: Ground) -> Answer:
        """Answer it by itself."""
        if self._alone is None:
            self._alone = _shown(_answer_whole(self.question, ground, None), self.question, ground)
        return self._alone


def requested(text: str, ground: Ground) -> tuple[Request, ...]:
    """Read the requests of a text; what many people ask is read once."""

    def read_anew() -> tuple[Request, ...]:
        return tuple(understood(text, ground))

    return ground.lately.get(text, "requests", read_anew)


def answer(text: str, ground: Ground, memory: Memory) -> Answer:
    """Answer a text, each request in it after the one before.

    Args:
        memory: What was spoken of before, in this place and with this person.
    """
    found = _answer_text(text, ground, memory)
    if _says_something(found) or any(isinstance(hit.entry, Absence) for hit in found.hits):
        return found
    asked = letter.without_preamble(text, ground.lexicon)
    alone = _answer_text(asked, ground, memory) if asked != text else found
    return replace(alone, question=text) if _says_something(alone) else found


def _answer_text(text: str, ground: Ground, memory: Memory) -> Answer:
    """Answer each request of a text, and give the answers together."""
    parts: list[Answer] = []
    for request in requested(text, ground):
        part = _answer_wished(request, ground, memory)
        parts.append(part)
        memory = part.memory
    return parts[0] if len(parts) == 1 else _joined(text, parts)


def _answer_wished(request: Request, ground: Ground, memory: Memory) -> Answer:
    """Answer a request as it stands, or, if little speaks for that, as its likeliest wish."""
    counted = _whether_so_many(request.question, ground, memory)
    if counted is not None:
        return counted
    as_it_stands = _answer_one(request, ground, memory)
    if request.question.is_chitchat or _is_sure(as_it_stands):
        return as_it_stands
    found = _wish_of(request, ground, memory, is_told=_says_something(as_it_stands))
    if found is None:
        return as_it_stands
    answer = _answer_plain(found, request.question, ground, memory)
    return answer if _says_something(answer) and not _is_alike(as_it_stands, answer) else as_it_stands


def _whether_so_many(question: Question, ground: Ground, memory: Memory) -> Answer | None:
    """Say whether those who were listed are so many: "so three altogether?"."""
    number = counting.bare_number(question, ground.lexicon)
    before = memory.question
    if number is None or before is None or before.slots & {Slot.WHEN, Slot.WHERE}:
        return None
    count = wish.fitted().all[wish.COUNT]
    found = _answer_plain(Wished(count, count.plain, 1.0, ()), question, ground, memory)
    return counting.checked(found, number, memory.shown, ground.lexicon)


def _is_sure(answer: Answer) -> bool:
    """Whether no wish may tell otherwise: it was not weighed, or tells what the record does not know."""
    is_unknown = any(isinstance(hit.entry, Absence) and hit.score >= polar.YES_FROM for hit in answer.hits)
    return is_unknown or answer.evidence.intent not in _WEIGHED


_WEIGHED = frozenset({Intent.PASSAGES, Intent.SET, Intent.COMPARE, Intent.FACT, Intent.UNKNOWN})


def _says_something(answer: Answer) -> bool:
    """Whether something was said to what was asked, if only that nobody says so."""
    return answer.status == Status.ANSWERED or bool(answer.denied) or answer.verdict is not None


def _is_alike(one: Answer, other: Answer) -> bool:
    """Whether both give words of the same people: then the rules chose better which."""
    if {one.status, other.status} != {Status.ANSWERED} or one.verdict is not other.verdict:
        return False
    heard, heard_too = (
        {speaker_of(entry) or entry.id for entry in _entries(answer)} for answer in (one, other)
    )
    return one.evidence.intent is other.evidence.intent and heard == heard_too


def _wish_of(request: Request, ground: Ground, memory: Memory, *, is_told: bool) -> Wished | None:
    """Give the likeliest wish of a request, if it is likely enough and leaves nothing out."""
    wishes = wish.fitted()
    found = wished(request.sayings(ground.record), memory, wishes)
    if found is None or found.likelihood < (LIKELIER if is_told else LIKELY):
        return None
    plain = requested(found.plain, ground)[0].question
    asked = request.question
    if plain.is_polar and (
        polar.is_from_a_body(asked)
        or polar.may_speak(asked)
        or polar.is_sent_to_a_body(asked, read(asked, ground.index))
    ):
        return None  # who mentions a body need not have written to it, nor has it
    return found if found.is_meant(request.question, plain, wishes) else None


def _answer_plain(found: Wished, asked: Question, ground: Ground, memory: Memory) -> Answer:
    """Answer a wish in its plain words, as an answer to what was asked."""
    answer = _answer_one(requested(found.plain, ground)[0], ground, memory)
    language = asked.language or answer.language
    meant = answer.understood and replace(
        answer.understood,
        text=asked.text,
        language=language,
        surfaces={**answer.understood.surfaces, **asked.surfaces},
    )
    wording = f"{found.plain} ({found.likelihood:.2f})"
    return replace(
        answer,
        question=asked.text,
        language=language,
        understood=meant,
        evidence=replace(answer.evidence, wish=wording),
    )


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
        memory=_of_parts(parts),
    )


def _of_parts(parts: Sequence[Answer]) -> Memory:
    """Remember the last part, and as a list what each of them began with: "the second one once more"."""
    first = [part.hits[0].entry.id for part in parts if part.status == Status.ANSWERED and part.hits]
    memory = parts[-1].memory
    return replace(memory, listed=tuple(first)) if len(first) > 1 else memory


def _answer_one(request: Request, ground: Ground, memory: Memory) -> Answer:
    """Answer one request, and remember what it was about."""
    question = request.question
    is_whole = question.is_chitchat or naming.unknown_sayer(question) is not None
    follow_up = None if is_whole else conversation.follow_up_of(question, memory)
    if follow_up is None:
        found = request.alone(ground)
    elif follow_up.kind is FollowUpKind.BESIDE:
        return _beside(follow_up, ground, memory)
    else:
        found = _shown(_answer_follow_up(question, follow_up, ground, memory), question, ground)
    listed = [hit.entry.id for hit in found.hits if not isinstance(hit.entry, Absence)]
    meant = found.understood or question
    if found.evidence.intent is Intent.STRANGER and not follow_up:
        # Of "what did Obama say of trust?", "and Lavrov?" leans on the matter.
        kept = (one for one in meant.items if not (one.is_foreign or one.of(MeaningKind.OFFICE)))
        meant = replace(meant, items=tuple(kept))
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
    kind = follow_up.kind if follow_up else None
    after = remember(
        memory,
        meant,
        shown,
        ground.record,
        kind=kind,
        listed=listed,
        subject=_subject(found.hits[0].entry, ground) if listed and meant.asks_who else (),
    )
    return replace(
        found, memory=replace(after, sentence=found.hits[0].sentence if listed else memory.sentence)
    )


def _shown(found: Answer, question: Question, ground: Ground) -> Answer:
    """Give what was found as it is to be shown, with the sentences that answer."""
    return with_sentences(_without_doubtful_verdict(found, question), ground.index)


def _without_doubtful_verdict(found: Answer, question: Question) -> Answer:
    """Take back a yes or a no to what is still to come, and one by a fact to what is so to this day.

    Nothing but somebody's words tells of the first; a fact is of its source's days: "is he still minister?".
    That somebody says so does not prove that nobody else does, nor that two mean the same.
    """
    told = found.status == Status.ANSWERED and all(
        isinstance(one, Quote | Reported) for one in _entries(found)
    )
    cues = question.cues | (found.understood.cues if found.understood else frozenset())
    by_fact = found.status == Status.ANSWERED and not told
    # "Он ещё министр?": in Russian, "still" and "more" are one word.
    is_unknown = (Cue.FUTURE in cues and not told) or (bool(cues & {Cue.NOW, Cue.MORE}) and by_fact)
    is_unknown = is_unknown or (found.verdict is Verdict.YES and polar.asks_of_more(question))
    return replace(found, verdict=None) if is_unknown else found


def _subject(entry: Entry, ground: Ground) -> tuple[Item, ...]:
    """Give whom a fact tells of that is of no speaker, which is what it begins with; nothing for others."""
    if not isinstance(entry, Fact) or entry.speakers:
        return ()
    items = ground.lexicon.recognise(tokens(entry.text), fuzzy=False)
    return tuple(item for item in items if item.is_content)[:1]


def _beside(follow_up: FollowUp, ground: Ground, memory: Memory) -> Answer:
    """Give the sentence beside the one that was shown, which then is the one that was shown."""
    shown = [ground.record.entries[one] for one in memory.shown if one in ground.record.entries]
    found = excerpt.beside(follow_up.question, shown, memory.sentence, follow_up.position or 0, ground)
    after = [replace(memory, shown=(hit.entry.id,), sentence=hit.sentence) for hit in found.hits]
    return replace(found, memory=after[0] if after else memory)


_BARE_INTENTS: Mapping[FollowUpKind, Intent] = {
    FollowUpKind.SOURCE: Intent.SOURCE,
    FollowUpKind.TRANSLATE: Intent.TRANSLATE,
    FollowUpKind.WHY: Intent.WHY,
    FollowUpKind.AGAIN: Intent.AGAIN,
}


def _answer_follow_up(  # noqa: C901, PLR0911, PLR0912 - one way out for each kind
    question: Question, follow_up: FollowUp, ground: Ground, memory: Memory
) -> Answer:
    whole = _whole(question, follow_up)
    shown = [ground.record.entries[one] for one in memory.shown if one in ground.record.entries]
    match follow_up.kind:
        case FollowUpKind.UNCLEAR:
            unclear = plain_answer(question, Intent.UNCLEAR, status=Status.UNSURE)
            return _fact_alone(question, shown, ground) or unclear
        case FollowUpKind.AGAIN if _are_facts(shown) and (
            question.asks_who or (len(memory.people) == 1 and Cue.SAY in question.cues)
        ):
            return _said_of_a_fact(whole, follow_up, ground, question, memory)
        case FollowUpKind.AGAIN if _are_reported(shown) and question.cues & {Cue.VERBATIM, Cue.QUOTES}:
            return _quotes_of(memory.people, whole, ground)
        case FollowUpKind.VERBATIM:
            return _is_verbatim(question, _at_place(follow_up, _listed(memory, ground)) or shown)
        case FollowUpKind.SOURCE | FollowUpKind.TRANSLATE | FollowUpKind.WHY | FollowUpKind.AGAIN:
            intent = _BARE_INTENTS[follow_up.kind]
            if not shown and follow_up.kind is FollowUpKind.WHY:
                found = _answer_whole(whole, ground, None)
                return replace(found, evidence=replace(found.evidence, intent=intent))
            return replace(
                plain_answer(whole, intent, entries=shown), language=question.language or whole.language
            )
        case FollowUpKind.POSITION:
            return _at_position(whole, follow_up, memory, ground)
        case FollowUpKind.ELSE if _is_told_whole(whole, ground, memory):
            return plain_answer(whole, Intent.NOBODY_ELSE)
        case FollowUpKind.AMONG if Cue.COMPARE in question.cues and all(
            item.is_name for item in whole.content
        ):
            return _side_by_side(whole, follow_up, ground, memory)
    if question.slots == {Slot.WHERE} and not question.content and dating.is_of_messages(shown):
        return plain_answer(whole, Intent.SOURCE, entries=shown)  # where they were said, nobody tells
    if dating.asks_when_it_was_sent(question, memory.question, shown):
        plain = requested(dating.WHEN_SAID, ground)[0].question
        sent = _answer_whole(replace(plain, text=question.text, language=question.language), ground, None)
        if sent.status == Status.ANSWERED:
            return sent
    found = _fact_of_a_fact(question, follow_up, shown, ground) or _answer_whole(whole, ground, follow_up)
    if follow_up.kind is FollowUpKind.WHOLE and follow_up.without and found.status != Status.ANSWERED:
        found = _answer_whole(whole, ground, None)  # nobody else does
    if (
        follow_up.kind is FollowUpKind.AMONG
        and Cue.COMPARE in question.cues
        and len(found.hits) + len(found.denied) <= 1
    ):
        return _side_by_side(whole, follow_up, ground, memory)  # of the last matter but one of them speaks
    if follow_up.kind is FollowUpKind.DETAIL:
        detail = _of_detail(found, question, shown, ground)
        if detail is not found:
            return detail
    found = dating.by_the_year(question, follow_up, shown, ground) or _surer(found, question, whole, ground)
    if found.status == Status.NONE and (fact := dating.told_there(whole, shown, ground)):
        found = plain_answer(whole, Intent.FACT, entries=[fact])
    if found.status != Status.ANSWERED and follow_up.kind in {FollowUpKind.ELSE, FollowUpKind.MORE}:
        found = _nothing_more(question, whole, follow_up, ground)
    if follow_up.kind is FollowUpKind.ELSE and _asks_whether_others(question):
        found = _affirmed_of_others(found, whole, ground)
    if _are_facts(shown) and question.cues >= {Cue.SAY, Cue.ALSO} and found.verdict is Verdict.YES:
        found = replace(found, verdict=None)  # who speaks of leading does not say who leads
    found = _denied_outright(found, question, whole, ground)
    seen = " · ".join(whole.as_typed(item) for item in whole.content)
    return replace(found, evidence=replace(found.evidence, understood_as=seen))


def _side_by_side(whole: Question, follow_up: FollowUp, ground: Ground, memory: Memory) -> Answer:
    """Give what those said who are compared: what was just listed of them, or else what they say first."""
    told = {one.speaker.id: one for one in _listed(memory, ground) if isinstance(one, Quote | Reported)}
    heard = [one for one in ground.record.speakers if one in follow_up.among]
    said = [told.get(one) or next(iter(ground.record.passages_of(one))) for one in heard]
    of_what = memory.question if memory.question and told.keys() >= follow_up.among else whole
    return plain_answer(replace(of_what, text=whole.text), Intent.COMPARE, entries=tuple(said))


def _nothing_more(question: Question, whole: Question, follow_up: FollowUp, ground: Ground) -> Answer:
    """Say that nobody else does, or that this was all; no, where a yes or a no was asked and it is proven."""
    intent = Intent.NOBODY_ELSE if follow_up.kind is FollowUpKind.ELSE else Intent.NO_MORE
    asks = question.is_polar or (question.cues & {Cue.WHETHER, Cue.ANYONE} and question.slots <= {Slot.WHO})
    asks = asks and follow_up.kind is FollowUpKind.ELSE  # to "就这些吗？", a no would be a yes
    is_alone = anaphora.asks_if_he_is_alone(question)
    is_proven = (asks or is_alone) and _is_of_nobody_else(whole, follow_up, ground)
    proven = Verdict.YES if is_alone else Verdict.NO
    return plain_answer(whole, intent, verdict=proven if is_proven else None)


def _asks_whether_others(question: Question) -> bool:
    """Whether a yes or a no is asked of others: "does anyone else?", but not "who else does?"."""
    before = tuple(takewhile(lambda item: Cue.ELSE not in item.cues, question.items))
    return any(Cue.WHETHER in item.cues for item in before) and not any(item.slots for item in before)


def _affirmed_of_others(found: Answer, whole: Question, ground: Ground) -> Answer:
    """Say yes where all who were found surely speak of the one matter."""
    matter = claim.sole_matter(read(whole, ground.index), ground.record)
    speaking = claim.holders(matter, ground.index, ground.record) if matter else ()
    said = {one.speaker.id for one in _entries(found) if isinstance(one, Quote | Reported)}
    is_proven = found.status == Status.ANSWERED and said and said <= {*speaking}
    return replace(found, verdict=Verdict.YES) if is_proven else found


def _is_of_nobody_else(whole: Question, follow_up: FollowUp, ground: Ground) -> bool:
    """Whether one matter is asked of, or one of several of which all others are silent."""
    reading = read(whole, ground.index)
    if claim.matter_of(reading, ground.record) is not None:
        return True
    matters = claim.meant_by(reading, ground.record)
    others = [one for one in ground.record.speakers if one not in follow_up.silent]
    denied = (claim.denials(others, one, ground.index, ground.record) for one in matters)
    return any(len(one) == len(others) for one in denied)


def _of_detail(found: Answer, question: Question, shown: Sequence[Entry], ground: Ground) -> Answer:
    """Take a detail for a question of its own, unless it is told as one: of a fact, by another fact."""
    if any(isinstance(entry, Absence) for entry in _entries(found)):
        return found  # "how old is the Secretariat?", "and the SCO?"
    alone = _answer_whole(question, ground, None)
    told = _entries(alone) if alone.status == Status.ANSWERED else []
    of_facts = _are_facts(shown)
    is_told = found.status == Status.ANSWERED and not (of_facts and Fact not in map(type, _entries(found)))
    if found.denied and not told:
        return found  # "who wished health?", "and gold?"
    return found if is_told and not (of_facts and _are_facts(told)) else alone


def _is_told_whole(whole: Question, ground: Ground, memory: Memory) -> bool:
    """Whether a fact that was told already names all who are asked for: "who wrote?", "and who else?"."""
    alone = _answer_whole(whole, ground, None) if whole.asks_who else None
    told = _entries(alone) if alone is not None and alone.status == Status.ANSWERED else []
    return _are_facts(told) and all(fact.id in memory.told for fact in told)


def _whole(question: Question, follow_up: FollowUp) -> Question:
    """Give what was made whole; yes or no is asked where but somebody is named: "Nurtleu too?"."""
    whole = replace(follow_up.question, text=question.text)
    is_also = question.is_asked and Cue.ALSO in question.cues and not question.slots
    names_alone = bool(question.content) and all(item.is_name for item in question.content)
    of_matter = any(map(anaphora.is_matter, whole.content))
    of_office = any(item.of(MeaningKind.OFFICE) for item in whole.items)
    return replace(whole, is_polar=True) if is_also and names_alone and of_matter and not of_office else whole


def _denied_outright(found: Answer, question: Question, whole: Question, ground: Ground) -> Answer:
    """Say no where only somebody, or something, else is named, and it is proven of all: "and Saidov?"."""
    is_bare = question.slots <= {Slot.WHAT} and not question.cues & {*SAYING, Cue.NOT}
    if found.status != Status.NONE or not is_bare or whole.is_negative:
        return found
    agents = read(whole, ground.index).agents
    is_denied = bool(agents) and agents.keys() <= {one.who for one in found.denied}
    return replace(found, verdict=Verdict.NO) if is_denied else found


def _fact_alone(question: Question, shown: Sequence[Entry], ground: Ground) -> Answer | None:
    """Answer a question with a matter by a fact after another, whatever "he" may be: "когда он создан?"."""
    asks = question.content and question.slots and _are_facts(shown)
    found = _answer_whole(question, ground, None) if asks else None
    return found if found and found.status == Status.ANSWERED and _are_facts(_entries(found)) else None


def _said_of_a_fact(
    whole: Question, follow_up: FollowUp, ground: Ground, question: Question, memory: Memory
) -> Answer:
    """Tell who says what a fact told, or, of somebody's fact, their words, which are none that were shown."""
    if question.asks_who:
        asked = completion.with_topic(question, whole)
        sayers = replace(follow_up, kind=FollowUpKind.WHOLE, of_sayers=True)
        # Of whom a fact tells, they alone said so.
        found = _answer_whole(asked, ground, replace(sayers, among=frozenset(memory.people)))
        return found if found.status == Status.ANSWERED else _answer_whole(asked, ground, sayers)
    return _answer_whole(completion.named(memory.focus, whole), ground, follow_up)


def _fact_of_a_fact(
    question: Question, follow_up: FollowUp, shown: Sequence[Entry], ground: Ground
) -> Answer | None:
    """Answer a bare "which ones?" after a fact by a fact, if there is one; nobody's words were spoken of."""
    is_bare = not question.content and question.slots and not question.cues & SAYING
    if not _are_facts(shown) or not is_bare or follow_up.kind is not FollowUpKind.WHOLE:
        return None
    reading = read(follow_up.question, ground.index)
    found = decision.decide(reading, (), rank_asked(reading, ground.index))
    return found if found.status == Status.ANSWERED else None


def _are_reported(entries: Sequence[Entry]) -> bool:
    return bool(entries) and all(isinstance(entry, Reported) for entry in entries)


def _at_place(follow_up: FollowUp, listed: Sequence[Entry]) -> list[Entry]:
    """Give the one at the place that is asked of; none where no place is named, or nothing stands there."""
    place = follow_up.position
    return [listed[place]] if place is not None and -len(listed) <= place < len(listed) else []


def _is_verbatim(question: Question, shown: Sequence[Entry]) -> Answer:
    """Say whether what was shown are somebody's very words; neither where only a part of it is."""
    quoted = [isinstance(entry, Quote) for entry in shown]
    verdict = Verdict.YES if all(quoted) else None if any(quoted) else Verdict.NO
    return plain_answer(question, Intent.SOURCE, entries=shown, verdict=verdict)


def _quotes_of(people: Sequence[str], whole: Question, ground: Ground) -> Answer:
    """Give the quotes of those whose words were only reported: "his exact words, please"."""
    said = chain.from_iterable(ground.record.passages_of(one) for one in people)
    quotes = tuple(entry for entry in said if isinstance(entry, Quote))
    return plain_answer(whole, Intent.PASSAGES if len(people) == 1 else Intent.SET, entries=quotes)


def _surer(found: Answer, question: Question, whole: Question, ground: Ground) -> Answer:
    """Let whoever alone is named speak of anything, rather than guess, or find nothing.

    "No, I meant the Tajik one"; after "which ambassadors wrote?", "and what did Saidov say?".
    """
    names_alone = all(one.is_name for one in question.content)
    asks = bool(question.content) and {Cue.SAY} == question.cues & {Cue.SAY, Cue.ABOUT}
    is_known = not (found.denied or any(one.is_foreign for one in whole.content))
    is_in_vain = found.status == Status.NONE and asks and question.slots == {Slot.WHAT} and is_known
    if not (names_alone and (is_in_vain or found.status == Status.UNSURE)) or question.is_polar:
        return found
    alone = _answer_whole(question, ground, None)
    return alone if alone.status == Status.ANSWERED else found


def _entries(found: Answer) -> list[Entry]:
    return [hit.entry for hit in found.hits]


def _are_facts(entries: Sequence[Entry]) -> bool:
    return bool(entries) and all(isinstance(entry, Fact) for entry in entries)


def _listed(memory: Memory, ground: Ground) -> Sequence[Entry]:
    """Give what was listed last: everybody after a fact ("how many wrote?"), or the first of the record."""
    listed = [ground.record.entries[one] for one in memory.listed if one in ground.record.entries]
    is_placed = memory.question is not None and anaphora.is_placed(memory.question)
    return excerpt.in_order(ground.record) if is_placed or _are_facts(listed) else listed


def _at_position(whole: Question, follow_up: FollowUp, memory: Memory, ground: Ground) -> Answer:
    """Give what the one at a place of the last list says; the place is told if there is none.

    Where a fact told who they are, no matter was spoken of: "more" is more of the one at that place.
    """
    found = _at_place(follow_up, _listed(memory, ground))
    if not found:
        return plain_answer(whole, Intent.NO_MORE)
    (entry,) = found
    speaker = entry.speaker if isinstance(entry, Quote | Reported) else None
    told = [ground.record.entries[one] for one in memory.listed if one in ground.record.entries]
    if speaker is not None and _are_facts(told):
        whole = replace(completion.named((name_item(speaker.id, ground.record),), whole), text=whole.text)
    answer = plain_answer(whole, Intent.PASSAGES, entries=found)
    seen = speaker.name.original if speaker is not None else None
    return replace(answer, evidence=replace(answer.evidence, understood_as=seen))


def _answer_whole(  # noqa: C901, PLR0911 - one way out for each kind of request, the first that fits
    question: Question, ground: Ground, follow_up: FollowUp | None
) -> Answer:
    """Answer a request that stands by itself, or was made whole."""
    question = _without_language(question)
    named = naming.stranger(question, ground.record, ground.index.offices)
    reading = read(question, ground.index)
    if named is not None or naming.kin(question):
        return replace(plain_answer(question, Intent.STRANGER), language=question.language)
    if found := excerpt.marked(question, ground):
        return found
    if (question.is_polar or Cue.OR in question.cues) and (
        found := everybody.of_everybody(question, reading, ground)
        or office.of_office(question, reading, ground)
    ):
        return found
    if found := excerpt.of_whole_message(question, reading, ground) or office.of_post(
        question, reading, ground
    ):
        return found
    if found := office.without_office(question, reading, ground):
        return found
    if found := excerpt.of_order_or_place(question, reading, ground) or voices.of_others(
        question, reading, ground
    ):
        return found
    if found := dating.of_a_message(question, ground):
        return found
    passages, asked = _ranked(reading, ground, follow_up)
    if found := counting.counted(question, reading, ground):
        return found
    lists = bool(question.cues & {Cue.TELL, Cue.PERSON}) and not reading.agents
    asks_who = question.asks_who or Slot.HOW_MANY in question.slots or lists
    of_silence = asks_who or (question.is_polar and not reading.agents)
    if question.is_negative and of_silence and Slot.WHY not in question.slots:
        return silence.others(question, reading, ground)
    is_polar = question.is_polar or Cue.OR in question.cues
    if (
        is_polar
        and not (everybody.is_asked_of(question, reading) or polar.is_sent_to_a_body(question, reading))
        and (found := polar.polar(question, reading, passages, ground))
    ):
        return found
    found = decision.decide(reading, passages, asked)
    is_rest = follow_up is not None and bool(follow_up.without or follow_up.silent or follow_up.among)
    found = voices.whole_set(found, reading, ground, is_rest=is_rest)
    if found.status == Status.ANSWERED and polar.is_sent(question, reading, ground):
        return replace(found, verdict=Verdict.YES)
    return silence.honest(_as_asked(found, question, reading, ground), reading, ground)


def _without_language(question: Question) -> Question:
    """Leave out into what language somebody's words are wanted: they stay as published, whatever it is."""
    if Cue.TRANSLATE not in question.cues or not any(item.of(*SPEAKING) for item in question.items):
        return question
    kept = tuple(item for item in question.items if not (item.of(MeaningKind.ABSENT) or item.is_foreign))
    return replace(question, items=kept)


def _asked_of(reading: Reading) -> list[Part]:
    """Give the parts of what is asked, but not of a clause that only tells: "I work at a school. …"."""
    question = reading.question
    asks = [item for item in question.items if item.slots or item.cues & {*SAYING, Cue.WHETHER}]
    asking = {question.clauses[item.start] for item in asks}
    telling = [part for part in reading.topic if not part.optional]
    return [part for part in telling if not asking or part.clause in asking]


def _as_asked(found: Answer, question: Question, reading: Reading, ground: Ground) -> Answer:
    """Take back what was found of something near to what is asked."""
    is_weak = found.status == Status.ANSWERED and found.hits[0].score < ground.index.fitted.sure
    is_unspoken = any(claim.is_unspoken(part, ground.record) for part in _asked_of(reading))
    about_somebody = question.is_polar and reading.agents and reading.topic
    is_done = not question.cues & SAYING and any(polar.did_it(name, question) for name in reading.names)
    is_near = about_somebody and (is_weak or is_done or found.status == Status.UNSURE)
    if is_near or is_unspoken:
        said_so = [hit for hit in found.hits if isinstance(hit.entry, Absence)] if is_unspoken else ()
        return replace(found, status=Status.NONE, hits=tuple(said_so))
    is_near = bool(found.hits) and found.hits[0].score < polar.YES_FROM
    is_near = is_near and claim.undecided(reading, ground.index, ground.record)
    if not question.is_polar and (is_near or claim.undone(reading, ground.index, ground.record) is not None):
        return replace(found, status=Status.NONE, hits=())  # what is near to a promise is none
    is_fact = bool(found.hits) and isinstance(found.hits[0].entry, Fact)
    if question.is_of_before and is_fact and not ground.index.tells_of_before(found.hits[0].entry.id):
        return plain_answer(question, Intent.FACT)  # a fact tells how it is, or when it began
    if Slot.WHY in question.slots and is_fact and question.cues & {Cue.NOT, Cue.RATHER}:
        return plain_answer(question, Intent.FACT)  # no fact tells why something is not so
    if not question.is_polar and found.status == Status.ANSWERED:
        return _quoted_only(_attributed(found, question), question)
    return found


def _quoted_only(found: Answer, question: Question) -> Answer:
    """Leave out what is only reported, where very words are asked for and the best answer is a quote."""
    if Cue.VERBATIM not in question.cues or not isinstance(found.hits[0].entry, Quote):
        return found
    return replace(found, hits=tuple(hit for hit in found.hits if isinstance(hit.entry, Quote)))


def _asks_for_words_on_a_matter(reading: Reading, ground: Ground) -> bool:
    """Whether somebody's words on a matter are asked for; their office is known then."""
    cues = reading.question.cues
    says = bool(reading.agents) and bool(cues & SAYING) and Cue.POST not in cues
    return says and claim.matter_of(reading, ground.record) is not None


def _ranked(
    reading: Reading, ground: Ground, follow_up: FollowUp | None
) -> tuple[list[Candidate], list[Candidate]]:
    passages = rank_passages(reading, ground.index)
    asked = rank_asked(reading, ground.index)
    if _asks_for_words_on_a_matter(reading, ground):
        asked = [one for one in asked if not decision.tells_an_office(one)]
    leans = Cue.HE in reading.question.cues or follow_up is not None
    of_somebody = leans or (reading.agents and all(map(claim.is_common, reading.topic)))
    if Slot.HOW_OLD in reading.question.slots and of_somebody and not reading.question.cues & SAYING:
        passages = []  # how old somebody is nobody says; "two decades" are not theirs
    if follow_up is not None:
        if follow_up.kind is FollowUpKind.ELSE and passages:
            # Where all who were found are gone, what comes next may speak of something else.
            least = reading.fitted.same_set * passages[0].score
            passages = [one for one in passages if one.score >= least]
        passages = [one for one in passages if not _was_given(one, follow_up)]
        asked = [one for one in asked if not _was_given(one, follow_up)]
        if follow_up.of_sayers or follow_up.kind in {
            FollowUpKind.MORE,
            FollowUpKind.AMONG,
            FollowUpKind.ELSE,
        }:
            asked = []
    return passages, asked


def _was_given(candidate: Candidate, follow_up: FollowUp) -> bool:
    entry = candidate.indexed.entry
    speaker = speaker_of(entry)
    outside = bool(follow_up.among) and speaker not in follow_up.among
    return outside or speaker in follow_up.silent or entry.id in follow_up.without


def _attributed(found: Answer, question: Question) -> Answer:
    """Leave out of "who said …?" whoever did not say the very words, where somebody did."""
    entries = tuple(_entries(found))
    words = [item.typed for item in question.content if not item.is_name]
    if Cue.WORDING in question.cues and words:  # "who calls it administrative?"
        run = fragment.worded(words, entries)
    elif question.asks_who and Cue.MENTION not in question.cues and len(entries) >= MOST_NEAREST - 1:
        run = fragment.very_words(question.text, entries)
    else:
        return found
    if not run:
        return found
    return replace(found, hits=tuple(hit for hit in found.hits if hit.entry in run))
