# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb", "marimo>=0.25.2", "ml-engineering-course", "numpy", "pandas", "pandera", "polars", "scipy"]
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
app = marimo.App(app_title="01 Data engineering")

with app.setup(hide_code=True):
    import datetime as dt
    import operator
    import statistics
    import tempfile
    import time
    from functools import reduce
    from pathlib import Path

    import duckdb
    import marimo as mo
    import numpy as np
    import pandas as pd
    import pandera.polars as pa
    import polars as pl
    from pandera.errors import SchemaErrors
    from scipy.stats import chi2_contingency, ks_2samp

    from cardshop.contract import (
        FIELDS,
        HP_RANGE,
        RARITIES,
        VERSION,
        DeliveryError,
        breaches,
        quarantine,
        read_as_sent,
        read_delivery,
        schema_drift,
        trace,
    )
    from cardshop.dataset import (
        delivery_path,
        fingerprint,
        load_cards,
        load_ledger,
        load_species,
    )
    from cardshop.drift import (
        chi_square_by_lot,
        design_effect,
        drift_report,
        intraclass_correlation,
        relabel,
    )
    from classroom.charts import bars, distributions
    from classroom.display import after, code, exercises, figure, ledger, predict, socratic

    SPECIES = load_species()
    DESK_USD, MISFILE_USD = 0.15, 0.60


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    # 01 Data engineering

    **One rule: what you believe about your data is code. Write it down, run it on every delivery,
    and keep the proof.**

    Core part 45 minutes, exercises about two hours. Each section asks you to predict, then runs,
    then explains with the numbers that the cells above it computed.

    The shop's model files a card, or sends it to the *desk*: a person types it for ${DESK_USD:.2f}. A
    misfile costs ${MISFILE_USD:.2f} on average. (Assumptions of the course.)
    """)
    return


@app.cell(hide_code=True)
def _(desk_cards, monday_cards):
    mo.vstack(
        [
            mo.md(r"""
    ## Learning objectives

    1. **Data as code.** Treat schemas and transformations like application code: versioned,
       reviewed, tested.
    2. **Data quality.** Find issues rule by rule, automate the search, and decide what happens to
       a missing or malformed value.
    3. **Reproducible pipelines.** Make transformations deterministic, record lineage, and choose
       between pandas, polars and SQL by measurement.

    ## The ledger so far
    """),
            ledger(
                ("Every card to the desk", -DESK_USD),
                (
                    "If every day were Monday: broken cards, all misfiled",
                    -MISFILE_USD * desk_cards / monday_cards,
                ),
                (
                    "If every day were Monday: broken cards to the desk",
                    -DESK_USD * desk_cards / monday_cards,
                ),
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1. The delivery that looked fine

    Cardshop buys boxes of trading cards and files them by type. A partner has offered 8,000 more
    cards a day, and its first file arrived on Monday at seven. The job read it, wrote a table and
    reported success. By noon two bins held cards that belonged in neither.

    You have what the job had: a file that loads.
    """)
    return


@app.cell
def _():
    monday = pl.read_csv(delivery_path("dirty"))
    sunday = pl.read_csv(delivery_path("clean"))
    pl.DataFrame({"day": ["Sunday", "Monday"], "rows": [sunday.height, monday.height]})
    return monday, sunday


@app.cell(hide_code=True)
def _():
    guess_summary = predict(
        "01.summary",
        "Sunday's file is clean and Monday's is not. Which summary of `hp` gives Monday away?",
        ["the median", "the mean", "the minimum", "none of them"],
    )
    summary_column = mo.ui.dropdown(
        ["hp", "attack_damage", "weight_kg", "scan_saturation", "grade"],
        value="hp",
        label="Column to summarise",
    )
    mo.vstack([guess_summary, summary_column])
    return guess_summary, summary_column


@app.cell
def _(monday, summary_column, sunday):
    def summary(cards: pl.DataFrame, day: str) -> pl.DataFrame:
        value = pl.col(summary_column.value)
        return cards.select(
            pl.lit(day).alias("day"),
            value.len().alias("rows"),
            value.null_count().alias("nulls"),
            value.median().alias("median"),
            value.mean().round(3).alias("mean"),
            value.min().alias("min"),
            value.max().alias("max"),
        )

    summaries = pl.concat([summary(sunday, "Sunday"), summary(monday, "Monday")])
    return (summaries,)


