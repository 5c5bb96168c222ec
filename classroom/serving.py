"""One marimo server for a lesson and its exercises, each in a page of its own."""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Callable, Sequence

from classroom.syllabus import ROOT

PATIENCE_S = 60
LAST_PORT = 65_535


class PortError(Exception):
    """The wanted port is taken; the message says what to do."""


def edit(pages: Sequence[str], *, port: int, browser: bool, say: Callable[[str], object]) -> int:
    """Run `marimo edit` on the course until it ends, and show these notebooks; its exit code.

    The pages carry a token of their own, so that no other page of the browser can reach them.
    """
    token = secrets.token_urlsafe(16)
    command = [sys.executable, "-m", "marimo", "-q", "edit", ".", "--headless"]
    command += ["--port", str(port), "--token-password", token]
    addresses = [f"http://127.0.0.1:{port}/?access_token={token}&file={page}" for page in pages]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", process)
        for address in addresses:
            say(address)
            if browser:
                webbrowser.open(address)
        say("Ctrl+C ends the server; what you wrote is saved.")
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def free_port(port: int) -> int:
    """`port`, or any free one for 0; raises `PortError` when it is taken."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            message = f"Port {port} is taken. Leave --port out, or name another one."
            raise PortError(message) from None
        return probe.getsockname()[1]


def _wait_for(address: str, process: subprocess.Popen) -> None:
    ends = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < ends:
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310  our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
