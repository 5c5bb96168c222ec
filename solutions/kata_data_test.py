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
app = marimo.App(app_title="Kata: a data test from scratch")

with app.setup(hide_code=True):
    from datetime import date

    import marimo as mo
    import polars as pl

    from cardshop.dataset import load_price_holdout, load_sales
    from classroom.display import check


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Kata: a data test from scratch

    Ten minutes, one function, no notes; the documentation of a library may lie open.
    `uv run course kata data-test` starts the clock, and the check below says when you are done. Do
    1.1b first: the shape of the answer is the same, the rules are not.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## What the clock asks

    Every week the pricing team gets the new sales as a small frame of seven columns: sale_id,
    card_id, sale_date, condition, grading_company, grade, price_usd. Its six rules stand in the
    docstring below, with every boundary; `sale_date` is a date, `sale_id` and `grade` are whole
    numbers, `price_usd` is a float and the rest is text.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    - **What is lost**: a missed price teaches the price model that a common card is a treasure. A
      test that accuses sound sales is switched off within a month, and then it finds nothing.
    - **What you may change**: the body of the function, and cells of your own beside it.
    - **Out of scope**: repairing a sale, speed, and any rule that is not written down.

    **Predict before you start.** Which of the six rules will take you longest, and which of your
    comparisons will meet a null?
    """)
    return


@app.function
def broken_rows(sales: pl.DataFrame, delivered_on: date) -> pl.DataFrame:
    """Return (row, rule) for every rule that a row breaks; rows count from 0, in any order.

    empty: any column is null, but `grade` and `price_usd` may be. One entry, however many nulls.
    key: another row has the same sale_id. Every row that shares an id is listed, the first too.
    day: sale_date is after `delivered_on`. That day itself is sound, and so is any day before.
    condition: it is none of NM, LP, MP, HP and DMG, letter by letter.
    grade: it is filled though grading_company is "none", or null though it is anything else.
    price: price_usd is below 0.25 or above 2000 dollars. Both ends are sound.

    Such a null breaks `empty` and nothing else: two null ids are no shared key, and beside a null
    company any grade is sound. A null `grade` is judged by `grade`, a null price by no rule. A row
    that breaks two rules is listed twice; no sales give no rows.
    """
    ### BEGIN SOLUTION
    conditions = ["NM", "LP", "MP", "HP", "DMG"]
    ungraded = pl.col("grading_company") == "none"
    # Where a comparison meets a null it is null itself, and a filter takes that for sound.
    rules = {
        "empty": pl.any_horizontal(pl.exclude("grade", "price_usd").is_null()),
        "key": pl.col("sale_id").is_not_null() & pl.col("sale_id").is_duplicated(),
        "day": pl.col("sale_date") > delivered_on,
        "condition": ~pl.col("condition").is_in(conditions),
        "grade": ungraded == pl.col("grade").is_not_null(),
        "price": ~pl.col("price_usd").is_between(0.25, 2000),
    }
    numbered = sales.with_row_index("row")
    return pl.concat(
        numbered.filter(broken).select("row", rule=pl.lit(rule)) for rule, broken in rules.items()
    )
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict = check("data-test", broken_rows)
    verdict
    return (verdict,)


@app.cell
def _(verdict):
    mo.stop(not verdict.passed, mo.md("*Unlocks when the check passes: your test at work.*"))
    audited = load_price_holdout().select("sale_id", paid_usd="price_usd")
    sold = load_sales().join(audited, on="sale_id", maintain_order="left").with_row_index("row")
    delivery = sold.select(
        *("sale_id", "card_id", "sale_date", "condition"),
        *("grading_company", "grade", "price_usd"),
    )
    found = broken_rows(delivery, delivery["sale_date"].max())
    found.group_by("rule").len("rows").sort("rule")
    return found, sold


@app.cell(hide_code=True)
def _(found, sold):
    _wrong = sold.filter(pl.col("price_usd") != pl.col("paid_usd"))
    _stopped = _wrong.filter(pl.col("row").is_in(found["row"].to_list()))
    _sound = found["row"].n_unique() - _stopped.height
    _slipped = _wrong.join(_stopped, on="row", how="anti").sort("price_usd").row(0, named=True)
    _dearer = sold.filter(pl.col("paid_usd") > _slipped["price_usd"]).height
    mo.md(rf"""
    These are the {sold.height:,} published sales from {sold["sale_date"].min()} on, as one delivery,
    and an audit knows what was paid. {_wrong.height} published prices are wrong. Your test stops
    **{_stopped.height}** of them and accuses {_sound} other sales.

    The rest lies inside the range. Sale {_slipped["sale_id"]} was published at
    \${_slipped["price_usd"]:.2f}, and \${_slipped["paid_usd"]:.2f} was paid. In the same weeks
    {_dearer} sales did cost more than that, so no upper end of a range would tell them apart.

    **Transfer.** With which other rows, or which other table, would you compare that price? And
    which of your six rules would you carry over to your own team's table as it is?
    """)
    return


if __name__ == "__main__":
    app.run()
