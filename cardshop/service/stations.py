"""Stations that wait at the gate: each sends a card, waits for the answer, sends the next.

`python -m cardshop.service.stations ADDRESS --path /v1/predict --stations 1 32 --seconds 1 < card`
prints one JSON line. Run it in a process of its own: in the service's it would share its core.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np

# What the first answers build, later ones use.
WARM_UP_S = 0.1
GRACE_S = 30.0  # for the other process to start, and for the last answers


class Load(NamedTuple):
    """What so many stations saw: answers a second, latencies in ms, answers that were not 200."""

    stations: int
    per_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    not_200: int


def loaded(
    address: str, card: bytes, *, stations: Sequence[int], seconds: float, path: str
) -> list[Load]:
    """What so many stations saw, for each number in turn, that sent this card for so long.

    They stand in another process, and send a few cards unmeasured first. Raises RuntimeError with
    the cause where the service refused, broke off, or did not answer.
    """
    if min(stations, default=0) < 1 or seconds <= 0:
        raise ValueError(f"{stations} stations for {seconds} s load nothing. Take 1 or more.")
    # By its file: the package's imports would cost more than the load.
    command = [sys.executable, __file__, address, "--path", path, "--seconds", str(seconds)]
    command += ["--stations", *map(str, stations)]
    limit_s = GRACE_S + seconds * len(stations)
    try:
        done = subprocess.run(
            command, input=card, capture_output=True, check=False, timeout=limit_s
        )
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"{address} did not answer within {limit_s:g} s.") from None
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise RuntimeError(f"the stations saw no end: {''.join(last)}")
    return [Load(**one) for one in json.loads(done.stdout)]


async def _station(address: str, request: bytes, until: float) -> tuple[list[float], int]:
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    latencies_ms, not_200 = [], 0
    while (begun := time.perf_counter()) < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        latencies_ms.append(1000 * (time.perf_counter() - begun))
        not_200 += not head.startswith(b"HTTP/1.1 200")
    writer.close()
    return latencies_ms, not_200


async def _all(told: argparse.Namespace, card: bytes) -> list[Load]:
    head = (
        f"POST {told.path} HTTP/1.1\r\nHost: gate\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(card)}\r\n\r\n"
    )
    request = head.encode() + card
    await _at_once(told.address, request, 1, WARM_UP_S)
    return [await _at_once(told.address, request, one, told.seconds) for one in told.stations]


async def _at_once(address: str, request: bytes, stations: int, seconds: float) -> Load:
    begun = time.perf_counter()
    until = begun + seconds
    found = await asyncio.gather(*(_station(address, request, until) for _ in range(stations)))
    took_s = time.perf_counter() - begun
    latencies_ms = np.concatenate([one for one, _ in found])
    p50_ms, p95_ms, p99_ms = np.quantile(latencies_ms, (0.5, 0.95, 0.99)).tolist()
    return Load(
        stations=stations,
        per_s=latencies_ms.size / took_s,
        p50_ms=p50_ms,
        p95_ms=p95_ms,
        p99_ms=p99_ms,
        not_200=sum(bad for _, bad in found),
    )


def main() -> None:
    """Read the card, load the service, print what the stations saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--path", default="/v1/predict")
    parser.add_argument("--stations", type=int, nargs="+", default=[32])
    parser.add_argument("--seconds", type=float, default=1.0)
    told = parser.parse_args()
    found = asyncio.run(_all(told, sys.stdin.buffer.read()))
    sys.stdout.write(json.dumps([one._asdict() for one in found]) + "\n")


if __name__ == "__main__":
    main()
