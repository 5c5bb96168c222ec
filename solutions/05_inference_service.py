# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "fastapi", "ml-engineering-course", "numpy", "onnxruntime", "pandas", "polars", "pydantic"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = "..", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Exercises 05: inference service")

with app.setup(hide_code=True):
    import json
    import time
    from typing import Annotated, Literal

    import marimo as mo
    import numpy as np
    import onnxruntime
    import pandas as pd
    import polars as pl
    from fastapi import FastAPI
    from fastapi.exceptions import RequestValidationError, StarletteHTTPException
    from fastapi.responses import JSONResponse
    from pydantic import BaseModel, ConfigDict, Field

    from cardshop.contract import HP_RANGE, RARITIES
    from cardshop.dataset import load_cards
    from cardshop.features import expressions, features
    from cardshop.training import (
        PRACTICE_MODEL,
        answered,
        practice_features,
        practice_inputs,
    )
    from classroom.checks.asgi import asked
    from classroom.display import check, marks, measure, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 05: inference service

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    A model that nobody can ask is worth nothing, and one that answers wrongly in silence costs more than
    one that stops. These exercises put a model behind an address, make it quick, watch it, and let you be
    on call. They use sections 2 to 9 of the lesson; the last one is its checkpoint.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 5.1 An API for bad days

    Thirty-two scan stations send cards, and some send nonsense. A service that answers nonsense
    with a guess files a card wrongly; one that answers with status 500 sends somebody looking for
    a fault that is the station's. What is lost is the difference between *your* fault and *ours*.

    A request is a POST to `/card` with a JSON body:
    `{"card_id": "A7", "hp": 60, "rarity": "Rare", "scan_hue_deg": 210.5}`.

    `model_says` below stands for the model. Look at it: it trusts what it is given, and at some
    cards, the `outages`, it raises, as a model does whose process has died.
    """)
    return


@app.function
def model_says(card: dict, outages: list[str]) -> dict:
    """The answer to a sound card, {"card_type": ..., "confidence": ...}; raises at an outage."""
    if card["card_id"] in outages:
        kind = (RuntimeError, ValueError, KeyError)[outages.index(card["card_id"]) % 3]
        raise kind("session 0x7f3a lost, /srv/models/3/model.onnx")
    types = ("Fire", "Fighting", "Grass", "Water", "Psychic", "Fairy")
    sure = RARITIES.index(card["rarity"]) / 100 + card["hp"] / 1000
    return {"card_type": types[int(card["scan_hue_deg"] // 60)], "confidence": 0.5 + sure}


@app.cell
def _():
    def trusting(requests: list[dict], outages: list[str]) -> list[dict]:
        app = FastAPI()

        @app.post("/card")
        def card(card: dict) -> dict:
            return model_says(card, outages)

        return asked(app, requests)

    _sound = {"card_id": "A7", "hp": 60, "rarity": "Rare", "scan_hue_deg": 210.5}
    _bodies = {
        "a sound card": json.dumps(_sound),
        "cut off": '{"card_id": "A7", "hp":',
        "no rarity": json.dumps({"card_id": "A7", "hp": 60, "scan_hue_deg": 210.5}),
        "hp as text": json.dumps(_sound | {"hp": "60"}),
        "hp of 9,999": json.dumps(_sound | {"hp": 9999}),
        "the model is down": json.dumps(_sound | {"card_id": "B1"}),
    }
    _requests = [{"path": "/card", "body": body} for body in _bodies.values()]
    _answers = trusting(_requests, ["B1"])
    pl.DataFrame(
        [
            {"request": name, "status": one["status"], "body": str(one["body"]), "log": one["log"]}
            for name, one in zip(_bodies, _answers, strict=True)
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    `asked(app, requests)` sends requests to an app in this process, without a server. Above: a
    card of 9,999 hit points gets a confidence of more than 1, and one typing error of a station
    looks like a fault of ours.

    **Your turn** (35 minutes). Write `answer`: build an app with FastAPI, and return what `asked`
    gives. Each of five kinds of trouble gets one status and one body that a program can read,
    `{"error": ..., "field": ...}`, and nothing else: no text of Python's, no value that was sent.

    | trouble | status | `error` | `field` |
    |---|---|---|---|
    | the body is no JSON, or empty | 400 | `malformed_json` | null |
    | a field is not there | 422 | `missing_field` | its name |
    | a value is of another kind, or null | 422 | `wrong_type` | its name; null where the body is no object |
    | a value lies outside its range or list | 422 | `not_allowed` | its name |
    | the model raises, whatever it raises | 503 | `model_unavailable` | null |

    You may change what stands in `answer`; `model_says` stays as it is. Out of scope: keys, rate
    limits, several cards at once. The badge, `course check 5.1 --full`, sends bytes that are no
    text, nesting without end and other addresses: no 5xx, and always an object with these two keys.
    """)
    return


