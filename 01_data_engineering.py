# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb", "marimo>=0.25.2", "ml-engineering-course", "numpy", "pandas", "polars", "scipy"]
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
    import statistics
    import tempfile
    import time
    from pathlib import Path

    import duckdb
    import marimo as mo
    import numpy as np
    import pandas as pd
    import polars as pl
    from scipy.stats import chi2_contingency, ks_2samp

    from cardshop.contract import (
        FIELDS,
        HP_RANGE,
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
        drift_report,
        intraclass_correlation,
        ks_by_lot,
        relabel,
    )
    from classroom.charts import bars, distributions
    from classroom.display import after, figure, ledger, predict, show_source, socratic

    SPECIES = load_species()
    DESK_USD, MISFILE_USD = 0.15, 0.60


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # 01 Data engineering

    **One rule: what you believe about your data is code. Write it down, run it on every delivery,
    and keep the proof.**

    Core part 45 minutes, exercises about two hours. Each section asks you to predict, then runs,
    then explains with the numbers that the cells above it computed.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Learning objectives

    1. **Data as code.** Treat schemas and transformations like application code: versioned,
       reviewed, tested.
    2. **Data quality.** Find issues rule by rule, automate the search, and decide what happens to
       a missing or malformed value.
    3. **Reproducible pipelines.** Make transformations deterministic, record lineage, and choose
       between pandas, polars and SQL by measurement.
    """)
    return


@app.cell(hide_code=True)
def _(clean_split, monday_broken, monday_rows):
    mo.vstack(
        [
            mo.md("## The ledger so far"),
            ledger(
                ("Every card to the desk", -DESK_USD),
                (
                    "Monday's broken cards, all misfiled (the worst case)",
                    -MISFILE_USD * monday_broken / monday_rows,
                ),
                (
                    "Monday's broken cards, sent to the desk",
                    -DESK_USD * monday_broken / monday_rows,
                ),
            ),
            mo.md(
                f"A clean delivery of {clean_split.accepted.height:,} cards costs nothing extra here. "
                "The lines about Monday are computed below, from the delivery itself."
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
        ["the count of rows", "the mean", "the minimum", "none of them"],
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
    Both files load with the same column types: **{monday.schema == sunday.schema}**. The mean of
    `hp` moved from {sunday["hp"].mean():.1f} to {monday["hp"].mean():.1f}: nobody would page for it.
    The minimum is **{monday["hp"].min()}**, and no card has negative hit points. Even so, it is silent about the {monday["hp"].null_count() - sunday["hp"].null_count()} cards that
    lost their value.

    **Change one thing.** Choose another column (now `{summary_column.value}`). Each fault shows in
    another summary, and a lower-case type name shows in none. Watching summaries means knowing
    beforehand which one to watch. What if you wrote down what must hold for *every row*?
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
    empty. Ours is a table in code, version {VERSION}, reviewed like any other code. Here are a
    few of its {len(FIELDS)} columns.
    """)
    return


