"""One table a day: what moved, whether by chance, how far, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from cardshop.drift import DriftError, relabel
from cardshop.monitoring.shift import harm
from cardshop.monitoring.shift.columns import LOT, MONITORED, binned, bins_of, sample_of
from cardshop.monitoring.shift.effects import Effect, beside, effect_of, share_moved
from cardshop.monitoring.shift.significance import over_all

if TYPE_CHECKING:
    from cardshop.monitoring.shift.columns import Codes, Kind
    from cardshop.monitoring.shift.harm import Harm, Today
    from cardshop.monitoring.shift.reference import Reference

    Binned = tuple[Kind, Codes, Codes]

# Chance that any row of a day without drift is called significant.
FAMILY_LEVEL = 0.05
# With these the least adjusted p-value of 24 tests is about .02; a day takes a tenth of a second.
RELABELLINGS = 999
# A page: the story's two points of accuracy, or what they cost where every card is filed.
PAGE_POINTS, PAGE_USD = 2.0, 0.012
TICKET_POINTS, TICKET_USD = 0.5, 0.003
PREDICTION, CONFIDENCE = "predicted type", "confidence"
SHIFTS = {
    "column": pl.String,
    "kind": pl.String,
    "statistic": pl.Float64,
    "adjusted_p": pl.Float64,
    "effect": pl.Float64,
    "unit": pl.String,
    "harm_points": pl.Float64,
    "harm_usd": pl.Float64,
    "severity": pl.String,
    "ks": pl.Float64,
    "psi": pl.Float64,
}


def shifts(
    reference: Reference,
    current: pl.DataFrame,
    *,
    seed: int,
    answers: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """A row a column of MONITORED, then the predicted type and the confidence; keys of SHIFTS.

    current: cards with lot_id; a column that is missing counts as null. answers: card_type and
    confidence of each card as the journal has them; None asks the model. harm_*: null unless
    adjusted_p <= FAMILY_LEVEL; see `harm` for what they cannot see. severity: page, ticket or none.
    Raises DriftError.
    """
    today = _today(reference, current, answers)
    ours, theirs = reference.sample, today.sample
    lots = relabel(ours.cards[LOT], theirs.cards[LOT], permutations=RELABELLINGS, seed=seed)
    bins = _bins(reference, today)
    tested = over_all(list(bins.values())[:-1], (reference.answers.sure, today.sure), lots)
    moved = dict(zip(bins, tested.adjusted.tolist(), strict=True))
    costs = _costs(reference, today, [name for name in moved if moved[name] <= FAMILY_LEVEL], seed)
    rows = [
        {
            "column": name,
            "kind": bins[name][0],
            "statistic": float(statistic),
            "adjusted_p": moved[name],
            **_effect(reference, today, name)._asdict(),
            **_priced(costs.get(name)),
            **beside(*bins[name])._asdict(),
        }
        for name, statistic in zip(moved, tested.statistics, strict=True)
    ]
    return pl.DataFrame(rows, schema=SHIFTS)


def alarm(reference: Reference, current: pl.DataFrame, *, seed: int) -> bool:
    """Whether somebody must be paged: something moved, and it costs."""
    return "page" in shifts(reference, current, seed=seed)["severity"]


def _today(reference: Reference, current: pl.DataFrame, answers: pl.DataFrame | None) -> Today:
    if LOT not in current.columns or current.is_empty() or current[LOT].null_count():
        what = f"today has {current.height} cards and columns {current.columns[:3]}…"
        raise DriftError(f"{what}; cards with a {LOT} each are needed. Take lots_of(journal).")
    schema = reference.sample.cards.schema
    missing = [
        pl.lit(None, schema[name]).alias(name) for name in MONITORED if name not in current.columns
    ]
    cards = current.with_columns(missing)
    if answers is None:
        given = np.asarray(reference.model(cards), dtype=np.float64)
        return harm.Today(sample_of(cards), given.argmax(axis=1), given.max(axis=1))
    if answers.height != cards.height:
        message = (
            f"{answers.height} answers for {cards.height} cards; one each is needed. Join them."
        )
        raise DriftError(message)
    known = answers["card_type"].is_in(reference.classes) & answers["confidence"].is_not_null()
    places = {name: at for at, name in enumerate(reference.classes)}
    told = answers.filter(known)
    if told.is_empty():
        raise DriftError("no card has an answer with a confidence; look at the service first.")
    said = told["card_type"].replace_strict(places, return_dtype=pl.Int64).to_numpy()
    return harm.Today(
        sample_of(cards.filter(known)), said, told["confidence"].cast(pl.Float64).to_numpy()
    )


def _costs(reference: Reference, today: Today, moved: list[str], seed: int) -> dict[str, Harm]:
    found = {
        name: harm.of_column(reference, today, name, seed=seed)
        for name in moved
        if name in MONITORED
    }
    if PREDICTION in moved:
        found[PREDICTION] = harm.of_types(reference, today)
    if CONFIDENCE in moved:
        explained = sum(found[name].confidence for name in found if name in MONITORED)
        found[CONFIDENCE] = harm.of_confidence(reference, today, explained)
    return found


def _bins(reference: Reference, today: Today) -> dict[str, Binned]:
    """The bins of each row of the table, in its order."""
    ours, theirs = reference.sample.read, today.sample.read
    found: dict[str, Binned] = {
        name: (kind, *binned(ours[name], theirs[name])) for name, kind in MONITORED.items()
    }
    found[PREDICTION] = ("category", reference.answers.said, today.said)
    found[CONFIDENCE] = ("number", *bins_of(reference.answers.sure, today.sure))
    return found


def _effect(reference: Reference, today: Today, name: str) -> Effect:
    if name == PREDICTION:
        kinds = np.array(reference.classes)
        return share_moved(pl.Series(kinds[reference.answers.said]), pl.Series(kinds[today.said]))
    if name == CONFIDENCE:
        return Effect(100 * float(today.sure.mean() - reference.answers.sure.mean()), "points")
    return effect_of(reference.sample.read[name], today.sample.read[name])


def _priced(found: Harm | None) -> dict[str, object]:
    if found is None:
        return {"harm_points": None, "harm_usd": None, "severity": "none"}
    severity = "none"
    if found.points >= TICKET_POINTS or found.usd >= TICKET_USD:
        severity = "ticket"
    if found.points >= PAGE_POINTS or found.usd >= PAGE_USD:
        severity = "page"
    return {"harm_points": found.points, "harm_usd": found.usd, "severity": severity}
