"""What a client may send on a connection, leave out, or not read: all of it has an end."""

from __future__ import annotations

import contextlib
import json
import socket
import time

import pytest

from cardshop.service import wire
from served_cards import KEY, answer_from, card, exchange, get, post, raw, serving

CHUNKED = {"transfer_encoding": "chunked", "content_length": None}
LIVE = "POST /health/live HTTP/1.1"
UPGRADE = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "http2_settings": "AAEAAEAA"}
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def served():
    with serving() as running:
        yield running


@contextlib.contextmanager
def connected(port: int):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        yield line


def ends(line: socket.socket) -> bool:
    """Whether the service closes; False: it still waits after the client's own limit."""
    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
        while line.recv(65_536):
            pass
    return True


def taken(port: int, start: bytes, part: bytes, most: int = 20 * MEGABYTE) -> int:
    """How many bytes of a request without end the service takes before it ends it."""
    sent = 0
    with connected(port) as line, contextlib.suppress(OSError):
        line.sendall(start)
        while sent < most:
            line.sendall(part)
            sent += len(part)
    return sent


@pytest.mark.parametrize("line", [LIVE, "POST /v1/predict HTTP/1.1", "GET /nothing HTTP/1.1"])
@pytest.mark.parametrize(
    ("start", "part"),
    [
        (b"0\r\n", b"x-trailer: " + b"x" * 8_000 + b"\r\n"),
        (b"1;", b"x" * 8_000),
        (b"0\r\nx: ", b"x" * 8_000),
    ],
    ids=["trailers", "an extension", "one trailer"],
)
def test_what_surrounds_a_body_has_an_end(served, line, start, part):
    # What the kernels of both sides hold is counted as taken, too.
    assert taken(served.port, raw(line=line, **CHUNKED) + start, part) < 15 * MEGABYTE


@pytest.mark.parametrize("path", ["/health/live", "/nothing", "/v1/model"])
def test_a_body_that_nobody_asked_for_is_not_read_without_end(served, path):
    start = raw(line=f"POST {path} HTTP/1.1", content_length=str(10**9))
    assert taken(served.port, start, b"x" * 65_536) < 15 * MEGABYTE


def test_a_key_in_a_trailer_is_no_key(served):
    body = card().encode()
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n"
    told = raw(x_api_key=None, **CHUNKED) + chunk + f"x-api-key: {KEY}\r\n\r\n".encode()
    assert exchange(served.port, told).status == 401


def test_trailers_are_dropped_and_the_connection_goes_on(served):
    body = card().encode()
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\nx-sum: 1\r\n\r\n"
    with connected(served.port) as line:
        for _ in range(2):
            line.sendall(raw(**CHUNKED) + chunk)
            assert answer_from(line).status == 200


def test_a_silent_connection_is_told_and_closed(served, monkeypatch):
    monkeypatch.setattr(wire, "HEAD_TIMEOUT_S", 0.3)
    for said in (b"", b"\r\n", b"GET /"):
        with connected(served.port) as line:
            line.sendall(said)
            assert answer_from(line).status == 408
            assert ends(line)


def test_blank_lines_do_not_keep_a_used_connection(served, monkeypatch):
    monkeypatch.setattr(wire, "HEAD_TIMEOUT_S", 0.3)
    with connected(served.port) as line:
        line.sendall(raw(card()))
        assert answer_from(line).status == 200
        line.sendall(b"\r\n")
        assert answer_from(line).status == 408


@pytest.mark.parametrize("key", [KEY, None])
def test_after_an_early_answer_the_rest_of_the_body_comes_soon_or_the_connection_ends(served, key):
    path = "/v1/predict" if key is None else "/health/live"
    head = raw(line=f"POST {path} HTTP/1.1", x_api_key=key, content_length="8")
    with connected(served.port) as line:
        for _ in range(2):
            line.sendall(head)
            assert answer_from(line).status in {401, 405}
            line.sendall(b"a body..")
        line.sendall(raw(card()))
        assert answer_from(line).status == 200
        line.sendall(head)
        assert answer_from(line).status in {401, 405}
        line.sendall(b"a")
        assert ends(line)


def test_a_client_that_reads_nothing_is_cut_off(served, monkeypatch):
    monkeypatch.setattr(wire, "READ_TIMEOUT_S", 0.5)
    asked = raw(line="GET /openapi.json HTTP/1.1", content_type=None)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line.settimeout(10)
        line.connect(("127.0.0.1", served.port))
        until = time.monotonic() + 10
        with contextlib.suppress(ConnectionError):
            while time.monotonic() < until:
                line.sendall(asked * 10)
                time.sleep(0.01)
        assert time.monotonic() < until


def test_more_connections_than_allowed_are_told_so_and_leave_room_again():
    with serving(connections=3) as served, contextlib.ExitStack() as held:
        lines = [held.enter_context(connected(served.port)) for _ in range(3)]
        lines[0].sendall(raw(card()))
        assert answer_from(lines[0]).status == 200
        with connected(served.port) as fourth:
            told = answer_from(fourth)
        assert (told.status, told.headers["content-type"]) == (503, "application/problem+json")
        lines[1].close()
        time.sleep(0.2)
        assert post(served.port, card()).status == 200


@pytest.mark.parametrize("parts", [1, 2])
def test_an_offer_to_speak_http_2_is_not_followed_and_the_card_is_answered(served, parts):
    told = raw(card(), **UPGRADE)
    with connected(served.port) as line:
        for _ in range(2):
            line.sendall(told[:-40] if parts == 2 else told)
            if parts == 2:
                time.sleep(0.02)
                line.sendall(told[-40:])
            answer = answer_from(line)
            assert (answer.status, answer.json["decision"]) == (200, "file")


def test_a_websocket_is_answered_as_any_request(served):
    told = {"connection": "upgrade", "upgrade": "websocket", "content_length": None}
    assert exchange(served.port, raw(line="GET /health/live HTTP/1.1", **told)).status == 200


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (400, raw(card(), line="POST /v1/predict HTTP/2.0")),
        (400, raw(card(), line="POST /v1/predict HTTP/0.9")),
        (400, raw(line="CONNECT x:80 HTTP/1.1")),
        (400, raw(card(), host="x\r\nhost: y")),
        (400, raw(card(), x_api_key=f"wrong\r\nx-api-key: {KEY}")),
        (400, raw(card(), content_type="text/plain\r\ncontent-type: application/json")),
        (400, raw(card(), content_encoding="gzip\r\ncontent-encoding: identity")),
        (400, raw(transfer_encoding="gzip, chunked", content_length=None) + b"0\r\n\r\n"),
        (415, raw(card(), content_type='a p p"lication/json')),
        (200, raw(card(), content_type='Application/JSON ; charset="utf-8"')),
        (200, raw(card(), line="POST /v1/predict HTTP/1.0")),
    ],
)
def test_what_two_readers_could_read_in_two_ways_is_refused(served, status, sent):
    assert exchange(served.port, sent).status == status


def test_a_refusal_is_counted_under_its_path(served):
    post(served.port, card(), x_api_key=None)
    post(served.port, "", content_type="text/plain")
    get(served.port, "/nothing")
    text = get(served.port, "/metrics").body.decode()
    for status, path in ((401, "/v1/predict"), (415, "/v1/predict"), (404, "unmatched")):
        assert f'path="{path}",status="{status}"' in text
    assert json.loads(get(served.port, "/openapi.json").body)
