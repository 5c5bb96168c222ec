# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "duckdb", "ml-engineering-course", "pandas", "polars", "scipy"]
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
app = marimo.App(app_title="Exercises 01: data engineering")

with app.setup(hide_code=True):
    import hashlib
    import math
    import random
    from datetime import datetime

    import duckdb
    import marimo as mo
    import pandas as pd
    import polars as pl
    from scipy.stats import ttest_ind

    from cardshop.contract import FIELDS, read_as_sent, schema_drift
    from cardshop.dataset import SALES, delivery_path, load_cards, load_ledger, verified
    from cardshop.drift import benjamini_hochberg
    from classroom.display import book, check, journal, marks, measure, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 01: data engineering

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own. (Without pyarrow, which this environment
    leaves out, `to_pandas`, `pl.from_pandas` with text and DuckDB on a polars frame do not work.)
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1.1 Break the data, then find what others broke

    A check that was never seen red proves nothing. So you first write the attacker, then the
    defender. Section 2 of the lesson has the ideas; the rules below are all you need.

    | family | the rule that a sound card keeps |
    |:---|:---|
    | `null` | no cell is empty, except `grade` of a card that nobody graded (`grading_company` is "none") |
    | `range` | `RANGES` below, both ends included |
    | `category` | `DOMAINS` below, letter by letter |
    | `unit` | `weight_kg` is at most 1000, `scan_saturation` at most 1 |
    | `duplicate` | no row stands twice; a later copy breaks the rule, the first does not |
    | `conflict` | one `card_id` has one content; all of its rows break the rule otherwise |
    """)
    return


@app.cell
def _():
    RANGES = {"hp": (30, 340), "attack_damage": (0, 330), "grade": (1, 10)}
    DOMAINS = {
        "language": ["en", "ja", "de", "fr", "es", "it"],
        "rarity": ["Common", "Uncommon", "Rare", "Holo Rare", "Ultra Rare", "Secret Rare"],
        "card_type": [
            "Grass", "Fire", "Water", "Lightning", "Psychic", "Fighting",
            "Darkness", "Metal", "Dragon", "Fairy", "Colorless",
        ],
    }  # fmt: skip
    return DOMAINS, RANGES


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 1.1a** (15 minutes). Write `corrupt`. The frames have ten columns: card_id,
    language, rarity, card_type, hp, attack_damage, grading_company, grade, weight_kg,
    scan_saturation. A corruption that changes nothing is no corruption, and one that breaks half
    the table would be found by anybody.
    """)
    return


@app.function
def corrupt(cards: pl.DataFrame, seed: int) -> dict[str, pl.DataFrame]:
    """Return five broken copies of sound cards, by family.

    Families: null, range, category, unit (a weight times 1000, or a saturation times 255, rounded
    or not) and duplicate (rows that stand twice). Each copy breaks the rule of its family, and changes nothing
    else, in at least one row and at most a tenth of the rows, rounded up. `seed` decides which:
    the same seed gives the same copies, another seed other rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_1a = check("1.1a", corrupt)
    verdict_1_1a
    return (verdict_1_1a,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 1.1b** (25 minutes). Write `find`, from the rules in the table and without
    `cardshop.contract`: this time you are the contract. A row that breaks two rules is listed
    twice; a row with two empty cells breaks `null` once.
    """)
    return


@app.cell
def _(DOMAINS, RANGES):
    def find(cards: pl.DataFrame) -> pl.DataFrame:
        """Return (row, rule) for every rule that a row breaks; rows count from 0, in any order.

        Rules: null, range, category, unit, duplicate, conflict, as in the table above. An empty
        cell breaks `null` and no other rule. No row is listed twice for one rule, a sound card
        never, and no cards give no rows.
        """
        # TODO: write your answer here, then run the cell.
        raise NotImplementedError

    return (find,)


@app.cell(hide_code=True)
def _(find):
    verdict_1_1b = check("1.1b", find)
    verdict_1_1b
    return (verdict_1_1b,)


