"""The lessons as pages that can be read anywhere."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from classroom import syllabus
from classroom.commands.terminal import out as terminal
from classroom.commands.terminal import say
from classroom.syllabus import ROOT

# Two threads on two busy cores make one fit many times slower; set before numpy is imported.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def site(
    *,
    out: Annotated[
        Path, typer.Option(help="The folder to write; site/ of the clone.", show_default=False)
    ] = ROOT / "site",
) -> None:
    """Write the lessons as pages to read without a server, a network or a script.

    Each lesson runs once. The folder is replaced when all is well, and only if `course site`
    wrote it. Open its index.html.

    Examples: course site · course site --out /tmp/pages
    """
    from classroom import site as pages

    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    pages.refuse_another_folder(out)
    built = pages.files(syllabus.lessons(), _run, sorted((ROOT / "docs").glob("*.md")))
    pages.write(out, built.files)
    counted = f"{len(built.lessons)} lessons and {len(built.documents)} documents"
    say(f"{counted} in {out}, for {time.process_time():.0f} CPU seconds. Open {out / 'index.html'}")


def _run(notebook: Path) -> tuple[list[str], Mapping[str, Any]]:
    from classroom.display import reading

    before = time.process_time()
    with terminal.status(f"{notebook.name} runs"):
        done = reading.ran(reading.loaded(notebook), notebook)
    say(f"{notebook.name}: {time.process_time() - before:.1f} CPU seconds")
    return done
