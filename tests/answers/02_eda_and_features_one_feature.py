"""Right and wrong answers to question 2.3: one feature that gains five points."""

from __future__ import annotations

from leaking import leaking

RIGHT = {
    "2.3": {
        "the hue as a point on a circle": """
def one_feature(cards):
    angle = pl.col("scan_hue_deg").radians()
    return cards.select("card_id", x=angle.cos(), y=angle.sin())
""",
        "the hue in sectors, in numpy": """
def one_feature(cards):
    import numpy as np
    hue = cards["scan_hue_deg"].cast(pl.Float64).to_numpy()
    sector = np.floor(hue / 15)
    names = [None if np.isnan(one) else f"sector {one:.0f}" for one in sector]
    return pl.DataFrame(
        {"card_id": cards["card_id"], "sector": names},
        schema={"card_id": pl.String, "sector": pl.String},
    ).sort("card_id")
""",
        "the word, row by row": """
def first_word(name):
    return name.split()[0] if name and name.strip() else "none"

def one_feature(cards):
    rows = [(row["card_id"], first_word(row["attack_name"])) for row in cards.to_dicts()]
    return pl.DataFrame(
        rows, schema={"card_id": pl.String, "word": pl.Categorical}, orient="row"
    )
""",
        "the word, in pandas": """
def one_feature(cards):
    import pandas as pd
    words = pd.Series(cards["attack_name"].to_list(), dtype="object").str.split(" ").str[0]
    return cards.select("card_id").with_columns(
        pl.Series("word", [None if pd.isna(one) else one for one in words], dtype=pl.String)
    )
""",
        "the egg groups as one text": """
def one_feature(cards):
    return cards.select("card_id", pl.col("egg_groups").fill_null("none"))
""",
        "the first egg group, with SQL": """
def one_feature(cards):
    return cards.sql("select card_id, split_part(egg_groups, '|', 1) as egg from self")
""",
        "the distance from cyan": """
def one_feature(cards):
    return cards.select("card_id", (pl.col("scan_hue_deg") - 180).abs().alias("from_cyan"))
""",
        "the hue, as strong as the colour": """
def one_feature(cards):
    lazy = cards.lazy().with_columns(a=pl.col("scan_hue_deg").radians())
    vivid = pl.col("scan_saturation")
    return lazy.select(
        "card_id", x=vivid * pl.col("a").cos(), y=vivid * pl.col("a").sin()
    ).collect()
""",
        "egg groups renamed by a short dict": """
HABITATS = {"Water 1": "sea", "Water 2": "fish", "Water 3": "shell", "Bug": "small"}

def one_feature(cards):
    return cards.select("card_id", home=pl.col("egg_groups").replace(HABITATS))
""",
        "sectors between written limits, with names that other cells have, too": """
LIMITS = (15, 40, 70, 110, 160, 200, 240, 275, 310, 345)

def place(hue):
    return None if hue is None else f"sector {sum(hue >= one for one in LIMITS)}"

def one_feature(cards):
    sample = cards.select("card_id", pl.col.scan_hue_deg)
    trials_2_3 = [place(one) for one in sample["scan_hue_deg"]]
    return sample.select("card_id", pl.Series("sector", trials_2_3, dtype=pl.String))
""",
        "a colour wheel written down as a table": """
import math
wheel = pl.DataFrame({"sector": range(12), "angle": [math.radians(30 * n + 15) for n in range(12)]})

def one_feature(cards):
    turned = cards.with_columns(sector=pl.col("scan_hue_deg").cast(pl.Int64) // 30)
    joined = turned.join(wheel, on="sector", how="left")
    return joined.select("card_id", x=pl.col("angle").cos(), y=pl.col("angle").sin())
""",
    }
}

