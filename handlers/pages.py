"""What can be opened by a press or a deep link: an entry, its source, a speaker, a theme, and the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random
from zlib import crc32

from handlers.button_rows import MOST_BUTTONS, MOST_IN_ROW, leaf, leaf_holding, menu, with_button
from handlers.callback_data import Call, Verb, deep_link, encode
from handlers.contents import Branch, Contents
from handlers.entries import entry_html, excerpt, headed, source_html
from handlers.paging import page_line, turn_row
from handlers.rendering import entry_reply, greeting
from handlers.reply import Button, Press, Reply, Row, Share
from handlers.texts import MOST_JOINED, Texts, capital
from handlers.voices import short_name, together
from knowledge.record.values import Absence, Entry, Fact, Quote, Record, Speaker, Theme
from knowledge.snapshot import LiveSnapshot, Snapshot

LONGEST_FACT = 400
"""Characters of a fact in the list; five of them fit into a message."""
SAME_SPEAKER = 1
"""The page number by which "Another one" stays with the speaker."""
COMPARED = 1
"""The page number of an entry's button that stands in a comparison; those above stand for a theme."""
_MARKS = 900_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a list: its text, what stands on its button instead of a number, and where that leads."""

    text: str
    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Opens pages of the record in use."""

    live: LiveSnapshot

    def open(self, call: Call, texts: Texts, *, username: str) -> Reply | None:
        """Give the page that a press or a link calls for; None if the call is for something else.

        What is no longer in the record is said to be gone.
        """
        page = _PAGES.get(call.verb)
        snapshot = self.live.now
        if call.verb is Verb.THEME:
            found = _theme(snapshot, call, texts, username)
        elif page is None:
            return None
        else:
            found = page(snapshot.record, call, texts, username)
        return found or Reply(texts.say("gone"), alert=True)


def of_theme(theme: Theme, texts: Texts, record: Record, *, rng: Random, username: str) -> Reply | None:
    """Give any quote that speaks of a theme, with a button to its next one; None if no quote does."""
    quotes = _quotes_of(theme, record)
    if len(quotes) < 2:  # noqa: PLR2004 - one quote has no next one
        return one_of(quotes, texts, rng=rng, username=username) if quotes else None
    return _of_theme(record, Call(Verb.OF_THEME, theme.id, rng.randrange(len(quotes))), texts, username)


def _of_theme(record: Record, call: Call, texts: Texts, username: str) -> Reply | None:
    """Give the quote of a theme whose number the page is; the first follows upon the last."""
    theme = record.themes.get(call.target)
    quotes = _quotes_of(theme, record) if theme else ()
    if not quotes:
        return None
    number = call.page % len(quotes)
    reply = entry_reply(quotes[number], texts, username=username)
    following = encode(Verb.OF_THEME, call.target, (number + 1) % len(quotes))
    return with_button(reply, Press(texts.label("button_another"), following))


def _quotes_of(theme: Theme, record: Record) -> tuple[Quote, ...]:
    return tuple(entry for one in theme.entries if isinstance(entry := record.entries.get(one), Quote))


def one_of(quotes: Sequence[Quote], texts: Texts, *, rng: Random, username: str, but: str = "") -> Reply:
    """Give any of some quotes, with a button for another one: of their speaker, if they are one person's.

    Args:
        but: Id of the one that was just shown, which is given only if there is no other.
    """
    quote = rng.choice([one for one in quotes if one.id != but] or quotes)
    reply = entry_reply(quote, texts, username=username)
    is_one_voice = len(quotes) > 1 and len({one.speaker.id for one in quotes}) == 1
    return _with_another(reply, quote, texts, page=SAME_SPEAKER if is_one_voice else 0)


def another(call: Call, texts: Texts, record: Record, *, rng: Random, username: str) -> Reply:
    """Give another quote than the one that the press stands under."""
    before = record.entries.get(call.target)
    quotes = [quote for quote in record.quotes if quote.id != call.target]
    if call.page == SAME_SPEAKER and isinstance(before, Quote):
        quotes = [quote for quote in quotes if quote.speaker.id == before.speaker.id]
    quote = rng.choice(quotes or record.quotes)
    return _with_another(entry_reply(quote, texts, username=username), quote, texts, page=call.page)


def _with_another(reply: Reply, quote: Quote, texts: Texts, *, page: int) -> Reply:
    return with_button(reply, Press(texts.label("button_another"), encode(Verb.ANOTHER, quote.id, page)))


def _entry(record: Record, call: Call, texts: Texts, username: str) -> Reply | None:
    entry = record.entries.get(call.target)
    return entry_reply(entry, texts, username=username) if entry else None


def _source(record: Record, call: Call, texts: Texts, username: str) -> Reply | None:
    entry = record.entries.get(call.target)
    if entry is None or isinstance(entry, Absence):
        return None
    buttons = (
        Press(texts.label("button_back"), encode(Verb.ENTRY, entry.id)),
        Press(texts.label("button_report"), encode(Verb.REPORT, entry.id)),
    )
    return Reply(source_html(entry, texts, username), (buttons,))


