"""What a right project brief is (0.2): arithmetic redone, price lists beaten, a page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import accumulate
from numbers import Real
from typing import Any

import polars as pl

from cardshop.dataset import load_price_holdout, load_sales
from cardshop.journal import Entry
from classroom.checks import question
from classroom.checks.prose import (
    NUMBER,
    PLACEHOLDER,
    Wanted,
    parts_of,
    said_again,
    spelled_out,
    states,
    text_cases,
    unwritten,
)
from classroom.checks.shape import described

Case = tuple[bool, str, str]
Brief = dict[str, Any]
WITHIN, MEDIAN, DOLLARS = "within $10", "median error", "dollars a quote"
UNITS = {WITHIN: ("share", "%"), MEDIAN: ("share", "%"), DOLLARS: ("$",)}
OFFERED, LEAVES_BELOW = 0.6, 0.5
LEAST_LEFT = 0.1
HALF_A_YEAR = timedelta(days=182)
SENTENCES = ("problem", "decision", "kill_criterion")
FIELDS = (
    "problem", "decision", "baseline", "metric", "value_usd_year", "assumptions", "risks",
    "timeline_weeks", "kill_criterion", "text",
)  # fmt: skip
METRIC = ("name", "unit", "threshold", "window")
ASSUMPTIONS = (
    "quotes_year", "usd_a_quote_now", "usd_a_quote_then", "run_usd_year", "people", "week_usd",
)  # fmt: skip
RISK = ("event", "signal", "owner", "action")
OWNERS = ("buyer", "data engineer", "ML engineer", "service engineer", "shop manager")
KEYS = ("request_id", "client_request_id", "position", "sale_id", "card_id", "lot_id")
PHASES, MOST_WEEKS, FEWEST_RISKS, PART_WORDS = 4, 52, 3, 12
HEADINGS = ("## Problem", "## Why ML", "## Metric", "## Timeline", "## Risks")
SPAN = re.compile(
    r"\d|\b(days?|weeks?|months?|quarters?|years?|daily|weekly|monthly|quarterly|quotes|sales)\b",
    re.IGNORECASE,
)
# A figure that can be met or missed: dollars, a share, a day in the calendar; not "version 2".
BAR = re.compile(
    r"\$ ?\d|(?<!\d)0?\.\d|\b(day|week|month|quarter)s? \d|"
    r"\d[\d,.]*k?(st|nd|rd|th)?[ -]*(%|percent\b|per cent\b|points?\b|in (a hundred|100?)\b|"
    r"of (a hundred|100?|((all|our|the) )*(quotes|cards|sales|offers))\b|"
    r"((more|full|working|consecutive) )?(dollar|usd|cent|day|week|month|quarter|year|quote|sale|card|offer|seller)s?\b|"
    r"(jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
ABOUT = {
    "problem": r"\b(sellers?|sold|sells?|cards?|pric\w+|quot\w+|offer\w*|cash|margin|los\w+|money)\b",
    "decision": r"\b(offer\w*|quot\w*|pay\w*|bid\w*|buy\w*|bought|pric\w+|counter|purchas\w+)\b",
}
NUDGES = {
    "problem": "Who loses what today, when a quote is too high, and when it is too low?",
    "decision": "Somebody at the counter sees the model's price. What do they do with it?",
    "kill_criterion": "What would you have to see, and by when, to say that it is over?",
}
TASK = """A page that says what is decided, what that is worth and when to stop costs an hour. Without it a
team finds out in its tenth week that a price list would have done. A seller brings a card, the shop says what it
expects the card to sell for (the quote), and offers 60 % of that. An offer that is too high costs cash: the shop pays 60
cents of every dollar that the quote is above the price. An offer below half of the price loses the seller, and
with the card the 40 % of its price that the shop would have earned. 100 cards a day are brought for a quote, on
300 days a year. Running a model costs $12,000 a year; two people build it, at $4,000 a week each. All
of these are assumptions of the course; where you know better, state yours and defend it."""
WANTED = Wanted(
    120, 350, task=TASK, reader="the shop's owner", holder="yours or of the price lists"
)
TEMPLATE = "Which field have you not filled in yet?"
# Of the task: dollars, cards a day, days; shares of the price, in per cent too; 17 May, 182 days.
GIVEN = (10, 100, 300, 60, 50, 40, 0.6, 0.5, 0.4, 17, 182, 12, 5)


@cache
def price_lists(removed: float = 0.0) -> dict[str, dict[str, float]]:
    """Each list's three numbers on the last fifth of the sales, less a share of each error."""
    paid = load_price_holdout().with_columns(all=1)
    sold = load_sales().filter(pl.col("price_usd") > 0).with_columns(all=1)
    sold = sold.filter(pl.col("sale_date") < paid["sale_date"].min())

    def quoted(keys: list[str], price: pl.Expr) -> pl.Series:
        table = sold.group_by(keys).agg(price.alias("quote"))
        return paid.join(table, on=keys, how="left", maintain_order="left")["quote"]

    median = pl.col("price_usd").median()
    lists = {
        "one price": quoted(["all"], median),
        "rarity": quoted(["rarity"], median),
        "rarity and condition": quoted(["rarity", "condition"], median),
        "last sale": quoted(["card_id"], pl.col("price_usd").last()),
    }
    lists["last sale"] = lists["last sale"].fill_null(lists["rarity"])
    sold = sold.filter(pl.col("sale_date") >= paid["sale_date"].min() - HALF_A_YEAR)
    lists["updated list"] = quoted(["rarity", "condition"], median).fill_null(
        lists["rarity and condition"]
    )
    price = paid["price_usd"]
    return {name: scored(quote + removed * (price - quote), price) for name, quote in lists.items()}


