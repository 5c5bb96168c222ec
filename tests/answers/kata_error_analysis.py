"""Right and wrong answers to the kata `error-analysis`."""

from __future__ import annotations

RIGHT = {
    "error-analysis": {
        "in frames": """
def analyse(scored):
    cards = scored.with_columns(wrong=pl.col("predicted").ne(pl.col("card_type")).cast(pl.Int64))
    every = cards["line_id"]
    long = cards.unpivot(
        ["rarity", "language", "grading_company"], index=["line_id", "wrong"]
    ).group_by("variable", "value").agg(
        cards=pl.len(), errors=pl.sum("wrong"), lines=pl.col("line_id").n_unique()
    )
    kept = []
    for row in long.filter(pl.col("lines") >= 20).iter_rows(named=True):
        inside = cards[row["variable"]] == row["value"]
        if every.filter(~inside).n_unique() > 19:
            kept.append((row, inside))
    drawn = redraw_lines(every, seed=0)
    findings = []
    for row, inside in kept:
        gap = slice_gap(cards["wrong"], inside, drawn, level=1 - 0.05 / len(kept))
        if gap.low > 0:
            rest = cards.filter(~inside)["wrong"].mean()
            findings.append({
                "slice": f"{row['variable']}={row['value']}", "cards": row["cards"],
                "errors": row["errors"], "excess": row["errors"] - rest * row["cards"],
            })
    findings.sort(key=lambda one: -one["excess"])
    pairs = sorted(
        cards.filter(wrong=1).group_by("card_type", "predicted").len().rows(),
        key=lambda one: (-one[2], one[0], one[1]),
    )
    return {
        "base": cards["wrong"].mean(),
        "pair": pairs[0] if pairs else None,
        "findings": findings,
        "first": findings[0]["slice"] if findings else None,
    }
""",
        "by accuracies": """
def analyse(scored):
    from collections import Counter

    right = (scored["predicted"] == scored["card_type"]).to_numpy()
    lines = scored["line_id"].to_numpy()
    flags = {
        f"{column}={value}": (scored[column] == value).to_numpy()
        for column in ("rarity", "grading_company", "language")
        for value in sorted(set(scored[column]))
    }
    flags = {
        name: inside for name, inside in flags.items()
        if len(set(lines[inside])) >= 20 and len(set(lines[~inside])) >= 20
    }
    level = 1 - 0.05 / max(1, len(flags))
    found = []
    for name, inside in flags.items():
        if slice_gap(right, inside, redraw_lines(lines, seed=0), level=level).high < 0:
            n, bad = inside.sum(), (~right)[inside].sum()
            excess = n * (right[~inside].mean() - right[inside].mean())
            found.append(dict(slice=name, cards=int(n), errors=int(bad), excess=float(excess)))
    both = scored.select("card_type", "predicted").rows()
    pairs = Counter((true, said) for true, said in both if true != said)
    pair = None
    if pairs:
        most = max(pairs.values())
        pair = [*min(one for one, count in pairs.items() if count == most), most]
    first = None
    for one in found:
        if first is None or one["excess"] > first["excess"]:
            first = one
    return {
        "base": float(1 - right.mean()), "pair": pair, "findings": found,
        "first": first and first["slice"],
    }
""",
    },
}
BODY = """
def analyse(scored):
    is_wrong = pl.col("predicted") != pl.col("card_type")
    wrong = scored.select(is_wrong).to_series().to_numpy()
    drawn = redraw_lines(scored["line_id"].to_numpy(), seed=0)
    read = {}
    for column in ("language", "grading_company", "rarity"):
        for value in scored[column].unique():
            inside = (scored[column] == value).to_numpy()
            lines = [scored["line_id"].filter(side).n_unique() for side in (inside, ~inside)]
            if min(lines) >= 20:
                read[f"{column}={value}"] = inside
    findings = []
    for name, inside in read.items():
        if slice_gap(wrong, inside, drawn, level=1 - 0.05 / len(read)).low > 0:
            cards, errors = int(inside.sum()), int(wrong[inside].sum())
            excess = float(errors - cards * wrong[~inside].mean())
            findings.append({"slice": name, "cards": cards, "errors": errors, "excess": excess})
    pairs = scored.filter(is_wrong).group_by("card_type", "predicted").len()
    frequent = pairs.sort("len", "card_type", "predicted", descending=[True, False, False])
    dearest = max(findings, key=lambda one: one["excess"], default={"slice": None})
    return {
        "base": float(wrong.mean()),
        "pair": list(frequent.row(0)) if wrong.any() else None,
        "findings": findings,
        "first": dearest["slice"],
    }
"""


