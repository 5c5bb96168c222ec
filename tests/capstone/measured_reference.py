"""Train the reference on one seed, and say as JSON what it reaches."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
from capstone.columns import INDICES

from capstone import alerts, evaluate, predict, report, train, validate

REFERENCE_WEEKS = 13


def weeks_of(quotes: pl.DataFrame) -> list[pl.DataFrame]:
    """Whole weeks, in order."""
    week = pl.col("sale_date").dt.truncate("1w")
    parts = quotes.with_columns(week=week).partition_by("week", maintain_order=True)
    return [part.drop("week") for part in parts if part.height > 50]


def found(current: list[pl.DataFrame], reference: pl.DataFrame) -> int:
    """In how many of the frames something is alerted."""
    return sum(bool(alerts(reference, one)) for one in current)


def monitored(quotes: pl.DataFrame) -> dict[str, int]:
    """Weeks with an alert: ordinary ones, with a harmless shift, with a fault."""
    weeks = weeks_of(quotes)
    reference, current = pl.concat(weeks[:REFERENCE_WEEKS]), weeks[REFERENCE_WEEKS:]
    price, hp, condition = pl.col("price_usd"), pl.col("hp"), pl.col("condition")
    fewer = (pl.col("rarity") == "Common") | (pl.int_range(pl.len()) % 3 == 0)
    changed = {
        "ordinary": lambda one: one,
        "more commons": lambda one: one.filter(fewer),
        "twice the quotes": lambda one: pl.concat([one, one]),
        "index in other units": lambda one: one.with_columns(pl.col(INDICES) / 100),
        "other words": lambda one: one.with_columns(condition.replace({"NM": "Near Mint"})),
        "hp times ten": lambda one: one.with_columns(hp * 10),
        "quotes a fifth up": lambda one: one.with_columns(price * 1.2),
        "quotes a tenth up": lambda one: one.with_columns(price * 1.1),
    }
    told = {
        name: found([change(one) for one in current], reference) for name, change in changed.items()
    }
    last = [pl.lit(reference[one][-1]).alias(one) for one in INDICES]
    months = [pl.concat(current[at : at + 4]) for at in range(len(current) - 3)]
    told |= {
        "weeks": len(current),
        "months": len(months),
        "ordinary months": found(months, reference),
    }
    return told | {"frozen months": found([one.with_columns(last) for one in months], reference)}


def main() -> None:
    """Make the data, train twice, print."""
    maker, seed, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    data, kept, again = folder / "data", folder / "artifact", folder / "again"
    command = [sys.executable, str(maker), "--seed", seed, "--errors", "--out", str(data)]
    subprocess.run(command, check=True)
    train(data, kept)
    train(data, again)
    sales, holdout = (pl.read_parquet(data / f"{one}.parquet") for one in ("sales", "holdout"))
    planted = set(pl.read_parquet(data / "errors.parquet")["sale_id"])
    flagged = set(validate(sales)["sale_id"])
    quotes = predict(kept, holdout)
    files = sorted(path.name for path in kept.iterdir())
    told = {
        "figures": report.figures(data, kept),
        "model": {k: v for k, v in evaluate(quotes, holdout).items() if k != "slices"},
        "precision": len(planted & flagged) / len(flagged),
        "recall": len(planted & flagged) / len(planted),
        "same_twice": all((kept / one).read_bytes() == (again / one).read_bytes() for one in files),
        "files": files,
        "bytes": sum((kept / one).stat().st_size for one in files),
        "monitored": monitored(holdout.with_columns(quotes["price_usd"])),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
