"""What is refused before it is a request: broken HTTP, endless heads, silence, ambiguity."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from cardshop.service.problems import MEDIA_TYPE, Problem, slug

HEAD_BYTES = 65_536  # request line and headers; as many between two parts of a body
TOO_LONG = f"Request line and headers are longer than {HEAD_BYTES} bytes."
STUFFED = f"More than {HEAD_BYTES} bytes came around a body that did not go on."
BROKEN = "Invalid HTTP request received."
FULL = "As many connections are open as may be. Try again later."
HEAD_TIMEOUT_S = 5.0  # for a head to arrive; body_timeout_ms is the body's
REST_TIMEOUT_S = 1.0  # for the rest of a body that was answered before its end
REST_BYTES = 65_536
READ_TIMEOUT_S = 10.0  # for the client to take an answer that fills the buffers
VERSIONS = ("1.1", "1.0")  # health checks still speak 1.0
# Of two, one reader takes the first and another the last.
ONCE = (b"host", b"x-api-key", b"content-type", b"content-encoding", b"content-length")


class Wire(HttpToolsProtocol):
    """uvicorn's protocol with limits for all that a client can send, or leave out.

    Errors have the shape of all others. uvicorn's `limit_concurrency` counts connections here.
    """

    _most: int | None = None
    _unread = 0  # bytes since a head began, or since the body last grew
    _moved = _in_body = False
    _problem: Problem | None = None
    _clock: asyncio.TimerHandle | None = None
    _reader_clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyrefly: ignore
        """Begin to wait for a head; refuse with 503 where too many wait already."""
        super().connection_made(transport)
        # uvicorn's own check comes with the request, when the connection is long there.
        self._most = self.config.limit_concurrency
        self.limit_concurrency: int | None = None
        if self._most is not None and len(self.connections) > self._most:
            self._refuse(Problem(503, FULL))
        else:
            self._start_clock(HEAD_TIMEOUT_S, self._too_slow)

    def data_received(self, data: bytes) -> None:
        """Feed the parser, as uvicorn does but without a line on stderr; then count."""
        if self.transport.is_closing():
            return
        self._unset_keepalive_if_required()
        self._moved = False
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as found:
            self._without_upgrade(data[found.args[0] :])
        except httptools.HttpParserError:
            self._refuse(self._problem or Problem(400, BROKEN))
        if not self.transport.is_closing():
            self._count(len(data))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header; what comes after a body is none."""
        if not self._in_body:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is here: its clock stops, and it has to be clear."""
        if self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT":
            return
        self._problem = self._unclear()
        if self._problem:
            raise ValueError(self._problem.detail)
        self._in_body = self._moved = True
        self._stop_clock()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """The body grows."""
        self._moved = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The next byte begins another head."""
        if not self._in_body:
            return
        self._in_body, self._moved = False, True
        self._stop_clock()
        if self.cycle.response_complete:
            self._rest()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """What was answered before its end may end soon, or the connection does."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._expect_reader()
        elif self._in_body and not self.pipeline:
            self._unset_keepalive_if_required()
            self._unread = 0
            self._start_clock(REST_TIMEOUT_S, self.timeout_keep_alive_handler)

    def timeout_keep_alive_handler(self) -> None:
        """Close; what the client does not read by then is dropped."""
        super().timeout_keep_alive_handler()
        self._expect_reader()

    def pause_writing(self) -> None:
        """The client does not read: it has some seconds."""
        super().pause_writing()
        self._expect_reader()

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        if self._reader_clock and not self.transport.is_closing():
            self._reader_clock.cancel()
            self._reader_clock = None

    def connection_lost(self, exc: Exception | None) -> None:
        """The clocks go with the connection."""
        self._stop_clock()
        self._unset_keepalive_if_required()
        super().connection_lost(exc)
        if self._reader_clock:
            self._reader_clock.cancel()

    def _unclear(self) -> Problem | None:
        """What two readers could read in two ways, and what this one does not read at all."""
        if len(self.url) + sum(len(n) + len(v) for n, v in self.headers) > HEAD_BYTES:
            return Problem(431, TOO_LONG)
        version = self.parser.get_http_version()
        if version not in VERSIONS:
            return Problem(400, f"HTTP {version} is not spoken here; 1.1 is.")
        if self.parser.get_method() == b"CONNECT":
            return Problem(400, "This is no proxy.")
        named = dict(self.headers)
        if len(named) < len(self.headers):
            names = [name for name, _ in self.headers]
            twice = [one.decode() for one in ONCE if names.count(one) > 1]
            if twice:
                return Problem(400, f"The header {twice[0]} came more than once.")
        coding = named.get(b"transfer-encoding", b"chunked").strip().lower()
        if coding != b"chunked" or [n for n, _ in self.headers].count(b"transfer-encoding") > 1:
            return Problem(400, "No Transfer-Encoding but chunked is read.")
        return None

    def _count(self, size: int) -> None:
        answered = self.cycle is None or self.cycle.response_complete
        resting = self._in_body and answered
        self._unread = 0 if self._moved and not resting else self._unread + size
        if resting:
            if self._unread > REST_BYTES:
                self.timeout_keep_alive_handler()
        elif self._unread > HEAD_BYTES:
            self._refuse(Problem(431, STUFFED if self._in_body else TOO_LONG))
        elif not self._moved and not self._in_body and self._clock is None:
            self._start_clock(HEAD_TIMEOUT_S, self._too_slow)

    def _without_upgrade(self, rest: bytes) -> None:
        """Read the request again as if it had asked for no other protocol, which it may want."""
        # The parser skips the body of such a request; Java's client sends one with every first.
        kept = [(n, v) for n, v in self.headers if n not in (b"upgrade", b"http2-settings")]
        lines = [n + b": " + v + b"\r\n" for n, v in kept if n != b"connection"]
        version = self.parser.get_http_version().encode()
        first = self.parser.get_method() + b" " + self.url + b" HTTP/" + version + b"\r\n"
        self.parser = httptools.HttpRequestParser(self)
        try:
            self.parser.feed_data(first + b"".join(lines) + b"\r\n" + rest)
        except httptools.HttpParserError:
            self._refuse(self._problem or Problem(400, BROKEN))

    def _too_slow(self) -> None:
        self._clock = None
        if self.transport.is_closing():
            return
        if self.cycle and not self.cycle.response_complete:
            # The answer before it comes first.
            self._start_clock(HEAD_TIMEOUT_S, self._too_slow)
            return
        self._refuse(Problem(408, f"The head did not arrive within {HEAD_TIMEOUT_S:g} s."))

    def _rest(self) -> None:
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def _refuse(self, problem: Problem) -> None:
        if self.transport.is_closing():
            return
        body = problem.body(uuid.uuid4().hex)
        phrase = slug(problem.status).upper().replace("-", " ")
        head = (
            f"HTTP/1.1 {problem.status} {phrase}\r\ncontent-type: {MEDIA_TYPE.decode()}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
        self._expect_reader()

    def _expect_reader(self) -> None:
        if self._reader_clock is None and self.transport.get_write_buffer_size():
            self._reader_clock = self.loop.call_later(READ_TIMEOUT_S, self.transport.abort)

    def _start_clock(self, seconds: float, then: Callable[[], None]) -> None:
        self._stop_clock()
        self._clock = self.loop.call_later(seconds, then)

    def _stop_clock(self) -> None:
        if self._clock:
            self._clock.cancel()
            self._clock = None
