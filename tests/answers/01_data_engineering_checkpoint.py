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
        "hp": listed(number("HP").where(lambda one: one % 1 == 0), pl.Float64).cast(pl.Int32),
        "attack_damage": listed(power.where(lambda one: one % 1 == 0), pl.Float64).cast(pl.Int64),
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

WRONG = {}
