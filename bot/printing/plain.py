"""An answer as plain text for the command line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.printing.wrapping import wrap
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Intent, Status
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
    for number, part in enumerate(answer.parts or (answer,)):
        if number:
            yield ""
        yield from _part_lines(part, record, width)


def _part_lines(answer: Answer, record: Record, width: int) -> Iterator[str]:
    if answer.verdict:
        yield f"{answer.verdict.value.capitalize()}."
    denied = _denied(answer, record)
    if answer.status != Status.ANSWERED and not answer.hits and not denied:
        yield from wrap(_refusal(answer, record), width)
    elif answer.status == Status.UNSURE:
        yield "Did you mean one of these?"
    for number, hit in enumerate(answer.hits):
        if number or answer.status == Status.UNSURE:
            yield ""
        yield from entry_lines(hit.entry, width)
    if denied:
        yield from wrap(denied, width)


def _refusal(answer: Answer, record: Record) -> str:
    if answer.evidence.intent == Intent.OPINION:
        return "The record holds what was said and who said it, but no opinions or forecasts."
    if answer.evidence.intent == Intent.UNCLEAR:
        return "Who do you mean?"
    return f"The record holds no answer to that. It is about {_subject(record)}."


def _denied(answer: Answer, record: Record) -> str:
    """Say of whom it is proven that they don't speak of something, or sent nothing."""
    shown = {hit.entry.id for hit in answer.hits}
    lines = [
        record.entries[one.who].text for one in answer.denied if one.who in record.entries.keys() - shown
    ]
    by_matter: dict[str, list[str]] = {}
    for one in answer.denied:
        if one.who in record.speakers:
            by_matter.setdefault(one.about, []).append(one.name)
    for about, names in by_matter.items():
        thing = record.themes.get(about) or record.unspoken.get(about) or record.organisations.get(about)
        says = "says" if len(names) == 1 else "say"
        lines.append(f"{_listed(names)} {says} nothing about {thing.name.original if thing else 'that'}.")
    if answer.speaking:
        speaking = [record.speakers[one].name.original for one in answer.speaking]
        lines.append(f"{_listed(speaking)} {'speaks' if len(speaking) == 1 else 'speak'} of it.")
    return " ".join(lines)


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


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
    parts = [speaker.name.original]
    if speaker.office is not None:
        as_of = f" (as of {speaker.as_of.original})" if speaker.as_of else ""
        parts.append(f"{speaker.office.original}{as_of}")
    if speaker.country is not None:
        parts.append(speaker.country.name.original)
    return ", ".join(parts)


def _subject(record: Record) -> str:
    return record.about.subject.original.rstrip(".")
