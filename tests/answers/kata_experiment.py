"""Right and wrong answers to the kata `experiment`."""

from __future__ import annotations

BASE = """
def experiment(pilot):
    smallest = 0.01
    for splits in (5, 10, 20, 30):
        found = detectable_over_splits(pilot, test_over_train=1 / 3, n_splits=splits).difference
        if found <= smallest:
            break
    return {
        "hypothesis": "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
        "baseline": {"model": "logistic"},
        "change": {"options": {"C": 0.2}},
        "metric": "accuracy",
        "smallest_that_matters": smallest,
        "unit": "evolution line",
        "splits": splits,
        "detectable": found,
        "go": "run" if found <= smallest else "not like this",
        "stop": "after all splits",
    }
"""


def with_(old: str, new: str) -> str:
    """The right answer with one mistake in it."""
    assert old in BASE, old
    return BASE.replace(old, new)


RIGHT = {
    "experiment": {
        "another question, a helper": """
MATTERS, WAYS = 0.02, [5, 10, 20, 30]

def finds(pilot, splits):
    return detectable_over_splits(pilot, test_over_train=1 / 3, n_splits=splits).difference

def experiment(pilot):
    enough = [n for n in WAYS if finds(pilot, n) <= MATTERS]
    splits = enough[0] if enough else WAYS[-1]
    return dict(
        hypothesis="Shallow trees (max_depth 3) lower the log_loss on lines nobody has seen.",
        baseline={"model": "xgboost", "options": {"n_estimators": 60}},
        change={"options": {"max_depth": 3}},
        metric="log_loss",
        smallest_that_matters=MATTERS,
        unit="evolution line",
        splits=splits,
        detectable=finds(pilot, splits),
        go="run" if enough else "not like this",
        stop="after all splits",
    )
""",
        "the formula by hand": """
def experiment(pilot):
    from scipy.optimize import brentq
    from scipy.stats import nct, t
    from statistics import stdev

    def finds(j):
        beyond = t.ppf(0.975, j - 1)
        times = brentq(lambda c: nct.sf(beyond, j - 1, c) - 0.8, 0, 100)
        return times * stdev(pilot) * (1 / j + 1 / 3) ** 0.5

    smallest, found = 0.015, {j: finds(j) for j in (5, 10, 20, 30)}
    splits = min((j for j in found if found[j] <= smallest), default=30)
    return {
        "baseline": {"model": "logistic", "groups": ("raw", "hue")},
        "change": {"groups": ("raw", "hue", "word")},
        "hypothesis": "The word added to groups raises macro_f1 of rare types as well.",
        "metric": "macro_f1",
        "unit": "evolution line",
        "smallest_that_matters": smallest,
        "splits": splits,
        "detectable": found[splits],
        "go": ["not like this", "run"][found[splits] <= smallest],
        "stop": "after all splits",
    }
""",
        "another model": """
def experiment(pilot):
    plan = {"baseline": {"model": "logistic"}, "change": {"model": "forest"}, "metric": "accuracy"}
    plan |= {"unit": "evolution line", "stop": "after all splits", "smallest_that_matters": 0.03}
    plan["hypothesis"] = "A forest as the model gives a higher accuracy than logistic regression."
    plan |= {"go": "not like this"}
    for splits in [30, 20, 10, 5]:
        asked = {"test_over_train": 0.25 / 0.75, "n_splits": splits}
        found = detectable_over_splits(pilot, **asked).difference
        if found <= 0.03 or splits == 30:
            plan |= {"splits": splits, "detectable": found}
            plan["go"] = "run" if found <= 0.03 else plan["go"]
    return plan
""",
        "a lower setting, a higher metric": with_(
            "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
            "If C is reduced to 0.2, accuracy will, on unseen lines, be 0.01 higher or more.",
        ),
        "less of one thing, more of another": with_(
            "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
            "Because less is memorised with C at 0.2, accuracy on unseen lines improves.",
        ),
    }
}
WRONG = {
    "experiment": {
        "two things at once": (
            with_('{"options": {"C": 0.2}}', '{"options": {"C": 0.2, "max_iter": 900}}'),
            "which of them moved it?",
        ),
        "nothing changes": (
            with_('{"options": {"C": 0.2}}', '{"options": {"C": 1.0}}'),
            "the baseline has that already, perhaps by default",
        ),
        "another seed": (with_('{"options": {"C": 0.2}}', '{"seed": 7}'), "decides the dice"),
        "other splits": (with_('{"options": {"C": 0.2}}', '{"test_share": 0.5}'), "or the test"),
        "no such option": (
            with_('{"options": {"C": 0.2}}', '{"options": {"depth": 3}}'),
            "These settings cannot be trained",
        ),
        "cards are the unit": (with_("evolution line", "card"), "are alike, and new lines come"),
        "it ends when it leads": (
            with_("after all splits", "at the first clear lead"),
            "sees a lead in any noise",
        ),
        "what matters is what can be found": (
            with_(
                "smallest = 0.01", "smallest = max(1e-6, min(0.1, 3 * (max(pilot) - min(pilot))))"
            ),
            "does that depend on how splits scatter?",
        ),
        "always five splits": (with_("(5, 10, 20, 30)", "(5,)"), "is the first that suffices"),
        "always thirty": (with_("(5, 10, 20, 30)", "(30,)"), "splits is 30, expected 10"),
        "the pilot's splits": (
            with_("n_splits=splits", "n_splits=len(pilot)"),
            "is the first that suffices",
        ),
        "a fifth in test": (with_("1 / 3", "1 / 4"), "with a quarter of the lines in test?"),
        "it runs anyway": (
            with_('"run" if found <= smallest else "not like this"', '"run"'),
            "Could this comparison find the gain",
        ),
        "the pilot's mean decides": (
            with_('"run" if found <= smallest else', '"run" if sum(pilot) / len(pilot) > 0 else'),
            "Could this comparison find the gain",
        ),
        "a hypothesis that nothing contradicts": (
            with_(
                "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
                "We will see whether it is any better than before.",
            ),
            "hypothesis does not name C",
        ),
        "a hypothesis that cannot fail": (
            with_(
                "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
                "C at 0.2 will certainly do something nice for accuracy, or not.",
            ),
            "hypothesis says 'or not', so that no result is against it. Which result would",
        ),
        "both directions": (
            with_(
                "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
                "With a C of 0.2 the accuracy on unseen lines rises or falls.",
            ),
            "hypothesis says 'rises or falls', so that no result",
        ),
        "something nice": (
            with_(
                "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
                "C at 0.2 will certainly do something nice for accuracy on unseen lines.",
            ),
            "hypothesis does not say whether accuracy rises or falls.",
        ),
        "a loss where the fields speak of a gain": (
            with_(
                "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
                "A lower C lowers accuracy on evolution lines that nobody has seen.",
            ),
            "a gain is planned for, and for accuracy that means that it rises. Do your sentence",
        ),
        "the wrong direction for a loss": (
            with_(
                "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
                "With a C of 0.2 in place of 1 the log_loss on unseen lines raises.",
            ).replace('"metric": "accuracy"', '"metric": "log_loss"'),
            "for log_loss that means that it falls",
        ),
        "a gain denied": (
            with_(
                "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
                "A C of 0.2 in place of 1 does not raise accuracy on unseen lines.",
            ),
            "reads as if accuracy got worse",
        ),
        "a word for a hypothesis": (
            with_(
                "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
                "C improves accuracy",
            ),
            "a sentence of 8 or more",
        ),
        "points of a hundred": (
            with_("smallest = 0.01", "smallest = 1"),
            "at most 0.1 is asked for",
        ),
        "a field is missing": (
            with_('        "stop": "after all splits",\n', ""),
            "lacks, or has beyond the ten, stop",
        ),
    }
}
