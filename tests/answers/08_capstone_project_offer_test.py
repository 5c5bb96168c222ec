"""Right and wrong answers to question 8.3, which its check is tested with."""

from __future__ import annotations

IN_PYTHON = """
def offer_test(history, least_points, lots_a_week, outcomes):
    from math import sqrt
    from statistics import NormalDist, mean, stdev, variance

    from scipy.stats import t

    past = [yes / asked for asked, yes in history.select("offers", "accepted").rows() if asked]
    normal = NormalDist()
    z = normal.inv_cdf(0.975) + normal.inv_cdf(0.8)
    least = least_points / 100
    lots = ceil(2 * z**2 * stdev(past) ** 2 / least**2)
    both = 2 * lots
    weeks = both // lots_a_week + (both % lots_a_week > 0)
    plan = {"acceptance": mean(past), "lots_per_arm": lots, "weeks": weeks}
    arms = {"new": [], "control": []}
    for arm, asked, yes in outcomes.select("arm", "offers", "accepted").rows():
        if asked > 0:
            arms[arm].append(yes / asked)
    fewest = min(map(len, arms.values()))
    if fewest < lots:
        nothing = dict.fromkeys(("points", "low_points", "high_points"))
        return plan | {"ready": False, "verdict": "wait"} | nothing
    new, control = arms["new"], arms["control"]
    parts = [variance(one) / len(one) for one in (new, control)]
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(one) - 1) for part, one in zip(parts, (new, control))
    )
    gap = mean(new) - mean(control)
    half = t.ppf(0.975, freedom) * sqrt(sum(parts))
    low, high = 100 * (gap - half), 100 * (gap + half)
    verdict = "not shown"
    if low > 0:
        verdict = "more"
    if high < 0:
        verdict = "fewer"
    read = {"points": 100 * gap, "low_points": low, "high_points": high, "verdict": verdict}
    return plan | {"ready": True} | read
"""
WITH_STATSMODELS = """
def offer_test(history, least_points, lots_a_week, outcomes):
    from statsmodels.stats.power import TTestIndPower
    from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

    def shares(lots):
        lots = lots.filter(pl.col("offers") != 0)
        return (lots["accepted"] / lots["offers"]).to_numpy()

    past = shares(history)
    effect = least_points / 100 / np.std(past, ddof=1)
    lots = int(np.ceil(TTestIndPower().solve_power(effect, alpha=0.05, power=0.8)))
    found = {
        "acceptance": float(np.mean(past)),
        "lots_per_arm": lots,
        "weeks": int(np.ceil(lots * 2 / lots_a_week)),
    }
    control = shares(outcomes.filter(pl.col("arm") == "control"))
    new = shares(outcomes.filter(pl.col("arm") == "new"))
    found["ready"] = bool(np.minimum(control.size, new.size) >= lots)
    if not found["ready"]:
        return found | {
            "points": None, "low_points": None, "high_points": None, "verdict": "wait",
        }
    compared = CompareMeans(DescrStatsW(new), DescrStatsW(control))
    low, high = compared.tconfint_diff(usevar="unequal")
    found["points"] = (new.mean() - control.mean()) * 100
    found["low_points"], found["high_points"] = low * 100, high * 100
    found["verdict"] = {(True, True): "more", (False, False): "fewer"}.get(
        (bool(low > 0), bool(high > 0)), "not shown"
    )
    return found
"""
GROUPED = """
def offer_test(history, least_points, lots_a_week, outcomes):
    share = pl.col("accepted") / pl.col("offers")
    past = history.filter(pl.col("offers") > 0).select(mean=share.mean(), var=share.var())
    mean, var = past.row(0)
    wanted = 2 * (norm.isf(0.025) + norm.isf(0.2)) ** 2 * var / (least_points / 100) ** 2
    lots = int(-(-wanted // 1))
    plan = {"acceptance": mean, "lots_per_arm": lots, "weeks": -(-2 * lots // lots_a_week)}
    arms = outcomes.filter(pl.col("offers") > 0).group_by("arm").agg(share)
    by_arm = {arm: shares for arm, shares in arms.rows()}
    new, control = by_arm.get("new", []), by_arm.get("control", [])
    keys = ("points", "low_points", "high_points")
    if len(new) < lots or len(control) < lots:
        return {**plan, "ready": False, **dict.fromkeys(keys), "verdict": "wait"}
    test = ttest_ind(100 * np.array(new), 100 * np.array(control), equal_var=False)
    interval = test.confidence_interval(confidence_level=0.95)
    points = 100 * (np.mean(new) - np.mean(control))
    sure = test.pvalue < 0.05
    verdict = ("more" if points > 0 else "fewer") if sure else "not shown"
    read = dict(zip(keys, (points, interval.low, interval.high)))
    return {**plan, "ready": True, **read, "verdict": verdict}
"""
RIGHT = {
    "8.3": {
        "plain Python, by formula": IN_PYTHON,
        "statsmodels, one lot more": WITH_STATSMODELS,
        "grouped by arm, by p-value": GROUPED,
    }
}


def edited(*pairs: tuple[str, str]) -> str:
    """A right answer with a slip in it."""
    source = IN_PYTHON
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return source


