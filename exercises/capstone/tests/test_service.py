"""What a client sends comes back as a quote or as one line."""

from __future__ import annotations

import json

import polars as pl
import pytest
from fastapi.testclient import TestClient

from capstone import predict
from capstone.columns import QuoteError
from capstone.requests import MAX_QUOTES
from capstone.service import MAX_BODY_BYTES, create_app
from small_sales import small_sales


@pytest.fixture(scope="module")
def client(artifact_dir):
    return TestClient(create_app(artifact_dir), raise_server_exceptions=False)


def cards(rows: int = 3) -> list[dict]:
    return json.loads(json.dumps(small_sales(rows).drop("price_usd").to_dicts(), default=str))


def post(client, body: object):
    return client.post("/v1/quotes", content=json.dumps(body))


def test_the_service_quotes_what_the_model_predicts(client, artifact_dir):
    response = post(client, {"quotes": cards()})
    assert response.status_code == 200
    told = response.json()
    assert set(told) == {"request_id", "model_version", "quotes"}
    assert response.headers["x-request-id"] == told["request_id"]
    expected = predict(artifact_dir, small_sales(3))["price_usd"].to_list()
    assert [one["price_usd"] for one in told["quotes"]] == expected
    assert [one["offer_usd"] for one in told["quotes"]] == [round(0.6 * one, 2) for one in expected]


WRONG = {
    "condition": "Near Mint",
    "rarity": None,
    "hp": "60",
    "base_hp": 0,
    "index_modern": 2.9,
    "release_date": "2090-01-01",
    "grade": 11,
    "price_usd": 5.0,
    "sale_id": 10**30,
    "dex_no": float("nan"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_in_one_line(name, client):
    response = post(client, {"quotes": [cards(1)[0] | {name: WRONG[name]}]})
    assert response.status_code == 422
    assert "\n" not in response.json()["detail"]
    assert name in response.json()["detail"]
    assert response.headers["x-request-id"] == response.json()["request_id"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"quotes": []}', b"[" * 9999])
def test_what_is_no_request_is_refused(body, client):
    assert client.post("/v1/quotes", content=body).status_code == 422


def test_too_much_is_refused(client):
    assert client.post("/v1/quotes", content=b" " * (MAX_BODY_BYTES + 1)).status_code == 413
    many = [{name: card[name] for name in card} for card in cards(MAX_QUOTES + 1)]
    slim = [{k: v for k, v in one.items() if k not in ("species", "card_id")} for one in many]
    assert post(client, {"quotes": slim}).status_code == 413


def test_what_no_price_depends_on_may_be_left_out(client):
    card = cards(1)[0]
    short = {k: v for k, v in card.items() if k not in ("index_graded", "lot_id", "species")}
    whole, part = (post(client, {"quotes": [one]}).json()["quotes"] for one in (card, short))
    assert part == whole


def test_quotes_in_time_can_be_told_from_refusals_and_faults(artifact_dir, monkeypatch):
    client = TestClient(create_app(artifact_dir), raise_server_exceptions=False)
    post(client, {"quotes": cards(1)})
    post(client, {"quotes": []})
    monkeypatch.setattr("capstone.model.Model.prices_usd", None)
    post(client, {"quotes": cards(1)})
    told = client.get("/metrics").text
    for kind in ("2xx", "4xx", "5xx"):
        assert f'quote_latency_seconds_count{{status_class="{kind}"}} 1.0' in told
    assert 'quote_latency_seconds_bucket{le="0.1",status_class="2xx"}' in told


def test_it_says_that_it_lives_is_ready_and_what_it_did(client):
    post(client, {"quotes": cards(1)})
    assert client.get("/health").json() == {"status": "alive"}
    assert client.get("/ready").json()["status"] == "ready"
    assert 'quote_requests_total{path="/v1/quotes",status="200"}' in client.get("/metrics").text
    assert client.get("/nothing").status_code == 404


def test_the_page_labels_every_field_and_needs_no_library(client):
    page = client.get("/").text
    assert page.count("<label") == page.count("<input") + page.count("<select") > 15
    assert "src=" not in page
    assert "{{" not in page


def test_a_failure_inside_is_told_in_one_line(artifact_dir, monkeypatch):
    def broken(*_: object) -> pl.Series:
        raise RuntimeError

    monkeypatch.setattr("capstone.model.Model.prices_usd", broken)
    client = TestClient(create_app(artifact_dir), raise_server_exceptions=False)
    response = post(client, {"quotes": cards(1)})
    assert response.status_code == 500
    assert response.json()["detail"].startswith("The service failed")


def test_without_an_artefact_there_is_no_service(tmp_path):
    with pytest.raises(QuoteError, match="holds no artefact: run python -m capstone train first"):
        create_app(tmp_path)
