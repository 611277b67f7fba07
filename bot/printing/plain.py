"""An answer as plain text for the command line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.printing.wrapping import wrap
from knowledge.answering.answer import Answer
from knowledge.record.values import Entry, Quote, Record, Reported, Speaker

BAR = "┃ "


def render(answer: Answer, *, record: Record, width: int) -> str:
    """Give the answer as lines, each entry with who stands behind it.

    Args:
        answer: Of any status.
        record: What the answer was drawn from, for the names of those who were silent.
        width: Columns to wrap to.
    """
    return "\n".join(_lines(answer, record, width))


def _lines(answer: Answer, record: Record, width: int) -> Iterator[str]:
    told = answer.evidence.intent == "others" and answer.silent
    if answer.status == "none" and not answer.hits and not told:
        yield from wrap(_refusal(answer, record), width)
    if answer.status == "unsure":
        yield "Perhaps one of these was meant:"
    for number, hit in enumerate(answer.hits):
        if number or answer.status == "unsure":
            yield ""
        yield from entry_lines(hit.entry, width)
    if answer.silent:
        if not told:
            yield ""
        yield from wrap(_of_others(answer, record), width)


def _refusal(answer: Answer, record: Record) -> str:
    if answer.evidence.intent == "opinion":
        return "The record holds what was said and by whom, and no opinion or forecast of its own."
    return f"The record holds no answer to that. It is about {_subject(record)}."


def _of_others(answer: Answer, record: Record) -> str:
    """Say who was asked for in vain, or, where the question was who does not, who does."""
    speakers = [record.speakers[one].name.english for one in answer.silent if one in record.speakers]
    if answer.evidence.intent == "others":
        return f"The record holds words on it from: {', '.join(speakers)}. From the others it does not."
    notes = [f"Not a word on it in the record from: {', '.join(speakers)}."] if speakers else []
    return " ".join([*notes, *(record.entries[one].text for one in answer.silent if one in record.entries)])


def entry_lines(entry: Entry, width: int) -> Iterator[str]:
    """Give one entry: a quote within quotation marks, anything else without."""
    match entry:
        case Quote():
            yield from wrap(f"“{entry.text}”", width, prefix=BAR)
            yield from wrap(f"— {_who(entry.speaker)} [{entry.id}]", width, following="  ")
        case Reported():
            yield from wrap(f"Reported, not quoted: {entry.text}", width)
            yield from wrap(f"— of {_who(entry.speaker)} [{entry.id}]", width, following="  ")
        case _:
            yield from wrap(f"{entry.text} [{entry.id}]", width)


def _who(speaker: Speaker) -> str:
    office = f"{speaker.office.english} (as of {speaker.as_of.english})"
    return f"{speaker.name.english}, {office}, {speaker.country.name.english}"


def _subject(record: Record) -> str:
    return record.about.subject.english.rstrip(".")
