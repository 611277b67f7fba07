"""Buttons under a message, kept quiet: at most two rows of three."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.reply import Button, Copy, Reply, Row, Share

MOST_ROWS = 2
MOST_IN_ROW = 3
"""Three words stand beside each other on a phone; a fourth is cut."""
MOST_BUTTONS = MOST_ROWS * MOST_IN_ROW


def arranged(buttons: Sequence[Button]) -> tuple[Row, ...]:
    """Put up to six buttons into rows, in order; the rest is left out."""
    kept = tuple(buttons[:MOST_BUTTONS])
    rows = (kept[:MOST_IN_ROW], kept[MOST_IN_ROW:])
    return tuple(row for row in rows if row)


def with_button(reply: Reply, button: Button) -> Reply:
    """Put one more button last, in a row of its own if there is room.

    Where six stand already, the copy button makes room, else the one to share: both can be had elsewhere.
    Menus, in which people choose one of many, have more rows and get one more.
    """
    rows = list(reply.rows)
    if len(rows) != MOST_ROWS:
        rows.append((button,))
    elif len(rows[-1]) < MOST_IN_ROW:
        rows[-1] = (*rows[-1], button)
    elif len(rows[0]) < MOST_IN_ROW:
        rows[0] = (*rows[0], button)
    else:
        rows = list(arranged((*_with_less(rows), button)))
    return Reply(reply.html, tuple(rows), alert=reply.alert)


def _with_less(rows: Sequence[Row]) -> tuple[Button, ...]:
    buttons = [button for row in rows for button in row]
    for kind in (Copy, Share):
        left = [button for button in buttons if not isinstance(button, kind)]
        if len(left) < len(buttons):
            return tuple(left)
    return tuple(buttons[:-1])
