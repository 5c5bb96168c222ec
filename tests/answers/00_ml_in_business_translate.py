"""Right and wrong answers to question 0.3, three wishes as metrics."""

from __future__ import annotations

SOUND = {
    "buyers": {
        "metric": "misfiled share",
        "unit": "% of filed cards",
        "limit": "at most",
        "threshold": "misfiled",
        "window": "30 days",
        "data": "audit",
        "promise": "In each month the share of wrong cards in our bins stays below {misfiled:.1f} %.",
    },
    "desk": {
        "metric": "desk share",
        "unit": "% of all cards",
        "limit": "at most",
        "threshold": "desk",
        "window": "one day",
        "data": "card log",
        "promise": "We send you no more than {desk:.1f} % of a day's cards, not even on a Monday.",
    },
    "belt": {
        "metric": "on-time share",
        "unit": "% of all cards",
        "limit": "at least",
        "threshold": "in_time",
        "window": "30 days",
        "data": "gate clock",
        "promise": "The gate will miss at most {100 - in_time:.2f} % of the cards in thirty days.",
    },
}
NUMBERS = """
    misfiled = 100 * shop["misfile_budget_usd_year"] / (
        shop["misfile_usd"] * shop["filed_a_day"] * shop["days_a_year"]
    )
    desk = 100 * shop["desk_hours_a_day"] * 60 * 60 / (shop["desk_seconds_a_card"] * shop["cards_a_day"])
    in_time = 100 - 100 * shop["late_in_30_days"] / (shop["cards_a_day"] * 30)
"""


def saying(numbers: str = NUMBERS, **changed: dict[str, str]) -> str:
    """An answer with fields of some wishes replaced; threshold and promise are code."""
    entries = ""
    for name, fields in SOUND.items():
        told = fields | changed.get(name, {})
        words = "".join(
            f'            "{field}": {value if field == "threshold" else repr(value)},\n'
            for field, value in told.items()
            if field != "promise"
        )
        entries += f'        "{name}": {{\n{words}            "promise": f"{told["promise"]}",\n        }},\n'
    return f"def translate(shop):{numbers}    return {{\n{entries}    }}\n"