def scored(quote: pl.Series, price: pl.Series) -> dict[str, float]:
    """The three numbers of some quotes."""
    off, leaves = (quote - price).abs(), OFFERED * quote < LEAVES_BELOW * price
    too_much = OFFERED * (quote - price).clip(lower_bound=0)
    usd = too_much.zip_with(~leaves, (1 - OFFERED) * price)
    return {
        WITHIN: float((off <= 10).mean()),
        MEDIAN: float((off / price).median()),
        DOLLARS: float(usd.mean()),
    }


@cache
def signals() -> tuple[str, ...]:
    """What a risk may be seen in: columns of the journal and of the sales."""
    return (*Entry._fields, *load_sales().columns)


def is_number(value: Any) -> bool:
    """Whether a value is a number, and no yes or no."""
    return isinstance(value, Real) and not isinstance(value, bool)


def form_cases(said: Brief) -> Iterator[Case]:
    """Every field is there and of its kind."""
    for name, keys in (("brief", FIELDS), ("metric", METRIC), ("assumptions", ASSUMPTIONS)):
        where = said if name == "brief" else said[name]
        yield isinstance(where, dict), f"{name} is {described(where)}; a dict is needed.", TEMPLATE
        missing = [one for one in keys if one not in where]
        yield not missing, f"{name} has no {', '.join(missing)}.", TEMPLATE
    metric = said["metric"]
    texts = {one: said[one] for one in (*SENTENCES, "text")} | {"window": metric["window"]}
    for name, value in texts.items():
        yield isinstance(value, str), f"{name} is {described(value)}; text is needed.", TEMPLATE
    numbers = {"value_usd_year": said["value_usd_year"], "threshold": metric["threshold"]}
    numbers |= {one: said["assumptions"][one] for one in ASSUMPTIONS}
    for name, value in numbers.items():
        sound = is_number(value) and bool(value > 0)
        yield sound, f"{name} is {described(value)}; a number above 0 is needed.", TEMPLATE
    weeks = said["timeline_weeks"]
    four = isinstance(weeks, (list, tuple)) and len(weeks) == PHASES
    sentence = f"timeline_weeks is {described(weeks)}; four numbers of weeks are needed."
    nudge = "How long are discovery, data, model and production?"
    yield four and all(is_number(one) and one > 0 for one in weeks), sentence, nudge
    total = float(sum(weeks))
    sentence = f"timeline_weeks is {described(weeks)}: {total:g} weeks in all."
    yield total <= MOST_WEEKS, sentence, "What could be tried in a quarter of that time?"


