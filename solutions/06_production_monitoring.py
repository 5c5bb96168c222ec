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
app = marimo.App(app_title="Exercises 06: production monitoring")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.dataset import DATA, load_cards
    from cardshop.evaluation import DESK_USD, MISFILE_USD
    from cardshop.incidents import ACTIONS, RECORDED, ask, load_incident
    from cardshop.journal import cards as cards_of
    from cardshop.training import answered, practice_inputs
    from classroom.checks.walking import walk
    from classroom.display import check, journal, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 06: production monitoring

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    All mornings were recorded from the shop's own service, with faults that were switched on. Look
    with queries before you name a cause; sections 2 to 10 of the lesson show each tool at work.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.1 Four incidents

    Each hour that a wrong cause is followed costs the shop as much as the hour before. Four pages
    reached you, each on the second of two mornings; the first was healthy. The service ran for 40
    minutes from 8 o'clock, and something changed while it did.

    | incident | the page |
    |---|---|
    | `incident_1` | Answers take longer than the gate waits. |
    | `incident_2` | Of the cards that went to the desk, fewer are confirmed right. |
    | `incident_3` | Of the cards that went to the desk, fewer are confirmed right. |
    | `incident_4` | Nearly all cards get one type. |

    You may change what stands in `investigate`. Out of scope: two faults in one incident, and what
    would have kept them from happening.
    """)
    return


@app.cell
def _():
    incident_choice = mo.ui.dropdown(list(RECORDED), value="incident_1", label="Incident")
    incident_choice
    return (incident_choice,)


@app.cell
def _(incident_choice):
    mo.ui.tabs(
        {
            "journal": mo.ui.table(load_incident(incident_choice.value).journal, page_size=8),
            "labels": mo.ui.table(load_incident(incident_choice.value).labels, page_size=8),
            "log": mo.ui.table(load_incident(incident_choice.value).log, page_size=8),
            "SQL": ask(
                incident_choice.value,
                """SELECT day, count(*) AS cards, avg(confidence) AS confidence,
                       avg(card ->> 'hp') AS hp
                   FROM journal GROUP BY day""",
            ),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    Everything is recorded, latencies as they were on that machine, waits added. `ask(incident,
    sql)` puts a question to the tables `journal`, `labels` and `log` (SQLite). `day` is 1 or 2,
    `minute` counts from the opening; a request is all cards of a `request_id` on a day.

    | cause | what proves it, of all cards of a day |
    |---|---|
    | `hue_in_radians` | share of cards with a `scan_hue_deg` below 6.3 |
    | `lower_cased_text` | share of cards whose `attack_name` has no capital letter |
    | `unit_change` | share of cards with a `scan_saturation` above 1 |
    | `dropped_column` | share of cards without `attack_name` |
    | `rolled_back` | share of cards answered by another `model_version` than 1.1.0 |
    | `double_softmax` | highest confidence |
    | `model_loaded_per_card` | mean over the requests of the journal of their milliseconds a card |
    | `slow_dependency` | mean milliseconds of the journal's requests of fewer than 7 cards |
    | `duplicated_traffic` | share of cards whose text stood there before on that day |
    | `late_labels` | of the cards that the model sent to the desk, the share with a desk label within an hour |

    In the journal a request takes as long as its slowest row (the log's `ms` is another clock). `FAULTS` says what each cause is.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.ui.table(
        pl.DataFrame({"action": one.name, "what": one.what} for one in ACTIONS.values()),
        page_size=10,
        selection=None,
        label="What you may do: `fix` is one of these actions",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (40 minutes). For each incident name the cause, the first bad minute, a query
    that proves it, and the action that ends it today, for whatever comes next.
    """)
    return


