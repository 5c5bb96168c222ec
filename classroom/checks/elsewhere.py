"""The same answer in a fresh process: another hash seed, time zone and working directory.

A verdict in the notebook runs in the notebook's process. What holds only there (a salted hash, the
local time, a relative path) is found by judging again elsewhere, which `course check --full` does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from classroom.checks.judge import judge_text
from classroom.checks.question import CheckError, Question, load_bank
from classroom.checks.source import read_notebook
from classroom.checks.verdict import State, Verdict, passed

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles"},
)
PATIENCE_S = 180
COURSE = Path(__file__).resolve().parents[2]


def judge_elsewhere(question: Question, notebook: Path, bank: Path) -> Verdict:
    """The first verdict that is not *passed* over all surroundings, with full sizes; or passed.

    `bank` is the question's file in `checks/`. Raises `CheckError` when the process fails.
    """
    for changes in SURROUNDINGS:
        verdict = _verdict_in(changes, question, notebook, bank)
        if not verdict.passed:
            where = f"In a fresh process (hash seed {changes['PYTHONHASHSEED']}, {changes['TZ']}): "
            return Verdict(question, verdict.state, where + verdict.sentence, verdict.nudge)
    return passed(question)


def _verdict_in(changes: dict[str, str], question: Question, notebook: Path, bank: Path) -> Verdict:
    environment = {**os.environ, **changes, "PYTHONPATH": str(COURSE)}
    arguments = [question.id, str(notebook.resolve()), str(bank.resolve())]
    with tempfile.TemporaryDirectory() as folder:
        outcome = subprocess.run(
            [sys.executable, "-m", __name__, *arguments],
            capture_output=True,
            text=True,
            cwd=folder,
            env=environment,
            timeout=PATIENCE_S,
            check=False,
        )
    last = outcome.stdout.strip().splitlines()[-1:] or [""]
    if not last[0].startswith("{"):
        what = outcome.stderr.strip().splitlines()[-1:] or ["no output"]
        message = f"The fresh process for {question.id} failed ({outcome.returncode}): {what[0]}"
        raise CheckError(message)
    found = json.loads(last[0])
    return Verdict(question, State(found["state"]), found["sentence"], found["nudge"])


def main(question_id: str, notebook: str, bank: str) -> None:
    """Judge one answer here and print the verdict as one line of JSON."""
    question = load_bank(Path(bank))[question_id]
    text = read_notebook(Path(notebook))
    verdict = judge_text(question, text, filename=notebook, full=True)
    told = {"state": verdict.state.value, "sentence": verdict.sentence, "nudge": verdict.nudge}
    sys.stdout.write("\n" + json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
