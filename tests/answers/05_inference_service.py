"""Right and wrong answers to 5.1: what the check of an API for bad days is tested with."""

from __future__ import annotations

BY_HAND = """
class BadCardError(Exception):
    def __init__(self, error, field=None, status=422):
        self.error, self.field, self.status = error, field, status

def read_card(content):
    try:
        card = json.loads(content)
    except (ValueError, RecursionError):
        raise BadCardError("malformed_json", status=400) from None
    if not isinstance(card, dict):
        raise BadCardError("wrong_type")
    checks = {
        "card_id": (str, lambda one: True),
        "hp": (int, lambda one: HP_RANGE[0] <= one <= HP_RANGE[1]),
        "rarity": (str, lambda one: one in RARITIES),
        "scan_hue_deg": ((int, float), lambda one: 0 <= one < 360),
    }
    for name, (kinds, allowed) in checks.items():
        if name not in card:
            raise BadCardError("missing_field", name)
        if isinstance(card[name], bool) or not isinstance(card[name], kinds):
            raise BadCardError("wrong_type", name)
        if not allowed(card[name]):
            raise BadCardError("not_allowed", name)
    return card

def answer(requests, outages):
    from fastapi import Request
    app = FastAPI()

    @app.post("/card")
    async def card(request: Request):
        return say(read_card(await request.body()), outages)

    @app.exception_handler(BadCardError)
    async def bad(request, error):
        return JSONResponse({"error": error.error, "field": error.field}, error.status)

    @app.exception_handler(404)
    @app.exception_handler(405)
    async def nowhere(request, error):
        return JSONResponse({"error": "nowhere", "field": None}, error.status_code)

    return asked(app, requests)

def say(card, outages):
    try:
        return model_says(card, outages)
    except Exception:
        raise BadCardError("model_unavailable", status=503) from None
"""
PYDANTIC_ALONE = """
from fastapi import Request
from pydantic import ValidationError

class Card(BaseModel):
    card_id: str = Field(strict=True)
    hp: int = Field(strict=True, ge=30, le=340)
    rarity: Literal["Common", "Uncommon", "Rare", "Holo Rare", "Ultra Rare", "Secret Rare"]
    scan_hue_deg: float = Field(strict=True, ge=0, lt=360)

class Trouble(Exception):
    pass

def told(status, error, field=None):
    return JSONResponse(status_code=status, content={"error": error, "field": field})

def answer(requests, outages):
    app = FastAPI()
    app.add_exception_handler(404, lambda request, error: told(404, "address"))
    app.add_exception_handler(405, lambda request, error: told(405, "method"))

    @app.post("/card")
    async def card(request: Request):
        body = await request.body()
        try:
            sound = Card.model_validate_json(body)
        except ValidationError as error:
            first = error.errors()[0]
            if first["type"] == "json_invalid":
                return told(400, "malformed_json")
            if first["type"] == "missing":
                return told(422, "missing_field", first["loc"][0])
            kind = "wrong_type" if first["type"].endswith("_type") else "not_allowed"
            return told(422, kind, first["loc"][0] if first["loc"] else None)
        try:
            return model_says(dict(sound), outages)
        except Exception:
            return told(503, "model_unavailable")

    return asked(app, requests)
"""
MIDDLEWARE = """
def answer(requests, outages):
    app = FastAPI()

    class Card(BaseModel):
        model_config = ConfigDict(strict=True, extra="ignore")
        card_id: str
        hp: int = Field(ge=HP_RANGE[0], le=HP_RANGE[1])
        rarity: Literal[RARITIES]
        scan_hue_deg: float = Field(ge=0, lt=360, allow_inf_nan=False)

    @app.exception_handler(Exception)
    def dead(request, error):
        return JSONResponse({"error": "model_unavailable", "field": None}, 503)

    @app.exception_handler(StarletteHTTPException)
    def other(request, error):
        return JSONResponse({"error": "malformed_json", "field": None}, error.status_code)

    @app.exception_handler(RequestValidationError)
    async def bad(request, error):
        text = await request.body()
        try:
            json.loads(text)
        except ValueError:
            return JSONResponse({"error": "malformed_json", "field": None}, 400)
        (kind, place), name = [(one["type"], one["loc"]) for one in error.errors()][0], None
        if len(place) > 1:
            name = place[1]
        kinds = {"missing": "missing_field", "finite_number": "not_allowed"}
        if kind.endswith("_error") or "than" in kind:
            kinds[kind] = "not_allowed"
        return JSONResponse({"error": kinds.get(kind, "wrong_type"), "field": name}, 422)

    @app.post("/card")
    def card(card: Card):
        return model_says(card.model_dump(), outages)

    return asked(app, requests)
"""
# The model answer in short, for slips in one place.
SHORT = """
def answer(requests, outages):
    app = FastAPI()

    class Card(BaseModel):
        model_config = ConfigDict(strict=True)
        card_id: str
        hp: int = Field(ge=30, le=340)
        rarity: Literal[RARITIES]
        scan_hue_deg: float = Field(ge=0, lt=360, allow_inf_nan=False)

    def problem(status, error, field=None):
        return JSONResponse({"error": error, "field": field}, status)

    @app.post("/card")
    def card(card: Card):
        try:
            return model_says(card.model_dump(), outages)
        except Exception:
            return problem(503, "model_unavailable")

    @app.exception_handler(RequestValidationError)
    def refused(request, error):
        first = error.errors()[0]
        kind, place = first["type"], first["loc"][1:]
        if kind == "json_invalid" or not place and kind == "missing":
            return problem(400, "malformed_json")
        if kind == "missing":
            return problem(422, "missing_field", place[0])
        if kind.endswith("_type") or kind == "int_from_float":
            return problem(422, "wrong_type", *place)
        return problem(422, "not_allowed", *place)

    return asked(app, requests)
"""


