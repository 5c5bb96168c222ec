"""Right and wrong answers to question 1.5b: what is broken, and what has shifted."""

from __future__ import annotations

RIGHT = {
    "1.5b": {
        "pandas, Holm's correction": """
def findings(drop, reference):
    import numpy as np
    import pandas as pd
    columns = ["scan_hue_deg", "weight_kg", "hp", "height_m", "scan_saturation", "attack_damage"]
    quality, values, p_of = [], {}, {}
    for column in reversed(drop.columns):
        for rule, broken in cell_rules(column).items():
            rows = drop.filter(broken).height
            if rows > 0:
                quality.append({"rule": rule, "rows": rows, "column": column})
    for column in columns:
        sides = []
        for frame in (drop, reference):
            for broken in cell_rules(column).values():
                frame = frame.filter(~broken)
            side = pd.DataFrame({"lot": frame["lot_id"].to_list(), "v": frame[column].to_list()})
            if column == "scan_hue_deg":
                side = side.assign(x=np.cos(np.radians(side["v"])), y=np.sin(np.radians(side["v"])))
            sides.append(side.groupby("lot").mean())
        names = ["x", "y"] if column == "scan_hue_deg" else ["v"]
        p_of[column] = min(1, len(names) * min(
            ttest_ind(sides[0][one], sides[1][one], equal_var=False).pvalue for one in names
        ))
        if column == "scan_hue_deg":
            there, here = (np.arctan2(one["y"].mean(), one["x"].mean()) for one in sides)
            turn = np.degrees(there - here)
            while turn > 180:
                turn -= 360
            while turn <= -180:
                turn += 360
            values[column] = ("turn", turn)
        else:
            values[column] = ("mean difference", sides[0]["v"].mean() - sides[1]["v"].mean())
    shifted = set()
    for rank, column in enumerate(sorted(columns, key=p_of.get)):
        if p_of[column] > 0.05 / (len(columns) - rank):
            break
        shifted.add(column)
    return {
        "drift": [
            {
                "column": one,
                "statistic": values[one][0],
                "value": values[one][1],
                "verdict": "shifted" if one in shifted else "not shifted",
            }
            for one in columns
        ],
        "quality": quality,
    }
""",
        "lots dealt anew by hand, Bonferroni": """
def findings(drop, reference):
    import numpy as np
    columns = ("hp", "attack_damage", "height_m", "weight_kg", "scan_saturation", "scan_hue_deg")
    deals = np.random.default_rng(1)
    def whole(frame, column):
        return frame.filter(~pl.any_horizontal(*cell_rules(column).values()))
    def means(frame, column):
        lots = []
        for _, lot in whole(frame, column).group_by("lot_id"):
            values = lot[column].to_numpy().astype(float)
            if column == "scan_hue_deg":
                lots.append(np.exp(1j * np.radians(values)).mean())
            else:
                lots.append(values.mean())
        return np.array(lots)
    def line(column):
        theirs, ours = means(drop, column), means(reference, column)
        pooled, gap = np.concatenate([theirs, ours]), abs(theirs.mean() - ours.mean())
        as_far = 0
        for _ in range(999):
            dealt = deals.permutation(pooled)
            as_far += abs(dealt[: theirs.size].mean() - dealt[theirs.size :].mean()) >= gap
        if column == "scan_hue_deg":
            statistic = "turn"
            value = float(np.degrees(np.angle(theirs.mean() / ours.mean())))
        else:
            statistic, value = "mean difference", float(theirs.mean() - ours.mean())
        verdict = "shifted" if (1 + as_far) / 1000 <= 0.05 / len(columns) else "not shifted"
        return {"column": column, "statistic": statistic, "value": value, "verdict": verdict}
    counts = {
        (column, rule): int(drop.select(broken.sum()).item())
        for column in drop.columns
        for rule, broken in cell_rules(column).items()
    }
    quality = [
        {"column": column, "rule": rule, "rows": rows}
        for (column, rule), rows in counts.items()
        if rows
    ]
    return {"quality": quality, "drift": [line(column) for column in columns]}
""",
        "the shop's own tests, by lots": """
def findings(drop, reference):
    from cardshop.drift import ks_by_lot, relabel, watson_by_lot
    columns = ["hp", "attack_damage", "height_m", "weight_kg", "scan_saturation", "scan_hue_deg"]
    quality = []
    for column in drop.columns:
        broken = drop.select(**cell_rules(column))
        for rule in broken.columns:
            if broken[rule].any():
                quality.append({"column": column, "rule": rule, "rows": broken[rule].sum()})
    drift, p_values = [], []
    for column in columns:
        sides = [
            one.filter(~pl.any_horizontal(*cell_rules(column).values())).select("lot_id", column)
            for one in (reference, drop)
        ]
        lots = relabel(sides[0]["lot_id"], sides[1]["lot_id"], permutations=400, seed=3)
        test = watson_by_lot if column == "scan_hue_deg" else ks_by_lot
        p_values.append(test(sides[0][column], sides[1][column], lots).p_value)
        angle = pl.col(column).radians()
        by_lot = [
            one.with_columns(x=angle.cos(), y=angle.sin()).group_by("lot_id").agg(pl.all().mean())
            for one in sides
        ]
        if column == "scan_hue_deg":
            ours, theirs = (
                one.select(pl.arctan2(pl.col("y").mean(), pl.col("x").mean()).degrees()).item()
                for one in by_lot
            )
            turn = min((theirs - ours + step for step in (-360, 0, 360)), key=abs)
            drift.append({"column": column, "statistic": "turn", "value": turn})
        else:
            ours, theirs = (one[column].mean() for one in by_lot)
            drift.append({"column": column, "statistic": "mean difference", "value": theirs - ours})
    verdicts = ["shifted" if q <= 0.05 else "not shifted" for q in benjamini_hochberg(p_values)]
    drift = [one | {"verdict": verdict} for one, verdict in zip(drift, verdicts, strict=True)]
    return {"quality": quality, "drift": drift}
""",
    },
}

