"""Classifiers that no library has as they are needed; they stand here so that they can be loaded.

This module imports scikit-learn at once, since a class needs its bases: import it inside the
function that builds one, as `zoo` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


class WordRule(ClassifierMixin, BaseEstimator):
    """The shop's rule: file by the first attack word where its usual type was right often enough.

    A word needs `min_cards` training cards and more than `min_share` of one type. Its probability
    is that share (never above n / (n + 1)); the rest, and every other word, goes by how common
    the types are. So the desk below a confidence of `min_share` is the rule of the story.
    """

    def __init__(self, min_cards: int = 20, min_share: float = 0.75) -> None:
        self.min_cards = min_cards
        self.min_share = min_share

    def fit(self, words: ArrayLike, types: ArrayLike) -> WordRule:
        """The rule itself, learned from (n_cards, 1) words and n_cards types."""
        found, said = _column(words), np.asarray(types)
        self.classes_, code = np.unique(said, return_inverse=True)
        self.n_features_in_ = 1
        self.frequency_ = np.bincount(code) / code.size
        listed, place = np.unique(found, return_inverse=True)
        counts = np.zeros((listed.size, self.classes_.size))
        np.add.at(counts, (place, code), 1)
        cards = counts.sum(axis=1)
        share = counts.max(axis=1) / cards
        kept = (cards >= self.min_cards) & (share > self.min_share)
        self.words_ = listed[kept]
        self.types_ = counts[kept].argmax(axis=1)
        self.shares_ = np.minimum(share, cards / (cards + 1))[kept]
        return self

    def covers(self, words: ArrayLike) -> NDArray[np.bool_]:
        """Whether the rule has an answer of its own, one flag a card."""
        check_is_fitted(self)
        return np.isin(_column(words), self.words_)

    def predict_proba(self, words: ArrayLike) -> NDArray[np.float64]:
        """(n_cards, n_types), columns in the order of `classes_`, rows that sum to 1."""
        check_is_fitted(self)
        found = _column(words)
        given = np.tile(self.frequency_, (found.size, 1))
        for word, kind, share in zip(self.words_, self.types_, self.shares_, strict=True):
            others = np.where(np.arange(self.classes_.size) == kind, 0.0, self.frequency_)
            # With one type there is no other to share the rest among.
            spread = others * ((1 - share) / others.sum()) if others.sum() else others
            spread[kind] = 1 - spread.sum()
            given[found == word] = spread
        return given

    def predict(self, words: ArrayLike) -> NDArray[Any]:
        """The most probable type of each card; without a rule the most common of all."""
        return self.classes_[self.predict_proba(words).argmax(axis=1)]


class BoostedTrees(ClassifierMixin, BaseEstimator):
    """XGBoost that takes and gives names of types: its own classifier wants codes from 0.

    `model_` is the fitted XGBClassifier; code i stands for `classes_[i]`. One thread.
    """

    def __init__(  # noqa: PLR0913  scikit-learn reads the options from this signature
        self,
        *,
        n_estimators: int = 150,
        learning_rate: float = 0.15,
        max_depth: int = 5,
        subsample: float = 0.8,
        colsample_bytree: float = 1.0,
        reg_lambda: float = 1.0,
        seed: int = 0,
    ) -> None:
        self.n_estimators = n_estimators
        self.learning_rate = learning_rate
        self.max_depth = max_depth
        self.subsample = subsample
        self.colsample_bytree = colsample_bytree
        self.reg_lambda = reg_lambda
        self.seed = seed

    def fit(self, table: ArrayLike, types: ArrayLike) -> BoostedTrees:
        """The fitted trees, from (n_cards, n_features) numbers and n_cards types."""
        from xgboost import XGBClassifier

        self.classes_, code = np.unique(np.asarray(types), return_inverse=True)
        self.n_features_in_ = np.shape(table)[1]
        told = self.get_params()
        self.model_ = XGBClassifier(random_state=told.pop("seed"), n_jobs=1, **told)
        self.model_.fit(table, code)
        return self

    def predict_proba(self, table: ArrayLike) -> NDArray[np.float64]:
        """(n_cards, n_types), columns in the order of `classes_`."""
        check_is_fitted(self)
        return self.model_.predict_proba(table).astype(np.float64)

    def predict(self, table: ArrayLike) -> NDArray[Any]:
        """The most probable type of each card."""
        return self.classes_[self.predict_proba(table).argmax(axis=1)]


def _column(words: ArrayLike) -> NDArray[Any]:
    table = np.asarray(words, dtype=object)
    if table.ndim != 2 or table.shape[1] != 1:
        message = f"words have shape {table.shape}; one column of first words is needed. "
        raise ValueError(message + "Select first_word alone.")
    return table[:, 0].astype(str)
