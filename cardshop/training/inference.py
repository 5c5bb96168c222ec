"""What a coefficient is worth: logistic regression without penalty, errors robust by line.

Where a model only has to predict, use the zoo. Here the coefficient is the answer, so there is no
penalty (it would shrink the estimate and void its error) and no choice by score.

Assumed: the log-odds of the type are linear in the features; cards of different lines are
independent, those of one line need not be (sandwich by line: Liang and Zeger 1986); many lines,
since the sandwich is too small with few (below about 40: Cameron and Miller 2015). One type against
the rest: eleven such tables are not one joint model. A coefficient is an association among
cards that are alike in the other features; it is no effect of changing a card.
"""

from __future__ import annotations

import warnings

import numpy as np
import polars as pl

from cardshop.features import FEATURES, features
from cardshop.training.refusals import LINE, TARGET, TrainingError, check_cards, unknown

FEW_LINES = 40


def coefficients(
    cards: pl.DataFrame, kind: str, names: tuple[str, ...], *, level: float = 0.95
) -> pl.DataFrame:
    """A row a coefficient of "this type against the rest": how the log-odds go with a feature.

    feature, coefficient (log-odds per standard deviation; of a category against its most common
    value), std_error (by line), low, high, p_value, lines. The intercept is left out.
    Raises TrainingError: unknown type, few lines, missing values, a redundant column, separation.
    """
    check_cards(cards)
    types = cards[TARGET]
    if kind not in types:
        raise TrainingError(unknown("type", kind, sorted(types.unique().to_list())))
    table = _columns(features(cards, names))
    lines = cards[LINE].n_unique()
    if lines < max(FEW_LINES, table.width + 2):
        message = (
            f"{lines} evolution lines carry {table.width} coefficients; {FEW_LINES}, and more "
        )
        raise TrainingError(message + "than coefficients, are needed. Pass more lines.")
    design = np.column_stack([np.ones(table.height), table.to_numpy()])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        message = f"of {', '.join(table.columns)} one follows from the others. Leave one out."
        raise TrainingError(message)
    found = _fitted((types == kind).to_numpy(), design, cards[LINE], level)
    return pl.DataFrame({"feature": table.columns}).hstack(found).with_columns(lines=pl.lit(lines))


def _columns(table: pl.DataFrame) -> pl.DataFrame:
    """Numbers in standard deviations, categories as flags against their most common value."""
    for name in table.columns:
        if missing := table[name].null_count():
            message = f"{missing} of {table.height} cards have no {name}. Drop them, and say so."
            raise TrainingError(message)
    numbers = [name for name in table.columns if FEATURES[name].dtype != pl.String]
    scaled = table.select(pl.col(numbers).cast(pl.Float64) - pl.col(numbers).mean())
    spread = scaled.select(pl.all().std())
    for name in numbers:
        if not spread[name].item():
            raise TrainingError(f"{name} is the same on every card. Leave it out.")
    made = [scaled[name] / spread[name].item() for name in numbers]
    for name in table.columns:
        if name not in numbers:
            counts = table[name].value_counts().sort(["count", name], descending=[True, False])
            common, *others = counts[name].to_list()
            made += [
                (table[name] == one).cast(pl.Float64).alias(f"{name}: {one}, not {common}")
                for one in others
            ]
    return pl.DataFrame(made)


def _fitted(truth: np.ndarray, design: np.ndarray, lines: pl.Series, level: float) -> pl.DataFrame:
    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import (
        ConvergenceWarning,
        PerfectSeparationError,
        PerfectSeparationWarning,
    )

    groups = lines.rank("dense").to_numpy().astype(int)
    try:
        with warnings.catch_warnings():
            for one in (ConvergenceWarning, PerfectSeparationWarning, RuntimeWarning):
                warnings.simplefilter("error", one)
            model = sm.Logit(truth.astype(float), design)
            found = model.fit(disp=0, maxiter=200, cov_type="cluster", cov_kwds={"groups": groups})
    except (ConvergenceWarning, PerfectSeparationWarning, PerfectSeparationError, RuntimeWarning):
        message = "a feature separates the type from the rest, so its coefficient has no end. "
        raise TrainingError(message + "Leave out the rarest category, or group it.") from None
    except np.linalg.LinAlgError:
        raise TrainingError("the columns follow from each other. Leave one out.") from None
    ends = found.conf_int(alpha=1 - level)
    columns = {
        "coefficient": found.params,
        "std_error": found.bse,
        "low": ends[:, 0],
        "high": ends[:, 1],
        "p_value": found.pvalues,
    }
    return pl.DataFrame({name: np.asarray(value)[1:] for name, value in columns.items()})
