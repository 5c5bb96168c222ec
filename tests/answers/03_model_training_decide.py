"""Right and wrong answers to 3.2a: what the check of the choice of a model is tested with."""

from __future__ import annotations

RIGHT = {
    "3.2a": {
        "dicts and the formula by hand": """
def decide(results):
    from scipy.stats import t as student

    by = {}
    for row in results.sort("split").to_dicts():
        by.setdefault(row["model"], []).append(row)
    mean = lambda name, key: sum(row[key] for row in by[name]) / len(by[name])
    nothing = {"model": None, "reason_code": "no_candidate", "difference": None, "interval": None}
    fast = sorted(n for n in by if max(r["latency_ms"] for r in by[n]) <= LATENCY_BUDGET_MS)
    if not fast:
        return nothing

    def apart(a, b):
        gaps = [x["usd_per_card"] - y["usd_per_card"] for x, y in zip(by[a], by[b])]
        j, middle = len(gaps), sum(gaps) / len(gaps)
        spread = sum((g - middle) ** 2 for g in gaps) / (j - 1)
        half = student.ppf(0.975, j - 1) * (spread * (1 / j + TEST_OVER_TRAIN)) ** 0.5
        return middle, (middle - half, middle + half)

    top = max(sorted(by), key=lambda n: mean(n, "accuracy"))
    leader = min(fast, key=lambda n: mean(n, "usd_per_card"))
    tied = [n for n in fast if n == leader or not apart(n, leader)[1][0] > 0]
    model = min(tied, key=lambda n: by[n][0]["run_usd_month"])
    if top not in fast:
        reason = "too_slow"
    elif top not in tied:
        reason = "loses_dollars"
    elif len(fast) < 2:
        return nothing | {"model": model, "reason_code": "no_rival"}
    else:
        reason = "clear" if len(tied) == 1 else "tie"
    rest = [n for n in fast if n != model]
    rival = top if top != model else min(rest, key=lambda n: mean(n, "usd_per_card"))
    difference, interval = apart(rival, model)
    return {"model": model, "reason_code": reason, "difference": difference, "interval": interval}
""",
        "a column a model": """
KEYS = ("model", "reason_code", "difference", "interval")

def decide(results):
    wide = results.sort("split").pivot("model", index="split", values="usd_per_card")
    about = results.group_by("model").agg(
        accuracy=pl.col("accuracy").mean(),
        usd=pl.col("usd_per_card").mean(),
        fast=(pl.col("latency_ms") <= LATENCY_BUDGET_MS).all(),
        run=pl.col("run_usd_month").first(),
    ).sort("model")
    fast = about.filter("fast")
    if fast.height == 0:
        return dict(zip(KEYS, (None, "no_candidate", None, None)))
    top = about.sort("accuracy", descending=True, maintain_order=True)["model"][0]
    by_usd = fast.sort("usd", maintain_order=True)["model"].to_list()

    def ends(a, b):
        return over_splits(wide[a] - wide[b], test_over_train=TEST_OVER_TRAIN).corrected

    tied = [by_usd[0]] + [one for one in by_usd[1:] if ends(one, by_usd[0]).low <= 0]
    model = fast.filter(pl.col("model").is_in(tied)).sort("run", "model")["model"].item(0)
    reasons = {
        "too_slow": top not in by_usd,
        "loses_dollars": top not in tied,
        "no_rival": len(by_usd) == 1,
        "tie": len(tied) > 1,
        "clear": True,
    }
    reason = next(name for name, holds in reasons.items() if holds)
    if reason == "no_rival":
        return dict(zip(KEYS, (model, reason, None, None)))
    by_usd.remove(model)
    found = ends(by_usd[0] if model == top else top, model)
    return dict(zip(KEYS, (model, reason, found.estimate, list(found[1:3]))))
""",
        "numpy": """
def decide(results):
    answer = {"model": None, "reason_code": "no_candidate", "difference": None, "interval": None}
    names = sorted(set(results["model"]))
    if not names:
        return answer
    splits = results["split"].n_unique()
    ordered = results.sort("model", "split")
    accuracy, usd, slow, run = (
        ordered[name].to_numpy().reshape(len(names), splits)
        for name in ("accuracy", "usd_per_card", "latency_ms", "run_usd_month")
    )
    fast = np.flatnonzero((slow <= LATENCY_BUDGET_MS).all(axis=1))
    if fast.size == 0:
        return answer
    top = int(np.argmax(accuracy.mean(axis=1)))
    leader = fast[np.argmin(usd[fast].mean(axis=1))]
    interval = lambda a, b: over_splits(usd[a] - usd[b], test_over_train=TEST_OVER_TRAIN)[0]
    tied = [one for one in fast if one == leader or interval(one, leader).low <= 0]
    chosen = tied[int(np.argmin(run[tied, 0]))]
    answer["model"] = names[chosen]
    answer["reason_code"] = "tie" if len(tied) > 1 else "clear"
    if top not in fast:
        answer["reason_code"] = "too_slow"
    elif top not in tied:
        answer["reason_code"] = "loses_dollars"
    elif fast.size == 1:
        answer["reason_code"] = "no_rival"
        return answer
    rest = fast[fast != chosen]
    rival = top if top != chosen else rest[np.argmin(usd[rest].mean(axis=1))]
    found = interval(rival, chosen)
    return answer | {"difference": float(found.estimate), "interval": [found.low, found.high]}
""",
    },
}
RIGHT["3.2a"]["texts and arrays of numpy"] = (
    RIGHT["3.2a"]["numpy"]
    .replace('names = sorted(set(results["model"]))', 'names = np.unique(results["model"])')
    .replace("if not names:", "if len(names) == 0:")
    .replace("float(found.estimate)", "np.float64(found.estimate)")
    .replace("[found.low, found.high]", "np.array([found.low, found.high])")
)
BASE = """
def decide(results):
    def least(found, column):
        return found.sort(column, "model")["model"][0]

    def apart(theirs, ours):
        a, b = (results.filter(model=one).sort("split")["usd_per_card"] for one in (theirs, ours))
        return over_splits(a - b, test_over_train=TEST_OVER_TRAIN).corrected

    nothing = {"model": None, "reason_code": "no_candidate", "difference": None, "interval": None}
    means = results.group_by("model").agg(
        pl.mean("accuracy", "usd_per_card", "run_usd_month"), slowest=pl.max("latency_ms")
    )
    fast = means.filter(pl.col("slowest") <= LATENCY_BUDGET_MS)
    if fast.is_empty():
        return nothing
    top = least(means.with_columns(-pl.col("accuracy")), "accuracy")
    leader = least(fast, "usd_per_card")
    tied = [one for one in fast["model"] if one == leader or apart(one, leader).low <= 0]
    model = least(fast.filter(pl.col("model").is_in(tied)), "run_usd_month")
    if top not in fast["model"]:
        reason = "too_slow"
    elif top not in tied:
        reason = "loses_dollars"
    elif fast.height == 1:
        return nothing | {"model": model, "reason_code": "no_rival"}
    else:
        reason = "tie" if len(tied) > 1 else "clear"
    others = fast.filter(pl.col("model") != model)
    rival = least(others, "usd_per_card") if top == model else top
    found = apart(rival, model)
    interval = [found.low, found.high]
    return {"model": model, "reason_code": reason, "difference": found.estimate, "interval": interval}
"""


