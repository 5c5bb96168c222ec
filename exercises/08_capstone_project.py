# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars", "scikit-learn", "scipy"]
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
app = marimo.App(app_title="Exercises 08: capstone: price quotes")

with app.setup(hide_code=True):
    from math import ceil
    from typing import Any

    import marimo as mo
    import numpy as np
    import polars as pl
    from scipy.stats import norm, ttest_ind

    from cardshop.dataset import load_market, load_price_holdout, load_sales, with_market
    from cardshop.evaluation import Lots, lots_needed
    from classroom.display import check, journal, marks, quiz

    # What the shop pays of its quote, and the share of a price that it earns on a card.
    OFFERED, EARNED = 0.6, 0.4
    # An offer below this share of the price loses the seller.
    LEAVES_BELOW = 0.5
    # Quoted sales below which a slice gets no verdict, and how far off a slice is looked at.
    FEWEST_SALES, LOOK_FROM = 100, 1.5


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 08: capstone: price quotes

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    These three answer what the owner asks before, after and beside the model: is it worth building,
    are its quotes good, and what would another offer do? Your project in `work/capstone` needs all
    three, and may take over what you write here.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 8.1 The business case for quotes

    A model that beats a bad price list proves nothing: the shop would have used a good one. And a
    model whose worth is known only roughly may be worth a trial, and not yet a project.

    A *list* quotes without a model. It loses some dollars a quote, and keeping it up to date costs
    clerks' time. What a model would lose a quote is a forecast: `low` if it turns out well, `high`
    if it turns out badly, `expected` in between.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    May be changed: the body of the function. Out of scope: where the forecast comes from, and what
    a quote loses (8.2). If the model is built, it replaces the list, and nobody keeps that any more.

    **Your turn** (20 minutes). Write `quote_brief`: what the model has to beat, what it is worth a
    year, when it has paid for itself, how many dollars a quote it may lose at most, and whether to
    build it, try it on a few weeks' quotes, or keep the list.
    """)
    return


@app.function
def quote_brief(
    lists: pl.DataFrame, model: dict[str, float], terms: dict[str, float]
) -> dict[str, Any]:
    """Return baseline, baseline_usd_year, value_usd_year, payback_years, most_usd_a_quote, decision.

    lists: name, usd_a_quote, upkeep_usd_year; a row or more. model: dollars lost a quote, `low`,
    `expected`, `high`. terms: quotes_a_year, run_usd_year (the model's), weeks, people, week_usd (of
    building, a person a week), limit_years (to be paid back in). All are 0 or more; quotes_a_year
    and limit_years above 0.

    baseline: the list with the lowest dollars a year, losses and upkeep; the first of equal ones.
    value_usd_year: what the shop has more each year with the model as expected, before building.
    payback_years: what building costs over that; None where it is not above 0.
    most_usd_a_quote: the model's loss a quote at which payback takes exactly limit_years; None
    where that lies below 0, which no model reaches.
    decision: "build" if even `high` pays back within limit_years, "keep" (the list) if not even
    `low` does, else "pilot". Exactly limit_years is within.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_8_1 = check("8.1", quote_brief)
    verdict_8_1
    return (verdict_8_1,)


@app.function
def lists_of_today(removed: float) -> pl.DataFrame:
    """Three price lists on the audited sales, with this share of each quote's error taken away."""
    paid, price = load_price_holdout().with_columns(all=1), pl.col("price_usd")
    days = (paid["sale_date"].min() - pl.col("sale_date")).dt.total_days()
    sold = load_sales().filter(price > 0, days > 0).with_columns(all=1)
    # Clerks' time for keeping each list, an assumption: none, a day a month, a day a week.
    wanted = {
        "one price": (["all"], 9_999, 0),
        "rarity and condition": (["rarity", "condition"], 9_999, 2_000),
        "the same, of the last half year": (["rarity", "condition"], 182, 8_000),
    }
    rows = []
    for name, (keys, last_days, upkeep) in wanted.items():
        table = sold.filter(days <= last_days).group_by(keys).agg(quote=price.median())
        quote = pl.col("quote") + removed * (price - pl.col("quote"))
        lost = pl.when(OFFERED * quote < LEAVES_BELOW * price).then(EARNED * price)
        lost = lost.otherwise(OFFERED * (quote - price).clip(0))
        found = paid.join(table, on=keys, how="left")
        rows.append((name, found.select(lost.mean()).item(), upkeep))
    return pl.DataFrame(rows, schema=["name", "usd_a_quote", "upkeep_usd_year"], orient="row")


