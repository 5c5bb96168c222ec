# /// script
# requires-python = ">=3.11"
# dependencies = ["fastapi", "marimo>=0.25.2", "ml-engineering-course", "numpy", "polars", "pydantic"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = ".", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="05 Inference service")

with app.setup(hide_code=True):
    import http.client
    import json
    import pickle
    import tempfile
    import time
    from dataclasses import replace
    from datetime import date
    from pathlib import Path

    import marimo as mo
    import numpy as np
    import polars as pl
    from fastapi import FastAPI
    from pydantic import create_model

    from cardshop.artifact import ArtifactError, build, load, save
    from cardshop.artifact.converting import converted
    from cardshop.artifact.running import Model, numbers_and_words
    from cardshop.dataset import load_cards
    from cardshop.evaluation import DESK_USD, MISFILE_USD
    from cardshop.features import FEATURES, features
    from cardshop.journal import Journal, read
    from cardshop.service import Settings, create_app
    from cardshop.service.gate import Gate
    from cardshop.service.local import running
    from cardshop.service.requests import columns
    from cardshop.service.stations import loaded
    from cardshop.training import Settings as Recipe
    from cardshop.training import pipeline
    from cardshop.training.fitting import fit_pipeline
    from cardshop.training.preparing import columns_prepared
    from classroom.charts import bars, curves
    from classroom.display import (
        after,
        code,
        diagram,
        exercises,
        figure,
        ledger,
        predict,
        show_source,
        socratic,
    )

    GATE_MS, STATIONS = 100, 32


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    # 05 Inference service

    **One rule: a prediction is an answer on time to a question that was understood. Everything else
    gets a refusal that a machine can read, or the desk.**

    Core part 50 minutes, exercises about two hours. Each section asks you to predict, then runs, then
    explains with the numbers that the cells above it computed, on your machine.

    {STATIONS} stations wait at the gate. It closes {GATE_MS} ms after the photo; a late card goes to the *desk*
    for ${DESK_USD:.2f}. A misfile costs ${MISFILE_USD:.2f}. (The course's assumptions.)
    """)
    return


@app.cell(hide_code=True)
def _(artifact, few):
    mo.vstack(
        [
            mo.md(
                r"""
    ## Learning objectives

    1. **Bridge research and production.** Serialise a model that cannot run a stranger's code, version it
       with its metadata, answer over HTTP.
    2. **Predict for real.** Validate, refuse well, answer {STATIONS} stations in time.
    3. **Watch it.** Keep what was predicted, compare it with what was expected, plan the next training.

    ## The ledger so far
    """.replace("{STATIONS}", str(STATIONS))
            ),
            ledger(
                ("Every card to the desk", -DESK_USD),
                (
                    "This lesson's artefact, on held-out lines",
                    -artifact.metadata.metrics["cost"].estimate,
                ),
            ),
            mo.md(f"Boosted trees, {few.height:,} cards, errors priced one by one (lesson 04)."),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_pickle = predict(
        "05.pickle",
        "A colleague sends model.pkl. You load it, only to look at its type. What can happen?",
        ["nothing, a file is data", "it may fail to load", "any code of the sender's runs"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 1. A model file may be a program

    The notebook has a fitted pipeline in memory. To serve it, it has to become a file. Python's own way is
    **pickle** (joblib is the same inside). Below, the "model" was made by hand.
    """),
            guess_pickle,
        ]
    )
    return (guess_pickle,)


@app.cell
def _():
    with tempfile.TemporaryDirectory() as _folder:
        note = Path(_folder) / "note.txt"

        class Model95Percent:
            def __reduce__(self):
                # What pickle calls on loading. A stranger would not choose a note.
                return Path.write_text, (note, "I ran while you loaded a model.")

        sent = pickle.dumps(Model95Percent())
        before = note.exists()
        pickle.loads(sent)  # noqa: S301
        ran = note.read_text() if note.exists() else "nothing ran"
    (before, ran)
    return ran, sent


