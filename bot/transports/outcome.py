"""What a Bot API server answered, brought down to the little that the bot reads of it.

What Telegram accepted is accepted, whatever else the body holds: servers older or newer than the library, and
emulators, send fields it can't take, or leave some out. Building its objects of what nobody reads also took
half the time of an answer.
"""

from __future__ import annotations

import inspect
import json
import math
import re
from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from typing import TypeAlias, cast

from telegram import ChatMemberAdministrator
from telegram.error import NetworkError

UNREADABLE = "Invalid server response"
"""How the error begins when nobody can tell from the answer whether Telegram took the request."""

Json: TypeAlias = Mapping[str, object]

_ACCEPTED = re.compile(rb'(?<!\\)"ok"\s*:\s*true\b')
_WITH_AN_ID = re.compile(
    rb'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\{\s*"message_id"\s*:\s*(\d{1,18})\s*[,}]'
)
_LEFT_AS_IT_IS = frozenset({"getupdates"})
"""Updates are the poller's, who parses them one by one."""
_UNWRITTEN = frozenset({"getme", "getupdates"})
"""Methods of which a refusal is the token's, whoever answers: a wrong address answers 404 without JSON."""
LONGEST_WAIT_SECONDS = 24 * 3600
"""Whoever tells to wait longer is not Telegram, which keeps updates no longer than this."""
_OF_SOMEBODY = re.compile(r'"[^"]*"|-?\d{5,}')
"""In a refusal: words of the message that it refuses, and ids."""
_PHOTO = ("file_id", "file_unique_id", "width", "height")


def outcome(method: str, status: int, body: bytes, *, retry_after: str = "") -> tuple[int, bytes]:
    """Give the status and the body that the library will understand.

    Args:
        method: Of the Bot API.
        status: Of HTTP.
        body: As it came.
        retry_after: The header of that name, for a 429 that somebody before Telegram has sent.

    Raises:
        NetworkError: Whatever answered was not Telegram; or it can't be told what it did.
    """
    name = method.lower()
    if name in _LEFT_AS_IT_IS:
        return status, body
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _success(name, status, body)
    refused = _object(body)
    if refused is not None and "ok" in refused:
        return status, _refusal(refused)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return status, _refusal({"parameters": {"retry_after": wait_seconds(retry_after) or 1}})
    if name in _UNWRITTEN:
        return status, _refusal({})
    raise NetworkError(f"no answer of Telegram's, but HTTP {status}")


def wait_seconds(told: object) -> int:
    """Give how long a 429 tells to wait, in whole seconds; 0 if that is no time that Telegram would tell."""
    seconds = float(told) if isinstance(told, str) and re.fullmatch(r"[0-9]{1,9}", told) else told
    if not isinstance(seconds, (int, float)) or not 0 < seconds <= LONGEST_WAIT_SECONDS:
        return 0
    return math.ceil(seconds)


def _success(name: str, status: int, body: bytes) -> tuple[int, bytes]:
    reduce = _REDUCED.get(name, _nothing)
    if reduce is _message and (found := _WITH_AN_ID.match(body)):
        return status, _accepted(_by_id(int(found[1])))
    answer = _object(body)
    if answer is None:
        if _ACCEPTED.search(body):
            return status, _accepted(reduce(None))
        raise NetworkError(f"{UNREADABLE} (HTTP {status})")
    if answer.get("ok") is True:
        return status, _accepted(reduce(answer.get("result")))
    code = answer.get("error_code")
    if answer.get("ok") is False and isinstance(code, int) and code >= HTTPStatus.BAD_REQUEST:
        return code, _refusal(answer)
    raise NetworkError(f"{UNREADABLE} (HTTP {status})")


def _object(body: bytes) -> Json | None:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return cast("Json", read) if isinstance(read, dict) else None


def _accepted(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


def _refusal(said: Json) -> bytes:
    """Give a refusal in which every field is of its type, and none tells of whom it was."""
    description, given = said.get("description"), said.get("parameters")
    parameters = cast("Json", given) if isinstance(given, dict) else {}
    numbers = {
        "migrate_to_chat_id": _number(parameters.get("migrate_to_chat_id")),
        "retry_after": wait_seconds(parameters.get("retry_after")),
    }
    body: dict[str, object] = {"ok": False, "parameters": {name: one for name, one in numbers.items() if one}}
    if isinstance(description, str):
        body["description"] = _OF_SOMEBODY.sub("…", description)
    return json.dumps(body).encode()


def _number(value: object) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        return int(value)
    return int(value) if isinstance(value, (int, float)) and abs(value) < 2**63 else None


def _fields(result: object) -> Json:
    return cast("Json", result) if isinstance(result, dict) else {}


def _nothing(_: object) -> object:
    return True


def _message(result: object) -> object:
    """Give a message by its id alone; 0 if there is none, which no message has."""
    number = _fields(result).get("message_id")
    return _by_id(number if isinstance(number, int) else 0)


def _by_id(number: int) -> dict[str, object]:
    return {"message_id": number, "date": 0, "chat": {"id": 0, "type": "private"}}


def _picture(result: object) -> object:
    """Give a message with its picture's sizes, by which Telegram knows it the next time."""
    sizes = _fields(result).get("photo")
    kept = [
        {name: size[name] for name in _PHOTO}
        for size in (sizes if isinstance(sizes, list) else ())
        if isinstance(size, dict) and _is_size(size)
    ]
    return {**cast("Json", _message(result)), "photo": kept}


def _is_size(size: Json) -> bool:
    texts, numbers = _PHOTO[:2], _PHOTO[2:]
    return all(isinstance(size.get(name), str) for name in texts) and all(
        isinstance(size.get(name), int) for name in numbers
    )


def _guest_message(_: object) -> object:
    return {"inline_message_id": ""}


def _me(result: object) -> object:
    """Give who the bot is; what is missing, a bot can only be."""
    known = {name: value for name, value in _fields(result).items() if isinstance(value, (str, bool, int))}
    return {"id": 0, "first_name": "", **known, "is_bot": True}


def _member(result: object) -> object:
    """Give a member's standing; of which rights an administrator has, nobody asks."""
    status = _fields(result).get("status")
    nobody = {"id": 0, "first_name": "", "is_bot": False}
    if status == "creator":
        return {"status": status, "user": nobody, "is_anonymous": False}
    if status == "administrator":
        return {**dict.fromkeys(_administrators_rights(), False), "status": status, "user": nobody}
    return {"status": "left", "user": nobody}


@cache
def _administrators_rights() -> tuple[str, ...]:
    parameters = inspect.signature(ChatMemberAdministrator).parameters.values()
    return tuple(each.name for each in parameters if each.default is inspect.Parameter.empty)


def _whole(result: object) -> object:
    return result


_REDUCED: Mapping[str, Callable[[object], object]] = {
    "sendmessage": _message,
    "sendphoto": _picture,
    "editmessagemedia": _picture,
    "answerguestquery": _guest_message,
    "getme": _me,
    "getchatmember": _member,
    "getmycommands": _whole,
    "getwebhookinfo": _whole,
}
