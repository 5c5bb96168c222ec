"""The one middleware: everything that concerns a request and no card, in a single class.

Five stacked `@app.middleware("http")` were measured to cost 94 % of the throughput, this one next
to nothing. It talks ASGI: https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from cardshop.journal import new_request_id
from cardshop.service import limits
from cardshop.service.metrics import Metrics
from cardshop.service.problems import MEDIA_TYPE, TO_THE_DESK, Problem
from cardshop.service.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

KEYED = "/v1/"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CLIENT_LEFT = 499  # as proxies write it: nobody was there to be answered
_NO_SNIFF = (b"x-content-type-options", b"nosniff")
_NO_STORE = (b"cache-control", b"no-store")


class Visit:
    """What is known of one request while it is here."""

    __slots__ = ("body", "cards", "client_id", "headers", "loop_time", "path", "release",
                 "request_id", "started", "status", "trouble")  # fmt: skip

    def __init__(self, scope: Scope) -> None:
        self.started = time.perf_counter()
        self.loop_time = asyncio.get_running_loop().time()
        self.request_id = new_request_id(time.time_ns() // 1_000_000)
        self.headers: limits.Headers = dict(scope["headers"])
        self.client_id = limits.client_id(self.headers)
        self.body = b""
        self.path = "unmatched"
        self.status = self.cards = 0
        self.trouble: str | None = None
        # Which version answers it; the routes know.
        self.release: Any = None

    def latency_ms(self) -> float:
        """Milliseconds since the request's headers were here."""
        return (time.perf_counter() - self.started) * 1000


class Gate:
    """ASGI middleware: id, key, rate, media type, size, time to arrive; then log and metrics.

    The routes find the Visit, with the whole body, under scope["visit"]. `bodies` maps each path
    that there is to the bytes that it takes, 0 for none.
    """

    def __init__(
        self, app: App, *, settings: Settings, metrics: Metrics, log: Any, bodies: dict[str, int]
    ) -> None:
        self._app, self._metrics, self._log, self._bodies = app, metrics, log, bodies
        self._keys = limits.Keys(settings.keys)
        self._buckets = limits.Buckets(settings.rate_per_s, settings.rate_burst, time.monotonic)
        self._body_timeout_s = settings.body_timeout_ms / 1000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens to it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["visit"] = visit = Visit(scope)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                visit.status = message["status"]
                message["headers"] = [*message["headers"], *_own_headers(visit)]
            await send(message)

        try:
            await self._pass(scope, receive, answer, visit)
        except Problem as problem:
            if problem.__cause__:
                visit.trouble = f"{type(problem.__cause__).__name__}: {problem.__cause__}"
            await _refuse(answer, problem, visit)
        except ClientLeftError:
            visit.status = CLIENT_LEFT
        except Exception as error:
            visit.trouble = _place(error)
            if visit.status:
                raise
            await _refuse(answer, Problem(500, f"The service failed. {TO_THE_DESK}"), visit)
        finally:
            self._note(scope, visit)

    async def _pass(self, scope: Scope, receive: Receive, answer: Send, visit: Visit) -> None:
        path, method = scope["path"], scope["method"]
        if path in self._bodies:
            visit.path = path
        if path.startswith(KEYED):
            self._buckets.take(self._keys.owner(visit.headers))
        limit = self._bodies.get(path) if method == "POST" else None
        if limit:
            limits.check_media_type(visit.headers)
            limits.check_declared_length(visit.headers, limit)
            visit.body = await self._body(receive, limit)
        elif method == "HEAD" and not self._bodies.get(path):
            # A copy: the server still sees HEAD, and sends no body.
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, answer)

    async def _body(self, receive: Receive, limit: int) -> bytes:
        try:
            async with asyncio.timeout(self._body_timeout_s):
                return await _whole_body(receive, limit)
        except TimeoutError:
            detail = f"The body did not arrive within {self._body_timeout_s:g} s."
            raise Problem(408, detail, headers=[limits.CLOSE]) from None

    def _note(self, scope: Scope, visit: Visit) -> None:
        seconds = time.perf_counter() - visit.started
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._metrics.request(visit.path, method, visit.status, seconds)
        if self._log is None:
            return
        about = {"client_request_id": visit.client_id} if visit.client_id else {}
        if visit.trouble:
            about["trouble"] = visit.trouble
        self._log.info(
            "request",
            request_id=visit.request_id,
            path=visit.path,
            method=method,
            status=visit.status,
            ms=round(seconds * 1000, 3),
            cards=visit.cards,
            **about,
        )


class ClientLeftError(Exception):
    """The client closed the connection before its body was here."""


async def _whole_body(receive: Receive, limit: int) -> bytes:
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientLeftError
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise limits.too_large(limit)
        parts.append(part)
        more = message.get("more_body", False)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _own_headers(visit: Visit) -> list[tuple[bytes, bytes]]:
    own = [(b"x-request-id", visit.request_id.encode()), _NO_SNIFF, _NO_STORE]
    if visit.client_id:
        own.append((b"x-client-request-id", visit.client_id.encode()))
    return own


async def _refuse(answer: Send, problem: Problem, visit: Visit) -> None:
    body = problem.body(visit.request_id)
    length = str(len(body)).encode()
    headers = [(b"content-type", MEDIA_TYPE), (b"content-length", length), *problem.headers]
    start = {"type": "http.response.start", "status": problem.status, "headers": headers}
    await answer(start)
    await answer({"type": "http.response.body", "body": body})


def _place(error: BaseException) -> str:
    """The kind of an error and where it rose; its words may hold a card's values."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return type(error).__name__ + "".join(f" at {one.name}:{one.lineno}" for one in last)
