"""Every entry on every surface in every language, as text: `python -m tests.replies` writes it anew.

One file a surface in tests/data/replies; read what changed in them before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from handlers.card.order import Order
from handlers.citing import citation
from handlers.entries import source_html
from handlers.inline import offered
from handlers.rendering import entry_reply
from handlers.reply import Reply
from handlers.texts import LANGUAGES, Texts, load_locales
from knowledge.loader import load_snapshot
from knowledge.record.values import Absence, Entry, Quote
from knowledge.snapshot import Snapshot
from tests import fixed_record

FOLDER = Path(__file__).parent / "data" / "replies"
USERNAME = "quotes_bot"
A_DAY = date(2026, 11, 29)


def private(entry: Entry, texts: Texts, _snapshot: Snapshot) -> str:
    """Give an entry as a private chat shows it."""
    return _shown(entry_reply(entry, texts, username=USERNAME))


def source(entry: Entry, texts: Texts, _snapshot: Snapshot) -> str:
    """Give where an entry was published."""
    return "" if isinstance(entry, Absence) else source_html(entry, texts, USERNAME)


def cited(entry: Entry, texts: Texts, _snapshot: Snapshot) -> str:
    """Give an entry as the copy button copies it."""
    return "" if isinstance(entry, Absence) else citation(entry, texts, username=USERNAME)


def card(entry: Entry, texts: Texts, _snapshot: Snapshot) -> str:
    """Give a card's words."""
    return _shown(Order(entry, "light", texts, USERNAME).caption()) if isinstance(entry, Quote) else ""


def inline(entry: Entry, texts: Texts, snapshot: Snapshot) -> str:
    """Give an entry as a line of inline results."""
    articles = offered(entry.id, snapshot, texts, username=USERNAME, today=A_DAY)
    return "\n".join(f"{one.title}\n{one.description}" for one in articles)


SURFACES: Mapping[str, Callable[[Entry, Texts, Snapshot], str]] = {
    "private": private,
    "source": source,
    "copied": cited,
    "card": card,
    "inline": inline,
}


def written(surface: str) -> str:
    """Give a surface's whole file."""
    snapshot, locales = load_snapshot(fixed_record.FOLDER), load_locales()
    blocks = [
        f"=== {entry.id} · {language}\n{said}\n"
        for entry in snapshot.record.entries.values()
        for language in LANGUAGES
        if (said := SURFACES[surface](entry, locales.within(language), snapshot))
    ]
    return "\n".join(blocks)


def _shown(reply: Reply) -> str:
    rows = (" | ".join(button.label for button in row) for row in reply.rows)
    return "\n".join((reply.html, *(f"[{row}]" for row in rows)))


if __name__ == "__main__":
    for each in SURFACES:
        (FOLDER / f"{each}.txt").write_text(written(each), encoding="utf-8")
