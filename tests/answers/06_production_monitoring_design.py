"""Right and wrong answers to 6.2: what the check of the monitoring design is tested with."""

from __future__ import annotations

MODEL = """
RULES = {
    "bad_share": ("technical", "page", "above", 12, (1, 1)),
    "confidence": ("model", "page", "below", 3, (1, 2)),
    "top_type_share": ("model", "page", "above", 3, (1, 3)),
    "saturation": ("data", "ticket", "below", 36, (2, 1)),
    "label_age_h": ("data", "ticket", "above", 1, (2, 2)),
    "desk_share": ("business", "none", "above", 12, (3, 1)),
}

def design(healthy):
    found = []
    for metric, (family, severity, side, window, panel) in RULES.items():
        usual = healthy.select(pl.col(metric).rolling_mean(window).over("day")).to_series()
        far = usual.max() if side == "above" else usual.min()
        limit = 60.0 if metric == "label_age_h" else far + (far - usual.mean()) / 4
        entry = {"metric": metric, "family": family, "severity": severity, "side": side,
                 "window": window, "threshold": limit, "panel": panel}
        count = rings(healthy, entry).height
        alarms = 0.0 if severity == "none" else count / healthy["week"].n_unique()
        found.append(entry | {"false_alarms_per_week": alarms})
    return found
"""
PROMISES = """
import numpy as np

def alarms_a_week(healthy, metric, limit, window, sign):
    total = 0
    for day in healthy.partition_by("day"):
        values = sign * day[metric].to_numpy()
        means = np.array([values[at : at + window].mean() for at in range(len(values) - window + 1)])
        fires = means > sign * limit
        total += int(fires[0]) + int((fires[1:] & ~fires[:-1]).sum())
    return total / 4

def entry(healthy, metric, family, severity, side, window, threshold, panel):
    sign = 1 if side == "above" else -1
    alarms = alarms_a_week(healthy, metric, threshold, window, sign) if severity != "none" else 0
    return dict(metric=metric, family=family, severity=severity, side=side, window=window,
                threshold=threshold, false_alarms_per_week=alarms, panel=list(panel))

def design(healthy):
    # Promises where there are any, and far from all that was seen where there are none.
    saturation = healthy["saturation"]
    lots = healthy["confidence"].std()
    return [
        entry(healthy, "p95_ms", "technical", "page", "above", 3, 100.0, (1, 1)),
        entry(healthy, "bad_share", "technical", "page", "above", 12, 14.4 * 0.001, (1, 2)),
        entry(healthy, "desk_share", "business", "page", "above", 3, 0.7, (1, 3)),
        entry(healthy, "top_type_share", "model", "page", "above", 2, 0.5, (1, 4)),
        entry(healthy, "confidence", "model", "ticket", "below", 24, 0.8 - 4 * lots / 24**0.5, (2, 1)),
        entry(healthy, "saturation", "data", "ticket", "below", 48,
              saturation.mean() - 3.8 * saturation.std() / 48**0.5, (2, 2)),
        entry(healthy, "label_age_h", "data", "ticket", "above", 1, 50.5, (2, 3)),
        entry(healthy, "misfiled_14d", "business", "ticket", "above", 1, 0.1, (3, 1)),
        entry(healthy, "usd_a_card", "business", "none", "above", 12, 0.15, (3, 2)),
    ]
"""
SEARCHED = """
def frequency(healthy, entry):
    return rings(healthy, entry).height / 4

def quiet_limit(healthy, entry, a_week):
    \"\"\"The nearest quantile that rings at most so often.\"\"\"
    means = healthy.select(pl.col(entry["metric"]).rolling_mean(entry["window"]).over("day")).to_series()
    for far in (0.99, 0.995, 0.998, 0.999, 0.9995, 1.0):
        share = far if entry["side"] == "above" else 1 - far
        tried = entry | {"threshold": means.quantile(share, "nearest")}
        if frequency(healthy, tried) <= a_week:
            return tried | {"false_alarms_per_week": frequency(healthy, tried)}
    return tried | {"false_alarms_per_week": frequency(healthy, tried)}

def design(healthy):
    plan = pl.DataFrame(
        [
            ("bad_share", "technical", "page", "above", 18, 1, 1, 0.0),
            ("confidence", "model", "page", "below", 2, 1, 2, 0.5),
            ("top_type_share", "model", "page", "above", 2, 1, 3, 0.5),
            ("saturation", "data", "ticket", "below", 24, 2, 1, 1.0),
            ("saturation", "data", "ticket", "above", 24, 2, 1, 1.0),
            ("label_age_h", "data", "ticket", "above", 1, 2, 2, 1.0),
            ("usd_a_card", "business", "ticket", "above", 12, 3, 1, 0.5),
        ],
        schema=["metric", "family", "severity", "side", "window", "row", "column", "a_week"],
        orient="row",
    )
    found = []
    for one in plan.to_dicts():
        panel = (one.pop("row"), one.pop("column"))
        found.append(quiet_limit(healthy, {**one, "panel": panel}, one["a_week"]))
        found[-1].pop("a_week")
    return found
"""
RIGHT = {
    "6.2": {
        "a table of rules": MODEL,
        "promises where there are any": PROMISES,
        "quantiles that ring so often": SEARCHED,
    }
}
ALL = """
def design(healthy):
    families = {
        "p95_ms": "technical", "bad_share": "technical", "confidence": "model", "top_type_share": "model",
        "saturation": "data", "label_age_h": "data", "desk_share": "business", "usd_a_card": "business",
    }
    found = []
    for at, (metric, family) in enumerate(families.items()):
        limit = healthy[metric].mean() + 2 * healthy[metric].std()
        entry = {"metric": metric, "family": family, "severity": "page", "side": "above", "window": 1,
                 "threshold": limit, "panel": (1, 1 + at)}
        found.append(entry | {"false_alarms_per_week": rings(healthy, entry).height / 4})
    return found[:4] + [
        one | {"severity": "none", "false_alarms_per_week": 0.0, "panel": (2, 1 + at)}
        for at, one in enumerate(found[4:])
    ]
"""
FIXED = MODEL.replace(
    'limit = 60.0 if metric == "label_age_h" else far + (far - usual.mean()) / 4',
    'limit = {"bad_share": 0.0144, "confidence": 0.76, "top_type_share": 0.28, "saturation": 0.49, '
    '"label_age_h": 60.0, "desk_share": 0.45}[metric]',
)
WRONG = {
    "6.2": {
        "an alert on everything": (ALL, "though nothing is wrong; at most 2 are allowed"),
        "limits typed for the first hall": (
            FIXED,
            "In a second hall, with 25 cards a row, pages ring",
        ),
        "no alarm is a false one": (
            MODEL.replace("count = rings(healthy, entry).height", "count = 0").replace(
                "/ 4", "/ 40"
            ),
            "times a week; false_alarms_per_week is 0",
        ),
        "rows that fire, not alarms": (
            MODEL.replace(
                "count = rings(healthy, entry).height",
                'count = (usual > limit).sum() if side == "above" else (usual < limit).sum()',
            ).replace("/ 4", "/ 40"),
            "what is one alarm: a row that fires, or a run of them?",
        ),
        "alarms of four weeks, not of one": (
            MODEL.replace(' / healthy["week"].n_unique()', "").replace("/ 4", "/ 40"),
            "Counted on which table, per week",
        ),
        "what is only shown rings, too": (
            MODEL.replace('0.0 if severity == "none" else ', "").replace(
                "        entry =",
                '        limit = usual.mean() if severity == "none" else limit\n        entry =',
            ),
            "What only stands on the dashboard wakes nobody",
        ),
        "the slow burn is looked for in milliseconds": (
            MODEL.replace('"bad_share": (', '"p95_ms": (').replace(
                '"above", 12, (1, 1)', '"above", 3, (1, 1)'
            ),
            "'slow burn' begins, and",
        ),
        "an hour to be sure": (
            MODEL.replace('"below", 3, (1, 2)', '"below", 60, (1, 2)').replace(
                '"above", 3, (1, 3)', '"above", 60, (1, 3)'
            ),
            "how long does your window hide it?",
        ),
        "dollars as the model believes them": (
            MODEL.replace('"top_type_share": ("model"', '"usd_a_card": ("business"'),
            "'one type' begins, and no page comes",
        ),
        "less sure is the only fault": (
            MODEL.replace(
                '"top_type_share": ("model", "page"', '"top_type_share": ("model", "ticket"'
            ),
            "'one type' begins, and no page comes",
        ),
        "drift pages": (
            MODEL.replace(
                '("data", "ticket", "below", 36, (2, 1))', '("data", "page", "below", 36, (1, 4))'
            ),
            "'an aged lamp' wakes somebody: saturation pages",
        ),
        "late labels page": (
            MODEL.replace(
                '("data", "ticket", "above", 1, (2, 2))', '("data", "page", "above", 1, (1, 4))'
            ),
            "'labels late' wakes somebody: label_age_h pages",
        ),
        "drift over five minutes": (
            MODEL.replace('"ticket", "below", 36', '"ticket", "below", 1'),
            "no ticket on saturation is opened",
        ),
        "labels may be three days old": (
            MODEL.replace("limit = 60.0 if", "limit = 96.0 if"),
            "no ticket on label_age_h is opened",
        ),
        "nothing for the shop": (
            MODEL.replace('    "desk_share": ("business", "none", "above", 12, (3, 1)),\n', ""),
            "No entry is of the family business",
        ),
        "a page that stands below": (
            MODEL.replace("(1, 3)", "(2, 3)"),
            "what pages stands in row 1",
        ),
        "two metrics on one panel": (
            MODEL.replace("(3, 1)", "(2, 2)"),
            "label_age_h stands there already",
        ),
        "a panel outside": (MODEL.replace("(3, 1)", "(4, 1)"), "a row from 1 to 3 and a column"),
        "accuracy on the desk's labels": (
            MODEL.replace('"desk_share": (', '"desk_accuracy": (')
            .replace("RULES.items()", "RULES.items() if metric in healthy.columns")
            .replace(
                "for metric, (family, severity, side, window, panel) in RULES.items() if metric in healthy.columns:",
                "for metric, (family, severity, side, window, panel) in RULES.items():\n"
                "        healthy = healthy.with_columns(desk_accuracy=0.55)",
            ),
            "metric is 'desk_accuracy'; the table has",
        ),
        "the desk is the model's": (
            MODEL.replace('"desk_share": ("business"', '"desk_share": ("operations"'),
            "The family of 'desk_share' is 'operations'",
        ),
        "no entry at all": ("def design(healthy):\n    return []\n", "design returned no entry"),
        "a severity of its own": (
            MODEL.replace('"none"', '"email"'),
            "severity is 'email'; page, ticket, none are allowed",
        ),
    }
}
