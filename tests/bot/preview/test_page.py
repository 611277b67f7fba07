"""The preview's server: the very same answers, why they are so, and edits at once."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.commands.preview import LOOPBACK
from bot.preview.markup import as_page
from bot.preview.opening import opened
from bot.preview.server import KINDS, application
from handlers.texts import LANGUAGES
from tests.bot.settings_of import settings_in


@dataclass(frozen=True, slots=True)
class Page:
    """The page as a browser asks for it."""

    client: httpx.AsyncClient

    async def does(self, path: str, **fields: str) -> Mapping[str, Any]:
        answer = await self.client.post(path, json={"language": "en", **fields})
        assert answer.status_code == 200
        return dict(answer.json())

    async def state(self) -> Mapping[str, Any]:
        return dict((await self.client.get("/state")).json())


@pytest.fixture
async def page(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Page]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    async with opened(settings_in(tmp_path), folder) as talk:
        transport = httpx.ASGITransport(application(talk, LOOPBACK))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
            yield Page(client)


def shown(answer: Mapping[str, Any]) -> str:
    return str(answer["shown"])


async def test_a_question_is_answered_with_what_matched_and_where_it_stands(page: Page, folder: Path) -> None:
    said = await page.does("/say", text="what did lavrof say?")

    assert "<blockquote>“In the recent years" in shown(said)
    assert " of 4,096 characters · buttons: " in shown(said)
    why = said["why"]
    assert why["hits"][0]["id"] == "lavrov-team"
    file, line, _ = why["hits"][0]["place"].split(":")
    assert "id: lavrov-team" in (folder / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert sum(why["addends"].values()) > 0
    matched = next(one for one in why["recognised"] if one["target"] == "lavrov")
    assert matched["place"].startswith("speakers.yaml:")


async def test_of_two_requests_each_has_its_own_reasons_and_denials(page: Page) -> None:
    said = await page.does("/say", text="lavrov about security and kazakhstan about the charter?")

    first, second = said["why"]["parts"]
    assert [one["id"] for one in first["hits"]] == ["lavrov-team"]
    assert sum(first["addends"].values()) > 0
    assert [one["typed"] for one in second["recognised"]][-1] == "charter"
    assert (second["hits"], second["denied"]) == ([], ["Murat Nurtleu: charter"])


async def test_an_inline_query_has_reasons_too_and_a_command_has_none(page: Page) -> None:
    typed = await page.does("/inline", text="lavrov")
    command = await page.does("/say", text="/help")

    assert typed["why"]["question"] == "lavrov"
    assert command["why"] is None


async def test_the_reasons_are_of_the_answer_that_was_given(page: Page) -> None:
    await page.does("/say", text="what did lavrov say about security?")
    before = await page.does("/say", text="and kazakhstan?")
    await page.does("/say", text="/forget")
    after = await page.does("/say", text="and kazakhstan?")
    order = await page.does("/say", text="list all topics")
    (start,) = (await page.does("/say", text="/start"))["shown"]
    pressed = await page.does("/press", id=str(start["id"]), data=start["rows"][0][0]["callback_data"])

    assert before["why"]["understood_as"] == "kazakhstan · security"
    assert after["why"]["understood_as"] is None
    assert order["why"] is None
    assert pressed["why"]["status"] == "answered"


async def test_every_language_of_the_interface_is_offered(page: Page) -> None:
    whole = (await page.client.get("/")).text

    assert re.findall(r'<option value="([a-z]{2})">', whole) == list(LANGUAGES)
    assert '<option value="de">Deutsch</option>' in whole


async def test_buttons_work(page: Page) -> None:
    said = await page.does("/say", text="what did lavrov say?")
    (message,) = said["shown"]
    source = next(button for row in message["rows"] for button in row if button["text"] == "Source")

    pressed = await page.does("/press", id=str(message["id"]), data=source["callback_data"])

    assert "<u>miltifaceted</u>" in shown(pressed)


async def test_a_button_of_a_preview_that_has_ended_is_told_and_no_number_comes_again(page: Page) -> None:
    (message,) = (await page.does("/say", text="what did lavrov say?"))["shown"]

    pressed = await page.does("/press", id="77", data="s:lavrov-team")

    assert message["id"] > 1_700_000_000
    assert "started again" in shown(pressed)


async def test_a_card_is_drawn_and_given(page: Page) -> None:
    (message,) = (await page.does("/say", text="/card lavrov"))["shown"]

    picture = await page.client.get(f"/picture/{message['picture']}")

    assert picture.content.startswith(b"\x89PNG")
    assert "of 1,024 characters" in message["limits"]


async def test_inline_results_are_shown(page: Page) -> None:
    (offered,) = (await page.does("/inline", text="lavrov"))["shown"]

    assert offered["kind"] == "inline"
    assert "Lavrov" in offered["results"][0]["title"]


async def test_an_edit_is_taken_at_once_and_a_broken_one_is_told_while_the_last_good_one_answers(
    page: Page, folder: Path
) -> None:
    before = await page.state()
    about = folder / "about.yaml"
    text = about.read_text(encoding="utf-8")
    about.write_text(f"# edited\n{text}", encoding="utf-8")
    edited = await page.state()
    about.write_text(f"{text}nonsense: [\n", encoding="utf-8")
    broken = await page.state()

    assert before["version"] != edited["version"] == broken["version"]
    assert (before["faults"], edited["faults"]) == ([], [])
    assert str(broken["faults"]).startswith("['about.yaml:")
    assert "<blockquote>" in shown(await page.does("/say", text="what did lavrov say?"))


async def test_every_entry_is_listed_with_its_place_and_room(page: Page) -> None:
    entries = (await page.client.get("/entries")).json()

    assert len(entries) == (await page.state())["entries"]
    quote = next(one for one in entries if one["id"] == "lavrov-team")
    assert quote["place"].startswith("messages/russia.yaml:")
    assert re.fullmatch(r"\d+ of 1,500", quote["room"])


async def test_nothing_is_asked_of_others_and_no_other_page_may_ask(page: Page) -> None:
    for name in ("", *KINDS):
        answer = await page.client.get(f"/{name}")
        assert answer.status_code == 200
        assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", answer.text)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    other = await page.client.get("/state", headers={"Host": "rebound.example"})
    plain = await page.client.post("/say", content='{"text": "hi"}', headers={"Content-Type": "text/plain"})
    broken = await page.client.post("/say", content="[", headers={"Content-Type": "application/json"})
    assert (other.status_code, plain.status_code, broken.status_code) == (400, 415, 400)


def test_only_what_telegram_shows_is_shown() -> None:
    html = as_page('<b onclick="x()">a</b><script>b</script><a href="javascript:c">d</a><img src=x>&lt;i&gt;')

    assert html == '<b>a</b>b<a href="#" rel="noreferrer">d</a>&lt;i&gt;'
