"""Right and wrong answers to question 7.1b, which its check is tested with."""

from __future__ import annotations

from reviews import changed, complaints, review, said

ANSWER = "review_training"
FINGERPRINTS, FITTING = "cardshop/training/fingerprints.py", "cardshop/training/fitting.py"
SETTINGS, VALIDATION = "cardshop/training/settings.py", "cardshop/training/validation.py"
ZOO = "cardshop/training/zoo.py"
UNSEEDED = said(
    ZOO, 70, "reproducibility",
    "The draw of a forest is another one in each run. Hand the seed to the model, as before.",
)  # fmt: skip
CHOSEN = said(
    FITTING, 155, "leakage",
    "Who takes the best of six on these lines, and tells its score on them, tells a score of luck.",
)  # fmt: skip
UNORDERED = said(
    VALIDATION, 86, "reproducibility",
    "The order of a set is not kept from one process to the next, so folds are others each time.",
)  # fmt: skip
FORM = said(
    FINGERPRINTS, 73, "validation",
    "This hash is the same for other labels, so it does not say what the run has learned from.",
    severity="should_fix",
)  # fmt: skip
SHORT = said(
    SETTINGS, 75, "reproducibility",
    "Defaults are part of a recipe, and they change. Write down what was used, and not who set it.",
    severity="should_fix",
)  # fmt: skip
ALL = [UNSEEDED, CHOSEN, UNORDERED, FORM, SHORT]
SLOW = said(
    FITTING, 142, "performance",
    "One thread wastes every other core of the machine, so a search takes four times as long.",
)  # fmt: skip
SLOW_TO_IMPORT = said(
    FITTING, 140, "performance",
    "Why is this imported in the function? It should be on top, and all cores should be used.",
)  # fmt: skip
SOUND = [(FITTING, 157), (FINGERPRINTS, 62), (VALIDATION, 14), (FINGERPRINTS, 25), (VALIDATION, 18)]
SEEDED = """
def test_two_forests_of_one_seed_are_equal(change):
    table = change.cards.select("base_hp", "base_speed").to_numpy()
    types = change.cards["card_type"].to_numpy()
    made = [change.classifier("forest", {"n_estimators": 5}, 3).fit(table, types) for _ in range(2)]
    assert np.array_equal(*(one.predict_proba(table) for one in made))
"""
SIZES = """
def test_folds_are_of_one_size(change):
    sizes = [one.test.size for one in change.by_folds(change.cards, 4)]
    assert max(sizes) - min(sizes) < 100
"""
BEST = """
def test_the_best_is_reported_on_other_lines(change):
    assert change.best_of(change.cards, []) is None
"""
RECORDED = """
def test_a_default_is_recorded(change):
    assert "n_estimators" in change.Settings(model="forest").as_dict()["options"]
"""
RIGHT = {
    "7.1b": {
        "four faults, each at the edge": review(ANSWER, [UNSEEDED, CHOSEN, UNORDERED, FORM]),
        "three faults, one of them proved": review(
            ANSWER, [UNSEEDED, CHOSEN, SHORT | {"test": RECORDED}]
        ),
        "all faults and three complaints": review(ANSWER, ALL + complaints(SOUND[:3], "hardcoding")),
        "the network, the report, the docstring": review(
            ANSWER,
            [
                UNSEEDED | {"line": 94},
                CHOSEN | {"line": 148, "category": "validation"},
                UNORDERED | {"line": 76},
                SHORT | {"category": "documentation", "file": "settings.py"},
                said(FITTING, 144, "hardcoding", "The three digits of this rounding could have a "
                     "name, since ties are decided by it.", severity="should_fix"),
            ],
        ),
        "one thread, said to be a matter of taste": review(
            ANSWER,
            [*ALL, SLOW | {"severity": "nit", "comment": "Each fit has its own limit already, so "
                           "this one could go without a loss."}],
        ),
    },
}  # fmt: skip
WRONG = {
    "7.1b": {
        "only the seed": (
            review(ANSWER, [UNSEEDED]),
            "Faults found: 1 of 5. At least 4 are needed, or 3 if a test proves one of them. By which cards is the best",
        ),
        "two faults, both proved": (
            review(ANSWER, [UNSEEDED | {"test": SEEDED}, SHORT | {"test": RECORDED}]),
            "Faults found: 2 of 5, 2 of them with a test that fails on the change. At least 4 are "
            "needed, or 3 if a test proves one of them. By which cards is the best one chosen",
        ),
        "the choice is taken for fair": (
            review(ANSWER, [UNSEEDED, FORM, SHORT]),
            "At least 4 are needed, or 3 if a test proves one of them. By which cards is the best one chosen",
        ),
        "one thread is taken for a mistake": (
            review(
                ANSWER,
                [
                    UNSEEDED,
                    UNORDERED,
                    FORM,
                    SHORT,
                    SLOW,
                    SLOW_TO_IMPORT,
                    *complaints(SOUND[:1], "hardcoding"),
                ],
            ),
            "sound lines accused that look wrong: 2; comments on sound lines: 1. Precision is 0.57, "
            "and 0.6 is asked for. A sound line looks slow or odd to you. What do equal sums",
        ),
        "everything is private": (
            review(ANSWER, changed(ALL, category="privacy")),
            "Faults found: 0 of 5; at a fault, with a category that does not fit it: 5. At least 4 are needed",
        ),
        "everything leaks": (
            review(ANSWER, changed(ALL, category="leakage")),
            "at a fault, with a category that does not fit it: 4. At least 4 are needed",
        ),
        "every place is accused": (
            review(ANSWER, ALL[:3] + complaints(SOUND, "privacy")),
            "comments on sound lines: 5. At least 4 are needed",
        ),
        "words in a row": (
            review(
                ANSWER,
                changed(ALL[:1], comment="seed, random state, forest, network, MLP, luck, draw"),
            ),
            "is a list of words, not a sentence",
        ),
        "everything is a nit": (
            review(ANSWER, changed(ALL, severity="nit")),
            "faults that you call nits: 5.",
        ),
        "a test of the sizes": (
            review(ANSWER, [UNORDERED | {"test": SIZES}, UNSEEDED, FORM]),
            "Your test of line 86 passes on the change and on main alike",
        ),
        "a test of what main does not have": (
            review(ANSWER, [CHOSEN | {"test": BEST}, UNSEEDED, FORM]),
            "Your test of line 155 raises TypeError ('NoneType' object is not callable) on main",
        ),
        "a file that is not in the change": (
            review(ANSWER, [UNSEEDED | {"file": "cardshop/training/halving.py"}]),
            "Comment 1 is on 'cardshop/training/halving.py'. Which of cardshop/training/",
        ),
        "a line before the first": (
            review(ANSWER, [UNSEEDED | {"line": 0}]),
            "is on line 0 of cardshop/training/zoo.py, which the diff does not show",
        ),
        "lines as text": (
            review(ANSWER, [UNSEEDED | {"line": "79"}]),
            "in front of the line in the page? It is a whole number, without quotes.",
        ),
    },
}
