"""The documents in docs/ hold what the requirements list, and point at what exists."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from classroom import progress, syllabus
from classroom.commands import app
from classroom.outline import lessons
from classroom.syllabus import ROOT

DOCS = ROOT / "docs"
WRITTEN = (
    "progress_tracker",
    "interview_prep",
    "technology_landscape",
    "workflows",
    "team_structures",
    "next_steps",
)
NUMBERS = [one.number for one in syllabus.lessons()]
TABLES = [
    "Notebooks",
    "IDEs",
    "Data",
    "ML frameworks",
    "Experiment tracking",
    "Serving",
    "Feature stores",
    "Quality and validation",
    "Orchestration",
]
WORKFLOWS = ["1. Batch", "2. Real time", "3. Online learning", "4. From research to production"]
PROSE = ["README.md", "AUTHORING.md", "docs", "solutions", "quizzes", "checks"]


def text_of(name):
    return (DOCS / f"{name}.md").read_text("utf-8")


def parts(text, mark):
    """The text below each heading of one rank, by heading."""
    found = re.split(rf"^{mark} (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def rows(text):
    """The cells of each row of the first table, without head and rule."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def numbered(text):
    return [int(one) for one in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


def test_the_tracker_has_an_entry_and_three_aha_moments_for_each_module():
    tracker = parts(text_of("progress_tracker"), "##")
    entries = parts(tracker["Modules"], "###")
    titles = [f"{one.number} {one.title}" for one in syllabus.lessons()]
    assert [one for one in entries if one in titles] == titles
    moments = parts(tracker["Aha moments"], "###")
    assert list(moments) == [f"Module {int(one)}" for one in NUMBERS]
    for number, text in zip(NUMBERS, moments.values(), strict=True):
        boxes = re.findall(r"^- \[ \] .+\[(\d\d), section \d+\]", text, re.MULTILINE)
        assert boxes == [number] * 3


def test_the_tracker_has_five_levels_in_the_words_of_the_journal():
    levels = rows(parts(text_of("progress_tracker"), "##")["Where you are"])
    assert [one[0] for one in levels] == ["0", "1", "2", "3", "4"]
    assert tuple(one[2] for one in levels) == progress.LEVELS


def test_the_tracker_asks_five_questions_a_week_and_has_a_journal():
    tracker = parts(text_of("progress_tracker"), "##")
    assert numbered(tracker["Each week: five questions"]) == [1, 2, 3, 4, 5]
    assert re.findall(r"Could I (\w+) it\?", tracker["Learning journal"]) == [
        "teach",
        "apply",
        "debug",
    ]
    assert "My aha moment" in tracker["Learning journal"]


def test_a_complete_course_is_eighteen_boxes_that_say_where():
    found = parts(parts(text_of("progress_tracker"), "##")["Complete when"], "###")
    boxes = {name: re.findall(r"(?m)^- \[ \] (.+)$", text) for name, text in found.items()}
    assert {name: len(one) for name, one in boxes.items()} == {
        "Technical": 7,
        "Professional": 6,
        "Mindset": 5,
    }
    assert all(re.search(r"\(\d\.\d", one) for held in boxes.values() for one in held)


def test_each_module_has_interview_questions_whose_numbers_can_be_run():
    found = parts(parts(text_of("interview_prep"), "##")["Questions by module"], "###")
    assert [one[:2] for one in found] == NUMBERS
    for number, text in zip(NUMBERS, found.values(), strict=True):
        asked = rows(text)
        assert len(asked) >= 3
        for _, number_from, hear, flags in asked:
            place = rf"\[{number}, section \d+\]|`course check {int(number)}\.|`course check 08`"
            assert re.match(place, number_from)
            assert hear
            assert flags


def test_thirty_tasks_are_ten_of_each_kind_and_say_what_trains_them():
    found = parts(parts(text_of("interview_prep"), "##")["Thirty tasks"], "###")
    assert {name: numbered(text) for name, text in found.items()} == {
        "Theory": list(range(1, 11)),
        "Coding": list(range(11, 21)),
        "Design": list(range(21, 31)),
    }
    tasks = [one for text in found.values() for one in re.findall(r"(?m)^\d+\. .+", text)]
    silent = [one for one in tasks if not re.search(r"\*Trained by\*|Not (taught|asked) here", one)]
    assert silent == []


def test_nine_tables_of_tools_are_dated_and_end_in_a_choice():
    text = text_of("technology_landscape")
    found = parts(text, "##")
    assert list(found) == TABLES
    assert re.search(r"^As of \d{4}-\d\d-\d\d\.", text, re.MULTILINE)
    for held in found.values():
        tools = rows(held)
        assert len(tools) >= 3
        assert {len(one) for one in tools} == {5}
        assert "**This course: " in held


def test_figures_of_the_landscape_are_those_of_the_last_benchmark():
    measured = (DOCS / "performance.md").read_text("utf-8")
    quoted = re.findall(r"^> (.+)$", text_of("technology_landscape"), re.MULTILINE)
    assert len(quoted) == 2
    assert [one for one in quoted if one not in measured] == []


def test_four_workflows_are_drawn_told_placed_and_broken():
    found = parts(text_of("workflows"), "##")
    assert list(found) == WORKFLOWS
    for text in found.values():
        (drawn,) = re.findall(r"```mermaid\nflowchart TD\n(.+?)```", text, re.DOTALL)
        shape = r"(?:\w+(?:\[[^]]+\]|\{[^}]+\})?)"
        edge = rf" {{4}}{shape} -->(?:\|[^|]+\|)? {shape}"
        assert [line for line in drawn.splitlines() if not re.fullmatch(edge, line)] == []
        assert len(drawn.splitlines()) >= 8
        told = text.split("**In words.**")[1].split("**Here")[0].lower()
        for label in re.findall(r"(?:\[|\{)([^]}]+)", drawn):
            stems = [word[:5] for word in re.findall(r"[a-z]{4,}", label.lower())]
            assert any(stem in told for stem in stems), label
        assert "**Here" in text
        assert len(rows(text)) >= 4


def test_three_sizes_of_team_and_what_an_ml_engineer_answers_for():
    found = parts(text_of("team_structures"), "##")
    sizes = [name.split(":")[0] for name in found][:3]
    assert sizes == ["Small", "Medium", "Large"]
    for name in list(found)[:3]:
        told = {one[0] for one in rows(found[name])}
        assert {"who", "decisions", "tools that pay", "how it fails", "what to do"} <= told
    assert len(rows(found["What an ML engineer answers for"])) == 8


def test_next_steps_are_three_four_and_four():
    found = parts(text_of("next_steps"), "##")
    counts = {name: len(numbered(text)) for name, text in list(found.items())[:3]}
    assert counts == {"Immediate: three": 3, "Three months: four": 4, "Six months: four": 4}
    assert [one[0] for one in rows(found["Left out"])][-1] == "videos"


@pytest.mark.parametrize("name", WRITTEN)
def test_sections_questions_and_commands_that_are_named_exist(name):
    text = text_of(name)
    for number, section, stem in re.findall(r"\[(\d\d), section (\d+)\]\(\.\./(\w+)\.py\)", text):
        lesson = syllabus.lesson(number)
        assert stem == lesson.stem
        assert section in {one.number for one in lessons.sections(lesson)}
    assert len(re.findall(r"\[\d\d, section", text)) == len(re.findall(r"\d\d, section \d", text))
    if name != "technology_landscape":
        for one in re.findall(r"(?<![\d.])[0-8]\.[1-9][a-c]?(?![\d%])", text):
            assert syllabus.question_entry(one).id == one
    known = {one.name or one.callback.__name__ for one in app.registered_commands}
    assert set(re.findall(r"`(?:uv run )?course (\w+)", text)) <= known


@pytest.mark.parametrize("name", WRITTEN)
def test_links_to_headings_lead_to_one(name):
    for file, anchor in re.findall(r"\]\(([\w.]*)#([\w-]+)\)", text_of(name)):
        page = (DOCS / file if file else DOCS / f"{name}.md").read_text("utf-8")
        headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
        slugs = [re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings]
        assert anchor in slugs


def test_prose_is_spelled_as_codespell_knows_it(tmp_path):
    wrong = tmp_path / "wrong.md"
    wrong.write_text("A delivery is recieved.\n", "utf-8")
    lessons_too = [one.notebook.name for one in syllabus.lessons()]
    outcome = subprocess.run(
        [sys.executable, "-m", "codespell_lib", *PROSE, *lessons_too, wrong],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert outcome.stdout.splitlines() == [f"{wrong}:1: recieved ==> received"], outcome.stderr


def test_a_todo_is_a_stub_of_an_exercise_and_nothing_else():
    for sheet in syllabus.sheets():
        stubs = sheet.file("exercises").read_text("utf-8").count("# TODO: ")
        assert stubs >= len({one.id for one in sheet.questions})
    finished = [*ROOT.glob("0*.py"), *(ROOT / "solutions").glob("*.py")]
    finished += [*(ROOT / "cardshop").rglob("*.py"), *(DOCS / f"{one}.md" for one in WRITTEN)]
    assert [one.name for one in finished if "TODO" in one.read_text("utf-8")] == []


def test_each_criterion_of_success_is_mapped_to_what_holds_it():
    held = rows(parts(text_of("decisions"), "##")["The course as a whole"])
    assert len(held) == 4 + 5 + 5 + 4
    for _, holder in held:
        for path in re.findall(r"`((?:tests|classroom)/[\w/]+\.py)`", holder):
            assert (ROOT / path).exists()
