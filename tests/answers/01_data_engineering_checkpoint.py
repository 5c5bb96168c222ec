"""Right and wrong answers to question 1.5a: the partner's file in our terms."""

from __future__ import annotations

RIGHT = {
    "1.5a": {
        "row by row": """
def translate(drop):
    import datetime as dt
    words = data_sheet()
    def number(text, factor, digits):
        try:
            return round(float(text) * factor, digits)
        except (TypeError, ValueError):
            return None
    def whole(text):
        try:
            return int(text)
        except (TypeError, ValueError):
            return None
    def day(text):
        try:
            return dt.datetime.strptime(text, "%m/%d/%Y").date()
        except (TypeError, ValueError):
            return None
    def word(column, text):
        return words[column].get(text, text)
    rows = []
    for row in drop.iter_rows(named=True):
        hue = number(row["hue"], 360, 1)
        rows.append({
            "card_id": row["cardId"],
            "lot_id": row["box"],
            "seller_country": row["country"],
            "set_code": row["set"],
            "release_date": day(row["released"]),
            "language": word("lang", row["lang"]),
            "species": row["pokemon"],
            "hp": whole(row["HP"]),
            "attack_name": row["move"],
            "attack_damage": whole(row["power"] and row["power"].removesuffix("+")),
            "height_m": number(row["height_in"], 0.0254, 1),
            "weight_kg": number(row["weight_lb"], 0.4536, 1),
            "rarity": word("rarity", row["rarity"]),
            "scan_hue_deg": 0.0 if hue == 360 else hue,
            "scan_saturation": number(row["sat_pct"], 0.01, 3),
            "card_type": word("energy", row["energy"]),
        })
    kinds = {name: FIELDS[name].dtype for name in (
        "card_id", "lot_id", "seller_country", "set_code", "release_date", "language", "species",
        "hp", "attack_name", "attack_damage", "height_m", "weight_kg", "rarity", "scan_hue_deg",
        "scan_saturation", "card_type",
    )}
    return pl.DataFrame(rows, schema=kinds)
""",
        "pandas": """
def translate(drop):
    import pandas as pd
    theirs = pd.DataFrame(drop.to_dict(as_series=False), dtype="object")
    words = data_sheet()
    def number(column):
        return pd.to_numeric(theirs[column], errors="coerce").astype("float64")
    def listed(series, kind):
        return pl.Series([None if pd.isna(one) else one for one in series], dtype=kind)
    def word(column):
        return listed(theirs[column].map(lambda one: words[column].get(one, one)), pl.String)
    hue = (number("hue") * 360).round(1)
    power = pd.to_numeric(theirs["power"].str.replace(r"[+]$", "", regex=True), errors="coerce")
    days = pd.to_datetime(theirs["released"], format="%m/%d/%Y", errors="coerce").dt.date
    return pl.DataFrame({
        "card_type": word("energy"),
        "rarity": word("rarity"),
        "language": word("lang"),
        "hp": listed(number("HP"), pl.Float64).cast(pl.Int32),
        "attack_damage": listed(power, pl.Float64).cast(pl.Int64),
        "height_m": listed((number("height_in") / 39.37).round(1), pl.Float64),
        "weight_kg": listed((number("weight_lb") / 2.20462).round(1), pl.Float64),
        "scan_hue_deg": listed(hue.mask(hue == 360, 0.0), pl.Float64),
        "scan_saturation": listed((number("sat_pct") / 100).round(3), pl.Float64),
        "release_date": listed(days, pl.Date),
        **{
            ours: drop[name]
            for ours, name in {
                "card_id": "cardId", "lot_id": "box", "seller_country": "country",
                "set_code": "set", "species": "pokemon", "attack_name": "move",
            }.items()
        },
    })
""",
        "renamed, then column by column, lazily": """
def translate(drop):
    names = {
        "cardId": "card_id", "box": "lot_id", "country": "seller_country", "set": "set_code",
        "released": "release_date", "lang": "language", "pokemon": "species", "HP": "hp",
        "move": "attack_name", "power": "attack_damage", "height_in": "height_m",
        "weight_lb": "weight_kg", "rarity": "rarity", "hue": "scan_hue_deg",
        "sat_pct": "scan_saturation", "energy": "card_type",
    }
    factors = {"height_m": 0.0254, "weight_kg": 0.45359237, "scan_hue_deg": 360.0}
    ours = drop.lazy().rename(names)
    for column, meaning in data_sheet().items():
        name = names[column]
        looked_up = pl.col(name).replace_strict(meaning, default=None)
        ours = ours.with_columns(pl.coalesce(looked_up, pl.col(name)).alias(name))
    for name, factor in factors.items():
        ours = ours.with_columns((pl.col(name).cast(pl.Float64, strict=False) * factor).round(1))
    degrees, power = pl.col("scan_hue_deg"), pl.col("attack_damage").str.extract(r"^(\\d+)[+]?$")
    return ours.with_columns(
        pl.col("release_date").str.strptime(pl.Date, "%m/%d/%Y", strict=False),
        pl.col("hp").cast(pl.Int32, strict=False),
        power.cast(pl.Int16),
        pl.when(degrees == 360).then(0.0).otherwise(degrees).alias("scan_hue_deg"),
        (pl.col("scan_saturation").cast(pl.Float64, strict=False) * 0.01).round(3),
    ).collect()
""",
    },
}

