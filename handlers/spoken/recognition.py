"""Recognises a command in plain words: all of them must ask for it, so that no question is taken for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple, Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.spoken.command import Command, Meaning, Spoken
from handlers.spoken.words import LEAST_MISSPELT, Words
from knowledge.normalise import Script, bare, script_of
from knowledge.record.kinds import MeaningKind
from knowledge.snapshot import LiveSnapshot, Snapshot

LONGEST = 200
"""Characters that are read; nobody asks for a list with more."""
LONG_WORD = 8
"""Letters of a word in which two may be wrong."""
_NAMES = (MeaningKind.SPEAKER, MeaningKind.COUNTRY, MeaningKind.ORGANISATION, MeaningKind.CONCEPT)


class Times(Protocol):
    """What reads times of day, days and how often."""

    def tells_when(self, text: str) -> bool:
        """Whether a text tells an hour, days, or how often."""

    def tells_how_often(self, text: str) -> bool:
        """Whether a text tells days, or how often."""

    def tells_hour(self, text: str) -> bool:
        """Whether a text tells an hour."""

    def tells_sound(self, text: str) -> bool:
        """Whether a text tells if it is to come with a sound."""

    def is_farewell(self, text: str) -> bool:
        """Whether a text is but a word that ends the daily quote: "stop"."""


class Stretch(NamedTuple):
    """Some tokens and what they mean; None if no table knows them."""

    start: int
    end: int
    meaning: Meaning | None
    is_misspelt: bool = False


class _Rule(NamedTuple):
    """What a command needs to be said, and what may be said besides, apart from "asking"."""

    command: Command
    needs: frozenset[Meaning]
    may: frozenset[Meaning] = frozenset()
    words: str = ""


def _rule(command: Command, needs: set[Meaning], *may: Meaning, words: str = "") -> _Rule:
    return _Rule(command, frozenset(needs), frozenset(may), words)


_SENT = (Meaning.SEND, Meaning.QUOTE, Meaning.DAILY, Meaning.REMIND)
_THEMES = frozenset({Meaning.DARK, Meaning.LIGHT})
_LISTING = (Meaning.WHICH, Meaning.ALL, Meaning.SEND)
_RULES = (
    _rule(Command.TOPICS, {Meaning.TOPICS}, *_LISTING),
    _rule(Command.SPEAKERS, {Meaning.SPEAKERS}, *_LISTING),
    _rule(Command.FACTS, {Meaning.FACTS}, *_LISTING, Meaning.RANDOM, Meaning.ANOTHER),
    # All quotes are more than a message holds: they are reached by who said them.
    _rule(Command.SPEAKERS, {Meaning.QUOTE, Meaning.ALL}, *_LISTING),
    _rule(Command.SPEAKERS, {Meaning.QUOTE, Meaning.WHICH}, *_LISTING),
    _rule(
        Command.CARD,
        {Meaning.CARD},
        *(Meaning.DRAW, Meaning.CHANGE, Meaning.THIS, Meaning.QUOTE, Meaning.SEND, Meaning.RANDOM),
        *(Meaning.ANOTHER, *_THEMES),
    ),
    _rule(Command.QUOTE, {Meaning.QUOTE}, Meaning.RANDOM, Meaning.ANOTHER, Meaning.SEND),
    _rule(Command.QUOTE, {Meaning.RANDOM}, Meaning.SEND),
    _rule(Command.QUOTE, {Meaning.SEND}, Meaning.ANOTHER),
    _rule(Command.COMPARE, {Meaning.COMPARE}, Meaning.ALL, Meaning.MESSAGES, Meaning.QUOTE, Meaning.SPEAKERS),
    *(
        _rule(command, {meaning, needed}, *_SENT, Meaning.THIS, Meaning.ALL, words=words)
        for command, meaning, words in (
            (Command.UNSUBSCRIBE, Meaning.STOP, ""),
            (Command.DAILY, Meaning.PAUSE, "pause"),
            (Command.DAILY, Meaning.RESUME, "resume"),
        )
        for needed in (*_SENT, Meaning.MESSAGES)
    ),
    _rule(Command.DAILY, {Meaning.PAUSE}, Meaning.THIS, words="pause"),
    _rule(Command.UNSUBSCRIBE, {Meaning.UNSUBSCRIBE}, *_SENT, Meaning.STOP),
    _rule(Command.DAILY, {Meaning.DAILY, Meaning.QUOTE}, Meaning.SEND, Meaning.REMIND),
    _rule(Command.DAILY, {Meaning.DAILY, Meaning.SEND}, Meaning.REMIND, Meaning.THIS),
    _rule(Command.DAILY, {Meaning.DAILY}),
    *(
        _rule(Command.DAILY, {Meaning.WHEN, *needed}, Meaning.SEND, Meaning.DAILY, Meaning.ANOTHER)
        for needed in (
            {Meaning.QUOTE, Meaning.ANOTHER},
            {Meaning.QUOTE, Meaning.DAILY},
            {Meaning.QUOTE, Meaning.SEND},
            {Meaning.SEND, Meaning.ANOTHER},
        )
    ),
    _rule(Command.DAILY, {Meaning.REMIND}, *_SENT),
    _rule(
        Command.LANGUAGE,
        {Meaning.LANGUAGE},
        *(
            Meaning.CHANGE,
            Meaning.SPEAK,
            Meaning.LANGUAGE_NAME,
            Meaning.SETTINGS,
            Meaning.WHICH,
            Meaning.ANOTHER,
        ),
    ),
    _rule(Command.LANGUAGE, {Meaning.CHANGE, Meaning.LANGUAGE_NAME}),
    _rule(Command.LANGUAGE, {Meaning.SPEAK, Meaning.LANGUAGE_NAME}),
    _rule(Command.SETTINGS, {Meaning.SETTINGS}, Meaning.CHANGE),
    _rule(Command.START, {Meaning.START}),
    _rule(Command.HELP, {Meaning.HELP}, Meaning.WHICH),
    _rule(Command.ABOUT, {Meaning.ABOUT}),
    _rule(Command.PRIVACY, {Meaning.PRIVACY}),
    _rule(Command.MYDATA, {Meaning.MYDATA}, Meaning.WHICH),
    _rule(Command.FORGET, {Meaning.FORGET}),
    _rule(Command.FORGET, {Meaning.STOP, Meaning.MYDATA}, Meaning.ALL),
)
_SPELT_WELL = frozenset({Command.FORGET})
"""What deletes is not done for a word that may have been another."""
_TOLD = {Command.UNSUBSCRIBE: Command.DAILY, Command.FORGET: Command.PRIVACY}
"""What is shown to who asks how to do something that would be done at once."""
_OF_A_MATTER = {
    Command.CARD: (
        frozenset({Meaning.CARD}),
        frozenset(
            {
                Meaning.CARD,
                Meaning.DRAW,
                Meaning.QUOTE,
                Meaning.SEND,
                Meaning.THIS,
                Meaning.ASKING,
                Meaning.PLEASE,
            }
        ),
    ),
    Command.QUOTE: (
        frozenset({Meaning.QUOTE, Meaning.RANDOM}),
        frozenset({Meaning.QUOTE, Meaning.RANDOM, Meaning.SEND, Meaning.ASKING, Meaning.PLEASE}),
    ),
}
"""Commands that may name what they are about: what must be said for each, and what may be, around it."""
_OF_THE_BOT = frozenset({Meaning.SPEAKERS, Meaning.TOPICS, Meaning.FACTS, Meaning.QUOTE, Meaning.CARD})
"""Things that a record may be about too: then they are its matter, and no command is meant."""


@dataclass(frozen=True, slots=True)
class SpokenCommands:
    """The commands that plain words can ask for."""

    live: LiveSnapshot
    tables: tuple[Words, ...]
    times: Times

    def recognise(self, text: str, *, after_quote: bool = False) -> Spoken | None:
        """Give the command that a text asks for and nothing besides; None for any other.

        Args:
            text: In any of the languages.
            after_quote: Whether a quote was just shown: "another one" asks for one, and "dark" for its card.

        A command to send something at some time is given as the text stands: whether all of it tells when
        and what, only who reads times and places can say.
        """
        if not text.strip() or len(text) > LONGEST:
            return None
        lately = self.live.now.lately
        kind = (SpokenCommands, after_quote)
        return lately.get(text, kind, lambda: self._read(text, after_quote=after_quote))

    def _read(self, text: str, *, after_quote: bool) -> Spoken | None:
        if self.times.is_farewell(text):
            return Spoken(Command.UNSUBSCRIBE, "", "")
        snapshot = self.live.now
        typed = tuple(snapshot.lexicon.vocabulary.canonical(bare(text)).split())
        scripts = frozenset(map(script_of, typed))
        for words in self.tables:
            if words.script not in scripts or not _may_be_spoken(typed, words, snapshot):
                continue
            stretches = tuple(_cut(typed, words, snapshot))
            spoken = _of_what_was_shown(stretches, words.language) if after_quote else None
            spoken = spoken or self._spoken(text, typed, stretches, words)
            if spoken and not _is_of_the_record(spoken, typed, stretches, snapshot):
                return spoken
        return None

    def language(self, text: str) -> str:
        """Give the language of a command in plain words; "" if the text is none."""
        spoken = self.recognise(text, after_quote=True)
        return spoken.language if spoken else ""

    def _spoken(
        self, text: str, typed: tuple[str, ...], stretches: tuple[Stretch, ...], words: Words
    ) -> Spoken | None:
        said = _said(stretches)
        if all(one.meaning for one in stretches):
            rule = _rule_for(said - {Meaning.HOW})
            if said == {Meaning.LANGUAGE_NAME} and any(one.meaning == Meaning.PLEASE for one in stretches):
                return self._language_alone(typed, stretches, words)
            if rule and Meaning.HOW in said:
                return Spoken(_TOLD.get(rule.command, rule.command), "", words.language)
            is_sure = rule and not (rule.command in _SPELT_WELL and any(one.is_misspelt for one in stretches))
            if rule and is_sure:
                is_wish = rule.command is Command.DAILY and not rule.words
                told = text if is_wish else rule.words
                told = told or _language_named(typed, stretches, words) or _theme_said(said)
                return Spoken(rule.command, told, words.language)
        if self._is_of_times(text, said):
            return Spoken(Command.DAILY, text, words.language, is_certain=False)
        return _of_a_matter(text, typed, stretches, words.language)

    def _language_alone(
        self, typed: tuple[str, ...], stretches: tuple[Stretch, ...], words: Words
    ) -> Spoken | None:
        """Speak the language of "German, please"; "in German, please" wants what was shown translated.

        "Chinese, please" may mean one who speaks in the record.
        """
        if any(one.meaning == Meaning.LANGUAGE_NAME and one.end - one.start > 1 for one in stretches):
            return None
        items = self.live.now.lexicon.recognise(typed, fuzzy=False)
        if any(item.of(MeaningKind.SPEAKER, MeaningKind.COUNTRY) for item in items):
            return None
        return Spoken(Command.LANGUAGE, _language_named(typed, stretches, words), words.language)

    def _is_of_times(self, text: str, said: frozenset[Meaning]) -> bool:
        """Whether something is to be sent at some time; a quote alone may speak of an hour or a year.

        "Every day at 8 in Bishkek" names nothing that is to be sent, but there is nothing else to send.
        """
        if not said.isdisjoint({Meaning.WHICH, Meaning.HOW}):
            return False
        if not said.isdisjoint({Meaning.SEND, Meaning.REMIND, Meaning.CHANGE}):
            return self.times.tells_when(text) or (Meaning.CHANGE in said and self.times.tells_sound(text))
        if said == {Meaning.DRAW}:
            # "Make it without sound" in other words.
            return self.times.tells_sound(text)
        if not self.times.tells_how_often(text):
            return False
        return Meaning.QUOTE in said or (Meaning.DAILY in said and self.times.tells_hour(text))


def _said(stretches: tuple[Stretch, ...]) -> frozenset[Meaning]:
    nothing = {None, Meaning.ASKING, Meaning.PLEASE}
    return frozenset(one.meaning for one in stretches if one.meaning and one.meaning not in nothing)


def _of_what_was_shown(stretches: tuple[Stretch, ...], language: str) -> Spoken | None:
    """Find what is asked of a quote that was just shown: another one, or its card in dark."""
    said = _said(stretches)
    if not said or not all(one.meaning for one in stretches):
        return None
    if said == {Meaning.ANOTHER}:
        return Spoken(Command.QUOTE, "", language)
    return Spoken(Command.CARD, _theme_said(said), language) if said <= _THEMES else None


def _rule_for(said: frozenset[Meaning]) -> _Rule | None:
    return next((one for one in _RULES if one.needs <= said <= one.needs | one.may), None)


def _may_be_spoken(typed: tuple[str, ...], words: Words, snapshot: Snapshot) -> bool:
    """Whether it is worth while to look closer: nine questions in ten hold a word that no command has."""
    if not words.carrying.isdisjoint(typed):
        return True
    holds = snapshot.lexicon.vocabulary.holds
    return all(
        token in words.known or (script_of(token) != Script.HAN and not holds(token)) for token in typed
    )


def _cut(typed: tuple[str, ...], words: Words, snapshot: Snapshot) -> Iterator[Stretch]:
    """Cut tokens into stretches, the longest known phrase first at each place."""
    spelt = tuple(_as_spelt(token, words, snapshot) for token in typed)
    place = 0
    meaning: Meaning | None = None
    while place < len(typed):
        ends = range(min(len(typed), place + words.longest), place, -1)
        end = next((end for end in ends if spelt[place:end] in words.meanings), None)
        if end is None:
            # "All eight" are all.
            is_amount = meaning is Meaning.ALL and snapshot.lexicon.holds_number({typed[place]})
            meaning = Meaning.ALL if is_amount else None
            yield Stretch(place, place + 1, meaning)
            place += 1
        else:
            meaning = words.meanings[spelt[place:end]]
            yield Stretch(place, end, meaning, spelt[place:end] != typed[place:end])
            place = end


def _as_spelt(token: str, words: Words, snapshot: Snapshot) -> str:
    """Give the word that a misspelt one stands for; what somebody else knows as it stands is not misspelt."""
    if len(token) < LEAST_MISSPELT or token in words.known or script_of(token) == Script.HAN:
        return token
    if snapshot.lexicon.vocabulary.holds(token):
        return token
    most = 2 if len(token) >= LONG_WORD else 1
    # Few misspell the first letter, and "pacts" are no facts.
    alike = [one for one in words.spelt if one[0] == token[0]]
    near = process.extractOne(token, alike, scorer=OSA.distance, score_cutoff=most)
    return near[0] if near else token


def _language_named(typed: tuple[str, ...], stretches: tuple[Stretch, ...], words: Words) -> str:
    named = (one for one in stretches if one.meaning == Meaning.LANGUAGE_NAME)
    return next((words.languages.get(typed[one.start : one.end], "") for one in named), "")


def _theme_said(said: frozenset[Meaning]) -> str:
    return next(iter(said & _THEMES), "")


def _of_a_matter(
    text: str, typed: tuple[str, ...], stretches: tuple[Stretch, ...], language: str
) -> Spoken | None:
    """Find a command with what it is about: before it, around it, or both, stands nothing but the command."""
    for command, (needs, around) in _OF_A_MATTER.items():
        before = tuple(takewhile(lambda one: one.meaning in around, stretches))  # noqa: B023 - used at once
        behind = tuple(takewhile(lambda one: one.meaning in around, reversed(stretches[len(before) :])))  # noqa: B023
        said = {one.meaning for one in before}
        if Meaning.DRAW in said or script_of(typed[0]) == Script.HAN:
            said |= {one.meaning for one in behind}
        if needs.isdisjoint(one.meaning for one in behind):
            behind = ()
        start = before[-1].end if before else 0
        end = behind[-1].start if behind else len(typed)
        if start < end and needs <= said:
            return Spoken(command, _as_typed(text, typed, start, end), language)
    return None


def _as_typed(text: str, typed: tuple[str, ...], start: int, end: int) -> str:
    """Give tokens in the words that were typed; of Chinese, as they are compared."""
    pieces = [(piece, len(bare(piece).split())) for piece in text.split()]
    if any(count > 1 for _, count in pieces):
        joint = "" if script_of(typed[start]) == Script.HAN else " "
        return joint.join(typed[start:end])
    written = [piece for piece, count in pieces if count]
    return " ".join(written[start:end]).strip(".,;:!?")


def _is_of_the_record(
    spoken: Spoken, typed: tuple[str, ...], stretches: tuple[Stretch, ...], snapshot: Snapshot
) -> bool:
    """Whether the record itself is about what the command is called after: quotes, facts, cards."""
    if spoken.command in {Command.LANGUAGE, Command.DAILY}:
        return False
    items = snapshot.lexicon.recognise(typed, fuzzy=False)
    themes = snapshot.record.themes
    return any(
        one.start < item.end and item.start < one.end
        for one in stretches
        if one.meaning in _OF_THE_BOT
        for item in items
        for sense in item.of(*_NAMES)
        if sense.similarity == 1
        and (sense.meaning.kind != MeaningKind.CONCEPT or sense.meaning.target in themes)
    )
