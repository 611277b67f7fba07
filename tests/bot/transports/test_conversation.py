"""A typed line is a message, or presses a button by its number."""

from __future__ import annotations

import pytest
from telegram import Update

from bot.transports.conversation import OWN_LINK, Conversation


@pytest.fixture
def conversation() -> Conversation:
    return Conversation(language="ru", now=lambda: 1_700_000_000)


def shown(conversation: Conversation, *buttons: dict[str, object]) -> tuple[int, tuple[tuple[str, ...], ...]]:
    markup = {"inline_keyboard": [list(buttons)]}
    return conversation.offer(conversation.sent({"text": "hello", "reply_markup": markup}))


def typed(conversation: Conversation, line: str) -> Update:
    update = Update.de_json(conversation.typed(line), None)
    assert update is not None
    return update


def text(update: Update) -> str | None:
    return update.message.text if update.message else None


def test_a_line_is_a_private_message_in_the_persons_language(conversation: Conversation) -> None:
    update = typed(conversation, "what did lavrof say?")

    assert text(update) == "what did lavrof say?"
    assert update.effective_chat is not None
    assert update.effective_chat.type == "private"
    assert update.effective_user is not None
    assert update.effective_user.language_code == "ru"


def test_a_command_is_marked_as_one(conversation: Conversation) -> None:
    message = typed(conversation, "/quote wang-yi").message

    assert message is not None
    assert [(entity.type, entity.offset, entity.length) for entity in message.entities] == [
        ("bot_command", 0, 6)
    ]


def test_a_number_presses_the_button_that_carries_it(conversation: Conversation) -> None:
    shown(conversation, {"text": "One", "callback_data": "a"}, {"text": "Two", "callback_data": "b"})

    query = typed(conversation, " 2 ").callback_query

    assert query is not None
    assert query.data == "b"
    assert query.message is not None
    assert query.message.message_id


def test_a_number_that_no_button_carries_is_a_message(conversation: Conversation) -> None:
    shown(conversation, {"text": "One", "callback_data": "a"})

    assert text(typed(conversation, "2")) == "2"
    assert text(typed(conversation, "0")) == "0"
    assert text(typed(conversation, "²")) == "²"
    assert text(typed(conversation, "9" * 5000)) == "9" * 5000


def test_a_short_number_that_no_button_carries_is_told_apart_from_a_question(
    conversation: Conversation,
) -> None:
    assert not conversation.misses("2")

    shown(conversation, {"text": "One", "callback_data": "a"})

    assert conversation.misses(" 2 ")
    assert not conversation.misses("1")
    assert not conversation.misses("2004")
    assert not conversation.misses("2 ministers")


def test_several_messages_of_one_reply_number_their_buttons_on(conversation: Conversation) -> None:
    shown(conversation, {"text": "One", "callback_data": "a"})

    assert shown(conversation, {"text": "Two", "callback_data": "b"}) == (2, (("Two",),))


def test_buttons_from_before_the_last_line_are_gone_once_there_is_a_reply(conversation: Conversation) -> None:
    shown(conversation, {"text": "One", "callback_data": "a"}, {"text": "Two", "callback_data": "b"})
    typed(conversation, "something else")
    conversation.offer(conversation.sent({"text": "no buttons"}))

    assert text(typed(conversation, "1")) == "1"


def test_a_link_to_the_bot_itself_is_followed_when_pressed(conversation: Conversation) -> None:
    shown(conversation, {"text": "More", "url": OWN_LINK + "q_wang-yi-1"})

    assert text(typed(conversation, "1")) == "/start q_wang-yi-1"


def test_what_a_terminal_cannot_do_is_not_offered(conversation: Conversation) -> None:
    assert shown(
        conversation,
        {"text": "Share", "switch_inline_query": "x"},
        {"text": "Site", "url": "https://example.org"},
    ) == (1, ())


def test_a_reply_keyboard_is_answered_with_its_text(conversation: Conversation) -> None:
    markup = {"keyboard": [[{"text": "07:30"}, "08:00"]]}
    conversation.offer(conversation.sent({"text": "when?", "reply_markup": markup}))

    assert text(typed(conversation, "2")) == "08:00"
