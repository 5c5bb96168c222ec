"""What right answers to credit-1 are: one row an application, impossible values emptied."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import polars as pl

from cardshop.dataset import load_credit, load_credit_ledger
from classroom.checks import frame_with, question
from classroom.checks.compare import first_difference

Case = tuple[bool, str, str]
KEY = "loan_id"
DOMAINS = {
    "age_years": (18, 80),
    "income_usd_month": (700, 25_000),
    "open_loans": (0, 8),
    "late_payments_2y": (0, 8),
    "utilisation": (0, 1),
    "loan_usd": (500, 60_000),
    "months": (12, 60),
}
SINCE = {"employment_years": 16, "history_years": 18}
OLDEST = DOMAINS["age_years"][1]
NUDGES = {
    "age_years": "Which ages can an applicant have, and do the ends count?",
    "purpose": "Is Car another purpose than car?",
    "employment_years": "How long can one of that age have worked, and if the age is unknown?",
    "history_years": "How long can one of that age have had a loan, and if the age is unknown?",
}


def expected(applications: pl.DataFrame) -> pl.DataFrame:
    """What the docstring says."""
    known = applications.unique(KEY, keep="first", maintain_order=True)
    low, high = DOMAINS["age_years"]
    age = pl.col("age_years")
    at_most = pl.when(age.is_between(low, high)).then(age).otherwise(OLDEST)
    ends = {name: (pl.lit(low), pl.lit(high)) for name, (low, high) in DOMAINS.items()}
    ends |= {name: (pl.lit(0), at_most - start) for name, start in SINCE.items()}
    emptied = [
        pl.when(pl.col(name) >= low, pl.col(name) <= high).then(name).alias(name)
        for name, (low, high) in ends.items()
    ]
    return known.with_columns(*emptied, pl.col("purpose").str.to_lowercase())


@cache
def sound() -> pl.DataFrame:
    """Forty applications without an error."""
    wrong = load_credit_ledger()[KEY]
    return load_credit().filter(~pl.col(KEY).is_in(wrong.implode())).head(40)


def edges() -> Iterator[tuple[int, dict[str, float | int | None]]]:
    """A place and the values of one row: each end of each domain, and beyond."""
    at = 0
    for name, (low, high) in DOMAINS.items():
        step = 0.01 if name == "utilisation" else 1
        others = {"employment_years": 0.0, "history_years": 0.0} if name == "age_years" else {}
        for value in (low - step, low, high, high + step, None):
            yield at, {**others, name: value}
            at += 1
    for name, start in SINCE.items():
        for age, years in (
            (30, -0.1), (30, 0.0), (30, 30.0 - start), (30, 30.1 - start), (30, 31.0 - start),
            (130, 80.0 - start), (130, 80.1 - start), (None, 80.0 - start), (None, 80.1 - start),
            (17, 20.0), (30, None),
        ):  # fmt: skip
            yield at, {"age_years": age, name: years}
            at += 1


@cache
def one_error_each() -> pl.DataFrame:
    """Sound rows, each with a value at an end of a domain or beyond; copies at other places."""
    cases = list(edges())
    base = pl.concat([sound()] * 2)[: len(cases)].with_row_index("at")
    base = base.with_columns(pl.format("CR{}", 900_000 + pl.col("at").cast(pl.Int64)).alias(KEY))
    for at, values in cases:
        changes = [
            pl.when(pl.col("at") == at).then(pl.lit(one, dtype=base.schema[name])).otherwise(name)
            .alias(name) for name, one in values.items()
        ]  # fmt: skip
        base = base.with_columns(changes)
    base = base.drop("at")
    loud = base[5].with_columns(pl.col("purpose").str.to_uppercase(), loan_id=pl.lit("CR990001"))
    again = base[3].with_columns(loan_usd=pl.lit(700, dtype=pl.Int64))
    return pl.concat([base[:30], loud, base[30:], base[12], again, base[:2]])


@cache
def samples() -> dict[str, pl.DataFrame]:
    """Tables by what they are."""
    table = load_credit()
    return {
        "sound applications": sound(),
        "applications with one value each at an end of its domain or beyond": one_error_each(),
        "every fifth application and the last 40": pl.concat(
            [table.gather_every(5), table.tail(40)]
        ).with_columns(fold=pl.lit(1)),
    }


def row_cases(got: pl.DataFrame, want: pl.DataFrame, about: str) -> Iterator[Case]:
    """One row an application, in its order, with its columns."""
    lost = [one for one in want.columns if one not in got.columns]
    yield not lost, f"For {about} you lack the column {', '.join(lost)}.", "Who needs it later?"
    copies = got.height - got[KEY].n_unique()
    sentence = f"For {about} you return {got.height} rows, of which {copies} are sent again."
    yield copies == 0, sentence, "Which column says that two rows are one application?"
    sentence = f"For {about} you return {got.height} applications, expected {want.height}."
    yield got.height == want.height, sentence, "Is a whole application wrong, or one of its cells?"
    ordered = got[KEY].to_list() == want[KEY].to_list()
    yield ordered, f"For {about} the order is another.", "Which call keeps the order of rows?"


def in_kinds_of(got: pl.DataFrame, want: pl.DataFrame) -> pl.DataFrame:
    """Numbers as numbers of the kind given: where cells are emptied, some tools make floats."""
    kinds = {
        name: kind
        for name, kind in want.schema.items()
        if kind.is_numeric() and got.schema[name].is_numeric()
    }
    floats = [name for name in kinds if got.schema[name].is_float()]
    return got.with_columns(pl.col(floats).fill_nan(None)).cast(kinds, strict=False)


def sent(table: pl.DataFrame, got: pl.DataFrame, want: pl.DataFrame, name: str) -> str:
    """What stood in the first cell that differs, in brackets, or nothing where that is the key."""
    pairs = zip(got[name].to_list(), want[name].to_list(), strict=True)
    at = next((row for row, (mine, theirs) in enumerate(pairs) if mine != theirs), None)
    if at is None or name == KEY:
        return ""
    value = table.filter(pl.col(KEY) == want[KEY][at])[name][0]
    return f" ({'null' if value is None else value} was sent)"


@question(
    "credit-1",
    title="Applications that can be true",
    answer="mended",
    returns=frame_with(KEY),
    points=2,
    hints=(
        "Which call keeps the first of several rows with one key, and the order?",
        "What does a comparison with null give, and what does `when` without `otherwise` give?",
        "Whose age is needed for `employment_years`: the one sent, or the one you have emptied?",
    ),
    why="""An emptied cell is honest: the model is told that nothing is known. A guess of yours
would be learned as a fact, and a row thrown away is an applicant who is never scored.""",
)
def applications_that_can_be_true(mended):
    for about, table in samples().items():
        got, want = mended(table), expected(table)
        yield from row_cases(got, want, about)
        got = in_kinds_of(got, want)
        for name in want.columns:
            both = list(dict.fromkeys((KEY, name)))
            problem = first_difference(got.select(both), want.select(both))
            sentence = f"For {about}: {problem}{sent(table, got, want, name) if problem else ''}."
            yield problem is None, sentence, NUDGES.get(name, "Which values can this column hold?")