def base_with(old: str, new: str) -> str:
    """The right answer with one mistake in it."""
    assert old in BASE, old
    return BASE.replace(old, new)


WRONG = {
    "3.2a": {
        "the naive interval": (
            base_with(".corrected", ".naive"),
            "and is the interval the corrected one?",
        ),
        "the least dollars win, whatever the interval": (
            base_with("apart(one, leader).low <= 0", "False"),
            "Which candidates can the data not tell from the leader",
        ),
        "the most accurate of the tied": (
            base_with(
                'pl.col("model").is_in(tied)), "run_usd_month"',
                'pl.col("model").is_in(tied)).with_columns(-pl.col("accuracy")), "accuracy"',
            ),
            "what does rule 4 say of them?",
        ),
        "the leader of the tied": (
            base_with(
                'pl.col("model").is_in(tied)), "run_usd_month"',
                'pl.col("model").is_in(tied)), "usd_per_card"',
            ),
            "what does rule 4 say of them?",
        ),
        "the rival by accuracy": (
            base_with(
                'rival = least(others, "usd_per_card")',
                'rival = least(others.with_columns(-pl.col("accuracy")), "accuracy")',
            ),
            "(one is better on every split) difference is",
        ),
        "the rival is one of the tied": (
            base_with(
                "rival = least(others,",
                'rival = least(others.filter(pl.col("model").is_in(tied) | (len(tied) == 1)),',
            ),
            "(one bad split) difference is",
        ),
        "median accuracy": (
            base_with('pl.mean("accuracy", ', 'pl.median("accuracy"), pl.mean('),
            "(one bad split) difference is",
        ),
        "equal months are told apart by dollars": (
            base_with(
                'model = least(fast.filter(pl.col("model").is_in(tied)), "run_usd_month")',
                'model = fast.filter(pl.col("model").is_in(tied))'
                '.sort("run_usd_month", "usd_per_card", "model")["model"][0]',
            ),
            "two others tie) model is 'oak', expected 'fir'",
        ),
        "equal accuracy by the order of the rows": (
            base_with(
                'results.group_by("model")', 'results.group_by("model", maintain_order=True)'
            ).replace(
                'top = least(means.with_columns(-pl.col("accuracy")), "accuracy")',
                'top = means.sort("accuracy", descending=True, maintain_order=True)["model"][0]',
            ),
            "reason_code is 'too_slow', expected",
        ),
        "the 95th percentile of latency": (
            base_with(
                'slowest=pl.max("latency_ms")',
                'slowest=pl.quantile("latency_ms", 0.95, interpolation="linear")',
            ),
            "(too slow on one split) model is 'ash', expected 'elm'",
        ),
        "mean latency": (
            base_with('slowest=pl.max("latency_ms")', 'slowest=pl.mean("latency_ms")'),
            "(too slow on one split) model is 'ash', expected 'elm'",
        ),
        "the budget's end is over it": (
            base_with('pl.col("slowest") <= L', 'pl.col("slowest") < L'),
            "(as slow as is allowed)",
        ),
        "dollars less the other way round": (
            base_with("found = apart(rival, model)", "found = apart(model, rival)"),
            "whose dollars are taken from whose?",
        ),
        "the rival is always the next in dollars": (
            base_with(" if top == model else top", " if others.height else top"),
            "difference is",
        ),
        "slow models compete for the top, too late": (
            base_with("top = least(means.with", "top = least(fast.with"),
            "reason_code is 'clear', expected 'too_slow'",
        ),
        "a tie is told before the dollars": (
            base_with(
                """    elif top not in tied:
        reason = "loses_dollars"
    elif fast""",
                """    elif len(tied) > 1:
        reason = "tie"
    elif top not in tied:
        reason = "loses_dollars"
    elif fast""",
            ),
            "two others tie) reason_code is 'tie', expected 'loses_dollars'",
        ),
        "one candidate overrules the slow top": (
            base_with(
                """    if top not in fast["model"]:""",
                """    if fast.height == 1:
        return nothing | {"model": model, "reason_code": "no_rival"}
    if top not in fast["model"]:""",
            ),
            "reason_code is 'no_rival', expected 'too_slow'",
        ),
        "accuracy decides": (
            base_with(
                'leader = least(fast, "usd_per_card")',
                'leader = least(fast.with_columns(-pl.col("accuracy")), "accuracy")',
            ),
            "(accurate where it does not pay",
        ),
        "splits paired as the rows come": (
            base_with('.filter(model=one).sort("split")', ".filter(model=one)"),
            "Are the differences taken split by split",
        ),
        "one test set for as many cards of training": (
            base_with("test_over_train=TEST_OVER_TRAIN", "test_over_train=0.25"),
            "interval is",
        ),
        "an empty text for no model": (
            base_with(
                '{"model": None, "reason_code": "no_candidate"',
                '{"model": "", "reason_code": "no_candidate"',
            ),
            "model is '', expected None",
        ),
        "the half width for the interval": (
            base_with("[found.low, found.high]", "found.half_width"),
            "interval is",
        ),
    },
}