TRANSLATE = """
def translate(drop):
    words = data_sheet()
    def number(name):
        return pl.col(name).cast(pl.Float64, strict=False)
    hue, power = number("hue"), pl.col("power")
    return drop{rows}.select(
        card_id="cardId",
        lot_id="box",
        seller_country="country",
        set_code="set",
        release_date={day},
        language=pl.col("lang").replace(words["lang"]),
        species="pokemon",
        hp={hp},
        attack_name="move",
        attack_damage={damage},
        height_m={height},
        weight_kg={weight},
        rarity={rarity},
        scan_hue_deg={degrees},
        scan_saturation={saturation},
        card_type={kind},
    )
"""


def translation(**changes):
    """The model answer with some of its columns done otherwise."""
    parts = {
        "rows": "",
        "day": 'pl.col("released").str.to_date("%m/%d/%Y", strict=False)',
        "hp": 'pl.col("HP").cast(pl.Int64, strict=False)',
        "damage": 'power.str.strip_suffix("+").cast(pl.Int64, strict=False)',
        "height": '(number("height_in") * 0.0254).round(1)',
        "weight": '(number("weight_lb") * 0.45359237).round(1)',
        "rarity": 'pl.col("rarity").replace(words["rarity"])',
        "degrees": "(hue * 360).round(1).replace(360, 0)",
        "saturation": '(number("sat_pct") / 100).round(3)',
        "kind": 'pl.col("energy").replace(words["energy"])',
    }
    return TRANSLATE.format(**parts | changes)


