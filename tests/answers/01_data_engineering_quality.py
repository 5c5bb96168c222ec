"""Right and wrong answers to 1.1a and 1.1b."""

from __future__ import annotations

CORRUPT = """
def corrupt(cards, seed):
    draw = random.Random({seed})
    def rows():
        return draw.sample(range({low}, cards.height), {count})
    def broken(name, value, keep=None):
        here = pl.int_range(pl.len()).is_in(rows())
        return cards.with_columns(pl.when(here).then(value).otherwise(pl.col(name)).alias(name))
    return {{
        "null": {null},
        "range": {range},
        "category": {category},
        "unit": {unit},
        "duplicate": {duplicate},
    }}
"""


def corruption(**changes):
    parts = {
        "seed": "seed",
        "low": "0",
        "count": "max(1, cards.height // 12)",
        "null": 'broken("rarity", None)',
        "range": 'broken("attack_damage", pl.lit(9999))',
        "category": 'broken("rarity", pl.col("rarity") + " ")',
        "unit": 'broken("weight_kg", pl.col("weight_kg") * 1000)',
        "duplicate": "pl.concat([cards[rows()], cards])",
    }
    return CORRUPT.format(**parts | changes)


FIND = """
def find(cards):
    nothing = {{"row": pl.UInt32, "rule": pl.String}}
    found = []
    seen = {{}}
    contents = {{}}
    for row in cards.rows(named=True):
        if row["card_id"] is not None:
            contents.setdefault(row["card_id"], set()).add(tuple(row.values()))
    for number, row in enumerate(cards.rows(named=True)):
        if {null}:
            found.append((number, "null"))
        if any({outside} for n, (low, high) in RANGES.items()):
            found.append((number, "range"))
        if any({unknown} for n, known in DOMAINS.items()):
            found.append((number, "category"))
        if (row["weight_kg"] or 0) {over} 1000 or (row["scan_saturation"] or 0) > 1:
            found.append((number, "unit"))
        whole = {whole}
        if whole in seen:
            found.append((number, "duplicate"))
            {first_too}
        seen[whole] = number
        if len(contents.get(row["card_id"], ())) > 1 and {conflict}:
            found.append((number, "conflict"))
    return pl.DataFrame(found, schema=nothing, orient="row")
"""


def search(**changes):
    parts = {
        "null": "any(row[n] is None for n in row if n != 'grade') or (row['grading_company'] != "
        "'none' and row['grade'] is None)",
        "outside": "row[n] is not None and not low <= row[n] <= high",
        "unknown": "row[n] is not None and row[n] not in known",
        "over": ">",
        "whole": "tuple(row.values())",
        "first_too": "pass",
        "conflict": "True",
    }
    return FIND.format(**parts | changes)


