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
app = marimo.App(app_title="Exam: customer churn")

with app.setup(hide_code=True):
    import math

    import marimo as mo
    import polars as pl

    from cardshop.dataset import load_churn
    from classroom.display import check


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exam: customer churn

    Ninety minutes, one table that no lesson has shown, four functions. You validate the table, find
    out who leaves, and prepare it for a model: what lessons 01 and 02 taught on cards.

    `uv run course exam churn` starts the clock and makes your copy; `uv run course exam churn
    --done` judges it and reads the clock. The checks below judge the same, as often as you like.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## The rules

    - **Documentation may lie open**, and so may the lessons. Your own earlier answers too.
    - **The clock runs on** when it is over: what you hand in late is judged, and told as late.
    - **Order is free.** A task that is not passed closes no other one.
    - **Hints** stand below a failed check, as ever. An exam without them says more.
    - **What you may change**: the bodies of the four functions, and cells of your own.
    - **Out of scope**: training a model, tuning it, and choosing a threshold.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## What is at stake

    A phone provider (invented, like every row) loses customers. This is its table of one day, with
    who gave notice in the 90 days after. The call desk will act on what you find, and a model will
    be trained on what you prepare.

    - **A row** is a contract. A household has one to four of them, and its members leave together.
    - **Something is wrong** in some rows: nobody has said in which.
    - **What is lost**: the hours of a call desk that are cut where a difference was chance, or a
      model that reads in advance what is known only afterwards.
    """)
    return


@app.cell
def _():
    # What the provider promises of its table; both ends of a range are inside.
    RANGES = {
        "distance_km": (0, math.inf),
        "months_customer": (1, 96),
        "monthly_usd": (6, 120),
        "data_gb_month": (0, math.inf),
        "support_calls_90d": (0, 8),
        "complaints_180d": (0, 8),
        "days_since_complaint": (1, 180),
    }
    WORDS = {
        "region": ["North", "South", "East", "West"],
        "term": ["monthly", "yearly", "two years"],
        "payment": ["card", "transfer", "invoice"],
        "device": ["phone", "tablet", "router"],
    }
    return RANGES, WORDS


@app.cell(hide_code=True)
def _(RANGES, WORDS):
    _meaning = {
        "contract_id": "key, one a contract: PC and six digits",
        "household_id": "whose contracts belong together: H and five digits",
        "region": "where the household lives",
        "term": "how long the contract binds",
        "payment": "how it is paid",
        "device": "what it is for",
        "distance_km": "to the provider's next shop",
        "months_customer": "months since the household came",
        "monthly_usd": "the household's tariff, dollars a month for each contract",
        "paid_usd": "dollars so far: monthly_usd times months_customer, to the cent",
        "data_gb_month": "gigabytes used a month",
        "support_calls_90d": "calls to the support in the 90 days before",
        "complaints_180d": "complaints in the 180 days before",
        "days_since_complaint": "since the last one; empty exactly where complaints_180d is 0",
        "retention_offer": "whether a discount was offered, after the notice",
        "churned": "whether notice was given in the 90 days after: the target",
    }
    _numbers = {
        _name: f"{_low} or more" if _high == math.inf else f"{_low} to {_high}"
        for _name, (_low, _high) in RANGES.items()
    }
    _domain = {_name: ", ".join(_words) for _name, _words in WORDS.items()} | _numbers
    _lines = [f"| `{_name}` | {_meaning[_name]} | {_domain.get(_name, '')} |" for _name in _meaning]
    mo.md("\n".join(["| column | meaning | domain |", "|:---|:---|:---|", *_lines]))
    return


@app.cell
def _():
    contracts = load_churn()
    contracts
    return (contracts,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## churn-1 What is wrong (30 minutes)

    | rule | the promise that a sound row keeps |
    |:---|:---|
    | `null` | no cell is empty, except `days_since_complaint` |
    | `range` | each number lies in its range of `RANGES`, both ends included |
    | `category` | each word stands in its list of `WORDS`, letter by letter |
    | `bill` | `paid_usd` is within one cent of `monthly_usd` times `months_customer` |
    | `complaint` | `days_since_complaint` is empty exactly where `complaints_180d` is 0 |
    | `repeated` | its `contract_id` stands in no earlier row |

    An empty cell breaks `null` and no other rule. A bill is judged only where tariff and months
    are in their ranges: otherwise nobody knows what should have been paid.

    **Your turn: churn-1** (30 minutes). It is judged on the table above, and on tables that you
    have not seen, with other errors. It has to find all, and accuse nobody.
    """)
    return


