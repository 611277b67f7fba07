"""The same answer without being in the chat: results while somebody types behind the bot's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from textwrap import shorten
from types import MappingProxyType

from telegram import InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton, Update
from telegram.ext import BaseHandler, ContextTypes, InlineQueryHandler

from handlers import surfaces
from handlers.asked import tells_its_language
from handlers.callback_data import Verb, deep_link
from handlers.entries import headed, opening_words
from handlers.person import Clock, PersonLocale
from handlers.pictured import Cards, pictured
from handlers.rendering import entry_reply, has_many_voices, render, sentences_of
from handlers.reply import Link, Reply
from handlers.spoken.command import Command
from handlers.spoken.recognition import SpokenCommands
from handlers.suggesting import beginning_with, sayable, to_begin_with
from handlers.texts import Texts
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Status
from knowledge.normalise import Script, script_of
from knowledge.record.values import Absence, Entry, Quote, Reported
from knowledge.snapshot import LiveSnapshot, Snapshot

LEAST_TYPED = 2
HARDLY_TYPED = 3
"""Letters up to which a single word is more likely to be the beginning of a name than a question."""
LETTERS_OF_HAN = 2
"""So many letters a Chinese character counts for: "王" begins a name, and "信任" is a word."""
PER_PAGE = 20
CACHED_SECONDS = 60
"""Results carry the record's version, so an edit of the record does not show old ones under new ids."""
SNIPPET = 100
MOST_CARDS = 5
"""Quotes whose cards are looked for: each asks the database."""
MOST_REFUSAL = 64
"""Characters of a line above the list that are seen on a phone."""
_TAG = re.compile(r"<[^>]+>")
MOST_OFFSET = 6


@dataclass(frozen=True, slots=True)
class Inline:
    """Inline mode."""

    live: LiveSnapshot
    person_locale: PersonLocale
    cards: Cards
    clock: Clock
    commands: SpokenCommands

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler of inline queries."""
        return (InlineQueryHandler(self.typed),)

    async def typed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer what the typed words find; a way into the chat if they find nothing."""
        query = update.inline_query
        if query is None:
            return
        words, spoken = query.query, self.commands.recognise(query.query)
        if spoken is not None:
            # Lists and orders have no place here; there is everything to choose from instead.
            words = spoken.words if spoken.command in {Command.CARD, Command.QUOTE} else ""
        asked_in = spoken.language if spoken else _language(words, self.live.now)
        texts = await self.person_locale.of(update, asked_in=asked_in)
        today = self.clock().date()
        results = offered(words, self.live.now, texts, username=context.bot.username, today=today)
        begin = _begin(query.offset)
        page = [*results[begin : begin + PER_PAGE]]
        shown: list[InlineQueryResult] = [*page]
        if not begin and _letters(query.query.strip()) >= LEAST_TYPED:
            shown = await self._with_cards(page, texts, context.bot.username)
        behind = begin + PER_PAGE
        # Behind the last page there is nothing more to say, though nothing is found there.
        button = InlineQueryResultsButton(texts.plain["inline_hint"], start_parameter="inline")
        if not page and not begin:
            button = _refusal(words, self.live.now, texts, context.bot.username)
        await surfaces.offer(
            query,
            shown,
            button,
            cache_seconds=CACHED_SECONDS,
            next_offset=str(behind) if behind < len(results) else "",
        )

    async def _with_cards(
        self, articles: Sequence[InlineQueryResultArticle], texts: Texts, username: str
    ) -> list[InlineQueryResult]:
        """Put behind the first quotes their cards, as far as Telegram has them."""
        snapshot, shown = self.live.now, list[InlineQueryResult]()
        for number, article in enumerate(articles):
            shown.append(article)
            entry = snapshot.record.entries.get(article.id.removeprefix(f"{snapshot.version}-"))
            if number < MOST_CARDS and isinstance(entry, Quote):
                card = await pictured(entry, self.cards, texts, username=username, version=snapshot.version)
                shown += [card] if card else []
        return shown


def _letters(typed: str) -> int:
    return sum(LETTERS_OF_HAN if script_of(letter) == Script.HAN else 1 for letter in typed)


def _language(typed: str, snapshot: Snapshot) -> str:
    """Give the language of a question; "" for a name, which may stand in any."""
    is_begun = len(typed.strip()) <= HARDLY_TYPED
    tells = tells_its_language(typed) and not is_begun
    return snapshot.answer(typed.strip()).language if tells else ""