@app.cell
def _(find, verdict_1_1a, verdict_1_1b):
    mo.stop(
        not (verdict_1_1a.passed and verdict_1_1b.passed),
        mo.md("*Unlocks when both checks pass: your attacker against your defender.*"),
    )
    sample = (
        load_cards()
        .head(2000)
        .select(
            *("card_id", "language", "rarity", "card_type", "hp", "attack_damage"),
            *("grading_company", "grade", "weight_kg", "scan_saturation"),
        )
    )
    duel = pl.DataFrame(
        {
            "family": family,
            "rows that differ": broken.height - sample.height
            if family == "duplicate"
            else (broken.hash_rows() != sample.hash_rows()).sum(),
            "rows found": find(broken)["row"].n_unique(),
        }
        for family, broken in corrupt(sample, 7).items()
    )
    mo.vstack(
        [
            duel,
            mo.md(
                "Does your defender find every row of your attacker? A weight below one kilogram, sent in "
                "grams, is still below 1000: a range cannot see it. The shop's contract compares each "
                "weight with the species table instead."
            ),
        ]
    )
    return (sample,)


@app.cell
def _(find, sample, verdict_1_1b):
    mo.stop(not verdict_1_1b.passed, mo.md("*Unlocks when 1.1b passes.*"))
    monday = pl.read_csv(delivery_path("dirty")).select(sample.columns)
    planted = set(load_ledger()["row"])
    accused = set(find(monday)["row"])
    stopped = len(planted & accused)
    saved_usd = stopped * (0.5 * 0.60 - 0.15)
    mo.vstack(
        [
            mo.md(
                f"Of Monday's {monday.height:,} rows your search stops **{stopped} of "
                f"{len(planted)}** broken ones and accuses {len(accused - planted)} sound ones. "
                "What it misses needs other columns: dates, and weights beside the species table."
            ),
            mo.md(
                "Assumed: half of the stopped rows would have been misfiled at $0.60; the desk takes $0.15."
            ),
            book("01", f"Your search stops {stopped} broken rows", saved_usd / monday.height),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1.2 A loader that says the same thing twice

    Cardshop's scan stations write one CSV a box. Last week the loader below gave another table
    on each of three machines, and the desk typed the same cards twice. Nobody could say which
    table the model had been trained on.

    **Predict before you read on.** `messy_load` has seven faults. Which make the result differ from
    run to run, and which make it wrong in the same way everywhere?
    """)
    return


@app.function
def messy_load(paths):
    seen = set()
    for path in paths:
        for row in pl.read_csv(path).rows():
            seen.add(row)
    frame = pl.DataFrame(
        list(seen), schema=["card_id", "lot_id", "hp", "scanned_at"], orient="row"
    ).unique("card_id", keep="first")
    return frame.with_columns(
        scanned_at=pl.col("scanned_at").map_elements(datetime.fromtimestamp, pl.Datetime),
        audit=pl.Series([random.random() < 0.1 for _ in range(frame.height)], dtype=pl.Boolean),
    )


@app.function
def audit_bucket(card_id: str) -> int:
    """A number from 0 to 9 that depends on the id and on nothing else."""
    return int(hashlib.sha256(card_id.encode()).hexdigest()[:8], 16) % 10


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `load_boxes` so that it gives one answer: on any machine,
    in any time zone, whatever order the files are listed in.

    Use `audit_bucket` for the audit sample: a random number asks another card on every run,
    and so does Python's own `hash`, which is salted per process.
    """)
    return


@app.function
def load_boxes(paths: list[str]) -> pl.DataFrame:
    """Return one row a card from all files, sorted by `card_id`.

    Each file is a CSV with card_id and lot_id (text), hp (whole number or empty) and scanned_at
    (Unix seconds), its columns in any order. Of several scans of one card the latest counts as
    it is, even without hp; of scans in the same second, the one with the greatest lot_id as text
    (a box never holds a card twice in one second). Returned, in this order: card_id, lot_id, hp (null
    where empty), scanned_at (a time in UTC), audit (whether the card's `audit_bucket` is 0).
    Boxes without a card give no rows, and the same columns and types.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_2 = check("1.2", load_boxes)
    verdict_1_2
    return (verdict_1_2,)


@app.cell
def _(verdict_1_2):
    mo.stop(not verdict_1_2.passed, mo.md("*Unlocks when the check passes.*"))
    mo.md(r"""
    The seven faults of `messy_load`. Different from run to run or machine to machine: rows go through a
    **set**, whose order is salted per process; the **first** of several scans wins, which is the first
    of that order; seconds become **local** time; the audit sample is drawn **without a seed**; and
    **nothing sorts** the result. Wrong everywhere alike: types are **guessed** per file, so `0012` may
    become 12, and columns are taken by **position**, though boxes order them differently.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1.3 Slow pandas, whole columns

    Two columns are remade in every experiment: the first word of the attack, and where a card's
    hp stands within its set. A colleague's version calls Python once for each card. A wait in
    front of every idea is a reason to try fewer ideas.

    **Predict before you run.** The same table can be made without Python per row. Will that take
    half the time, a tenth, a hundredth? And how much of the gain needs another library?
    """)
    return


@app.function
def slow_attack_words(cards):
    def first_word(card):
        words = [] if pd.isna(card["attack_name"]) else card["attack_name"].split()
        return words[0] if words else None

    def z_scores(hp):
        return (hp - hp.mean()) / hp.std() if hp.std() > 0 else hp * 0.0

    by_set = cards.groupby("set_code", group_keys=False)
    return pd.DataFrame(
        {
            "card_id": cards["card_id"],
            "word": cards.apply(first_word, axis=1),
            "hp_z": by_set["hp"].apply(z_scores),
        }
    )


@app.cell
def _():
    cards = load_cards().select("card_id", "set_code", "attack_name", "hp")
    cards_in_pandas = pd.DataFrame(cards.head(1000).to_dict(as_series=False))
    pl.DataFrame(slow_attack_words(cards_in_pandas).to_dict("list"))
    return (cards,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (15 minutes). Write `attack_words` with expressions, so that polars goes through
    whole columns: no loop, no `map_elements`, no pandas, neither once a row nor once a set or a
    name. The verdict looks at the table and at your code, never at a clock.

    You may add helpers and imports; keep the name and the parameter.
    """)
    return


