"""A service on a real socket, a model that costs nothing, and bytes as a client would send them."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import uvicorn

from cardshop.journal import Entry
from cardshop.service import Settings, create_app
from cardshop.service.requests import columns, example_card
from cardshop.service.serving import server_config

KEY, NEXT_KEY = "a-key-of-the-shop-0", "the-key-that-follows"
GROUPS = ("raw", "hue", "word", "egg", "era")
CARD: dict[str, Any] = example_card(columns(GROUPS)) | {"release_date": "2018-01-05"}
POISON = "Poison Word"


class Model:
    """What the service asks of an artefact; the type follows the hit points, 340 is unsure."""

    version, classes, features = "1.2.3", ("Fire", "Water"), GROUPS
    temperature, threshold = 1.5, 0.8
    metadata = SimpleNamespace(feature_code="0" * 64)

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.batches: list[int] = []

    def probabilities(self, cards: pl.DataFrame) -> np.ndarray:
        """0.9 for Water from 200 hit points on, else for Fire; 0.6 at 340."""
        self.batches.append(cards.height)
        time.sleep(self.seconds)
        if cards["attack_name"].eq(POISON).any():
            raise RuntimeError("secret words of a card")
        sure = np.where(cards["hp"].to_numpy() == 340, 0.6, 0.9)
        water = cards["hp"].to_numpy() >= 200
        return np.stack([np.where(water, 1 - sure, sure), np.where(water, sure, 1 - sure)], axis=1)


class Diary:
    """What the service asks of a journal, in memory."""

    def __init__(self, *, durable: bool = False, fails: bool = False) -> None:
        self.durable, self.fails, self.alive = durable, fails, not fails
        self.entries: list[Entry] = []
        self.closed = False

    @property
    def counts(self) -> SimpleNamespace:
        return SimpleNamespace(written=len(self.entries), dropped=0, failed_batches=0, waiting=0)

    def record(self, entry: Entry) -> bool:
        self.entries.append(entry)
        return True

    def write_now(self, entries: list[Entry]) -> None:
        if self.fails:
            raise OSError("disk full")
        self.entries.extend(entries)

    def close(self, timeout_s: float) -> None:
        self.closed = True


class Served(NamedTuple):
    """A running service and what it was made of."""

    port: int
    model: Any
    journal: Any


class Answer(NamedTuple):
    """Status, headers by lower-case name, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def settings(**given: Any) -> Settings:
    """Settings with two keys and no log, whatever the environment says."""
    return Settings(**({"api_keys": f"{KEY},{NEXT_KEY}", "log": False, "rate_per_s": 0} | given))


@contextlib.contextmanager
def serving(
    model: Any = None, journal: Any = None, *, follow: Path | None = None, **given: Any
) -> Iterator[Served]:
    """A service in a thread, stopped as SIGTERM would stop it."""
    model, journal = model or Model(), journal or Diary()
    told = settings(**given)
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(model, journal, told, follow=follow)
    server = uvicorn.Server(server_config(app, told))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    assert server.started
    try:
        yield Served(listening.getsockname()[1], model, journal)
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
    assert not thread.is_alive()


def raw(
    body: bytes | str = b"",
    *,
    line: str = "POST /v1/predict HTTP/1.1",
    without: tuple[str, ...] = (),
    **headers: str | None,
) -> bytes:
    """A request as bytes: a keyed JSON post unless told otherwise; None leaves a header out."""
    sent = body.encode() if isinstance(body, str) else body
    named: dict[str, str | None] = {
        "host": "x",
        "x-api-key": KEY,
        "content-type": "application/json",
        "content-length": str(len(sent)),
    }
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [line, *(f"{name}: {value}" for name, value in named.items() if value is not None)]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + sent


def card(**changes: Any) -> str:
    """The text of a good card with other values."""
    return json.dumps(CARD | changes)


def literal(name: str, text: str) -> str:
    """A good card in which one value is this text, as no encoder would write it."""
    return card(**{name: "@@"}).replace('"@@"', text)


def exchange(port: int, *parts: bytes, wait_s: float = 10) -> Answer:
    """The answer to these bytes, read to its declared end even where sending them broke off."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait_s) as line:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for part in parts:
                line.sendall(part)
        return answer_from(line, head_only=parts[0].startswith(b"HEAD"))


def answer_from(line: socket.socket, *, head_only: bool = False) -> Answer:
    """The next answer on a connection."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += (part := line.recv(65_536))
        assert part, f"the connection ended after {received[:80]!r}"
    head, _, body = received.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): text.strip() for name, _, text in (one.partition(":") for one in rest)}
    while not head_only and len(body) < int(headers.get("content-length", 0)):
        body += (part := line.recv(65_536))
        assert part, "the body ended early"
    return Answer(int(first.split()[1]), headers, body)


def post(port: int, body: bytes | str, path: str = "/v1/predict", **headers: str | None) -> Answer:
    """The answer to a keyed JSON post."""
    return exchange(port, raw(body, line=f"POST {path} HTTP/1.1", **headers))


def get(port: int, path: str) -> Answer:
    """The answer to a keyed GET."""
    return exchange(port, raw(line=f"GET {path} HTTP/1.1", content_type=None))
