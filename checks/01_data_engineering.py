"""What a right answer to the questions of module 1 is."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from classroom.checks import frame_with, question
from classroom.checks.compare import first_difference

HEADER = "card_id,lot_id,hp,scanned_at\n"
MANY = 300
# One file a box. PK003 was scanned three times; PK005 and PK006 twice in one second, and neither
# first nor last file holds the greater lot of both; PK007 has no hp, PK008 had one until its last
# scan; PK009's scans have nine and ten digits. A box has ids of digits only, and other columns
# first; a retry sent no card at all.
BOXES = {
    "box_b.csv": HEADER
    + """PK003,L02,70,1767225600
PK001,L02,60,1767225601
PK005,L02,90,1767225700
PK006,L02,40,1767225700
PK010,L10,50,1767225700
PK008,L02,110,1767225650
PK009,L02,20,999999999
""",
    "box_a.csv": HEADER
    + """PK003,L01,80,1767225599
PK005,L01,95,1767225700
PK006,"L09",45,1767225700
PK010,L9,55,1767225700
PK007,L01,,1767225640
PK004,L01,50,1767311999
PK008,L01,,1767225651
PK009,L01,30,1000000000
""",
    "box_c.csv": """lot_id,scanned_at,card_id,hp
L03,1767225500,0010,75
L03,1782864000,0012,120
L03,1767225641,0031,110
""",
    "box_d.csv": """card_id,lot_id,hp,scanned_at
PK003,L04,75,1767225500
""",
    "box_e.csv": HEADER + "".join(f"PX{i},L05,60,{1767225600 + i}\n" for i in range(MANY)),
    "box_f.csv": HEADER,
}
EXPECTED = [
    ("0010", "L03", 75, 1767225500),
    ("0012", "L03", 120, 1782864000),
    ("0031", "L03", 110, 1767225641),
    ("PK001", "L02", 60, 1767225601),
    ("PK003", "L02", 70, 1767225600),
    ("PK004", "L01", 50, 1767311999),
    ("PK005", "L02", 90, 1767225700),
    ("PK006", "L09", 45, 1767225700),
    ("PK007", "L01", None, 1767225640),
    ("PK008", "L01", None, 1767225651),
    ("PK009", "L01", 30, 1000000000),
    ("PK010", "L9", 55, 1767225700),
    *sorted((f"PX{i}", "L05", 60, 1767225600 + i) for i in range(MANY)),
]
ONE_BOX = HEADER + "PK900,L09,10,0\n"


@contextlib.contextmanager
def written(boxes: dict[str, str]) -> Iterator[list[str]]:
    """Paths of these files in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in boxes]
        for path, text in zip(paths, boxes.values(), strict=True):
            path.write_text(text, "utf-8")
        yield [str(path) for path in paths]


@contextlib.contextmanager
def time_zone(name: str) -> Iterator[None]:
    """Local time is another one meanwhile; Windows cannot do that, and keeps its own."""
    before = os.environ.get("TZ")
    try:
        _set_time_zone(name)
        yield
    finally:
        _set_time_zone(before)


def _set_time_zone(name: str | None) -> None:
    os.environ.pop("TZ", None)
    if name is not None:
        os.environ["TZ"] = name
    if hasattr(time, "tzset"):
        time.tzset()


def expected_boxes() -> pl.DataFrame:
    """The table that `BOXES` make."""
    rows = [
        (*row[:3], dt.datetime.fromtimestamp(row[3], dt.UTC), bucket(row[0]) == 0)
        for row in EXPECTED
    ]
    kinds = {
        "card_id": pl.String,
        "lot_id": pl.String,
        "hp": pl.Int64,
        "scanned_at": pl.Datetime("us", "UTC"),
        "audit": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=kinds, orient="row")


def bucket(card_id: str) -> int:
    """What `audit_bucket` of the exercise gives; the learner may have changed theirs."""
    return int(hashlib.sha256(card_id.encode()).hexdigest()[:8], 16) % 10


def scans_of(problem: str | None) -> str:
    """The scans of the card that a difference names, so that it can be worked out by hand."""
    named = [row[0] for row in EXPECTED if problem and f"card_id {row[0]}" in problem]
    lines = [
        f"{line} in {name}"
        for name, text in BOXES.items()
        for line in text.splitlines()
        if named and named[0] in line
    ]
    return f"Its scans: {'; '.join(lines)}." if lines else ""


@question(
    "1.2",
    title="A loader that says the same thing twice",
    answer="load_boxes",
    returns=frame_with("card_id", "lot_id", "hp", "scanned_at", "audit"),
    points=4,
    hints=(
        "Which column should polars never guess the type of? What does it make of '0012'?",
        "Two scans of one card: what in the *data* decides which one counts, if not the order?",
        (
            "Sort by card_id, scanned_at and lot_id, then keep the last row of each card. "
            "For the time read about `pl.from_epoch` and `dt.replace_time_zone`."
        ),
    ),
    why="The same files now give the same table on any machine, so a hash of it can stand in a "
    "model's record, and 'which data was this trained on?' has an answer.",
)
def reproducible_loader(load_boxes):
    want = expected_boxes()
    with written(BOXES) as paths:
        with time_zone("UTC"):
            got = load_boxes(paths)
            yield (
                got.columns == want.columns,
                f"Your columns are {got.columns}, expected {want.columns} in this order.",
                "Which box decides the order of your columns?",
            )
            problem = first_difference(got, want)
            yield (
                problem is None,
                f"From {len(BOXES)} boxes, {problem}. {scans_of(problem)}",
                "Which sentence of the docstring settles that?",
            )
            problem = first_difference(load_boxes(paths[::-1]), want)
            yield (
                problem is None,
                f"With the same boxes listed in another order, {problem}.",
                "What in your code depends on which file comes first?",
            )
        with time_zone("Pacific/Kiritimati"):
            problem = first_difference(load_boxes(paths), want)
            yield (
                problem is None,
                f"On a machine in another time zone, {problem}.",
                "Unix seconds count from 1970 in UTC. Where does local time come in?",
            )
        again = first_difference(load_boxes([*paths, paths[0]]), want)
        yield (
            again is None,
            f"With one box listed twice, {again}.",
            "A retry sends a file again. Should that add a card?",
        )
    with written({"one.csv": ONE_BOX, "none.csv": HEADER}) as (one, none):
        got = load_boxes([one])
        yield (
            got["card_id"].to_list() == ["PK900"],
            f"A second call, with one other box, gave {got.height} rows, expected 1.",
            "What does your function remember between two calls?",
        )
        problem = first_difference(load_boxes([none]), want.clear())
        yield (
            problem is None,
            f"From a box without a card, {problem}.",
            "An empty table still has columns, and columns have types. Who says which?",
        )
