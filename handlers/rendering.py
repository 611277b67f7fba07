"""Answer to Reply: what each surface shows, decided once and without Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from handlers.callback_data import Verb, encode
from handlers.entries import attribution, entry_html, excerpt, label, quote_html
from handlers.reply import MOST_CHARACTERS, Button, Press, Reply, Row, Share
from handlers.texts import Texts
from knowledge.answer import Answer
from knowledge.record import Absence, Entry, Quote, Record, Reported, Speaker

MOST_TOGETHER = 3600
"""Characters for all excerpts of a set; the rest of a message is headings and mark-up."""
LEAST_EXCERPT = 160
MOST_WORDS = 8
MOST_QUERY = 60


def render(answer: Answer, texts: Texts, *, record: Record, username: str) -> Reply:
    """Say an answer.

    Args:
        record: The one that gave the answer.
        username: The bot's, for links.
    """
    said = _said(answer, texts, record=record, username=username)
    if answer.evidence.understood_as and answer.evidence.intent != "why":
        heading = texts.say("understood", question=answer.evidence.understood_as)
        return Reply(f"{heading}\n\n{said.html}", said.rows)
    return said


def _said(answer: Answer, texts: Texts, *, record: Record, username: str) -> Reply:
    if answer.evidence.intent == "why":
        return Reply(explanation(answer, texts))
    if answer.status == "unsure":
        return _unsure(answer, texts)
    if answer.status == "none":
        return _none(answer, texts, record)
    if answer.evidence.intent in {"set", "compare"} and len(answer.hits) > 1:
        reply = together([hit.entry for hit in answer.hits], texts)
    else:
        reply = entry_reply(answer.hits[0].entry, texts, username=username)
    return Reply("\n\n".join((reply.html, *_silent(answer, texts, record))), reply.rows)


def _silent(answer: Answer, texts: Texts, record: Record) -> tuple[str, ...]:
    """Say who was asked for too, and says nothing of it or sent nothing."""
    absences = [entry for one in answer.silent if isinstance(entry := record.entries.get(one), Absence)]
    notes = tuple(texts.say("absent_too", text=one.wording.within(texts.language)) for one in absences)
    names = _names(answer.silent, texts, record)
    return (texts.say("silent", names=texts.join(names)), *notes) if names else notes


def entry_reply(entry: Entry, texts: Texts, *, username: str) -> Reply:
    """Say one entry, with the buttons that belong to it."""
    if isinstance(entry, Absence):
        return Reply(entry_html(entry, texts, username=username))
    first: list[Button] = [Press(texts.say("button_source"), encode(Verb.SOURCE, entry.id))]
    first.append(Press(texts.say("button_why"), encode(Verb.WHY, entry.id)))
    second: list[Button] = []
    if isinstance(entry, Quote | Reported):
        name = entry.speaker.name.within(texts.language)
        second.append(Press(texts.say("button_more", name=name), encode(Verb.SPEAKER, entry.speaker.id)))
    second.append(Share(texts.say("button_share"), entry.id))
    return Reply(entry_html(entry, texts, username=username), (tuple(first), tuple(second)))


def together(entries: Sequence[Entry], texts: Texts, *, heading: str = "") -> Reply:
    """Say several entries side by side: an excerpt of each that fits, and a button to each whole."""
    room = max(LEAST_EXCERPT, MOST_TOGETHER // max(1, len(entries)) - 160)
    blocks = [heading or texts.count("set_header", len(_speakers(entries)))]
    shown: list[Entry] = []
    for entry in entries:
        block = _block(entry, texts, room)
        if sum(map(len, blocks)) + len(block) > MOST_CHARACTERS - 200:
            break
        blocks.append(block)
        shown.append(entry)
    buttons = [Press(label(entry, texts, most=40), encode(Verb.ENTRY, entry.id)) for entry in entries]
    return Reply("\n\n".join(blocks), tuple((button,) for button in buttons[:12]))


def _block(entry: Entry, texts: Texts, room: int) -> str:
    match entry:
        case Quote():
            folded = len(excerpt(entry.text, room)) > LEAST_EXCERPT * 2
            return f"{quote_html(entry, most=room, folded=folded)}\n{_who(entry.speaker, texts)}"
        case Reported():
            told = escape(excerpt(entry.wording.within(texts.language), room))
            return f"{texts.say('reported_by')} {told}\n{_who(entry.speaker, texts)}"
        case _:
            return escape(entry.wording.within(texts.language))


def _who(speaker: Speaker, texts: Texts) -> str:
    return attribution(speaker, texts)


def _speakers(entries: Sequence[Entry]) -> set[str]:
    return {entry.speaker.id for entry in entries if isinstance(entry, Quote | Reported)}


def _names(ids: Sequence[str], texts: Texts, record: Record) -> tuple[str, ...]:
    return tuple(record.speakers[one].name.within(texts.language) for one in ids if one in record.speakers)


def _unsure(answer: Answer, texts: Texts) -> Reply:
    rows = tuple((Press(label(hit.entry, texts), encode(Verb.ENTRY, hit.entry.id)),) for hit in answer.hits)
    return Reply(texts.say("unsure"), rows)


def _none(answer: Answer, texts: Texts, record: Record) -> Reply:
    if answer.evidence.intent == "chitchat":
        html = texts.say("chitchat", title=record.about.title.within(texts.language))
        return Reply(html, example_rows(texts, record))
    lines = [_refusal(answer, texts, record)]
    if not answer.hits or not isinstance(answer.hits[0].entry, Absence):
        lines.append(texts.say("none_holds", speakers=texts.join(countries(texts, record))))
    lines.append(texts.say("none_try"))
    return Reply("\n\n".join(lines), example_rows(texts, record))


def _refusal(answer: Answer, texts: Texts, record: Record) -> str:
    if answer.hits and isinstance(answer.hits[0].entry, Absence):
        return escape(answer.hits[0].entry.wording.within(texts.language))
    if answer.evidence.intent == "others":
        return _others(answer, texts, record)
    words = answer.evidence.unexplained[:MOST_WORDS]
    if words:
        return texts.say("none_words", words=", ".join(word[:40] for word in words))
    names = _names(answer.silent, texts, record)
    return texts.say("none_speaker_words", speaker=texts.join(names)) if names else texts.say("none_plain")


def _others(answer: Answer, texts: Texts, record: Record) -> str:
    """Say who does not speak of something, by naming who does."""
    speaking = _names(answer.silent, texts, record)
    if not speaking:
        return texts.say("others_nobody")
    silent = _names([one for one in record.speakers if one not in answer.silent], texts, record)
    return texts.say("others", silent=texts.join(silent), speaking=texts.join(speaking))


def countries(texts: Texts, record: Record) -> tuple[str, ...]:
    """Name the countries whose messages there are."""
    return tuple(country.name.within(texts.language) for country in record.countries.values())


def example_rows(texts: Texts, record: Record) -> tuple[Row, ...]:
    """Offer the record's example questions as buttons."""
    examples = record.about.examples.get(texts.language) or record.about.examples.get("en", ())
    return tuple(
        (Press(text, encode(Verb.EXAMPLE, page=number + 1)),) for number, text in enumerate(examples)
    )


def explanation(answer: Answer, texts: Texts) -> str:
    """Say why an answer is what it is: what each word was taken for, and what came second."""
    lines = []
    for item in answer.evidence.recognised:
        if f"kind_{item.kind}" in texts.plain:
            meaning = f"{texts.say(f'kind_{item.kind}')}: {item.matched}"
            lines.append(texts.say("why_line", typed=item.typed, meaning=meaning))
    if answer.evidence.unexplained:
        words = ", ".join(answer.evidence.unexplained[:MOST_WORDS])
        lines.append(texts.say("why_unexplained", words=words[:400]))
    if answer.hits:
        lines.append(texts.say("why_score", percent=round(answer.hits[0].score * 100)))
    runner_up = answer.evidence.runner_up
    if runner_up is not None:
        percent = round(runner_up.score * 100)
        lines.append(texts.say("why_runner_up", runner_up=label(runner_up.entry, texts), percent=percent))
    return texts.plain["why"].replace("{lines}", "\n".join(lines[:24]))