@app.cell(hide_code=True)
def _(guess_pickle, ran, sent):
    after(
        guess_pickle,
        mo.md(f"""
    A note appeared on your disk: *"{ran}"* Loading ran a function that the file named, before you could look
    at anything. (It was deleted again.) The {len(sent)} bytes could have named any other.

    So a pickle is as trustworthy as its sender and every place it lay. It is also tied to the versions of the libraries that wrote it. For a service we want a file that holds *numbers and a graph*.
    """),
        right="any code of the sender's runs",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_damage = predict(
        "05.damage",
        "One byte of the model file flips on a disk. The service, at its start, …",
        ["serves, slightly wrong", "refuses", "trains anew"],
    )
    damage = mo.ui.dropdown(
        {
            "nothing": "nothing",
            "one byte of the model": "byte",
            "a file is missing": "missing",
            "the feature code changed since": "code",
        },
        value="one byte of the model",
        label="What happened to the artefact",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 2. An artefact: the model and all that it needs

    The whole pipeline, imputer to trees, becomes an **ONNX** graph. Beside it lies what it was made
    from: columns with units, the order of features, temperature, threshold, settings, metrics, and hashes of
    training data and feature code. Then a checksum of every file.
    """),
            guess_damage,
            damage,
        ]
    )
    return damage, guess_damage


@app.cell
def _():
    few = load_cards().gather_every(5)
    recipe = Recipe(model="xgboost", options={"n_estimators": 20, "learning_rate": 0.3}, splits=3)
    built = build(few, recipe, version="1.0.0", made_on=date(2026, 11, 21))
    with tempfile.TemporaryDirectory() as _root:
        _folder = save(built, _root)
        artifact = load(_folder)
        contents = {one.name: one.read_bytes() for one in sorted(_folder.iterdir())}
    pl.DataFrame({"file": list(contents), "bytes": [len(one) for one in contents.values()]})
    return artifact, built, contents, few, recipe


@app.cell
def _(contents):
    kept = json.loads(contents["metadata.json"])
    shown_keys = ("version", "model", "temperature", "threshold", "parity", "hashes", "libraries")
    {name: kept[name] for name in shown_keys}
    return


@app.cell
def _(DAMAGES, contents, damage):
    def refusal(what):
        """What `load` says to a copy of the artefact with this done to it."""
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place) / "1.0.0"
            copy.mkdir()
            for name, content in contents.items():
                (copy / name).write_bytes(content)
            DAMAGES[what](copy)
            try:
                return f"version {load(copy).version} is loaded"
            except ArtifactError as error:
                return str(error).replace(place, "")

    said = refusal(damage.value)
    return (said,)


@app.cell
def _(checksums):
    def flip_a_byte(copy):
        content = bytearray((copy / "model.onnx").read_bytes())
        content[len(content) // 2] ^= 1
        (copy / "model.onnx").write_bytes(content)

    def other_code(copy):
        # As if it had been saved by other code: the hash in it, and checksums that fit.
        told = json.loads((copy / "metadata.json").read_text()) | {"feature_code": "0" * 64}
        (copy / "metadata.json").write_text(json.dumps(told))
        checksums(copy)

    DAMAGES = {
        "nothing": lambda _: None,
        "byte": flip_a_byte,
        "missing": lambda copy: (copy / "model.onnx").unlink(),
        "code": other_code,
    }
    return (DAMAGES,)


@app.cell
def _():
    import hashlib

    def checksums(copy):
        """Write SHA256SUMS anew for all files of a folder."""
        named = sorted(one for one in copy.iterdir() if one.name != "SHA256SUMS")
        lines = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in named]
        (copy / "SHA256SUMS").write_text("".join(lines))

    return (checksums,)


@app.cell(hide_code=True)
def _(guess_damage, said):
    after(
        guess_damage,
        mo.vstack(
            [
                code(said, "text"),
                mo.md("""
    One line: what is wrong, and what to do. Most flips make the file unreadable; some load and shift
    probabilities in silence. A checksum finds all, but no forger, who would write new ones: sign them, or keep them
    elsewhere.

    **Change one thing.** Take the last one. Nothing is broken there. Why refuse? Section 4 answers.
    """),
            ]
        ),
        right="refuses",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_scaler = predict(
        "05.scaler",
        "A harmless StandardScaler in front of boosted trees, then ONNX. On how many training cards does "
        "the type change?",
        ["none", "one to ten", "more than ten"],
    )
    in_front = mo.ui.dropdown(
        {
            "boosted trees, scaler in front": ("xgboost", "linear"),
            "boosted trees, no scaler": ("xgboost", "trees"),
            "logistic regression, scaler in front": ("logistic", "linear"),
        },
        value="boosted trees, scaler in front",
        label="Pipeline to convert",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 3. Parity: is it still the same model?

    "Converted without error" is no proof. Our graph computes in 32 bits, scikit-learn mostly in 64. So before anything is kept, both answer every training card, and are compared.
    """),
            guess_scaler,
            in_front,
        ]
    )
    return guess_scaler, in_front


@app.cell
def _(few, recipe):
    names = recipe.features
    table, truth = features(few, names), few["card_type"].to_numpy()
    text = [name for name in names if FEATURES[name].dtype == pl.String]
    numeric = [name for name in names if name not in text]

    def both(model, family):
        """(probabilities of scikit-learn, of ONNX) for every training card."""
        made = pipeline(replace(recipe, model=model, options=OPTIONS[model]))
        made.steps[0] = ("prepare", columns_prepared(family, numeric, text))
        fitted = fit_pipeline(made, table, truth).pipeline
        parts = [table.select(some) for some in numbers_and_words(names)]
        return fitted.predict_proba(table), Model(converted(fitted, names)).probabilities(*parts)

    OPTIONS = {"xgboost": dict(recipe.options), "logistic": {}}
    return both, names


@app.cell
def _(both, few, guess_scaler, in_front):
    theirs, ours = both(*in_front.value)
    apart = np.abs(theirs - ours).max(axis=1)
    turned = int((theirs.argmax(axis=1) != ours.argmax(axis=1)).sum())
    after(
        guess_scaler,
        {
            "largest difference": float(apart.max()),
            "types that change": turned,
            "cards": few.height,
        },
    )
    return apart, turned


