"""How the figures of data/README.md are measured: features, model, splits, intervals, dollars."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop import evaluation
from cardshop.dataset import DATA, split_by_line
from cardshop.features import expressions
from cardshop.features import features as features_of
from generator.files import CARD_ROWS, SPECIES_FILE, press_for
from generator.prints import cards

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import Pipeline

SPLITS = range(5)
LEAK = ("weakness", "resistance")
(FIRST_WORD,) = expressions(pl, "first_word")
EVERYTHING = ("hue", "word", "egg", "ratio", "era")


@dataclass(frozen=True)
class Score:
    """Accuracies of repeated splits, and the sizes that the corrected interval needs."""

    values: tuple[float, ...]
    test_over_train: float

    @property
    def mean(self) -> float:
        """Mean over the splits."""
        return float(np.mean(self.values))

    @property
    def naive_half_width(self) -> float:
        """95 % half-width that takes overlapping splits for independent ones: too narrow."""
        return self._over_splits().naive.half_width

    @property
    def corrected_half_width(self) -> float:
        """95 % half-width after Nadeau and Bengio (2003): variance x (1/J + n_test/n_train)."""
        return self._over_splits().corrected.half_width

    def _over_splits(self) -> evaluation.OverSplits:
        return evaluation.over_splits(self.values, test_over_train=self.test_over_train)


@cache
def catalogue(seed: int) -> pl.DataFrame:
    """The 12,000 prints of a seed."""
    return cards(press_for(seed, DATA / SPECIES_FILE), CARD_ROWS)


def features(table: pl.DataFrame, extra: tuple[str, ...]) -> pl.DataFrame:
    """Raw columns and the named extras, "leak" among them; text columns are categories."""
    made = features_of(table, ("raw", *(name for name in extra if name != "leak")))
    return made.with_columns(table.select(LEAK)) if "leak" in extra else made


def pipeline(table: pl.DataFrame, classifier: object) -> Pipeline:
    """StandardScaler on numbers, OneHotEncoder on text, then the classifier."""
    from sklearn.compose import make_column_transformer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    text = [name for name, dtype in table.schema.items() if dtype == pl.String]
    numbers = [name for name in table.columns if name not in text]
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    return make_pipeline(
        make_column_transformer((StandardScaler(), numbers), (encoder, text)), classifier
    )


def logistic(train: pl.DataFrame, extra: tuple[str, ...]) -> Pipeline:
    """The fixed model of the course, fitted."""
    from sklearn.linear_model import LogisticRegression

    table = features(train, extra)
    model = pipeline(table, LogisticRegression(C=1, max_iter=400))
    return model.fit(table, train["card_type"].to_numpy())


def forest(train: pl.DataFrame, seed: int) -> Pipeline:
    """A random forest on the raw columns, fitted."""
    from sklearn.ensemble import RandomForestClassifier

    table = features(train, ())
    trees = RandomForestClassifier(60, min_samples_leaf=2, n_jobs=1, random_state=seed)
    return pipeline(table, trees).fit(table, train["card_type"].to_numpy())


def hits(model: Pipeline, test: pl.DataFrame, extra: tuple[str, ...]) -> NDArray[np.bool_]:
    """Per card whether the model names its type."""
    return model.predict(features(test, extra)) == test["card_type"].to_numpy()


@cache
def fitted(seed: int, split: int, extra: tuple[str, ...]) -> Pipeline:
    """The fixed model on the training lines of one split; fitted once for all rows."""
    return logistic(split_by_line(catalogue(seed), split)[0], extra)


@cache
def by_line(seed: int, extra: tuple[str, ...]) -> Score:
    """Accuracy of the fixed model over five splits by evolution line."""
    values, ratios = [], []
    for split in SPLITS:
        train, test = split_by_line(catalogue(seed), split)
        values.append(float(hits(fitted(seed, split, extra), test, extra).mean()))
        ratios.append(test.height / train.height)
    return Score(tuple(values), float(np.mean(ratios)))


@cache
def forest_scores(seed: int) -> dict[str, Score]:
    """The forest on splits by line and on random splits of the same size."""
    table = catalogue(seed)
    scores: dict[str, list[float]] = {"line": [], "random": []}
    for split in SPLITS:
        train, test = split_by_line(table, split)
        scores["line"].append(float(hits(forest(train, split), test, ()).mean()))
        mixed = table.sample(fraction=1, shuffle=True, seed=split)
        train, test = mixed.tail(train.height), mixed.head(test.height)
        scores["random"].append(float(hits(forest(train, split), test, ()).mean()))
    return {name: Score(tuple(values), 1 / 3) for name, values in scores.items()}


class Gap(NamedTuple):
    """Accuracy inside a slice minus outside, with its 95 % interval by evolution line."""

    gap: float
    low: float
    high: float
    cards: int


def slice_gap(test: pl.DataFrame, right: NDArray[np.bool_], inside: pl.Expr) -> Gap:
    """The gap of a slice; the bootstrap draws whole evolution lines, 1,000 times."""
    chosen = test.select(inside=inside)["inside"]
    drawn = evaluation.redraw_lines(test["line_id"], seed=0, draws=1_000)
    found = evaluation.slice_gap(right, chosen, drawn)
    return Gap(found.estimate, found.low, found.high, int(chosen.sum()))
