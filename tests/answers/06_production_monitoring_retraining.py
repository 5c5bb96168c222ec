"""Right and wrong answers to 6.3b: what the check of the retraining threshold is tested with."""

from __future__ import annotations

MODEL = """
def retraining(losses_usd, cause, plan):
    days = plan["recovered"] * (plan["horizon_days"] - plan["delay_days"])
    threshold = plan["cost_usd"] / days if days > 0 else None
    errors = 2 * np.std(losses_usd, ddof=1) / np.sqrt(len(losses_usd))
    low, high = np.mean(losses_usd) - errors, np.mean(losses_usd) + errors
    if cause == "fault":
        decision = "repair"
    elif threshold is None or high <= threshold:
        decision = "leave"
    elif low > threshold:
        decision = "train"
    else:
        decision = "measure"
    return {"threshold_usd": threshold, "decision": decision}
"""
MODEL = MODEL.replace("\ndef", "\nimport numpy as np\n\ndef", 1)
STATISTICS = """
import statistics

def pays_from(plan):
    left = plan["horizon_days"] - plan["delay_days"]
    if left <= 0 or plan["recovered"] <= 0:
        return None
    return plan["cost_usd"] / left / plan["recovered"]

def retraining(losses_usd, cause, plan):
    threshold = pays_from(plan)
    answer = {"threshold_usd": threshold, "decision": "measure"}
    error = statistics.stdev(losses_usd) / len(losses_usd) ** 0.5
    middle = statistics.fmean(losses_usd)
    if cause == "fault":
        answer["decision"] = "repair"
        return answer
    if threshold is None:
        return {**answer, "decision": "leave"}
    if middle > threshold + 2 * error:
        answer["decision"] = "train"
    if middle <= threshold - 2 * error:
        answer["decision"] = "leave"
    return answer
"""
MATCH = """
def retraining(losses_usd, cause, plan):
    match plan:
        case {"cost_usd": cost, "delay_days": delay, "horizon_days": until, "recovered": share}:
            worth = max(until - delay, 0) * share
    threshold = cost / worth if worth else None
    table = pl.DataFrame({"usd": losses_usd})
    low, high = table.select(
        low=pl.mean("usd") - 2 * pl.std("usd") / pl.len().sqrt(),
        high=pl.mean("usd") + 2 * pl.std("usd") / pl.len().sqrt(),
    ).row(0)
    if cause != "world":
        decision = "repair"
    else:
        best = float("inf") if threshold is None else threshold
        decision = "leave" if high <= best else "train" if low > best else "measure"
    return dict(decision=decision, threshold_usd=threshold)
"""
RIGHT = {
    "6.3b": {
        "low and high with numpy": MODEL,
        "statistics, early returns": STATISTICS,
        "an endless threshold": MATCH,
    }
}
DAYS, HIGH, LOW = (
    'plan["horizon_days"] - plan["delay_days"]',
    "high <= threshold",
    "low > threshold",
)
WRONG = {
    "6.3b": {
        "the delay is forgotten": (
            MODEL.replace(DAYS, 'plan["horizon_days"]'),
            "On how many days does the new model work",
        ),
        "all of the loss is won back": (
            MODEL.replace('plan["recovered"] * ', "1 * "),
            "what does it win back on each?",
        ),
        "the recovered share divides": (
            MODEL.replace('plan["recovered"] * ', '1 / (plan["recovered"] or 1) * '),
            "what does it win back on each?",
        ),
        "the mean decides": (
            MODEL.replace("errors = 2 *", "errors = 0 *"),
            "How far may the mean of so few days lie",
        ),
        "the spread of days, not of their mean": (
            MODEL.replace(" / np.sqrt(len(losses_usd))", ""),
            "How far may the mean of so few days lie",
        ),
        "the spread of all days there are": (
            MODEL.replace("ddof=1", "ddof=0"),
            "two days, 5.50 above on average (108.5, 102.5 dollars",
        ),
        "one standard error": (
            MODEL.replace("errors = 2 *", "errors = 1 *"),
            "How far may the mean of so few days lie",
        ),
        "a fault is trained on": (
            MODEL.replace('if cause == "fault":', 'if cause == "no":'),
            "What would a model learn from the days of a fault",
        ),
        "no threshold is no money": (
            MODEL.replace("else None", "else 0.0").replace("threshold is None or ", ""),
            "threshold_usd is 0.00, expected None",
        ),
        "no threshold is an endless one": (
            MODEL.replace("else None", 'else float("inf")').replace("threshold is None or ", ""),
            "threshold_usd is inf, expected None",
        ),
        "in doubt, train": (
            MODEL.replace('decision = "measure"', 'decision = "train"'),
            "How far may the mean of so few days lie",
        ),
        "in doubt, leave it": (
            MODEL.replace('decision = "measure"', 'decision = "leave"'),
            "How far may the mean of so few days lie",
        ),
        "the sum so far against the cost": (
            MODEL.replace("np.mean(losses_usd)", "np.sum(losses_usd)"),
            "On how many days does the new model work",
        ),
        "at the threshold it pays": (
            MODEL.replace(HIGH, "high < threshold").replace(LOW, "low >= threshold"),
            "Above, or at",
        ),
        "always train": (
            'def retraining(losses_usd, cause, plan):\n    return {"decision": "train"}\n',
            "threshold_usd and decision are asked for",
        ),
    }
}
