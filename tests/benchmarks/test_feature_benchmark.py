"""The features are compared on equal results in six ways; no time is asserted."""

from __future__ import annotations

import pytest

from benchmarks import features
from benchmarks.timing import UnequalError


def say(_words):
    return None


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(features, "QUICK_ROWS", 300)


def test_six_ways_to_the_same_features_are_measured():
    (one,) = features.measured(quick=True, say=say).tables
    (ways,) = one.groups.values()
    assert list(ways) == [
        features.PANDAS,
        features.BEST,
        features.CODED,
        features.POLARS,
        features.NARWHALS,
        features.DUCKDB,
    ]


@pytest.mark.parametrize(
    ("program", "named"),
    [("with_pandas", features.PANDAS), ("with_best_pandas", features.BEST)],
)
def test_another_feature_stops_the_benchmark(program, named, monkeypatch):
    from importlib import import_module

    module = import_module(f"benchmarks.features.{program}")
    rightly = module.features

    def wrongly(cards):
        return rightly(cards).assign(hue_sin=lambda table: table["hue_sin"] + 2e-6)

    monkeypatch.setattr(module, "features", wrongly)
    with pytest.raises(UnequalError, match=f"features: {named} and polars differ"):
        features.measured(quick=True, say=say)
