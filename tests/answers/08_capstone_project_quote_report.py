"""Right and wrong answers to question 8.2, which its check is tested with."""

from __future__ import annotations

IN_PYTHON = """
def quote_report(quotes, sales, by):
    import math
    from statistics import mean, median

    said = {}
    for key, quote in quotes.select("sale_id", "price_usd").iter_rows():
        if key in said:
            raise ValueError(f"two quotes for sale {key}")
        said[key] = None if quote is None or math.isnan(quote) else quote

    def lost(price, quote):
        if quote is None or 0.6 * quote < 0.5 * price:
            return 0.4 * price
        return 0.6 * max(quote - price, 0)

    def numbers(rows):
        pairs = [(one["price_usd"], said.get(one["sale_id"])) for one in rows]
        off = [(abs(quote - price), price) for price, quote in pairs if quote is not None]
        return {
            "sales": len(pairs),
            "unquoted": len(pairs) - len(off),
            "rmse_usd": math.sqrt(mean(one * one for one, _ in off)) if off else None,
            "within_10_share": sum(one <= 10 for one, _ in off) / len(pairs) if pairs else None,
            "median_relative_error": median(one / price for one, price in off) if off else None,
            "usd_a_quote": mean(lost(*one) for one in pairs) if pairs else None,
        }

    rows, slices = sales.to_dicts(), []
    whole = numbers(rows)
    for column in by:
        for value in sorted({one[column] for one in rows}):
            part = numbers([one for one in rows if one[column] == value])
            if part["sales"] - part["unquoted"] < 100:
                verdict = "too few to say"
            elif part["median_relative_error"] > 1.5 * whole["median_relative_error"]:
                verdict = "look here"
            else:
                verdict = "in line"
            slices.append({"column": column, "value": value, **part, "verdict": verdict})
    return {**whole, "slices": slices}
"""
IN_PANDAS = """
def quote_report(quotes, sales, by):
    import pandas as pd

    said = pd.DataFrame(quotes.select("sale_id", "price_usd").to_dict(as_series=False))
    sold = pd.DataFrame(sales.to_dict(as_series=False))
    twice = said.sale_id[said.sale_id.duplicated()]
    if len(twice):
        raise ValueError(f"quoted twice: {twice.tolist()}")
    both = sold.merge(said, on="sale_id", how="left", suffixes=("", "_quote"))
    both["quote"] = both.price_usd_quote.astype(float)
    both["off"] = (both.quote - both.price_usd).abs()
    stays = 0.6 * both.quote >= 0.5 * both.price_usd
    too_much = 0.6 * (both.quote - both.price_usd).clip(lower=0)
    both["lost"] = too_much.where(stays, 0.4 * both.price_usd)

    def numbers(part):
        known = part[part.quote.notna()]
        return {
            "sales": len(part),
            "unquoted": len(part) - len(known),
            "rmse_usd": float((known.off**2).mean() ** 0.5) if len(known) else None,
            "within_10_share": float((part.off <= 10).mean()) if len(part) else None,
            "median_relative_error": (
                float((known.off / known.price_usd).median()) if len(known) else None
            ),
            "usd_a_quote": float(part.lost.mean()) if len(part) else None,
        }

    whole, slices = numbers(both), []
    for column in by:
        for value, part in both.groupby(column):
            one = numbers(part)
            verdict = "in line"
            if one["sales"] - one["unquoted"] < FEWEST_SALES:
                verdict = "too few to say"
            elif one["median_relative_error"] > LOOK_FROM * whole["median_relative_error"]:
                verdict = "look here"
            slices.append({"column": column, "value": value, **one, "verdict": verdict})
    whole["slices"] = slices
    return whole
"""
IN_NUMPY = """
def quote_report(quotes, sales, by):
    if quotes.height > quotes["sale_id"].n_unique():
        counts = quotes.group_by("sale_id").len().filter(pl.col("len") > 1)
        raise ValueError(f"{counts['sale_id'].to_list()} stand more than once")
    known = quotes.rename({"price_usd": "said"}).select("sale_id", "said")
    judged = sales.join(known, on="sale_id", how="left", maintain_order="left")
    price = judged["price_usd"].to_numpy()
    quote = judged["said"].cast(pl.Float64).fill_null(float("nan")).to_numpy()

    def numbers(inside):
        paid, said = price[inside], quote[inside]
        has = ~np.isnan(said)
        off = np.abs(said - paid)[has]
        left = np.where(has, 0.6 * said < 0.5 * paid, True)
        lost = np.where(left, 0.4 * paid, 0.6 * np.maximum(said - paid, 0))
        found = {"sales": int(inside.sum()), "unquoted": int((~has).sum())}
        found["rmse_usd"] = float(np.sqrt(np.mean(off**2))) if off.size else None
        found["within_10_share"] = float((off <= 10).sum() / paid.size) if paid.size else None
        found["median_relative_error"] = float(np.median(off / paid[has])) if off.size else None
        found["usd_a_quote"] = float(lost.mean()) if paid.size else None
        return found

    result = numbers(np.ones(price.size, dtype=bool))
    bar = LOOK_FROM * (result["median_relative_error"] or 0.0)
    slices = []
    for column in by:
        values = judged[column].to_numpy()
        for value in judged[column].unique().sort():
            one = numbers(np.asarray(values == value, dtype=bool))
            few = one["sales"] - one["unquoted"] < FEWEST_SALES
            far = not few and one["median_relative_error"] > bar
            verdict = "too few to say" if few else "look here" if far else "in line"
            slices.append({"column": column, "value": value} | one | {"verdict": verdict})
    return result | {"slices": slices}
"""
RIGHT = {"8.2": {"plain Python": IN_PYTHON, "pandas": IN_PANDAS, "numpy": IN_NUMPY}}


