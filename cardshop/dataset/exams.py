"""The exam tables: no cards, no people, made to practise on; errors stand in their ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from cardshop.dataset.files import DATA, verified

if TYPE_CHECKING:
    from pathlib import Path

CREDIT = "exams/credit.parquet"
CREDIT_LEDGER = "exams/credit_ledger.csv"
CHURN = "exams/churn.parquet"
CHURN_LEDGER = "exams/churn_ledger.csv"


def load_credit(*, folder: Path = DATA) -> pl.DataFrame:
    """The 10,000 loan applications by date, the last 15 sent again; one row a person else.

    `defaulted` is the target, known after a year; `collection_calls` is a leak. Errors are
    planted (`load_credit_ledger`). Null: planted only. Raises DatasetError if the file differs.
    """
    return pl.read_parquet(verified(CREDIT, folder=folder), glob=False)


def load_credit_ledger(*, folder: Path = DATA) -> pl.DataFrame:
    """What is wrong in the loan applications: row (from 0), loan_id, column, issue.

    A row in no entry is clean. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(CREDIT_LEDGER, folder=folder), glob=False)


def load_churn(*, folder: Path = DATA) -> pl.DataFrame:
    """The 6,000 phone contracts on one day, the last 12 sent again; a household has one to four.

    `churned` is the target, known after 90 days; `retention_offer` is a leak; `household_id`
    is the split group. Errors are planted (`load_churn_ledger`). Null: planted, and
    `days_since_complaint` without a complaint. Raises DatasetError if the file differs.
    """
    return pl.read_parquet(verified(CHURN, folder=folder), glob=False)


def load_churn_ledger(*, folder: Path = DATA) -> pl.DataFrame:
    """What is wrong in the phone contracts: row (from 0), contract_id, column, issue.

    A row in no entry is clean. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(CHURN_LEDGER, folder=folder), glob=False)
