"""The `course` command, one module for each thing that people come to do.

`overview`  where you are and what comes next; every question's state
`copies`    your own copies of the exercises: begun, opened, reset
`judging`   answers judged and measured; hints; model answers
`marking`   a project marked
`quiz`      a lesson's questions in the terminal
`checkpoint`  a quiz over several lessons, handed in as a whole
`asking`    one question of either: shown, and what was typed read
`timed`     katas and exams against the clock
`certificate`  what was passed, on a page to print
`doctor`    what is wrong with the environment, the data, the record
`site`      the lessons as pages to read
`author`    exercises made from solutions; a new question or lesson

None of them imports anything heavy before it is needed.
"""

from __future__ import annotations

import typer

from classroom.commands import (
    author,
    certificate,
    copies,
    doctor,
    judging,
    overview,
    quiz,
    site,
    timed,
)

app = typer.Typer(
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Examples: course start 01 · course check 1.2 · course hint 1.2 · course status",
)
app.callback(invoke_without_command=True)(overview.where_you_are)
for _command in (
    copies.start,
    judging.check,
    judging.hint,
    judging.measure,
    judging.solution,
    copies.reset,
    overview.status,
    overview.journal,
    quiz.quiz,
    timed.kata,
    timed.exam,
    certificate.certificate,
    doctor.doctor,
    author.build,
    site.site,
):
    app.command()(_command)
app.add_typer(author.new, name="new")

__all__ = ["app"]
