"""Run as a program by `snippets`: execute each snippet and write down what it prints.

Standard input: JSON of id to source. First argument: the file for one JSON pair a line. The
results go to a file, since a library may write to standard output behind Python's back.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path


def result_of(source: str) -> str:
    """What `source` prints, line ends trimmed; an exception adds the line `raises <ClassName>`."""
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(source, "<snippet>", "exec"), {"__name__": "__snippet__"})  # noqa: S102 - the bank's own code
    except BaseException as error:  # noqa: BLE001 - also SystemExit is an outcome of a snippet
        out.write(f"\nraises {type(error).__name__}")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines() if line.strip())


def run(snippets: dict[str, str], results: Path) -> None:
    """Nothing; appends `[id, printed]` to `results` after each snippet, in the given order."""
    for key, source in snippets.items():
        pair = json.dumps([key, result_of(source)])
        with results.open("a", encoding="utf-8") as file:
            file.write(pair + "\n")


if __name__ == "__main__":
    run(json.load(sys.stdin), Path(sys.argv[1]))
