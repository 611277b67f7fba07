"""Who is next: a chat's order of things is kept, and orders go before other chats' questions."""

from __future__ import annotations

from telegram import Update

from bot.intake.arrival import Arrival
from bot.intake.line import Line


def arrival(number: int, *, chat: int, is_order: bool = False) -> Arrival:
    return Arrival(number, mark=0, chat=chat, is_order=is_order, update=Update(number))


def taken(line: Line, *, room: bool = True) -> int | None:
    found = line.next(room=room)
    return found.update_id if found else None


def test_one_chat_is_served_in_order_and_others_beside_it() -> None:
    line = Line()
    first = arrival(1, chat=7)
    for one in (first, arrival(2, chat=7), arrival(3, chat=8)):
        line.join(one)

    assert [taken(line), taken(line), taken(line)] == [1, 3, None]

    line.leave(first)
    assert taken(line) == 2


def test_an_order_overtakes_other_chats_and_never_its_own() -> None:
    line = Line()
    question = arrival(2, chat=8)
    for one in (arrival(1, chat=7), question, arrival(3, chat=9), arrival(4, chat=8, is_order=True)):
        line.join(one)

    assert taken(line) == 2
    line.leave(question)
    assert [taken(line), taken(line), taken(line)] == [4, 1, 3]


def test_without_room_only_orders_begin() -> None:
    line = Line()
    line.join(arrival(1, chat=7))
    assert taken(line, room=False) is None

    line.join(arrival(2, chat=8, is_order=True))
    assert taken(line, room=False) == 2
    assert line.at_work() == 1
    assert line.at_work(but={8}) == 0
