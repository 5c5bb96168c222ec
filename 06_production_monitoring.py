# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars", "scipy"]
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
app = marimo.App(app_title="06 Production monitoring")

with app.setup(hide_code=True):
    import time

    import marimo as mo
    import numpy as np
    import polars as pl
    from scipy.stats import chi2_contingency, ks_2samp

    from cardshop.drift import chi_square_by_lot, ks_by_lot, relabel
    from cardshop.evaluation import DESK_USD, MISFILE_USD
    from cardshop.incidents import ACTIONS, FAULTS, Drill, Incident, act, drawn, measured
    from cardshop.journal import cards as cards_of
    from cardshop.monitoring import (
        BURN_RULES,
        GATE_MS,
        GOOD,
        Plan,
        accuracy_by_source,
        alerts,
        by_type,
        desk_share,
        dollars_a_card,
        label_delay,
        latency_by_window,
        worth_retraining,
    )
    from cardshop.monitoring.shift import MONITORED, reference_of, shifts
    from cardshop.monitoring.shift.catalogue import SHIFTS
    from classroom.charts import distributions
    from classroom.display import after, diagram, exercises, figure, ledger, predict, socratic

    MINUTE_MS, DAY_MS = 60_000, 86_400_000
    CARDS_A_DAY, CARDS_A_MONTH = 10_000, 300_000
    BEGINS = 20


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    # 06 Production monitoring

    **One rule: watch for harm. A number that moved is no reason to wake anybody; a number that costs is.**

    Core part 60 minutes, exercises about two hours. Three drills on the running service stand in the middle:
    you turn the tools, and the service answers.

    A *filed* card went into a bin unseen; the *desk* types one for ${
        DESK_USD:.2f}; a misfile costs ${MISFILE_USD:.2f} on average. The gate closes {
        GATE_MS:.0f} ms after the photo. (The course's assumptions.)
    """)
    return


@app.cell(hide_code=True)
def _(cost_of, drop, healthy, spike, stuck):
    mo.vstack(
        [
            mo.md(r"""
    ## Learning objectives

    1. **Set up monitoring** that follows service levels, data, model and money.
    2. **Debug production**: from an alert to the cause, with queries and not with guesses.
    3. **Respond to incidents**: contain, mend, price, report without blame.
    4. **Plan maintenance**: when to retrain, roll back, retire.

    ## The ledger so far

    One morning at the gate, and the same morning under three faults of this lesson:
    """),
            ledger(
                ("Every card to the desk", -DESK_USD),
                ("A healthy morning", -cost_of(healthy)),
                ("Accuracy drops", -cost_of(drop)),
                ("Answers come late", -cost_of(spike)),
                ("One type for all", -cost_of(stuck)),
            ),
        ]
    )
    return


@app.cell
def _():
    # A real service on a free port; its clock is turned by hand, so that a morning takes a second.
    drill = Drill(seed=6)
    healthy = drill.morning()
    healthy.journal.select(
        "at_ms", "model_version", "card_type", "confidence", "decision", "latency_ms"
    ).head(3)
    return drill, healthy


@app.cell
def _(drill):
    drop = drill.morning(Incident("hue_in_radians", BEGINS))
    spike = drill.morning(Incident("slow_dependency", BEGINS))
    stuck = drill.morning(Incident("rolled_back", BEGINS))

    def cost_of(morning):
        """Dollars a card since the incident began, by the truth that a drill knows."""
        return measured(morning, since_minute=BEGINS)["usd_a_card"]

    return cost_of, drop, spike, stuck


@app.cell(hide_code=True)
def _():
    guess_family = predict(
        "06.family",
        "The service is fast, no card is odd, the model is sure. Which of these numbers shows that its types are right?",
        ["latency", "confidence", "desk share", "none of them"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 1. What to watch: four families

    A monitor is a list of questions that somebody will answer at eight in the morning. Four families: is it
    up and quick (**technical**), what does it say (**model**), what does it see (**data**), what does it cost
    (**business**)? Below, the four of one healthy morning.
    """),
            guess_family,
        ]
    )
    return (guess_family,)


@app.function
def overview(morning):
    """A row a question, from the journal alone: nobody has told the truth yet."""
    journal, sent = morning.journal, cards_of(morning.journal)
    late = (journal["latency_ms"] >= GATE_MS).mean()
    rows = [
        ("technical", "p95, ms", journal["latency_ms"].quantile(0.95)),
        ("technical", "late, %", 100 * late),
        ("model", "median confidence", journal["confidence"].median()),
        ("model", "commonest type, %", 100 * by_type(journal)["share"][0]),
        ("data", "attack missing, %", 100 * sent["attack_name"].null_count() / sent.height),
        ("data", "median hue, degrees", sent["scan_hue_deg"].median()),
        ("business", "desk share, %", 100 * desk_share(journal).estimate),
    ]
    return pl.DataFrame(rows, schema=["family", "question", "answer"], orient="row")


@app.cell
def _(drop, guess_family, healthy, spike, stuck):
    mornings = {"healthy": healthy, "drop": drop, "spike": spike, "stuck": stuck}
    side_by_side = pl.concat(
        [overview(healthy).select("family", "question")]
        + [
            overview(one).select(pl.col("answer").round(2).alias(name))
            for name, one in mornings.items()
        ],
        how="horizontal",
    )
    after(guess_family, side_by_side)
    return (mornings,)


