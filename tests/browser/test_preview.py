"""The preview as a maintainer has it: in Chromium, by keyboard, light and dark, narrow and wide."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.process import PATIENCE_SECONDS, running

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test-browser")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
api.expect.set_options(timeout=PATIENCE_SECONDS * 1000)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here (Debian: apt install chromium)"),
]
LOOKS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8").partition("\n() =>")[2]


@pytest.fixture
def address(folder: Path, tmp_path: Path) -> Iterator[str]:
    variables = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONWARNINGS": "default"}
    with running(
        "preview", str(folder), "--port", "0", variables=variables, folder=tmp_path / "run"
    ) as process:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/", process.out)):
            assert process.process.poll() is None, process.err
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield found[0]


@pytest.fixture
def page(address: str) -> Iterator[Any]:
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1200, "height": 900})
        opened.set_default_timeout(PATIENCE_SECONDS * 1000)
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.goto(address)
        yield opened
        assert not faults
        assert all(url.startswith(address) for url in asked)
        browser.close()


def ask(page: Any, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")


def test_a_question_by_keyboard_is_answered_with_its_reasons(page: Any) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("what did lavrof say?")
    page.keyboard.press("Enter")

    api.expect(page.locator("#chat blockquote")).to_contain_text("In the recent years")
    api.expect(page.locator("#why")).to_contain_text("speakers.yaml:")
    api.expect(page.locator("#why")).to_contain_text("messages/russia.yaml:")


def test_buttons_cards_and_inline_results_work(page: Any) -> None:
    ask(page, "what did lavrov say?")
    page.get_by_role("button", name="Source").click()
    api.expect(page.locator("#chat u", has_text="miltifaceted").first).to_be_visible()
    ask(page, "/card lavrov")
    api.expect(page.locator("#chat img")).to_have_js_property("complete", value=True)
    assert page.locator("#chat img").evaluate("(one) => one.naturalWidth") > 100
    page.get_by_label("Your question").fill("lavrov")
    page.get_by_role("button", name="As inline query").click()
    api.expect(page.locator("#chat summary").first).to_contain_text("Lavrov")


def test_a_card_among_inline_results_is_seen_and_the_button_above_them_leads_into_the_chat(page: Any) -> None:
    ask(page, "/card lavrov")
    api.expect(page.locator("#chat img")).to_be_visible()
    page.get_by_label("Your question").fill("lavrov")
    page.get_by_role("button", name="As inline query").click()
    page.locator("#chat summary").filter(has_text="Card").click()
    api.expect(page.locator("#chat details img")).to_be_visible()
    page.get_by_role("button", name="Type a name or a topic").click()
    api.expect(page.locator("#chat .mine").last).to_have_text("/start inline")


def test_whoever_presses_a_button_by_keyboard_goes_on_from_there(page: Any) -> None:
    ask(page, "what did lavrov say?")
    page.get_by_role("button", name="Source").focus()
    page.keyboard.press("Enter")
    api.expect(page.get_by_role("button", name="‹ Back")).to_be_focused()
    page.keyboard.press("Enter")
    api.expect(page.get_by_role("button", name="Source")).to_be_focused()


def test_a_folded_quote_unfolds_by_keyboard(page: Any) -> None:
    ask(page, "what did lavrov say about security?")
    words, turn = page.locator(".folded > span"), page.get_by_role("button", name="The whole quote")
    folded = words.evaluate("(one) => one.scrollHeight - one.clientHeight")
    turn.press("Enter")
    api.expect(turn).to_have_attribute("aria-expanded", "true")
    assert folded > 0 == words.evaluate("(one) => one.scrollHeight - one.clientHeight")


def test_a_long_answer_is_read_from_its_question_on(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 500})
    ask(page, "what did lavrov say?")
    api.expect(page.locator("#chat .row").first).to_be_attached()
    api.expect(page.locator("#chat .mine")).to_be_in_viewport()
    ask(page, "/card lavrov")
    api.expect(page.locator("#chat img")).to_have_js_property("complete", value=True)
    api.expect(page.locator("#chat .mine").last).to_be_in_viewport()


def test_an_entry_is_found_by_its_words_and_opened(page: Any) -> None:
    page.get_by_label("Filter").fill("multifaceted")
    api.expect(page.locator("#listed")).to_contain_text("1 of ")
    page.get_by_role("button", name="lavrov-team").press("Enter")
    api.expect(page.locator("#chat blockquote").first).to_be_in_viewport()


def test_a_server_that_is_gone_is_told(page: Any) -> None:
    page.route("**/say", lambda route: route.abort())
    ask(page, "what did lavrov say?")
    api.expect(page.locator("#chat")).to_contain_text("gave no answer")


def test_the_reasons_are_of_what_was_done_last(page: Any) -> None:
    ask(page, "what did lavrov say about security and kazakhstan about trade?")
    api.expect(page.locator("#why h3").last).to_contain_text("Request 2 of 2: “")
    ask(page, "/help")
    api.expect(page.locator("#why")).to_have_text("A command or a button: nothing was searched for.")


def test_an_edit_is_followed_and_a_fault_shown_where_it_stands(page: Any, folder: Path) -> None:
    ask(page, "what did lavrov wish the team?")
    api.expect(page.locator("#chat")).to_contain_text("Sergey Lavrov wished")
    message = folder / "messages/russia.yaml"
    text = message.read_text(encoding="utf-8")
    message.write_text(text.replace("Sergey Lavrov wished", "Minister Lavrov wished"), encoding="utf-8")
    api.expect(page.locator("#chat")).to_contain_text("Minister Lavrov wished")
    message.write_text(f"{text}nonsense: [\n", encoding="utf-8")
    api.expect(page.get_by_role("alert")).to_contain_text("messages/russia.yaml:")
    ask(page, "what did lavrov wish the team now?")
    api.expect(page.locator("#chat .message").last).to_contain_text("Minister Lavrov wished")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_it_can_be_read_and_reached_light_and_dark_narrow_and_wide(
    page: Any, folder: Path, theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_label("Colours").select_option(theme)
    ask(page, "what did lavrov say?")
    with (folder / "about.yaml").open("a", encoding="utf-8") as file:
        file.write("nonsense: [\n")
    api.expect(page.get_by_role("alert")).to_be_visible()
    api.expect(page.locator("#chat blockquote")).to_be_visible()

    assert page.evaluate(f"() => {LOOKS}") == {
        "contrast": [],
        "unnamed": [],
        "small": [],
        "cut": [],
        "wide": [],
    }