@app.cell(hide_code=True)
def _(apart, few, guess_scaler, in_front, turned):
    after(
        guess_scaler,
        mo.md(f"""
    *{in_front.selected_key}*: {turned} of {few.height:,} types change, the largest difference is {apart.max():.2g}.

    A tree asks "is x below the cut?". A value that is *scaled* in 32 bits may fall on the other side of it, and
    the rest of the way is another branch. (Unscaled, XGBoost rounds its input to 32 bits, too.) A line bends with
    rounding; a step jumps. Trees need no scaler, so ours have none; `save` refuses a difference above 0.00001.

    **Change one thing.** Take the other two pipelines.
    """),
        right=None
        if in_front.value != ("xgboost", "linear")
        else "none"
        if turned == 0
        else "one to ten"
        if turned <= 10
        else "more than ten",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_skew = predict(
        "05.skew",
        "The service computes the hue in radians, training used degrees. Nothing crashes. Accuracy falls by …",
        ["less than 2 points", "2 to 10 points", "more than 10 points"],
    )
    skew = mo.ui.dropdown(
        ["hue in radians", "attack in lower case", "egg groups missing", "hp of the wrong era"],
        value="hue in radians",
        label="What the service does otherwise",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 4. Skew: the same card, other numbers

    Features are computed twice: in training from tables, at the gate from one card. Written twice, they
    drift apart: **training-serving skew**. Here it is, with nothing else changed.
    """),
            guess_skew,
            skew,
        ]
    )
    return guess_skew, skew


@app.cell
def _():
    # Prints that training did not see; their lines it knows, so only the fall is of interest.
    fresh = load_cards().gather_every(5, offset=1)
    skews = {
        "hue in radians": pl.col("scan_hue_deg").radians(),
        "attack in lower case": pl.col("attack_name").str.to_lowercase(),
        "egg groups missing": pl.lit(None, pl.String).alias("egg_groups"),
        "hp of the wrong era": (pl.col("hp") + 40).alias("hp"),
    }
    return fresh, skews


@app.cell
def _(artifact, fresh, skews):
    def judged(cards):
        """Accuracy and mean confidence of the artefact on these cards."""
        answers = artifact.decide(cards)
        right = answers["card_type"] == fresh["card_type"]
        return right.mean(), answers["confidence"].mean()

    healthy = judged(fresh)
    rows = [(name, *judged(fresh.with_columns(one))) for name, one in skews.items()]
    falls = pl.DataFrame(
        [("as in training", *healthy), *rows],
        schema=["service", "accuracy", "confidence"],
        orient="row",
    )
    return falls, healthy


@app.cell
def _(falls, guess_skew):
    after(
        guess_skew,
        falls.with_columns(pl.selectors.float().round(3)),
    )
    return


@app.cell(hide_code=True)
def _(falls, guess_skew, healthy, skew):
    _row = falls.row(by_predicate=pl.col("service") == skew.value, named=True)
    _lost = 100 * (healthy[0] - _row["accuracy"])
    after(
        guess_skew,
        mo.md(f"""
    *{skew.value}*: {abs(_lost):.1f} points {"lost" if _lost > 0 else "gained by luck"}, while the mean confidence went from {healthy[1]:.3f} to {_row["confidence"]:.3f}. No error,
    no log line, every status 200.

    The cure is not care but *one* definition, `cardshop.features`, for training and for the gate. The
    artefact keeps that code's hash and refuses other code: a rollback must bring both back. That reduces skew; it does not end it: a field left empty,
    or one that an upstream system stopped refreshing, passes every hash.

    **Change one thing.** Take the others. Which one would the mean confidence have told you?
    """),
        right=None
        if skew.value != "hue in radians"
        else "less than 2 points"
        if _lost < 2
        else "2 to 10 points"
        if _lost <= 10
        else "more than 10 points",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_bad = predict(
        "05.bad",
        "Twelve requests that no contract allows, to a service written in ten lines. How many does it answer "
        "with a type?",
        ["0 to 3", "4 to 6", "7 or more"],
    )
    case = mo.ui.dropdown(
        [
            "hp is NaN",
            "saturation 147",
            "rarity unknown",
            "hp as text",
            "hp twice",
            "surplus field",
            "hp missing",
            "hp is 1e999",
            "a list",
            "no JSON",
            "sent as text/plain",
            "a broken character",
        ],
        value="hp is NaN",
        label="Request to look at",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 5. Validation: a question that was understood

    Whose fault is malformed input? The sender's; but the one who answers it with a confident type is
    you. Two services, one model: the first written as in most tutorials, the second from the contract of
    lesson 01.
    """),
            guess_bad,
            case,
        ]
    )
    return case, guess_bad


@app.cell
def _(artifact, few):
    raw = columns(artifact.features)
    kinds = {
        name: (str | float | None, ...) for name in raw if few[name].dtype in (pl.String, pl.Date)
    }
    kinds |= {name: (float, ...) for name in raw if name not in kinds}
    naive = FastAPI()

    @naive.post("/v1/predict")
    def predict_card(card: create_model("Card", **kinds)):
        asked = pl.DataFrame([card.model_dump()]).with_columns(pl.col("release_date").str.to_date())
        answer = artifact.decide(asked).row(0, named=True)
        return {"card_type": answer["card_type"], "confidence": answer["confidence"]}

    return kinds, naive, raw


@app.cell
def _(few, raw):
    card = json.loads(json.dumps(few.select(raw).row(7, named=True), default=str))
    good = json.dumps(card)

    def changed(**fields):
        return json.dumps(card | fields)

    return card, changed, good


