"""Telegram as the preview plays it: what the bot sends is kept, to be shown as it would be seen."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import ClassVar, TypeAlias

from telegram.request import RequestData

from bot.preview.markup import as_page, units
from bot.transports.in_process import InProcessRequest

Json: TypeAlias = dict[str, object]

TOKEN = "0:preview"  # noqa: S105 - the library wants one; nobody is asked for it
USERNAME = "preview_bot"
PERSON = 2
BOT: Mapping[str, object] = {
    "id": 1,
    "is_bot": True,
    "first_name": "Preview",
    "username": USERNAME,
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}
MOST_CHARACTERS, MOST_CAPTION, MOST_DATA = 4096, 1024, 64
_DONE = frozenset({"sendChatAction"})
_SILENT = ("set", "delete", "pin", "unpin")
"""What begins so shows nothing here."""


@dataclass(slots=True, eq=False)
class PreviewRequest(InProcessRequest):
    """The library's way out, led onto the page; there is no network behind it.

    Attributes:
        shown: What the page is to show since it last asked.
        pictures: PNG by file id.
    """

    where: ClassVar[str] = "the preview"
    shown: list[Json] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    _messages: dict[int, Json] = field(default_factory=dict)
    # A page that outlives this program shows no message of the next one in the place of its own.
    _numbers: count[int] = field(default_factory=lambda: count(int(time.time())))

    def number(self) -> int:
        """Give a number that nothing else has."""
        return next(self._numbers)

    def message(self, number: int) -> Json | None:
        """Give a message that the bot sent, as Telegram would; None if it never did."""
        return self._messages.get(number)

    def taken(self) -> list[Json]:
        """Give what is to be shown, once."""
        shown, self.shown = self.shown, []
        return shown

    def result(self, name: str, data: RequestData) -> object:
        """Do what one Bot API method does, as far as a page can."""
        parameters = data.parameters
        result: object = True if name in _DONE or name.startswith(_SILENT) else None
        match name:
            case "sendMessage" | "editMessageText":
                result = self._say(parameters, str(parameters.get("text") or ""), most=MOST_CHARACTERS)
            case "sendPhoto" | "editMessageMedia" | "editMessageCaption":
                result = self._show_picture(parameters, data)
            case "editMessageReplyMarkup":
                result = self._say(parameters, None, most=MOST_CHARACTERS)
            case "answerCallbackQuery":
                result = self._remark(str(parameters.get("text") or ""))
            case "setMessageReaction":
                result = self._remark("The bot reacts to your message.")
            case "answerInlineQuery":
                result = self._offer(parameters)
            case _ if name in _ASKED:
                result = _ASKED[name]
        return result

    def _remark(self, text: str) -> bool:
        if text:
            self.shown.append({"kind": "alert", "text": text})
        return True

    def _say(self, parameters: Mapping[str, object], text: str | None, *, most: int, **more: object) -> Json:
        number = int(str(parameters.get("message_id") or self.number()))
        rows = _rows(parameters.get("reply_markup"))
        html = as_page(text) if text is not None else None
        self.shown.append(
            {
                "kind": "message",
                "id": number,
                "html": html,
                "rows": rows,
                "limits": _limits(text, rows, most),
                **more,
            }
        )
        markup = {"reply_markup": parameters["reply_markup"]} if parameters.get("reply_markup") else {}
        content = {"photo": [_size(str(more["picture"]))]} if "picture" in more else {"text": text or ""}
        sent = {
            "message_id": number,
            "date": int(time.time()),
            "chat": chat(),
            "from": BOT,
            **content,
            **markup,
        }
        self._messages[number] = sent
        return sent

    def _show_picture(self, parameters: Mapping[str, object], data: RequestData) -> Json:
        media = parameters.get("media")
        described = media if isinstance(media, Mapping) else parameters
        known = str(described.get("media") or described.get("photo") or "")
        for _, content, _ in data.multipart_data.values():
            known = f"card-{self.number()}"
            self.pictures[known] = content if isinstance(content, bytes) else content.read()
        return self._say(parameters, str(described.get("caption") or ""), most=MOST_CAPTION, picture=known)

    def _offer(self, parameters: Mapping[str, object]) -> bool:
        results = parameters.get("results")
        found = [one for one in results if isinstance(one, Mapping)] if isinstance(results, list) else []
        button = parameters.get("button")
        rows = [[_way_in(button)]] if isinstance(button, Mapping) else []
        self.shown.append({"kind": "inline", "rows": rows, "results": [_offered(one) for one in found]})
        return True


def chat() -> Json:
    """Give the private chat of the preview."""
    return {"id": PERSON, "type": "private", "first_name": "You"}


def person(language: str) -> Json:
    """Give who talks there."""
    return {"id": PERSON, "is_bot": False, "first_name": "You", "language_code": language}


_ASKED: Mapping[str, object] = {
    "getMe": BOT,
    "getMyCommands": [],
    "getUpdates": [],
    "getChat": {**chat(), "accent_color_id": 0, "max_reaction_count": 1},
    "getChatMember": {"status": "creator", "user": person("en"), "is_anonymous": False},
}
"""What the bot asks Telegram for, and hears."""


def _offered(result: Mapping[str, object]) -> Json:
    content = result.get("input_message_content")
    text = content.get("message_text") if isinstance(content, Mapping) else result.get("caption")
    return {
        "title": str(result.get("title") or result.get("type") or ""),
        "description": str(result.get("description") or ""),
        "picture": str(result.get("photo_file_id") or ""),
        "html": as_page(str(text or "")),
        "rows": _rows(result.get("reply_markup")),
    }


def _way_in(button: Mapping[str, object]) -> Json:
    """Give the button above inline results, which leads into the private chat."""
    url = f"https://t.me/{USERNAME}?start={button.get('start_parameter') or ''}"
    return {"text": str(button.get("text") or ""), "url": url}


def _rows(markup: object) -> list[list[Json]]:
    rows = markup.get("inline_keyboard") if isinstance(markup, Mapping) else None
    return [[dict(button) for button in row] for row in rows] if isinstance(rows, list | tuple) else []


def _limits(text: str | None, rows: list[list[Json]], most: int) -> str:
    """Say how much of Telegram's room is taken."""
    data = max(
        (len(str(button.get("callback_data") or "").encode()) for row in rows for button in row), default=0
    )
    said = [] if text is None else [f"{units(text):,} of {most:,} characters"]
    return " · ".join([*said, *([f"buttons: {data} of {MOST_DATA} bytes"] if data else [])])


def _size(known: str) -> Json:
    return {"file_id": known, "file_unique_id": known, "width": 1, "height": 1}