@app.function
def attack_words(cards: pl.DataFrame) -> pl.DataFrame:
    """Return card_id, word and hp_z: one row for each row of `cards`, in the same order.

    Given: card_id (may repeat), set_code (never null), attack_name, hp. word: the first word of
    attack_name, without the spaces around it; null where there is no word. hp_z: hp minus the
    mean of its set_code, over the set's standard deviation (ddof=1), cards without hp left out;
    0.0 where fewer than two cards of a set have hp or all have the same, null where hp is null.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_3 = check("1.3", attack_words)
    verdict_1_3
    return (verdict_1_3,)


@app.cell
def _(cards, verdict_1_3):
    mo.stop(not verdict_1_3.passed, mo.md("*Unlocks when the check passes.*"))
    by_word = attack_words(cards).group_by("word")
    by_word.agg(pl.len().alias("cards"), pl.mean("hp_z").round(2)).sort("hp_z")
    return


@app.cell
def _(verdict_1_3):
    mo.stop(not verdict_1_3.passed)
    measure_1_3 = mo.ui.run_button(label="Measure on 100,000 rows (several seconds)")
    measure_1_3
    return (measure_1_3,)


@app.cell
def _(measure_1_3):
    mo.stop(not measure_1_3.value)
    measure("1.3", attack_words)
    return


@app.cell(hide_code=True)
def _(verdict_1_3):
    mo.stop(not verdict_1_3.passed)
    mo.md(r"""
    Compare the lines of pandas with each other before you compare pandas with polars. The step
    from the first line to the second is the same library without Python per row; the third
    treats each *distinct* name once, because few names are distinct.

    **Change one thing.** Give `attack_words` that last idea as well, with `unique` and a join. What
    does the ratio say now?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1.4 Last known price (depth)

    An offer to a seller starts from what the card last sold for. To train on old quotes, each one
    needs the price that was known *then*; one wrong comparison, and the table knows the future.

    Below, every published sale becomes a quote made on its own day, and a query looks up a price
    for it. **Predict before you run.** How far will that price be from what was paid?
    """)
    return


@app.function
def price_of_the_day():
    return """
        select quote_id, quotes.card_id, quoted_on, price_usd
        from quotes
        asof left join sales
            on sales.card_id = quotes.card_id and sales.sold_on <= quotes.quoted_on
    """


@app.function
def misses(query: str) -> pl.DataFrame:
    """One row: quotes, how many found a price, and the median distance to what was paid."""
    with duckdb.connect() as shop:
        shop.execute(
            """create table sales as
            select sale_id, card_id, sale_date as sold_on, nullif(price_usd, -1) as price_usd
            from read_csv($path)""",
            {"path": verified(SALES).as_posix()},
        )
        shop.execute(
            """create table quotes as
            select sale_id as quote_id, card_id, sold_on as quoted_on from sales"""
        )
        shop.execute(f"create view answer as {query}")
        found = shop.execute(
            """select count(*), count(answer.price_usd),
                round(median(abs(answer.price_usd - sales.price_usd)), 2)
            from answer join sales on sale_id = quote_id"""
        ).fetchall()
    return pl.DataFrame(found, ["quotes", "with_a_price", "median_miss_usd"], orient="row")


@app.cell
def _():
    same_day = misses(price_of_the_day())
    same_day
    return (same_day,)


@app.cell(hide_code=True)
def _(same_day):
    mo.md(rf"""
    The median miss is **{same_day["median_miss_usd"][0]:.2f} dollars**: no market is that kind. The
    query let each quote see sales of its own day, and so it found the sale that the quote led
    to. In the shop that sale lies in the future; a model trained on this column leans on a
    number that it will never be given.

    **Your turn** (25 minutes). Write the query that sees only days before the quote's, however far
    back. The first
    step is to say which sale counts when a day has several. Build the text as you like; the
    function takes nothing and returns one query.
    """)
    return


@app.function
def last_known_price() -> str:
    """Return one DuckDB query: quote_id, card_id, quoted_on, price_usd; a row per quote, any order.

    Tables: quotes(quote_id, card_id, quoted_on), sales(sale_id, card_id, sold_on, price_usd).
    price_usd is that of the card's last sale *before* the day of the quote; of several on that
    day, the one with the greatest sale_id. A sale whose price is null is no price; a sale may be
    listed twice. A quote without an earlier price stays, with null.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_4 = check("1.4", last_known_price)
    verdict_1_4
    return (verdict_1_4,)


