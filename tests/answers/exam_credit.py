"""Right and wrong answers to credit-1: applications that can be true."""

from __future__ import annotations

from classroom import syllabus

TEXT = syllabus.sheet("credit-1").file("solutions").read_text("utf-8")
START = TEXT.index("def mended(")
SOLUTION = TEXT[START : TEXT.index("    ### END SOLUTION", START)]


def with_(old: str, new: str) -> str:
    """The solution with one thing changed."""
    assert old in SOLUTION, old
    return SOLUTION.replace(old, new)


PANDAS = """
def mended(applications):
    import pandas as pd

    table = pd.DataFrame(applications.to_dict(as_series=False))
    table = table[~table.duplicated("loan_id")].copy()
    table["purpose"] = table["purpose"].str.lower()
    age = table["age_years"].mask((table["age_years"] < 18) | (table["age_years"] > 80))
    oldest = age.fillna(80)
    limits = {"age_years": (18, 80), "income_usd_month": (700, 25000), "open_loans": (0, 8),
              "late_payments_2y": (0, 8), "utilisation": (0, 1), "loan_usd": (500, 60000),
              "months": (12, 60), "employment_years": (0, oldest - 16),
              "history_years": (0, oldest - 18)}
    for name, (low, high) in limits.items():
        table[name] = table[name].where((table[name] >= low) & (table[name] <= high))
"""
RIGHT = {
    "credit-1": {
        "one select": """
def mended(applications):
    old = pl.when(pl.col("age_years") > 80).then(80).otherwise(pl.col("age_years"))
    old = pl.when(old >= 18).then(old).otherwise(80).fill_null(80)
    old = pl.when(pl.col("age_years").is_between(18, 80)).then("age_years").otherwise(80)
    highest = {"income_usd_month": 25000, "open_loans": 8, "late_payments_2y": 8,
               "utilisation": 1, "loan_usd": 60000, "months": 60, "age_years": 80,
               "employment_years": old - 16, "history_years": old - 18}
    lowest = {"income_usd_month": 700, "loan_usd": 500, "months": 12, "age_years": 18}
    table = applications.filter(pl.col("loan_id").is_first_distinct())
    return table.with_columns(
        pl.col("purpose").str.to_lowercase(),
        *(
            pl.when((pl.col(name) > most) | (pl.col(name) < lowest.get(name, 0)))
            .then(None)
            .otherwise(pl.col(name))
            .alias(name)
            for name, most in highest.items()
        ),
    )
""",
        "row by row": """
def mended(applications):
    seen, rows = set(), []
    ends = {"income_usd_month": (700, 25000), "open_loans": (0, 8), "late_payments_2y": (0, 8),
            "utilisation": (0, 1), "loan_usd": (500, 60000), "months": (12, 60)}
    for row in applications.rows(named=True):
        if row["loan_id"] in seen:
            continue
        seen.add(row["loan_id"])
        if row["age_years"] is not None and not 18 <= row["age_years"] <= 80:
            row["age_years"] = None
        age = 80 if row["age_years"] is None else row["age_years"]
        for name, (low, high) in (ends | {"employment_years": (0, age - 16),
                                          "history_years": (0, age - 18)}).items():
            if row[name] is not None and not low <= row[name] <= high:
                row[name] = None
        row["purpose"] = row["purpose"].lower()
        rows.append(row)
    return pl.DataFrame(rows, schema=applications.schema)
""",
        "pandas": """
def mended(applications):
    import pandas as pd

    table = pd.DataFrame(applications.to_dict(as_series=False)).drop_duplicates("loan_id")
    for name in ("age_years", "income_usd_month", "employment_years", "history_years",
                 "open_loans", "late_payments_2y", "utilisation", "loan_usd", "months"):
        table[name] = pd.to_numeric(table[name])
    table["age_years"] = table["age_years"].where(table["age_years"].between(18, 80))
    age = table["age_years"].fillna(80)
    limits = {"income_usd_month": (700, 25000), "open_loans": (0, 8), "late_payments_2y": (0, 8),
              "utilisation": (0, 1), "loan_usd": (500, 60000), "months": (12, 60)}
    for name, (low, high) in limits.items():
        table.loc[~table[name].between(low, high), name] = None
    table.loc[~table["employment_years"].between(0, age - 16), "employment_years"] = None
    table.loc[~table["history_years"].between(0, age - 18), "history_years"] = None
    table["purpose"] = table["purpose"].str.lower()
    columns = {}
    for name, kind in applications.schema.items():
        values = [None if pd.isna(one) else one for one in table[name]]
        values = [one if one is None or not kind.is_integer() else int(one) for one in values]
        columns[name] = pl.Series(values, dtype=kind)
    return pl.DataFrame(columns)
""",
        "pandas, by the way back that the message tells": PANDAS
        + """
    frame = table.astype(object).where(table.notna(), None)
    return pl.DataFrame(frame.to_dict('list'), schema=applications.schema, strict=False)
""",
        "pandas, the kinds left to polars": PANDAS
        + """
    frame = table.astype(object).where(table.notna(), None)
    return pl.DataFrame(frame.to_dict('list'), strict=False)
""",
        "pandas, joined to the rows given": PANDAS
        + """
    kept = applications[table.index.to_list()]
    numbers = pl.DataFrame({name: table[name].to_numpy() for name in limits})
    return kept.with_columns(numbers, purpose=pl.Series(table["purpose"].to_list()))
""",
    }
}
WRONG = {
    "credit-1": {
        "copies kept": (
            with_('.filter(pl.col("loan_id").is_first_distinct())', ".clone()"),
            "of which 4 are sent again",
        ),
        "whole rows are compared": (
            with_('filter(pl.col("loan_id").is_first_distinct())', "unique(maintain_order=True)"),
            "sent again. Which column says that two rows are one application?",
        ),
        "the last counts": (with_("is_first_distinct", "is_last_distinct"), "the order is another"),
        "bad rows are thrown away": (
            with_(
                "known = known.with_columns(pl.when(kept).then(name))",
                "known = known.filter(kept.fill_null(True))",
            ),
            "Is a whole application wrong, or one of its cells?",
        ),
        "cents are guessed": (
            with_(
                'with_columns(pl.col("purpose")',
                'with_columns(applications.unique("loan_id", keep="first", maintain_order=True)'
                '.select(pl.when(pl.col("income_usd_month") > 25_000)'
                '.then(pl.col("income_usd_month") // 100)'
                '.otherwise("income_usd_month").alias("income_usd_month")).to_series(), '
                'pl.col("purpose")',
            ),
            "income_usd_month is",
        ),
        "filled with the median": (
            with_(
                "str.to_lowercase())", 'str.to_lowercase(), pl.col("utilisation").fill_null(0.3))'
            ),
            "utilisation is 0.3, expected null",
        ),
        "an unknown age empties employment": (
            with_("fill_null(80) - 16", "fill_null(0) - 16"),
            "if the age is unknown?",
        ),
        "ends are left out": (
            with_("is_between(low, high)", 'is_between(low, high, closed="none")'),
            "expected",
        ),
        "purpose as sent": (
            with_('.with_columns(pl.col("purpose").str.to_lowercase())', ""),
            "Is Car another purpose than car?",
        ),
        "columns dropped": (
            with_("str.to_lowercase())", 'str.to_lowercase()).drop("collection_calls")'),
            "you lack the column collection_calls",
        ),
    }
}
