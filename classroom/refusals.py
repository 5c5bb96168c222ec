"""Every refusal of the course in one place: one line for the learner, exit code 2, no traceback."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import typer
from typer.exceptions import TyperException

from classroom import (
    catalogue,
    certificate,
    copies,
    judging,
    marker,
    pairing,
    progress,
    scaffold,
    serving,
    site,
    syllabus,
)
from classroom.commands.terminal import refuse

WRONG_USE = (
    syllabus.SyllabusError,
    catalogue.CatalogueError,
    certificate.UnprintableNameError,
    copies.CopyError,
    judging.JudgingError,
    marker.MarkingError,
    marker.TablesError,
    pairing.PairingError,
    progress.RecordError,
    scaffold.ScaffoldError,
    serving.PortError,
    site.SiteError,
)


@contextlib.contextmanager
def refused() -> Iterator[None]:
    """Turn what was wrong with the input into its line."""
    try:
        yield
    except WRONG_USE as error:
        refuse(str(error))
    except TyperException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "course"
        refuse(f"{error.format_message()} `{path} --help` shows what is possible.")
    except (typer.Abort, EOFError):
        refuse("The input ended before the command did; nothing more was recorded.")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
