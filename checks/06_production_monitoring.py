"""What a right answer to question 6.1 is: a cause, its minute, a query that proves it, a repair."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl

from cardshop.incidents import ACTIONS, FAULTS, RECORDED, ask, load_recovery
from classroom.checks import question

Case = tuple[bool, str, str]
Claim = dict[str, Any]
FIELDS = ("cause", "first_bad_minute", "evidence_query", "fix")
CAUSES = {
    "incident_1": ("slow_dependency", 26),
    "incident_2": ("hue_in_radians", 12),
    "incident_3": ("late_labels", 21),
    "incident_4": ("rolled_back", 17),
}
MINUTES_OFF, WITHIN, ENOUGH = 1, 0.01, 0.9
DAYS = (1, 2)
REQUESTS = """(SELECT day, max(latency_ms) AS ms, count(*) AS cards
    FROM journal GROUP BY day, request_id)"""
# The table of the exercise, in SQL.
EVIDENCE = {
    "hue_in_radians": "avg(card ->> 'scan_hue_deg' < 6.3) FROM journal",
    "lower_cased_text": "avg(card ->> 'attack_name' = lower(card ->> 'attack_name')) FROM journal",
    "unit_change": "avg(card ->> 'scan_saturation' > 1) FROM journal",
    "dropped_column": "avg(card ->> 'attack_name' IS NULL) FROM journal",
    "rolled_back": "avg(model_version <> '1.1.0') FROM journal",
    "double_softmax": "max(confidence) FROM journal",
    "model_loaded_per_card": f"avg(ms / cards) FROM {REQUESTS}",
    "slow_dependency": f"avg(ms) FROM {REQUESTS} WHERE cards < 7",
    "duplicated_traffic": "1 - 1.0 * count(DISTINCT card) / count(*) FROM journal",
    "late_labels": """avg(EXISTS (SELECT 1 FROM labels
            WHERE labels.request_id = journal.request_id AND labels.position = journal.position
            AND source = 'desk' AND known_at_ms - at_ms <= 3600000))
        FROM journal WHERE decision = 'desk'""",
}
# What else would show where a cause is wrong although its number moved.
DOUBTS = {
    "incident_1": "Do requests of few cards take as long as those of many?",
    "incident_2": "Which column of the cards looks different, minute by minute?",
    "incident_3": "Of the cards that have a label, are fewer right? And how many have none?",
    "incident_4": "What do all rows since the first bad minute share that no row before it has?",
}
# What brings the metric back, and is not the remedy: what happened, and what to ask of it.
TOO_LATE = {
    "wait_for_labels": (
        "the labels of the morning came in the night, and the job that brings them waits as before",
        "The morning's labels came; whose will be late tomorrow?",
    ),
    "retrain": (
        "the new model serves from tomorrow, and until then the old weights stay in place",
        "Which release is known to answer well, and how soon could it stand in their place?",
    ),
}
KINDS = {"cause": FAULTS, "fix": ACTIONS}
WHICH = "Which of these says what you mean?"
ROWS = "Two rows, one a day: by what do you group?"
SHOWN_TYPE = {str: "a text", int: "a whole number"}


@cache
def expected(name: str, cause: str) -> tuple[float, float]:
    """The evidence for a cause on both days of an incident."""
    found = ask(name, f"SELECT day, {EVIDENCE[cause]} GROUP BY day ORDER BY day")
    before, bad = found[:, 1].to_list()
    return before, bad


@cache
def recovery() -> dict[tuple[str, str], dict[str, Any]]:
    """By incident and action, what was measured."""
    return {(one["incident"], one["action"]): one for one in load_recovery().to_dicts()}


def field_cases(name: str, claim: Any) -> Iterator[Case]:
    """Every field is there, of its kind and from its list."""
    keys = set(claim) if isinstance(claim, dict) else set()
    sentence = f"{name} has {sorted(map(str, keys))}; {', '.join(FIELDS)} are asked for."
    yield keys == set(FIELDS), sentence, "Which field is missing, or one too many?"
    for key, listed in KINDS.items():
        sentence = f"{key} of {name} is {claim[key]!r:.40}; it is one of {', '.join(listed)}."
        yield isinstance(claim[key], str) and claim[key] in listed, sentence, WHICH
    for key, kind in (("first_bad_minute", int), ("evidence_query", str)):
        sentence = f"{key} of {name} is {claim[key]!r:.40}; {SHOWN_TYPE[kind]} is needed."
        is_kind = isinstance(claim[key], kind) and not isinstance(claim[key], bool)
        yield is_kind, sentence, "What does the docstring say of it?"


def cause_cases(name: str, claim: Claim) -> Iterator[Case]:
    """The cause and its minute."""
    before, bad = expected(name, claim["cause"])
    cause, minute = CAUSES[name]
    sentence = f"{name}: {claim['cause']}? Its evidence was {before:.3g} on the day before "
    sentence += f"and {bad:.3g} on the bad day."
    yield claim["cause"] == cause, sentence, DOUBTS[name]
    said = claim["first_bad_minute"]
    late = said > minute
    sentence = f"first_bad_minute of {name} is {said}; "
    sentence += "cards before it are bad, too." if late else "its cards are as on the day before."
    nudge = "Group day 2 by minute: what does your evidence say of each?"
    yield abs(said - minute) <= MINUTES_OFF, sentence, nudge


def query_cases(name: str, claim: Claim) -> Iterator[Case]:
    """The query runs, and measures what proves the cause: here, and where the cause is absent."""
    for other in (name, *(one for one in RECORDED if one != name)):
        try:
            found = ask(other, claim["evidence_query"])
        except sqlite3.Error as error:
            sentence = f"evidence_query of {name} does not run: {error}."
            yield False, sentence, "What does ask(...) say of it in a cell of its own?"
            return
        problem = not_two_days(found)
        yield not problem, f"evidence_query of {name}, asked of {other}, {problem}.", ROWS
        values = dict(found.rows())
        for day, want in zip(DAYS, expected(other, claim["cause"]), strict=True):
            yield value_case(name, other, (day, values[day], want))


def not_two_days(found: pl.DataFrame) -> str:
    """What keeps a result from being a number for each of the two days, or nothing."""
    if found.width != len(DAYS):
        return f"gives {found.width} columns, and day and value are needed"
    days = found.to_series(0).to_list()
    if sorted(map(str, days)) != ["1", "2"] or not found.to_series(0).dtype.is_integer():
        return f"gives {len(days)} rows, of the days {days!s:.40}; one of day 1 and one of 2 are needed"
    if not found.to_series(1).dtype.is_numeric():
        return f"gives the values {found.to_series(1).to_list()!s:.60}; numbers are needed"
    return ""


def value_case(name: str, other: str, of_day: tuple[int, float | None, float]) -> Case:
    """One number of one day."""
    day, got, want = of_day
    shown = "null" if got is None else f"{got:.4g}"
    sentence = f"evidence_query of {name}, asked of {other}, says {shown} for day {day}; "
    sentence += f"the table's measure is {want:.4g}."
    holds = got is not None and math.isclose(got, want, rel_tol=WITHIN)
    nudge = "Of what is it a share or mean: cards, requests, or cards at the desk? And is it whole?"
    if name != other:
        nudge = "Here it is right, and elsewhere not: what in it only fits this incident?"
    return holds, sentence, nudge


def fix_cases(name: str, claim: Claim) -> Iterator[Case]:
    """What the action recovered when it was tried, and whether the incident ended with it."""
    found = recovery()[name, claim["fix"]]
    share = found["recovered"]
    sentence = f"fix of {name} is {claim['fix']}: {found['metric']} was {found['before']:.3g} "
    sentence += f"without the incident, {found['during']:.3g} with it, and after the action "
    after = "nobody was answered any more" if share is None else f"{found['after']:.3g}"
    sentence += f"{after}; {ENOUGH:.0%} of the way back is needed."
    nudge = "Where does the fault sit: in the cards, the model, the path, or the labels?"
    yield share is not None and share >= ENOUGH, sentence, nudge
    happened, nudge = TOO_LATE.get(claim["fix"], ("", ""))
    sentence = f"fix of {name} is {claim['fix']}: {happened}. Asked is what ends it today, for "
    sentence += "the cards that come next, too."
    yield not happened, sentence, nudge


@question(
    "6.1",
    title="Four incidents",
    answer="investigate",
    returns=dict[str, dict],
    points=8,
    hints=(
        "Ask each row of the table of each incident. Which number moved from day 1 to day 2?",
        "Two numbers moved in one incident. What would each cause do to a request of two cards?",
        "Take the measure of your cause and group day 2 by minute: which is the first odd one?",
        "In SQL a division of whole numbers is whole, and a card without a label is a row, too.",
    ),
    why="""A cause is proved by a number that would have come out otherwise, and a repair by the metric
that came back and stays. One of the four was no fault of the model: whoever rolls back first learns that
late.""",
)
def four_incidents(investigate):
    found = investigate()
    sentence = f"You returned {list(found)!s:.80}; the incidents are {', '.join(RECORDED)}."
    yield set(found) == set(RECORDED), sentence, "Which one is missing, or one too many?"
    for name in RECORDED:
        yield from field_cases(name, found[name])
    for name in RECORDED:
        yield from cause_cases(name, found[name])
        yield from query_cases(name, found[name])
        yield from fix_cases(name, found[name])
