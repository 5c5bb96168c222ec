"""What a right choice of a model is (3.2a): rules in order, on tables with every reason."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from functools import cache
from numbers import Real
from statistics import fmean
from typing import Any

import numpy as np
import polars as pl

from cardshop.evaluation import over_splits
from classroom.checks import question
from classroom.checks.shape import described

Case = tuple[bool, str, str]
Models = dict[str, tuple[list[float], list[float], float | list[float], float]]
BUDGET_MS, TEST_OVER_TRAIN = 20.0, 1 / 3
FIELDS = ("model", "reason_code", "difference", "interval")
REASONS = ("no_candidate", "too_slow", "loses_dollars", "no_rival", "tie", "clear")
NO_ROWS, ALL_EQUAL = "no rows", "equal in everything"
LEVEL_TOP = "equally accurate, and one too slow"
TREES = ("oak", "yew", "fir", "elm", "ash")
# The orders of the rows in which a table is judged. Here the first row is of each other model than
# the one asked for, and an order that a group_by made by luck is not lucky in all.
ORDERS = {ALL_EQUAL: (0, 1), LEVEL_TOP: (0, 2)}
LEVEL = [0.5, 0.5, 0.5, 0.5]
# Per model: accuracies, dollars a card, milliseconds, dollars a month. Each table has one point.
TABLES: dict[str, Models] = {
    "one is better on every split": {
        "oak": ([0.82, 0.81, 0.83, 0.81], [0.090, 0.096, 0.088, 0.093], 6.0, 40.0),
        "elm": ([0.86, 0.84, 0.86, 0.85], [0.071, 0.075, 0.070, 0.074], 9.0, 60.0),
        "fir": ([0.79, 0.80, 0.80, 0.80], [0.085, 0.090, 0.084, 0.089], 9.0, 10.0),
    },
    "a lead that the corrected interval takes back": {
        "oak": ([0.83, 0.80, 0.84, 0.81], [0.080, 0.084, 0.077, 0.083], 6.0, 40.0),
        "elm": ([0.84, 0.82, 0.83, 0.83], [0.078, 0.080, 0.076, 0.078], 7.0, 90.0),
    },
    "the same, and the cheap one is the more accurate": {
        "oak": ([0.84, 0.83, 0.84, 0.83], [0.080, 0.084, 0.077, 0.083], 6.0, 40.0),
        "elm": ([0.84, 0.82, 0.83, 0.83], [0.078, 0.080, 0.076, 0.078], 7.0, 90.0),
        "fir": ([0.70, 0.71, 0.70, 0.71], [0.120, 0.122, 0.119, 0.123], 5.0, 10.0),
    },
    "too slow on one split": {
        "ash": ([0.88, 0.87, 0.89, 0.86], [0.060, 0.063, 0.058, 0.066], [15.0, 14.0, 20.1, 15.0], 8.0),
        "elm": ([0.85, 0.84, 0.85, 0.83], [0.072, 0.075, 0.071, 0.077], 9.0, 60.0),
        "oak": ([0.80, 0.80, 0.81, 0.80], [0.090, 0.095, 0.089, 0.094], 9.0, 20.0),
    },
    "one candidate, and a better one too slow": {
        "ash": ([0.88, 0.87, 0.89], [0.060, 0.063, 0.058], 43.0, 80.0),
        "oak": ([0.82, 0.81, 0.83], [0.074, 0.077, 0.070], 6.0, 40.0),
    },
    "as slow as is allowed": {
        "ash": ([0.88, 0.87], [0.060, 0.063], 20.0, 80.0),
        "oak": ([0.82, 0.81], [0.074, 0.0772], 6.0, 40.0),
    },
    "accurate where it does not pay": {
        "oak": ([0.82, 0.81, 0.83, 0.81], [0.074, 0.077, 0.072, 0.077], 6.0, 40.0),
        "elm": ([0.84, 0.83, 0.85, 0.83], [0.088, 0.091, 0.087, 0.090], 7.0, 30.0),
    },
    "accurate where it does not pay, and two others tie": {
        "oak": ([0.82, 0.81, 0.83, 0.81], [0.072, 0.078, 0.071, 0.077], 6.0, 40.0),
        "fir": ([0.80, 0.81, 0.80, 0.81], [0.073, 0.076, 0.072, 0.078], 6.0, 40.0),
        "elm": ([0.84, 0.83, 0.85, 0.83], [0.088, 0.091, 0.087, 0.090], 7.0, 10.0),
    },
    "one candidate, the rest slow and worse": {
        "oak": ([0.85, 0.84, 0.85], [0.072, 0.075, 0.071], 9.0, 60.0),
        "ash": ([0.80, 0.80, 0.81], [0.060, 0.065, 0.059], 25.0, 20.0),
    },
    "all too slow": {
        "oak": ([0.85, 0.84], [0.072, 0.075], 21.0, 60.0),
        "ash": ([0.80, 0.80], [0.060, 0.065], 25.0, 20.0),
    },
    ALL_EQUAL: {name: (LEVEL, [0.125, 0.25, 0.125, 0.25], 6.0, 40.0) for name in TREES},
    LEVEL_TOP: {
        "oak": (LEVEL, [0.074, 0.077, 0.072, 0.077], 26.0, 40.0),
        "elm": (LEVEL, [0.078, 0.081, 0.076, 0.081], 6.0, 40.0),
        "fir": (LEVEL, [0.084, 0.087, 0.082, 0.087], 6.0, 20.0),
    },
    "one bad split": {
        "oak": ([0.90, 0.90, 0.90, 0.50], [0.050, 0.050, 0.050, 0.160], 6.0, 40.0),
        "elm": ([0.84, 0.84, 0.84, 0.84], [0.070, 0.071, 0.070, 0.071], 9.0, 10.0),
        "fir": ([0.82, 0.83, 0.82, 0.83], [0.076, 0.077, 0.077, 0.077], 6.0, 5.0),
    },
    NO_ROWS: {},
}  # fmt: skip
SCHEMA = {
    "model": pl.String, "split": pl.Int64, "accuracy": pl.Float64, "usd_per_card": pl.Float64,
    "latency_ms": pl.Float64, "run_usd_month": pl.Float64,
}  # fmt: skip
NUDGES = {
    "reason_code": "Which of the reasons, read in their order, is the first that holds here?",
    "difference": "Which model is the rival here, and whose dollars are taken from whose?",
    "interval": "Are the differences taken split by split, and is the interval the corrected one?",
}
MODEL_NUDGES = {
    "no_candidate": "What does an empty list of candidates leave to choose from?",
    "too_slow": "Which models keep to the budget on every split, its end included?",
    "tie": "Which candidates can the data not tell from the leader, and what does rule 4 say of them?",
}


@cache
def table_of(name: str, order: int) -> pl.DataFrame:
    """The table of results, its rows in one of many mixed orders."""
    models = TABLES[name]
    rows = [
        (name, split, accuracy, usd, ms[split] if isinstance(ms, list) else ms, run_usd)
        for name, (accuracies, dollars, ms, run_usd) in models.items()
        for split, (accuracy, usd) in enumerate(zip(accuracies, dollars, strict=True))
    ]
    random.Random(order).shuffle(rows)
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@cache
def expected(table: str) -> dict[str, Any]:
    """What the rules give on one of the tables."""
    models = TABLES[table]
    accuracy = {name: fmean(one[0]) for name, one in models.items()}
    dollars = {name: fmean(one[1]) for name, one in models.items()}
    fast = sorted(name for name, one in models.items() if _slowest(one) <= BUDGET_MS)
    if not fast:
        return dict.fromkeys(FIELDS) | {"reason_code": "no_candidate"}
    top = min(sorted(models), key=lambda name: -accuracy[name])
    leader = min(fast, key=dollars.__getitem__)
    tied = [name for name in fast if name == leader or _apart(models, name, leader)[1][0] <= 0]
    model = min(tied, key=lambda name: models[name][3])
    reason = "tie" if len(tied) > 1 else "clear"
    reason = "no_rival" if len(fast) == 1 else reason
    reason = "loses_dollars" if top not in tied else reason
    reason = "too_slow" if top not in fast else reason
    found: dict[str, Any] = {"model": model, "reason_code": reason}
    if reason == "no_rival":
        return found | {"difference": None, "interval": None}
    others = [name for name in fast if name != model]
    rival = top if top != model else min(others, key=dollars.__getitem__)
    difference, interval = _apart(models, rival, model)
    return found | {"difference": difference, "interval": interval}


def _slowest(one: tuple) -> float:
    return max(one[2]) if isinstance(one[2], list) else one[2]


def _apart(models: Models, theirs: str, ours: str) -> tuple[float, list[float]]:
    pairs = zip(models[theirs][1], models[ours][1], strict=True)
    found = over_splits([a - b for a, b in pairs], test_over_train=TEST_OVER_TRAIN).corrected
    return found.estimate, [found.low, found.high]


def choice_cases(got: dict[str, Any], table: str, about: str) -> Iterator[Case]:
    """The four fields on one table."""
    want = expected(table)
    missing = [name for name in FIELDS if name not in got]
    sentence = f"{about} decide gave no {', '.join(missing)}."
    yield not missing, sentence, "Which four keys does the docstring name?"
    for name in ("model", "reason_code"):
        sentence = f"{about} {name} is {got[name]!r:.40}, expected {want[name]!r}."
        nudge = NUDGES.get(name) or MODEL_NUDGES.get(want["reason_code"])
        nudge = nudge or "Which candidate has the least mean dollars, and which are tied with it?"
        # NumPy's texts are texts.
        yield isinstance(got[name], type(want[name])) and got[name] == want[name], sentence, nudge
    sentence = (
        f"{about} difference is {_said(got['difference'])}, expected {_said(want['difference'])}."
    )
    yield _same(got["difference"], want["difference"]), sentence, NUDGES["difference"]
    sentence = f"{about} interval is {_said(got['interval'])}, expected {_said(want['interval'])}."
    yield _same_ends(got["interval"], want["interval"]), sentence, NUDGES["interval"]


def _same(got: Any, want: float | None) -> bool:
    if want is None or isinstance(got, bool) or not isinstance(got, Real):
        return got is None and want is None
    return math.isclose(got, want, rel_tol=1e-6, abs_tol=1e-9)


def _same_ends(got: Any, want: list[float] | None) -> bool:
    got = got.tolist() if isinstance(got, np.ndarray) else got
    if want is None or not isinstance(got, (list, tuple)):
        return got is None and want is None
    return len(got) == 2 and all(map(_same, got, want))


def _said(value: Any) -> str:
    value = value.tolist() if isinstance(value, np.ndarray) else value
    if isinstance(value, (list, tuple)) and value and all(isinstance(one, float) for one in value):
        return f"[{', '.join(f'{one:+.4f}' for one in value)}]"
    return f"{value:+.4f}" if isinstance(value, float) else described(value)


def in_words(models: Models) -> str:
    """The table as a learner needs it beside a sentence: a line of means for each model."""
    lines = [
        f"{name} (accuracy {fmean(acc):.3f}, ${fmean(usd):.4f}, {_slowest(models[name]):g} ms, ${run:g} a month)"
        for name, (acc, usd, _, run) in models.items()
    ]
    return f"With {', '.join(lines)} on {len(next(iter(models.values()))[0])} splits:"


@question(
    "3.2a",
    title="Which model, and why",
    answer="decide",
    returns=dict,
    points=4,
    hints=(
        "Which numbers do rules 1, 2 and 4 need of each model? Make that table first, a row a model.",
        "Rule 3 pairs two columns by their split. In which order do the rows of a table come?",
        "Which field does the sentence name, and what does its rule give for that table on paper?",
    ),
    why="The four numbers of a table answer four questions, and the order of the rules is the shop's "
    "decision, taken before the results were there. Afterwards every model has a rule that it wins by.",
)
def chosen_models(decide):
    for name, models in TABLES.items():
        about = f"{in_words(models)} ({name})" if models else "Of a table without rows,"
        for order in ORDERS.get(name, (8,)):
            yield from choice_cases(decide(table_of(name, order)), name, about)
