"""What right answers to credit-3 are: a metric fit for imbalance, paired differences, a choice."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.evaluation import over_splits, ratio_of_folds
from classroom.checks import question
from classroom.checks.shape import described

Case = tuple[bool, str, str]
FIELDS = ("metric", "constant_accuracy", "scores", "differences", "choice")
METRICS = ("average_precision", "roc_auc")
FIXED = "constant"
SIGNS = ("estimate", "low end", "high end")
ROWS, SHARE = 600, 0.12
TEMPLATE = "Which five does the docstring name?"


class Plan(NamedTuple):
    """How many folds, and of each model how far its risks follow the outcome, and a fold's luck."""

    folds: int
    models: dict[str, tuple[float, float]]


# In each of them both metrics come to the same choice.
PLANS = {
    "three models that cannot be told apart": Plan(
        6, {"linear": (1.2, 0.3), "trees": (1.0, 0.3), "network": (1.5, 0.5)}
    ),
    "two models that are better, the dearest most of all": Plan(
        5, {"table": (0.2, 0.05), "trees": (1.1, 0.05), "network": (2.2, 0.05)}
    ),
    "two models that are better, the dearest less so": Plan(
        5, {"rule": (0.1, 0.05), "linear": (2.3, 0.9), "trees": (1.6, 0.02)}
    ),
    "the cheapest is the best": Plan(3, {"trees": (1.8, 0.05), "linear": (0.6, 0.05)}),
    "two models that are no better, one of them clearly worse": Plan(
        6, {"linear": (4.0, 0.05), "trees": (3.0, 0.05), "network": (0.6, 0.05)}
    ),
}


@cache
def tables() -> dict[str, pl.DataFrame]:
    """Made-up risks by what they show."""
    return {about: made(plan, seed) for seed, (about, plan) in enumerate(PLANS.items())}


def made(plan: Plan, seed: int) -> pl.DataFrame:
    """Risks that follow the outcome as a plan says; the rows of a fold do not lie together."""
    draws = np.random.default_rng(seed)
    fold = draws.integers(plan.folds, size=ROWS)
    # Folds of unequal size: the mean over folds is not that over rows.
    fold = np.where((fold == 0) & (draws.random(ROWS) < 0.4), 1, fold)
    defaulted = draws.random(ROWS) < SHARE
    columns = {FIXED: np.full(ROWS, SHARE)}
    for name, (strength, luck) in plan.models.items():
        strengths = strength + luck * draws.standard_normal(plan.folds)
        score = strengths[fold] * defaulted + draws.standard_normal(ROWS) - 3
        columns[name] = np.round(1 / (1 + np.exp(-score)), 3)
    ids = [f"CR{at:06}" for at in range(ROWS)]
    return pl.DataFrame({"loan_id": ids, "fold": fold, "defaulted": defaulted, **columns})


def measure(metric: str) -> Callable[[Any, Any], float]:
    """The metric of a name."""
    from sklearn import metrics

    named = {
        "average_precision": metrics.average_precision_score,
        "roc_auc": metrics.roc_auc_score,
    }
    return named[metric]


@cache
def expected(about: str, metric: str) -> dict[str, Any]:
    """What the docstring gives."""
    return of_table(tables()[about], metric)


def of_table(scored: pl.DataFrame, metric: str) -> dict[str, Any]:
    """What the docstring gives for a table."""
    models = scored.columns[3:]
    _, cheapest, *others = models
    folds = scored.partition_by("fold", maintain_order=True)
    value = measure(metric)
    found = {
        name: np.array([value(one["defaulted"], one[name]) for one in folds]) for name in models
    }
    ratio = ratio_of_folds(len(folds))
    differences = {
        name: [*over_splits(found[name] - found[cheapest], test_over_train=ratio).corrected[:3]]
        for name in others
    }
    better = [name for name in others if differences[name][1] > 0]
    return {
        "constant_accuracy": 1 - float(scored["defaulted"].mean() or 0),
        "scores": {name: float(one.mean()) for name, one in found.items()},
        "differences": differences,
        "choice": max(better, key=lambda one: differences[one][0], default=cheapest),
    }


def is_number(value: Any) -> bool:
    """Whether a value is a number, and no yes or no."""
    return isinstance(value, (Real, np.number)) and not isinstance(value, (bool, np.bool_))


