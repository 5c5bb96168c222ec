"""The command: measure all or some, say what is coming, and write docs/performance.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import report
from benchmarks.findings import NotMeasuredError, Say
from benchmarks.machine import machine, today
from classroom.syllabus import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"
TITLES = {
    "verdicts": "Computing a verdict",
    "round_trip": "A verdict in the browser",
    "validation": "Validating all notebooks",
    "pages": "The lessons as pages",
    "contract": "The contract of a delivery",
    "engines": "pandas, polars and DuckDB",
    "features": "The features of a card",
    "journal": "Remembering a prediction",
    "serving": "Answering cards",
    "shifts": "Drift by harm",
    "launch": "Starting a lesson",
}
out = Console(highlight=False)
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True)
class Outcome:
    """A section of the document, and whether its benchmark came to an end."""

    text: str
    failed: bool = False


@app.command()
def main(
    *,
    only: Annotated[list[str] | None, typer.Option(help="A benchmark; may be repeated.")] = None,
    quick: Annotated[bool, typer.Option(help="Small repeats, shown and not written.")] = False,
    show: Annotated[bool, typer.Option("--list", help="Say which benchmarks there are.")] = False,
    contenders: Annotated[
        bool, typer.Option(help="serving: other servers, too; installs.")
    ] = False,
) -> None:
    """Measure the course beside what a reader would use instead."""
    chosen = only or list(TITLES)
    if unknown := [name for name in chosen if name not in TITLES]:
        known = ", ".join(TITLES)
        message = f"No benchmark {', '.join(unknown)}; there are {known}. Name one of them."
        Console(stderr=True, highlight=False).print(message)
        raise typer.Exit(2)
    if show:
        for name in chosen:
            out.print(_announcement(name), soft_wrap=True)
        return
    more = {"serving": {"contenders": contenders}}
    raise typer.Exit(1 if _in_turn(chosen, more, quick=quick) else 0)


def _in_turn(
    chosen: Sequence[str], more: Mapping[str, Mapping[str, bool]], *, quick: bool
) -> list[str]:
    """Names of the benchmarks that failed."""
    failures = []
    for place, name in enumerate(chosen, 1):
        out.print(f"\\[{place}/{len(chosen)}] {_announcement(name)}", soft_wrap=True)
        outcome = _measured(name, {"quick": quick, **more.get(name, {})})
        if quick:
            out.print(outcome.text, markup=False, soft_wrap=True)
            out.print("This was quick: few repeats, nothing written.")
        else:
            # One by one, so that what was measured is kept when a later one is interrupted.
            report.write(DOCUMENT, TITLES, {name: outcome.text})
            out.print(f"    written to {DOCUMENT.relative_to(ROOT).as_posix()}")
        failures += [name] if outcome.failed else []
    return failures


def _announcement(name: str) -> str:
    module = import_module(f"benchmarks.{name}")
    return f"[bold]{name}[/]: {module.WHAT} (about {module.ABOUT_MIN:g} min)"


def _measured(name: str, options: Mapping[str, bool]) -> Outcome:
    on = f"Measured {today().isoformat()} on {machine()}"
    try:
        with out.status("starting") as status:
            say: Say = lambda text: status.update(f"{name}: {text}")  # noqa: E731
            findings = import_module(f"benchmarks.{name}").measured(**options, say=say)
    except NotMeasuredError as reason:
        out.print(f"    not measured: {reason}")
        return Outcome(report.not_measured(TITLES[name], str(reason)))
    except ModuleNotFoundError as error:
        return Outcome(report.not_measured(TITLES[name], f"{error.name} is not installed."))
    except Exception as error:  # noqa: BLE001  one that breaks does not cost the others
        reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        out.print(f"    failed: {error}", markup=False)
        return Outcome(report.not_measured(TITLES[name], reason), failed=True)
    return Outcome(report.section(TITLES[name], findings, measured_on=on))


if __name__ == "__main__":
    app()
