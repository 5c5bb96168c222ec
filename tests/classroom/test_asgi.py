"""A web app asked in process: what a learner's app gets, and what comes back."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI, Request

from classroom.checks.asgi import asked
from classroom.checks.encoding import decode, encode


def app() -> FastAPI:
    state = {"lives": 0}

    @asynccontextmanager
    async def life(_):
        state["lives"] += 1
        yield

    made = FastAPI(lifespan=life)

    @made.post("/echo")
    async def echo(request: Request) -> dict:
        body = list(await request.body())
        return {"body": body, "kind": request.headers["content-type"], **state}

    @made.get("/broken")
    def broken() -> None:
        raise KeyError("hp")

    return made


def test_text_bytes_and_media_type_reach_the_app_in_one_lifespan():
    requests = [
        {"path": "/echo", "body": "é"},
        {"path": "/echo", "body": [255, 0], "media_type": "text/plain"},
        {"path": "/echo"},
    ]
    bodies = [one["body"] for one in asked(app(), requests)]
    assert [one["body"] for one in bodies] == [[195, 169], [255, 0], []]
    assert [one["kind"] for one in bodies] == ["application/json", "text/plain", "application/json"]
    assert {one["lives"] for one in bodies} == {1}


def test_an_error_that_is_let_through_is_a_500_with_its_name_in_the_log():
    requests = [{"path": "/broken", "method": "GET"}, {"path": "/echo"}]
    first, second = asked(app(), requests)
    assert first == {"status": 500, "body": "Internal Server Error", "log": "KeyError: 'hp'"}
    assert (second["status"], second["log"]) == (200, "")


def test_an_app_that_answers_nothing_is_a_500():
    async def silent(scope, receive, send):
        await receive()

    assert asked(silent, [{"path": "/"}]) == [{"status": 500, "body": "", "log": ""}]


def test_it_works_inside_a_running_loop_as_in_a_notebook():
    async def inside() -> list[dict]:
        return asked(app(), [{"path": "/nowhere"}])

    assert [one["status"] for one in asyncio.run(inside())] == [404]


def test_responses_are_data():
    found = asked(app(), [{"path": "/echo", "body": "x"}])
    assert decode(encode(found)) == found


@pytest.mark.parametrize("count", [0, 3])
def test_there_is_one_response_a_request(count):
    assert len(asked(app(), [{"path": "/echo"}] * count)) == count
