"""How the tables of exercise 6.2 are made: healthy weeks and bad days, five minutes a row.

python data/record_watch.py     draw the weeks, answer the cards with the practice model, write all

Cards are the catalogue's, in lots of 25, their answers the practice model's. Latencies, hiccups and
when audits arrive are drawn by the constants below: assumptions of the course, no measurement.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, NamedTuple, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cardshop.dataset import DATA, load_cards
from cardshop.evaluation import DESK_USD, MISFILE_USD
from cardshop.features import features
from cardshop.training import PRACTICE_MODEL
from cardshop.training.practice import GROUPS

Values = NDArray[np.float64]
FOLDER = DATA / "watch"
WEEKS, DAYS, ROWS, LOT = 4, 6, 120, 25
# Lots in five minutes: 12,000 cards a day in the first hall, 3,000 in the second.
HALLS = {"": 4, "second_": 1}
SEEDS = {"healthy": 62, "next": 63, "second_healthy": 64, "incidents": 65, "second_incidents": 66}
FILE_FROM = 0.75
OPENS_AT, ROW_HOURS = 8.0, 1 / 12
# A card takes 3 ms, spread by half of that; 2 of 10,000 are late, and on every other day all cards
# of 20 seconds are.
TYPICAL_MS, SPREAD, LATE = 3.0, 0.35, 0.0002
HICCUPS_A_DAY, HICCUP_SHARE, LATE_MS = 0.5, 20 / 300, 180.0
# The audit of a day's 200 cards comes the next morning about nine, and sometimes not at all.
AUDIT_AT, AUDIT_SPREAD_HOURS, AUDIT_MISSED = 9.0, 0.4, 0.04
AUDITED, AUDIT_DAYS, MISFILED = 200, 14, 0.08
# Costs the practice model less than half a point: see tests/data/test_watch.py.
AGED_LAMP = 0.92
AUDITS_LOST = 2
METRICS = (
    "p95_ms", "bad_share", "confidence", "top_type_share", "saturation", "label_age_h",
    "desk_share", "usd_a_card", "misfiled_14d",
)  # fmt: skip


class Answers(NamedTuple):
    """What the model says of each card, in rows of the catalogue by lot."""

    kind: NDArray[np.intp]
    confidence: Values
    twice: Values
    saturation: Values


class Incident(NamedTuple):
    """A bad day: its first bad row in each hall, and what happens to the rows from there on."""

    name: str
    first: tuple[int, int]


INCIDENTS = (
    Incident("slow", (50, 71)),
    Incident("softmax twice", (33, 88)),
    Incident("one type", (64, 47)),
    Incident("slow burn", (40, 62)),
    Incident("an aged lamp", (12, 20)),
    Incident("labels late", (0, 0)),
)


@cache
def answers(saturation: float = 1.0) -> Answers:
    """The catalogue's cards under a factor on their saturation."""
    import onnxruntime

    cards = load_cards().sort("lot_id").with_columns(pl.col("scan_saturation") * saturation)
    numbers = features(cards, GROUPS).to_numpy().astype("float32")
    session = onnxruntime.InferenceSession(str(PRACTICE_MODEL))
    shares = cast("list[Any]", session.run(None, {"numbers": numbers}))[1].astype(np.float64)
    powers = np.exp(shares)
    twice = powers.max(axis=1) / powers.sum(axis=1)
    column = cards["scan_saturation"].to_numpy()
    return Answers(shares.argmax(axis=1), shares.max(axis=1), twice, column)


def lots_of_a_day(lots: int, draw: np.random.Generator) -> NDArray[np.intp]:
    """The cards of each row of a day, (ROWS, cards)."""
    known = load_cards().height // LOT
    drawn = draw.permutation(known)[: ROWS * lots].reshape(ROWS, lots)
    return (drawn[:, :, None] * LOT + np.arange(LOT)).reshape(ROWS, -1)


def of_answers(said: Answers, cards: NDArray[np.intp], confidence: Values) -> dict[str, Values]:
    """The columns that follow from answers; `confidence` is each card's, (rows, cards)."""
    kinds = said.kind[cards]
    most = [np.bincount(one).max() / len(one) for one in kinds]
    desk = confidence < FILE_FROM
    usd = np.where(desk, DESK_USD, MISFILE_USD * (1 - confidence))
    return {
        "confidence": confidence.mean(axis=1),
        "top_type_share": np.array(most),
        "saturation": said.saturation[cards].mean(axis=1),
        "desk_share": desk.mean(axis=1),
        "usd_a_card": usd.mean(axis=1),
    }


def of_latency(cards: int, late: Values, draw: np.random.Generator) -> dict[str, Values]:
    """p95_ms and bad_share of each row; `late`: the share of cards that answer too late."""
    took_ms = draw.lognormal(np.log(TYPICAL_MS), SPREAD, (ROWS, cards))
    is_late = draw.random((ROWS, cards)) < late[:, None]
    took_ms = np.where(is_late, LATE_MS * draw.lognormal(0, 0.2, (ROWS, cards)), took_ms)
    return {
        "p95_ms": np.quantile(took_ms, 0.95, axis=1),
        "bad_share": (took_ms > 100).mean(axis=1),
    }


def late_shares(draw: np.random.Generator) -> Values:
    """The share of late cards in each row of a healthy day."""
    hiccups = draw.poisson(HICCUPS_A_DAY / ROWS, ROWS) > 0
    return np.where(hiccups, HICCUP_SHARE, LATE)


