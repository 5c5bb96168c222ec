"""Our service without one of its parts, to see what the part costs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import uvicorn

from cardshop.artifact import load
from cardshop.journal import Journal
from cardshop.service import Settings, create_app, gate, release, routes
from cardshop.service import app as service_app
from cardshop.service.batching import Job
from cardshop.service.metrics import Metrics
from cardshop.service.serving import server_config

PARTS = ("batching", "key", "rate", "log", "metrics", "journal", "gate", "all")
KEY = "a-key-for-the-benchmark"


class NoGate:
    """Only what the routes need: a visit with the body."""

    def __init__(self, app: gate.App, **_: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: gate.Receive, send: gate.Send) -> None:
        """Answer one request, unguarded."""
        if scope["type"] == "http":
            scope["visit"] = visit = gate.Visit(scope)
            with contextlib.suppress(asyncio.CancelledError):
                visit.body = (await receive()).get("body", b"")
        await self._app(scope, receive, send)


class NoJournal:
    """Forgets what it is told."""

    alive, durable = True, False
    counts = SimpleNamespace(written=0, dropped=0, failed_batches=0, waiting=0)

    def record(self, _: Any) -> bool:
        """True, and nothing else."""
        return True

    def close(self, _: float) -> None:
        """Nothing."""


class NoBatcher:
    """Each card is computed alone, at once, on the event loop."""

    alive, depth = True, 0

    def __init__(self, compute: Callable[[Sequence[Any]], Any], *_: Any, **__: Any) -> None:
        self._compute = compute
        self.sizes: Callable[[int], None] = lambda _: None

    def start(self) -> None:
        """Nothing."""

    def close(self, _: float) -> None:
        """Nothing."""

    async def one(self, card: Any, about: Any, **_: Any) -> Job:
        """The answered job."""
        job = Job((card,), asyncio.get_running_loop().create_future(), about)
        codes, confidences = self._compute([card])
        job.rows = [(codes.tolist()[0], confidences.tolist()[0])]
        return job


def _no_journal_row(desk: type[routes.Desk]) -> None:
    # The row is built for the journal alone: without the one there is not the other.
    desk._entry = lambda *_: None  # noqa: SLF001  # pyrefly: ignore


def _no_metrics() -> None:
    for name in ("request", "decision"):
        setattr(Metrics, name, lambda *_: None)
    made = Metrics.__init__

    def without(metrics: Metrics) -> None:
        made(metrics)
        metrics.confidence = metrics.sizes = SimpleNamespace(observe=lambda _: None)  # pyrefly: ignore

    Metrics.__init__ = without  # pyrefly: ignore


def settings_without(part: str, journal: Path) -> Settings:
    """The defaults without limit of rate, and without this part where a setting removes it."""
    if part not in PARTS:
        raise SystemExit(f"no part {part!r}; there are {', '.join(PARTS)}.")
    told: dict[str, Any] = {"api_keys": KEY, "rate_per_s": 0, "journal": journal}
    changes: Mapping[str, dict[str, Any]] = {
        "key": {"api_keys": "", "open": True},
        "log": {"log": False},
        "rate": {"rate_per_s": 1e9, "rate_burst": 10**9},
    }
    return Settings(**(told | changes.get(part, {})))


def app_without(part: str, artifacts: Path, settings: Settings) -> Any:
    """The service without a part: key, log, metrics, journal, batching, middleware, or all."""
    journal: Any = None
    if part in ("journal", "all"):
        journal = NoJournal()
        _no_journal_row(routes.Desk)
    if part in ("metrics", "all"):
        _no_metrics()
    if part in ("gate", "all"):
        service_app.Gate = NoGate  # pyrefly: ignore
    if part == "batching":
        release.Batcher = NoBatcher  # pyrefly: ignore
    return create_app(load(artifacts), journal or Journal(settings.journal), settings)


def main() -> None:
    """Serve without the part that is named, until told to stop."""
    part, artifacts, journal, port = sys.argv[1:]
    settings = settings_without(part, Path(journal))
    app = app_without(part, Path(artifacts), settings)
    with socket.create_server(("127.0.0.1", int(port)), backlog=1024) as listening:
        uvicorn.Server(server_config(app, settings)).run(sockets=[listening])


if __name__ == "__main__":
    main()
