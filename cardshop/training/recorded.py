"""Runs that were recorded with their code, their table and their log, and that can run again.

They lie in data/failing_runs; `data/record_runs.py` writes the logs. Of six runs five fail.
"""

from __future__ import annotations

import json
import runpy
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from cardshop.dataset import DATA, split_by_line, verified
from cardshop.features import FEATURES, features
from cardshop.training.refusals import TrainingError, unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDER = DATA / "failing_runs"
RUNS = ("run_a", "run_b", "run_c", "run_d", "run_e", "run_f")
SPLITS, TEST_SHARE = 3, 0.3
Sides = tuple[pl.DataFrame, pl.DataFrame]
# Answers to cards, by a model that has been trained.
Answers = Callable[[pl.DataFrame], "NDArray[Any]"]


@dataclass(frozen=True)
class RecordedRun:
    """One run: its code as text, the parts that the code defines, the table it was trained on."""

    name: str
    code: str
    parts: Mapping[str, Any]
    table: pl.DataFrame

    @property
    def log(self) -> dict[str, Any]:
        """What was recorded: settings, columns, scores a split, learning curve, counts."""
        return json.loads((FOLDER / f"{self.name}.json").read_text("utf-8"))

    @property
    def columns(self) -> list[str]:
        """The names of what the model sees: features, and columns of the table."""
        return list(self.parts["COLUMNS"])

    @property
    def settings(self) -> dict[str, Any]:
        """What the model is told."""
        return dict(self.parts["SETTINGS"])

    def truth(self, cards: pl.DataFrame) -> NDArray[Any]:
        """The right answer to each card."""
        return self.parts["truth"](cards)

    def fit(
        self,
        cards: pl.DataFrame,
        *,
        settings: Mapping[str, Any] | None = None,
        drop: Collection[str] = (),
    ) -> Answers:
        """The function that answers cards, once the run's model is trained on these, on one thread.

        `settings` replace those of the code, columns of `drop` are not seen. Raises TrainingError
        for a name that the run does not have.
        """
        from sklearn.exceptions import ConvergenceWarning
        from threadpoolctl import threadpool_limits

        told, seen = self._told(settings or {}), self._seen(drop)
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            fitted = self.parts["model"](seen, told).fit(_inputs(cards, seen), self.truth(cards))

        def answers(others: pl.DataFrame) -> NDArray[Any]:
            with threadpool_limits(1):
                return fitted.predict(_inputs(others, seen))

        return answers

    def scores(self, table: pl.DataFrame | None = None, **changes: Any) -> dict[str, float]:
        """Mean accuracy on both sides of the three splits of the log: train and test.

        On another table than the run's, if one is passed; `changes` are those of `fit`.
        """
        found = []
        for train, test in splits_of_lines(self.table if table is None else table):
            answers = self.fit(train, **changes)
            found.append([float((answers(one) == self.truth(one)).mean()) for one in (train, test)])
        trained, tested = zip(*found, strict=True)
        return {"train": sum(trained) / SPLITS, "test": sum(tested) / SPLITS}

    def _told(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        for name in settings:
            if name not in self.settings:
                raise TrainingError(unknown(f"setting of {self.name}", name, tuple(self.settings)))
        return self.settings | dict(settings)

    def _seen(self, drop: Collection[str]) -> list[str]:
        for name in drop:
            if name not in self.columns:
                raise TrainingError(unknown(f"column of {self.name}", name, tuple(self.columns)))
        return [name for name in self.columns if name not in drop]


def recorded_run(name: str) -> RecordedRun:
    """A recorded run by its name, one of RUNS. Raises TrainingError, DatasetError."""
    if name not in RUNS:
        raise TrainingError(unknown("recorded run", name, RUNS))
    path = FOLDER / f"{name}.py"
    table = pl.read_parquet(verified(f"{name}.parquet", folder=FOLDER), glob=False)
    return RecordedRun(name, path.read_text("utf-8"), runpy.run_path(str(path)), table)


def splits_of_lines(cards: pl.DataFrame) -> list[Sides]:
    """The three splits that every run is scored on, 30 % of the lines in test."""
    return [split_by_line(cards, seed, test_share=TEST_SHARE) for seed in range(SPLITS)]


def _inputs(cards: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    known = [name for name in columns if name in FEATURES]
    others = cards.select(name for name in columns if name not in FEATURES)
    return features(cards, known).with_columns(others) if known else others
