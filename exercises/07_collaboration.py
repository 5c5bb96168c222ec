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
    from classroom.display import check, code, journal, marks, quiz


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
    **Your turn** (15 minutes). Write `review_features`. Find at least four of its five
    faults, or three with a test that proves one of them. Of ten comments that are no nits six have to
    find a fault (precision .6). Twelve comments at most are read. Whether the idea is a good one is out of scope.

    A test proves its fault if it fails with an `assert` on the change and passes on main. The first
    proved fault counts twice, further ones once. Whether it is the fault that the comment means is not
    judged, and your words are not read: a colleague does that. `change` is one of the two versions: it has
    `features(cards, groups)`, `expressions`, `split_by_line(cards, seed)`, `code_hash(folder)`,
    `catalogue()`, a DataFrame, and `cards`, 200 of them; `pl` is there.

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
    `fingerprints_of(cards, pipeline)`, `train`, `compare`, `best_of` (None on main) and `cards`, 200 of
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
    - `decision(confidence)`: `"file"` or `"desk"`, at a threshold of .7.
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

    One line of it is a fault: some sales are in no row. Keep it, and say so in a comment (which no
    check reads). A refactor
    changes no number; the fault gets a change of its own, which somebody can review and take back.

    | counted in your answer and its helpers, which do not run `report.py` | at most |
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
    request. You may change the text alone. The check sees that each number has a source, not that
    before and after stand in the right order: read that twice. Out of scope: the code of the service
    (lesson 05), and the service's settings.
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
    mo.md(describe_change())
    return


@app.cell(hide_code=True)
def _():
    quiz_answered, quiz_tell = mo.state(None)
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
    return quiz_answered, quiz_set, quiz_tell


@app.cell(hide_code=True)
def _(quiz_set, quiz_tell):
    quiz_asked = quiz("07", quiz_tell, seed=quiz_set.value)
    return (quiz_asked,)


@app.cell(hide_code=True)
def _(quiz_answered, quiz_asked):
    quiz_answered()
    marks(quiz_asked)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Journal

    For you alone, and kept on this machine. `course journal` prints all that you wrote.
    """)
    return


@app.cell(hide_code=True)
def _():
    journal_page = journal("07")
    journal_page
    return (journal_page,)


if __name__ == "__main__":
    app.run()
