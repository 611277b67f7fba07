"""The bot introduces itself at Telegram: a menu for each kind of chat, in each language, and descriptions."""

from __future__ import annotations

import pytest
from telegram.ext import CommandHandler

from bot.application import TelegramApplication
from bot.registered_commands import BY_SCOPE, register_commands
from handlers.texts import LANGUAGES, load_locales
from knowledge.snapshot import Snapshot
from tests.chat import Chat
from tests.telegram.world import GROUP, World

LOCALES = load_locales()


@pytest.fixture
async def introduced(application: TelegramApplication, world: World, snapshot: Snapshot) -> World:
    """A Telegram to which the bot has introduced itself."""
    await register_commands(application.bot, locales=LOCALES, record=snapshot.record)
    return world


async def test_each_kind_of_chat_has_its_menu_in_each_language(introduced: World) -> None:
    menus = introduced.menus

    assert {scope for scope, _ in menus} == {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
    }
    assert {language for _, language in menus} == {"", *LANGUAGES[1:]}
    assert len(menus) == 4 * len(LANGUAGES)
    for (_, language), commands in menus.items():
        texts = LOCALES.within(language)
        for command in commands:
            assert command["description"] == texts.plain[f"cmd_{command['command']}"]


async def test_the_descriptions_name_the_record_in_each_language(
    introduced: World, snapshot: Snapshot
) -> None:
    for method, key in (("setMyDescription", "description"), ("setMyShortDescription", "short_description")):
        told = {
            call.get("language_code"): str(call[key]) for name, call in introduced.calls if name == method
        }
        for language in LANGUAGES:
            title = snapshot.record.about.title.within(language)
            assert title in told[None if language == "en" else language]


async def test_each_command_in_a_menu_is_answered(chat: Chat) -> None:
    chat.world.administrators.add((int(str(GROUP["id"])), 100))

    for name in sorted({name for names in BY_SCOPE.values() for name in names}):
        chat.world.now += 60
        assert "I have no command" not in (await chat.says(f"/{name}")).text
        assert "I have no command" not in (await chat.says(f"/{name}@quotes_bot", chat=GROUP)).text


UNSAID_IN_HELP = {"start", "help"}
"""Who reads the help knows these."""
SECRET = {"reload"}
"""Nobody but administrators learns of these."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_has_a_menu_entry_a_text_and_help_in_each_language(
    application: TelegramApplication, language: str
) -> None:
    joined = [one for group in application.handlers.values() for one in group]
    commands = [one.commands - SECRET for one in joined if isinstance(one, CommandHandler)]
    in_menus = {name for names in BY_SCOPE.values() for name in names}
    texts = LOCALES.within(language).plain

    # What a command was called once, or is called elsewhere, is answered and not told.
    assert [names for names in commands if names and names.isdisjoint(in_menus)] == []
    assert {name for name in in_menus if not texts.get(f"cmd_{name}")} == set()
    assert {name for name in in_menus - UNSAID_IN_HELP if f"/{name}" not in texts["help"]} == set()


def test_each_command_that_has_a_description_stands_in_a_menu() -> None:
    described = {key.removeprefix("cmd_") for key in LOCALES.within("en").plain if key.startswith("cmd_")}

    assert described == {name for names in BY_SCOPE.values() for name in names}
