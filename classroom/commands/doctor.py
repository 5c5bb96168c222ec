"""What is wrong with the environment, the data, the course's files and the record."""

from __future__ import annotations

import typer

from classroom import health
from classroom.commands.terminal import out, say


def doctor() -> None:
    """Look for what is wrong, and say what to do.

    Python, packages, data, the course's files, your record and more. Exit code 0 when all is
    well, 1 when something is not. Nothing is changed.

    Example: course doctor
    """
    well = True
    with out.status("Looking; the compiled packages take some seconds"):
        for one in health.findings():
            well &= one.well
            say(f"{'well' if one.well else 'TROUBLE':<8}{one.what:<14}{one.told}")
    raise typer.Exit(0 if well else 1)