@app.cell
def _(RANGES, WORDS):
    def breaches(contracts: pl.DataFrame) -> pl.DataFrame:
        """Return (row, rule) for every rule that a row breaks; rows count from 0, in any order.

        Rules: null, range, category, bill, complaint, repeated, as in the table above. A row that
        breaks two rules is listed twice, one with two empty cells once. Of an id that stands
        several times, whatever the rows say, the first row is not accused. No contracts: no rows.
        """
        ### BEGIN SOLUTION
        in_range = {name: pl.col(name).is_between(*ends) for name, ends in RANGES.items()}
        product = pl.col("monthly_usd") * pl.col("months_customer")
        no_complaint = pl.col("complaints_180d") == 0
        rules = {
            "null": pl.any_horizontal(pl.exclude("days_since_complaint").is_null()),
            "range": pl.any_horizontal(~one for one in in_range.values()),
            "category": pl.any_horizontal(~pl.col(n).is_in(words) for n, words in WORDS.items()),
            "bill": ((pl.col("paid_usd") - product).abs() > 0.01)
            & in_range["monthly_usd"]
            & in_range["months_customer"],
            "complaint": no_complaint != pl.col("days_since_complaint").is_null(),
            "repeated": ~pl.col("contract_id").is_first_distinct(),
        }
        numbered = contracts.with_row_index("row")
        return pl.concat(
            numbered.filter(broken).select("row", rule=pl.lit(rule))
            for rule, broken in rules.items()
        )
        ### END SOLUTION

    return (breaches,)


@app.cell(hide_code=True)
def _(breaches):
    verdict_1 = check("churn-1", breaches)
    verdict_1
    return (verdict_1,)