FIXED = """
    misfiled, desk, in_time = 10.0, 45.0, 99.9
"""
RIGHT = {
    "0.3": {
        "a colleague": saying(),
        "rounded, in a fortnight": saying(
            buyers={
                "threshold": "round(misfiled, 2)",
                "window": "14 days",
                "promise": "No more than {misfiled:.1f} in 100 filed cards lie wrong, counted over a fortnight.",
            },
            belt={
                "threshold": "round(in_time, 2)",
                "promise": "{in_time:.3f} % of all cards get an answer while the gate is still open, each "
                "30 days anew.",
            },
        ),
        "built up": """
def translate(shop):
    fields = ("metric", "unit", "limit", "threshold", "window", "data", "promise")
    a_year = shop["filed_a_day"] * shop["days_a_year"]
    wrong = shop["misfile_budget_usd_year"] / shop["misfile_usd"] / a_year * 100
    seconds = shop["desk_hours_a_day"] * 3_600
    by_hand = seconds / shop["desk_seconds_a_card"] / shop["cards_a_day"] * 100
    late = shop["late_in_30_days"] / 30 / shop["cards_a_day"] * 100
    rows = {
        "belt": ("on-time share", "% of all cards", "at least", 100 - late, "30 days", "gate clock",
                 f"Of a month's cards no more than {late:.3f} % find the gate closed."),
        "desk": ("desk share", "% of all cards", "at most", by_hand, "one day", "card log",
                 f"You will be asked for {by_hand:.2f} % of today's cards, or for fewer."),
        "buyers": ("misfiled share", "% of filed cards", "at most", wrong, "14 days", "audit",
                   f"Every 14 days an audit shows {100 - wrong:.2f} % of the filed cards, or more, in "
                   "the right place."),
    }
    return {name: dict(zip(fields, row)) for name, row in rows.items()}
""",
    },
}
WRONG = {
    "0.3": {
        "the empty template": (
            saying(buyers=dict.fromkeys(SOUND["buyers"], "") | {"threshold": "None"}),
            "metric of buyers is ''; it is one of misfiled share",
        ),
        "one wish": (
            'def translate(shop):\n    return {"buyers": {"metric": "misfiled share"}}\n',
            "Which one is missing, or one too many?",
        ),
        "accuracy": (
            saying(buyers={"metric": "error share", "unit": "% of all cards"}),
            "a person types them and no buyer ever sees the guess",
        ),
        "what buyers write": (
            saying(buyers={"metric": "complaints", "unit": "letters", "data": "letters"}),
            "Most buyers of a wrong card say nothing",
        ),
        "the mean": (
            saying(belt={"metric": "mean answer time", "unit": "ms", "limit": "at most"}),
            "A mean of 40 ms may hide one card in a hundred that comes too late.",
        ),
        "of all cards": (
            saying(buyers={"unit": "% of all cards"}),
            "Cards at the desk cannot be misfiled by the gate.",
        ),
        "the other way round": (
            saying(belt={"limit": "at most"}),
            "Is more of it better, or less?",
        ),
        "one day's audit": (
            saying(buyers={"window": "one day"}),
            "chance alone moves such a share by some points",
        ),
        "a year's report": (
            saying(buyers={"window": "one year"}),
            "It is known when the money has been spent.",
        ),
        "a mean of days": (
            saying(desk={"window": "30 days"}),
            "hide days on which cards stay until the next morning",
        ),
        "labels of the desk": (
            saying(buyers={"data": "desk typing"}),
            "Cards at the desk are those that were not filed.",
        ),
        "another wish's data": (saying(belt={"data": "card log"}), "not whether it was late"),
        "numbers of today": (
            saying(FIXED),
            "For the shop at 10,000 cards a day, threshold of buyers is 10",
        ),
        "a budget for all cards": (
            saying(NUMBERS.replace('["filed_a_day"]', '["cards_a_day"]')),
            "threshold of buyers is 6.25: a share of all cards",
        ),
        "a share": (
            saying(buyers={"threshold": "misfiled / 100"}),
            "a share from 0 to 1; per cent is asked for",
        ),
        "cards for a share": (
            saying(desk={"threshold": "desk * shop['cards_a_day'] / 100"}),
            "threshold of desk is 900: how many cards",
        ),
        "the late ones": (
            saying(belt={"threshold": "100 - in_time"}),
            "the share that is late, and the metric counts those in time",
        ),
        "30 days on one": (
            saying(NUMBERS.replace('shop["cards_a_day"] * 30', 'shop["cards_a_day"]')),
            "as if all these late cards came on one day",
        ),
        "minutes for seconds": (
            saying(NUMBERS.replace("60 * 60", "60")),
            "threshold of desk is 0.75, and its numbers give another one.",
        ),
        "a sentence of today": (
            saying(desk={"promise": "The desk gets at most 45 % of the cards of any one day."}),
            "promise of desk does not state the threshold, 9.",
        ),
        "no number": (
            saying(belt={"promise": "Over thirty days the gate is nearly always quick enough."}),
            "does not state the threshold, 99.9.",
        ),
        "no days": (
            saying(
                buyers={
                    "promise": "No more than {misfiled:.1f} % of what we file is filed wrongly."
                }
            ),
            "promise of buyers does not say over which days: 30 days.",
        ),
        "another wish's promise": (
            saying(desk={"promise": SOUND["belt"]["promise"]}),
            "promise of desk speaks of something else than this wish.",
        ),
        "the task pasted": (
            saying(
                desk={
                    "promise": "Each card that is sent to us is typed on the day on which it comes, {desk} %."
                }
            ),
            "promise of desk repeats the words of the task",
        ),
        "keywords": (
            saying(
                belt={
                    "promise": "gate, on-time share, {in_time:.1f} %, 30 days, latency, photo, deadline, clock"
                }
            ),
            "promise of belt is a list of words",
        ),
    },
}
