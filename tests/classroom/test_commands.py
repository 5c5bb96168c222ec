"""The `course` command as a learner uses it, in a copy of the course, from any folder of it."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from bad_input import ENVIRONMENT, STEM, answered, exercise, working
from classroom import catalogue, checks, copies, progress, quizzes, serving, syllabus
from classroom.commands import copies as copies_command
from classroom.commands import judging as judging_command
from classroom.commands import quiz as quiz_command
from classroom.judging import Report
from classroom.progress import FileRecord, record_attempt
from served import copy_of_the_course

HEAVY = {"polars", "numpy", "pandas", "marimo", "scipy", "sklearn", "pandera", "duckdb", "filelock"}
HEAVY |= {"xgboost", "mlflow", "sqlalchemy", "statsmodels"}


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of the course; nothing of the real one is touched."""
    return copy_of_the_course(tmp_path_factory.mktemp("clone") / "course")


@pytest.fixture
def course(clone):
    yield clone
    for name in (".course/record.jsonl", f"work/{STEM}.py", "work/kata_data_test.py"):
        (clone / name).unlink(missing_ok=True)


def run(folder, *arguments: str, typed: str = "", root=None) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "classroom", *arguments],
        cwd=folder,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=ENVIRONMENT | {"PYTHONPATH": str(root or folder)},
    )


def solved(folder) -> None:
    working((folder / "solutions" / f"{STEM}.py").read_text("utf-8"))(folder)


def record_of(folder) -> FileRecord:
    return FileRecord(folder / progress.RECORD)


def all_passed(folder, sheets=None) -> None:
    record = record_of(folder)
    for sheet in sheets or syllabus.sheets():
        for entry in sheet.questions:
            record_attempt(record, entry.id, attempt="a", state="passed")
        if isinstance(sheet, syllabus.Lesson):
            progress.record_quiz(record, sheet.number, right=8, asked=8)


def test_course_alone_says_where_you_are_and_what_comes_next(course):
    outcome = run(course)
    assert outcome.returncode == 0
    first = syllabus.lessons()[0].questions
    assert f"0 of {len(first)} passed" in outcome.stdout
    assert f"Next: {first[0].id}" in outcome.stdout
    record_attempt(record_of(course), first[0].id, attempt="a", state="not yet")
    outcome = run(course)
    assert "not yet" in outcome.stdout
    assert f"course hint {first[0].id}   1 of" in outcome.stdout


def test_the_next_step_is_the_quiz_then_the_next_lesson_then_depth_then_nothing(course):
    record = record_of(course)
    lessons = syllabus.lessons()
    for lesson, following in zip(lessons, [*lessons[1:], None], strict=True):
        for entry in lesson.questions:
            if entry.path == "core":
                record_attempt(record, entry.id, attempt="a", state="passed")
        assert f"course quiz {lesson.number}" in run(course).stdout
        progress.record_quiz(record, lesson.number, right=8, asked=8)
        if following:
            assert f"Next: {following.questions[0].id}" in run(course).stdout
    each = [entry for lesson in lessons for entry in lesson.questions]
    depth = next(entry.id for entry in each if entry.path == "depth")
    assert f"Next: {depth}" in run(course).stdout
    all_passed(course)
    assert "Everything passed." in run(course).stdout