PAST = 'past = [yes / asked for asked, yes in history.select("offers", "accepted").rows() if asked]'
FORMULA = "lots = ceil(2 * z**2 * stdev(past) ** 2 / least**2)"
SIZE = "What varies from lot to lot, in which unit is the difference, is the test two-sided"
LOT_ONCE = "Does a lot of 40 offers count more than one of 5? And one without any offer?"
SAMPLE = "How many rows has the sample if lots are what was drawn, and do both arms spread alike?"
LOOKED = "What does a number do to people who may stop the test when they like it?"
EVERY_CARD = """arms = {"new": [], "control": []}
    for arm, asked, yes in outcomes.select("arm", "offers", "accepted").rows():
        if asked > 0:
            arms[arm].append(yes / asked)"""
AS_CARDS = EVERY_CARD.replace(
    "arms[arm].append(yes / asked)", "arms[arm] += [1] * yes + [0] * (asked - yes)"
)
WRONG = {
    "8.3": {
        "cards are the sample": (
            edited(
                (
                    FORMULA,
                    "p = mean(past)\n    lots = ceil(2 * z**2 * p * (1 - p) / least**2 / 25)",
                )
            ),
            SIZE,
        ),
        "offers an arm, and not lots": (
            edited((FORMULA, "p = mean(past)\n    lots = ceil(2 * z**2 * p * (1 - p) / least**2)")),
            SIZE,
        ),
        "a one-sided test": (edited(("inv_cdf(0.975) +", "inv_cdf(0.95) +")), SIZE),
        "the level alone, without power": (edited(("+ normal.inv_cdf(0.8)", "")), SIZE),
        "the lots of both arms": (edited(("ceil(2 * z**2", "ceil(4 * z**2")), SIZE),
        "one arm against a known rate": (edited(("ceil(2 * z**2", "ceil(z**2")), SIZE),
        "points are taken for shares": (edited(("least_points / 100", "least_points")), SIZE),
        "points are taken for per cent of the rate": (
            edited(("least_points / 100", "mean(past) * least_points / 100")),
            SIZE,
        ),
        "rounded down": (
            edited((FORMULA, FORMULA.replace("ceil(", "int("))),
            SIZE,
        ),
        "the spread of lots by number, not by number less one": (
            edited(
                ("import NormalDist, mean, stdev", "import NormalDist, mean, pstdev"),
                ("* stdev(past)", "* pstdev(past)"),
            ),
            SIZE,
        ),
        "the error of the mean is taken for the spread": (
            edited(("* stdev(past) ** 2", "* stdev(past) ** 2 / len(past)")),
            SIZE,
        ),
        "large lots count more": (
            edited(
                (
                    '"acceptance": mean(past)',
                    '"acceptance": history["accepted"].sum() / history["offers"].sum()',
                )
            ),
            LOT_ONCE,
        ),
        "a lot without offers accepts none": (
            edited(
                (PAST, PAST.replace("yes / asked", "yes / max(asked, 1)").replace(" if asked", ""))
            ),
            LOT_ONCE,
        ),
        "the weeks of one arm": (
            edited(("both = 2 * lots", "both = lots")),
            "How many lots have both arms together, and what of a week that is not full?",
        ),
        "the last week is not counted": (
            edited((" + (both % lots_a_week > 0)", "")),
            "and what of a week that is not full?",
        ),
        "a look each evening": (
            edited(("if fewest < lots:", "if fewest < 2:")).replace(
                '{"ready": True}', '{"ready": fewest >= lots}'
            ),
            LOOKED,
        ),
        "ready when both arms together are": (
            edited(("min(map(len, arms.values()))", "sum(map(len, arms.values())) / 2")),
            "Which arm has fewer lots with an offer than planned?",
        ),
        "lots without offers fill an arm": (
            edited(
                ("if fewest < lots:", 'if outcomes["arm"].value_counts()["count"].min() < lots:')
            ).replace("if outcomes[", "if not outcomes.height or outcomes["),
            "Which arm has fewer lots with an offer than planned?",
        ),
        "cards are compared when the lots are in": (
            edited(("    new, control = arms", "    " + AS_CARDS + "\n    new, control = arms")),
            "New less control, a lot counted once, in percentage points?",
        ),
        "both arms spread alike": (
            edited(
                (
                    "    gap = mean(new)",
                    "    freedom = len(new) + len(control) - 2\n"
                    "    pooled = (variance(new) * (len(new) - 1)"
                    " + variance(control) * (len(control) - 1)) / freedom\n"
                    "    parts = [pooled / len(one) for one in (new, control)]\n"
                    "    gap = mean(new)",
                )
            ),
            SAMPLE,
        ),
        "an interval of 90 %": (edited(("t.ppf(0.975", "t.ppf(0.95")), SAMPLE),
        "shares, and not points": (
            edited(("100 * (gap - half), 100 * (gap + half)", "gap - half, gap + half")).replace(
                '"points": 100 * gap', '"points": gap'
            ),
            "New less control, a lot counted once, in percentage points?",
        ),
        "control less new": (
            edited(("mean(new) - mean(control)", "mean(control) - mean(new)")),
            "New less control",
        ),
        "any difference is a finding": (
            edited(("    if low > 0:", "    if gap > 0:"), ("    if high < 0:", "    if gap < 0:")),
            "On which side of 0 does the whole interval lie, and whose difference is it?",
        ),
    },
}
