"""What right decisions are (4.3b): for each card the one with the least expected cost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from cardshop.evaluation import DESK_USD, misfile_costs
from cardshop.training import scored_cards
from classroom.checks import question
from classroom.checks.shape import described
from classroom.checks.structure import modules_used

Case = tuple[bool, str, str]
READY_MADE = "cardshop.evaluation"
INFINITE = float("inf")
REVIEW = -1
NEAR_USD = 1e-9
FLAT = np.array([[0.0, 0.6, 0.6], [0.6, 0.0, 0.6], [0.6, 0.6, 0.0]])
# True type 0 filed as 1 costs 3; anything filed as 0 costs 1.5.
DEAR = np.array([[0.0, 3.0, 0.6], [1.5, 0.0, 0.6], [1.5, 0.6, 0.0]])
HANDLING = np.array([[0.1, 0.6, 0.6], [0.6, 0.3, 0.6], [0.6, 0.6, 0.1]])
SHARES = [
    [0.9, 0.05, 0.05], [0.05, 0.9, 0.05], [0.05, 0.05, 0.9], [0.8, 0.1, 0.1], [0.1, 0.8, 0.1],
    [0.1, 0.1, 0.8], [0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.2, 0.7, 0.1], [0.02, 0.9, 0.08],
    [0.0, 0.85, 0.15], [0.15, 0.45, 0.4], [0.46, 0.1, 0.44], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0],
]  # fmt: skip


class Setting(NamedTuple):
    """Cards and what the shop pays."""

    about: str
    p: np.ndarray
    review_usd: float
    cost_usd: np.ndarray
    nudge: str


@cache
def settings() -> list[Setting]:
    """One point each, and the cards of the test lines."""
    p = np.array(SHARES)
    scored = scored_cards("test")
    types = sorted(name.removeprefix("p_") for name in scored.columns if name.startswith("p_"))
    real = scored.select(f"p_{name}" for name in types).to_numpy()
    return [
        Setting("Every misfile costs the same", p, 0.15, FLAT,
                "What would each type cost on average, and what does review cost?"),
        Setting("One pair is dear", p, 0.15, DEAR,
                "Over what do you sum: the types that it may be, or those it may be filed as?"),
        Setting("One pair is dear, and review too", p, 1.0, DEAR,
                "Is the likeliest type the one that is expected to cost least?"),
        Setting("Right cards cost something", p, 0.32, HANDLING,
                "What does the diagonal of cost_usd add?"),
        Setting("Nobody can review", p, INFINITE, DEAR, "Which of the types is then the least bad?"),
        Setting("Review is free", p, 0.0, HANDLING, "What is cheaper than free?"),
        Setting("The test lines", real, DESK_USD, misfile_costs(types),
                "Is it the expected cost of this card, or one threshold for all?"),
    ]  # fmt: skip


def listed(got: Any) -> Any:
    """What an array holds as a list, all else as it is."""
    return got.tolist() if isinstance(got, np.ndarray) else got


def kind_cases(got: Any) -> Iterator[Case]:
    """A list of whole numbers, where a number of NumPy's is one, too."""
    whole = (int, np.integer)
    sound = isinstance(got, (list, tuple)) and all(
        isinstance(one, whole) and not isinstance(one, bool) for one in got
    )
    sentence = f"you returned {described(got)}; a list or an array of whole numbers is needed."
    yield sound, sentence, "Which column does each card get, or -1?"


def setting_cases(decisions: Any, setting: Setting) -> Iterator[Case]:
    """One decision a card, each as cheap as the best."""
    got = listed(decisions(setting.p, setting.review_usd, setting.cost_usd))
    yield from kind_cases(got)
    n_cards, n_types = setting.p.shape
    sentence = f"{setting.about}: {len(got)} decisions for {n_cards} cards."
    yield len(got) == n_cards, sentence, "What does a card get that goes to review?"
    strange = [one for one in got if not REVIEW <= one < n_types]
    sentence = f"{setting.about}: a decision is {strange[0] if strange else ''}; columns are 0 to "
    sentence += f"{n_types - 1}, and -1 is review."
    yield not strange, sentence, "Which column does it name?"
    # By hand, row by row: no matrix product that an answer could have turned in the same way.
    ways = np.array(
        [
            [
                *(float((row * setting.cost_usd[:, at]).sum()) for at in range(n_types)),
                setting.review_usd,
            ]
            for row in (setting.p if n_cards < 100 else setting.p[::9])
        ]
    )
    said = np.array(got)[:: 1 if n_cards < 100 else 9]
    mine, best = ways[np.arange(len(said)), said], ways.min(axis=1)
    odd = np.flatnonzero(~np.isclose(mine, best, rtol=0, atol=NEAR_USD))
    at = int(odd[0]) if odd.size else 0
    row = at * (1 if n_cards < 100 else 9)
    shares = [round(float(one), 3) for one in setting.p[row]]
    sentence = (
        f"{setting.about}, review ${setting.review_usd:g}: the card with p = {shares} is decided "
    )
    sentence += f"{said[at]}, expected to cost ${mine[at]:.3f}; ${best[at]:.3f} is possible."
    yield odd.size == 0, sentence, setting.nudge


@question(
    "4.3b",
    title="A decision for each card",
    answer="decisions",
    returns=object,
    points=2,
    hints=(
        "If the card may be each type with its probability, what does filing it as type 0 cost on average?",
        "That average is a sum over the true types, for each filed type. Which product of p and cost_usd is it?",
    ),
    why="One threshold is the special case in which all misfiles cost the same: then the rule says "
    "file where 1 - p is below review over misfile. It needs probabilities that come true; a tuned "
    "threshold forgives a model that is too sure.",
)
def cheapest_decisions(decisions):
    used = sorted(one for one in modules_used(decisions.function) if one.startswith(READY_MADE))
    sentence = f"decisions uses {', '.join(used)}, where the answer lies ready."
    yield not used, sentence, "Which product would it have to compute?"
    for setting in settings():
        yield from setting_cases(decisions, setting)
    got = listed(decisions(np.empty((0, 3)), 0.15, FLAT))
    nothing = isinstance(got, (list, tuple)) and not got
    yield nothing, f"Of no cards decisions gave {got!r:.40}.", "How many decisions are there?"
