"""One marimo server for a lesson and its exercises, each in a page of its own."""

from __future__ import annotations

import contextlib
import http.client
import json
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from classroom.syllabus import ROOT

PATIENCE_S, GRACE_S = 60, 3
SERVER = ROOT / ".course" / "server.json"
LOG = SERVER.with_suffix(".log")
LAST_PORT = 65_535


class PortError(Exception):
    """There is no server at the wanted port; the message says why and what to do."""


def edit(pages: Sequence[str], *, port: int, browser: bool, say: Callable[[str], object]) -> int:
    """Run `marimo edit` on the course until it ends, and show these notebooks; its exit code.

    Where an earlier call still runs, its server shows them: two would save over each other. The
    pages carry a token of their own, so that no other page of the browser can reach them.
    """
    # A server that nobody waits for any more would keep its port and its notebooks.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    process, address = None, {"port": port, "token": secrets.token_urlsafe(16)}
    try:
        with _one_start_at_a_time():
            running = _running()
            if running is None:
                process = _started(address)
        _show(running or address, pages, browser=browser, say=say)
        if process is None:
            say("The server of your other `course start` shows them.")
            return 0
        say("Ctrl+C ends the server; what you wrote is saved.")
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        if process is not None:
            _end(process)


@contextlib.contextmanager
def _one_start_at_a_time() -> Iterator[None]:
    # Slow to import, and needed here only.
    import filelock

    try:
        SERVER.parent.mkdir(exist_ok=True)
        lock = filelock.FileLock(SERVER.with_suffix(".lock"))
        lock.acquire(timeout=PATIENCE_S)
    except OSError as error:
        message = f"{SERVER.parent} cannot be written ({error.strerror or 'another start waits'}). "
        raise PortError(message + "`course doctor` says more.") from None
    try:
        yield
    finally:
        lock.release()


def _started(address: dict[str, Any]) -> subprocess.Popen:
    command = [sys.executable, "-m", "marimo", "-y", "-q", "edit", ".", "--headless"]
    command += ["--port", str(address["port"]), "--token-password", str(address["token"])]
    # What a server says when it ends would hide what `course` says.
    with LOG.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(address["port"], process)
        _remember(address)
    except BaseException:
        _end(process)
        raise
    return process


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        # Ctrl+C reached the server, too: it ends by itself, and interrupted once more it would
        # say so at length.
        process.wait(GRACE_S)
    process.terminate()
    process.wait(PATIENCE_S)
    with contextlib.suppress(OSError):
        SERVER.unlink()


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
    """Where the server of an earlier call answers and takes our token, if it does."""
    try:
        address = json.loads(SERVER.read_text("utf-8"))
        port, token = int(address["port"]), str(address["token"])
        with _opened(port, f"?access_token={token}") as page:
            ours = "/auth/login" not in page.url and b"marimo" in page.read(100_000)
    except (OSError, ValueError, TypeError, KeyError, RecursionError, http.client.HTTPException):
        return None
    return {"port": port, "token": token} if ours else None


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
    while time.monotonic() < ends and not _healthy(port):
        if process.poll() is not None:
            message = f"marimo ended at once (exit code {process.returncode}); {LOG} says why."
            raise PortError(message)
        time.sleep(0.1)
    if not _healthy(port):
        message = f"marimo did not answer within {PATIENCE_S} s; {LOG} says why. Try once more."
        raise PortError(message)


def _healthy(port: int) -> bool:
    try:
        _opened(port, "health").close()
    except (OSError, http.client.HTTPException):
        return False
    return True


def _opened(port: int, path: str) -> Any:
    # Not through the proxy of a company network, which knows nothing of this machine's ports.
    direct = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor()
    )
    return direct.open(f"http://127.0.0.1:{port}/{path}", timeout=5)
