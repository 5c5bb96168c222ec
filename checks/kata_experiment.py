"""The kata `experiment`: a plan that is consistent with itself and with its pilot."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from cardshop.evaluation import detectable_over_splits
from cardshop.training import METRICS, Settings, SettingsError, about
from classroom.checks import question

Case = tuple[bool, str, str]
NEVER_CHANGED = ("seed", "validation", "splits", "split_seed", "test_share")
UNITS = ("card", "evolution line", "lot")
STOPS = ("after all splits", "at the first clear lead")
GOES = ("run", "not like this")
PLANNED, TEST_OVER_TRAIN = (5, 10, 20, 30), 1 / 3
MOST, FEWEST_WORDS = 0.1, 8
# Of the metrics, the one whose gain is to fall.
LESS_IS_BETTER = ("log_loss",)
UP = (
    r"rais\w*|rises?|rising|risen|rose|increas\w*|grow\w*|higher|lift\w*|climb\w*|up(?! to)|above|"
    r"greater|larger|exceed\w*|more(?! than)"
)
DOWN = (
    r"lower\w*|falls?|falling|fallen|fell|drop\w*|reduc\w*|decreas\w*|shrink\w*|sinks?|sinking|cuts?|"
    r"cutting|less(?! than)|smaller|below|down(?! to)|declin\w*|diminish\w*"
)
BETTER = r"improv\w*|better|gain\w*|win|wins|beats?|outperform\w*|helps?|benefit\w*"
# A sentence that leaves itself a way out: "raises it, or not", "raises or lowers it".
WAY_OUT = re.compile(
    rf"\bor (?:\w+ )?not\b|\beither way\b|\b(?:{UP})\W+or\W+(?!less\b)(?:\w+\W+)?(?:{DOWN})\b"
    rf"|\b(?:{DOWN})\W+or\W+(?!more\b)(?:\w+\W+)?(?:{UP})\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"(?:\b(?:not|never|no|hardly|cannot)|n['\u2019]t)\W+(?:\w+\W+)?$", re.IGNORECASE
)
TEXTS = ("hypothesis", "metric", "unit", "go", "stop")
FIELDS = (
    "hypothesis", "baseline", "change", "metric", "smallest_that_matters", "unit", "splits",
    "detectable", "go", "stop",
)  # fmt: skip
# Differences of a pilot in spreads around a mean, and the spread in smallest differences that
# matter: these need 5, 10, 20 and 30 splits, then more than there are, and one that never varies.
SHAPE = (-1.0, -0.5, 0.0, 0.5, 1.0)
SPREADS = (0.2, 0.42, 0.52, 0.56, 1.0, 0.0)
MEANS = (0.0, 3.0, -2.0)
FIRST_PILOT = [0.004, -0.002, 0.009, 0.001, 0.003]


def pilot_of(spread: float, mean: float, smallest: float) -> list[float]:
    """Five differences with this standard deviation and mean, both in smallest differences."""
    scale = math.sqrt(sum(one**2 for one in SHAPE) / (len(SHAPE) - 1))
    return [round(smallest * (mean + spread * one / scale), 12) for one in SHAPE]


def expected(pilot: list[float], smallest: float) -> tuple[int, float]:
    """The splits to plan, and what they find."""
    for splits in PLANNED:
        found = detectable_over_splits(pilot, test_over_train=TEST_OVER_TRAIN, n_splits=splits)
        if found.difference <= smallest:
            break
    return splits, found.difference


def field_cases(plan: dict[str, Any]) -> Iterator[Case]:
    """Every field is there and is of its kind."""
    odd = [name for name in FIELDS if name not in plan] or [
        one for one in plan if one not in FIELDS
    ]
    sentence = f"The plan lacks, or has beyond the ten, {', '.join(map(str, odd))}."
    yield not odd, sentence, "Which ten fields does the docstring name?"
    for name in TEXTS:
        sentence = f"{name} is {plan[name]!r:.40}; text is needed."
        yield isinstance(plan[name], str), sentence, "What do you want to say there?"
    for name, words in (("metric", METRICS), ("unit", UNITS), ("go", GOES), ("stop", STOPS)):
        sentence = f"{name} is {plan[name]!r:.40}; it is one of {', '.join(words)}."
        yield plan[name] in words, sentence, "Which of these do you mean?"
    for name in ("smallest_that_matters", "detectable", "splits"):
        sound = isinstance(plan[name], (int, float)) and not isinstance(plan[name], bool)
        yield sound, f"{name} is {plan[name]!r:.40}; a number is needed.", "In which unit?"
    smallest = plan["smallest_that_matters"]
    sentence = f"smallest_that_matters is {smallest}; above 0 and at most {MOST} is asked for."
    yield 0 < smallest <= MOST, sentence, "Which gain would pay for the work of a change?"


def change_cases(plan: dict[str, Any]) -> Iterator[Case]:
    """One thing differs, and both sides can be trained."""
    baseline, change = plan["baseline"], plan["change"]
    for name in ("baseline", "change"):
        sentence = f"{name} is {plan[name]!r:.40}; a dict of settings is needed."
        yield isinstance(plan[name], dict), sentence, "Which keywords would you give to Settings?"
    options = change.get("options", {})
    one = len(change) == 1 and isinstance(options, dict)
    one = one and (len(options) == 1 or "options" not in change)
    sentence = f"change is {change!r:.60}; it changes not one thing."
    yield one, sentence, "If two things change and the score moves, which of them moved it?"
    (name,) = options or change
    known = name in about() or bool(options)
    sentence = f"change is {change!r:.60}; a training has no such setting."
    yield known, sentence, "What does about() of cardshop.training list?"
    sentence = f"change touches {name}, which decides the dice or the test and not the model."
    yield name not in NEVER_CHANGED, sentence, "What would still be equal on both sides?"
    problem = ""
    try:
        old = Settings(**baseline)
        new = Settings(**both(baseline, change))
    except (SettingsError, TypeError) as error:
        problem = str(error)
    yield not problem, f"These settings cannot be trained: {problem}", "Did you try both?"
    differs = old.as_dict() != new.as_dict()
    sentence = f"change is {change!r:.60}, and the baseline has that already, perhaps by default."
    yield differs, sentence, "What does Settings(**baseline).as_dict() say?"
    words = plan["hypothesis"].split()
    sentence = f"hypothesis has {len(words)} words; a sentence of {FEWEST_WORDS} or more is needed."
    yield len(words) >= FEWEST_WORDS, sentence, "What changes, what do you expect of it, and where?"
    for word in (name, plan["metric"]):
        told = word in plan["hypothesis"]
        yield (
            told,
            f"hypothesis does not name {word}.",
            "Could the result contradict your sentence?",
        )
    yield from direction_cases(plan, name)


def direction_cases(plan: dict[str, Any], name: str) -> Iterator[Case]:
    """The hypothesis says that the metric gets better, and leaves itself no way out."""
    text, metric = plan["hypothesis"], plan["metric"]
    escape = WAY_OUT.search(text)
    sentence = (
        f"hypothesis says {escape.group() if escape else ''!r}, so that no result is against it."
    )
    yield escape is None, sentence, "Which result would make you say that you were wrong?"
    better = "falls" if metric in LESS_IS_BETTER else "rises"
    told = direction(text, name, metric)
    sentence = f"hypothesis does not say whether {metric} rises or falls."
    yield told != 0, sentence, "Could the result contradict your sentence?"
    sentence = f"hypothesis reads as if {metric} got worse; a gain is planned for, and for "
    sentence += f"{metric} that means that it {better}."
    nudge = "Do your sentence and smallest_that_matters speak of the same direction?"
    yield told == 1, sentence, nudge


def direction(text: str, name: str, metric: str) -> int:
    """1 where the text says that the metric gets better, -1 for worse, 0 for neither.

    A word of direction beside the changed setting is about that; of others the nearest counts.
    """
    gain, loss = (DOWN, UP) if metric in LESS_IS_BETTER else (UP, DOWN)
    moved, setting = rf"\b(?:{UP}|{DOWN})\b", rf"(?<!\w){re.escape(name)}(?!\w)"
    linked = r"(?:[\s(]+(?:the|a|an|of|value|option|setting|is|are|was|gets|being)){0,3}[\s(]+"
    # "C raises accuracy" is about accuracy, "C raised to 5" and "if C rises, ..." are about C.
    about_it = rf"(?:\w+(?:ed|down|up|lower|higher)\b|(?:{UP}|{DOWN})(?=,|\s+(?:to|from|by)\b))"
    text = re.sub(rf"(?i:{moved}{linked}){setting}", name, text)
    text = re.sub(rf"{setting}(?i:{linked}(?={moved}){about_it})", name, text)
    places = [one.start() for one in re.finditer(re.escape(metric), text)]
    found = []
    for words, sign in ((f"{gain}|{BETTER}", 1), (loss, -1)):
        for one in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE):
            turned = -sign if DENIED.search(text[: one.start()]) else sign
            found.append((min(words_between(text, one.start(), at) for at in places), -turned))
    return -min(found)[1] if found else 0


def words_between(text: str, one: int, other: int) -> int:
    """How many words lie from one place of a text to another; a comma is as far as three."""
    between = text[min(one, other) : max(one, other)]
    return len(between.split()) + 3 * between.count(",")


def both(baseline: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The baseline with the change; one option changed leaves the others as they are."""
    if "options" not in change:
        return baseline | change
    return baseline | {"options": {**baseline.get("options", {}), **change["options"]}}


