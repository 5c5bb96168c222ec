"""Right and wrong answers to question 4.2a, tags of errors by rules in an order."""

from __future__ import annotations

RIGHT = {
    "4.2a": {
        "card by card": """
def categorise(errors, catalogue):
    kinds = {}
    for kind, name in catalogue.select("card_type", "attack_name").iter_rows():
        word = name.split(" ")[0]
        kinds.setdefault(word, {})
        kinds[word][kind] = kinds[word].get(kind, 0) + 1

    def tag(row):
        if row["card_type"] == "Dragon":
            return "dragon"
        if row["grading_company"] not in (None, "none"):
            return "slab"
        counts = kinds.get((row["attack_name"] or "").split(" ")[0], {}).values()
        total = sum(counts)
        if total >= 20 and 2 * max(counts) <= total:
            return "generic_attack"
        return "other"

    return {row["card_id"]: tag(row) for row in errors.iter_rows(named=True)}
""",
        "frame by frame": """
def categorise(errors, catalogue):
    word = pl.col("attack_name").str.extract(r"^([^ ]+)").alias("word")
    counts = catalogue.group_by(word, "card_type").len()
    sizes = counts.group_by("word").agg(pl.sum("len").alias("all"), pl.max("len").alias("most"))
    generic = sizes.filter(pl.col("all") > 19, pl.col("most") / pl.col("all") <= 0.5)
    left = errors.with_columns(word)
    found = {}
    steps = {
        "dragon": lambda: left.filter(card_type="Dragon"),
        "slab": lambda: left.filter(pl.col("grading_company") != "none"),
        "generic_attack": lambda: left.join(generic, on="word", how="semi"),
        "other": lambda: left,
    }
    for tag, chosen in steps.items():
        cards = chosen()["card_id"].to_list()
        found |= dict.fromkeys(cards, tag)
        left = left.filter(~pl.col("card_id").is_in(cards))
    return found
""",
        "with pandas": """
def categorise(errors, catalogue):
    import pandas as pd

    cards = pd.DataFrame(errors.to_dict(as_series=False))
    shop = pd.DataFrame(catalogue.to_dict(as_series=False))
    if cards.empty:
        return {}
    shop["word"] = shop["attack_name"].str.partition(" ")[0]
    table = pd.crosstab(shop["word"], shop["card_type"])
    vague = table.index[(table.sum(axis=1) >= 20) & (table.max(axis=1) <= table.sum(axis=1) / 2)]
    words = cards["attack_name"].fillna("").astype(str).str.partition(" ")[0]
    cards["tag"] = "other"
    cards.loc[words.isin(vague), "tag"] = "generic_attack"
    cards.loc[~cards["grading_company"].fillna("none").isin(["none"]), "tag"] = "slab"
    cards.loc[cards["card_type"] == "Dragon", "tag"] = "dragon"
    return dict(zip(cards["card_id"].tolist(), cards["tag"].tolist()))
""",
    },
}
BODY = """
def categorise(errors, catalogue):
    word = pl.col("attack_name").str.split(" ").list.first()
    known = catalogue.group_by(word.alias("word")).agg(
        cards=pl.len(), most=pl.col("card_type").unique_counts().max()
    )
    generic = known.filter((pl.col("cards") >= 20) & (2 * pl.col("most") <= pl.col("cards")))
    dragon = pl.col("card_type") == "Dragon"
    slab = pl.col("grading_company") != "none"
    vague = word.is_in(generic["word"].to_list())
    tag = (
        pl.when(dragon).then(pl.lit("dragon"))
        .when(slab).then(pl.lit("slab"))
        .when(vague).then(pl.lit("generic_attack"))
        .otherwise(pl.lit("other"))
    )
    return dict(errors.select("card_id", tag.alias("tag")).iter_rows())
"""


def but(old: str, new: str) -> str:
    """The answer with one thing another way."""
    if old not in BODY:
        raise ValueError(old)
    return BODY.replace(old, new)


WRONG = {
    "4.2a": {
        "a tag by the prediction": (
            but('dragon = pl.col("card_type") == "Dragon"',
                'dragon = pl.any_horizontal(pl.col("card_type", "predicted") == "Dragon")'),
            "so such a tag selects errors",
        ),
        "slabs before dragons": (
            but('pl.when(dragon).then(pl.lit("dragon"))\n        .when(slab).then(pl.lit("slab"))',
                'pl.when(slab).then(pl.lit("slab"))\n        .when(dragon).then(pl.lit("dragon"))'),
            "D2 (card_type Dragon, predicted Fire, grading_company Apex",
        ),
        "the words before the slabs": (
            but('.when(slab).then(pl.lit("slab"))\n        .when(vague).then(pl.lit("generic_attack"))',
                '.when(vague).then(pl.lit("generic_attack"))\n        .when(slab).then(pl.lit("slab"))'),
            "S2 (card_type Fire, predicted Water, grading_company Apex",
        ),
        "no grader is a grader": (
            but('slab = pl.col("grading_company") != "none"',
                'slab = pl.col("grading_company").ne_missing("none")'),
            "S3 (card_type Fire, predicted Water, grading_company None",
        ),
        "half is a lead": (
            but('2 * pl.col("most") <= pl.col("cards")', '2 * pl.col("most") < pl.col("cards")'),
            "half is no more than half",
        ),
        "a rare word is generic, too": (
            but('(pl.col("cards") >= 20) & ', ""),
            "The catalogue has 19 such cards",
        ),
        "a new word says nothing": (
            but('vague = word.is_in(generic["word"].to_list())',
                'clear = known.join(generic, on="word", how="anti")\n'
                '    vague = ~word.is_in(clear["word"].to_list())'),
            "Its first word is Plainly",
        ),
        "the word anywhere in the name": (
            but('vague = word.is_in(generic["word"].to_list())',
                'vague = pl.col("attack_name").str.contains_any(generic["word"].to_list())'),
            "G6 (card_type Fire, predicted Water, grading_company none, attack 'Plainly Told')",
        ),
        "upper and lower case alike": (
            but('word = pl.col("attack_name").str.split(" ").list.first()',
                'word = pl.col("attack_name").str.to_titlecase().str.split(" ").list.first()'),
            "Its first word is plain",
        ),
        "words of the errors instead of the catalogue": (
            but("catalogue.group_by", "errors.group_by"),
            "is tagged other, expected generic_attack. No type leads",
        ),
        "the eight words by heart": (
            but('generic["word"].to_list()',
                '["Quick", "Wild", "Mega", "Double", "Heavy", "Swift", "Lucky", "Focus"]'),
            "G1 (card_type Fire",
        ),
        "other cards have no tag": (
            but('.select("card_id", tag.alias("tag"))',
                '.select("card_id", tag.alias("tag")).filter(pl.col("tag") != "other")'),
            "What do you do with a card for which no rule holds?",
        ),
        "tags in other words": (but('pl.lit("generic_attack")', 'pl.lit("generic")'), "How is it spelt"),
        "everything is other": (
            "def categorise(errors, catalogue):\n    return dict.fromkeys(errors['card_id'], 'other')\n",
            "is tagged other, expected dragon",
        ),
    },
}  # fmt: skip