FISHED = 'pl.col("{}").str.extract("([0-9]+)").cast(pl.Int64)'
WRONG = {
    "1.5a": {
        "the day first": (
            translation(day='pl.col("released").str.to_date("%d/%m/%Y", strict=False)'),
            "became 2024-03-02 in release_date, expected 2024-02-03. The sheet puts the month",
        ),
        "the other order where the first cannot be": (
            translation(
                day='pl.coalesce(pl.col("released").str.to_date("%m/%d/%Y", strict=False), '
                'pl.col("released").str.to_date("%d/%m/%Y", strict=False))'
            ),
            "became 2023-12-31 in release_date, expected None. Nobody can read that cell.",
        ),
        "a hue modulo a turn": (
            translation(degrees="(hue * 360).round(1) % 360"),
            "hue '1.5' became 180.0 in scan_hue_deg, expected 540.0. The value is impossible",
        ),
        "rounded after the turn": (
            translation(
                degrees="pl.when(hue == 1).then(0.0).otherwise(hue * 360).round(1)",
            ),
            "hue '0.9999' became 360.0 in scan_hue_deg, expected 0.0. A full turn is no turn",
        ),
        "a hue left at 360": (
            translation(degrees="(hue * 360).round(1)"),
            "became 360.0 in scan_hue_deg",
        ),
        "impossible saturations cut off": (
            translation(saturation='(number("sat_pct") / 100).round(3).clip(0, 1)'),
            "sat_pct '130' became 1.0 in scan_saturation, expected 1.3. The value is impossible",
        ),
        "an unknown word is lost": (
            translation(
                kind='pl.col("energy").replace_strict(words["energy"] | dict.fromkeys('
                'FIELDS["card_type"].domain) | {one: one for one in FIELDS["card_type"].domain}, '
                "default=None)"
            ),
            "energy 'steel' became None in card_type, expected steel. The sheet does not list",
        ),
        "an unknown word is guessed": (
            translation(
                kind='pl.col("energy").str.strip_chars().str.to_titlecase()'
                '.replace(words["energy"])'
            ),
            "energy 'steel' became Metal in card_type, expected steel. The sheet does not list",
        ),
        "words within words": (
            translation(
                rarity='pl.col("rarity").str.replace_many(words["rarity"])',
            ),
            "rarity 'Rare Holo ' became Holo Rare  in rarity",
        ),
        "digits fished out of the text": (
            translation(damage=FISHED.format("power")),
            "power '60x' became 60 in attack_damage, expected None. Nobody can read that cell.",
        ),
        "a minus lost with the digits": (
            translation(hp=FISHED.format("HP")),
            "HP '-10' became 10 in hp, expected -10. The value is impossible",
        ),
        "the last character cut off, a plus or not": (
            translation(damage="power.str.head(-1).cast(pl.Int64, strict=False)"),
            "power '120' became 12 in attack_damage, expected 120. Some powers end in a plus.",
        ),
        "cards without a value are dropped": (
            translation(rows=".drop_nulls()"),
            "56 rows went in, 42 came out. Who will ask the partner",
        ),
        "the copy is dropped": (
            translation(rows='.unique("cardId", maintain_order=True)'),
            "56 rows went in, 55 came out.",
        ),
        "sorted by id": (
            translation(rows='.sort("cardId")'),
            "another order than the partner sent them. When the partner asks about line 17",
        ),
        "an empty cell is zero": (
            translation(hp='pl.col("HP").cast(pl.Int64, strict=False).fill_null(0)'),
            "HP 'n/a' became 0 in hp, expected None.",
        ),
        "two kilograms and a bit to five pounds": (
            translation(weight='(number("weight_lb") / 2.2).round(1)'),
            "weight_lb '749.6' became 340.7 in weight_kg, expected 340.0. How many of our units",
        ),
        "left as exact as the factor": (
            translation(height='number("height_in") * 0.0254'),
            "height_in '570.9' became 14.50086 in height_m, expected 14.5. How many of our units",
        ),
        "the percent kept": (
            translation(saturation='number("sat_pct")'),
            "sat_pct '100' became 100.0 in scan_saturation, expected 1.0.",
        ),
        "whole numbers as reals": (
            translation(hp='number("HP")'),
            "the column hp is Float64, expected Int64",
        ),
        "columns by their place": (
            """
def translate(drop):
    names = ["cardId", "box", "country", "set", "released", "lang", "pokemon", "HP", "move",
             "power", "height_in", "weight_lb", "rarity", "hue", "sat_pct", "energy"]
    drop = drop.select(pl.nth(range(16)))
    drop.columns = names
"""
            + translation().replace("def translate(drop):", "").strip("\n"),
            "rows and columns in another order",
        ),
        "types from the values": (
            """
def translate(drop):
    import datetime as dt
    def attempt(convert, text):
        try:
            return None if text is None else convert(text)
        except ValueError:
            return None
    def day(text):
        return dt.datetime.strptime(text, "%m/%d/%Y").date()
    words = data_sheet()
    def column(name, convert):
        return [attempt(convert, text) for text in drop[name]]
    def word(name):
        return [words[name].get(text, text) for text in drop[name]]
    hue = column("hue", lambda text: round(float(text) * 360, 1))
    return pl.DataFrame({
        "card_id": drop["cardId"], "lot_id": drop["box"], "seller_country": drop["country"],
        "set_code": drop["set"], "species": drop["pokemon"], "attack_name": drop["move"],
        "release_date": column("released", day),
        "language": word("lang"), "rarity": word("rarity"), "card_type": word("energy"),
        "hp": column("HP", int),
        "attack_damage": column("power", lambda text: int(text.removesuffix("+"))),
        "height_m": column("height_in", lambda text: round(float(text) * 0.0254, 1)),
        "weight_kg": column("weight_lb", lambda text: round(float(text) * 0.45359237, 1)),
        "scan_hue_deg": [0.0 if one == 360 else one for one in hue],
        "scan_saturation": column("sat_pct", lambda text: round(float(text) / 100, 3)),
    })
""",
            "From a file with a header and no card, the column",
        ),
    },
}
