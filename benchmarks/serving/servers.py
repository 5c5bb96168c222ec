"""Servers as processes of their own: started, held still while another is loaded, ended by id."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.serving import free_port
from classroom.syllabus import ROOT

START_S, STOP_S = 90.0, 8.0
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
# Without one thread each, libraries fight over the cores; ours and theirs get the same.
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "2"}
LATE = re.compile(r'^cardshop_decisions_total\{.*reason="late".*\} (\S+)$', re.MULTILINE)
Card = dict[str, Any]
# card_type, confidence, decision
Told = tuple[str, float, str]


class NoStartError(Exception):
    """A server did not answer in time, or ended; the message holds its last line."""


def _first(answer: Any) -> Told:
    return answer["card_type"], answer["confidence"], answer["decision"]


@dataclass(frozen=True)
class Way:
    """How a service is started and asked; PORT in the command becomes a free port."""

    command: Sequence[str]
    path: str = "/predict"
    environment: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Callable[[Card], Any] = lambda card: card
    told: Callable[[Any], Told] = _first
    # Whether /metrics says how many cards went to the desk because the answer was late.
    counts_late: bool = False


@dataclass(frozen=True)
class Server:
    """A server that runs; its processes are those of its session."""

    name: str
    way: Way
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def address(self) -> str:
        """Where it takes cards."""
        return f"http://127.0.0.1:{self.port}{self.way.path}"

    def ask(self, card: Card) -> Told:
        """What it says about a card. Raises OSError."""
        told = json.loads(self.fetch(self.way.path, json.dumps(self.way.body(card)).encode()))
        return self.way.told(told)

    def fetch(self, path: str, body: bytes | None = None) -> bytes:
        """The answer at a path, posted to where there is a body. Raises OSError."""
        headers = {"content-type": "application/json", **self.way.headers}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  our own
            return answer.read()

    def late(self) -> float:
        """Cards that it sent to the desk so far because their answer was late."""
        if not self.way.counts_late:
            return 0.0
        found = LATE.findall(self.fetch("/metrics").decode())
        return sum(map(float, found))

    def cpu_s(self) -> float:
        """CPU seconds of all its processes, since each began."""
        # Fields 14 and 15 of proc(5): user and system time.
        return sum(int(one[11]) + int(one[12]) for one in self._stats().values()) / TICKS_A_SECOND

    def resident_mb(self) -> float:
        """Memory of all its processes, pages that they share counted in each."""
        # Field 24 of proc(5).
        return sum(int(one[21]) for one in self._stats().values()) * PAGE_BYTES / 2**20

    def hold(self) -> None:
        """Nothing; its processes stand still."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Nothing; its processes run again."""
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        """Nothing, once none of its processes is left."""
        self.go_on()
        # Kept, since a child that outlives its parent is not found by it any more.
        pids = set(self._stats())
        _send(signal.SIGTERM, pids)
        ends = time.monotonic() + STOP_S
        while self.process.poll() is None or pids & _living().keys():
            # A parent may have started a child anew before it ended.
            pids |= set(self._stats())
            if time.monotonic() > ends:
                _send(signal.SIGKILL, pids & _living().keys())
            time.sleep(0.05)

    def _signal(self, number: signal.Signals) -> None:
        _send(number, self._stats())

    def _stats(self) -> dict[int, list[str]]:
        """Fields of proc(5) from the third on, by process that it started."""
        found = _living()
        return {pid: one for pid, one in found.items() if self._owns(pid, found)}

    def _owns(self, pid: int, found: Mapping[int, list[str]]) -> bool:
        # By session, since a parent may have ended; by parent, since a child may leave the session.
        if int(found[pid][3]) == self.process.pid:
            return True
        while pid in found and pid != self.process.pid:
            pid = int(found[pid][1])
        return pid == self.process.pid


def _living() -> dict[int, list[str]]:
    """Fields of proc(5) from the third on, by process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # The second field is a name in brackets and may hold anything.
            fields = path.read_text("utf-8", errors="replace").rpartition(")")[2].split()
            if fields[0] not in "ZX":
                found[int(path.parent.name)] = fields
    return found


def _send(number: signal.Signals, pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


@contextlib.contextmanager
def running(name: str, way: Way, *, folder: Path, card: Card) -> Iterator[Server]:
    """A server that has answered a card, ended with the block. Raises NoStartError."""
    port = free_port(0)
    command = [str(port) if part == "PORT" else part for part in way.command]
    inherited = {n: text for n, text in os.environ.items() if not n.startswith("CARDSHOP_")}
    environment = {**inherited, **THREADS, "PYTHONPATH": str(ROOT), **way.environment}
    log = folder / f"{port}.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
            # A session of its own: by it all that it starts is found again.
            start_new_session=True,
        )
    server = Server(name, way, port, process, log)
    try:
        _wait(server, card)
        yield server
    finally:
        server.stop()


def _wait(server: Server, card: Card) -> None:
    ends = time.monotonic() + START_S
    said = "nothing"
    while time.monotonic() < ends and server.process.poll() is None:
        try:
            server.ask(card)
        except urllib.error.HTTPError as error:
            said = f"{error.code} {error.read()[:200]!r}"
            time.sleep(0.2)
        except (OSError, ValueError) as error:
            said = str(error)
            time.sleep(0.1)
        else:
            return
    last = server.log.read_text("utf-8", errors="replace").strip().splitlines()[-1:] or [said]
    message = f"{server.name} did not answer within {START_S:g} s, or ended: {last[0][:200]}"
    raise NoStartError(message)
