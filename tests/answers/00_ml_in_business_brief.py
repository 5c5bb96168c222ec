"""Right and wrong answers to question 0.2, the project brief."""

from __future__ import annotations

HEAD = '''
def brief():
    table = {one["name"]: one for one in price_lists(0).rows(named=True)}
    best = table["updated list"]
    now, then, quotes, run = best["dollars a quote"], 2.5, 30_000, 12_000
    value = quotes * (now - then) - run
    weeks = [2, 4, 2, 2]
    build = sum(weeks) * 2 * 4_000
    said = {
        "problem": "Buyers guess a price; too high and the shop loses cash, too low and the seller leaves.",
        "decision": "The counter offers 60 % of the model's price instead of that of the list.",
        "baseline": "updated list",
        "metric": {"name": "within $10", "unit": "share", "threshold": 0.94, "window": "four weeks"},
        "value_usd_year": value,
        "assumptions": {"quotes_year": quotes, "usd_a_quote_now": now, "usd_a_quote_then": then,
                        "run_usd_year": run, "people": 2, "week_usd": 4_000},
        "risks": [
            {"event": "Prices rise by a fifth", "signal": "price_usd", "owner": "ML engineer",
             "action": "train on the last quarter"},
            {"event": "Nobody trusts the quotes", "signal": "decision", "owner": "shop manager",
             "action": "sit at the counter for a day"},
            {"event": "Answers come too late", "signal": "latency_ms", "owner": "service engineer",
             "action": "quote from the list"},
        ],
        "timeline_weeks": weeks,
        "kill_criterion": "We end it if after 6 weeks the error is no better than that of the list.",
    }
CHANGES
    said["text"] = f"""TEXT"""
    return said
'''
PROBLEM = """Each quote loses ${now:.2f} today, most of it with sellers who leave because the offer is too low for
their card. The rest is cash that we pay above the price."""
WHY = """The best price list that we could write without a model is within $10 for {best['within $10']:.1%} of the
cards, and it will not get better: it has no column for what a grade or a legend adds. At ${then:.2f} a
quote the model earns ${value:,.0f} a year, and if it does not, we keep the list."""
METRIC = """Of the quotes of four weeks, 94 % shall be within $10 of what the card then sells for. We count it
every Monday."""
TIMELINE = """All in all {sum(weeks)} weeks: we look for {weeks[0]}, collect for {weeks[1]}, model for {weeks[2]}, and
put it behind the counter in {weeks[3]}. It costs ${build:,.0f}."""
RISKS = """If prices rise, we train on the last quarter. If nobody at the counter trusts it, the manager sits down
there for a day. If it is slow, we quote from the list."""
PARTS = {"Problem": PROBLEM, "Why ML": WHY, "Metric": METRIC, "Timeline": TIMELINE, "Risks": RISKS}


def page(**changed: str) -> str:
    """The page with parts replaced, by their heading; Why_ML stands for Why ML."""
    parts = PARTS | {name.replace("_", " "): text for name, text in changed.items()}
    return "".join(f"\n## {name}\n{text}\n" for name, text in parts.items())


def saying(*changes: str, text: str | None = None) -> str:
    """An answer with statements that change its fields, and with a page."""
    code = "\n".join(f"    {one}" for one in changes)
    return HEAD.replace("CHANGES", code).replace("TEXT", page() if text is None else text)