def in_floats(said: Brief) -> Brief:
    """The brief with plain numbers, whatever kind of them it came with."""
    given = {one: float(said["assumptions"][one]) for one in ASSUMPTIONS}
    metric = said["metric"] | {"threshold": float(said["metric"]["threshold"])}
    plain = {"value_usd_year": float(said["value_usd_year"]), "metric": metric}
    plain["timeline_weeks"] = [*map(float, said["timeline_weeks"])]
    return said | plain | {"assumptions": said["assumptions"] | given}


def metric_cases(said: Brief) -> Iterator[Case]:
    """The metric is one of three, and its threshold beats what needs no model."""
    lists, metric = price_lists(), said["metric"]
    name, unit = metric["name"], metric["unit"]
    sentence = f"name of metric is {name!r:.40}; it is one of {', '.join(UNITS)}."
    yield isinstance(name, str) and name in UNITS, sentence, "Which column of the table is it?"
    sentence = f"unit of {name!r} is {unit!r:.40}; {' or '.join(UNITS[name])} is its unit."
    yield unit in UNITS[name], sentence, "Is it a part of all quotes, or dollars?"
    named = said["baseline"]
    sentence = f"baseline is {named!r:.40}; it is one of {', '.join(lists)}."
    yield isinstance(named, str) and named in lists, sentence, "What would be done without a model?"
    higher = name == WITHIN
    best = (max if higher else min)(lists, key=lambda one: lists[one][name])
    sentence = f"baseline is {named!r}, {name} {lists[named][name]:.3f}. The list by {best!r} "
    sentence += f"needs no model either, and has {lists[best][name]:.3f}."
    yield named == best, sentence, "A model that beats the weaker list: would you build it?"
    found = threshold_of(said)
    beats = found > lists[best][name] if higher else found < lists[best][name]
    words = f"the list by {best!r} has {lists[best][name]:.3f}"
    sentence = f"threshold of {name!r} is {metric['threshold']:g} {unit}, and {words}."
    yield bool(beats), sentence, "Is more of it better, or less? In which unit did you write it?"
    sentence = f"threshold of {name!r} is {metric['threshold']:g} {unit}: no quote is ever wrong."
    yield not higher or found < 1, sentence, "Which model could promise that?"
    window = metric["window"]
    sentence = f"window is {window!r:.60}; a span of time or of quotes is needed, as 'four weeks'."
    yield bool(SPAN.search(window)), sentence, "Over which quotes is it counted?"


def threshold_of(said: Brief) -> float:
    """The threshold as a share where it is one, else in dollars."""
    metric = said["metric"]
    return metric["threshold"] / (100 if metric["unit"] == "%" else 1)


def money_cases(said: Brief) -> Iterator[Case]:
    """The dollars follow from the assumptions, and today's from the sales."""
    given, value = said["assumptions"], said["value_usd_year"]
    now, then = given["usd_a_quote_now"], given["usd_a_quote_then"]
    want = price_lists()[said["baseline"]][DOLLARS]
    sentence = f"usd_a_quote_now is {now:g}; {said['baseline']!r} loses {want:.2f} dollars a quote."
    nudge = "What does the table say of your baseline?"
    yield bool(abs(now - want) <= 0.01 * want), sentence, nudge
    sentence = f"usd_a_quote_then is {then:g}, and usd_a_quote_now {now:g}."
    yield then < now, sentence, "What does the model change, if not that?"
    half = price_lists(0.5)[said["baseline"]][DOLLARS]
    sentence += " Less than a tenth is more than a brief may promise."
    nudge = f"With half of each error taken away the table says {half:.2f}. What takes away more?"
    yield then >= LEAST_LEFT * now, sentence, nudge
    same = said["metric"]["name"] != DOLLARS or abs(then - threshold_of(said)) <= 0.005
    sentence = f"The threshold promises {threshold_of(said):g} dollars a quote, and "
    sentence += f"usd_a_quote_then is {then:g}."
    yield bool(same), sentence, "Which of the two do you sell the project with?"
    earned = earned_usd_year(given)
    sentence = f"value_usd_year is {value:,.0f}; quotes_year * (usd_a_quote_now - "
    sentence += f"usd_a_quote_then) - run_usd_year is {earned:,.0f}."
    nudge = "Is it a year, after running costs and before what building costs?"
    yield bool(abs(value - earned) <= 0.02 * abs(earned)), sentence, nudge