@app.cell
def _(breaches, contracts, verdict_1):
    # The rows that no rule accuses; all rows, as long as nobody has said which.
    _accused = breaches(contracts)["row"].to_list() if verdict_1.passed else []
    sound = contracts.with_row_index("row").filter(~pl.col("row").is_in(_accused)).drop("row")
    _told = f"{sound.height:,} of {contracts.height:,} rows" if verdict_1.passed else "All rows"
    mo.md(f"**{_told}** are left to look at, in `sound`.")
    return (sound,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## churn-2 Who leaves (30 minutes)

    The head of sales (invented, too) has heard that the South leaves less than the other regions,
    and would shorten the call desk's hours there. Look at the sound rows, and return four to eight
    **claims**. Three or more are differences that were found, of three columns, and somebody can
    act on them; one compares the South with the other three regions.

    | field | is |
    |:---|:---|
    | `column`, `group`, `other` | whom you compare: two lists as for `in_group` below |
    | `share`, `other_share`, `points` | per cent of *contracts* that left in each; the first less the second |
    | `low`, `high` | 95 % interval of `points`, by household |
    | `finding` | "more leave", "fewer leave" or "no difference found" |
    | `kind` | "test", "rank", "find out" or "leave" |
    | `action`, `text` | what to do next; what the table shows |
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    Every number is computed from `contracts`, because next month's table is read by the same
    function. An interval **by household** asks what another draw of households would have shown:
    not of rows, for they do not come one by one. Who draws, draws 500 times or more, and from
    counts made once for each household: a check stops after 10 seconds of computing.

    A difference is no effect. What changes what somebody gets is a **test**: its action says that
    households are drawn by chance. **rank** uses the difference to choose who is looked at first,
    **find out** asks or measures, and **leave** does nothing.

    **Predict.** Of 5,900 contracts, how much wider is an interval by household than one by row?

    **Your turn: churn-2** (30 minutes). It is called on the sound rows, and on those of other
    households.
    """)
    return


@app.function
def in_group(column: str, part: list) -> pl.Expr:
    """Whether a contract is in a group: a list of words, or [lowest, highest] of a number.

    Both ends are inside, None is no end; an empty cell is in no group.
    """
    cell = pl.col(column)
    if isinstance(part[0], str):
        return cell.is_in(part)
    low, high = part
    above = cell >= low if low is not None else cell.is_not_null()
    return above & (cell <= high) if high is not None else above


@app.function
def insights(contracts: pl.DataFrame) -> list[dict]:
    """Return four to eight claims, each with the twelve fields of the table above.

    Two groups share no contract, and each has 100 or more. No column that is a key, or known only
    after the notice. finding follows from low and high; without a difference, kind is "find out"
    or "leave". action: one sentence of 5 to 40 words. text: 12 to 60 words, numbers not counted,
    with points, low and high, and no number that is in no field (90 and 180 days and 95 % aside);
    it says who leaves, not why. Texts differ in their words, not in numbers alone.
    """
    ### BEGIN SOLUTION
    left = pl.col("churned")

    def compared(column: str, group: list, other: list) -> dict:
        shares, pulls = [], []
        for sign, part in ((1, group), (-1, other)):
            rows = contracts.filter(in_group(column, part))
            share = rows.select(left.mean()).item()
            shares.append(100 * share)
            # By how much this contract moves the difference away from what it is.
            pulls.append(rows.select("household_id", pull=sign * (left - share) / rows.height))
        by_home = pl.concat(pulls).group_by("household_id").agg(pl.col("pull").sum())
        half = 196 * by_home.select((pl.col("pull") ** 2).sum().sqrt()).item()
        points = shares[0] - shares[1]
        low, high = points - half, points + half
        finding = "more leave" if low > 0 else "fewer leave" if high < 0 else "no difference found"
        return {
            "column": column,
            "group": group,
            "other": other,
            "share": shares[0],
            "other_share": shares[1],
            "points": points,
            "low": low,
            "high": high,
            "finding": finding,
        }

    plans = [
        {
            **compared("term", ["monthly"], ["yearly", "two years"]),
            "kind": "test",
            "action": """Offer a yearly term to half of the monthly households, drawn at random,
                and compare their notices after 90 days with those of the other half.""",
            "text": """Of monthly contracts {share:.1f} % were given notice, of longer ones
                {other_share:.1f} %: a difference of {points:.1f} points ({low:.1f} to {high:.1f}).
                Who means to leave may also have chosen the shorter term.""",
        },
        {
            **compared("months_customer", [None, 12], [13, None]),
            "kind": "rank",
            "action": "Begin the call desk's list with households in their first year.",
            "text": """In a household's first year {share:.1f} % leave, later {other_share:.1f} %:
                {points:.1f} points more, 95 % interval {low:.1f} to {high:.1f}. Who left early is
                missing among the later ones, so this is not what a year does to a customer.""",
        },
        {
            **compared("complaints_180d", [1, None], [None, 0]),
            "kind": "find out",
            "action": "Read the complaints of the last month and count what they are about.",
            "text": """After a complaint {share:.1f} % leave, without one {other_share:.1f} %. That
                is {points:.1f} points more, with an interval of {low:.1f} to {high:.1f}. What the
                complaints were about does not stand in the table.""",
        },
        {
            **compared("region", ["South"], ["North", "East", "West"]),
            "kind": "leave",
            "action": "Keep the hours of the call desk the same in all four regions.",
            "text": """In the South {share:.1f} % leave, elsewhere {other_share:.1f} %: a difference
                of {points:.1f} points, and its interval by household, {low:.1f} to {high:.1f},
                holds 0. None was found; one of a few points may still be there.""",
        },
    ]
    return [one | {"text": " ".join(one["text"].format(**one).split())} for one in plans]
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_2 = check("churn-2", insights)
    verdict_2
    return (verdict_2,)


@app.cell
def _(sound, verdict_2):
    mo.stop(not verdict_2.passed, mo.md("*Unlocks when churn-2 passes: your claims in one table.*"))

    def by_row(claim: dict) -> float:
        """Half of an interval that takes each contract for independent, in points."""
        shares = {"group": claim["share"] / 100, "other": claim["other_share"] / 100}
        rows = {
            name: sound.filter(in_group(claim["column"], claim[name])).height for name in shares
        }
        return 196 * sum(one * (1 - one) / rows[name] for name, one in shares.items()) ** 0.5

    pl.DataFrame(
        {
            **{_name: _claim[_name] for _name in ("column", "points", "low", "high", "finding")},
            "half by household": (_claim["high"] - _claim["low"]) / 2,
            "half by row": by_row(_claim),
        }
        for _claim in insights(sound)
    )
    return


@app.cell(hide_code=True)
def _(verdict_2):
    mo.stop(not verdict_2.passed)
    mo.md(r"""
    The last two columns answer the prediction. They differ where a household shares the column,
    and hardly where it does not. **Which finding would be another one by row?**
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## churn-3 Features for one contract (20 minutes)

    While a customer is on the telephone, one contract is scored, and no other row is at hand. So
    each value comes from the contract's own cells: no mean of the table, no count of the household,
    nothing fitted. What should stand there for an empty cell is for you to decide, not for a model.

    A logistic regression of your columns has to rank with an area under the curve of 0.735 or
    more, over five folds by household. The numbers of the table, passed on as they are, reach
    0.72. With the words of `term` beside them as yes or no, it is 0.75: the bar asks for sound
    columns, not for a clever one.

    **Your turn: churn-3** (20 minutes).
    """)
    return


@app.function
def features(contracts: pl.DataFrame) -> pl.DataFrame:
    """Return contract_id and your columns, a row for each contract, in any order.

    Each column holds numbers or true and false: none null, NaN or infinite, also where cells are
    empty, 0, or words that never came before. A value depends on nothing but its own row, and on no
    column that is a key, the target, or known only after the notice. No contracts: the same
    columns, no rows.
    """
    ### BEGIN SOLUTION
    number = {
        name: pl.col(name).fill_null(0)
        for name in ("months_customer", "monthly_usd", "support_calls_90d", "complaints_180d")
    }
    return contracts.select(
        "contract_id",
        pl.col("term").eq_missing("monthly").alias("is_monthly"),
        pl.col("term").eq_missing("two years").alias("is_two_years"),
        pl.col("payment").eq_missing("invoice").alias("by_invoice"),
        number["months_customer"].clip(0, 60).alias("months_to_60"),
        number["monthly_usd"],
        (number["support_calls_90d"] + number["complaints_180d"]).alias("troubles"),
        pl.col("data_gb_month").fill_null(0).clip(0).log1p().alias("log_data"),
    )
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_3 = check("churn-3", features)
    verdict_3
    return (verdict_3,)


@app.cell
def _(sound, verdict_3):
    mo.stop(not verdict_3.passed, mo.md("*Unlocks when churn-3 passes.*"))
    features(sound).describe()
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## churn-4 Folds that keep a household together (10 minutes)

    On this table a forest beats a regression when rows are split, and loses when households are.
    The split decides which of them is shipped.

    **Your turn: churn-4** (10 minutes).
    """)
    return


