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

    from cardshop.incidents import ACTIONS, RECORDED, ask, load_incident, load_recovery
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
    ## 6.1 Four incidents

    Each hour that a wrong cause is followed costs the shop as much as the hour before. Four pages
    reached you, each on the second of two mornings; the first was healthy. The service ran for 40
    minutes from 8 o'clock, and something changed while it did.

    | incident | the page |
    |---|---|
    | `incident_1` | Answers take longer than the gate waits. |
    | `incident_2` | Of the cards that went to the desk, fewer are confirmed right. |
    | `incident_3` | Of the cards that went to the desk, fewer are confirmed right. |
    | `incident_4` | Nearly all cards get one type. |

    You may change what stands in `investigate`. Out of scope: two faults in one incident, and what
    would have kept them from happening.
    """)
    return


@app.cell
def _():
    incident_choice = mo.ui.dropdown(list(RECORDED), value="incident_1", label="Incident")
    incident_choice
    return (incident_choice,)


@app.cell
def _(incident_choice):
    mo.ui.tabs(
        {
            "journal": mo.ui.table(load_incident(incident_choice.value).journal, page_size=8),
            "labels": mo.ui.table(load_incident(incident_choice.value).labels, page_size=8),
            "log": mo.ui.table(load_incident(incident_choice.value).log, page_size=8),
            "SQL": ask(
                incident_choice.value,
                """SELECT day, count(*) AS cards, avg(confidence) AS confidence,
                       avg(card ->> 'hp') AS hp
                   FROM journal GROUP BY day""",
            ),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    Everything is recorded, latencies as they were on that machine, waits added. `ask(incident,
    sql)` puts a question to the tables `journal`, `labels` and `log` (SQLite). `day` is 1 or 2,
    `minute` counts from the opening; a request is all cards of a `request_id` on a day.

    | cause | what proves it, of all cards of a day |
    |---|---|
    | `hue_in_radians` | share of cards with a `scan_hue_deg` below 6.3 |
    | `lower_cased_text` | share of cards whose `attack_name` has no capital letter |
    | `unit_change` | share of cards with a `scan_saturation` above 1 |
    | `dropped_column` | share of cards without `attack_name` |
    | `rolled_back` | share of cards answered by another `model_version` than 1.1.0 |
    | `double_softmax` | highest confidence |
    | `model_loaded_per_card` | mean over requests of their milliseconds a card |
    | `slow_dependency` | mean milliseconds of requests of fewer than 7 cards |
    | `duplicated_traffic` | share of cards whose text stood there before on that day |
    | `late_labels` | of the cards that the model sent to the desk, the share with a desk label within an hour |

    A request takes as long as its slowest row. `FAULTS` says what each cause is.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.ui.table(
        pl.DataFrame({"action": one.name, "what": one.what} for one in ACTIONS.values()),
        page_size=10,
        selection=None,
        label="What you may do: `fix` is one of these actions",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (40 minutes). For each incident name the cause, the first bad minute, a query
    that proves it, and the action that ends it.
    """)
    return


@app.function
def investigate() -> dict[str, dict]:
    """Return {incident: {cause, first_bad_minute, evidence_query, fix}} for the four incidents.

    cause: a name of FAULTS. first_bad_minute: of day 2, the first `minute` in which cards show the
    fault (for labels: in which cards were answered whose labels are late); the one before or after
    it counts, too. evidence_query: SQL as `ask` takes it, with two columns, day and value, and a
    row for day 1 and one for day 2, in any order: the value is the table's measure of your cause,
    within 1 %, and holds for any incident. fix: a name of ACTIONS that brought at least 90 % of the
    metric of the cause back when it was tried on that morning.
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
    # Every action was tried on each morning; dollars are for each card since the first bad minute.
    pl.DataFrame(
        {"incident": name, "action": one["fix"]} for name, one in investigate().items()
    ).join(load_recovery(), on=["incident", "action"], maintain_order="left")
    return


@app.cell(hide_code=True)
def _(verdict_6_1):
    mo.stop(not verdict_6_1.passed)
    mo.ui.table(load_recovery(), page_size=10, label="And what every other action would have done")
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