@app.cell
def _(verdict_8_1):
    mo.stop(not verdict_8_1.passed, mo.md("*Unlocks when the check passes.*"))
    # What a model would lose if it took away 60 % of the best list's errors, 40 or 80 in bad and
    # good luck. That share is a guess until a model has quoted sales that it never saw.
    left = {
        name: lists_of_today(removed)["usd_a_quote"].min()
        for name, removed in (("low", 0.8), ("expected", 0.6), ("high", 0.4))
    }
    shop = {"quotes_a_year": 30_000, "run_usd_year": 12_000, "limit_years": 2.0}
    building = {"weeks": 10, "people": 2, "week_usd": 4_000}
    mo.vstack([lists_of_today(0.0), left, quote_brief(lists_of_today(0.0), left, shop | building)])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 8.2 Quotes judged in four numbers

    One number hides what another shows. Squared dollars are ruled by a few dear cards; a share
    within \$10 forgives a quote of \$9 for a card of \$1; a relative error forgets what a card is
    worth; dollars say what the shop loses. And a report that leaves out the cards which the model
    did not quote praises a model for its silence.

    *A quote's dollars*, as in 0.2: the shop offers 60 % of the quote. An offer below half of the
    price loses the seller, and with the card 40 % of its price. Otherwise a quote above the price
    costs 60 % of the difference, and one at or below it nothing.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    A seller who gets no quote at all leaves, too.

    May be changed: the body of the function. Out of scope: intervals (sales of one print are alike,
    and rows are not the sample size). "look here" is a reason to look, and no test.

    **Your turn** (25 minutes). Write `quote_report`. Your project's `evaluate` gives these numbers
    under the same names; there every sale must have a quote, and the verdict of a slice needs more
    than a flag.
    """)
    return


@app.function
def quote_report(quotes: pl.DataFrame, sales: pl.DataFrame, by: list[str]) -> dict[str, Any]:
    """Return six numbers over all sales, and `slices`: the same for each value of each column in `by`.

    quotes: sale_id, price_usd (the quote; null or NaN is none). sales: sale_id (once each), price_usd
    (what was paid, above 0), the columns of `by` (text, no null). Rows in any order. A quote
    without a sale is left out; a sale_id that stands twice in quotes raises ValueError naming it.

    sales, unquoted: how many in all, how many without a quote. rmse_usd, median_relative_error
    (of the price): over quoted sales. within_10_share (off by $10 or less) and usd_a_quote: over all
    sales; one without a quote is not within $10, and loses its seller. Over no sales: None.
    slices: dicts with column, value, the six numbers, verdict; in the order of `by`, then by value.
    verdict: "too few to say" below FEWEST_SALES quoted sales; "look here" if median_relative_error
    is above LOOK_FROM times that of all sales; else "in line".
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_8_2 = check("8.2", quote_report)
    verdict_8_2
    return (verdict_8_2,)