@app.cell(hide_code=True)
def _(guess_family, healthy):
    right_now = measured(healthy)["accuracy"]
    after(
        guess_family,
        mo.md(f"""
    None. Of that morning {right_now:.0%} of the types were right, and nothing in the column *healthy* says so: a sure model
    may be wrong, and a fast one too. Truth comes later (section 4). Until then one compares with yesterday.

    Read across: each incident moves *its* rows. The drop shows in confidence, desk share and hue; the spike only in latency; the stuck model in its types, while confidence and desk share look *better*. A dashboard of one family is blind to the rest.
    """),
        right="none of them",
    )
    return (right_now,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | family | watch | why not more |
    |:---|:---|:---|
    | technical | requests, errors, p50, p95, p99, queue | the mean belongs to nobody |
    | model | types, confidence, version, desk share | it says what, never whether |
    | data | contract breaches, nulls, unseen words, shift by lot | most shifts are weather |
    | business | dollars a card, misfiled by audit, complaints | late, and the only truth |

    On the wall: one screen, the promise first, then what explains it, each panel with its unit, its usual range and an
    owner. What nobody would act on comes off. The shop's: `python -m cardshop monitor`.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_slow = predict(
        "06.slow",
        "One card in two hundred takes 400 ms, all others are as quick as before. Which number shows it clearly?",
        ["the median", "p95", "p99", "the share of late cards"],
    )
    slow_share = mo.ui.slider(
        start=0.0,
        stop=10.0,
        step=0.5,
        value=0.5,
        show_value=True,
        label="Cards that take 400 ms, %",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 2. A promise, counted

    Percentiles say how long the slow ones take; a promise says how many may be slow. The shop's: in 30 days 99.9 % of
    cards get a good answer, with no error and before the gate closes.
    """),
            guess_slow,
            slow_share,
        ]
    )
    return guess_slow, slow_share


@app.cell
def _(guess_slow, healthy, slow_share):
    # The morning's own latencies, many times over, with some replaced.
    latency_ms = np.random.default_rng(0).choice(healthy.journal["latency_ms"].to_numpy(), 20_000)
    n_slow = round(slow_share.value / 100 * latency_ms.size)
    mixed_ms = np.concatenate([np.full(n_slow, 400.0), latency_ms[n_slow:]])
    names = ["mean", "p50", "p95", "p99"]
    ways = [
        [sample.mean(), *np.quantile(sample, [0.5, 0.95, 0.99])]
        for sample in (latency_ms, mixed_ms)
    ]
    after(
        guess_slow,
        pl.DataFrame({"ms": names, "before": ways[0], "with slow ones": ways[1]}).with_columns(
            pl.selectors.float().round(1)
        ),
    )
    return mixed_ms, ways


@app.cell
def _(mixed_ms):
    late_share = float((mixed_ms >= GATE_MS).mean())
    allowed_share = 1 - GOOD.limit
    shown_by = (
        "p95" if late_share > 0.05 else "p99" if late_share > 0.01 else "the share of late cards"
    )
    return allowed_share, late_share, shown_by


@app.cell(hide_code=True)
def _(allowed_share, guess_slow, late_share, shown_by, slow_share, ways):
    after(
        guess_slow,
        mo.md(f"""
    {late_share:.2%} of the cards are late, {late_share / allowed_share:.0f} times the {
            allowed_share:.1%} that the promise allows. p95 is {ways[1][2]:.0f}
    ms and p99 {
            ways[1][3]:.0f} ms: a percentile is blind to what lies beyond it. The mean moved from {
            ways[0][0]:.1f} to {ways[1][0]:.1f} ms, which says nothing of how many waited.

    So watch percentiles to understand, and the *share that broke the promise* to decide.

    **Change one thing.** From which share on does p99 jump? And p95?
    """),
        right=shown_by if slow_share.value == 0.5 else None,
    )
    return


@app.cell(hide_code=True)
def _():
    guess_budget = predict(
        "06.budget",
        "Two cards in a hundred come late, from now on. When is the month's error budget used up?",
        ["within 2 days", "in a week", "after the month"],
    )
    bad_percent = mo.ui.slider(
        steps=[0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 100.0],
        value=2.0,
        show_value=True,
        label="Bad cards from now on, %",
        full_width=True,
    )
    used_percent = mo.ui.slider(
        start=0,
        stop=100,
        step=5,
        value=0,
        show_value=True,
        label="Budget already used, %",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(rf"""
    ## 3. The error budget

    Out of {CARDS_A_MONTH:,} cards a month, {CARDS_A_MONTH * (1 - GOOD.limit):.0f} may go wrong. That is a *budget*: it may be spent, on releases
    for instance. The **burn rate** says how fast: at rate 1 it lasts exactly the month.
    """),
            guess_budget,
            bad_percent,
            used_percent,
        ]
    )
    return bad_percent, guess_budget, used_percent


@app.cell
def _(bad_percent, guess_budget, used_percent):
    burn = round(bad_percent.value / 100 / (1 - GOOD.limit), 6)
    days_left = GOOD.days * (1 - used_percent.value / 100) / burn

    def minutes_until(rule):
        """When the rule's long window has seen enough; None: never at this rate."""
        return None if burn < rule.rate else rule.long_min * rule.rate / burn

    fires = [minutes_until(rule) for rule in BURN_RULES]
    names_of_rules = ["severity", "burn rate", "long window, min", "short window, min"]
    rules = pl.DataFrame(BURN_RULES, schema=names_of_rules, orient="row")
    after(
        guess_budget,
        rules.with_columns(pl.Series("fires after, min", fires, dtype=pl.Float64).round(1)),
    )
    return burn, days_left, fires


@app.cell
def _(days_left, fires):
    fired = [
        (after_min, rule.severity)
        for after_min, rule in zip(fires, BURN_RULES, strict=True)
        if after_min is not None
    ]
    silent = "no rule fires: rules see the rate, not what was used before, so look at the budget"
    spoken = "a {1} comes after {0:.0f} minutes".format(*min(fired)) if fired else silent
    soon = "within 2 days" if days_left <= 2 else "in a week"
    later = "after the month" if days_left >= GOOD.days else f"in {days_left:.0f} days"
    used_up = soon if days_left <= 10 else later
    return spoken, used_up


@app.cell(hide_code=True)
def _(
    bad_percent,
    burn,
    days_left,
    guess_budget,
    spoken,
    used_percent,
    used_up,
):
    after(
        guess_budget,
        mo.md(f"""
    The budget burns at rate **{burn:.1f}**; what is left of it lasts {days_left:.1f} days, and {spoken}. The long window says that it matters, the short one that it goes on, so that the alert ends with the
    fault (Google, *SRE Workbook*, chapter 5). Steady traffic is assumed.

    **SLI**: what is counted. **SLO**: what the team promises. **SLA**: what a contract makes one pay for. Budget left: release. Gone: mend
    first.

    **Change one thing.** Find the bad share that nobody is woken for, though the budget will not last.
    """),
        right=used_up if (bad_percent.value, used_percent.value) == (2.0, 0) else None,
    )
    return


@app.cell(hide_code=True)
def _():
    guess_source = predict(
        "06.source",
        "On the evening of a healthy day a dashboard shows accuracy from the desk's labels. It shows",
        ["about the truth", "far less than the truth", "more than the truth"],
    )
    days_after = mo.ui.slider(
        steps=[0.1, 0.25, 0.5, 1, 1.2, 2, 5, 9, 14, 21, 30],
        value=0.25,
        show_value=True,
        label="Days after the morning",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 4. The label time machine

    Three sources tell the truth, each of other cards. The **desk**, the same day, of cards that the model was unsure of. The
    **audit**, next day, of 200 *filed* cards drawn at random. **Buyers**, after days, of misfiled ones alone. Move
    through time: what could you know of one morning, and when?
    """),
            guess_source,
            days_after,
        ]
    )
    return days_after, guess_source


@app.cell
def _(days_after, guess_source, healthy):
    opened_ms = int(healthy.journal["at_ms"].min())
    seen_at_ms = opened_ms + int(days_after.value * DAY_MS)
    told = accuracy_by_source(healthy.journal, healthy.labels, at_ms=seen_at_ms)
    after(
        guess_source,
        told.select(
            "source", "cards", "right", pl.col("accuracy", "low", "high").round(3), "estimates"
        ),
    )
    return opened_ms, seen_at_ms, told


@app.cell
def _(right_now, told):
    by_source = {row["source"]: row for row in told.iter_rows(named=True)}
    share_told = {
        name: f"{row['accuracy']:.0%}" if row["accuracy"] is not None else "nothing yet"
        for name, row in by_source.items()
    }
    from_desk = by_source["desk"]["accuracy"]
    near = from_desk is not None and abs(from_desk - right_now) < 0.05
    shown = (
        "about the truth"
        if near
        else "far less than the truth"
        if (from_desk or 0) < right_now
        else "more than the truth"
    )
    return share_told, shown


@app.cell(hide_code=True)
def _(days_after, guess_source, right_now, share_told, shown):
    after(
        guess_source,
        mo.md(f"""
    {days_after.value} days later: the desk says **{share_told["desk"]}**, the audit {share_told["audit"]}, both together {share_told["together"]}. The
    truth, which only a drill knows: {right_now:.0%}. The desk gets the cards that the model doubted: right *about those*, and a lie where it is called accuracy.

    The audit speaks for filed cards. Weighted by their shares the two estimate the whole. Complaints are a
    floor: who got a right card never writes.

    **Change one thing.** From when on is *together* there? What did you know before?
    """),
        right=shown if days_after.value == 0.25 else None,
    )
    return


@app.cell(hide_code=True)
def _(healthy, seen_at_ms):
    mo.vstack(
        [
            mo.md(
                "How late labels are is a metric of its own: a pipeline that stopped looks like a model that failed."
            ),
            label_delay(healthy.labels, healthy.journal, at_ms=seen_at_ms)
            .drop("note")
            .with_columns(pl.selectors.float().round(3)),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_drift = predict(
        "06.drift",
        "The scanner no longer reads the damage: zero on each card. A test sees it at once. What does it cost in accuracy?",
        ["nothing to speak of", "about 2 points", "about 10 points"],
    )
    shift_name = mo.ui.dropdown(list(SHIFTS), value="damage not read", label="What changes")
    mo.vstack(
        [
            mo.md(r"""
    ## 5. Drift by harm

    **Feature drift**: other inputs. **Prediction drift**: other answers. **Concept drift**: the same card, another
    truth. Any of them may be harmless. So ask three questions of a shift: is it more than chance, over whole lots and all
    columns at once? How far did it move? What does it *cost*?
    """),
            guess_drift,
            shift_name,
        ]
    )
    return guess_drift, shift_name


@app.cell
def _(drill):
    # Lines that the model never saw; whole lots on either side.
    pool = drill.cards
    lots = np.random.default_rng(1).permutation(pool["lot_id"].unique().sort().to_numpy())
    of_today = pl.Series(lots[:120]).implode()
    known_cards, today = (
        pool.filter(~pl.col("lot_id").is_in(of_today)),
        pool.filter(pl.col("lot_id").is_in(of_today)),
    )
    reference = reference_of(
        known_cards,
        drill.model.probabilities,
        classes=drill.model.classes,
        threshold=drill.model.threshold,
    )
    return known_cards, reference, today


@app.cell
def _(guess_drift, reference, shift_name, today):
    arrived = SHIFTS[shift_name.value](today, np.random.default_rng(2))
    found = shifts(reference, arrived, seed=3).sort("adjusted_p")
    columns = [
        "column",
        "adjusted_p",
        "effect",
        "unit",
        "harm_points",
        "harm_usd",
        "severity",
        "psi",
    ]
    after(guess_drift, found.select(columns).head(6).with_columns(pl.selectors.float().round(3)))
    return arrived, found


@app.cell
def _(arrived, found, guess_drift, known_cards):
    # Words and dates stay in the table.
    numeric = [
        name for name, kind in MONITORED.items() if kind != "category" and name != "release_date"
    ]
    significant = found.filter((pl.col("adjusted_p") <= 0.05) & pl.col("column").is_in(numeric))[
        "column"
    ]
    with_values = [name for name in significant if arrived[name].count()]

    def compared(name):
        """The number on both sides, in 25 steps of the reference's range."""
        sides = {"reference": known_cards[name], "today": arrived[name]}
        step = float(known_cards[name].max() - known_cards[name].min()) / 25
        return figure(*distributions(sides, quantity=name, unit="as sent", step=step))

    after(
        guess_drift,
        compared(with_values[0])
        if with_values
        else mo.md("*No number moved by more than chance.*"),
    )
    return


@app.cell
def _(arrived, drill, found, today):
    def right_share(cards):
        """Accuracy by the truth, which a monitor does not have."""
        said = np.array(drill.model.classes)[drill.model.probabilities(cards).argmax(axis=1)]
        return float((said == cards["card_type"].to_numpy()).mean())

    true_points = 100 * (right_share(today) - right_share(arrived))
    severity = max(found["severity"], key=["none", "ticket", "page"].index)
    harm = found.sort("harm_points", descending=True, nulls_last=True)
    guessed, guessed_by = harm["harm_points"][0] or 0.0, harm["column"][0]
    small, middling, large = "nothing to speak of", "about 2 points", "about 10 points"
    cost_words = small if true_points < 1 else middling if true_points < 5 else large
    return cost_words, guessed, guessed_by, severity, true_points


@app.cell(hide_code=True)
def _(
    cost_words,
    found,
    guess_drift,
    guessed,
    guessed_by,
    severity,
    shift_name,
    today,
    true_points,
):
    after(
        guess_drift,
        mo.md(f"""
    *{shift_name.value}*: {found.filter(pl.col("adjusted_p") <= 0.05).height} of {
            found.height
        } rows moved by more than chance; the alarm says **{severity}**. By
    the truth it costs **{true_points:.1f} points** on these {
            today.height:,} cards, where ten cards are a point. The monitor guessed {
            guessed:.1f} (row *{
            guessed_by
        }*): it replays a column's shift on cards whose type is known, and reads the rest off types and confidence.

    PSI and KS answer "did it move?", never "does it matter?".

    **Change one thing.** Try *hue turned by 90 degrees*; *hue of the next card*, where no column moves; then *Psychic printed as Darkness*.
    """),
        right=cost_words if shift_name.value == "damage not read" else None,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    The last one is **concept drift**: cards and answers look as ever, and what is *right* has changed. No test on inputs
    can find it. The audit can, a day later.

    Three tests do the work, on whole lots: Kolmogorov and Smirnov's for numbers (the largest gap between two
    cumulative curves), Watson's for angles (hue has no zero), chi-square for words. Here two of them, beside what they
    say when lots are ignored.
    """)
    return


@app.cell
def _(known_cards, today):
    relabelled = relabel(known_cards["lot_id"], today["lot_id"], permutations=400, seed=4)
    brightness = known_cards["scan_brightness"].to_numpy(), today["scan_brightness"].to_numpy()
    language = known_cards["language"], today["language"]
    tally = pl.concat(
        [side.value_counts(name=f"n{at}") for at, side in enumerate(language)], how="align"
    )
    by_lot = [
        ks_by_lot(*brightness, relabelled).p_value,
        chi_square_by_lot(*language, relabelled).p_value,
    ]
    counts = tally.drop("language").fill_null(0).to_numpy()
    as_if_independent = [ks_2samp(*brightness).pvalue, chi2_contingency(counts).pvalue]
    tested = {"test": ["KS, brightness", "chi-square, language"], "p by lot": by_lot}
    pl.DataFrame(tested | {"p as if independent": as_if_independent}).with_columns(
        pl.selectors.float().round(4)
    )
    return


@app.cell(hide_code=True)
def _():
    guess_fatigue = predict(
        "06.fatigue",
        "22 columns, a test at 5 % each, every day, and nothing ever happens. How many days a week ring?",
        ["none", "one or two", "nearly every day"],
    )
    watched = mo.ui.slider(
        start=1, stop=40, value=22, show_value=True, label="Columns watched", full_width=True
    )
    level_percent = mo.ui.slider(
        steps=[0.1, 0.5, 1.0, 5.0, 10.0],
        value=5.0,
        show_value=True,
        label="Level of each test, %",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 6. Alerts and fatigue

    A **page** wakes a person: harm grows by the hour, and that person can end it. A **ticket** waits for the morning. All
    else is a line on a dashboard. Whoever is woken for nothing three times reads the fourth with one eye.
    """),
            guess_fatigue,
            watched,
            level_percent,
        ]
    )
    return guess_fatigue, level_percent, watched


