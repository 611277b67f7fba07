"""What can be opened by a press or a deep link: an entry, its source, a speaker, a theme, and the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from handlers.callback_data import Call, Verb, encode
from handlers.entries import attribution, entry_html, label, published_html
from handlers.rendering import entry_reply, together
from handlers.reply import Button, Press, Reply, Row
from handlers.texts import Texts
from knowledge.record import Absence, Entry, Fact, Quote, Record, Reported
from knowledge.snapshot import LiveSnapshot

PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class Pages:
    """Opens pages of the record in use."""

    live: LiveSnapshot

    def open(self, call: Call, texts: Texts, *, username: str) -> Reply | None:
        """Give the page that a press or a link calls for; None if the call is for something else.

        What is no longer in the record is said to be gone.
        """
        page = _PAGES.get(call.verb)
        if page is None:
            return None
        found = page(self.live.now.record, call, texts, username)
        return found or Reply(texts.say("gone"), alert=True)


def _entry(record: Record, call: Call, texts: Texts, username: str) -> Reply | None:
    entry = record.entries.get(call.target)
    return entry_reply(entry, texts, username=username) if entry else None


def _source(record: Record, call: Call, texts: Texts, _username: str) -> Reply | None:
    entry = record.entries.get(call.target)
    if entry is None or isinstance(entry, Absence):
        return None
    back = Press(texts.say("button_back"), encode(Verb.ENTRY, entry.id))
    return Reply(_source_html(entry, texts), ((back,),))


def _source_html(entry: Quote | Reported | Fact, texts: Texts) -> str:
    language = texts.language
    title, publisher = entry.source.title.within(language), entry.source.publisher.within(language)
    if isinstance(entry, Reported):
        name = entry.speaker.name.within(language)
        return texts.say("source_reported", name=name, title=title, publisher=publisher)
    if isinstance(entry, Fact):
        return texts.say("source_fact", title=title, publisher=publisher)
    readings = ", ".join(f"{one.published} → {one.reading}" for one in entry.emendations)
    marks = texts.say("source_marks", readings=readings) + "\n" if readings else ""
    filled = {
        "text": published_html(entry),
        "marks": marks,
        "around": escape(entry.around.within(language)),
        "attribution": attribution(entry.speaker, texts),
        "title": escape(title),
        "publisher": escape(publisher),
    }
    return texts.plain["source"].format(**filled)


def _speaker(record: Record, call: Call, texts: Texts, username: str) -> Reply | None:
    speaker = record.speakers.get(call.target)
    if speaker is None:
        return None
    passages = record.passages_of(speaker.id)
    entry = passages[call.page % len(passages)]
    turn = _turn(Verb.SPEAKER, speaker.id, call.page, len(passages), texts)
    return Reply(entry_html(entry, texts, username=username), (*turn, _entry_buttons(entry, texts)))


def _theme(record: Record, call: Call, texts: Texts, _username: str) -> Reply | None:
    theme = record.themes.get(call.target)
    if theme is None:
        return None
    entries = [record.entries[one] for one in theme.entries if one in record.entries]
    heading = texts.say("topic_header", name=theme.name.within(texts.language))
    return together(entries, texts, heading=heading)


def _speakers(record: Record, _call: Call, texts: Texts, _username: str) -> Reply:
    rows = [
        (
            Press(
                f"{speaker.country.flag} {speaker.name.within(texts.language)}, "
                f"{speaker.country.name.within(texts.language)}",
                encode(Verb.SPEAKER, speaker.id),
            ),
        )
        for speaker in record.speakers.values()
    ]
    return _list(texts.say("speakers_header"), rows, _call, texts)


def _themes(record: Record, call: Call, texts: Texts, _username: str) -> Reply:
    rows = [
        (Press(f"{theme.name.within(texts.language)} · {len(theme.entries)}", encode(Verb.THEME, theme.id)),)
        for theme in record.themes.values()
    ]
    return _list(texts.say("topics_header"), rows, call, texts)


def _facts(record: Record, call: Call, texts: Texts, _username: str) -> Reply:
    rows = [(Press(label(fact, texts), encode(Verb.ENTRY, fact.id)),) for fact in record.facts]
    return _list(texts.say("facts_header"), rows, call, texts)


def _list(heading: str, rows: Sequence[Row], call: Call, texts: Texts) -> Reply:
    pages = max(1, -(-len(rows) // PER_PAGE))
    page = min(call.page, pages - 1)
    shown = rows[page * PER_PAGE : (page + 1) * PER_PAGE]
    turn = _turn(call.verb, "", page, pages, texts)
    html = heading if pages == 1 else f"{heading}\n{texts.say('page', page=page + 1, pages=pages)}"
    return Reply(html, (*shown, *turn))


def _turn(verb: Verb, target: str, page: int, pages: int, texts: Texts) -> tuple[Row, ...]:
    """Give the buttons to the page before and the page behind, in a circle."""
    if pages < 2:  # noqa: PLR2004 - one page has no neighbours
        return ()
    before, behind = (page - 1) % pages, (page + 1) % pages
    return (
        (
            Press(texts.say("button_previous"), encode(verb, target, before)),
            Press(texts.say("button_next"), encode(verb, target, behind)),
        ),
    )


def _entry_buttons(entry: Entry, texts: Texts) -> tuple[Button, ...]:
    return tuple(
        button for row in entry_reply(entry, texts, username="").rows for button in row if _stays(button)
    )


def _stays(button: Button) -> bool:
    return not (isinstance(button, Press) and button.payload.startswith((f"{Verb.SPEAKER}:", f"{Verb.WHY}:")))


_PAGES: Mapping[Verb, Callable[[Record, Call, Texts, str], Reply | None]] = {
    Verb.ENTRY: _entry,
    Verb.SOURCE: _source,
    Verb.SPEAKER: _speaker,
    Verb.THEME: _theme,
    Verb.SPEAKERS: _speakers,
    Verb.THEMES: _themes,
    Verb.FACTS: _facts,
}
