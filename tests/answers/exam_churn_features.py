"""Right and wrong answers to the exam `churn`, questions churn-3 and churn-4: features, folds."""

from __future__ import annotations

FRAME = """
def features(contracts):
    cell = pl.col
    zero = lambda name: pl.col(name).fill_null(0)
    return contracts.select("contract_id", {columns})
"""
TERMS = (
    "*((cell('term') == w).fill_null(False).alias(w) for w in ('monthly', 'yearly', 'two years'))"
)
MONTHS, TROUBLE = "zero('months_customer')", "zero('support_calls_90d') + zero('complaints_180d')"
NUMBERS = (
    "zero('distance_km'), zero('months_customer'), zero('monthly_usd'), zero('paid_usd'), "
    "zero('data_gb_month'), zero('support_calls_90d'), zero('complaints_180d')"
)


def frame(*columns):
    return FRAME.format(columns=", ".join(columns))


RIGHT = {
    "churn-3": {
        "all numbers, and the words as yes or no": frame(
            NUMBERS,
            "zero('days_since_complaint')",
            TERMS,
            "*(cell('payment').eq_missing(w).alias(w) for w in ('card', 'transfer', 'invoice'))",
            "*(cell('region').eq_missing(w).alias(w) for w in ('North', 'South', 'East', 'West'))",
        ),
        "five columns, row by row": """
def features(contracts):
    rows = []
    for row in contracts.to_dicts():
        calls, complaints = row["support_calls_90d"] or 0, row["complaints_180d"] or 0
        rows.append({
            "contract_id": row["contract_id"],
            "bound_months": {"monthly": 1, "yearly": 12, "two years": 24}.get(row["term"], 6),
            "new": (row["months_customer"] or 0) <= 12,
            "months": min(row["months_customer"] or 0, 60),
            "trouble": calls + complaints,
            "usd": row["monthly_usd"] or 24.0,
        })
    kinds = {"contract_id": pl.String, "bound_months": pl.Int64, "new": pl.Boolean,
             "months": pl.Int64, "trouble": pl.Int64, "usd": pl.Float64}
    return pl.DataFrame(rows, schema=kinds)
""",
        "ratios and codes, in the opposite order": """
def features(contracts):
    codes = {"monthly": 2, "yearly": 1, "two years": 0}
    usd = pl.col("monthly_usd").fill_null(24.0)
    return contracts.lazy().reverse().select(
        "contract_id",
        binding=pl.col("term").replace_strict(codes, default=1, return_dtype=pl.Int8),
        invoice=pl.when(pl.col("payment") == "invoice").then(1.0).otherwise(0.0),
        usd_a_gb=usd / (pl.col("data_gb_month").fill_null(9.0) + 0.1),
        usd=usd,
        log_months=pl.col("months_customer").fill_null(1).clip(1).log(),
        calls=pl.col("support_calls_90d").fill_null(0),
        complaints=pl.col("complaints_180d").fill_null(0),
        lately=(pl.col("days_since_complaint") <= 30).fill_null(False),
    ).collect()
""",
        "four columns": """
def features(contracts):
    rows = contracts.fill_null(0)
    return rows.select("contract_id", "months_customer", "complaints_180d", "support_calls_90d",
                       monthly=pl.col("term").eq_missing("monthly"))
""",
        "numpy": """
def features(contracts):
    import numpy as np
    number = {
        name: np.nan_to_num(contracts[name].cast(pl.Float64).to_numpy())
        for name in ("months_customer", "monthly_usd", "data_gb_month", "support_calls_90d",
                     "complaints_180d")
    }
    term = np.array(contracts["term"].fill_null("").to_list(), dtype=object)
    made = {
        "monthly": (term == "monthly").astype(float), "long": (term == "two years").astype(float),
        "stay": -np.exp(-number["months_customer"] / 20), "usd": number["monthly_usd"],
        "gb": np.log1p(number["data_gb_month"]),
        "trouble": number["support_calls_90d"] + 1.2 * number["complaints_180d"],
    }
    return contracts.select("contract_id").with_columns(pl.Series(n, v) for n, v in made.items())
""",
    },
    "churn-4": {
        "scikit-learn": """
def folds(contracts):
    from sklearn.model_selection import GroupKFold
    fold = [0] * contracts.height
    parts = GroupKFold(5).split(contracts, groups=contracts["household_id"].to_list())
    for number, (_, test) in enumerate(parts):
        for row in test:
            fold[row] = number
    return contracts.select("contract_id", fold=pl.Series(fold))
""",
        "households mixed by a seed": """
def folds(contracts):
    homes = contracts["household_id"].unique().sort().shuffle(seed=4)
    fold = pl.int_range(len(homes), eager=True) % 5
    of_home = pl.DataFrame({"household_id": homes, "fold": fold})
    return contracts.join(of_home, on="household_id").select("contract_id", "fold").reverse()
""",
        "a dictionary of households": """
def folds(contracts):
    home_fold = {home: n % 5 for n, home in enumerate(sorted(set(contracts["household_id"])))}
    rows = [(row["contract_id"], home_fold[row["household_id"]]) for row in contracts.to_dicts()]
    return pl.DataFrame(rows, schema=["contract_id", "fold"], orient="row")
""",
        "the number in the household's name": """
def folds(contracts):
    number = pl.col("household_id").str.extract(r"(\\d+)").cast(pl.Int64)
    return contracts.select("contract_id", "household_id", fold=(number // 7 % 5).cast(pl.Int8))
""",
        "households in the order of the table": """
def folds(contracts):
    numbers = {home: place for place, home in enumerate(dict.fromkeys(contracts["household_id"]))}
    fold = [numbers[home] % 5 for home in contracts["household_id"]]
    return contracts.select("contract_id", fold=pl.Series(fold))
""",
        "the hash of a number": """
def folds(contracts):
    fold = [hash(int(home[1:])) % 5 for home in contracts["household_id"]]
    return contracts.select("contract_id", fold=pl.Series(fold))
""",
        "a hash": """
def folds(contracts):
    import zlib
    return contracts.select("contract_id", fold=pl.Series(
        [zlib.crc32(home.encode()) % 5 for home in contracts["household_id"]]))
""",
    },
}

