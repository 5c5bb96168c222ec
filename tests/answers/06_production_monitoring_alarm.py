"""Right and wrong answers to 6.3a: what the check of the alarm is tested with."""

from __future__ import annotations

REPLAY = '''
import numpy as np

NUMBERS = [
    "base_hp", "base_attack", "base_defense", "base_sp_attack", "base_sp_defense", "base_speed", "height_m",
    "weight_kg", "hp", "attack_damage", "retreat_cost", "scan_saturation", "scan_brightness",
]
HUE = pl.col("scan_hue_deg").radians()

def looked_at(day, words):
    known = pl.col("egg_groups").is_in(words).cast(float).alias("egg_groups")
    return day.select("lot_id", "card_type", *NUMBERS, HUE.sin().alias("sin"), HUE.cos().alias("cos"), known)

def means_of_lots(day, usual, names):
    """Means of lots of what remains when each card is compared with its answered type's mean."""
    rest = day.join(usual, on="card_type", how="left", suffix="_usual")
    rest = rest.with_columns(pl.col(one) - pl.col(one + "_usual").fill_null(pl.col(one)) for one in names)
    return rest.group_by("lot_id").agg(pl.mean(names))

def errors_apart(old, new):
    return (new.mean() - old.mean()) / ((old.var() / old.len() + new.var() / new.len()) ** 0.5 + 1e-9)

def turn(old, new):
    """The rotation that lays one circle best over the other."""
    order = 1j * np.arange(1, 4)[:, None]
    ours, theirs = (np.exp(order * np.radians(one.to_numpy())).mean(axis=1) for one in (old, new))
    turns = np.arange(0, 360, 5)
    return int(turns[((np.conj(ours) * theirs) @ np.exp(-order * np.radians(turns))).real.argmax()])

def replayed(known, reference, current, moved):
    cells = []
    for one in moved:
        if one in NUMBERS:
            place = (known[one].rank("ordinal").to_numpy() - 0.5) / known.height
            mapped = np.quantile(current[one].to_numpy(), place, method="inverted_cdf")
            cells.append(pl.Series(one, mapped))
        elif one == "egg_groups":
            cells.append(current[one].sample(known.height, with_replacement=True, seed=1))
    if {"sin", "cos"} & set(moved):
        by = turn(reference["scan_hue_deg"], current["scan_hue_deg"])
        cells.append((known["scan_hue_deg"] + by) % 360)
    return answered(known.with_columns(cells))["card_type"]

def alarm(reference, current):
    sure = [day.group_by("lot_id").agg(pl.mean("confidence"))["confidence"] for day in (reference, current)]
    if errors_apart(*sure) < -2.5:
        return True
    words = reference["egg_groups"].unique().implode()
    old, new = looked_at(reference, words), looked_at(current, words)
    names = [one for one in old.columns if one not in ("lot_id", "card_type")]
    usual = old.group_by("card_type").agg(pl.mean(names))
    lots = [means_of_lots(day, usual, names) for day in (old, new)]
    moved = [one for one in names if abs(errors_apart(lots[0][one], lots[1][one])) > 3.5]
    if not moved:
        return False
    known = reference[:1500]
    again = replayed(known, reference, current, moved)
    lost = (known["card_type"] == known["truth"]).mean() - (again == known["truth"]).mean()
    return bool(lost > 0.012)
'''
BOOTSTRAP = '''
import numpy as np

BANDS = [0.5, 0.7, 0.85, 0.95]

def table_of_lots(day, kinds):
    """(lots, types, bands of confidence): how many cards of each lot."""
    _, lot = np.unique(day["lot_id"].to_numpy(), return_inverse=True)
    kind = np.searchsorted(kinds, day["card_type"].to_numpy())
    band = np.searchsorted(BANDS, day["confidence"].to_numpy())
    counts = np.zeros((lot.max() + 1, len(kinds), len(BANDS) + 1))
    np.add.at(counts, (lot, kind, band), 1)
    return counts

def alarm(reference, current):
    kinds = sorted({*reference["card_type"], *current["card_type"]})
    old, new = table_of_lots(reference, kinds), table_of_lots(current, kinds)
    whole = old.sum(axis=0)
    usual = whole / np.maximum(whole.sum(axis=1, keepdims=True), 1)
    middle = np.array([0.4, 0.6, 0.78, 0.9, 0.98])

    def looks(lots):
        cards = lots.sum(axis=0)
        expected = cards.sum(axis=1, keepdims=True) * usual
        strange = ((cards - expected) ** 2 / np.maximum(expected, 0.5)).sum()
        return np.array([strange, -(cards @ middle).sum() / cards.sum()])

    draw = np.random.default_rng(0)
    past = np.array([looks(old[draw.integers(0, len(old), len(new))]) for _ in range(200)])
    # The reference is a sample, too: days vary more around the truth than around it.
    limit = past.mean(axis=0) + np.array([6.0, 3.1]) * past.std(axis=0)
    return bool((looks(new) > limit).any())
'''
PANDAS = """
import pandas as pd

def alarm(reference, current):
    names = ["lot_id", "card_type", "confidence"]
    old, new = (pd.DataFrame({one: day[one].to_list() for one in names}) for day in (reference, current))
    ours, theirs = (day.groupby("card_type")["confidence"].agg(["mean", "var", "size"]) for day in (old, new))
    both = ours.merge(theirs, on="card_type", suffixes=("_old", "_new"))
    both = both[(both["size_old"] >= 20) & (both["size_new"] >= 20)]
    error = both["var_old"] / both["size_old"] + both["var_new"] / both["size_new"]
    chance = ((both["mean_new"] - both["mean_old"]) ** 2 / error).mean()
    lots = [day.groupby("lot_id")["confidence"].mean() for day in (old, new)]
    spread = (lots[0].var() / len(lots[0]) + lots[1].var() / len(lots[1])) ** 0.5
    return bool(chance > 2.1 or lots[0].mean() - lots[1].mean() > 2.4 * spread)
"""
RIGHT = {
    "6.3a": {
        "a replay of what moved within a type": REPLAY,
        "limits from days made of the reference's lots": BOOTSTRAP,
        "confidence within types, in pandas": PANDAS,
    }
}
NUMPY = "import numpy as np\n"
COLUMNS = """
COLUMNS = ["hp", "attack_damage", "retreat_cost", "height_m", "weight_kg", "scan_hue_deg", "scan_saturation",
           "scan_brightness", "base_speed", "base_defense", "base_attack", "confidence"]
"""
KS = (
    NUMPY
    + COLUMNS
    + """
def gap(old, new):
    at = np.concatenate([old, new])
    shares = [np.searchsorted(np.sort(one), at, side="right") / len(one) for one in (old, new)]
    return np.abs(shares[0] - shares[1]).max()

def alarm(reference, current):
    # The textbook's limit for p < .05.
    limit = 1.358 * np.sqrt(1 / reference.height + 1 / current.height)
    return bool(any(gap(reference[one].to_numpy(), current[one].to_numpy()) > limit for one in COLUMNS))
"""
)
BY_LOT = (
    COLUMNS
    + """
def alarm(reference, current):
    old, new = (day.group_by("lot_id").agg(pl.mean(COLUMNS)) for day in (reference, current))
    for name in COLUMNS:
        error = (old[name].var() / old.height + new[name].var() / new.height) ** 0.5
        if abs(new[name].mean() - old[name].mean()) > 3.3 * error:
            return True
    return False
"""
)
PSI = (
    NUMPY
    + COLUMNS
    + """
def psi(old, new):
    edges = np.unique(np.quantile(old, np.arange(1, 10) / 10))
    shares = [
        np.maximum(np.bincount(np.searchsorted(edges, one), minlength=len(edges) + 1) / len(one), 1e-4)
        for one in (old, new)
    ]
    return ((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum()

def alarm(reference, current):
    return bool(max(psi(reference[one].to_numpy(), current[one].to_numpy()) for one in COLUMNS) > 0.1)
"""
)
SHARES = """
def alarm(reference, current):
    kinds = sorted({*reference["card_type"], *current["card_type"]})
    what = [pl.mean("confidence"), *((pl.col("card_type") == kind).mean().alias(kind) for kind in kinds)]
    old, new = (day.group_by("lot_id").agg(what) for day in (reference, current))
    for name in ["confidence", *kinds]:
        error = (old[name].var() / old.height + new[name].var() / new.height) ** 0.5
        if abs(new[name].mean() - old[name].mean()) > 3.2 * error:
            return True
    return False
"""
WITHIN = """
def alarm(reference, current):
    for kind in reference["card_type"].unique():
        old, new = (day.filter(pl.col("card_type") == kind)["confidence"] for day in (reference, current))
        if min(old.len(), new.len()) < 20:
            continue
        error = (old.var() / old.len() + new.var() / new.len()) ** 0.5
        if abs(new.mean() - old.mean()) > 3.3 * error:
            return True
    return False
"""
OVERALL = """
def alarm(reference, current):
    old, new = (day.group_by("lot_id").agg(pl.mean("confidence"))["confidence"] for day in (reference, current))
    error = (old.var() / old.len() + new.var() / new.len()) ** 0.5
    return old.mean() - new.mean() > 2.5 * error
"""
WRONG = {
    "6.3a": {
        "always": ("def alarm(reference, current):\n    return True\n", "Of 40 quiet days 40 had"),
        "never": ("def alarm(reference, current):\n    return False\n", "half or more are asked"),
        "Kolmogorov and Smirnov on rows, p below .05": (KS, "cards of a lot are alike"),
        "PSI above .1": (PSI, "40 are asked for. Missed: "),
        "means of lots of what was sent": (BY_LOT, "days that cost less than half a point"),
        "the answer to 5.3": (SHARES, "What stays the same within a type?"),
        "the mean hue on a line": (
            BY_LOT.replace("for name in COLUMNS", 'for name in ["scan_hue_deg"]'),
            "Do answers of the same type stay as sure",
        ),
        "the desk's share above its level": (
            """
def alarm(reference, current):
    return (current["confidence"] < 0.75).mean() > 0.45
""",
            "half or more are asked for",
        ),
        "the model is less sure than it is right": (
            """
def alarm(reference, current):
    right = (reference["card_type"] == reference["truth"]).mean()
    return current["confidence"].mean() < right
""",
            "half or more are asked for",
        ),
        "accuracy on the cards of the desk, a limit at .6": (
            """
def alarm(reference, current):
    desk = reference.filter(pl.col("confidence") < 0.75)
    return (desk["card_type"] == desk["truth"]).mean() < 0.6
""",
            "Of 40 quiet days 40 had",
        ),
        "less sure within a type, and never more": (
            WITHIN.replace("abs(new.mean() - old.mean())", "(old.mean() - new.mean())").replace(
                "    return False\n", "    return over_all(reference, current)\n"
            )
            + OVERALL.replace("def alarm", "def over_all"),
            "in which direction does confidence move",
        ),
        "types alone: within each": (WITHIN, "Each card was read well"),
        "the confidence over all alone": (OVERALL, "Missed: "),
        "no allowance for eleven types": (
            WITHIN.replace("3.3 * error", "1.96 * error"),
            "How often does each of them alarm alone",
        ),
        "a replay alone": (REPLAY.replace("< -2.5", "< -99"), "Each card was read well"),
        "every column that moved": (
            REPLAY.replace("if not moved:\n        return False", "return bool(moved)"),
            "Did the model do worse by it",
        ),
        "the truth looked up in the catalogue": (
            """
from cardshop.dataset import load_cards

def alarm(reference, current):
    told = load_cards().select("card_id", today="card_type")
    today = current.join(told, on="card_id", how="inner")
    usual = (reference["card_type"] == reference["truth"]).mean()
    return bool(usual - (today["card_type"] == today["today"]).mean() > 0.013)
""",
            "numbered anew and no truth is told",
        ),
        "the first 40 calls are quiet": (
            """
CALLS = []

def alarm(reference, current):
    CALLS.append(1)
    return len(CALLS) > 40
""",
            "quiet days",
        ),
        "a numpy bool": (
            NUMPY + OVERALL.replace("return old.mean()", "return np.float64(old.mean())"),
            "True or False is needed",
        ),
    }
}
