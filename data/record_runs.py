"""How a run is recorded: python data/record_runs.py run_a prints a log anew.

Every run is trained and scored in the same way: three splits by line, 30 % of the lines in test.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from sklearn.metrics import accuracy_score
from threadpoolctl import threadpool_limits

from cardshop.dataset import split_by_line
from cardshop.features import FEATURES, features

FOLDER = Path(__file__).parent / "failing_runs"
RUNS = ("run_a", "run_b", "run_c", "run_d", "run_e", "run_f")
SPLITS, TEST_SHARE = 3, 0.3
CURVE = (0.25, 0.5, 1.0)
DIGITS = 4
Sides = tuple[pl.DataFrame, pl.DataFrame]


def inputs(table: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """What a model sees of these cards: features by their names, other columns as they are."""
    known = [name for name in columns if name in FEATURES]
    others = [name for name in columns if name not in FEATURES]
    return features(table, known).with_columns(table.select(others))


def fitted(run: dict[str, Any], table: pl.DataFrame) -> Any:
    """The run's model, fitted on these cards on one thread."""
    with threadpool_limits(1):
        made = run["model"](run["COLUMNS"], run["SETTINGS"])
        return made.fit(inputs(table, run["COLUMNS"]), run["truth"](table))


def said(run: dict[str, Any], model: Any, table: pl.DataFrame) -> np.ndarray:
    """What a fitted model says of these cards."""
    with threadpool_limits(1):
        return model.predict(inputs(table, run["COLUMNS"]))


def record(name: str, table: pl.DataFrame) -> dict[str, Any]:
    """The log of a run on its table: settings, scores per split, learning curve, who is who."""
    run = runpy.run_path(str(FOLDER / f"{name}.py"))
    sides = [split_by_line(table, seed, test_share=TEST_SHARE) for seed in range(SPLITS)]
    models = [fitted(run, train) for train, _ in sides]
    scores = [_scores(run, model, one) for model, one in zip(models, sides, strict=True)]
    tests = pl.concat(test for _, test in sides)
    told = [said(run, model, test) for model, (_, test) in zip(models, sides, strict=True)]
    truth, predicted = run["truth"](tests), np.concatenate(told)
    mean = np.mean([one["test"] for one in scores])
    return {
        "run": name,
        "about": run["__doc__"],
        "settings": run["SETTINGS"],
        "columns": run["COLUMNS"],
        "cards": table.height,
        "lines": table["line_id"].n_unique(),
        "printed": f"accuracy {mean:.3f} on lines not seen in training, mean of {SPLITS} splits",
        "scores": [{"split": at, **one} for at, one in enumerate(scores)],
        "learning_curve": list(_curve(run, sides)),
        "test_by_country": _by_country(tests, truth == predicted),
        "test_cards": _crossed(truth, predicted),
    }


def _scores(run: dict[str, Any], model: Any, sides: Sides) -> dict[str, float]:
    return {
        name: round(float(accuracy_score(run["truth"](one), said(run, model, one))), DIGITS)
        for name, one in zip(("train", "test"), sides, strict=True)
    }


def _curve(run: dict[str, Any], sides: list[Sides]) -> Iterator[dict[str, float]]:
    for share in CURVE:
        parts = [(_part(train, share), test) for train, test in sides]
        found = [_scores(run, fitted(run, train), (train, test)) for train, test in parts]
        yield {"share_of_training_lines": share} | {
            name: round(float(np.mean([one[name] for one in found])), DIGITS)
            for name in ("train", "test")
        }


def _part(train: pl.DataFrame, share: float) -> pl.DataFrame:
    return train if share == 1 else split_by_line(train, 0, test_share=share)[1]


def _by_country(tests: pl.DataFrame, right: np.ndarray) -> list[dict[str, Any]]:
    marked = tests.select("seller_country", right=right)
    share = pl.col("right").mean().round(DIGITS)
    counted = marked.group_by("seller_country").agg(cards=pl.len(), accuracy=share)
    return counted.sort("cards", "seller_country", descending=True).to_dicts()


def _crossed(truth: np.ndarray, predicted: np.ndarray) -> list[dict[str, Any]]:
    counts = Counter(zip(truth.tolist(), predicted.tolist(), strict=True))
    return [
        {"truth": one, "said": other, "cards": count}
        for (one, other), count in sorted(counts.items())
    ]


def written(log: dict[str, Any]) -> str:
    """A log as text: JSON, one score or count a line."""
    parts = []
    for key, value in log.items():
        nested = isinstance(value, list) and value and isinstance(value[0], dict)
        lines = ",\n    ".join(json.dumps(one) for one in value) if nested else ""
        parts.append(f'  "{key}": ' + (f"[\n    {lines}\n  ]" if nested else json.dumps(value)))
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    for asked in sys.argv[1:] or RUNS:
        print(written(record(asked, pl.read_parquet(FOLDER / f"{asked}.parquet"))))
