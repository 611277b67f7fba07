"""A connection to the endpoint that must say what it wants soon, and in few words."""

from __future__ import annotations

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 16 * 1024
"""Of all that stands before a body. Telegram and a proxy need a tenth of it."""
HEAD_SECONDS = 10.0


class Connection(HttpToolsProtocol):
    """uvicorn's own waits for ever for the end of a request's head, and keeps a head of any length."""

    _head_bytes = 0
    _is_in_head = True
    _timer: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._rest()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Wait for the end of another request's head."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Leave the body to who reads it, with bounds of their own."""
        self._rest()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Let go of who sends a head without an end."""
        super().data_received(data)
        if self._is_in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES:
                self.transport.close()

    def _wait(self) -> None:
        self._is_in_head = True
        if self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _rest(self) -> None:
        self._is_in_head, self._head_bytes = False, 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
