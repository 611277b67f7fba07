"""Wishes: what somebody wants who asks in one of many ways, and what each wish needs to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum, auto
from typing import NamedTuple


class Series(StrEnum):
    """Questions that mostly stand alone, and follow-ups, which never do: each has its own sets of frames."""

    QUESTIONS = "questions"
    FOLLOW_UPS = "follow-ups"


class Before(StrEnum):
    """What was asked before, as the fillers of a language name it; of some it is more than one message."""

    WORDS = "words"
    WORDS_TOPIC = "words_topic"
    WHO_TOPIC = "who_topic"
    YES_NO = "yesno"
    COMPARE = "compare"
    WHO_OFFICE = "who_office"
    FOUNDED = "founded"
    NO_MESSAGE = "no_message"
    THANKS = "thanks"

    @property
    def names(self) -> frozenset[str]:
        """The blanks of what was named so far, by question or answer, so that one may name it again."""
        return frozenset(_NAMED[self].split())


_NAMED: Mapping[Before, str] = {
    Before.WORDS: "S",
    Before.WORDS_TOPIC: "S T",
    Before.WHO_TOPIC: "T",
    Before.YES_NO: "S T",
    Before.COMPARE: "S S2 T",
    Before.WHO_OFFICE: "C S",
    Before.FOUNDED: "",
    Before.NO_MESSAGE: "",
    Before.THANKS: "S T",
}


class Need(Enum):
    """What must be true of whom and what is put in, or the wish makes no sense."""

    SPEAKS = auto()
    """S speaks of T."""
    SILENT = auto()
    """S says nothing of T."""
    OTHER_SPEAKS = auto()
    """S2 speaks of T."""
    SEVERAL = auto()
    """Two or more speak of T."""
    MINISTER = auto()
    """S speaks for C."""


class Wish(StrEnum):
    """What is wanted, as the files of frames name it."""

    WORDS = "words"
    WORDS_TOPIC = "words_topic"
    WHO_TOPIC = "who_topic"
    YES_NO = "yesno"
    ANY = "any"
    COUNT = "count"
    WHO_NOT = "who_not"
    EXCEPT = "except"
    COMPARE = "compare"
    WHOLE = "whole"
    MESSAGE_FROM = "message_from"
    OFFICE = "office"
    WHO_OFFICE = "who_office"
    SOURCE = "source"
    TWO = "two"
    TWO_KINDS = "two_kinds"
    AFTER_SPEAKER = "after_speaker"
    AFTER_TOPIC = "after_topic"
    AFTER_WHO = "after_who"
    AFTER_MORE = "after_more"
    AFTER_DID = "after_did"

    LIST_NTH = "list_nth"
    LIST_LAST = "list_last"
    LIST_AMONG = "list_among"
    LIST_COUNT = "list_count"
    LIST_ALSO = "list_also"
    LIST_TOPIC = "list_topic"
    LIST_NOT = "list_not"
    WORDS_COUNTRY = "words_country"
    WORDS_FIRST = "words_first"
    WORDS_END = "words_end"
    WORDS_WHOLE = "words_whole"
    WORDS_SOURCE = "words_source"
    WORDS_TRANSLATED = "words_russian"
    WORDS_COMPARE = "words_compare"
    NO_WHO = "no_who"
    NO_WHAT = "no_what"
    NO_OTHER = "no_other"
    YES_ELSE = "yes_else"
    YES_OTHER = "yes_other"
    FACT_WHERE = "fact_where"
    FACT_HEAD = "fact_head"
    FACT_SOURCE = "fact_source"
    FACT_LETTERS = "fact_letters"
    ABSENT_COUNTRY = "iran_country"
    ABSENT_WHO = "iran_who"
    OFFICE_WORDS = "office_words"
    OFFICE_TOPIC = "office_topic"
    THANKS_SPEAKER = "thanks_speaker"
    THANKS_TOPIC = "thanks_topic"
    COMPARE_TOPIC = "compare_topic"
    COMPARE_THIRD = "compare_third"

    @property
    def meaning(self) -> str:
        """What is wanted, in words."""
        return _TRAITS[self].meaning

    @property
    def needed(self) -> frozenset[str]:
        """The blanks that each of its frames has."""
        return frozenset(_TRAITS[self].needed.split())

    @property
    def allowed(self) -> frozenset[str]:
        """The blanks that its frames may have: the needed ones, and those of what was named before."""
        return self.needed | (self.before.names if self.before else frozenset())

    @property
    def before(self) -> Before | None:
        """What was asked just before, where it leans on that."""
        return _TRAITS[self].before

    @property
    def needs(self) -> tuple[Need, ...]:
        """What must be true of whom and what is put in."""
        return _TRAITS[self].needs

    @property
    def series(self) -> Series:
        """The sets that its frames stand in."""
        return Series.QUESTIONS if self in _QUESTIONS else Series.FOLLOW_UPS


class _Traits(NamedTuple):
    meaning: str
    needed: str
    before: Before | None = None
    needs: tuple[Need, ...] = ()


_QUESTIONS: Mapping[Wish, _Traits] = {
    Wish.WORDS: _Traits("what S said", "S"),
    Wish.WORDS_TOPIC: _Traits("what S said about T", "S T"),
    Wish.WHO_TOPIC: _Traits("who spoke of T", "T"),
    Wish.YES_NO: _Traits("whether S spoke of T", "S T"),
    Wish.ANY: _Traits("whether anybody spoke of T", "T"),
    Wish.COUNT: _Traits("how many spoke of T", "T"),
    Wish.WHO_NOT: _Traits("who says nothing of T", "T"),
    Wish.EXCEPT: _Traits("who besides S spoke of T", "S T"),
    Wish.COMPARE: _Traits("S and S2 side by side on T", "S S2 T"),
    Wish.WHOLE: _Traits("the whole message of S", "S"),
    Wish.MESSAGE_FROM: _Traits("the message of C", "C"),
    Wish.OFFICE: _Traits("which office S holds", "S"),
    Wish.WHO_OFFICE: _Traits("who is the foreign minister of C", "C"),
    Wish.SOURCE: _Traits("where the words of S about T were published", "S T"),
    Wish.TWO: _Traits("S on T and S2 on T2, in one message", "S S2 T T2"),
    Wish.TWO_KINDS: _Traits("who spoke of T, and whether S spoke of T2, in one message", "S T T2"),
    Wish.AFTER_SPEAKER: _Traits("after “S about T”: the same of S2", "S2", Before.WORDS_TOPIC),
    Wish.AFTER_TOPIC: _Traits("after “S about T”: the same about T2", "T2", Before.WORDS_TOPIC),
    Wish.AFTER_WHO: _Traits("after “S about T”: who else did", "", Before.WORDS_TOPIC),
    Wish.AFTER_MORE: _Traits("after “what did S say?”: more of the same", "", Before.WORDS),
    Wish.AFTER_DID: _Traits("after “S about T”: whether S speaks of T2", "T2", Before.WORDS_TOPIC),
}
_OF_LIST = "after “who spoke of T?”"
_OF_WORDS = "after “S about T”"
_OF_NO = "after “did S speak of T?” “No”"
_OF_YES = "after “did S speak of T?” “Yes”"
_OF_FACT = "after “when was the Secretariat founded?”"
_OF_ABSENT = "after “what did Iran say?”"
_OF_OFFICE = "after “who is the minister of C?”"
_OF_THANKS = "after “S about T” and thanks"
_OF_COMPARISON = "after “compare S and S2 on T”"
_SPEAKS, _SILENT, _MINISTER = (Need.SPEAKS,), (Need.SILENT,), (Need.MINISTER,)
_BOTH = (Need.SPEAKS, Need.OTHER_SPEAKS)
_FOLLOW_UPS: Mapping[Wish, _Traits] = {
    Wish.LIST_NTH: _Traits(f"{_OF_LIST}: what the second says", "", Before.WHO_TOPIC, (Need.SEVERAL,)),
    Wish.LIST_LAST: _Traits(f"{_OF_LIST}: what the last says", "", Before.WHO_TOPIC),
    Wish.LIST_AMONG: _Traits(f"{_OF_LIST}: whether S is among them", "S", Before.WHO_TOPIC),
    Wish.LIST_COUNT: _Traits(f"{_OF_LIST}: how many that makes", "", Before.WHO_TOPIC),
    Wish.LIST_ALSO: _Traits(f"{_OF_LIST}: which of them speak of T2 too", "T2", Before.WHO_TOPIC),
    Wish.LIST_TOPIC: _Traits(f"{_OF_LIST}: and who of T2", "T2", Before.WHO_TOPIC),
    Wish.LIST_NOT: _Traits(f"{_OF_LIST}: who does not", "", Before.WHO_TOPIC),
    Wish.WORDS_COUNTRY: _Traits(f"{_OF_WORDS}: for whom S speaks", "", Before.WORDS_TOPIC, _SPEAKS),
    Wish.WORDS_FIRST: _Traits(f"{_OF_WORDS}: how the message begins", "", Before.WORDS_TOPIC, _SPEAKS),
    Wish.WORDS_END: _Traits(f"{_OF_WORDS}: how the message ends", "", Before.WORDS_TOPIC, _SPEAKS),
    Wish.WORDS_WHOLE: _Traits(f"{_OF_WORDS}: the whole message", "", Before.WORDS_TOPIC, _SPEAKS),
    Wish.WORDS_SOURCE: _Traits(f"{_OF_WORDS}: where that was published", "", Before.WORDS_TOPIC, _SPEAKS),
    Wish.WORDS_TRANSLATED: _Traits(f"{_OF_WORDS}: that in another language", "", Before.WORDS_TOPIC, _SPEAKS),
    Wish.WORDS_COMPARE: _Traits(f"{_OF_WORDS}: that beside S2's", "S2", Before.WORDS_TOPIC, _BOTH),
    Wish.NO_WHO: _Traits(f"{_OF_NO}: who does", "", Before.YES_NO, _SILENT),
    Wish.NO_WHAT: _Traits(f"{_OF_NO}: what S does speak of", "", Before.YES_NO, _SILENT),
    Wish.NO_OTHER: _Traits(f"{_OF_NO}: and whether of T2", "T2", Before.YES_NO, _SILENT),
    Wish.YES_ELSE: _Traits(f"{_OF_YES}: who else does", "", Before.YES_NO, (Need.SPEAKS, Need.SEVERAL)),
    Wish.YES_OTHER: _Traits(f"{_OF_YES}: and whether S2 does", "S2", Before.YES_NO, _SPEAKS),
    Wish.FACT_WHERE: _Traits(f"{_OF_FACT}: where it is", "", Before.FOUNDED),
    Wish.FACT_HEAD: _Traits(f"{_OF_FACT}: who heads it", "", Before.FOUNDED),
    Wish.FACT_SOURCE: _Traits(f"{_OF_FACT}: where that is written", "", Before.FOUNDED),
    Wish.FACT_LETTERS: _Traits(f"{_OF_FACT}: who sent messages", "", Before.FOUNDED),
    Wish.ABSENT_COUNTRY: _Traits(f"{_OF_ABSENT}: and C", "C", Before.NO_MESSAGE),
    Wish.ABSENT_WHO: _Traits(f"{_OF_ABSENT}: who did write", "", Before.NO_MESSAGE),
    Wish.OFFICE_WORDS: _Traits(f"{_OF_OFFICE}: what that one said", "", Before.WHO_OFFICE, _MINISTER),
    Wish.OFFICE_TOPIC: _Traits(
        f"{_OF_OFFICE}: whether that one speaks of T", "T", Before.WHO_OFFICE, _MINISTER
    ),
    Wish.THANKS_SPEAKER: _Traits(f"{_OF_THANKS}: and S2", "S2", Before.THANKS, _SPEAKS),
    Wish.THANKS_TOPIC: _Traits(f"{_OF_THANKS}: S on T2", "T2", Before.THANKS, _SPEAKS),
    Wish.COMPARE_TOPIC: _Traits(f"{_OF_COMPARISON}: the same two on T2", "T2", Before.COMPARE, _BOTH),
    Wish.COMPARE_THIRD: _Traits(f"{_OF_COMPARISON}: and S3", "S3", Before.COMPARE, _BOTH),
}
_TRAITS: Mapping[Wish, _Traits] = {**_QUESTIONS, **_FOLLOW_UPS}