@app.function
def investigate() -> dict[str, dict]:
    """Return {incident: {cause, first_bad_minute, evidence_query, fix}} for the four incidents.

    cause: a name of FAULTS. first_bad_minute: of day 2, the first `minute` in which cards show the
    fault (for labels: in which cards were answered whose labels are late); the one before or after
    it counts, too. evidence_query: SQL as `ask` takes it, with two columns, day and value, and a
    row for day 1 and one for day 2, in any order: the value is the table's measure of your cause,
    within 1 %, and holds for any incident. fix: a name of ACTIONS that ends it on the same day, for the
    cards that come next, too; tried on that morning it brought at least 90 % of the metric of the
    cause back.
    """
    ### BEGIN SOLUTION
    late = """
        SELECT day, avg(known_at_ms IS NOT NULL AND known_at_ms - at_ms <= 3600000) AS value
        FROM journal LEFT JOIN labels
        ON labels.request_id = journal.request_id
        AND labels.position = journal.position AND source = 'desk'
        WHERE decision = 'desk' GROUP BY day
    """
    small = """
        SELECT day, avg(ms) AS value FROM (
            SELECT day, max(latency_ms) AS ms, count(*) AS cards
            FROM journal GROUP BY day, request_id
        ) WHERE cards < 7 GROUP BY day
    """
    radians = """
        SELECT day, avg(card ->> 'scan_hue_deg' < 6.3) AS value FROM journal GROUP BY day
    """
    weights = "SELECT day, avg(model_version <> '1.1.0') AS value FROM journal GROUP BY day"

    def claim(cause: str, minute: int, query: str, fix: str) -> dict:
        found = {"cause": cause, "first_bad_minute": minute}
        return found | {"evidence_query": query, "fix": fix}

    return {
        "incident_1": claim("slow_dependency", 26, small, "time_out"),
        "incident_2": claim("hue_in_radians", 12, radians, "mend_the_sender"),
        "incident_3": claim("late_labels", 21, late, "restart_label_job"),
        "incident_4": claim("rolled_back", 17, weights, "roll_back"),
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_1 = check("6.1", investigate)
    verdict_6_1
    return (verdict_6_1,)


@app.cell
def _(verdict_6_1):
    mo.stop(not verdict_6_1.passed, mo.md("*Unlocks when the check passes.*"))
    from cardshop.incidents import load_recovery

    # Every action was tried on each morning; dollars are for each card since the first bad minute.
    pl.DataFrame(
        {"incident": name, "action": one["fix"]} for name, one in investigate().items()
    ).join(load_recovery(), on=["incident", "action"], maintain_order="left")
    return (load_recovery,)


@app.cell(hide_code=True)
def _(load_recovery, verdict_6_1):
    mo.stop(not verdict_6_1.passed)
    mo.ui.table(load_recovery(), page_size=10, label="And what every other action would have done")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.2 Design the monitoring

    Nine numbers could be watched, and a colleague has set an alert on each of them. They ring every
    day, so that nobody looks on the day that matters. What is lost then is the difference between a
    page after a quarter of an hour and a seller's letter after nine days.

    `watch("healthy")`: four weeks of a hall on which nothing was wrong, a row each five minutes,
    100 cards a row, 120 rows a day. `watch("incidents")`: six bad days, `bad` from the first bad row on.
    Cards are the catalogue's, answers the practice model's; latencies, and when audits come, are drawn.
    """)
    return


@app.function
def watch(name: str) -> pl.DataFrame:
    """A table of data/watch: "healthy" (week, day, row, metrics) or "incidents" (incident, row, ...)."""
    return pl.read_parquet(DATA / "watch" / f"{name}.parquet")


@app.function
def rings(table: pl.DataFrame, entry: dict) -> pl.DataFrame:
    """The rows at which alarms of a rule begin.

    It fires where the mean of `metric` over `window` rows, this one the last and all of one day, lies
    above (below) `threshold`. An alarm begins at a row that fires after one that does not, or at
    the first row of a day that can fire.
    """
    day = "day" if "day" in table.columns else "incident"
    # Rounded: equal means are equal, in whichever order they were added.
    mean = pl.col(entry["metric"]).rolling_mean(entry["window"]).over(day).round(10)
    over = mean > entry["threshold"] if entry["side"] == "above" else mean < entry["threshold"]
    begins = over.fill_null(value=False) & ~over.shift(1).over(day).fill_null(value=False)
    return table.filter(begins)


@app.cell(hide_code=True)
def _():
    metric_choice = mo.ui.dropdown(
        [
            "p95_ms",
            "bad_share",
            "confidence",
            "top_type_share",
            "saturation",
            "label_age_h",
            "desk_share",
            "usd_a_card",
            "misfiled_14d",
        ],
        value="top_type_share",
        label="Metric",
    )
    window_choice = mo.ui.slider(
        1, 60, value=3, label="Window, rows of five minutes", show_value=True
    )
    mo.hstack([metric_choice, window_choice])
    return metric_choice, window_choice


@app.cell
def _(metric_choice, window_choice):
    _mean = pl.col(metric_choice.value).rolling_mean(window_choice.value)
    _healthy = watch("healthy").select(day="day", mean=_mean.over("day")).drop_nulls()
    _bad_days = watch("incidents").with_columns(mean=_mean.over("incident")).drop_nulls()
    # The range of the window's mean on healthy days, and on each bad one since its first bad row.
    pl.concat(
        [
            _healthy.select(day=pl.lit("healthy"), low=pl.min("mean"), high=pl.max("mean")),
            _bad_days.filter("bad")
            .group_by("incident", maintain_order=True)
            .agg(low=pl.min("mean"), high=pl.max("mean"))
            .rename({"incident": "day"}),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | family | columns |
    |---|---|
    | technical | `p95_ms`, and `bad_share`: answers after 100 ms or none; the promise is 0.001 in 30 days |
    | model | `confidence` (mean), `top_type_share`: the share of the row's most frequent type |
    | data | `saturation` (mean), `label_age_h`: hours since the newest audit came |
    | business | `desk_share`, `usd_a_card` (expected, by the model's confidence), `misfiled_14d` (audit) |

    **Your turn** (20 minutes). Write `design`, a list of entries; `rings` counts for you. Needed are:

    - on `slow`, `softmax twice` and `one type` a page, of any metric, that begins at the first bad row
      or the two after; on `slow burn` at the first bad row or the 23 after
    - on `an aged lamp` (harmless so far) and `labels late` (no fault of the model) a ticket that day on
      `saturation` and `label_age_h`, and no page on these
    - all rules together, at most 2 pages and 5 tickets a week in the healthy weeks that `design` was
      given, of either hall; the rules made of `watch("healthy")` are then tried on four further
      healthy weeks of that hall, which `design` does not see: at most 3 and 8 there

    The second hall: the check calls `design` with its healthy weeks, too, where a row has 25 cards, and
    tries the rules on its bad days. You may change what stands in `design`. Out of scope: who is
    on call.
    """)
    return


