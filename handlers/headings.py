"""What stands above a list of several voices: its matter, its words, or its speakers."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.explaining import closed_up
from handlers.texts import Texts
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Intent
from knowledge.language.lexicon import NAMES, Item
from knowledge.record.kinds import MeaningKind
from knowledge.record.values import Entry, Quote, Record, Reported

MOST_NAMED = 3
"""Speakers or themes that a heading names."""
LONGEST_HEADED = 40
"""Characters of typed words in a heading."""


def heading_of(answer: Answer, texts: Texts, record: Record) -> str:
    """Say what a list is about, or what it counts; nothing where the number of speakers says enough."""
    if answer.evidence.intent == Intent.LONGEST:
        entry = answer.hits[0].entry
        name = entry.speaker.name.within(texts.language) if isinstance(entry, Quote) else ""
        return texts.say("longest", name=name)
    speakers = {hit.entry.speaker.id for hit in answer.hits if isinstance(hit.entry, Quote | Reported)}
    if len(speakers) == 1 and answer.evidence.intent in {Intent.COUNT, Intent.WHOLE}:
        name = record.speakers[next(iter(speakers))].name.within(texts.language)
        return texts.say("of_one", name=name, count=texts.count("quotes_counted", len(answer.hits)))
    themes = _themes(answer, texts, record)
    if themes and len(speakers) > 1:
        return on_matter(texts.join(themes), len(speakers), texts)
    if answer.evidence.intent == Intent.COMPARE:
        return beside_each_other([hit.entry for hit in answer.hits], texts)
    return on_words(answer, len(speakers), texts)


def _themes(answer: Answer, texts: Texts, record: Record) -> tuple[str, ...]:
    """Name the themes that are asked about."""
    items = answer.understood.content if answer.understood else ()
    targets = dict.fromkeys(target for item in items for target in item.targets(MeaningKind.CONCEPT))
    named = [record.themes[one].name.within(texts.language) for one in targets if one in record.themes]
    return tuple(named)[:MOST_NAMED]


def on_words(answer: Answer, voices: int, texts: Texts) -> str:
    """Head a list by the words that are asked about; "" for too many, or for what nobody says."""
    words = _words(answer)
    return on_matter(words, voices, texts, key="on_words") if words and voices else ""


def _words(answer: Answer) -> str:
    """Give what is asked about as it was typed, from its first word to its last.

    "" for too many words, or where the question word, or something that was not kept, stands between them.
    """
    question = answer.understood
    told = [item for item in question.content if not item.of(*NAMES)] if question else []
    if question is None or not told:
        return ""
    between = [item for item in question.items if told[0].start <= item.start <= told[-1].start]
    if any(item.slots or item.cues for item in between) or (_names_a_body(told) and len(told) > 1):
        return ""
    words = closed_up(" ".join(map(question.as_typed, between)))
    asked = " ".join(answer.question.casefold().split())
    return words if len(words) <= LONGEST_HEADED and words.casefold() in asked else ""


def _names_a_body(told: Sequence[Item]) -> bool:
    """Whether an organisation is among words: "called the SCO influential" is of no "SCO influential"."""
    return any(item.of(MeaningKind.ORGANISATION) for item in told)


def beside_each_other(entries: Sequence[Entry], texts: Texts) -> str:
    """Head what a few speakers say by their names; "" for more than a line holds."""
    said = (entry.speaker.name for entry in entries if isinstance(entry, Quote | Reported))
    names = tuple(dict.fromkeys(name.within(texts.language) for name in said))
    return texts.say("side_by_side", names=texts.join(names)) if 1 < len(names) <= MOST_NAMED else ""


def on_matter(matter: str, voices: int, texts: Texts, *, key: str = "on_matter") -> str:
    """Head a list by its matter and the number of who speaks of it: "On trust · 2 speakers:"."""
    return texts.say(key, matter=matter, count=texts.count("set_header", voices).rstrip("：:"))