@app.function
def answer(requests: list[dict], outages: list[str]) -> list[dict]:
    """Return what `asked(app, requests)` gives for an app of yours with POST /card.

    Fields: card_id, text. hp, a whole number in HP_RANGE, ends included ("60", 60.5 and true are of
    another kind). rarity, one of RARITIES (another kind of value may be wrong_type or
    not_allowed). scan_hue_deg, a number, whole or not, from 0 to below 360; NaN and Infinity, which
    Python's json reads, are not_allowed, or malformed_json if your parser refuses them. Other
    fields are ignored. Where several fields are wrong, the first in this order is answered. A
    sound card gets 200 and what `model_says` returns; others never reach the model.
    """
    ### BEGIN SOLUTION
    app = FastAPI()

    class Card(BaseModel):
        model_config = ConfigDict(strict=True)

        card_id: str
        hp: Annotated[int, Field(ge=HP_RANGE[0], le=HP_RANGE[1])]
        rarity: Literal[RARITIES]
        scan_hue_deg: Annotated[float, Field(ge=0, lt=360, allow_inf_nan=False)]

    def problem(status: int, error: str, field: str | None = None) -> JSONResponse:
        return JSONResponse({"error": error, "field": field}, status)

    @app.post("/card")
    def card(card: Card):
        try:
            return model_says(card.model_dump(), outages)
        except Exception:  # noqa: BLE001  whatever the model raises
            return problem(503, "model_unavailable")

    @app.exception_handler(RequestValidationError)
    def refused(_request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        kind, place = first["type"], first["loc"][1:]
        if kind == "json_invalid" or (kind == "missing" and not place):
            return problem(400, "malformed_json")
        outside = ("greater_than_equal", "less_than_equal", "less_than", "finite_number")
        names = {"missing": "missing_field", "literal_error": "not_allowed"}
        names |= dict.fromkeys(outside, "not_allowed")
        return problem(422, names.get(kind, "wrong_type"), *place)

    @app.exception_handler(StarletteHTTPException)
    def elsewhere(_request, error: StarletteHTTPException) -> JSONResponse:
        unread = error.status_code == 400
        return problem(error.status_code, "malformed_json" if unread else "no_such_address")

    return asked(app, requests)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_5_1 = check("5.1", answer)
    verdict_5_1
    return (verdict_5_1,)


@app.cell
def _(verdict_5_1):
    mo.stop(not verdict_5_1.passed, mo.md("*Unlocks when the check passes.*"))
    # A station that sends every tenth card with its last byte missing.
    _cards = load_cards().select("card_id", "hp", "rarity", "scan_hue_deg").head(100).to_dicts()
    _bodies = [json.dumps(one) for one in _cards]
    _bodies = [one[:-1] if at % 10 == 0 else one for at, one in enumerate(_bodies)]
    _answers = answer([{"path": "/card", "body": one} for one in _bodies], ["PK00000011"])
    pl.DataFrame(
        {"status": one["status"], "error": one["body"].get("error")} for one in _answers
    ).group_by("status", "error").len("cards").sort("status")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 5.2 From half a second to less than a tenth

    The gate closes 100 ms after the photo. A station sends a tray of cards in one request, and
    the handler below is late for every tray: each card goes to the desk, at $0.15. Each of its
    steps is in some tutorial, and its answers are right.

    The model is in a file in ONNX's format, and its one input `numbers` has a row a card and a
    column for each of `practice_features()`. Its outputs are a type for each row, and the share of
    each type.
    """)
    return


@app.function
def slow_answers(requests: list[list[dict]], model_path: str) -> list[list[dict]]:
    """For each request, a tray of cards, its answers: card_type and confidence a card."""
    answers = []
    for cards in requests:
        session = onnxruntime.InferenceSession(model_path)
        answer = []
        for card in cards:
            kinds = dict.fromkeys(practice_inputs(), "float") | {"egg_groups": "str"}
            row = pd.DataFrame([card]).astype(kinds)
            numbers = [features(row, [one]).iloc[0, 0] for one in practice_features()]
            fed = np.array([numbers], dtype=np.float32)
            types, shares = session.run(None, {"numbers": fed})
            answer.append({"card_type": str(types[0]), "confidence": float(shares.max())})
        answers.append(answer)
    return answers


@app.cell
def _():
    tray = load_cards().select(practice_inputs()).head(8).to_dicts()
    _began = time.perf_counter()
    slow_answers([tray], str(PRACTICE_MODEL))
    _took_ms = 1000 * (time.perf_counter() - _began)
    mo.md(f"One tray of {len(tray)} cards took the slow handler **{_took_ms:,.0f} ms** here.")
    return (tray,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Predict.** Which of its steps takes most of the time: loading the model, the data frames, the
    features, or the model itself? Write your guess down, then time each step.

    **Your turn** (25 minutes). Write `fast_answers` with equal answers. The check counts, and
    times nothing: the model is loaded once, a request asks it once, and one more card in a
    request costs nearly no more calls into libraries. Then measure: 5 times less computing than
    `slow_answers` is the bar, and you will be far beyond it.

    `expressions(pl, practice_features())` gives the features as expressions of polars. Out of
    scope: threads, and joining the cards of several requests (you may).
    """)
    return


