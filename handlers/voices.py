"""Several entries in one message: an excerpt of each, and a button to each whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import zip_longest
from types import MappingProxyType

from handlers.button_rows import MOST_BUTTONS, arranged
from handlers.callback_data import Call, Verb, deep_link, encode
from handlers.entries import attribution, excerpt, quote_html, sentence_html
from handlers.paging import page_line, turn_row
from handlers.reply import Press, Reply
from handlers.texts import Texts
from knowledge.record.values import Entry, Quote, Reported, Speaker, speaker_of

MOST_ON_PAGE = 8
MOST_TOGETHER = 3400
"""Characters for all excerpts and names of a page; the rest is headings and who is silent."""
LEAST_EXCERPT = 80
FOLDED_FROM = 320
"""Characters of an excerpt from which Telegram folds it: a screen shows three or four voices at once."""


def together(
    entries: Sequence[Entry],
    texts: Texts,
    call: Call,
    *,
    username: str,
    heading: str = "",
    sentences: Mapping[str, tuple[int, int]] = MappingProxyType({}),
    back: int = 0,
) -> Reply:
    """Say several entries side by side.

    Args:
        call: The page, and the press that turns it.
        username: The bot's, for links.
        sentences: Entry's id → where the sentence stands that answers; of it only that is shown.
        heading: Stands instead of the number of speakers.
        back: The page number by which an entry that is opened knows the way back here.
    """
    pages = max(1, -(-len(entries) // MOST_ON_PAGE))
    call = Call(call.verb, call.target, min(call.page, pages - 1))
    shown = entries[call.page * MOST_ON_PAGE : (call.page + 1) * MOST_ON_PAGE]
    blocks = [(heading or _heading(entries, texts)) + page_line(call, pages, texts)]
    room = _room(shown, texts)
    for entry, following in zip_longest(shown, shown[1:]):
        said = _block(entry, texts, room, sentences.get(entry.id))
        # Whose words follow one upon the other is named once, below the last.
        goes_on = following is not None and "" != speaker_of(entry) == speaker_of(following)
        blocks.append(said if goes_on else f"{said}{_who(entry, texts, username)}")
    turning = turn_row(call, pages, texts)
    buttons = opening(shown, texts, back=back)
    # Where there are more voices than buttons, the names above are the way to the whole of each.
    rows = arranged(buttons) if not turning and len(buttons) <= MOST_BUTTONS else ()
    return Reply("\n\n".join(blocks), (*rows, *turning))


def opening(entries: Sequence[Entry], texts: Texts, *, back: int = 0) -> tuple[Press, ...]:
    """Give a button to each entry, named after its speaker's country, or the speaker; one word or two."""
    names = [_short(entry, texts) for entry in entries]
    buttons = []
    for place, (entry, name) in enumerate(zip(entries, names, strict=True)):
        number = f" · {names[: place + 1].count(name)}" if names.count(name) > 1 else ""
        buttons.append(Press(f"{name}{number}", encode(Verb.ENTRY, entry.id, back)))
    return tuple(buttons)


def _short(entry: Entry, texts: Texts) -> str:
    if not isinstance(entry, Quote | Reported):
        return texts.label("fact_label")
    return short_name(entry.speaker, texts)


def short_name(speaker: Speaker, texts: Texts) -> str:
    """Give the country, which stands on a button for its speaker; the name of who speaks for none."""
    if speaker.country is None:
        return speaker.name.within(texts.language)
    return f"{speaker.country.flag} {speaker.country.name.within(texts.language)}".strip()


def _room(shown: Sequence[Entry], texts: Texts) -> int:
    """Give the characters left for each excerpt once everybody is named."""
    # Without links: Telegram does not count them.
    named = sum(len(_who(entry, texts, "")) for entry in shown)
    return max(LEAST_EXCERPT, (MOST_TOGETHER - named) // max(1, len(shown)))


def _block(entry: Entry, texts: Texts, room: int, sentence: tuple[int, int] | None) -> str:
    if isinstance(entry, Quote) and sentence and sentence[1] - sentence[0] <= room:
        return sentence_html(entry, texts, sentence)
    if isinstance(entry, Quote):
        folded = len(excerpt(entry.text, room)) > FOLDED_FROM
        return quote_html(entry, texts, most=room, folded=folded)
    wording = entry.wording.within(texts.language)
    told = excerpt(wording, room)
    more = " …" if len(told) < len(wording) else ""
    said = f"{told.rstrip()}{more}"
    if isinstance(entry, Reported):
        return texts.say("reported_by", told=said)
    return escape(said)


def _who(entry: Entry, texts: Texts, username: str) -> str:
    """Name the speaker; the name leads to the whole of what is shown in part."""
    if not isinstance(entry, Quote | Reported):
        return ""
    whole = deep_link(username, Verb.ENTRY, entry.id) if username else ""
    return f"\n{attribution(entry.speaker, texts, address=whole)}"


def _heading(entries: Sequence[Entry], texts: Texts) -> str:
    speakers = {entry.speaker.id for entry in entries if isinstance(entry, Quote | Reported)}
    return texts.count("set_header", len(speakers)) if speakers else texts.say("fact_label")
