"""Right and wrong answers to the questions of module 1: what its checks are tested with."""

from __future__ import annotations

RIGHT = {
    "1.2": {
        "csv module": """
def load_boxes(paths):
    import csv, datetime as dt
    best = {}
    for path in paths:
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                key = (int(row["scanned_at"]), row["lot_id"])
                if row["card_id"] not in best or key > best[row["card_id"]][0]:
                    best[row["card_id"]] = (key, row)
    rows = [
        {
            "card_id": card_id,
            "lot_id": row["lot_id"],
            "hp": int(row["hp"]) if row["hp"] else None,
            "scanned_at": dt.datetime.fromtimestamp(int(row["scanned_at"]), dt.timezone.utc),
            "audit": audit_bucket(card_id) == 0,
        }
        for card_id, (_, row) in sorted(best.items())
    ]
    schema = {
        "card_id": pl.String,
        "lot_id": pl.String,
        "hp": pl.Int64,
        "scanned_at": pl.Datetime("us", "UTC"),
        "audit": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema)
""",
        "pandas": """
def load_boxes(paths):
    import pandas as pd
    frame = pd.concat([pd.read_csv(path, dtype=str) for path in paths])
    frame["scanned_at"] = frame["scanned_at"].astype("int64")
    frame = frame.sort_values(["card_id", "scanned_at", "lot_id"])
    frame = frame.drop_duplicates("card_id", keep="last")
    return pl.DataFrame(
        {
            "card_id": frame["card_id"].to_list(),
            "lot_id": frame["lot_id"].to_list(),
            "hp": [None if pd.isna(hp) else int(hp) for hp in frame["hp"]],
            "scanned_at": frame["scanned_at"].to_list(),
            "audit": [audit_bucket(card_id) == 0 for card_id in frame["card_id"]],
        },
        schema={
            "card_id": pl.String,
            "lot_id": pl.String,
            "hp": pl.Int64,
            "scanned_at": pl.Int64,
            "audit": pl.Boolean,
        },
    ).with_columns(pl.from_epoch("scanned_at", time_unit="s").dt.replace_time_zone("UTC"))
""",
        "lazy polars, small integers": """
def load_boxes(paths):
    types = {"card_id": pl.String, "lot_id": pl.String, "hp": pl.Int32, "scanned_at": pl.Int64}
    order = ["scanned_at", "lot_id"]
    boxes = [pl.scan_csv(path, schema_overrides=types).select(list(types)) for path in paths]
    frame = (
        pl.concat(boxes)
        .sort(order)
        .group_by("card_id")
        .agg(pl.all().sort_by(order).last())
        .sort("card_id")
        .collect()
    )
    when = pl.from_epoch(pl.col("scanned_at")).cast(pl.Datetime("ms", "UTC"))
    in_audit = pl.col("card_id").map_elements(lambda one: audit_bucket(one) == 0, pl.Boolean)
    return frame.with_columns(scanned_at=when, audit=in_audit)
""",
    },
}

LOADER = """
def load_boxes(paths):
    types = {{"card_id": {id}, "lot_id": pl.String, "hp": pl.Int64, "scanned_at": pl.Int64}}
    scans = pl.concat(
        [pl.read_csv(path, schema_overrides=types).select(list(types)) for path in {paths}]
    )
    frame = scans.sort({sort}).unique("card_id", keep="last", maintain_order=True){last}
    return frame.with_columns(
        scanned_at={when}, audit=pl.Series([{audit} for one in frame["card_id"]], dtype=pl.Boolean)
    )
"""


def loader(**changes):
    parts = {
        "id": "pl.String",
        "paths": "paths",
        "sort": '["card_id", "scanned_at", "lot_id"]',
        "last": "",
        "when": 'pl.from_epoch("scanned_at").dt.replace_time_zone("UTC")',
        "audit": "audit_bucket(one) == 0",
    }
    return LOADER.format(**parts | changes)


