"""`python -m cardshop monitor`: the dashboard, in a process of its own that has marimo."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from cardshop.monitoring.refusals import MonitoringError

COURSE = Path(__file__).parents[2]
APP, INCIDENTS = COURSE / "apps" / "monitoring.py", COURSE / "data" / "incidents"
# The port after marimo's own, at which lessons are.
PORT = 2719


def monitor_command(
    journal: Annotated[
        Path, typer.Option(envvar="CARDSHOP_JOURNAL", help="What a service wrote or writes.")
    ] = Path("journal.db"),
    *,
    labels: Annotated[Path | None, typer.Option(help="Parquet of what became known.")] = None,
    example: Annotated[int | None, typer.Option(help="A recorded incident, by number.")] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the page is.")] = PORT,
) -> None:
    """Open the dashboard of a journal in the browser, until Ctrl+C."""
    if example is not None:
        journal, labels = example_files(INCIDENTS, example)
    told = page_command(APP, journal, labels, port=port)
    raise typer.Exit(subprocess.run(told, check=False).returncode)


def example_files(folder: Path, number: int) -> tuple[Path, Path]:
    """(journal, labels) of a recorded incident. Raises MonitoringError for an unknown one."""
    journals = {
        name.removeprefix("incident_").removesuffix("_journal"): path
        for path in sorted(folder.glob("incident_*_journal.parquet"))
        for name in (path.stem,)
    }
    found = journals.get(str(number))
    if found is None:
        known = ", ".join(journals) or f"none in {folder}"
        raise MonitoringError(f"no recorded incident {number}. There are {known}.")
    return found, found.with_name(f"incident_{number}_labels.parquet")


def page_command(app: Path, journal: Path, labels: Path | None, *, port: int) -> list[str]:
    """The words that start the page. Raises MonitoringError: a file, a package, the port."""
    if not app.is_file():
        raise MonitoringError(f"{app} is not there: run this in a clone of the course.")
    if importlib.util.find_spec("marimo") is None:
        raise MonitoringError("marimo is not installed, and the dashboard needs it. Run `uv sync`.")
    if not journal.is_file():
        message = f"there is no journal {journal}. `python -m cardshop serve` writes one as it "
        raise MonitoringError(f"{message}answers; --example 1 shows a recorded one.")
    if labels is not None and not labels.is_file():
        message = f"there are no labels {labels}. Name the Parquet file, or leave --labels out."
        raise MonitoringError(message)
    _check_free(port)
    files = ["--journal", str(journal.resolve())]
    files += ["--labels", str(labels.resolve())] if labels else []
    return [sys.executable, "-m", "marimo", "run", str(app), "--port", str(port), "--", *files]


def _check_free(port: int) -> None:
    try:
        with socket.create_server(("127.0.0.1", port)):
            pass
    except OSError as error:
        message = f"port {port} cannot be listened on ({error.strerror}). Name another --port."
        raise MonitoringError(message) from None
