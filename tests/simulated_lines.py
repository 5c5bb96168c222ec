"""Worlds whose truth is known: lines of cards that are alike, and recipes trained on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from scipy.stats import norm

# As measured on the test lines of two splits: accuracy .82, correlation .25, 20 cards a line.
ACCURACY, CORRELATION = 0.82, 0.25
# Two models: share of cards that one alone names rightly, and how far a line leans to one. The
# differences then correlate by .11 within lines; two feature sets of the catalogue by .16.
ALONE, LEAN = 0.3, 0.18
# A recipe's world: lines, cards a line, features, distance of the classes from 0, and the
# standard deviations of a line and of a card within it.
LINES, CARDS, FEATURES, SIGNAL, OF_LINE, OF_CARD = 60, 8, 10, 0.8, 0.7, 0.7
TEST_LINES = 15
RATIO = TEST_LINES / (LINES - TEST_LINES)


class Scored(NamedTuple):
    """A value a card and its line."""

    values: np.ndarray
    lines: np.ndarray


def sizes(draws: np.random.Generator, lines: int) -> np.ndarray:
    """Cards a line: 1 or more, 21 on average, skewed as in the catalogue."""
    return 1 + draws.poisson(draws.gamma(2.2, 9.2, lines))


def scored(draws: np.random.Generator, lines: int, correlation: float = CORRELATION) -> Scored:
    """Right or wrong on cards of so many lines; true on average for a share ACCURACY of them."""
    line = np.repeat(np.arange(lines), sizes(draws, lines))
    if correlation == 0:
        return Scored((draws.random(line.size) < ACCURACY).astype(float), line)
    strength = 1 / correlation - 1
    chance = draws.beta(ACCURACY * strength, (1 - ACCURACY) * strength, lines)
    return Scored((draws.random(line.size) < chance[line]).astype(float), line)


def rivals(draws: np.random.Generator, lines: int, gain: float) -> tuple[np.ndarray, ...]:
    """(ours, theirs, line): right or wrong; ours is right on a share `gain` more, up to .12.

    On ALONE of the cards one model alone is right; which one leans by LEAN points in a line.
    """
    line = np.repeat(np.arange(lines), sizes(draws, lines))
    leaning = gain + draws.choice([-LEAN, LEAN], lines)[line]
    one_alone = draws.random(line.size) < ALONE
    ours_alone = draws.random(line.size) < (1 + leaning / ALONE) / 2
    both = draws.random(line.size) < ACCURACY
    ours = np.where(one_alone, ours_alone, both)
    theirs = np.where(one_alone, ~ours_alone, both)
    return ours.astype(float), theirs.astype(float), line


@dataclass(frozen=True)
class Catalogue:
    """Cards of LINES lines in two types: features (n_cards, FEATURES), type -1 or 1, line."""

    features: np.ndarray
    types: np.ndarray
    line: np.ndarray


def catalogue(draws: np.random.Generator, lines: int = LINES) -> Catalogue:
    """Cards whose features are their type's, their line's and their own."""
    line = np.repeat(np.arange(lines), CARDS)
    types = draws.choice([-1.0, 1.0], lines)[line]
    features = OF_LINE * draws.standard_normal((lines, FEATURES))[line]
    features += OF_CARD * draws.standard_normal((line.size, FEATURES))
    features[:, 0] += SIGNAL * types
    return Catalogue(features, types, line)


def random_tests(draws: np.random.Generator, splits: int) -> np.ndarray:
    """(splits, LINES): which lines are in test, TEST_LINES of them in each random split."""
    return draws.random((splits, LINES)).argsort(axis=1) < TEST_LINES


def folds(draws: np.random.Generator, repeats: int) -> np.ndarray:
    """(4 x repeats, LINES): which lines are in test in repeated 4-fold cross-validation."""
    places = draws.random((repeats, LINES)).argsort(axis=1).argsort(axis=1) // TEST_LINES
    return np.concatenate([places == fold for fold in range(LINES // TEST_LINES)])


def centroid_rule(cards: Catalogue, columns: int, train: np.ndarray) -> tuple[np.ndarray, float]:
    """(direction, threshold) halfway between the means of both types on the training cards."""
    table = cards.features[:, :columns]
    up, down = (table[train & (cards.types == one)].mean(axis=0) for one in (1, -1))
    return up - down, float((up - down) @ (up + down) / 2)


def true_accuracy(direction: np.ndarray, threshold: float) -> float:
    """The accuracy of a rule on all cards that the world could print: exact."""
    spread = np.hypot(OF_LINE, OF_CARD) * np.linalg.norm(direction)
    way = SIGNAL * direction[0]
    return float(norm.cdf([(way - threshold) / spread, (way + threshold) / spread]).mean())


def split_scores(cards: Catalogue, tests: np.ndarray, columns: int) -> np.ndarray:
    """The accuracy of the centroid recipe on the test lines of each split."""
    scores = []
    for test in tests[:, cards.line]:
        direction, threshold = centroid_rule(cards, columns, ~test)
        says = np.sign(cards.features[test][:, :columns] @ direction - threshold)
        scores.append(float((says == cards.types[test]).mean()))
    return np.array(scores)


@cache
def expected_accuracy(columns: int, worlds: int = 4_000) -> float:
    """What the recipe reaches on average when trained on LINES - TEST_LINES random lines."""
    draws = np.random.default_rng(7)
    found = []
    for _ in range(worlds):
        cards = catalogue(draws, LINES - TEST_LINES)
        everything = np.ones(cards.line.size, dtype=bool)
        found.append(true_accuracy(*centroid_rule(cards, columns, everything)))
    return float(np.mean(found))


def nearest_scores(cards: Catalogue, tests: np.ndarray) -> np.ndarray:
    """The accuracy of the nearest training card on the test lines of each split."""
    length = (cards.features**2).sum(axis=1)
    distance = length[:, None] + length - 2 * cards.features @ cards.features.T
    scores = []
    for test in tests[:, cards.line]:
        nearest = distance[np.ix_(test, ~test)].argmin(axis=1)
        scores.append(float((cards.types[~test][nearest] == cards.types[test]).mean()))
    return np.array(scores)


@cache
def expected_nearest(worlds: int = 400) -> float:
    """What the nearest card reaches on average, on 200 fresh lines in each of many worlds."""
    draws = np.random.default_rng(7)
    found = []
    for _ in range(worlds):
        cards, fresh = catalogue(draws, LINES - TEST_LINES), catalogue(draws, 200)
        length = (cards.features**2).sum(axis=1)
        nearest = (length - 2 * fresh.features @ cards.features.T).argmin(axis=1)
        found.append(float((cards.types[nearest] == fresh.types).mean()))
    return float(np.mean(found))
