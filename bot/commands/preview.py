"""Open a page to talk to the bot and see the reasons for its answers as you edit the record."""

from __future__ import annotations

import asyncio
import socket
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot import settings
from bot.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine as they stand in an address."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="the record's folder (default: KNOWLEDGE_DIR)"
    )
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free one (default 8765)")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on (default 127.0.0.1: nobody but this machine); whoever reaches it can ask",
    )
    settings.add_flags(parser, "KNOWLEDGE_DIR")


def execute(options: Namespace) -> int:
    """Serve the page until Ctrl-C.

    Raises:
        RecordError: The record is broken, and so was never good.
        UsageError: The address is taken or is none.
    """
    folder = options.folder or settings.knowledge_dir(options)
    asyncio.run(_serve(options, folder))
    return 0


async def _serve(options: Namespace, folder: Path | None) -> None:
    # Imported here: whoever asks for help should not wait for Telegram's library.
    import uvicorn  # noqa: PLC0415

    from bot.preview import server  # noqa: PLC0415
    from bot.preview.opening import opened  # noqa: PLC0415

    chosen = settings.read(Namespace(), environment={"HOME": str(Path.home())})
    with listening(options.host, options.port) as listener:
        async with opened(chosen, folder) as talk:
            host = f"[{options.host}]" if ":" in options.host else options.host
            hosts = LOOPBACK if host in LOOPBACK else ("*",)
            config = uvicorn.Config(server.application(talk, hosts), log_level="error", ws="none")
            port = listener.getsockname()[1]
            print(f"http://{host}:{port}/ shows the bot; Ctrl-C ends it", flush=True)
            await uvicorn.Server(config).serve(sockets=[listener])


def listening(host: str, port: int) -> socket.socket:
    """Listen on an address, of IPv6 too.

    Raises:
        UsageError: It is taken or is none.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        # Python says behind the reason once more what it tried.
        reason = str(getattr(error, "strerror", None) or error).partition(" (")[0]
        raise UsageError(
            f"preview: can't listen on {host} port {port}: {reason}; name another --port"
        ) from error
