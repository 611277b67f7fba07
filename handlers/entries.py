"""Entries as HTML: a quote within its marks and with its speaker, reported speech and facts without."""

from __future__ import annotations

import re
from html import escape

from handlers.callback_data import Verb, deep_link
from handlers.marks import marks_of
from handlers.texts import Texts
from knowledge.record.values import Absence, Entry, Fact, Quote, Reported, Source, Speaker

EXPANDABLE_FROM = 500
"""Characters of a quote from which Telegram folds it, where several stand together."""
SENTENCE_ENDS = (". ", "! ", "? ")
_HAN = re.compile(r"[\u3400-\u9fff]")
"""Written without spaces between words."""


def entry_html(
    entry: Entry,
    texts: Texts,
    *,
    username: str,
    most: int = 0,
    sentence: tuple[int, int] | None = None,
    is_short: bool = False,
) -> str:
    """Give one entry, attributed.

    Args:
        sentence: Of a quote, where the sentence stands that answers: it comes first, the whole below it.
        is_short: The whole is left out.
        username: The bot's, for the entry's link.
        most: Characters after which a quote is cut at the end of a sentence; 0 for the whole.
    """
    match entry:
        case Quote():
            said = sentence_html(entry, texts, sentence) if sentence else quote_html(entry, texts, most=most)
            whole = ""
            if sentence and not is_short:
                folded = quote_html(entry, texts, most=most, folded=True)
                whole = f"\n{texts.say('in_full')}\n{folded}"
            who = attribution(entry.speaker, texts, username)
            return f"{said}\n{who}{whole}\n{_foot(entry, texts, username)}"
        case Reported():
            told = texts.say("reported_by", told=entry.wording.within(texts.language))
            return f"{told}\n{attribution(entry.speaker, texts, username)}\n{_foot(entry, texts, username)}"
        case Fact():
            return f"{escape(entry.wording.within(texts.language))}\n{_foot(entry, texts, username)}"
        case Absence():
            return escape(entry.wording.within(texts.language))


def quote_html(quote: Quote, texts: Texts, *, most: int = 0, folded: bool = False) -> str:
    """Give a quote's reading in quotation marks within a block quotation, corrected words underlined.

    Words are left out only at its end, after a whole sentence, and "…" behind the marks says so.
    """
    room = most or len(quote.text)
    parts: list[str] = []
    cut = len(excerpt(quote.text, room))
    for segment in quote.segments:
        shown = segment.reading[: max(0, cut)]
        cut -= len(segment.reading)
        if shown:
            whole = segment.published is not None and len(shown) == len(segment.reading)
            parts.append(f"<u>{escape(shown)}</u>" if whole else escape(shown))
    more = " …" if len(excerpt(quote.text, room)) < len(quote.text) else ""
    tag = "<blockquote expandable>" if folded else "<blockquote>"
    opening, closing = marks_of(texts.language)
    return f"{tag}{opening}{''.join(parts).rstrip()}{closing}{more}</blockquote>"


def sentence_html(quote: Quote, texts: Texts, sentence: tuple[int, int]) -> str:
    """Give one sentence of a quote's reading, with "…" where something was cut."""
    start, end = sentence
    parts: list[str] = []
    place = 0
    for segment in quote.segments:
        first, last = max(start - place, 0), min(end - place, len(segment.reading))
        place += len(segment.reading)
        if first >= last:
            continue
        shown = escape(segment.reading[first:last])
        whole = segment.published is not None and last - first == len(segment.reading)
        parts.append(f"<u>{shown}</u>" if whole else shown)
    before = "… " if start else ""
    after = " …" if end < len(quote.text) else ""
    opening, closing = marks_of(texts.language)
    return f"<blockquote>{before}{opening}{''.join(parts)}{closing}{after}</blockquote>"


def published_html(quote: Quote, texts: Texts) -> str:
    """Give a quote exactly as published, its misprints underlined."""
    parts = [
        escape(segment.reading) if segment.published is None else f"<u>{escape(segment.published)}</u>"
        for segment in quote.segments
    ]
    opening, closing = marks_of(texts.language)
    return f"{opening}{''.join(parts)}{closing}"


def excerpt(text: str, most: int) -> str:
    """Give the beginning of a text, whole sentences only, of at most `most` characters.

    A first sentence longer than that is cut between words.
    """
    if len(text) <= most:
        return text
    head = text[: most + 1]
    end = max(head.rfind(mark) for mark in SENTENCE_ENDS) + 1
    return text[:end] if end > 0 else head[: max(head.rfind(" "), 1)]


def attribution(speaker: Speaker, texts: Texts, username: str = "", *, address: str = "") -> str:
    """Give who spoke: name, office and country as far as there are any, with the time of the office.

    Args:
        username: The bot's, for a link from the name to all that the speaker said; without it there is none.
        address: Where the name leads instead.
    """
    language = texts.language
    name = escape(speaker.name.within(language))
    leads = address or (deep_link(username, Verb.SPEAKER, speaker.id) if username else "")
    if leads:
        name = f'<a href="{leads}">{name}</a>'
    held = position(speaker, texts)
    line = texts.plain["attribution" if held else "attribution_alone"].format(
        name=name, position=escape(held), flag=speaker.country.flag if speaker.country else ""
    )
    as_of = held_as_of(speaker, texts)
    return f"{line.rstrip()}\n<i>{escape(as_of)}</i>" if as_of else line.rstrip()


