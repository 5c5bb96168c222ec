"""Right and wrong answers to the kata `api`."""

from __future__ import annotations

BY_HAND = """
import math
import numpy as np
from fastapi import Request

def sound(tray):
    if not isinstance(tray, dict) or not isinstance(tray.get("cards"), list):
        return False
    if not 1 <= len(tray["cards"]) <= 100:
        return False
    return all(map(sound_card, tray["cards"]))

def sound_card(card):
    if not isinstance(card, dict) or not set(practice_inputs()) <= set(card):
        return False
    numbers = [card[name] for name in practice_inputs() if name != "egg_groups"]
    return isinstance(card["egg_groups"], str) and all(
        isinstance(one, (int, float)) and not isinstance(one, bool) and math.isfinite(one)
        for one in numbers
    )

def api(requests, model_path):
    app = FastAPI()
    model = {}
    try:
        model["session"] = onnxruntime.InferenceSession(model_path)
    except Exception:
        pass

    def error(status, text):
        return JSONResponse(status_code=status, content={"error": text})

    @app.get("/health")
    async def health():
        return {"status": "ready"} if model else error(503, "no model")

    @app.post("/cards")
    async def cards(request: Request):
        try:
            tray = json.loads(await request.body())
        except ValueError:
            return error(400, "no JSON")
        if not sound(tray):
            return error(422, "no tray of cards")
        if not model:
            return error(503, "no model")
        columns = {name: [one[name] for one in tray["cards"]] for name in practice_inputs()}
        fed = features(pl.DataFrame(columns, strict=False), practice_features())
        label, shares = model["session"].run(None, {"numbers": fed.to_numpy().astype(np.float32)})
        found = [{"card_type": t, "confidence": float(max(p))} for t, p in zip(label, shares)]
        return {"answers": found}

    return asked(app, requests)
"""
CLASSES = """
from contextlib import asynccontextmanager
from pydantic import BaseModel

class Card(BaseModel):
    model_config = ConfigDict(strict=True, allow_inf_nan=False)
    base_hp: float
    base_attack: float
    base_defense: float
    base_sp_attack: float
    base_sp_defense: float
    base_speed: float
    height_m: float
    weight_kg: float
    hp: float
    attack_damage: float
    retreat_cost: float
    scan_saturation: float
    scan_brightness: float
    scan_hue_deg: float
    egg_groups: str

class Tray(BaseModel):
    cards: list[Card] = Field(min_length=1, max_length=100)

class NoModelError(Exception):
    pass

def api(requests, model_path):
    @asynccontextmanager
    async def life(app):
        app.state.session = None
        try:
            app.state.session = onnxruntime.InferenceSession(model_path)
        except Exception as error:
            print(error)
        yield

    app = FastAPI(lifespan=life)

    def session():
        if app.state.session is None:
            raise NoModelError
        return app.state.session

    @app.exception_handler(RequestValidationError)
    async def bad(request, error):
        return JSONResponse({"error": str(error.errors()[0]["loc"])}, status_code=422)

    @app.exception_handler(NoModelError)
    async def none(request, error):
        return JSONResponse({"error": "no model here"}, status_code=503)

    @app.get("/health")
    def health():
        session()
        return {"status": "ready"}

    @app.post("/cards")
    def cards(tray: Tray):
        numbers = features(pl.DataFrame([dict(one) for one in tray.cards]), practice_features())
        types, shares = session().run(None, {"numbers": numbers.to_numpy()})
        told = zip(types, shares.max(1).tolist())
        return {"answers": [dict(card_type=t, confidence=p) for t, p in told]}

    return asked(app, requests)
"""


def but(*pairs: tuple[str, str]) -> str:
    """The answer with classes, with some slips."""
    source = CLASSES
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return source


RIGHT = {"api": {"by hand": BY_HAND, "classes, a lifespan": CLASSES}}
WRONG = {
    "api": {
        "healthy without a model": (
            but(("        session()\n        return {", "        return {")),
            "Should a load balancer send it cards?",
        ),
        "no health": (but(('"/health"', '"/status"')), "Which route answers a GET?"),
        "an answer is a bare list": (
            but(('return {"answers": [', "return ["), ("in told]}", "in told]")),
            "expected 1 answers, the first",
        ),
        "the share of the first type": (
            but(("shares.max(1)", "shares[:, 0]")),
            "Do rows and columns reach the model",
        ),
        "the first card for all": (
            but(("dict(one) for one in tray.cards", "dict(tray.cards[0]) for one in tray.cards")),
            "POST two cards gave status 200",
        ),
        "the first model for all": (
            "\nLOADED = {}\n"
            + but(
                (
                    "onnxruntime.InferenceSession(model_path)\n",
                    'LOADED.setdefault("it", onnxruntime.InferenceSession(model_path))\n',
                )
            ),
            "Do rows and columns reach the model",
        ),
        "not strict": (but(("strict=True, ", "")), "unless you say strict"),
        "NaN is a number": (but((", allow_inf_nan=False", "")), "Is NaN finite?"),
        "null is a number": (
            but(("    hp: float\n", "    hp: float | None\n")),
            "Is null a value?",
        ),
        "any number of cards": (
            but((", max_length=100", "")),
            "Who waits while they are computed?",
        ),
        "an empty tray is answered": (
            but(("min_length=1, ", "")),
            "How many rows would the model get?",
        ),
        "FastAPI's own errors": (
            but(
                (
                    'JSONResponse({"error": str(error.errors()[0]["loc"])}, status_code=422)',
                    'JSONResponse({"detail": str(error.errors()[0]["loc"])}, status_code=422)',
                )
            ),
            'expected 400 or 422 and {"error": ...}',
        ),
        "no model is a crash": (
            but(("raise NoModelError", "raise RuntimeError")),
            'expected 503 and {"error": ...}',
        ),
        "no model is not found": (
            but(("status_code=503", "status_code=404")),
            'expected 503 and {"error": ...}',
        ),
        "other keys are refused": (
            but(("strict=True, ", 'strict=True, extra="forbid", ')),
            "their keys in another order and one more",
        ),
    }
}
