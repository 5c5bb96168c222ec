"""What git knows of a project; its code does not run."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import partial

from classroom.marker.probes import RefusedError, Steps

# Watchers and hooks that a repository names do not run; a filter of its own may, in this process.
QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.directory=*",
         "-c", "core.quotePath=off")  # fmt: skip
MOST_COMMITS = 2_000
WAIT_S = 60


def steps(folder: str) -> Steps:
    """`own`, beyond the first commit `commits` (subjects) and `files` (written), and `status`."""
    yield "own", partial(own, folder)
    yield "commits", lambda: git(folder, *later(folder), "--no-merges", "--format=%s")
    yield "files", partial(files, folder)
    yield "status", lambda: git(folder, "status", "--porcelain", "--untracked-files=all")


def own(folder: str) -> bool:
    """Whether the folder is the top of a repository of its own."""
    (top,) = git(folder, "rev-parse", "--show-toplevel")
    if os.path.realpath(top) != os.path.realpath(folder):
        message = "the folder is no git repository of its own"
        raise RefusedError(message)
    return True


def later(folder: str) -> tuple[str, ...]:
    """Words that ask for the commits beyond the first; another root is no first one."""
    first = git(folder, "rev-list", "--first-parent", "--max-parents=0", "HEAD")[-1]
    return "log", f"-{MOST_COMMITS}", "HEAD", f"^{first}"


def files(folder: str) -> list[tuple[str, int]]:
    """Each file as it was added or changed: its name and its size in bytes."""
    asked = ("--diff-filter=AM", "--raw", "--no-abbrev", "--no-renames", "--format=")
    told = [line.split("\t", 1) for line in git(folder, *later(folder), *asked)]
    blobs = "".join(f"{about.split()[3]}\n" for about, _ in told)
    sizes = git(folder, "cat-file", "--batch-check=%(objectsize)", heard=blobs) if told else []
    # A submodule's commit is not among the objects.
    known = [int(one) if one.isdigit() else 0 for one in sizes]
    return [(name, size) for (_, name), size in zip(told, known, strict=True)]


def git(folder: str, *words: str, heard: str = "") -> list[str]:
    """The lines that git tells; `heard` is what it reads. Raises `RefusedError`."""
    if not shutil.which("git"):
        message = (
            "git is not installed here: install it, then commit; the first commit is the start"
        )
        raise RefusedError(message)
    # Looking is no writing: without the last, `status` refreshes the index.
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    settings["GIT_OPTIONAL_LOCKS"] = "0"
    told = subprocess.run(
        ["git", *QUIET, "-C", folder, *words],  # noqa: S607  the learner's own git
        capture_output=True,
        check=False,
        input=heard.encode(),
        env={**os.environ, **settings},
        timeout=WAIT_S,
    )
    if told.returncode:
        said = told.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise RefusedError("git says: " + said[-1][:200])
    return [line for line in told.stdout.decode("utf-8", "replace").split("\n") if line]
