# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "polars"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = "..", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Exercises 00: machine learning in business")

with app.setup(hide_code=True):
    from inspect import cleandoc

    import marimo as mo
    import polars as pl

    from cardshop.dataset import load_price_holdout, load_sales
    from cardshop.evaluation import DESK_USD, MISFILE_USD, mean_interval, redraw_lines
    from cardshop.journal import Entry
    from cardshop.training import scored_cards
    from classroom.display import check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 00: machine learning in business

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.1 A first question

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `should_use_ml`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def should_use_ml(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_0_1 = check("0.1", should_use_ml)
    verdict_0_1
    return (verdict_0_1,)


@app.cell
def _(verdict_0_1):
    mo.stop(not verdict_0_1.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    should_use_ml(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.2 A project brief

    A page that says what is decided, what that is worth and when to stop costs an hour. Without it
    a team finds out in its tenth week that a price list would have done.

    Cardshop's next product: a seller brings a card, the shop says what it expects the card to sell
    for (the *quote*), and offers 60 % of that. An offer that is too high costs cash: the shop pays
    60 cents of every dollar that the quote is above the price. An offer below half of the price
    loses the seller, and with the card the 40 % of its price that the shop would have earned.

    Out of scope: how a model would find the price. That is the capstone of this course.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    100 cards a day are brought for a quote, on 300 days a year. Running a model costs \$12,000 a
    year; two people build it, at \$4,000 a week each. All of these are assumptions of the course;
    where you know better, state yours and defend it.

    What is no assumption is what the shop could do **without** a model. Five price lists, made from
    the older four fifths of the sales, quote every card of the last fifth:
    """)
    return


@app.function
def price_lists(removed: float) -> pl.DataFrame:
    """Five lists, without a model, with this share of each quote's error taken away.

    Dollars a quote: what an offer of 60 % loses, too high or too low, as the task says.
    """
    price, usual = pl.col("price_usd"), pl.median("price_usd")
    paid = load_price_holdout().with_columns(all=1)
    days = (paid["sale_date"].min() - pl.col("sale_date")).dt.total_days()
    sold = load_sales().filter(price > 0, days > 0).with_columns(all=1)

    def quotes(*keys: str, of: pl.Expr = usual, last_days: int = 9999) -> pl.Series:
        table = sold.filter(days <= last_days).group_by(keys).agg(quote=of)
        return paid.join(table, on=keys, how="left", maintain_order="left")["quote"]

    by_both = quotes("rarity", "condition")
    lists = {
        "one price": quotes("all"),
        "rarity": quotes("rarity"),
        "rarity and condition": by_both,
        "updated list": quotes("rarity", "condition", last_days=182).fill_null(by_both),
        "last sale": quotes("card_id", of=price.last()).fill_null(quotes("rarity")),
    }
    quote = pl.col("quote") + removed * (price - pl.col("quote"))
    lost = pl.when(0.6 * quote < 0.5 * price).then(0.4 * price)
    measured = {
        "within $10": ((quote - price).abs() <= 10).mean(),
        "median error": ((quote - price).abs() / price).median(),
        "dollars a quote": lost.otherwise(0.6 * (quote - price).clip(0)).mean(),
    }
    return pl.concat(
        paid.with_columns(quote=one).select(pl.lit(name).alias("name"), **measured)
        for name, one in lists.items()
    )


@app.cell
def _():
    price_lists(removed=0)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    - `one price`: the median (half of the sales are above it) of all sales, for every card.
    - `rarity`, `rarity and condition`: the median of the sales of that kind.
    - `updated list`: the same by rarity and condition, from the last half year alone.
    - `last sale`: what this very card last sold for; where it never did, the list by rarity.
    - `within $10`: the share of the quotes that are within \$10 of the price.
    - `median error`: half of the quotes are off by less than this share of the price.

    A model has to beat the best of them, not the worst. By how much is yours to promise. Move the
    control: if a model took away this share of *every* error, what would the numbers be? Whether
    one can is not known before somebody tries; four phases of weeks are for that.
    """)
    return


@app.cell(hide_code=True)
def _():
    removed = mo.ui.slider(0, 0.9, step=0.1, value=0.5, label="Share of each error taken away")
    removed
    return (removed,)


@app.cell
def _(removed):
    price_lists(removed=removed.value)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    A risk has a **signal**, a column that would look different on the bad day: of the shop's
    journal (what its service writes down of every answer) or of its sales. And it has an **owner**:
    `buyer` (at the counter), `data engineer`, `ML engineer`, `service engineer`, `shop manager`.
    """)
    return


@app.cell
def _():
    {"journal": Entry._fields, "sales": load_sales().columns}
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `brief`: fields that can be checked, and the page that people
    read, in which every number is one of the fields. Begin with the fields; the text then writes
    itself under five headings: `## Problem`, `## Why ML`, `## Metric`, `## Timeline`, `## Risks`.

    **Structure and arithmetic are checked, the argument is not.** A machine can say that your
    dollars follow from your assumptions, and not that your assumptions are sound.
    """)
    return


@app.cell(hide_code=True)
def _():
    _template = """
    {
        "problem": "",
        "decision": "",
        "baseline": "",
        "metric": {"name": "", "unit": "", "threshold": 0, "window": ""},
        "value_usd_year": 0,
        "assumptions": {
            "quotes_year": 30_000, "usd_a_quote_now": 0, "usd_a_quote_then": 0,
            "run_usd_year": 12_000, "people": 2, "week_usd": 4_000,
        },
        "risks": [{"event": "", "signal": "", "owner": "", "action": ""}],
        "timeline_weeks": [2, 4, 2, 2],
        "kill_criterion": "",
        "text": ""\"
    ## Problem

    ## Why ML

    ## Metric

    ## Timeline

    ## Risks
    ""\",
    }
    """
    mo.accordion({"A template to copy": mo.md(f"```python\n{cleandoc(_template)}\n```")})
    return


@app.function
def brief() -> dict:
    """Return the ten fields of the brief; extra ones do not matter.

    problem: who loses what today. decision: what is done with the model's price (offer, quote,
    pay, buy). kill_criterion: when you would stop, with a figure. Each 8 to 60 words, in sentences.
    baseline: the name of the price list that is best by your metric.
    metric: {"name", "unit", "threshold", "window"}. name: "within $10" or "median error" (unit
    "share" or "%"), or "dollars a quote" (unit "$"). threshold: in that unit, better than the
    baseline, not perfect. window: over which time or how many quotes, as in "four weeks".
    assumptions: {"quotes_year", "usd_a_quote_now", "usd_a_quote_then", "run_usd_year", "people",
    "week_usd"}, numbers above 0. usd_a_quote_now: the table's dollars a quote of your baseline,
    within 1 %. usd_a_quote_then: less, and the threshold if your metric is dollars a quote.
    week_usd: what a person costs a week.
    value_usd_year: quotes_year * (usd_a_quote_now - usd_a_quote_then) - run_usd_year, within 2 %
    and above 0: before what building costs.
    risks: three or more of {"event", "signal", "owner", "action"}. event, action: 2 to 30 words.
    signal: a column of the journal or the sales that does more than tell rows apart.
    timeline_weeks: weeks of discovery, data, model, production; each above 0, 52 in all at most.
    No two texts so far are the same.
    text: 120 to 350 words under the five headings, each on a line of its own with 12 words or more
    under it. It states the threshold under Metric, all weeks together under Timeline, and anywhere
    what the baseline reaches by your metric, and value_usd_year (hundreds or thousands will do).
    Its numbers are those of your fields, of the price lists and of the task, or follow from them:
    weeks together, what building costs (weeks * people * week_usd), when that is earned back.
    """
    ### BEGIN SOLUTION
    return {
        "problem": "Buyers quote from a price list that knows only rarity and condition. On cards "
        "that sell for more the seller leaves; on those that sell for less the shop pays too much.",
        "decision": "The buyer offers 60 % of the model's price, and may offer less with a reason.",
        "baseline": "updated list",
        "metric": {
            "name": "within $10",
            "unit": "%",
            "threshold": 94,
            "window": "all quotes of four weeks whose card was sold",
        },
        "value_usd_year": 51_000,
        "assumptions": {
            "quotes_year": 30_000,
            "usd_a_quote_now": 4.79,
            "usd_a_quote_then": 2.69,
            "run_usd_year": 12_000,
            "people": 2,
            "week_usd": 4_000,
        },
        "risks": [
            {
                "event": "The market moves after the model was trained.",
                "signal": "price_usd",
                "owner": "ML engineer",
                "action": "Train again on the sales of the last quarter.",
            },
            {
                "event": "Some published prices are in cents, and quotes follow them.",
                "signal": "price_usd",
                "owner": "data engineer",
                "action": "Refuse a sale far above its kind until a person has looked.",
            },
            {
                "event": "The service answers too late, and the seller waits.",
                "signal": "latency_ms",
                "owner": "service engineer",
                "action": "Quote from the updated list until it answers in time again.",
            },
        ],
        "timeline_weeks": [2, 4, 2, 2],
        "kill_criterion": "We stop after 8 weeks if no model is within $10 on 90 % of the quotes.",
        "text": """
## Problem
A seller who brings a card gets an offer from a price list that knows its rarity and condition. When
the card would sell for much more, the seller leaves; when it sells for less, we have paid too much.
Together that costs us $4.79 a quote, on 30,000 quotes a year.

## Why ML
A list of the last half year's sales needs no model, and is within $10 of the price for 86.3 % of
the cards. It cannot know what else makes a card dear, such as its grade, its age and its market. If
a model brought us to $2.69 a quote, it would earn $51,000 a year after $12,000 for running it. That
it can is an assumption, and the first thing that we will test.

## Metric
We promise 94 % of all quotes within $10, counted over four weeks on cards that were sold. Below
that the list stays.

## Timeline
10 weeks of 2 people at $4,000 a week each, which is $80,000, earned back in 19 months: discovery 2
weeks, data 4, model 2, production 2. We stop after 8 weeks if no model is within $10 on 90 %.

## Risks
Markets move, and then the ML engineer trains again. Some published prices are in cents, and the
data engineer keeps them out. If the service is late, the buyer quotes from the list.
""",
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_0_2 = check("0.2", brief)
    verdict_0_2
    return (verdict_0_2,)


@app.cell
def _(verdict_0_2):
    mo.stop(not verdict_0_2.passed, mo.md("*Unlocks when the check passes.*"))
    mo.md(brief()["text"].replace("$", r"\$"))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.3 From a requirement to a metric

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `translate`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def translate(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_0_3 = check("0.3", translate)
    verdict_0_3
    return (verdict_0_3,)


@app.cell
def _(verdict_0_3):
    mo.stop(not verdict_0_3.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    translate(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.4 Three cases

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `cases`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def cases(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_0_4 = check("0.4", cases)
    verdict_0_4
    return (verdict_0_4,)


@app.cell
def _(verdict_0_4):
    mo.stop(not verdict_0_4.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    cases(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.5 Checkpoint: three stakeholders

    Three people of the shop, invented for this course, decide whether the gate gets a model. Each
    of them is afraid of something else, and none of them has to know what a model is. Whoever
    answers all three with one score has answered nobody.

    - The **VP** of operations: *Why can't we use rules?*
    - The **CFO**: *What is the ROI?* (What comes back for what we put in.)
    - The **CTO**: *What if it fails?*

    Out of scope: how the model works. The three ways to file a card are those of the lesson.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    A card at the desk costs \$0.15, a misfiled card \$0.60 on average. The rule is there already;
    building the model costs \$80,000, and running it \$12,000 a year. Today 2,000 uncatalogued cards
    arrive a day, on 300 days a year; with the partner it would be 10,000. The CFO pays for what has
    come back within two years.

    `gate_cards` holds cards of species that the model has never seen. The **rule** files by the
    first word of the attack where that is clear, and sends the rest to the desk. The **model**
    files a card where it says that it is sure to 75 % or more (there, filing is expected to cost as
    much as the desk), and sends the rest to the desk.
    """)
    return


@app.function
def gate_cards() -> pl.DataFrame:
    """A row a card: its line, its type, what rule and model file it as (null: desk), dollars."""
    model = pl.when(pl.col("confidence") >= 0.75).then("predicted")
    cards = scored_cards("test").with_columns(model_type=model)

    def dollars(by: str) -> pl.Expr:
        wrong = pl.when(pl.col(by) != pl.col("card_type")).then(MISFILE_USD).otherwise(0.0)
        return pl.when(pl.col(by).is_null()).then(DESK_USD).otherwise(wrong)

    return cards.select(
        "line_id", "card_type", "predicted", "rule_type", "model_type",
        rule_usd=dollars("rule_type"), model_usd=dollars("model_type"),
    )  # fmt: skip


@app.function
def ranged(values: pl.Series, lines: pl.Series) -> list[float]:
    """[mean, low, high] of a value a card; `lines` holds the evolution line of each card.

    Whole lines are drawn again 2,000 times; 95 of 100 of the means lie between low and high.
    """
    return [*mean_interval(values, redraw_lines(lines.to_numpy(), seed=0))[:3]]


@app.cell
def _():
    gate_cards()
    return


@app.cell(hide_code=True)
def _():
    _cards = gate_cards()
    mo.md(rf"""
    Why a range? These are {_cards.height:,} cards, but only {_cards["line_id"].n_unique()} evolution
    lines (a species and what it evolves into), and cards of a line are alike: a model that is right
    about one is right about most of them. So `ranged` draws whole lines again, thousands of times,
    and says how far the mean moves. It speaks of other species of this catalogue; of next year's
    cards it says nothing.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | claim | is |
    |---|---|
    | `rule share` | share of all cards that the rule files |
    | `rule right` | share of the cards filed by the rule that are filed rightly |
    | `model right` | share of all cards that the model names rightly, sure or not |
    | `saving a card` | dollars a card that the model costs less than the rule |
    | `net a year` | dollars a year that the model saves beside the rule, less running, at 10,000 cards a day |
    | `payback` | months until `net a year` has paid for building |
    | `outage a day` | at 10,000 cards a day: dollars more than on a good day when the model is down and the alternative takes every card |
    | `silent day` | the same when every card that the model files is wrong, and nobody has noticed |

    Alternatives: `rule`, `desk` (it takes every card), `model alone` (it files every card).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    Numbers are judged by a machine; the rest is for people, by this list. You will score two
    answers with it, and then your own.

    | | 0 | 1 | 2 |
    |---|---|---|---|
    | **Decision** | none | later than in the first sentence, or vague | clear in the first sentence |
    | **Number** | none, or a score | a number without its range | with its range, in the reader's unit |
    | **Alternative** | not named | named, and dismissed | with its price, and where it is the better one |
    | **Limits** | none | some, vague | what the number does not speak of, unasked |
    | **Words** | need a dictionary | one or two would be asked about | all of them the shop's |
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `stakeholders`. For each of the three choose the claim that
    answers *their* question, compute it, name what it is compared with, and say it in their words.
    """)
    return


@app.function
def stakeholders() -> dict[str, dict]:
    """Return {"vp": {...}, "cfo": {...}, "cto": {...}}, each with five fields.

    claim: one of the table that answers the question asked.
    number: its value, within 2 %; shares from 0 to 1.
    uncertainty: [low, high] of it, whole lines drawn again. Each end goes through the same sums as
    the number; drawn in another way it may differ by an eighth of the range.
    alternative: what it is compared with; of the CTO where cards go when the model fails.
    text: 30 to 100 words, two sentences or more. The first sentence of vp speaks of the rule, of
    cfo of building or the rule, of cto of the alternative. Each text states number, low and high;
    dollars may be rounded to tens, hundreds or thousands, shares may be in per cent and months in
    years. The CFO's speaks of the shop with the partner and without. All numbers in a text are
    those of the task or the claims, or follow from gate_cards; no word that only engineers use.
    Two fields more of cfo: "today" (2,000 cards a day) and "partner" (10,000), each "build" or
    "rule", as the CFO's two years say at that volume.
    """
    ### BEGIN SOLUTION
    cards = gate_cards()
    saved = ranged(cards["rule_usd"] - cards["model_usd"], cards["line_id"])
    net = [10_000 * 300 * one - 12_000 for one in saved]
    months, most, least = (12 * 80_000 / one for one in net)
    down = ranged(DESK_USD - cards["model_usd"], cards["line_id"])
    more_a_day = [10_000 * one for one in down]
    vp = """We can use the rule, and today we should. What it leaves to the desk costs us: with the
model a card costs ${:.3f} less, and with other species that could be ${:.3f} or ${:.3f}. On 2,000
cards a day that does not pay for building it; on 10,000 it does."""
    cfo = """Build it once the partner's contract is signed, and keep the rule until then. At 10,000
cards a day the $80,000 are back after {:.0f} months; depending on which cards come it may take {:.0f}
or {:.0f}. At 2,000 a day it would take years, if they came back at all. Next year's species may
differ from all that we have measured."""
    cto = """Every card goes to the desk in that very second, as if there were no gate. It costs
${:,.0f} more on a day of 10,000 cards, somewhere between ${:,.0f} and ${:,.0f}. A model that is wrong
and does not know it is worse, and only people who look at filed cards each day will see that."""
    return {
        "vp": {
            "claim": "saving a card",
            "number": saved[0],
            "uncertainty": saved[1:],
            "alternative": "rule",
            "text": vp.format(*saved),
        },
        "cfo": {
            "claim": "payback",
            "number": months,
            "uncertainty": [least, most],
            "alternative": "rule",
            "today": "rule",
            "partner": "build",
            "text": cfo.format(months, least, most),
        },
        "cto": {
            "claim": "outage a day",
            "number": more_a_day[0],
            "uncertainty": more_a_day[1:],
            "alternative": "desk",
            "text": cto.format(*more_a_day),
        },
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_0_5 = check("0.5", stakeholders)
    verdict_0_5
    return (verdict_0_5,)


@app.cell
def _(verdict_0_5):
    mo.stop(not verdict_0_5.passed, mo.md("*Unlocks when the check passes.*"))
    answers = stakeholders()
    mo.accordion({_who.upper(): _one["text"].replace("$", r"\$") for _who, _one in answers.items()})
    return (answers,)


@app.cell(hide_code=True)
def _(verdict_0_5):
    mo.stop(not verdict_0_5.passed)
    _cards = gate_cards()
    _saved = ranged(_cards["rule_usd"] - _cards["model_usd"], _cards["line_id"])
    _net = [3_000_000 * one - 12_000 for one in _saved]
    _months = [12 * 80_000 / one for one in _net]
    _years = 80_000 / (600_000 * _saved[0] - 12_000)
    _right = (_cards["predicted"] == _cards["card_type"]).mean()
    mo.md(
        rf"""
    ### Two answers to the CFO, for you to score

    **A.** Build it if the partner joins; without the partner keep the rule. At 10,000 cards a day
    the model saves \${_net[0]:,.0f} a year after what it costs to run. Other species could make that
    \${_net[1]:,.0f} or \${_net[2]:,.0f}, so that the \$80,000 are back after {_months[2]:.0f} to
    {_months[1]:.0f} months. At 2,000 cards a day they would take about {_years:.0f} years, and the
    rule, which costs nothing to build, is the better buy. All of this was measured on cards of one
    catalogue: next year's may be harder, and a daily sample of filed cards would show it.

    **B.** We looked at {_cards.height:,} cards. The model names {_right:.1%} of them rightly and
    costs \${_cards["model_usd"].mean():.3f} a card, the rule \${_cards["rule_usd"].mean():.3f}, the
    desk \${DESK_USD:.2f}. At 10,000 cards a day that saves \${3_000_000 * _saved[0]:,.0f} a year.
    The rule cannot compete, for somebody wrote it by hand. So we think that the model should be
    built.
    """
    )
    return


@app.cell(hide_code=True)
def _(verdict_0_5):
    mo.stop(not verdict_0_5.passed)
    CRITERIA = ("Decision", "Number", "Alternative", "Limits", "Words")

    def marks_for(whose: str) -> mo.ui.dictionary:
        """A list of 0, 1, 2 for each line of the rubric."""
        lists = {one: mo.ui.dropdown(["0", "1", "2"], label=one) for one in CRITERIA}
        return mo.ui.dictionary(lists, label=whose)

    marks_a, marks_b = marks_for("A"), marks_for("B")
    mo.hstack([marks_a, marks_b], justify="start", gap=4)
    return CRITERIA, marks_a, marks_b, marks_for


@app.cell(hide_code=True)
def _(CRITERIA, marks_a, marks_b):
    _given = [[*one.value.values()] for one in (marks_a, marks_b)]
    mo.stop(
        None in [*_given[0], *_given[1]], mo.md("*Score both, line by line; then the key appears.*")
    )
    _key = ((2, 2, 2, 2, 2), (1, 1, 1, 0, 2))
    _why = (
        "B decides, in its last sentence",
        "B has dollars a year, exact to the dollar, and no range",
        "B gives the rule's price, and dismisses it for who wrote it",
        "A says of which cards it knows nothing; B has no limits, and forgets what building costs",
        "both can be read aloud in the shop",
    )
    _yours = [sum(map(int, one)) for one in _given]
    scored_alike = all(abs(a - sum(b)) <= 1 for a, b in zip(_yours, _key, strict=True))
    _lines = [
        f"| {name} | {a} | {b} | {why} |"
        for name, a, b, why in zip(CRITERIA, *_key, _why, strict=True)
    ]
    _words = (
        "Within one point of the key, both: score your own."
        if scored_alike
        else "More than one point from the key: read the reasons, and score once more."
    )
    _rows = "\n".join(_lines)
    _said = f"You gave A {_yours[0]} and B {_yours[1]} of 10. {_words}"
    mo.md(f"| key | A | B | because |\n|---|---|---|---|\n{_rows}\n\n{_said}")
    return (scored_alike,)


@app.cell(hide_code=True)
def _(marks_for, scored_alike):
    mo.stop(not scored_alike)
    marks_own = marks_for("Your answer to the CFO")
    marks_own
    return (marks_own,)


@app.cell(hide_code=True)
def _(marks_own):
    _own = [*marks_own.value.values()]
    mo.stop(None in _own, mo.md("*Read your own answer aloud, and score it.*"))
    mo.md(f"Checked: passed. Self-scored: {sum(map(int, _own))} of 10 (not verified).")
    return


@app.cell(hide_code=True)
def _():
    quiz_set = mo.ui.number(start=1, stop=99, value=1, label="Set of questions")
    mo.vstack(
        [
            mo.md(r"""
    ## Quiz

    Questions on this module (10 minutes). What each option teaches appears when you answer;
    another number draws other questions.
    """),
            quiz_set,
        ]
    )
    return (quiz_set,)


@app.cell(hide_code=True)
def _(quiz_set):
    quiz_answers = quiz("00", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("00", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
