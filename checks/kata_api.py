"""The kata `api`: an app that answers trays of cards, and says so when it has no model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import onnxruntime
import polars as pl

from cardshop.dataset import load_cards
from cardshop.features import features
from cardshop.training import PRACTICE_MODEL, practice_features, practice_inputs
from classroom.checks import question

Case = tuple[bool, str, str]
Card = dict[str, Any]
OTHER_MODEL = PRACTICE_MODEL.with_name("other.onnx")
NO_MODELS = (PRACTICE_MODEL.with_name("none.onnx"), PRACTICE_MODEL.with_name("CHECKSUMS"))
HEALTH = {"method": "GET", "path": "/health"}
MOST_CARDS = 100


@cache
def some_cards() -> tuple[Card, ...]:
    """Cards of the catalogue, as the model needs them; none lacks a value."""
    return tuple(load_cards().select(practice_inputs()).drop_nulls().gather_every(90).to_dicts())


@cache
def wanted(path: Any) -> list[tuple[str, float]]:
    """The answers of a model to all of these cards."""
    session = onnxruntime.InferenceSession(str(path))
    numbers = features(pl.DataFrame(some_cards()), practice_features()).to_numpy()
    types, shares = session.run(None, {"numbers": numbers.astype(np.float32)})
    return list(zip(types, shares.max(axis=1).tolist(), strict=True))


def tray(cards: Any) -> dict[str, Any]:
    """A request with these cards."""
    return {"path": "/cards", "body": json.dumps({"cards": cards})}


def bad_requests() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Requests that are refused, in words, each with a question."""
    one = some_cards()[0]
    kind = "What does FastAPI take for a number unless you say strict?"
    yield "a body that is cut off", {"path": "/cards", "body": '{"cards": ['}, "Who answers it?"
    yield "a list instead of an object", {"path": "/cards", "body": json.dumps([one])}, "A tray?"
    yield "an empty tray", tray([]), "How many rows would the model get?"
    yield "101 cards", tray([one] * (MOST_CARDS + 1)), "Who waits while they are computed?"
    for name in ("egg_groups", "hp", "scan_hue_deg"):
        short = {key: value for key, value in one.items() if key != name}
        yield f"a card without {name}", tray([one, short]), "What would the model get in its place?"
        yield f"a card with {name} null", tray([one, one | {name: None}]), "Is null a value?"
    yield "a card with egg_groups 7", tray([one | {"egg_groups": 7}]), kind
    yield 'a card with hp "60"', tray([one | {"hp": "60"}]), kind
    yield "a card with hp true", tray([one | {"hp": True}]), kind
    yield "a card with weight_kg NaN", tray([one | {"weight_kg": float("nan")}]), "Is NaN finite?"
    yield "a card with an infinite height", tray([one | {"height_m": float("inf")}]), "Is it?"


def said(got: dict[str, Any]) -> str:
    """A response in words."""
    log = f" (the app let through {got['log']:.80})" if got.get("log") else ""
    return f"status {got.get('status')} and {got.get('body')!s:.100}{log}"


def count_case(got: list[dict], count: int) -> Case:
    """One response a request."""
    whole = len(got) == count and all({"status", "body"} <= set(one) for one in got)
    return whole, f"{count} requests gave {len(got)} responses.", "Does asked get all of them?"


def refused(got: dict[str, Any], statuses: tuple[int, ...]) -> bool:
    """Whether a response is an error of the one shape."""
    body = got["body"]
    whole = isinstance(body, dict) and set(body) == {"error"} and isinstance(body["error"], str)
    return got["status"] in statuses and whole


def answers_case(got: dict[str, Any], want: list[tuple[str, float]], words: str) -> Case:
    """The answers to a tray are those of the model."""
    body = got["body"]
    given = body.get("answers") if isinstance(body, dict) and set(body) == {"answers"} else None
    whole = got["status"] == 200 and isinstance(given, list) and len(given) == len(want)
    right = whole and all(equal(one, other) for one, other in zip(given, want, strict=True))
    kind, share = want[0]
    first = json.dumps({"card_type": kind, "confidence": round(share, 4)})
    sentence = f"POST {words} gave {said(got)}; expected {len(want)} answers, the first {first}."
    return bool(right), sentence, "Do rows and columns reach the model as it needs them?"


def equal(mine: Any, theirs: tuple[str, float]) -> bool:
    """Whether an answer is this type with this share."""
    if not isinstance(mine, dict) or set(mine) != {"card_type", "confidence"}:
        return False
    share = mine["confidence"]
    near = isinstance(share, float) and abs(share - theirs[1]) <= 1e-4
    return near and mine["card_type"] == theirs[0]


def sound_cases(api: Any, path: Any) -> Iterator[Case]:
    """A healthy app, and trays of one card, of some, and of a hundred."""
    cards, want = list(some_cards()), wanted(path)
    mixed = [dict(reversed(one.items())) | {"card_id": "x"} for one in cards[3:6]]
    whole = [
        {key: int(value) if value == 60 else value for key, value in one.items()}
        for one in cards[:MOST_CARDS]
    ]
    trays = [cards[:1], cards[1:3], mixed, whole]
    parts = [want[:1], want[1:3], want[3:6], want[:MOST_CARDS]]
    mixed_words = "three cards, their keys in another order and one more"
    words = ("one card", "two cards", mixed_words, f"{MOST_CARDS} cards")
    got = api([HEALTH, *map(tray, trays)], str(path))
    yield count_case(got, 1 + len(trays))
    ready = got[0]["status"] == 200 and got[0]["body"] == {"status": "ready"}
    sentence = f'GET /health gave {said(got[0])}; expected 200 and {{"status": "ready"}}.'
    yield ready, sentence, "Which route answers a GET?"
    for one, part, name in zip(got[1:], parts, words, strict=True):
        yield answers_case(one, part, name)


@question(
    "api",
    title="A model behind an API",
    answer="api",
    returns=list[dict],
    points=3,
    hints=(
        "What does the app need before its first request, and what if that fails?",
        "A pydantic model of practice_inputs(): what does strict change, and what is a float?",
    ),
    why="""The app stands, says whether it can answer, and refuses what it cannot read: a colleague
can build on that. Time yourself again in a month, with a model of your own.""",
)
def a_model_behind_an_api(api):
    for path in (PRACTICE_MODEL, OTHER_MODEL):
        yield from sound_cases(api, path)
    bad = list(bad_requests())
    got = api([*(request for _, request, _ in bad), tray(some_cards()[:1])], str(PRACTICE_MODEL))
    yield count_case(got, len(bad) + 1)
    for (words, _, nudge), one in zip(bad, got, strict=False):
        sentence = f'POST {words} gave {said(one)}; expected 400 or 422 and {{"error": ...}}.'
        yield refused(one, (400, 422)), sentence, nudge
    yield answers_case(got[-1], wanted(PRACTICE_MODEL)[:1], "one card after all those")
    for path in NO_MODELS:
        for one in api([HEALTH, tray(some_cards()[:1])], str(path)):
            sentence = f"With {path.name} for a model, it gave {said(one)}; "
            sentence += 'expected 503 and {"error": ...}.'
            yield refused(one, (503,)), sentence, "Should a load balancer send it cards?"