@app.cell(hide_code=True)
def _(guess_summary, monday, summaries, summary_column, sunday):
    after(
        guess_summary,
        mo.vstack(
            [
                mo.ui.table(summaries, selection=None),
                mo.md(
                    f"""
    Both files load with the same column types: **{monday.schema == sunday.schema}**. The mean of `hp`
    moved from {sunday["hp"].mean():.1f} to {monday["hp"].mean():.1f}: nobody would page for it. The
    minimum, **{monday["hp"].min()}**, is impossible, and yet silent about the
    {monday["hp"].null_count() - sunday["hp"].null_count()} cards that lost their value.

    **Change one thing.** Choose another column (now `{summary_column.value}`). Other columns need other
    summaries: the maximum, or the distinct values, which for `card_type` went from
    {sunday["card_type"].n_unique()} to {monday["card_type"].n_unique()}. What if you wrote down what must
    hold in *every row*?
    """
                ),
            ]
        ),
        right="the minimum",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    ## 2. A contract makes a silent mistake loud

    A **data contract** says for each column: type, unit, range, allowed values, whether it may be
    empty. Ours is code, version {VERSION}, reviewed like any other code. Here are three of its
    {len(FIELDS)} columns, in pandera.
    """)
    return


@app.cell
def _(monday):
    def small_contract(hp_range=HP_RANGE):
        columns = {
            "card_id": pa.Column(pl.String, pa.Check.str_matches(r"^PK\d{8}$"), unique=True),
            "hp": pa.Column(pl.Int64, pa.Check.in_range(*hp_range), nullable=False),
            "rarity": pa.Column(pl.String, pa.Check.isin(RARITIES)),
        }
        return pa.DataFrameSchema(columns)

    def failures(cards, contract):
        """Every failing value, not the first one only: that is `lazy=True`."""
        try:
            contract.validate(cards, lazy=True)
        except SchemaErrors as found:
            return found.failure_cases.select("column", "check", "failure_case")
        return pl.DataFrame(schema=dict.fromkeys(("column", "check", "failure_case"), pl.String))

    failures(monday, small_contract()).group_by("column", "check").len().sort("len", "check")
    return failures, small_contract


@app.cell
def _(failures, small_contract, sunday):
    def test_version_2_allows_380_and_refuses_390():
        wider = small_contract((HP_RANGE[0], 380))
        for hp, broken in ((380, 0), (390, 1)):
            one_card = sunday.head(1).with_columns(hp=pl.lit(hp, pl.Int64))
            assert failures(one_card, wider).height == broken, f"hp {hp}"

    test_version_2_allows_380_and_refuses_390()
    mo.md(f"""
    That is a validation test from scratch: a rule, a value on each side of its edge, a message. When
    cards with 380 points come into print, rule, version and test change in one commit, for one review.
    The whole contract does the same for {len(FIELDS)} columns.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_share = predict(
        "01.share",
        "Which share of Monday's rows breaks at least one rule?",
        ["below 1 %", "about 4 %", "about 15 %", "above 30 %"],
    )
    hp_limits = mo.ui.range_slider(
        start=0,
        stop=400,
        step=10,
        value=list(HP_RANGE),
        show_value=True,
        label="What if the contract allowed hp from … to …",
        full_width=True,
    )
    guess_share
    return guess_share, hp_limits


@app.cell
def _():
    delivery = read_delivery(delivery_path("dirty"))
    found = breaches(delivery, SPECIES)
    monday_rows, monday_broken = delivery.height, found["row"].n_unique()
    # A copy of a sound card costs nothing at the desk: the first one is accepted.
    desk_cards = found.filter(pl.col("rule") != "duplicate")["card_id"].n_unique()
    monday_cards = delivery["card_id"].n_unique()
    by_rule = (
        found.group_by(pl.format("{} {}", "column", "rule").alias("rule"))
        .agg(pl.col("row").n_unique().alias("rows"))
        .sort("rows", "rule")
    )
    found.head(5)
    return (
        by_rule,
        delivery,
        desk_cards,
        found,
        monday_broken,
        monday_cards,
        monday_rows,
    )


@app.cell(hide_code=True)
def _(by_rule, found, guess_share, monday_broken, monday_rows):
    _share = monday_broken / monday_rows
    after(
        guess_share,
        mo.vstack(
            [
                figure(*bars(by_rule, category="rule", value="rows", unit="rows in breach")),
                mo.md(
                    f"""
    **{monday_broken} of {monday_rows:,} rows** ({_share:.1%}) show {found.height} breaches of
    {by_rule.height} rules. Each breach names row, column, rule, the value that came and what is
    allowed, so that somebody can ask the partner about it.

    A weight in grams usually breaks two rules. Half a kilogram becomes 500, which no range can refuse:
    only the comparison with the species table sees it. Note what the contract did *not* do: it
    repaired nothing. Whether −10 means "unknown" is the partner's to say.
    """
                ),
            ]
        ),
        right="about 4 %",
    )
    return


@app.cell
def _(failures, hp_limits, monday, small_contract, sunday):
    tried = small_contract(tuple(hp_limits.value))
    out_of_range = pl.col("check").str.starts_with("in_range")
    refused_bad = failures(monday, tried).filter(out_of_range).height
    refused_good = failures(sunday, tried).filter(out_of_range).height
    return refused_bad, refused_good


@app.cell(hide_code=True)
def _(hp_limits, refused_bad, refused_good, sunday):
    mo.vstack(
        [
            hp_limits,
            mo.md(f"""
    With hp from {hp_limits.value[0]} to {hp_limits.value[1]} the range rule stops **{refused_bad}** rows of
    Monday's file and **{refused_good}** of Sunday's {sunday.height:,} sound ones.

    **Change one thing.** Pull the upper end down to 200. A tight range finds no further fault here; it
    only sends good cards back. Ranges come from what is *possible*, not from what was seen last week.
    And none refuses an empty cell, where a comparison is neither true nor false: `nullable=False` does.
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3. Drop, repair or quarantine

    Three habits, three costs. **Dropping** loses a card that nobody will ask about. **Repairing**
    guesses: a weight of 57,500 may be grams, or a typing error. **Quarantine** keeps the row as it
    came, with its reasons, and sends the card to the desk for $0.15.
    """)
    return


@app.cell
def _(delivery):
    split = quarantine(delivery, SPECIES)
    assert split.accepted.height + split.quarantined.height == delivery.height
    split.quarantined.select("row", "card_id", "hp", "weight_kg", "reasons").head(4)
    return (split,)


@app.cell(hide_code=True)
def _():
    misfiled_share = mo.ui.slider(
        start=0,
        stop=100,
        step=5,
        value=50,
        show_value=True,
        label="Of the broken cards, share that would be misfiled if nobody looked (%)",
        full_width=True,
    )
    misfiled_share
    return (misfiled_share,)


@app.cell
def _(desk_cards, misfiled_share):
    silent_usd = desk_cards * misfiled_share.value / 100 * MISFILE_USD
    quarantine_usd = desk_cards * DESK_USD
    break_even = DESK_USD / MISFILE_USD
    return break_even, quarantine_usd, silent_usd


@app.cell(hide_code=True)
def _(
    break_even,
    desk_cards,
    misfiled_share,
    monday_broken,
    quarantine_usd,
    silent_usd,
):
    mo.md(f"""
    | what happens to Monday's {desk_cards} broken cards | cost |
    |:---|:---|
    | filed as they are, {misfiled_share.value} % of them wrongly | ${silent_usd:.2f} |
    | quarantined, typed at the desk | ${quarantine_usd:.2f} |

    Quarantine is cheaper once more than **{break_even:.0%}** would be misfiled: ${DESK_USD:.2f} against
    ${MISFILE_USD:.2f}, the shop's assumed prices.

    Monday's {monday_broken} broken rows are {desk_cards} cards: a copy of a sound card needs no desk, and
    rows that contradict each other are one card.

    **Change one thing.** Move the slider to the break-even. How would you prove *next month* which rows
    went in?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_twice = predict(
        "01.twice",
        "`group_by` runs 20 times on one table. How many different tables come out?",
        ["1: the input is the same", "2 or more"],
    )
    digits = mo.ui.slider(
        start=4, stop=17, value=17, show_value=True, label="Digits kept of a mean of decimals"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 4. The same input, twice

    A colleague retrains last month's model and gets another one. The file is the same, the code is
    the same. Something in between was not.
    """),
            guess_twice,
            digits,
        ]
    )
    return digits, guess_twice


@app.cell
def _(digits):
    cards = load_cards()
    many_cards = pl.concat([cards] * 50, rechunk=True)
    per_hp = (pl.col("attack_damage") / pl.col("hp")).mean().alias("per_hp")

    def tables_in_20_runs(groups, mean: pl.Expr, *, in_order: str | None) -> int:
        rounded = pl.selectors.float().round_sig_figs(digits.value)
        means = (groups.agg(mean).with_columns(rounded) for _ in range(20))
        return len({fingerprint(one.sort(in_order) if in_order else one) for one in means})

    by_set, by_country = cards.group_by("set_code"), many_cards.group_by("seller_country")
    unsorted_tables = tables_in_20_runs(by_set, pl.col("hp").mean(), in_order=None)
    sorted_tables = tables_in_20_runs(by_set, pl.col("hp").mean(), in_order="set_code")
    decimal_tables = tables_in_20_runs(by_country, per_hp, in_order="seller_country")
    one_column = (cards["attack_damage"] / cards["hp"]).to_list()
    orders = (one_column, sorted(one_column), sorted(one_column, reverse=True))
    sums = {reduce(operator.add, values) for values in orders}
    return cards, decimal_tables, many_cards, sorted_tables, sums, unsorted_tables


@app.cell(hide_code=True)
def _(
    decimal_tables,
    digits,
    guess_twice,
    many_cards,
    sorted_tables,
    sums,
    unsorted_tables,
):
    after(
        guess_twice,
        mo.md(f"""
    20 runs gave **{unsorted_tables} tables** as they came, **{sorted_tables}** once sorted. polars puts
    groups into a hash table with a new random seed each time, and promises no order.

    Order reaches into numbers, too: one column added in three orders gave {len(sums)} sums, at most
    {max(sums) - min(sums):.0e} apart. Sorted means of a decimal over {many_cards.height:,} rows came in
    **{decimal_tables}** version(s) with {digits.value} digits kept: threads share the adding as they come.

    **Change one thing.** Keep fewer digits. Sums of whole numbers need no rounding.
    """),
        right="2 or more" if unsorted_tables > 1 else "1: the input is the same",
    )
    return


@app.cell
def _():
    def run(made_at: dt.datetime) -> str:
        path = delivery_path("dirty")
        split = quarantine(read_delivery(path), SPECIES)
        used = {"species_sha256": fingerprint(SPECIES), "polars": pl.__version__}
        return trace(path, split, made_at=made_at, parameters=used).to_json()

    monday_at_seven = dt.datetime(2026, 11, 16, 7, tzinfo=dt.UTC)
    record = run(monday_at_seven)
    assert record == run(monday_at_seven)
    code(record, "json")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    This is **lineage**: what went in, what came out, by which contract, reference table and library.
    The cell above ran the pipeline twice and compared. The hash of the contract's own source is in it,
    so a changed rule shows even when nobody raised its version. The time is an *argument*: a record
    that asks the clock can never be compared with itself.

    Where randomness hides: file order, set and hash order, threads, time zones, the clock, guessed
    types, unseeded sampling. Exercise 1.2 has most of them.
    """)
    return


@app.cell(hide_code=True)
def _():
    renamed = mo.ui.dropdown(
        ["hp", "grade", "scan_hue_deg", "card_type"], value="hp", label="Column that is renamed"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 5. Somebody renamed a column

    An upstream team renames a column on Friday. Nobody tells you. What happens next is decided by
    the code that you wrote months ago.
    """),
            renamed,
        ]
    )
    return (renamed,)