FINDINGS = """
def findings(drop, reference):
    quality = [
        {{"column": column, "rule": rule, "rows": rows}}
        for column in {counted}.columns
        for rule, broken in cell_rules(column).items()
        if {reported}
    ]
    hue = "scan_hue_deg"
    drift, tests = [], []
    for column in ("hp", "attack_damage", "height_m", "weight_kg", "scan_saturation", hue):
        angle = pl.col(column).radians()
        parts = {parts}
        intact = {intact}
        drop_, reference_ = (frame.filter(intact).select(column, "lot_id", *parts)
                             for frame in (drop, reference))
        sides = [frame.group_by("lot_id").agg(pl.all().mean()) for frame in (drop_, reference_)]
        theirs, ours = {valued}
        if column == hue:
            statistic, gap = "{turn}", {gap}
        else:
            statistic, gap = "mean difference", theirs.mean()["x"].item() - ours.mean()["x"].item()
        drift.append({{"column": column, "statistic": statistic, "value": gap}})
        theirs, ours = {tested}
        for one in parts:
            tests.append((column, {test}))
    q_values = {corrected}
    shifted = {{column for (column, _), q in zip(tests, q_values) if {verdict}}}
    for line in drift:
        line["verdict"] = "shifted" if line["column"] in shifted else "not shifted"
    return {{"quality": quality, "drift": drift}}
"""


def compared(**changes):
    """The model answer in other words, with some of its steps done otherwise."""
    parts = {
        "counted": "drop",
        "reported": "(rows := drop.select(broken.sum()).item())",
        "parts": '{"x": angle.cos(), "y": angle.sin()} if column == hue else {"x": pl.col(column)}',
        "intact": "~pl.any_horizontal(*cell_rules(column).values())",
        "valued": "sides",
        "turn": "turn",
        "gap": "180 - (180 - bearing(theirs) + bearing(ours)) % 360",
        "tested": "sides",
        "test": "ttest_ind(theirs[one], ours[one], equal_var=False).pvalue",
        "corrected": "benjamini_hochberg([p for _, p in tests])",
        "verdict": "q <= 0.05",
    }
    source = FINDINGS.format(**parts | changes)
    source = source.replace('select(column, "lot_id", *parts)', 'select("lot_id", **parts)')
    return BEARING + source


