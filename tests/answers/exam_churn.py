"""Right and wrong answers to the exam `churn`, question churn-1: what is wrong in a table."""

from __future__ import annotations

RULES = """
def breaches(contracts):
    cell = pl.col
    factors = [cell(name).is_between(*RANGES[name]) for name in ("monthly_usd", "months_customer")]
    product = cell("monthly_usd") * cell("months_customer")
    rules = {{
        "null": {null},
        "range": {range},
        "category": {category},
        "bill": {bill},
        "complaint": {complaint},
        "repeated": {repeated},
    }}
    rows = contracts.with_row_index("row")
    parts = (rows.filter(one).select("row", rule=pl.lit(name)) for name, one in rules.items())
    return pl.concat(parts)
"""
SOUND = {
    "null": "pl.any_horizontal(pl.exclude('days_since_complaint').is_null())",
    "range": "pl.any_horizontal(~cell(name).is_between(*ends) for name, ends in RANGES.items())",
    "category": "pl.any_horizontal(~cell(name).is_in(words) for name, words in WORDS.items())",
    "bill": "((cell('paid_usd') - product).abs() > 0.011) & factors[0] & factors[1]",
    "complaint": "(cell('complaints_180d') == 0) != cell('days_since_complaint').is_null()",
    "repeated": "~cell('contract_id').is_first_distinct()",
}


def with_rule(**changed):
    return RULES.format(**SOUND | changed)


RIGHT = {
    "churn-1": {
        "row by row": """
def breaches(contracts):
    found, seen = [], set()
    for number, row in enumerate(contracts.iter_rows(named=True)):
        broken = set()
        for name, value in row.items():
            if value is None:
                broken |= {"null"} if name != "days_since_complaint" else set()
            elif name in RANGES and not RANGES[name][0] <= value <= RANGES[name][1]:
                broken.add("range")
            elif name in WORDS and value not in WORDS[name]:
                broken.add("category")
        usd, months, paid = row["monthly_usd"], row["months_customer"], row["paid_usd"]
        if None not in (usd, months, paid) and 6 <= usd <= 120 and 1 <= months <= 96:
            broken |= {"bill"} if round(abs(usd * months - paid), 6) > 0.01 else set()
        complaints, days = row["complaints_180d"], row["days_since_complaint"]
        if complaints is not None and (complaints == 0) != (days is None):
            broken.add("complaint")
        if row["contract_id"] in seen:
            broken.add("repeated")
        seen.add(row["contract_id"])
        found += [(number, rule) for rule in sorted(broken)]
    return pl.DataFrame(found, schema={"row": pl.Int64, "rule": pl.String}, orient="row")
""",
        "numpy and pandas": """
def breaches(contracts):
    import numpy as np
    import pandas as pd
    table = pd.DataFrame(contracts.to_dict(as_series=False), columns=contracts.columns)
    number = {name: pd.to_numeric(table[name]).to_numpy(float) for name in (*RANGES, "paid_usd")}
    outside = [
        ~np.isnan(number[name]) & ((number[name] < low) | (number[name] > high))
        for name, (low, high) in RANGES.items()
    ]
    known = ~np.isnan(number["monthly_usd"]) & ~np.isnan(number["months_customer"])
    place = list(RANGES).index
    judged = known & ~outside[place("monthly_usd")] & ~outside[place("months_customer")]
    off = np.abs(number["monthly_usd"] * number["months_customer"] - number["paid_usd"])
    complaints = number["complaints_180d"]
    rules = {
        "null": table.drop(columns="days_since_complaint").isna().any(axis=1).to_numpy(),
        "range": np.any(outside, axis=0),
        "category": np.any(
            [~table[n].isna() & ~table[n].isin(words) for n, words in WORDS.items()], axis=0
        ),
        "bill": judged & (np.nan_to_num(off) > 0.0101),
        "complaint": ~np.isnan(complaints)
        & ((complaints == 0) != np.isnan(number["days_since_complaint"])),
        "repeated": table["contract_id"].duplicated().to_numpy(),
    }
    parts = [
        pl.DataFrame({"row": np.flatnonzero(mask), "rule": [rule] * int(mask.sum())},
                     schema={"row": pl.Int64, "rule": pl.String})
        for rule, mask in rules.items()
    ]
    return pl.concat(parts).sort("row", "rule", descending=True)
""",
        "one long table of flags": """
def breaches(contracts):
    in_range = [pl.col(n).is_between(*ends).fill_null(True) for n, ends in RANGES.items()]
    in_list = [(pl.col(n).is_in(words) | pl.col(n).is_null()) for n, words in WORDS.items()]
    cents = (pl.col("paid_usd") * 100).round()
    should = (pl.col("monthly_usd") * pl.col("months_customer") * 100).round()
    sound = pl.all_horizontal(
        pl.col(n).is_between(*RANGES[n]).fill_null(False)
        for n in ("monthly_usd", "months_customer")
    )
    none, empty = pl.col("complaints_180d") == 0, pl.col("days_since_complaint").is_null()
    flags = contracts.with_row_index("row").lazy().select(
        "row",
        null=pl.sum_horizontal(pl.exclude("row", "days_since_complaint").is_null()) > 0,
        range=~pl.all_horizontal(in_range),
        category=~pl.all_horizontal(in_list),
        bill=sound & ((cents - should).abs() > 1).fill_null(False),
        complaint=(none & ~empty) | (~none & empty),
        repeated=pl.int_range(pl.len()).over("contract_id") > 0,
    )
    long = flags.unpivot(index="row", variable_name="rule", value_name="broken").filter("broken")
    return long.select("row", "rule").collect()
""",
    }
}

