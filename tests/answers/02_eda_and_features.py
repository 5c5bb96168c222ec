"""Right and wrong answers to question 2.1a, which its check is tested with."""

from __future__ import annotations

SHOP = """
def shop_features(cards):
    def sound(name):
        return pl.when(pl.col(name).{finite}()).then(pl.col(name))
    hue = {hue}
    weight, height = sound("weight_kg"), sound("height_m")
    damage, cost = pl.col("attack_damage"), pl.col("retreat_cost")
    return cards.{verb}(
        hue_sin=hue.sin(),
        hue_cos={cos},
        attack_word={word},
        in_water_1={eggs},
        damage_per_retreat={ratio},
        log_kg_per_m={log},
    )
"""


def shop(**changes):
    parts = {
        "finite": "is_finite",
        "hue": 'sound("scan_hue_deg") * (2 * 3.141592653589793 / 360)',
        "verb": "select",
        "cos": "hue.cos()",
        "word": 'pl.col("attack_name").str.extract(r"(\\S+)").fill_null("missing")',
        "eggs": '("|" + pl.col("egg_groups").fill_null("") + "|").str.contains("|Water 1|", literal=True)',
        "ratio": "pl.when(cost == 0).then(damage * 2).otherwise(damage / cost)",
        "log": "pl.when((weight > 0) & (height > 0)).then(weight.log() - height.log())",
    }
    return SHOP.format(**parts | changes)