def earned_usd_year(given: dict[str, float]) -> float:
    """What the formula of the docstring makes of the assumptions."""
    saved = given["usd_a_quote_now"] - given["usd_a_quote_then"]
    return given["quotes_year"] * saved - given["run_usd_year"]


def risk_cases(risks: Any) -> Iterator[Case]:
    """Three risks or more: what happens, where it is seen, who does what."""
    sentence = f"risks is {described(risks)}; a list of {FEWEST_RISKS} or more is needed."
    enough = isinstance(risks, (list, tuple)) and len(risks) >= FEWEST_RISKS
    yield enough, sentence, "What could go wrong with the prices, the model, the counter?"
    for one in risks:
        sound = isinstance(one, dict) and all(isinstance(one.get(key), str) for key in RISK)
        sentence = f"A risk is {described(one)}; {', '.join(RISK)} are needed, all of them text."
        yield sound, sentence, "Which of the four is missing?"
        event, signal, owner = one["event"], one["signal"], one["owner"]
        for field in ("event", "action"):
            words = len(one[field].split())
            sentence = f"The {field} {one[field]!r:.40}: {words} of the 2 to 30 words asked for."
            written = 2 <= words <= 30 and not PLACEHOLDER.search(one[field])
            yield written, sentence, "Would a stranger know what happens, and what you then do?"
        sentence = f"signal of {event!r:.40} is {signal!r:.40}; no column is called that."
        yield signal in signals(), sentence, "Which column would look different on that day?"
        sentence = f"signal of {event!r:.40} is {signal!r}, a number that only tells rows apart."
        yield signal not in KEYS, sentence, "Which column would look different on that day?"
        sentence = f"owner of {event!r:.40} is {owner!r:.40}; it is one of {', '.join(OWNERS)}."
        yield (
            owner.lower() in map(str.lower, OWNERS),
            sentence,
            "Who is called, by name? A team answers no telephone.",
        )


def sentence_cases(said: Brief) -> Iterator[Case]:
    """Three fields are sentences of one's own, and no words stand in two fields."""
    for field in SENTENCES:
        problem = unwritten(said[field], fewest=8, most=60, task=TASK)
        yield not problem, f"{field} {problem}.", NUDGES[field]
        about = re.search(ABOUT.get(field, ""), said[field], re.IGNORECASE)
        sentence = f"{field} is {said[field]!r:.60}, and does not say what is asked."
        yield about is not None, sentence, NUDGES[field]
    number = BAR.search(said["kill_criterion"])
    sentence = "kill_criterion has no figure with its unit in it (%, $, weeks, quotes)."
    yield bool(number), sentence, NUDGES["kill_criterion"]
    told = [said[one] for one in SENTENCES]
    told += [one[key] for one in said["risks"] for key in ("event", "action")]
    twice = said_again(told)
    sentence = f"{twice!r:.50} stands in two fields, whatever its numbers."
    yield not twice, sentence, "Which of the two does it belong to?"


