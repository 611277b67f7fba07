"""A language is one file of texts and one pack: no list of languages stands anywhere else."""

from __future__ import annotations

import re

from babel import Locale

from handlers.texts import LANGUAGES, load_locales
from knowledge.loader import load_snapshot
from knowledge.record import folder
from tests.chat import Chat
from tests.e2e.process import PROJECT
from tests.fixed_record import FOLDER


def test_the_interface_speaks_every_language_that_has_a_file() -> None:
    files = {path.stem for path in (PROJECT / "handlers" / "locales").glob("*.yaml")}

    assert set(LANGUAGES) == files == set(load_locales().by_language)
    assert LANGUAGES[0] == "en"


def test_no_program_names_german() -> None:
    named = [
        path.relative_to(PROJECT).as_posix()
        for room in ("knowledge", "handlers", "bot")
        for path in (PROJECT / room).rglob("*.py")
        if re.search(r"""["']de["']|German\b|Deutsch""", _code(path.read_text("utf-8")))
    ]

    assert named == []
    assert (folder.packs() / "de.yaml").is_file()


def _code(text: str) -> str:
    return re.sub(r'"""(?:.|\n)*?"""|#.*', "", text)


def test_a_german_question_is_understood_and_named_as_one() -> None:
    answer = load_snapshot(FOLDER).answer("was sagte Lavrov über security")

    assert answer.status == "answered"
    assert answer.language == "de"


async def test_settings_offer_german_and_help_speaks_it(chat: Chat) -> None:
    languages = await chat.presses(await chat.says("/settings"), "Language")
    assert languages is not None
    pressed = await chat.presses(languages, "Deutsch")
    helped = await chat.says("/help")

    assert pressed is not None
    assert "Von jetzt an spreche ich Deutsch." in pressed.text
    assert "Fragen Sie in Ihren Worten" in helped.text
    assert Locale("de").languages["ru"] in helped.text


async def test_a_quote_stays_as_published_in_a_german_reply(chat: Chat) -> None:
    reply = await chat.says("was sagte Lavrov über security?")

    assert "In the recent years, through the conscientious" in reply.text
    assert "Sprache des Zitats: Englisch" in reply.text


async def test_who_wants_words_translated_reads_them_as_published(chat: Chat) -> None:
    reply = await chat.says("translate what Lavrov said about security into Dutch")

    assert "ensuring reliable security and stability" in reply.text
    assert "quotations stay in English, as they were published" in reply.text