def _speaker(record: Record, call: Call, texts: Texts, username: str) -> Reply | None:
    passages = record.passages_of(call.target) if call.target in record.speakers else ()
    if not passages:
        return None
    call = Call(call.verb, call.target, call.page % len(passages))
    entry = passages[call.page]
    turning = (*sum(turn_row(call, len(passages), texts), ()), *_to(Verb.SPEAKERS, "button_speakers", texts))
    html = entry_html(entry, texts, username=username) + page_line(call, len(passages), texts)
    return Reply(html, (_entry_buttons(entry, texts, username), turning))


def _theme(snapshot: Snapshot, call: Call, texts: Texts, username: str) -> Reply | None:
    """Show who speaks of a theme, each by the sentence that does."""
    record = snapshot.record
    theme = record.themes.get(call.target)
    if theme is None:
        return None
    entries = [record.entries[one] for one in theme.entries if one in record.entries]
    name = capital(theme.name.within(texts.language))
    link = f'<a href="{deep_link(username, Verb.THEME, theme.id)}">{escape(name)}</a>'
    heading = texts.plain["topic_header"].format(name=link)
    reply = together(
        entries,
        texts,
        call,
        username=username,
        heading=heading,
        sentences=snapshot.sentences(theme.name.original, entries),
        back=mark_of(theme),
    )
    share = Share(texts.label("button_share"), name)
    # Of two rows of voices only the first would have room: then the names in the text are the way to each.
    above = reply.rows if len(reply.rows) == 1 else ()
    return Reply(reply.html, (*above, (share, *_to(Verb.THEMES, "button_topics", texts))))


def mark_of(theme: Theme) -> int:
    """Number a theme by its id, so that an edit of the record moves no other; above `COMPARED`."""
    return crc32(theme.id.encode()) % _MARKS + COMPARED + 1


def way_back(call: Call, record: Record) -> str | None:
    """Give the payload that leads back from an entry to where its button stood, if its page tells that."""
    if call.page == COMPARED:
        return encode(Verb.COMPARE)
    theme = next((one for one in record.themes.values() if mark_of(one) == call.page), None)
    return encode(Verb.THEME, theme.id) if theme else None


def _to(verb: Verb, key: str, texts: Texts) -> Row:
    return (Press(texts.label(key), encode(verb)),)


def _speakers(record: Record, call: Call, texts: Texts, _username: str) -> Reply:
    """Name the speakers, all of them if they are few; a button to each is named after the country."""
    speakers = tuple(record.speakers.values())
    names = [short_name(one, texts) for one in speakers]
    listed = [
        Line(
            _speaker_label(one, texts),
            names[at] if names.count(names[at]) == 1 else one.name.within(texts.language),
            encode(Verb.SPEAKER, one.id),
        )
        for at, one in enumerate(speakers)
    ]
    shown = leaf(listed, call.page, beside=_beside(len(listed)))
    call = Call(call.verb, page=shown.page)
    lines = listed if len(listed) <= MOST_JOINED else shown.shown
    heading = texts.say("speakers_header")
    return _leaf_of(
        heading, shown.shown, ways=(*_turning(call, shown.pages, texts), _to_start(texts)), lines=lines
    )


def _speaker_label(speaker: Speaker, texts: Texts) -> str:
    if speaker.country is None:
        return headed(speaker, texts)
    name, country = speaker.name.within(texts.language), speaker.country.name.within(texts.language)
    return texts.label("speaker_label", flag=speaker.country.flag, name=name, country=country).strip()


def _themes(record: Record, call: Call, texts: Texts, _username: str) -> Reply:
    """Name all themes, those that stand together on one line; a numbered button opens a line, or a theme."""
    themes = tuple(record.themes.values())
    contents = contents_of(record)
    branch = contents.branch(call.page)
    listed = [
        _theme_line(themes[one.start : one.start + one.size], one, texts) for one in contents.within(branch)
    ]
    back = _to_start(texts)
    if branch != contents.root:
        back = Press(texts.label("button_back"), _contents_page(contents, contents.above(branch)))
    return _leaf_of(texts.say("topics_header"), listed, ways=(back,))


def _theme_line(themes: Sequence[Theme], branch: Branch, texts: Texts) -> Line:
    names = [capital(theme.name.within(texts.language)) for theme in themes]
    if len(themes) == 1:
        said = texts.count("passages", len(themes[0].entries))
        return Line(f"{names[0]} · {said}", "", encode(Verb.THEME, themes[0].id))
    if len(names) > MOST_JOINED:
        names[MOST_JOINED:] = [texts.label("and_more", number=len(names) - MOST_JOINED)]
    return Line(" · ".join(names), "", encode(Verb.THEMES, page=branch.page))


