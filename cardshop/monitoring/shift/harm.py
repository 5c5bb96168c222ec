"""What a shift costs, estimated without today's truth: points of accuracy and dollars a card.

A column's shift is replayed on the reference and scored there. But a column also moves when other
cards come: then putting it back makes the model less sure of them, and the replay is set aside.
Class shares are read as another mix of types (Saerens et al. 2002; Lipton et al. 2018), what no
mix explains counts as wrong. A fall of confidence that no column explains costs `slope` times as
much accuracy (Guillory et al. 2021): blind where the model errs with confidence, and to a change
of what is true (concept drift). All of these are estimates; the audit knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardshop.evaluation import DESK_USD
from cardshop.monitoring.shift.columns import MONITORED, Sample
from cardshop.monitoring.shift.replay import replayed, undone

if TYPE_CHECKING:
    from cardshop.monitoring.shift.columns import Codes, Values
    from cardshop.monitoring.shift.reference import Reference

# Putting a column back must not cost more than half of what it should bring, and half a point.
ROOM, ROOM_POINTS = 0.5, 0.5
# Cards of today that are asked again with a column put back.
ASKED_AGAIN = 4000
STEPS = 500


class Harm(NamedTuple):
    """Estimated loss: points of accuracy, dollars a card, points of confidence; below 0 a gain."""

    points: float
    usd: float
    confidence: float = 0.0


class Today(NamedTuple):
    """The current cards, the code of the type that each got, and its confidence."""

    sample: Sample
    said: Codes
    sure: Values


NONE = Harm(0.0, 0.0)


def of_column(reference: Reference, today: Today, name: str, *, seed: int) -> Harm:
    """What the shift of one column alone costs; nothing where the cards moved, not the column."""
    draws = np.random.default_rng(seed)
    played = replayed(reference.sample, today.sample, name, draws)
    known, found = reference.answers, reference.answers_to(played.cards)

    def lost(before: Values, after: Values) -> float:
        return float(before.mean() - np.average(after, weights=played.weight))

    fall = 100 * lost(known.sure, found.sure)
    if MONITORED[name] != "category" and _cards_moved(reference, today, name, fall, draws):
        return NONE
    usd = -lost(known.cost_usd, found.cost_usd)
    return Harm(100 * lost(known.right, found.right), usd, fall)


def _cards_moved(
    reference: Reference, today: Today, name: str, fall: float, draws: np.random.Generator
) -> bool:
    """Whether the model is clearly less sure of today's cards once the column is put back."""
    some, sure = today.sample, today.sure
    if sure.size > ASKED_AGAIN:
        chosen = draws.choice(sure.size, ASKED_AGAIN, replace=False)
        some = Sample(some.cards[chosen.tolist()], some.read[chosen.tolist()])
        sure = sure[chosen]
    back = np.asarray(reference.model(undone(reference.sample, some, name, draws)))
    gained = 100 * float(back.max(axis=1).mean() - sure.mean())
    return gained < min(fall, 0.0) * 2 - max(ROOM * abs(fall), ROOM_POINTS)


def of_types(reference: Reference, today: Today) -> Harm:
    """What the mix of types costs that explains today's class shares best."""
    known, size = reference.answers, len(reference.classes)
    table = np.zeros((size, size))
    np.add.at(table, (known.said, reference.truth), 1.0)
    there = table.sum(axis=0) > 0
    given = table[:, there] / table[:, there].sum(axis=0)
    now = np.bincount(today.said, minlength=size) / today.said.size
    mix = _likeliest_mix(given, now)
    unexplained = np.abs(given @ mix - now).sum() / 2
    codes = np.flatnonzero(there)

    def expected(values: Values) -> float:
        return float(
            sum(
                share * values[reference.truth == code].mean()
                for share, code in zip(mix, codes, strict=True)
            )
        )

    points = 100 * (known.right.mean() - expected(known.right) + unexplained)
    return Harm(points, expected(known.cost_usd) - float(known.cost_usd.mean()))


def _likeliest_mix(given: Values, now: Values) -> Values:
    """The mix of types with the greatest likelihood of these class shares (EM)."""
    mix = np.full(given.shape[1], 1 / given.shape[1])
    for _ in range(STEPS):
        expected = given @ mix
        ratio = np.divide(now, expected, out=np.zeros_like(now), where=expected > 0)
        mix = mix * (given.T @ ratio)
        mix /= mix.sum() or 1.0
    return mix


def of_confidence(reference: Reference, today: Today, explained: float) -> Harm:
    """What the fall of confidence beyond `explained` (points) costs; dollars: what all of it costs.

    Both as if each confidence came true, but for `slope`.
    """
    known = reference.answers
    fall = 100 * float(known.sure.mean() - today.sure.mean())
    wrong = known.right == 0
    filed = wrong & (known.sure >= reference.threshold)
    misfile_usd = float(known.cost_usd[filed].mean()) if filed.any() else 0.0

    def expected_usd(sure: Values) -> float:
        return float(
            np.where(sure >= reference.threshold, (1 - sure) * misfile_usd, DESK_USD).mean()
        )

    usd = expected_usd(today.sure) - expected_usd(known.sure)
    return Harm(reference.slope * (fall - max(explained, 0.0)), usd, fall)
