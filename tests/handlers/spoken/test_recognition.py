"""Plain words ask for a command only if all of them do; whatever names a matter is a question."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest
import yaml

from handlers.daily.wording import load_wording
from handlers.spoken.command import Command, Meaning, Spoken
from handlers.spoken.recognition import LONGEST, SpokenCommands
from handlers.spoken.words import load_words
from knowledge.loader import load_snapshot
from knowledge.normalise import tokens
from knowledge.snapshot import LiveSnapshot, Snapshot

LANGUAGES = ("de", "en", "ru", "zh")


@pytest.fixture(scope="module")
def commands(snapshot: Snapshot) -> SpokenCommands:
    return SpokenCommands(LiveSnapshot(snapshot), load_words(), load_wording())


def test_every_language_has_all_meanings_and_no_phrase_twice() -> None:
    for language in LANGUAGES:
        text = (files("handlers.spoken") / f"{language}.yaml").read_text(encoding="utf-8")
        raw = cast("dict[str, list[str]]", yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - no objects
        names = cast("dict[str, list[str]]", raw.pop("language_names"))
        assert set(raw) == set(Meaning) - {Meaning.LANGUAGE_NAME}
        # One phrase may be written twice, with ё and without.
        said = [{tokens(one) for one in phrases} for phrases in (*raw.values(), *names.values())]
        counted = Counter(phrase for phrases in said for phrase in phrases)
        assert {phrase for phrase, count in counted.items() if count > 1} == set()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Could you show me the themes?", Command.TOPICS),
        ("which subjects do you have", Command.TOPICS),
        ("перечисли темы", Command.TOPICS),
        ("请列出全部话题", Command.TOPICS),
        ("列出所有話題", Command.TOPICS),
        ("who are your speakers", Command.SPEAKERS),
        ("список авторов, пожалуйста", Command.SPEAKERS),
        ("发言人名单", Command.SPEAKERS),
        ("list every quote", Command.SPEAKERS),
        ("any facts?", Command.FACTS),
        ("расскажи какой-нибудь факт", Command.FACTS),
        ("列出事实", Command.FACTS),
        ("one more quotation please", Command.QUOTE),
        ("surprise me", Command.QUOTE),
        ("хочу случайную цитату", Command.QUOTE),
        ("来一句名言", Command.QUOTE),
        ("draw a picture of this", Command.CARD),
        ("преврати это в картинку", Command.CARD),
        ("把刚才那句做成图片", Command.CARD),
        ("compare", Command.COMPARE),
        ("compare all twelve messages please", Command.COMPARE),
        ("сравни все три послания", Command.COMPARE),
        ("do not send me messages", Command.UNSUBSCRIBE),
        ("turn off the reminders", Command.UNSUBSCRIBE),
        ("перестань слать цитаты", Command.UNSUBSCRIBE),
        ("停止推送语录", Command.UNSUBSCRIBE),
        ("I'd like to subscribe", Command.DAILY),
        ("хочу подписаться", Command.DAILY),
        ("我想订阅", Command.DAILY),
        ("open the preferences", Command.SETTINGS),
        ("открой настройки", Command.SETTINGS),
        ("打开设置", Command.SETTINGS),
        ("how do I use this?", Command.HELP),
        ("что ты умеешь делать?", Command.HELP),
        ("你有什么功能", Command.HELP),
        ("what data do you have on me", Command.MYDATA),
        ("забудьте меня", Command.FORGET),
        ("删掉我的数据", Command.FORGET),
        ("do you keep my messages?", Command.PRIVACY),
        ("who do you quote", Command.SPEAKERS),
        ("начать", Command.START),
        ("how do I change the language?", Command.LANGUAGE),
        ("how can I stop the quotes?", Command.DAILY),
        ("how do I delete my data?", Command.PRIVACY),
        ("where are the settings", Command.SETTINGS),
        ("how do I subscribe?", Command.DAILY),
        ("как отписаться?", Command.DAILY),
        ("где настройки?", Command.SETTINGS),
        ("怎么退订？", Command.DAILY),
        ("设置在哪里？", Command.SETTINGS),
        ("what topics can I ask about?", Command.TOPICS),
        ("我不想收到语录了", Command.UNSUBSCRIBE),
        ("send me one now", Command.QUOTE),
        ("пришли ещё", Command.QUOTE),
        ("每天", Command.DAILY),
        ("change the time to 9", Command.DAILY),
        ("поставь на 9 утра по Москве", Command.DAILY),
        ("stop the messages", Command.UNSUBSCRIBE),
        ("welche Themen gibt es?", Command.TOPICS),
        ("gib mir ein zufälliges Zitat", Command.QUOTE),
        ("schick mir jeden Tag ein Zitat", Command.DAILY),
        ("mach daraus eine Karte", Command.CARD),
    ],
)
def test_plain_words_ask_for_a_command(commands: SpokenCommands, words: str, command: Command) -> None:
    spoken = commands.recognise(words)

    assert spoken is not None
    assert spoken.command is command


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("shwo me all the tpoics", Command.TOPICS),
        ("ranodm quoet", Command.QUOTE),
        ("unsubcribe", Command.UNSUBSCRIBE),
        ("случаная цетата", Command.QUOTE),
        ("настойки", Command.SETTINGS),
    ],
)
def test_misspelt_words_are_heard_too(commands: SpokenCommands, words: str, command: Command) -> None:
    spoken = commands.recognise(words)

    assert spoken is not None
    assert spoken.command is command


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("make a card of Lavrov's words", Spoken(Command.CARD, "Lavrov's words", "en")),
        ("turn Wang Yi on security into a card", Spoken(Command.CARD, "Wang Yi on security", "en")),
        ("открытка с Лавровым", Spoken(Command.CARD, "Лавровым", "ru")),
        ("发一张王毅的图片", Spoken(Command.CARD, "王毅", "zh")),
        ("做一张王毅的卡片", Spoken(Command.CARD, "王毅", "zh")),
        ("a random quote by Nurtleu", Spoken(Command.QUOTE, "Nurtleu", "en")),
        ("switch the language to Chinese", Spoken(Command.LANGUAGE, "zh", "en")),
        ("answer in Russian", Spoken(Command.LANGUAGE, "ru", "en")),
        ("German, please", Spoken(Command.LANGUAGE, "de", "en")),
        ("немецкий, пожалуйста", Spoken(Command.LANGUAGE, "de", "ru")),
        ("перейди на английский", Spoken(Command.LANGUAGE, "en", "ru")),
        ("请改成俄文", Spoken(Command.LANGUAGE, "ru", "zh")),
        ("change the language to Japanese", Spoken(Command.LANGUAGE, "", "en")),
        ("pause the reminders", Spoken(Command.DAILY, "pause", "en")),
        ("возобнови рассылку", Spoken(Command.DAILY, "resume", "ru")),
    ],
)
def test_what_a_command_is_about_is_taken_along(commands: SpokenCommands, words: str, spoken: Spoken) -> None:
    assert commands.recognise(words) == spoken


@pytest.mark.parametrize(
    "words",
    [
        "what did Lavrov say about daily work?",
        "what topics does Lavrov speak of?",
        "who are the other speakers?",
        "how many speakers are there?",
        "quote Lavrov",
        "give me a quote about trust",
        "any quotes on security?",
        "what does the quote say?",
        "remind me what Wang Yi said",
        "what did he say at 8?",
        "in Russian please",
        "how did they help?",
        "where is the Secretariat?",
        "where is this from?",
        "откуда это",
        "这些话从哪来",
        "秘书处在哪里",
        "show me the messages",
        "use the word trust",
        "did they speak Russian?",
        "did he help?",
        "another one",
        "one more",
        "next",
        "no",
        "forget it",
        "deleet my data",
        "compare Lavrov and Wang Yi",
        "what pacts are there?",
        "цитаты Лаврова",
        "напомни, что сказал Лавров",
        "а на английском?",
        "ещё",
        "какие страны",
        "王毅的语录",
        "用英文说",
        "还有谁",
        "",
        "?!",
        "topics " * LONGEST,
    ],
)
def test_a_question_is_left_to_the_record(commands: SpokenCommands, words: str) -> None:
    assert commands.recognise(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "a quote every Monday, please",
        "send me something at 7",
        "напоминай по вторникам",
        "每周一给我发一条引语",
    ],
)
def test_words_of_a_time_are_given_whole_to_who_reads_times(commands: SpokenCommands, words: str) -> None:
    spoken = commands.recognise(words)

    assert spoken is not None
    assert (spoken.command, spoken.words) == (Command.DAILY, words)


def test_a_record_that_is_about_such_a_thing_keeps_its_questions(folder: Path) -> None:
    themes = folder / "themes.yaml"
    themes.write_text(themes.read_text().replace("[security, ", "[cards, security, ", 1))
    commands = SpokenCommands(LiveSnapshot(load_snapshot(folder)), load_words(), load_wording())

    assert commands.recognise("show me cards") is None
    assert commands.recognise("show me quotes") is not None


def test_no_short_word_is_known_misspelt_and_none_of_signs() -> None:
    spelt = {words.language: words.spelt for words in load_words()}

    assert min(len(word) for of_language in spelt.values() for word in of_language) == 4
    assert spelt["zh"] == ()


@pytest.mark.parametrize("words", ["Chinese, please", "German?", "German", "compare twelve messages"])
def test_who_may_mean_a_speaker_or_a_country_asks_for_no_language(
    commands: SpokenCommands, words: str
) -> None:
    assert commands.recognise(words) is None