def contents_of(record: Record) -> Contents:
    """Give the table of contents of the themes; every page of it has a way back."""
    return Contents(len(record.themes), room=MOST_BUTTONS - 1, beneath=MOST_BUTTONS - 1)


def _contents_page(contents: Contents, branch: Branch) -> str:
    return encode(Verb.THEMES, page=0 if branch == contents.root else branch.page)


def list_of(call: Call, record: Record) -> str | None:
    """Give the payload of the list in which a page stands, at its place; None for what stands in none."""
    if call.verb is Verb.SPEAKER:
        place = list(record.speakers).index(call.target) if call.target in record.speakers else 0
        count = len(record.speakers)
        return encode(Verb.SPEAKERS, page=leaf_holding(place, count, beside=_beside(count)))
    if call.verb is not Verb.THEME or call.target not in record.themes:
        return None
    contents = contents_of(record)
    return _contents_page(contents, contents.above(Branch(list(record.themes).index(call.target), 1)))


def _listed_facts(record: Record) -> tuple[Fact, ...]:
    """Give the facts of the list: not those that another one tells."""
    return tuple(fact for fact in record.facts if fact.told_in is None)


def _facts(record: Record, call: Call, texts: Texts, _username: str) -> Reply:
    """Tell the facts themselves, which no button is wide enough for; a numbered button opens each."""
    facts = _listed_facts(record)
    shown = leaf(facts, call.page, beside=_beside(len(facts)))
    listed = []
    for fact in shown.shown:
        wording = fact.wording.within(texts.language)
        told = excerpt(wording, LONGEST_FACT)
        more = " …" if len(told) < len(wording) else ""
        listed.append(Line(f"{told.rstrip()}{more}", "", encode(Verb.ENTRY, fact.id)))
    heading = texts.say("facts_header")
    call = Call(call.verb, page=shown.page)
    heading = f"{heading}{page_line(call, shown.pages, texts)}"
    return _leaf_of(
        heading, listed, ways=(*_turning(call, shown.pages, texts), _to_start(texts)), between="\n\n"
    )


def fact_page(fact: Fact, record: Record) -> int:
    """Tell on which page of the list a fact stands; the first for one that is not listed."""
    listed = _listed_facts(record)
    return leaf_holding(listed.index(fact), len(listed), beside=_beside(len(listed))) if fact in listed else 0


def _beside(count: int) -> int:
    """Give how many buttons stand on a page of so many things: the way back, and one to turn it backwards.

    Of two pages, the button that turns forwards leads back as well.
    """
    return 1 if leaf(range(count), 0, beside=1).pages <= 2 else 2  # noqa: PLR2004 - there and back


def _to_start(texts: Texts) -> Press:
    return Press(texts.label("button_back"), encode(Verb.START))


def _start(record: Record, _call: Call, texts: Texts, _username: str) -> Reply:
    """Greet: what stands above every list."""
    return greeting(texts, record)


def _turning(call: Call, pages: int, texts: Texts) -> tuple[Press, ...]:
    """Give the ways to the neighbours of a page: of two pages one way, of more both, in a circle."""
    if pages < 2:  # noqa: PLR2004 - one page has no neighbours
        return ()
    before, behind = (call.page - 1) % pages, (call.page + 1) % pages
    backward = Press(texts.label("button_previous"), encode(call.verb, page=before))
    forward = Press(texts.label("button_next"), encode(call.verb, page=behind))
    if before == behind:
        return (backward if call.page else forward,)
    return (backward, forward)


def _leaf_of(
    heading: str,
    listed: Sequence[Line],
    *,
    ways: Sequence[Button],
    lines: Sequence[Line] = (),
    between: str = "\n",
) -> Reply:
    """Write one page of a list: a numbered line, or a named button, for each.

    Args:
        ways: Buttons out of the page.
        lines: What is told, where that is more than what has a button on this page.
    """
    told = [
        escape(line.text) if line.label else f"<b>{number}.</b> {escape(line.text)}"
        for number, line in enumerate(lines or listed, 1)
    ]
    choices = [Press(line.label or str(number), line.payload) for number, line in enumerate(listed, 1)]
    return Reply(f"{heading}\n\n{between.join(told)}", menu(choices, ways))


def _entry_buttons(entry: Entry, texts: Texts, username: str) -> Row:
    """Give an entry's first buttons; the one to its speaker would open the very page it stands on."""
    return entry_reply(entry, texts, username=username).rows[0][:MOST_IN_ROW]


_PAGES: Mapping[Verb, Callable[[Record, Call, Texts, str], Reply | None]] = {
    Verb.ENTRY: _entry,
    Verb.SOURCE: _source,
    Verb.SPEAKER: _speaker,
    Verb.SPEAKERS: _speakers,
    Verb.THEMES: _themes,
    Verb.FACTS: _facts,
    Verb.START: _start,
    Verb.OF_THEME: _of_theme,
}
