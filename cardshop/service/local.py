"""A service inside this process, for a notebook or a test: started, called, and stopped again."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

START_S = 10.0
STOP_S = 10.0
LOOK_EVERY_S = 0.005


@contextlib.contextmanager
def running(app: Any) -> Iterator[str]:
    """The address of an ASGI application that serves on a free port until the block ends.

    One thread of this process, no log, reachable from this machine alone. Raises RuntimeError
    where it does not start.
    """
    import uvicorn

    # Bound here, so that the port is known and nobody else can take it.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        told = uvicorn.Config(
            app, log_config=None, log_level="critical", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(told)
        thread = threading.Thread(
            target=_serve, args=(server, listening), name="service", daemon=True
        )
        thread.start()
        try:
            _wait(server, thread)
            yield "http://{}:{}".format(*listening.getsockname())
        finally:
            server.should_exit = True
            thread.join(STOP_S)


def _serve(server: Any, listening: socket.socket) -> None:
    # An application that fails at its start makes uvicorn leave the process; here only the thread.
    with contextlib.suppress(SystemExit):
        server.run(sockets=[listening])


def _wait(server: Any, thread: threading.Thread) -> None:
    end = time.monotonic() + START_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > end:
            raise RuntimeError("the service did not start; run `python -m cardshop serve` to see.")
        time.sleep(LOOK_EVERY_S)
