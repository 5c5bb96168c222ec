"""Right and wrong answers to question 2.1b, which its check is tested with."""

from __future__ import annotations

OWN = """
def own_features(cards):
    total = pl.col("base_hp") + pl.col("base_speed")
    hue = pl.col("scan_hue_deg")
    made = cards.{verb}(
        warm={warm},
        speed_share={share},
        first_group={group},
        attack_letters={letters},
        old_and_dark={dark},
    )
    return {given}
"""


def own(**changes):
    parts = {
        "verb": "select",
        "warm": "(hue < 60) | (hue > 300)",
        "share": 'pl.when(total > 0).then(pl.col("base_speed") / total)',
        "group": 'pl.col("egg_groups").str.split("|").list.first()',
        "letters": 'pl.col("attack_name").str.len_chars()',
        "dark": '(pl.col("release_date").dt.year() < 2007) & (pl.col("scan_brightness") < 0.5)',
        "given": "made",
    }
    return OWN.format(**parts | changes)


RIGHT = {
    "2.1b": {
        "booleans, whole numbers and text": own(),
        "row by row in Python": """
def own_features(cards):
    def of_one(card):
        hue, damage, hp = card["scan_hue_deg"], card["attack_damage"], card["hp"]
        words = (card["attack_name"] or "").split()
        groups = (card["egg_groups"] or "").split("|")
        return {
            "from_red": None if hue is None else min(hue % 360, 360 - hue % 360) // 20,
            "kills_itself": None if damage is None or hp is None else int(damage > hp),
            "last_letter": words[-1][-1].lower() if words else "none",
            "groups": len(groups),
            "grey_and_tall": None
            if card["scan_saturation"] is None or card["height_m"] is None
            else card["scan_saturation"] * card["height_m"],
        }
    kinds = {
        "from_red": pl.Float64, "kills_itself": pl.Int64, "last_letter": pl.String,
        "groups": pl.Int64, "grey_and_tall": pl.Float64,
    }
    return pl.DataFrame([of_one(one) for one in cards.rows(named=True)], schema=kinds)
""",
        "the catalogue's ratios, with gaps as they are": """
def own_features(cards):
    from cardshop.features import features
    made = features(cards, ["attack_ratio", "defense_ratio", "density"])
    return made.with_columns(
        cards.select(
            young=pl.col("generation") >= 5,
            size=pl.when(pl.col("height_m") < 0.5).then(pl.lit("small"))
            .when(pl.col("height_m") > 2).then(pl.lit("large")).otherwise(pl.lit("middle")),
        )
    )
""",
        "numpy, with a guard": """
def own_features(cards):
    import numpy as np
    def column(name):
        return cards[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    with np.errstate(all="ignore"):
        table = {
            "attack_over_defense": column("base_attack") / column("base_defense"),
            "speed_by_size": column("base_speed") / column("height_m"),
            "vivid": column("scan_saturation") * (1 - column("scan_brightness")),
            "hard_hitter": column("attack_damage") - column("hp"),
            "spread": np.abs(column("base_attack") - column("base_sp_attack")),
        }
    usable = {name: np.where(np.isfinite(one), one, np.nan) for name, one in table.items()}
    return pl.DataFrame(usable).fill_nan(None)
""",
        "classes by fixed limits": """
def own_features(cards):
    limits = {"scan_hue_deg": [60, 180, 300], "height_m": [0.5, 1, 2], "base_speed": [40, 90]}
    steps = [
        pl.sum_horizontal(pl.col(name) > one for one in cuts).cast(pl.String)
        .cast(pl.Categorical).alias(f"{name} class")
        for name, cuts in limits.items()
    ]
    firm = pl.when(pl.col("base_defense") > 80).then(pl.lit("hard")).otherwise(pl.lit("soft"))
    return cards.select(
        *steps,
        armour=firm.cast(pl.Enum(["hard", "soft"])),
        season=pl.col("release_date").dt.month() % 12 // 3,
    )
""",
        "in SQL": """
def own_features(cards):
    return cards.with_row_index("row").sql('''
        SELECT row,
               FLOOR(scan_hue_deg / 45) AS sector,
               CASE WHEN retreat_cost = 0 AND rarity = 'Common' THEN 1 ELSE 0 END AS quick_common,
               attack_damage * 1.0 / NULLIF(hp, 0) AS damage_per_hp,
               LENGTH(attack_name) % 7 AS rest_of_letters,
               weight_kg - 20 * height_m AS heavier_than_usual
        FROM self''').sort("row").drop("row")
""",
    },
}
WRONG = {
    "2.1b": {
        "four of them": (
            own(given='made.drop("warm")'),
            "Your table has 4 columns; 5 features are asked for.",
        ),
        "the cards come along": (
            own(verb="with_columns"),
            "41 columns; 5 features are asked for. Which columns are features of yours",
        ),
        "a list": (
            own(group='pl.col("egg_groups").str.split("|")'),
            "first_group is List(String); a feature is a number",
        ),
        "a zero divides": (
            own(share='pl.col("attack_damage") / pl.col("retreat_cost")'),
            "speed_share is inf; a finite number or null is needed. What does that arithmetic",
        ),
        "a zero divides that no card of today has": (
            own(share='pl.col("attack_damage") / pl.col("hp")'),
            "Of a card with hp 0, speed_share is inf",
        ),
        "zero over zero": (
            own(share='pl.col("base_speed") / total'),
            "Of a card with 0 in every column that can hold it, speed_share is nan",
        ),
        "centred on the cards at hand": (
            own(share='pl.col("hp") * 1.01 - pl.col("hp").mean() + total'),
            "With every second card alone, row 0: speed_share is",
        ),
        "a rank": (
            own(share='(pl.col("hp") + total).rank()'),
            "Which step looks at other cards than the row's own",
        ),
        "the card before": (
            own(letters='pl.col("attack_damage").shift(1)'),
            "With the same cards in reverse order, row 0: attack_letters is",
        ),
        "how often the value occurs": (
            own(letters='pl.len().over("attack_name")'),
            "With every second card alone",
        ),
        "a gap is filled with the median of the cards at hand": (
            own(letters='pl.col("hp").fill_null(pl.col("hp").median()) - pl.col("retreat_cost")'),
            "With other cards beside them, row 25: attack_letters is",
        ),
        "weak to Water": (
            own(warm='pl.col("weakness") == "Water"'),
            "With another weakness, warm is another, too. Who fills that column, and when?",
        ),
        "the type itself, coarsened": (
            own(warm='pl.col("card_type").is_in(["Fire", "Water"])'),
            "With another card_type, warm is another, too.",
        ),
        "the first letter of the species": (
            own(group='pl.col("species").str.slice(0, 1)'),
            "With another species, first_group",
        ),
        "two leaks combined": (
            own(letters='(pl.col("dex_no") + pl.col("line_id")) % 50'),
            "With another dex_no, attack_letters",
        ),
        "always the same": (own(warm="pl.lit(1)"), "warm has 1 known value on 6,000 cards."),
        "never on these cards": (
            own(warm='pl.col("hp") > 9000'),
            "What could a model learn from a column that never changes?",
        ),
        "a copy": (
            own(letters='pl.col("hp") + 0'),
            "each value of attack_letters stands for one value of the column hp, and back",
        ),
        "another unit": (
            own(letters='(pl.col("weight_kg") * 1000).round()'),
            "each value of attack_letters stands for one value of the column weight_kg",
        ),
        "a logarithm of one column": (
            own(letters='pl.col("height_m").replace(0, None).log()'),
            "stands for one value of the column height_m, and back: it is the same column",
        ),
        "a code for a word": (
            own(
                letters='pl.col("body_color").replace_strict({"Red": 1, "Blue": 2, "Green": 3, '
                '"Yellow": 4, "Brown": 5, "Purple": 6, "Pink": 7, "Gray": 8, "White": 9, "Black": 10}, '
                "default=0)"
            ),
            "the column body_color",
        ),
        "one of them twice": (
            own(letters='pl.col("egg_groups").str.extract("^([^|]*)").str.to_lowercase()'),
            "each value of first_group stands for one value of attack_letters",
        ),
        "one of 2.1a": (
            own(group='pl.col("attack_name").str.extract(r"(\\S+)")'),
            "first_group stands for one value of attack_word of 2.1a",
        ),
        "the list of 2.1a": (
            own(letters='pl.col("egg_groups").str.split("|").list.contains("Water 1")'),
            "attack_letters stands for one value of in_water_1 of 2.1a",
        ),
        "the cosine of 2.1a under another name": (
            own(warm='pl.col("scan_hue_deg").radians().cos()'),
            "each value of warm stands for one value of hue_cos of 2.1a, and back",
        ),
        "the cosine of 2.1a in short numbers": (
            own(warm='pl.col("scan_hue_deg").radians().cos().cast(pl.Float32)'),
            "each value of warm stands for one value of hue_cos of 2.1a, and back",
        ),
        "the sine of 2.1a by another road": (
            own(warm='(pl.col("scan_hue_deg") * 3.141592653589793 / 180).sin()'),
            "each value of warm stands for one value of hue_sin of 2.1a, and back",
        ),
        "the logarithm of 2.1a undone": (
            own(
                share='pl.when(pl.col("weight_kg") > 0, pl.col("height_m") > 0)'
                '.then(pl.col("weight_kg") / pl.col("height_m"))'
            ),
            "each value of speed_share stands for one value of log_kg_per_m of 2.1a, and back",
        ),
        "the cost of 2.1a": (
            own(
                share='pl.col("attack_damage") / pl.col("retreat_cost").cast(pl.Float64).replace(0, 0.5)'
            ),
            "damage_per_retreat of 2.1a",
        ),
        "every attack a word": (
            own(group='pl.col("attack_name")'),
            "first_group has 588 different texts, at most 100 are asked for. Which of them could be",
        ),
        "gaps are dropped": (
            own(given='made.filter(pl.col("warm").is_not_null() & pl.col("warm"))'),
            "Which of your verbs drops or repeats a row?",
        ),
        "a type that comes from the cards": (
            """
def own_features(cards):
    rows = [
        {"a": c["hp"] and c["hp"] % 70, "b": c["attack_name"] and len(c["attack_name"]),
         "c": c["egg_groups"] and c["egg_groups"][:2], "d": c["height_m"] and c["height_m"] > 1,
         "e": c["hp"] and c["attack_damage"] and c["attack_damage"] / c["hp"]}
        for c in cards.rows(named=True)
    ]
    return pl.DataFrame(rows, schema=["a", "b", "c", "d", "e"], infer_schema_length=None)
""",
            "Of no cards: the column a is Null",
        ),
        "a table of usual types from another cell": (
            "rates = load_cards().group_by('attack_name').agg(usual=pl.col('card_type').first())\n"
            + own(group='cards.join(rates, on="attack_name", how="left")["usual"]'),
            "own_features looks in what cardshop.dataset.load_cards gives; a feature comes from",
        ),
    },
}