def but(old: str, new: str) -> str:
    """The answer with one thing another way."""
    if old not in BODY:
        raise ValueError(old)
    return BODY.replace(old, new)


WRONG = {
    "error-analysis": {
        "the longest list of errors": (
            but("slice_gap(wrong, inside, drawn, level=1 - 0.05 / len(read)).low > 0",
                "wrong[inside].sum() > 0.3 * wrong.sum()"),
            "is a finding, and should not be",
        ),
        "first by its errors": (
            but('key=lambda one: one["excess"]', 'key=lambda one: one["errors"]'),
            "Where would most errors go, if it were mended?",
        ),
        "first by its ratio": (
            but('key=lambda one: one["excess"]', 'key=lambda one: one["errors"] / one["cards"]'),
            "first is 'grading_company=Apex', expected language=ja",
        ),
        "slices of few lines": (
            but("min(lines) >= 20", "min(lines) >= 10"),
            "is a finding, and should not be, or not twice. How many lines does it have?",
        ),
        "more than twenty lines": (
            but("min(lines) >= 20", "min(lines) > 20"),
            "grading_company=Crown is worse than the rest, and no finding",
        ),
        "each slice at 95 %": (
            but(", level=1 - 0.05 / len(read)", ""),
            "language=fr is a finding",
        ),
        "all values counted": (
            but("0.05 / len(read)",
                "0.05 / sum(scored[one].n_unique() "
                "for one in ('language', 'grading_company', 'rarity'))"),
            "and no finding. How many of all these slices are read",
        ),
        "a number of slices from elsewhere": (
            but("0.05 / len(read)", "0.05 / 13"),
            "How many of all these slices are read, with lines enough on both sides?",
        ),
        "cards drawn one by one": (
            but('redraw_lines(scored["line_id"].to_numpy(), seed=0)',
                "redraw_lines(np.arange(scored.height), seed=0)").replace(
                "def analyse(scored):\n", "def analyse(scored):\n    import numpy as np\n"),
            "At which level is it read, are whole lines drawn",
        ),
        "an excess over all cards": (
            but("wrong[~inside].mean()", "wrong.mean()"),
            "How many errors would as many cards have at the rate of all *other* cards?",
        ),
        "a column is forgotten": (
            but('("language", "grading_company", "rarity")', '("language", "rarity")'),
            "grading_company=Apex is worse than the rest, and no finding",
        ),
        "better for worse": (
            but(".low > 0", ".high < 0"),
            "is a finding, and should not be",
        ),
        "predicted before true": (
            but('group_by("card_type", "predicted")', 'group_by("predicted", "card_type")').replace(
                'sort("len", "card_type", "predicted"', 'sort("len", "predicted", "card_type"'),
            "Which of the two is the truth",
        ),
        "any of equally frequent pairs": (
            but("descending=[True, False, False]", "descending=True"),
            "A model with equally frequent pairs: pair is",
        ),
        "the accuracy": (but('"base": float(wrong.mean())', '"base": float(1 - wrong.mean())'),
                         "How many of all cards are wrong?"),
        "an empty pair": (but("else None", "else []"), "pair is [], expected None"),
    },
}  # fmt: skip
