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
app = marimo.App(app_title="Kata: an error analysis in half an hour")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.evaluation import redraw_lines, slice_gap
    from cardshop.training import scored_cards
    from classroom.display import check


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Kata: an error analysis in half an hour

    Thirty minutes, one function, no notes; documentation may lie open. `uv run course kata
    error-analysis` starts the clock, and the check below says when you are done. It is called on
    cards of other models than the one below, with other faults.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## What the clock asks

    A model came back from the night's training, and the morning's meeting begins in half an hour.
    Three things will be asked there: which types does it confuse, which cards does it fail more
    than others, and what should be mended first?

    - **What is lost**: a week on the slice with the longest list of errors, or on one that was
      unlucky on three lines.
    - **What you may change**: the body of the function, and cells of your own beside it.
    - **Out of scope**: why these cards fail, and what an error costs.

    **Predict before you start.** On the cards below, which language will have most errors, and will
    it be the one that the model fails most?
    """)
    return


@app.cell
def _():
    scored = scored_cards("test").select(
        "card_id", "line_id", "language", "grading_company", "rarity", "card_type", "predicted"
    )
    scored.head(5)
    return (scored,)


@app.function
def analyse(scored: pl.DataFrame) -> dict:
    """Return base, pair, findings and first, for cards with the columns of the table above.

    base: the share of all cards that are wrong. pair: [true type, predicted type, cards] of the
    most frequent confusion; of equal ones the first in the alphabet, true type first; None where no
    card is wrong. findings: a list of {"slice", "cards", "errors", "excess"}, in any order, of the
    slices that are shown to be worse. Slices are the values of language, grading_company and
    rarity, named as in "language=ja". One is read if it and all other cards have 20 lines or more
    each. It is worse if the interval of its error rate less that of all other cards lies above 0:
    `slice_gap(wrong, inside, redraw_lines(line_id, seed=0), level=1 - 0.05 / slices read)`. excess:
    its errors, less those that as many cards have at the error rate of all other cards. first: the
    name of the finding with the largest excess, None without findings. Nulls do not occur, and
    there are 20 lines or more.
    """
    ### BEGIN SOLUTION
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
            cards, errors = inside.sum(), wrong[inside].sum()
            excess = errors - cards * wrong[~inside].mean()
            findings.append({"slice": name, "cards": cards, "errors": errors, "excess": excess})
    pairs = scored.filter(is_wrong).group_by("card_type", "predicted").len()
    frequent = pairs.sort("len", "card_type", "predicted", descending=[True, False, False])
    dearest = max(findings, key=lambda one: one["excess"], default={"slice": None})
    return {
        "base": wrong.mean(),
        "pair": frequent.row(0) if wrong.any() else None,
        "findings": findings,
        "first": dearest["slice"],
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict = check("error-analysis", analyse)
    verdict
    return (verdict,)


@app.cell
def _(scored, verdict):
    mo.stop(not verdict.passed, mo.md("*Unlocks when the check passes.*"))
    found = analyse(scored)
    pl.DataFrame(found["findings"])
    return (found,)


@app.cell(hide_code=True)
def _(found):
    mo.md(rf"""
    Of all cards {found["base"]:.1%} are wrong; most often {found["pair"][0]} is taken for
    {found["pair"][1]} ({found["pair"][2]} cards). To look at first: **{found["first"]}**.

    Findings overlap: one card can be in several of them, so their excesses do not add up.

    **Transfer.** Which list of errors in your own team has no base rate beside it?
    """)
    return


if __name__ == "__main__":
    app.run()