def rule_cases(plan: dict[str, Any]) -> Iterator[Case]:
    """What is counted, and when it ends."""
    sentence = (
        f"unit is {plan['unit']!r}; cards of one evolution line are alike, and new lines come."
    )
    yield (
        plan["unit"] == "evolution line",
        sentence,
        "What must a test side never share with training?",
    )
    sentence = f"stop is {plan['stop']!r}: who looks often enough sees a lead in any noise."
    yield (
        plan["stop"] == STOPS[0],
        sentence,
        "How often would two equal recipes show a lead on the way?",
    )


def size_cases(plan: dict[str, Any], pilot: list[float], smallest: float) -> Iterator[Case]:
    """Splits, what they find and the decision follow from the pilot."""
    given = f"For the pilot {[round(one, 5) for one in pilot]}"
    same = math.isclose(plan["smallest_that_matters"], smallest)
    sentence = (
        f"{given} smallest_that_matters is {plan['smallest_that_matters']}, for another {smallest}."
    )
    yield same, sentence, "What is worth a change: does that depend on how splits scatter?"
    splits, found = expected(pilot, smallest)
    sentence = f"{given} splits is {plan['splits']}, expected {splits} where {smallest} matters."
    nudge = "Which of 5, 10, 20 and 30 is the first that suffices, and what if none does?"
    yield plan["splits"] == splits, sentence, nudge
    sentence = f"{given} detectable is {plan['detectable']:.5f}, expected {found:.5f} "
    sentence += f"with {splits} splits."
    nudge = "Is it asked of so many splits, with a quarter of the lines in test?"
    yield math.isclose(plan["detectable"], found, rel_tol=1e-6, abs_tol=1e-12), sentence, nudge
    go = GOES[0] if found <= smallest else GOES[1]
    sentence = f"{given} go is {plan['go']!r}, expected {go!r}: {found:.5f} beside {smallest}."
    yield plan["go"] == go, sentence, "Could this comparison find the gain that it is made for?"


@question(
    "experiment",
    title="An experiment, set up before it runs",
    answer="experiment",
    returns=dict,
    points=3,
    hints=(
        "Which of the ten fields depend on the pilot, and which did you decide before it?",
        "What is test_over_train where a quarter of the lines is in test, and what is n_splits?",
    ),
    why="""What is fixed before the result cannot be bent by it. A plan that says 'not like this'
has saved the hours of a comparison that could not have answered. Whether the hypothesis is worth
testing, no machine can say. Score it, 0 to 2 each:

- it states the direction
- it could be false
- the size is in it
""",
)
def plan_of_an_experiment(experiment):
    plan = experiment(FIRST_PILOT)
    yield from field_cases(plan)
    yield from change_cases(plan)
    yield from rule_cases(plan)
    smallest = plan["smallest_that_matters"]
    yield from size_cases(plan, FIRST_PILOT, smallest)
    for at, spread in enumerate(SPREADS):
        pilot = pilot_of(spread, MEANS[at % len(MEANS)], smallest)
        again = experiment(pilot)
        yield from field_cases(again)
        yield from size_cases(again, pilot, smallest)