def test_course_and_status_import_nothing_heavy():
    code = (
        "import sys; from classroom.__main__ import main\n"
        "for words in ([], ['status'], ['hint', '1.2'], ['kata']):\n"
        "    sys.argv = ['course', *words]\n"
        "    try: main()\n"
        "    except SystemExit as end: assert not end.code, end.code\n"
        f"print('HEAVY', *sorted({HEAVY!r} & set(sys.modules)))\n"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert outcome.stdout.splitlines()[-1] == "HEAVY"


def test_every_command_works_from_any_folder_of_the_clone(course):
    working(exercise(course))(course)
    outcome = run(course / "data" / "deliveries", "check", "1.2", root=course)
    assert "Judging work/01_data_engineering.py" in outcome.stdout
    assert "not attempted" in outcome.stdout


def test_check_judges_the_exercise_until_there_is_a_copy_in_work(course):
    outcome = run(course, "check", "1.2")
    assert outcome.returncode == 1
    assert "Judging exercises/01_data_engineering.py" in outcome.stdout
    solved(course)
    outcome = run(course, "check", "1.2")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "Judging work/01_data_engineering.py" in outcome.stdout
    assert "1.2        passed" in run(course, "status").stdout


@pytest.mark.slow
def test_full_judges_again_where_the_surroundings_are_others(course):
    solution = (course / "solutions" / f"{STEM}.py").read_text("utf-8")
    here_only = """
    if __import__("os").environ.get("PYTHONHASHSEED") == "2":
        raise ValueError("elsewhere")
    ### BEGIN SOLUTION
    types = {"""
    marked = solution.replace("\n    ### BEGIN SOLUTION\n    types = {", here_only, 1)
    assert marked != solution
    working(marked)(course)
    assert run(course, "check", "1.2").returncode == 0
    outcome = run(course, "check", "1.2", "--full")
    assert outcome.returncode == 1
    assert "In a fresh process (hash seed 2, America/Los_Angeles)" in outcome.stdout


@pytest.mark.slow
def test_hints_open_one_for_each_attempt_that_differs_and_then_the_solution(course):
    record = record_of(course)
    assert "Hint 1 of 3 opens with" in run(course, "hint", "1.2").stdout
    for number in (1, 2, 3):
        record_attempt(record, "1.2", attempt=f"a{number}", state="not yet")
    said = run(course, "hint", "1.2").stdout
    assert said.count("Hint ") == 3
    outcome = run(course, "solution", "1.2")
    assert outcome.returncode == 1
    assert "after 1 more attempt that differs" in outcome.stdout
    record_attempt(record, "1.2", attempt="a4", state="not yet")
    outcome = run(course, "solution", "1.2")
    assert outcome.returncode == 0
    assert "def load_boxes(" in outcome.stdout
    assert "### BEGIN" not in outcome.stdout


def test_the_last_hint_is_shown_once_and_then_where_all_of_them_are(monkeypatch, tmp_path, capsys):
    record = FileRecord(tmp_path / "record.jsonl")
    monkeypatch.setattr(judging_command, "record", lambda: record)
    report = Report("9.9", "Twice", "not yet", "It is 3.", hints=("Twice?", "Add it."))
    told = []
    for attempt in ("a", "b", "c"):
        record_attempt(record, "9.9", attempt=attempt, state="not yet")
        judging_command.tell(report)
        told.append(capsys.readouterr().out.splitlines()[-1].strip())
    assert told == [
        "Hint 1 of 2: Twice?",
        "Hint 2 of 2: Add it.",
        "All hints are open: `course hint 9.9`",
    ]


def test_check_shows_what_an_answer_prints(course):
    answered("print('reading', len(paths))\nreturn None")(course)
    outcome = run(course, "check", "1.2")
    assert "It printed:" in outcome.stdout
    assert "| reading" in outcome.stdout


def test_check_and_start_say_when_the_exercise_is_not_what_the_copy_began_from(
    monkeypatch, tmp_path, capsys
):
    begun = 'def price_of(card):\n    """A price in dollars."""\n    raise NotImplementedError\n'
    for folder, text in (("work", begun), ("exercises", begun.replace("dollars", "cents"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{STEM}.py").write_text(text, "utf-8")
    for module in (syllabus, copies):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(judging_command.judging, "judged", lambda *_, **__: [])
    monkeypatch.setattr(judging_command, "refuse_changed_data", lambda: None)
    monkeypatch.setattr(serving, "edit", lambda *_, **__: 0)
    told = f"work/{STEM}.py has another docstring of price_of than exercises/{STEM}.py. Read it"
    judging_command.judge_and_tell(syllabus.lesson("01"), ["1.2"])
    assert told in capsys.readouterr().out
    with pytest.raises(typer.Exit):
        copies_command.start("01", browser=False)
    assert told in capsys.readouterr().out


def test_reset_puts_one_answer_back_and_keeps_the_text_before(course):
    solved(course)
    before = (course / "work" / f"{STEM}.py").read_text("utf-8")
    outcome = run(course, "reset", "1.2")
    assert outcome.returncode == 0, outcome.stderr
    copy = (course / "work" / f"{STEM}.py").read_text("utf-8")
    assert copy != before
    assert copy.count("NotImplementedError") == 1
    kept = [path.read_text("utf-8") for path in (course / "work" / "kept").iterdir()]
    assert before in kept
    outcome = run(course, "reset", "01")
    assert (course / "work" / f"{STEM}.py").read_text("utf-8") == exercise(course)
    kept = [path.read_text("utf-8") for path in (course / "work" / "kept").iterdir()]
    assert copy in kept


@pytest.fixture
def one_lesson(course):
    # All lessons would be judged twice, for minutes; the claim does not need more than one.
    manifest = course / "classroom" / "course.toml"
    whole = manifest.read_text("utf-8")
    head, *lessons = whole.split("[[kata]]")[0].split("[[lesson]]")
    (first,) = (one for one in lessons if "01_data_engineering" in one)
    manifest.write_text(f"{head}[[lesson]]{first}", "utf-8")
    yield course
    manifest.write_text(whole, "utf-8")


@pytest.mark.slow
def test_status_judges_again_when_all_is_done_and_unticks_what_broke(one_lesson):
    solved(one_lesson)
    all_passed(one_lesson, [syllabus.lesson("01")])
    said = run(one_lesson, "status").stdout
    assert "Judging work/01_data_engineering.py again" in said
    assert "does not now" not in said
    answered("return None")(one_lesson)
    said = run(one_lesson, "status").stdout
    assert "1.2 passed once and does not now" in said
    assert progress.last_states(record_of(one_lesson).events())["1.2"] == "not yet"
    assert "Next: 1.1a" in run(one_lesson).stdout


def test_a_quiz_in_the_terminal_explains_counts_and_asks_other_things_again(course):
    # Whatever kind of question comes, one of these lines is an answer to it.
    typed = "what\n1 2 3 4\n3 1 2 4\n1\n1 2\n2 1\n"
    bank = {one.id: one for one in quizzes.load(syllabus.lesson("01").file("quizzes")).questions}
    for number in range(2):
        said = run(course, "quiz", "01", "--size", "1", typed=typed).stdout
        assert "That is no answer here: 'what'" in said
        assert "right of 1." in said
        (asked,) = quizzes.drawn(list(bank.values()), number, 1)
        assert asked.text in said
        taught = [f": {one.why}" in said for one in asked.options if one.right]
        assert taught == [True] * len(asked.key)
    events = [one for one in record_of(course).events() if one["kind"] == "quiz"]
    assert [one["seed"] for one in events] == [0, 1]


def test_an_order_in_part_is_asked_for_with_all_its_numbers(monkeypatch, capsys):
    questions = quizzes.load(syllabus.lesson("05").file("quizzes")).questions
    ordered = next(one for one in questions if one.kind == "order")
    count = len(ordered.options)
    typed = iter(["1", " ".join(map(str, range(1, count + 1)))])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    assert quiz_command._ask(ordered, 0).answered
    said = " ".join(capsys.readouterr().out.split())
    assert f"Allowed: all {count} numbers from 1 to {count}, each once." in said


def test_a_quiz_that_was_left_does_not_count(course):
    outcome = run(course, "quiz", "01", "--size", "40", typed="what\n")
    assert outcome.returncode == 2
    assert record_of(course).events() == []


@pytest.mark.slow
def test_a_kata_runs_against_the_clock(course):
    assert "data-test" in run(course, "kata").stdout
    begun = run(course, "kata", "data-test")
    assert begun.returncode == 0
    assert "10 minutes, from now" in begun.stdout
    assert run(course, "kata", "data-test", "--done").returncode == 1
    solution = (course / "solutions" / "kata_data_test.py").read_text("utf-8")
    (course / "work" / "kata_data_test.py").write_text(solution, "utf-8")
    done = run(course, "kata", "data-test", "--done")
    assert done.returncode == 0, done.stdout
    assert "within the 10 minutes" in done.stdout
    assert "best 0 min" in run(course, "kata").stdout


def test_the_journal_prints_what_was_written(course):
    assert "Nothing written yet" in run(course, "journal").stdout
    progress.record_text(record_of(course), "socratic 1.1", "A wrong number is quiet.")
    assert "## socratic 1.1\n\nA wrong number is quiet." in run(course, "journal").stdout


@pytest.mark.slow
def test_the_doctor_finds_a_changed_data_file(course):
    path = course / "data" / "species.csv"
    before = path.read_bytes()
    assert "TROUBLE data" not in run(course, "doctor").stdout
    path.write_bytes(before + b"\n")
    outcome = run(course, "doctor")
    path.write_bytes(before)
    assert outcome.returncode == 1
    assert "TROUBLE data" in outcome.stdout
    assert "data/species.csv" in outcome.stdout


def test_build_says_what_is_out_of_step_and_mends_it(course):
    assert run(course, "build", "--check").returncode == 0
    path = course / "exercises" / f"{STEM}.py"
    path.write_text(path.read_text("utf-8") + "# drifted\n", "utf-8")
    outcome = run(course, "build", "--check")
    assert outcome.returncode == 1
    assert "01_data_engineering.py" in outcome.stdout
    assert run(course, "build").returncode == 0
    (course / "data" / "pull_requests" / "1_features.diff").write_text("drifted", "utf-8")
    outcome = run(course, "build", "--check")
    assert outcome.returncode == 1
    assert "data/pull_requests/1_features.diff" in outcome.stdout
    assert run(course, "build").returncode == 0
    assert run(course, "build", "--check").returncode == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_can_complete_lessons_and_questions(shell):
    variables = {
        "_COURSE_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "course check 1.5",
        "COMP_CWORD": "2",
        "_TYPER_COMPLETE_ARGS": "course check 1.5",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "1.5",
    }
    code = "import sys; sys.argv = ['course']; from classroom.__main__ import main; main()"
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT | variables,
    )
    assert "1.5a" in outcome.stdout, outcome.stderr


@pytest.mark.parametrize("sheet", syllabus.sheets(), ids=lambda one: one.stem)
def test_the_catalogue_says_of_each_question_what_its_check_says(sheet):
    bank = checks.load_bank(sheet.file("checks"))
    described = catalogue.about(sheet)
    assert list(described) == [entry.id for entry in sheet.questions]
    for question_id, about in described.items():
        for field in ("title", "answer", "points", "why"):
            assert getattr(about, field) == getattr(bank[question_id], field)
        assert about.hints == tuple(bank[question_id].hints)
        assert f"def {about.answer}(" in catalogue.solution(sheet, about.answer)
