"""One request to an ASGI app, headers and all, without a port or a client."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

QUOTES = "/v1/quotes"


def posted(rows: pl.DataFrame) -> dict[str, str]:
    """The request that asks for quotes of these cards."""
    return {"body": json.dumps({"quotes": rows.to_dicts()}, default=str)}


async def answer(
    app: Any, *, method: str = "POST", path: str = QUOTES, body: str = ""
) -> dict[str, Any]:
    """A response's "status", "headers", "body" (JSON or text), "log" (what was let through)."""
    content = body.encode("utf-8", "surrogatepass")
    waiting = [{"type": "http.request", "body": content, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    log = ""
    try:
        await app(_scope(method, path, len(content)), receive, send)
    except Exception as error:  # noqa: BLE001  an app answers 500 and raises it again
        log = f"{type(error).__name__}: {error}"[:200]
    began: dict[str, Any] = next((one for one in sent if "status" in one), {"status": 500})
    headers = {
        key.decode("latin-1").lower(): value.decode("latin-1")
        for key, value in began.get("headers", ())
    }
    text = b"".join(one.get("body", b"") for one in sent)
    return {"status": began["status"], "headers": headers, "body": _read(text), "log": log}


def _scope(method: str, path: str, size: int) -> dict[str, Any]:
    kind = {"host": "capstone", "content-type": "application/json", "content-length": str(size)}
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(key.encode(), value.encode()) for key, value in kind.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8_000),
    }


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode("utf-8", "replace")
