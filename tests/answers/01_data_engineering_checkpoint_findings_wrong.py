"""Wrong answers to question 1.5b: what is broken, and what has shifted."""

from __future__ import annotations

RIGHT = {}
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


WELCH = "ttest_ind(theirs[one], ours[one], equal_var=False).pvalue"


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
        "test": WELCH,
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
        "plain degrees tested, the turn told from sine and cosine": (
            compared(
                parts='{"x": angle.cos(), "y": angle.sin(), "deg": pl.col(column)} '
                'if column == hue else {"x": pl.col(column)}',
                test=WELCH.replace("one", '"deg" if column == hue else one'),
            ),
            "about 180, scan_hue_deg is called 'not shifted'; it is shifted. Every box turned by 15",
        ),
        "a turn of more than 30 degrees is a shift": (
            compared(test=f"{WELCH} if column != hue else float(abs(gap) <= 30)"),
            "about 180, scan_hue_deg is called 'not shifted'; it is shifted. Every box turned by 15",
        ),
        "a turn of more than 12 degrees is a shift": (
            compared(test=f"{WELCH} if column != hue else float(abs(gap) <= 12)"),
            "unlike lots, scan_hue_deg is called 'shifted'; it is not shifted.",
        ),
        "a large turn is a shift, whatever the test": (
            compared(test=f"{WELCH} if column != hue or abs(gap) <= 30 else 0.0"),
            "five boxes, scan_hue_deg is called 'shifted'; it is not shifted. Five boxes point",
        ),
        "the sine alone": (
            compared(test=f'{WELCH} if column != hue or one == "y" else 1.0'),
            "about 90, scan_hue_deg is called 'not shifted'; it is shifted. Every box turned by 15",
        ),
        "the cosine alone": (
            compared(test=f'{WELCH} if column != hue or one == "x" else 1.0'),
            "scan_hue_deg is called 'not shifted'; it is shifted.",
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