WRONG = {
    "churn-1": {
        "calls every empty cell a fault": (
            with_rule(null="pl.any_horizontal(pl.all().is_null())"),
            "On one sound contract you found [(0, 'null')]",
        ),
        "takes an empty cell for one out of range": (
            with_rule(
                range="pl.any_horizontal(~cell(n).is_between(*e).fill_null(False)"
                " for n, e in RANGES.items())"
            ),
            "On one sound contract you found [(0, 'range')]",
        ),
        "leaves the ends of a range out": (
            with_rule(
                range="pl.any_horizontal(~cell(n).is_between(*e, closed='none')"
                " for n, e in RANGES.items())"
            ),
            "[(0, 'range')], expected nothing. Which end of which range does it leave?",
        ),
        "reads words as they were meant": (
            with_rule(
                category="pl.any_horizontal(~cell(n).str.strip_chars().str.to_lowercase()"
                ".is_in([one.lower() for one in w]) for n, w in WORDS.items())"
            ),
            "{'region': 'north'}. Is that word in the list, letter by letter?",
        ),
        "judges a bill whose tariff is impossible": (
            with_rule(bill="(cell('paid_usd') - product).abs() > 0.011"),
            "of 'bill': {'months_customer': 0}. Does the text",
        ),
        "asks for the product to the last bit": (
            with_rule(bill="(cell('paid_usd') != product) & factors[0] & factors[1]"),
            "of 'bill'",
        ),
        "finds a bill that is too large only": (
            with_rule(bill="(cell('paid_usd') - product > 0.011) & factors[0] & factors[1]"),
            "breaks 'bill', and you did not list it: {'paid_usd': 199.98}. Which product",
        ),
        "misses a complaint without its day": (
            with_rule(
                complaint="(cell('complaints_180d') == 0)"
                " & cell('days_since_complaint').is_not_null()"
            ),
            "breaks 'complaint', and you did not list it: {'complaints_180d': 1}. Which two",
        ),
        "accuses the first of two rows as well": (
            with_rule(repeated="cell('contract_id').is_duplicated()"),
            "of 'repeated'",
        ),
        "looks for rows that are equal in every cell": (
            with_rule(repeated="~pl.struct(contracts.columns).is_first_distinct()"),
            "breaks 'repeated', and you did not list it: {'region': 'East', 'device': 'tablet'}",
        ),
        "lists a row once for each of its cells": (
            """
def breaches(contracts):
    rows = contracts.with_row_index("row")
    nulls = rows.drop("days_since_complaint").unpivot(index="row").filter(pl.col("value").is_null())
    words = [rows.filter(~pl.col(n).is_in(w)).select("row", rule=pl.lit("category"))
             for n, w in WORDS.items()]
    rest = pl.concat([rows.filter(one).select("row", rule=pl.lit(name)) for name, one in {
        "range": pl.any_horizontal(~pl.col(n).is_between(*e) for n, e in RANGES.items()),
        "bill": ((pl.col("paid_usd") - pl.col("monthly_usd") * pl.col("months_customer")).abs()
                  > .01)
        & pl.col("monthly_usd").is_between(6, 120) & pl.col("months_customer").is_between(1, 96),
        "complaint": (pl.col("complaints_180d") == 0) != pl.col("days_since_complaint").is_null(),
        "repeated": ~pl.col("contract_id").is_first_distinct(),
    }.items()])
    return pl.concat([nulls.select("row", rule=pl.lit("null")), *words, rest])
""",
            "you list one row with one rule twice",
        ),
        "counts rows from one": (
            with_rule()
            .replace("with_row_index('row')", "with_row_index('row', 1)")
            .replace('with_row_index("row")', 'with_row_index("row", 1)'),
            "every row that you list is one too high. From which number do rows count?",
        ),
        "looks for empty numbers alone": (
            with_rule(
                null="pl.any_horizontal(cell(*RANGES).exclude('days_since_complaint').is_null())"
            ),
            "row 0 breaks 'null', and you did not list it: {'contract_id': None}. Which column",
        ),
        "looks the errors up": (
            """
def breaches(contracts):
    from cardshop.dataset import load_churn_ledger
    rule_of = {"missing value": "null", "cents": "bill", "exact duplicate": "repeated",
               "trailing space": "category", "lower case": "category"}
    return load_churn_ledger().filter(pl.col("row") < contracts.height).select(
        "row", rule=pl.col("issue").replace_strict(rule_of, default="range"))
""",
            "In a table that you have not seen, row 0 breaks 'null'",
        ),
    }
}
