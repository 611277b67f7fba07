"""What a person and the bot last spoke of, and what is remembered of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from knowledge.answering.follow_up import FollowUpKind
from knowledge.answering.question import SAYING, Question
from knowledge.language.lexicon import Item, Meaning, Sense
from knowledge.record.kinds import MeaningKind, Slot
from knowledge.record.values import Fact, Quote, Record, Reported

MOST_REMEMBERED = 40
"""Entries that were shown, and speakers who were heard on a theme; a longer talk forgets its beginning."""
_Kept = TypeVar("_Kept", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Memory:
    """What a person and the bot last spoke of, in one place.

    Attributes:
        question: The last one with a matter, whole.
        shown: Ids of the entries of the last answer, in the order they were shown.
        listed: The same with what it found besides: "the second one" is one of these.
        lined: The names of whoever said those.
        given: Ids of all that was shown since that question was asked.
        people: Ids of the speakers who were spoken of, in order.
        company: The names of all that were spoken of since a question last stood alone: "which of them?".
        focus: The stretches that name them, or whoever else was asked about.
        told: Ids of the entries shown in this talk, latest last; "what else did he say?" is none of these.
        sentence: Where the sentence stands in the first entry shown that answered, if one did.
        heard: Theme or body, and whose words were shown on it in this talk: "who else speaks of culture?".
    """

    question: Question | None = None
    shown: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    lined: tuple[Item, ...] = ()
    given: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    company: tuple[Item, ...] = ()
    focus: tuple[Item, ...] = ()
    told: tuple[str, ...] = ()
    heard: tuple[tuple[str, str], ...] = ()
    sentence: tuple[int, int] | None = None


def remember(
    memory: Memory,
    question: Question,
    shown: Sequence[str],
    record: Record,
    *,
    kind: FollowUpKind | None,
    listed: Sequence[str] = (),
    subject: tuple[Item, ...] = (),
) -> Memory:
    """Give what is remembered once a request was answered.

    Args:
        question: As it was understood.
        shown: Ids of the entries shown, in order.
        kind: How it leaned on the one before, if it did; what was given then is not given again.
        listed: Ids of all that was found; kept while they are asked for one by one.
        subject: Whom the fact that was shown tells of, if it is no speaker.
    """
    people = quoted = _people(shown, record)
    named = tuple(item for item in question.items if item.is_name)
    if people:
        focus = tuple(name_item(one, record) for one in people)
    elif named:
        people = tuple(dict.fromkeys(_spoken(named, record)))
        focus = tuple(name_item(one, record) for one in people) or named
    elif not shown:
        people = memory.people
        focus = memory.focus or tuple(item for item in question.items if item.is_content)
    else:
        # Of "who leads the Secretariat?", "he" stands for whoever leads it.
        bodies = tuple(
            item
            for item in question.items
            if item.of(MeaningKind.ORGANISATION) and Slot.WHO not in question.slots
        )
        focus = (
            subject or bodies[:1] or tuple(item for item in question.items if item.is_content) or memory.focus
        )
        people = () if focus != memory.focus else memory.people
    line = _line(memory, tuple(listed), kind, is_of_somebody=bool(named))
    spoken = tuple(name_item(one, record) for one in people)
    goes_on = kind is not None or len(memory.people) == len(people) == 1
    # "Does anyone mention trust?", "who?", "and Lavrov?": who somebody is takes no matter away.
    tells_who = kind is not None and bool(people) and not (question.is_polar or _shows_words(shown, record))
    tells_who = tells_who and not any(not item.is_name for item in question.content)
    is_kept = _is_lost(question, shown, kind) or (tells_who and memory.question is not None)
    return Memory(
        question=memory.question if is_kept else question,
        shown=tuple(shown) or memory.shown,
        listed=line,
        lined=_named(line, record),
        given=frozenset(shown) | (memory.given if kind not in {None, FollowUpKind.WHOLE} else frozenset()),
        people=people,
        company=tuple(dict.fromkeys((*memory.company, *spoken))) if goes_on else spoken,
        focus=focus,
        told=_latest((*memory.told, *shown)),
        heard=_latest((*memory.heard, *product(sorted(matters_of(question)), quoted))),
    )


def _line(
    memory: Memory, listed: tuple[str, ...], kind: FollowUpKind | None, *, is_of_somebody: bool
) -> tuple[str, ...]:
    """Give what "the second one" is of: what was listed last, with the one who else was found.

    A list goes on while one is asked for, or somebody is asked of: "who promised it?", "and Kazakhstan?".
    """
    if kind is FollowUpKind.POSITION or not listed:
        return memory.listed
    if kind is None or len(listed) > 1:
        return listed
    if kind is FollowUpKind.ELSE:
        return tuple(dict.fromkeys((*memory.listed, *listed)))
    # After "who wrote?", "the second one" and "more", "the third one" is still one of those who wrote.
    is_told = kind is FollowUpKind.MORE and bool(memory.listed) and not memory.lined
    return memory.listed if is_told or (is_of_somebody and len(memory.lined) > 1) else listed


def _named(line: Sequence[str], record: Record) -> tuple[Item, ...]:
    return tuple(name_item(one, record) for one in _people(line, record))


def _latest(all_of_them: tuple[_Kept, ...]) -> tuple[_Kept, ...]:
    return tuple(dict.fromkeys(all_of_them))[-MOST_REMEMBERED:]


def matters_of(question: Question) -> frozenset[str]:
    """Give the ids of the themes and bodies that a question is about."""
    kinds = MeaningKind.CONCEPT, MeaningKind.ORGANISATION
    return frozenset(sense.meaning.target for item in question.content for sense in item.of(*kinds))


def _shows_words(shown: Sequence[str], record: Record) -> bool:
    """Whether somebody's words are among what was shown."""
    return any(isinstance(record.entries.get(one), Quote | Reported) for one in shown)


def _is_lost(question: Question, shown: Sequence[str], kind: FollowUpKind | None) -> bool:
    """Whether nothing can lean on a question: it has no matter, or is but a word that nobody knows."""
    if shown:
        return False  # "how many messages are there?" has no matter, and was answered
    is_bare = not (kind or question.slots or question.cues & SAYING)
    return not question.content or (is_bare and all(item.is_foreign for item in question.content))


def _people(shown: Sequence[str], record: Record) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for one in shown:
        entry = record.entries.get(one)
        if isinstance(entry, Quote | Reported):
            found[entry.speaker.id] = None
        elif isinstance(entry, Fact) and len(entry.speakers) == 1:
            found[entry.speakers[0].id] = None
    return tuple(found)


def _spoken(named: Sequence[Item], record: Record) -> list[str]:
    speakers: list[str] = []
    for item in named:
        for sense in item.of(MeaningKind.SPEAKER, MeaningKind.COUNTRY):
            target = sense.meaning.target
            if sense.meaning.kind == MeaningKind.SPEAKER:
                speakers.append(target)
            else:
                speakers.extend(one.id for one in record.speakers.values() if one.speaks_for(target))
    return speakers


def name_item(speaker_id: str, record: Record) -> Item:
    """Give the stretch that would name a speaker in full."""
    speaker = record.speakers[speaker_id]
    name = speaker.name.original
    meaning = Meaning(MeaningKind.SPEAKER, speaker_id, name, record.about.language, None)
    return Item(name, 0, 1, (Sense(meaning, 1.0),))
