"""What a reader would stumble over: names in another language, cut words, machine words, odd lists."""

from __future__ import annotations

import re

import pytest

from handlers.rendering import asked_in, silent_on
from handlers.texts import LANGUAGES, load_locales
from knowledge.record.values import Organisation, Theme
from knowledge.snapshot import Snapshot
from tests.chat import Chat, why_of
from tests.telegram.world import ANN, PRIVATE

LOCALES = load_locales()


@pytest.mark.parametrize(
    ("language", "question", "following", "understood"),
    [
        ("en", "what did Lavrov say about security?", "and about coffee?", "Understood as: Sergey Lavrov"),
        ("ru", "что сказал Лавров о безопасности?", "а о кофе?", "Понимаю так: Сергей Лавров"),
        ("zh", "拉夫罗夫对安全说了什么？", "那对咖啡呢？", "我的理解：谢尔盖·拉夫罗夫"),
    ],
)
async def test_who_was_shown_is_named_in_the_readers_language(
    chat: Chat, language: str, question: str, following: str, understood: str
) -> None:
    ann = {**ANN, "language_code": language}
    await chat.says(question, user=ann)
    told = await chat.says(following, user=ann)

    assert told.text.startswith(understood)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "English, Russian and Chinese"),
        ("ru", "английский, русский и китайский"),
        ("zh", "英语、俄语和中文"),
    ],
)
def test_languages_are_listed_with_and(snapshot: Snapshot, language: str, said: str) -> None:
    assert asked_in(snapshot.record, LOCALES.within(language)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_silent_is_said_in_a_whole_sentence(snapshot: Snapshot, language: str) -> None:
    texts, record = LOCALES.within(language), snapshot.record
    things: list[Theme | Organisation] = [*record.themes.values(), *record.organisations.values()]
    for thing in things:
        for names in (("Ann",), ("Ann", "Bob")):
            said = silent_on(thing, names, texts)

            assert said[-1] in ".。"
            assert thing.name.within(language) in said
            assert texts.join(names) in said


@pytest.mark.parametrize("language", LANGUAGES)
async def test_under_a_quote_stands_that_a_misprint_is_corrected_not_its_word(
    chat: Chat, snapshot: Snapshot, language: str
) -> None:
    ann = {**ANN, "language_code": language}
    for quote in snapshot.record.quotes:
        chat.world.now += 10
        foot = (await chat.says(f"/start q_{quote.id}", user=ann)).text.splitlines()[-1]
        told = LOCALES.within(language).count("corrected", len(quote.emendations))

        assert (told in foot) == bool(quote.emendations)
        assert not any(one.published in foot for one in quote.emendations)


async def test_my_questions_are_listed_once_under_one_heading(chat: Chat) -> None:
    await chat.says("what did lavrov say?")
    await chat.says("who mentioned trust?")
    told = (await chat.says("/mydata")).text

    assert told.count("in memory for a few minutes") == 1
    assert "• what did lavrov say?\n• who mentioned trust?" in told


@pytest.mark.parametrize(("language", "marks"), [("zh", "《》"), ("ru", "«»")])
async def test_the_title_of_the_source_stands_in_its_marks(
    chat: Chat, snapshot: Snapshot, language: str, marks: str
) -> None:
    ann = {**ANN, "language_code": language}
    title = snapshot.record.quotes[0].source.title.within(language)
    for opened in ("/about", f"/start q_{snapshot.record.quotes[0].id}"):
        assert f"{marks[0]}{title}{marks[1]}" in (await chat.says(opened, user=ann)).text


async def test_a_word_that_is_no_topic_is_not_called_one(chat: Chat, snapshot: Snapshot) -> None:
    why = await why_of(chat, await chat.says("what did lavrof say about securty and prosperty"))

    assert why is not None
    topics = re.findall(r"→ topic: (.+)", why.text)
    assert set(topics) <= {theme.name.original for theme in snapshot.record.themes.values()} | {"Security"}


async def test_a_list_wanted_shorter_names_each_speaker_with_the_sentence_alone(chat: Chat) -> None:
    await chat.says("Who spoke of security?")
    short = await chat.says("shorter please")

    assert "\n1. Wang Yi: “" in short.text
    assert "Minister" not in short.text
    assert short.labels == ["1", "2"]


async def test_two_questions_with_one_answer_get_the_buttons_of_one(chat: Chat) -> None:
    one = await chat.says("when was the Secretariat founded?")
    both = await chat.says("when was the Secretariat founded and where?")

    assert "· · ·" not in both.text
    assert both.labels == one.labels


async def test_each_button_under_two_answers_opens_what_is_shown(chat: Chat) -> None:
    both = await chat.says("what did Lavrov say? and what did Kazakhstan say about trust?")

    assert "· · ·" in both.text
    assert both.labels == ["🇷🇺 Russia", "🇰🇿 Kazakhstan"]


async def test_a_number_is_answered_in_the_language_of_telegram(chat: Chat) -> None:
    assert "Источник" in (await chat.says("2004", user={**ANN, "language_code": "ru"})).labels


async def test_who_does_not_mention_something_is_followed_by_who_does(chat: Chat) -> None:
    told = (await chat.says("did Nurtleu mention security?")).text

    assert "Wang Yi and Sergey Lavrov speak of it:\n\n1." in told


@pytest.mark.parametrize("asked", ["Nurtleu", "the minister of Kazakhstan"])
async def test_what_somebody_says_of_other_things_is_not_called_near(chat: Chat, asked: str) -> None:
    told = (await chat.says(f"what did {asked} say about football?")).text

    assert "\n\nHere is what I do have:\n1. Murat Nurtleu" in told


async def test_who_is_refused_first_is_not_always_offered_the_same(chat: Chat) -> None:
    offered = set()
    for person, sport in enumerate(("chess", "tennis", "rugby", "hockey", "polo", "judo"), 500):
        told = await chat.says(
            f"who won the {sport} match?", user={**ANN, "id": person}, chat={**PRIVATE, "id": person}
        )
        offered.add(tuple(told.labels))

    assert len(offered) > 1


async def test_words_that_were_not_typed_so_head_no_list(chat: Chat) -> None:
    told = (await chat.says("which ministers talked about the region's development?")).text

    assert "“region development”" not in told


@pytest.mark.parametrize(
    ("asked", "following"),
    [
        ("what did Lavrov say about trade?", "what about Kazakhstan?"),
        ("what did Nurtleu say about trade?", "and Lavrov?"),
        ("что сказал Лавров о торговле?", "а Казахстан?"),
    ],
)
async def test_who_asked_for_words_gets_no_yes_or_no(chat: Chat, asked: str, following: str) -> None:
    await chat.says(asked)
    said = (await chat.says(following)).text

    assert not said.startswith(("Yes", "No.", "Да", "Нет"))
    assert (await chat.says("did Wang Yi mention trade?")).text.startswith("No.")


@pytest.mark.parametrize(
    ("asked", "matter"),
    [
        ("what did Wang Yi say about the Shanghai Spirit?", "and what did Lavrov write about?"),
        ("что сказал Ван И о шанхайском духе?", "а Лавров о чём писал?"),
    ],
)
async def test_who_asks_what_about_somebody_speaks_asks_of_no_matter(
    chat: Chat, asked: str, matter: str
) -> None:
    await chat.says(asked)

    assert "multinational team" in (await chat.says(matter)).text


async def test_a_fact_beside_an_answer_is_opened_by_a_whole_word(chat: Chat) -> None:
    both = await chat.says("who is the minister of Russia? and what did Kazakhstan say about trust?")

    assert both.labels == ["From the record", "🇰🇿 Kazakhstan"]
