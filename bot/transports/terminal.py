"""Telegram on a terminal: what the bot sends is drawn instead of sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import ClassVar, TypeAlias

from telegram.request import RequestData

from bot.transports.conversation import BOT, Conversation, Json
from bot.transports.in_process import InProcessRequest
from bot.transports.markup import Marked, from_entities, from_html
from bot.transports.screen import Screen
from handlers.texts import Texts

TOKEN = "0:terminal"  # noqa: S105 - the library wants one; nobody is asked for it
Parameters: TypeAlias = Mapping[str, object]

_NOTHING_TO_DRAW = frozenset(
    {
        "sendChatAction",
        "setMyCommands",
        "deleteMyCommands",
        "setMyName",
        "setMyDescription",
        "setMyShortDescription",
        "setChatMenuButton",
        "pinChatMessage",
        "unpinChatMessage",
        "deleteMessage",
        "deleteMessages",
        "deleteWebhook",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class TerminalRequest(InProcessRequest):
    """The library's way out, led onto a screen; there is no network behind it.

    Attributes:
        texts: Gives the texts of the person's language as it is now.
    """

    where: ClassVar[str] = "a terminal"
    screen: Screen
    conversation: Conversation
    texts: Callable[[], Texts]
    _pictures: dict[str, Path] = field(default_factory=dict)

    def result(self, name: str, data: RequestData) -> object:
        """Do what one Bot API method does, as far as a terminal can; refuse what it can't."""
        parameters: Parameters = data.parameters
        result: object = True if name in _NOTHING_TO_DRAW else None
        match name:
            case "getMe":
                result = BOT
            case "sendMessage" | "editMessageText":
                result = self._show(_marked(parameters, "text", "entities"), parameters)
            case "editMessageCaption":
                result = self._show(_marked(parameters, "caption", "caption_entities"), parameters)
            case "editMessageReplyMarkup":
                result = self._show(None, parameters)
            case "sendPhoto" | "editMessageMedia":
                result = self._show_picture(parameters, data)
            case "answerCallbackQuery":
                result = self._remark(str(parameters.get("text") or ""))
            case "getMyCommands" | "getUpdates":
                result = []
            case "getChat":
                result = {**self.conversation.chat, "accent_color_id": 0, "max_reaction_count": 1}
            case "getChatMember":
                result = {"status": "creator", "user": self.conversation.person, "is_anonymous": False}
        return result

    def _show(self, marked: Marked | None, parameters: Parameters, **more: object) -> Json:
        """Draw a message with its buttons, and give it as Telegram would."""
        content = {"text": marked.text} if marked and not more else {}
        markup = {"reply_markup": parameters["reply_markup"]} if parameters.get("reply_markup") else {}
        number = parameters.get("message_id")
        message = self.conversation.sent(
            {**content, **more, **markup}, message_id=int(str(number)) if number else None
        )
        first, rows = self.conversation.offer(message)
        if marked and marked.text:
            self.screen.show(marked)
        self.screen.show_buttons(rows, first=first)
        return message

    def _show_picture(self, parameters: Parameters, data: RequestData) -> Json:
        """Write a picture into a file, once, and say where it is: a terminal shows its words only."""
        media = parameters.get("media")
        described: Parameters = media if isinstance(media, Mapping) else parameters
        known = str(described.get("media") or described.get("photo") or "")
        for _, content, _ in data.multipart_data.values():
            with NamedTemporaryFile(prefix="card-", suffix=".png", delete=False) as file:
                file.write(content if isinstance(content, bytes) else content.read())
            known = Path(file.name).stem
            self._pictures[known] = Path(file.name)
        file_name = str(self._pictures.get(known, known))
        self.screen.note(self.texts().label("terminal_picture", file=file_name))
        size = {"file_id": known, "file_unique_id": known, "width": 1, "height": 1}
        marked = _marked(described, "caption", "caption_entities")
        return self._show(marked, parameters, photo=[size], caption=marked.text)

    def _remark(self, text: str) -> bool:
        if text:
            self.screen.note(text)
        return True


def _marked(parameters: Parameters, name: str, entities_name: str) -> Marked:
    text = str(parameters.get(name) or "")
    if str(parameters.get("parse_mode") or "").upper() == "HTML":
        return from_html(text)
    entities = parameters.get(entities_name)
    return from_entities(text, entities if isinstance(entities, list) else ())