@app.function
def design(healthy: pl.DataFrame) -> list[dict]:
    """Return what is watched: entries {"metric", "family", "severity", "side", "window", ...}.

    healthy: as `watch("healthy")`. metric, family: of the table above, every family once or more.
    severity: "page", "ticket" or "none", which is only shown. side, window, threshold: the rule, as
    `rings` reads it; side "above" or "below", window 1 to 120 rows. false_alarms_per_week: alarms of
    this rule a week in `healthy`, within 0.01; 0.0 for "none", whose rule rings for nobody. panel:
    (row, column) on the dashboard, rows 1 to 3 and columns 1 to 4; one metric a panel, one panel a
    metric, and what pages in row 1. A metric may have several entries, and need not have any.
    """
    ### BEGIN SOLUTION
    quarter, hour, three_hours = 3, 12, 36
    rules = [
        ("bad_share", "technical", "page", "above", hour, (1, 1)),
        ("confidence", "model", "page", "below", quarter, (1, 2)),
        ("top_type_share", "model", "page", "above", quarter, (1, 3)),
        ("saturation", "data", "ticket", "below", three_hours, (2, 1)),
        ("label_age_h", "data", "ticket", "above", 1, (2, 2)),
        ("desk_share", "business", "none", "above", hour, (3, 1)),
    ]
    found = []
    for metric, family, severity, side, window, panel in rules:
        usual = healthy.select(pl.col(metric).rolling_mean(window).over("day")).to_series()
        if severity == "page":
            # Beyond all that was seen, by a quarter of the way there.
            far = usual.max() if side == "above" else usual.min()
            limit = far + (far - usual.mean()) / 4
        else:
            limit = usual.quantile(0.995 if side == "above" else 0.005)
        entry = {"metric": metric, "family": family, "severity": severity, "panel": panel}
        entry |= {"side": side, "window": window, "threshold": limit}
        weeks = healthy["week"].n_unique()
        alarms = 0.0 if severity == "none" else rings(healthy, entry).height / weeks
        found.append(entry | {"false_alarms_per_week": alarms})
    return found
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_2 = check("6.2", design)
    verdict_6_2
    return (verdict_6_2,)