@app.function
def fast_answers(requests: list[list[dict]], model_path: str) -> list[list[dict]]:
    """Return what `slow_answers` returns: confidence within 0.0001, the same types, in order.

    A request is a list of cards, perhaps of none; a card has the keys of `practice_inputs()` in any
    order, and may have others. A number may be whole in one card and not in the next. Any value
    may be None, in all cards of a request, too: a feature without a value is NaN to the model.
    Each call may name another model_path.
    """
    ### BEGIN SOLUTION
    session = onnxruntime.InferenceSession(model_path)
    made = expressions(pl, practice_features())
    kinds = dict.fromkeys(practice_inputs(), pl.Float64) | {"egg_groups": pl.String}
    answers = []
    for cards in requests:
        if not cards:
            answers.append([])
            continue
        frame = pl.DataFrame({key: [one[key] for one in cards] for key in kinds}, schema=kinds)
        numbers = frame.select(made).to_numpy()
        types, shares = session.run(None, {"numbers": numbers})
        told = zip(types, shares.max(axis=1).tolist(), strict=True)
        answers.append([{"card_type": kind, "confidence": share} for kind, share in told])
    return answers
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_5_2 = check("5.2", fast_answers)
    verdict_5_2
    return (verdict_5_2,)


@app.cell
def _(tray, verdict_5_2):
    mo.stop(not verdict_5_2.passed, mo.md("*Unlocks when the check passes.*"))
    _waits = []
    for _ in range(50):
        _began = time.perf_counter()
        fast_answers([tray], str(PRACTICE_MODEL))
        _waits.append(1000 * (time.perf_counter() - _began))
    mo.md(rf"""
    Fifty calls with one tray, the model loaded anew in each of them: median
    **{np.median(_waits):.1f} ms**, 95 % within {np.quantile(_waits, 0.95):.1f} ms. A service loads
    it when it starts, and pays only for the rest.
    """)
    return


@app.cell(hide_code=True)
def _(verdict_5_2):
    mo.stop(not verdict_5_2.passed)
    measure_5_2 = mo.ui.run_button(label="Measure beside the slow handler")
    measure_5_2
    return (measure_5_2,)


