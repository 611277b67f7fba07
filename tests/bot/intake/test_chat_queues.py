"""Who is next: a chat's order of things is kept, and orders go before other chats' questions."""

from __future__ import annotations

from telegram import Update

from bot.intake.arrival import Arrival
from bot.intake.chat_queues import ChatQueues


def arrival(number: int, *, chat: int, is_order: bool = False) -> Arrival:
    return Arrival(number, mark=0, chat=chat, is_order=is_order, update=Update(number))


def taken(queues: ChatQueues, *, room: bool = True) -> int | None:
    found = queues.next(has_room=room)
    return found.update_id if found else None


def test_one_chat_is_served_in_order_and_others_beside_it() -> None:
    queues = ChatQueues()
    first = arrival(1, chat=7)
    for one in (first, arrival(2, chat=7), arrival(3, chat=8)):
        queues.join(one)

    assert [taken(queues), taken(queues), taken(queues)] == [1, 3, None]

    queues.leave(first)
    assert taken(queues) == 2


def test_an_order_overtakes_other_chats_and_never_its_own() -> None:
    queues = ChatQueues()
    question = arrival(2, chat=8)
    for one in (arrival(1, chat=7), question, arrival(3, chat=9), arrival(4, chat=8, is_order=True)):
        queues.join(one)

    assert taken(queues) == 2
    queues.leave(question)
    assert [taken(queues), taken(queues), taken(queues)] == [4, 1, 3]


def test_without_room_only_orders_begin() -> None:
    queues = ChatQueues()
    queues.join(arrival(1, chat=7))
    assert taken(queues, room=False) is None

    queues.join(arrival(2, chat=8, is_order=True))
    assert taken(queues, room=False) == 2
    assert queues.at_work() == 1
    assert queues.at_work(but={8}) == 0


def test_without_room_no_question_begins_because_an_order_waits_for_its_chat() -> None:
    queues = ChatQueues()
    first = arrival(1, chat=8)
    for one in (first, arrival(2, chat=8, is_order=True), arrival(3, chat=7)):
        queues.join(one)
    assert taken(queues) == 1

    assert taken(queues, room=False) is None
    queues.leave(first)
    assert taken(queues, room=False) == 2
