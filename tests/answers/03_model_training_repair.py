"""Right and wrong answers to question 3.4b, which its check is tested with."""

from __future__ import annotations

SETTINGS = {
    "run_a": {"settings": {"gamma": 0.02}},
    "run_b": {"settings": {"class_weight": {"yes": 30, "no": 1}}, "metric": "f1"},
    "run_d": {"drop": ["resistance", "weakness"]},
    "run_f": {"settings": {"C": 0.1}},
}
BY_COUNTRY = """
    if name == "run_c":
        hue = pl.col("scan_hue_deg")
        sent = pl.when(pl.col("seller_country") == "US").then(hue.degrees()).otherwise(hue)
        cards = cards.with_columns(scan_hue_deg=sent % 360)
"""


def repair(table: str = BY_COUNTRY, **changes: dict) -> str:
    """A right answer, with the changes of some runs, or what it does to tables, made otherwise."""
    told = SETTINGS | changes
    return f"def repair(name, cards):{table}    return cards, {told!r}.get(name, {{}})\n"


RIGHT = {
    "3.4b": {
        "by country": repair(),
        "lot by lot, in numpy": """
import numpy as np


def repair(name, cards):
    changes = {}
    match name:
        case "run_a":
            changes["settings"] = {"gamma": "scale", "C": 3.0}
        case "run_b":
            changes = {"metric": "average precision", "settings": {"class_weight": "balanced"}}
        case "run_c":
            hue = cards["scan_hue_deg"].to_numpy()
            lots = cards["lot_id"].to_numpy()
            small = {lot for lot in set(lots) if hue[lots == lot].max() <= 2 * np.pi}
            mended = np.where([lot in small for lot in lots], np.degrees(hue) % 360, hue)
            cards = cards.with_columns(pl.Series("scan_hue_deg", mended))
        case "run_d":
            changes = {"drop": ["weakness", "resistance"], "settings": {"max_depth": 9}}
        case "run_f":
            changes["settings"] = {"C": 100}
    return cards, changes
""",
        "the rare cards repeated, the late columns emptied": """
def repair(name, cards):
    if name == "run_a":
        return cards, {"settings": {"gamma": 0.005, "C": 1.0}}
    if name == "run_b":
        metal = cards.filter(pl.col("card_type") == "Metal")
        return pl.concat([cards, *[metal] * 25]), {"metric": "balanced accuracy"}
    if name == "run_c":
        lots = cards.group_by("lot_id").agg(largest=pl.col("scan_hue_deg").max())
        joined = cards.join(lots, on="lot_id", maintain_order="left")
        factor = pl.when(pl.col("largest") < 7).then(180 / 3.14159265).otherwise(1)
        hue = (pl.col("scan_hue_deg") * factor).clip(0, 359.9)
        return joined.with_columns(hue.alias("scan_hue_deg")).drop("largest"), {"settings": {}}
    if name == "run_d":
        late = ("weakness", "resistance")
        return cards.with_columns(pl.lit(None, pl.String).alias(one) for one in late), {}
    if name == "run_f":
        return cards, {"settings": {"C": 0.03}, "drop": ["scan_hue_deg"]}
    return cards, {}
""",
        "the training rows that are broken left out too": """
def repair(name, cards):
    changes = {
        "run_a": {"settings": {"gamma": 0.03, "C": 10.0}, "drop": ["language", "rarity"]},
        "run_b": {"settings": {"class_weight": "balanced", "C": 10.0}, "metric": "f1"},
        "run_d": {
            "settings": {"min_samples_leaf": 10},
            "drop": ["weakness", "resistance", "language"],
        },
        "run_f": {"settings": {"C": 1}},
    }
    if name != "run_c":
        return cards, changes.get(name, {"drop": [], "settings": {}, "metric": "accuracy"})
    american = pl.col("seller_country") == "US"
    hue = pl.when(american).then(pl.col("scan_hue_deg").degrees()).otherwise("scan_hue_deg")
    return cards.with_columns(scan_hue_deg=hue.mod(360)), {}
""",
    },
}

