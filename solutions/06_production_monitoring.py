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
app = marimo.App(app_title="Exercises 06: production monitoring")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from classroom.display import check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 06: production monitoring

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.1 A first question

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `investigate`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def investigate(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_6_1 = check("6.1", investigate)
    verdict_6_1
    return (verdict_6_1,)


@app.cell
def _(verdict_6_1):
    mo.stop(not verdict_6_1.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    investigate(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.2 Design the monitoring

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `design`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def design(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_6_2 = check("6.2", design)
    verdict_6_2
    return (verdict_6_2,)


@app.cell
def _(verdict_6_2):
    mo.stop(not verdict_6_2.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    design(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.3 An alarm that follows harm

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (25 minutes). TODO-AUTHOR: set the task. Here: write `alarm`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def alarm(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_6_3 = check("6.3", alarm)
    verdict_6_3
    return (verdict_6_3,)


@app.cell
def _(verdict_6_3):
    mo.stop(not verdict_6_3.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    alarm(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.4 A blameless postmortem

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `postmortem`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def postmortem(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_6_4 = check("6.4", postmortem)
    verdict_6_4
    return (verdict_6_4,)


@app.cell
def _(verdict_6_4):
    mo.stop(not verdict_6_4.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    postmortem(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.5 A runbook, used

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `runbook`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def runbook(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_6_5 = check("6.5", runbook)
    verdict_6_5
    return (verdict_6_5,)


@app.cell
def _(verdict_6_5):
    mo.stop(not verdict_6_5.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    runbook(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
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
    quiz_answers = quiz("06", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("06", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