@app.cell
def _(card, changed, good):
    wrong = {
        "hp is NaN": changed(hp=float("nan")),
        "saturation 147": changed(scan_saturation=147),
        "rarity unknown": changed(rarity="Shiny"),
        "hp as text": changed(hp="120"),
        "hp twice": good[:-1] + ', "hp": 30}',
        "surplus field": changed(price_usd=3),
        "hp missing": json.dumps({name: value for name, value in card.items() if name != "hp"}),
        "hp is 1e999": good.replace(f'"hp": {card["hp"]}', '"hp": 1e999'),
        "a list": json.dumps([card]),
        "no JSON": good[:-2],
        "sent as text/plain": good,
        "a broken character": changed(attack_name="\ud800"),
    }
    return (wrong,)


@app.cell
def _():
    def asked_of(address, body, *, media="application/json", path="/v1/predict"):
        """(status, text) of one request; without a body it is a GET."""
        place = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
        place.request("POST" if body else "GET", path, body.encode(), {"Content-Type": media})
        answer = place.getresponse()
        said = answer.status, answer.read().decode()
        place.close()
        return said

    def media_of(name):
        return name.removeprefix("sent as ") if name.startswith("sent as") else "application/json"

    return asked_of, media_of


@app.cell
def _(artifact, asked_of, good, media_of, naive, wrong):
    open_gate = Settings(open=True, log=False)
    with tempfile.TemporaryDirectory() as _folder:
        strict = create_app(artifact, Journal(Path(_folder) / "journal.db"), open_gate)
        with running(naive) as _one, running(strict) as _other:
            replies = {
                name: [asked_of(place, body, media=media_of(name)) for place in (_one, _other)]
                for name, body in ({"a good card": good} | wrong).items()
            }
    answered = sum(replies[name][0][0] == 200 for name in wrong)
    crashed = sum(replies[name][0][0] >= 500 for name in wrong)
    return answered, crashed, open_gate, replies


@app.cell
def _(guess_bad, replies):
    after(
        guess_bad,
        pl.DataFrame(
            [(name, *(status for status, _ in pair)) for name, pair in replies.items()],
            schema=["request", "ten lines", "the contract"],
            orient="row",
        ),
    )
    return


