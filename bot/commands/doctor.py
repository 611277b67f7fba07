"""Check the bot's settings on Telegram and this machine, and say in plain words what is wrong."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from telegram import (
    Bot,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import InvalidToken, TelegramError

from bot import logs, registered_commands, settings
from bot.diagnosis import machine, switches
from bot.diagnosis.finding import Finding, note, off
from bot.errors import TokenRefusedError
from bot.printing.wrapping import width_of, wrap
from bot.settings import Settings
from bot.transports.http import AiohttpRequest
from bot.webhooks.address import address_of

_MENUS = {
    BotCommandScopeDefault(): "everybody",
    BotCommandScopeAllPrivateChats(): "private chats",
    BotCommandScopeAllGroupChats(): "groups",
    BotCommandScopeAllChatAdministrators(): "administrators",
}
_SIGNS = {"fine": "ok  ", "off": "OFF ", "note": "note"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print the findings as one JSON object")
    settings.add_flags(parser)


def execute(options: Namespace) -> int:
    """Give 0 if nothing is off, else 1.

    Raises:
        SettingsError: Environment or flags are wrong.
    """
    chosen = settings.read(options)
    logs.set_up(chosen, quiet=True)
    findings = (*_machine(chosen), *asyncio.run(_reached(chosen)))
    broken = [finding for finding in findings if finding.state == "off"]
    if options.json:
        print(json.dumps({"findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        print("\n".join(_lines(findings, width_of(sys.stdout))))
        print(f"{len(broken)} off" if broken else "all is well")
    return 1 if broken else 0


def _machine(chosen: Settings) -> Iterator[Finding]:
    yield machine.of_record(chosen.knowledge_dir)
    yield from machine.of_folder(chosen.data_dir)
    yield machine.of_zones()
    yield from machine.of_running_bot(chosen.data_dir, time.time())


async def _reached(chosen: Settings) -> tuple[Finding, ...]:
    """Look at what must be asked: the database, and Telegram."""
    # Imported here: it costs half a second that `--help` does not need.
    from bot.diagnosis.stored import of_database  # noqa: PLC0415

    return (await of_database(chosen.database_url, chosen.data_dir), *await _telegram(chosen))


async def _telegram(chosen: Settings) -> tuple[Finding, ...]:
    """Ask Telegram about the bot, if there is a token to ask with."""
    token = chosen.telegram_bot_token
    if token is None:
        return (
            note(
                "clock", f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC; not held against Telegram's"
            ),
            note(
                "Telegram",
                "no TELEGRAM_BOT_TOKEN, so neither the bot's switches nor its menu were looked at",
                "ask @BotFather for a token, and set TELEGRAM_BOT_TOKEN",
            ),
        )
    dates: list[str] = []
    request = AiohttpRequest(connections=2, listener=lambda _, date: dates.append(date))
    address = chosen.telegram_api_base_url
    # Without the second, the library would build a client of its own.
    bot = Bot(token, base_url=address, request=request, get_updates_request=request)
    try:
        async with request:
            me = await bot.get_me()
            clock = machine.of_clock(time.time(), dates[-1])
            commands = switches.of_commands(
                {
                    whom: (await bot.get_my_commands(scope=scope), registered_commands.BY_SCOPE[scope])
                    for scope, whom in _MENUS.items()
                }
            )
            expected = address_of(chosen, token)
            webhook = switches.of_webhook(await bot.get_webhook_info(), expected.url if expected else None)
            return (clock, *switches.of_bot(me), commands, *webhook)
    except InvalidToken:
        hint = "copy it again from @BotFather"
        return (off("token", str(TokenRefusedError(401)).partition(";")[0], hint),)
    except TelegramError as error:
        hint = "look at the network, the proxy and TELEGRAM_API_BASE_URL"
        return (off("network", f"no answer from {chosen.telegram_api_base_url} ({error})", hint),)


def _lines(findings: Sequence[Finding], width: int) -> Iterator[str]:
    indent = " " * 6
    for finding in findings:
        yield from wrap(
            f"{finding.subject}: {finding.said}",
            width,
            prefix=f"{_SIGNS[finding.state]}  ",
            following=indent,
        )
        if finding.hint:
            yield from wrap(f"→ {finding.hint}", width, prefix=indent)
