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

    from cardshop.dataset import DATA
    from classroom.checks.walking import walk
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
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


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
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


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
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


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
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


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

    At four in the morning you will do what the page in front of you says. A page that begins with
    a rollback rolls back; each wrong action costs the harm that goes on meanwhile, and one that was
    not needed costs a quiet morning. So write it as data, and have it *walked*.

    Below are eight recorded mornings: what each look finds, and what each action recovered of the
    harm when it was tried on them. The check walks your runbook over these, and over eight that
    you do not have: some are quiet, in some a fault touches only a third of the trays, and in some
    a release came shortly before that has done nothing. Out of scope: two faults at once.

    | look | finds, for the cards of the last quarter of an hour |
    |---|---|
    | `late_share` | share of cards answered after 100 ms; they go to the desk |
    | `lookup_share` | of the time of an answer, the share that the catalogue's look-up takes |
    | `desk_share`, `median_confidence` | share of cards at the desk, the median confidence |
    | `top_type_share` | share of cards answered with the most common type |
    | `audit_age_h` | hours since labels of the random audit came; they come once a day |
    | `audit_misfiled` | wrong ones among the filed cards of the last day's audit |
    | `labels_wrong` | wrong answers among all labels of the last day, of desk and audit together |
    | `largest_shift` | the largest KS distance of hue, saturation or brightness to the catalogue |
    | `release_lead_min` | minutes from the last release to the first bad minute (or until now) |

    `audit_misfiled` finds nothing while no audit has come, `release_lead_min` where nothing was
    released. The shop promises: one answer in a thousand late at most, 45 % at the desk, 10 % of
    the filed cards misfiled.
    """)
    return


@app.cell
def _():
    _mornings = pl.read_parquet(DATA / "drills" / "mornings.parquet").filter("shown").drop("shown")
    _tried = pl.read_parquet(DATA / "drills" / "actions.parquet")
    mo.ui.tabs(
        {
            "what the looks find": _mornings.transpose(
                include_header=True, header_name="look", column_names="morning"
            ),
            "what actions recovered": _tried.filter(
                pl.col("morning").is_in(_mornings["morning"].to_list())
            ).pivot("morning", index="action", values="recovered"),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `runbook`. Its actions are those of the second tab, and
    `do nothing` and `call for help`. `walk(runbook(), morning).told()` with a row of the first
    table (`to_dicts`) shows you the way that you would go.

    | action | speaks for it, and stands on every way to it |
    |---|---|
    | `roll the service back` | `release_lead_min` |
    | `turn the sender back` (stations, imports) | `largest_shift` |
    | `time the look-up out` | `lookup_share` |
    | `mend the label path` | `audit_age_h` |
    """)
    return


@app.function
def runbook() -> dict[str, dict]:
    """Return {name: step}; a walk begins at the step "start" and ends at an action.

    A step is {"look", "above", "yes", "no"}, and "none" where its look may find nothing. Way:
    "none" if the look finds nothing, "yes" if what it finds is greater than "above", else "no".
    Each way names the next step, or an action. Right on a morning where all promises hold: do
    nothing; on others an action that recovered 90 % of the harm. No way has more than seven looks,
    also none that no morning goes. Every way to a change passes the look of the table above; ways
    that end in another change than those four are refused, and `call for help` is always allowed
    where no recorded morning ends.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_6_5 = check("6.5", runbook)
    verdict_6_5
    return (verdict_6_5,)


@app.cell
def _(verdict_6_5):
    mo.stop(not verdict_6_5.passed, mo.md("*Unlocks when the check passes.*"))
    _walks = {
        one["morning"]: walk(runbook(), one)
        for one in pl.read_parquet(DATA / "drills" / "mornings.parquet").to_dicts()
    }
    pl.DataFrame(
        {"morning": name, "action": one.end, "looks": len(one.looks), "way": one.told()}
        for name, one in _walks.items()
    )
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
