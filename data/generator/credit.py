"""Loan applications to an invented lender: one row a person, a seventh of them under 25.

Age has no weight of its own in the risk. It works through what comes with years: a history
of loans, years with an employer, an income, a home. So a model without age still knows it.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from generator.deliveries import ANY_ROW, Issue
from generator.exams import Spoiling, chance, count, happens, one_of, spoiled
from generator.seeds import Stream, Table, Values, pick

CREDIT_ROWS = 10_000
RESENT_ROWS = 15
FIRST_DAY, DAYS = np.datetime64("2022-01-03"), 1_000
YOUNGEST, OLDEST = 18, 80
# Share of applicants in a year of age from 18, 25, 35, 50 and 65 on, in per cent.
AGE_SHARES = np.repeat([2.0, 2.6, 2.2, 1.4, 0.4], [7, 10, 15, 15, 16])
# The Islands are the trap: few rows, and the same rules as everywhere.
REGIONS = {"North": 0.27, "South": 0.24, "East": 0.20, "West": 0.17, "Centre": 0.108}
REGIONS |= {"Islands": 0.012}
PURPOSES = {"car": 0.30, "home": 0.24, "debts": 0.22, "study": 0.10, "other": 0.14}
TERMS_MONTHS = np.array([12, 24, 36, 48, 60])
TERM_SHARES = [0.15, 0.25, 0.30, 0.18, 0.12]
INCOME_USD_MONTH, LOWEST_INCOME_USD, HIGHEST_INCOME_USD = 2_600, 700, 25_000
LOWEST_LOAN_USD, HIGHEST_LOAN_USD = 500, 60_000
# The level that leaves 5.9 % defaults on the default seed.
RISK_LEVEL = -3.12
# Known only after the loan was paid out.
OUTCOME = ("collection_calls", "defaulted")
NOBODY_IS_EMPLOYED_BEFORE = 16
# Calls of the collection desk in the year after the loan was paid out.
CALLS_IF_DEFAULTED, CALLS_ELSE = 0.30, 0.012


def people(draws: np.random.Generator, rows: int) -> pl.DataFrame:
    """Age and what grows with it: income, years employed, years of credit history, a home."""
    age = YOUNGEST + pick(draws, AGE_SHARES, rows)
    years = (age - YOUNGEST).astype(np.float64)
    history = years * draws.random(rows) ** 0.6
    employed = np.minimum(-6 * np.log(1 - draws.random(rows)), age - NOBODY_IS_EMPLOYED_BEFORE)
    rise = 0.35 * np.log1p(years) - 0.9 + 0.42 * draws.standard_normal(rows)
    income = np.clip(INCOME_USD_MONTH * np.exp(rise), LOWEST_INCOME_USD, HIGHEST_INCOME_USD)
    owns = draws.random(rows) < chance((age - 42) / 9)
    home = draws.random(rows) < chance((26 - age) / 2.5)
    return pl.DataFrame(
        {
            "age_years": age,
            "income_usd_month": np.round(income / 10).astype(np.int64) * 10,
            "employment_years": np.round(employed, 1),
            "history_years": np.round(history, 1),
            "housing": np.where(home, "parents", np.where(owns, "own", "rent")),
        }
    )


def habits(draws: np.random.Generator, known: pl.DataFrame) -> pl.DataFrame:
    """Open loans, late payments and the used share of the card limit: one strain drives all."""
    strain = draws.standard_normal(known.height)
    used = chance(-0.9 + 1.0 * strain + 0.7 * draws.standard_normal(known.height))
    thin = np.exp(-known["history_years"].to_numpy() / 4)
    return pl.DataFrame(
        {
            "open_loans": count(draws, 0.16 * (1 - 0.6 * thin) * np.exp(0.2 * strain)),
            "late_payments_2y": count(draws, np.clip(0.05 * np.exp(0.8 * strain), 0, 0.9)),
            "utilisation": np.round(used, 2),
        }
    )


def wishes(draws: np.random.Generator, income: Values) -> pl.DataFrame:
    """The loan that is asked for: dollars, months, purpose."""
    rows = len(income)
    months = TERMS_MONTHS[pick(draws, TERM_SHARES, rows)]
    loan = income * 0.11 * months * np.exp(0.55 * draws.standard_normal(rows))
    loan = np.clip(np.round(loan / 100) * 100, LOWEST_LOAN_USD, HIGHEST_LOAN_USD)
    return pl.DataFrame(
        {
            "loan_usd": loan.astype(np.int64),
            "months": months,
            "purpose": one_of(draws, PURPOSES, rows),
        }
    )


def risk(known: pl.DataFrame) -> Values:
    """The chance of a default within a year; age and region have no weight."""
    share = pl.col("loan_usd") / pl.col("months") / pl.col("income_usd_month")
    score = (
        RISK_LEVEL
        - 0.17 * pl.col("history_years").clip(0, 12)
        - 0.05 * pl.col("employment_years").clip(0, 10)
        + 0.55 * pl.col("late_payments_2y")
        + 2.0 * pl.col("utilisation")
        + 0.20 * pl.col("open_loans")
        + 0.9 * (share / 0.11).log()
        + 0.25 * (pl.col("housing") == "rent").cast(pl.Float64)
        + 0.30 * (pl.col("purpose") == "debts").cast(pl.Float64)
    )
    return chance(known.select(score).to_series().to_numpy())


def applications(seed: int) -> pl.DataFrame:
    """9,985 applications by date, without errors; the outcome after a year stands at the end."""
    draws, rows = Stream(seed, Table.CREDIT).draws(), CREDIT_ROWS - RESENT_ROWS
    day = np.sort(np.floor(draws.random(rows) * DAYS)).astype("timedelta64[D]")
    region = one_of(draws, REGIONS, rows)
    who = people(draws, rows)
    wish = wishes(draws, who["income_usd_month"].to_numpy())
    known = pl.concat([who, habits(draws, who), wish], how="horizontal")
    defaulted = happens(draws, risk(known))
    calls = count(draws, np.where(defaulted, CALLS_IF_DEFAULTED, CALLS_ELSE))
    table = known.with_columns(
        loan_id=pl.format("CR{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(6)),
        applied_on=pl.Series(FIRST_DAY + day),
        region=region,
        collection_calls=pl.Series(calls),
        defaulted=pl.Series(defaulted),
    )
    return table.select("loan_id", "applied_on", "region", *known.columns, *OUTCOME)


# Only where the error is an error: one per cent, written as 1, would be a valid share.
VISIBLE_USE = pl.col("utilisation") >= 0.02
POSSIBLE_AGE = pl.col("age_years") <= OLDEST
ISSUES = (
    Issue("impossible age", "age_years", 12, ANY_ROW, pl.col("age_years") + 100),
    Issue("cents", "income_usd_month", 25, ANY_ROW, pl.col("income_usd_month") * 100),
    Issue("missing value", "income_usd_month", 30, ANY_ROW, pl.lit(None, dtype=pl.Int64)),
    Issue("negative value", "employment_years", 8, ANY_ROW, pl.lit(-1.0)),
    Issue(
        "employed as a child",
        "employment_years",
        6,
        POSSIBLE_AGE,
        (pl.col("age_years") - 5).cast(pl.Float64),
    ),
    Issue("per cent", "utilisation", 14, VISIBLE_USE, (pl.col("utilisation") * 100).round(0)),
    Issue("upper case", "purpose", 9, ANY_ROW, pl.col("purpose").str.to_uppercase()),
)


def credit(seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(applications, ledger): errors in some cells, 15 rows sent again at the end."""
    stream = Stream(seed, Table.CREDIT_ERRORS)
    return spoiled(applications(seed), Spoiling("loan_id", stream, ISSUES, RESENT_ROWS))
