# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = ".", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="00 Machine learning in business")

with app.setup(hide_code=True):
    import marimo as mo
    import numpy as np
    import polars as pl

    from cardshop.evaluation import (
        DESK_USD,
        MISFILE_USD,
        costs_by_threshold,
        paired_difference,
        redraw_lines,
    )
    from cardshop.training import scored_cards
    from classroom.charts import bars, curves
    from classroom.display import after, diagram, exercises, figure, ledger, predict, socratic

    DAYS_A_YEAR = 300
    BUILD_USD = 10 * 2 * 4_000
    RUN_USD_YEAR = 12_000
    # Seconds of a person for a card at the desk, and the share of misfiles that a buyer finds.
    DESK_S, FOUND_BY_BUYERS = 20, 0.1
    TODAY, WITH_PARTNER = 2_000, 10_000


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    # 00 Machine learning in business

    **One rule: nobody needs a model. Somebody needs a decision that costs less than the present one.**

    Core part 45 minutes, exercises about 80. Nothing is trained here: a model has answered
    already, and you decide whether it was worth having. Predict, then run, then read; the numbers are
    computed above them.

    Cardshop sorts trading cards into bins by type. A person at the *desk* types a card for ${DESK_USD:.2f}; a card in
    a wrong bin, a *misfile*, costs ${MISFILE_USD:.2f} on average. (The course's assumptions.)
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack(
        [
            mo.md(r"""
    ## Learning objectives

    1. **Judge whether machine learning fits**, or a rule, or nothing new.
    2. **Set expectations that hold**: an accuracy in dollars, a saving with its range.
    3. **Choose success metrics** that resist gaming.
    4. **Estimate a timeline** as a distribution.

    ## The ledger so far

    Today, and what every other way has to beat:
    """),
            ledger(("Every card to the desk", -DESK_USD)),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_options = predict(
        "00.options",
        "A rule written in an afternoon files a third of the cards. A model files all. Which costs less?",
        ["the model, clearly", "the rule, clearly", "neither, clearly"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 1. Four ways to sort a card

    The first word of an attack often gives the type away: *Flame* is Fire. The
    **rule** files by such words and sends all else to the desk. The **model** weighs all that the
    scanner reads, and gives a type with a *confidence* between 0 and 1.

    Both meet species that neither knows: names cannot be looked up there.
    """),
            guess_options,
        ]
    )
    return (guess_options,)


@app.cell
def _():
    cards = scored_cards("test")
    truth = cards["card_type"].to_numpy()
    confidence = cards["confidence"].to_numpy()
    model_right = cards["predicted"].to_numpy() == truth
    rule_files = cards["rule_type"].is_not_null().to_numpy()
    rule_right = (cards["rule_type"] == cards["card_type"]).fill_null(value=False).to_numpy()
    lines_again = redraw_lines(cards["line_id"].to_numpy(), seed=0)
    cards.select(
        "card_id", "attack_name", "rule_type", "predicted", "confidence", "card_type"
    ).head(4)
    return confidence, lines_again, model_right, rule_files, rule_right, truth


@app.cell
def _(confidence, model_right, rule_files, rule_right, truth):
    def paid(filed, right, desk_usd=DESK_USD, misfile_usd=MISFILE_USD):
        """Dollars of each card: the desk where it is not filed, a misfile where it is wrong."""
        return np.where(filed, np.where(right, 0.0, misfile_usd), desk_usd)

    everything = np.full(truth.size, fill_value=True)
    sure = confidence >= 1 - DESK_USD / MISFILE_USD
    rule_paid, all_paid = paid(rule_files, rule_right), paid(everything, model_right)
    desk_paid = paid(sure, model_right)
    return all_paid, desk_paid, everything, paid, rule_paid, sure


@app.cell
def _(
    all_paid,
    confidence,
    desk_paid,
    guess_options,
    model_right,
    rule_files,
    rule_paid,
    rule_right,
    sure,
):
    options = pl.DataFrame(
        {
            "option": ["desk alone", "word rule, else desk", "model files all", "model, else desk"],
            "filed": [0.0, rule_files.mean(), 1.0, sure.mean()],
            "wrong_of_filed": [
                None,
                1 - rule_right[rule_files].mean(),
                1 - model_right.mean(),
                1 - model_right[sure].mean(),
            ],
            "usd_a_card": [DESK_USD, rule_paid.mean(), all_paid.mean(), desk_paid.mean()],
        }
    )
    as_many = model_right[np.argsort(-confidence)[: rule_files.sum()]]
    after(guess_options, options.with_columns(pl.selectors.float().round(4)))
    return as_many, options


@app.cell
def _(all_paid, desk_paid, lines_again, rule_paid):
    gap = paired_difference(rule_paid, all_paid, lines_again)
    saving = paired_difference(rule_paid, desk_paid, lines_again)
    tie = "neither, clearly"
    clearly = (
        tie
        if gap.low < 0 < gap.high
        else "the model, clearly"
        if gap.low > 0
        else "the rule, clearly"
    )
    return clearly, gap, saving


@app.cell(hide_code=True)
def _(clearly, gap, guess_options, model_right, saving):
    after(
        guess_options,
        mo.md(f"""
    The rule less the model: {gap.estimate:+.4f} dollars a card, and with other species it might have been anything from
    {gap.low:+.3f} to {gap.high:+.3f}. The model is right about {model_right.mean():.0%} of the cards and saves nothing that
    one could show. What saves is the **desk**: filing only the confident ones beats the rule by
    {saving.estimate:.3f} ({saving.low:.3f} to {saving.high:.3f}).

    The ranges redraw whole families of species (*evolution lines*), since cards of one family are right or wrong together (lesson 02). **Ask of any model: what does the
    afternoon's rule cost?**
    """),
        right=clearly,
    )
    return


@app.cell(hide_code=True)
def _(all_paid, desk_paid, guess_options, rule_paid):
    after(
        guess_options,
        ledger(
            ("Every card to the desk", -DESK_USD),
            ("The word rule, else desk", -rule_paid.mean()),
            ("The model files every card", -all_paid.mean()),
            ("The model, unsure cards to the desk", -desk_paid.mean()),
        ),
    )
    return


@app.cell(hide_code=True)
def _():
    guess_price = predict(
        "00.price",
        "A misfile costs 60 cents, the desk 15. How sure should the model be, at least, to file a card?",
        ["50 %", "75 %", "85 %", "95 %"],
    )
    desk_cents = mo.ui.slider(
        start=1, stop=60, value=15, show_value=True, label="Desk, cents a card", full_width=True
    )
    misfile_cents = mo.ui.slider(
        start=5,
        stop=300,
        step=5,
        value=60,
        show_value=True,
        label="Misfile, cents",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 2. Which error rate is acceptable?

    "As few errors as possible" is no answer: the desk makes none (we assume) and costs the most. An error is
    acceptable where avoiding it costs more than making it. So the answer is a price.
    """),
            guess_price,
            desk_cents,
            misfile_cents,
        ]
    )
    return desk_cents, guess_price, misfile_cents


@app.cell
def _(
    confidence,
    desk_cents,
    everything,
    guess_price,
    misfile_cents,
    model_right,
    options,
    paid,
    rule_files,
    rule_right,
):
    desk_usd, misfile_usd = desk_cents.value / 100, misfile_cents.value / 100
    # Filing costs (1 - p) x misfile on average, the desk its price: equal at this p.
    file_from = max(0.0, 1 - desk_usd / misfile_usd)
    desk_and_misfile = {"desk_usd": desk_usd, "misfile_usd": misfile_usd}
    ways = (
        (rule_files, rule_right),
        (everything, model_right),
        (confidence >= file_from, model_right),
    )
    a_card = [desk_usd, *(paid(*way, **desk_and_misfile).mean() for way in ways)]
    priced = pl.DataFrame({"option": options["option"], "usd_a_card": a_card})
    price_chart = bars(priced, category="option", value="usd_a_card", unit="dollars a card")
    after(guess_price, figure(*price_chart))
    return a_card, desk_usd, file_from, priced


@app.cell
def _(a_card, confidence, desk_usd, file_from, model_right, priced):
    filed_now = confidence >= file_from
    wrong_now = f"{1 - model_right[filed_now].mean():.0%}" if filed_now.any() else "none"
    cheapest_option = priced.sort("usd_a_card")["option"][0]
    dear = ", and here even that costs more than the desk: so sure, the model is wrong too often"
    verdict_2 = ", and it is right to let them" if a_card[3] <= desk_usd else dear
    return cheapest_option, verdict_2, wrong_now


@app.cell(hide_code=True)
def _(cheapest_option, file_from, guess_price, verdict_2, wrong_now):
    after(
        guess_price,
        mo.md(f"""
    At these prices a card is worth filing from a confidence of **{file_from:.0%}**: below it, the expected misfile costs
    more than the desk. That lets {wrong_now} of the filed cards be wrong{verdict_2}. The cheapest option is now: *{cheapest_option}*.

    This holds if a confidence of 75 % comes true in 75 of 100 cases. Lesson 04 checks that, and mends it.

    **Change one thing.** Make the desk cost 2 cents. Then put the misfile at 10 cents. When is the model not worth a meeting? Count
    the cents a year.
    """),
        right=f"{100 * (1 - DESK_USD / MISFILE_USD):.0f} %",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3. Rule, heuristic, model, or nothing

    A **rule** is exact: tax. A **heuristic** is often right: the first word. A **model** is a heuristic that was
    fitted to examples. Five questions, before anybody trains one:

    1. Can an expert write down a rule that is exact?
    2. Are right answers recorded, past and new?
    3. Is a wrong answer bearable, or caught before it hurts?
    4. Does the pattern change faster than people can rewrite rules?
    5. Does the volume pay for building and running?
    """)
    return


@app.function
def advice(
    *, exact: bool, labelled: bool, bearable: bool, changes: bool, volume: bool
) -> tuple[str, str]:
    """(what to do, why) for the five answers: an order in which to ask, no law of nature."""
    if exact:
        return "rule", "It is exact, and anybody can read and test it."
    if not volume:
        return "person", "Too few cases to pay for anything that must be built and watched."
    if not labelled:
        return "collect answers", "Nothing to learn from and nothing to check against, yet."
    if not bearable:
        return "model proposes, person decides", "An error that nobody catches costs too much."
    if not changes:
        return "heuristic first", "Rules may do; a model must beat them by its price."
    return "model", "Examples, volume, bearable errors, and rules that would age."


@app.cell(hide_code=True)
def _():
    example = mo.ui.dropdown(
        [
            "a problem of your own",
            "tax calculation",
            "email sorting",
            "recommendations",
            "typing a card",
        ],
        value="typing a card",
        label="Answer for",
    )
    example
    return (example,)


@app.cell(hide_code=True)
def _(example):
    known_answers = {
        "tax calculation": (True, True, False, False, True),
        "email sorting": (False, True, True, False, True),
        "recommendations": (False, True, True, True, True),
        "typing a card": (False, True, True, True, True),
    }
    asked = ("1 exact", "2 labelled", "3 bearable", "4 changes", "5 volume")
    given = known_answers.get(example.value, (False,) * len(asked))
    walk = mo.ui.array(
        [mo.ui.checkbox(value=yes, label=name) for name, yes in zip(asked, given, strict=True)]
    )
    mo.hstack(list(walk), justify="start", wrap=True)
    return (walk,)


@app.cell
def _(walk):
    names = ("exact", "labelled", "bearable", "changes", "volume")
    what, because = advice(**dict(zip(names, walk.value, strict=True)))
    mo.md(f"**{what}**. {because}")
    return


@app.cell(hide_code=True)
def _():
    mo.vstack(
        [
            diagram(
                [
                    ("exact rule?", "rule", "yes"),
                    ("exact rule?", "volume?", "no"),
                    ("volume?", "person", "no"),
                    ("volume?", "answers kept?", "yes"),
                    ("answers kept?", "collect first", "no"),
                    ("answers kept?", "errors bearable?", "yes"),
                    ("errors bearable?", "model proposes", "no"),
                    ("errors bearable?", "changes fast?", "yes"),
                    ("changes fast?", "heuristic", "no"),
                    ("changes fast?", "model", "yes"),
                ],
                reading="Five questions in turn: an exact rule ends at a rule; no volume, no kept answers, "
                "unbearable errors and slow change each end at less than a model.",
            ),
            mo.md(r"""
    Tax: exact, so a rule, and a model would be *worse than useless*: nearly right is wrong. Email by sender is a rule, by topic a heuristic. Recommendations have no exact rule; *best sellers first* is the one to beat.

    **Change one thing.** Take "typing a card", and untick *volume*. Then a problem of your own.
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_payback = predict(
        "00.payback",
        "2,000 new prints a day, 80,000 dollars to build, 12,000 a year to run. Against the rule, it pays back in",
        ["below a year", "1 to 3 years", "above 3 years"],
    )
    cards_a_day = mo.ui.slider(
        steps=[500, 1_000, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000],
        value=TODAY,
        show_value=True,
        label="Uncatalogued cards a day",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(rf"""
    ## 4. Is it worth building?

    Ten weeks, two people, $4,000 a week each: ${BUILD_USD:,} before the first card. Then ${RUN_USD_YEAR:,} a year for
    servers, a weekly look, a new model now and then. The gain is a saving a card against the **rule**, the best that the
    shop could have this week, and never against the desk.
    """),
            guess_payback,
            cards_a_day,
        ]
    )
    return cards_a_day, guess_payback


@app.cell
def _():
    def payback_years(saving_usd, a_day):
        """Years until the building is paid; infinite where running costs more than is saved."""
        gain_usd_year = saving_usd * a_day * DAYS_A_YEAR - RUN_USD_YEAR
        return BUILD_USD / gain_usd_year if gain_usd_year > 0 else float("inf")

    def in_words(years):
        """Months below two years, years above, or never."""
        if years > 100:
            return "never"
        return f"{12 * years:.1f} months" if years < 2 else f"{years:.1f} years"

    volumes = [1_000, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000]
    return in_words, payback_years, volumes


@app.cell
def _(cards_a_day, guess_payback, in_words, payback_years, saving, volumes):
    business = pl.DataFrame(
        [
            {
                "cards a day": volume,
                "saved a year, usd": round(saving.estimate * volume * DAYS_A_YEAR),
                "pays back in": in_words(payback_years(saving.estimate, volume)),
                "if lucky": in_words(payback_years(saving.high, volume)),
                "if unlucky": in_words(payback_years(saving.low, volume)),
            }
            for volume in sorted({*volumes, cards_a_day.value})
        ]
    )
    after(guess_payback, business)
    return


@app.cell
def _(cards_a_day, in_words, payback_years, saving):
    years_now = payback_years(saving.estimate, cards_a_day.value)
    for_today = payback_years(saving.estimate, TODAY)
    asked_years = (
        "below a year" if for_today < 1 else "1 to 3 years" if for_today <= 3 else "above 3 years"
    )
    months_at_partner = in_words(payback_years(saving.estimate, WITH_PARTNER))
    least_volume = RUN_USD_YEAR / DAYS_A_YEAR / saving.estimate
    return asked_years, least_volume, months_at_partner, years_now


@app.cell(hide_code=True)
def _(
    asked_years,
    cards_a_day,
    guess_payback,
    in_words,
    least_volume,
    months_at_partner,
    payback_years,
    saving,
    years_now,
):
    after(
        guess_payback,
        mo.md(f"""
    At {cards_a_day.value:,} cards a day: **{in_words(years_now)}**, and between {
            in_words(payback_years(saving.high, cards_a_day.value))
        } and {
            in_words(payback_years(saving.low, cards_a_day.value))
        } over the range of the saving. Below {
            least_volume:,.0f} cards a day the model does not earn
    its keep. With the partner of lesson 01, at {
            WITH_PARTNER:,} a day, the same model pays back in {months_at_partner}.

    So "shall we build it?" turns into *will the partner come?* Same code, same accuracy, other decision.

    **Change one thing.** At which volume would even the unlucky end pay back within two years?
    """),
        right=asked_years,
    )
    return


@app.cell(hide_code=True)
def _():
    guess_wrong = predict(
        "00.wrong",
        "A slide says: 85 % accurate. At 10,000 cards a day, how many wrong bins is that, at most?",
        ["15", "150", "1,500"],
    )
    filing_from = mo.ui.slider(
        start=0.0,
        stop=0.95,
        step=0.05,
        value=0.0,
        show_value=True,
        label="File from a confidence of",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 5. What 85 % really means

    An accuracy is a share. A manager needs counts, and what becomes of them: how many cards end in a wrong
    bin, how many of those a buyer finds, how many people stand at the desk.
    """),
            guess_wrong,
            filing_from,
        ]
    )
    return filing_from, guess_wrong


@app.cell
def _(confidence, filing_from, guess_wrong, model_right):
    filed = confidence >= filing_from.value
    wrong = filed & ~model_right
    shares = {
        "right bin": (filed & model_right).mean(),
        "wrong bin": wrong.mean(),
        "found by a buyer": FOUND_BY_BUYERS * wrong.mean(),
        "desk": (~filed).mean(),
    }
    counts = [round(share * WITH_PARTNER) for share in shares.values()]
    a_day = pl.DataFrame({"becomes": list(shares), "cards a day": counts})
    after(guess_wrong, a_day)
    return filed, wrong


@app.cell
def _(filed, model_right, paid, truth):
    usd_day = paid(filed, model_right).mean() * WITH_PARTNER
    desk_hours = (~filed).mean() * WITH_PARTNER * DESK_S / 3600
    worst = (
        pl.DataFrame({"type": truth, "right": model_right})
        .group_by("type")
        .agg(pl.col("right").mean(), pl.len())
        .sort("right")
    )
    return desk_hours, usd_day, worst


@app.cell(hide_code=True)
def _(desk_hours, guess_wrong, model_right, usd_day, worst, wrong):
    after(
        guess_wrong,
        mo.md(f"""
    85 % would be 1,500 wrong bins a day. This model is right about {
            model_right.mean():.1%}, and with the slider where it
    stands {wrong.mean() * WITH_PARTNER:,.0f} cards a day go wrong: **${
            usd_day:,.0f} a day**, desk and errors
    together, and {desk_hours:.0f} hours of desk work.

    Nor is it {model_right.mean():.0%} for everyone: {worst["type"][0]} cards are right in {
            worst["right"][0]:.0%} ({worst["len"][0]} cards here), {worst["type"][-1]} cards in {
            worst["right"][-1]:.0%}. "How accurate is it?" needs three
    more words: *on which cards*.

    **Change one thing.** Move to .75. The errors fall; what rises, and who pays for it?
    """),
        right="1,500",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_target = predict(
        "00.target",
        "A manager is told to bring the desk share down to a tenth. What do errors and desk cost then, together?",
        ["less", "the same", "more"],
    )
    desk_target = mo.ui.slider(
        start=0,
        stop=60,
        step=2,
        value=10,
        show_value=True,
        label="Target for the desk share, %",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 6. A metric that resists gaming

    The desk share needs no labels, is shown daily, and falls on command: file more. Whoever is paid for one
    number moves that number. The **north star** is the number that stays honest when people push it.
    """),
            guess_target,
            desk_target,
        ]
    )
    return desk_target, guess_target