@app.cell
def _():
    def in_words(name: str) -> dict:
        field = FIELDS[name]
        allowed = field.span_in_words() if field.span else ", ".join(field.domain) or field.example
        return {
            "column": name,
            "type": field.type_in_words(),
            "allowed": allowed,
            "may be empty": field.nullable,
        }

    pl.DataFrame(
        [in_words(name) for name in ("card_id", "hp", "rarity", "grade", "scan_saturation")]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_share = predict(
        "01.share",
        "Which share of Monday's rows breaks at least one rule?",
        ["below 1 %", "about 4 %", "about 15 %", "above 30 %"],
    )
    guess_share
    return (guess_share,)


@app.cell
def _():
    delivery = read_delivery(delivery_path("dirty"))
    found = breaches(delivery, SPECIES)
    monday_rows, monday_broken = delivery.height, found["row"].n_unique()
    by_rule = (
        found.group_by(pl.format("{} {}", "column", "rule").alias("rule"))
        .agg(pl.col("row").n_unique().alias("rows"))
        .sort("rows", "rule")
    )
    found.head(5)
    return by_rule, delivery, found, monday_broken, monday_rows


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
    **{monday_broken} of {monday_rows:,} rows** ({_share:.1%}) break {found.height} rules between
    them: one bad weight breaks two. Each breach names row, column, rule, the value that came and
    what is allowed, so that somebody can ask the partner about it.

    Note what the contract did *not* do: it repaired nothing. Whether −10 means "unknown" is the
    partner's to say.
    """
                ),
            ]
        ),
        right="about 4 %",
    )
    return


@app.cell(hide_code=True)
def _():
    hp_limits = mo.ui.range_slider(
        start=0,
        stop=400,
        step=10,
        value=list(HP_RANGE),
        show_value=True,
        label="What if the contract allowed hp from … to …",
        full_width=True,
    )
    hp_limits
    return (hp_limits,)


@app.cell
def _(hp_limits, monday, sunday):
    refused_good = sunday.filter(~pl.col("hp").is_between(*hp_limits.value)).height
    refused_bad = monday.filter(~pl.col("hp").is_between(*hp_limits.value)).height
    return refused_bad, refused_good


@app.cell(hide_code=True)
def _(hp_limits, refused_bad, refused_good, sunday):
    mo.md(f"""
    With hp from {hp_limits.value[0]} to {hp_limits.value[1]} the range rule stops **{refused_bad}**
    rows of Monday's file and **{refused_good}** of Sunday's {sunday.height:,} sound ones.

    **Change one thing.** Pull the upper end down to 200. A tight range finds no fault that a wide
    one misses here; it only sends good cards back. Ranges come from what is *possible*, not from
    what was seen last week. And no range at all refuses the empty cells: `is_between` gives null
    for null, and a filter drops null from both answers.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack(
        [
            show_source(breaches),
            mo.md(r"""
    The checks run on pandera; what it cannot say row by row (copies, two contents for one id) is
    added here. Now you know which rows are wrong. What should happen to them?
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3. Drop, repair or quarantine

    Three habits, three costs. **Dropping** loses a card that nobody will ask about. **Repairing**
    guesses: 32,000 may be grams, or a typing error. **Quarantine** keeps the row as it came,
    with its reasons, and sends the card to the desk for $0.15.
    """)
    return


@app.cell
def _(delivery):
    split = quarantine(delivery, SPECIES)
    clean_split = quarantine(read_delivery(delivery_path("clean")), SPECIES)
    assert split.accepted.height + split.quarantined.height == delivery.height
    split.quarantined.select("row", "card_id", "hp", "weight_kg", "reasons").head(4)
    return clean_split, split


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
def _(misfiled_share, monday_broken):
    silent_usd = monday_broken * misfiled_share.value / 100 * MISFILE_USD
    quarantine_usd = monday_broken * DESK_USD
    break_even = DESK_USD / MISFILE_USD
    return break_even, quarantine_usd, silent_usd


@app.cell(hide_code=True)
def _(break_even, misfiled_share, monday_broken, quarantine_usd, silent_usd):
    mo.md(f"""
    | what happens to Monday's {monday_broken} broken cards | cost |
    |:---|:---|
    | filed as they are, {misfiled_share.value} % of them wrongly | ${silent_usd:.2f} |
    | quarantined, typed at the desk | ${quarantine_usd:.2f} |

    Quarantine is cheaper once more than **{break_even:.0%}** of them would be misfiled: ${DESK_USD:.2f}
    against ${MISFILE_USD:.2f}, the shop's assumed prices. A trailing space may do no harm.

    **Change one thing.** Move the slider to the break-even. No row falls between the two tables: the
    `assert` above holds that. But how would you prove *next month* which rows went in?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_twice = predict(
        "01.twice",
        "`group_by` runs 20 times on one table. How many different tables come out?",
        ["1: the input is the same", "2 or more"],
    )
    sorted_first = mo.ui.checkbox(label="Sort the result by set_code")
    mo.vstack(
        [
            mo.md(r"""
    ## 4. The same input, twice

    A colleague retrains last month's model and gets another one. The file is the same, the code is
    the same. Something in between was not.
    """),
            guess_twice,
            sorted_first,
        ]
    )
    return guess_twice, sorted_first


@app.cell
def _(sorted_first):
    cards = load_cards()

    def mean_hp_by_set() -> pl.DataFrame:
        means = cards.group_by("set_code").agg(pl.col("hp").mean())
        return means.sort("set_code") if sorted_first.value else means

    tables_seen = len({fingerprint(mean_hp_by_set()) for _ in range(20)})
    one_column = (cards["attack_damage"] / cards["hp"]).to_list()
    sums = {sum(one_column), sum(sorted(one_column)), sum(sorted(one_column, reverse=True))}
    return cards, sums, tables_seen


@app.cell(hide_code=True)
def _(guess_twice, sorted_first, sums, tables_seen):
    after(
        guess_twice,
        mo.md(f"""
    20 runs gave **{tables_seen} different tables** ({"sorted" if sorted_first.value else "not sorted"}).
    polars splits the work between threads, and the groups come in the order in which they finish:
    the same rows, shuffled. A train/test split by row position then differs from run to run.

    Order reaches even into numbers. Adding one column up in three orders gave
    **{len(sums)} different sums**, {max(sums) - min(sums):.1e} apart: floating-point addition is
    not associative.

    **Change one thing.** Tick the box. One `sort` on a unique key makes the table's hash a name for
    its content.
    """),
        right="2 or more",
    )
    return


@app.cell
def _(split):
    def run(made_at: dt.datetime) -> str:
        return trace(delivery_path("dirty"), split, made_at=made_at).to_json()

    monday_at_seven = dt.datetime(2026, 11, 16, 7, tzinfo=dt.UTC)
    record = run(monday_at_seven)
    assert record == run(monday_at_seven)
    mo.md(f"```json\n{record}\n```")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    This is **lineage**: what went in, what came out, by which contract and code. The hash of the
    contract's own source is in it, so a changed rule shows even when nobody raised its version.
    The time is an *argument*: a record that asks the clock can never be compared with itself.

    Where randomness hides: file order, set and hash order, threads, time zones, the clock, guessed
    types, unseeded sampling. Exercise 1.2 has them all.
    """)
    return


@app.cell(hide_code=True)
def _():
    renamed = mo.ui.dropdown(
        ["hp", "grade", "scan_hue_deg", "card_type"], value="grade", label="Column that is renamed"
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
    return appended, refusal, silent_nulls


@app.cell(hide_code=True)
def _(appended, refusal, renamed, silent_nulls):
    mo.md(f"""
    Without a contract, appending Friday to Sunday *works*: `{renamed.value}` is null in
    **{silent_nulls:,} of {appended.height:,}** rows, a model fills them with a default, and
    accuracy sinks over weeks. With the contract, the first line of Friday's file is enough:

    > {refusal}

    **Change one thing.** Rename `grade`, which may be empty. A null check alone stays silent there;
    the check of *names* does not.
    """)
    return


@app.cell
def _(cards):
    partner = read_as_sent(delivery_path("partner"))
    proposals = schema_drift(partner, cards)
    proposals.filter(pl.col("status") != "missing").drop("evidence")
    return partner, proposals


@app.cell(hide_code=True)
def _(partner, proposals):
    _changed = proposals.filter(pl.col("status") == "changed").height
    _missing = proposals.filter(pl.col("status") == "missing").height
    _same = partner.width - _changed - proposals.filter(pl.col("status") == "extra").height
    mo.md(f"""
    The second partner's drop has {partner.width} columns, and {_same} of them are ours to the
    letter. The comparison proposes {_changed} pairs from names *and* values, with units, and finds
    nothing for {_missing} of our columns.

    It proposes; a person decides. Values cannot tell hit points from damage when both are tens, and
    names cannot tell inches from metres. Look at `hp`: the names agree, *the values lie elsewhere*.
    Is that a unit, an error, or news?
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
        ["seller_country", "language", "rarity", "scan_brightness", "hp"],
        value="seller_country",
        label="Column to test, Sunday against the reference",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 6. Is it different, or only another box?

    Every delivery differs from the last. A test asks whether it differs by more than chance, and
    chance has a unit here: the **lot**, a box of 25 cards from one seller, scanned at one station.
    """),
            guess_lots,
            drift_column,
        ]
    )
    return drift_column, guess_lots


@app.cell
def _(cards, clean_split, drift_column):
    ours, theirs = cards[drift_column.value], clean_split.accepted[drift_column.value]
    lots = relabel(cards["lot_id"], clean_split.accepted["lot_id"], permutations=400, seed=1)
    if ours.dtype.is_numeric():
        row_p = ks_2samp(ours, theirs).pvalue
        by_lot = ks_by_lot(ours, theirs, lots)
    else:
        counts = [one.value_counts().sort(one.name)["count"] for one in (ours, theirs)]
        row_p = chi2_contingency(np.array(counts)).pvalue
        by_lot = chi_square_by_lot(ours, theirs, lots)
    # For names: how alike the cards of a lot are in having the most common one.
    number = ours if ours.dtype.is_numeric() else ours == ours.mode().sort()[0]
    alike = intraclass_correlation(number.cast(pl.Float64), cards["lot_id"])
    return alike, by_lot, row_p


@app.cell(hide_code=True)
def _(alike, by_lot, drift_column, guess_lots, row_p):
    after(
        guess_lots,
        mo.md(f"""
    `{drift_column.value}`: card by card p = **{row_p:.2g}**, lot by lot p = **{by_lot.p_value:.2g}**.

    Both tests ask the same question; only one knows that the 25 cards of a lot belong together
    (intraclass correlation {alike:.2f}). A seller has one country, so 4,000 cards are 160
    observations, not 4,000. The row-wise test counts each seller 25 times and calls chance a drift.

    **Change one thing.** Choose `hp`, where cards of a lot are barely alike: the two p-values come
    near each other.
    """),
        right="below .001",
    )
    return


@app.cell
def _(cards, partner):
    drop = partner.select(
        lot_id="box",
        hp=pl.col("HP").cast(pl.Int64),
        scan_hue_deg=pl.col("hue").cast(pl.Float64) * 360,
    )
    verdicts = drift_report(
        cards, drop, seed=1, kinds={"hp": "number", "scan_hue_deg": "angle"}, permutations=400
    )
    verdicts.select("column", pl.col("p_value", "q_value").round(4), "effect", "unit", "verdict")
    return drop, verdicts


@app.cell(hide_code=True)
def _(cards, drop, verdicts):
    _newest = cards.filter(pl.col("release_date").dt.year() >= 2023)
    mo.vstack(
        [
            figure(
                *distributions(
                    {"reference": cards["hp"], "partner": drop["hp"]},
                    quantity="hp",
                    unit="points",
                    step=10,
                )
            ),
            mo.md(f"""
    hp moved by **{verdicts["effect"][0]:.0f} points**. Part of that is news: the partner sends new
    sets, and cards of 2023 and later average {_newest["hp"].mean():.0f} in our catalogue, against
    {cards["hp"].mean():.0f} overall. The other
    **{drop["hp"].mean() - _newest["hp"].mean():.0f} points** the data cannot explain: ask the partner.

    Many columns are many tests: at .05 each, twenty steady columns give one false alarm a day on
    average. The q-values (Benjamini and Hochberg, 1995) bound the *expected* share of false alarms
    among the alarms.
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    copies = mo.ui.dropdown(
        {"12,000 rows": 1, "120,000 rows": 10, "1,200,000 rows": 100},
        value="12,000 rows",
        label="Rows",
    )
    guess_engine = predict(
        "01.engine",
        "At 120,000 rows and more, which is slowest?",
        ["pandas as usually written", "the best pandas", "polars", "DuckDB"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 7. pandas, polars or SQL: measure on your machine

    The desk wants a report: per country and rarity the number of cards, mean hp, and the share of
    attacks that start with a generic word. Four programs, one answer, timed here and now.
    """),
            guess_engine,
            copies,
        ]
    )
    return copies, guess_engine


@app.function
def with_pandas(cards):
    starts = cards["attack_name"].str.startswith(("Quick ", "Wild "))
    return (
        cards.assign(generic=starts)
        .groupby(["seller_country", "rarity"], as_index=False)
        .agg(cards=("hp", "size"), hp=("hp", "mean"), generic=("generic", "mean"))
    )


@app.function
def with_best_pandas(cards):
    """Categories grouped as integers; the prefix tested once per distinct attack."""
    names = cards["attack_name"].cat.categories
    generic = names.str.startswith(("Quick ", "Wild "))[cards["attack_name"].cat.codes]
    return (
        cards.assign(generic=generic)
        .groupby(["seller_country", "rarity"], as_index=False, observed=True)
        .agg(cards=("hp", "size"), hp=("hp", "mean"), generic=("generic", "mean"))
    )


@app.function
def with_polars(cards):
    name = pl.col("attack_name")
    return cards.group_by("seller_country", "rarity").agg(
        pl.len().alias("cards"),
        pl.col("hp").mean(),
        (name.str.starts_with("Quick ") | name.str.starts_with("Wild ")).mean().alias("generic"),
    )


@app.function
def with_duckdb(connection):
    return connection.sql("""
        select seller_country, rarity, count(*) as cards, avg(hp) as hp,
               avg((starts_with(attack_name, 'Quick ') or starts_with(attack_name, 'Wild '))::int)
                   as generic
        from cards group by all
    """).fetchall()


@app.cell
def _(cards, copies):
    _columns = ["seller_country", "rarity", "hp", "attack_name"]
    many = pl.concat([cards.select(_columns).cast({"rarity": pl.String})] * copies.value)
    in_pandas = pd.DataFrame({name: many[name].to_list() for name in _columns})
    in_categories = in_pandas.astype(
        dict.fromkeys(("seller_country", "rarity", "attack_name"), "category")
    )
    in_duckdb = duckdb.connect()
    with tempfile.TemporaryDirectory() as _folder:
        many.write_parquet(_file := f"{_folder}/many.parquet")
        in_duckdb.execute(f"create table cards as from '{_file}'")
    return in_categories, in_duckdb, in_pandas, many


@app.cell
def _(in_categories, in_duckdb, in_pandas, many):
    programs = {
        "pandas as usually written": lambda: with_pandas(in_pandas),
        "the best pandas": lambda: with_best_pandas(in_categories),
        "polars": lambda: with_polars(many),
        "DuckDB": lambda: with_duckdb(in_duckdb),
    }
    wall_ms = {name: [] for name in programs}
    for _ in mo.status.progress_bar(range(5), title="Five interleaved rounds"):
        for _name, _program in programs.items():
            _started = time.perf_counter()
            _program()
            wall_ms[_name].append(1000 * (time.perf_counter() - _started))
    median_ms = {name: statistics.median(values) for name, values in wall_ms.items()}
    return median_ms, programs


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
def _(copies, guess_engine, median_ms):
    _frame = pl.DataFrame({"program": list(median_ms), "ms": list(median_ms.values())})
    _ratio = median_ms["pandas as usually written"] / median_ms["polars"]
    _best = median_ms["the best pandas"] / median_ms["polars"]
    after(
        guess_engine,
        mo.vstack(
            [
                figure(*bars(_frame, category="program", value="ms", unit="ms, median of 5")),
                mo.md(f"""
    On this machine, at {copies.selected_key}, polars is **{_ratio:.1f} times** as fast as pandas as
    usually written and **{_best:.1f} times** as fast as the best pandas here. All four gave the same
    rows; the cell above would stop otherwise. A first run also pays for warming up, so small sizes
    say little.

    **Change one thing.** Choose 1,200,000 rows (it takes some seconds to prepare). Does the ratio
    hold?
    """),
            ]
        ),
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | take | when |
    |:---|:---|
    | **polars** | a pipeline of your own: strict types, null apart from NaN, lazy plans, all cores |
    | **pandas** | a library wants it, the table is small, the team reads it best |
    | **SQL (DuckDB)** | data lies in files or a warehouse, joins by time, analysts will read it |

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
    mo.md(
        f"`assert found.height == 0` says:\n```text\nassert {found.height} == 0\n```\n"
        f"`assert found.is_empty(), telling` says:\n```text\n{telling}\n```"
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
    {weights.height} rows; the ratio of what came to what is true has the median
    **{weights["ratio"].median():,.0f}**. One cause, not {weights.height}: somebody sent grams.

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
    Is the contract itself right? The course planted Monday's errors and kept a list of
    {planted.height} entries. The contract missed **{len(missed)}** of those rows and accused
    **{len(too_many)}** sound ones. A check needs tests of its own: data that must fail, data that
    must pass, and somebody who tries.
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
    - Of 53 AI practitioners interviewed, 92 % had met "data cascades", compounding harm from
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
        "hashes, threads, seeds, clock, time zone, versions, guessed types. You are sure when the "
        "hash of the output is the same, on another machine and in another process, and a test "
        "says so on every change. *Equal row counts* are no evidence.",
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
        "their side first. A drop of the null rate's alarm is the last line, not the first.",
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

    - **Comparing with null.** `hp > 0` is null for an empty cell; a filter and its negation then
      both lose the row. Count both sides.
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
    - The same code on the same data gives another table, and one `sort` ends that.
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
    mo.md(r"""
    ## Exercises

    | | what | minutes |
    |:---|:---|---:|
    | 1.1 | break the data in five ways, then find what others broke | 40 |
    | 1.2 | a loader that gives one answer | 20 |
    | 1.3 | a slow pandas function in polars | 15 |
    | 1.4 | depth: the last price known before each quote, in SQL | 25 |
    | 1.5 | checkpoint: a new partner's data drop | 45 |
    | quiz | eight questions on this module | 10 |

    `uv run course start 01` opens your own copy; `uv run course check 01` judges it in the terminal.
    """)
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