@app.cell
def _(verdict_6_2):
    mo.stop(not verdict_6_2.passed, mo.md("*Unlocks when the check passes.*"))
    # Which rule rings on which bad day, and at which row first.
    _rules = design(watch("healthy"))
    pl.concat(
        rings(watch("incidents"), one)
        .filter("bad")
        .group_by("incident", maintain_order=True)
        .agg(
            pl.lit(one["metric"]).alias("metric"),
            pl.lit(one["severity"]).alias("severity"),
            pl.min("row").alias("first alarm"),
        )
        for one in _rules
        if one["severity"] != "none"
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.3 An alarm that follows harm

    What arrives changes every week, and mostly that costs nothing: sellers pack other boxes, a lamp
    ages. Whoever is called for each change stops coming, and whoever is never called pays \$0.60 a
    misfile until buyers complain, nine days later.

    Your alarm of 5.3 read the shares of types. Here the boxes change, too. Some columns may go
    unread without harm, others not. And cards may come that are read well and are harder.

    `recorded(cards)` is what the shop keeps of a day: inputs, the model's `card_type` and
    `confidence`, and the `truth`, which an audit has told for the reference alone.
    """)
    return


@app.function
def recorded(cards: pl.DataFrame) -> pl.DataFrame:
    """The practice model's inputs, its card_type and confidence, and the truth, a row a card."""
    kept = list(dict.fromkeys(("card_id", "lot_id", "language", "rarity", *practice_inputs())))
    said = answered(cards).select("card_type", "confidence")
    return pl.concat([cards.select(*kept, truth="card_type"), said], how="horizontal")


@app.cell
def _():
    all_cards = load_cards()
    lot_numbers = all_cards["lot_id"].unique(maintain_order=True)
    all_recorded = recorded(all_cards)

    def practice_day(
        seed: int, cells: list[pl.Expr], kept: pl.Expr
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """A reference, and a day of 80 lots packed from the kept cards of 320 others."""
        drawn = lot_numbers.sample(fraction=1.0, shuffle=True, seed=seed)
        packed = {old: drawn[160 + at // 4] for at, old in enumerate(drawn[160:])}
        others = all_cards.filter(pl.col("lot_id").is_in(list(packed)), kept)
        boxes = others.with_columns(pl.col("lot_id").replace(packed))
        mixed = boxes.sample(fraction=1.0, shuffle=True, seed=seed)
        today = mixed.group_by("lot_id", maintain_order=True).head(25).with_columns(cells)
        quiet = all_recorded.filter(pl.col("lot_id").is_in(drawn[:160].implode()))
        # Cards are numbered anew: the catalogue knows the truth of the old numbers.
        anew = pl.col("card_id").shuffle(seed=seed)
        return quiet.with_columns(anew), recorded(today).drop("truth").with_columns(anew)

    def cost_points(cells: list[pl.Expr], kept: pl.Expr) -> float:
        """Points of accuracy that the model loses over all cards, measured with the truth."""
        usual, now = all_recorded, recorded(all_cards.filter(kept).with_columns(cells))
        shares = [(day["card_type"] == day["truth"]).mean() for day in (usual, now)]
        return 100 * (shares[0] - shares[1])

    return cost_points, practice_day


@app.cell
def _(cost_points):
    every = pl.lit(value=True)
    # A third of the others: so three times as many Grass cards among those that come.
    grass_kept = (pl.col("card_type") == "Grass") | (pl.col("card_id").hash(seed=1) % 3 == 0)
    shift_tries = {
        "nothing": ([], every),
        "hue turned by 50 degrees": ([(pl.col("scan_hue_deg") + 50) % 360], every),
        "weight in grams": ([pl.col("weight_kg") * 1000], every),
        "retreat cost not read": ([pl.lit(0).alias("retreat_cost")], every),
        "one weight for all": ([pl.lit(28.0).alias("weight_kg")], every),
        "20 hit points more": ([pl.col("hp") + 20], every),
        "slabs alone": ([], pl.col("grading_company") != "none"),
        "three times the Grass cards": ([], grass_kept),
    }
    pl.DataFrame(
        {"change": name, "points lost": cost_points(*change)}
        for name, change in shift_tries.items()
    )
    return (shift_tries,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 6.3a The alarm (30 minutes)

    **Predict.** Two of these change nothing but which cards come. How would you tell the one that
    costs from the one that does not, without today's truth?

    **Your turn.** Write `alarm`. Three ways are known to work, and you need one: the confidence, looked
    at twice, within a type and over all; a *replay* of what moved on the reference, whose truth is
    known, with `answered`, and the confidence over all beside it; or both looks at the confidence with
    limits from days made of the reference's own lots. Limits take several tries: `practice_day` is
    there for them.

    The check draws 110 days by these and other changes, in mixed order, `course check 6.3a --full` 600:

    - quiet days: an alarm on at most 10 %
    - days that cost 2 points of accuracy or more: an alarm on at least 90 %, and on at least half of
      those with another scanner, with other columns, and with other cards
    - changed days that cost less than half a point, or gain: an alarm on at most 20 %

    You may change what stands in `alarm`; helpers and `cardshop.drift` are allowed. Out of scope: saying what changed.
    """)
    return


@app.function
def alarm(reference: pl.DataFrame, current: pl.DataFrame) -> bool:
    """Return whether today's changes, if any, cost so much that somebody should be called.

    Both have the columns of `recorded`, without nulls; `truth` is in the reference alone.
    reference: 160 lots of 25 cards; current: 80 lots of up to 25. Rows and lots come in any order,
    card_id and lot_id are numbered anew each day and say nothing, and a card_type may be missing from
    either. The answer depends on nothing but the two tables, and is Python's True or False: bool(...)
    makes it of NumPy's.
    """
    ### BEGIN SOLUTION
    sure = pl.col("confidence")
    mean_and_error = {"mean": sure.mean(), "error": sure.var() / pl.len()}
    # Within a type: other shares of types, however large, leave it alone.
    usual, now = (day.group_by("card_type").agg(**mean_and_error) for day in (reference, current))
    both = usual.join(now, on="card_type", suffix="_now")
    moved = (pl.col("mean_now") - pl.col("mean")).abs()
    error = (pl.col("error") + pl.col("error_now")).sqrt()
    if both.select((moved > 3.2 * error).any()).item():
        return True
    # Over all, by lot: harder cards came, each read as ever.
    (quiet, quiet_error), (today, today_error) = (
        day.group_by("lot_id").agg(sure.mean()).select(**mean_and_error).row(0)
        for day in (reference, current)
    )
    return quiet - today > 2.5 * (quiet_error + today_error) ** 0.5
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_3a = check("6.3a", alarm)
    verdict_6_3a
    return (verdict_6_3a,)


@app.cell
def _(practice_day, shift_tries, verdict_6_3a):
    mo.stop(not verdict_6_3a.passed, mo.md("*Unlocks when the check passes.*"))
    # Ten days of each, drawn with other seeds than the check's.
    pl.DataFrame(
        {
            "change": name,
            "alarms on ten days": sum(alarm(*practice_day(seed, *change)) for seed in range(10)),
        }
        for name, change in shift_tries.items()
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 6.3b When does training anew pay? (5 minutes)

    The alarm rang, and the audit has priced it. A model that is trained for each alarm costs more
    than it saves, and one that is trained on the days of a broken scanner learns the scanner.

    A new model costs `cost_usd`, comes after `delay_days`, and from then on wins back the share
    `recovered` of the daily loss, until day `horizon_days`, when the next one is due anyway.

    **Your turn.** Write `retraining`. Out of scope: what a better model would earn beyond that.
    """)
    return


@app.function
def retraining(losses_usd: list[float], cause: str, plan: dict[str, float]) -> dict:
    """Return {"threshold_usd", "decision"} for the losses of two audited days or more.

    plan: cost_usd, delay_days, horizon_days, recovered (0 to 1). threshold_usd: the loss a day at
    which a new model just earns its cost; None where it can earn nothing: no day is left, or nothing is
    recovered. decision, the first of these that holds: "repair", where cause is "fault" and not
    "world"; "leave", where threshold_usd is None or the mean loss plus two standard errors is at or
    below it; "train", where the mean less two standard errors lies above it; else "measure". Days count
    as independent draws, the standard deviation is the sample's (n - 1).
    """
    ### BEGIN SOLUTION
    days = plan["recovered"] * (plan["horizon_days"] - plan["delay_days"])
    threshold = plan["cost_usd"] / days if days > 0 else None
    losses = pl.Series(losses_usd)
    two_errors = 2 * losses.std() / losses.len() ** 0.5
    if cause == "fault":
        decision = "repair"
    elif threshold is None or losses.mean() + two_errors <= threshold:
        decision = "leave"
    elif losses.mean() - two_errors > threshold:
        decision = "train"
    else:
        decision = "measure"
    return {"threshold_usd": threshold, "decision": decision}
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_3b = check("6.3b", retraining)
    verdict_6_3b
    return (verdict_6_3b,)


@app.cell
def _(verdict_6_3b):
    mo.stop(not verdict_6_3b.passed, mo.md("*Unlocks when the check passes.*"))
    # The same loss a day, and three dates for the next model.
    pl.DataFrame(
        {"days until the next model": horizon}
        | retraining(
            [95.0, 130.0, 118.0, 102.0, 121.0],
            "world",
            {"cost_usd": 4_000, "delay_days": 10, "horizon_days": horizon, "recovered": 0.8},
        )
        for horizon in (15, 55, 90)
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.4 A blameless postmortem

    On a Monday the gate had a bad hour. It is over, and in two weeks somebody will have the same
    hour again, unless a few pages make that impossible. Pages that name a culprit teach the others
    to say less; pages without a test change nothing.

    Below are the journal, the log of that morning, and what the desk said on the day after of every
    card (`labels`; join on `request_id` and `position`). `cards_of(journal)` are the cards as they
    were sent, row for row. A card at the desk costs `DESK_USD`, a filed card of another type than
    its label `MISFILE_USD`, others nothing. *Desk only* was the stopgap: nothing is filed then.

    Out of scope: a second incident on that morning, and late answers; there were none.
    """)
    return


@app.function
def bad_monday(name: str) -> pl.DataFrame:
    """The journal, labels or log of that morning; whole minutes since the journal's first row."""
    return pl.read_parquet(DATA / "postmortem" / f"{name}.parquet")


@app.cell
def _():
    mo.ui.tabs(
        {
            "log": mo.ui.table(bad_monday("log"), page_size=15, selection=None),
            "journal": mo.ui.table(bad_monday("journal"), page_size=8, selection=None),
            "labels": mo.ui.table(bad_monday("labels"), page_size=8, selection=None),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (35 minutes). Write `postmortem`. Its numbers may be computed or typed in, they
    are recomputed either way.

    | field | what |
    |---|---|
    | `timeline` | `[(minute, event), ...]` in order: `first bad`, the first minute whose cards were sent wrong · `detected`, by the log, somebody on call knew · `mitigated`, from which on no card that was sent wrong is filed · `resolved`, the first from which cards come right and are filed again. Each within a minute. Events in words of yours may stand between |
    | `cause` | 8 to 60 words: what was different about the cards, and what in the system let it through |
    | `detection_gap_min` | from first bad to detected |
    | `impact` | `cards` answered from first bad until before resolved; `usd`, their dollars beyond what as many cost at the mean of the minutes before; `stopgap_usd`, the dollars of cards from mitigated until before resolved, beyond what as many cost at the mean of the bad minutes before mitigated |
    | `went_well` | a list of sentences |
    | `actions` | two or more `{action, kind, owner, due_days, test}`; one at least is to `prevent`, one to `detect` |
    | `summary` | 60 to 150 words, with the first bad minute, the gap and the dollars; its numbers are yours, the journal's or the log's |

    kind: `prevent` · `detect` · `mitigate`. owner: `cameras` · `gate` · `model` · `desk` ·
    `on call`. due_days: 1 to 90.

    **test** is a condition in polars' SQL over the cards of a span, as after HAVING:
    `avg(confidence) < 0.5` (`max`, `min`, `median`, `stddev`, `sum`, `count`, `CASE`, too). To
    prevent, a span is one tray (a request), and the test sees only what was sent; else it is a
    quarter of an hour, and `card_type`, `confidence`, `decision` and `latency_ms` are there, too.
    True of every bad span before the stopgap (trays: every bad one), false of every healthy one,
    on this morning and on others.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "How a colleague scores it: read both, and score them before your own": mo.md(r"""
    0 to 2 points each: **clear** to somebody who was not there · **just**: each choice is told
    with what was visible at that moment, by role · **numbers** say of what they are, and claim no
    more · **unasked**: luck, costs of the stopgap, and what is still open.

    *First, of another morning.* "From minute 28 on the partner's import wrote saturations up to
    255 where the model expects a share, and most of its cards were filed as Fire. Imports do not
    pass the contract, which was built for the gate. We heard of it from a seller. The import could
    be stopped at once, since it is a job of its own. How many cards of earlier nights are in the
    wrong bin we do not know yet."

    *Second.* "Due to an oversight bad data got in and accuracy went down massively. The engineer on
    duty should have noticed it in the dashboard much earlier. The data was fixed and everything is
    back to normal. Everybody was told to check imports with more care from now on."
    """),
            "What we gave": mo.md(r"""
    First: clear 2, just 2, numbers 1 (28 and 255 are there; how many cards is missing), unasked 2.
    Second: clear 0 (which data, since when?), just 0, numbers 0 ("massively"), unasked 0.
    """),
        }
    )
    return


@app.function
def postmortem() -> dict:
    """Return timeline, cause, detection_gap_min, impact, went_well, actions and summary.

    The table above says what each is. No text names a person or looks for one ("human error", "should
    have noticed"): roles and systems have causes. cause says how the values that were sent differed,
    and which safeguard let them pass. An action is a change whose end one can see, in 4 to 40 words:
    nobody is trained, reminded or asked to be careful. Dollars to the cent (or a tenth of a per cent),
    at the minutes of your timeline; a span without a value (null) counts as false.
    """
    ### BEGIN SOLUTION
    journal, labels = bad_monday("journal"), bad_monday("labels")
    truth = labels.select("request_id", "position", truth="card_type")
    found = journal.with_columns(
        minute=(pl.col("at_ms") - pl.col("at_ms").min()) // 60_000,
        hue=cards_of(journal)["scan_hue_deg"],
        filed=pl.col("decision") == "file",
    ).join(truth, on=["request_id", "position"])
    misfiled = pl.when(pl.col("card_type") != pl.col("truth")).then(MISFILE_USD).otherwise(0)
    found = found.with_columns(usd=pl.when("filed").then(misfiled).otherwise(DESK_USD))
    minutes = found.group_by("minute").agg(pl.max("hue"), pl.any("filed")).sort("minute")
    bad = minutes.filter(pl.col("hue") < 7)
    first, detected = bad["minute"].min(), 47
    mitigated = bad.filter("filed")["minute"].max() + 1
    resolved = minutes.filter((pl.col("minute") > bad["minute"].max()) & pl.col("filed"))
    resolved = resolved["minute"].min()

    def dollars(start: int, end: int) -> pl.Series:
        return found.filter(pl.col("minute").is_between(start, end - 1))["usd"]

    usd, held = dollars(first, resolved), dollars(mitigated, resolved)
    usual_usd = found.filter(pl.col("minute") < first)["usd"].mean()
    lost = usd.sum() - usd.len() * usual_usd
    stopgap = held.sum() - held.len() * dollars(first, mitigated).mean()
    return {
        "timeline": [
            (first, "first bad"),
            (detected, "detected"),
            (mitigated, "mitigated"),
            (resolved, "resolved"),
        ],
        "cause": """Camera software 5.2 sends the hue in radians instead of degrees. The contract
            knows only the range from 0 to 360, in which every radian lies, and all stations got
            the software at once, so that no healthy one stood beside them.""",
        "detection_gap_min": detected - first,
        "impact": {"cards": usd.len(), "usd": lost, "stopgap_usd": stopgap},
        "went_well": [
            "The desk called as soon as its pile grew, and knew whom to call.",
            "The old camera software was still there, and went back within minutes.",
        ],
        "actions": [
            {
                "action": "The gate refuses a tray whose hues all lie within a few degrees.",
                "kind": "prevent",
                "owner": "gate",
                "due_days": 7,
                "test": "max(scan_hue_deg) < 7",
            },
            {
                "action": "A page when the desk's share of a quarter of an hour passes 45 %.",
                "kind": "detect",
                "owner": "on call",
                "due_days": 14,
                "test": "avg(CASE WHEN decision = 'desk' THEN 1 ELSE 0 END) > 0.45",
            },
        ],
        "summary": f"""From minute {first} on the stations sent the hue in radians, which the
            contract takes for degrees, so that every card looked red. The model was unsure of more
            cards than usual, and misfiled some. A ticket told of the shift after eight minutes and
            waited for the next day; the desk's call came {detected - first} minutes after the
            first bad one. Until the old software was back and cards were filed again in minute
            {resolved}, the morning cost ${lost:.2f} more than a healthy one. Desk only was the
            dearer choice, by ${stopgap:.2f}: a card at the desk costs more than these bad cards did.""",
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_4 = check("6.4", postmortem)
    verdict_6_4
    return (verdict_6_4,)


@app.cell
def _(verdict_6_4):
    mo.stop(not verdict_6_4.passed, mo.md("*Unlocks when the check passes.*"))
    _told = postmortem()
    mo.vstack(
        [
            mo.md(" ".join(_told["summary"].split()).replace("$", r"\$")),
            pl.DataFrame(_told["timeline"], schema=["minute", "event"], orient="row"),
            pl.DataFrame(_told["actions"]),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.5 A runbook, used

    At four in the morning you will do what the page in front of you says. A page that begins with
    a rollback rolls back; each wrong action costs the harm that goes on meanwhile, and one that was
    not needed costs a quiet morning. So write it as data, and have it *walked*.

    Below are eight recorded mornings: what each look finds, and what each action recovered of the
    harm when it was tried on them: of the dollars beyond a quiet morning's, and where no audit has
    come, nothing before it does, since nobody could tell. The check walks your runbook over these,
    and over eight that are not shown: some are quiet, in some a fault touches only a third of the
    trays, and in some a release came shortly before that has done nothing. Out of scope: two faults
    at once.

    | look | finds, for the cards of the last quarter of an hour |
    |---|---|
    | `late_share` | share of cards answered after 100 ms; they go to the desk |
    | `lookup_share` | of the time of an answer, the share that the catalogue's look-up takes |
    | `desk_share`, `median_confidence` | share of cards at the desk, the median confidence |
    | `top_type_share` | share of cards answered with the most common type |
    | `audit_age_h` | hours since labels of the random audit came; they come once a day |
    | `audit_misfiled` | wrong ones among the filed cards of the last day's audit |
    | `labels_wrong` | wrong answers among all labels of the last day, of desk and audit together |
    | `largest_shift` | the largest KS distance of hue, saturation or brightness to the catalogue |
    | `release_lead_min` | minutes from the last release to the first bad minute (or until now) |

    `audit_misfiled` finds nothing while no audit has come, `release_lead_min` where nothing was
    released. `usd_a_card` and `usd_when_quiet`, at the table's end, are no looks: they were reckoned
    afterwards, with the truth of every card. The shop promises: one answer in a thousand late at
    most, 45 % at the desk, 10 % of the filed cards misfiled, and no type on more than half of the
    cards.
    """)
    return


@app.cell
def _():
    _mornings = pl.read_parquet(DATA / "drills" / "mornings.parquet")
    _tried = pl.read_parquet(DATA / "drills" / "actions.parquet")
    mo.ui.tabs(
        {
            "what the looks find": _mornings.transpose(
                include_header=True, header_name="look", column_names="morning"
            ),
            "what actions recovered": _tried.pivot("morning", index="action", values="recovered"),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `runbook`. Its actions are those of the second tab, and
    `do nothing` and `call for help`. `walk(runbook(), morning).told()` with a row of the first
    table (`to_dicts`) shows you the way that you would go.

    | action | speaks for it, and stands on every way to it |
    |---|---|
    | `roll the service back` | `release_lead_min` |
    | `turn the sender back` (stations, imports) | `largest_shift` |
    | `time the look-up out` | `lookup_share` |
    | `mend the label path` | `audit_age_h` |
    """)
    return


@app.function
def runbook() -> dict[str, dict]:
    """Return {name: step}; a walk begins at the step "start" and ends at an action.

    A step is {"look", "above", "yes", "no"}, and "none" where its look may find nothing. Way:
    "none" if the look finds nothing, "yes" if what it finds is greater than "above", else "no".
    Each way names the next step, or an action. Right on a morning where all promises hold: do
    nothing; on others an action that recovered 90 % of the harm. No way has more than seven looks,
    also none that no morning goes. Every way to a change passes the look of the table above; ways
    that end in another change than those four are refused, and `call for help` is always allowed
    where no recorded morning ends.
    """
    ### BEGIN SOLUTION
    return {
        "start": {"look": "late_share", "above": 0.001, "yes": "slow", "no": "labels"},
        "slow": {
            "look": "lookup_share",
            "above": 0.5,
            "yes": "time the look-up out",
            "no": "release",
        },
        # Without an audit nobody knows what the bins hold, whatever the desk says.
        "labels": {"look": "audit_age_h", "above": 36, "yes": "mend the label path", "no": "desk"},
        "desk": {"look": "desk_share", "above": 0.45, "yes": "cards", "no": "types"},
        "types": {"look": "top_type_share", "above": 0.5, "yes": "cards", "no": "audit"},
        "audit": {
            "look": "audit_misfiled",
            "above": 0.1,
            "yes": "cards",
            "no": "do nothing",
            "none": "call for help",
        },
        # Harm is shown; what was sent comes before what was released, which is only a suspect.
        "cards": {
            "look": "largest_shift",
            "above": 0.2,
            "yes": "turn the sender back",
            "no": "release",
        },
        "release": {
            "look": "release_lead_min",
            "above": 60,
            "yes": "call for help",
            "no": "roll the service back",
            "none": "call for help",
        },
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_5 = check("6.5", runbook)
    verdict_6_5
    return (verdict_6_5,)


@app.cell
def _(verdict_6_5):
    mo.stop(not verdict_6_5.passed, mo.md("*Unlocks when the check passes.*"))
    _walks = {
        one["morning"]: walk(runbook(), one)
        for one in pl.read_parquet(DATA / "drills" / "mornings.parquet").to_dicts()
    }
    pl.DataFrame(
        {"morning": name, "action": one.end, "looks": len(one.looks), "way": one.told()}
        for name, one in _walks.items()
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
    quiz_asked = quiz("06", quiz_tell, seed=quiz_set.value)
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
    journal_page = journal("06")
    journal_page
    return (journal_page,)


if __name__ == "__main__":
    app.run()
