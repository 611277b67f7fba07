"""An entry as a short citation, for the button that copies it: words, speaker, and where it stands."""

from __future__ import annotations

from handlers.callback_data import Verb, deep_link
from handlers.entries import excerpt
from handlers.marks import dash_of, marks_of
from handlers.reply import Copy
from handlers.texts import Texts
from knowledge.record.values import Fact, Quote, Reported

MOST_COPIED = 256
"""Characters that Telegram's copy button holds."""
LEAST_WORDS = 40
CUT = "…"


def copy_button(entry: Quote | Reported | Fact, texts: Texts, *, username: str) -> Copy:
    """Give the button that copies the citation."""
    return Copy(texts.label("button_copy"), citation(entry, texts, username=username))


def citation(entry: Quote | Reported | Fact, texts: Texts, *, username: str) -> str:
    """Cite an entry in at most `MOST_COPIED` characters, its link always whole.

    The link is the published page's; where nobody knows one, the entry's own.
    """
    link = entry.source.url or deep_link(username, Verb.ENTRY, entry.id)
    # Our words about a speaker never stand above the name, as if they were the speaker's own.
    name = ""
    if isinstance(entry, Quote):
        name = f"\n{dash_of(texts.language)}{entry.speaker.name.within(texts.language)}"
    title = "\n" + texts.label("source_title", title=entry.source.title.within(texts.language))
    for below in (f"{name}{title}\n{link}", f"{name}\n{link}", f"\n{link}"):
        room = MOST_COPIED - _units(below)
        if room >= LEAST_WORDS:
            return f"{_words(entry, texts, room)}{below}"
    return link


def _words(entry: Quote | Reported | Fact, texts: Texts, room: int) -> str:
    if isinstance(entry, Quote):
        opening, closing = marks_of(texts.language)
        return f"{opening}{_cut(entry.text, room - 2)}{closing}"
    return _cut(entry.wording.within(texts.language), room)


def _cut(text: str, room: int) -> str:
    """Shorten a text to whole words; what is left out is marked."""
    most = room
    while _units(text[:most]) > room:
        most -= 1
    if most >= len(text):
        return text
    return f"{excerpt(text[:most], most - 2).rstrip()} {CUT}" if most > LEAST_WORDS else text[:most]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
