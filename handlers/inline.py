"""The same answer without being in the chat: results while somebody types behind the bot's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import BaseHandler, ContextTypes, InlineQueryHandler

from handlers import surfaces
from handlers.callback_data import Verb, deep_link
from handlers.entries import label
from handlers.person import Tongue
from handlers.rendering import entry_reply, render
from handlers.reply import Link, Reply
from handlers.texts import Texts
from knowledge.record import Absence, Entry, Quote, Reported
from knowledge.snapshot import LiveSnapshot, Snapshot

LEAST_TYPED = 2
PER_PAGE = 20
CACHED_SECONDS = 60
"""Results carry the record's version, so an edit of the record does not show old ones under new ids."""
SNIPPET = 100


@dataclass(frozen=True, slots=True)
class Inline:
    """Inline mode."""

    live: LiveSnapshot
    tongue: Tongue

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler of inline queries."""
        return (InlineQueryHandler(self.typed),)

    async def typed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer what the typed words find; a way into the chat if they find nothing."""
        query = update.inline_query
        if query is None:
            return
        texts = await self.tongue.of(update)
        snapshot = self.live.now
        results = offered(query.query, snapshot, texts, username=context.bot.username)
        begin = int(query.offset) if query.offset.isdigit() else 0
        page = results[begin : begin + PER_PAGE]
        behind = begin + PER_PAGE
        key = "inline_hint" if page else "inline_none"
        await query.answer(
            page,
            cache_time=CACHED_SECONDS,
            is_personal=True,
            next_offset=str(behind) if behind < len(results) else "",
            button=InlineQueryResultsButton(texts.plain[key], start_parameter="inline"),
        )


def offered(
    typed: str, snapshot: Snapshot, texts: Texts, *, username: str
) -> Sequence[InlineQueryResultArticle]:
    """Give all results for what was typed: never an error, and nothing where the record holds no answer.

    Too few letters offer a quote of each speaker; an entry's id offers that entry.
    """
    words = typed.strip()
    entry = snapshot.record.entries.get(words)
    if entry is not None:
        return [_article(entry, entry_reply(entry, texts, username=username), snapshot, texts, username)]
    if len(words) < LEAST_TYPED:
        return [_of(quote, snapshot, texts, username) for quote in _one_of_each(snapshot)]
    answer = snapshot.answer(words)
    if answer.status == "none":
        return []
    results = [_of(hit.entry, snapshot, texts, username) for hit in answer.hits]
    if answer.status == "answered" and len(answer.hits) > 1 and answer.evidence.intent != "passages":
        whole = render(answer, texts, record=snapshot.record, username=username)
        results.insert(0, _together(words, whole, snapshot))
    return results


def _one_of_each(snapshot: Snapshot) -> Sequence[Quote]:
    first: dict[str, Quote] = {}
    for quote in snapshot.record.quotes:
        first.setdefault(quote.speaker.id, quote)
    return list(first.values())


def _of(entry: Entry, snapshot: Snapshot, texts: Texts, username: str) -> InlineQueryResultArticle:
    return _article(entry, entry_reply(entry, texts, username=username), snapshot, texts, username)


def _article(
    entry: Entry, reply: Reply, snapshot: Snapshot, texts: Texts, username: str
) -> InlineQueryResultArticle:
    if isinstance(entry, Quote | Reported):
        speaker = entry.speaker
        title = f"{speaker.name.within(texts.language)}, {speaker.country.name.within(texts.language)}"
        snippet = entry.text if isinstance(entry, Quote) else entry.wording.within(texts.language)
    else:
        title, snippet = texts.plain["fact_label"], label(entry, texts, most=SNIPPET)
    rows = (
        ()
        if isinstance(entry, Absence)
        else ((Link(texts.plain["button_open"], deep_link(username, Verb.ENTRY, entry.id)),),)
    )
    return InlineQueryResultArticle(
        id=f"{snapshot.version}-{entry.id}",
        title=title,
        description=snippet[:SNIPPET],
        input_message_content=_content(reply),
        reply_markup=surfaces.keyboard(rows),
    )


def _together(typed: str, reply: Reply, snapshot: Snapshot) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=f"{snapshot.version}-all", title=typed[:60], input_message_content=_content(reply)
    )


def _content(reply: Reply) -> InputTextMessageContent:
    return InputTextMessageContent(
        reply.html, parse_mode=ParseMode.HTML, link_preview_options=surfaces.NO_PREVIEW
    )