def label_ages(day: int, came: list[float]) -> Values:
    """Hours since the newest audit, row by row, from the hours at which audits came."""
    now = 24 * calendar_day(day) + OPENS_AT + ROW_HOURS * np.arange(1, ROWS + 1)
    times = np.array(came)
    newest = [times[times <= one].max() for one in now]
    return (now - np.array(newest)).astype(np.float64)


def calendar_day(day: int) -> int:
    """The shop is closed on the seventh day."""
    return 7 * (day // DAYS) + day % DAYS


def audits(days: int, draw: np.random.Generator) -> list[float]:
    """The hours at which audits came, from two days before the first."""
    came = [24.0 * (calendar_day(day) if day >= 0 else day) for day in range(-2, days)]
    kept = [one for one in came if one < 0 or draw.random() > AUDIT_MISSED]
    return [one + AUDIT_AT + AUDIT_SPREAD_HOURS * draw.normal() for one in kept]


def a_day(lots: int, draw: np.random.Generator) -> tuple[NDArray[np.intp], dict[str, Values]]:
    """The cards and columns of a healthy day, without those of labels."""
    cards, said = lots_of_a_day(lots, draw), answers()
    found = of_answers(said, cards, said.confidence[cards])
    return cards, found | of_latency(cards.shape[1], late_shares(draw), draw)


def healthy(lots: int, seed: int) -> pl.DataFrame:
    """Four weeks on which nothing is wrong: week, day, row and the METRICS."""
    draw = np.random.default_rng(seed)
    days, came = [], audits(WEEKS * DAYS, draw)
    misfiled = draw.binomial(AUDITED, MISFILED, WEEKS * DAYS + AUDIT_DAYS) / AUDITED
    for day in range(WEEKS * DAYS):
        _, found = a_day(lots, draw)
        found["label_age_h"] = label_ages(day, came)
        found["misfiled_14d"] = np.full(ROWS, misfiled[day : day + AUDIT_DAYS].mean())
        days.append(table({"week": day // DAYS, "day": day}, found))
    return pl.concat(days)


def table(names: dict[str, int | str], found: dict[str, Values]) -> pl.DataFrame:
    """A day's rows, numbered, with rounded metrics."""
    metrics = [pl.Series(one, found[one]).round(4) for one in METRICS]
    named = [pl.lit(value).alias(name) for name, value in names.items()]
    rows = pl.DataFrame(metrics).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    return rows.select(*named, "row", *METRICS)


def incident(one: Incident, hall: int, lots: int, draw: np.random.Generator) -> pl.DataFrame:
    """A day that goes wrong from its first bad row on."""
    first = one.first[hall]
    cards, found = a_day(lots, draw)
    bad = np.arange(ROWS) >= first
    found["label_age_h"] = label_ages(1, [AUDIT_AT - 24, AUDIT_AT, AUDIT_AT + 24])
    found["misfiled_14d"] = np.full(ROWS, MISFILED)
    wrong: dict[str, Values] = {}
    if one.name == "slow":
        wrong = {"p95_ms": 80 * found["p95_ms"], "bad_share": np.full(ROWS, 1.0)}
    elif one.name == "softmax twice":
        said = answers()
        wrong = of_answers(said, cards, said.twice[cards])
    elif one.name == "one type":
        wrong = imported(cards, hall)
    elif one.name == "slow burn":
        wrong = of_latency(cards.shape[1], np.full(ROWS, 0.03), draw)
    elif one.name == "an aged lamp":
        said = answers(AGED_LAMP)
        wrong = of_answers(said, cards, said.confidence[cards])
    else:
        wrong = {"label_age_h": found["label_age_h"] + 24 * AUDITS_LOST}
    found |= {name: np.where(bad, values, found[name]) for name, values in wrong.items()}
    return table({"incident": one.name}, found).with_columns(bad=pl.Series(bad))


def imported(cards: NDArray[np.intp], hall: int) -> dict[str, Values]:
    """Three cards of four come by an import that sends percent, or 0 to 255."""
    sound, wrong = answers(), answers((255.0, 100.0)[hall])
    by_import = np.arange(cards.shape[1]) % 4 > 0
    kinds = np.where(by_import, wrong.kind[cards], sound.kind[cards])
    sure = np.where(by_import, wrong.confidence[cards], sound.confidence[cards])
    found = of_answers(sound, cards, sure)
    most = [np.bincount(one).max() / len(one) for one in kinds]
    column = np.where(by_import, wrong.saturation[cards], sound.saturation[cards]).mean(axis=1)
    return found | {"top_type_share": np.array(most), "saturation": column}


def tables() -> dict[str, pl.DataFrame]:
    """Every table by the name of its file."""
    found = {
        "healthy": healthy(HALLS[""], SEEDS["healthy"]),
        "next": healthy(HALLS[""], SEEDS["next"]),
        "second_healthy": healthy(HALLS["second_"], SEEDS["second_healthy"]),
    }
    for hall, (prefix, lots) in enumerate(HALLS.items()):
        name = f"{prefix}incidents"
        draw = np.random.default_rng(SEEDS[name])
        found[name] = pl.concat([incident(one, hall, lots, draw) for one in INCIDENTS])
    return found


def write() -> None:
    """Write all tables with their CHECKSUMS."""
    FOLDER.mkdir(exist_ok=True)
    lines = []
    for name, rows in tables().items():
        path = FOLDER / f"{name}.parquet"
        rows.write_parquet(path, compression="zstd", compression_level=22, statistics=False)
        lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    (FOLDER / "CHECKSUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    write()