def edited(*pairs: tuple[str, str]) -> str:
    """A right answer with a slip in it."""
    source = IN_PYTHON
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return source


QUOTED_ROWS = "pairs = [one for one in pairs if one[1] is not None]\n        off ="
MISSING = "Is a sale without a quote still a sale?"
DENOMINATOR = "Off by exactly $10, too low as well as too high; and a share of which sales?"
RELATIVE = "Relative to what was paid or to the quote? Too low counts like too high."
DOLLARS = "Who leaves, at exactly half of the price, and without any offer?"
WRONG = {
    "8.2": {
        "sales without a quote are dropped": (
            edited(("off =", QUOTED_ROWS)),
            MISSING,
        ),
        "a share of the quoted ones": (
            edited(
                ("/ len(pairs) if pairs", "/ len(off) if off"),
            ),
            DENOMINATOR,
        ),
        "a sale without a quote costs nothing": (
            edited(
                (
                    "if quote is None or 0.6",
                    "if quote is None:\n            return 0.0\n        if 0.6",
                )
            ),
            DOLLARS,
        ),
        "dollars over the quoted sales alone": (
            edited(
                (
                    "mean(lost(*one) for one in pairs) if pairs",
                    "mean(lost(*one) for one in pairs if one[1] is not None) if off",
                )
            ),
            DOLLARS,
        ),
        "nan is a quote": (
            edited(("None if quote is None or math.isnan(quote) else quote", "quote")),
            "No row, null and NaN: in how many ways may a quote be missing?",
        ),
        "the last of two quotes counts": (
            edited(('raise ValueError(f"two quotes for sale {key}")', "pass")),
            "Which of the two quotes did the seller hear, and how would you know?",
        ),
        "an error that names no sale": (
            edited(('raise ValueError(f"two quotes for sale {key}")', "raise ValueError('twice')")),
            "What does whoever mends the quotes look for?",
        ),
        "the mean square without its root": (
            edited(
                (
                    "math.sqrt(mean(one * one for one, _ in off))",
                    "mean(one * one for one, _ in off)",
                )
            ),
            "Square, mean, root: in this order, over the sales that have a quote?",
        ),
        "the mean absolute error": (
            edited(("math.sqrt(mean(one * one for one, _ in off))", "mean(one for one, _ in off)")),
            "Square, mean, root: in this order, over the sales that have a quote?",
        ),
        "within is less than ten dollars": (edited(("one <= 10", "one < 10")), DENOMINATOR),
        "too low is within, however far": (
            edited(("abs(quote - price), price)", "quote - price, price)")),
            RELATIVE,
        ),
        "relative to the quote": (
            edited(
                (
                    "median(one / price for one, price in off)",
                    "median(abs(q - p) / q if q else 0 for p, q in pairs if q is not None)",
                )
            ),
            RELATIVE,
        ),
        "the mean of relative errors": (
            edited(("median(one / price for one", "mean(one / price for one")),
            RELATIVE,
        ),
        "an offer of exactly half loses the seller": (
            edited(("0.6 * quote < 0.5", "0.6 * quote <= 0.5")),
            DOLLARS,
        ),
        "the quote is what the shop pays": (
            edited(("0.6 * quote < 0.5", "quote < 0.5")),
            DOLLARS,
        ),
        "every dollar above the price is lost": (
            edited(("return 0.6 * max", "return max")),
            DOLLARS,
        ),
        "too low an offer costs like too high a one": (
            edited(("0.6 * max(quote - price, 0)", "0.6 * abs(quote - price)")),
            DOLLARS,
        ),
        "a slice is large by sales without a quote": (
            edited(('part["sales"] - part["unquoted"] < 100', 'part["sales"] < 100')).replace(
                'elif part["median_relative_error"] >',
                'elif (part["median_relative_error"] or 0) >',
            ),
            "Which slice has enough *quoted* sales",
        ),
        "a hundred are too few": (
            edited(('part["unquoted"] < 100', 'part["unquoted"] <= 100')),
            "Which slice has enough *quoted* sales",
        ),
        "at the bar is above it": (
            edited(('part["median_relative_error"] > 1.5', 'part["median_relative_error"] >= 1.5')),
            "above what is its median looked at?",
        ),
        "the most numerous slice comes first": (
            edited(
                (
                    "sorted({one[column] for one in rows})",
                    "sorted({one[column] for one in rows}, key=lambda v: -sum(one[column] == v for one in rows))",
                )
            ),
            "in this order; expected",
        ),
        "nothing to average is zero": (
            edited(
                ("if off else None", "if off else 0.0"), ("if pairs else None", "if pairs else 0.0")
            ),
            "Over no sale there is nothing to average. What would 0 promise?",
        ),
    },
}
