"""`/reload` is the administrators' alone; a record is swapped whole, and a broken one is told, not used."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder, ExtBot

from bot.account import Account
from bot.application import TelegramApplication
from bot.record_watch import RecordWatch
from bot.session_cards import SessionCards
from bot.session_preferences import SessionPreferences
from bot.session_subscriptions import SessionSubscriptions
from bot.transports.back_off import BackOff
from bot.transports.flood_control import FloodControl
from handlers.admin import Administrators, Reading
from handlers.person import PersonLocale
from handlers.routing import routes
from handlers.texts import load_locales
from knowledge import loader
from knowledge.compiled import load_snapshot
from knowledge.snapshot import LiveSnapshot
from tests.chat import Chat
from tests.far_end import FarEnd
from tests.telegram.world import ANN, GROUP, PRIVATE, World

ADMIN = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "en"}
WITH_ADMIN = {"id": 7, "type": "private", "first_name": "Ada"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A bot with one administrator, on a record that can be edited."""

    chat: Chat
    watch: RecordWatch
    telegram: TelegramApplication

    async def admin_says(self, text: str) -> str:
        """Say something that is answered later, and give the answer."""
        before = len(self.chat.world.order)
        assert await self.chat.tries(text, user=ADMIN, chat=WITH_ADMIN) is None
        while len(self.chat.world.order) == before:  # noqa: ASYNC110 - nobody tells us when
            await asyncio.sleep(0.02)
        return self.chat.world.order[-1].text


@pytest.fixture
async def desk(world: World, folder: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    live = LiveSnapshot(loader.load_snapshot(folder))
    watch = RecordWatch(live, folder, partial(load_snapshot, kept=tmp_path / "kept", beside=True))
    far_end = FarEnd(world)
    bot: ExtBot[None] = Account(
        "4242:token",
        request=far_end,
        get_updates_request=far_end,
        rate_limiter=FloodControl(BackOff()),
    )
    built: TelegramApplication = ApplicationBuilder().bot(bot).job_queue(None).updater(None).build()
    routes(
        live=live,
        locales=load_locales(),
        preferences=SessionPreferences(),
        subscriptions=SessionSubscriptions(),
        cards=SessionCards(),
        clock=lambda: datetime.fromtimestamp(world.now, UTC),
        rng=Random(1),  # noqa: S311 - the same quotes each time
        guarded=False,
        admin_ids=frozenset({7}),
        reload=watch.reload,
    ).join(built)
    async with built:
        yield Desk(Chat(built, world), watch, built)


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


async def test_an_administrator_has_the_edited_record_taken_into_use(desk: Desk, folder: Path) -> None:
    edit(folder, "messages/russia.yaml", "Sergey Lavrov wished", "Minister Lavrov wished")

    said = await desk.admin_says("/reload")

    assert said.startswith("The new record is in use: ")
    assert desk.watch.live.now.version in said


async def test_a_broken_record_is_told_line_by_line_and_the_last_good_one_stays(
    desk: Desk, folder: Path
) -> None:
    before = desk.watch.live.now
    edit(folder, "absences/countries.yaml", "{country}", "{contry}")
    edit(folder, "themes.yaml", "[wang-spirit,", "[wang-spirits,")

    first, *faults = (await desk.admin_says("/reload")).splitlines()

    assert first == f"The edited record was refused: it has 4 faults. Version {before.version} stays in use."
    files = [fault.split(":")[0] for fault in faults]
    assert files == [*3 * ["• absences/countries.yaml"], "• themes.yaml"]
    assert desk.watch.live.now is before


@pytest.mark.parametrize("text", ["/reload", "/reload@quotes_bot"])
async def test_everybody_else_is_answered_as_to_any_unknown_command(desk: Desk, text: str) -> None:
    reload = (await desk.chat.says(text)).text
    unknown = (await desk.chat.says("/abcdefg")).text

    assert reload == unknown.replace("abcdefg", "reload")


async def test_an_administrator_in_a_group_gives_nothing_away(desk: Desk) -> None:
    before = desk.watch.live.now

    said = await desk.chat.says("/reload@quotes_bot", user=ADMIN, chat=GROUP)

    assert said.text.startswith("I have no command /reload.")
    assert desk.watch.live.now is before


async def test_faults_of_an_edit_that_nobody_asked_about_are_told_to_each_administrator(
    desk: Desk, world: World
) -> None:
    person_locale = PersonLocale(load_locales(), SessionPreferences())
    many = tuple(f'themes.yaml:{line}:1: unknown entry; found "<b>{"x" * 300}"' for line in range(40))

    await Administrators(desk.telegram.bot, person_locale, (7, 8)).hear(Reading("cafe1234", 30, many))
    await Administrators(desk.telegram.bot, person_locale, (7, 8)).hear(Reading("cafe1234", 30))

    assert [sent.chat_id for sent in world.order] == [7, 8]
    assert world.order[0].text.splitlines()[-1] == "20 more"
    assert "themes.yaml:3:1: unknown entry" in world.order[0].text


async def test_questions_that_come_during_a_reload_are_all_answered_from_a_whole_record(
    desk: Desk, world: World, folder: Path
) -> None:
    old, new = "Sergey Lavrov wished", "Minister Lavrov wished"
    edit(folder, "messages/russia.yaml", old, new)
    reloading = asyncio.create_task(desk.watch.reload())
    asked = 0

    async def ask(person: int) -> None:
        who, where = {**ANN, "id": person}, {**PRIVATE, "id": person}
        said = world.says("what did lavrov wish the team?", user=who, chat=where)
        await desk.telegram.process_update(Update.de_json(said, desk.telegram.bot))

    while True:
        is_over = reloading.done()
        await asyncio.gather(*(ask(1000 + asked + number) for number in range(8)))
        asked += 8
        if is_over:
            break
        await asyncio.sleep(0.05)

    texts = [sent.text for sent in world.order]
    assert len(texts) == asked
    assert {old in text for text in texts} | {new in text for text in texts} == {True, False}
    assert all((old in text) != (new in text) for text in texts)
    turned = [new in text for text in texts]
    assert turned == sorted(turned)