@app.cell
def _(renamed, sunday):
    friday = sunday.rename({renamed.value: f"{renamed.value}_v2"})
    appended = pl.concat([sunday, friday], how="diagonal")
    silent_nulls = appended[renamed.value].null_count() - sunday[renamed.value].null_count()
    with tempfile.TemporaryDirectory() as _folder:
        friday.write_csv(_path := Path(_folder) / "friday.csv")
        try:
            refusal = f"{read_delivery(_path).height} rows accepted"
        except DeliveryError as _error:
            refusal = str(_error)
    all_nulls = appended[renamed.value].null_count()
    return all_nulls, appended, refusal, silent_nulls


@app.cell(hide_code=True)
def _(all_nulls, appended, refusal, renamed, silent_nulls):
    mo.md(f"""
    Appending with `how="diagonal"` *works*: **{silent_nulls:,} of {appended.height:,}** rows lost their
    `{renamed.value}` ({all_nulls:,} are empty now), and the values stand under another name. A plain
    `concat` would have refused. So does the contract, from the header line alone:

    > {refusal}

    **Change one thing.** Compare `grade`, which may be empty, with `hp`. Where nulls are allowed a null
    check stays silent; the check of *names* does not.
    """)
    return


@app.cell
def _(cards):
    partner = read_as_sent(delivery_path("partner"))
    proposals = schema_drift(partner, cards.select(list(FIELDS)))
    proposals.filter(pl.col("status") != "missing").drop("evidence")
    return partner, proposals


