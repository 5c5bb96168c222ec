"""What a right answer to question 7.1a is: the faults of a change of features, found in review."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import polars as pl

from cardshop.dataset import DATA, load_cards
from classroom.checks import question
from classroom.checks.changed import both, tried_on
from classroom.checks.reviewing import Change, Place, Remark, review_cases

PULLS = DATA / "pull_requests"
DIFF = (PULLS / "1_features.diff").read_text("utf-8")
# What the exercise says of a comment: repeating it is no review.
TASK = (PULLS / "1_features.md").read_text("utf-8").split("## Figures")[0]
FEATURES = "cardshop.features"
MODULES = (
    "cardshop.dataset.splits",
    *(f"{FEATURES}.{one}" for one in ("recipes", "catalogue", "refusals", "computing")),
)
RECIPES, CATALOGUE = "cardshop/features/recipes.py", "cardshop/features/catalogue.py"
SPLITS, COMPUTING = "cardshop/dataset/splits.py", "cardshop/features/computing.py"
REFUSALS = "cardshop/features/refusals.py"
TESTS = "tests/cardshop/test_features_of_the_print.py"
FAULTS = (
    Remark(
        (
            Place(RECIPES, "def first_filed(", "return _or_missing(ns, oldest)"),
            Place(CATALOGUE, 'name="first_filed"', "Cards of one species mostly share"),
        ),
        ("leakage", "skew"),
        "Which features are made of the answer itself? Does a card of the test side take part?",
    ),
    Remark(
        (
            Place(RECIPES, "def standing(", 'value.rank("max")'),
            Place(CATALOGUE, 'name="hp_standing"', "hp grows with the years"),
        ),
        ("skew", "leakage", "validation"),
        "What is each new feature of a card that comes alone, as it does at the gate?",
    ),
    Remark(
        (
            Place(CATALOGUE, "# Printed at the bottom", "What the bottom of the card says."),
            Place(CATALOGUE, "*map(_bottom, BOTTOM_ROW)"),
            Place(REFUSALS, "if column not in FIELDS", 'return "text"'),
        ),
        ("leakage", "skew", "validation"),
        "Who fills in each input column, and when? data/README.md says so in its column `known`.",
    ),
    Remark(
        (Place(SPLITS, "# Lines are large and small", "in_test = units.is_in(chosen)"),),
        ("leakage", "validation"),
        "Which cards are near copies of each other, and can they now stand on both sides?",
    ),
    Remark(
        (Place(COMPUTING, "# The file that decides", 'HASHED = ("catalogue.py",)'),),
        ("reproducibility", "skew", "validation", "error_handling"),
        "What did each line that goes protect from? Which change would nobody notice now?",
    ),
)
TEMPTING = Remark(
    (
        Place(RECIPES, "def print_year(", "ns.col(column).dt.year() - 1999"),
        Place(CATALOGUE, 'name="print_year"', "Finer than the era"),
    ),
    ask="A sound line looks suspicious to you. When is that column known, and by whom is it set?",
)
# True, or a matter of taste: for none of them is a merge stopped.
NITS = (
    Remark(
        (Place(RECIPES, "ns.col(column).dt.year() - 1999"),),
        ("hardcoding", "documentation", "validation"),
    ),
    Remark(
        (Place(CATALOGUE, 'name="print_year"', "Cards of one species mostly share"),),
        ("validation", "error_handling", "performance"),
    ),
    Remark(
        (Place(RECIPES, "def first_filed(", 'value.rank("max")'),),
        ("performance", "error_handling", "documentation", "testing"),
    ),
    Remark(
        (
            Place(CATALOGUE, "# Printed at the bottom", "What the bottom of the card says."),
            Place(CATALOGUE, 'name="print_year"', "Cards of one species mostly share"),
        ),
        ("documentation", "hardcoding", "testing"),
    ),
    Remark(
        (Place(SPLITS, "Raises DatasetError on no rows, no or null", "in_test = units"),),
        ("documentation", "testing", "error_handling", "performance", "reproducibility"),
    ),
    Remark((Place(COMPUTING, "# The file that decides", "HASHED ="),), ("documentation",)),
    Remark((Place(REFUSALS, "if column not in FIELDS", 'return "text"'),)),
    Remark((Place(TESTS, '"""Features of the print', 'not set(train["card_id"])'),)),
)


@cache
def versions() -> tuple[SimpleNamespace, SimpleNamespace]:
    """Main and the change, each with the names that a test of a comment may use."""
    cards = load_cards().head(200)
    return tuple(
        SimpleNamespace(
            cards=cards,
            split_by_line=made["cardshop.dataset.splits"].split_by_line,
            features=made[f"{FEATURES}.computing"].features,
            expressions=made[f"{FEATURES}.computing"].expressions,
            code_hash=made[f"{FEATURES}.computing"].code_hash,
            catalogue=made[f"{FEATURES}.catalogue"].catalogue,
        )
        for made in both(DATA.parent, DIFF, MODULES)
    )


def tried(source: str) -> str:
    """What a test does wrong, as a clause; "" where it proves something of this change."""
    return tried_on(source, *versions(), {"pl": pl})


@cache
def change() -> Change:
    """The pull request with everything that may be said of it."""
    return Change(DIFF, FAULTS, TEMPTING, NITS, TASK, tried)


@question(
    "7.1a",
    title="Review: new features",
    answer="review_features",
    returns=list,
    points=4,
    hints=(
        "Take one new feature at a time: from which rows and which columns does its value come?",
        "Which of those columns are empty while a card lies at the gate, and how many cards lie there?",
        (
            "Three files change besides the recipes. What did the lines that go make sure of, and "
            "which mistake would pass unseen without them? Three faults are enough if a test proves "
            "one: which of yours shows in a table?"
        ),
    ),
    why="The score of this change went up, and at the gate, where late columns are empty and a card "
    "comes alone, its model is worse than that of main. A reviewer asks of each line where its values "
    "come from; a test that fails on the change ends the argument. Places, categories and tests were "
    "judged. The words were not read, nor whether a test proves the fault that it stands at.",
)
def faults_of_the_features(review_features):
    yield from review_cases(review_features(), change())