@app.cell
def _(same_day, verdict_1_4):
    mo.stop(not verdict_1_4.passed, mo.md("*Unlocks when the check passes.*"))
    before = misses(last_known_price())
    pl.concat([same_day, before]).select(pl.Series("price", ["of the day", "before it"]), pl.all())
    return (before,)


@app.cell(hide_code=True)
def _(before):
    mo.md(rf"""
    Looking back, **{before["with_a_price"][0] / before["quotes"][0]:.0%}** of the quotes know a
    price, and half of those prices lie more than **{before["median_miss_usd"][0]:.2f} dollars**
    from what was paid. The worse score is the honest one: it is what the shop will meet.

    What would you quote for a card that was never sold before?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Checkpoint: New Pokemon Data Drop

    A partner wants to sell through Cardshop: 10,000 uncatalogued cards a day instead of 2,000.
    Today their first file is here, and the shop's team asks you one thing: may it go in?

    Let a wrong file in, and the model files it wrongly for weeks. Turn a good one away, and the
    partner sells elsewhere.

    **Given**: the file, the partner's data sheet, our catalogue and our contract. **Time**: 50
    minutes; 15 to translate, 25 to compare, 10 to decide.
    """)
    return


@app.cell
def _():
    as_sent = read_as_sent(delivery_path("partner"))
    as_sent
    return (as_sent,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Predict before you run the next cell.** It compares the file with our catalogue and
    proposes what each column is. Which columns will it recognise by their names, which by their
    values, and for which one will the values disagree?
    """)
    return


@app.cell
def _(as_sent):
    proposals = schema_drift(as_sent, load_cards())
    proposals.filter(pl.col("candidate").is_not_null())
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    No tool can know that its proposals are right. The partner confirmed them, in this data sheet:

    | column | holds |
    |---|---|
    | `box`, `country` | the seller's lot, the seller's country |
    | `released` | month/day/year |
    | `HP`, `power` | whole numbers; some powers end in a plus, which changes nothing |
    | `height_in`, `weight_lb` | inches, pounds |
    | `hue` | turns of the colour circle, 0 to 1, from their own scanner |
    | `sat_pct` | percent |
    | `lang`, `rarity`, `energy` | words, listed in `data_sheet` below |
    """)
    return


