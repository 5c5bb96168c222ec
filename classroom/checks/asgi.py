"""Asks a web app in this process: requests in as data, responses out as data, no port, no server.

A test client would do the same, with one package more than a learner's environment has.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

JSON = "application/json"
Message = dict[str, Any]


def asked(app: Any, requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The response to each request, in order: "status", "body" (its JSON, else text), "log".

    A request has "path", "body" (text, sent as UTF-8, or a list of byte values; none is empty),
    and where they differ "method" (POST) and "media_type" (JSON). One loop and one lifespan serve
    all. An error that the app lets through is status 500, and stands in the log as in a server's.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_all(app, requests))
    # A notebook's own loop is running in this thread, and a loop cannot run inside another.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _all(app, requests)).result()


async def _all(app: Any, requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    router = getattr(app, "router", None)
    lifespan = getattr(router, "lifespan_context", None)
    async with lifespan(app) if lifespan else contextlib.nullcontext():
        return [await _one(app, request) for request in requests]


async def _one(app: Any, request: dict[str, Any]) -> dict[str, Any]:
    waiting = [{"type": "http.request", "body": _bytes(request.get("body", ""))}]
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    log = ""
    try:
        await app(_scope(request), receive, send)
    except Exception as error:  # noqa: BLE001  Starlette answers 500 and raises it again
        log = f"{type(error).__name__}: {error}"
    status = next((one["status"] for one in sent if "status" in one), 500)
    body = _read(b"".join(one.get("body", b"") for one in sent))
    return {"status": status, "body": body, "log": log}


def _scope(request: dict[str, Any]) -> dict[str, Any]:
    path, kind = request["path"], request.get("media_type", JSON)
    size = str(len(_bytes(request.get("body", ""))))
    headers = {"host": "cardshop", "content-type": kind, "content-length": size}
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.get("method", "POST"),
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(key.encode(), value.encode()) for key, value in headers.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8_000),
    }


def _bytes(body: str | list[int]) -> bytes:
    return body.encode() if isinstance(body, str) else bytes(body)


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode("utf-8", "replace")
