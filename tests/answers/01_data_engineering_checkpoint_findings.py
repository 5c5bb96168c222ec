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

WRONG = {}