def position(speaker: Speaker, texts: Texts) -> str:
    """Give office and country as the language puts them, or the one that there is; "" for neither."""
    office = speaker.office.within(texts.language) if speaker.office else ""
    country = speaker.country.name.within(texts.language) if speaker.country else ""
    return (
        texts.label("position", office=office, country=country) if office and country else office or country
    )


def held_as_of(speaker: Speaker, texts: Texts) -> str:
    """Say as of when the office was held; "" where there is no office, or nobody needs to know."""
    if speaker.office is None or speaker.as_of is None:
        return ""
    return texts.label("as_of", as_of=speaker.as_of.within(texts.language))


def headed(speaker: Speaker, texts: Texts) -> str:
    """Give a speaker in a few words, for a title: with the country, or with what else tells who it is."""
    name = speaker.name.within(texts.language)
    known = speaker.country.name if speaker.country else speaker.office
    return texts.label("beside", first=name, second=known.within(texts.language)) if known else name


def _foot(entry: Quote | Reported | Fact, texts: Texts, username: str) -> str:
    address = entry.source.url or deep_link(username, Verb.ENTRY, entry.id)
    notes = [texts.plain["source_title"].format(title=_title(entry.source, texts, address))]
    if isinstance(entry, Quote) and entry.language != texts.language:
        notes.append(texts.say("quoted_in", language=texts.language_name(entry.language)))
    if isinstance(entry, Quote) and entry.emendations:
        notes.append(texts.count("corrected", len(entry.emendations)))
    return f"<i>{' · '.join(notes)}</i>"


def _title(source: Source, texts: Texts, address: str) -> str:
    title = escape(source.title.within(texts.language))
    return f'<a href="{escape(address)}">{title}</a>' if address else title


def source_html(entry: Quote | Reported | Fact, texts: Texts, username: str) -> str:
    """Say where an entry was published, a quote as it was printed, and when the record was corrected."""
    language = texts.language
    filled = {"where": published_in(entry.source, texts)}
    if isinstance(entry, Fact):
        told = texts.plain["source_fact"].format(text=escape(entry.wording.within(language)), **filled)
        return f"{told}{_corrected(entry, texts)}"
    filled["attribution"] = attribution(entry.speaker, texts, username)
    if isinstance(entry, Reported):
        name, wording = entry.speaker.name.within(language), entry.wording.within(language)
        told = texts.plain["source_reported"].format(name=escape(name), text=escape(wording), **filled)
        return f"{told}{_corrected(entry, texts)}"
    readings = texts.join(tuple(f"{one.published} → {one.reading}" for one in entry.emendations))
    marks = texts.say("source_marks", readings=readings) + "\n" if readings else ""
    around = escape(entry.around.within(language))
    text = published_html(entry, texts)
    told = texts.plain["source"].format(text=text, marks=marks, around=around, **filled)
    return f"{told}{_corrected(entry, texts)}"


def published_in(source: Source, texts: Texts) -> str:
    """Say in which text something was published, by whom, and when, as far as the record knows."""
    title = texts.plain["source_title"].format(title=_title(source, texts, source.url))
    publisher = escape(source.publisher.within(texts.language))
    day = texts.date(source.published_on) if source.published_on else ""
    return texts.plain["published_on" if day else "published"].format(
        title=title, publisher=publisher, date=day
    )


def _corrected(entry: Quote | Reported | Fact, texts: Texts) -> str:
    """Say when a mistake of the record was mended; nothing where none was."""
    day = entry.corrected_on
    return f"\n<i>{escape(texts.say('corrected_on', date=texts.date(day)))}</i>" if day else ""


def label(entry: Entry, texts: Texts, *, most: int = 60, sentence: tuple[int, int] | None = None) -> str:
    """Give a short plain line for a button or a list: who speaks, and how the words begin.

    Our words about a speaker never stand behind the name and a colon, as if they were the speaker's own.

    Args:
        most: Characters of the line.
        sentence: Of a quote, where the sentence stands that the line is to show.
    """
    if not isinstance(entry, Quote):
        return opening_words(entry, texts, most=most)
    name = texts.label("label", name=entry.speaker.name.within(texts.language), text="")
    return f"{name}{opening_words(entry, texts, most=most - len(name), sentence=sentence)}"


def opening_words(entry: Entry, texts: Texts, *, most: int, sentence: tuple[int, int] | None = None) -> str:
    """Give how an entry's words begin, as one plain line; a speaker's own within quotation marks.

    Args:
        most: Characters of the line.
        sentence: Of a quote, where the sentence stands that the line is to show.
    """
    if not isinstance(entry, Quote):
        return cut(entry.wording.within(texts.language), most)
    start, end = sentence or (0, len(entry.text))
    opening, closing = marks_of(texts.language)
    opening = f"… {opening}" if start else opening
    return f"{opening}{cut(entry.text[start:end], most - len(opening) - len(closing))}{closing}"


def cut(text: str, most: int) -> str:
    """Give the beginning of a text, cut between words, with "…" in place of what is left out."""
    if len(text) <= most:
        return text
    head = text[: max(most - 1, 1)]
    if not text[len(head)].isspace() and not _HAN.search(head):
        head = head[: max(head.rfind(" "), 0)] or head
    head = head.rstrip(" ,;:—–-，、；：（(")
    # Behind a whole sentence the dots stand apart: "its agenda. …", not "its agenda.…".
    stands_apart = head.endswith((".", "!", "?")) and len(head) + len(" …") <= most
    return f"{head} …" if stands_apart else f"{head}…"
