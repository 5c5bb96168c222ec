"""Right and wrong answers to question 7.1a, which its check is tested with."""

from __future__ import annotations

from reviews import changed, complaints, review, said

ANSWER = "review_features"
RECIPES, CATALOGUE = "cardshop/features/recipes.py", "cardshop/features/catalogue.py"
SPLITS, COMPUTING = "cardshop/dataset/splits.py", "cardshop/features/computing.py"
REFUSALS = "cardshop/features/refusals.py"
OWN_ANSWER = said(
    RECIPES, 32, "leakage",
    "This hands a card its own type, since it may be the oldest of its species. Take it out.",
)  # fmt: skip
RANK = said(
    RECIPES, 38, "validation",
    "A rank needs the other cards, and at the gate there is one card alone. Use a fixed scale.",
)  # fmt: skip
LATE = said(
    CATALOGUE, 98, "leakage",
    "Both columns are written three days after a card was typed. They cannot be inputs.",
)  # fmt: skip
RELATIVES = said(
    SPLITS, 33, "leakage",
    "Cards of one line are now in training and in test, so the score is too good. Go back.",
)  # fmt: skip
UNHASHED = said(
    COMPUTING, 15, "reproducibility",
    "A model would be loaded with features that are computed in another way. Hash recipes again.",
    severity="should_fix",
)  # fmt: skip
ALL = [OWN_ANSWER, RANK, LATE, RELATIVES, UNHASHED]
YEAR = said(
    RECIPES, 49, "leakage",
    "The year of a release lies in the future of older cards, so the model sees too much.",
)  # fmt: skip
YEAR_AGAIN = said(
    CATALOGUE, 152, "leakage",
    "A release date is not known when the card is typed, so this must not be an input.",
)  # fmt: skip
SOUND = [(CATALOGUE, 90), (RECIPES, 30), (CATALOGUE, 176), (RECIPES, 31), (CATALOGUE, 91)]
RELABELLED = """
def test_labels_do_not_matter(change):
    other = change.cards.with_columns(card_type=pl.lit("Fire"))
    assert change.features(other).equals(change.features(change.cards))
"""
ROWS = """
def test_no_row_is_lost(change):
    train, test = change.split_by_line(change.cards, 0)
    assert train.height + test.height == change.cards.height
"""
FIRST = """
def test_the_year_is_there(change):
    assert "print_year" in change.features(change.cards).columns
"""
RAISING = """
def test_the_gate_has_no_types(change):
    change.features(change.cards.drop("card_type"))
"""
ALONE = """
def test_a_card_has_no_neighbours(change):
    last = change.features(change.cards).tail(1)
    assert change.features(change.cards.tail(1)).equals(last)
"""
APART = """
def test_a_line_is_on_one_side(change):
    train, test = change.split_by_line(change.cards, 3)
    assert test.join(train, on="line_id", how="semi").is_empty()
"""
RIGHT = {
    "7.1a": {
        "four faults, each at the edge": review(ANSWER, [OWN_ANSWER, RANK, RELATIVES, UNHASHED]),
        "three faults, one of them proved": review(
            ANSWER, [OWN_ANSWER | {"test": RELABELLED}, LATE, UNHASHED]
        ),
        "three faults, each proved": review(
            ANSWER,
            [
                OWN_ANSWER | {"test": RELABELLED},
                RANK | {"test": ALONE},
                RELATIVES | {"test": APART, "severity": "should_fix"},
            ],
        ),
        "all faults and three complaints": review(
            ANSWER, ALL + complaints(SOUND[:3], "performance")
        ),
        "short names of files, another order, nits besides": review(
            ANSWER,
            [
                said("recipes.py", 49, "hardcoding", "Give 1999 a name of its own, please, as a "
                     "reader has to guess what it stands for.", severity="nit"),
                *[one | {"file": one["file"].rsplit("/", maxsplit=1)[-1]} for one in ALL[::-1]],
                said("test_features_of_the_print.py", 17, "testing", "This name does not say what "
                     "is claimed, and every value is tested in one batch.", severity="should_fix"),
            ],
        ),
        "a test that proves nothing, and enough without it": review(
            ANSWER, [OWN_ANSWER | {"test": FIRST}, LATE, RELATIVES, UNHASHED]
        ),
        "the same faults under other names": review(
            ANSWER,
            [
                OWN_ANSWER | {"category": "skew", "line": 167, "file": CATALOGUE},
                RANK | {"category": "leakage", "line": 42, "file": RECIPES},
                RELATIVES | {"category": "validation", "line": 24},
                said(REFUSALS, 117, "validation", "The list of refusals is there to stop such a "
                     "column. This lets weakness pass without a word. Take both columns out."),
            ],
        ),
        "two comments on one fault": review(
            ANSWER, [*ALL[:4], OWN_ANSWER | {"line": 37, "comment": "Nobody has filed the card yet "
                                             "when it lies there, so this is missing or the answer."}]
        ),
    },
}  # fmt: skip
WRONG = {
    "7.1a": {
        "only what everybody sees": (
            review(ANSWER, [OWN_ANSWER]),
            "Faults found: 1 of 5. At least 4 are needed, or 3 if a test proves one of them. What is each new feature",
        ),
        "three found and none proved": (
            review(ANSWER, [OWN_ANSWER, RANK, LATE]),
            "At least 4 are needed, or 3 if a test proves one of them. Which cards are near copies of each other",
        ),
        "two faults, both proved": (
            review(ANSWER, [OWN_ANSWER | {"test": RELABELLED}, RELATIVES | {"test": APART}]),
            "Faults found: 2 of 5, 2 of them with a test that fails on the change. At least 4 are "
            "needed, or 3 if a test proves one of them. What is each new feature",
        ),
        "the right lines under wrong names": (
            review(ANSWER, changed(ALL, category="performance")),
            "at a fault, with a category that does not fit it: ",
        ),
        "a date is taken for the future": (
            review(
                ANSWER,
                [
                    OWN_ANSWER | {"test": RELABELLED},
                    LATE,
                    UNHASHED,
                    YEAR,
                    YEAR_AGAIN,
                    *complaints(SOUND[:1], "performance"),
                ],
            ),
            "sound lines accused that look wrong: 2; comments on sound lines: 1. Precision is 0.50, "
            "and 0.6 is asked for. A sound line looks suspicious to you.",
        ),
        "every place is accused": (
            review(ANSWER, ALL + complaints(SOUND, "performance")),
            "comments on sound lines: 5. Precision is 0.50, and 0.6 is asked for. Which input would make",
        ),
        "more than anybody reads": (
            review(ANSWER, ALL * 3),
            "The review has 15 comments; 1 to 12 are read.",
        ),
        "a word for a review": (
            review(ANSWER, changed(ALL, comment="Leakage, bad.")),
            "Comment 1 on line 32 has 2 words; 8 to 90 are asked for.",
        ),
        "the words of the author": (
            review(
                ANSWER,
                [
                    OWN_ANSWER
                    | {
                        "comment": "As you say, how we filed the oldest card of the species "
                        "completes the picture."
                    }
                ],
            ),
            "repeats the words of the task",
        ),
        "one comment for all": (
            review(ANSWER, changed(ALL, comment=OWN_ANSWER["comment"])),
            "Two comments say the same words: 'This hands a card its own type",
        ),
        "everything is a matter of taste": (
            review(ANSWER, changed(ALL, severity="nit")),
            "faults that you call nits: 5. At least 4 are needed, or 3 if a test proves one of them. Would you merge it",
        ),
        "lines are counted in the diff": (
            review(ANSWER, [OWN_ANSWER | {"line": 121}]),
            "is on line 121 of cardshop/features/recipes.py, which the diff does not show",
        ),
        "a category of its own": (
            review(ANSWER, [OWN_ANSWER | {"category": "target leakage"}]),
            "has the category 'target leakage'. Which of leakage, skew, reproducibility",
        ),
        "a test that the change passes, too": (
            review(ANSWER, [OWN_ANSWER | {"test": ROWS}, LATE, UNHASHED]),
            "Your test of line 32 passes on the change and on main alike, so it tells nothing",
        ),
        "a test of what is new": (
            review(ANSWER, [OWN_ANSWER | {"test": FIRST}, LATE, UNHASHED]),
            "Your test of line 32 fails on main, where it should pass.",
        ),
        "a test that crashes": (
            review(ANSWER, [OWN_ANSWER | {"test": RAISING}, LATE, UNHASHED]),
            "Your test of line 32 raises FeatureError (the cards have no column 'card_type'",
        ),
        "a test without a function": (
            review(ANSWER, [OWN_ANSWER | {"test": "assert True"}, LATE, UNHASHED]),
            "has 0 functions whose names begin with test_; one is needed.",
        ),
        "a comment lacks its severity": (
            review(ANSWER, [{key: OWN_ANSWER[key] for key in ("file", "line", "comment")}]),
            "file, line, category, severity, comment are needed, and test may be.",
        ),
    },
}
