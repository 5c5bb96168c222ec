"""What a right answer to question 7.1b is: the faults of a change of training, found in review."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np
import polars as pl

from cardshop.dataset import DATA, load_cards
from classroom.checks import question
from classroom.checks.changed import both, tried_on
from classroom.checks.reviewing import Change, Place, Remark, review_cases

PULLS = DATA / "pull_requests"
DIFF = (PULLS / "2_training.diff").read_text("utf-8")
TASK = (PULLS / "2_training.md").read_text("utf-8").split("## Figures")[0]
TRAINING = "cardshop.training"
MODULES = tuple(
    f"{TRAINING}.{one}"
    for one in (
        "zoo", "settings", "preparing", "validation", "fingerprints", "scoring", "fitting",
    )
)  # fmt: skip
FINGERPRINTS, FITTING = "cardshop/training/fingerprints.py", "cardshop/training/fitting.py"
SETTINGS, VALIDATION = "cardshop/training/settings.py", "cardshop/training/validation.py"
ZOO = "cardshop/training/zoo.py"
TESTS = "tests/cardshop/test_training_best_of.py"
FAULTS = (
    Remark(
        (
            Place(ZOO, "def _forest(", "RandomForestClassifier(**told, max_features"),
            Place(ZOO, "def _network(", "return MLPClassifier("),
        ),
        ("reproducibility", "validation"),
        "Which numbers of a training are drawn, and from what? Would two runs draw the same?",
    ),
    Remark(
        (
            Place(FITTING, "def best_of(", "return max(tried"),
            Place(FITTING, "def report(", "on unseen lines, {interval}"),
        ),
        ("leakage", "validation", "documentation"),
        "By which cards is the best one chosen, and on which is it said how good it is?",
    ),
    Remark(
        (
            Place(VALIDATION, "# Names and numbers of lines", "sizes = {(line, counted"),
            Place(VALIDATION, "Each line goes to the smallest fold"),
        ),
        ("reproducibility",),
        "In which order are lines dealt into folds, and what decides it? Where is each parameter used?",
    ),
    Remark(
        (
            Place(FINGERPRINTS, "data=data_hash(cards)"),
            Place(FINGERPRINTS, "def data_hash(", "hashlib.sha256(form.encode())"),
        ),
        ("reproducibility", "validation"),
        "Suppose somebody mends one label. Which recorded value of a run tells the two tables apart?",
    ),
    Remark(
        (Place(SETTINGS, "def as_dict(", "return asdict(self)"),),
        ("reproducibility", "documentation", "validation"),
        "Next year a default is another one. What does a run of today then say it was trained with?",
    ),
)
TEMPTING = Remark(
    (Place(FITTING, "from threadpoolctl import threadpool_limits", "tried = compare("),),
    ask="A sound line looks slow or odd to you. What do equal sums on every machine depend on?",
)
NITS = (
    Remark(
        (Place(FITTING, "def best_of(", "on unseen lines, {interval}"),),
        ("error_handling", "hardcoding", "documentation", "testing"),
    ),
    Remark(
        (
            Place(ZOO, "def _forest(", "RandomForestClassifier(**told, max_features"),
            Place(ZOO, "def _network(", "return MLPClassifier("),
            Place(VALIDATION, "def by_folds(", "sizes = {(line, counted"),
            Place(FINGERPRINTS, "def data_hash(", "hashlib.sha256(form.encode())"),
        ),
        ("documentation", "testing", "performance", "error_handling"),
    ),
    Remark((Place(TESTS, '"""The best of several', "max(sizes) - min(sizes) <= 10"),)),
)


@cache
def versions() -> tuple[SimpleNamespace, SimpleNamespace]:
    """Main and the change, each with the names that a test of a comment may use."""
    cards = load_cards().head(200)
    return tuple(_names(made, cards) for made in both(DATA.parent, DIFF, MODULES))


def _names(made: dict, cards: pl.DataFrame) -> SimpleNamespace:
    modules = {name.rsplit(".", maxsplit=1)[-1]: module for name, module in made.items()}
    # Two calls of git a fingerprint are most of a verdict's time, and nothing that is under test.
    modules["fingerprints"].git_commit = lambda: "none"
    return SimpleNamespace(
        cards=cards,
        Settings=modules["settings"].Settings,
        classifier=modules["zoo"].classifier,
        pipeline=modules["preparing"].pipeline,
        by_folds=modules["validation"].by_folds,
        fingerprints_of=modules["fingerprints"].fingerprints_of,
        train=modules["fitting"].train,
        compare=modules["fitting"].compare,
        # The change alone has it.
        best_of=getattr(modules["fitting"], "best_of", None),
    )


def tried(source: str) -> str:
    """What a test does wrong, as a clause; "" where it proves something of this change."""
    return tried_on(source, *versions(), {"pl": pl, "np": np})


@cache
def change() -> Change:
    """The pull request with everything that may be said of it."""
    return Change(DIFF, FAULTS, TEMPTING, NITS, TASK, tried)


@question(
    "7.1b",
    title="Review: a training run",
    answer="review_training",
    returns=list,
    points=4,
    hints=(
        "Somebody asks in a year for the same model. What do they need, and which of it is still kept?",
        "Whatever is drawn, ordered or hashed: what decides the outcome, before and after?",
        (
            "A score is reported for the best of six. Who would have won if all six were equally "
            "good, and what would the report say of it? Three faults are enough if a test proves one: which of "
            "yours shows with a few cards and two seeds?"
        ),
    ),
    why="Nothing in this change crashes, and no test of it fails; it makes runs that nobody can repeat "
    "and a score that chose itself. Such faults are found by asking what a line makes sure of. "
    "Places, categories and tests were judged; the words were not read.",
)
def faults_of_the_training(review_training):
    yield from review_cases(review_training(), change())
