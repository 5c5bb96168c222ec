"""How a run is recorded: python data/record_runs.py run_a prints a log anew.

Every run is trained and scored in the same way: three splits by line, 30 % of the lines in test.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from cardshop.dataset import split_by_line
from cardshop.training.recorded import (
    RUNS,
    SPLITS,
    Answers,
    RecordedRun,
    Sides,
    recorded_run,
    splits_of_lines,
)

CURVE = (0.25, 0.5, 1.0)
DIGITS = 4


def record(name: str) -> dict[str, Any]:
    """The log of a run on its table: settings, scores per split, learning curve, who is who."""
    run = recorded_run(name)
    sides = splits_of_lines(run.table)
    models = [run.fit(train) for train, _ in sides]
    scores = [_scores(run, model, one) for model, one in zip(models, sides, strict=True)]
    tests = pl.concat(test for _, test in sides)
    told = [model(test) for model, (_, test) in zip(models, sides, strict=True)]
    truth, predicted = run.truth(tests), np.concatenate(told)
    mean = np.mean([one["test"] for one in scores])
    return {
        "run": name,
        "about": run.parts["__doc__"],
        "settings": run.settings,
        "columns": run.columns,
        "cards": run.table.height,
        "lines": run.table["line_id"].n_unique(),
        "printed": f"accuracy {mean:.3f} on lines not seen in training, mean of {SPLITS} splits",
        "scores": [{"split": at, **one} for at, one in enumerate(scores)],
        "learning_curve": list(_curve(run, sides)),
        "test_by_country": _by_country(tests, truth == predicted),
        "test_cards": _crossed(truth, predicted),
    }


def _scores(run: RecordedRun, model: Answers, sides: Sides) -> dict[str, float]:
    return {
        name: round(float((model(one) == run.truth(one)).mean()), DIGITS)
        for name, one in zip(("train", "test"), sides, strict=True)
    }


def _curve(run: RecordedRun, sides: list[Sides]) -> Iterator[dict[str, float]]:
    for share in CURVE:
        parts = [(_part(train, share), test) for train, test in sides]
        found = [_scores(run, run.fit(train), (train, test)) for train, test in parts]
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
        print(written(record(asked)))
