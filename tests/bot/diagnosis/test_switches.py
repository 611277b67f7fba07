"""What Telegram says of the bot is put in plain words, with the switch to turn."""

from __future__ import annotations

from telegram import BotCommand, User, WebhookInfo

from bot.diagnosis.finding import Finding
from bot.diagnosis.switches import of_bot, of_commands, of_webhook


def bot_user(*, well: bool) -> User:
    return User(
        id=1,
        first_name="Quotes",
        is_bot=True,
        username="quotes_bot",
        can_join_groups=well,
        can_read_all_group_messages=not well,
        supports_inline_queries=well,
        supports_guest_queries=well,
    )


def by_subject(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    return {finding.subject: finding for finding in findings}


def test_a_well_set_bot_has_nothing_off() -> None:
    assert {finding.state for finding in of_bot(bot_user(well=True))} == {"fine"}


def test_each_switch_that_is_off_names_what_to_tell_botfather() -> None:
    found = by_subject(tuple(of_bot(bot_user(well=False))))

    assert {subject for subject, finding in found.items() if finding.state == "off"} == {
        "groups",
        "privacy mode",
        "inline mode",
        "guest mode",
    }
    assert "/setjoingroups" in found["groups"].hint
    assert "/setprivacy" in found["privacy mode"].hint
    assert "/setinline" in found["inline mode"].hint
    assert "Guest Mode" in found["guest mode"].hint


def test_commands_that_are_missing_from_the_menu_are_named() -> None:
    start = BotCommand("start", "x")
    found = of_commands({"everybody": ([start], ["start"]), "groups": ([start], ["help", "quote"])})

    assert (found.state, found.said) == ("off", "not in the menu of groups: /help, /quote")
    assert "start the bot once" in found.hint
    assert of_commands({"everybody": ([start], ["start"])}).state == "fine"


def test_a_webhook_is_told_by_its_host_and_never_by_its_path() -> None:
    secret = "https://example.org/hook/123456:secret"

    webhook, _ = of_webhook(WebhookInfo(secret, has_custom_certificate=False, pending_update_count=0))

    assert webhook.state == "off"
    assert "example.org" in webhook.said
    assert "secret" not in webhook.said + webhook.hint


def test_many_waiting_updates_are_worth_knowing() -> None:
    webhook, waiting = of_webhook(WebhookInfo("", has_custom_certificate=False, pending_update_count=5000))

    assert (webhook.state, waiting.state) == ("fine", "note")
