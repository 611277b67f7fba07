"""Telegram's state: who is there, what was sent, and what people do; the rules applied to each call."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias, cast

from tests.telegram import rules
from tests.telegram.html import units
from tests.telegram.refusal import Refusal
from tests.telegram.rules import Json

BOT = {
    "id": 4242,
    "is_bot": True,
    "first_name": "Quotes",
    "username": "quotes_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
PRIVATE = {"id": 100, "type": "private", "first_name": "Ann"}
GROUP = {"id": -200, "type": "group", "title": "Class 7b"}
FORUM = {"id": -100300, "type": "supergroup", "title": "Newsroom", "is_forum": True}
CHANNEL = {"id": -100400, "type": "channel", "title": "Ministry"}
ANN = {"id": 100, "is_bot": False, "first_name": "Ann", "language_code": "en"}
ADMIN_ID = 7
"""Of the administrator, whose private chat has the same id."""
NOBODY = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""An administrator who writes in the group's own name."""
Files: TypeAlias = Mapping[str, bytes]
NO_FILES: Files = MappingProxyType({})
_COMMAND = re.compile(r"(?:^|(?<=\s))/[A-Za-z0-9_]{1,32}(?:@\w+)?")
_MENTION = re.compile(r"(?:^|(?<=\s))@\w{3,32}")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the bot's as a person sees it."""

    chat_id: int
    message_id: int
    text: str
    html: str
    buttons: tuple[tuple[Json, ...], ...]
    thread: int | None = None
    entities: tuple[Json, ...] = ()
    file_id: str = ""

    @property
    def labels(self) -> list[str]:
        """What stands on its buttons."""
        return [str(button["text"]) for row in self.buttons for button in row]


