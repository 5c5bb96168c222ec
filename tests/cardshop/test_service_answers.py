"""What is answered, remembered and counted; and what one request may do to its neighbours."""

from __future__ import annotations

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from served_cards import (
    CARD,
    KEY,
    POISON,
    Diary,
    Model,
    answer_from,
    card,
    exchange,
    get,
    post,
    raw,
    serving,
)  # fmt: skip

BATCH = "/v1/predict/batch"


@pytest.fixture(scope="module")
def served():
    with serving() as running:
        yield running


def test_a_sure_card_is_filed_and_an_unsure_one_goes_to_the_desk(served):
    sure, unsure = post(served.port, card(hp=60)).json, post(served.port, card(hp=340)).json
    assert sure | {"request_id": ""} == {
        "request_id": "",
        "model_version": "1.2.3",
        "card_type": "Fire",
        "confidence": 0.9,
        "decision": "file",
        "reason": "sure",
    }
    assert (unsure["card_type"], unsure["decision"], unsure["reason"]) == (
        "Water",
        "desk",
        "unsure",
    )


def test_a_batch_is_answered_in_order(served):
    hps = [60, 200, 340] * 50
    told = post(served.port, json.dumps({"cards": [CARD | {"hp": hp} for hp in hps]}), BATCH).json
    assert [one["card_type"] for one in told["cards"]] == ["Fire", "Water", "Water"] * 50
    assert [one["decision"] for one in told["cards"]] == ["file", "file", "desk"] * 50


def test_our_own_ids_follow_time_so_that_the_journal_appends(served):
    before_ms = time.time_ns() // 1_000_000
    ids = []
    for _ in range(3):
        ids.append(post(served.port, card()).json["request_id"])
        time.sleep(0.002)
    assert [int(one[:12], 16) >= before_ms for one in ids] == [True] * 3
    assert ids == sorted(set(ids))


def test_every_answer_is_remembered_under_our_own_id(served):
    before = len(served.journal.entries)
    first = post(served.port, card(), x_request_id="dup-1")
    second = post(served.port, card(), x_request_id="dup-1")
    unfit = post(served.port, card(), x_request_id="a b")
    batch = post(served.port, json.dumps({"cards": [CARD] * 3}), BATCH)
    entries = served.journal.entries[before:]
    ids = [one.headers["x-request-id"] for one in (first, second, unfit, batch)]
    assert len(set(ids)) == 4
    assert [one.request_id for one in entries] == [*ids[:3], *[ids[3]] * 3]
    assert [one.position for one in entries] == [0, 0, 0, 0, 1, 2]
    assert [one.client_request_id for one in entries][:3] == ["dup-1", "dup-1", None]
    assert first.headers["x-client-request-id"] == "dup-1"
    assert json.loads(entries[0].card) == CARD
    assert entries[0].latency_ms > 0
    assert {one.status for one in entries} == {200}


def test_a_refused_card_is_not_remembered_and_not_repeated(served):
    before = len(served.journal.entries)
    answer = post(served.port, card(rarity="hush" * 50))
    assert answer.json["errors"][0]["pointer"] == "#/rarity"
    assert "one of Common, Uncommon" in answer.json["errors"][0]["allowed"]
    assert b"hushhush" not in answer.body
    assert len(served.journal.entries) == before


def test_surplus_fields_are_capped_and_the_rest_is_counted(served):
    told = post(served.port, card(**{f"f{at}": at for at in range(200)})).json
    assert (len(told["errors"]), told["errors_left_out"]) == (20, 180)


def test_405_names_the_method_and_401_the_way_in(served):
    assert get(served.port, "/v1/predict").headers["allow"] == "POST"
    refused = exchange(served.port, raw(card(), x_api_key="no"))
    assert refused.headers["www-authenticate"].startswith("ApiKey")


def test_openapi_shows_units_ranges_and_every_error(served):
    told = get(served.port, "/openapi.json").json
    weight = told["components"]["schemas"]["Card"]["properties"]["weight_kg"]
    assert (weight["unit"], weight["minimum"], weight["maximum"]) == ("kg", 0.1, 999.9)
    assert told["components"]["schemas"]["Card"]["additionalProperties"] is False
    predict = told["paths"]["/v1/predict"]["post"]
    statuses = (200, 401, 408, 413, 415, 422, 429, 500, 503)
    assert set(predict["responses"]) == set(map(str, statuses))
    assert predict["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/Card")


def test_a_poisoned_card_gets_a_500_and_its_neighbours_their_answers():
    with serving(Model(seconds=0.02), deadline_ms=5_000) as served, ThreadPoolExecutor(17) as pool:
        bodies = [card()] * 8 + [card(attack_name=POISON)] + [card()] * 8
        answers = list(pool.map(lambda body: post(served.port, body), bodies))
    assert max(served.model.batches) > 2
    assert [one.status for one in answers] == [200] * 8 + [500] + [200] * 8
    assert "Send the card to the desk" in answers[8].json["detail"]
    assert b"secret" not in answers[8].body
    assert len(served.journal.entries) == 16


def test_waiting_cards_are_computed_together_and_a_batch_starves_nobody():
    with serving(Model(seconds=0.02), deadline_ms=5_000) as served, ThreadPoolExecutor(20) as pool:
        body = json.dumps({"cards": [CARD] * 1000})
        batch = pool.submit(post, served.port, body, BATCH)
        while not served.model.batches[1:]:
            time.sleep(0.001)
        singles = [pool.submit(post, served.port, card()) for _ in range(16)]
        assert {one.result().status for one in singles} == {200}
        assert not batch.done()
        assert len(batch.result().json["cards"]) == 1000
    assert max(served.model.batches) <= 64 + 16