@app.cell(hide_code=True)
def _(partner, proposals):
    _changed = proposals.filter(pl.col("status") == "changed").height
    _missing = proposals.filter(pl.col("status") == "missing").height
    _names = len(set(partner.columns) & set(FIELDS))
    mo.md(f"""
    Another partner's drop has {partner.width} columns, and {_names} of their names is ours to the letter.
    The comparison proposes {_changed} pairs from names *and* values, with units, and finds nothing for
    {_missing} of our columns.

    It proposes; a person decides. Values cannot tell hit points from damage when both are tens, and a
    name without a unit cannot tell inches from metres. Look at `hp`: the names agree, *the values lie
    elsewhere*. Is that a unit, an error, or news?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_lots = predict(
        "01.lots",
        "Sunday's lots were drawn from the same sellers as the reference. A chi-square test on "
        "`seller_country`, card by card, gives which p-value?",
        ["above .05", "between .05 and .001", "below .001"],
    )
    drift_column = mo.ui.dropdown(
        ["seller_country", "language", "scan_brightness", "rarity", "hp"],
        value="language",
        label="Column whose lots are dealt again",
    )
    moved_by = mo.ui.slider(
        start=0, stop=40, step=10, value=10, show_value=True, label="Points added to Sunday's hp"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 6. Is it different, or only another box?

    Every delivery differs from the last. A test asks whether it differs by more than chance, and
    chance has a unit here: the **lot**, a box of 25 cards from one seller, scanned at one station.
    """),
            guess_lots,
        ]
    )
    return drift_column, guess_lots, moved_by