BEARING = """
def bearing(lots):
    return math.degrees(math.atan2(lots["y"].mean(), lots["x"].mean()))


def merged(drop, reference):
    both = pl.concat([drop.with_columns(side=pl.lit(1)), reference.with_columns(side=pl.lit(0))])
    lots = both.group_by("lot_id").agg(pl.all().mean())
    return lots.filter(pl.col("side") > 0), lots.filter(pl.col("side") == 0)
"""
WRONG = {
    "1.5b": {
        "a test on cards": (
            compared(tested="drop_, reference_"),
            "hp is called 'shifted'; it is not shifted. A drop of 240 cards came in 12 boxes. How",
        ),
        "Kolmogorov-Smirnov on cards": (
            compared(
                tested="drop_, reference_",
                test='__import__("scipy.stats").stats.ks_2samp(theirs[one], ours[one]).pvalue',
            ),
            "is called 'shifted'; it is not shifted. A drop of 240 cards came in 12 boxes.",
        ),
        "six tests at 5 % each": (
            compared(corrected="[p for _, p in tests]"),
            "height_m is called 'shifted'; it is not shifted. You ask six columns. How often",
        ),
        "more than a tenth of the spread": (
            compared(
                test='abs(theirs["x"].mean() - ours["x"].mean()) / ours["x"].std()',
                corrected="[one for _, one in tests]",
                verdict="q > 0.1",
            ),
            "is called 'shifted'; it is not shifted.",
        ),
        "only what is large counts": (
            compared(
                test='abs(theirs["x"].mean() - ours["x"].mean()) / reference_["x"].std()',
                corrected="[one for _, one in tests]",
                verdict="q > 0.8 or column == hue and q > 0.1",
            ),
            "scan_saturation is called 'not shifted'; it is shifted. The difference is about the",
        ),
        "lots of both sides that share a name are one": (
            compared(valued="merged(drop_, reference_)", tested="merged(drop_, reference_)"),
            "Are the two lots that are named L000003 one lot?",
        ),
        "one verdict for all columns": (
            compared(verdict="min(q_values) <= 0.05"),
            "attack_damage is called 'shifted'; it is not shifted.",
        ),
        "every card counts once": (
            compared(valued="drop_, reference_"),
            "the value of hp is 39.81, expected 40.08. A lot of 10 and a lot of 25 cards",
        ),
        "the reference minus the drop": (
            compared(valued="sides[::-1]"),
            "Which side do you subtract from which?",
        ),
        "broken cells averaged": (
            compared(intact="pl.col(column).is_not_null()"),
            "One 9999 moves a mean by a lot. Which cells did you average?",
        ),
        "broken cards left out of every column": (
            compared(
                intact="~pl.any_horizontal(one for name in drop.columns "
                "for one in cell_rules(name).values())"
            ),
            "A card with a broken hp still has a weight. Which rows did you leave out, and where?",
        ),
        "only the drop is cleaned": (
            compared(
                intact="~pl.any_horizontal(*cell_rules(column).values())"
                " | ((pl.len() == reference.height) & pl.col(column).is_not_null())"
            ),
            "expected 0.767. One 9999 moves a mean by a lot. Which cells did you average?",
        ),
        "the plain mean of degrees": (
            compared(
                parts='{"x": pl.col(column)}',
                gap='theirs["x"].mean() - ours["x"].mean()',
            ),
            "What is the mean direction of 350 and 10 degrees",
        ),
        "the longer way round": (
            compared(gap="bearing(theirs) - bearing(ours)"),
            "which way round is it shorter?",
        ),
        "a turn called a mean difference": (
            compared(turn="mean difference"),
            "Is that column a length or an angle?",
        ),
        "rules that nothing breaks are listed": (
            compared(reported="(rows := drop.select(broken.sum()).item()) >= 0"),
            "and no cell of the drop breaks that rule. Whose cells did you count",
        ),
        "the reference's cells are counted": (
            compared(reported="(rows := reference.select(broken.sum()).item())"),
            "3 cells of hp hold None; you report none",
        ),
        "the share instead of the count": (
            compared(reported="(rows := drop.select(broken.mean()).item())"),
            "In a line of quality, rows is '0.0",
        ),
        "only hp is inspected": (
            compared(counted="pl.DataFrame({'hp': [1]})"),
            "cells of attack_damage hold 9999; you report none under range. Which cells break",
        ),
        "one column forgotten": (
            compared().replace('"scan_saturation", hue)', '"scan_saturation")'),
            "it should hold ['attack_damage', 'height_m', 'hp', 'scan_hue_deg'",
        ),
        "the same column twice": (
            compared().replace(
                'return {"quality": quality, "drift": drift}',
                'return {"quality": quality, "drift": drift * 2}',
            ),
            "drift names one thing twice.",
        ),
        "a list is missing": (
            "def findings(drop, reference):\n    return {'drift': []}",
            "Your dict has no 'quality'.",
        ),
    },
}