@app.cell
def _(guess_fatigue, level_percent, watched):
    level = level_percent.value / 100
    # As if columns were independent; columns that move together ring together, and on fewer days.
    ringing_days = 7 * (1 - (1 - level) ** watched.value)
    rules_of_levels = pl.DataFrame(
        {
            "each test at": [level, level / watched.value],
            "days a week that ring": [
                ringing_days,
                7 * (1 - (1 - level / watched.value) ** watched.value),
            ],
        }
    ).with_columns(pl.all().round(4))
    after(guess_fatigue, rules_of_levels)
    return (ringing_days,)


@app.cell(hide_code=True)
def _(guess_fatigue, level_percent, ringing_days, watched):
    some = "one or two" if ringing_days < 2.5 else "three or four"
    often = "none" if ringing_days < 0.5 else some if ringing_days < 4.2 else "nearly every day"
    after(
        guess_fatigue,
        mo.md(f"""
    **{ringing_days:.1f} days a week** ring, on a system in which nothing happens, if columns and cards were independent. Cards of a lot are not, and
    ignoring that rings more often still (lesson 01). A correction for all columns, by lots, keeps the level; asking for
    *harm* keeps the pager for harm.

    **On call**: two people a week; every page has its runbook page; a page that needed no action becomes a ticket.

    **Change one thing.** At which level would 22 columns ring once a month?
    """),
        right=often if (watched.value, level_percent.value) == (22, 5.0) else None,
    )
    return