@app.function
def card_by_card(values, is_current) -> float:
    """The p-value of a test that takes every card for an independent observation."""
    if values.dtype.is_numeric():
        return ks_2samp(values.filter(~is_current), values.filter(is_current)).pvalue
    counts = pl.DataFrame({"value": values, "current": is_current}).pivot(  # noqa: PD010  polars
        "current", index="value", aggregate_function="len", values="current"
    )
    return chi2_contingency(counts.drop("value").fill_null(0).to_numpy()).pvalue


@app.cell
def _(cards, sunday):
    both = pl.concat([cards, sunday], how="diagonal_relaxed").select("lot_id", "seller_country")
    is_sunday = pl.Series([False] * cards.height + [True] * sunday.height)
    country_p = card_by_card(both["seller_country"], is_sunday)
    lots = relabel(cards["lot_id"], sunday["lot_id"], permutations=400, seed=1)
    country_by_lot = chi_square_by_lot(cards["seller_country"], sunday["seller_country"], lots)
    return country_by_lot, country_p


@app.cell(hide_code=True)
def _(country_by_lot, country_p, guess_lots, sunday):
    _answers = {"below .001": 0.001, "between .05 and .001": 0.05, "above .05": 2.0}
    after(
        guess_lots,
        mo.md(f"""
    Card by card p = **{country_p:.1g}**, lot by lot p = **{country_by_lot.p_value:.2g}**. Only the second
    knows that a seller has one country: {sunday.height:,} cards are {sunday["lot_id"].n_unique()}
    observations, and the first counts each of them 25 times.

    Here p is the share of relabelled lots that reach at least what was seen, *if nothing changed*. It is
    not the chance that nothing changed, and a large p is no proof of sameness.
    """),
        right=next(name for name, top in _answers.items() if country_p < top),
    )
    return


@app.cell
def _(cards, drift_column):
    values, dealt = cards[drift_column.value], np.random.default_rng(1)
    lot_ids = cards["lot_id"].unique().sort()
    deals = [
        cards["lot_id"].is_in(dealt.choice(lot_ids, 160, replace=False).tolist())
        for _ in range(100)
    ]
    false_alarms = sum(card_by_card(values, deal) < 0.05 for deal in deals) / len(deals)
    # Of a name: how alike the cards of a lot are in having the most common one.
    number = values if values.dtype.is_numeric() else values == values.mode().sort()[0]
    alike = intraclass_correlation(number.cast(pl.Float64), cards["lot_id"])
    return alike, deals, false_alarms, lot_ids


@app.cell(hide_code=True)
def _(alike, deals, drift_column, false_alarms, lot_ids):
    _dealt = int(deals[0].sum())
    _as_many = _dealt / design_effect(max(alike, 0.0), 25)
    mo.vstack(
        [
            drift_column,
            mo.md(f"""
    `{drift_column.value}`: {max(alike, 0.0):.2f} of the variance lies between lots, so {_dealt:,} cards tell
    as much about its mean or share as {_as_many:,.0f} independent ones. Dealt {len(deals)} times from the
    reference's own {len(lot_ids)} lots, where *nothing* changed, the card-by-card test alarms at .05 in **{false_alarms:.0%}** of the
    deals instead of 5 %.

    **Change one thing.** Choose other columns, and watch both numbers go together.
    """),
        ]
    )
    return


@app.cell
def _(cards, moved_by, sunday):
    moved = sunday.with_columns(pl.col("hp") + moved_by.value)
    kinds = {"hp": "number", "scan_hue_deg": "angle", "rarity": "category"}
    verdicts = drift_report(cards, moved, seed=1, kinds=kinds, permutations=400)
    verdicts.select("column", pl.col("p_value", "q_value").round(4), "effect", "unit", "verdict")
    return moved, verdicts


