"""The pull requests of exercise 7.1, made from today's cardshop: diffs, and what a reviewer reads.

python data/build_pull_requests.py            write them
python data/build_pull_requests.py --check    say which are out of step; exit 1 if any is
python data/build_pull_requests.py --measure  first run each change and record its figures

A change is a row of edits in data/proposed (a spoiler). Figures and the output of tests are
those of runs in a copy, on one machine, kept in data/pull_requests/measured.json.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from proposed import CHANGES, Change, EditError

DATA = Path(__file__).parent
ROOT = DATA.parent
FOLDER = DATA / "pull_requests"
MEASURED = FOLDER / "measured.json"


def sources(change: Change) -> dict[str, tuple[str, str]]:
    """The text of each file of a change, before and after, by path; new files were empty."""
    found = {}
    for path in change.edits:
        before = (ROOT / path).read_text("utf-8")
        found[path] = (before, change.of(path, before))
    return dict(sorted(found.items())) | {path: ("", text) for path, text in change.added.items()}


def diff_of(change: Change) -> str:
    """The change as `git diff` writes it; `git apply` and `patch -p1` take it."""
    parts = (_file_diff(path, *texts) for path, texts in sources(change).items())
    return "".join(parts)


def _file_diff(path: str, before: str, after: str) -> str:
    old = f"a/{path}" if before else "/dev/null"
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), old, f"b/{path}"
    )
    created = "" if before else "new file mode 100644\n"
    return f"diff --git a/{path} b/{path}\n{created}{''.join(lines)}"


def numbered(diff: str) -> Iterator[str]:
    """The lines of a diff, each that stands in the new file behind its number there."""
    number = 0
    for line in diff.splitlines():
        if line.startswith("@@"):
            number = int(line.split("+")[1].split(",")[0].split(" ")[0])
            yield line
        elif line.startswith(("diff ", "--- ", "+++ ", "new file")):
            yield line
        elif line.startswith("-"):
            yield f"     {line}"
        else:
            yield f"{number:4} {line}"
            number += 1


def page_of(change: Change, measured: dict[str, Any]) -> str:
    """What a reviewer reads: words, figures, output of tests, and the diff with line numbers."""
    diff = diff_of(change)
    added = sum(one.startswith("+") and not one.startswith("+++") for one in diff.splitlines())
    gone = sum(one.startswith("-") and not one.startswith("---") for one in diff.splitlines())
    rows = [f"| {' | '.join(row)} |" for row in measured["figures"]]
    table = "\n".join([rows[0], "|:---|" + "---:|" * (len(measured["figures"][0]) - 1), *rows[1:]])
    return f"""\
# {change.title}

`{change.branch}` into `main`, by {change.author} · {len(sources(change))} files, +{added} -{gone}

{change.words}
## Figures

{table}

{measured["how"]}

## Tests

```
$ uv run pytest -q -n0 {next(iter(change.added))}
{measured["tests"]}
```

## Changes

A number is the line in the new file; lines that go have none.

```diff
{chr(10).join(numbered(diff))}
```
"""


def files() -> dict[str, str]:
    """Every file that is made, by name. Raises EditError, and OSError without measured figures."""
    measured = json.loads(MEASURED.read_text("utf-8"))
    made = {}
    for name, change in CHANGES.items():
        made[f"{name}.diff"] = diff_of(change)
        made[f"{name}.md"] = page_of(change, measured[name])
    return made


def out_of_step(made: dict[str, str]) -> list[str]:
    """Names of files that differ from what is made, or are not there."""
    present = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*") if path.is_file()}
    return [name for name, text in made.items() if present.get(name) != text]


def main(told: list[str] | None = None) -> int:
    """The exit code: 0, 1 where a file is out of step, 2 where an edit finds no place."""
    parser = argparse.ArgumentParser(description="Pull requests of exercise 7.1.")
    parser.add_argument("--check", action="store_true", help="only say what is out of step")
    parser.add_argument("--measure", action="store_true", help="run each change (two minutes)")
    asked = parser.parse_args(told)
    try:
        if asked.measure:
            from proposed.measuring import measured

            text = json.dumps({name: measured(sources(one), one) for name, one in CHANGES.items()},
                              indent=1, ensure_ascii=False)  # fmt: skip
            MEASURED.write_text(text + "\n", "utf-8")
        made = files()
    except (EditError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    stale = out_of_step(made)
    if not asked.check:
        for name in stale:
            (FOLDER / name).write_text(made[name], "utf-8")
    print("\n".join(f"data/pull_requests/{one}" for one in stale) or "In step.")
    return 1 if stale and asked.check else 0


if __name__ == "__main__":
    raise SystemExit(main())