@app.function
def folds(contracts: pl.DataFrame) -> pl.DataFrame:
    """Return (contract_id, fold), a row for each contract: folds 0 to 4, for cross-validation.

    All contracts of a household stand in one fold, wherever its rows stand in the table. Each fold
    holds 15 to 25 % of the contracts, and the same table gives the same folds, in every process.
    """
    ### BEGIN SOLUTION
    home = pl.col("household_id").rank("dense")
    return contracts.select("contract_id", fold=home % 5)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_4 = check("churn-4", folds)
    verdict_4
    return (verdict_4,)


@app.cell
def _(sound, verdict_4):
    mo.stop(not verdict_4.passed, mo.md("*Unlocks when churn-4 passes.*"))
    sound.join(folds(sound), on="contract_id").group_by("fold").agg(
        pl.len().alias("contracts"),
        pl.col("household_id").n_unique().alias("households"),
        (100 * pl.col("churned").mean()).round(1).alias("left %"),
    ).sort("fold")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## When the clock has stopped

    `uv run course exam churn --done` says how long it took. Then, without the clock:

    - **Which rule** would have gone unnoticed in a count of nulls and a look at `describe`?
    - **Which of your claims** would you withdraw if you had looked at forty columns to find it?
    - **Transfer.** Take a table of your own work. What is its household: what comes, leaves or
      breaks together? Which column is filled in after the moment at which you have to decide?
    """)
    return


if __name__ == "__main__":
    app.run()