@app.cell(hide_code=True)
def _(cards, moved, moved_by, verdicts):
    _newest = cards.filter(pl.col("release_date").dt.year() >= 2023)
    mo.vstack(
        [
            moved_by,
            figure(
                *distributions(
                    {"reference": cards["hp"], "Sunday, moved": moved["hp"]},
                    quantity="hp",
                    unit="points",
                    step=10,
                )
            ),
            mo.md(f"""
    With {moved_by.value} points added, `hp` is called **{verdicts["verdict"][0]}**
    (q = {verdicts["q_value"][0]:.3f}). Angles have a test of their own: 359 lies beside 1.

    A verdict says *other*, not *wrong*. Cards of 2023 and later average {_newest["hp"].mean():.0f} points
    in our catalogue, against {cards["hp"].mean():.0f} overall: a box of new sets is news. And twenty
    steady columns tested at .05 give one false alarm a day on average; q-values (Benjamini and Hochberg,
    1995) hold down the *expected* share of false alarms.

    **Change one thing.** Find the smallest shift that is noticed. Would it cost money?
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    copies = mo.ui.dropdown(
        {"12,000 rows": 1, "120,000 rows": 10, "1,200,000 rows": 100},
        value="120,000 rows",
        label="Rows",
    )
    guess_engine = predict(
        "01.engine",
        "At 120,000 rows, which takes longest on this machine?",
        ["pandas as usually written", "pandas with categories", "polars", "DuckDB"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 7. pandas, polars or SQL: measure on your machine

    The desk wants a report: per country and rarity the number of cards, mean hp, and the share of
    attacks that start with Quick or Wild. Five programs, one answer, timed here and now.
    """),
            guess_engine,
            copies,
        ]
    )
    return copies, guess_engine


@app.cell
def _():
    def with_pandas(cards):
        generic = cards["attack_name"].str.startswith(("Quick ", "Wild "))
        groups = cards.assign(generic=generic).groupby(["seller_country", "rarity"], as_index=False)
        return groups.agg(cards=("hp", "size"), hp=("hp", "mean"), generic=("generic", "mean"))

    def with_pandas_categories(cards):
        # The prefix is tested once per distinct name, and groups are whole numbers.
        names = cards["attack_name"].cat
        generic = names.categories.str.startswith(("Quick ", "Wild "))[names.codes]
        keys = ["seller_country", "rarity"]
        groups = cards.assign(generic=generic).groupby(keys, as_index=False, observed=True)
        return groups.agg(cards=("hp", "size"), hp=("hp", "mean"), generic=("generic", "mean"))

    return with_pandas, with_pandas_categories


@app.cell
def _():
    def with_polars(cards):
        name = pl.col("attack_name").cast(pl.String)
        generic = name.str.starts_with("Quick ") | name.str.starts_with("Wild ")
        groups = cards.group_by("seller_country", "rarity")
        return groups.agg(
            pl.len().alias("cards"), pl.col("hp").mean(), generic.mean().alias("generic")
        )

    def with_duckdb(connection):
        return connection.sql("""
            select seller_country, rarity, count(*) as cards, avg(hp) as hp,
                   avg((starts_with(attack_name, 'Quick ')
                        or starts_with(attack_name, 'Wild '))::int) as generic
            from cards group by all
        """).fetchall()

    return with_duckdb, with_polars


@app.cell
def _(cards, copies):
    columns = ["seller_country", "rarity", "hp", "attack_name"]
    many = pl.concat([cards.select(columns)] * copies.value)
    texts = [name for name in columns if name != "hp"]
    in_enums = many.cast({name: pl.Enum(cards[name].unique().sort()) for name in texts})
    in_pandas = pd.DataFrame({name: many[name].to_list() for name in columns})
    in_categories = in_pandas.astype(dict.fromkeys(texts, "category"))
    in_duckdb = duckdb.connect()
    with tempfile.TemporaryDirectory() as _folder:
        many.write_parquet(_file := f"{_folder}/many.parquet")
        in_duckdb.execute(f"create table cards as from '{_file}'")
    return in_categories, in_duckdb, in_enums, in_pandas, many


@app.cell
def _(
    in_categories,
    in_duckdb,
    in_enums,
    in_pandas,
    many,
    with_duckdb,
    with_pandas,
    with_pandas_categories,
    with_polars,
):
    programs = {
        "pandas as usually written": lambda: with_pandas(in_pandas),
        "pandas with categories": lambda: with_pandas_categories(in_categories),
        "polars": lambda: with_polars(many),
        "polars with categories": lambda: with_polars(in_enums),
        "DuckDB": lambda: with_duckdb(in_duckdb),
    }
    return (programs,)


@app.cell
def _(programs):
    def took_ms(program) -> float:
        started = time.perf_counter()
        program()
        return 1000 * (time.perf_counter() - started)

    # The first round is not counted: it pays for warming up.
    rounds = [
        {name: took_ms(program) for name, program in programs.items()}
        for _ in mo.status.progress_bar(range(6), title="Interleaved rounds", remove_on_exit=True)
    ][1:]
    medians = {name: statistics.median(one[name] for one in rounds) for name in programs}
    timed = pl.DataFrame({"program": list(medians), "wall ms": list(medians.values())})
    return (timed,)


