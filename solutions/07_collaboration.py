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
    ### BEGIN SOLUTION
    return [
        {
            "file": "cardshop/features/recipes.py",
            "line": 35,
            "category": "leakage",
            "severity": "blocker",
            "comment": "The oldest card of a species is often the card itself, so its own type comes "
            "back as a feature. At the gate nobody has typed it yet. Leave the feature out.",
            "test": """
def test_features_do_not_depend_on_the_answers(change):
    relabelled = change.cards.with_columns(pl.col("card_type").reverse())
    assert change.features(relabelled).equals(change.features(change.cards))
""",
        },
        {
            "file": "cardshop/features/recipes.py",
            "line": 44,
            "category": "skew",
            "severity": "blocker",
            "comment": "The rank depends on which other cards are in the table. A card that comes alone "
            "always gets 1. Compare it with a fixed table of its year that training keeps.",
            "test": """
def test_a_card_alone_has_the_features_that_it_has_in_a_batch(change):
    assert change.features(change.cards.head(1)).equals(change.features(change.cards).head(1))
""",
        },
        {
            "file": "cardshop/features/catalogue.py",
            "line": 96,
            "category": "leakage",
            "severity": "blocker",
            "comment": "Weakness and resistance are filled in three days after typing, from the type. "
            "At the gate both are empty, so the model has learned from its own answer. Drop both.",
        },
        {
            "file": "cardshop/dataset/splits.py",
            "line": 23,
            "category": "leakage",
            "severity": "blocker",
            "comment": "One line now stands on both sides, in another set each time, and its cards are "
            "near copies. The score is no longer that of unseen species. Split by line as before.",
            "test": """
def test_no_line_is_on_both_sides(change):
    train, test = change.split_by_line(change.cards, 0)
    assert not set(train["line_id"]) & set(test["line_id"])
""",
        },
        {
            "file": "cardshop/features/computing.py",
            "line": 19,
            "category": "reproducibility",
            "severity": "should_fix",
            "comment": "A recipe that computes something else now has the same hash, so an old model "
            "is loaded with new features and nobody is told. Hash both files again.",
        },
    ]
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    return [
        {
            "file": "cardshop/training/zoo.py",
            "line": 79,
            "category": "reproducibility",
            "severity": "blocker",
            "comment": "Without the seed two trainings of one recipe give two models, and the winner "
            "is partly the luckier draw. Pass random_state=seed again, here and for the network.",
            "test": """
def test_a_seed_reaches_the_model(change):
    assert change.classifier("forest", {}, 3).random_state == 3
""",
        },
        {
            "file": "cardshop/training/fitting.py",
            "line": 144,
            "category": "leakage",
            "severity": "blocker",
            "comment": "The winner is chosen on the very lines that its score is told of, so the score "
            "holds the luck of the best of many. Choose inside, and report on lines kept out.",
        },
        {
            "file": "cardshop/training/validation.py",
            "line": 83,
            "category": "reproducibility",
            "severity": "should_fix",
            "comment": "A set of texts has another order in each process, and the seed is not used any "
            "more. Two runs are judged on different folds. Sort by the hash of the seed again.",
            "test": """
def test_another_seed_deals_other_folds(change):
    folds = [[one.test.tolist() for one in change.by_folds(change.cards, 4, seed=at)] for at in (0, 1)]
    assert folds[0] != folds[1]
""",
        },
        {
            "file": "cardshop/training/fingerprints.py",
            "line": 69,
            "category": "reproducibility",
            "severity": "blocker",
            "comment": "Two tables with other values and the same columns get one hash, so nobody can "
            "tell on which labels a run was trained. Keep the hash of the content.",
            "test": """
def test_a_mended_label_changes_the_hash(change):
    mended = change.cards.with_columns(pl.col("card_type").reverse())
    assert change.fingerprints_of(mended, None).data != change.fingerprints_of(change.cards, None).data
""",
        },
        {
            "file": "cardshop/training/settings.py",
            "line": 75,
            "category": "reproducibility",
            "severity": "should_fix",
            "comment": "A run no longer says how many trees it had when nobody set them. Once a default "
            "is another one, old rows of the tracker mean something else. Record all options.",
        },
    ]
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    return [
        {
            "file": "cardshop/service/routes.py",
            "line": 83,
            "category": "error_handling",
            "severity": "blocker",
            "comment": "Any failure is answered with 200 and a type that nobody computed, and filed. No "
            "counter and no row of the journal tells of it. Send the card to the desk with a 5xx.",
            "test": """
def test_a_failed_model_is_no_success(change):
    assert change.asked(fails=True).statuses[0] >= 500
""",
        },
        {
            "file": "cardshop/service/routes.py",
            "line": 111,
            "category": "error_handling",
            "severity": "blocker",
            "comment": "The journal's key is now what a client says. Two stations with one id lose a row, "
            "and no station hears of it. Keep our own id, and find retries by client_request_id.",
            "test": """
def test_every_answered_card_has_its_row(change):
    told = change.asked(client_ids=("again", "again"))
    assert len(told.rows) == len(told.statuses)
""",
        },
        {
            "file": "cardshop/service/routes.py",
            "line": 150,
            "category": "performance",
            "severity": "should_fix",
            "comment": "The disk is written inside the event loop, so all stations wait while one row is "
            "written, and a slow disk closes every gate. Write in a thread, as before.",
            "test": """
def test_the_loop_does_not_write(change):
    assert not change.asked(late=True, durable=True).wrote_in_loop
""",
        },
        {
            "file": "cardshop/service/release.py",
            "line": 50,
            "category": "validation",
            "severity": "should_fix",
            "comment": "Every comparison with NaN is false, so a confidence that is no number is now filed "
            "as sure. Before it went to the desk. Keep the comparison as it was.",
            "test": """
def test_no_number_goes_to_the_desk(change):
    assert change.decision(float("nan")) == "desk"
""",
        },
        {
            "file": "cardshop/service/gate.py",
            "line": 138,
            "category": "privacy",
            "severity": "blocker",
            "comment": "The key of a client and the whole body go into a log that many can read and that "
            "is kept for long. Log the id and the reason, and never a secret.",
        },
    ]
    ### END SOLUTION


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
