"""Who talks on a terminal, and what a typed line means: a message, or a button pressed by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TypeAlias

Json: TypeAlias = dict[str, object]
Clock: TypeAlias = Callable[[], int]

PERSON = 2
USERNAME = "terminal_chat_bot"
_LONGEST_NUMBER = 2
"""Digits of a button; a year is a question."""
OWN_LINK = f"https://t.me/{USERNAME}?start="
BOT: Mapping[str, object] = {
    "id": 1,
    "is_bot": True,
    "first_name": "Terminal",
    "username": USERNAME,
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message, and the message it stands under."""

    label: str
    fields: Mapping[str, object]
    message: Mapping[str, object]


@dataclass(slots=True)
class Conversation:
    """One person and the bot, and the buttons that can be pressed now.

    Attributes:
        language: The person's, an ISO 639 code.
        now: Gives seconds since 1970.
    """

    language: str
    now: Clock
    _buttons: list[Button] = field(default_factory=list)
    _fresh: bool = True
    _numbers: count[int] = field(default_factory=lambda: count(1))

    @property
    def person(self) -> Json:
        """The one who types."""
        return {"id": PERSON, "is_bot": False, "first_name": "You", "language_code": self.language}

    @property
    def chat(self) -> Json:
        """Where they talk."""
        return {"id": PERSON, "type": "private", "first_name": "You"}

    def typed(self, line: str) -> Json:
        """Turn a typed line into an update."""
        pressed = self._pressed(line.strip())
        self._fresh = True
        if pressed is None:
            return self._message_update(line)
        address = str(pressed.fields.get("url") or "")
        if address.startswith(OWN_LINK):
            return self._message_update(f"/start {address.removeprefix(OWN_LINK)}")
        if "callback_data" in pressed.fields:
            return self._press_update(pressed)
        return self._message_update(pressed.label)

    def misses(self, line: str) -> bool:
        """Tell whether a line presses a button that is not there: a short number, while there are buttons."""
        typed = line.strip()
        is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_NUMBER
        return is_number and bool(self._buttons) and self._pressed(typed) is None

    def sent(self, content: Mapping[str, object], *, message_id: int | None = None) -> Json:
        """Give the message that the bot has sent, or edited if it has a number already."""
        number = next(self._numbers) if message_id is None else message_id
        return {"message_id": number, "date": self.now(), "chat": self.chat, "from": BOT, **content}

    def offer(self, message: Json) -> tuple[int, tuple[tuple[str, ...], ...]]:
        """Make the buttons of a message pressable; those from before the person last typed are gone.

        Returns:
            The number of the first button, and the labels, row by row.
        """
        if self._fresh:
            self._buttons.clear()
            self._fresh = False
        first = len(self._buttons) + 1
        rows = []
        for row in _rows(message):
            buttons = [Button(str(fields.get("text", "")), fields, message) for fields in row]
            self._buttons.extend(buttons)
            rows.append(tuple(button.label for button in buttons))
        return first, tuple(rows)

    def _pressed(self, typed: str) -> Button | None:
        if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= len(self._buttons)):
            return None
        return self._buttons[int(typed) - 1]

    def _message_update(self, text: str) -> Json:
        message: Json = {
            "message_id": next(self._numbers),
            "date": self.now(),
            "chat": self.chat,
            "from": self.person,
            "text": text,
        }
        command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        if command:
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        return {"update_id": next(self._numbers), "message": message}

    def _press_update(self, button: Button) -> Json:
        query: Json = {
            "id": str(next(self._numbers)),
            "from": self.person,
            "chat_instance": "terminal",
            "data": button.fields["callback_data"],
            "message": button.message,
        }
        return {"update_id": next(self._numbers), "callback_query": query}


def _rows(message: Mapping[str, object]) -> Iterator[list[Mapping[str, object]]]:
    """Give the rows of buttons that mean something on a terminal."""
    markup = message.get("reply_markup")
    if not isinstance(markup, Mapping):
        return
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or ()
    for row in rows if isinstance(rows, (list, tuple)) else ():
        written = [{"text": fields} if isinstance(fields, str) else dict(fields) for fields in row]
        if "inline_keyboard" in markup:
            written = [fields for fields in written if _is_pressable(fields)]
        if written:
            yield list(written)


def _is_pressable(fields: Mapping[str, object]) -> bool:
    """Tell whether a terminal can do what the button does; it can't open inline mode or other pages."""
    return "callback_data" in fields or str(fields.get("url") or "").startswith(OWN_LINK)
