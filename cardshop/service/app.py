"""The parts put together: an ASGI application that answers cards."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route

from cardshop.artifact import Artifact
from cardshop.journal import Journal
from cardshop.service.documented import document
from cardshop.service.following import Follower
from cardshop.service.gate import Gate
from cardshop.service.logs import Lines, request_log, standard_output
from cardshop.service.metrics import Metrics
from cardshop.service.problems import Problem
from cardshop.service.release import Release
from cardshop.service.routes import Desk
from cardshop.service.settings import Settings, read_settings

REFRESH_S = 1.0
ALLOWED = {404: "There is nothing at this address. /openapi.json lists what there is.",
           405: "This address takes another method; the header Allow names it."}  # fmt: skip


def create_app(
    artifact: Artifact,
    journal: Journal,
    settings: Settings | None = None,
    *,
    lines: Lines | None = None,
    follow: Path | None = None,
) -> FastAPI:
    """The service as an ASGI application; without settings, the environment's.

    `lines` takes a line a request, standard output by default. `follow` is a folder of versions,
    whose LATEST is answered from while it runs. It closes the journal when it stops.
    Raises ServiceError: no keys, and not told to be open.
    """
    settings = settings or read_settings()
    metrics = Metrics()
    metrics.model(artifact.version, artifact.metadata.feature_code)
    desk = Desk(artifact, journal, settings, metrics)
    lines = lines or standard_output()
    app = FastAPI(
        title="Cardshop: type or desk",
        version=artifact.version,
        lifespan=lambda app: _life(desk, lines, _follower(app, desk, lines, follow)),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    document(app, desk)
    app.add_exception_handler(HTTPException, _as_problem)  # pyrefly: ignore
    app.add_middleware(
        Gate,  # pyrefly: ignore
        settings=settings,
        metrics=metrics,
        log=request_log(lines) if settings.log else None,
        bodies={
            **{route.path: 0 for route in app.routes if isinstance(route, Route)},
            "/v1/predict": settings.body_bytes,
            "/v1/predict/batch": settings.batch_body_bytes,
        },
    )
    return app


def _follower(app: FastAPI, desk: Desk, lines: Lines, root: Path | None) -> Follower | None:
    def changed(release: Release) -> None:
        # The document says what a card is: other columns, another document.
        app.version, app.openapi_schema = release.artifact.version, None

    return Follower(desk, root, request_log(lines), changed=changed) if root else None


@contextlib.asynccontextmanager
async def _life(desk: Desk, lines: Lines, follower: Follower | None) -> AsyncIterator[None]:
    desk.start()
    tasks = [asyncio.create_task(_keep_fresh(desk, lines))]
    if follower:
        tasks.append(asyncio.create_task(follower.follow()))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.to_thread(desk.close)
        # Off the loop, which other connections share until they are closed.
        await asyncio.to_thread(lines.close)


async def _keep_fresh(desk: Desk, lines: Lines) -> None:
    # Other processes answer /metrics for this one, too, from what it last wrote.
    while True:
        desk.refresh()
        desk.metrics.log_dropped.set(lines.dropped)
        await asyncio.sleep(REFRESH_S)


async def _as_problem(_: Request, error: Exception) -> None:
    """Starlette's own refusals, in the one shape that all have."""
    if not isinstance(error, HTTPException):
        raise error
    told = (error.headers or {}).items()
    headers = [(name.lower().encode(), text.encode()) for name, text in told]
    raise Problem(error.status_code, ALLOWED.get(error.status_code, error.detail), headers=headers)
