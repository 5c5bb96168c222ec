# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars", "scikit-learn", "xgboost"]
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
app = marimo.App(app_title="Exam: credit risk")

with app.setup(hide_code=True):
    import marimo as mo
    import numpy as np
    import polars as pl
    from sklearn.compose import make_column_transformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import average_precision_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    from xgboost import XGBClassifier

    from cardshop.dataset import load_credit
    from cardshop.evaluation import over_splits, ratio_of_folds
    from classroom.display import check


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exam: credit risk

    Two hours and a quarter, five functions, the loans of lesson 04, now with their errors.
    `uv run course exam credit` starts the clock; `uv run course check credit-1` judges one answer
    on the way; `uv run course exam credit --done` judges all five and reads the clock. Checkpoint 2
    asks for this exam and for its quiz. Reading takes ten of the minutes.

    - **Rules**: notes, lessons and documentation may lie open; the solution may not.
    - **What you may change**: the bodies of the five functions, and cells of your own beside them.
    - **Out of scope**: the size of a loan, interest, tuning, and any law of lending.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## What is at stake

    Harbour Lending is fictional, as are its applicants. It approves everybody today, and 6 in 100
    do not pay their loan back. Its board (fictional, too) wants to know whether a model should
    propose whom to decline, and set these figures before it saw a number:

    | | dollars |
    |---|---|
    | an approved applicant defaults | `DEFAULT_USD` 5,000 |
    | a declined applicant would have paid | `DECLINED_USD` 500 |
    | all else | 0 |
    | a model has to save, an application | more than 25 |

    The table is **imbalanced**: who says "nobody defaults" is right for 94 of 100, and saves nothing.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## The table

    One row an application, one application a person: rows are independent, so random folds are
    right and intervals may draw rows. That was not so for cards. Intervals over rows are of the
    models as trained: they leave out how models would differ if they were trained again.

    | column | meaning | domain |
    |---|---|---|
    | `loan_id` | key | one a person |
    | `applied_on`, `region` | day; six regions | no features here |
    | `age_years` | whole years | 18 to 80 |
    | `income_usd_month` | dollars a month | 700 to 25,000 |
    | `employment_years` | years with this employer | 0 to age less 16 |
    | `history_years` | years since the first loan or card | 0 to age less 18 |
    | `housing`, `purpose` | lower-case words | rent own parents; car home debts study other |
    | `open_loans`, `late_payments_2y` | counts | 0 to 8 |
    | `utilisation` | used share of the card limit | 0 to 1 |
    | `loan_usd`, `months` | asked for | 500 to 60,000; 12 to 60 |
    | `collection_calls` | calls of the collection desk in the year after payment | 0 to 8 |
    | `defaulted` | no longer paid within a year | the target |
    """)
    return


@app.cell
def _():
    DEFAULT_USD, DECLINED_USD = 5_000, 500
    folds = np.random.default_rng(7).integers(5, size=10_000)
    applications = load_credit().with_columns(fold=folds)
    applications
    return DECLINED_USD, DEFAULT_USD, applications


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## credit-1 Applications that can be true

    Of these incomes, one in four hundred is about a hundred times too large: the mean of the column
    is almost a fifth too high. And an application that was sent twice can be learned from and
    tested on.

    **Your turn** (15 minutes).
    """)
    return


@app.function
def mended(applications: pl.DataFrame) -> pl.DataFrame:
    """Return one row an application, in the order given, with the columns given.

    Of rows with the same `loan_id` the first counts. A number outside the domain of the table
    above, ends included, becomes null; the others stay. `employment_years` and `history_years`
    have ends that depend on age: where age is null or impossible, those of an age of 80 hold.
    `purpose` is in lower case. No value is guessed. `fold` may be there or not.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1 = check("credit-1", mended)
    verdict_1
    return (verdict_1,)


@app.cell
def _(applications, verdict_1):
    mo.stop(not verdict_1.passed, mo.md("*Unlocks when the check passes.*"))
    mended(applications).null_count().unpivot(variable_name="column", value_name="emptied").filter(
        pl.col("emptied") > 0
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## credit-2 Three models, each judged on people it has not seen

    A risk is a *chance*: the next tasks multiply it with dollars. So the mean of a model's risks
    has to lie near the share that defaulted, whatever was done about the imbalance. That is the
    least: a calibration curve would tell more.

    **Your turn** (35 minutes). Call `mended`. Small models will do: 30 trees, not 300. The check
    trains them three times: on a busy machine that takes 15 seconds or so.
    """)
    return


@app.function
def validated(applications: pl.DataFrame) -> pl.DataFrame:
    """Return `loan_id`, `constant` and three or more models of your own: the risk of each.

    One row for each application of `mended(applications)`, in any order; a model's column has its
    name and holds its chance of a default, 0 to 1. The risks of a fold come from models that
    learned from the other folds of `fold`, and from nothing of the fold itself, medians and scales
    included; the number of a fold means nothing. `constant` is the share that defaulted in the
    other folds. What is not known when an application is judged plays no part. A column's mean
    lies between half and twice the share that defaulted. The same table gives the same risks. Each
    model ranks 0.60 or more (area under ROC), one of them 0.70. There are two folds or more, from 0.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_2 = check("credit-2", validated)
    verdict_2
    return (verdict_2,)


@app.cell
def _(applications, verdict_2):
    mo.stop(not verdict_2.passed, mo.md("*Unlocks when the check passes: all applications.*"))
    _outcome = mended(applications).select("loan_id", "fold", "defaulted")
    _given = [one for one in applications.columns if one != "loan_id"]
    _risks = validated(applications).drop(_given, strict=False)
    scored = _outcome.join(_risks, on="loan_id", maintain_order="left")
    # Everybody is 80: a column that tells nobody apart, and makes no other value impossible.
    _alike = applications.with_columns(age_years=pl.lit(80))
    without_age = scored.select("loan_id").join(
        validated(_alike), on="loan_id", maintain_order="left"
    )
    scored
    return scored, without_age


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## credit-3 Which of them, if any

    A model that is named best because a coin fell so is paid for every month. Say which metric
    counts *before* you look: one in which the constant does not shine.

    **Your turn** (20 minutes).
    """)
    return


