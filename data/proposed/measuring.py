"""What a change does when it runs: its own tests, and figures beside those of main."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from proposed.editing import Change

ROOT = Path(__file__).parents[2]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "2"}
TOLD = """
import json
from cardshop.dataset import load_cards
from cardshop.training import Settings, train
CARDS = load_cards().head(3_000)
"""
LOGISTIC = (
    TOLD
    + """
def told(groups):
    mean = train(CARDS, Settings(groups=groups, splits=5)).mean("accuracy")
    return f"{mean.estimate:.3f} ({mean.low:.3f} to {mean.high:.3f})"
from cardshop.features import DEFAULT
print(json.dumps([told(DEFAULT)]))
"""
)
FORESTS = """
GRID = [(leaf, most) for leaf in (1, 2, 5) for most in (0.0, 0.2)]
def settings(leaf, most):
    options = {"n_estimators": 50, "min_samples_leaf": leaf, "max_features": most}
    return Settings(model="forest", splits=3, options=options)
"""
BY_HAND = (
    TOLD
    + FORESTS
    + """
mean = train(CARDS, settings(2, 0.0)).mean("accuracy")
print(json.dumps([f"{mean.estimate:.3f}", "1"]))
"""
)
BEST = (
    TOLD
    + FORESTS
    + """
from cardshop.training.fitting import best_of
best = best_of(CARDS, [settings(*one) for one in GRID])
print(json.dumps([f"{best.mean('accuracy').estimate:.3f}", str(len(GRID))]))
"""
)
CARDS_ASKED = 500
GATE = f"""
import asyncio, json
from types import SimpleNamespace
from cardshop.service.batching import FailedError
from cardshop.service.problems import Problem
from cardshop.service.routes import Desk

class Odd:
    asked = 0
    async def one(self, card, about, *, until):
        self.asked += 1
        if self.asked % 5 == 0:
            raise FailedError("ValueError")
        return SimpleNamespace(late=False, rows=[(0, 0.9)])

class Visit(SimpleNamespace):
    def latency_ms(self):
        return 1.0

def desk():
    made = Desk.__new__(Desk)
    made.release = SimpleNamespace(
        reader=SimpleNamespace(one=lambda body: dict()), batcher=Odd(), version_text='"1"',
        answer=lambda code, sure: ('"Fire"', "Fire", sure, "file", "sure"),
        artifact=SimpleNamespace(version="1"))
    made.settings = SimpleNamespace(deadline_ms=100)
    count = SimpleNamespace(inc=lambda: None, observe=lambda value: None)
    made.metrics = SimpleNamespace(decision=lambda *_: None, failed=count, confidence=count)
    made.journal = SimpleNamespace(durable=False, record=lambda entry: True)
    return made

async def answered():
    ours, good = desk(), 0
    for number in range({CARDS_ASKED}):
        visit = Visit(body=b"", loop_time=0.0, request_id=str(number), client_id=None)
        try:
            found = await ours.predict(SimpleNamespace(scope={{"visit": visit}}))
            good += found.status_code == 200
        except Problem:
            pass
    return good

good = asyncio.run(answered())
print(json.dumps([str(good), str({CARDS_ASKED} - good)]))
"""
# Of each change: heading of the table, then the programs that fill its rows on main and with it.
FIGURES = {
    "feature/print-features": (
        ["logistic regression on 3,000 cards, 5 splits", "accuracy (95 % interval)"],
        (LOGISTIC, LOGISTIC),
        "Both rows: the default groups of features, `Settings(splits=5)`.",
    ),
    "feature/best-of": (
        ["forest of 50 trees on 3,000 cards, 3 splits", "accuracy on unseen lines", "candidates"],
        (BY_HAND, BEST),
        "Main: one forest with the options of the zoo. Here: the sentence of `report` on six.",
    ),
    "fix/always-answer": (
        [f"{CARDS_ASKED} cards, the model raises on each fifth", "answers 200", "errors"],
        (GATE, GATE),
        "The queue's model was made to raise; everything else of `predict` is real.",
    ),
}


def measured(sources: Mapping[str, tuple[str, str]], change: Change) -> dict[str, Any]:
    """The figures of a change beside main's, and what its own tests print."""
    heading, programs, how = FIGURES[change.branch]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "cardshop_copy"
        copied(copy, sources)
        rows = [
            [name, *json.loads(_ran(place, "-c", program))]
            for name, place, program in zip(
                ("main", "this change"), (ROOT, copy), programs, strict=True
            )
        ]
        tests = _ran(copy, "-m", "pytest", "-q", "-n0", "--color=no", next(iter(change.added)))
    return {"figures": [heading, *rows], "how": how, "tests": shorter(tests)}


def copied(copy: Path, sources: Mapping[str, tuple[str, str]]) -> None:
    """A copy of what the package and its tests need, with the change applied."""
    left = shutil.ignore_patterns("__pycache__")
    for name in ("cardshop", "classroom", "data", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=left)
    shutil.copy(ROOT / "pyproject.toml", copy)
    for path, (_, after) in sources.items():
        (copy / path).write_text(after, "utf-8")


def _ran(place: Path, *command: str) -> str:
    surroundings = os.environ | ONE_THREAD | {"PYTHONPATH": str(place)}
    outcome = subprocess.run(
        [sys.executable, *command],
        cwd=place, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if outcome.returncode:
        message = f"a measuring run failed: {(outcome.stdout + outcome.stderr)[-2000:]}"
        raise OSError(message)
    return outcome.stdout.strip()


def shorter(output: str) -> str:
    """The output without its time, which is another one each time."""
    return re.sub(r" in [\d.]+s", "", output)