def known_numbers(said: Brief) -> list[float]:
    """All that the text may say: the fields, what follows from them, the price lists, the task."""
    given, weeks = said["assumptions"], [*said["timeline_weeks"]]
    threshold, value = threshold_of(said), said["value_usd_year"]
    lists = [one for three in price_lists().values() for one in three.values()]
    best = price_lists()[said["baseline"]][said["metric"]["name"]]
    shares = [one for one in (threshold, *lists, abs(threshold - best)) if one < 1]
    shares += [1 - given["usd_a_quote_then"] / given["usd_a_quote_now"]]
    wrong = [1 - one for one in shares]
    build = sum(weeks) * given["people"] * given["week_usd"]
    saved = given["usd_a_quote_now"] - given["usd_a_quote_then"]
    values = (value, earned_usd_year(given))
    dollars = [*values, build, given["quotes_year"] * saved]
    dollars += [given["quotes_year"] * given[f"usd_a_quote_{one}"] for one in ("now", "then")]
    back = [one * build / each for one in (1, 12, 52) for each in values]
    back += [each / one for one in (12, 52, 300) for each in values]
    fields = [said["metric"]["threshold"], *filter(is_number, given.values()), saved]
    spans = [*weeks, *accumulate(weeks), *accumulate(reversed(weeks)), given["people"] * sum(weeks)]
    told = [said[one] for one in SENTENCES] + [said["metric"]["window"]]
    told += [one[key] for one in said["risks"] for key in RISK]
    read = [float(one.replace(",", "")) for text in told for one in NUMBER.findall(text)]
    rounded = [one for usd in dollars for one in (usd, usd / 1e6, round(usd, -2), round(usd, -3))]
    per_cent = [100 * one for one in (*shares, *wrong)]
    return [*lists, *shares, *wrong, *per_cent, *rounded, *back, *fields, *spans, *read, *GIVEN]


def page_cases(said: Brief) -> Iterator[Case]:
    """One page under five headings, in which the numbers of the fields stand."""
    text = spelled_out(said["text"])
    found = parts_of(text)
    headings = [one for one, _ in found]
    sentence = f"The text has the headings {described(headings)}; {', '.join(HEADINGS)} are needed."
    yield headings == list(HEADINGS), sentence, "What does a reader look for first?"
    parts = dict(found)
    for heading, part in found:
        sentence = f"Under {heading!r} stand {len(part.split())} words; {PART_WORDS} are needed."
        yield len(part.split()) >= PART_WORDS, sentence, "What does the reader lose without it?"
    body = "\n".join(parts.values())
    yield from text_cases(body, known_numbers(said), WANTED)
    about = re.findall(ABOUT["problem"], body, re.IGNORECASE)
    sentence = "The text hardly speaks of cards, sellers, prices and offers."
    yield len(about) >= PHASES, sentence, "Which project is this the brief of?"
    name, value = said["metric"]["name"], said["value_usd_year"]
    best = price_lists()[said["baseline"]][name]
    weeks = sum(said["timeline_weeks"])
    for what, where, wanted in (
        (
            f"the threshold, {said['metric']['threshold']:g}",
            parts["## Metric"],
            [threshold_of(said)],
        ),
        (f"what the baseline reaches, {best:.3f}", body, [best]),
        # The field may be rounded by 2 %, and the text may say the exact dollars.
        (f"value_usd_year, {value:,.0f}", body, [value, earned_usd_year(said["assumptions"])]),
        ("how many weeks it takes in all", parts["## Timeline"], [weeks]),
    ):
        place = "The text" if where is body else "Its own part of the text"
        sentence = f"{place} does not state {what}."
        told = any(states(where, form) for one in wanted for form in written(one))
        yield told, sentence, "Who would sign without it?"


def written(value: float) -> list[float]:
    """How a text may say a number: a share in per cent, large dollars rounded."""
    if value < 1:
        return [value, 100 * value]
    return [value, round(value, -2), round(value, -3), value / 1e6] if value > 1000 else [value]


@question(
    "0.2",
    title="A project brief on one page",
    answer="brief",
    returns=dict,
    points=4,
    hints=(
        "Which list of the table would the shop use if there were no model? Is it the best one?",
        "Write value_usd_year as the formula of the docstring, with your own assumptions in it.",
        "For each risk: on the bad day, which column of the journal or of the sales looks odd?",
    ),
    why="""Structure and arithmetic are checked, the argument is not. Score your page, 0 to 2 each:

- the problem is somebody's loss, not a missing model
- what needs no model is named, and treated fairly
- each assumption that carries the dollars is stated, and says where it comes from
- the kill criterion could be met by an honest team
- an owner could act on each signal
- no word that the shop's owner would have to look up

A brief is cheap to be wrong in: what is a sentence today is ten weeks later a service.
""",
)
def one_page(brief):
    said = brief()
    yield from form_cases(said)
    said = in_floats(said)
    yield from metric_cases(said)
    yield from money_cases(said)
    yield from risk_cases(said["risks"])
    yield from sentence_cases(said)
    yield from page_cases(said)