@app.function
def compare(scored: pl.DataFrame) -> dict:
    """Return metric, constant_accuracy, scores, differences and choice.

    `scored` holds loan_id, fold, defaulted, constant, then a column of risks a model, the cheapest
    to run first. metric: "average_precision" or "roc_auc".
    constant_accuracy: the share for which "nobody defaults" is right. scores: {model: mean of the
    metric over folds}, `constant` too. differences: {model: [estimate, low, high]} for each model but
    `constant` and the cheapest: the metric less that of the cheapest in the same fold, with the
    corrected 95 % interval over folds (`over_splits`, `ratio_of_folds`). choice: of the models
    whose interval lies above 0 the one with the greatest estimate; the cheapest if there is none.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3 = check("credit-3", compare)
    verdict_3
    return (verdict_3,)


@app.cell
def _(scored, verdict_3):
    mo.stop(not verdict_3.passed, mo.md("*Unlocks when the check passes.*"))
    comparison = compare(scored)
    comparison
    return (comparison,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## credit-4 A threshold in dollars, and who pays for it

    The board asks two things of the chosen model: what it saves, and whether people who *would have
    paid* are declined more often when they are young.

    **Your turn** (30 minutes). Any usual 95 % interval over rows will do: a formula or a bootstrap.
    It holds for the model as trained.
    """)
    return


@app.function
def audit(scored: pl.DataFrame, default_usd: float, declined_usd: float) -> dict:
    """Return threshold, declined, saving_usd, by_age, gap, gap_without_age and dropping_age.

    `scored` holds age_years, defaulted, and two chances: risk, and risk_without_age of a model that
    does not see age. threshold: the risk from which declining (end included) costs no more in
    expectation, if risks are chances. declined: share of all. saving_usd: [estimate, low, high] an
    application, approving all less declining by risk. by_age: for "under 25", "25 to 49" and "50
    and over" a dict of applications, declined (share), and two rates [estimate, low, high]:
    payers_declined, defaulters_declined; None for a rate of fewer than 50 people. gap:
    payers_declined under 25 less that of all others, three numbers; gap_without_age: the same by
    risk_without_age and the same threshold. dropping_age: "a gap stays" where the interval of
    gap_without_age does not hold 0, else "no gap shown". Who has a null age is in declined and
    saving_usd only; both sides of a gap hold 50 payers or more.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_4 = check("credit-4", audit)
    verdict_4
    return (verdict_4,)


@app.cell
def _(DECLINED_USD, DEFAULT_USD, applications, comparison, scored, verdict_4, without_age):
    mo.stop(not verdict_4.passed, mo.md("*Unlocks when the check passes.*"))
    _model = comparison["choice"]
    _risks = scored.with_columns(
        risk=pl.col(_model),
        risk_without_age=without_age[_model],
        age_years=mended(applications)["age_years"],
    )
    _found = audit(_risks, DEFAULT_USD, DECLINED_USD)
    facts = _found | {
        "model": _model,
        "applications": scored.height,
        "prevalence": scored["defaulted"].mean(),
        "metric": comparison["metric"],
        "score": comparison["scores"][_model],
        "constant_accuracy": comparison["constant_accuracy"],
    }
    facts
    return (facts,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## credit-5 The card and the recommendation

    Whoever uses a model in two years knows what its card says, and nothing more. The board's rules:

    1. **iterate** unless the low end of `saving_usd` is above 25 dollars;
    2. then **deploy** if both ends of `gap` lie between -0.10 and 0.10, ends included;
    3. else **shadow**: it is run and watched, and decides nothing, until people have decided what
       they owe to whom. That is no question of statistics.

    **Your turn** (25 minutes).
    """)
    return


@app.function
def model_card(facts: dict) -> dict:
    """Return intended_use, not_for, unseen, no_claim, decision and text for a model's facts.

    `facts`: what `audit` returns, and model, applications, prevalence, metric, score,
    constant_accuracy; your function is called with the facts of several models. intended_use: one
    of "propose to a credit officer", "decline without a person", "set an interest rate". not_for:
    a list of one or both of the others. unseen: what the intervals do not cover, "other
    applicants like these" or "a recession". no_claim: the groups of by_age with a rate of None.
    decision: "deploy", "shadow" or "iterate", by the board's rules. text: Markdown of 150 to 400
    words with the headings ## Summary, ## Data, ## Performance, ## Age, ## Limits and
    ## Recommendation, 15 words or more under each. The first sentences of Summary and
    Recommendation name the decision. It names the model, the metric and each group of no_claim,
    and states prevalence, constant_accuracy, score, threshold, the three numbers of saving_usd and
    of gap, and the first of gap_without_age; a sign or a word says which way the gap goes. Every
    number in figures is one of the facts, the costs or the bars, and may be rounded; years, ages
    and small counts are free.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_5 = check("credit-5", model_card)
    verdict_5
    return (verdict_5,)


@app.cell
def _(facts, verdict_5):
    mo.stop(not verdict_5.passed, mo.md("*Unlocks when the check passes: your model's card.*"))
    card = model_card(facts)
    mo.md(card["text"])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## When you have handed in

    Read your card as somebody who is declined by it. Which sentence would you want to be there?

    The exam is passed when all five checks pass; the quiz of checkpoint 2 is apart.
    """)
    return


if __name__ == "__main__":
    app.run()