def but(old: str, new: str, source: str = SHORT) -> str:
    """The short answer with one slip."""
    assert old in source
    return source.replace(old, new)


# The model under another name, and a second try where it failed.
TWO_TRIES = but(
    """        try:
            return model_says(card.model_dump(), outages)
        except Exception:
            return problem(503, "model_unavailable")
""",
    """        for _ in range(2):
            with suppress(Exception):
                return MODEL(card.model_dump(), outages)
        return problem(503, "model_unavailable")
""",
)
TWO_TRIES = but(
    "    return asked",
    """    @app.exception_handler(StarletteHTTPException)
    def elsewhere(request, error):
        return problem(error.status_code, "no_card")

    return asked""",
    TWO_TRIES,
)
TWO_TRIES = f"from contextlib import suppress\n\nMODEL = model_says\n{TWO_TRIES}"
RIGHT = {
    "5.1": {
        "the model under another name, tried twice": TWO_TRIES,
        "by hand": BY_HAND,
        "pydantic reads the body": PYDANTIC_ALONE,
        "errors by handlers alone": MIDDLEWARE,
    }
}
HANDLER = SHORT[SHORT.index("    @app.exception_handler") : SHORT.index("    return asked")]
WRONG = {
    "5.1": {
        "no validation": (
            """
def answer(requests, outages):
    app = FastAPI()

    @app.post("/card")
    def card(card: dict):
        return model_says(card, outages)

    return asked(app, requests)
""",
            "Who notices that a body is no JSON",
        ),
        "FastAPI's own answers": (
            but(HANDLER, ""),
            'expected 400 and {"error": "malformed_json", "field": null}',
        ),
        "an empty body lacks a field": (
            but(' or not place and kind == "missing"', ""),
            "Is nothing at all JSON?",
        ),
        "pydantic's own names": (
            but('"missing_field", place[0]', '"missing", place[0]'),
            "How does the app tell a field that is not there",
        ),
        "values are made to fit": (
            but("ConfigDict(strict=True)", "ConfigDict(strict=False)"),
            'POST a card with hp "60" gave status 200',
        ),
        "NaN goes through": (
            but("ge=0, lt=360, allow_inf_nan=False", "", SHORT),
            "Which ends belong to the range",
        ),
        "NaN is compared": (
            """
def answer(requests, outages):
    from fastapi import Request
    app = FastAPI()

    def problem(status, error, field=None):
        return JSONResponse({"error": error, "field": field}, status)

    @app.post("/card")
    async def card(request: Request):
        try:
            card = json.loads(await request.body())
        except ValueError:
            return problem(400, "malformed_json")
        if not isinstance(card, dict):
            return problem(422, "wrong_type")
        kinds = {"card_id": str, "hp": int, "rarity": str, "scan_hue_deg": (int, float)}
        for name, kind in kinds.items():
            if name not in card:
                return problem(422, "missing_field", name)
            if isinstance(card[name], bool) or not isinstance(card[name], kind):
                return problem(422, "wrong_type", name)
            if name == "hp" and not 30 <= card["hp"] <= 340:
                return problem(422, "not_allowed", name)
            if name == "rarity" and card[name] not in RARITIES:
                return problem(422, "not_allowed", name)
            if name == "scan_hue_deg" and (card[name] < 0 or card[name] >= 360):
                return problem(422, "not_allowed", name)
        try:
            return model_says(card, outages)
        except Exception:
            return problem(503, "model_unavailable")

    return asked(app, requests)
""",
            "is NaN below or above anything?",
        ),
        "360 degrees are allowed": (
            but("lt=360", "le=360"),
            "POST a card with hue 360 gave",
        ),
        "any rarity": (
            but("Literal[RARITIES]", "str"),
            "What would the model make of a word that it never saw?",
        ),
        "the outage is a 500": (
            but(
                """        try:
            return model_says(card.model_dump(), outages)
        except Exception:
            return problem(503, "model_unavailable")
""",
                "        return model_says(card.model_dump(), outages)\n",
            ),
            "gave status 500 and Internal Server Error (the app let through RuntimeError",
        ),
        "the stack trace is the answer": (
            but(
                """        except Exception:
            return problem(503, "model_unavailable")
""",
                """        except Exception as error:
            return problem(503, repr(error))
""",
            ),
            "what would a stack trace tell a stranger?",
        ),
        "the station is blamed for our ValueError": (
            but(
                "        except Exception:\n",
                """        except ValueError:
            return problem(422, "not_allowed", "card_id")
        except Exception:
""",
            ),
            "Whose fault is it when the model raises",
        ),
        "only RuntimeError is expected": (
            but("except Exception", "except RuntimeError"),
            "the app let through ValueError",
        ),
        "what was sent comes back": (
            but('"error": error, "field": field}', '"error": error, "field": field, "sent": 1}'),
            "expected 400",
        ),
        "the last error is told": (
            but("error.errors()[0]", "error.errors()[-1]"),
            "In which order do you look at the fields",
        ),
        "after an outage everything is one": (
            but(
                """        try:
            return model_says(card.model_dump(), outages)
        except Exception:
            return""",
                """        try:
            if down:
                raise down[0]
            return model_says(card.model_dump(), outages)
        except Exception as error:
            down.append(error)
            return""",
            ).replace("    app = FastAPI()", "    app, down = FastAPI(), []"),
            "Did the request before it leave something behind?",
        ),
        "other fields are refused": (
            but("strict=True)", 'strict=True, extra="forbid")'),
            "Which of your rules refuses it",
        ),
        "ids are letters and digits": (
            but("card_id: str", 'card_id: str = Field(pattern="^[A-Z0-9]+$")'),
            "Which of your rules refuses it",
        ),
        "the list of outages is believed": (
            but(
                """        try:
            return model_says(card.model_dump(), outages)
        except Exception:
            return problem(503, "model_unavailable")
""",
                """        if card.card_id in outages:
            return problem(503, "model_unavailable")
        return model_says(card.model_dump(), outages)
""",
            ),
            "model_says raised OSError at card C1, with outages []: status 500",
        ),
        "three kinds of error are expected": (
            but("except Exception", "except (RuntimeError, ValueError, KeyError)"),
            "Which errors of the model do you expect, and where?",
        ),
        "the model is asked first": (
            but(
                """    class Card(""",
                """    @app.middleware("http")
    async def early(request, go_on):
        try:
            model_says(json.loads(await request.body()), outages)
        except Exception:
            pass
        return await go_on(request)

    class Card(""",
            ),
            "Is a card looked at before the model is asked, or after?",
        ),
        "the model is copied": (
            but("model_says(card", "its_answer(card")
            + """
def its_answer(card, outages):
    if card["card_id"] in outages:
        raise RuntimeError("down")
    types = ("Fire", "Fighting", "Grass", "Water", "Psychic", "Fairy")
    sure = RARITIES.index(card["rarity"]) / 100 + card["hp"] / 1000
    return {"card_type": types[int(card["scan_hue_deg"] // 60)], "confidence": 0.5 + sure}
""",
            "answer does not ask model_says",
        ),
        "null is nothing": (
            but(
                """        if kind == "missing":""",
                """        if kind == "missing" or first["input"] is None:""",
            ).replace("*place)", "*place[:1])"),
            "Is null a field that is not there",
        ),
        "no app at all": (
            BY_HAND[: BY_HAND.index("def answer")]
            + """
def answer(requests, outages):
    found = []
    for request in requests:
        try:
            found.append({"status": 200, "body": say(read_card(request["body"]), outages)})
        except BadCardError as error:
            body = {"error": error.error, "field": error.field}
            found.append({"status": error.status, "body": body})
    return found

"""
            + BY_HAND[BY_HAND.index("def say") :],
            "no app of FastAPI's gives them",
        ),
        "only the first request": (
            but("asked(app, requests)", "asked(app, requests[:1])"),
            "returned 1 responses",
        ),
    }
}
