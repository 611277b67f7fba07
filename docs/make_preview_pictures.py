"""Remake docs/pictures/preview*.png: the preview in Chromium, wide and light, narrow and dark."""

from __future__ import annotations

import asyncio
import shutil
import sys
from argparse import Namespace
from pathlib import Path

import uvicorn
from playwright.async_api import Page, async_playwright

from bot import settings
from bot.commands.preview import LOOPBACK
from bot.preview import server
from bot.preview.opening import opened

PICTURES = Path(__file__).parent / "pictures"
PORT = 8770
QUESTION = "what did lavrof say about security?"


async def main() -> None:
    """Serve the shipped record, ask one question, and take both pictures."""
    chosen = settings.read(Namespace(), environment={"HOME": str(Path.home())})
    async with opened(chosen, None) as talk:
        config = uvicorn.Config(server.application(talk, LOOPBACK), port=PORT, log_level="error", ws="none")
        serving = uvicorn.Server(config)
        running = asyncio.create_task(serving.serve())
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            for name, width, height, theme in (
                ("preview", 1200, 860, "light"),
                ("preview-dark", 390, 860, "dark"),
            ):
                page = await browser.new_page(viewport={"width": width, "height": height})
                await _ask(page, theme)
                await page.screenshot(path=PICTURES / f"{name}.png")
            await browser.close()
        serving.should_exit = True
        await running


async def _ask(page: Page, theme: str) -> None:
    await page.goto(f"http://127.0.0.1:{PORT}/")
    await page.get_by_label("Colours").select_option(theme)
    await page.get_by_label("Your question").fill(QUESTION)
    await page.keyboard.press("Enter")
    await page.locator("#chat blockquote").first.wait_for()
    await page.locator("#why table").first.wait_for()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
