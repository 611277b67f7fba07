"""A request that leans on what was said before, made whole: "and Russia?", "did he?", "the second one"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain, pairwise

from knowledge.answering import anaphora, completion
from knowledge.answering.follow_up import FollowUp, FollowUpKind
from knowledge.answering.memory import Memory
from knowledge.answering.question import Question
from knowledge.language.lexicon import Item
from knowledge.record.kinds import PLACES, Cue, MeaningKind, Slot

_MORE = frozenset({Cue.ELSE, Cue.MORE})


def follow_up_of(  # noqa: C901, PLR0911, PLR0912 - one way out for each kind
    question: Question, memory: Memory
) -> FollowUp | None:
    """Make a request whole by what was said before; None if it stands alone."""
    memory = _as_lined(question, memory)
    content = [
        item
        for item in question.content
        if not item.of(MeaningKind.CUE, MeaningKind.SLOT, MeaningKind.SMALL_TALK)
        or item.is_name
        # "谁领导它": a chief may be anybody's; "сколько там работает": "I work" is but a form of it.
        or (item.is_content and item.cues in ({Cue.FOLK}, {Cue.SELF}))
        or anaphora.is_holder(item)
        # "为什么感谢": what is a courtesy, too, is what somebody did.
        or (Slot.WHY in question.slots and item.of(MeaningKind.CONCEPT) and item.is_content)
    ]
    counts = Slot.HOW_MANY in question.slots and question.cues & {Cue.THAT, Cue.THEY}
    if counts or Cue.ELSE in question.cues:
        # "which other ministers …?", "that makes how many ministers?"
        content = [item for item in content if not item.of(MeaningKind.OFFICE)]
    if (one := _other_one(question, memory)) is not None and memory.question is not None:
        return _swapped(one, memory.question)
    if others := _the_other(question, memory):
        asked = replace(question, cues=question.cues - {Cue.ELSE})
        is_one = len(others) == 1
        whole = completion.joined_names(others, asked) if is_one else question
        return FollowUp(FollowUpKind.WHOLE if is_one else FollowUpKind.UNCLEAR, whole)
    of_all = not memory.people or (memory.listed and not memory.lined)  # a fact told who they are
    if of_all and question.cues & {Cue.LONGEST, Cue.SHORTEST} and Cue.THEY in question.cues:
        return None  # "which of them wrote most?"
    before = memory.question
    if before is not None and not memory.people and anaphora.asks_if_it_was_so(question, before):
        return FollowUp(FollowUpKind.WHOLE, completion.put_to(question, before))
    named = any(item.is_name for item in content)
    if named and question.is_polar:
        # "Did the Tajik minister say so, too?"
        content = [item for item in content if item.is_name or not anaphora.is_holder(item)]
    if len(memory.people) == 1 and anaphora.asks_for_his_office(question, content):
        return FollowUp(FollowUpKind.WHOLE, completion.in_office(memory.focus, question))
    if len(memory.people) == 1 and anaphora.asks_of_the_holder(question, content):
        return _of_the_holder(question, memory.focus, before)
    if len(memory.people) == 1 and anaphora.asks_if_a_holder_said_that(question, content):
        return FollowUp(FollowUpKind.WHOLE, completion.held_by(memory.focus, question))
    if anaphora.asks_why_nobody_else(question, content):
        return None
    if len(memory.people) == 1 and anaphora.asks_when_it_was_said(question, content):
        return FollowUp(FollowUpKind.WHOLE, completion.joined_names(memory.focus, question))
    if not content or anaphora.is_of_what_was_shown(question, content, memory):
        return _bare(question, memory)
    place = anaphora.place_in_list(question, memory) if len(memory.people) > 1 else None
    if place is not None and not named and anaphora.asks_of_a_place(question, memory.question):
        return _of_place(place, content, question, memory)
    if question.asks_who and Cue.THEY in question.cues and len(memory.company) > 1:
        asked = completion.without_said(question, memory.question)
        return FollowUp(FollowUpKind.AMONG, asked, among=_company(memory))
    if len(memory.people) == 1 and anaphora.asks_where_he_is_from(question, content):
        return FollowUp(FollowUpKind.WHOLE, completion.joined_names(memory.focus, question))
    if named and all(item.is_name for item in content):
        if anaphora.speaks_of_others(question, memory) or anaphora.is_about_others(question, memory):
            return FollowUp(FollowUpKind.WHOLE, completion.said_of(memory.focus, question))
        if anaphora.speak_of_others(question, memory):
            asked = completion.said_of(memory.company, question)
            return FollowUp(FollowUpKind.AMONG, asked, among=_company(memory))
        return None if anaphora.asks_if_mentioned(question, content) else _of_names(question, memory)
    goes_on = Cue.ELSE in question.cues and memory.people and not question.is_negative
    if not named and goes_on:
        if anaphora.goes_on(question, memory):
            silent = frozenset(memory.people) | anaphora.heard_on(question, memory)
            return FollowUp(FollowUpKind.ELSE, replace(question, is_polar=False), memory.given, silent)
        asks_whom = Cue.HE not in question.cues and Slot.WHAT not in question.slots
        if asks_whom and (heard := anaphora.heard_on(question, memory)):
            return FollowUp(FollowUpKind.ELSE, replace(question, is_polar=False), silent=heard)
        if asks_whom and question.asks_who and len(memory.shown) == 1:
            # "He wished health", "who else wished success?": the words are the same.
            return FollowUp(FollowUpKind.WHOLE, question, frozenset(memory.shown))
    if not named and (
        anaphora.speaks_of_somebody(question, memory) or anaphora.drops_its_subject(question, memory)
    ):
        if len(memory.people) > 1 and all(anaphora.is_holder(item) for item in content):
            return _bare(question, memory)  # "the second minister there, what has he written?"
        return _of_somebody(question, memory)
    if (
        not named
        and memory.question is not None
        and (
            anaphora.leads(question)
            or anaphora.is_bare_matter(question)
            or anaphora.compares_on(question, memory.question)
        )
    ):
        names = [item for item in memory.question.content if item.is_name]
        is_in_vain = all(item.of(MeaningKind.ABSENT) for item in names)
        if names and is_in_vain and all(item.is_foreign for item in content):
            return None  # of whom there is no message, nothing unknown can be asked
        if names:
            return FollowUp(
                FollowUpKind.WHOLE,
                completion.joined(question, memory.question, keep=completion.kept_of(memory.question)),
            )
        return _of_another_matter(question, memory.question)
    of_body = anaphora.are_bodies(memory.focus) and anaphora.may_ask_of_a_body(question)
    is_detail = anaphora.is_detail(question) or anaphora.asks_when_that_was(question)
    if not named and (of_body or (len(memory.people) == 1 and is_detail)):
        return FollowUp(FollowUpKind.DETAIL, completion.joined_names(memory.focus, question))
    return None


def _of_the_holder(question: Question, focus: tuple[Item, ...], before: Question | None) -> FollowUp:
    """Ask for the name, or else the words, of the one who holds an office."""
    if Cue.NAME in question.cues or before is None:
        return FollowUp(FollowUpKind.WHOLE, completion.named_of(focus, question))
    return _words_of(focus, question, before)


def _as_lined(question: Question, memory: Memory) -> Memory:
    """Let "the second one" be of those who were listed last, though one was asked of since."""
    # Where nothing was listed, those who were asked of one by one stand in line.
    line = memory.lined if len(memory.listed) > 1 else memory.company
    if len(memory.people) > 1 or len(line) <= 1 or anaphora.position(question) is None:
        return memory
    return replace(memory, people=tuple(chain.from_iterable(map(_ids, line))), focus=line)


def _of_place(place: int, content: Sequence[Item], question: Question, memory: Memory) -> FollowUp | None:
    """Ask one of a list of what was asked before, or of another matter: "and the last one, on trust?"."""
    told = anaphora.concepts_of(memory.question)
    clause = max(question.clauses[item.start] for item in question.items if item.cues & PLACES)
    is_other = any(
        question.clauses[item.start] >= clause
        and not anaphora.is_holder(item)
        and (item.is_foreign or not item.targets(MeaningKind.CONCEPT) <= told)
        for item in content
    )
    if not is_other and memory.question is not None:
        return _of_company(place, memory, memory.question, question) or _at(place, memory.question)
    if not -len(memory.people) <= place < len(memory.people) == len(memory.focus):
        return None
    return FollowUp(FollowUpKind.WHOLE, completion.asked_of(memory.focus[place], question))


def _of_another_matter(question: Question, before: Question) -> FollowUp | None:
    """Ask the same of a matter that takes the place of the last: "who wished health?", "and success?"."""
    matters = [item for item in before.items if item.is_content]
    if not matters and not before.asks_who:  # "who wrote?", "and besides the ministers?"
        return None
    # "安全问题": where something is asked about, "issue" only says so.
    light = [item for item in matters if Cue.ABOUT in item.cues]
    heavy = [item for item in matters if item not in light] or matters
    gone = [*light, heavy[-1]] if heavy else []
    return FollowUp(
        FollowUpKind.DETAIL, completion.joined(question, before, keep=lambda item: item not in gone)
    )


def _bare(question: Question, memory: Memory) -> FollowUp | None:
    """Make whole what names nothing: the reason, the source, somebody else, more, a place in a list."""
    cues = question.cues
    asks_for_source = anaphora.asks_where_it_stands(question) or anaphora.doubts(question)
    if cues & {Cue.TRANSLATE, Cue.SOURCE} or (memory.shown and asks_for_source):
        wanted = FollowUpKind.TRANSLATE if Cue.TRANSLATE in cues else FollowUpKind.SOURCE
        return FollowUp(wanted, memory.question or question)
    if memory.shown and cues & {Cue.NEXT, Cue.PRIOR}:
        return FollowUp(
            FollowUpKind.BESIDE, memory.question or question, position=1 if Cue.NEXT in cues else -1
        )
    if memory.shown and anaphora.asks_if_verbatim(question):
        place = anaphora.place_in_list(question, memory)
        return FollowUp(FollowUpKind.VERBATIM, memory.question or question, position=place)
    again = anaphora.asks_again(question, of_several=len(memory.people) > 1) or anaphora.is_told_there(
        question, memory
    )
    again = again or (len(memory.lined) > 1 and anaphora.asks_for_the_list(question))
    if memory.shown and (again or anaphora.asks_whose_that_is(question, memory)):
        return FollowUp(FollowUpKind.AGAIN, memory.question or question)
    if memory.question is None:
        return _after_nothing(question, memory)
    return _bare_after(question, memory, memory.question)


def _after_nothing(question: Question, memory: Memory) -> FollowUp | None:
    """Make whole what leans on whoever was heard, where no question has a matter: "who wrote most?"."""
    cues = question.cues
    asks = question.is_polar or bool(question.slots) or bool(cues & anaphora.TO_SAY)
    leans = cues & {Cue.HE, Cue.THEY} and not question.asks_who  # "which countries sent their greetings?"
    if leans and asks and len(memory.people) == 1:
        return _of_somebody(question, memory)
    is_unclear = (leans and asks) or anaphora.asks_who_said_that(question)
    is_unclear = is_unclear or cues - {Cue.ALSO, Cue.THAT} == {Cue.HE}  # "him, then"
    return FollowUp(FollowUpKind.UNCLEAR, question) if is_unclear else None


def _bare_after(  # noqa: C901, PLR0912 - one way out for each kind
    question: Question, memory: Memory, before: Question
) -> FollowUp | None:
    """Make whole what names nothing, but leans on a question."""
    cues = question.cues
    found: FollowUp | None = None
    if question.slots == {Slot.WHY}:
        found = FollowUp(FollowUpKind.WHY, before)
    elif question.excepted and not cues & _MORE and any(map(anaphora.is_matter, before.content)):
        found = FollowUp(
            FollowUpKind.WHOLE, completion.without(question, before)
        )  # "besides Kazakhstan, what was said?"
    elif anaphora.ranks(question, before) and len(memory.company) > 1:
        compared = memory.focus if len(memory.people) > 1 else memory.company
        found = FollowUp(FollowUpKind.WHOLE, completion.joined_names(compared, question))
    elif anaphora.asks_of_all(question, before):
        found = FollowUp(FollowUpKind.WHOLE, completion.with_topic(question, before))
    elif len(memory.people) == 1 and anaphora.asks_if_he_is_alone(question):
        found = _who_else(question, memory, before)
    elif cues & _MORE:
        found = _more(question, memory, before)
    elif Cue.COMPARE in cues and len(both := _at_places(question, memory)) > 1:
        asked = replace(completion.topic_only(before), cues=before.cues | {Cue.COMPARE})
        found = FollowUp(FollowUpKind.AMONG, asked, among=frozenset(chain.from_iterable(map(_ids, both))))
    elif anaphora.asks_who_came_first(question):
        return None  # nobody can tell
    elif (place := anaphora.place_in_list(question, memory)) is not None:
        found = _own_of(place, question, memory) or _of_company(place, memory, before, question)
        found = found or (_at(place, before) if memory.shown else None)
    elif len(memory.people) == 1 and (
        cues & (anaphora.PARTS | {Cue.POST}) or anaphora.asks_who_that_is(question)
    ):
        found = FollowUp(FollowUpKind.WHOLE, completion.joined_names(memory.focus, question))
    elif Cue.POST in cues and Cue.HE not in cues and len(memory.lined) > 1:
        if any(Slot.WHO in item.slots and Cue.POST not in item.cues for item in question.items):
            return None  # "кто руководит?" is none of those who were listed
        found = FollowUp(FollowUpKind.AGAIN, before)  # each stands there with the office
    elif cues & {Cue.HE, Cue.THEY}:
        found = _of_somebody(question, memory)
    elif anaphora.are_bodies(memory.focus) and anaphora.asks_of_a_body(question, memory):
        found = FollowUp(FollowUpKind.WHOLE, completion.joined_names(memory.focus, question))
    elif question.slots & _ASKING and not anaphora.is_complete(question, memory):
        of_sayers = question.asks_who and bool(cues & anaphora.TO_SAY)
        found = FollowUp(FollowUpKind.WHOLE, completion.with_topic(question, before), of_sayers=of_sayers)
    elif len(memory.people) == 1 and (_asks_for_words(question) or Cue.SENTENCE in cues):
        # Where nothing was shown, nothing is said of that: "so what does he say?"
        is_told = bool(memory.given) or Cue.SENTENCE in cues
        found = (
            FollowUp(FollowUpKind.WHOLE, completion.on_that(question, memory.focus, before))
            if is_told
            else _words_of(memory.focus, question, before)
        )
    elif len(memory.people) == 1 and question.slots == {Slot.WHAT} and cues & anaphora.TO_SAY:
        found = _words_of(memory.focus, question, before)
    elif not memory.people and question.slots == {Slot.WHAT} and cues & anaphora.TO_SAY:
        # "What are the ambassadors called?", "and what does the letter say?"
        whole = completion.joined(question, before, keep=lambda item: item.is_content)
        found = FollowUp(FollowUpKind.WHOLE, completion.asked_as(question, whole))
    return found


def _at_places(question: Question, memory: Memory) -> list[Item]:
    """Give who stands at the places of a list that are named: "compare the first and the last one"."""
    line = memory.lined if len(memory.lined) > 1 else memory.company
    return [line[place] for place in anaphora.places(question) if -len(line) <= place < len(line)]


def _own_of(place: int, question: Question, memory: Memory) -> FollowUp | None:
    """Ask for the office of one of several, or how they end: "and what is the second one's post?"."""
    is_there = -len(memory.people) <= place < len(memory.people) == len(memory.focus)
    of_message = question.cues & anaphora.PARTS and anaphora.position(question) is not None
    if not (of_message or Cue.POST in question.cues) or not is_there:
        return None
    return FollowUp(FollowUpKind.WHOLE, completion.asked_of(memory.focus[place], question))


def _of_company(place: int, memory: Memory, before: Question, question: Question) -> FollowUp | None:
    """Ask one of those who were asked of one by one what the last was asked: "and the first one?".

    "What did the second one speak of?" wants any words.
    """
    is_line = memory.focus == memory.company and len(memory.listed) <= 1 < len(memory.company)
    if not is_line or anaphora.is_placed(before) or not -len(memory.company) <= place < len(memory.company):
        return None
    somebody = memory.company[place]
    if question.slots == {Slot.WHAT} and question.cues & anaphora.TO_SAY and not question.cues & {Cue.THAT}:
        return _words_of((somebody,), question, before)
    return _swapped(somebody, before)


def _swapped(name: Item, before: Question) -> FollowUp:
    return FollowUp(FollowUpKind.WHOLE, completion.swapped(replace(before, items=(name,)), before))


def _words_of(somebody: tuple[Item, ...], question: Question, before: Question) -> FollowUp:
    """Ask for whatever somebody says."""
    return FollowUp(FollowUpKind.WHOLE, replace(completion.named(somebody, before), text=question.text))


def _the_other(question: Question, memory: Memory) -> tuple[Item, ...]:
    """Give who is left of those that were spoken of: "and the other one, what does he say?"."""
    beside = (
        Cue.PERSON in behind.cues
        and Cue.ELSE in one.cues
        and Cue.EXCEPT not in one.cues  # "besides minister"
        for one, behind in pairwise(question.items)
    )
    if Cue.HE not in question.cues or not question.cues & anaphora.TO_SAY | question.slots or not any(beside):
        return ()
    return tuple(one for one in memory.company if _ids(one).isdisjoint(memory.people))


def _other_one(question: Question, memory: Memory) -> Item | None:
    """Give the one who is left of two that were asked of, where nothing else is asked: "and the other?"."""
    is_bare = not question.content and not question.slots and not question.is_polar
    others = [one for one in memory.company if _ids(one).isdisjoint(memory.people)]
    is_else = {Cue.ELSE, Cue.PERSON} <= question.cues <= _OF_THE_OTHER
    return others[0] if is_bare and is_else and len(others) == 1 and len(memory.people) == 1 else None


_OF_THE_OTHER = frozenset({Cue.ELSE, Cue.PERSON, Cue.ALSO, Cue.AND})


def _company(memory: Memory) -> frozenset[str]:
    """Give the ids of all speakers who were spoken of since a question last stood alone."""
    return frozenset(chain.from_iterable(map(_ids, memory.company)))


def _ids(name: Item) -> AbstractSet[str]:
    return name.targets(MeaningKind.SPEAKER)


def _asks_for_words(question: Question) -> bool:
    """Whether the words themselves are asked for: "原话是什么？"."""
    return Cue.SAY in question.cues and question.slots == {Slot.WHAT}


_ASKING = frozenset({Slot.WHEN, Slot.WHERE, Slot.HOW_MANY, Slot.HOW_MUCH, Slot.HOW_OLD, Slot.WHO, Slot.WHICH})


def _more(question: Question, memory: Memory, before: Question) -> FollowUp:
    """Tell "who else?" from "more" and "what else did he say?"."""
    if question.cues & anaphora.PARTS and Cue.HE in question.cues and len(memory.people) == 1:
        return FollowUp(
            FollowUpKind.WHOLE, completion.joined_names(memory.focus, question)
        )  # "his last sentence, too"
    # "Who else, like him, …?", "is he the only one, or did others bring it up?"
    whether = Cue.WHETHER in question.cues and not question.slots and Cue.MORE not in question.cues
    whether = whether and not question.items[0].is_han  # a Chinese word for others is one for persons or not
    others = Cue.ELSE in question.cues and (question.asks_who or whether or anaphora.is_of_others(question))
    place = anaphora.place_in_list(question, memory)
    if not others and place is not None and len(memory.people) > 1:
        says = Slot.WHAT in question.slots and question.cues & anaphora.TO_SAY
        return _more_of(place, question, memory, before) if says else _at(place, before)
    # After somebody's office there is no more of that.
    who_it_is = before.asks_who and all(item.is_name for item in before.content)
    of_office = len(memory.people) == 1 and bool(who_it_is or before.cues & {Cue.POST, Cue.NAME})
    of_what = Slot.WHAT in question.slots and not question.asks_who
    if not others and (Cue.HE in question.cues or of_what or of_office):
        names = memory.focus or tuple(item for item in before.items if item.is_name)
        whole = replace(completion.named(names, before), text=question.text) if names else before
        told = memory.given | frozenset(memory.told if names else ())
        return FollowUp(FollowUpKind.MORE, whole, told, among=frozenset(memory.people[:1]))
    is_else = Cue.ELSE in question.cues and Cue.MORE not in question.cues
    if others or is_else or Slot.WHO in question.slots:
        return _who_else(question, memory, before)
    if before.asks_who and len(memory.shown) == 1 and memory.shown[0] in memory.listed[:-1]:
        # After "the first one" the next one of the same list is wanted.
        return _at(memory.listed.index(memory.shown[0]) + 1, before)
    of_somebody = any(item.is_name for item in before.items)
    asked = replace(before, text=question.text, is_polar=before.is_polar and of_somebody)
    return FollowUp(FollowUpKind.MORE, asked, memory.given)


def _who_else(question: Question, memory: Memory, before: Question) -> FollowUp:
    """Ask the same of everybody who was not heard on it; of all others, where who is left out is named."""
    asked = completion.topic_only(before)
    asked = replace(asked, text=question.text, cues=asked.cues | {Cue.ELSE})
    heard_before = _company(memory) & anaphora.heard_on(asked, memory)
    given, heard = memory.given, frozenset(memory.people) | heard_before
    if question.excepted:
        given, heard = frozenset(), frozenset()
    elif anaphora.asks_if_he_is_alone(question) or (question.is_polar and len(memory.people) == 1):
        heard = frozenset(memory.people)  # whoever was heard besides is another, too: "only him?"
        given = frozenset()
    return FollowUp(FollowUpKind.ELSE, replace(asked, excepted=question.excepted), given, heard)


def _at(place: int, before: Question) -> FollowUp:
    return FollowUp(FollowUpKind.POSITION, before, position=place)


def _more_of(place: int, question: Question, memory: Memory, before: Question) -> FollowUp:
    """Ask what else one of those says who were heard: "what else did the second one say?"."""
    if not -len(memory.people) <= place < len(memory.people) == len(memory.focus):
        return _at(place, before)
    whole = replace(completion.named(memory.focus[place:][:1], before), text=question.text)
    return FollowUp(FollowUpKind.MORE, whole, memory.given, among=frozenset({memory.people[place]}))


def _of_names(  # noqa: C901, PLR0911 - one way out for each kind
    question: Question, memory: Memory
) -> FollowUp | None:
    """Make whole what only names somebody: "and Russia?", "did Wang Yi?", "what else did Lavrov say?"."""
    before = memory.question
    if before is None or question.cues & {Cue.POST, *anaphora.PARTS} or anaphora.asks_for_his_own(question):
        return None  # of "Lavrov's job?" nothing else was spoken of
    if (
        question.cues & _MORE
        and question.cues & {Cue.SAY, Cue.MENTION}
        and not anaphora.is_new(question, memory)
    ):
        return FollowUp(FollowUpKind.MORE, question, memory.given)
    is_place = all(item.is_name or item.cues for item in before.content)
    if is_place and (parts := before.cues & anaphora.PARTS) and anaphora.leads(question):
        return FollowUp(
            FollowUpKind.WHOLE, replace(question, cues=question.cues | parts)
        )  # "the same of China"
    topic = any(not item.is_name for item in before.content)
    if topic and anaphora.leaves_out(question):
        if question.is_asked:  # "not Russia?"
            whole = completion.asked_as(question, completion.swapped(question, before))
            return FollowUp(FollowUpKind.WHOLE, replace(whole, cues=whole.cues - {Cue.NOT}, is_polar=True))
        return FollowUp(FollowUpKind.WHOLE, completion.without(question, before))
    if topic and len(memory.people) == 1 and Cue.COMPARE in question.cues - before.cues:
        # "Lay it beside Lavrov's words."
        both = completion.joined_names(memory.focus, completion.swapped(question, before))
        return FollowUp(FollowUpKind.WHOLE, completion.asked_as(question, both))
    alone = not question.slots - {Slot.WHAT} and not question.cues & anaphora.TO_SAY
    is_known = any(not (item.is_name or item.is_foreign) for item in before.content)
    if topic and (
        (anaphora.says_of_it(question) and (is_known or Slot.WHAT not in question.slots))
        or (question.cues & _MORE and anaphora.is_new(question, memory))
    ):
        whole = completion.asked_as(question, completion.swapped(question, before))
        return FollowUp(FollowUpKind.WHOLE, replace(whole, cues=question.cues))
    mentions = Cue.MENTION in question.cues and not question.slots  # "did India mention it?"
    is_sent = alone and anaphora.asks_if_sent_too(question, before)
    if is_sent or (topic and question.is_polar and (alone or mentions)):
        whole = completion.asked_as(question, completion.swapped(question, before))
        return FollowUp(FollowUpKind.WHOLE, replace(whole, is_polar=True))
    # "Add Kulubaev to the comparison too."
    compares = anaphora.compares_on(question, before) and anaphora.adds(question)
    asks_on = topic and question.is_asked and not question.is_polar  # "anyone from Central Asia?"
    picks = topic and anaphora.picks(question)
    if alone and anaphora.leads(question) and anaphora.asked_who_somebody_is(memory):
        return FollowUp(FollowUpKind.WHOLE, completion.instead(question, before))
    if (alone and (anaphora.leads(question) or asks_on or picks)) or (compares and topic):
        # After "did he mention it?", "and Saidov?" may as well ask what Saidov says at all.
        of_him = before.is_polar and Cue.HE in before.cues and not question.is_polar
        kind = FollowUpKind.DETAIL if of_him else FollowUpKind.WHOLE
        return FollowUp(kind, completion.swapped(question, before) if topic else question)
    return None


def _of_somebody(  # noqa: PLR0911 - one way out for each kind
    question: Question, memory: Memory
) -> FollowUp:
    """Make whole what speaks of "him" or "them"; those who are compared may have been heard one by one."""
    if anaphora.is_of_a_person(question) and anaphora.are_bodies(memory.focus):
        return FollowUp(FollowUpKind.UNCLEAR, question)
    if Cue.THEY in question.cues and len(memory.people) > 1:
        before = memory.question
        is_known = before is not None and not any(item.is_foreign for item in before.content)
        says = anaphora.asks_what_each_says(question) and is_known
        whole = (
            completion.on_that(question, memory.focus, before)
            if says and before is not None
            else completion.joined_names(memory.focus, question)
        )
        return FollowUp(FollowUpKind.AMONG, whole, among=frozenset(memory.people))
    if {Cue.THEY, Cue.COMPARE} <= question.cues and len(memory.company) > 1:
        asked = (
            question if question.content or not memory.question else completion.topic_only(memory.question)
        )
        return FollowUp(FollowUpKind.AMONG, asked, among=_company(memory))
    if {Cue.THEY, Cue.BOTH} <= question.cues and len(memory.company) > 1:
        whole = completion.joined_names(memory.company, question)  # "does either mention security?"
        return FollowUp(FollowUpKind.AMONG, whole, among=_company(memory))
    people = memory.people if len(memory.people) <= 1 or Cue.THEY in question.cues else ()
    others = not memory.people and Cue.THEY in question.cues
    focus = memory.focus if len(memory.focus) == 1 or people or others else ()
    if not focus:
        return FollowUp(FollowUpKind.UNCLEAR, question)
    before = memory.question
    if before is not None and not any(item.is_content or not item.senses for item in question.items):
        if anaphora.asks_about_what(question):
            return _words_of(focus, question, before)
        if Cue.ABOUT in question.cues:
            return FollowUp(FollowUpKind.WHOLE, completion.on_that(question, focus, before))
    return FollowUp(FollowUpKind.WHOLE, completion.joined_names(focus, question))
