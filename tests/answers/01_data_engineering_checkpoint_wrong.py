"""Wrong answers to question 1.5a: the partner's file in our terms."""

from __future__ import annotations

RIGHT = {}
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
        language={language},
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
        "language": 'pl.col("lang").replace(words["lang"])',
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
        "spaces cut off a word": (
            translation(language='pl.col("lang").str.strip_chars().replace(words["lang"])'),
            "lang 'English ' became en in language, expected English . The sheet does not list",
        ),
        "all hues above a turn are nought": (
            translation(
                degrees="pl.when(hue.is_between(1, 1.4)).then(0.0).otherwise((hue * 360).round(1))"
                ".replace(360, 0)"
            ),
            "hue '1.001' became 0.0 in scan_hue_deg, expected 360.4. The value is impossible",
        ),
        "a centimetre to be on the safe side": (
            translation(height='(number("height_in") * 0.0254 + 0.01).round(1)'),
            "height_in '25.4' became 0.7 in height_m, expected 0.6. The next tenth up begins",
        ),
        "tenths cut off": (
            translation(weight='(number("weight_lb") * 4.5359237).floor() / 10'),
            "in weight_kg, expected",
        ),
        "a real number cut to a whole one": (
            translation(hp='number("HP").cast(pl.Int64, strict=False)'),
            "HP '160.7' became 160 in hp, expected None. The sheet promises whole numbers.",
        ),
        "every form of date": (
            translation(
                day='pl.coalesce(pl.col("released").str.to_date("%m/%d/%Y", strict=False), '
                'pl.col("released").str.to_date("%Y-%m-%d", strict=False))'
            ),
            "became 2024-02-03 in release_date, expected None. The sheet promises month/day/year.",
        ),
        "a hue modulo a turn": (
            translation(degrees="(hue * 360).round(1) % 360"),
            "in scan_hue_deg, expected 360.4. The value is impossible",
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
            "65 rows went in, 51 came out. Who will ask the partner",
        ),
        "the copy is dropped": (
            translation(rows='.unique("cardId", maintain_order=True)'),
            "65 rows went in, 64 came out.",
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
