"""What Telegram says of the bot, in plain words, and which switch of @BotFather's to turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from telegram import BotCommand, User, WebhookInfo

from bot.diagnosis.finding import Finding, fine, note, off

MANY_WAITING = 1000


def of_bot(me: User) -> Iterator[Finding]:
    """Look at what getMe says: the switches that only @BotFather can turn."""
    yield fine("name", f"@{me.username}, {me.first_name}")
    yield (
        fine("groups", "people may add the bot to groups")
        if me.can_join_groups
        else off(
            "groups",
            "nobody can add the bot to a group",
            "@BotFather: /setjoingroups, choose the bot, Enable",
        )
    )
    yield (
        off(
            "privacy mode",
            "off: in groups the bot is sent every message, also those not meant for it",
            "@BotFather: /setprivacy, choose the bot, Enable; then add it to its groups anew",
        )
        if me.can_read_all_group_messages
        else fine("privacy mode", "on: in groups the bot is sent only what is meant for it")
    )
    yield (
        fine("inline mode", f"on: @{me.username} and a question work in any chat")
        if me.supports_inline_queries
        else off(
            "inline mode",
            f"off: @{me.username} and a question in another chat find nothing",
            "@BotFather: /setinline, choose the bot, send a placeholder such as “Ask about the record…”",
        )
    )
    yield (
        fine("guest mode", "on: the bot answers where it is mentioned without being a member")
        if me.supports_guest_queries
        else off(
            "guest mode",
            "off: mentioned in a chat it is no member of, the bot hears nothing",
            "@BotFather: /mybots, choose the bot, Bot Settings, Guest Mode, turn it on",
        )
    )


def of_commands(menus: Mapping[str, tuple[Sequence[BotCommand], Sequence[str]]]) -> Finding:
    """Look at what getMyCommands says: what people see behind the menu button.

    Args:
        menus: For whom each menu is, what is in it, and what should be.
    """
    missing = []
    for whom, (found, expected) in menus.items():
        there = {command.command for command in found}
        names = ", ".join(f"/{name}" for name in expected if name not in there)
        if names:
            missing.append(f"{whom}: {names}")
    if not missing:
        return fine("commands", f"all in the menus of {', '.join(menus)}")
    said = f"not in the menu of {'; of '.join(missing)}"
    return off("commands", said, "start the bot once: it sets them itself")


def of_webhook(info: WebhookInfo, expected: str | None = None) -> Iterator[Finding]:
    """Look at what getWebhookInfo says: polling gets nothing while a webhook is set.

    Args:
        info: What Telegram knows.
        expected: Where the settings want the updates; None where the bot polls.
    """
    if expected is not None and info.url == expected:
        yield fine("webhook", "set, and it is this bot's")
    elif expected is not None:
        yield off(
            "webhook", "Telegram does not deliver at WEBHOOK_URL", "start the bot: it sets the webhook itself"
        )
    elif info.url:
        host = urlsplit(info.url).hostname or "somewhere"
        hint = "if that is another program, stop it; `run` removes the webhook when it starts"
        yield off("webhook", f"Telegram sends the updates to {host} instead", hint)
    else:
        yield fine("webhook", "none, so the bot can ask for its updates")
    waiting = info.pending_update_count
    if waiting > MANY_WAITING:
        yield note("waiting", f"{waiting} updates wait at Telegram", "is the bot running?")
    else:
        yield fine("waiting", f"{waiting} updates wait at Telegram")
