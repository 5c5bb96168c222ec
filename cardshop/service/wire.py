"""What is refused before it is a request: broken HTTP, endless heads, heads that never end."""

from __future__ import annotations

import asyncio
import uuid

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from cardshop.service.problems import MEDIA_TYPE, Problem, slug

HEAD_BYTES = 65_536  # request line and headers
TOO_LONG = f"Request line and headers are longer than {HEAD_BYTES} bytes."
HEAD_TIMEOUT_S = 5.0  # for a head to arrive; body_timeout_ms is the body's


class Wire(HttpToolsProtocol):
    """uvicorn's protocol with limits for heads, and errors in the shape of all others."""

    _head_bytes = 0
    _in_body = _too_long = False
    _head_timer: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Feed the parser; refuse with 431 a head that is too long."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_body or not self._head_bytes:
            self._head_bytes = 0
        elif self._head_bytes > HEAD_BYTES:
            self._refuse(Problem(431, TOO_LONG))
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._too_slow)

    def on_headers_complete(self) -> None:
        """The head is here: its clock stops."""
        self._in_body = True
        self._stop_clock()
        self._head_bytes = len(self.url) + sum(len(n) + len(v) for n, v in self.headers)
        if self._head_bytes > HEAD_BYTES:
            self._too_long = True
            raise ValueError(TOO_LONG)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next byte begins another head."""
        self._in_body, self._head_bytes = False, 0
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The clock goes with the connection."""
        self._stop_clock()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """What the parser does not take: broken, ambiguous, of another version, or too long."""
        self._refuse(Problem(431, TOO_LONG) if self._too_long else Problem(400, msg))

    def _too_slow(self) -> None:
        if not self.transport.is_closing():
            self._refuse(Problem(408, f"The head did not arrive within {HEAD_TIMEOUT_S:g} s."))

    def _refuse(self, problem: Problem) -> None:
        body = problem.body(uuid.uuid4().hex)
        phrase = slug(problem.status).upper().replace("-", " ")
        head = (
            f"HTTP/1.1 {problem.status} {phrase}\r\ncontent-type: {MEDIA_TYPE.decode()}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _stop_clock(self) -> None:
        if self._head_timer:
            self._head_timer.cancel()
            self._head_timer = None
