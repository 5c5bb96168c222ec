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
    ### BEGIN SOLUTION
    domains = {
        "age_years": (18, 80),
        "income_usd_month": (700, 25_000),
        "employment_years": (0, pl.col("age_years").fill_null(80) - 16),
        "history_years": (0, pl.col("age_years").fill_null(80) - 18),
        "open_loans": (0, 8),
        "late_payments_2y": (0, 8),
        "utilisation": (0, 1),
        "loan_usd": (500, 60_000),
        "months": (12, 60),
    }
    known = applications.filter(pl.col("loan_id").is_first_distinct())
    for name, (low, high) in domains.items():
        kept = pl.col(name).is_between(low, high)
        known = known.with_columns(pl.when(kept).then(name))
    return known.with_columns(pl.col("purpose").str.to_lowercase())
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    known = mended(applications)
    later = ("collection_calls", "fold")
    numbers = [one for one in known.columns if known[one].dtype.is_numeric() and one not in later]
    prepare = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore"), ["housing", "purpose"]),
    )
    models = {
        "logistic": LogisticRegression(),
        "boosting": XGBClassifier(n_estimators=80, max_depth=2, n_jobs=1),
        "forest": RandomForestClassifier(30, min_samples_leaf=10, random_state=0),
    }
    parts = []
    for fold in known["fold"].unique():
        train, test = known.filter(pl.col("fold") != fold), known.filter(pl.col("fold") == fold)
        risks = {"constant": np.full(test.height, train["defaulted"].mean())}
        for name, model in models.items():
            fitted = make_pipeline(prepare, model).fit(train, train["defaulted"])
            risks[name] = fitted.predict_proba(test)[:, 1]
        parts.append(test.select("loan_id").with_columns(**risks))
    return pl.concat(parts)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    models = scored.drop("loan_id", "fold", "defaulted").columns
    cheapest = models[1]
    folds = scored.partition_by("fold")
    values = {
        name: np.array([average_precision_score(one["defaulted"], one[name]) for one in folds])
        for name in models
    }
    differences = {}
    for name in models[2:]:
        apart = values[name] - values[cheapest]
        found = over_splits(apart, test_over_train=ratio_of_folds(len(folds))).corrected
        differences[name] = [found.estimate, found.low, found.high]
    better = [name for name, (_, low, _) in differences.items() if low > 0]
    return {
        "metric": "average_precision",
        "constant_accuracy": 1 - scored["defaulted"].mean(),
        "scores": {name: one.mean() for name, one in values.items()},
        "differences": differences,
        "choice": max(better, key=lambda name: differences[name][0], default=cheapest),
    }
    ### END SOLUTION


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
    ### BEGIN SOLUTION

    def interval(values: np.ndarray) -> list[float]:
        half = 1.96 * values.std() / np.sqrt(len(values))
        return [values.mean(), values.mean() - half, values.mean() + half]

    def apart(young: np.ndarray, rest: np.ndarray) -> list[float]:
        gap = young.mean() - rest.mean()
        half = 1.96 * np.sqrt(young.var() / len(young) + rest.var() / len(rest))
        return [gap, gap - half, gap + half]

    threshold = declined_usd / (declined_usd + default_usd)
    age, defaulted = scored["age_years"].to_numpy(), scored["defaulted"].to_numpy()
    declined = scored["risk"].to_numpy() >= threshold
    saved = np.where(declined, np.where(defaulted, default_usd, -declined_usd), 0)
    groups = {"under 25": age < 25, "25 to 49": (age >= 25) & (age < 50), "50 and over": age >= 50}
    by_age = {}
    for name, inside in groups.items():
        by_age[name] = {"applications": inside.sum(), "declined": declined[inside].mean()}
        for people, chosen in (("payers", ~defaulted), ("defaulters", defaulted)):
            one = declined[inside & chosen]
            by_age[name][f"{people}_declined"] = interval(one) if len(one) >= 50 else None
    young, rest = (age < 25) & ~defaulted, (age >= 25) & ~defaulted
    unaware = scored["risk_without_age"].to_numpy() >= threshold
    gap_without_age = apart(unaware[young], unaware[rest])
    _, low, high = gap_without_age
    return {
        "threshold": threshold,
        "declined": declined.mean(),
        "saving_usd": interval(saved),
        "by_age": by_age,
        "gap": apart(declined[young], declined[rest]),
        "gap_without_age": gap_without_age,
        "dropping_age": "no gap shown" if low <= 0 <= high else "a gap stays",
    }
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    saved, saved_low, saved_high = facts["saving_usd"]
    gap, gap_low, gap_high = facts["gap"]
    few = [
        name
        for name, one in facts["by_age"].items()
        if one["payers_declined"] is None or one["defaulters_declined"] is None
    ]
    if saved_low <= 25:
        decision = "iterate"
    else:
        decision = "deploy" if max(gap_high, -gap_low) <= 0.10 else "shadow"
    advice = {
        "iterate": "Iterate: it is not shown to save what running it costs.",
        "deploy": "Deploy it as a proposal, with a person behind each decline.",
        "shadow": "Run it in shadow: it pays, and the gap by age is for people to judge.",
    }[decision]
    text = f"""
## Summary
{advice} For an application it would save ${saved:,.0f} beside approving everybody; with other
applicants that could have been ${saved_low:,.0f}, or as much as ${saved_high:,.0f}.

## Data
There are {facts["applications"]} applications of one lender, one for each person, with the outcome
after a year. Of them {facts["prevalence"]:.1%} defaulted. What is learned after the loan was paid
out was left out.

## Performance
The {facts["model"]} model has {facts["metric"]} {facts["score"]:.1%} on folds that it has not learned
from. Accuracy is no help here: whoever approves everybody has {facts["constant_accuracy"]:.1%}.
Declining is the cheaper side from a risk of {facts["threshold"]:.1%} on, as a default costs ten times
what a declined payer does.

## Age
Of those who would have paid, the share declined under 25 less that of all others is {gap:.1%}; with
other applicants it may be {gap_low:.1%}, or up to {gap_high:.1%}. For a model that does not see age it
is {facts["gap_without_age"][0]:.1%}: what remains is known from other columns.

## Limits
It proposes to a credit officer, never declines on its own, and says nothing about interest. Too few
people stand behind a rate to speak of: {", ".join(few) or "none of the groups"}. No interval here
covers a recession, for all the applicants are of the same few years.

## Recommendation
{advice} The bars were set before a number was seen. Look at both, the dollars and the gap, again when
the outcomes of a new year are known, and ask who owes what to whom before it decides.
"""
    return {
        "intended_use": "propose to a credit officer",
        "not_for": ["set an interest rate"],
        "unseen": "a recession",
        "no_claim": few,
        "decision": decision,
        "text": text,
    }
    ### END SOLUTION


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
