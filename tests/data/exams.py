"""How the figures of the exam tables are measured: cleaned rows, splits, models, gaps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from generator import churn, credit
from tests.data.calibration import pipeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPLITS = range(5)
TEST_SHARE = 0.25
# The lender declines the riskiest fifth; the cut is read off the training rows.
DECLINED = 0.20
NOT_FEATURES = ("loan_id", "applied_on", "region", "collection_calls", "defaulted")
UNDER_25 = pl.col("age_years") < 25
ISLANDS = pl.col("region") == "Islands"


class Rates(NamedTuple):
    """A rate inside a group minus outside, its 95 % interval by row, and the rows inside."""

    inside: float
    outside: float
    low: float
    high: float
    rows: int

    @property
    def gap(self) -> float:
        """Inside minus outside."""
        return self.inside - self.outside


class Scored(NamedTuple):
    """The test rows of one split, their risk, and whether each is declined."""

    rows: pl.DataFrame
    risk: NDArray[np.float64]
    declined: NDArray[np.bool_]


@cache
def loans(seed: int) -> pl.DataFrame:
    """The applications of a seed without any row that stands in the ledger."""
    table, ledger = credit.credit(seed)
    wrong = ledger["row"].unique().to_list()
    return table.with_row_index("row").filter(~pl.col("row").is_in(wrong)).drop("row")


def halves(rows: int, split: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(train, test) positions, a quarter in test: applicants are independent rows."""
    mixed = np.random.default_rng(split).permutation(rows)
    held_out = round(rows * TEST_SHARE)
    return mixed[held_out:], mixed[:held_out]


@cache
def scored(seed: int, split: int, *, without: str = "", leak: bool = False) -> Scored:
    """A logistic regression, judged on a quarter of the rows; `without` names a column."""
    from sklearn.linear_model import LogisticRegression

    table = loans(seed)
    left_out = {*NOT_FEATURES, without} - ({"collection_calls"} if leak else set())
    features = table.drop(left_out, strict=False)
    train, test = halves(table.height, split)
    model = pipeline(features, LogisticRegression(C=1, max_iter=400))
    model.fit(features[train], table["defaulted"].to_numpy()[train])
    cut = np.quantile(model.predict_proba(features[train])[:, 1], 1 - DECLINED)
    risk = model.predict_proba(features[test])[:, 1]
    return Scored(table[test], risk, risk >= cut)


def auc(one: Scored) -> float:
    """Area under the ROC curve."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(one.rows["defaulted"].to_numpy(), one.risk))


def declined_gap(one: Scored, inside: pl.Expr, *, defaulted: bool) -> Rates:
    """Share declined in a group and in the rest, among those who defaulted or among payers.

    `defaulted=False` is the false-positive rate: declined although the loan was paid back.
    The bootstrap draws rows, 2,000 times: every applicant is one row.
    """
    among = one.rows["defaulted"].to_numpy() == defaulted
    group = one.rows.select(inside).to_series().to_numpy()
    refused = [one.declined[among & group], one.declined[among & ~group]]
    draws = np.random.default_rng(0)
    again = [draws.binomial(len(part), part.mean(), 2_000) / len(part) for part in refused]
    low, high = np.quantile(again[0] - again[1], [0.025, 0.975])
    rates = [float(part.mean()) for part in refused]
    return Rates(*rates, float(low), float(high), len(refused[0]))


@cache
def contracts(seed: int) -> pl.DataFrame:
    """The phone contracts of a seed without any row that stands in the ledger."""
    table, ledger = churn.churn(seed)
    wrong = ledger["row"].unique().to_list()
    right = table.with_row_index("row").filter(~pl.col("row").is_in(wrong)).drop("row")
    # No complaint in 180 days: longer ago than any that was counted.
    return right.with_columns(pl.col("days_since_complaint").fill_null(365))


def by_household(table: pl.DataFrame, split: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(train, test) positions with every household on one side only."""
    homes = table["household_id"].unique(maintain_order=True)
    _, chosen = halves(homes.len(), split)
    in_test = table["household_id"].is_in(homes.gather(chosen).to_list()).to_numpy()
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)


@cache
def churn_auc(seed: int, split: int, *, trees: bool, by: str, leak: bool = False) -> float:
    """ROC AUC of a forest or a logistic regression, split by row or by household."""
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    table = contracts(seed)
    hidden = ("contract_id", "household_id", "churned", *(() if leak else ("retention_offer",)))
    features, truth = table.drop(hidden), table["churned"].to_numpy()
    train, test = halves(table.height, split) if by == "row" else by_household(table, split)
    forest = RandomForestClassifier(60, min_samples_leaf=2, n_jobs=1, random_state=split)
    model = pipeline(features, forest if trees else LogisticRegression(C=1, max_iter=400))
    risk = model.fit(features[train], truth[train]).predict_proba(features[test])[:, 1]
    return float(roc_auc_score(truth[test], risk))
