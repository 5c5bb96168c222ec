"""Right and wrong answers to 1.3: what the check of whole columns is tested with."""

from __future__ import annotations

RIGHT = {
    "1.3": {
        "lazy, statistics joined by set": """
def attack_words(cards):
    z = (pl.col("hp") - pl.col("mean")) / pl.col("spread")
    no_spread = pl.col("spread").is_null() | (pl.col("spread") == 0)
    lazy = cards.lazy()
    by_set = lazy.group_by("set_code").agg(mean=pl.mean("hp"), spread=pl.std("hp"))
    word = pl.col("attack_name").str.strip_chars().str.splitn(" ", 2).struct.field("field_0")
    return (
        lazy.join(by_set, on="set_code", how="left", maintain_order="left")
        .with_columns(hp_z=pl.when(pl.col("hp").is_not_null() & no_spread).then(0.0).otherwise(z))
        .with_columns(word=pl.when(word != "").then(word))
        .select("card_id", "word", "hp_z")
        .collect()
    )
""",
        "numpy": """
def attack_words(cards):
    import numpy as np
    sets = cards["set_code"].rank("dense").to_numpy().astype(int)
    hp = cards["hp"].cast(pl.Float64).to_numpy()
    known = ~np.isnan(hp)
    hp0 = np.where(known, hp, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        count = np.bincount(sets, weights=known)
        distance = hp - (np.bincount(sets, weights=hp0) / count)[sets]
        squares = np.bincount(sets, weights=np.where(known, distance, 0.0) ** 2)
        spread = np.sqrt(squares / (count - 1))[sets]
        z = np.where(spread > 0, distance / spread, np.where(known, 0.0, np.nan))
    return pl.DataFrame(
        {
            "card_id": cards["card_id"],
            "word": cards["attack_name"].str.extract_all("[^ ]+").list.first(),
            "hp_z": pl.Series(z, nan_to_null=True),
        }
    )
""",
        "helpers, names in a loop, small floats": """
COLUMNS = ("card_id", "word", "hp_z")

def standing(name, by):
    centre, spread = (getattr(pl.col(name), way)().over(by) for way in ("mean", "std"))
    z = (pl.col(name) - centre) / pl.when(spread > 0).then(spread).otherwise(1.0)
    return z.cast(pl.Float32).alias(f"{name}_z")

def first_word(column):
    return column.str.strip_chars(" ").str.replace(" .*", "").replace("", None)

def attack_words(cards):
    made = cards.with_columns(
        word=first_word(pl.col("attack_name")), **{"hp_z": standing("hp", by="set_code")}
    )
    return pl.DataFrame([made[name] for name in COLUMNS if name in made.columns])
""",
        "sets gathered and put back": """
def attack_words(cards):
    hp = pl.col("hp").cast(pl.Int32)
    z = pl.when(hp.n_unique() - hp.has_nulls() > 1).then((hp - hp.mean()) / hp.std())
    z = z.when(hp.is_not_null()).then(0.0)
    rows = cards.with_row_index("row")
    by_set = rows.group_by("set_code").agg("row", "card_id", "attack_name", hp_z=z)
    return (
        by_set.explode("row", "card_id", "attack_name", "hp_z")
        .sort("row")
        .select("card_id", pl.col("attack_name").str.extract("([^ ]+)").alias("word"), "hp_z")
        .cast({"hp_z": pl.Float64})
    )
""",
    },
}

ATTACK_WORDS = """
def attack_words(cards):
    hp = {hp}
    mean, spread = hp.mean(){over}, hp.std({ddof}){over}
    z = (hp - mean) / spread
    return cards.{rows}select("card_id", word={word}, hp_z={hp_z}){last}
"""


def attack_words(before="", **changes):
    parts = {
        "hp": 'pl.col("hp")',
        "over": '.over("set_code")',
        "ddof": "",
        "rows": "",
        "word": 'pl.col("attack_name").str.extract("([^ ]+)")',
        "hp_z": "pl.when(spread > 0).then(z).otherwise(hp - mean)",
        "last": "",
    }
    return before + ATTACK_WORDS.format(**parts | changes)


NOT_ONCE_A_ROW = "The table is right, but attack_words "
FIRST = """
def first(name):
    words = (name or "").split()
    return words[0] if words else None

"""
WORDS = "pl.Series([{one} for name in {names}], dtype=pl.String)"

