"""Right and wrong answers to 5.3: what the check of the alarm is tested with."""

from __future__ import annotations

NUMPY = """
def lot_table(day, types):
    names, lots = np.unique(day["lot_id"].to_numpy(), return_inverse=True)
    said, sure = day["card_type"].to_numpy(), day["confidence"].to_numpy()
    columns = [np.bincount(lots, said == one) for one in types] + [np.bincount(lots, sure)]
    return np.array(columns) / np.bincount(lots)

def alarm(reference, current):
    types = reference["card_type"].unique().sort().to_list()
    old, new = lot_table(reference, types), lot_table(current, types)
    spread = np.sqrt(old.var(axis=1, ddof=1) * (1 / old.shape[1] + 1 / new.shape[1])) + 1e-9
    z = (new.mean(axis=1) - old.mean(axis=1)) / spread
    return bool(np.abs(z).max() > 3.5)
"""
CONTROL_CHART = '''
def shares(day):
    table = day.group_by("lot_id").agg(pl.col("card_type").value_counts(), pl.mean("confidence"))
    return table

def alarm(reference, current):
    """A control chart: today's means against days of 80 lots made of the reference."""
    kinds = sorted({*reference["card_type"], *current["card_type"]})
    what = [pl.mean("confidence"), *((pl.col("card_type") == kind).mean().alias(kind) for kind in kinds)]
    lots = reference.group_by("lot_id", maintain_order=True).agg(what).sort(kinds).drop("lot_id").to_numpy()
    today = current.group_by("lot_id").agg(what).drop("lot_id").to_numpy().mean(axis=0)
    draw = np.random.default_rng(0)
    picked = draw.integers(0, len(lots), (400, 80))
    past = lots[picked].mean(axis=1)
    limit = 3.2 * past.std(axis=0) * np.sqrt(1.5)
    return bool((np.abs(today - lots.mean(axis=0)) > limit + 1e-9).any())
'''
CHI_SQUARE = """
def alarm(reference, current):
    total = 0.0
    table = pl.concat([reference.with_columns(now=0), current.with_columns(now=1)])
    counts = table.group_by("card_type").agg(
        old=(pl.col("now") == 0).sum(), new=(pl.col("now") == 1).sum()
    )
    expected = (counts["old"] + counts["new"]) * (current.height / table.height)
    rest = (counts["old"] + counts["new"]) * (reference.height / table.height)
    total = ((counts["new"] - expected) ** 2 / expected).sum() + ((counts["old"] - rest) ** 2 / rest).sum()
    mean = abs(current["confidence"].mean() - reference["confidence"].mean())
    # 10 degrees of freedom: 27 is passed once in 400 quiet days.
    return bool(total > 27 or mean > 0.019)
"""
RIGHT = {
    "5.3": {
        "numpy, one spread for both": NUMPY,
        "a control chart of days drawn from the reference": CONTROL_CHART,
        "the shares in one statistic, the confidence in another": CHI_SQUARE,
    }
}
BY_ROW = """
COLUMNS = ["hp", "attack_damage", "scan_hue_deg", "scan_saturation", "scan_brightness", "confidence"]

def alarm(reference, current):
    for name in COLUMNS:
        old, new = reference[name], current[name]
        error = (old.var() / old.len() + new.var() / new.len()) ** 0.5
        if abs(new.mean() - old.mean()) > LIMIT * error:
            return True
    return False
"""
BY_LOT = """
COLUMNS = ["hp", "attack_damage", "scan_hue_deg", "scan_saturation", "scan_brightness", "confidence"]

def alarm(reference, current):
    lots = [day.group_by("lot_id").agg(pl.mean(COLUMNS)) for day in (reference, current)]
    for name in COLUMNS:
        old, new = (one[name] for one in lots)
        error = (old.var() / old.len() + new.var() / new.len()) ** 0.5
        if abs(new.mean() - old.mean()) > 3.2 * error:
            return True
    return False
"""
PSI = """
COLUMNS = ["hp", "attack_damage", "scan_hue_deg", "scan_saturation", "scan_brightness", "confidence"]

def psi(old, new):
    edges = np.unique(np.quantile(old, np.arange(1, 10) / 10))
    shares = [
        np.maximum(np.bincount(np.searchsorted(edges, one), minlength=len(edges) + 1) / len(one), 1e-4)
        for one in (old, new)
    ]
    return ((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum()

def alarm(reference, current):
    return bool(max(psi(reference[name].to_numpy(), current[name].to_numpy()) for name in COLUMNS) > 0.1)
"""
KS = """
COLUMNS = ["hp", "attack_damage", "scan_hue_deg", "scan_saturation", "scan_brightness", "confidence"]

def gap(old, new):
    at = np.concatenate([old, new])
    shares = [np.searchsorted(np.sort(one), at, side="right") / len(one) for one in (old, new)]
    return np.abs(shares[0] - shares[1]).max()

def alarm(reference, current):
    # The textbook's limit for p < .05.
    limit = 1.358 * np.sqrt(1 / reference.height + 1 / current.height)
    return any(gap(reference[name].to_numpy(), current[name].to_numpy()) > limit for name in COLUMNS)
"""
MODEL_BY_LOT = """
def alarm(reference, current):
    types = sorted(set(reference["card_type"]) | set(current["card_type"]))
    what = [pl.mean("confidence"), *((pl.col("card_type") == kind).mean().alias(kind) for kind in types)]
    quiet, today = (day.group_by("lot_id").agg(what) for day in (reference, current))
    for name in ["confidence", *types]:
        error = (quiet[name].var() / quiet.height + today[name].var() / today.height) ** 0.5
        if abs(today[name].mean() - quiet[name].mean()) > 3.2 * error:
            return True
    return False
"""
QUIET, HARM, LESS = (
    "quiet days",
    "that cost 2 points of accuracy or more",
    "cost less than half a point",
)
WRONG = {
    "5.3": {
        "always": (
            "def alarm(reference, current):\n    return True\n",
            "Of 80 quiet days 80 had",
        ),
        "never": (
            "def alarm(reference, current):\n    return False\n",
            "had an alarm; 44 are asked",
        ),
        "Kolmogorov and Smirnov on rows, p below .05": (
            KS.replace("return any(", "return bool(any(").replace(
                "for name in COLUMNS)\n", "for name in COLUMNS))\n"
            ),
            "cards of a lot are alike",
        ),
        "PSI above .1": (PSI, "Missed: "),
        "means of rows, p below .05": (
            BY_ROW.replace("LIMIT", "1.96"),
            "from how many draws, cards or lots?",
        ),
        "means of lots of what was sent": (BY_LOT, "what the model was sent, or what it answered?"),
        "no allowance for looking at twelve things": (
            MODEL_BY_LOT.replace("3.2 *", "1.96 *"),
            "How often does each thing you look at alarm alone",
        ),
        "the error of a lot, not of a mean": (
            MODEL_BY_LOT.replace(
                "(quiet[name].var() / quiet.height + today[name].var() / today.height)",
                "(quiet[name].var() + today[name].var())",
            ),
            "Which of its two answers",
        ),
        "the confidence must fall below .6": (
            'def alarm(reference, current):\n    return current["confidence"].mean() < 0.6\n',
            "Which of its two answers",
        ),
        "the confidence alone": (
            MODEL_BY_LOT.replace('["confidence", *types]', '["confidence"]'),
            "Which of its two answers",
        ),
        "the types alone": (
            MODEL_BY_LOT.replace('["confidence", *types]', "types"),
            "Which of its two answers",
        ),
        "confidence may only fall": (
            MODEL_BY_LOT.replace('["confidence", *types]', '["confidence"]').replace(
                "abs(today[name].mean() - quiet[name].mean())",
                "(quiet[name].mean() - today[name].mean())",
            ),
            "Missed: ",
        ),
        "one type above 60 %": (
            """
def alarm(reference, current):
    return current["card_type"].value_counts(normalize=True)["proportion"].max() > 0.6
""",
            "Missed: ",
        ),
        "a numpy bool": (
            MODEL_BY_LOT.replace("return True", "return np.True_").replace(
                "return False", "return np.False_"
            ),
            "True or False is needed",
        ),
    }
}
