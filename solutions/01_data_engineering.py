# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "polars"]
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
app = marimo.App(app_title="Exercises 01: data engineering")

with app.setup(hide_code=True):
    import hashlib
    import random
    from datetime import datetime

    import marimo as mo
    import polars as pl

    from classroom.display import check


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 01: data engineering

    You write functions; a check under each one answers in words. Nothing is graded on speed,
    and every failed attempt that differs from the last one unlocks a hint.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1.2 A loader that says the same thing twice

    Cardshop's scan stations write one CSV a box. Last week the loader below gave another table
    on each of three machines, and the desk typed the same cards twice. Nobody could say which
    table the model had been trained on.

    **Predict before you read on.** How many reasons for a different result can you find in
    `messy_load`? There are seven.
    """)
    return


@app.function
def messy_load(paths):
    seen = set()
    for path in paths:
        for row in pl.read_csv(path).rows():
            seen.add(row)
    frame = pl.DataFrame(
        list(seen), schema=["card_id", "lot_id", "hp", "scanned_at"], orient="row"
    ).unique("card_id", keep="first")
    return frame.with_columns(
        scanned_at=pl.col("scanned_at").map_elements(datetime.fromtimestamp, pl.Datetime),
        audit=pl.Series([random.random() < 0.1 for _ in range(frame.height)], dtype=pl.Boolean),
    )


@app.function
def audit_bucket(card_id: str) -> int:
    """A number from 0 to 9 that depends on the id and on nothing else."""
    return int(hashlib.sha256(card_id.encode()).hexdigest()[:8], 16) % 10


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `load_boxes` so that it gives one answer: on any machine,
    in any time zone, whatever order the files are listed in.

    Use `audit_bucket` for the audit sample: a random number asks another card on every run,
    and so does Python's own `hash`, which is salted per process.
    """)
    return


@app.function
def load_boxes(paths: list[str]) -> pl.DataFrame:
    """Return one row a card from all files, sorted by `card_id`.

    Each file is a CSV with card_id and lot_id (text), hp (whole number or empty) and scanned_at
    (Unix seconds), its columns in any order. Of several scans of one card the latest counts; of
    scans in the same second, the one with the greatest lot_id. Returned: card_id, lot_id, hp
    (null where empty), scanned_at (UTC), audit (whether the card's `audit_bucket` is 0).
    """
    ### BEGIN SOLUTION
    types = {
        "card_id": pl.String,
        "lot_id": pl.String,
        "hp": pl.Int64,
        "scanned_at": pl.Int64,
    }
    boxes = [pl.read_csv(path, schema_overrides=types).select(*types) for path in paths]
    scans = pl.concat(boxes).sort("scanned_at", "lot_id")
    latest = scans.unique("card_id", keep="last").sort("card_id")
    buckets = [audit_bucket(card_id) for card_id in latest["card_id"]]
    return latest.with_columns(
        scanned_at=pl.from_epoch("scanned_at").dt.replace_time_zone("UTC"),
        audit=pl.Series(buckets, dtype=pl.Int64) == 0,
    )
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_1_2 = check("1.2", load_boxes)
    verdict_1_2
    return (verdict_1_2,)


if __name__ == "__main__":
    app.run()
