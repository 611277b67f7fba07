"""What a request wants of what was said before, and the request made whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.answering.question import Question


class FollowUpKind(StrEnum):
    """What a request wants of what was said before."""

    WHOLE = "whole"
    """The same question with something exchanged or added."""
    ELSE = "else"
    MORE = "more"
    WHY = "why"
    SOURCE = "source"
    TRANSLATE = "translate"
    POSITION = "position"
    AGAIN = "again"
    """What was just shown, in short or word for word."""
    VERBATIM = "verbatim"
    """Whether what was just shown is what somebody said, word for word."""
    BESIDE = "beside"
    """The sentence right behind what was shown, or right before it."""
    AMONG = "among"
    """The same, but only among those who were named."""
    DETAIL = "detail"
    """A few words with a matter of their own, asked of whoever was just heard: "in which region?"."""
    UNCLEAR = "unclear"
    """It leans on something that was not said: whom?"""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A request made whole.

    Attributes:
        question: What is asked, with what was said before.
        without: Ids of entries that were given already.
        silent: Ids of speakers who were given already.
        among: Ids of the only speakers who are asked of; empty for all.
        position: Number of the entry or speaker wanted, from 0; -1 for the last. Of the sentences beside what
            was shown, 1 is the one behind it, -1 the one before.
        of_sayers: It asks who said so, which no fact tells.
    """

    kind: FollowUpKind
    question: Question
    without: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    among: frozenset[str] = frozenset()
    position: int | None = None
    of_sayers: bool = False
