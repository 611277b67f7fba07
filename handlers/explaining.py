"""Why an answer is what it is: what each word was taken for, and what came second."""

from __future__ import annotations

import re
import unicodedata

from handlers.entries import label
from handlers.texts import Texts
from knowledge.answering.answer import Answer, Recognised
from knowledge.record.kinds import MeaningKind
from knowledge.record.values import Country, Organisation, Record, Region, Speaker, Theme

MOST_LINES = 24
MOST_WORDS = 8
LONGEST_WORD = 40
_PLAIN_KINDS = frozenset({MeaningKind.CUE, MeaningKind.SLOT, MeaningKind.WORD})
_WORD = re.compile(r"\w[\w'’-]*")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


def explanation(answer: Answer, texts: Texts, record: Record, *, is_refused: bool = False) -> str:
    """Explain an answer as HTML, whatever was asked within one message: what was understood, and what not.

    Args:
        is_refused: Whether it was that there is no answer.
    """
    known = _recognised(answer, texts, record)
    lines = [texts.say("why_nothing")] if is_refused else []
    lines += [texts.say("why_understood"), *known] if known else []
    unknown = shortened(answer.evidence.unexplained, _words_of(answer))
    if unknown:
        lines.append(texts.say("why_unexplained", words=unknown))
    runner_up = answer.evidence.runner_up
    if runner_up is not None:
        lines.append(texts.say("why_runner_up", runner_up=label(runner_up.entry, texts)))
    return texts.plain["why"].replace("{lines}", "\n".join(lines or [texts.say("why_plain")]))


def _recognised(answer: Answer, texts: Texts, record: Record) -> list[str]:
    lines = []
    asked = _words_of(answer)
    for item in answer.evidence.recognised[:MOST_LINES]:
        is_plain = _is_plain(item, record)
        is_nameless = is_plain and item.kind == MeaningKind.CONCEPT
        kind = texts.plain.get("kind_word" if is_nameless else f"kind_{item.kind}")
        typed, matched = closed_up(item.typed), _name(item, texts, record)
        # That "said" was taken for "said" explains nothing, nor "ещё" for "еще".
        if kind is None or (_bare(typed) == _bare(matched) and is_plain):
            continue
        meaning = texts.label("label", name=kind, text=matched[:LONGEST_WORD])
        as_asked = as_typed(typed, asked)[:LONGEST_WORD]
        lines.append(texts.say("why_line", typed=as_asked, meaning=meaning))
    return lines


def _words_of(answer: Answer) -> str:
    """Give the words that were typed, of the question that was explained too: "why?" is asked of that."""
    before = answer.understood.surfaces.values() if answer.understood else ()
    return " ".join((*before, answer.question))


def _is_plain(item: Recognised, record: Record) -> bool:
    """Whether it is a word and no name: a meaning that is no theme of the record is one too."""
    has_no_name = item.kind == MeaningKind.CONCEPT and item.target not in record.themes
    return item.kind in _PLAIN_KINDS or has_no_name


def _name(item: Recognised, texts: Texts, record: Record) -> str:
    """Give the name of what was meant, not the alias that led to it."""
    return name_of(item.kind, item.target, texts, record) or closed_up(item.matched)


def name_of(kind: str, target: str, texts: Texts, record: Record) -> str:
    """Give the name of a thing of the record in the reader's language; "" for what has none."""
    thing: Speaker | Country | Region | Organisation | Theme | None = None
    match kind:
        case MeaningKind.SPEAKER:
            thing = record.speakers.get(target)
        case MeaningKind.COUNTRY:
            thing = record.countries.get(target)
        case MeaningKind.REGION:
            thing = record.regions.get(target)
        case MeaningKind.ORGANISATION:
            thing = record.organisations.get(target)
        case MeaningKind.CONCEPT:
            thing = record.themes.get(target)
    return thing.name.within(texts.language) if thing else ""


def shortened(words: tuple[str, ...], question: str) -> str:
    """Give the first few of somebody's words, none of them too long to show."""
    return ", ".join(as_typed(closed_up(word), question)[:LONGEST_WORD] for word in words[:MOST_WORDS])


def as_typed(words: str, question: str) -> str:
    """Give words as they stand in a question: the matcher knows them without case and accents."""
    typed = {_bare(word): word for word in _WORD.findall(question)}
    return " ".join(typed.get(_bare(word), word) for word in words.split(" "))


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def closed_up(words: str) -> str:
    """Write Chinese without the spaces between its letters, which only the matcher needs."""
    return _BETWEEN_HAN.sub("", words)
