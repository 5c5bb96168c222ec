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
    import marimo as mo
    import polars as pl

    from cardshop.dataset import DATA
    from classroom.display import check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 07: working in a team

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    All of them ask for work that somebody else can rely on: a review whose claims can be run, a
    report that moves no number, a description that a reviewer can use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.1a Review: new features

    Three fictional colleagues ask for a review, one in each part of 7.1. What you let pass reaches the
    gate; what you accuse wrongly costs an author a day, and the next review is not read. A review is a
    list of comments, each a dict:

    | key | what stands there |
    |:---|:---|
    | `file` | the path in the diff, or its end: `"recipes.py"` |
    | `line` | the number in front of a line, which it has in the **new** file; up to three lines off count |
    | `category` | one of the ten below |
    | `severity` | `"blocker"`, `"should_fix"`, or `"nit"`: a matter of taste, which finds no fault and costs nothing |
    | `comment` | sentences of your own: what goes wrong, for whom, and what to do |
    | `test` | if you like: the source of one `def test_...(change)`, as text |

    | category | the question behind it |
    |:---|:---|
    | `leakage` | does an answer, a late value or a tested row get in? |
    | `skew` | is a value at the gate another one than in training? |
    | `reproducibility` | can somebody repeat this, and trace it back? |
    | `validation` | is something taken for true that nobody checked? |
    | `error_handling` | is a failure hidden, lost, or told to the wrong one? |
    | `hardcoding` | does a number or path belong into a setting? |
    | `performance` | who waits, and for what? |
    | `privacy` | what is kept or shown that nobody needs? |
    | `testing` | would a test of it fail? |
    | `documentation` | do words and names say what is true? |

    The [review checklist](../docs/review_checklist.md) has a question and the quickest proof for each.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {"The pull request": mo.md((DATA / "pull_requests" / "1_features.md").read_text("utf-8"))}
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (15 minutes). Write `review_features`. Its faults, and only they, count: seven of ten
    have to be found (recall .7), and six of ten comments that are no nits have to find one (precision .6).
    Twelve comments at most are read. Whether the idea is a good one is out of scope.

    A test that fails with an `assert` on the change, and passes on main, makes its fault count
    twice. `change` is one of the two versions: it has `features(cards, groups)`, `expressions`,
    `split_by_line(cards, seed)`, `code_hash(folder)`, `catalogue()`, and `cards`, 400 of them; `pl` is there.

    ```python
    test = '''
    def test_the_table_keeps_its_rows(change):
        assert change.features(change.cards).height == change.cards.height
    '''
    ```
    """)
    return


@app.function
def review_features() -> list[dict]:
    """Return a review of "Features of the print": one to twelve comments.

    Each has file, line (in the new file), category, severity and comment, and may have a test.
    Order does not matter; two comments on one fault count once.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_7_1a = check("7.1a", review_features)
    verdict_7_1a
    return (verdict_7_1a,)


@app.cell
def _(verdict_7_1a):
    mo.stop(not verdict_7_1a.passed, mo.md("*Unlocks when the check passes.*"))
    pl.DataFrame(review_features()).select("file", "line", "severity", "comment")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.1b Review: a training run

    A model that nobody can train again cannot be mended, compared or defended. The release notes will
    quote the sentence that this change writes, and the buyers will plan their week by it.

    You review as in 7.1a, with the same keys, categories and bars. What `main` did before this change
    is out of scope.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {"The pull request": mo.md((DATA / "pull_requests" / "2_training.md").read_text("utf-8"))}
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (15 minutes). Write `review_training`. For tests `change` has `Settings`,
    `classifier(name, options, seed)`, `pipeline(settings)`, `by_folds(cards, folds, seed=0)`,
    `fingerprints_of(cards, pipeline)`, `train`, `compare`, `best_of` (None on main) and `cards`, 400 of
    them; `pl` and `np` are there.
    """)
    return


@app.function
def review_training() -> list[dict]:
    """Return a review of "Train all candidates and keep the best one": one to twelve comments.

    Keys and bars as in 7.1a: file, line (in the new file), category, severity, comment, test.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_7_1b = check("7.1b", review_training)
    verdict_7_1b
    return (verdict_7_1b,)


@app.cell
def _(verdict_7_1b):
    mo.stop(not verdict_7_1b.passed, mo.md("*Unlocks when the check passes.*"))
    pl.DataFrame(review_training()).select("file", "line", "severity", "comment")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.1c Review: the service

    The gate has 100 ms, and a card without an answer goes to the desk for $0.15. A wrong answer that looks
    right is filed, and found by a buyer. The change below was written on the evening of a bad day.

    You review as in 7.1a, with the same keys, categories and bars. Whether 100 ms are the right limit
    is out of scope.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {"The pull request": mo.md((DATA / "pull_requests" / "3_serving.md").read_text("utf-8"))}
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (15 minutes). Write `review_serving`. For tests `change` has

    - `asked(client_ids=(None,), fails=False, late=False, durable=False, confidence=0.9)`: one card
      for each id through `predict`. What comes back has `statuses`, `bodies`, `rows` of the journal,
      `refused` rows, and `wrote_in_loop`, whether a durable journal was written in the thread of the loop;
    - `logged(status, body=b"{}", headers=())`: the fields of the log's line, headers as (name, value) in bytes;
    - `decision(confidence)`: file or desk, at a threshold of .7.
    """)
    return


@app.function
def review_serving() -> list[dict]:
    """Return a review of "Always answer the gate": one to twelve comments.

    Keys and bars as in 7.1a: file, line (in the new file), category, severity, comment, test.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_7_1c = check("7.1c", review_serving)
    verdict_7_1c
    return (verdict_7_1c,)


@app.cell
def _(verdict_7_1c):
    mo.stop(not verdict_7_1c.passed, mo.md("*Unlocks when the check passes.*"))
    pl.DataFrame(review_serving()).select("file", "line", "severity", "comment")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.2 Refactor without changing a number

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `price_report`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def price_report(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_7_2 = check("7.2", price_report)
    verdict_7_2
    return (verdict_7_2,)


@app.cell
def _(verdict_7_2):
    mo.stop(not verdict_7_2.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    price_report(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 7.3 A description that a reviewer can use

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `describe_change`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def describe_change(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_7_3 = check("7.3", describe_change)
    verdict_7_3
    return (verdict_7_3,)


@app.cell
def _(verdict_7_3):
    mo.stop(not verdict_7_3.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    describe_change(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
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
