# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "fastapi", "ml-engineering-course", "onnxruntime", "polars", "pydantic"]
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
app = marimo.App(app_title="Kata: a model behind an API")

with app.setup(hide_code=True):
    import json
    from typing import Annotated

    import marimo as mo
    import onnxruntime
    import polars as pl
    from fastapi import FastAPI
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import JSONResponse
    from pydantic import ConfigDict, Field, create_model

    from cardshop.dataset import load_cards
    from cardshop.features import features
    from cardshop.training import PRACTICE_MODEL, practice_features, practice_inputs
    from classroom.checks.asgi import asked
    from classroom.display import check


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Kata: a model behind an API

    Thirty minutes, one function, no notes; documentation may lie open.
    `uv run course kata api` starts the clock, and the check below says when you are done.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## What the clock asks

    A file with a model, and an address that answers: the least that a colleague can build upon.
    The model is in ONNX's format. Its input `numbers` is an array of 32-bit floats with a row a
    card and a column for each of `practice_features()`; it gives the types, and the shares of all
    types. `features(cards, practice_features())` makes the columns from those of
    `practice_inputs()`.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    - **What is lost**: a service that says it is well and has no model is sent every card.
    - **What you may change**: the body of the function, and cells of your own beside it.
    - **Out of scope**: keys, limits in bytes, a journal, ranges of the values.

    **Predict before you start.** What does your app answer while its model cannot be loaded, and
    who finds out first?
    """)
    return


@app.function
def api(requests: list[dict], model_path: str) -> list[dict]:
    """Return what `asked(app, requests)` gives for an app of yours with two routes.

    POST /cards with {"cards": [...]}, 1 to 100 cards: 200 and {"answers": [{"card_type": ...,
    "confidence": ...}]}, one a card, in order; confidence is the largest share, within 0.0001. A
    card has all of `practice_inputs()`: egg_groups is text, the others are finite numbers, whole or
    not, and neither text nor true or false; other keys are ignored. A body of any other form: 400
    or 422. GET /health: 200 and {"status": "ready"}. Where model_path leads to no file, or to no
    model, both routes answer 503 (to a sound body), and the app starts all the same. Every body of
    400 and above is an object with the key "error", a text, and nothing else.
    """
    ### BEGIN SOLUTION
    try:
        session = onnxruntime.InferenceSession(model_path)
    except Exception:  # noqa: BLE001  ONNX Runtime has a dozen kinds of its own
        session = None
    number = Annotated[float, Field(allow_inf_nan=False)]
    kinds = {name: str if name == "egg_groups" else number for name in practice_inputs()}
    strict = ConfigDict(strict=True)
    Card = create_model(
        "Card", __config__=strict, **{key: (kind, ...) for key, kind in kinds.items()}
    )
    Tray = create_model(
        "Tray", cards=(Annotated[list[Card], Field(min_length=1, max_length=100)], ...)
    )
    app = FastAPI()

    def problem(status: int, text: str) -> JSONResponse:
        return JSONResponse({"error": text}, status)

    @app.exception_handler(RequestValidationError)
    def refused(_request, _error) -> JSONResponse:
        return problem(422, "The body is no list of 1 to 100 sound cards.")

    @app.get("/health")
    def health():
        return {"status": "ready"} if session else problem(503, "There is no model.")

    @app.post("/cards")
    def answers(tray: Tray):
        if session is None:
            return problem(503, "There is no model.")
        frame = pl.DataFrame([one.model_dump() for one in tray.cards])
        numbers = features(frame, practice_features()).to_numpy()
        types, shares = session.run(None, {"numbers": numbers})
        told = zip(types, shares.max(axis=1).tolist(), strict=True)
        return {"answers": [{"card_type": kind, "confidence": share} for kind, share in told]}

    return asked(app, requests)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict = check("api", api)
    verdict
    return (verdict,)


@app.cell
def _(verdict):
    mo.stop(not verdict.passed, mo.md("*Unlocks when the check passes: a tray of real cards.*"))
    _cards = load_cards().select(practice_inputs()).head(5).to_dicts()
    _health = {"method": "GET", "path": "/health"}
    _tray = {"path": "/cards", "body": json.dumps({"cards": _cards})}
    _ready, _answered = api([_health, _tray], str(PRACTICE_MODEL))
    mo.vstack(
        [mo.md(f"`GET /health`: {_ready['body']}"), pl.DataFrame(_answered["body"]["answers"])]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Transfer.** Take a model of your own work, and the clock again. Which line of this function would
    stay as it is?
    """)
    return


if __name__ == "__main__":
    app.run()