@app.cell(hide_code=True)
def _(measure_5_2):
    mo.stop(not measure_5_2.value)
    measure("5.2", fast_answers)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 5.3 An alarm that cries for harm

    Labels come a day late, and complaints nine. What the service can look at today is what it was
    sent and what it answered. An alarm that comes every other morning is switched off within a
    week; one that sleeps while scanners send percent instead of shares costs a misfile a card.

    A day is 80 lots of 25 cards, and the reference is 160 lots of quiet days. Cards of a lot come from one
    seller and one scan station: they are alike, and a day has 80 draws of those, not 2,000.

    `answered(cards)` is what the journal keeps: a few columns of each card, and the model's
    `card_type` and `confidence`. Truth is not in it.
    """)
    return


@app.cell
def _():
    catalogue = load_cards()
    lot_numbers = catalogue["lot_id"].unique(maintain_order=True)

    def a_day(seed: int, changes: list[pl.Expr]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The reference and one day, of other lots, whose cards came with these changes."""
        drawn = lot_numbers.sample(240, shuffle=True, seed=seed)
        quiet, today = (
            catalogue.filter(pl.col("lot_id").is_in(lots.implode()))
            for lots in (drawn[:160], drawn[160:])
        )
        return answered(quiet), answered(today.with_columns(changes))

    def accuracy(changes: list[pl.Expr]) -> float:
        """The share of all cards that the model types rightly, once they are changed so."""
        said = answered(catalogue.with_columns(changes))["card_type"]
        return (said == catalogue["card_type"]).mean()

    return a_day, accuracy


@app.cell
def _(accuracy):
    saturation, hue = pl.col("scan_saturation"), pl.col("scan_hue_deg")
    practice_changes = {
        "nothing": [],
        "saturation in percent": [saturation * 100],
        "hue turned by 50 degrees": [(hue + 50) % 360],
        "a lamp at 60 %": [saturation * 0.6],
        "a newer set, 20 hit points more": [pl.col("hp") + 20],
        "a lamp at 95 %": [saturation * 0.95],
    }
    pl.DataFrame(
        {"change": name, "accuracy": accuracy(changes), "cost": accuracy([]) - accuracy(changes)}
        for name, changes in practice_changes.items()
    )
    return (practice_changes,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Predict.** Which of these days should call somebody? And which columns would tell them from
    the others: those that were sent, or those that the model answered?

    **Your turn** (30 minutes). Write `alarm`, with means, shares and standard deviations only. The
    check draws 300 days of its own, by these and other changes:

    - 200 quiet days, with an alarm on at most 20
    - 50 days on which the model loses 2 points of accuracy or more: on at least 45
    - 50 days that were changed and cost less than half a point: on at most 10

    A threshold is your decision; `a_day` and the changes above are there to try it. Out of scope:
    saying which change it was.
    """)
    return


@app.function
def alarm(reference: pl.DataFrame, current: pl.DataFrame) -> bool:
    """Return whether somebody should look at the current day.

    Both have the columns of `answered`: card_id, lot_id, language, rarity, hp, attack_damage,
    scan_hue_deg, scan_saturation, scan_brightness, card_type (as answered) and confidence, without
    nulls. reference: 160 lots of 25 cards; current: 80. Rows and lots come in any order, a lot's
    number says nothing, and a card_type may be missing from either. The answer depends on
    nothing but the two tables.
    """
    ### BEGIN SOLUTION
    types = reference["card_type"].unique()
    shares = [(pl.col("card_type") == kind).mean().alias(kind) for kind in types]

    def by_lot(day: pl.DataFrame) -> pl.DataFrame:
        return day.group_by("lot_id").agg(pl.mean("confidence"), *shares).drop("lot_id")

    quiet, today = by_lot(reference), by_lot(current)
    for name in quiet.columns:
        error = (quiet[name].var() / quiet.height + today[name].var() / today.height) ** 0.5
        if abs(today[name].mean() - quiet[name].mean()) > 3.2 * error:
            return True
    return False
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_5_3 = check("5.3", alarm)
    verdict_5_3
    return (verdict_5_3,)


@app.cell
def _(a_day, practice_changes, verdict_5_3):
    mo.stop(not verdict_5_3.passed, mo.md("*Unlocks when the check passes.*"))
    # Ten days of each, drawn with other seeds than the check's.
    pl.DataFrame(
        {
            "change": name,
            "alarms on ten days": sum(alarm(*a_day(seed, changes)) for seed in range(10)),
        }
        for name, changes in practice_changes.items()
    )
    return


@app.cell(hide_code=True)
def _():
    quiz_set = mo.ui.number(start=1, stop=99, value=1, label="Set of questions")
    mo.vstack(
        [
            mo.md(r"""
    ## Quiz

    Questions on this module (10 minutes). What each option teaches appears when you answer;
    another number draws other questions.
    """),
            quiz_set,
        ]
    )
    return (quiz_set,)


@app.cell(hide_code=True)
def _(quiz_set):
    quiz_answers = quiz("05", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("05", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