@app.cell
def _(confidence, desk_target, guess_target, model_right):
    loss_usd = np.where(model_right, 0.0, MISFILE_USD)
    levels = np.unique(np.quantile(confidence, np.arange(0, 61, 2) / 100))
    aimed = np.quantile(confidence, [desk_target.value / 100])
    pushed = costs_by_threshold(confidence, loss_usd, thresholds=aimed)
    by_target = costs_by_threshold(confidence, loss_usd, thresholds=levels).select(
        pl.col("desk_share") * 100, "cost_usd", series=pl.lit("dollars a card")
    )
    titles = ("desk share, %", "dollars a card")
    target_chart = curves(by_target, x="desk_share", y="cost_usd", series="series", titles=titles)
    after(guess_target, figure(*target_chart))
    return (pushed,)


@app.cell
def _(desk_paid, pushed):
    pushed_usd, kept_usd = pushed["cost_usd"][0], desk_paid.mean()
    direction = (
        "more"
        if pushed_usd > kept_usd + 0.0005
        else "less"
        if pushed_usd < kept_usd - 0.0005
        else "the same"
    )
    return direction, kept_usd, pushed_usd


@app.cell(hide_code=True)
def _(
    desk_target,
    direction,
    guess_target,
    kept_usd,
    pushed,
    pushed_usd,
    sure,
):
    after(
        guess_target,
        mo.md(f"""
    At a desk share of {pushed["desk_share"][0]:.0%} a card costs {
            pushed_usd:.4f} dollars, against {kept_usd:.4f} where the prices
    put it (a desk share of {1 - sure.mean():.0%}). At {WITH_PARTNER:,} cards a day that is {
            (pushed_usd - kept_usd)
            * WITH_PARTNER
            * DAYS_A_YEAR:+,.0f} dollars a year, on a dashboard that turned green.

    A goal needs a **north star** (dollars a card, errors included), a **guard** (misfiled among filed, by a random
    audit), and a metric that the team can move (accuracy on unseen species).

    **Change one thing.** Which desk share is cheapest here, and how flat is the curve around it?
    """),
        right=direction if desk_target.value == 10 else None,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | the business says | a machine computes | threshold from | its trap |
    |:---|:---|:---|:---|
    | "reduce refunds by a fifth" | misfiled among filed, by audit | refunds today | they come weeks later |
    | "faster sorting" | share answered in 100 ms | the gate | late counts as wrong |
    | "happier sellers" | days until an offer, 90th percentile | contracts | the mean hides those who wait |
    | "better quotes" | median relative error, dollars over | what a seller accepts | a few dear cards own the mean |

    If nobody would decide otherwise at another value, it is no metric.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_weeks = predict(
        "00.weeks",
        "Four phases, most likely 2, 4, 2 and 2 weeks. How likely is it that ten weeks suffice?",
        ["about 90 %", "about 50 %", "below 25 %"],
    )
    slip = mo.ui.slider(
        start=1.5,
        stop=4.0,
        step=0.25,
        value=2.5,
        show_value=True,
        label="A bad phase takes … times its likely length",
        full_width=True,
    )
    together = mo.ui.slider(
        start=0.0,
        stop=0.9,
        step=0.1,
        value=0.3,
        show_value=True,
        label="Phases slip together (correlation)",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 7. A timeline is a distribution

    Discovery 2 weeks, data 4, model 2, production 2. Each number is the *most likely* one. A phase can end a
    little early and very late: the partner's files are worse than said, and labels must be bought.
    """),
            guess_weeks,
            slip,
            together,
        ]
    )
    return guess_weeks, slip, together


@app.cell
def _():
    likely_weeks = {"discovery": 2, "data": 4, "model": 2, "production": 2}

    def simulated_weeks(slips, correlation, draws=20_000):
        """Weeks a phase, (draws, phases): at best 3/4 of the likely length, at worst `slips` times."""
        rng = np.random.default_rng(7)
        own, shared = (
            rng.standard_normal((draws, len(likely_weeks))),
            rng.standard_normal((draws, 1)),
        )
        mixed = np.sqrt(1 - correlation) * own + np.sqrt(correlation) * shared
        rank = (mixed.argsort(axis=0).argsort(axis=0) + 0.5) / draws
        low, worst = 0.75, max(slips, 1.0)
        peak = (1 - low) / (worst - low)
        rising = low + np.sqrt(rank * (worst - low) * (1 - low))
        falling = worst - np.sqrt((1 - rank) * (worst - low) * max(worst - 1, 1e-9))
        return np.where(rank < peak, rising, falling) * np.array(list(likely_weeks.values()))

    return likely_weeks, simulated_weeks


@app.cell
def _(guess_weeks, likely_weeks, simulated_weeks, slip, together):
    alone = simulated_weeks(slip.value, 0.0).sum(axis=1)
    weeks = simulated_weeks(slip.value, together.value).sum(axis=1)
    in_time = float((weeks <= sum(likely_weeks.values())).mean())
    until = np.arange(8, 31)
    done = pl.concat(
        pl.DataFrame(
            {"week": until, "done": (100 * (some[:, None] <= until)).mean(axis=0)}
        ).with_columns(how=pl.lit(how))
        for how, some in (("phases slip together", weeks), ("each for itself", alone))
    )
    titles_weeks = ("weeks after the start", "projects done, %")
    after(guess_weeks, figure(*curves(done, x="week", y="done", series="how", titles=titles_weeks)))
    return in_time, weeks


@app.cell
def _(in_time):
    chance = "about 90 %" if in_time > 0.7 else "about 50 %" if in_time >= 0.4 else "below 25 %"
    chance = f"about {100 * in_time:.0f} %" if 0.25 <= in_time < 0.4 else chance
    return (chance,)


@app.cell(hide_code=True)
def _(chance, guess_weeks, in_time, slip, together, weeks):
    after(
        guess_weeks,
        mo.md(f"""
    Ten weeks suffice in **{in_time:.0%}** of {weeks.size:,} simulated projects; half take more than {np.median(weeks):.1f} weeks, one in ten
    more than {np.quantile(weeks, 0.9):.1f}. The sum of the likeliest lengths is not the likely length of the sum: each phase has
    more room above than below. Shared causes make the late tail longer.

    So promise by phase: "after the data phase we know". (Triangles are an assumption; your last five projects are
    better.)

    **Change one thing.** Which slider moves both the median and the worst tenth, and which the tail alone?
    """),
        right=chance if (slip.value, together.value) == (2.5, 0.3) else None,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.vstack(
        [
            mo.md(r"""
    ## 8. Who does it, in which order, and how it fails
    """),
            diagram(
                [
                    ("decision and price", "baseline rule", ""),
                    ("baseline rule", "data, contract", "too dear"),
                    ("data, contract", "features, model", ""),
                    ("features, model", "evaluation", ""),
                ],
                reading="First half: a priced decision, a rule to beat, data under contract, a model, "
                "an evaluation in dollars.",
            ),
            diagram(
                [
                    ("the evaluation", "service", "go"),
                    ("the evaluation", "keep the rule", "no-go"),
                    ("service", "monitoring", ""),
                    ("monitoring", "retrain, retire", "harm"),
                ],
                reading="Second half: it ends here, and often should, or a service is watched until the "
                "model is replaced.",
            ),
            mo.md(r"""
    **Small** teams: one person does all of it. **Medium**: data engineer, ML engineer and product owner share it.
    **Large**: a platform team serves many. Assumptions get lost at each hand-over.
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | how projects fail | what one saw early | what stops it |
    |:---|:---|:---|
    | wrong problem: nobody decides by the answer | no name beside "who acts on it?" | name the decision and its owner first |
    | bad data: the label is not what was meant | two people label the same card differently | label fifty cards yourself |
    | no adoption: the desk works around it | overrides, exports to a spreadsheet | build with those who use it |
    | no baseline: "82 %" impresses | no rule to compare with | price the afternoon's rule |
    | silent decay: nobody looks after launch | no label arrives after launch | an audit, and an alert (lesson 06) |

    **Red flags, said early:** no labels, no baseline, no owner, an accuracy promised before the data was seen.
    """)
    return


@app.cell(hide_code=True)
def _():
    audience = mo.ui.dropdown(
        ["an executive", "an engineer", "the desk"], value="an executive", label="Say it to"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 9. Saying it

    One finding, three listeners. Each needs the decision, one number with its range, the alternative, and what would
    change your mind; none needs the algorithm.
    """),
            audience,
        ]
    )
    return (audience,)


