"""What Telegram's Bot API refuses of what a bot sends: limits, buttons, results, commands."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import cast

from PIL import Image, UnidentifiedImageError
from telegram.constants import ReactionEmoji

from tests.telegram.html import Parsed, parse, units
from tests.telegram.refusal import Refusal

Json = Mapping[str, object]
_ACTIONS = {
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
    "pay",
    "login_url",
}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def text_of(parameters: Json, key: str, most: int) -> Parsed:
    """Parse a text or caption, and hold it to its length."""
    given = parameters.get(key, "")
    if not isinstance(given, str):
        raise Refusal.bad(f"{key} must be a String")
    mode = parameters.get("parse_mode")
    if mode not in {None, "HTML"}:
        raise Refusal.bad("unsupported parse_mode")
    parsed = parse(given) if mode == "HTML" else Parsed(given, ())
    if units(parsed.text) > most:
        raise Refusal.bad("message is too long" if key == "text" else "message caption is too long")
    if key == "text" and not parsed.text.strip():
        raise Refusal.bad("message text is empty")
    return parsed


def picture(content: bytes) -> tuple[int, int]:
    """Check a picture that is uploaded as a photo, and give its width and height."""
    if len(content) > 10 * 1024 * 1024:
        raise Refusal.bad("file is too big")
    try:
        width, height = Image.open(io.BytesIO(content)).size
    except UnidentifiedImageError:
        raise Refusal.bad("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise Refusal.bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def keyboard(markup: object) -> tuple[tuple[Json, ...], ...]:
    """Check an inline keyboard, and give its buttons."""
    if markup is None:
        return ()
    rows = cast("Mapping[str, Sequence[Sequence[Json]]]", markup).get("inline_keyboard", ())
    for button in (button for row in rows for button in row):
        _button(button)
    return tuple(tuple(row) for row in rows)


def _button(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise Refusal.bad("can't parse inline keyboard button: Text can't be empty")
    actions = [key for key in button if key in _ACTIONS]
    if len(actions) != 1:
        raise Refusal.bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise Refusal.bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not re.match(r"(https?|tg)://\S+$", str(url)):
        raise Refusal.bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(str(cast("Json", copied)["text"])) <= 256:
        raise Refusal.bad("BUTTON_COPY_TEXT_INVALID")
    if len(str(button.get("switch_inline_query", ""))) > 256:
        raise Refusal.bad("BUTTON_SWITCH_QUERY_INVALID")


def inline_results(results: Sequence[Json]) -> None:
    """Check what is offered inline: at most 50, ids unique and short, each of them sendable."""
    if len(results) > 50:
        raise Refusal.bad("too many inline query results specified")
    seen = set()
    for result in results:
        key = str(result.get("id", ""))
        if not 1 <= len(key.encode()) <= 64:
            raise Refusal.bad("RESULT_ID_INVALID")
        if key in seen:
            raise Refusal.bad("RESULT_ID_DUPLICATE")
        seen.add(key)
        if result.get("type") == "article" and not result.get("title"):
            raise Refusal.bad("ARTICLE_TITLE_EMPTY")
        inline_result(result)


def inline_answer(answer: Json) -> None:
    """Check an answer to an inline query: its results, its page, and the button above them."""
    inline_results(cast("Sequence[Json]", answer["results"]))
    if len(str(answer.get("next_offset", "")).encode()) > 64:
        raise Refusal.bad("NEXT_OFFSET_INVALID")
    button = cast("Json", answer.get("button") or {"text": "none", "start_parameter": "none"})
    if not str(button.get("text", "")).strip():
        raise Refusal.bad("text of the button can't be empty")
    if not _START_PARAMETER.fullmatch(str(button.get("start_parameter", ""))):
        raise Refusal.bad("START_PARAM_INVALID")


def inline_result(result: Json) -> Parsed:
    """Check one result's message, or the words of its picture, and give them."""
    if result.get("type") == "photo":
        if not result.get("photo_file_id"):
            raise Refusal.bad("wrong file identifier/HTTP URL specified")
        keyboard(result.get("reply_markup"))
        return text_of(result, "caption", 1024)
    content = cast("Json", result.get("input_message_content") or {})
    if "message_text" not in content:
        raise Refusal.bad("input message content is not specified")
    keyboard(result.get("reply_markup"))
    return text_of({"text": content["message_text"], "parse_mode": content.get("parse_mode")}, "text", 4096)


def commands(listed: Sequence[Json]) -> None:
    """Check a menu of commands."""
    if len(listed) > 100:
        raise Refusal.bad("BOT_COMMANDS_TOO_MUCH")
    for command in listed:
        if not _COMMAND.fullmatch(str(command.get("command", ""))):
            raise Refusal.bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise Refusal.bad("BOT_COMMAND_DESCRIPTION_INVALID")


MOST = {"description": 512, "short_description": 120, "name": 64}


def profile(key: str, value: object) -> None:
    """Hold a description or name to its length."""
    if len(str(value or "")) > MOST[key]:
        raise Refusal.bad(f"{key} is too long")


PARAMETERS: Mapping[str, frozenset[str]] = {
    method: frozenset(names.split())
    for method, names in {
        "getMe": "",
        "getUpdates": "offset limit timeout allowed_updates",
        "setWebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates "
        "secret_token",
        "deleteWebhook": "drop_pending_updates",
        "getWebhookInfo": "",
        "sendMessage": "chat_id text parse_mode entities reply_markup link_preview_options reply_parameters "
        "message_thread_id disable_notification protect_content",
        "sendPhoto": "chat_id photo caption parse_mode reply_markup reply_parameters message_thread_id "
        "show_caption_above_media disable_notification",
        "editMessageMedia": "chat_id message_id inline_message_id media reply_markup",
        "editMessageText": "chat_id message_id inline_message_id text parse_mode reply_markup "
        "link_preview_options",
        "editMessageReplyMarkup": "chat_id message_id inline_message_id reply_markup",
        "deleteMessage": "chat_id message_id",
        "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
        "answerInlineQuery": "inline_query_id results cache_time is_personal next_offset button",
        "answerGuestQuery": "guest_query_id result",
        "setMyCommands": "commands scope language_code",
        "getMyCommands": "scope language_code",
        "setMyDescription": "description language_code",
        "setMyShortDescription": "short_description language_code",
        "getChat": "chat_id",
        "getChatMember": "chat_id user_id",
        "getChatAdministrators": "chat_id",
        "sendChatAction": "chat_id action message_thread_id",
        "leaveChat": "chat_id",
        "setMessageReaction": "chat_id message_id reaction is_big",
    }.items()
}


def reaction(parameters: Json) -> str:
    """Give the emoji of a reaction, of which a bot may set one."""
    [one] = cast("Sequence[Json]", parameters["reaction"])
    if one.get("type") != "emoji" or one.get("emoji") not in set(ReactionEmoji):
        raise Refusal.bad("REACTION_INVALID")
    return str(one["emoji"])


def known(method: str, parameters: Json) -> None:
    """Refuse a method or a parameter that the Bot API does not have: a mistake of the bot's."""
    if method not in PARAMETERS:
        raise Refusal(f"Not Found: method {method} is not known to the far end", code=404)
    strange = set(parameters) - PARAMETERS[method]
    if strange:
        raise Refusal.bad(f"{method}: unknown parameters {sorted(strange)}")
