"""Run the snippets of a bank in two different surroundings and compare with the key."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from classroom.quizzes.bank import Question, Quiz, value_of

RUNNER = Path(__file__).with_name("snippet_runner.py")
PATIENCE_SECONDS = 120.0  # a guard against a snippet that hangs, not a measure of speed
# What must not matter to a key: hash order, local time, number of threads.
SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "POLARS_MAX_THREADS": "1"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "POLARS_MAX_THREADS": "2"},
)


def unconfirmed_snippets(quiz: Quiz) -> Iterator[str]:
    """One line per snippet that does not print the key in both surroundings."""
    asked = {str(n): question for n, question in enumerate(quiz.questions) if question.snippet}
    results = printed({number: question.snippet or "" for number, question in asked.items()})
    for number, question in asked.items():
        for got in dict.fromkeys(results[number]):
            if got is None:
                yield f"{question.id}: the snippet gave no result; it must end by itself, soon."
            elif not _confirms(question, got):
                key = question.key[0]
                yield f"{question.id}: the snippet prints {got!r}, the key says {key!r}; mend one."


def printed(snippets: Mapping[str, str]) -> dict[str, tuple[str | None, ...]]:
    """What each snippet prints, by its id, once per entry of SURROUNDINGS.

    None: it gave no result before PATIENCE_SECONDS, or ended the process. The second run takes
    the snippets in reverse, so that one that leans on another gives two results.
    """
    if not snippets:
        return {}
    orders = (snippets, {key: snippets[key] for key in reversed(list(snippets))})
    runs = [
        _run(order, surroundings) for order, surroundings in zip(orders, SURROUNDINGS, strict=True)
    ]
    return {key: tuple(run.get(key) for run in runs) for key in snippets}


def _run(snippets: Mapping[str, str], surroundings: Mapping[str, str]) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="course-quiz-") as folder:
        results = Path(folder, "results.jsonl")
        results.touch()
        # -P keeps the working directory off the import path, -W makes a warning visible.
        command = [sys.executable, "-P", "-W", "error", str(RUNNER), str(results)]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                command,
                input=json.dumps(dict(snippets)),
                env={**os.environ, **surroundings},
                cwd=folder,
                text=True,
                capture_output=True,
                check=False,
                timeout=PATIENCE_SECONDS,
            )
        lines = results.read_text(encoding="utf-8").splitlines()
    return dict(json.loads(line) for line in lines)


def _confirms(question: Question, got: str) -> bool:
    if question.kind == "code":
        return got == question.key[0]
    try:
        value = float(got.splitlines()[-1])
    except (IndexError, ValueError):
        return False
    return abs(value - value_of(question.key[0])) <= (question.tolerance or 0.0)