@app.cell
def _(desk_paid, in_words, payback_years, rule_files, rule_paid, saving, sure):
    today = in_words(payback_years(saving.estimate, TODAY))
    then = in_words(payback_years(saving.estimate, WITH_PARTNER))
    cents = f"{100 * saving.low:.1f} to {100 * saving.high:.1f} cents a card"
    said = {
        "an executive": f"Keep the rule for now. At {TODAY:,} cards a day a model would pay back in {today}, at {WITH_PARTNER:,} in "
        f"{then}; it saves {cents}. If the partner signs, we build. Two weeks in, we know whether their files are usable.",
        "an engineer": f"The bar is the word rule at {rule_paid.mean():.3f} dollars a card on unseen lines. The candidate costs "
        f"{desk_paid.mean():.3f}, the gap is {cents} by evolution line, the gate closes after 100 ms.",
        "the desk": f"You will see {1 - sure.mean():.0%} of the new prints instead of {1 - rule_files.mean():.0%}, and harder ones. Tell us "
        "which ones you would never have sent: that is how it gets better.",
    }
    return (said,)


@app.cell(hide_code=True)
def _(audience, said):
    mo.md(f"""
    > {said[audience.value]}

    "We will know after looking at the data" is an answer too, when it names the day.

    **Change one thing.** Say it to the desk. What would a person there ask first, and is it in the message?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Case studies

    **Netflix: value first.** Its engineers count what recommendations are worth in members who stay, and estimate more
    than a billion dollars a year ([Gomez-Uribe and Hunt, 2015](https://doi.org/10.1145/2843948); a company's own figure). The
    ensemble that won its million-dollar prize was *not* put into production: the gain in accuracy did not seem to justify the engineering ([Amatriain and Basilico, 2012](https://netflixtechblog.com/netflix-recommendations-beyond-the-5-stars-part-1-55838468f429)).

    *Lesson: a metric tied to revenue, and the courage to leave accuracy on the table.*
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **IBM Watson Health: promise first.** A cancer centre in Texas spent 62 million dollars on an adviser for
    oncologists and ended it after four years, still in development ([Mulcahy, Medscape, 2017](https://www.medscape.com/viewarticle/876070)). Another product had
    learned from few invented cases and the preferences of a few specialists; customers reported unsafe advice
    ([Ross and Swetlitz, STAT, 2018](https://www.statnews.com/2018/07/25/ibm-watson-recommended-unsafe-incorrect-treatments/)).

    *Lesson: labels that were opinions, errors that nobody could bear, a claim ahead of the evidence.*
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Industry context

    - **Google** writes for its engineers: do not fear launching without machine learning, and design the metric first
      (Zinkevich, [Rules of Machine Learning](https://developers.google.com/machine-learning/guides/rules-of-ml), rules 1 and 2).
    - **Amazon** recommended from a table of items bought by the same people, computed offline (Linden, Smith and York, *IEEE Internet
      Computing*, 2003), and dropped a model for applicants that had learned the past's bias
      ([Dastin, Reuters, 2018](https://www.reuters.com/article/idUSKCN1MK0AG/)).
    - **Uber** built one platform after teams had each built their own way to production (Hermann and Del Balso, [Meet
      Michelangelo](https://www.uber.com/blog/michelangelo-machine-learning-platform/), 2017).
    """)
    return


