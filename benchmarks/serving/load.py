"""wrk as the clients: so many connections, each sends a card, waits, and sends the next."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from benchmarks.findings import NotMeasuredError
from benchmarks.serving.servers import Card, Server

CONNECTIONS = 32
WARM_UP_S = 1
TIMEOUT_S = 20
NO_WRK = "wrk is not on the path: `apt-get install -y wrk`, or brew install wrk."
SCRIPT = """
local cards, at = {}, 0
function init(told)
  wrk.method = "POST"
  for line in io.lines(told[1]) do cards[#cards + 1] = wrk.format(nil, nil, nil, line) end
end
function request()
  at = at % #cards + 1
  return cards[at]
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\\nFOUND {"requests":%d,"took_us":%d,"p50_us":%d,"p99_us":%d,"not_200":%d,"broken":%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
"""


class Load(NamedTuple):
    """What the clients saw and what the server spent, in one turn."""

    per_s: float
    cpu_s: float
    p50_ms: float
    p99_ms: float
    resident_mb: float
    failed: int
    late: int


def wrk() -> str:
    """The path of wrk. Raises NotMeasuredError: not installed, or a system without /proc."""
    if not Path("/proc/self/stat").exists():
        raise NotMeasuredError("CPU of other processes is read from /proc, which Linux has.")
    found = shutil.which("wrk")
    if found is None:
        raise NotMeasuredError(NO_WRK)
    return found


def write_cards(server: Server, cards: list[Card], folder: Path) -> None:
    """Nothing; the bodies that this server takes lie in the folder, a line each."""
    lines = (json.dumps(server.way.body(card)) for card in cards)
    _bodies(server, folder).write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "cards.lua").write_text(SCRIPT, "utf-8")


def loaded(server: Server, folder: Path, *, seconds: int) -> Load:
    """One turn of one server; the others should stand still."""
    _wrk(server, folder, WARM_UP_S)
    late, before = server.late(), server.cpu_s()
    found = _wrk(server, folder, seconds)
    spent_s = server.cpu_s() - before
    requests = max(found["requests"], 1)
    return Load(
        per_s=1e6 * found["requests"] / found["took_us"],
        cpu_s=spent_s / requests,
        p50_ms=found["p50_us"] / 1000,
        p99_ms=found["p99_us"] / 1000,
        resident_mb=server.resident_mb(),
        failed=found["not_200"] + found["broken"],
        late=round(server.late() - late),
    )


def _wrk(server: Server, folder: Path, seconds: int) -> dict[str, int]:
    headers = {"Content-Type": "application/json", **server.way.headers}
    command = [wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", f"{TIMEOUT_S}s"]
    for name, text in headers.items():
        command += ["-H", f"{name}: {text}"]
    command += ["-s", str(folder / "cards.lua"), server.address, str(_bodies(server, folder))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    line = next(one for one in done.stdout.splitlines() if one.startswith("FOUND "))
    return json.loads(line.removeprefix("FOUND "))


def _bodies(server: Server, folder: Path) -> Path:
    return folder / f"{server.port}.cards"