RIGHT = {
    "1.1a": {
        "other columns and more rows": corruption(),
        "numpy draws, every saturation above zero": """
def corrupt(cards, seed):
    import numpy as np
    generator = np.random.default_rng(seed)
    k = -(-cards.height // 10)
    def at(mask):
        return generator.choice(np.flatnonzero(mask), k if mask.sum() >= k else 1, replace=False)
    anywhere = np.ones(cards.height, bool)
    def put(name, values):
        return cards.with_columns(pl.Series(name, values, dtype=cards.schema[name]))
    def changed(name, change, mask=anywhere):
        values = cards[name].to_list()
        for row in at(mask):
            values[row] = change(values[row])
        return put(name, values)
    coloured = (cards["scan_saturation"] > 0).to_numpy()
    return {
        "null": changed("hp", lambda _: None),
        "range": changed("attack_damage", lambda _: -5),
        "category": changed("language", lambda value: value.upper()),
        "unit": changed("scan_saturation", lambda value: value * 255, coloured),
        "duplicate": pl.concat([cards, cards[at(anywhere).tolist()]]),
    }
""",
        "whole numbers, and a grade that is missing": """
def corrupt(cards, seed):
    draw = random.Random(seed)
    graded = [row for row, grade in enumerate(cards["grade"]) if grade is not None]
    coloured = [row for row, one in enumerate(cards["scan_saturation"]) if one > 0.01]
    def broken(name, value, rows=range(cards.height)):
        here = pl.int_range(pl.len()) == draw.choice(list(rows))
        return cards.with_columns(pl.when(here).then(value).otherwise(name).alias(name))
    return {
        "null": broken("grade", None, graded),
        "range": broken("attack_damage", pl.lit(-10)),
        "category": broken("card_type", pl.lit("fire")),
        "unit": broken("scan_saturation", (pl.col("scan_saturation") * 255).round(0), coloured),
        "duplicate": pl.concat([cards, cards[[draw.randrange(cards.height)]]]),
    }
""",
        "one row of each, rows sorted in": """
def corrupt(cards, seed):
    row = random.Random(seed).randrange(cards.height)
    marked = cards.with_row_index("at")
    here = pl.col("at") == row
    def one(name, value):
        changed = pl.when(here).then(value).otherwise(name).alias(name)
        return marked.with_columns(changed).drop("at")
    return {
        "duplicate": pl.concat([cards.head(row + 1), cards.slice(row)]),
        "null": one("card_type", None),
        "range": one("hp", pl.lit(2000)),
        "category": one("card_type", pl.lit("Unknown")),
        "unit": one("weight_kg", pl.col("weight_kg") * 1000),
    }
""",
    },
    "1.1b": {
        "row by row": search(),
        "expressions and unpivot": """
def find(cards):
    flags = cards.with_row_index("row").select(
        "row",
        null=pl.sum_horizontal(pl.exclude("row", "grade").is_null())
        + (pl.col("grade").is_null() & pl.col("grading_company").ne("none")).cast(pl.Int8) > 0,
        range=pl.sum_horizontal(
            ((pl.col(n) < low) | (pl.col(n) > high)).fill_null(False)
            for n, (low, high) in RANGES.items()
        ) > 0,
        category=pl.sum_horizontal(
            (pl.col(n).is_not_null() & ~pl.col(n).is_in(known)) for n, known in DOMAINS.items()
        ) > 0,
        unit=((pl.col("weight_kg") > 1000) | (pl.col("scan_saturation") > 1)).fill_null(False),
        duplicate=pl.int_range(pl.len()).over(cards.columns) > 0,
        conflict=(pl.struct(cards.columns).n_unique().over("card_id") > 1)
        & pl.col("card_id").is_not_null(),
    )
    return flags.unpivot(index="row", variable_name="rule").filter("value").drop("value")
""",
        "one frame a rule, rows in any order": """
def find(cards):
    numbered = cards.with_row_index("row")
    def rows(rule, condition):
        return numbered.filter(condition.fill_null(False)).select("row", pl.lit(rule).alias("rule"))
    empty = pl.any_horizontal(pl.col(n).is_null() for n in cards.columns if n != "grade")
    ungraded = pl.col("grade").is_null() & (pl.col("grading_company") != "none")
    parts = [rows("null", empty | ungraded.fill_null(False))]
    below = [pl.col(n) < ends[0] for n, ends in RANGES.items()]
    above = [pl.col(n) > ends[1] for n, ends in RANGES.items()]
    parts.append(rows("range", pl.any_horizontal(one.fill_null(False) for one in below + above)))
    known = [pl.col(n).is_in(d).fill_null(True) for n, d in DOMAINS.items()]
    parts.append(rows("category", ~pl.all_horizontal(known)))
    parts.append(rows("unit", (pl.col("weight_kg") > 1000).fill_null(False)
                      | (pl.col("scan_saturation") > 1).fill_null(False)))
    later = numbered.group_by(cards.columns).agg("row").filter(pl.col("row").list.len() > 1)
    later = later.select(pl.col("row").list.slice(1)).explode("row")
    parts.append(later.select(pl.col("row").cast(pl.UInt32), rule=pl.lit("duplicate")))
    several = cards.unique().group_by("card_id").len().filter(pl.col("len") > 1)
    parts.append(rows("conflict", pl.col("card_id").is_in(several["card_id"].implode())))
    return pl.concat(parts).sort("rule", "row", descending=True)
""",
    },
}
WRONG = {
    "1.1a": {
        "a corruption that changes nothing": (
            corruption(unit='broken("scan_saturation", pl.col("scan_saturation") * 255)'),
            "'unit' has",
        ),
        "the seed is ignored": (corruption(seed="1"), "Seeds 7 to 10 all break the same rows"),
        "drawn without the seed": (corruption(seed=""), "Called twice with seed 7"),
        "every row is broken": (corruption(count="cards.height"), "1 to 6 are asked for"),
        "rows are dropped": (
            corruption(null='broken("hp", None).drop_nulls("hp")'),
            "lose no card",
        ),
        "a value at the end of the range": (
            corruption(range='broken("hp", pl.lit(340))'),
            "turned hp",
        ),
        "an empty grade": (
            corruption(null='broken("grade", None)'),
            "'null'",
        ),
        "a unit that is none": (
            corruption(unit='broken("weight_kg", pl.col("weight_kg") * 2.2)'),
            "turned weight_kg",
        ),
        "a saturation that is no saturation": (
            corruption(unit='broken("scan_saturation", pl.lit(128.0))'),
            "By which factor",
        ),
        "a family is missing": (
            corruption().replace('"unit":', '"units":'),
            "Which key is missing or misspelt",
        ),
        "a copy with another id is no duplicate": (
            corruption(
                duplicate='pl.concat([cards, cards[rows()].with_columns(card_id=pl.lit("new"))])'
            ),
            "no copy of a card",
        ),
        "a frame loses its columns": (
            corruption(null='broken("hp", None).select("card_id", "hp")'),
            "your frame lacks the column 'language'",
        ),
        "two rules at once": (
            corruption(null='broken("hp", None).with_columns(rarity=pl.lit("rare"))'),
            "turned rarity",
        ),
    },
    "1.1b": {
        "null is compared away": (
            search(null="False"),
            "Which expression is null there",
        ),
        "an empty grade is always a fault": (
            search(null="any(value is None for value in row.values())"),
            "On 60 sound cards you found",
        ),
        "the ends are outside": (
            search(outside="row[n] is not None and not low < row[n] < high"),
            "ends of a range inside",
        ),
        "an empty cell breaks its range too": (
            search(outside="row[n] is None or not low <= row[n] <= high"),
            "sound cards you found",
        ),
        "an empty cell is an unknown name too": (
            search(unknown="row[n] not in known"),
            "You accuse row",
        ),
        "names compared without case": (
            search(unknown="row[n] and row[n].lower() not in [one.lower() for one in known]"),
            "breaks 'category'; you did not",
        ),
        "names compared without spaces": (
            search(unknown="row[n] and row[n].strip() not in known"),
            "breaks 'category'; you did not",
        ),
        "a thousand kilograms is too heavy": (search(over=">="), "You accuse row"),
        "the first of two copies is accused": (
            search(first_too="found.append((seen[whole], 'duplicate'))"),
            "You accuse row",
        ),
        "copies found by id alone": (search(whole="row['card_id']"), "You accuse row"),
        "only the second of two contents is accused": (
            search(
                conflict="row['card_id'] in [r['card_id'] for r in cards.head(number).to_dicts()]"
            ),
            "breaks 'conflict'; you did not",
        ),
        "only neighbours are copies": (
            search(whole="(number - number % 2, tuple(row.values()))"),
            "breaks 'duplicate'; you did not",
        ),
        "the shop's contract does the work": (
            """
def find(cards):
    from cardshop.contract import breaches
    from cardshop.dataset import load_species
    return breaches(cards, load_species()).select("row", "rule")
""",
            "Write the rules here",
        ),
        "cards without an id contradict each other": (
            search().replace('if row["card_id"] is not None:', "if True:"),
            "You accuse row",
        ),
        "a copied row is no contradiction": (
            search(conflict="sum(one == tuple(row.values()) for one in cards.rows()) == 1"),
            "how many different contents",
        ),
        "rules that nobody wrote": (
            search(
                outside="row[n] is not None and not low <= row[n] <= high or (row['weight_kg'] or 0) < 0"
            ),
            "You accuse row",
        ),
        "rows counted from one": (
            search().replace(
                "enumerate(cards.rows(named=True))", "enumerate(cards.rows(named=True), 1)"
            ),
            "you did not list it",
        ),
    },
}
