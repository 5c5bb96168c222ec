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
    ## 0.1 Should you use ML?

    Whoever learns what a rule could say pays for data, training and upkeep, and gets errors that a
    rule would not make. Whoever writes rules where the world changes every week writes them anew
    every week. Out of scope: which model, and whether it is bought or built.

    - `spam`: a wholesaler's mailbox gets 5,000 mails a day. Clerks have marked 200,000 old ones as
      spam or as wanted. The last list of forbidden words caught most of the spam for 9 days; then
      the senders wrote otherwise. What is set aside by mistake can be fetched back for 30 days.
    - `inventory`: a shop reorders 300 products once a week, as many of each as it sold the week
      before. In 4 of 100 cases a shelf is empty before the week is over; what that costs, nobody
      has counted. Sales of 36 months are on file, but an empty shelf records what was sold, not
      what was wanted.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    - `fraud`: a bank sees 20,000 card payments a day. The ways of fraud change every 3 weeks. Which
      payments were fraud is known after 60 days, when customers have read their bills. Of honest
      customers whose payment is blocked, 1 in 5 leaves the bank. Whether people could look at a
      payment before it is blocked has not been decided.
    - `translation`: sellers write 3,000 descriptions a day in German, and their buyers read
      Italian. People have translated 400,000 of them so far, at 5 minutes each. An agent would read
      each translation before it goes out, and mend it in 20 seconds. How sellers write has not
      changed in 10 years.
    - `calculator`: a till adds up 8,000 receipts a day. The law names 3 tax rates, and which goods
      have which. 2,000,000 old receipts are on file with their right totals. Totals are rounded to
      5 cents, so that hardly anybody would notice a cent too much.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | answer | says |
    |---|---|
    | `yes` | what is known speaks for it: build a first version, and measure it beside the rule |
    | `no` | a rule does it as well or better, whatever else is found out |
    | `maybe` | it hangs on something that the scenario leaves open or in doubt |

    | factor | is about |
    |---|---|
    | `rule_exact` | a rule that people can write down is right every time, or nearly |
    | `label_available` | enough past cases are on file with their right answers (*labels*), known in time |
    | `error_tolerable` | a wrong answer costs little, or is noticed before it hurts |
    | `pattern_changes` | what has to be recognised changes, so that written rules go stale |
    | `volume` | there are so many cases that the time of people adds up |

    **Your turn** (15 minutes). Write `should_use_ml`. Several factors may be right; of your
    sentence a machine can say only that it is one, and that it is about this scenario's fact.
    """)
    return


@app.function
def should_use_ml() -> dict[str, dict]:
    """Return {scenario: {"answer", "factor", "why"}} for the five scenarios.

    answer, factor: a word of each table. The factor of a yes is a fact that makes learning possible
    or worth its cost (that no rule is exact is none: it holds for the toss of a coin, too); of a
    no, the one that makes learning needless; of a maybe, what is open or in doubt. why: 8 to 60
    words in whole sentences that speak of this scenario more than of any other, and state, in
    figures, a number that the scenario gives for the factor's fact.
    """
    ### BEGIN SOLUTION
    return {
        "spam": {
            "answer": "yes",
            "factor": "pattern_changes",
            "why": "A list of words is stale after 9 days, and a filter that learns from what the "
            "clerks mark can follow the senders.",
        },
        "inventory": {
            "answer": "maybe",
            "factor": "label_available",
            "why": "In 4 of 100 weeks the file says how much was on the shelf and not how much "
            "buyers wanted, and these are the weeks that a model should learn from.",
        },
        "fraud": {
            "answer": "maybe",
            "factor": "error_tolerable",
            "why": "One in 5 honest customers is lost when a payment is blocked wrongly; with people "
            "who look first, I would build it.",
        },
        "translation": {
            "answer": "yes",
            "factor": "error_tolerable",
            "why": "A bad sentence costs an agent 20 seconds and reaches no buyer, so the model may "
            "be wrong now and then.",
        },
        "calculator": {
            "answer": "no",
            "factor": "rule_exact",
            "why": "A sum and 3 tax rates give each total exactly, for nothing, and a model could "
            "only come near it.",
        },
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_0_1 = check("0.1", should_use_ml)
    verdict_0_1
    return (verdict_0_1,)


@app.cell
def _(verdict_0_1):
    mo.stop(not verdict_0_1.passed, mo.md("*Unlocks when the check passes.*"))
    pl.DataFrame([{"scenario": name, **said} for name, said in should_use_ml().items()])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.2 A project brief

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `brief`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def brief(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_0_2 = check("0.2", brief)
    verdict_0_2
    return (verdict_0_2,)


@app.cell
def _(verdict_0_2):
    mo.stop(not verdict_0_2.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    brief(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
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
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


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
