"""Phone contracts of an invented provider on one day, and who gave notice within 90 days.

A household has one to four contracts, and its members leave together: what one household
does is seen in several rows. Whoever splits by row meets in the test half of a household
whose other half the model has learned.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from generator.deliveries import ANY_ROW, Issue
from generator.exams import Spoiling, chance, count, happens, one_of, spoiled
from generator.seeds import Stream, Table, Values, pick

CHURN_ROWS = 6_000
RESENT_ROWS = 12
# Shares of households with one, two, three and four contracts.
CONTRACTS_PER_HOUSEHOLD = [0.25, 0.30, 0.27, 0.18]
REGIONS = {"North": 0.28, "South": 0.25, "East": 0.22, "West": 0.25}
TERMS = {"monthly": 0.52, "yearly": 0.28, "two years": 0.20}
PAYMENTS = {"card": 0.44, "transfer": 0.34, "invoice": 0.22}
DEVICES = {"phone": 0.68, "tablet": 0.14, "router": 0.18}
LONGEST_MONTHS = 96
# What a household has in common and no column says: a move, a rival's shop next door.
HOUSEHOLD_SD = 3.5
# The level that leaves 23 % of the contracts given notice on the default seed.
CHURN_LEVEL = -2.78
LONGEST_DAYS_SINCE_COMPLAINT = 180
# An offer is made to those who gave notice, and by mistake to a few others.
OFFERED_IF_LEAVING, OFFERED_ELSE = 0.85, 0.03
COLUMNS = (
    "contract_id", "household_id", "region", "term", "payment", "device", "distance_km",
    "months_customer", "monthly_usd", "paid_usd", "data_gb_month", "support_calls_90d",
    "complaints_180d", "days_since_complaint",
)  # fmt: skip
# Known only after notice was given, or not.
OUTCOME = ("retention_offer", "churned")


def households(draws: np.random.Generator, rows: int) -> pl.DataFrame:
    """What the contracts of a household share; `unseen` is in no column of the table."""
    monthly = 24 * np.exp(0.35 * draws.standard_normal(rows))
    table = pl.DataFrame(
        {
            "region": one_of(draws, REGIONS, rows),
            "term": one_of(draws, TERMS, rows),
            "payment": one_of(draws, PAYMENTS, rows),
            "months_customer": 1 + np.floor(LONGEST_MONTHS * draws.random(rows) ** 1.7),
            "contracts": 1 + pick(draws, CONTRACTS_PER_HOUSEHOLD, rows),
            "distance_km": np.round(12 * np.exp(0.9 * draws.standard_normal(rows)), 2),
            "monthly_usd": np.round(np.clip(monthly, 6, 120), 2),
            "unseen": HOUSEHOLD_SD * draws.standard_normal(rows),
        }
    )
    number = pl.int_range(pl.len()).cast(pl.String).str.zfill(5)
    return table.with_columns(
        pl.col("months_customer").cast(pl.Int64), household_id=pl.format("H{}", number)
    )


def contracts(draws: np.random.Generator, homes: pl.DataFrame) -> pl.DataFrame:
    """One row a contract: what is its own, beside what its household shares."""
    home = np.repeat(np.arange(homes.height), homes["contracts"].to_numpy())
    rows = homes.height
    table = homes[home[:rows].tolist()]
    use = 9 * np.exp(0.8 * draws.standard_normal(rows))
    complaints = count(draws, np.full(rows, 0.07))
    ago = 1 + np.floor(LONGEST_DAYS_SINCE_COMPLAINT * draws.random(rows)).astype(np.int64)
    return table.with_columns(
        contract_id=pl.format("PC{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(6)),
        device=one_of(draws, DEVICES, rows),
        data_gb_month=pl.Series(np.round(use, 1)),
        support_calls_90d=pl.Series(count(draws, np.full(rows, 0.12))),
        complaints_180d=pl.Series(complaints),
        days_since_complaint=pl.when(pl.Series(complaints) > 0).then(pl.Series(ago)),
    ).with_columns(paid_usd=(pl.col("monthly_usd") * pl.col("months_customer")).round(2))


def leaving(known: pl.DataFrame) -> Values:
    """The chance that a contract is given notice within 90 days; region has no weight."""
    score = (
        CHURN_LEVEL
        - 0.08 * pl.col("months_customer").clip(0, 60)
        + 2.0 * (pl.col("term") == "monthly").cast(pl.Float64)
        - 1.5 * (pl.col("term") == "two years").cast(pl.Float64)
        + 0.6 * (pl.col("payment") == "invoice").cast(pl.Float64)
        + 0.07 * (pl.col("monthly_usd") - 24)
        + 0.8 * pl.col("support_calls_90d")
        + 1.0 * pl.col("complaints_180d")
        - 0.25 * (pl.col("data_gb_month") + 0.1).log()
        + pl.col("unseen")
    )
    return chance(known.select(score).to_series().to_numpy())


def phone_contracts(seed: int) -> pl.DataFrame:
    """5,988 contracts, the members of a household in consecutive rows, without errors."""
    draws = Stream(seed, Table.CHURN).draws()
    known = contracts(draws, households(draws, CHURN_ROWS - RESENT_ROWS))
    churned = happens(draws, leaving(known))
    offered = happens(draws, np.where(churned, OFFERED_IF_LEAVING, OFFERED_ELSE))
    table = known.with_columns(retention_offer=pl.Series(offered), churned=pl.Series(churned))
    return table.select(*COLUMNS, *OUTCOME)


# Only where price and months are right can a reader see that their product is not what was paid.
KNOWN_BILL = (pl.col("monthly_usd") > 0) & (pl.col("months_customer") <= LONGEST_MONTHS)
ISSUES = (
    Issue("negative value", "monthly_usd", 9, ANY_ROW, -pl.col("monthly_usd")),
    Issue("missing value", "data_gb_month", 24, ANY_ROW, pl.lit(None, dtype=pl.Float64)),
    Issue("sentinel 9999", "months_customer", 8, ANY_ROW, pl.lit(9_999, dtype=pl.Int64)),
    Issue("trailing space", "term", 15, ANY_ROW, pl.col("term") + " "),
    Issue("cents", "paid_usd", 18, KNOWN_BILL, (pl.col("paid_usd") * 100).round(0)),
    Issue("lower case", "region", 11, ANY_ROW, pl.col("region").str.to_lowercase()),
)


def churn(seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(contracts, ledger): errors in some cells, 12 rows sent again at the end."""
    stream = Stream(seed, Table.CHURN_ERRORS)
    return spoiled(phone_contracts(seed), Spoiling("contract_id", stream, ISSUES, RESENT_ROWS))
