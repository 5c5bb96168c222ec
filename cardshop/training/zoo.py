"""Which models there are, what each may be told, and how its classifier is made.

dummy      the most common type: what a score is worth without any feature
word_rule  the shop's rule on the first attack word
logistic   multinomial logistic regression, L2
forest     random forest
xgboost    gradient boosted trees
network    one hidden layer, Adam, a fixed number of epochs

Why the network has no early stopping: scikit-learn would hold out rows, not evolution lines. Its
own score then said .93 where unseen lines gave .826 (without it: .821; measured over 5 splits).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from sklearn.base import ClassifierMixin

Family = Literal["none", "word", "linear", "trees"]
# Numbers, whole or not; what each option allows is checked before a model is made.
Values = Mapping[str, Any]


class Option(NamedTuple):
    """What a model may be told: the value it gets otherwise, and the ends of what is allowed."""

    default: float
    low: float
    high: float
    about: str


@dataclass(frozen=True, kw_only=True)
class Model:
    """A member of the zoo: how its features are prepared, its options, how it is made."""

    family: Family
    make: Callable[[Values, int], Any]
    options: Mapping[str, Option]
    about: str


def classifier(name: str, options: Values, seed: int) -> ClassifierMixin:
    """A fresh, unfitted classifier on one thread; options that are not given keep the default."""
    model = MODELS[name]
    defaults = {key: option.default for key, option in model.options.items()}
    return model.make(defaults | dict(options), seed)


def _dummy(_options: Values, _seed: int) -> Any:
    from sklearn.dummy import DummyClassifier

    return DummyClassifier(strategy="prior")


def _word_rule(options: Values, _seed: int) -> Any:
    from cardshop.training.estimators import WordRule

    return WordRule(**options)


def _logistic(options: Values, seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(**options, random_state=seed)


def _forest(options: Values, seed: int) -> Any:
    from sklearn.ensemble import RandomForestClassifier

    told = dict(options)
    columns = told.pop("max_features") or "sqrt"
    return RandomForestClassifier(**told, max_features=columns, n_jobs=1, random_state=seed)


def _xgboost(options: Values, seed: int) -> Any:
    from cardshop.training.estimators import BoostedTrees

    return BoostedTrees(**options, seed=seed)


def _network(options: Values, seed: int) -> Any:
    from sklearn.neural_network import MLPClassifier

    told = dict(options)
    layers, epochs = (int(told.pop("hidden_units")),), told.pop("epochs")
    # An epoch without progress is no reason to stop: the number of epochs is the setting.
    return MLPClassifier(
        layers, max_iter=epochs, n_iter_no_change=epochs, random_state=seed, **told
    )


_TREES = Option(200, 1, 5_000, "how many trees vote")
MODELS: Mapping[str, Model] = MappingProxyType(
    {
        "dummy": Model(
            family="none", make=_dummy, options={}, about="the share of each type in training"
        ),
        "word_rule": Model(
            family="word",
            make=_word_rule,
            options={
                "min_cards": Option(20, 1, 100_000, "training cards that a word needs"),
                "min_share": Option(0.75, 0, 1, "share of its usual type that it must exceed"),
            },
            about="the usual type of the first attack word",
        ),
        "logistic": Model(
            family="linear",
            make=_logistic,
            options={
                "C": Option(1.0, 1e-6, 1e6, "inverse strength of the L2 penalty"),
                "max_iter": Option(400, 1, 100_000, "most iterations of lbfgs"),
            },
            about="multinomial logistic regression",
        ),
        "forest": Model(
            family="trees",
            make=_forest,
            options={
                "n_estimators": _TREES,
                "min_samples_leaf": Option(2, 1, 10_000, "fewest cards in a leaf"),
                "max_features": Option(0.0, 0, 1, "share of columns per cut; 0: the square root"),
            },
            about="random forest",
        ),
        "xgboost": Model(
            family="trees",
            make=_xgboost,
            options={
                "n_estimators": _TREES._replace(default=150, about="rounds of boosting"),
                "learning_rate": Option(0.15, 1e-4, 1, "what a tree's answer counts"),
                "max_depth": Option(5, 1, 20, "questions on the way to a leaf"),
                "subsample": Option(0.8, 0.01, 1, "share of the cards a tree sees"),
                "colsample_bytree": Option(1.0, 0.01, 1, "share of the columns a tree sees"),
                "reg_lambda": Option(1.0, 0, 1e6, "L2 penalty on the leaves"),
            },
            about="gradient boosted trees",
        ),
        "network": Model(
            family="linear",
            make=_network,
            options={
                "hidden_units": Option(64, 1, 2_000, "width of the hidden layer"),
                "epochs": Option(60, 1, 10_000, "times that every card is seen"),
                "alpha": Option(0.01, 0, 1e3, "L2 penalty on the weights"),
                "learning_rate_init": Option(0.001, 1e-6, 1, "first step of Adam"),
            },
            about="neural network with one hidden layer",
        ),
    }
)
