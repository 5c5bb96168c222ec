"""Right and wrong answers to question 2.4a: above the bar by features alone."""

from __future__ import annotations

import re

from leaking import leaking

FRAME = """
def competition(cards):
    angle, word = pl.col("scan_hue_deg").radians(), pl.col("attack_name").str.split(" ").list.get(0)
    return cards.select("card_id", {columns})
"""
HUE, WORD, EGG = "x=angle.cos(), y=angle.sin()", "word=word", "egg=pl.col('egg_groups')"


def frame(*columns):
    # Python wants keywords last.
    named = [one for one in columns if re.match(r"\w+=", one)]
    return FRAME.format(columns=", ".join([one for one in columns if one not in named] + named))


RIGHT = {
    "2.4a": {
        "words and egg groups, in pandas": """
def competition(cards):
    import pandas as pd
    table = pd.DataFrame({
        name: pd.Series(cards[name].to_list(), dtype="object")
        for name in ("attack_name", "egg_groups")
    }).fillna("")
    groups = ("Bug", "Dragon", "Field", "Flying", "Grass", "Mineral", "Monster", "Amorphous",
              "Human-Like", "Fairy", "Undiscovered", "Water 1", "Water 2", "Water 3")
    made = {
        group: [int(group in one.split("|")) for one in table["egg_groups"]] for group in groups
    }
    made["word"] = [one.split(" ")[0] for one in table["attack_name"]]
    schema = {group: pl.Int8 for group in groups} | {"word": pl.String}
    return cards.select("card_id").hstack(pl.DataFrame(made, schema=schema))
""",
        "all three, with the hue in sectors, row by row": """
def competition(cards):
    rows = []
    for row in cards.to_dicts():
        hue, name = row["scan_hue_deg"], row["attack_name"]
        rows.append((
            row["card_id"],
            None if hue is None else f"{hue // 24:.0f}",
            (name or "none").partition(" ")[0],
            row["egg_groups"],
        ))
    kinds = {"card_id": pl.String, "sector": pl.String, "word": pl.String, "egg": pl.String}
    return pl.DataFrame(rows, schema=kinds, orient="row").reverse()
""",
        "hue and egg groups, in numpy and SQL": """
def competition(cards):
    import numpy as np
    angle = np.radians(cards["scan_hue_deg"].cast(pl.Float64).to_numpy())
    ids = cards.sql("select card_id, egg_groups as egg from self")
    return ids.with_columns(x=pl.Series(np.cos(angle)), y=pl.Series(np.sin(angle)))
""",
        "with columns that do nothing": """
def competition(cards):
    angle = pl.col("scan_hue_deg").radians()
    return cards.lazy().select(
        "card_id",
        pl.col("attack_name").str.extract(r"^(\\S+)").alias("word"),
        angle.cos().alias("body_color"),
        angle.sin().alias("rarity"),
        pl.col("is_holo"),
        pl.col("grade"),
        pl.col("grading_company").cast(pl.Categorical),
        pl.col("release_date").dt.year().alias("year"),
        (pl.col("attack_damage") / (1 + pl.col("retreat_cost"))).alias("step"),
    ).collect()
""",
        "with helpers and a catalogue that is read": """
SECTORS = 18

def expressions_of_mine():
    word = pl.col("attack_name").str.split(" ").list.first()
    sector = (pl.col("scan_hue_deg") // (360 / SECTORS)).cast(pl.String)
    return [word.alias("first_word"), sector.alias("sector")]

def competition(cards):
    from cardshop.features import EGG_GROUPS, catalogue
    assert "first_word" in catalogue()["feature"]
    eggs = [
        pl.col("egg_groups").str.split("|").list.contains(one).alias(one) for one in EGG_GROUPS
    ]
    return cards.select("card_id", *expressions_of_mine(), *eggs)
""",
    }
}

