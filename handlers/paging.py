"""Something too long for one message, page by page: the way to the neighbours."""

from __future__ import annotations

from handlers.callback_data import Call, encode
from handlers.reply import Press, Row
from handlers.texts import Texts


def turn_row(call: Call, pages: int, texts: Texts) -> tuple[Row, ...]:
    """Give the buttons to the page before and the page behind, in a circle; none for a single page."""
    if pages < 2:  # noqa: PLR2004 - one page has no neighbours
        return ()
    before, behind = (call.page - 1) % pages, (call.page + 1) % pages
    return (
        (
            Press(texts.label("button_previous"), encode(call.verb, call.target, before)),
            Press(texts.label("button_next"), encode(call.verb, call.target, behind)),
        ),
    )


def page_line(call: Call, pages: int, texts: Texts) -> str:
    """Say which page it is; nothing where there is only one."""
    return f"\n{texts.say('page', page=call.page + 1, pages=pages)}" if pages > 1 else ""
