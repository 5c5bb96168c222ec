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
app = marimo.App(app_title="Exercises 03: model training")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.training import RUNS, recorded_run
    from classroom.display import check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 03: model training

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.1a Grouped folds from scratch

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `folds`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def folds(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_1a = check("3.1a", folds)
    verdict_3_1a
    return (verdict_3_1a,)


@app.cell
def _(verdict_3_1a):
    mo.stop(not verdict_3_1a.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    folds(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.1b Cross-validation from scratch

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (10 minutes). TODO-AUTHOR: set the task. Here: write `scores`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def scores(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_1b = check("3.1b", scores)
    verdict_3_1b
    return (verdict_3_1b,)


@app.cell
def _(verdict_3_1b):
    mo.stop(not verdict_3_1b.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    scores(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.2a Which model, and why

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `decide`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def decide(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_2a = check("3.2a", decide)
    verdict_3_2a
    return (verdict_3_2a,)


@app.cell
def _(verdict_3_2a):
    mo.stop(not verdict_3_2a.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    decide(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.2b One paragraph for a product manager

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (10 minutes). TODO-AUTHOR: set the task. Here: write `explain`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def explain(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_2b = check("3.2b", explain)
    verdict_3_2b
    return (verdict_3_2b,)


@app.cell
def _(verdict_3_2b):
    mo.stop(not verdict_3_2b.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    explain(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.3 Tune within budgets

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `tuned`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def tuned(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_3 = check("3.3", tuned)
    verdict_3_3
    return (verdict_3_3,)


@app.cell
def _(verdict_3_3):
    mo.stop(not verdict_3_3.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    tuned(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.4 Checkpoint: debug the failing model

    Six runs lie in `data/failing_runs`, each with its code, its table and its log. Five of them
    fail. Read them here, or as files.
    """)
    return


@app.cell(hide_code=True)
def _():
    run_choice = mo.ui.dropdown(list(RUNS), value=RUNS[0], label="Run")
    run_choice
    return (run_choice,)


@app.cell(hide_code=True)
def _(run_choice):
    chosen_run = recorded_run(run_choice.value)
    mo.ui.tabs(
        {
            "code": mo.md(f"```python\n{chosen_run.code}\n```"),
            "log": mo.json({key: chosen_run.log[key] for key in chosen_run.log}),
            "table": mo.ui.table(chosen_run.table, page_size=10),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 3.4a Six runs, six causes (30 minutes)

    A wrong diagnosis costs the shop a week: more data for a model that is too weak, a new model
    for a column in the wrong unit. You may write helpers; the runs themselves stay as they are.
    Out of scope here: how to repair them.

    `recorded_run("run_a")` has `.code`, `.log` (a dict), `.table`, `.columns` and `.settings`;
    `.scores(drop=["era"])` trains and scores it again on the three splits of its log, here without
    a column.

    Each cause is that of one run, and has its own evidence, as shares from 0 to 1, to two decimals
    or better. The numbers are recomputed; whether your `why` convinces, a colleague must say.

    | cause | evidence | is |
    |---|---|---|
    | `underfitting` | `train`, `baseline` | mean score on training cards; share of the most common truth among the log's test cards |
    | `overfitting` | `train`, `test` | mean score on training cards, and on lines not seen |
    | `leakage` | `columns`, `without` | what leaks; the mean test score without all of it |
    | `data fault` | `column`, `rows` | the table's column; the share of its rows in another unit than the rest |
    | `wrong metric` | `baseline`, `recall` | as above; of the answer that fares worst, the share of its test cards that were named |
    | `healthy` | `train`, `test`, `recall` | as above |
    """)
    return


@app.function
def diagnose() -> dict[str, dict]:
    """Return {run: {"cause": ..., "evidence": {...}, "why": ...}} for the six runs.

    cause: underfitting, overfitting, leakage, data fault, wrong metric or healthy. evidence: the
    names and numbers of the table above for that cause; columns is a list of names that the model
    sees. why: 12 to 80 words in one or two sentences, which state a number of the evidence, and
    name the column if there is one.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_4a = check("3.4a", diagnose)
    verdict_3_4a
    return (verdict_3_4a,)


@app.cell
def _(verdict_3_4a):
    mo.stop(not verdict_3_4a.passed, mo.md("*Unlocks when the check passes.*"))
    # What each run printed, beside what you found.
    pl.DataFrame(
        [
            {"run": name, "it printed": recorded_run(name).log["printed"], "cause": one["cause"]}
            for name, one in diagnose().items()
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 3.4b Repair what failed (20 minutes)

    A repair that only looks good here is the next failing run. You may change a run's settings,
    hide columns from its model, choose another metric and mend its table; the model, its target
    and the splits stay. Out of scope: new columns and the best score one could reach.

    Your function is called twice for a run: with the table that it is trained on, and with cards of
    lines that no table holds, as they come on the day: from the same scanners, with
    `card_type`, `weakness` and `resistance` still empty. What must hold there:

    | run | accuracy at least |
    |---|---|
    | `run_a` | .65 |
    | `run_b` | balanced accuracy .75 (the mean, over yes and no, of the share that is found), and a metric that fits |
    | `run_c` | .60 |
    | `run_d` | .56, and no column that is filled in later |
    | `run_f` | .65 |

    `recorded_run("run_a").scores(table, settings={...}, drop=[...])` scores what you try.
    """)
    return


@app.function
def repair(name: str, cards: pl.DataFrame) -> tuple[pl.DataFrame, dict]:
    """Return (cards, changes): the run's table, mended if it needs that, and what else changes.

    changes holds, where they change: "settings", those of the run that get another value; "drop",
    a list of columns that its model shall not see; "metric": accuracy, precision, recall, balanced
    accuracy, f1 or average precision. The table keeps its columns and invents no card; a card
    that is left out of the unseen ones counts as wrong. The healthy run comes back as it was, with
    {}.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_4b = check("3.4b", repair)
    verdict_3_4b
    return (verdict_3_4b,)


@app.cell
def _(verdict_3_4b):
    mo.stop(not verdict_3_4b.passed, mo.md("*Unlocks when the check passes.*"))
    # The same splits as in the logs, before and after your repair.
    _rows = []
    for _name in RUNS:
        _run = recorded_run(_name)
        _table, _changes = repair(_name, _run.table)
        _told = {_key: _changes[_key] for _key in ("settings", "drop") if _key in _changes}
        _rows.append(
            {
                "run": _name,
                "accuracy before": sum(one["test"] for one in _run.log["scores"]) / 3,
                "after": _run.scores(_table, **_told)["test"],
                "changes": str(_changes),
            }
        )
    pl.DataFrame(_rows)
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
    quiz_answers = quiz("03", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("03", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
