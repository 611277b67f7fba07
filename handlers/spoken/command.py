"""The commands that plain words may ask for, and what such a word may mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """What is to be done, by the command that does it."""

    START = "start"
    HELP = "help"
    SPEAKERS = "speakers"
    TOPICS = "topics"
    FACTS = "facts"
    QUOTE = "quote"
    CARD = "card"
    COMPARE = "compare"
    DAILY = "daily"
    UNSUBSCRIBE = "unsubscribe"
    SETTINGS = "settings"
    LANGUAGE = "language"
    ABOUT = "about"
    PRIVACY = "privacy"
    MYDATA = "mydata"
    FORGET = "forget"


class Meaning(StrEnum):
    """What a word says in a plain command, as the tables of words name it.

    "asking" says nothing but that something is wanted, "please" so much of a language that is but named,
    "which" begins a question for a list, "how" one for the way, which changes nothing yet, "when" one for the
    next daily quote, "this" stands for what was shown.
    """

    ASKING = "asking"
    PLEASE = "please"
    ALL = "all"
    WHICH = "which"
    HOW = "how"
    WHEN = "when"
    THIS = "this"
    SPEAKERS = "speakers"
    TOPICS = "topics"
    FACTS = "facts"
    QUOTE = "quote"
    RANDOM = "random"
    ANOTHER = "another"
    CARD = "card"
    DRAW = "draw"
    DARK = "dark"
    LIGHT = "light"
    COMPARE = "compare"
    SEND = "send"
    MESSAGES = "messages"
    REMIND = "remind"
    DAILY = "daily"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    UNSUBSCRIBE = "unsubscribe"
    CHANGE = "change"
    SPEAK = "speak"
    LANGUAGE = "language"
    LANGUAGE_NAME = "language_name"
    SETTINGS = "settings"
    START = "start"
    HELP = "help"
    ABOUT = "about"
    PRIVACY = "privacy"
    MYDATA = "mydata"
    FORGET = "forget"

    @property
    def carries(self) -> bool:
        """Whether words that no table knows may stand beside it: a name, a time or a place."""
        return self in _CARRYING


_CARRYING = frozenset(
    {
        Meaning.QUOTE,
        Meaning.CARD,
        Meaning.DRAW,
        Meaning.SEND,
        Meaning.REMIND,
        Meaning.CHANGE,
        Meaning.DAILY,
        Meaning.COMPARE,
    }
)


SWITCHES = frozenset({"pause", "resume"})
"""What may stand behind /daily and tells no time."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command that was said in plain words.

    Attributes:
        words: What would stand behind the command: "Lavrov" of "make a card of Lavrov".
        language: ISO 639 code of the language it was said in.
        is_certain: Whether no words but those of the command were said; else a time or a place is left to
            be read.
    """

    command: Command
    words: str
    language: str
    is_certain: bool = True