IN_DOLLARS = saying(
    'said["metric"] = {"name": "dollars a quote", "unit": "$", "threshold": then,'
    ' "window": "1,000 quotes"}',
    text=page(
        Why_ML="""A list by rarity and condition, written anew twice a year, loses ${now:.2f} a quote, and no model
is needed for it. With one that loses ${then:.2f} we would be ${value / 1000:,.1f}k better off each year.""",
        Metric="""Dollars lost a quote, over 1,000 quotes: ${then:.2f} or less. A quote is what the buyer
says, and what the card then sold for decides.""",
    ),
)
OTHER_ASSUMPTIONS = saying(
    "quotes, run, weeks = 12_000, 6_000.0, (3, 6, 2, 1.5)",
    "value = round(quotes * (now - then) - run, -2)",
    "build = sum(weeks) * 3 * 3_500",
    'said |= {"value_usd_year": value, "timeline_weeks": weeks}',
    'said["assumptions"] |= {"quotes_year": quotes, "run_usd_year": run, "people": 3, "week_usd": 3_500,'
    ' "usd_a_quote_now": 4.8}',
    'said["metric"] = {"name": "median error", "unit": "%", "threshold": 12, "window": "a quarter"}',
    'said["weeks"] = sum(weeks)',
    text=page(
        Why_ML="""Half of the quotes of our best list are off by {100 * best['median error']:.0f} % of the price, or
more. We assume that a model halves what a quote loses, and will know that in week 9. It would bring
us ${value:,.0f} a year with 12,000 quotes, so that it pays for itself in {build / value:.0f} years.""",
        Metric="Half of the quotes of a quarter are off by 12 % of the price or less. The list stays beside it.",
    ),
)
ROUNDED = saying(
    'said["value_usd_year"] = 56_000',
    text=page(Why_ML=WHY.replace("${value:,.0f}", "${value / 1000:.1f}k")),
)
WRITTEN_BY_HAND = """
def brief():
    return dict(
        problem="Sellers are lost at the counter, because a price list cannot know their card well.",
        decision="What we offer follows the model's price, and a buyer may pay less but not more.",
        baseline="updated list",
        metric=dict(name="within $10", unit="%", threshold=92.5, window="2 weeks of sales"),
        value_usd_year=36400,
        assumptions=dict(quotes_year=30000, usd_a_quote_now=4.788, usd_a_quote_then=3.175,
                         run_usd_year=12000, people=2, week_usd=4000),
        risks=[
            dict(event="a set comes out that no sale has seen", signal="set_code", owner="buyer",
                 action="quote by hand until it has sold"),
            dict(event="slabs are quoted like other cards", signal="grading_company",
                 owner="ML engineer", action="compare the errors with and without a grade"),
            dict(event="sellers learn where we pay too much", signal="seller_country",
                 owner="shop manager", action="look at who sells more than before"),
            dict(event="an old model answers after a release", signal="model_version",
                 owner="service engineer", action="go back and find out why"),
        ],
        timeline_weeks=[2, 4, 2, 2],
        kill_criterion="If by the end of week 6 a model on paper does not reach 90 %, we give up.",
        text='''
Project brief, version 1
## Problem
The counter offers what a list says. A seller whose card is worth more than that takes it elsewhere,
and the shop loses what it would have earned with it.
## Why ML
An updated list is within $10 for 86 % of all cards. What it leaves out is in our sales, but it is too
much for a list. We think that a model can lose $3.175 a quote instead of $4.788. After running costs
of $12k that is $36.4k a year on 30,000 quotes, against $80k for building it.
## Metric
Within $10 of the price for 92.5 % of the quotes of 2 weeks. One number more is looked at: what the
worst kind of card loses.
## Timeline
2 weeks to ask, 4 for data, 2 for a model and 2 to bring it to the counter: 10 weeks. By week 6 we
know whether to go on.
## Risks
New sets have no sales yet, so buyers quote them by hand. Slabs may be quoted as if they had no grade.
Sellers may find out where we pay too much.
''',
    )
"""
RIGHT = {
    "0.2": {
        "computed": saying(),
        "in dollars": IN_DOLLARS,
        "other assumptions": OTHER_ASSUMPTIONS,
        "a rounded field, an exact text": ROUNDED,
        "written by hand": WRITTEN_BY_HAND,
    },
}
FLAT = 'said["metric"]["threshold"] = {}'
WRONG = {
    "0.2": {
        "the empty template": (
            "def brief():\n    return dict.fromkeys(('problem', 'decision', 'baseline', 'metric'))\n",
            "brief has no value_usd_year, assumptions, risks",
        ),
        "the template as it is": (
            saying(
                'said |= {"problem": "", "decision": "", "baseline": "", "value_usd_year": 0}',
                'said["metric"] = {"name": "", "unit": "", "threshold": 0, "window": ""}',
                'said["kill_criterion"] = ""',
            ),
            "value_usd_year is 0; a number above 0 is needed",
        ),
        "nothing filled in": (
            saying("said = dict.fromkeys([*said, 'text'], '')", text="x"),
            "metric is ''; a dict is needed",
        ),
        "a project without a baseline": (
            saying('said["baseline"] = "none"'),
            "What would be done without a model?",
        ),
        "a weak baseline": (
            saying('said["baseline"] = "one price"', 'said["metric"]["threshold"] = 0.8'),
            "The list by 'updated list' needs no model either, and has 0.863",
        ),
        "the last sale feels right": (
            saying('said["baseline"] = "last sale"'),
            "A model that beats the weaker list: would you build it?",
        ),
        "a threshold that the list reaches": (saying(FLAT.format(0.85)), "updated list' has 0.863"),
        "per cent and share mixed up": (saying(FLAT.format(94)), "no quote is ever wrong"),
        "a perfect model": (saying(FLAT.format("1.0")), "Which model could promise that?"),
        "a share in per cent": (
            saying('said["metric"] |= {"unit": "%", "threshold": 0.94}'),
            "In which unit did you write it?",
        ),
        "more error is better": (
            saying('said["metric"] |= {"name": "median error", "threshold": 0.94}'),
            "Is more of it better, or less?",
        ),
        "a metric of another shop": (
            saying('said["metric"]["name"] = "accuracy"'),
            "name of metric is 'accuracy'; it is one of within $10",
        ),
        "no window": (
            saying('said["metric"]["window"] = "in production"'),
            "window is 'in production'; a span of time or of quotes is needed",
        ),
        "without running costs": (
            saying('said["value_usd_year"] += run'),
            "Is it a year, after running costs and before what building costs?",
        ),
        "less what building costs": (
            saying('said["value_usd_year"] += 10_000'),
            "usd_a_quote_then) - run_usd_year is",
        ),
        "a year of losses": (
            saying('said["value_usd_year"] = value - 80_000'),
            "a number above 0 is needed",
        ),
        "dollars from nowhere": (
            saying('said["assumptions"]["usd_a_quote_now"] = 9.23'),
            "'updated list' loses 4.79 dollars a quote",
        ),
        "no better than today": (
            saying('said["assumptions"]["usd_a_quote_then"] = now'),
            "What does the model change, if not that?",
        ),
        "two promises": (
            saying('said["metric"] |= {"name": "dollars a quote", "unit": "$", "threshold": 2.0}'),
            "The threshold promises 2 dollars a quote, and usd_a_quote_then is 2.5",
        ),
        "a signal that nobody records": (
            saying('said["risks"][0]["signal"] = "customer mood"'),
            "is 'customer mood'; no column is called that",
        ),
        "a signal in every row": (
            saying('said["risks"][1]["signal"] = "request_id"'),
            "a number that only tells rows apart",
        ),
        "the team owns it": (
            saying('said["risks"][2]["owner"] = "the team"'),
            "A team answers no telephone",
        ),
        "two risks": (saying('said["risks"].pop()'), "a list of 3 or more is needed"),
        "a risk in one word": (
            saying('said["risks"][0]["event"] = "Drift"'),
            "The event 'Drift': 1 of the 2 to 30 words",
        ),
        "one action for all": (
            saying('said["risks"][0]["action"] = said["risks"][2]["action"]'),
            "stands in two fields",
        ),
        "three phases": (
            saying('said["timeline_weeks"] = [2, 4, 4]'),
            "How long are discovery, data, model and production?",
        ),
        "two years of work": (
            saying('said["timeline_weeks"] = [26, 26, 26, 26]'),
            "104 weeks in all",
        ),
        "a sum that is none": (
            saying('said["timeline_weeks"] = [2, 4, 2, 3]', text=page(Timeline=TIMELINE[:-22])),
            "does not state how many weeks it takes in all",
        ),
        "stop when it is bad": (
            saying('said["kill_criterion"] = "We stop as soon as it is clear that it is not working."'),
            "kill_criterion has no figure with its unit in it",
        ),
        "stop at any figure": (
            saying('said["kill_criterion"] = "We stop if version 2 of the model is no better than version 1."'),
            "What would you have to see, and by when",
        ),
        "an error that is nearly gone": (
            saying('said["metric"] |= {"name": "median error", "threshold": 0.15}',
                   'said["assumptions"]["usd_a_quote_then"] = 0.01'),
            "With half of each error taken away the table says 2.12.",
        ),
        "one risk, two figures": (
            saying('said["risks"][0]["event"] = "Prices rise by 10 %"', 'said["risks"][1]["event"] = "Prices rise by 20 %"'),
            "stands in two fields, whatever its numbers",
        ),
        "the problem is a missing model": (
            saying('said["problem"] = "We do not have machine learning yet, and others do have it already."'),
            "Who loses what today",
        ),
        "keywords": (
            saying('said["decision"] = "offer quote price model counter buyer seller margin cash"'),
            "decision has no full stop and hardly a small word",
        ),
        "the task pasted": (
            saying('said["problem"] = "An offer that is too high costs cash: the shop pays 60 cents of every '
                   'dollar that the quote is above the price."'),
            "problem repeats the words of the task",
        ),
        "a page of keywords": (
            saying(text=page(Problem="seller offer quote cash lost ${now:.2f} " * 4, Why_ML="list {best['within $10']:.1%} ${value:,.0f} model grade price " * 3,
                             Metric="within $10 94 % four weeks counted quotes " * 4, Timeline="weeks {sum(weeks)} discovery data model production " * 4,
                             Risks="prices rise train quarter trust manager slow list owner signal action " * 2)),
            "The text is a list of words",
        ),
        "the task as a page": (
            saying(text=page(Problem="An offer below half of the price loses the seller, and with the card the 40 % of its "
                             "price that the shop would have earned. That is the problem here.")),
            "The text repeats the task",
        ),
        "a number from nowhere": (
            saying(text=page(Risks=RISKS + " Competitors already quote 83.5 % of their cards this way.")),
            "The text says 83.5, and no field of yours",
        ),
        "another project's page": (
            saying(text=page(
                Problem="Boxes arrive faster than the desk can type what is in them, and what waits in a box cannot be sold.",
                Why_ML="A rule is right for {best['within $10']:.1%} of them. We would earn ${value:,.0f} a year, and that is worth it.",
                Metric="In four weeks, 94 % of them shall be in the right bin at the end of the day on which they came.",
                Timeline="It takes {sum(weeks)} weeks until the gate opens by itself, and it is not hurried by anybody.",
                Risks="The light may change, and then we calibrate. A station may fail, and then the desk has more to do. "
                "The model may be too sure of itself, and then we raise what it takes to open the gate for a while. "
                "All of these are seen within a day, because somebody looks at a few of them each morning.")),
            "Which project is this the brief of?",
        ),
        "no dollars on the page": (
            saying(text=page(Why_ML=WHY.replace("${value:,.0f} a year", "more than it costs"))),
            "The text does not state value_usd_year",
        ),
        "the baseline is not told": (
            saying(text=page(Why_ML=WHY.replace("for {best['within $10']:.1%} of the\ncards", "often"))),
            "The text does not state what the baseline reaches, 0.863",
        ),
        "a metric without its threshold": (
            saying(text=page(Metric="We count every Monday how many quotes of four weeks were within $10 of the price.")),
            "Its own part of the text does not state the threshold, 0.94",
        ),
        "four headings": (
            saying(text=page().replace("## Why ML\n", "")),
            "What does a reader look for first?",
        ),
        "no risks to speak of": (
            saying(text=page(Risks="None that we know of today.")),
            "Under '## Risks' stand 6 words",
        ),
        "half a page": (
            saying(text=page(Problem=PROBLEM[:90], Risks="We train on the last quarter, or quote from the list again, or both.",
                             Why_ML="The list has {best['within $10']:.1%} and a model would earn ${value:,.0f} a year, we hope, and soon.",
                             Timeline="It takes {sum(weeks)} weeks in all, if all goes well with it.")),
            "120 to 350 are asked for",
        ),
    },
}  # fmt: skip