@app.function
def data_sheet() -> dict[str, dict[str, str]]:
    """Per column of the partner's, the words that mean another word of ours."""
    return {
        "lang": {
            "English": "en",
            "Japanese": "ja",
            "German": "de",
            "French": "fr",
            "Spanish": "es",
            "Italian": "it",
        },
        "rarity": {"Rare Holo": "Holo Rare", "Double Rare": "Ultra Rare"},
        "energy": {
            "Electric": "Lightning",
            "Dark": "Darkness",
            "Steel": "Metal",
            "Normal": "Colorless",
        },
    }


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 1.5a The partner's file in our terms (15 minutes)

    Translate every cell and decide nothing. A value that is impossible must still be impossible
    afterwards: the contract refuses it, and the partner explains it. A translation that makes it
    plausible has hidden the one cell that somebody should have seen.
    """)
    return


@app.function
def translate(drop: pl.DataFrame) -> pl.DataFrame:
    """Return the partner's rows, in their order, in the sixteen columns of ours they hold.

    `drop` is all text. The columns may stand in any order. Numbers have the types of FIELDS; hue,
    heights and weights are rounded to one decimal, the saturation to three. A hue that then reads
    360 is 0; other impossible numbers stay impossible. Null: an empty cell, and a number or date
    that is none ("60x"). "160.7" is no whole number. A date is month/day/year: "31/12/2023" and
    "2023-12-31" are none. A word that the data sheet lacks stays letter for letter.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_5a = check("1.5a", translate)
    verdict_1_5a
    return (verdict_1_5a,)


@app.cell
def _(as_sent, verdict_1_5a):
    mo.stop(not verdict_1_5a.passed, mo.md("*Unlocks when the check passes.*"))
    partner = translate(as_sent)
    partner
    return (partner,)


@app.cell(hide_code=True)
def _(as_sent, partner):
    _unrounded = as_sent.select(
        height_m=pl.col("height_in").cast(pl.Float64) * 0.0254,
        weight_kg=pl.col("weight_lb").cast(pl.Float64) * 0.45359237,
    )
    _low = [
        (_unrounded[_name] < FIELDS[_name].span[0]).sum() for _name in ("height_m", "weight_kg")
    ]
    mo.md(rf"""
    {partner.height:,} cards, and no unit is left that is not ours. Why round? The partner rounds
    inches and pounds, so our smallest height comes back a little too small. Without your rounding
    {_low[0]} heights and {_low[1]} weights would lie below the contract's range: cards refused
    for a unit, not for a fault.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 1.5b What is broken, and what has shifted (25 minutes)

    Count what breaks a rule, then compare what is left with a reference. **One lot, one number**:
    cards of a box share a seller and a scanner, so average each lot first, and let each lot count
    once, whatever its size.

    A hue is an angle, so 350 and 10 degrees must average to 0, not 180. A lot's two numbers are
    the mean of its cosines and the mean of its sines. Average each over the lots, and
    `atan2(sine, cosine)` is the mean direction.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    The rules of the contract for one column stand in `cell_rules`. For the verdict take any test
    that moves or compares whole lots, as in section 6 of the lesson; `lot_mean_test` and
    `watson_by_lot` of `cardshop.drift` are allowed. They take relabelled lots, from `relabel`: the
    lots of both tables, with their labels "reference" and "drop" dealt out anew many times, each
    lot as a whole.

    **Predict.** Four of twelve sellers like old sets. What does a test on single cards make of
    that, and what does a test on boxes?
    """)
    return


@app.function
def cell_rules(column: str) -> dict[str, pl.Expr]:
    """Rule → an expression that is true where a cell of the column breaks it, and never null."""
    field, cell = FIELDS[column], pl.col(column)
    rules = {} if field.nullable else {"null": cell.is_null()}
    if field.span:
        ends = "left" if field.end_excluded else "both"
        rules["range"] = ~cell.is_between(*field.span, closed=ends)
    if field.domain:
        rules["category"] = ~cell.is_in(field.domain)
    return {rule: broken.fill_null(value=False) for rule, broken in rules.items()}


