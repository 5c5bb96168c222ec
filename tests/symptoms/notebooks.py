"""Notebooks that do not run, and what `course` refuses."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import marimo
from typer.testing import CliRunner

from symptoms import provokes, refused

NOTEBOOK = """import marimo

__generated_with = "{version}"
app = marimo.App()


@app.cell
def _():
{first}


@app.cell
def _({asked}):
{second}


if __name__ == "__main__":
    app.run()
"""
WORK = Path("work/01_data_engineering.py")


def written(folder: Path, first: str, second: str, asked: str = "") -> Path:
    """A notebook of two cells, where a learner's copy lies."""
    indented = {name: "\n".join(f"    {line}" for line in told.splitlines())
                for name, told in (("first", first), ("second", second))}  # fmt: skip
    path = folder / WORK
    path.parent.mkdir(exist_ok=True)
    text = NOTEBOOK.format(version=marimo.__version__, asked=asked, **indented)
    path.write_text(text, "utf-8")
    return path


def app_of(path: Path) -> marimo.App:
    spec = importlib.util.spec_from_file_location("provoked", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.app


def course(*words: str) -> str:
    """What `course` says, on the screen or as its refusal."""
    from classroom.commands import app

    told = CliRunner().invoke(app, list(words))
    return f"{told.output}\n{told.exception or ''}"


def in_the_browser(words: str) -> bool:
    """Whether marimo's page holds these words."""
    static = Path(marimo.__file__).parent / "_static" / "assets"
    return any(words in one.read_text("utf-8") for one in static.glob("MarimoErrorOutput*.js"))


@provokes("A name is defined in two cells")
def _(tmp_path):
    path = written(tmp_path, "cards = 1\nreturn (cards,)", "cards = 2\nreturn (cards,)")
    browser = "This cell redefines variables from other cells."
    assert in_the_browser(browser)
    said = [browser, refused(app_of(path).run)]
    found = subprocess.run(
        [sys.executable, "-m", "marimo", "check", str(WORK)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    said.append(found.stdout + found.stderr)
    yield "\n".join(said), {"ran": [f"uv run marimo check {WORK}"]}
    mended = written(tmp_path, "cards = 1\nreturn (cards,)", "_cards = 2\nreturn")
    assert app_of(mended).run()[1]["cards"] == 1


@provokes("A cell below an exercise stays empty")
def _(tmp_path):
    stopped = 'import marimo as mo\nmo.stop({passed}, mo.md("*Unlocks when the check passes.*"))'
    first = stopped.format(passed="True") + "\nshown = 1\nreturn (shown,)"
    app = app_of(written(tmp_path, first, "shown + 1\nreturn", "shown"))
    outputs, names = app.run()
    assert "shown" not in names
    yield outputs[0].text, {"names": dict(names)}
    first = stopped.format(passed="False") + "\nshown = 1\nreturn (shown,)"
    assert app_of(written(tmp_path, first, "shown + 1\nreturn", "shown")).run()[1]["shown"] == 1


@provokes("A name with an underscore is not there")
def _(tmp_path):
    path = written(tmp_path, "_rows = 3\nreturn", "_rows + 1\nreturn")
    yield refused(app_of(path).run), {"notebook": path.read_text("utf-8")}
    assert app_of(written(tmp_path, "rows = 3\nreturn (rows,)", "rows + 1\nreturn", "rows")).run()


@provokes("Cells wait for each other")
def _(tmp_path):
    path = written(tmp_path, "a = 1 + b\nreturn (a,)", "b = a\nreturn (b,)", "a")
    text = path.read_text("utf-8").replace("def _():", "def _(b):", 1)
    path.write_text(text, "utf-8")
    yield refused(app_of(path).run), {"notebook": text}


@provokes("A lesson or question that is not there")
def _(tmp_path):
    said = [course("check", "99"), course("hint", "1.99"), course("chekc", "01")]
    yield "\n".join(said), {"ran": ["uv run course --help"]}
    assert "Judge your answers" in course("--help")


@provokes("A solution that stays shut")
def _(tmp_path):
    from classroom import progress
    from classroom.commands import judging, terminal

    assert judging.record is terminal.record
    kept = progress.FileRecord(tmp_path / "record.jsonl")
    judging.record = lambda: kept
    try:
        said = course("solution", "1.2")
        for name in ("one", "one", "two"):
            progress.record_attempt(kept, "1.2", attempt=name, state="not yet")
        opened = course("hint", "1.2")
    finally:
        judging.record = terminal.record
    # The same attempt twice opens one hint.
    assert "Hint 2 of 3:" in opened
    assert "Hint 3 of 3 opens" in opened
    yield said, {"ran": ["uv run course hint 1.2"]}
