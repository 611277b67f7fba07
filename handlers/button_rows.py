"""Buttons under a message, kept quiet: at most two rows of three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from unicodedata import east_asian_width

from handlers.reply import Button, Copy, Reply, Row, Share

MOST_ROWS = 2
MOST_IN_ROW = 3
"""Three words stand beside each other on a phone; a fourth is cut."""
MOST_BUTTONS = MOST_ROWS * MOST_IN_ROW
MOST_COLUMNS = 24
"""What a phone shows of a label that has a neighbour; a Chinese character takes two."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Thing]):
    """One page of a menu: so many things that each has a button, and how many pages there are."""

    shown: tuple[Thing, ...]
    page: int
    pages: int

    @property
    def following(self) -> int | None:
        """The page behind, in a circle; None if there is no other."""
        return (self.page + 1) % self.pages if self.pages > 1 else None


def leaf(things: Sequence[Thing], page: int, *, beside: int = 0) -> Leaf[Thing]:
    """Give one page of a menu.

    Args:
        page: From 0; one too many begins anew.
        beside: How many buttons stand there besides the choices and the one that turns the page.
    """
    room = MOST_BUTTONS - beside
    if len(things) <= room:
        return Leaf(tuple(things), 0, 1)
    pages = -(-len(things) // (room - 1))
    each = -(-len(things) // pages)
    page %= pages
    return Leaf(tuple(things[page * each : (page + 1) * each]), page, pages)


def leaf_holding(place: int, count: int, *, beside: int = 0) -> int:
    """Give the page on which a thing of a menu stands, by its place, from 0."""
    pages = leaf(range(count), 0, beside=beside).pages
    return next((page for page in range(pages) if place in leaf(range(count), page, beside=beside).shown), 0)


def arranged(buttons: Sequence[Button]) -> tuple[Row, ...]:
    """Put up to six buttons into rows, in order; the rest is left out."""
    kept = tuple(buttons[:MOST_BUTTONS])
    rows = (kept[:MOST_IN_ROW], kept[MOST_IN_ROW:])
    return tuple(row for row in rows if row)


def menu(choices: Sequence[Button], ways: Sequence[Button]) -> tuple[Row, ...]:
    """Put choices into rows, and below them the ways out of the menu; these stand apart if there is room."""
    if len(choices) <= MOST_IN_ROW and len(ways) <= MOST_IN_ROW:
        return tuple(row for row in (tuple(choices), tuple(ways)) if row)
    return arranged((*choices, *ways))


def with_button(reply: Reply, button: Button) -> Reply:
    """Put one more button last, in a row of its own if there is room.

    Where six stand already, the copy button makes room, else the one to share: both can be had elsewhere.
    A question that needs the whole width, such as the second of two examples, makes room too. A menu leaves
    room for what it needs.
    """
    rows = list(reply.rows)
    if len(rows) != MOST_ROWS:
        rows.append((button,))
    elif any(_columns(one.label) > MOST_COLUMNS for one in rows[-1]):
        rows[-1] = (button,)
    elif len(rows[-1]) < MOST_IN_ROW:
        rows[-1] = (*rows[-1], button)
    elif len(rows[0]) < MOST_IN_ROW:
        rows[0] = (*rows[0], button)
    else:
        rows = list(arranged((*_with_less(rows), button)))
    return Reply(reply.html, tuple(rows), alert=reply.alert)


def _columns(label: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in label)


def _with_less(rows: Sequence[Row]) -> tuple[Button, ...]:
    buttons = [button for row in rows for button in row]
    for kind in (Copy, Share):
        left = [button for button in buttons if not isinstance(button, kind)]
        if len(left) < len(buttons):
            return tuple(left)
    return tuple(buttons)
