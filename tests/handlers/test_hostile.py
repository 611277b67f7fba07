"""Whatever is typed or linked does no harm: hypothesis at the borders."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handlers.callback_data import decode_start
from handlers.rendering import render
from handlers.reply import MOST_CHARACTERS
from handlers.texts import load_locales
from knowledge.snapshot import Snapshot

LOCALES = load_locales()
TAGS = frozenset({"a", "b", "i", "u", "s", "code", "blockquote", "tg-spoiler", "tg-time"})
NASTY = ("<b>", "</i>", "&lt;", "&", '"', "\u202e", "\u200d", "\u0000")
WORDS = ("lavrov", "security", "谁", "кто", "{0}", "%s")


class Tags(HTMLParser):
    """Says whether every tag is Telegram's, and closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        assert tag in TAGS, tag
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(NASTY + WORDS), st.text(max_size=40)), max_size=12).map(" ".join),
    st.sampled_from(["en", "ru", "zh"]),
)
@example("what did <script>alert(1)</script> say about </b>security & trust?", "en")
def test_any_question_gets_whole_html_within_the_limits(
    snapshot: Snapshot, question: str, language: str
) -> None:
    answer = snapshot.answer(question)
    reply = render(answer, LOCALES.within(language), record=snapshot.record, username="quotes_bot")

    tags = Tags()
    tags.feed(reply.html)
    tags.close()
    assert not tags.opened
    assert 0 < len(reply.html) <= MOST_CHARACTERS


@given(st.one_of(st.text(max_size=64), st.from_regex(r"[qtsk]_[\w-]{0,62}", fullmatch=True)))
def test_any_payload_of_a_link_is_nothing_or_an_id(payload: str) -> None:
    call = decode_start(payload)

    assert call is None or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", call.target)
