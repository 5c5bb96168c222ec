"""How each service of ours is started, and the naive one."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.serving.servers import Way

NAIVE, OURS, ALONE = "naive FastAPI", "the service", "the service, each card computed alone"
HELLO = "FastAPI that answers a constant"
# What is taken out of the service, by the word that apps/stripped.py knows it by.
PARTS = {
    "key": "no key asked",
    "rate": "with a limit of rate",
    "log": "no log",
    "metrics": "no metrics",
    "journal": "no journal",
    "gate": "no middleware",
    "all": "no middleware, no metrics, no journal",
}
KEY = "a-key-for-the-benchmark"
APPS = "benchmarks.serving.apps"
PYTHON = [sys.executable, "-m"]


def naive(root: Path) -> Way:
    """The naive service."""
    return Way([*PYTHON, f"{APPS}.naive", str(root), "PORT"])


def ours(root: Path, folder: Path) -> Way:
    """The service as an operator starts it: one key, log and journal, and no limit of rate."""
    journal = folder / f"{root.name}.db"
    told = ["serve", "--port", "PORT", "--artifacts", str(root), "--journal", str(journal)]
    environment = {"CARDSHOP_API_KEYS": KEY, "CARDSHOP_RATE_PER_S": "0"}
    return Way(
        [*PYTHON, "cardshop", *told],
        path="/v1/predict",
        environment=environment,
        headers={"X-API-Key": KEY},
        counts_late=True,
    )


def without(part: str, root: Path, folder: Path) -> Way:
    """The service without one of its parts."""
    journal = folder / f"{root.name}-{part}.db"
    command = [*PYTHON, f"{APPS}.stripped", part, str(root), str(journal), "PORT"]
    return Way(command, path="/v1/predict", headers={"X-API-Key": KEY})


def hello() -> Way:
    """A constant for every card."""
    told = lambda answer: (answer["card_type"], 0.0, "")  # noqa: E731
    return Way([*PYTHON, f"{APPS}.hello", "", "PORT"], told=told)