WRONG = {
    "1.2": {
        "ids are guessed to be numbers": (
            """
def load_boxes(paths):
    boxes = [pl.read_csv(path).cast({"card_id": pl.String, "hp": pl.Int64}) for path in paths]
    scans = pl.concat(boxes, how="diagonal_relaxed").sort("card_id", "scanned_at", "lot_id")
    frame = scans.unique("card_id", keep="last", maintain_order=True)
    return frame.with_columns(
        scanned_at=pl.from_epoch(pl.col("scanned_at").cast(pl.Int64)).dt.replace_time_zone("UTC"),
        audit=pl.Series([audit_bucket(one) == 0 for one in frame["card_id"]]),
    )
""",
            "row 0: card_id is 10, expected 0010",
        ),
        "the last file wins": (
            loader(sort='"card_id", maintain_order=True'),
            "Which sentence of the docstring",
        ),
        "a tie is left to the order of files": (
            loader(sort='["card_id", "scanned_at"], maintain_order=True'),
            "PK005",
        ),
        "left in the order of reading": (
            loader(sort='["scanned_at", "lot_id"]'),
            "card_id is PK009, expected 0010",
        ),
        "local time called UTC": (
            loader(
                when='pl.Series([datetime.fromtimestamp(one) for one in frame["scanned_at"]])'
                '.dt.replace_time_zone("UTC")'
            ),
            "another time zone",
        ),
        "the order of rows is left to polars": (
            loader(
                sort='["scanned_at", "lot_id"]',
                last=".group_by('card_id').agg(pl.all().last())",
            ),
            "Which sentence of the docstring",
        ),
        "no time zone": (
            loader(when='pl.from_epoch("scanned_at")'),
            "scanned_at is Datetime",
        ),
        "a tie is left to the names of the files": (
            loader(paths="sorted(paths)", sort='["card_id", "scanned_at"], maintain_order=True'),
            "PK006",
        ),
        "an older hp fills the gap": (
            loader(
                sort='["scanned_at", "lot_id"]',
                last=".group_by('card_id').agg(pl.all().drop_nulls().last()).sort('card_id')",
            ).replace('.unique("card_id", keep="last", maintain_order=True)', ""),
            "PK008",
        ),
        "seconds compared as text": (
            loader(
                sort='["card_id", pl.col("scanned_at").cast(pl.String), "lot_id"]',
            ),
            "PK009",
        ),
        "columns in the order of the first box": (
            loader().replace(".select(list(types))", ".select(sorted(types))"),
            "Which box decides the order of your columns",
        ),
        "Python's salted hash": (
            loader(audit="hash(one) % 10 == 0"),
            "audit is",
        ),
        "unseeded random": (
            loader(audit="random.random() < 0.1"),
            "audit is",
        ),
        "cards without hp are dropped": (
            loader(paths="paths", last=".drop_nulls()"),
            "PK007 stands 0x, expected 1x",
        ),
        "a list of paths that is used up": (
            """
def load_boxes(paths):
    types = {"card_id": pl.String, "lot_id": pl.String, "hp": pl.Int64, "scanned_at": pl.Int64}
    boxes = []
    while paths:
        boxes.append(pl.read_csv(paths.pop(), schema_overrides=types).select(list(types)))
    frame = pl.concat(boxes).sort("card_id", "scanned_at", "lot_id")
    frame = frame.unique("card_id", keep="last", maintain_order=True)
    return frame.with_columns(
        scanned_at=pl.from_epoch("scanned_at").dt.replace_time_zone("UTC"),
        audit=pl.Series([audit_bucket(one) == 0 for one in frame["card_id"]]),
    )
""",
            "changed the argument",
        ),
        "scans remembered between calls": (
            """
SCANS = []
def load_boxes(paths):
    types = {"card_id": pl.String, "lot_id": pl.String, "hp": pl.Int64, "scanned_at": pl.Int64}
    for path in paths:
        SCANS.append(pl.read_csv(path, schema_overrides=types).select(list(types)))
    frame = pl.concat(SCANS).sort("card_id", "scanned_at", "lot_id")
    frame = frame.unique("card_id", keep="last", maintain_order=True)
    return frame.with_columns(
        scanned_at=pl.from_epoch("scanned_at").dt.replace_time_zone("UTC"),
        audit=pl.Series([audit_bucket(one) == 0 for one in frame["card_id"]]),
    )
""",
            "A second call",
        ),
    },
}
