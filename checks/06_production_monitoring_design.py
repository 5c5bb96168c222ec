"""What a right answer to 6.2 is: rules whose false alarms are counted, and that find bad days in time.

Judged on the weeks that are given, on the next four of the same hall, and on a second hall's.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.dataset import DATA
from classroom.checks import question
from classroom.checks.shape import described

Case = tuple[bool, str, str]
Entry = dict[str, Any]
KEYS = (
    "metric", "family", "severity", "side", "window", "threshold", "false_alarms_per_week", "panel",
)  # fmt: skip
FAMILIES = ("technical", "model", "data", "business")
# A share of cards at the desk is the model's doubt, and the shop's money; misfiles are both, too.
FAMILY = {
    "p95_ms": {"technical"},
    "bad_share": {"technical"},
    "confidence": {"model"},
    "top_type_share": {"model"},
    "saturation": {"data"},
    "label_age_h": {"data"},
    "desk_share": {"business"},
    "usd_a_card": {"business"},
    "misfiled_14d": {"business"},
}
PAGE, TICKET, NONE = "page", "ticket", "none"
ROWS_A_DAY = 120
PANEL_ROWS, PANEL_COLUMNS = 3, 4
# Alarms a week on healthy days: in the weeks given, and in the next ones, where chance adds some.
MOST = {PAGE: 2.0, TICKET: 5.0}
MOST_NEXT = {PAGE: 3.0, TICKET: 8.0}
# Rows after the first bad one within which a page has to ring.
PAGES_WITHIN = {"slow": 3, "softmax twice": 3, "one type": 3, "slow burn": 24}
# What costs next to nothing today, or is no fault of the model's, and the column that it moves.
TICKETS_FOR = {"an aged lamp": "saturation", "labels late": "label_age_h"}


class Hall(NamedTuple):
    """A hall's healthy weeks and bad days, and what to call it."""

    words: str
    healthy: pl.DataFrame
    incidents: pl.DataFrame


@cache
def watched(name: str) -> pl.DataFrame:
    """A table of data/watch; raises where the file is another one than was written."""
    path = DATA / "watch" / f"{name}.parquet"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if f"{digest}  {path.name}" not in (DATA / "watch" / "CHECKSUMS").read_text("utf-8"):
        message = f"data/watch/{path.name} was changed. `git checkout data` restores it."
        raise ValueError(message)
    return pl.read_parquet(path)


# Means of up to 120 values of four digits differ in no later one, whatever the order of adding.
DIGITS = 10


def begins(days: np.ndarray, entry: Entry) -> np.ndarray:
    """Whether an alarm begins, (days, rows): values of one metric, a day a row."""
    window = entry["window"]
    means = np.lib.stride_tricks.sliding_window_view(days, window, axis=1).mean(axis=-1)
    means = np.round(means, DIGITS)
    limit = entry["threshold"]
    fires = (means > limit) if entry["side"] == "above" else (means < limit)
    begun = np.zeros(days.shape, dtype=bool)
    begun[:, window - 1 :] = fires
    begun[:, window:] &= ~fires[:, :-1]
    return begun


def per_week(healthy: pl.DataFrame, entry: Entry) -> float:
    """Alarms a week of one rule."""
    days = healthy[entry["metric"]].to_numpy().reshape(-1, ROWS_A_DAY)
    return int(begins(days, entry).sum()) / healthy["week"].n_unique()


