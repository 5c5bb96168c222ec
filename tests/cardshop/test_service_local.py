"""A service inside a process: it starts, answers, stops, and leaves nothing behind."""

from __future__ import annotations

import json
import socket
import threading
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from cardshop.service import Settings, create_app
from cardshop.service.local import running
from cardshop.service.stations import loaded
from served_cards import CARD, Diary, Model

OPEN = {"open": True, "log": False, "rate_per_s": 0}


def service(journal=None):
    return create_app(Model(), journal or Diary(), Settings(**OPEN))


def test_it_answers_while_the_block_runs_and_is_gone_after_it():
    journal = Diary()
    with (
        running(service(journal)) as address,
        urllib.request.urlopen(f"{address}/health/ready") as one,
    ):
        assert json.load(one) == {"status": "ready"}
    assert journal.closed
    place = urlsplit(address)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((place.hostname, place.port), timeout=2)


def test_ten_starts_leave_no_thread_behind():
    with running(service()):
        pass
    before = threading.active_count()
    for _ in range(10):
        with running(service()):
            pass
    assert threading.active_count() <= before


def test_it_stops_when_the_block_raises():
    context = running(service())
    address = context.__enter__()
    mine = ValueError("mine")
    # Nothing is swallowed.
    assert not context.__exit__(ValueError, mine, mine.__traceback__)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{address}/health/live", timeout=2)


def test_an_application_that_cannot_start_is_named():
    async def failing(scope, receive, send):
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no model"})

    with pytest.raises(RuntimeError, match="did not start"), running(failing):
        pass


def test_stations_that_meet_no_service_say_why():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    told = {"stations": [1], "seconds": 0.1, "path": "/v1/predict"}
    with pytest.raises(RuntimeError, match=r"refused|Connect"):
        loaded(f"http://127.0.0.1:{port}", b"{}", **told)
    with pytest.raises(ValueError, match="0\\] stations"):
        loaded(f"http://127.0.0.1:{port}", b"{}", **told | {"stations": [0]})


def test_stations_count_what_was_answered_and_what_was_not():
    told = {"stations": [1, 3], "seconds": 0.2, "path": "/v1/predict"}
    with running(service()) as address:
        one, three = loaded(address, json.dumps(CARD).encode(), **told)
        _, bad = loaded(address, b"{}", **told)
    assert (one.stations, three.stations) == (1, 3)
    assert one.not_200 == three.not_200 == 0
    assert three.per_s * 0.2 >= 3
    assert 0 < three.p50_ms <= three.p95_ms <= three.p99_ms
    assert bad.not_200 >= 3