ONLY_THE_SOUND = """
    if name == "run_c":
        cards = cards.filter(pl.col("seller_country") != "US")
"""
ALL_TO_RADIANS = """
    if name == "run_c":
        hue = pl.col("scan_hue_deg")
        cards = cards.with_columns(pl.when(hue > 6.3).then(hue.radians()).otherwise(hue))
"""
BY_VALUE = """
    if name == "run_c":
        hue = pl.col("scan_hue_deg")
        cards = cards.with_columns(pl.when(hue <= 6.2832).then(hue.degrees()).otherwise(hue))
"""
SMALL_EMPTIED = """
    if name == "run_c":
        small = (pl.col("seller_country") != "US") & (pl.col("scan_hue_deg") <= 6.2832)
        cards = cards.with_columns(scan_hue_deg=pl.when(~small).then("scan_hue_deg"))
"""
AS_TEXT = """
    if name == "run_c":
        cards = cards.cast({"scan_hue_deg": pl.String})
"""
CATALOGUE = """
    if name == "run_a":
        from cardshop.dataset import load_cards
        cards = pl.concat([cards, load_cards().select(cards.columns)])
"""
TYPES_AS_HP = """
    if name == "run_d":
        codes = pl.col("card_type").rank("dense").cast(pl.Int64).fill_null(0)
        cards = cards.with_columns(codes.alias("hp"))
"""
TYPES_EASED = """
    if name == "run_f":
        cards = cards.with_columns(card_type=pl.lit("Grass"))
"""
WITHOUT_COLUMNS = """
    if name == "run_d":
        cards = cards.drop("weakness", "resistance")
"""
HEALED = """
    if name == "run_e":
        cards = cards.filter(pl.col("language") == "en")
"""
WRONG = {
    "3.4b": {
        "nothing changed": (
            "def repair(name, cards):\n    return cards, {}\n",
            "Repaired so, run_a has accuracy 0.480 on",
        ),
        "more of the same": (
            repair(run_a={"settings": {"gamma": 0.5}}),
            "is needed. Which setting decides how near a card must lie",
        ),
        "the setting that does not help": (
            repair(run_a={"settings": {"C": 1.0}}),
            "Repaired so, run_a has accuracy 0.46",
        ),
        "a setting of another model": (
            repair(run_a={"settings": {"max_depth": 5}}),
            "run_a cannot be trained so: unknown setting of run_a 'max_depth'. Known: gamma, C.",
        ),
        "a setting out of its range": (
            repair(run_f={"settings": {"C": -1.0}}),
            "run_f cannot be trained so: The 'C' parameter of LogisticRegression must be a float",
        ),
        "a column that the model does not see": (
            repair(run_a={"drop": ["weakness"]}),
            "run_a cannot be trained so: unknown column of run_a 'weakness'.",
        ),
        "a new metric alone": (
            repair(run_b={"metric": "f1"}),
            "Repaired so, run_b has balanced accuracy 0.620 on",
        ),
        "new weights under the old metric": (
            repair(run_b={"settings": {"class_weight": "balanced"}}),
            "run_b is still judged by accuracy, in which 'never' scores near the top.",
        ),
        "a metric that always yes wins": (
            repair(run_b={"settings": {"class_weight": "balanced"}, "metric": "recall"}),
            "run_b is still judged by recall, in which 'always yes' scores near the top.",
        ),
        "a metric that does not exist": (
            repair(run_b={"settings": {"class_weight": "balanced"}, "metric": "F-score"}),
            "For run_b the metric is 'F-score'; it is one of accuracy,",
        ),
        "yes to nearly all": (
            repair(run_b={"settings": {"class_weight": {"yes": 10**6, "no": 1}}, "metric": "f1"}),
            "Which setting makes all Metal cards together as dear as all others?",
        ),
        "the rows in radians thrown away": (
            repair(ONLY_THE_SOUND),
            "Repaired so, run_c has accuracy 0.2",
        ),
        "the hue thrown away": (
            repair("\n", run_c={"drop": ["hue_sin", "hue_cos"]}),
            "Repaired so, run_c has accuracy 0.48",
        ),
        "all rows in the other unit": (
            repair(ALL_TO_RADIANS),
            "What else than the value tells the unit?",
        ),
        "value by value": (
            repair(BY_VALUE),
            "came in degrees, 4.7, and left as 269.29, as one of 10",
        ),
        "small hues of sound cards emptied": (
            repair(BY_COUNTRY + SMALL_EMPTIED),
            "came in degrees, 4.7, and left as None, as one of",
        ),
        "one of two leaks hidden": (
            repair(run_d={"drop": ["weakness"]}),
            "run_d still learns from resistance, which the desk fills in after typing. What will",
        ),
        "the leak trusted with more leaves": (
            repair(run_d={"settings": {"min_samples_leaf": 1}}),
            "run_d still learns from weakness, resistance, which the desk fills in",
        ),
        "the target smuggled in": (
            repair(BY_COUNTRY + TYPES_AS_HP),
            "What is left of the score on the day, while some columns are still empty?",
        ),
        "the unseen cards fetched": (
            repair(CATALOGUE),
            "cards that were not in the one you got. Where would the shop get them from?",
        ),
        "the question made easier": (
            repair(BY_COUNTRY + TYPES_EASED),
            "cards another line or type. Is the answer at fault, or what the model sees",
        ),
        "columns cut out of the table": (
            repair(BY_COUNTRY + WITHOUT_COLUMNS, run_d={}),
            "For run_d your table lacks ['weakness', 'resistance']; to hide a column from the model",
        ),
        "the healthy run treated": (
            repair(run_e={"settings": {"C": 0.1}}),
            "run_e is healthy; you changed its table, its settings or its columns.",
        ),
        "the healthy table treated": (
            repair(BY_COUNTRY + HEALED),
            "run_e is healthy; you changed its table, its settings or its columns.",
        ),
        "a column cast to text": (
            repair(AS_TEXT),
            "For run_c your table has another kind of column at ['scan_hue_deg'].",
        ),
        "a change with another name": (
            repair(run_a={"gamma": 0.01}),
            "For run_a the changes hold ['gamma']; settings, drop, metric may be changed.",
        ),
        "one column as text": (
            repair(run_d={"drop": "weakness"}),
            "For run_d, drop is 'weakness'; a list is needed.",
        ),
    },
}
