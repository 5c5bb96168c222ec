# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "polars"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = "..", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Exercises 00: machine learning in business")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.dataset import load_price_holdout, load_sales
    from cardshop.journal import Entry
    from classroom.display import check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 00: machine learning in business

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.1 A first question

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `should_use_ml`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def should_use_ml(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_1 = check("0.1", should_use_ml)
    verdict_0_1
    return (verdict_0_1,)


@app.cell
def _(verdict_0_1):
    mo.stop(not verdict_0_1.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    should_use_ml(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.2 A project brief

    A page that says what is decided, what that is worth and when to stop costs an hour. Without it
    a team finds out in its tenth week that a price list would have done.

    Cardshop's next product: a seller brings a card, and the shop offers 60 % of what it expects
    the card to sell for, its *quote*. An offer that is too high costs cash: the shop pays 60 cents
    of every dollar that the quote is above the price. An offer below half of the price loses the
    seller, and with the card the 40 % of its price that the shop would have earned.

    Out of scope: how a model would find the price. That is the capstone of this course.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    100 cards a day are brought for a quote, on 300 days a year. Running a model costs \$12,000 a
    year; two people build it, at \$4,000 a week each. All of these are assumptions of the course;
    where you know better, state yours and defend it.

    What is no assumption is what the shop could do **without** a model. Five price lists, made from
    the sales before 17 May 2025, quote every card sold since then:
    """)
    return


@app.function
def price_lists(removed: float) -> pl.DataFrame:
    """Five lists, without a model, with this share of each quote's error taken away.

    Dollars a quote: what an offer of 60 % loses, too high or too low, as the task says.
    """
    price, usual = pl.col("price_usd"), pl.median("price_usd")
    paid = load_price_holdout().with_columns(all=1)
    days = (paid["sale_date"].min() - pl.col("sale_date")).dt.total_days()
    sold = load_sales().filter(price > 0, days > 0).with_columns(all=1)

    def quotes(*keys: str, of: pl.Expr = usual, last_days: int = 9999) -> pl.Series:
        table = sold.filter(days <= last_days).group_by(keys).agg(quote=of)
        return paid.join(table, on=keys, how="left", maintain_order="left")["quote"]

    by_both = quotes("rarity", "condition")
    lists = {
        "one price": quotes("all"),
        "rarity": quotes("rarity"),
        "rarity and condition": by_both,
        "updated list": quotes("rarity", "condition", last_days=182).fill_null(by_both),
        "last sale": quotes("card_id", of=price.last()).fill_null(quotes("rarity")),
    }
    quote = pl.col("quote") + removed * (price - pl.col("quote"))
    lost = pl.when(0.6 * quote < 0.5 * price).then(0.4 * price)
    measured = {
        "within $10": ((quote - price).abs() <= 10).mean(),
        "median error": ((quote - price).abs() / price).median(),
        "dollars a quote": lost.otherwise(0.6 * (quote - price).clip(0)).mean(),
    }
    return pl.concat(
        paid.with_columns(quote=one).select(pl.lit(name).alias("name"), **measured)
        for name, one in lists.items()
    )


@app.cell
def _():
    price_lists(removed=0)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    - `one price`: the median (half of the sales are above it) of all sales, for every card.
    - `rarity`, `rarity and condition`: the median of the sales of that kind.
    - `updated list`: the same by rarity and condition, from the last half year alone.
    - `last sale`: what this very card last sold for; where it never did, the list by rarity.
    - `within $10`: the share of the quotes that are within \$10 of the price.
    - `median error`: half of the quotes are off by less than this share of the price.

    A model has to beat the best of them, not the worst. By how much is yours to promise. Move the
    control: if a model took away this share of *every* error, what would the numbers be? Whether
    one can is not known before somebody tries; four phases of weeks are for that.
    """)
    return


@app.cell(hide_code=True)
def _():
    removed = mo.ui.slider(0, 0.9, step=0.1, value=0.5, label="Share of each error taken away")
    removed
    return (removed,)


@app.cell
def _(removed):
    price_lists(removed=removed.value)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    A risk has a **signal**, a column that would look different on the bad day: of the shop's
    journal (what its service writes down of every answer) or of its sales. And it has an **owner**:
    `buyer` (at the counter), `data engineer`, `ML engineer`, `service engineer`, `shop manager`.
    """)
    return


@app.cell
def _():
    {"journal": Entry._fields, "sales": load_sales().columns}
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `brief`: fields that can be checked, and the page that people
    read, in which every number is one of the fields. Begin with the fields; the text then writes
    itself under five headings: `## Problem`, `## Why ML`, `## Metric`, `## Timeline`, `## Risks`.

    **Structure and arithmetic are checked, the argument is not.** A machine can say that your
    dollars follow from your assumptions, and not that your assumptions are sound.
    """)
    return


@app.function
def brief() -> dict:
    """Return the ten fields of the brief; extra ones do not matter.

    problem, decision, kill_criterion: 8 to 60 words each, in sentences. problem: who loses what
    today. decision: what is done with the model's price (offer, quote, pay, buy). kill_criterion:
    when you would stop, with a figure. baseline: the name of the price list that is best by your
    metric. metric: {"name", "unit", "threshold", "window"}; name is "within $10", "median error"
    (unit "share" or "%") or "dollars a quote" (unit "$"); the threshold, in that unit, is better
    than the baseline and not perfect; window says over which time or how many quotes it is
    counted, as in "four weeks". assumptions: {"quotes_year", "usd_a_quote_now",
    "usd_a_quote_then", "run_usd_year", "people", "week_usd"}, numbers above 0; week_usd is what a
    person costs a week; usd_a_quote_now is the table's dollars a quote of your baseline (1 %);
    usd_a_quote_then is lower, and is the threshold if the metric is dollars a quote.
    value_usd_year: quotes_year * (usd_a_quote_now - usd_a_quote_then) - run_usd_year, within 2 %
    and above 0. risks: three or more of {"event", "signal", "owner", "action"}; event and action
    in 3 to 30 words, signal the name of a column of the journal or the sales that does more than
    tell rows apart, owner one of the five. timeline_weeks: weeks of discovery, data, model and
    production, each above 0, 52 in all at most. No two of these texts are the same. text: 120 to 350 words under
    the five headings, each on a line of its own, with 12 words or more under each. It states the
    threshold under Metric, all weeks together under Timeline, and anywhere what the baseline
    reaches by your metric, and value_usd_year (dollars may be rounded to hundreds or thousands).
    Its numbers are those of your fields, of the price lists and of the task, or follow from them:
    weeks together, what building costs (weeks * people * week_usd), when that is earned back.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_2 = check("0.2", brief)
    verdict_0_2
    return (verdict_0_2,)


@app.cell
def _(verdict_0_2):
    mo.stop(not verdict_0_2.passed, mo.md("*Unlocks when the check passes.*"))
    mo.md(brief()["text"].replace("$", r"\$"))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.3 From a requirement to a metric

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `translate`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def translate(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_3 = check("0.3", translate)
    verdict_0_3
    return (verdict_0_3,)


@app.cell
def _(verdict_0_3):
    mo.stop(not verdict_0_3.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    translate(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.4 Three cases

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `cases`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def cases(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_4 = check("0.4", cases)
    verdict_0_4
    return (verdict_0_4,)


@app.cell
def _(verdict_0_4):
    mo.stop(not verdict_0_4.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    cases(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.5 Checkpoint: three stakeholders

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `stakeholders`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def stakeholders(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_5 = check("0.5", stakeholders)
    verdict_0_5
    return (verdict_0_5,)


@app.cell
def _(verdict_0_5):
    mo.stop(not verdict_0_5.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    stakeholders(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    quiz_set = mo.ui.number(start=1, stop=99, value=1, label="Set of questions")
    mo.vstack(
        [
            mo.md(r"""
    ## Quiz

    Questions on this module (10 minutes). What each option teaches appears when you answer;
    another number draws other questions.
    """),
            quiz_set,
        ]
    )
    return (quiz_set,)


@app.cell(hide_code=True)
def _(quiz_set):
    quiz_answers = quiz("00", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("00", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
