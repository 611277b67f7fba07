"""The closed sets of an answer: how it ended, and what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """How a question ended, as `ask --json` names it."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    NONE = "none"


class Intent(StrEnum):
    """What was asked for.

    "set" is everyone who belongs, "others" is "who did not …?", "opinion" what is better, or what the bot
    thinks; "stranger" somebody of whom the record holds nothing, "fragment" words that are quoted, "unclear"
    what leans on something that was not said, "several" more than one thing, "again" what was shown.
    """

    PASSAGES = "passages"
    SET = "set"
    COMPARE = "compare"
    FACT = "fact"
    OTHERS = "others"
    OPINION = "opinion"
    WHY = "why"
    UNKNOWN = "unknown"
    HELLO = "hello"
    BYE = "bye"
    THANKS = "thanks"
    AGREED = "agreed"
    IDENTITY = "identity"
    COMPLAINT = "complaint"
    STRANGER = "stranger"
    FRAGMENT = "fragment"
    UNCLEAR = "unclear"
    SOURCE = "source"
    TRANSLATE = "translate"
    WHOLE = "whole"
    BEGINS = "begins"
    ENDS = "ends"
    COUNT = "count"
    LONGEST = "longest"
    NOBODY_ELSE = "nobody-else"
    NO_MORE = "no-more"
    SEVERAL = "several"
    AGAIN = "again"

    @property
    def is_of_what_was_shown(self) -> bool:
        """Whether it asks about an answer that was given, so that this stays what is spoken of."""
        return _TRAITS[self].is_of_what_was_shown

    @property
    def is_polite(self) -> bool:
        """Whether it asks nothing: thanks, greetings, complaints, and who the bot is."""
        return _TRAITS[self].is_polite

    @property
    def lists_voices(self) -> bool:
        """Whether its answer is everything that belongs, so that nothing of it may be left out."""
        return _TRAITS[self].lists_voices

    @property
    def has_words_of_its_own(self) -> bool:
        """Whether its reply is neither an entry nor a plain "not found"."""
        return _TRAITS[self].has_words_of_its_own


class _Traits(NamedTuple):
    is_polite: bool = False
    is_of_what_was_shown: bool = False
    lists_voices: bool = False
    has_words_of_its_own: bool = False


_TRAITS: Mapping[Intent, _Traits] = {
    Intent.PASSAGES: _Traits(),
    Intent.SET: _Traits(lists_voices=True),
    Intent.COMPARE: _Traits(lists_voices=True),
    Intent.FACT: _Traits(),
    Intent.OTHERS: _Traits(),
    Intent.OPINION: _Traits(),
    Intent.WHY: _Traits(is_of_what_was_shown=True, has_words_of_its_own=True),
    Intent.UNKNOWN: _Traits(),
    Intent.HELLO: _Traits(is_polite=True),
    Intent.BYE: _Traits(is_polite=True),
    Intent.THANKS: _Traits(is_polite=True),
    Intent.AGREED: _Traits(is_polite=True),
    Intent.IDENTITY: _Traits(is_polite=True),
    Intent.COMPLAINT: _Traits(is_polite=True),
    Intent.STRANGER: _Traits(),
    Intent.FRAGMENT: _Traits(lists_voices=True),
    Intent.UNCLEAR: _Traits(has_words_of_its_own=True),
    Intent.SOURCE: _Traits(is_of_what_was_shown=True, has_words_of_its_own=True),
    Intent.TRANSLATE: _Traits(is_of_what_was_shown=True, has_words_of_its_own=True),
    Intent.WHOLE: _Traits(lists_voices=True),
    Intent.BEGINS: _Traits(),
    Intent.ENDS: _Traits(),
    Intent.COUNT: _Traits(lists_voices=True),
    Intent.LONGEST: _Traits(lists_voices=True),
    Intent.NOBODY_ELSE: _Traits(),
    Intent.NO_MORE: _Traits(),
    Intent.SEVERAL: _Traits(),
    Intent.AGAIN: _Traits(is_of_what_was_shown=True, lists_voices=True),
}