def same(got: float, want: float) -> bool:
    """Whether two numbers are equal but for the order of their sums."""
    return bool(math.isclose(got, want, rel_tol=1e-6, abs_tol=1e-9))


def form_cases(said: dict[str, Any], models: list[str]) -> Iterator[Case]:
    """Five fields, each of its kind."""
    missing = [name for name in FIELDS if name not in said]
    yield not missing, f"compare gave no {', '.join(missing)}.", TEMPLATE
    metric = said["metric"]
    sentence = f"metric is {metric!r:.40}; it is {' or '.join(METRICS)}."
    nudge = "What does 'nobody defaults' get in yours, and what is it worth?"
    yield isinstance(metric, str) and metric in METRICS, sentence, nudge
    sound = is_number(said["constant_accuracy"])
    sentence = f"constant_accuracy is {described(said['constant_accuracy'])}; a number is needed."
    yield sound, sentence, "Of how many is it right?"
    for field, names in (("scores", models), ("differences", models[2:])):
        listed = sorted(said[field]) if isinstance(said[field], dict) else []
        sentence = f"{field} is of {', '.join(map(str, listed)) or 'nothing'}; of "
        sentence += f"{', '.join(names)} it is needed."
        yield (
            listed == sorted(names),
            sentence,
            "Which columns are models, and which is compared to?",
        )
    for name, value in said["scores"].items():
        sentence = f"The score of {name} is {described(value)}; a number is needed."
        yield is_number(value), sentence, TEMPLATE
    for name, value in said["differences"].items():
        three = isinstance(value, (list, tuple)) and len(value) == 3
        sound = three and all(map(is_number, value))
        sentence = (
            f"The difference of {name} is {described(value)}; [estimate, low, high] is needed."
        )
        yield sound, sentence, "How far could it be off?"


def number_cases(said: dict[str, Any], about: str) -> Iterator[Case]:
    """Every number, and the choice, for a table."""
    metric, want = said["metric"], expected(about, said["metric"])
    got = said["constant_accuracy"]
    sentence = f"For {about} constant_accuracy is {got:.4f}, expected "
    sentence += f"{want['constant_accuracy']:.4f}."
    yield same(got, want["constant_accuracy"]), sentence, "Whom does 'nobody defaults' get right?"
    for name, number in want["scores"].items():
        got = said["scores"][name]
        sentence = f"For {about} {metric} of {name} is {got:.4f}, expected {number:.4f}."
        nudge = "Is it the mean over folds, each fold measured alone and as heavy as the others?"
        yield same(got, number), sentence, nudge
    for name, numbers in want["differences"].items():
        for sign, got, number in zip(SIGNS, said["differences"][name], numbers, strict=True):
            sentence = f"For {about} the {sign} of the difference of {name} is {got:.4f}, "
            sentence += f"expected {number:.4f}."
            nudge = (
                "Is it less the cheapest, fold by fold, and do folds share what they learned from?"
            )
            yield same(got, number), sentence, nudge
    estimate = {
        name: "({:+.3f}, {:+.3f})".format(*one[1:]) for name, one in want["differences"].items()
    }
    told = ", ".join(f"{name} {one}" for name, one in estimate.items())
    sentence = f"For {about} choice is {said['choice']!r:.40}; the intervals are {told}."
    nudge = "Which of them is shown to be better than the cheapest, and if none is, who pays?"
    yield said["choice"] == want["choice"], sentence, nudge


@question(
    "credit-3",
    title="Which of them, if any",
    answer="compare",
    returns=dict,
    points=3,
    hints=(
        "Measure each model in each fold first: a table of folds by models. What is subtracted?",
        "`over_splits` takes one difference a fold. What is test_over_train of so many folds?",
        "Which intervals lie above 0? If none does, which model would you rather pay for?",
    ),
    why="""On these applications no forest and no boosting that was tried here was shown to be
better than logistic regression. That is a finding, and it has a price: who names a winner all the
same buys the dearer model for its luck.""",
)
def which_of_them(compare):
    for about, scored in tables().items():
        said = compare(scored)
        yield from form_cases(said, scored.columns[3:])
        yield from number_cases(said, about)
