"""One marimo server for a lesson and its exercises, each in a page of its own."""

from __future__ import annotations

import contextlib
import json
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Callable, Sequence
from typing import Any

from classroom.syllabus import ROOT

PATIENCE_S = 60
SERVER = ROOT / ".course" / "server.json"
LAST_PORT = 65_535


class PortError(Exception):
    """There is no server at the wanted port; the message says why and what to do."""


def edit(pages: Sequence[str], *, port: int, browser: bool, say: Callable[[str], object]) -> int:
    """Run `marimo edit` on the course until it ends, and show these notebooks; its exit code.

    Where an earlier call still runs, its server shows them: two would save over each other. The
    pages carry a token of their own, so that no other page of the browser can reach them.
    """
    if running := _running():
        _show(running, pages, browser=browser, say=say)
        say("The server of your other `course start` shows them.")
        return 0
    address = {"port": port, "token": secrets.token_urlsafe(16)}
    command = [sys.executable, "-m", "marimo", "-q", "edit", ".", "--headless"]
    command += ["--port", str(port), "--token-password", str(address["token"])]
    # A server that nobody waits for any more would keep its port and its notebooks.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_for(port, process)
        if process.poll() is not None:
            message = f"marimo ended at once (exit code {process.returncode}). `course doctor`"
            raise PortError(f"{message} looks for the reason.")
        _remember(address)
        _show(address, pages, browser=browser, say=say)
        say("Ctrl+C ends the server; what you wrote is saved.")
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
        SERVER.unlink(missing_ok=True)


def _show(
    address: dict[str, Any], pages: Sequence[str], *, browser: bool, say: Callable[[str], object]
) -> None:
    for page in pages:
        query = f"access_token={address['token']}&file={page}"
        url = f"http://127.0.0.1:{address['port']}/?{query}"
        say(url)
        if browser:
            webbrowser.open(url)


def _remember(address: dict[str, Any]) -> None:
    # The token opens an editor: nobody else on this machine may read it. Without the file, a
    # second `course start` opens a second server, which is no reason to refuse the first.
    with contextlib.suppress(OSError):
        SERVER.parent.mkdir(exist_ok=True)
        SERVER.touch(0o600)
        SERVER.write_text(json.dumps(address), "utf-8")


def _running() -> dict[str, Any] | None:
    """Where the server of an earlier call answers, if it does."""
    try:
        address = json.loads(SERVER.read_text("utf-8"))
        return address if _healthy(address["port"]) and address["token"] else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def free_port(port: int) -> int:
    """`port`, or any free one for 0; raises `PortError` when it is taken."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            message = f"Port {port} is taken. Leave --port out, or name another one."
            raise PortError(message) from None
        return probe.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen) -> None:
    ends = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < ends and not _healthy(port):
        time.sleep(0.1)


def _healthy(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
    except OSError:
        return False
    return True
