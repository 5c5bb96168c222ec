"""The service as a process of its own: started, loaded by stations at once, stopped or killed."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from classroom.syllabus import ROOT
from served_cards import CARD, KEY, card, get, literal, raw

READY_S = 60
STATIONS = 32
BATCH_LINE = "POST /v1/predict/batch HTTP/1.1"
BATCH = 20


class Process(NamedTuple):
    """A service that is ready, and the file that it writes."""

    port: int
    process: subprocess.Popen
    journal: Path

    def resident_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def stop(self) -> None:
        """Nothing, once it has answered and written all that waited."""
        self.process.terminate()
        self.process.wait(30)


def environment(**given: str) -> dict[str, str]:
    """This process's, with one key, no limit of rate, and what is given."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("CARDSHOP_")}
    return kept | {"CARDSHOP_API_KEYS": KEY, "CARDSHOP_RATE_PER_S": "0"} | given


@contextlib.contextmanager
def process(
    root: Path,
    journal: Path,
    *more: str,
    most_bytes: int | None = None,
    unread: bool = False,
    **given: str,
) -> Iterator[Process]:
    """A service on an artefact and a journal file; killed if a test left it running.

    With `unread` its log goes into a pipe that nobody reads.
    """
    told = [sys.executable, "-m", "cardshop", "serve", "--port", "0", "--artifacts", str(root)]
    told += ["--journal", str(journal), *more]
    if most_bytes:
        # A limit of the shell, in blocks of 512 bytes: no file of the service grows beyond it.
        told = ["sh", "-c", f'ulimit -f {most_bytes // 512} && exec "$0" "$@"', *told]
    with journal.with_suffix(".log").open("ab") as log:
        made = subprocess.Popen(
            told,
            cwd=ROOT,
            env=environment(**given),
            stdout=subprocess.PIPE if unread else log,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    try:
        line = made.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found, line + made.stderr.read()
        _wait_until_ready(int(found[1]))
        yield Process(int(found[1]), made, journal)
    finally:
        if made.poll() is None:
            # Its workers, too: they would hold the pipe open for ever.
            os.killpg(made.pid, signal.SIGKILL)
        made.communicate()


def _wait_until_ready(port: int) -> None:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        with contextlib.suppress(OSError, AssertionError):
            if get(port, "/health/ready").status == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the service did not become ready")


# What a gate hears in a day: bytes, and the status that they get. None: nobody waits for it.
GOOD = [raw(card(hp=hp)) for hp in range(30, 341, 10)]
MIXED: list[tuple[bytes, int | None]] = [
    *((one, 200) for one in GOOD),
    (raw(json.dumps({"cards": [CARD] * BATCH}), line=BATCH_LINE), 200),
    (raw(line="GET /metrics HTTP/1.1", content_type=None, content_length=None), 200),
    (raw(line="GET /v1/model HTTP/1.1", content_type=None, content_length=None), 200),
    (raw(literal("height_m", "NaN")), 422),
    (raw(literal("attack_name", '"\\ud800"')), 422),
    (raw(card(rarity="Mythic")), 422),
    (raw('{"hp":'), 422),
    (raw("[" * 15_000), 422),
    (raw(json.dumps({"cards": [CARD] * 3 + [CARD | {"hp": 1}]}), line=BATCH_LINE), 422),
    (raw(card(), x_api_key="no"), 401),
    (raw(card(), content_type="text/plain"), 415),
    (raw(b" " * 20_000), 413),
    (raw(line="GET /nothing HTTP/1.1", content_type=None, content_length=None), 404),
    (raw(line="PUT /v1/predict HTTP/1.1"), 405),
    (b"no HTTP at all\r\n\r\n", 400),
    (raw(card())[:-5], None),
    (raw(card()), None),
]
ONLY_GOOD: list[tuple[bytes, int | None]] = [(one, 200) for one in GOOD]


@dataclass
class Heard:
    """What the stations heard: answers by (wanted, got), and rows that were promised."""

    statuses: Counter[tuple[int, int]] = field(default_factory=Counter)
    # Request id to the moment when its 200 was here, in ms since 1970, and its cards.
    promised: dict[str, tuple[int, int]] = field(default_factory=dict)
    silent: int = 0
    refused_without_wait: int = 0

    def note(self, wanted: int, head: bytes, body: bytes) -> None:
        status = int(head.split(b" ", 2)[1])
        self.statuses[wanted, status] += 1
        if status == 503 and b"retry-after" not in head.lower():
            self.refused_without_wait += 1
        if status == 200 and body.startswith(b'{"request_id":"'):
            told = json.loads(body)
            now_ms = time.time_ns() // 1_000_000
            self.promised[told["request_id"]] = now_ms, len(told.get("cards", [0]))


def load(port: int, requests: Sequence[tuple[bytes, int | None]], *, seconds: float) -> Heard:
    """What STATIONS heard that each sent, waited and sent the next for so long.

    A connection that breaks is counted as silent, and its station connects anew; when nobody
    listens any more, all end.
    """
    heard = Heard()
    until = time.monotonic() + seconds
    turns = (itertools.cycle([*requests[at:], *requests[:at]]) for at in range(STATIONS))

    async def all_stations() -> None:
        await asyncio.gather(*(_station(port, turn, heard, until) for turn in turns))

    asyncio.run(all_stations())
    return heard


async def _station(
    port: int, turn: Iterator[tuple[bytes, int | None]], heard: Heard, until: float
) -> None:
    line = None
    while time.monotonic() < until:
        try:
            line = line or await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return
        request, wanted = next(turn)
        ends = await _exchange(*line, request, wanted, heard)
        if ends:
            line[1].close()
            line = None
    if line:
        line[1].close()


async def _exchange(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    request: bytes,
    wanted: int | None,
    heard: Heard,
) -> bool:
    """Whether the connection is of no more use."""
    try:
        writer.write(request)
        await writer.drain()
        if wanted is None:
            return True
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"content-length: (\d+)", head.lower())[1])
        body = await reader.readexactly(length)
    except (OSError, asyncio.IncompleteReadError):
        heard.silent += 1
        return True
    heard.note(wanted, head, body)
    return b"connection: close" in head.lower()