@app.cell(hide_code=True)
def _(answered, case, crashed, guess_bad, replies, wrong):
    _naive, _strict = replies[case.value]
    after(
        guess_bad,
        mo.vstack(
            [
                code(
                    f"ten lines:    {_naive[0]}  {_naive[1][:300]}\n\nthe contract: {_strict[0]}  {_strict[1]}",
                    "text",
                ),
                mo.md(f"""
    Of {len(wrong)} wrong requests the ten lines answer **{answered}** with a type and crash on {crashed} (status 500). Nobody hears of the former.

    The second service refuses all of them, each with its status and a body in one shape (RFC 9457): what is
    wrong, where, what is allowed. It never repeats the card. Its rules are built from the contract's own
    table, so they cannot fall behind it.

    **Change one thing.** Read the other eleven pairs. Which would have cost most?
    """),
            ]
        ),
        right="0 to 3" if answered <= 3 else "4 to 6" if answered <= 6 else "7 or more",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | status | whose move | example |
    |:---|:---|:---|
    | 400, 415, 422 | the sender: mend the request, never repeat it as it is | a unit, a name, a media type |
    | 401, 429 | the sender: a key, or patience (`Retry-After`) | a key that was rotated |
    | 413, 408 | the sender: smaller, or faster | a batch of a million |
    | 503 | nobody: try again later, meanwhile the desk | too many cards wait |
    | 500 | you | a fault in the service |
    | 200, `"reason": "late"` | you, if often | the gate closed: the desk has the card |
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_slow = predict(
        "05.slow",
        "Loading the model for each request against keeping it in memory: how many times the time?",
        ["about the same", "2 to 10 times", "more than 10 times"],
    )
    together = mo.ui.slider(
        start=1,
        stop=64,
        value=32,
        show_value=True,
        label="Cards computed together",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 6. Latency: where do the milliseconds go?

    Three ways to answer one card, with the same type. **Load**: unpickle the pipeline, then ask it, as in a
    script. **Keep**: the pipeline stays in memory. **ONNX**: the artefact. An average hides the wait that hurts, so we look
    at percentiles: one card in ten waits longer than p90. (p99 takes thousands of calls.)
    """),
            guess_slow,
            together,
        ]
    )
    return guess_slow, together


@app.cell
def _(built, few, names, raw):
    pickled = pickle.dumps(built.pipeline)
    one_card = few.select(raw).slice(7, 1)

    def by_loading(cards):
        return pickle.loads(pickled).predict_proba(features(cards, names))  # noqa: S301

    def by_keeping(cards):
        return built.pipeline.predict_proba(features(cards, names))

    def times_ms(answer, cards, repeats):
        """The milliseconds of each of so many calls."""
        took = []
        for _ in range(repeats):
            begun = time.perf_counter()
            answer(cards)
            took.append(1000 * (time.perf_counter() - begun))
        return np.array(took)

    return by_keeping, by_loading, one_card, pickled, times_ms


@app.cell
def _(artifact, by_keeping, by_loading, guess_slow, one_card, times_ms):
    ways = {"load": by_loading, "keep": by_keeping, "ONNX": artifact.probabilities}
    took_ms = {name: times_ms(way, one_card, 40) for name, way in ways.items()}
    percentiles = pl.DataFrame(
        [(name, *np.percentile(took, (50, 75, 90))) for name, took in took_ms.items()],
        schema=["way", "p50 ms", "p75 ms", "p90 ms"],
        orient="row",
    )
    after(
        guess_slow,
        percentiles.with_columns(pl.selectors.float().round(2)),
    )
    return (percentiles,)


@app.cell
def _(artifact, few, times_ms):
    sizes = [1, 2, 4, 8, 16, 32, 64]
    per_size = {
        size: np.median(times_ms(artifact.probabilities, few.head(size), 15)) for size in sizes
    }
    per_card = pl.DataFrame(
        {
            "cards together": sizes,
            "ms a card": [per_size[size] / size for size in sizes],
            "what": ["the artefact"] * len(sizes),
        }
    )
    return (per_card,)


@app.cell
def _(artifact, few, names, one_card, times_ms, together):
    parts_of_one = [features(one_card, names).select(some) for some in numbers_and_words(names)]
    only_model = np.median(
        times_ms(lambda parts: artifact.model.probabilities(*parts), parts_of_one, 40)
    )
    now_ms = np.median(times_ms(artifact.probabilities, few.head(together.value), 15))
    return now_ms, only_model


@app.cell(hide_code=True)
def _(
    guess_slow,
    now_ms,
    only_model,
    per_card,
    percentiles,
    pickled,
    together,
):
    _load, _keep, _onnx = percentiles["p50 ms"]
    after(
        guess_slow,
        mo.vstack(
            [
                figure(
                    *curves(
                        per_card,
                        x="cards together",
                        y="ms a card",
                        series="what",
                        titles=("cards computed together", "milliseconds a card"),
                    )
                ),
                mo.md(f"""
    At the median: load {_load:.1f} ms, keep {_keep:.1f}, ONNX {_onnx:.1f}. Loading takes {
                    _load / _keep:.1f} times keeping, {_load / _onnx:.0f} times ONNX, and
    grows with the model ({len(pickled) / 1000:.0f} kB here). Of ONNX's time the
    model itself takes about {min(only_model / _onnx, 1):.0%}{
                    ": features and frames cost more" if only_model / _onnx < 0.5 else ""
                }.

    And much of it is paid per *call*: {together.value} cards together take {now_ms:.1f} ms, {
                    now_ms
                    / together.value:.2f} a card. Hence: whatever waits is computed together. No timer: an idle
    service answers at once, a busy one shares.

    **Change one thing.** One card together, then 64.
    """),
            ]
        ),
        right="about the same"
        if _load / _keep < 2
        else "2 to 10 times"
        if _load / _keep <= 10
        else "more than 10 times",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_32 = predict(
        "05.stations",
        "32 stations instead of one, at the service that computes together. Its answers a second grow …",
        ["hardly", "2 to 5 times", "more than 5 times"],
    )
    n_stations = mo.ui.slider(
        start=1,
        stop=64,
        value=STATIONS,
        show_value=True,
        label="Stations that wait",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 7. Throughput: thirty-two stations at once

    Now over HTTP, from another process: each station sends a card, waits, sends the next. If the service
    answers `n` a second, a station among 32 waits 32 / n seconds: **Little's law**. What is slow alone is late in company. Three services: the
    pipeline and the graph one card at a time (FastAPI, as in tutorials), and the shop's, which computes together.
    """),
            guess_32,
            n_stations,
        ]
    )
    return guess_32, n_stations


@app.cell
def _(built, by_keeping, kinds):
    plain = FastAPI()

    @plain.post("/v1/predict")
    def plain_predict(card: create_model("Card", **kinds)):
        asked = pl.DataFrame([card.model_dump()]).with_columns(
            pl.col("release_date").str.to_date(),
            pl.col("^(.*_hp|hp|attack_damage|retreat_cost)$").cast(pl.Int64),
        )
        given = by_keeping(asked)[0]
        return {
            "card_type": str(built.pipeline.classes_[given.argmax()]),
            "confidence": given.max(),
        }

    return (plain,)


@app.cell
def _(artifact, good, n_stations, naive, plain):
    busy_gate = Settings(open=True, log=False, rate_per_s=0)

    def under_load(service):
        """What one station, and then many, see of a service: a third of a second each."""
        with running(service) as address:
            told = {"stations": (1, n_stations.value), "seconds": 0.3, "path": "/v1/predict"}
            return loaded(address, good.encode(), **told)

    with tempfile.TemporaryDirectory() as _folder:
        gate = create_app(artifact, Journal(Path(_folder) / "journal.db"), busy_gate)
        services = {
            "one by one, pipeline": plain,
            "one by one, ONNX": naive,
            "together, ONNX": gate,
        }
        seen_by = {name: under_load(service) for name, service in services.items()}
    return (seen_by,)


@app.cell
def _(guess_32, seen_by):
    loads = pl.DataFrame(
        [{"service": name} | one._asdict() for name, pair in seen_by.items() for one in pair]
    )
    after(
        guess_32,
        loads.drop("p95_ms").with_columns(pl.selectors.float().round(1)),
    )
    return (loads,)


