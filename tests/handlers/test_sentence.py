"""A long passage begins with the sentence that answers; the whole follows below it, folded."""

from __future__ import annotations

import re

from handlers.entries import sentence_html
from handlers.texts import load_locales
from knowledge.answering.spans import sentence_spans
from knowledge.snapshot import Snapshot
from tests.chat import Chat
from tests.telegram.html import parse


async def test_the_sentence_that_answers_comes_first_and_the_whole_below_it(
    chat: Chat, snapshot: Snapshot
) -> None:
    reply = await chat.says("What did Lavrov say about the UN?")
    text = reply.text
    whole = snapshot.record.entries["lavrov-team"].text

    assert text.startswith("… “The significant practical role")
    assert whole in text
    assert text.index("— Sergey Lavrov") < text.index(whole)


async def test_who_wants_it_shorter_reads_that_sentence_alone(chat: Chat, snapshot: Snapshot) -> None:
    await chat.says("What did Lavrov say about the UN?")
    reply = await chat.says("shorter please")

    assert reply.text.startswith("… “The significant practical role")
    assert snapshot.record.entries["lavrov-team"].text not in reply.text


async def test_voices_show_one_sentence_each_under_the_name_of_the_matter(chat: Chat) -> None:
    reply = await chat.says("Who spoke of security?")

    assert reply.text.startswith("On Security · 2 speakers")
    assert "shared-future" not in reply.text


def test_every_shown_sentence_is_an_exact_piece(snapshot: Snapshot) -> None:
    for quote in snapshot.record.quotes:
        for span in sentence_spans(quote.text):
            shown = parse(sentence_html(quote, load_locales().within("en"), span)).text
            piece = re.sub(r"^(… )?“|”( …)?$", "", shown)
            assert piece == quote.text[slice(*span)]
