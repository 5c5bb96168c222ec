"""From settings to a running server: a model where there is none, one process or several."""

from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cardshop.artifact import load, versions
from cardshop.artifact.store import LATEST, METADATA
from cardshop.journal import Journal
from cardshop.service.app import create_app
from cardshop.service.logs import SERVER_LOG
from cardshop.service.metrics import SHARED
from cardshop.service.settings import PREFIX, ServiceError, Settings, read_settings

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

KEEP_ALIVE_S = 30  # seconds; a station asks every few seconds and need not connect anew
# Seconds; on a machine with ten times its load a worker that was loading took more than the usual
# five to say that it lives, was killed, began anew, and never served.
WORKER_SILENCE_S = 30
BACKLOG = 1024  # connections that may wait to be accepted
OTHER_FILES = 64  # the journal, the log, what libraries open; the rest is for connections
FACTORY = "cardshop.service.serving:from_environment"
# In the order of the command's options.
OPTIONS = ("host", "port", "workers", "artifacts", "journal")
Say = Callable[[str], None]


def serve(settings: Settings, *, today: date, say: Say) -> None:
    """Nothing, once the service was told to stop and has answered what waited.

    Raises ServiceError, ArtifactError, JournalError before the first request.
    """
    make_first_model(settings.artifacts, today=today, say=say)
    artifact = load(settings.artifacts)
    with _bound(settings) as listening:
        # Opened before anything is said, and before workers: one that cannot start is started anew
        # for ever.
        journal = Journal(settings.journal, durable=settings.durable)
        host, port = listening.getsockname()[:2]
        if settings.open:
            say("CARDSHOP_OPEN=1: whoever reaches this address is answered, without a key.")
        say(f"version {artifact.version} at http://{host}:{port}, journal {settings.journal}")
        if settings.workers == 1:
            app = create_app(artifact, journal, settings, follow=_root(settings))
            _one(app, settings, listening)
        else:
            journal.close()
            _several(settings, listening)


def make_first_model(root: Path, *, today: date, say: Say) -> None:
    """Nothing; where no version is, one is trained, in a process whose libraries go with it."""
    if (root / LATEST).exists() or (root / METADATA).exists() or versions(root):
        return
    say(f"{root} has no model yet: training one, once; about a minute.")
    command = [sys.executable, "-m", "cardshop.service.first_model", str(root), today.isoformat()]
    if subprocess.run(command, check=False).returncode:
        raise ServiceError(f"No model was made in {root}; the line above says why.")


def from_environment() -> FastAPI:
    """The application as a worker process builds it, from CARDSHOP_… alone."""
    settings = read_settings()
    journal = Journal(settings.journal, durable=settings.durable)
    app = create_app(load(settings.artifacts), journal, settings, follow=_root(settings))
    _set_aside()
    return app


def _root(settings: Settings) -> Path | None:
    """The folder whose LATEST is followed; a version's own folder has none."""
    return settings.artifacts if (settings.artifacts / LATEST).exists() else None


def _one(app: FastAPI, settings: Settings, listening: socket.socket) -> None:
    import uvicorn

    _set_aside()
    uvicorn.Server(server_config(app, settings)).run(sockets=[listening])


def _set_aside() -> None:
    """What is here now stays until the end: a search for garbage in it stopped all requests."""
    gc.collect()
    gc.freeze()


def _several(settings: Settings, listening: socket.socket) -> None:
    from uvicorn.supervisors import Multiprocess

    os.environ |= {f"{PREFIX}{name.upper()}": str(getattr(settings, name)) for name in OPTIONS}
    with tempfile.TemporaryDirectory(prefix="cardshop-metrics-") as folder:
        os.environ[SHARED] = folder
        config = server_config(FACTORY, settings)
        Multiprocess(config, sockets=[listening]).run()


def server_config(app: FastAPI | str, settings: Settings) -> uvicorn.Config:
    """How the server runs: one place for the command, the workers and the tests."""
    import uvicorn

    from cardshop.service.wire import Wire

    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=settings.workers,
        loop="uvloop",
        http=Wire,
        ws="none",
        lifespan="on",
        log_config=SERVER_LOG,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        limit_concurrency=_connections(settings),
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=settings.stop_s,
        timeout_worker_healthcheck=WORKER_SILENCE_S,
    )


def _connections(settings: Settings) -> int:
    """As many as are allowed, and as there are files to open."""
    # Only POSIX has it.
    import resource

    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if files == resource.RLIM_INFINITY:
        return settings.connections
    return max(1, min(settings.connections, files - OTHER_FILES))


def _bound(settings: Settings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no name of a host"
        what = f"{settings.host}:{settings.port} cannot be listened on ({why})."
        raise ServiceError(f"{what} Name another --host or --port; 0 takes a free one.") from None
