"""The closed sets of the record and its languages: entries, meanings, question words, cues, offices."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class EntryKind(StrEnum):
    """What an entry is, as files and `ask --json` name it."""

    QUOTE = "quote"
    REPORTED = "reported"
    FACT = "fact"
    ABSENCE = "absence"

    @property
    def is_passage(self) -> bool:
        """Whether a speaker stands behind it."""
        return self in {EntryKind.QUOTE, EntryKind.REPORTED}


class MeaningKind(StrEnum):
    """What a phrase can stand for."""

    SPEAKER = "speaker"
    COUNTRY = "country"
    REGION = "region"
    ABSENT = "absent"
    ORGANISATION = "organisation"
    CONCEPT = "concept"
    WORD = "word"
    OUT_OF_DOMAIN = "out-of-domain"
    OFFICE = "office"
    SLOT = "slot"
    CUE = "cue"
    STOP = "stop"
    SMALL_TALK = "manner"

    @property
    def may_speak(self) -> bool:
        """Whether it stands for one or several speakers."""
        return _MEANINGS[self].may_speak

    @property
    def is_name(self) -> bool:
        """Whether it is a name, so that a misspelling must be nearer."""
        return _MEANINGS[self].is_name

    @property
    def is_content(self) -> bool:
        """Whether it says what a question is about."""
        return _MEANINGS[self].is_content

    @property
    def is_function(self) -> bool:
        """Whether it says how a question is put, or nothing."""
        return _MEANINGS[self].is_function


class _Traits(NamedTuple):
    may_speak: bool = False
    is_name: bool = False
    is_content: bool = False
    is_function: bool = False


_MEANINGS: Mapping[MeaningKind, _Traits] = {
    MeaningKind.SPEAKER: _Traits(may_speak=True, is_name=True, is_content=True),
    MeaningKind.COUNTRY: _Traits(may_speak=True, is_name=True, is_content=True),
    MeaningKind.REGION: _Traits(may_speak=True, is_name=True, is_content=True),
    MeaningKind.ABSENT: _Traits(is_name=True, is_content=True),
    MeaningKind.ORGANISATION: _Traits(is_content=True),
    MeaningKind.CONCEPT: _Traits(is_content=True),
    MeaningKind.WORD: _Traits(is_content=True),
    MeaningKind.OUT_OF_DOMAIN: _Traits(is_content=True),
    MeaningKind.OFFICE: _Traits(),
    MeaningKind.SLOT: _Traits(is_function=True),
    MeaningKind.CUE: _Traits(is_function=True),
    MeaningKind.STOP: _Traits(is_function=True),
    MeaningKind.SMALL_TALK: _Traits(),
}


class Slot(StrEnum):
    """A question word, by the kind of answer it wants."""

    WHO = "who"
    WHICH = "which"
    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how-many"
    HOW_MUCH = "how-much"
    HOW_OLD = "how-old"
    WHY = "why"
    SPEAKER = "speaker"

    @property
    def is_special(self) -> bool:
        """Whether only an entry that was made for it can answer it."""
        return _SLOTS[self].is_special

    @property
    def joins(self) -> bool:
        """Whether it also joins clauses: "it helps when …"."""
        return _SLOTS[self].joins

    @property
    def weight(self) -> float | None:
        """How much it asks, 0..1; None where it is faint, which is fitted."""
        return _SLOTS[self].weight


class _SlotTraits(NamedTuple):
    weight: float | None = None
    is_special: bool = False
    joins: bool = False


_SLOTS: Mapping[Slot, _SlotTraits] = {
    Slot.WHO: _SlotTraits(),
    Slot.WHICH: _SlotTraits(),
    Slot.WHAT: _SlotTraits(),
    Slot.WHEN: _SlotTraits(1.0, is_special=True, joins=True),
    Slot.WHERE: _SlotTraits(1.0, is_special=True, joins=True),
    Slot.HOW_MANY: _SlotTraits(1.0, is_special=True),
    Slot.HOW_MUCH: _SlotTraits(1.0, is_special=True),
    Slot.HOW_OLD: _SlotTraits(1.0, is_special=True),
    Slot.WHY: _SlotTraits(0.3, is_special=True),
    Slot.SPEAKER: _SlotTraits(),
}


class Cue(StrEnum):
    """What words tell to be done, or what they stand for in a conversation.

    "rather" leaves out what follows it, "except" the names behind it, "excepted" the one before it; "judge"
    asks which is better, "opinion" what the bot thinks; "whom" asks for those to whom something is done;
    "clause" begins a clause without a comma; "whether" asks yes or no. "act" is what somebody may do that no
    entry tells by itself ("go", "get"), so that no yes or no follows from the rest. "person" is whoever may
    speak, by a noun, "post" what office somebody holds; "self" is whoever asks or is asked, "folk" somebody
    around them: kin, teachers, friends; "leaves" and "out" part what they stand around ("leave Lavrov
    aside"); "verbatim" says that words stand as somebody said them, "corrects" that what stands before it was
    a slip of the tongue, "wording" asks for whoever uses just these words, "next" and "prior" are the
    sentences beside what was shown; "heads" says who runs an office; "tag" asks yes or no behind what is
    stated ("…, right?"), "by" comes before who did it, "future" says that something is still to come,
    "now" that it is so to this day, "purpose" comes before what an answer is wanted for, "anyone" stands for
    whoever it may be, and "every" for all of them.
    """

    SAY = "say"
    MENTION = "mention"
    NOT = "not"
    COMPARE = "compare"
    ABOUT = "about"
    ELSE = "else"
    MORE = "more"
    ALSO = "also"
    AND = "and"
    OR = "or"
    NAME = "name"
    RATHER = "rather"
    EXCEPT = "except"
    EXCEPTED = "excepted"
    JUDGE = "judge"
    OPINION = "opinion"
    CLAUSE = "clause"
    WHETHER = "whether"
    TELL = "tell"
    HE = "he"
    WHOM = "whom"
    THEY = "they"
    THAT = "that"
    SOURCE = "source"
    TRANSLATE = "translate"
    WHOLE = "whole"
    ONLY = "only"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"
    LAST = "last"
    SENTENCE = "sentence"
    VERBATIM = "verbatim"
    CORRECTS = "corrects"
    WORDING = "wording"
    NEXT = "next"
    PRIOR = "prior"
    BEGINS = "begins"
    ENDS = "ends"
    LONGEST = "longest"
    SHORTEST = "shortest"
    QUOTES = "quotes"
    MINE = "mine"
    BOTH = "both"
    BEFORE = "before"
    ACT = "act"
    PERSON = "person"
    SELF = "self"
    FOLK = "folk"
    LEAVES = "leaves"
    OUT = "out"
    HEADS = "heads"
    TAG = "tag"
    BY = "by"
    ANYONE = "anyone"
    FUTURE = "future"
    NOW = "now"
    PURPOSE = "purpose"
    EVERY = "every"
    POST = "post"

    @property
    def excuses(self) -> bool:
        """Whether a word that is about something, too, need not be explained where it may be this cue."""
        return self in _EXCUSING


_EXCUSING = frozenset(
    {
        Cue.SAY,
        Cue.MENTION,
        Cue.NOT,
        Cue.COMPARE,
        Cue.ABOUT,
        Cue.BEGINS,
        Cue.ENDS,
        Cue.ELSE,
        Cue.MORE,
        Cue.ALSO,
        Cue.AND,
        Cue.OR,
        Cue.NAME,
        Cue.RATHER,
        Cue.JUDGE,
        Cue.OPINION,
        Cue.CLAUSE,
        Cue.POST,
        Cue.PERSON,
        Cue.SOURCE,
        Cue.EVERY,
    }
)
POSITIONS = (Cue.FIRST, Cue.SECOND, Cue.THIRD, Cue.FOURTH, Cue.FIFTH)
"""In the order that they count."""
PLACES = frozenset({*POSITIONS, Cue.LAST, Cue.BEGINS, Cue.ENDS})
"""Where somebody stands in a list, or words in a message."""
POINTING = frozenset({Cue.HE, Cue.THEY, Cue.THAT})
"""Stand for whoever, or what, was spoken of."""


class SmallTalk(StrEnum):
    """What people say to a bot out of politeness or curiosity."""

    HELLO = "hello"
    BYE = "bye"
    THANKS = "thanks"
    AGREED = "agreed"
    IDENTITY = "identity"
    COMPLAINT = "complaint"


class Office(StrEnum):
    """A public office, so that its holder is not taken for another's."""

    PRESIDENT = "president"
    PRIME_MINISTER = "prime-minister"
    DEPUTY_PRIME_MINISTER = "deputy-prime-minister"
    FOREIGN_MINISTER = "foreign-minister"
    DEPUTY_FOREIGN_MINISTER = "deputy-foreign-minister"
    OTHER_MINISTER = "other-minister"
    SPOKESPERSON = "spokesperson"
    MINISTER = "minister"
