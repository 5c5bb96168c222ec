"""The `course` command: build exercises, start one, have it judged, see where you are."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from classroom import pairing, progress, serving, syllabus
from classroom.syllabus import ROOT

app = typer.Typer(no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False)
out = Console(highlight=False)
WrongUse = (
    syllabus.SyllabusError,
    pairing.PairingError,
    progress.RecordError,
    serving.PortError,
)


def main() -> None:
    """Run one command; what is wrong with its input is one line, and exit code 2."""
    try:
        app()
    except WrongUse as error:
        _refuse(str(error))


@app.command()
def build(
    *, check: Annotated[bool, typer.Option(help="Only say what is out of step; exit 1.")] = False
) -> None:
    """Make the exercises from the solutions."""
    solutions, exercises = ROOT / "solutions", ROOT / "exercises"
    if check:
        stale = pairing.out_of_step(solutions, exercises)
        out.print(f"Out of step: {', '.join(stale)}. Run: course build" if stale else "In step.")
        raise typer.Exit(1 if stale else 0)
    written = pairing.write_exercises(solutions, exercises)
    out.print(f"Written: {', '.join(written) or 'nothing, all were in step'}.")


@app.command()
def start(
    lesson: Annotated[str, typer.Argument(help="A lesson's number, such as 01.")],
    *,
    browser: Annotated[bool, typer.Option(help="Open the two pages in a browser.")] = True,
    port: Annotated[int, typer.Option(help="0 takes any free port.")] = 0,
) -> None:
    """Copy a lesson's exercises to work/ and open lesson and exercises side by side."""
    one, port = syllabus.lesson(lesson), serving.free_port(port)
    copy = one.file("work")
    if not copy.exists():
        copy.parent.mkdir(exist_ok=True)
        # work/ lies as deep as exercises/, so the copy's header and paths hold.
        shutil.copyfile(one.file("exercises"), copy)
    out.print(f"Your copy is {copy.relative_to(ROOT).as_posix()}; git ignores it.")
    pages = [path.relative_to(ROOT).as_posix() for path in (one.notebook, copy)]
    raise typer.Exit(
        serving.edit(
            pages, port=port, browser=browser, say=lambda text: out.print(text, soft_wrap=True)
        )
    )


@app.command()
def check(
    target: Annotated[str, typer.Argument(help="A lesson (01) or a question (1.2).")] = "01",
    *,
    full: Annotated[bool, typer.Option(help="Full sizes, in fresh processes elsewhere.")] = False,
) -> None:
    """Judge your answers in the terminal; exit 0 only when all of them pass."""
    from classroom import checks

    one = syllabus.lesson(target)
    if "." in target:
        syllabus.question_entry(target)
    notebook = one.file("work") if one.file("work").exists() else one.file("exercises")
    out.print(f"Judging {notebook.relative_to(ROOT).as_posix()}")
    bank = checks.load_bank(one.file("checks"))
    chosen = [bank[target]] if target in bank else list(bank.values())
    try:
        verdicts = [_judged(question, notebook, full=full) for question in chosen]
    except checks.CheckError as fault:
        _refuse(f"A check failed by itself; this is not your fault. {fault}")
    events = progress.FileRecord(ROOT / progress.RECORD).events()
    for verdict in verdicts:
        question = verdict.question
        out.print(f"[bold]{question.id}[/] {question.title}: {verdict.state.value}")
        out.print(f"    {verdict.sentence} {verdict.nudge}".rstrip(), soft_wrap=True, markup=False)
        unlocked = question.hints[: progress.failed_attempts(events, question.id)]
        if unlocked and not verdict.passed:
            hint = f"    Hint {len(unlocked)} of {len(question.hints)}: {unlocked[-1]}"
            out.print(hint, soft_wrap=True, markup=False)
    raise typer.Exit(0 if all(verdict.passed for verdict in verdicts) else 1)


@app.command()
def status() -> None:
    """Show each question's last state."""
    states = progress.last_states(progress.FileRecord(ROOT / progress.RECORD).events())
    for one in syllabus.lessons():
        passed = sum(states.get(entry.id) == "passed" for entry in one.questions)
        out.print(f"[bold]{one.number} {one.title}[/]: {passed} of {len(one.questions)} passed")
        for entry in one.questions:
            out.print(f"    {entry.id}  {states.get(entry.id, 'not attempted')}")


def _judged(question, notebook: Path, *, full: bool):  # noqa: ANN001, ANN202  heavy names
    from classroom import checks
    from classroom.checks.elsewhere import judge_elsewhere

    try:
        text = checks.read_notebook(notebook)
    except checks.AnswerNotFoundError as error:
        _refuse(str(error))
    verdict = checks.judge_text(question, text, filename=str(notebook))
    if full and verdict.passed:
        bank = syllabus.lesson(question.id).file("checks")
        verdict = replace(judge_elsewhere(question, notebook, bank), attempt=verdict.attempt)
    progress.record_verdict(progress.FileRecord(ROOT / progress.RECORD), verdict)
    return verdict


def _refuse(message: str) -> NoReturn:
    Console(stderr=True, highlight=False).print(message, soft_wrap=True, markup=False)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
