"""docs/COURSE_OUTLINE.md and the made part of docs/progress_tracker.md.

python classroom/outline/__main__.py            write them
python classroom/outline/__main__.py --check    say which are out of step; exit 1 if any is
"""

from __future__ import annotations

import sys
from pathlib import Path

from classroom.outline import page, tracker
from classroom.syllabus import ROOT

OUTLINE = "docs/COURSE_OUTLINE.md"
TRACKER = "docs/progress_tracker.md"


def main(told: list[str]) -> int:
    """0 if all is in step or was written; 1 if `--check` found something out of step."""
    made = {OUTLINE: page.outline(), TRACKER: tracker.renewed(_read(TRACKER))}
    stale = [path for path, text in made.items() if _read(path) != text]
    for path in stale:
        sys.stdout.write(f"{path}\n")
        if "--check" not in told:
            _write(ROOT / path, made[path])
    return 1 if stale and "--check" in told else 0


def _read(path: str) -> str:
    file = ROOT / path
    return file.read_text("utf-8") if file.is_file() else ""


def _write(path: Path, text: str) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(text, "utf-8")
    partial.replace(path)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