RIGHT = {
    "2.1a": {
        "other verbs, true and false, logarithms subtracted": shop(),
        "row by row in Python": """
def shop_features(cards):
    def known(value):
        return value is not None and math.isfinite(value)
    def of_one(card):
        hue, damage, cost = card["scan_hue_deg"], card["attack_damage"], card["retreat_cost"]
        words = (card["attack_name"] or "").split()
        weight, height = card["weight_kg"], card["height_m"]
        sized = known(weight) and known(height) and weight > 0 and height > 0
        return (
            math.sin(math.radians(hue)) if known(hue) else None,
            math.cos(math.radians(hue)) if known(hue) else None,
            words[0] if words else "missing",
            float("Water 1" in (card["egg_groups"] or "").split("|")),
            damage / (cost or 0.5) if damage is not None and cost is not None else None,
            math.log(weight / height) if sized else None,
        )
    import math
    names = ["hue_sin", "hue_cos", "attack_word", "in_water_1", "damage_per_retreat", "log_kg_per_m"]
    kinds = {name: pl.String if name == "attack_word" else pl.Float64 for name in names}
    return pl.DataFrame([of_one(one) for one in cards.rows(named=True)], schema=kinds, orient="row")
""",
        "the shop's own features where it has them": """
def shop_features(cards):
    from cardshop.features import features
    made = features(cards, ["hue", "first_word", "egg_water_1"])
    table = cards.with_columns(
        pl.when(pl.col(name).is_finite() & (pl.col(name) > 0)).then(pl.col(name)).alias(name)
        for name in ("weight_kg", "height_m")
    ).with_columns(pl.col("retreat_cost").cast(pl.Float32).replace(0, 0.5))
    return made.rename({"first_word": "attack_word", "egg_water_1": "in_water_1"}).with_columns(
        damage_per_retreat=table["attack_damage"] / table["retreat_cost"],
        log_kg_per_m=(table["weight_kg"] / table["height_m"]).log(),
    )
""",
        "in SQL, and numpy for the angle": """
def shop_features(cards):
    import numpy as np
    hue = cards["scan_hue_deg"].fill_null(float("nan")).to_numpy().copy()
    hue[~np.isfinite(hue)] = np.nan
    rest = cards.with_row_index("row").sql('''
        SELECT
            row,
            COALESCE(NULLIF(SPLIT_PART(LTRIM(attack_name), ' ', 1), ''), 'missing') AS attack_word,
            COALESCE(
                egg_groups = 'Water 1' OR STARTS_WITH(egg_groups, 'Water 1|')
                OR ENDS_WITH(egg_groups, '|Water 1') OR egg_groups LIKE '%|Water 1|%', FALSE
            ) AS in_water_1,
            CASE WHEN retreat_cost = 0 THEN attack_damage * 2.0
                 ELSE attack_damage * 1.0 / retreat_cost END AS damage_per_retreat,
            CASE WHEN weight_kg > 0 AND height_m > 0 AND weight_kg < 1e300 AND height_m < 1e300
                 THEN LN(weight_kg / height_m) END AS log_kg_per_m
        FROM self''').sort("row").drop("row")
    angle = np.deg2rad(hue)
    return rest.with_columns(
        hue_sin=pl.Series(np.sin(angle)).fill_nan(None), hue_cos=pl.Series(np.cos(angle)).fill_nan(None)
    )
""",
    },
}
WRONG = {
    "2.1a": {
        "degrees go into the sine": (
            shop(hue='sound("scan_hue_deg")'),
            "what unit does a sine take?",
        ),
        "a cosine of half the angle": (
            shop(cos="(hue / 2).cos()"),
            "hue_cos is 0.70711, expected 0",
        ),
        "only null is unusable": (
            shop(finite="is_not_null"),
            "What does arithmetic make of a NaN or an infinity",
        ),
        "an unknown hue becomes a point": (
            shop(hue='sound("scan_hue_deg").fill_null(0).radians()'),
            "Row 8 (scan_hue_deg null): hue_sin is 0, expected null. What does the docstring give",
        ),
        "the word before a space": (
            shop(word='pl.col("attack_name").str.split(" ").list.first().fill_null("missing")'),
            "attack_word is '', expected 'Thorn'. Where does the first word begin",
        ),
        "no word is null": (
            shop(word='pl.col("attack_name").str.extract(r"(\\S+)")'),
            "attack_word is null, expected 'missing'",
        ),
        "a word of letters only": (
            shop(word='pl.col("attack_name").str.extract(r"(\\w+)").fill_null("missing")'),
            "attack_word is 'Mega', expected 'Mega-Punch'",
        ),
        "letters within a text": (
            shop(eggs='pl.col("egg_groups").str.contains("Water 1").fill_null(False)'),
            "(egg_groups 'Water 10|Bug'): in_water_1 is True, expected 0",
        ),
        "the first group only": (
            shop(eggs='pl.col("egg_groups").str.starts_with("Water 1|").fill_null(False)'),
            "(egg_groups 'Water 1'): in_water_1 is False, expected 1",
        ),
        "a null of groups stays null": (
            shop(eggs='pl.col("egg_groups").str.split("|").list.contains("Water 1")'),
            "(egg_groups null): in_water_1 is null, expected 0",
        ),
        "divided as it comes": (
            shop(ratio="damage / cost"),
            "damage_per_retreat is inf, expected 120. What does your expression divide by",
        ),
        "a free retreat is unknown": (
            shop(ratio="pl.when(cost > 0).then(damage / cost)"),
            "damage_per_retreat is null, expected 120",
        ),
        "one is added to every cost": (
            shop(ratio="damage / (cost + 1)"),
            "(attack_damage 60, retreat_cost 2): damage_per_retreat is 20, expected 30",
        ),
        "an unknown cost is free": (
            shop(ratio="damage / cost.fill_null(0).cast(pl.Float64).replace(0, 0.5)"),
            "retreat_cost null): damage_per_retreat is 120, expected null. What does the docstring",
        ),
        "gaps are filled with the mean": (
            shop(ratio="(damage / pl.when(cost == 0).then(0.5).otherwise(cost)).fill_null(30.0)"),
            "damage_per_retreat is 30, expected null",
        ),
        "a logarithm of zero": (
            shop(log="(weight / height).log()"),
            "(weight_kg 0.0, height_m 2.0): log_kg_per_m is -inf, expected null. Of which numbers",
        ),
        "two minus signs pass": (
            shop(log="pl.when(weight * height > 0).then((weight / height).log())"),
            "(weight_kg -2.0, height_m -1.0)",
        ),
        "one is added before the logarithm": (
            shop(log="(weight / height).log1p()"),
            "log_kg_per_m is 2.3979, expected 2.3026",
        ),
        "all columns come along": (
            shop(verb="with_columns"),
            "Your table holds card_type, too (12 columns too many). What would a model learn",
        ),
        "cards with a gap are dropped": (
            shop(verb="drop_nulls().select"),
            "From 48 cards come 40 rows. Which of your verbs drops",
        ),
        "a rank among the cards at hand": (
            shop(ratio="(damage / pl.when(cost == 0).then(0.5).otherwise(cost)).rank()"),
            "(attack_damage 60, retreat_cost 2): damage_per_retreat is",
        ),
    },
}
