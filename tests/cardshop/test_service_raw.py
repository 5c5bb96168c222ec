"""A table of raw requests over a real socket, each with its exact status; then all is well."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterable

import pytest

from served_cards import CARD, NEXT_KEY, card, exchange, get, literal, post, raw, serving

MEGABYTE = b" " * 1_000_000
BATCH = "POST /v1/predict/batch HTTP/1.1"
CHUNKED = {"transfer_encoding": "chunked", "content_length": None}


def batch(count: int, **changes: object) -> str:
    return json.dumps({"cards": [CARD | changes] * count})


def chunks(count: int, part: bytes = MEGABYTE) -> Iterable[bytes]:
    framed = f"{len(part):x}".encode() + b"\r\n" + part + b"\r\n"
    return itertools.repeat(framed, count)


def line(text: str) -> bytes:
    return raw(line=text, content_type=None, content_length=None)


ROWS: dict[str, tuple[int, bytes | list[bytes]]] = {
    "a good card": (200, raw(card())),
    "a whole number where a fraction may be": (200, raw(card(height_m=1))),
    "the lowest values": (200, raw(card(hp=30, attack_damage=0))),
    "the highest values": (200, raw(card(hp=340, attack_damage=330, scan_hue_deg=359.999))),
    "a word nobody knows yet": (200, raw(card(attack_name="Zyx Flame"))),
    "a name with a colon": (200, raw(card(attack_name="Type: Null"))),
    "a name outside ASCII": (200, raw(literal("attack_name", '"火の粉"'))),
    "a dragon in a name": (200, raw(card(attack_name="\U0001f409 Roar"))),
    "the other key": (200, raw(card(), x_api_key=NEXT_KEY)),
    "charset utf-8": (200, raw(card(), content_type="application/json; charset=UTF-8")),
    "space around the card": (200, raw(f" \n{card()}\r\n ")),
    "a client's strange id": (200, raw(card(), x_request_id="x" * 200)),
    "NaN": (422, raw(literal("height_m", "NaN"))),
    "Infinity": (422, raw(literal("height_m", "Infinity"))),
    "1e999": (422, raw(literal("height_m", "1e999"))),
    "the text nan": (422, raw(card(height_m="nan"))),
    "1e308": (422, raw(literal("weight_kg", "1e308"))),
    "-1e30": (422, raw(literal("weight_kg", "-1e30"))),
    "a number of 400 digits": (422, raw(literal("hp", "1" + "0" * 400))),
    "a number of 5000 digits": (422, raw(literal("hp", "1" * 5000))),
    "a fraction of 5000 digits": (422, raw(literal("height_m", "1" * 5000))),
    "the text 12": (422, raw(card(hp="120"))),
    "true for a number": (422, raw(card(hp=True))),
    "null": (422, raw(card(hp=None))),
    "hit points below zero": (422, raw(card(hp=-10))),
    "hit points above the range": (422, raw(card(hp=350))),
    "hit points no card prints": (422, raw(card(hp=65))),
    "60.0 hit points": (422, raw(card(hp=60.0))),
    "a hue of 360": (422, raw(card(scan_hue_deg=360))),
    "saturation of 0 to 255": (422, raw(card(scan_saturation=128))),
    "a lone surrogate": (422, raw(literal("attack_name", '"\\ud800"'))),
    "a lone surrogate in a key": (422, raw(card()[:-1] + ',"\\udfff":1}')),
    "an unknown rarity": (422, raw(card(rarity="Mythic"))),
    "a rarity and a space": (422, raw(card(rarity="Common "))),
    "an empty rarity": (422, raw(card(rarity=""))),
    "a dragon as a colour": (422, raw(card(body_color="\U0001f409"))),
    "an unknown language": (422, raw(card(language="EN"))),
    "an unknown egg group": (422, raw(card(egg_groups="Rock"))),
    "three egg groups": (422, raw(card(egg_groups="Field|Bug|Fairy"))),
    "an empty attack": (422, raw(card(attack_name=""))),
    "an attack of 61 letters": (422, raw(card(attack_name="a" * 61))),
    "a line end in an attack": (422, raw(card(attack_name="a\nb"))),
    "a date of another country": (422, raw(card(release_date="05/01/2018"))),
    "a day that is none": (422, raw(card(release_date="2018-02-30"))),
    "seconds as a date": (422, raw(card(release_date="1515110400"))),
    "a number as a date": (422, raw(card(release_date=1515110400))),
    "a time with the date": (422, raw(card(release_date="2018-01-05T00:00:00"))),
    "a date before the game": (422, raw(card(release_date="1998-12-31"))),
    "an extra field": (422, raw(card(foo=1))),
    "200 extra fields": (422, raw(card(**{f"f{at}": at for at in range(200)}))),
    "the answer as a field": (422, raw(card(card_type="Fire"))),
    "a key twice": (422, raw(card()[:-1] + ', "hp": 60}')),
    "a key twice, one escaped": (422, raw(card()[:-1] + ', "\\u0068p": 60}')),
    "a missing field": (422, raw(json.dumps({k: v for k, v in CARD.items() if k != "hp"}))),
    "a list": (422, raw(f"[{card()}]")),
    "a text": (422, raw('"card"')),
    "nothing": (422, raw("")),
    "an open brace": (422, raw('{"hp":')),
    "words after the card": (422, raw(card() + "x")),
    "two cards": (422, raw(card() + card())),
    "a comment": (422, raw("/* */" + card())),
    "single quotes": (422, raw(card().replace('"', "'"))),
    "a card 15000 deep": (422, raw("[" * 15_000)),
    "a value 900 deep": (422, raw(literal("hp", "[" * 900 + "]" * 900))),
    "no UTF-8": (422, raw(b'{"hp":"\xff\xfe"}')),
    "a byte-order mark": (422, raw(b"\xef\xbb\xbf" + card().encode())),
    "UTF-16": (422, raw(card().encode("utf-16"))),
    "a byte of zero": (422, raw(card().encode() + b"\0")),
    "a batch of 0": (422, raw(batch(0), line=BATCH)),
    "a batch of 1": (200, raw(batch(1), line=BATCH)),
    "a batch of 1000": (200, raw(batch(1000), line=BATCH)),
    "a batch of 1001": (422, raw(batch(1001), line=BATCH)),
    "a batch with one wrong card": (422, raw(batch(3, hp=1), line=BATCH)),
    "a batch that is a list": (422, raw(f"[{card()}]", line=BATCH)),
    "a batch with a key twice": (422, raw('{"cards":[],' + batch(1)[1:], line=BATCH)),
    "a batch of numbers": (422, raw('{"cards":[1,2]}', line=BATCH)),
    "text/plain": (415, raw(card(), content_type="text/plain")),
    "no media type": (415, raw(card(), content_type=None)),
    "a form": (415, raw("hp=60", content_type="application/x-www-form-urlencoded")),
    "charset latin-1": (415, raw(card(), content_type="application/json; charset=latin-1")),
    "another JSON": (415, raw(card(), content_type="application/vnd.api+json")),
    "gzip": (415, raw(gzip.compress(card().encode()), content_encoding="gzip")),
    "16 kB and a byte": (413, raw(b" " * 16_385)),
    "a text of 100 kB": (413, raw(card(rarity="x" * 100_000))),
    "100 MB with a length": (413, [raw(content_length="100000000"), *[MEGABYTE] * 100]),
    "100 MB in chunks": (413, [raw(**CHUNKED), *chunks(100)]),
    "100 MB, only declared": (413, raw(content_length="100000000")),
    "a batch of 100 MB in chunks": (413, [raw(line=BATCH, **CHUNKED), *chunks(100)]),
    "a good card in chunks": (200, [raw(**CHUNKED), *chunks(1, card().encode()), b"0\r\n\r\n"]),
    "no key": (401, raw(card(), x_api_key=None)),
    "a wrong key": (401, raw(card(), x_api_key="a-key-of-the-shop-1")),
    "an empty key": (401, raw(card(), x_api_key="")),
    "a key outside ASCII": (401, raw(card(), x_api_key="\xe9")),
    "both keys in one": (401, raw(card(), x_api_key="a-key-of-the-shop-0,the-key-that-follows")),
    "no key for an address that is not": (401, raw(line="GET /v1/x HTTP/1.1", x_api_key=None)),
    "an address that is not": (404, line("GET /nothing HTTP/1.1")),
    "an address below another": (404, raw(card(), line="POST /v1/predict/ HTTP/1.1")),
    "an address in capitals": (404, raw(card(), line="POST /v1/Predict HTTP/1.1")),
    "a folder above": (404, line("GET /../etc/passwd HTTP/1.1")),
    "GET for a card": (405, raw(line="GET /v1/predict HTTP/1.1")),
    "PUT for a card": (405, raw(card(), line="PUT /v1/predict HTTP/1.1")),
    "DELETE for a model": (405, raw(line="DELETE /v1/model HTTP/1.1")),
    "POST for health": (405, raw(line="POST /health/live HTTP/1.1")),
    "OPTIONS": (405, raw(line="OPTIONS /v1/predict HTTP/1.1")),
    "HEAD for a card": (405, raw(line="HEAD /v1/predict HTTP/1.1")),
    "HEAD for health": (200, line("HEAD /health/ready HTTP/1.1")),
    "HEAD for nothing": (404, line("HEAD /nothing HTTP/1.1")),
    "a method nobody knows": (400, line("BREW /v1/predict HTTP/1.1")),
    "HTTP 9.9": (400, line("GET /health/live HTTP/9.9")),
    "no HTTP": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    "a length below zero": (400, raw(card(), content_length="-1")),
    "a length that is a word": (400, raw(card(), content_length="many")),
    "two lengths": (400, raw(card(), content_length="5\r\ncontent-length: 6")),
    "a length and chunks": (400, raw("0\r\n\r\n", transfer_encoding="chunked")),
    "chunks, misspelled": (400, raw("0\r\n\r\n", **CHUNKED | {"transfer_encoding": "xchunked"})),
    "a space before the colon": (400, raw(card()).replace(b"content-length:", b"content-length :")),
    "a folded header": (400, raw(card()).replace(b"host: x", b"host: x\r\n folded: y")),
    "a bare line feed in a header": (400, raw(host="x\ny: z").replace(b"\r\n\r\n", b"\n\n")),
    "a chunk of no number": (400, [raw(**CHUNKED), b"zz\r\nabc\r\n"]),
    "a head of 100 kB": (431, raw(card(), x_long="x" * 100_000)),
}  # fmt: skip


@pytest.fixture(scope="module")
def served():
    with serving() as running:
        yield running


def test_the_table_is_as_long_as_promised():
    assert len(ROWS) >= 50


@pytest.mark.parametrize("name", ROWS)
def test_each_raw_request_gets_its_exact_status_in_one_shape(served, name):
    status, sent = ROWS[name]
    answer = exchange(served.port, *([sent] if isinstance(sent, bytes) else sent))
    assert answer.status == status, answer
    assert answer.body.isascii()
    if status != 200 and not (isinstance(sent, bytes) and sent.startswith(b"HEAD")):
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json
        assert {"type", "title", "status", "detail", "instance"} <= told.keys()
        assert told["status"] == status
        assert len(answer.body) < 6_000
    # Whatever came: the process lives, and the next card is answered.
    good = post(served.port, card())
    assert (good.status, good.json["decision"]) == (200, "file")


def test_the_type_of_a_problem_is_the_name_of_rfc_9110_whatever_python_calls_it(served):
    expected = {
        413: ("Content Too Large", "content-too-large"),
        422: ("Unprocessable Content", "unprocessable-content"),
    }
    for status, (title, slug) in expected.items():
        body = "x" * 20_000 if status == 413 else "{}"
        told = post(served.port, body).json
        assert (told["status"], told["title"]) == (status, title)
        assert told["type"] == f"urn:cardshop:problem:{slug}"


def test_after_the_table_the_service_is_live_ready_and_counts(served):
    assert get(served.port, "/health/live").status == 200
    assert get(served.port, "/health/ready").status == 200
    text = get(served.port, "/metrics").body.decode()
    assert 'cardshop_requests_total{method="POST",path="/v1/predict",status="200"}' in text