WRONG = {
    "2.3": {
        "the ratio": (
            """
def one_feature(cards):
    ratio = pl.col("base_attack") / pl.col("base_defense")
    return cards.select("card_id", ratio=pl.when(ratio.is_finite()).then(ratio))
""",
            "What of your feature could the 19 raw columns already say by weights and sums?",
        ),
        "degrees taken for radians": (
            """
def one_feature(cards):
    return cards.select("card_id", x=pl.col("scan_hue_deg").cos(), y=pl.col("scan_hue_deg").sin())
""",
            "5 are asked for.",
        ),
        "the sine alone": (
            """
def one_feature(cards):
    return cards.select("card_id", y=pl.col("scan_hue_deg").radians().sin())
""",
            "5 are asked for.",
        ),
        "the whole name": (
            """
def one_feature(cards):
    return cards.select("card_id", "attack_name")
""",
            "5 are asked for. How many cards has each of its 454 texts?",
        ),
        "the number of a sector": (
            """
def one_feature(cards):
    return cards.select("card_id", sector=pl.col("scan_hue_deg") // 30)
""",
            "5 are asked for.",
        ),
        "nothing but the key": (
            """
def one_feature(cards):
    return cards.select("card_id")
""",
            "Beside card_id you return 0 columns: none.",
        ),
        "a constant": (
            """
def one_feature(cards):
    return cards.select("card_id", one=pl.lit(1.0))
""",
            "by +0.0 points",
        ),
        "three columns": (
            """
def one_feature(cards):
    angle = pl.col("scan_hue_deg").radians()
    word = pl.col("attack_name").str.split(" ").list.first()
    return cards.select("card_id", x=angle.cos(), y=angle.sin(), word=word)
""",
            "you return 3 columns: x, y, word",
        ),
        "all columns and one more": (
            """
def one_feature(cards):
    return cards.with_columns(word=pl.col("attack_name").str.split(" ").list.first())
""",
            "Beside card_id you return 36 columns: lot_id",
        ),
        "two texts": (
            """
def one_feature(cards):
    word = pl.col("attack_name").str.split(" ").list.first()
    return cards.select("card_id", "egg_groups", word=word)
""",
            "what is your one idea?",
        ),
        "the weakness": (
            """
def one_feature(cards):
    return cards.select("card_id", "weakness")
""",
            "weakness is no feature: it is filled in 3 days after typing",
        ),
        "the weakness under another name": (
            """
def one_feature(cards):
    soft = pl.col("resistance") + "-" + pl.col("weakness").fill_null("none")
    return cards.select("card_id", rarity_class=soft)
""",
            "What would stand there when a new card lies under the camera?",
        ),
        "the type itself": (
            """
def one_feature(cards):
    return cards.select("card_id", fire=(pl.col("card_type") == "Fire").cast(pl.Int8))
""",
            "card_type is no feature: it is the target",
        ),
        "the species": (
            """
def one_feature(cards):
    return cards.select("card_id", name=pl.col("species").str.to_uppercase())
""",
            "species is no feature: a look-up of species",
        ),
        "the number of the species": (
            """
def one_feature(cards):
    return cards.select("card_id", "dex_no")
""",
            "dex_no is no feature: a look-up of species",
        ),
        "the line": (
            """
def one_feature(cards):
    return cards.select("card_id", family=pl.col("line_id").cast(pl.String))
""",
            "line_id is no feature: a look-up of species",
        ),
        "the share of Water by species, fitted on all rows": (
            """
def one_feature(cards):
    water = (pl.col("card_type") == "Water").mean().over("species")
    return cards.select("card_id", water=water)
""",
            "card_type is no feature: it is the target",
        ),
        "the usual type of a word, fitted on all rows": (
            """
def one_feature(cards):
    word = pl.col("attack_name").str.split(" ").list.first()
    usual = pl.col("card_type").drop_nulls().mode().sort().first().over(word)
    return cards.select("card_id", usual=usual)
""",
            "From which other cards does your value come?",
        ),
        "the share of the type, fitted on the file": (
            """
def one_feature(cards):
    known = load_cards().group_by("egg_groups").agg(
        water=(pl.col("card_type") == "Water").mean(), fire=(pl.col("card_type") == "Fire").mean()
    )
    return cards.join(known, on="egg_groups", how="left").select("card_id", "water", "fire")
""",
            "looks in what cardshop.dataset.load_cards gives",
        ),
        "the mean of all rows taken off": (
            """
def one_feature(cards):
    hue = pl.col("scan_hue_deg")
    return cards.select("card_id", apart=(hue - hue.mean()).abs())
""",
            "From which other cards does your value come?",
        ),
        "how common a word is": (
            """
def one_feature(cards):
    word = pl.col("attack_name").str.split(" ").list.first()
    return cards.select("card_id", common=pl.len().over(word))
""",
            "From which other cards does your value come?",
        ),
        "codes in the order of rows": (
            """
def one_feature(cards):
    words = cards["attack_name"].str.split(" ").list.first().to_list()
    code = {}
    for one in words:
        code.setdefault(one, len(code))
    return cards.select("card_id").with_columns(code=pl.Series([code[one] for one in words]))
""",
            "From which other cards does your value come?",
        ),
        "the place in the table": (
            """
def one_feature(cards):
    return cards.with_row_index("place").select("card_id", "place")
""",
            "From which other cards does your value come?",
        ),
        "the number of the card": (
            """
def one_feature(cards):
    number = pl.col("card_id").str.extract(r"(\\d+)").cast(pl.Int64)
    return cards.select("card_id", number=number)
""",
            "card_id is no feature: it is a key: new for every print.",
        ),
        "cards without a hue left out": (
            """
def one_feature(cards):
    angle = pl.col("scan_hue_deg").radians()
    return cards.drop_nulls("scan_hue_deg").select("card_id", x=angle.cos(), y=angle.sin())
""",
            "edge: null is not among them",
        ),
        "two rows for two egg groups": (
            """
def one_feature(cards):
    groups = pl.col("egg_groups").str.split("|")
    return cards.select("card_id", group=groups).explode("group")
""",
            "One row a card is needed.",
        ),
        "a list of egg groups": (
            """
def one_feature(cards):
    return cards.select("card_id", group=pl.col("egg_groups").str.split("|"))
""",
            "The column group holds List(String).",
        ),
        "damage a step": (
            """
def one_feature(cards):
    return cards.select("card_id", step=pl.col("attack_damage") / pl.col("retreat_cost"))
""",
            "Which division or logarithm meets a zero there?",
        ),
        "the shop's own": (
            """
def one_feature(cards):
    from cardshop.features import features
    return cards.select("card_id").hstack(features(cards, "hue"))
""",
            "it is the shop's own answer",
        ),
        **leaking("one_feature"),
        "the shop's own, by its module": (
            """
def one_feature(cards):
    import cardshop.features as cf
    return cards.select("card_id").hstack(cf.features(cards, ["first_word"]))
""",
            "one_feature calls cardshop.features.features; it is the shop's own answer",
        ),
        "a short dict made from the cards of a trial": (
            """
from cardshop.training import trial_cards as some

usual = dict(some().group_by("egg_groups").agg(pl.col("card_type").first()).head(99).iter_rows())

def one_feature(cards):
    egg = pl.col("egg_groups")
    return cards.select("card_id", egg.replace_strict(usual, default=None, return_dtype=pl.String))
""",
            "looks in what cardshop.training.trial_cards gives",
        ),
        "the file of the course": (
            """
def one_feature(cards):
    known = pl.read_parquet(str(DATA / "cards.parquet")).select("card_id", t="card_type")
    return cards.select("card_id").join(known, on="card_id", how="left")
""",
            "one_feature looks in what cardshop.dataset.DATA gives",
        ),
        "a file read by SQL": (
            """
def one_feature(cards):
    return cards.sql("select card_id, card_type t from read_parquet('data/cards.parquet')")
""",
            "one_feature looks in a file (read_parquet()",
        ),
        "a long table that was pasted": (
            """
known = dict.fromkeys(map(str, range(600)), "Fire")

def one_feature(cards):
    return cards.select("card_id", word=pl.col("attack_name").replace_strict(known, default=None))
""",
            "looks in known, which holds 600 entries from elsewhere",
        ),
        "the shop's own expressions, from another cell": (
            """
import cardshop.features as cf
_made = cf.expressions(pl, ["first_word"])

def one_feature(cards):
    return cards.select("card_id", *_made)
""",
            "it is the shop's own answer",
        ),
    }
}