WRONG = {
    "1.3": {
        "split leaves an empty part in front": (
            attack_words(word='pl.col("attack_name").str.split(" ").list.first()'),
            "'  Thorn Crush', hp 80. What is the first part of a text that starts with the separator",
        ),
        "an empty text is taken for a word": (
            attack_words(
                word='pl.col("attack_name").str.strip_chars().str.split(" ").list.first()'
            ),
            "word is '', expected null",
        ),
        "a word ends at a hyphen": (
            attack_words(word='pl.col("attack_name").str.extract(r"(\\w+)")'),
            "word is 'Mega', expected 'Mega-Punch'",
        ),
        "bytes are taken for letters": (
            attack_words(
                word='pl.col("attack_name").str.strip_chars().replace("", None).pipe('
                'lambda text: text.str.head(text.str.find(" ", literal=True).fill_null(99)))'
            ),
            "word is 'Éclair ', expected 'Éclair'",
        ),
        "null becomes an empty text": (
            attack_words(word='pl.col("attack_name").str.extract("([^ ]+)").fill_null("")'),
            "word is '', expected null",
        ),
        "over all cards": (
            attack_words(over=""),
            "Which cards does the mean run over",
        ),
        "ddof is 0": (
            attack_words(ddof="ddof=0"),
            "hp_z is -1.225, expected -1. The card: card_id 'C01'",
        ),
        "zero by zero": (
            attack_words(hp_z="pl.when(spread.is_null()).then(hp - mean).otherwise(z)"),
            "hp_z is nan, expected 0",
        ),
        "a lone card stays null": (
            attack_words(hp_z="pl.when(spread != 0).then(z).when(spread == 0).then(0.0)"),
            "hp_z is null, expected 0. The card: card_id 'C08'",
        ),
        "a lone card in a set of two stays null": (
            attack_words(
                hp_z='pl.when(spread > 0).then(z).when((pl.len().over("set_code") == 1) | '
                "(spread == 0)).then(hp - mean)"
            ),
            "How many cards of that set have hp",
        ),
        "no hp is 0 where there is no spread": (
            attack_words(hp_z="pl.when(spread > 0).then(z).otherwise(0.0)"),
            "A card without hp has no z-score. Which of your steps gives it a number?",
        ),
        "no hp counts as zero hp": (
            attack_words(hp='pl.col("hp").fill_null(0)'),
            "hp 60. The hp in its set: 60, 80, null, 100. Which cards",
        ),
        "cards without hp are dropped": (
            attack_words(rows='filter(pl.col("hp").is_not_null()).'),
            "Which step changes the order of rows, or their number?",
        ),
        "in the order of sets": (
            attack_words(rows='sort("set_code", maintain_order=True).'),
            "Row 1: card_id is 'C03', expected 'C02'",
        ),
        "joined on a card_id that repeats": (
            attack_words(
                last='.join(cards.select("card_id"), on="card_id", how="left", '
                'maintain_order="left")'
            ),
            "expected 16",
        ),
        "a table learnt by heart": (
            """
def attack_words(cards):
    names = ["Quick", "Ember", "Thorn", None, None, None, "Double", "Mega-Punch", "Tail", "Body"]
    names += ["Ice", "K.O.", "Ember", "Éclair", "Wild", "Tail"]
    z = [-1.0, -1.0, 0.0, 0.0, None, 1.0, 1.0, 0.0, 0.0, 0.0, None, 0.0, None, -0.5**0.5, 0.5**0.5]
    made = pl.DataFrame({"word": names, "hp_z": [*z, 0.0]}).head(cards.height)
    return cards.select("card_id").hstack(made)
""",
            "With one set only, and more columns: ",
        ),
        "a list forgets its type": (
            attack_words(
                last='.drop("word").with_columns(word=pl.Series('
                '[first(name) for name in cards["attack_name"]]))',
                before=FIRST,
            ),
            "From a table without cards, the column word is Null, expected String.",
        ),
        "map_elements": (
            attack_words(FIRST, word='pl.col("attack_name").map_elements(first, pl.String)'),
            NOT_ONCE_A_ROW + "calls map_elements in line",
        ),
        "a comprehension": (
            attack_words(FIRST, word=WORDS.format(one="first(name)", names='cards["attack_name"]')),
            NOT_ONCE_A_ROW + "loops over cards['attack_name'] in line",
        ),
        "a comprehension in a helper with a private name": (
            attack_words(
                FIRST + "def _words(names):\n"
                "    return pl.Series([first(name) for name in names], dtype=pl.String)\n",
                word='_words(cards["attack_name"])',
            ),
            NOT_ONCE_A_ROW + "calls ",
        ),
        "Python once a set": (
            """
def attack_words(cards):
    parts = []
    for _, one in cards.with_row_index("row").group_by("set_code"):
        hp = pl.col("hp")
        many = (one["hp"].std() or 0) > 0
        z = (hp - hp.mean()) / hp.std() if many else hp - hp.mean()
        parts.append(one.with_columns(hp_z=z.cast(pl.Float64)))
    whole = pl.concat(parts) if parts else cards.with_columns(row=0, hp_z=pl.lit(None, pl.Float64))
    word = pl.col("attack_name").str.extract("([^ ]+)")
    return whole.sort("row").select("card_id", word=word, hp_z="hp_z")
""",
            NOT_ONCE_A_ROW + "loops over cards.with_row_index('row').group_by",
        ),
        "the slow pandas, called": (
            """
def attack_words(cards):
    if cards.is_empty():
        return cards.select("card_id", word="attack_name", hp_z=pl.col("hp").cast(pl.Float64))
    frame = slow_attack_words(pd.DataFrame(cards.to_dict(as_series=False)))
    table = {name: frame[name].astype(object).where(frame[name].notna(), None) for name in frame}
    kinds = {"card_id": pl.String, "word": pl.String, "hp_z": pl.Float64}
    return pl.DataFrame({name: values.tolist() for name, values in table.items()}, schema=kinds)
""",
            NOT_ONCE_A_ROW + "uses pandas in line",
        ),
        "no frame at all": (
            attack_words(last=".rows()"),
            "you returned a list",
        ),
    },
}