@app.cell(hide_code=True)
def _(guess_32, loads, n_stations, seen_by):
    _one, _many = seen_by["together, ONNX"]
    _pipeline, _graph = seen_by["one by one, pipeline"][1], seen_by["one by one, ONNX"][1]
    _grown = _many.per_s / _one.per_s
    after(
        guess_32,
        mo.md(f"""
    Together: {_one.per_s:,.0f} answers a second for one station, {_many.per_s:,.0f} for {
            n_stations.value
        }: {_grown:.1f} times, with a p99 of {_many.p99_ms:.0f} ms. One by one the
    graph gives {_graph.per_s:,.0f} a second, the pipeline {_pipeline.per_s:,.0f}, with a p99 of {
            _pipeline.p99_ms:.0f} ms: {
            "most of its cards would reach the desk late"
            if _pipeline.p50_ms > GATE_MS
            else "some of its cards would reach the desk late"
            if _pipeline.p99_ms > GATE_MS
            else "in time, on this machine, today"
        }.

    Service and stations share your cores: rough ratios, that another run would move. A load test says how many, how
    long, which percentile, how many errors. {
            "None here." if not loads["not_200"].sum() else f"Here {loads['not_200'].sum()}."
        }

    **Change one thing.** Sixty-four stations. Which number grows, and which stays?
    """),
        right=None
        if n_stations.value != STATIONS
        else "hardly"
        if _grown < 2
        else "2 to 5 times"
        if _grown <= 5
        else "more than 5 times",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.vstack(
        [
            mo.md(r"""
    Everything else that a request needs, an own id, a key, limits, a log line, a measurement, sits in one
    class around the application. Read it once; it is what most services lack.
    """),
            show_source(Gate),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    hue = mo.ui.slider(
        start=0, stop=355, step=5, value=30, show_value=True, label="Hue (degrees)", full_width=True
    )
    saturation = mo.ui.slider(
        start=0.0,
        stop=1.2,
        step=0.05,
        value=0.6,
        show_value=True,
        label="Saturation",
        full_width=True,
    )
    word = mo.ui.text(value="Ember Strike", label="Attack name")
    mo.vstack(
        [
            mo.md(r"""
    ## 8. The service, live

    One card, yours to change. Each change starts the service, asks it, reads its journal, and stops
    it again: a cell that leaves a server behind would leave ten.
    """),
            hue,
            saturation,
            word,
        ]
    )
    return hue, saturation, word


@app.cell
def _(artifact, asked_of, changed, hue, open_gate, saturation, word):
    yours = changed(
        scan_hue_deg=float(hue.value),
        scan_saturation=saturation.value,
        attack_name=word.value,
    )
    with tempfile.TemporaryDirectory() as _folder:
        _path = Path(_folder) / "journal.db"
        with running(create_app(artifact, Journal(_path), open_gate)) as _address:
            live = asked_of(_address, yours)
            counted = asked_of(_address, "", path="/metrics")[1].splitlines()
        # Stopped, and so the journal is closed and complete.
        remembered = read(_path)
    metered = [one for one in counted if one.startswith("cardshop_decisions_total")]
    code("\n".join([f"{live[0]}  {live[1]}", "", "GET /metrics, of many lines:", *metered]), "text")
    return (remembered,)


@app.cell(hide_code=True)
def _(remembered):
    _row = remembered.drop("card").row(0, named=True) if remembered.height else {}
    mo.vstack(
        [
            mo.md(f"""
    The journal holds {remembered.height} row{"" if remembered.height == 1 else "s"}{
                ", and a refused request leaves none" if not remembered.height else ""
            }. Every prediction is kept with our own id, version, card, answer and latency:
    without it, no incident can be replayed, no accuracy computed, no drift seen.
    """),
            code(
                "\n".join(f"{name}: {value}" for name, value in _row.items()) or "(empty)", "text"
            ),
            mo.md(r"""
    The service writes in batches, five times a second, so that no card waits for a disk. Killed, it loses
    as a rule the last 200 ms, more while the file is locked; with `CARDSHOP_DURABLE=1` nothing answered, at a price.

    **Change one thing.** Saturation above 1. Then look for the hue at which the type turns.
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_watch = predict(
        "05.watch",
        "The hue arrives in radians for a day. Which simple number moves most, against its usual day-to-day "
        "swing?",
        ["mean confidence", "share of Fire", "mean hp", "desk share"],
    )
    fault = mo.ui.dropdown(
        ["hue in radians", "none", "attack in lower case", "hp of the wrong era"],
        value="hue in radians",
        label="What is wrong today",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 9. Watch it: four simple numbers

    Labels come late. Until then we have what went in and what came out. A day is 80 lots. To know what "unusual" means, look at ordinary days first: the swing of each number over days in which
    nothing is wrong.
    """),
            guess_watch,
            fault,
        ]
    )
    return fault, guess_watch


@app.cell
def _(artifact, few):
    lots = load_cards().filter(~pl.col("card_id").is_in(few["card_id"].implode()))
    lot_names = lots["lot_id"].unique(maintain_order=True).to_numpy()
    random = np.random.default_rng(5)

    def numbers_of(cards):
        """The four numbers of a set of cards, a row."""
        answers = artifact.decide(cards)
        return {
            "mean confidence": answers["confidence"].mean(),
            "share of Fire": (answers["card_type"] == "Fire").mean(),
            "mean hp": cards["hp"].mean(),
            "desk share": (answers["decision"] == "desk").mean(),
        }

    days = [random.choice(lot_names, 80, replace=False) for _ in range(31)]
    day_cards = [lots.filter(pl.col("lot_id").is_in(one.tolist())) for one in days]
    ordinary = pl.DataFrame([numbers_of(one) for one in day_cards[:30]])
    return day_cards, numbers_of, ordinary


@app.cell
def _(day_cards, fault, numbers_of, ordinary, skews):
    today = day_cards[30]
    if fault.value in skews:
        today = today.with_columns(skews[fault.value])
    seen = numbers_of(today)
    usual, swing = ordinary.mean().row(0, named=True), ordinary.std().row(0, named=True)
    moved = pl.DataFrame(
        {
            "number": list(seen),
            "usual": [usual[name] for name in seen],
            "today": list(seen.values()),
            "swings from usual": [abs(seen[name] - usual[name]) / swing[name] for name in seen],
        }
    ).sort("swings from usual", descending=True)
    return (moved,)


@app.cell
def _(guess_watch, moved):
    after(
        guess_watch,
        moved.with_columns(pl.selectors.float().round(3)),
    )
    return


@app.cell(hide_code=True)
def _(fault, guess_watch, moved):
    _first = moved.row(0, named=True)
    after(
        guess_watch,
        mo.vstack(
            [
                figure(
                    *bars(
                        moved,
                        category="number",
                        value="swings from usual",
                        unit="standard deviations of ordinary days",
                    )
                ),
                mo.md(f"""
    *{fault.value}*: the {_first["number"]} moved most, {_first["swings from usual"]:.1f} ordinary swings, from {_first["usual"]:.3f} to {_first["today"]:.3f}. An alarm at
    three swings {"would ring" if _first["swings from usual"] > 3 else "would stay silent"}.

    The swing is that of days of whole lots: where lots differ (lesson 01), one computed as for coins rings too often.
    No number here sees a fault that leaves inputs and answers in shape. For that, label a random sample every day.

    **Change one thing.** Take the others. Which fault would you only learn of from a customer?
    """),
            ]
        ),
        right=_first["number"] if fault.value == "hue in radians" else None,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | when to train again | good | the catch |
    |:---|:---|:---|
    | on a schedule | plannable, tested every time | trains on nothing new, or too late |
    | when accuracy falls | asks the right question | labels come late and from the hard cards |
    | when inputs drift | early | most drift costs nothing (lesson 06) |

    In practice: on a schedule, sooner when an audited sample says so, and drift tells where to look. Every
    training is a *candidate*: it passes the review of lesson 04 before it answers anybody.
    """)
    return


@app.cell(hide_code=True)
def _():
    pattern = mo.ui.dropdown(
        ["shadow", "canary", "blue-green", "batch"], value="shadow", label="Way to a new version"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 10. Ways to a new version

    Version 1.1.0 passed its review. It has never met a gate. How does it get there so that a mistake stays
    small, is seen, and is taken back in a minute?
    """),
            pattern,
        ]
    )
    return (pattern,)


@app.cell(hide_code=True)
def _(pattern):
    _old, _new = "version 1.0.0", "version 1.1.0"
    _arrows, _reading = {
        "shadow": (
            [("gate", _old, "every card"), ("gate", _new, "a copy"), (_old, "decision", "heard"),
             (_new, "journal only", "unheard")],
            "Shadow: both versions answer every card, and only the old one is heard.",
        ),
        "canary": (
            [("gate", _old, "most lots"), ("gate", _new, "a few"), (_old, "decision", ""),
             (_new, "decision", "")],
            "Canary: a small share of the lots meets the new version, then more, while numbers hold.",
        ),
        "blue-green": (
            [("switch", _old, "until now"), ("switch", _new, "from now"), (_old, "decision", ""),
             (_new, "decision", "")],
            "Blue-green: both run, one switch moves every card, and moves it back.",
        ),
        "batch": (
            [("today's cards", _new, "at night"), (_new, "table of types", ""),
             ("table of types", "look-up", "tomorrow")],
            "Batch: the answers are computed beforehand; nothing to serve, nothing fresh either.",
        ),
    }[pattern.value]  # fmt: skip
    diagram(_arrows, reading=_reading)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | way | finds | costs | take it back |
    |:---|:---|:---|:---|
    | shadow | wrong answers, latency | double computing; people's reactions stay unknown | nothing to do |
    | canary | what people do | two versions in every number | all lots to the old one |
    | blue-green | nothing: a switch | a second fleet | the same switch |
    | batch | what a look at the table shows | cards known the day before only | yesterday's table |
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    The shop: shadow for a week, canary by lot, then all. `LATEST` names the version, changed in one atomic step,
    and the one before is kept.

    **Change one thing.** Take each way, and ask: who notices first when 1.1.0 is wrong?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack(
        [
            mo.md(r"""
    The whole service from a terminal; it trains once when there is no artefact:
    """),
            code(
                "CARDSHOP_OPEN=1 uv run python -m cardshop serve\n"
                "curl -s localhost:8000/health/ready\n"
                "curl -s localhost:8000/metrics | head",
                "text",
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Industry context

    - **YouTube**'s home page began to log features *at serving time* for training, and gained quality with less
      code: Zinkevich, *Rules of Machine Learning*, rule 29.
    - **Clipper** (Berkeley) and **TensorFlow Serving** (Google) batch the requests that wait, under a latency
      goal: Crankshaw et al., NSDI 2017; Olston et al., 2017.
    - **Google** on why the tail decides, when one page needs many answers: Dean and Barroso, *The Tail at
      Scale*, CACM 2013.
    - **Hugging Face** wrote safetensors so that model files hold data, and scans uploads for pickles.
    """)
    return


@app.cell(hide_code=True)
def _():
    why_fall = socratic(
        "05.fall",
        "**1.** A week after the deployment accuracy falls from 85 to 60 %. What do you look at first?",
        "Whether it is true: how was it measured, on which labels, since when? Then what changed that day: a "
        "version, feature code, a client, a scanner. The journal answers fast: replay yesterday's and today's "
        "cards through the same artefact offline. Equal answers: the inputs changed, so compare their "
        "distributions. Different answers: the service changed, so compare versions and hashes. The world "
        "seldom changes by 25 points in a week; pipelines do.",
    )
    why_hour = socratic(
        "05.hour",
        "**2.** Training takes an hour, an answer must take less than 100 ms. How do you go about it?",
        "They are two programs that share an artefact. Do in training whatever can be done there: fit, choose, "
        "convert, check. At the gate, load once, compute features with the same code, and measure where the "
        "time goes before you optimise: here it was features and overhead, not the model. Batch what waits, bound "
        "the queue, set a deadline, and decide what happens to a late card. Then test at 32 stations, not at one.",
    )
    why_crash = socratic(
        "05.crash",
        "**3.** A client sends malformed input and your API crashes. Whose fault is it?",
        "Sending it is theirs, crashing is yours. An interface that others reach must survive every byte "
        "sequence, answer it with a status that says whose move it is, and serve the next client. And if the "
        "message helps, the sender mends it without calling you. Answering nonsense with a type would be worse "
        "than the crash, because nobody notices.",
    )
    why_year = socratic(
        "05.year",
        "**4.** Trained on last year's cards; now it is this year. What might break it?",
        "New species with new looks, new rules of print (hit points grew by the era), categories that the "
        "encoder never saw, a scanner or its lamp, another mix of sellers and languages, prices that change "
        "the best threshold. And code: a library's default, the feature code, the client's units. Some show in the inputs, some only "
        "in labels. For each, ask which number would have told you.",
    )
    why_retrain = socratic(
        "05.retrain",
        "**5.** Retrain on a schedule, when accuracy drops, or when data drift? Why?",
        "A schedule is plannable and keeps the pipeline alive, but trains for nothing or too late. A drop in "
        "accuracy is the right reason and the late one: labels take days, and those that come first are of the "
        "hard cards. Drift comes early, and mostly costs nothing. So: a schedule, an audited random sample that "
        "can force it, drift as a pointer. And ask whether new training would help: against a unit error it makes it worse.",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## Socratic questions

    Write or think first, then compare. What you write here is kept when you come back.
    """),
            why_fall,
            why_hour,
            why_crash,
            why_year,
            why_retrain,
        ],
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Common pitfalls

    - **Load per request.** A script's habit; it grows with the model and buys nothing.
    - **Features written twice.** They agree on the day they were written.
    - **`float` as validation.** NaN is a float, so is 1e308, and "12" becomes one.
    - **The mean latency.** Nobody waits the mean; say p99, and at which load.
    - **The client's id as a primary key.** It comes twice, the insert fails, and a journal dies in silence.
    - **Errors that repeat the input.** They end in somebody's log.
    - **No deadline.** A late answer still occupies the queue of those who could be in time.
    - **One worker more** instead of a profile. It doubles the memory and hides the cause.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Aha moments

    - Production is another program, with other enemies, than the notebook: the model is its smallest part.
    - You can anticipate how it fails before it runs: bytes, units, time, load, disk.
    - Monitoring is not optional, because models fail without failing: every status is 200.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## You have mastered this when you can

    - put a model behind an API in less than 30 minutes, error cases included
    - debug a production problem from journal, logs and metrics
    - explain to engineers what a latency goal costs, and where the time goes
    - write a runbook for operating a model

    **Teach** skew with section 4's table. **Apply** section 5's twelve requests to a service of yours. **Debug**:
    which of your models could answer NaN with 99 % confidence?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack([mo.md("## Exercises"), exercises("05")])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Further reading

    - [Python documentation: pickle](https://docs.python.org/3/library/pickle.html), the red box at the top
    - [ONNX: concepts](https://onnx.ai/onnx/intro/concepts.html); [ONNX Runtime](https://onnxruntime.ai/docs/)
    - [RFC 9457: Problem Details for HTTP APIs](https://www.rfc-editor.org/rfc/rfc9457)
    - Sculley et al., *Hidden Technical Debt in Machine Learning Systems*, NeurIPS 2015
    - Breck et al., *The ML Test Score*, IEEE Big Data 2017
    - Zinkevich, [Rules of Machine Learning](https://developers.google.com/machine-learning/guides/rules-of-ml)
    - This course: [the service's manual](docs/service.md)
    """)
    return


if __name__ == "__main__":
    app.run()
