"""Right and wrong answers to question 8.1, which its check is tested with."""

from __future__ import annotations

IN_POLARS = """
def quote_brief(lists, model, terms):
    quotes, limit = terms["quotes_a_year"], terms["limit_years"]
    usd_year = quotes * pl.col("usd_a_quote") + pl.col("upkeep_usd_year")
    dated = lists.with_columns(usd_year=usd_year)
    best = dated.filter(pl.col("usd_year") == pl.col("usd_year").min()).row(0, named=True)
    build_usd = terms["weeks"] * terms["people"] * terms["week_usd"]

    def years(usd_a_quote):
        yearly = best["usd_year"] - quotes * usd_a_quote - terms["run_usd_year"]
        return yearly, (build_usd / yearly if yearly > 0 else None)

    ends = [years(model[one])[1] for one in ("high", "low")]
    in_time = [one is not None and one <= limit for one in ends]
    most = best["usd_year"] / quotes - (terms["run_usd_year"] + build_usd / limit) / quotes
    value, payback = years(model["expected"])
    return {
        "baseline": best["name"],
        "baseline_usd_year": best["usd_year"],
        "value_usd_year": value,
        "payback_years": payback,
        "most_usd_a_quote": None if most < 0 else most,
        "decision": "build" if in_time[0] else "pilot" if in_time[1] else "keep",
    }
"""
RIGHT = {
    "8.1": {
        "the payback of both ends": IN_POLARS,
        "numpy, and a frame sorted by cost": """
def quote_brief(lists, model, terms):
    spent = np.array(lists["usd_a_quote"]) * terms["quotes_a_year"] + np.array(
        lists["upkeep_usd_year"]
    )
    place = int(np.argmin(spent))
    run, quotes = terms["run_usd_year"], terms["quotes_a_year"]
    once = terms["people"] * terms["weeks"] * terms["week_usd"]
    value = spent[place] - (quotes * model["expected"] + run)
    most = (spent[place] - (run + once / terms["limit_years"])) / quotes
    decision = "keep" if most < model["low"] else "build" if most >= model["high"] else "pilot"
    return dict(
        baseline=lists["name"][place],
        baseline_usd_year=spent[place],
        value_usd_year=value,
        payback_years=None if value <= 0 else once / value,
        most_usd_a_quote=most if most >= 0 else None,
        decision=decision,
    )
""",
        "a loop, step by step": """
def quote_brief(lists, model, terms):
    name, least = None, None
    for row in lists.to_dicts():
        year = row["usd_a_quote"] * terms["quotes_a_year"] + row["upkeep_usd_year"]
        if least is None or year < least:
            name, least = row["name"], year
    brief = {"baseline": name, "baseline_usd_year": least}
    saved = least / terms["quotes_a_year"] - model["expected"]
    brief["value_usd_year"] = saved * terms["quotes_a_year"] - terms["run_usd_year"]
    cost = terms["week_usd"] * terms["weeks"] * terms["people"]
    brief["payback_years"] = None
    if round(brief["value_usd_year"], 6) > 0:
        brief["payback_years"] = cost / brief["value_usd_year"]
    needed = cost / terms["limit_years"] + terms["run_usd_year"]
    most = (least - needed) / terms["quotes_a_year"]
    brief["most_usd_a_quote"] = most if most >= 0 else None
    brief["decision"] = "pilot"
    if most >= model["high"]:
        brief["decision"] = "build"
    elif model["low"] > most:
        brief["decision"] = "keep"
    return brief
""",
    },
}


def edited(old: str, new: str) -> str:
    """A right answer with one slip in it."""
    assert old in IN_POLARS
    return IN_POLARS.replace(old, new)


CARE = "What does each list cost in a whole year, with those who look after it?"
EACH_YEAR = "Which costs come each year with the model, and which of today's go?"
LUCK = "Would it still pay back in time if the model turns out badly?"
WRONG = {
    "8.1": {
        "the worst list is the one to beat": (
            edited('pl.col("usd_year").min()', 'pl.col("usd_year").max()'),
            "is 'last sale', expected 'good list'",
        ),
        "the first list is the one to beat": (
            edited('dated.filter(pl.col("usd_year") == pl.col("usd_year").min())', "dated"),
            "is 'one price', expected 'good list'",
        ),
        "the list that loses least a quote, whatever its upkeep": (
            edited(
                'pl.col("usd_year") == pl.col("usd_year").min()',
                'pl.col("usd_a_quote") == pl.col("usd_a_quote").min()',
            ),
            CARE,
        ),
        "upkeep is taken for dollars a quote": (
            edited(
                'quotes * pl.col("usd_a_quote") + pl.col("upkeep_usd_year")',
                'quotes * (pl.col("usd_a_quote") + pl.col("upkeep_usd_year"))',
            ),
            CARE,
        ),
        "the model runs for nothing": (
            edited('quotes * usd_a_quote - terms["run_usd_year"]', "quotes * usd_a_quote"),
            EACH_YEAR,
        ),
        "building is taken off each year's value": (
            edited(
                '* usd_a_quote - terms["run_usd_year"]',
                '* usd_a_quote - terms["run_usd_year"] - build_usd',
            ),
            EACH_YEAR,
        ),
        "payback in months": (
            edited("build_usd / yearly if", "12 * build_usd / yearly if").replace(
                "<= limit", "<= 12 * limit"
            ),
            "is 5.71, expected 0.48",
        ),
        "one of two people is paid": (
            edited('terms["weeks"] * terms["people"]', 'terms["weeks"]'),
            "What is spent once, what comes back each year, and in which unit is that?",
        ),
        "a loss pays back, too": (
            edited("if yearly > 0 else None", "if yearly else None").replace(
                "one is not None and one <= limit", "one is not None and 0 < one <= limit"
            ),
            "What does the shop get back each year, and does that ever add up to what it spent?",
        ),
        "what a model may lose, without building it": (
            edited('(terms["run_usd_year"] + build_usd / limit)', 'terms["run_usd_year"]'),
            "If payback takes exactly limit_years, what is left of the list's dollars",
        ),
        "a model that loses less than nothing": (
            edited("None if most < 0 else most", "most"),
            "most_usd_a_quote for no model is good enough",
        ),
        "the guess alone decides": (
            edited('("high", "low")', '("expected", "expected")'),
            LUCK,
        ),
        "the good end alone decides": (edited('("high", "low")', '("low", "low")'), LUCK),
        "whoever is not sure keeps the list": (
            edited('"build" if in_time[0] else "pilot" if in_time[1]', '"build" if in_time[0]'),
            "is 'keep', expected 'pilot'",
        ),
        "in time is before the limit": (
            edited("one <= limit", "one < limit"),
            "Exactly limit_years: which sentence of the docstring settles that?",
        ),
    },
}
