"""What there is to do in a lesson, from the manifest and the checks: nothing is listed twice."""

from __future__ import annotations

import marimo as mo

from classroom import checks, syllabus


def exercises(lesson: str) -> mo.Html:
    """The questions of a lesson with their minutes, and the commands that open and judge them."""
    one = syllabus.lesson(lesson)
    bank = checks.load_bank(one.file("checks"))
    rows = [
        f"| {entry.id} | {bank[entry.id].title} | {entry.path} | {entry.minutes} |"
        for entry in one.questions
    ]
    rows.append(
        f"| quiz | eight of {one.quiz} questions on this module | core | {one.quiz_minutes} |"
    )
    if one.project:
        rows.append(f"| project | `work/{one.project}`, marked | core | {one.project_minutes} |")
    table = "\n".join(["| exercise | what | path | minutes |", "|:---|:---|:---|---:|", *rows])
    commands = (
        f"`uv run course start {one.number}` opens your own copy; "
        f"`uv run course check {one.number}` judges it in the terminal."
    )
    return mo.md(f"{table}\n\n{commands}")
