"""A lesson's project: its starter, its data and its own git repository in `work/`, begun once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from classroom import pairing
from classroom.copies import CopyError, place
from classroom.syllabus import ROOT

DATA_MAKER = Path("data") / "make_quotes.py"
FIRST_COMMIT = "Start from the course's starter"
# The first commit is the course's; a learner may have told git no name, or a key that asks.
AS_THE_COURSE = {
    "user.name": "ML engineering course",
    "user.email": "course@example.invalid",
    "commit.gpgsign": "false",
    "core.hooksPath": os.devnull,
    "init.defaultBranch": "main",
}
FEW_MINUTES_S = 300


def begin(name: str, say: Callable[[str], object]) -> Path:
    """The project's folder in `work/`; one that is there stays as it is.

    It appears only when it is whole. Raises `CopyError`: no room, or data that cannot be made.
    """
    folder = ROOT / "work" / name
    if folder.exists():
        return folder
    partial = folder.with_name(f".{name}.{os.getpid()}.partial")
    try:
        _copy(ROOT / "exercises" / name, partial)
        say(f"Making the data of {place(folder)}; that takes some seconds.")
        _make_data(partial / "data")
        _first_commit(partial, say)
        partial.replace(folder)
    except OSError as error:
        message = (
            f"{place(folder)} cannot be written ({error.strerror}); `course doctor` says more."
        )
        raise CopyError(message) from None
    except subprocess.TimeoutExpired as error:
        message = f"{error.cmd[0]} took over {FEW_MINUTES_S} s; `course doctor` says more."
        raise CopyError(message) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _copy(starter: Path, folder: Path) -> None:
    for path in pairing.project_files(starter):
        copy = folder / path.relative_to(starter)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


def _make_data(folder: Path) -> None:
    outcome = _run([sys.executable, str(ROOT / DATA_MAKER), "--out", str(folder)], ROOT)
    if outcome.returncode:
        said = outcome.stderr.strip().splitlines() or ["it ended without a word"]
        message = f"{DATA_MAKER.as_posix()} failed ({said[-1]}); `course doctor` says more."
        raise CopyError(message)


def _first_commit(folder: Path, say: Callable[[str], object]) -> None:
    """A repository with one commit; without git one line is said, and there is none."""
    settings = [part for name, value in AS_THE_COURSE.items() for part in ("-c", f"{name}={value}")]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", FIRST_COMMIT]):
        try:
            outcome = _run(["git", *settings, *words], folder)
        except FileNotFoundError:
            say("There is no git here: install it, then run `git init` in the project yourself.")
            return
        if outcome.returncode:
            said = outcome.stderr.strip().splitlines() or ["no reason given"]
            say(f"git {words[0]} failed ({said[-1]}); run it in the project yourself.")
            return


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # Inside a hook, git would take these for the repository that is meant.
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        command,
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=FEW_MINUTES_S,
        check=False,
    )