@app.cell(hide_code=True)
def _(as_many, desk_paid, model_right, options, rule_files, saving):
    why_rules = socratic(
        "00.rules",
        f"**1.** The rule is right about {1 - options['wrong_of_filed'][1]:.0%} of what it files, the model about "
        f"{model_right.mean():.0%}. Why is the rule not better?",
        f"It files {rule_files.mean():.0%} and sends the rest to the desk: it chose the cards that give themselves away. "
        f"Compare as many cards: of those about which the model is surest, it is right about {as_many.mean():.0%}. "
        "Or better, compare dollars.",
    )
    why_baseline = socratic(
        "00.baseline",
        f"**2.** Against the desk the model saves {(DESK_USD - desk_paid.mean()) / saving.estimate:.1f} times what it saves against the rule. Which saving goes into the business case?",
        "That against the best that could be had without it, here the rule. Everything that the rule would have saved is "
        "no merit of the model. Who compares with the desk builds a case that a clerk's afternoon destroys.",
    )
    why_range = socratic(
        "00.range",
        "**3.** A colleague leaves out the range because 'it only confuses the CFO'. What is lost?",
        "The CFO's decision. If the low end still pays back in time, build; if the high end does not, drop it; if the range "
        "straddles, the next thing to buy is knowledge: more test lines, a pilot, a signature of the partner. The mean alone "
        "makes these three cases look alike.",
    )
    why_north = socratic(
        "00.north",
        "**4.** Invent a north star for a support chatbot. How would a team game it?",
        "'Share of chats without a human' is gamed by hiding the button. 'Solved, by the customer's word or no return within "
        "a week' is harder: still gamed by closing early and by choosing whom one asks. Pair it with a guard that somebody "
        "else measures, such as repeat contacts by any channel. Every metric needs the question: what would I do to it if my "
        "bonus hung on it?",
    )
    why_stop = socratic(
        "00.stop",
        "**5.** After the data phase, what would make you stop? Say it before you begin.",
        "For instance: two people agree on the type of fewer than nine in ten cards; labels take longer to arrive than the "
        "pattern takes to change; the rule's cost falls within the range of the best model that one could hope for; nobody "
        "names who acts on the answer. Written beforehand it is a plan, afterwards a defeat.",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## Socratic questions

    Write or think first, then compare. What you write here is kept when you come back.
    """),
            why_rules,
            why_baseline,
            why_range,
            why_north,
            why_stop,
        ],
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Common pitfalls

    - **No baseline.** Scores impress until somebody writes the rule.
    - **Accuracy promised before the data was seen.** Promise a date on which you will know.
    - **The saving counted against the worst alternative.** Count it against the best one.
    - **A mean without a range.** Payback divides by it.
    - **One number for all cards.** Ask which cards, and who bears the errors.
    - **A target that its owner moves alone.** Add a guard that somebody else measures.
    - **Running costs forgotten.** A model eats every month.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Aha moments

    - The model that files everything saves nothing that one can show over a clerk's rule; the right to say "I do not know"
      does.
    - The acceptable error rate is a quotient of two prices, not a matter of pride.
    - Volume decides: the same model is a waste at one size and pays within a year at another.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## You have mastered this when you can

    - walk the five questions for a problem in your own company, and end at "no model" without regret
    - turn an accuracy into dollars a day, for the cards that come
    - give a payback with its range, and name what would change it
    - explain why ten likely weeks are seldom ten weeks

    **Teach** section 2 to a manager in one minute. **Apply** section 6 to a metric you are measured by.
    **Debug**: which project you know died of which row in section 8?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack([mo.md("## Exercises"), exercises("00")])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Further reading

    - Zinkevich, [Rules of Machine Learning](https://developers.google.com/machine-learning/guides/rules-of-ml): forty-three of
      them, the first three before any model
    - Gomez-Uribe and Hunt, [The Netflix Recommender System](https://doi.org/10.1145/2843948), ACM TMIS, 2015
    - Sculley et al., [Hidden Technical Debt in Machine Learning Systems](https://papers.nips.cc/paper/2015/hash/86df7dcfd896fcaf2674f757a2463eba-Abstract.html),
      NeurIPS 2015: what running costs are made of
    - Strickland, [How IBM Watson Overpromised and Underdelivered on AI Health Care](https://spectrum.ieee.org/how-ibm-watson-overpromised-and-underdelivered-on-ai-health-care),
      IEEE Spectrum, 2019
    - Goodhart's law: Strathern, *Improving ratings*, European Review, 1997
    """)
    return


if __name__ == "__main__":
    app.run()