def test_a_card_that_misses_the_deadline_goes_to_the_desk_and_is_remembered_so():
    with serving(Model(seconds=0.3), deadline_ms=50) as served:
        late = post(served.port, card()).json
        assert (late["card_type"], late["confidence"]) == (None, None)
        assert (late["decision"], late["reason"]) == ("desk", "late")
        assert [one.reason for one in served.journal.entries] == ["late"]
        text = get(served.port, "/metrics").body.decode()
    assert 'card_type="none",decision="desk",reason="late"} 1.0' in text


def test_overload_gives_only_the_503s_it_should():
    with (
        serving(Model(seconds=0.2), deadline_ms=5_000, waiting_cards=4) as served,
        ThreadPoolExecutor(30) as pool,
    ):
        answers = list(pool.map(lambda _: post(served.port, card()), range(30)))
        good = post(served.port, card())
    statuses = [one.status for one in answers]
    assert set(statuses) == {200, 503}
    refused = next(one for one in answers if one.status == 503)
    assert int(refused.headers["retry-after"]) >= 1
    assert good.status == 200
    assert len(served.journal.entries) == statuses.count(200) + 1


def test_a_client_that_leaves_harms_nobody():
    with serving(Model(seconds=0.1), deadline_ms=5_000) as served, ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(post, served.port, card()) for _ in range(4)]
        for part in (raw(card()), raw(card())[:-5], raw(card())[:30]):
            with socket.create_connection(("127.0.0.1", served.port)) as line:
                line.sendall(part)
        assert [one.result().status for one in answers] == [200] * 4
        assert post(served.port, card()).status == 200


def test_a_key_that_asks_too_often_gets_429_and_the_other_does_not():
    with serving(rate_per_s=0.5, rate_burst=3) as served:
        statuses = [post(served.port, card()).status for _ in range(5)]
        other = post(served.port, card(), x_api_key="the-key-that-follows")
        refused = post(served.port, card())
    assert statuses == [200, 200, 200, 429, 429]
    assert other.status == 200
    assert 1 <= int(refused.headers["retry-after"]) <= 2


def test_a_body_that_does_not_come_gets_408():
    with serving(body_timeout_ms=50) as served:
        answer = exchange(served.port, raw(card())[:-5])
        assert (answer.status, answer.headers["connection"]) == (408, "close")


def test_a_head_that_does_not_come_gets_408(monkeypatch):
    monkeypatch.setattr("cardshop.service.wire.HEAD_TIMEOUT_S", 0.05)
    with serving() as served:
        assert exchange(served.port, b"POST /v1/predict HTTP/1.1\r\nhost").status == 408


def test_one_connection_carries_many_requests(served):
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        for hp in (60, 200):
            line.sendall(raw(card(hp=hp)))
            assert answer_from(line).status == 200
        line.sendall(raw(card()) * 2)
        assert answer_from(line).status == 200


def test_a_dead_journal_is_reported_and_answers_continue():
    with serving(journal=Diary(fails=True)) as served:
        assert get(served.port, "/health/ready").status == 503
        assert get(served.port, "/health/live").status == 200
        assert post(served.port, card()).status == 200
        assert "cardshop_ready 0.0" in get(served.port, "/metrics").body.decode()


def test_a_durable_answer_is_committed_before_it_leaves():
    with serving(journal=Diary(durable=True)) as served:
        answer = post(served.port, card())
        assert [one.request_id for one in served.journal.entries] == [answer.json["request_id"]]
        batch = post(served.port, json.dumps({"cards": [CARD] * 3}), BATCH)
        assert batch.status == 200
        assert len(served.journal.entries) == 4


def test_a_durable_answer_without_its_row_is_a_503():
    with serving(journal=Diary(durable=True, fails=True)) as served:
        for body, path in ((card(), "/v1/predict"), (json.dumps({"cards": [CARD]}), BATCH)):
            answer = post(served.port, body, path)
            assert (answer.status, answer.headers["retry-after"]) == (503, "1")


def test_a_late_durable_answer_is_committed_as_late():
    with serving(Model(seconds=0.2), Diary(durable=True), deadline_ms=30) as served:
        assert post(served.port, card()).json["reason"] == "late"
        time.sleep(0.3)
        assert [one.reason for one in served.journal.entries] == ["late"]


def test_stopping_answers_what_waits_and_closes_the_journal():
    with serving(Model(seconds=0.3), deadline_ms=5_000) as served, ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(post, served.port, card()) for _ in range(4)]
        while not served.model.batches[1:]:
            time.sleep(0.001)
    assert [one.result().status for one in answers] == [200] * 4
    assert served.journal.closed
    assert len(served.journal.entries) == 4


def test_the_log_is_json_without_card_or_key(capfd):
    with serving(log=True) as served:
        post(served.port, card(attack_name="Hush Word"), x_request_id="mine")
        post(served.port, card(rarity="Hush"))
    lines = [json.loads(one) for one in capfd.readouterr().out.splitlines()]
    assert [one["status"] for one in lines] == [200, 422]
    assert lines[0]["client_request_id"] == "mine"
    assert lines[0]["cards"] == 1
    assert not [one for one in map(str, lines) if "Hush" in one or KEY in one]


def test_a_failure_nobody_foresaw_is_a_500_without_its_words(monkeypatch, capfd):
    def fail(_: object) -> None:
        raise KeyError("secret value")

    with serving(log=True) as served:
        monkeypatch.setattr("cardshop.service.routes.pydantic_core.to_json", fail)
        answer = post(served.port, card())
        monkeypatch.undo()
        assert post(served.port, card()).status == 200
    assert (answer.status, answer.headers["content-type"]) == (500, "application/problem+json")
    logged = capfd.readouterr().out
    assert "secret" not in answer.body.decode() + logged
    assert "KeyError at fail" in logged