@app.function
def quick_quotes(known: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Quotes from a small model of log(price / index), learned without far-off published prices."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    old = pl.col("release_date").dt.year() < 2012
    index = pl.when(old).then("index_vintage").otherwise("index_modern")
    names = ("rarity", "condition", "grading_company", "card_type", "language")
    inputs = [pl.col(name).cast(pl.Categorical).to_physical() for name in names]
    inputs += [pl.col("hp", "grade", "base_attack", "base_speed").fill_null(0), "is_legendary"]
    both = pl.concat([known, asked], how="vertical").with_columns(index=index)
    table = both.select(*inputs, pl.col("release_date").dt.year()).to_numpy()
    # Medians of training rows alone; the audited sales are not touched.
    usual = pl.col("price_usd").median().over("rarity", "condition", "grading_company")
    near = (pl.col("price_usd") > 0) & ((pl.col("price_usd") / usual).log().abs() < np.log(7))
    kept = known.select(near.fill_null(value=False)).to_series().to_numpy()
    log_price = both[: known.height].select((pl.col("price_usd") / pl.col("index")).log())
    model = HistGradientBoostingRegressor(max_iter=60, random_state=0)
    model.fit(table[: known.height][kept], log_price.to_series().to_numpy()[kept])
    ratio = np.exp(model.predict(table[known.height :]))
    quote = ratio * both[known.height :]["index"].to_numpy()
    return asked.select("sale_id").with_columns(price_usd=pl.Series(quote))


@app.cell
def _(verdict_8_2):
    mo.stop(not verdict_8_2.passed, mo.md("*Unlocks when the check passes.*"))
    audited = with_market(load_price_holdout(), load_market())
    published = with_market(load_sales(), load_market())
    until = pl.col("sale_date") < audited["sale_date"].min()
    own_quotes = quick_quotes(published.filter(until), audited)
    report = quote_report(own_quotes, audited, ["rarity", "grading_company"])
    mo.vstack(
        [{one: report[one] for one in report if one != "slices"}, pl.DataFrame(report["slices"])]
    )
    return audited, own_quotes, published, report, until


@app.cell
def _(audited, own_quotes, published, until):
    # The same quotes, judged on published prices that were cleaned by the model's own residuals.
    paid = audited.select("sale_id", paid="price_usd")
    beside = published.filter(~until, pl.col("price_usd") > 0).join(paid, on="sale_id")
    beside = beside.join(own_quotes.rename({"price_usd": "quote"}), on="sale_id")
    off = (pl.col("quote") - pl.col("price_usd")).abs()
    ratio = (pl.col("quote") / pl.col("price_usd")).log().abs()
    rules = {
        "nothing": pl.lit(value=False),
        "off by more than a factor of 3": ratio > np.log(3),
        "off by more than three standard deviations": off > 3 * off.std(),
        "off by more than 20 dollars": off > 20,
        "the worst 2 %": off > off.quantile(0.98),
    }
    by_rule = []
    for rule, dropped in rules.items():
        gone, left_in = beside.filter(dropped), beside.filter(~dropped)
        wrong = gone.filter((pl.col("price_usd") - pl.col("paid")).abs() > 0.011).height
        judged_so = quote_report(own_quotes, left_in, [])
        errors = {one: judged_so[one] for one in ("rmse_usd", "usd_a_quote")}
        by_rule.append(
            {"dropped": rule, **errors, "sales": gone.height, "true entry errors": wrong}
        )
    pl.DataFrame(by_rule)
    return (by_rule,)


@app.cell(hide_code=True)
def _(by_rule, report):
    rmse = {one["dropped"]: one["rmse_usd"] for one in by_rule}
    some = [usd for rule, usd in rmse.items() if rule != "nothing"]
    mo.md(rf"""
    On audited prices these quotes have an RMSE of **\${report["rmse_usd"]:.2f}**; on published
    ones \${rmse["nothing"]:.2f}, which a few entry errors make. {len(some)} rules that clean by the
    model's own errors say anything from \${min(some):.2f} to \${max(some):.2f}: a rule in dollars drops the
    dear cards that the model cannot quote, and one rule leaves errors in. Whoever picks the rule picks
    the score, and which one came near the truth the audit alone can say. So **never clean a test set
    with your own model's residuals**.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 8.3 An experiment on offers

    Would sellers accept more often if the shop offered 65 % of its quote? That is a question about
    people, and an experiment answers it. But a seller brings a whole lot, and is likely to take or
    leave its offers in one mood: 25 offers of a lot may say far less than 25 sellers. And whoever
    looks every evening and stops at the first good one finds differences that are none.

    So lots are randomised, lots are counted, and nobody looks before the planned number is in.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    May be changed: the body of the function. Out of scope: what an accepted offer earns, tests that
    may stop early (`cardshop.evaluation.stopping_limits`).

    The plan is the textbook's for two means, where the means are lots' shares of accepted offers:
    lots an arm = $2 (z_{.975} + z_{.80})^2 s^2 / d^2$, rounded up; $s$ is the standard deviation of
    past lots' shares, $d$ the least difference worth finding. It takes the spread to be the same in
    both arms. `TTestIndPower` of statsmodels says one lot more, seldom two, and passes as well.

    **Your turn** (25 minutes). Write `offer_test`, which plans a test and reads it when it is over.
    """)
    return


@app.function
def offer_test(
    history: pl.DataFrame, least_points: float, lots_a_week: int, outcomes: pl.DataFrame
) -> dict[str, Any]:
    """Return acceptance, lots_per_arm, weeks, ready, points, low_points, high_points, verdict.

    history: past lots, lot_id, offers, accepted (counts); two or more whose shares differ. outcomes:
    the test's lots so far, and arm ("control", "new") beside these; maybe none. Everywhere a lot
    counts once, by its share of accepted offers, and a lot without offers not at all.

    acceptance: mean share of past lots. lots_per_arm: see above, for two-sided 5 % and a power of
    80 %, to find a difference of `least_points` percentage points (5.0: from .60 to .65).
    weeks: whole weeks in which lots_a_week lots, new and control together, fill both arms.
    ready: whether both arms have lots_per_arm lots. Before that points, low_points, high_points are
    None, and verdict is "wait". Then points: mean share of new less control, in percentage points,
    with the ends of its 95 % interval (Welch's t on lots: spreads may differ) and verdict "more" if
    it lies above 0, "fewer" if below, else "not shown".
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_8_3 = check("8.3", offer_test)
    verdict_8_3
    return (verdict_8_3,)


@app.function
def invented_lots(acceptance: float, lots: int, seed: int) -> pl.DataFrame:
    """Lots of 25 offers whose sellers correlate at .1: simulated, since no offer was made yet."""
    random = np.random.default_rng(seed)
    accepted = Lots(correlation=0.1).outcomes(random, acceptance, (lots,))
    made = pl.DataFrame({"lot_id": range(lots), "accepted": accepted})
    return made.with_columns(offers=pl.lit(25))


@app.cell
def _(verdict_8_3):
    mo.stop(not verdict_8_3.passed, mo.md("*Unlocks when the check passes.*"))
    past_lots = invented_lots(0.6, 200, seed=1)
    nothing_yet = past_lots.clear().with_columns(arm=pl.lit(""))
    planned = offer_test(past_lots, 5.0, 20, nothing_yet)
    each = planned["lots_per_arm"]
    over = pl.concat(
        invented_lots(rate, each, seed=2 + at).with_columns(arm=pl.lit(arm))
        for at, (arm, rate) in enumerate({"control": 0.6, "new": 0.65}.items())
    )
    half_way = over.filter(pl.col("lot_id") < each // 2)
    reads = [offer_test(past_lots, 5.0, 20, one) for one in (nothing_yet, half_way, over)]
    # The course's planner, which turns rates into angles and knows the likeness within lots.
    by_angle = lots_needed(planned["acceptance"], 0.05, lots=Lots(correlation=0.1))
    mo.vstack(
        [pl.DataFrame(reads).with_columns(pl.Series("after", ["0", "half", "all"])), by_angle]
    )
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
    quiz_asked = quiz("08", quiz_tell, seed=quiz_set.value)
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
    journal_page = journal("08")
    journal_page
    return (journal_page,)


if __name__ == "__main__":
    app.run()
