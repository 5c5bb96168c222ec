"""What a right threshold is (4.3a): one at which the cards cost what the best one costs."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from cardshop.evaluation import DESK_USD, cooled, misfile_costs
from cardshop.training import scored_cards
from classroom.checks import question
from classroom.checks.structure import modules_used

Case = tuple[bool, str, str]
READY_MADE = "cardshop.evaluation"
INFINITE = float("inf")
# Costs of a card in dyadic dollars, so that sums are the same in any order.
FLAT = np.array([[0.0, 0.5, 0.5], [0.5, 0.0, 0.5], [0.5, 0.5, 0.0]])
DEAR = np.array([[0.0, 0.25, 4.0], [0.25, 0.0, 0.25], [0.25, 1.0, 0.0]])
HANDLING = np.array([[0.0625, 0.5, 0.5], [0.5, 0.0625, 0.5], [0.5, 0.5, 0.0625]])


class Cards(NamedTuple):
    """What a model said of some cards, their true types, and what the shop pays."""

    about: str
    p: np.ndarray
    y: np.ndarray
    review_usd: float
    cost_usd: np.ndarray
    nudge: str


def cards_of(said: list[tuple[float, int, int]], types: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """(p, y) of cards given as (confidence, type said, true type); the rest is spread evenly."""
    p = np.empty((len(said), types))
    for row, (confidence, kind, _) in enumerate(said):
        p[row] = max(0.0, (1 - confidence) / (types - 1))
        p[row, kind] = confidence
    return p, np.array([true for _, _, true in said], dtype=np.int64)


PLAIN = [
    (0.9, 0, 0), (0.85, 1, 1), (0.8, 2, 2), (0.75, 0, 0), (0.7, 1, 1), (0.65, 2, 2),
    (0.6, 0, 1), (0.55, 1, 2), (0.5, 2, 2),
]  # fmt: skip
# The four at .7 cost more than the desk together, and the first two of them alone would not.
TIED = [
    (0.9, 0, 0), (0.7, 1, 1), (0.7, 2, 2), (0.7, 0, 1), (0.7, 1, 2), (0.6, 2, 0), (0.6, 0, 1),
]  # fmt: skip
# Six at .8 cost less than the desk, one of them wrong; the mean of what is filed was 0 before.
WORTH_IT = [
    (0.9, 0, 0), (0.8, 1, 1), (0.8, 2, 2), (0.8, 0, 0), (0.8, 1, 1), (0.8, 2, 2), (0.8, 0, 1),
    (0.5, 1, 2),
]  # fmt: skip
# The second card costs more than the first saves; those below it save more than it costs.
DIPS = [
    (0.95, 0, 0), (0.9, 1, 0), (0.85, 2, 2), (0.8, 0, 0), (0.75, 1, 1), (0.7, 2, 2), (0.65, 0, 0),
    (0.6, 1, 1), (0.55, 2, 0), (0.5, 0, 1),
]  # fmt: skip
# The pair of 0 and 2 costs 4 either way, and all other misfiles less than a review.
EITHER_WAY = np.array([[0.0, 0.0625, 4.0], [0.0625, 0.0, 0.0625], [4.0, 0.0625, 0.0]])
OF_PAIRS = [(0.9, 0, 1), (0.8, 1, 0), (0.7, 2, 1), (0.6, 1, 2), (0.5, 0, 2), (0.45, 2, 0)]
# In the matrix the pair (0, 2) costs 4 and (2, 0) costs 0.25, less than its review.
PAIRS = [(0.9, 0, 2), (0.88, 0, 2), (0.8, 1, 1), (0.7, 2, 0), (0.6, 2, 2), (0.55, 2, 0)]
TURNED = [(0.95, 2, 0), (0.9, 2, 0), (0.6, 0, 0), (0.55, 1, 1), (0.5, 1, 1)]
# Two right cards save less than the wrong one above them costs, unless right ones were free.
HANDLED = [(0.9, 0, 0), (0.8, 1, 0), (0.7, 2, 2), (0.6, 1, 1), (0.5, 0, 1)]
TWICE = np.array([[0.45, 0.45, 0.1], [0.1, 0.45, 0.45], [0.4, 0.2, 0.4], [0.3, 0.35, 0.35]])
OF_TWICE = np.array([0, 1, 2, 1])
ALL_RIGHT = [(0.9, 0, 0), (0.5, 1, 1), (0.4, 2, 2)]
ALL_WRONG = [(0.9, 0, 1), (0.8, 1, 2), (0.4, 2, 0)]


@cache
def made() -> list[Cards]:
    """One point each."""
    p, y = cards_of(PLAIN)
    # Sums of about 1.6, as from a model of one yes or no a type.
    loose = np.minimum(p * 1.05 + 0.2, 1.0)
    return [
        Cards("Nine cards", p, y, 0.125, FLAT, "Which thresholds did you try?"),
        Cards("Cards that share a confidence", *cards_of(TIED), 0.125, FLAT,
              "Which of the cards at 0.7 can be filed without the others?"),
        Cards("Cards of which one wrong one is cheaper than a full desk", *cards_of(WORTH_IT), 0.125, FLAT,
              "What do *all* cards cost together, those at the desk too?"),
        Cards("Cards whose costs fall, rise and fall again", *cards_of(DIPS), 0.125, FLAT,
              "Did you look at all thresholds, or stop where the cost first rose?"),
        Cards("Cards of which some misfiles are cheap and one pair dear both ways", *cards_of(OF_PAIRS),
              0.125, EITHER_WAY, "What does each card cost where it is filed, by its own pair of types?"),
        Cards("Cards of which one pair of types is dear", *cards_of(PAIRS), 0.5, DEAR,
              "Which index of cost_usd is the true type, and which the filed one?"),
        Cards("Cards on which the model is surest where it is wrong", *cards_of(TURNED), 0.125, FLAT,
              "What would sending every card to review cost?"),
        Cards("Cards that cost something even when they are right", *cards_of(HANDLED), 0.1875, HANDLING,
              "What does a card on the diagonal of cost_usd cost?"),
        Cards("Cards with two likeliest types", TWICE, OF_TWICE, 0.125, FLAT,
              "As which type is a card filed that has two largest values?"),
        Cards("Cards whose values do not sum to 1", loose, y, 0.125, FLAT,
              "Does the confidence have to be a probability for this?"),
        Cards("Cards that are all right", *cards_of(ALL_RIGHT), 0.125, FLAT,
              "Whom does a review help where every card is right?"),
        Cards("Cards that are all wrong", *cards_of(ALL_WRONG), 0.125, FLAT,
              "Can your threshold lie above every confidence?"),
        Cards("Cards with a free review", p, y, 0.0, HANDLING,
              "What is cheaper than a review that costs nothing?"),
        Cards("Cards that nobody can review", p, y, INFINITE, FLAT,
              "What is infinity times no card?"),
        Cards("One card, wrong", p[4:5], y[4:5], 0.125, FLAT, "Which thresholds are there?"),
    ]  # fmt: skip


@cache
def real() -> list[Cards]:
    """The cards of the tuning lines, calibrated, as sure as the model was, and hardly sure at all."""
    scored = scored_cards("tuning")
    types = sorted(name.removeprefix("p_") for name in scored.columns if name.startswith("p_"))
    p = scored.select(f"p_{name}" for name in types).to_numpy()
    y = np.searchsorted(types, scored["card_type"].to_numpy())
    costs = misfile_costs(types)
    warm, hot = (cooled(p, one) for one in (1 / scored["temperature"][0], 4.0))
    nudge = "What did they cost, at each threshold that makes a difference?"
    return [
        Cards("The cards of the tuning lines", p, y, DESK_USD, costs, nudge),
        Cards("The same, with a model that is too sure", warm, y, DESK_USD, costs, nudge),
        Cards("The same, with confidences near 0.2", hot, y, DESK_USD, costs, nudge),
    ]


def cost_at(cards: Cards, threshold: float) -> float:
    """What all cards cost together at a threshold."""
    filed = cards.p.max(axis=1) >= threshold
    pays = cards.cost_usd[cards.y, cards.p.argmax(axis=1)]
    return float(np.where(filed, pays, cards.review_usd).sum())


@cache
def least_cost(about: str) -> float:
    """The least that any threshold costs, by trying all that differ."""
    (cards,) = (one for one in (*made(), *real()) if one.about == about)
    confidence, review = cards.p.max(axis=1), cards.review_usd
    order = np.argsort(-confidence)
    pays = np.cumsum(cards.cost_usd[cards.y, cards.p.argmax(axis=1)][order])
    # Where the next card has the same confidence, none can end.
    last = np.flatnonzero(np.append(np.diff(confidence[order]) != 0, True))
    rest = confidence.size - 1 - last
    filed = pays[last] + np.where(rest > 0, rest * (review if review < INFINITE else 1e18), 0.0)
    return float(min([*filed, review * confidence.size]))


def threshold_case(threshold: Any, cards: Cards) -> Case:
    """The cost at the learner's threshold is the least."""
    got = float(threshold(cards.p, cards.y, cards.review_usd, cards.cost_usd))
    mine, best = cost_at(cards, got), least_cost(cards.about)
    filed = int((cards.p.max(axis=1) >= got).sum())
    sentence = (
        f"{cards.about}, review ${cards.review_usd:g}: the threshold {got:.4g} files {filed} of "
    )
    sentence += (
        f"{len(cards.y)} cards, which costs ${mine:.4f} in all; another one costs ${best:.4f}."
    )
    return math.isclose(mine, best, rel_tol=1e-9, abs_tol=1e-9), sentence, cards.nudge


@question(
    "4.3a",
    title="From which confidence on",
    answer="threshold",
    returns=float,
    points=3,
    hints=(
        "Between which two thresholds does nothing change? So which ones have to be tried?",
        "What would each card cost if it were filed? Make that column first, then choose a part of it.",
        "Two thresholds lie outside of all confidences. What does each of them do?",
    ),
    why="A threshold is a price list, not a property of the model: a dearer desk lowers it, a dearer misfile "
    "raises it. What it costs on the cards that chose it flatters, so that it is scored on other lines.",
)
def cheapest_thresholds(threshold):
    used = sorted(one for one in modules_used(threshold.function) if one.startswith(READY_MADE))
    sentence = f"threshold uses {', '.join(used)}, where the answer lies ready."
    yield not used, sentence, "Which sum would it have to compute?"
    for cards in (*made(), *real()):
        yield threshold_case(threshold, cards)
    p, y = cards_of(PLAIN)
    got = threshold(p[:0], y[:0], 0.125, FLAT)
    yield not math.isnan(got), f"Of no cards threshold gave {got}.", "Any number will do. Which?"