WRONG = {
    "2.4a": {
        "one idea alone": (frame(HUE), "0.72 is asked for."),
        "the sine for the angle": (
            frame("y=angle.sin()", WORD),
            "Which of the columns that nobody has used yet",
        ),
        "ratios without end": (
            frame(
                "a=pl.col('base_attack') / pl.col('base_defense')",
                "b=pl.col('base_hp') / pl.col('base_speed')",
                "c=pl.col('base_attack').pow(2)",
            ),
            "is infinite",
        ),
        "raw columns once more": (
            frame("pl.col('base_hp').alias('a')", "pl.col('hp').alias('b')", "'rarity'"),
            "0.72 is asked for.",
        ),
        "weakness and resistance": (
            frame(HUE, WORD, "'weakness'", "'resistance'"),
            "weakness is no feature: it is filled in 3 days after typing",
        ),
        "resistance under another name": (
            frame(HUE, WORD, "armour=pl.col('resistance') == 'none'"),
            "resistance is no feature",
        ),
        "a target encoding fitted on all rows": (
            frame(HUE, "water=(pl.col('card_type') == 'Water').mean().over('egg_groups')"),
            "From which other cards does your value come?",
        ),
        "a target encoding of the species": (
            frame(HUE, "water=(pl.col('card_type') == 'Water').mean().over('species')"),
            "no feature",
        ),
        "stats looked up by species": (
            """
def competition(cards):
    stats = pl.DataFrame({"species": ["Pikachu", "Staryu"], "quick": [90, 85]})
    angle = pl.col("scan_hue_deg").radians()
    name = pl.col("attack_name").str.split(" ").list.get(0)
    return cards.join(stats, on="species", how="left", maintain_order="left").select(
        "card_id", "quick", x=angle.cos(), y=angle.sin(), word=name,
        length=pl.col("species").str.len_chars(),
    )
""",
            "species is no feature: a look-up of species",
        ),
        "the set": (frame(HUE, WORD, "'set_code'"), "set_code is no feature: a set that comes out"),
        "the seller": (frame(HUE, WORD, "'seller_country'"), "seller_country is no feature"),
        "the box": (frame(HUE, WORD, "'lot_id'"), "lot_id is no feature: it is a key"),
        "scaled on all rows": (
            frame("z=(angle.cos() - angle.cos().mean()) / angle.cos().std()", WORD),
            "From which other cards does your value come?",
        ),
        "ranks": (
            frame("r=pl.col('weight_kg').rank()", HUE, WORD),
            "From which other cards does your value come?",
        ),
        "missing filled with the mean of all rows": (
            frame("hue=angle.cos().fill_null(strategy='mean')", WORD),
            "From which other cards does your value come?",
        ),
        "one column a word that is there": (
            """
def competition(cards):
    word = cards.select(word=pl.col("attack_name").str.split(" ").list.first().fill_null("none"))
    angle = pl.col("scan_hue_deg").radians()
    return cards.select("card_id", x=angle.cos(), y=angle.sin()).hstack(word.to_dummies())
""",
            "comes and goes",
        ),
        "a date": (frame(HUE, WORD, "'release_date'"), "The column release_date holds Date."),
        "a density without care": (
            frame(HUE, WORD, "d=pl.col('weight_kg') / pl.col('height_m').pow(2)"),
            "Which division or logarithm meets a zero there?",
        ),
        "types read from the file": (
            """
def competition(cards):
    known = load_cards().select("card_id", told="card_type")
    return cards.select("card_id").join(known, on="card_id", how="left")
""",
            "looks in what cardshop.dataset.load_cards gives",
        ),
        "the key alone": (
            "def competition(cards):\n    return cards.select('card_id')",
            "by +0.0 points",
        ),
        "all columns": (
            "def competition(cards):\n    return cards.drop('release_date')",
            "is no feature",
        ),
        **leaking("competition"),
        "the shop's own, by its module": (
            """
def competition(cards):
    import cardshop.features as cf
    return cards.select("card_id", "egg_groups").hstack(cf.features(cards, ["first_word"]))
""",
            "competition calls cardshop.features.features; it is the shop's own answer",
        ),
    }
}
