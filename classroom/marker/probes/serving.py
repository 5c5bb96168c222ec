"""A project's app asked in this process: its pages, its contract, broken requests, its cost."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import time
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from classroom.marker.probes import Steps, of_project, quotes_of
from classroom.marker.probes.asking import answer, posted

ROUNDS = 5
PAGES = ("/health", "/ready", "/metrics", "/")


def steps(artifact: str, cards: str, broken: dict[str, str]) -> Steps:
    """`start`, a step a page, `predict`, `quote`, one for each broken request, `cost`."""
    running: dict[str, Any] = {}
    rows = pl.read_parquet(cards)
    yield "start", partial(started, running, Path(artifact))
    for page in PAGES:
        yield f"GET {page}", lambda page=page: asked(running, method="GET", path=page)
    yield "predict", partial(predicted, artifact, rows)
    yield "quote", lambda: asked(running, **posted(rows))
    for name, body in broken.items():
        yield f"broken {name}", lambda body=body: asked(running, body=body)
    yield "quote again", lambda: asked(running, **posted(rows.head(1)))
    yield "cost", partial(costs, running, artifact, rows.head(1))
    yield "stop", partial(stopped, running)


def started(running: dict[str, Any], artifact: Path) -> bool:
    """Whether the app was made, and its lifespan begun."""
    app = of_project("create_app", "capstone.service")(artifact)
    loop, stack = asyncio.new_event_loop(), contextlib.AsyncExitStack()
    lifespan = getattr(getattr(app, "router", None), "lifespan_context", None)
    if lifespan:
        loop.run_until_complete(stack.enter_async_context(lifespan(app)))
    running.update(app=app, loop=loop, stack=stack)
    return True


def stopped(running: dict[str, Any]) -> bool:
    """Whether the lifespan came to its end."""
    running["loop"].run_until_complete(running["stack"].aclose())
    return True


def asked(running: dict[str, Any], **request: Any) -> dict[str, Any]:
    """Status, headers and body of a response; what the app lets through is its log."""
    return running["loop"].run_until_complete(answer(running["app"], **request))


def predicted(artifact: str, rows: pl.DataFrame) -> dict[str, Any]:
    """The quotes of `predict`, as lists."""
    return quotes_of(of_project("predict")(Path(artifact), rows))


def costs(running: dict[str, Any], artifact: str, row: pl.DataFrame) -> dict[str, float]:
    """Median CPU milliseconds of a request, and of a `predict` that loads each time."""
    request = posted(row)
    service, alone = [], []
    for _ in range(ROUNDS):
        service.append(_cpu_ms(partial(asked, running, **request)))
        alone.append(_cpu_ms(partial(predicted, artifact, row)))
    return {"service_ms": statistics.median(service), "predict_ms": statistics.median(alone)}


def _cpu_ms(call: Any) -> float:
    began = time.process_time()
    call()
    return 1000 * (time.process_time() - began)