@app.cell
def _(programs):
    def same_form(result) -> list[tuple]:
        if isinstance(result, pd.DataFrame):
            result = result.astype({"seller_country": str, "rarity": str}).itertuples(index=False)
        rows = result.rows() if isinstance(result, pl.DataFrame) else result
        return sorted(
            (country, rarity, n, round(hp, 9), round(g, 9)) for country, rarity, n, hp, g in rows
        )

    answers = {name: same_form(program()) for name, program in programs.items()}
    assert all(answer == answers["polars"] for answer in answers.values())
    return


@app.cell(hide_code=True)
def _(copies, guess_engine, timed):
    _wall = dict(timed.select("program", "wall ms").rows())
    _asked = {name: _wall[name] for name in guess_engine.options.values()}

    _ratio = {name: _wall[name] / _wall["polars"] for name in _wall}
    after(
        guess_engine,
        mo.vstack(
            [
                figure(*bars(timed, category="program", value="wall ms", unit="ms, median of 5")),
                mo.md(f"""
    At {copies.selected_key}, pandas as usually written takes **{_ratio["pandas as usually written"]:.1f} times**
    the time of polars on text, pandas with categories **{_ratio["pandas with categories"]:.1f} times**. All
    gave the same rows. pandas works on one core; polars had {pl.thread_pool_size()}. Conversions are not
    timed, and text is slow in pandas *here*: it is stored as Python objects, because this environment
    leaves pyarrow out. With pyarrow much of the gap closes.

    **Change one thing.** Choose another size, and see which ratios hold.
    """),
            ]
        ),
        right=max(_asked, key=_asked.get),
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | take | when |
    |:---|:---|
    | **polars** | a pipeline of your own: strict types, null apart from NaN, lazy plans, all cores |
    | **pandas** | a library wants it, the table is small, the team reads it best |
    | **SQL (DuckDB)** | data lies in files or a warehouse, and analysts will read the query |

    "polars is ten times faster" is no law. It depends on the operation, on rows and cores, and on how
    well the other side was written.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 8. Read a failing test like a letter

    The gate is red at nine in the morning. Two ways of writing the same test, two mornings.
    """)
    return


@app.cell
def _(found):
    groups = found.group_by("column", "rule").agg(pl.len(), pl.first("row"), pl.first("value"))
    telling = "\n".join(
        f"{column} {rule}: {n} rows, first row {row} has {value!r}"
        for column, rule, n, row, value in groups.sort("len", "column", descending=True).rows()
    )
    mo.vstack(
        [
            mo.md("`assert found.height == 0` says, in pytest:"),
            code(f"assert {found.height} == 0", "text"),
            mo.md("`assert found.is_empty(), telling` says:"),
            code(telling, "text"),
        ]
    )
    return


@app.cell
def _(delivery):
    facts = SPECIES.select(pl.col("dex_no").cast(pl.String), true_kg="weight_kg")
    weights = (
        delivery.join(facts, on="dex_no", how="left", maintain_order="left")
        .with_columns(ratio=pl.col("weight_kg").cast(pl.Float64) / pl.col("true_kg"))
        .filter((pl.col("ratio") - 1).abs() > 0.05)
    )
    weights.select("card_id", "species", "weight_kg", "true_kg", "ratio").head(3)
    return (weights,)


@app.cell(hide_code=True)
def _(weights):
    mo.md(f"""
    The second message is a diagnosis half done. `weight_kg` fails against the species table in
    {weights.height} rows, and what came divided by what is true lies between
    **{weights["ratio"].min():,.0f}** and **{weights["ratio"].max():,.0f}**. One cause, not
    {weights.height}: somebody sent grams.

    Read a failure in this order: *which rule*, *how many rows*, *which value*, *what do those rows
    share*. Then ask what one change upstream would explain them all.
    """)
    return


@app.cell
def _(found):
    planted = load_ledger()
    missed = set(planted["row"]) - set(found["row"])
    too_many = set(found["row"]) - set(planted["row"])
    len(missed), len(too_many)
    return missed, planted, too_many


@app.cell(hide_code=True)
def _(missed, planted, too_many):
    mo.md(f"""
    Is the contract itself right? The course planted Monday's errors and lists what rules can find of
    them, {planted.height} entries. The contract missed **{len(missed)}** of those rows and accused
    **{len(too_many)}** sound ones: two programs agree, no more. A card with 40 hit points too many,
    inside the range, would be in neither list. Checks need tests of their own.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Industry context

    - **Google** validates training and serving data against a schema that people review: Breck et
      al., *Data Validation for Machine Learning*, MLSys 2019.
    - **Amazon** built "unit tests for data", declared as constraints: Schelter et al., *Automating
      Large-Scale Data Quality Verification*, VLDB 2018.
    - Of 53 AI practitioners in high-stakes domains, 92 % had met "data cascades", compounding harm from
      neglected data work: Sambasivan et al., CHI 2021.
    """)
    return


@app.cell(hide_code=True)
def _():
    why_twice = socratic(
        "01.twice",
        "**1.** You run your pipeline twice on the same input. Will the output be identical? What "
        "would you have to know to be sure?",
        "Only if every source of variation is closed: order of files and groups, sets and salted "
        "hashes, threads, seeds, clock, time zone, versions, guessed types. You trust it when the "
        "hash of the output stays the same, on another machine and in another process, and a test "
        "says so on every change. Unequal hashes disprove it; equal ones never prove the next run, "
        "and equal row counts are no evidence at all.",
    )
    why_production = socratic(
        "01.production",
        "**2.** A model did well in training and fails in production, and the data looks similar. "
        "What could be wrong?",
        "Units or encodings differ while distributions look alike; a column is filled in later than "
        "it was in training (leakage); a default replaces nulls; features are computed by another "
        "piece of code; the population is another (new sets); labels arrive late and biased. "
        '"Looks similar" was probably said of summaries column by column: look at rows, at '
        "relations between columns, and at *when* each value became known.",
    )
    why_renamed = socratic(
        "01.renamed",
        "**3.** Somebody renames a column upstream. How do you notice before your model breaks?",
        "Check names at the border, before anything else, and fail there with the missing and the "
        "extra names. Do not read by position, and do not append tables by union of columns. Better "
        "still, let the producer run your contract in *their* tests, so that the change fails on "
        "their side first. An alarm on the null rate is the last line, not the first.",
    )
    why_engine = socratic(
        "01.engine",
        "**4.** When would you choose polars over pandas, and when stay with pandas?",
        "polars for pipelines you own: larger tables, strict types, nulls kept apart from NaN, lazy "
        "plans. pandas where a library expects it, the data is small, or the team's code and "
        "knowledge are in it: rewriting working code has a price, and section 7 shows how much of "
        "the gap a better pandas closes. Measure the operation that hurts, on your sizes.",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## Socratic questions

    Write or think first, then compare. What you write here is kept when you come back.
    """),
            why_twice,
            why_production,
            why_renamed,
            why_engine,
        ],
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Common pitfalls

    - **Comparing with null.** In polars and SQL `hp > 0` is null for an empty cell, and a filter and its
      negation both lose the row. pandas' default counts it on the negated side.
    - **Letting types be guessed.** `0012` becomes 12 where all ids look like numbers.
    - **Repairing in silence.** A repaired value looks like a measured one forever.
    - **Ranges from last week's data.** The next honest card is refused.
    - **Testing cards when lots arrived.** Alarms come from sampling, and people stop reading them.
    - **Drift before schema.** Inches are reported as a change in the world.
    - **A contract without an owner.** Somebody has to call the partner.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Aha moments

    - A file can load, keep its types and its mean, and still be wrong in one row of twenty-five.
    - The same code on the same data gives another table. Sorting fixes the rows, not the last digit.
    - Four thousand cards can be a hundred and sixty observations.

    ## You have mastered this when you can

    - write a data validation test from scratch in ten minutes
    - explain to a junior engineer why data and schemas are versioned
    - find the cause of a data quality issue by reading test failures
    - choose pandas, polars or SQL for a given task, and say why

    **Teach** one of the four to a colleague. **Apply** one rule to a table of your own. **Debug**:
    which failure of last month would a contract have stopped?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack([mo.md("## Exercises"), exercises("01")])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Further reading

    - Sculley et al., [Hidden Technical Debt in Machine Learning Systems](https://papers.nips.cc/paper/5656-hidden-technical-debt-in-machine-learning-systems), NeurIPS 2015: data dependencies cost more than code dependencies
    - Breck et al., [Data Validation for Machine Learning](https://mlsys.org/Conferences/2019/doc/2019/167.pdf), MLSys 2019
    - [pandera](https://pandera.readthedocs.io), [polars user guide](https://docs.pola.rs), [DuckDB documentation](https://duckdb.org/docs)
    - Benjamini and Hochberg, *Controlling the False Discovery Rate*, JRSS B, 1995
    - Goldberg, *What Every Computer Scientist Should Know About Floating-Point Arithmetic*, 1991
    """)
    return


if __name__ == "__main__":
    app.run()
