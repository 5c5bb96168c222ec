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
app = marimo.App(app_title="Exercises 07: working in a team")

with app.setup(hide_code=True):
    import contextlib
    import io
    import runpy

    import marimo as mo
    import polars as pl

    from cardshop.dataset import DATA, load_market, load_sales, verified
    from classroom.display import check, code, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 07: working in a team

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.1a Review: features

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `review_features`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def review_features(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_7_1a = check("7.1a", review_features)
    verdict_7_1a
    return (verdict_7_1a,)


@app.cell
def _(verdict_7_1a):
    mo.stop(not verdict_7_1a.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    review_features(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.1b Review: a training run

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `review_training`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def review_training(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_7_1b = check("7.1b", review_training)
    verdict_7_1b
    return (verdict_7_1b,)


@app.cell
def _(verdict_7_1b):
    mo.stop(not verdict_7_1b.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    review_training(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.1c Review: the service

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `review_serving`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def review_serving(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_7_1c = check("7.1c", review_serving)
    verdict_7_1c
    return (verdict_7_1c,)


@app.cell
def _(verdict_7_1c):
    mo.stop(not verdict_7_1c.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    review_serving(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.2 Refactor without changing a number

    Every Monday the shop's buyers set prices by a table that one script makes. Its author has left
    the team, nobody dares to touch it, and the next wish (a fourth kind of card) would be a fourth
    copy of one block. A refactor that moves one price by a cent costs more than the mess: from then
    on nobody believes the report, or the next refactor.

    Below is `report.py`, invented for this course as a script grows in a year. `original_report`
    runs it anew each time, in silence, and on copies. Sales come as in `load_sales()`: only
    `price_usd` may be null. The market comes as in `load_market()`, a row a week; weeks may be
    missing, an index may be null.

    Out of scope: speed, and whether a report should look like this.
    """)
    return


@app.function
def original_report(sales: pl.DataFrame, market: pl.DataFrame) -> pl.DataFrame:
    """What the script returns, started anew: what your report is compared with."""
    with contextlib.redirect_stdout(io.StringIO()):
        script = runpy.run_path(str(DATA / "messy_report" / "report.py"))
        return script["report"](sales.clone(), market.clone())


@app.cell(hide_code=True)
def _():
    mo.accordion({"report.py": code((DATA / "messy_report" / "report.py").read_text("utf-8"))})
    return


@app.cell
def _():
    original_report(load_sales().filter(pl.col("sale_date") >= pl.date(2025, 11, 1)), load_market())
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (30 minutes). Write `price_report`, with as many functions beside it as the work
    has steps. What `report.py` returns is the contract, row for row and cell for cell; that it
    prints, and changes the sales it is given, is not.

    One line of it is a fault: some sales are in no row. Keep it, and say so in a comment. A refactor
    changes no number; the fault gets a change of its own, which somebody can review and take back.

    | counted in your answer and its helpers | at most |
    |---|---|
    | lines of code of a function, without docstring and comments | 40 |
    | parameters of a function | 4 |
    | loops and conditions in one another (an `elif` adds none) | 3 |
    | pieces of code that differ in names, values and comparisons alone, of five lines or so | none |
    | a number in two places, but for 0, 1, 2 and 100; constants outside functions are free | none |
    | helpers without docstring, unless their name begins with `_` | none |
    | `print`, and `except` without an error's name | none |

    You may change everything but the name and both parameters. These are limits, not taste: a
    function below all of them may still be a bad one.
    """)
    return


@app.function
def price_report(sales: pl.DataFrame, market: pl.DataFrame) -> pl.DataFrame:
    """Return the weekly price report: what report.py returns for these tables, cell for cell.

    week, kind, sales, median_usd, index, real_usd, change_pct, note, by week and kind. The tables
    stay as they are; a second call returns the same; without sales there are no rows.
    """
    ### BEGIN SOLUTION
    week = pl.col("sale_date").dt.truncate("1w")
    weekly = (
        in_dollars(sales)
        .with_columns(week=week, kind=kind_of_card())
        # Without a kind: the day between old and new cards, which report.py has in no block.
        .drop_nulls("kind")
        .group_by("week", "kind")
        .agg(sales=pl.len().cast(pl.Int64), median_usd=pl.median("price_usd"))
        .join(indices_by_kind(market), on=["week", "kind"], how="left")
        .sort("week", "kind")
    )
    return compared(weekly)


@app.function
def in_dollars(sales: pl.DataFrame) -> pl.DataFrame:
    """The sales with a price above 0; what is above $1,000 is taken for cents."""
    usd, highest_usd = pl.col("price_usd"), 1000
    dollars = pl.when(usd > highest_usd).then(usd / 100).otherwise(usd)
    return sales.filter(usd > 0).with_columns(price_usd=dollars)


@app.function
def kind_of_card() -> pl.Expr:
    """graded, vintage or modern; null for an ungraded card released on the boundary itself."""
    boundary, release = pl.date(2012, 1, 1), pl.col("release_date")
    return (
        pl.when(pl.col("grading_company") != "none")
        .then(pl.lit("graded"))
        .when(release < boundary)
        .then(pl.lit("vintage"))
        .when(release > boundary)
        .then(pl.lit("modern"))
    )


@app.function
def indices_by_kind(market: pl.DataFrame) -> pl.DataFrame:
    """A row a week and kind, with its index; null where the market has none."""
    names = {f"index_{kind}": kind for kind in ("graded", "modern", "vintage")}
    by_kind = market.select("week", *names).rename(names)
    return by_kind.unpivot(index="week", variable_name="kind", value_name="index")


@app.function
def compared(weekly: pl.DataFrame) -> pl.DataFrame:
    """The weeks with the median at an index of 100, and its change in % since the row before."""
    fewest_sales, real = 5, pl.col("real_usd")
    before = real.shift(1).over("kind", order_by="week")
    few = pl.when(pl.col("sales") < fewest_sales).then(pl.lit("few")).otherwise(pl.lit(""))
    return (
        weekly.with_columns(real_usd=(pl.col("median_usd") / pl.col("index") * 100).round(2))
        # From the rounded price, as report.py does.
        .with_columns(change_pct=((real / before - 1) * 100).round(1), note=few)
    )
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_7_2 = check("7.2", price_report)
    verdict_7_2
    return (verdict_7_2,)


@app.cell
def _(verdict_7_2):
    mo.stop(not verdict_7_2.passed, mo.md("*Unlocks when the check passes.*"))
    price_report(load_sales(), load_market()).tail(12)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.3 A description that a reviewer can use

    Module 5 replaced a service as tutorials write it by the one that the gate has now. Who reviews
    the change was not there when it was measured, and who looks for the cause of a slow morning in
    two years finds this text or nothing. A number without its comparison, or from nowhere, sends
    both of them to the wrong place.

    `before` is the naive service: FastAPI, a frame of one row and a scikit-learn pipeline for each
    card, without key, log and journal. `after` is `python -m cardshop serve`, one process with all
    three, which computes waiting cards together. Both gave equal answers to the same cards. `times`
    is how many times better, the median of paired turns, with the lowest and the highest.

    Measured with 32 connections, each of which sends a card, waits and sends the next: 200 cards in
    turn, 7 turns of 4 seconds for each, on 2 cores that the load shares. The gate closes after
    100 ms, and a late card goes to the desk.
    """)
    return


@app.cell
def _():
    mo.ui.table(
        pl.read_csv(verified("serving.csv", folder=DATA / "measured")), selection=None, page_size=14
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    Some tests of `tests/cardshop`:

    - `test_a_sure_card_is_filed_and_an_unsure_one_goes_to_the_desk`
    - `test_a_card_that_misses_the_deadline_goes_to_the_desk_and_is_remembered_so`
    - `test_a_refused_card_is_not_remembered_and_not_repeated`
    - `test_answers_agree_with_the_artefact`
    - `test_each_raw_request_gets_its_exact_status_in_one_shape`
    - `test_overload_gives_only_the_503s_it_should`
    - `test_stopping_answers_what_waits_and_closes_the_journal`
    - `test_waiting_cards_are_computed_together_and_a_batch_starves_nobody`

    **Your turn** (15 minutes). Write `describe_change`, the description of that change as a pull
    request. You may change the text alone. Out of scope: the code of the service (lesson 05), and
    the service's settings.
    """)
    return


@app.function
def describe_change() -> str:
    """Return Markdown with the headings ## What, ## Why, ## How, ## Testing, ## Metrics, in order.

    60 to 250 words in whole sentences of your own. Every number stands in the table or the
    paragraph above it, or follows from one row (difference, ratio, per cent); a plan's numbers are
    words ("for two days"). Testing names a test that exists. Metrics gives one measure before and
    after, its model, connections and machine. Somewhere: a risk, and the way back.
    """
    ### BEGIN SOLUTION
    parts = {
        "What": """The gate's naive FastAPI service is replaced by `cardshop.service`. Cameras send the
same cards and get the same answers; they have to send a key now.""",
        "Why": """The gate waits 100 ms for an answer, and a late card goes to the desk, where a person
is paid for it. With 32 connections the naive service took 212 ms for half of its answers.""",
        "How": """Features and model are loaded once, and cards that wait are computed together. Each
answer is written to a journal after it was sent. Risk: when the process is killed, the newest rows
of the journal may be lost. To go back, start the naive service at the same address again.""",
        "Testing": """`test_answers_agree_with_the_artefact` compares answers with the model's own, and
`test_a_card_that_misses_the_deadline_goes_to_the_desk_and_is_remembered_so` holds the deadline.""",
        "Metrics": """Served with the boosted trees, at 32 connections on 2 cores that the load shares:

| | before | after |
|---|---:|---:|
| requests a second | 143 | 2,354 |
| 99th percentile, ms | 423 | 22.1 |

In paired turns that is 17.2 times (14.4 to 21.8) the requests. The comparison favours the naive
service, which keeps no journal and asks for no key. One machine was measured, not the shop's.""",
    }
    return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in parts.items())
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_7_3 = check("7.3", describe_change)
    verdict_7_3
    return (verdict_7_3,)


@app.cell
def _(verdict_7_3):
    mo.stop(not verdict_7_3.passed, mo.md("*Unlocks when the check passes.*"))
    mo.md(describe_change())
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
    quiz_answers = quiz("07", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("07", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