def number(value: Any) -> bool:
    """Whether this is a finite number, and no truth value."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def form_cases(entries: list[Entry]) -> Iterator[Case]:
    """Each entry has its fields, with words and numbers that are allowed."""
    yield len(entries) > 0, "design returned no entry.", "What would you want to see first?"
    for one in entries:
        sentence = (
            f"An entry has the keys {', '.join(map(str, one))}; {', '.join(KEYS)} are needed."
        )
        yield set(KEYS) == set(one), sentence, "Which one is missing, or too much?"
        metric, told = one["metric"], f"{one['metric']!r:.30}"
        known = isinstance(metric, str) and metric in FAMILY
        yield known, f"metric is {told}; the table has {', '.join(FAMILY)}.", "Which column is it?"
        sentence = (
            f"The family of {told} is {one['family']!r:.30}; one of {', '.join(FAMILIES)} fits."
        )
        right = isinstance(one["family"], str) and one["family"] in FAMILY[metric]
        yield right, sentence, "Who asks for this number: operations, the modeller, or the shop?"
        yield from rule_cases(one)


def rule_cases(one: Entry) -> Iterator[Case]:
    """The fields of a rule are of their kinds."""
    told = f"Of the entry on {one['metric']},"
    words = {"severity": (PAGE, TICKET, NONE), "side": ("above", "below")}
    for field, allowed in words.items():
        value = one[field]
        sentence = f"{told} {field} is {value!r:.30}; {', '.join(allowed)} are allowed."
        yield isinstance(value, str) and value in allowed, sentence, "Which of them do you mean?"
    window = one["window"]
    whole = isinstance(window, int) and not isinstance(window, bool)
    sentence = (
        f"{told} window is {described(window)}; a whole number from 1 to {ROWS_A_DAY} is needed."
    )
    yield whole and 1 <= window <= ROWS_A_DAY, sentence, "How many rows of five minutes?"
    for field in ("threshold", "false_alarms_per_week"):
        sentence = f"{told} {field} is {described(one[field])}; a number is needed."
        yield number(one[field]), sentence, "What would it be, computed from `healthy`?"


def layout_cases(entries: list[Entry]) -> Iterator[Case]:
    """All four families are seen, what pages stands on top, and a panel shows one metric."""
    missing = [one for one in FAMILIES if one not in {each["family"] for each in entries}]
    sentence = f"No entry is of the family {', '.join(missing)}; each of the four is needed."
    yield not missing, sentence, "Who would look at your page, and find nothing of theirs?"
    places: dict[tuple[int, int], str] = {}
    for one in entries:
        told, panel = f"The panel of {one['metric']} is {described(one['panel'])};", one["panel"]
        pair = isinstance(panel, (list, tuple)) and len(panel) == 2
        whole = pair and all(isinstance(at, int) and not isinstance(at, bool) for at in panel)
        inside = whole and 1 <= panel[0] <= PANEL_ROWS and 1 <= panel[1] <= PANEL_COLUMNS
        sentence = f"{told} a row from 1 to {PANEL_ROWS} and a column from 1 to {PANEL_COLUMNS} are needed."
        yield inside, sentence, "Where does the eye go first?"
        on_top = one["severity"] != PAGE or panel[0] == 1
        nudge = "Somebody was woken and opens the dashboard: what has to be there without a search?"
        yield on_top, f"{told} its rule pages, and what pages stands in row 1.", nudge
        shown = places.setdefault(tuple(panel), one["metric"])
        sentence = f"{told} {shown} stands there already."
        yield shown == one["metric"], sentence, "Which of the two would you move?"
    for metric in FAMILY:
        shown = {tuple(one["panel"]) for one in entries if one["metric"] == metric}
        sentence = f"{metric} has {len(shown)} panels; one is enough for all its rules."
        yield len(shown) <= 1, sentence, "Which of them would you look at?"


def claim_cases(entries: list[Entry], hall: Hall) -> Iterator[Case]:
    """What each rule is said to ring on healthy weeks is what it rings, and within the budget."""
    for one in entries:
        rings = 0.0 if one["severity"] == NONE else per_week(hall.healthy, one)
        said = one["false_alarms_per_week"]
        sentence = f"{hall.words}, {rule(one)} rings {rings:g} times a week; false_alarms_per_week is {said:g}."
        nudge = "Counted on which table, per week, and what is one alarm: a row that fires, or a run of them?"
        if one["severity"] == NONE:
            nudge = "What only stands on the dashboard wakes nobody. How often does it ring?"
        yield math.isclose(rings, said, abs_tol=0.01), sentence, nudge
    yield from budget_cases(entries, hall.healthy, hall.words, MOST)


def budget_cases(
    entries: list[Entry], healthy: pl.DataFrame, words: str, most: dict[str, float]
) -> Iterator[Case]:
    """Pages and tickets on healthy weeks, each within its budget."""
    for severity, limit in most.items():
        rings = {
            rule(one): per_week(healthy, one) for one in entries if one["severity"] == severity
        }
        total = sum(rings.values())
        worst = max(rings, key=lambda one: rings[one], default="")
        sentence = (
            f"{words}, {severity}s ring {total:g} times a week, though nothing is wrong; at most "
        )
        sentence += f"{limit:g} are allowed. Most often: {worst}."
        nudge = "A longer window, or another threshold: which of them costs less when it matters?"
        yield total <= limit, sentence, nudge


def rule(entry: Entry) -> str:
    """A rule in words."""
    word = f"{entry['metric']} {entry['side']} {entry['threshold']:.4g}"
    return f"{entry['severity']} on {word} over {entry['window']} rows"


def incident_cases(entries: list[Entry], hall: Hall) -> Iterator[Case]:
    """Bad days are paged in time; what is not urgent makes a ticket and wakes nobody."""
    days = {key[0]: day for key, day in hall.incidents.group_by("incident", maintain_order=True)}
    for name, within in PAGES_WITHIN.items():
        waits = waiting(entries, days[name], PAGE)
        told = f"the first page comes {waits} rows later" if waits is not None else "no page comes"
        sentence = (
            f"{hall.words}, {name!r} begins, and {told}; {within - 1} rows later at most are "
        )
        sentence += "allowed."
        nudge = (
            "Which columns move on that day, by how much, and how long does your window hide it?"
        )
        yield waits is not None and waits < within, sentence, nudge
    for name, metric in TICKETS_FOR.items():
        loud = [one for one in entries if one["metric"] == metric]
        sentence = f"{hall.words}, {name!r} wakes somebody: {metric} pages."
        nudge = "Is money lost by tonight, and could the person who was woken do anything about it?"
        yield waiting(loud, days[name], PAGE) is None, sentence, nudge
        sentence = f"{hall.words}, {name!r} lasts all day, and no ticket on {metric} is opened."
        nudge = "Over how many rows does the mean lie still enough for so small a change?"
        yield waiting(loud, days[name], TICKET) is not None, sentence, nudge


def waiting(entries: list[Entry], day: pl.DataFrame, severity: str) -> int | None:
    """Rows from the first bad one to the first alarm of this severity, None without one."""
    first = int(day["bad"].arg_max() or 0)
    chosen = [one for one in entries if one["severity"] == severity]
    begun = [np.flatnonzero(begins(day[one["metric"]].to_numpy()[None], one)[0]) for one in chosen]
    later = [at - first for rows in begun for at in rows.tolist() if at >= first]
    return min(later, default=None)


def halls() -> Iterator[Hall]:
    """The hall that is shown, and a second one."""
    yield Hall("In the weeks given", watched("healthy"), watched("incidents"))
    words = "In a second hall, with 25 cards a row"
    yield Hall(words, watched("second_healthy"), watched("second_incidents"))


@question(
    "6.2",
    title="Design the monitoring",
    answer="design",
    returns=list[dict],
    points=4,
    hints=(
        "Which of the six bad days can wait for tomorrow? Everything else needs one page, and no more.",
        "Take one column: what is the highest mean of three rows on healthy days, and what is it of twelve?",
        "A threshold that is made of `healthy`, such as its highest mean and a bit more, moves with the hall.",
    ),
    why="""A threshold is a decision between two prices, a night's sleep and an hour of misfiles, and both can
be counted before it rings for the first time. Note usd_a_card: it believes the model, so on the day of
one type it fell. What is promised to the shop pages; what explains a page stands below it.""",
)
def rules_that_are_counted(design):
    for hall in halls():
        entries = design(hall.healthy)
        yield from form_cases(entries)
        yield from layout_cases(entries)
        yield from claim_cases(entries, hall)
        yield from incident_cases(entries, hall)
    entries = design(watched("healthy"))
    yield from budget_cases(entries, watched("next"), "In the next four weeks", MOST_NEXT)