@app.function
def findings(drop: pl.DataFrame, reference: pl.DataFrame) -> dict[str, list[dict]]:
    """Return {"quality": [...], "drift": [...]} of a translated drop; nothing is rounded.

    quality: column, rule, rows, for each rule of `cell_rules` that `rows` > 0 cells break. drift:
    column, statistic, value, verdict for hp, attack_damage, height_m, weight_kg, scan_saturation
    and scan_hue_deg, from both tables' cells that break no rule. "mean difference": mean of the
    drop's lot means less that of the reference's; for the hue "turn", from the reference's mean
    direction to the drop's, in (-180, 180] degrees. verdict: "shifted" or "not shifted", by lots,
    with 5 % for all six columns together. Equal lot names in both tables are two lots.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_5b = check("1.5b", findings)
    verdict_1_5b
    return (verdict_1_5b,)


@app.cell
def _(partner, verdict_1_5b):
    mo.stop(not verdict_1_5b.passed, mo.md("*Unlocks when the check passes.*"))
    catalogue = load_cards()
    same_sets = catalogue.filter(pl.col("set_code").is_in(partner["set_code"].implode()))
    against_all, against_same = findings(partner, catalogue), findings(partner, same_sets)
    pl.DataFrame(against_all["drift"]).join(
        pl.DataFrame(against_same["drift"]), on=["column", "statistic"], suffix="_same_sets"
    )
    return against_all, against_same, catalogue, same_sets


@app.cell(hide_code=True)
def _(against_all, against_same, catalogue, partner, same_sets):
    _all = {_one["column"]: _one["value"] for _one in against_all["drift"]}
    _same = {_one["column"]: _one["value"] for _one in against_same["drift"]}
    _of_species = catalogue.unique("species").select("species", usual_kg="weight_kg")
    _weighed = partner.join(_of_species, on="species")
    _unknown = partner.join(_of_species, on="species", how="anti")["species"].unique().sort()
    mo.md(rf"""
    Cells that break a rule: {sum(_one["rows"] for _one in against_all["quality"])}. The file's
    sets are recent; {same_sets.height:,} of our {catalogue.height:,} cards are of the same ones.

    Attack damage lies {_all["attack_damage"]:+.1f} from the whole catalogue and
    {_same["attack_damage"]:+.1f} from those: what was our own age is gone, and what is left is
    found but small, for damage is printed in tens. Hit points lie {_all["hp"]:+.1f} and
    {_same["hp"]:+.1f}.

    Weights lie {_same["weight_kg"]:+.1f} kg from the same sets, yet
    {(_weighed["weight_kg"] == _weighed["usual_kg"]).sum():,} of {_weighed.height:,} are their
    species' own: other species came. (Not compared, for our catalogue has no such species:
    {", ".join(_unknown)}.) **Could that explain the hit points too?**
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 1.5c May it go in? (10 minutes)

    Write the claim that the shop's team will act on. Cards that wait go to the desk, at \$0.15
    each. `numbers`, to one decimal or better:

    | name | is |
    |---|---|
    | `cards`, `broken_cells` | rows; cells that break a rule once translated |
    | `hp_all_sets` | mean difference of hp from our whole catalogue |
    | `hp_same_sets`, `damage_same_sets`, `hue_turn_same_sets` | from our cards of the same sets |
    | `hp_half_width` | 1.96 standard errors of `hp_same_sets`, from both sides' lot means |
    | `desk_usd` | what the desk costs for this file, all of its cards waiting |
    """)
    return


@app.function
def report() -> dict:
    """Return the claim on the partner's file: decision, reason, numbers, ask, text.

    decision: "accept as sent", "accept after translation", "quarantine broken rows", "hold until
    answered" or "refuse". reason: "names and units", "broken rows", "too few cards", "stronger new
    cards" or "unexplained shift". numbers: see above. ask: one question, with one question mark. text: 50
    to 150 words in sentences; it states hp_same_sets and hp_half_width, and no number that is not
    in numbers (years and 95 % aside).
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_5c = check("1.5c", report)
    verdict_1_5c
    return (verdict_1_5c,)


@app.cell
def _(verdict_1_5c):
    mo.stop(not verdict_1_5c.passed, mo.md("*Unlocks when the check passes.*"))
    claim = report()
    _decided = f"You decided: **{claim['decision']}** ({claim['reason']})."
    _text = f"{_decided} Does your first sentence say the same?\n\n{claim['text']}"
    mo.md(f"{_text}\n\n*{claim['ask']}*".replace("$", r"\$"))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Transfer.** Take a file that reaches your own team from outside. Write down three things
    before you open it: the unit that arrives together (the lot), the columns whose unit only the
    sender knows, and a column that should move with the one you worry about, as attack damage
    does with hit points. Then run `findings` on it with your own rules.
    """)
    return


@app.cell(hide_code=True)
def _():
    quiz_answered, quiz_tell = mo.state(None)
    quiz_set = mo.ui.number(start=1, stop=99, value=1, label="Set of eight questions")
    mo.vstack(
        [
            mo.md(r"""
    ## Quiz

    Eight questions on this module (10 minutes). What each option teaches appears when you answer;
    another number draws other questions.
    """),
            quiz_set,
        ]
    )
    return quiz_answered, quiz_set, quiz_tell


@app.cell(hide_code=True)
def _(quiz_set, quiz_tell):
    quiz_asked = quiz("01", quiz_tell, seed=quiz_set.value)
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
    journal_page = journal("01")
    journal_page
    return (journal_page,)


if __name__ == "__main__":
    app.run()
