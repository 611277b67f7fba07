"""The token is revoked while the bot runs, and another one is put into its file."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.bot_api_server import TOKEN, serving
from tests.e2e.process import running
from tests.telegram.world import World

ANOTHER = f"{TOKEN.partition(':')[0]}:AAanotherTokenOfTheSameBotXXXXXXXXXX"
SOMEBODYS = "777:AAtheTokenOfAnotherBotXXXXXXXXXXXXXX"


@pytest.mark.parametrize(("new", "code"), [(ANOTHER, 0), (SOMEBODYS, 2)])
async def test_another_token_in_the_file_is_taken_up(new: str, code: int, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    async with serving(World(now=int(time.time()))) as server:
        variables = {
            "TELEGRAM_BOT_TOKEN_FILE": str(file),
            "TELEGRAM_API_BASE_URL": server.url,
            "DATA_DIR": str(tmp_path / "data"),
        }
        with running("run", variables=variables, folder=tmp_path) as process:
            await server.push(server.world.says("lavrov?"))
            await server.until_sent(1)
            server.token = new
            await server.push(server.world.says("what did he say of trust?"))
            await asyncio.sleep(2)
            file.write_text("")
            await asyncio.sleep(1.5)
            file.write_text(new)
            if code == 0:
                await server.until_sent(2)
                process.tell(signal.SIGTERM)
            end = await asyncio.to_thread(process.ended)

    assert (end.code, len(server.world.order)) == (code, 2 if code == 0 else 1)
    assert end.err.count("Telegram refused it (401)") == 1
    assert end.err.count("another token is there") == 1
    assert ("it is the database of bot" in end.err) == (code == 2)
    assert new not in end.err + end.out
    assert "Traceback" not in end.err
