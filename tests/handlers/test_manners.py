"""The bot keeps its manners when people do not keep theirs."""

from __future__ import annotations

import pytest

from handlers.flood import MOST_A_MINUTE
from tests.chat import Chat
from tests.telegram.world import ANN, BOT, GROUP, World

BOB = {**ANN, "id": 101, "first_name": "Bob"}


async def test_too_much_at_once_gets_one_polite_word_and_then_silence(chat: Chat, world: World) -> None:
    for _ in range(MOST_A_MINUTE):
        assert await chat.tries("lavrov") is not None
    warned = await chat.tries("lavrov")
    ignored = await chat.tries("lavrov")

    assert warned is not None
    assert warned.text.startswith("One moment, please")
    assert ignored is None
    assert await chat.tries("lavrov", user=BOB) is not None
    assert await chat.tries("/forget") is not None
    world.now += 61
    assert await chat.tries("lavrov") is not None


async def test_the_asker_can_take_an_answer_away_and_nobody_else(chat: Chat, world: World) -> None:
    reply = await chat.says(f"@{BOT['username']} lavrov", chat=GROUP)

    await chat.presses(reply, "Dismiss", user=BOB, chat=GROUP)
    assert world.alerts == ["Only the person who asked can dismiss this."]
    assert (reply.chat_id, reply.message_id) in world.sent

    await chat.presses(reply, "Dismiss", chat=GROUP)
    assert (reply.chat_id, reply.message_id) not in world.sent


async def test_in_a_private_chat_there_is_nothing_to_dismiss(chat: Chat) -> None:
    assert "Dismiss" not in (await chat.says("lavrov")).labels


async def test_a_press_that_waited_too_long_is_harmless(chat: Chat, world: World) -> None:
    reply = await chat.says("lavrov")
    update = world.presses(reply, "Source")
    await chat.happens(update)

    assert await chat.happens(update) is None


async def test_too_many_presses_are_all_answered_and_warned_of_once(chat: Chat, world: World) -> None:
    reply = await chat.says("lavrov")
    for _ in range(MOST_A_MINUTE + 4):
        await chat.presses(reply, "Source")

    assert [method for method, _ in world.calls].count("answerCallbackQuery") == MOST_A_MINUTE + 4
    assert [alert[:10] for alert in world.alerts] == ["One moment"]


async def test_who_talks_to_others_in_a_group_is_never_warned(chat: Chat) -> None:
    for _ in range(MOST_A_MINUTE + 5):
        assert await chat.tries("hello everybody", chat=GROUP) is None

    assert (await chat.says(f"@{BOT['username']} lavrov", chat=GROUP)).text.startswith("“In the recent")


async def test_a_greeting_in_a_group_can_be_taken_away_too(chat: Chat, world: World) -> None:
    hello = await chat.says(f"@{BOT['username']}", chat=GROUP)
    await chat.presses(hello, "Dismiss", chat=GROUP)

    assert not world.sent


async def test_somebody_elses_press_on_dismiss_lets_nothing_be_repeated(chat: Chat) -> None:
    asked = f"@{BOT['username']} lavrov"
    reply = await chat.says(asked, chat=GROUP)
    await chat.presses(reply, "Dismiss", user=BOB, chat=GROUP)

    assert (await chat.says(asked, chat=GROUP)).text == "I have just answered this here."


@pytest.mark.parametrize(
    ("said", "emoji"),
    [
        ("Thanks!", "🤝"),
        ("k thx", "🤝"),
        ("haha ok. ty", "🤝"),
        ("thank you so much", "🤝"),
        ("спасибо большое", "🤝"),
        ("谢谢！", "🤝"),
        ("🙏", "🤝"),
        ("ok", "👌"),
        ("OK.", "👌"),
        ("понятно", "👌"),
        ("好的", "👌"),
        ("👍", "👌"),
        ("👍🏽", "👌"),
    ],
)
async def test_thanks_and_ok_get_a_reaction_and_no_message(
    chat: Chat, world: World, said: str, emoji: str
) -> None:
    assert await chat.tries(said) is None
    assert [one for *_, one in world.reactions] == [emoji]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("thank you", "You're welcome!"),
        ("благодарю", "Пожалуйста!"),
        ("多谢", "不客气！"),
        ("okay", "All right."),
        ("👍", "All right."),
    ],
)
async def test_where_reactions_are_not_allowed_there_is_a_word(
    chat: Chat, world: World, said: str, word: str
) -> None:
    world.without_reactions.add(100)

    assert (await chat.says(said)).text == word
    assert not world.reactions


async def test_a_server_that_knows_no_reactions_gets_a_word(chat: Chat, world: World) -> None:
    world.knows_reactions = False

    assert (await chat.says("thanks")).text == "You're welcome!"
    # Tried again for half a minute, it would keep the chat's next question waiting as long.
    assert [method for method, _ in world.calls].count("setMessageReaction") == 1


@pytest.mark.parametrize(
    ("said", "beginning"),
    [
        ("Hello!", "20 years of"),
        ("добрый день", "20 лет"),
        ("您好", "上海合作组织"),
        ("bye bye", "Goodbye!"),
        ("До свидания", "До свидания!"),
        ("再见", "再见！"),
        ("who are you?", "I am a bot, not a person."),
        ("Как тебя зовут?", "Я бот, не человек."),
        ("здрасьте, вы живой человек или робот?", "Я бот, не человек."),
        ("кто вы такой и что умеете", "Я бот, не человек."),
        ("你是谁？", "我是机器人"),
        ("你是谁啊，能干嘛", "我是机器人"),
        ("that's not what I asked", "I'm sorry about that."),
        ("you are wrong", "I'm sorry about that."),
        ("you're wrong", "I'm sorry about that."),
        ("can I report a mistake?", "I'm sorry about that."),
        ("ты меня не понял", "Жаль, что так вышло."),
        ("答非所问", "很抱歉"),
    ],
)
async def test_each_kind_of_small_talk_gets_its_own(chat: Chat, said: str, beginning: str) -> None:
    assert (await chat.says(said)).text.startswith(beginning)


async def test_hello_says_what_there_is_and_bye_does_not(chat: Chat) -> None:
    assert (await chat.says("hi there")).labels
    assert not (await chat.says("see you later")).labels


async def test_thanks_do_not_break_off_what_was_spoken_of(chat: Chat) -> None:
    await chat.says("what did lavrov say about security?")
    await chat.tries("thanks")

    assert "Wang Yi" in (await chat.says("and China?")).text


async def test_a_greeting_before_a_question_is_no_small_talk(chat: Chat) -> None:
    assert "Sergey Lavrov" in (await chat.says("hello, what did Lavrov say about security? thanks")).text


async def test_thanks_among_others_are_not_for_the_bot(chat: Chat, world: World) -> None:
    assert await chat.tries("thanks", chat=GROUP) is None
    assert not world.reactions
    assert await chat.tries(f"@{BOT['username']} thanks", chat=GROUP) is None
    assert [emoji for *_, emoji in world.reactions] == ["🤝"]


async def test_a_complaint_with_a_question_is_a_question(chat: Chat) -> None:
    assert "Sergey Lavrov" in (await chat.says("that's wrong, what did Lavrov say about security?")).text


@pytest.mark.parametrize("said", ["?", "...", "😂", "🤔🤔", "！？"])
async def test_a_message_without_words_is_asked_for_some(chat: Chat, said: str) -> None:
    reply = await chat.says(said)

    assert reply.text == "Please ask me in words.\n\nYou could ask, for example:"
    assert reply.labels