@app.cell
def _(drill, mornings, opened_ms):
    def rung(morning):
        """The alerts at the end of a morning."""
        now_ms = opened_ms + drill.minutes * MINUTE_MS
        found = alerts(morning.journal, until_ms=now_ms, labels=morning.labels)
        return [(one.severity, one.subject, one.evidence) for one in found]

    heard = pl.DataFrame(
        [(name, *one) for name, morning in mornings.items() for one in rung(morning)],
        schema=["morning", "severity", "subject", "evidence"],
        orient="row",
    )
    heard
    return (heard,)


@app.cell(hide_code=True)
def _(cost_of, drop, healthy, heard):
    rung_healthy = heard.filter(morning="healthy").height
    mo.md(f"""
    On the healthy morning {rung_healthy} alerts, on the bad ones these. Each says what was measured, and links a page of
    [the runbook](docs/runbook.md). What is *not* there matters, too: the drop costs {100 * (cost_of(drop) - cost_of(healthy)):.1f} cents a
    card, and no page tells of it on that morning. Confidence and desk share moved; only the audit will *know*.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack(
        [
            mo.md(r"""
    ## 7. The runbook

    Three in the morning is no time to be clever. A runbook says where to look and what may be done unasked.
    """),
            diagram(
                [
                    ("alert", "does it cost now?", ""),
                    ("does it cost now?", "ticket", "no"),
                    ("does it cost now?", "dearer than the desk?", "yes"),
                    ("dearer than the desk?", "all to the desk", "yes"),
                    ("dearer than the desk?", "release today?", "no"),
                    ("release today?", "roll back whole", "yes"),
                    ("release today?", "input, path, labels?", "no"),
                    ("input, path, labels?", "mend that", ""),
                ],
                reading="From an alert: no cost makes a ticket; where filing costs more than the desk, all goes there; "
                "then roll back what was released today as a whole, or look at inputs, path and labels.",
            ),
            mo.md(r"""
    **Roll back** when a release stands at the beginning of the harm, the old one is whole (weights, feature code,
    threshold), and nothing happened that cannot be undone. It mends no scanner, no network, no late label.
    """),
        ]
    )
    return


@app.function
def by_five_minutes(morning, **measures):
    """A row five minutes: the given expressions over the journal."""
    opened = morning.journal["at_ms"].min()
    from_minute = ((pl.col("at_ms") - opened) // (5 * MINUTE_MS) * 5).alias("minute")
    return morning.journal.group_by(from_minute).agg(cards=pl.len(), **measures).sort("minute")


@app.function
def inputs(morning):
    """The largest scan values, the median height and the look of the text, by five minutes."""
    word = pl.col("attack_name")
    seen = cards_of(morning.journal).with_columns(
        morning.journal["at_ms"], capital=word.str.contains("^[A-Z]"), no_attack=word.is_null()
    )
    largest = pl.col("scan_hue_deg", "scan_saturation").max()
    means = pl.col("capital", "no_attack").mean()
    minute = ((pl.col("at_ms") - pl.col("at_ms").min()) // (5 * MINUTE_MS) * 5).alias("minute")
    found = seen.with_columns(minute).group_by("minute")
    return found.agg(largest, pl.col("height_m").median(), means).sort("minute")


@app.function
def requests(morning):
    """Milliseconds of a request by how many cards it had: a fixed wait, or one for each card?"""
    each = morning.journal.group_by("request_id").agg(cards=pl.len(), ms=pl.col("latency_ms").max())
    size = pl.col("cards").cut([4, 8, 12]).alias("cards_in_request")
    return (
        each.group_by(size)
        .agg(requests=pl.len(), median_ms=pl.col("ms").median())
        .sort("cards_in_request")
    )


@app.function
def answers(morning):
    """How one-sided and how sure the answers are."""
    commonest = pl.col("card_type").unique_counts().max() / pl.len()
    return by_five_minutes(morning, commonest=commonest, confidence=pl.col("confidence").median())


@app.function
def repeated(morning):
    """The share of cards whose text stood there within the same five minutes."""
    return by_five_minutes(morning, repeated=1 - pl.col("card").n_unique() / pl.len())


@app.function
def versions(morning):
    """Which versions answered."""
    return by_five_minutes(morning, version=pl.col("model_version").unique())


@app.cell
def _():
    tools = {
        "latency": lambda one: latency_by_window(one.journal, minutes=5).drop("from_ms"),
        "requests by size": requests,
        "answers": answers,
        "model version": versions,
        "inputs": inputs,
        "repeated cards": repeated,
        "labels": lambda one: label_delay(one.labels, one.journal, at_ms=one.read_at_ms),
    }
    return (tools,)


@app.cell(hide_code=True)
def _(drill, tools):
    actions = ["nothing yet", *ACTIONS]

    def turned(morning, tool):
        """The table of a tool, numbers rounded."""
        return tools[tool](morning).with_columns(pl.selectors.float().round(2))

    def outcome(fault, action):
        """What the action recovers, by serving the morning again; a sentence before one is chosen."""
        if action == "nothing yet":
            return mo.md("*Choose an action: the morning is served again with it.*")
        got = act(drill, Incident(fault, BEGINS), action)
        back = "nothing to recover" if got.recovered is None else f"{got.recovered:.0%} recovered"
        return mo.md(
            f"**{action}**: {got.metric} {got.before:.2f} before, {got.during:.2f} during, {got.after:.2f} after: **{back}**; a card costs "
            f"{got.usd_during:.3f} dollars during, {got.usd_after:.3f} after. *{ACTIONS[action].what}*"
            if got.after is not None
            else f"**{action}**: no card is answered any more; a card costs {got.usd_after:.3f} dollars, since people type them all."
        )

    return actions, outcome, turned


@app.cell
def _(cost_of, drop, healthy):
    desk_before, desk_since = (
        measured(one, since_minute=BEGINS)["desk_share"] for one in (healthy, drop)
    )
    more_desk = desk_since / desk_before
    eaten = (cost_of(drop) - cost_of(healthy)) / (DESK_USD - cost_of(healthy))
    return eaten, more_desk


@app.cell(hide_code=True)
def _(actions, drop, healthy, more_desk, tools):
    guess_drop = predict(
        "06.drop",
        "Where will the cause be, once you have looked?",
        [
            "a release of the model",
            "what the scanners send",
            "the way to the service",
            "the labels",
        ],
    )
    tool_drop = mo.ui.dropdown(list(tools), value="answers", label="Tool of drill 1")
    action_drop = mo.ui.dropdown(actions, value="nothing yet", label="Action of drill 1")
    mo.vstack(
        [
            mo.md(f"""
    ## 8. Drill one: accuracy drops

    The desk calls: {more_desk:.1f} times as many cards as at this hour yesterday, and strays in the bins. Accuracy was {measured(healthy)["accuracy"]:.0%}; the desk's
    sample of this morning says {accuracy_by_source(drop.journal, drop.labels, at_ms=drop.read_at_ms)["accuracy"][0]:.0%} (of the cards that it saw). No alert rang. *Turn the
    tools before you choose.*
    """),
            mo.hstack([tool_drop, action_drop], justify="start", wrap=True),
            guess_drop,
        ]
    )
    return action_drop, guess_drop, tool_drop


@app.cell
def _(drop, tool_drop, turned):
    turned(drop, tool_drop.value)
    return


@app.cell
def _(action_drop, outcome):
    outcome("hue_in_radians", action_drop.value)
    return


@app.cell
def _(drop, healthy):
    lost_drop = [measured(one, since_minute=BEGINS)["accuracy"] for one in (healthy, drop)]
    hottest = float(inputs(drop).filter(pl.col("minute") >= BEGINS)["scan_hue_deg"].max())
    return hottest, lost_drop


@app.cell(hide_code=True)
def _(cost_of, drop, guess_drop, hottest, lost_drop):
    after(
        guess_drop,
        mo.md(f"""
    *Inputs* tells: from minute {BEGINS} on no hue is above {hottest:.2f}. {FAULTS["hue_in_radians"].cause} Each value is allowed, so the
    contract is silent; together they are impossible. Accuracy fell from {lost_drop[0]:.0%} to {lost_drop[1]:.0%}, and no version changed: a rollback recovers nothing; retraining recovers a part and leaves the fault in place.

    **Contain** only where filing costs more than the desk: here a card costs {cost_of(drop):.3f} dollars against {DESK_USD:.2f}, so it
    goes on until the sender is **mended**. **Prevent**: not all hues of a tray below 6.3.

    **Change one thing.** Try *roll_back*, then *raise_threshold*, then *mend_the_sender*.
    """),
        right="what the scanners send",
    )
    return


@app.cell(hide_code=True)
def _(actions, healthy, spike, tools):
    guess_spike = predict(
        "06.spike",
        "Where will the cause be, once you have looked?",
        [
            "a release of the model",
            "too many cards",
            "something that each request waits for",
            "the machine",
        ],
    )
    tool_spike = mo.ui.dropdown(list(tools), value="latency", label="Tool of drill 2")
    action_spike = mo.ui.dropdown(actions, value="nothing yet", label="Action of drill 2")
    mo.vstack(
        [
            mo.md(f"""
    ## 9. Drill two: answers come late

    A page: the budget burns. The median answer went from {measured(healthy)["median_ms"]:.0f} to {
                measured(spike, since_minute=BEGINS)[
                    "median_ms"
                ]:.0f} ms, and the gate closes after {
                GATE_MS:.0f}. The types are as right as ever, and nobody gets
    them in time. *Which tool tells a wait per request from a wait per card?*
    """),
            mo.hstack([tool_spike, action_spike], justify="start", wrap=True),
            guess_spike,
        ]
    )
    return action_spike, guess_spike, tool_spike


@app.cell
def _(spike, tool_spike, turned):
    turned(spike, tool_spike.value)
    return


@app.cell
def _(action_spike, outcome):
    outcome("slow_dependency", action_spike.value)
    return


@app.cell(hide_code=True)
def _(guess_spike):
    after(
        guess_spike,
        mo.md(f"""
    *Requests by size*: large and small ones wait alike, so it is no work per card; the version is yesterday's; as many cards as ever come. {FAULTS["slow_dependency"].cause} A model loaded for each card, as in lesson 05, grows with the cards.

    **Contain and mend** are one: time it out, go on without it. **Prevent**: a limit on each wait, and its time as a metric.

    **Change one thing.** *restart*, then *time_out*. What does the desk cost in between?
    """),
        right="something that each request waits for",
    )
    return


@app.cell(hide_code=True)
def _(actions, cost_of, stuck, tools):
    guess_stuck = predict(
        "06.stuck",
        "Where will the cause be, once you have looked?",
        [
            "a release of the model",
            "what the scanners send",
            "a seller with one type of card",
            "the labels",
        ],
    )
    tool_stuck = mo.ui.dropdown(list(tools), value="answers", label="Tool of drill 3")
    action_stuck = mo.ui.dropdown(actions, value="nothing yet", label="Action of drill 3")
    mo.vstack(
        [
            mo.md(f"""
    ## 10. Drill three: one type for all

    A page: {measured(stuck, since_minute=BEGINS)["top_type_share"]:.0%} of the cards are of one type. Latency is fine, the desk is nearly empty, and a dashboard that
    counts filed cards has never looked better. A card costs {cost_of(stuck):.2f} dollars on average. *First the pager, then the tools.*
    """),
            mo.hstack([tool_stuck, action_stuck], justify="start", wrap=True),
            guess_stuck,
        ]
    )
    return action_stuck, guess_stuck, tool_stuck


@app.cell
def _(stuck, tool_stuck, turned):
    turned(stuck, tool_stuck.value)
    return


@app.cell
def _(action_stuck, outcome):
    outcome("rolled_back", action_stuck.value)
    return


@app.cell(hide_code=True)
def _(guess_stuck):
    after(
        guess_stuck,
        mo.md(f"""
    *Model version* changed with the answers, and the inputs did not. {FAULTS["rolled_back"].cause} Half a rollback is a new release that nobody
    tested. That is why the artefact of lesson 05 carries a hash of its feature code and refuses to load; this one was copied
    past it by hand.

    **Mend**: roll back as a whole. **Prevent**: one command, `python -m cardshop rollback`, and no other way.

    **Change one thing.** Compare *contract_on* with *roll_back*. Why does the contract not help?
    """),
        right="a release of the model",
    )
    return


@app.cell(hide_code=True)
def _(tools):
    another = mo.ui.button(value=0, on_click=lambda value: value + 1, label="Another incident")
    tool_any = mo.ui.dropdown(list(tools), value="latency", label="Tool")
    mo.vstack(
        [
            mo.md(f"""
    ## 11. Incident roulette

    A fault, a minute and a severity are drawn; the clock runs from the draw. Look first, then name it. {len(FAULTS)} faults lie in the drum, and in one of them every card is answered as ever: only labels wait.
    """),
            mo.hstack([another, tool_any], justify="start"),
        ]
    )
    return another, tool_any


@app.cell
def _(another, drill):
    # Nothing is served before the first click: a morning costs half a second.
    mo.stop(another.value == 0, mo.md("*Press the button to be called.*"))
    at_hand = drawn(another.value)
    called_s = time.monotonic()
    morning_any = drill.morning(at_hand, day=1)
    named = mo.ui.dropdown(list(FAULTS), label="It is")
    first_minute = mo.ui.number(start=0, stop=39, value=0, label="since minute")
    return at_hand, called_s, first_minute, morning_any, named


@app.cell(hide_code=True)
def _(first_minute, morning_any, named, tool_any, turned):
    mo.vstack(
        [turned(morning_any, tool_any.value), mo.hstack([named, first_minute], justify="start")]
    )
    return


@app.cell
def _():
    get_times, set_times = mo.state([])
    return get_times, set_times


@app.cell(hide_code=True)
def _(another, at_hand, called_s, first_minute, named, set_times):
    mo.stop(named.value is None)
    took_s = time.monotonic() - called_s
    hit = named.value == at_hand.fault
    close = abs(first_minute.value - at_hand.begins) <= 2
    if hit and close:
        set_times(
            lambda so_far: [
                *so_far,
                {"incident": another.value, "fault": at_hand.fault, "seconds": round(took_s)},
            ]
        )
    said = (
        FAULTS[at_hand.fault].signature
        if hit
        else "Another tool may tell. What moved, and what did not?"
    )
    mo.md(
        f"**{'Right' if hit else 'Not this one'}**, minute {'right' if close else 'not yet'}. {said}"
    )
    return


@app.cell(hide_code=True)
def _(get_times):
    mo.vstack(
        [mo.md("Time to diagnose, kept while the notebook is open:"), pl.DataFrame(get_times())]
    ) if get_times() else None
    return


@app.cell(hide_code=True)
def _(cost_of, drop, healthy, lost_drop):
    mo.md(f"""
    ## After: report and postmortem

    **Incident report**, the same day, one page:

    > *What*: hue in radians from minute {BEGINS}. *Harm*: accuracy {lost_drop[0]:.0%} to {
        lost_drop[1]:.0%}, a card {cost_of(healthy):.3f} to {cost_of(drop):.3f} dollars; at {
        CARDS_A_DAY:,} cards a day {
        CARDS_A_DAY
        * (
            cost_of(drop) - cost_of(healthy)
        ):,.0f} dollars a day. *Found by*: the desk, not by us. *Ended by*: sender
    > mended. *Open*: cards filed since then are to be typed anew.

    **Blameless postmortem**, within the week: timeline; what the system allowed, never who; what went well; why so late;
    actions, each with owner, date and a test that would have failed.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | first hour: a checklist | done when |
    |:---|:---|
    | say "I have it", open a log with times | somebody else could take over |
    | does it cost now? how much an hour? | a number, not a mood |
    | contain, where filing costs more than the desk | the cost stops growing |
    | what changed? release, sender, path, labels | one query shows it |
    | mend, ask the same query | the metric is back |
    | list the cards to redo | the desk has the list |

    "Human error" begins a postmortem: what made it likely?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_retrain = predict(
        "06.retrain",
        "The model loses two cents a card. A retraining costs 400 dollars. At 10,000 cards a day, does it pay in two weeks?",
        ["retrain", "wait", "cannot tell"],
    )
    loss_cents = mo.ui.slider(
        start=0.0,
        stop=6.0,
        step=0.5,
        value=2.0,
        show_value=True,
        label="Lost since the last training, cents a card",
        full_width=True,
    )
    recovers = mo.ui.slider(
        start=0.1,
        stop=1.0,
        step=0.1,
        value=0.5,
        show_value=True,
        label="Share that a new model wins back",
        full_width=True,
    )
    volume = mo.ui.slider(
        steps=[500, 1_000, 2_000, 5_000, 10_000],
        value=10_000,
        show_value=True,
        label="Cards a day",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 12. When to retrain

    By the calendar, when something fell, or when it *pays*? A schedule is a habit that nobody questions; a trigger on
    accuracy waits for labels. Price it: what is lost a day, how much of that a new model wins back, what it costs.
    """),
            guess_retrain,
            loss_cents,
            recovers,
            volume,
        ]
    )
    return guess_retrain, loss_cents, recovers, volume


@app.cell
def _(guess_retrain, healthy, loss_cents, opened_ms, recovers, volume):
    next_day_ms = opened_ms + 2 * DAY_MS
    good_times = dollars_a_card(healthy.journal, healthy.labels, at_ms=next_day_ms)
    moved = {
        name: getattr(good_times, name) + loss_cents.value / 100
        for name in ("total_usd", "low_usd", "high_usd")
    }
    worth = worth_retraining(
        good_times,
        good_times._replace(**moved),
        Plan(cost_usd=400, days=14, recovered=recovers.value),
        cards_a_day=volume.value,
    )
    after(guess_retrain, mo.md(f"**{worth.advice}**: {worth.why}"))
    return good_times, worth


@app.cell(hide_code=True)
def _(good_times, guess_retrain, loss_cents, recovers, volume, worth):
    after(
        guess_retrain,
        mo.md(f"""
    The estimate is {worth.gain_usd_a_day:.0f} dollars a day. Its range is that of two audits of {
            good_times.n_audited
        } cards: from {worth.low_usd_a_day:.0f} to {
            worth.high_usd_a_day:.0f}. Where the range straddles the cost, buy audits first, if they cost less than what
    they can save.

    And only if the *world* changed. Retraining on a unit, a rollback or a late label hides the cause: part of the
    loss comes back, the fault stays, and later versions depend on it. Mend first.

    **Change one thing.** At 2,000 cards a day, which loss makes it worth while?
    """),
        right=worth.advice
        if (loss_cents.value, recovers.value, volume.value) == (2.0, 0.5, 10_000)
        else None,
    )
    return


@app.cell(hide_code=True)
def _():
    upkeep = mo.ui.dropdown(
        ["schedule", "new version", "retirement", "debt"],
        value="new version",
        label="Upkeep of a model",
    )
    mo.vstack([mo.md("## 13. Upkeep"), upkeep])
    return (upkeep,)


@app.cell(hide_code=True)
def _():
    upkeep_text = {
        "schedule": "**By calendar** where data ages steadily and labels are cheap: monthly, and skipped when the price says so. **By "
        "performance** where labels come quickly. **By event**: new sets, a new scanner. Always with the gate of lesson 04: a "
        "retrained model is a new model.",
        "new version": "**Shadow** first: champion and challenger answer the same cards, only one is heard. Truth for both comes from the "
        "desk and the audit, paired, by lots, with a stopping rule fixed before. An A/B test is for what people do, not for "
        "accuracy (lesson 04). Then promote; the old version stays for one command: rollback.",
        "retirement": "**Deprecate**: name the day, list who calls it (the journal knows), answer both for a while, then refuse with a "
        "line that says where to go. Keep journal, card and artefact as long as somebody may ask why a card was filed.",
        "debt": "Glue code, features that nobody owns, thresholds copied into a dashboard, a table that another team reads without "
        "asking. A model without a test of its inputs is debt with interest: Sculley et al. (2015) name a dozen kinds.",
    }
    return (upkeep_text,)


@app.cell(hide_code=True)
def _(upkeep, upkeep_text):
    mo.md(f"""
    {upkeep_text[upkeep.value]}

    **Change one thing.** Choose *debt*: which kind did you see this week?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Industry context

    - **Google** writes its promises as service levels with an error budget, and alerts on how fast it burns: Beyer et al., [The Site Reliability
      Workbook](https://sre.google/workbook/alerting-on-slos/), O'Reilly, 2018.
    - **Etsy** made the postmortem without blame a habit (Allspaw on *Blameless PostMortems*, Code as Craft, 2012).
    - **Zillow** stopped buying houses in 2021: prices could not be forecast well enough ([shareholder
      letter](https://s24.q4cdn.com/723050407/files/doc_financials/2021/q3/Zillow-Group-Q3-21-Shareholder-Letter.pdf), third quarter).
    """)
    return


@app.cell(hide_code=True)
def _():
    why_silent = socratic(
        "06.silent",
        "**1.** A fault costs 40 dollars an hour and moves no alert. Whose fault is that, and what do you change?",
        "Nobody's: the alerts asked other questions. First ask what would have shown it: here a tray whose ten hues all lie below "
        "6.3, or the desk share against the same hour of last week. Add that one, with its false alarms counted on healthy days, "
        "and take an old one away if the sum of pages grows.",
    )
    why_labels = socratic(
        "06.labels",
        "**2.** Accuracy on the dashboard falls from one hour to the next. Name three causes that are no fault of the model.",
        "The labels: the audit's job stopped, and only the desk's hard cards are left in the figure. The mix: a seller of rare cards "
        "came. The count: few cards, a wide interval. Or the clock of one source. So beside accuracy stand the number of labels, "
        "their source and their age.",
    )
    why_rollback = socratic(
        "06.rollback",
        "**3.** When is a rollback dangerous?",
        "When it is half: weights without feature code, or a threshold that stays. When the old version does not know what came since "
        "(a new column, a new type). When the cause is elsewhere: then one waits for it to work, and the harm goes on. And when "
        "something was written meanwhile that the old version cannot read.",
    )
    why_pager = socratic(
        "06.pager",
        "**4.** Your manager wants a page for every drifted column 'to be safe'. What do you answer?",
        "With a number: so many columns, so many false pages a week, so many minutes each. Then with the offer: all of it on the dashboard, "
        "tickets for what costs something, pages for what costs by the hour. Safety is what is read; a pager that cries is turned off.",
    )
    why_retrain = socratic(
        "06.nightly",
        "**5.** 'We retrain every night, so drift is no problem.' What is wrong with that?",
        "Last night's cards have no honest labels yet; the desk's are of hard cards. A fault in the inputs is learned along, "
        "and hides. Nobody compares versions any more. And concept drift with late labels is followed late in any case.",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## Socratic questions

    Write or think first, then compare. What you write here is kept when you come back.
    """),
            why_silent,
            why_labels,
            why_rollback,
            why_pager,
            why_retrain,
        ],
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Common pitfalls

    - **Accuracy from whatever labels there are.** Name the source, or it lies.
    - **A p-value as a pager.** With enough cards every shift is significant.
    - **The mean latency.** No card has it.
    - **One window.** Long alone rings for hours after the end; short alone rings at each hiccup.
    - **Half a rollback.** Weights, feature code and threshold go together.
    - **Retraining as first aid.** It hides the cause.
    - **A runbook that nobody ran.** It is a wish.
    - **Names in a postmortem.** The next fault will be hidden.
    """)
    return


@app.cell(hide_code=True)
def _(eaten):
    mo.md(f"""
    ## Aha moments

    - A fault can keep to the contract, ring no bell, and eat {eaten:.0%} of what the service saves.
    - The dashboard's accuracy was right about the cards that the model itself had doubted.
    - A column can go dead at no cost, and rows out of step cost dearly while no column moves.
    - A rollback by half is the newest release in the shop.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## You have mastered this when you can

    - say of each number on a dashboard who acts on it, and at which value
    - go from an alert to its cause in ten minutes, with queries that others can repeat
    - decide between rollback, containment and waiting, and price all three
    - write a postmortem in which no person appears and every action has a test

    **Teach** the error budget to a product owner. **Apply** section 3 to a service of yours. **Debug**: which alert of last month
    needed no action?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack([mo.md("## Exercises"), exercises("06")])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Further reading

    - Beyer et al., [Alerting on SLOs](https://sre.google/workbook/alerting-on-slos/), The Site Reliability Workbook, 2018: windows and burn rates
    - Guillory et al., [Predicting with Confidence on Unseen Distributions](https://arxiv.org/abs/2107.03315), ICCV 2021: accuracy
      guessed from confidence
    - Gama et al., *A Survey on Concept Drift Adaptation*, ACM Computing Surveys, 2014
    - Westfall and Young, *Resampling-Based Multiple Testing*, Wiley, 1993: many columns, one level
    - Breck et al., [The ML Test Score](https://research.google/pubs/pub46555/), 2017: twenty-eight tests for a system like this
    """)
    return


if __name__ == "__main__":
    app.run()
