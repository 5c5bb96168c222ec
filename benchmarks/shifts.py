"""Drift by harm of 100,000 cards beside a test a column with scipy, which takes rows for lots."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.findings import Bar, Findings, Say, Table
from benchmarks.timing import UnequalError, interleaved
from cardshop import training
from cardshop.dataset import load_cards
from cardshop.features import features
from cardshop.monitoring.shift import MONITORED, Reference, reference_of, shifts
from cardshop.monitoring.shift.catalogue import NOTHING, SHIFTS
from cardshop.monitoring.shift.columns import BINS
from cardshop.training.fitting import checked, fit

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

WHAT = "which shift costs: 100,000 cards against 12,000, beside a scipy test a column"
ABOUT_MIN = 1.5
ROWS, QUICK_ROWS = 100_000, 3_000
SCIPY, BY_HARM = "scipy, a test a column", "drift by harm"
BAR = Bar(BY_HARM, 2.0, "seconds")
MOVED = "text in lower case and hue turned by 40 degrees"
THRESHOLD, SEED = 0.76, 1


def measured(*, quick: bool, say: Say) -> Findings:
    """Wall seconds per way; raises `UnequalError` when a column's gap differs by a bin."""
    rows, repeats = (QUICK_ROWS, 1) if quick else (ROWS, 7)
    say("a model and its reference")
    compared = _reference(most=rows)
    groups = {}
    for said, name in (("nothing moved", None), (MOVED, MOVED)):
        say(f"{rows:,} cards, {said}")
        cards, answers = _current(compared, rows, name)
        ways = {
            SCIPY: partial(_with_scipy, compared.sample.cards, cards),
            BY_HARM: partial(_by_harm, compared, cards, answers),
        }
        _assert_near({way: found() for way, found in ways.items()})
        groups[f"{rows:,} cards, {said}"] = interleaved(ways, repeats=repeats)
    table = Table("One table", groups, of="table", unit="s", bar=BAR, clock="cpu")
    return Findings(METHOD, [table])


METHOD = (
    "The catalogue is the reference, its lots repeated under other names are today, with the "
    "answers that the service has given. scipy runs ks_2samp on the "
    f"{sum(kind != 'category' for kind in MONITORED.values())} columns of numbers and "
    "chi2_contingency on the words: p-values for independent rows, no lots, no family, no cost, "
    "no hue as an angle. Drift by harm relabels whole lots 999 times for all columns, and replays "
    "each column that moved on the reference, scored by a logistic regression in scikit-learn. "
    f"The gaps of both agree to 1/{BINS}. The first table of a reference is warm-up: it measures "
    "once how confidence falls with accuracy."
)


def _reference(most: int) -> Reference:
    cards = load_cards().head(most)
    settings = training.read_settings("logistic")
    pipeline = fit(checked(cards, settings), cards["card_type"].to_numpy(), settings).pipeline

    def model(asked: pl.DataFrame) -> np.ndarray:
        return pipeline.predict_proba(features(asked, settings.features))

    classes = tuple(pipeline.classes_.tolist())
    return reference_of(cards, model, classes=classes, threshold=THRESHOLD)


def _current(compared: Reference, rows: int, name: str | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    import numpy as np
    import polars as pl

    cards = compared.sample.cards
    copies = [
        cards.with_columns(pl.lit(f"{copy}/") + pl.col("lot_id"))
        for copy in range(-(-rows // cards.height))
    ]
    shift = SHIFTS[name] if name else NOTHING
    today = shift(pl.concat(copies).head(rows), np.random.default_rng(SEED)).rechunk()
    given = np.asarray(compared.model(today))
    kinds = [compared.classes[place] for place in given.argmax(axis=1)]
    return today, pl.DataFrame({"card_type": kinds, "confidence": given.max(axis=1)})


def _by_harm(
    compared: Reference, cards: pl.DataFrame, answers: pl.DataFrame
) -> dict[str, float | None]:
    table = shifts(compared, cards, seed=SEED, answers=answers)
    return dict(zip(table["column"], table["ks"], strict=True))


def _with_scipy(reference: pl.DataFrame, cards: pl.DataFrame) -> dict[str, float | None]:
    from scipy.stats import chi2_contingency, ks_2samp

    found: dict[str, float | None] = {}
    for name, kind in MONITORED.items():
        ours, theirs = reference[name], cards[name]
        if kind == "category":
            counted = [
                side.alias("word").value_counts(name=by)
                for side, by in zip((ours, theirs), "ot", strict=True)
            ]
            both = counted[0].join(counted[1], on="word", how="full", coalesce=True)
            chi2_contingency(both.select("o", "t").fill_null(0).to_numpy())
            continue
        sides = [one.to_physical().to_numpy() for one in (ours, theirs)]
        found[name] = float(ks_2samp(*sides).statistic)
    return found


def _assert_near(results: dict[str, dict[str, Any]]) -> None:
    for name, gap in results[SCIPY].items():
        if abs(gap - results[BY_HARM][name]) > 1 / BINS:
            message = f"{name}: a gap of {gap:.4f} by scipy, {results[BY_HARM][name]:.4f} here."
            raise UnequalError(message)
