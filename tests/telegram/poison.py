"""Updates that no parser for Telegram's expects: made by hand, and mutated from good ones."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.telegram.world import PRIVATE, World

SECRET = "Xylophonquartett"
"""Stands wherever a poisoned update has words or names; a log must not hold it."""
_WHO = {"id": 100, "is_bot": False, "first_name": SECRET}
_CHAT = {"id": 100, "type": "private", "first_name": SECRET}
_MESSAGE = {"message_id": 7, "date": 1_700_000_000, "chat": _CHAT, "from": _WHO}
_BOT = {"id": 4242, "is_bot": True, "first_name": SECRET, "username": "quotes_bot"}
_SHORT_ADMINISTRATOR = {"user": _BOT, "status": "administrator", "can_be_edited": False}
_NO_KEYS = {**_MESSAGE, "reply_markup": {"inline_keyboard": [[SECRET]]}}


def _deep(levels: int) -> object:
    return {SECRET: _deep(levels - 1)} if levels else SECRET


KINDS: tuple[tuple[str, object], ...] = (
    ("message", {"message_id": 1, "text": SECRET}),
    ("message", {**_MESSAGE, "poll": {"id": "1", "question": SECRET, "options": []}}),
    (
        "my_chat_member",
        {
            "chat": _CHAT,
            "from": _WHO,
            "date": 1_700_000_000,
            "old_chat_member": {"user": _BOT, "status": "member"},
            "new_chat_member": _SHORT_ADMINISTRATOR,
        },
    ),
    ("inline_query", {"id": "1", "query": SECRET}),
    ("callback_query", {"id": "1", "from": 7, "data": SECRET}),
    ("message", {**_MESSAGE, "gift": {"gift": {"id": SECRET, "sticker": {}}}}),
    ("message", {**_MESSAGE, "photo": {}, "caption": SECRET}),
    ("message", {**_MESSAGE, "date": 10**15, "text": SECRET}),
    ("message", {**_MESSAGE, "text": [SECRET]}),
    ("message", {**_MESSAGE, "text": SECRET, "entities": [{"type": "bold", "offset": SECRET, "length": 1}]}),
    ("message", None),
    ("message", []),
    ("message", SECRET),
    ("unknown_thing", {"x": SECRET}),
    ("callback_query", {"id": "1", "from": {**_WHO, "id": 10**400}, "data": SECRET, "chat_instance": "1"}),
    ("message", {**_MESSAGE, "chat": {**_CHAT, "id": 10**30}, "text": SECRET}),
    ("message", {**_MESSAGE, "chat": {**_CHAT, "id": 100.5}, "text": SECRET}),
    ("message", {**_MESSAGE, "chat": {**_CHAT, "id": math.inf}, "text": SECRET}),
    ("message", {**_MESSAGE, "date": math.nan, "text": SECRET}),
    (
        "message",
        {**_MESSAGE, "from": {**_WHO, "first_name": "\ud83d", "username": "\udfff"}, "text": "\ud800"},
    ),
    ("message", {**_MESSAGE, "text": f"{SECRET} \ud800 of Samarkand\0?"}),
    ("message", {**_MESSAGE, "text": f"/daily 7:30 {SECRET}\0"}),
    ("message", {**_MESSAGE, "text": "lavrov", "media_group_id": "\ud800"}),
    ("message", {**_MESSAGE, "text": "lavrov", "media_group_id": 7}),
    ("message", {**_MESSAGE, "text": SECRET, "reply_to_message": {**_MESSAGE, "reply_to_message": SECRET}}),
    ("message", {**_MESSAGE, "text": SECRET, "entities": [None]}),
    ("message", {**_MESSAGE, "text": SECRET, "via_bot": SECRET, "message_thread_id": SECRET}),
    ("message", {**_MESSAGE, "checklist": {"title": SECRET, "tasks": [{"id": 1}]}}),
    ("message", {**_MESSAGE, "migrate_to_chat_id": -(10**22)}),
    ("callback_query", {"id": "1", "from": _WHO, "data": ["ls"], "chat_instance": "1"}),
    ("callback_query", {"id": "1", "from": _WHO, "data": "ls", "chat_instance": "1", "message": _NO_KEYS}),
    ("my_chat_member", {"chat": _CHAT, "from": _WHO, "date": 1, "old_chat_member": SECRET}),
    ("managed_bot", {"user": _WHO, "bot": {"id": 1}}),
    ("message_reaction", {"chat": _CHAT, "message_id": 1, "date": 1, "new_reaction": SECRET}),
    ("rich_message", {"blocks": [{"type": "paragraph", "text": SECRET}]}),
    ("message", _deep(400)),
)


def poisoned(world: World) -> Iterator[dict[str, object]]:
    """Give one update of each kind that does harm."""
    for kind, content in KINDS:
        yield {"update_id": world.number(), kind: content}


def mutated(world: World, rng: Random) -> dict[str, object]:
    """Give a good update of some kind with up to three of its parts dropped, retyped, nested or huge."""
    number = world.number()
    # Of so many people, whose answers are remembered for a while: memory then grows no more by them.
    who = 10_000 + number % 200
    person = {"id": who, "is_bot": False, "first_name": SECRET, "language_code": "en"}
    chat = {**PRIVATE, "id": who, "first_name": SECRET}
    good = rng.choice(
        (
            lambda: world.says(f"what did lavrov say, {SECRET}?", user=person, chat=chat),
            lambda: world.says("/settings", user=person, chat=chat),
            lambda: world.says("lavrov", user=person, chat=chat, kind="edited_message"),
            lambda: world.types_inline("lavrov", user=person),
            lambda: world.asks_as_guest("lavrov?", user=person),
            lambda: world.calls_back("ls", user=person, inline_message_id="1"),
            lambda: world.puts_the_bot("kicked", chat=chat, user=person),
        )
    )()
    mutant = copy.deepcopy(good)
    for _ in range(rng.randint(1, 3)):
        _mutate(mutant, rng)
    return {**mutant, "update_id": good["update_id"]}


def _mutate(update: dict[str, Any], rng: Random) -> None:
    places = list(_places(update))
    if not places:
        return
    holder, key = rng.choice(places)
    value = holder[key]
    match rng.randrange(5):
        case 0:
            holder.pop(key)
        case 1:
            holder[key] = rng.choice((None, True, 0, -1, 1.5, "", SECRET, [], {}, [SECRET], {"x": SECRET}))
        case 2:
            holder[key] = rng.choice((10**15, -(10**15), 2**63, 10**40, SECRET * 500, [value] * 20))
        case 3:
            for _ in range(rng.choice((1, 3, 200))):
                value = rng.choice(([value], {"x": value}, {key: value} if isinstance(key, str) else [value]))
            holder[key] = value
        case _:
            holder[f"new_{SECRET}" if isinstance(holder, dict) else 0] = value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
