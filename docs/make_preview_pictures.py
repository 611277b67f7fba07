"""Remake docs/pictures/preview*.png: the preview in Chromium, wide and light; narrow and dark, with a fault.

Wants what `make test-browser` installs, and a font with flags (Debian: fonts-noto-color-emoji):
PYTHONPATH=. .venv/bin/python docs/make_preview_pictures.py
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from playwright.async_api import Page, async_playwright

from bot import settings
from bot.commands.preview import LOOPBACK
from bot.preview import server
from bot.preview.opening import opened
from knowledge.record.folder import shipped

PICTURES = Path(__file__).parent / "pictures"
PORT = 8770
QUESTION = "what did lavrof say about security?"


async def main() -> None:
    """Serve a copy of the shipped record, and take both pictures of it."""
    with TemporaryDirectory() as temporary:
        await _take(Path(shutil.copytree(shipped(), Path(temporary) / "record")))


async def _take(folder: Path) -> None:
    chosen = settings.read(Namespace(), environment={"HOME": str(Path.home())})
    async with opened(chosen, folder) as talk:
        config = uvicorn.Config(server.application(talk, LOOPBACK), port=PORT, log_level="error", ws="none")
        serving = uvicorn.Server(config)
        running = asyncio.create_task(serving.serve())
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = await browser.new_page(viewport={"width": 1200, "height": 960})
            await _ask(page, "light")
            await page.screenshot(path=PICTURES / "preview.png")
            page = await browser.new_page(viewport={"width": 390, "height": 960})
            await _ask(page, "dark")
            _misspell(folder / "messages" / "russia.yaml")
            await page.get_by_role("alert").wait_for()
            await page.screenshot(path=PICTURES / "preview-dark.png")
            await browser.close()
        serving.should_exit = True
        await running


def _misspell(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("speaker: lavrov", "speaker: lavrow", 1), encoding="utf-8")


async def _ask(page: Page, theme: str) -> None:
    await page.goto(f"http://127.0.0.1:{PORT}/")
    await page.get_by_label("Colours").select_option(theme)
    await page.get_by_label("Your question").fill(QUESTION)
    await page.keyboard.press("Enter")
    await page.locator("#chat blockquote").first.wait_for()
    await page.locator("#why table").first.wait_for()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