@dataclass(slots=True)
class World:
    """One Telegram with one bot; `calls` keeps every call in order."""

    now: int = 1_700_000_000
    sent: dict[tuple[int, int], Sent] = field(default_factory=dict)
    order: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    inline_answers: list[Json] = field(default_factory=list)
    guest_answers: list[Sent] = field(default_factory=list)
    reactions: list[tuple[int, int, str]] = field(default_factory=list)
    without_reactions: set[int] = field(default_factory=set)
    knows_reactions: bool = True
    blocked: set[int] = field(default_factory=set)
    closed_topics: set[tuple[int, int]] = field(default_factory=set)
    administrators: set[tuple[int, int]] = field(default_factory=set)
    faults: list[Refusal] = field(default_factory=list)
    said: dict[tuple[int, int], dict[str, object]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    _files: Files = field(default_factory=dict)
    me: Json = field(default_factory=lambda: BOT)
    webhook: str = ""
    secret: str = ""
    menus: dict[tuple[str, str], Sequence[Json]] = field(default_factory=dict)
    _open_queries: set[str] = field(default_factory=set)
    _next_id: int = 0

    def number(self) -> int:
        """Give a number that was not given before."""
        self._next_id += 1
        return self._next_id

    # What people do: each gives the update that the bot gets.

    def says(
        self,
        text: str,
        *,
        user: Json = ANN,
        chat: Json = PRIVATE,
        thread: int | None = None,
        reply_to: Sent | None = None,
        kind: str = "message",
        message_id: int | None = None,
    ) -> dict[str, object]:
        """Write a message, or edit or post one."""
        message = self._message(chat, user, thread, message_id)
        message |= {"text": text, "entities": _entities(text)}
        if kind.startswith("edited"):
            message["edit_date"] = self.now
            before = self.said.get((int(str(chat["id"])), int(str(message["message_id"]))), message)
            message["date"] = before["date"]
        if kind.endswith("channel_post"):
            message["sender_chat"] = message["chat"]
            message.pop("from")
            message["sender_chat"] = dict(chat)
        if user is NOBODY:
            message["sender_chat"] = dict(chat)
        if reply_to is not None:
            message["reply_to_message"] = self._as_message(reply_to, chat)
        self.said[int(str(chat["id"])), int(str(message["message_id"]))] = message
        return self._update(kind, message)

    def sends(self, what: Json, *, user: Json = ANN, chat: Json = PRIVATE) -> dict[str, object]:
        """Send something that is no text."""
        message = self._message(chat, user, None, None) | dict(what)
        if "caption" in what:
            message["caption_entities"] = _entities(str(what["caption"]))
        return self._update("message", message)

    def presses(self, sent: Sent, label: str, *, user: Json = ANN, chat: Json = PRIVATE) -> dict[str, object]:
        """Press a button of a message by what stands on it."""
        found = [button for row in sent.buttons for button in row if label in str(button["text"])]
        assert found, f"no button {label!r} among {sent.labels}"
        return self.calls_back(found[0]["callback_data"], message=self._as_message(sent, chat), user=user)

    def as_message(self, sent: Sent, chat: Json = PRIVATE) -> dict[str, object]:
        """Give a message of the bot's as an update shows it."""
        return self._as_message(sent, chat)

    def calls_back(self, data: object, *, user: Json = ANN, **where: object) -> dict[str, object]:
        """Press a button that carries some data, under a `message` or in an `inline_message_id`."""
        query_id = str(self.number())
        self._open_queries.add(query_id)
        query = {"id": query_id, "from": dict(user), "chat_instance": "1", "data": data, **where}
        return self._update("callback_query", query)

    def puts_the_bot(self, status: str, *, chat: Json = PRIVATE, user: Json = ANN) -> dict[str, object]:
        """Remove the bot from a chat ("left" or "kicked"), block it in private ("kicked"), or let it in."""
        me = {key: BOT[key] for key in ("id", "is_bot", "first_name", "username")}
        before = {"user": me, "status": "member"}
        after = {"user": me, "status": status} | ({"until_date": 0} if status == "kicked" else {})
        changed = {"chat": dict(chat), "from": dict(user), "date": self.now}
        return self._update("my_chat_member", changed | {"old_chat_member": before, "new_chat_member": after})

    def types_inline(self, query: str, *, offset: str = "", user: Json = ANN) -> dict[str, object]:
        """Type behind the bot's name in any chat."""
        query_id = str(self.number())
        self._open_queries.add(query_id)
        return self._update(
            "inline_query", {"id": query_id, "from": dict(user), "query": query, "offset": offset}
        )

    def asks_as_guest(self, text: str, *, user: Json = ANN, chat: Json = GROUP) -> dict[str, object]:
        """Mention the bot in a chat it is no member of."""
        query_id = str(self.number())
        self._open_queries.add(query_id)
        message = self._message(chat, user, None, None) | {"text": text, "entities": _entities(text)}
        return self._update("guest_message", message | {"guest_query_id": query_id})

    # What the bot does.

    def call(self, method: str, parameters: Json, files: Files = NO_FILES) -> object:
        """Do what the bot asks, as Telegram would.

        Args:
            files: What is uploaded with the call, by the name of its part.

        Raises:
            Refusal: Telegram would not.
        """
        rules.known(method, parameters)
        self.calls.append((method, parameters))
        self._files = files
        if self.faults and method.startswith(("send", "edit", "answer")):
            raise self.faults.pop(0)
        return _METHODS[method](self, parameters)

    def set_webhook(self, parameters: Json) -> object:
        """Keep where updates go; Telegram takes https only, a server of one's own takes both."""
        url = str(parameters["url"])
        if not url.startswith(("https://", "http://")):
            raise Refusal.bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not 1 <= int(str(parameters.get("max_connections", 40))) <= 100:
            raise Refusal.bad("bad webhook: max_connections")
        self.webhook, self.secret = url, str(parameters.get("secret_token", ""))
        return True

    def delete_webhook(self, _parameters: Json) -> object:
        """Let updates wait."""
        self.webhook = self.secret = ""
        return True

    def send_message(self, parameters: Json) -> object:
        """Keep a message that the bot sends."""
        parsed = rules.text_of(parameters, "text", 4096)
        return self._keep(parameters, str(parameters["text"]), parsed.text, parsed.entities)

    def send_photo(self, parameters: Json) -> object:
        """Keep a picture that the bot sends."""
        parsed = rules.text_of(parameters, "caption", 1024)
        file_id = self._file_id(str(parameters.get("photo") or "attach://photo"))
        html = str(parameters.get("caption", ""))
        return self._keep(parameters, html, parsed.text, parsed.entities, file_id=file_id)

    def edit_media(self, parameters: Json) -> object:
        """Change the picture of a message that the bot sent, and its caption."""
        media = cast("Json", parameters["media"])
        parsed = rules.text_of(media, "caption", 1024)
        buttons = rules.keyboard(parameters.get("reply_markup"))
        old = self._to_edit(parameters)
        html = str(media.get("caption", ""))
        file_id = self._file_id(str(media["media"]))
        return self._change(
            replace(
                old, text=parsed.text, html=html, buttons=buttons, entities=parsed.entities, file_id=file_id
            )
        )

    def _file_id(self, given: str) -> str:
        """Take a picture in, or find one that was taken in before."""
        if not given.startswith("attach://"):
            if given not in self.pictures:
                raise Refusal.bad("wrong file identifier/HTTP URL specified")
            return given
        content = self._files[given.removeprefix("attach://")]
        rules.picture(content)
        file_id = f"photo-{self.number()}"
        self.pictures[file_id] = content
        return file_id

    def edit_text(self, parameters: Json) -> object:
        """Change a message that the bot sent."""
        parsed = rules.text_of(parameters, "text", 4096)
        buttons = rules.keyboard(parameters.get("reply_markup"))
        if "inline_message_id" in parameters:
            return True
        old = self._to_edit(parameters)
        if old.file_id:
            raise Refusal.bad("there is no text in the message to edit")
        html = str(parameters["text"])
        return self._change(
            replace(old, text=parsed.text, html=html, buttons=buttons, entities=parsed.entities)
        )

    def _to_edit(self, parameters: Json) -> Sent:
        old = self.sent.get((int(str(parameters["chat_id"])), int(str(parameters["message_id"]))))
        if old is None:
            raise Refusal.bad("message to edit not found")
        return old

    def _change(self, new: Sent) -> object:
        key = (new.chat_id, new.message_id)
        if replace(new, html="") == replace(self.sent[key], html=""):
            raise Refusal.bad(
                "message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        self.sent[key] = new
        self.order.append(new)
        return self._as_message(new, {"id": key[0], "type": "private" if key[0] > 0 else "supergroup"})

    def edit_markup(self, parameters: Json) -> object:
        """Change the buttons of a message."""
        rules.keyboard(parameters.get("reply_markup"))
        return True

    def delete(self, parameters: Json) -> object:
        """Take a message away."""
        key = (int(str(parameters["chat_id"])), int(str(parameters["message_id"])))
        if self.sent.pop(key, None) is None:
            raise Refusal.bad("message to delete not found")
        return True

    def react(self, parameters: Json) -> object:
        """Set a reaction, where the chat allows that one."""
        emoji, chat_id = rules.reaction(parameters), int(str(parameters["chat_id"]))
        if not self.knows_reactions:
            raise Refusal("Internal Server Error", code=500)
        if chat_id in self.without_reactions:
            raise Refusal.bad("REACTION_INVALID")
        self.reactions.append((chat_id, int(str(parameters["message_id"])), emoji))
        return True

    def answer_callback(self, parameters: Json) -> object:
        """Stop a button's clock."""
        if len(str(parameters.get("text", ""))) > 200:
            raise Refusal.bad("MESSAGE_TOO_LONG")
        self._close(str(parameters["callback_query_id"]))
        if parameters.get("text"):
            self.alerts.append(str(parameters["text"]))
        return True

    def answer_inline(self, parameters: Json) -> object:
        """Offer inline results."""
        rules.inline_answer(parameters)
        self._close(str(parameters["inline_query_id"]))
        self.inline_answers.append(parameters)
        return True

    def answer_guest(self, parameters: Json) -> object:
        """Answer in a chat that the bot is no member of."""
        result = cast("Json", parameters["result"])
        parsed = rules.inline_result(result)
        self._close(str(parameters["guest_query_id"]))
        content = cast("Json", result.get("input_message_content") or {"message_text": result.get("caption")})
        buttons = rules.keyboard(result.get("reply_markup"))
        file_id = str(result.get("photo_file_id", ""))
        if file_id and file_id not in self.pictures:
            raise Refusal.bad("wrong file identifier/HTTP URL specified")
        html = str(content["message_text"])
        self.guest_answers.append(Sent(0, 0, parsed.text, html, buttons, file_id=file_id))
        return {"inline_message_id": f"guest-{self.number()}"}

    def set_commands(self, parameters: Json) -> object:
        """Set the menu."""
        listed = cast("Sequence[Json]", parameters["commands"])
        rules.commands(listed)
        self.menus[_menu(parameters)] = listed
        return True

    def set_profile(self, parameters: Json) -> object:
        """Set a description."""
        for key in set(parameters) & set(rules.MOST):
            rules.profile(key, parameters[key])
        return True

    def member(self, parameters: Json) -> object:
        """Tell whether somebody is an administrator."""
        key = (int(str(parameters["chat_id"])), int(str(parameters["user_id"])))
        user = {"id": key[1], "is_bot": False, "first_name": "Somebody"}
        if key in self.administrators:
            return {"status": "creator", "user": user, "is_anonymous": False}
        return {"status": "member", "user": user}

    def _close(self, query_id: str) -> None:
        if query_id not in self._open_queries:
            raise Refusal.bad("query is too old and response timeout expired or query ID is invalid")
        self._open_queries.discard(query_id)

    def _keep(
        self, parameters: Json, html: str, text: str, entities: Sequence[Json], *, file_id: str = ""
    ) -> dict[str, object]:
        chat_id = int(str(parameters["chat_id"]))
        if chat_id in self.blocked:
            raise Refusal("Forbidden: bot was blocked by the user", code=403)
        thread = parameters.get("message_thread_id")
        if thread is not None and (chat_id, int(str(thread))) in self.closed_topics:
            raise Refusal.bad("TOPIC_CLOSED")
        buttons = rules.keyboard(parameters.get("reply_markup"))
        number = int(str(thread)) if thread is not None else None
        sent = Sent(chat_id, self.number(), text, html, buttons, number, tuple(entities), file_id)
        self.sent[chat_id, sent.message_id] = sent
        self.order.append(sent)
        message = self._as_message(sent, {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"})
        reply = cast("Json", parameters.get("reply_parameters") or {})
        answered = self.said.get((chat_id, int(str(reply.get("message_id", 0)))))
        if answered is not None:
            self.said[chat_id, sent.message_id] = answered
            message["reply_to_message"] = answered
        return message

    def _as_message(self, sent: Sent, chat: Json) -> dict[str, object]:
        message: dict[str, object] = {
            "message_id": sent.message_id,
            "date": self.now,
            "chat": dict(chat),
            "from": {key: BOT[key] for key in ("id", "is_bot", "first_name", "username")},
        }
        if sent.file_id:
            size = {"file_id": sent.file_id, "file_unique_id": "u", "width": 90, "height": 90}
            message |= {"photo": [size], "caption": sent.text}
        else:
            message |= {"text": sent.text, "entities": [dict(one) for one in sent.entities]}
        if sent.buttons:
            message["reply_markup"] = {"inline_keyboard": [list(row) for row in sent.buttons]}
        if sent.thread is not None:
            message |= {"message_thread_id": sent.thread, "is_topic_message": True}
        answered = self.said.get((sent.chat_id, sent.message_id))
        if answered is not None:
            message["reply_to_message"] = answered
        return message

    def _message(
        self, chat: Json, user: Json, thread: int | None, message_id: int | None
    ) -> dict[str, object]:
        message: dict[str, object] = {
            "message_id": message_id or self.number(),
            "date": self.now,
            "chat": dict(chat),
            "from": dict(user),
        }
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        return message

    def _update(self, kind: str, value: object) -> dict[str, object]:
        return {"update_id": self.number(), kind: value}


def _menu(parameters: Json) -> tuple[str, str]:
    """Tell for which kind of chat and which language a menu is."""
    scope = cast("Json", parameters.get("scope") or {"type": "default"})
    return str(scope["type"]), str(parameters.get("language_code") or "")


def _entities(text: str) -> list[dict[str, object]]:
    found = []
    for kind, pattern in (("bot_command", _COMMAND), ("mention", _MENTION)):
        for match in pattern.finditer(text):
            offset, length = units(text[: match.start()]), units(match[0])
            found.append({"type": kind, "offset": offset, "length": length})
    return found


_METHODS: Mapping[str, Callable[[World, Json], object]] = {
    "getMe": lambda world, _parameters: world.me,
    "getUpdates": lambda _world, _parameters: [],
    "setWebhook": World.set_webhook,
    "deleteWebhook": World.delete_webhook,
    "getWebhookInfo": lambda world, _parameters: {
        "url": world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": 0,
    },
    "sendMessage": World.send_message,
    "sendPhoto": World.send_photo,
    "editMessageMedia": World.edit_media,
    "editMessageText": World.edit_text,
    "editMessageReplyMarkup": World.edit_markup,
    "deleteMessage": World.delete,
    "answerCallbackQuery": World.answer_callback,
    "answerInlineQuery": World.answer_inline,
    "answerGuestQuery": World.answer_guest,
    "setMyCommands": World.set_commands,
    "getMyCommands": lambda world, parameters: world.menus.get(_menu(parameters), []),
    "setMyDescription": World.set_profile,
    "setMyShortDescription": World.set_profile,
    "getChat": lambda _world, parameters: {"id": parameters["chat_id"], "type": "private"},
    "getChatMember": World.member,
    "getChatAdministrators": lambda _world, _parameters: [],
    "sendChatAction": lambda _world, _parameters: True,
    "setMessageReaction": World.react,
    "leaveChat": lambda _world, _parameters: True,
}
