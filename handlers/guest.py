"""Asked in a chat the bot is no member of: the same answer, given once."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.ext import BaseHandler, ContextTypes, TypeHandler

from handlers import surfaces
from handlers.callback_data import Verb, deep_link
from handlers.person import Tongue
from handlers.rendering import render
from handlers.reply import Link, Row
from handlers.texts import Texts
from knowledge.answer import Answer
from knowledge.record import Absence
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class Guest:
    """Guest mode of Bot API 10.0: one question, one answer, no membership."""

    live: LiveSnapshot
    tongue: Tongue

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler of guest messages."""
        return (GuestHandler(Update, self.asked),)

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer as in a private chat; an answer without the words of the mention."""
        message = update.guest_message
        if message is None or not message.text:
            return
        texts = await self.tongue.of(update)
        snapshot = self.live.now
        username = context.bot.username
        answer = snapshot.answer(message.text.replace(f"@{username}", " "))
        reply = render(answer, texts, record=snapshot.record, username=username)
        await message.answer_guest_query(
            InlineQueryResultArticle(
                id=f"{snapshot.version}-guest",
                title=snapshot.record.about.title.within(texts.language),
                input_message_content=InputTextMessageContent(
                    reply.html, parse_mode=ParseMode.HTML, link_preview_options=surfaces.NO_PREVIEW
                ),
                reply_markup=surfaces.keyboard(_open(answer, texts, username)),
            )
        )


class GuestHandler(TypeHandler[Update, ContextTypes.DEFAULT_TYPE, None]):
    """Takes updates that are guest messages: the library has no filter of its own for them."""

    def check_update(self, update: object) -> bool:
        """Whether the update is a guest message."""
        return isinstance(update, Update) and update.guest_message is not None


def _open(answer: Answer, texts: Texts, username: str) -> tuple[Row, ...]:
    if not answer.hits or isinstance(answer.hits[0].entry, Absence):
        return ()
    return ((Link(texts.plain["button_open"], deep_link(username, Verb.ENTRY, answer.hits[0].entry.id)),),)