WRONG = {
    "churn-3": {
        "passes the numbers on": (
            frame(NUMBERS),
            "ranks with an area of 0.724; 0.735 is asked for. Which columns with words",
        ),
        "term and months alone": (frame(MONTHS, TERMS), "0.735 is asked for"),
        "keeps the words": (frame("'term'", MONTHS), "term holds String; numbers, or true"),
        "leaves a null where a word is missing": (
            frame("(cell('term') == 'monthly').alias('monthly')", MONTHS),
            "monthly of edge: null is None; a finite number is asked for.",
        ),
        "divides by zero": (
            frame("(zero('monthly_usd') / zero('data_gb_month')).alias('ratio')", TERMS, MONTHS),
            "What should a model read where that cell is empty, 0, or a word",
        ),
        "fills gaps with the mean of the table": (
            frame(TERMS, MONTHS, "cell('data_gb_month').fill_null(strategy='mean')"),
            "From which other contracts does your value come?",
        ),
        "scales by the table": (
            frame(
                TERMS,
                "((zero('monthly_usd') - zero('monthly_usd').mean())"
                " / (zero('monthly_usd').std().fill_null(1) + 1)).fill_null(0).alias('z')",
            ),
            "when every second contract is left out",
        ),
        "counts the household": (
            frame(TERMS, MONTHS, "pl.len().over('household_id').alias('members')"),
            "One contract is scored while its customer is on the telephone.",
        ),
        "reads the offer": (
            frame(TERMS, MONTHS, "cell('retention_offer').fill_null(False)"),
            "retention_offer is no feature: it is offered after notice was given",
        ),
        "reads the outcome": (
            frame(TERMS, "cell('churned').cast(pl.Int8).fill_null(0)"),
            "churned is no feature: it is the answer itself",
        ),
        "remembers the household": (
            frame(
                TERMS,
                "cell('household_id').str.slice(1).cast(pl.Int64, strict=False).fill_null(0)",
            ),
            "household_id is no feature: a household of next month has another one",
        ),
        "makes a column of each word that it meets": (
            """
def features(contracts):
    term = contracts.select(pl.col("term").fill_null("none")).to_dummies()
    return contracts.select("contract_id", pl.col("months_customer").fill_null(0)).hstack(term)
""",
            "comes and goes",
        ),
        "drops rows with gaps": (
            """
def features(contracts):
    rows = contracts.drop_nulls("data_gb_month")
    return rows.select("contract_id", "months_customer", "monthly_usd")
""",
            "edge: null is not among them. Who gets no value",
        ),
        "looks the outcome up": (
            """
def features(contracts):
    known = load_churn().unique("contract_id").select("contract_id", gone="churned")
    return contracts.select("contract_id").join(known, on="contract_id", how="left").with_columns(
        pl.col("gone").fill_null(False))
""",
            "a feature comes from the contract's own row",
        ),
        "returns nothing beside the key": (
            "def features(contracts):\n    return contracts.select('contract_id')",
            "Beside contract_id you return no column.",
        ),
    },
    "churn-4": {
        "splits rows": (
            """
def folds(contracts):
    return contracts.select("contract_id", fold=pl.int_range(pl.len()) % 5)
""",
            "households stand in more than one fold",
        ),
        "cuts the table into five": (
            """
def folds(contracts):
    return contracts.select("contract_id", fold=pl.int_range(pl.len()) * 5 // pl.len())
""",
            "households stand in more than one fold",
        ),
        "takes neighbours for households": (
            """
def folds(contracts):
    return contracts.select("contract_id", fold=pl.col("household_id").rle_id() % 5)
""",
            "Of the same contracts in another order,",
        ),
        "counts from one": (
            """
def folds(contracts):
    return contracts.select("contract_id", fold=pl.col("household_id").rank("dense") % 5 + 1)
""",
            "you number a fold 5; 0 to 4 are asked for",
        ),
        "four folds": (
            """
def folds(contracts):
    return contracts.select("contract_id", fold=pl.col("household_id").rank("dense") % 4)
""",
            "of the contracts; about a fifth is asked for",
        ),
        "draws without a seed": (
            """
def folds(contracts):
    homes = contracts.select("household_id").unique().sort("household_id")
    import random
    of_home = homes.with_columns(fold=pl.Series([random.randrange(5) for _ in range(homes.height)]))
    return contracts.join(of_home, on="household_id").select("contract_id", "fold")
""",
            "Called twice, you give two splits.",
        ),
        "a hash that is salted": (
            """
def folds(contracts):
    fold = [hash(home) % 5 for home in contracts["household_id"]]
    return contracts.select("contract_id", fold=pl.Series(fold))
""",
            "In another process you give another split: the hash of a text is salted anew",
        ),
        "a salted hash of polars' making": (
            """
def folds(contracts):
    home = pl.col("household_id").map_elements(hash, return_dtype=pl.Int64)
    return contracts.select("contract_id", fold=home % 5)
""",
            "In another process you give another split: the hash of a text is salted anew",
        ),
        "the order of a set": (
            """
def folds(contracts):
    homes = {home: n % 5 for n, home in enumerate(set(contracts["household_id"]))}
    fold = [homes[home] for home in contracts["household_id"]]
    return contracts.select("contract_id", fold=pl.Series(fold))
""",
            "In another process you give another split: the hash of a text is salted anew",
        ),
        "one fold a region": (
            """
def folds(contracts):
    code = {"North": 0, "South": 1, "East": 2, "West": 3}
    return contracts.select("contract_id", fold=pl.col("region").replace_strict(code))
""",
            "about a fifth is asked for",
        ),
        "one row a household": (
            """
def folds(contracts):
    one = contracts.unique("household_id", keep="first", maintain_order=True)
    return one.select("contract_id", fold=pl.int_range(pl.len()) % 5)
""",
            "Who gets no value, or two? One row a contract is needed.",
        ),
    },
}