def _refusal(typed: str, snapshot: Snapshot, texts: Texts, username: str) -> InlineQueryResultsButton:
    """Say no above the empty list, to be read and not to be sent; it leads to the whole of it in private."""
    answer = snapshot.answer(typed.strip())
    said = render(answer, texts, record=snapshot.record, username=username).html.partition("\n")[0]
    absence = next((hit.entry for hit in answer.hits if isinstance(hit.entry, Absence)), None)
    words = shorten(unescape(_TAG.sub("", said)), MOST_REFUSAL, placeholder="…")
    return InlineQueryResultsButton(
        words or texts.plain["inline_none"], start_parameter=f"q_{absence.id}" if absence else "inline"
    )


def offered(
    typed: str, snapshot: Snapshot, texts: Texts, *, username: str, today: date
) -> Sequence[InlineQueryResultArticle]:
    """Give all results for what was typed: never an error, and nothing where the record holds no answer.

    Too few letters offer the quote of the day and whatever else there is; an entry's id offers that
    entry; the beginning of a name offers what is known under that name. The first result for a
    question is the answer that it has in a chat.
    """
    words = typed.strip()
    record = snapshot.record
    if _letters(words) < LEAST_TYPED:
        return _articles(to_begin_with(record, today), snapshot, texts, username)
    if words in record.entries:
        return _articles(sayable((record.entries[words],)), snapshot, texts, username)
    begun = beginning_with(words, record)
    if begun and _letters(words) <= HARDLY_TYPED:
        return _articles(begun, snapshot, texts, username)
    answer = snapshot.answer(words)
    if answer.status == Status.NONE:
        return _articles(begun, snapshot, texts, username)
    return _answering(answer, snapshot, texts, username)


def _answering(
    answer: Answer, snapshot: Snapshot, texts: Texts, username: str
) -> Sequence[InlineQueryResultArticle]:
    entries = sayable(hit.entry for hit in answer.hits)
    results = _articles(entries, snapshot, texts, username, sentences=sentences_of(answer))
    if answer.status != Status.ANSWERED or not entries:
        return results
    whole = render(answer, texts, record=snapshot.record, username=username)
    if has_many_voices(answer):
        return [_together(entries, whole, snapshot, texts), *results]
    sentence = sentences_of(answer).get(entries[0].id)
    return [_article(entries[0], whole, snapshot, texts, username, sentence=sentence), *results[1:]]


def _begin(offset: str) -> int:
    """Read where a page begins; what we never wrote begins at the beginning."""
    is_ours = offset.isascii() and offset.isdecimal() and len(offset) <= MOST_OFFSET
    return int(offset) if is_ours else 0


def _articles(
    entries: Sequence[Entry],
    snapshot: Snapshot,
    texts: Texts,
    username: str,
    *,
    sentences: Mapping[str, tuple[int, int]] = MappingProxyType({}),
) -> list[InlineQueryResultArticle]:
    return [
        _article(
            entry,
            entry_reply(entry, texts, username=username, sentence=sentences.get(entry.id)),
            snapshot,
            texts,
            username,
            sentence=sentences.get(entry.id),
        )
        for entry in entries
    ]


def _article(
    entry: Entry,
    reply: Reply,
    snapshot: Snapshot,
    texts: Texts,
    username: str,
    *,
    sentence: tuple[int, int] | None = None,
) -> InlineQueryResultArticle:
    speaker = entry.speaker if isinstance(entry, Quote | Reported) else None
    title = headed(speaker, texts) if speaker else texts.plain["fact_label"]
    link = Link(texts.plain["button_open"], deep_link(username, Verb.ENTRY, entry.id))
    return InlineQueryResultArticle(
        id=f"{snapshot.version}-{entry.id}",
        title=title,
        description=opening_words(entry, texts, most=SNIPPET, sentence=sentence),
        input_message_content=surfaces.content(reply),
        reply_markup=surfaces.keyboard(((link,),)),
    )


def _together(
    entries: Sequence[Entry], reply: Reply, snapshot: Snapshot, texts: Texts
) -> InlineQueryResultArticle:
    names = tuple(
        dict.fromkeys(
            one.speaker.name.within(texts.language) for one in entries if isinstance(one, Quote | Reported)
        )
    )
    heading = unescape(_TAG.sub("", reply.html.partition("\n")[0]))
    title = heading if names else texts.plain["fact_label"]
    is_named = bool(names) and not all(name in title for name in names)
    return InlineQueryResultArticle(
        id=f"{snapshot.version}-all",
        title=title.rstrip(":：. "),
        description=listed(names, texts) if is_named else opening_words(entries[0], texts, most=SNIPPET),
        input_message_content=surfaces.content(reply),
    )


def listed(names: tuple[str, ...], texts: Texts) -> str:
    """List names, as many as a line holds, and how many more there are."""
    for shown in range(len(names), 0, -1):
        more = (texts.label("and_more", number=len(names) - shown),) if shown < len(names) else ()
        listed = texts.join((*names[:shown], *more))
        if len(listed) <= SNIPPET:
            return listed
    return names[0][:SNIPPET]
