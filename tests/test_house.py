"""The house rules, held by tests: layers, style, format, types, words."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from classroom import syllabus
from classroom.syllabus import ROOT
from notebooks import imported, name

LAYERS = [
    "dataset",
    "contract",
    "drift",
    "features",
    "evaluation",
    "training",
    "artifact",
    "journal",
    "service",
    "monitoring",
    "rollout",
    "incidents",
    "__main__",
]
CODE = sorted(
    path
    for one in ("benchmarks", "cardshop", "classroom", "data", "solutions/capstone/capstone")
    for path in (ROOT / one).rglob("*.py")
)
CAPSTONE = ROOT / "solutions" / "capstone"
DOCUMENTS = [one for folder in (ROOT, CAPSTONE) for one in sorted((folder / "docs").glob("*.md"))]
PROSE = ["README.md", "AUTHORING.md", name(CAPSTONE / "README.md"), *map(name, DOCUMENTS)]
FORBIDDEN = re.compile(
    r"\b(simply|just|obviously|easy|powerful|robust|leverage|delve|crucial|seamless)\b",
    re.IGNORECASE,
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
BIG_FILE, MEDIAN_FUNCTION, LONG_FUNCTION = 250, 10, 25
README_LINES = 120


def run(*command: str) -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_ruff_has_nothing_to_say():
    run("ruff", "check", "--quiet", ".")


def test_ruff_format_would_change_nothing():
    run("ruff", "format", "--check", "--quiet", ".")


def test_the_types_hold():
    run("pyrefly", "check", "--output-format", "min-text")


def test_cardshop_modules_import_only_what_stands_above_them():
    wrong = []
    for path in sorted((ROOT / "cardshop").rglob("*.py")):
        own = path.relative_to(ROOT / "cardshop").parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) and node.module else ""
            if module.startswith("cardshop."):
                other = module.split(".")[1]
                if LAYERS.index(other) > LAYERS.index(own):
                    wrong.append(f"{own} imports {other}")
    assert wrong == []


@pytest.mark.parametrize(
    ("package", "refused"),
    [("cardshop", {"classroom", "marimo"}), ("classroom", {"cardshop"}), ("data", {"classroom"})],
)
def test_packages_stay_apart(package, refused):
    files = sorted((ROOT / package).rglob("*.py"))
    assert len(files) > 1
    assert [name(path) for path in files if imported(path) & refused] == []


def test_only_display_knows_marimo():
    files = sorted((ROOT / "classroom").rglob("*.py"))
    knowing = {name(path) for path in files if "marimo" in imported(path)}
    assert {one.removesuffix(".py").split("/")[1] for one in knowing} == {"display"}


def test_nothing_heavy_is_imported_before_it_is_needed():
    heavy = {"sklearn", "xgboost", "scipy", "pandera", "statsmodels", "marimo", "duckdb", "pandas"}
    heavy |= {"mlflow", "sqlalchemy"}
    modules = [
        f"cardshop.{path.stem}" for path in (ROOT / "cardshop").iterdir() if path.stem in LAYERS
    ]
    modules += ["classroom.syllabus", "classroom.progress", "classroom.checks", "classroom.quizzes"]
    code = f"import sys, {', '.join(modules)}; print(*({heavy!r} & set(sys.modules)))"
    outcome = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert outcome.stdout.split() == []


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def body_lines(function: ast.FunctionDef) -> int:
    first = function.body[1:] or function.body
    has_docstring = ast.get_docstring(function) is not None
    return function.end_lineno - (first[0] if has_docstring else function.body[0]).lineno + 1


def test_files_and_functions_stay_small():
    big = [name(path) for path in CODE if len(path.read_text("utf-8").splitlines()) > BIG_FILE]
    assert big == []
    lines = [body_lines(one) for path in CODE for one in functions(path)]
    assert statistics.median(lines) <= MEDIAN_FUNCTION
    assert statistics.quantiles(lines, n=10)[-1] <= LONG_FUNCTION


def test_every_question_file_has_its_five_places():
    for sheet in syllabus.sheets():
        for kind in ("exercises", "solutions", "checks", "tests/answers"):
            assert sheet.file(kind).exists(), sheet.file(kind)
    lessons = {lesson.stem for lesson in syllabus.lessons()}
    stems = tuple(sheet.stem for sheet in syllabus.sheets())
    assert {path.stem for path in (ROOT / "quizzes").iterdir()} == lessons
    for kind in ("solutions", "exercises"):
        assert {path.stem for path in (ROOT / kind).glob("*.py")} == set(stems)
    for kind in ("checks", "tests/answers"):
        names = [path.name for path in (ROOT / kind).iterdir() if path.suffix in (".py", ".toml")]
        assert [one for one in names if not one.startswith(stems)] == []


@pytest.mark.parametrize("document", PROSE)
def test_documents_keep_the_house_words(document):
    text = (ROOT / document).read_text("utf-8")
    assert FORBIDDEN.findall(text) == []
    assert EMOJI.findall(text) == []


def test_the_readme_lists_every_lesson_with_the_hours_of_its_core_path():
    text = (ROOT / "README.md").read_text("utf-8")
    for lesson in syllabus.lessons():
        hours = lesson.core_minutes / 60
        row = f"| {lesson.number} | [{lesson.title}]({lesson.stem}.py)"
        (line,) = [one for one in text.splitlines() if one.startswith(row)]
        assert line.endswith(f"| {round(hours, 1):g} h |")
    assert len(text.splitlines()) <= README_LINES


@pytest.mark.parametrize("document", PROSE)
def test_links_in_documents_lead_somewhere(document):
    path = ROOT / document
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), f"{document} links to {target}"


def test_the_core_path_takes_at_most_thirty_hours():
    minutes = [lesson.core_minutes for lesson in syllabus.lessons()]
    assert len(minutes) == 9
    assert sum(minutes) <= 30 * 60
