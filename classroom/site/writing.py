"""A folder of pages, written aside and moved into place: a reader never meets half of one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from classroom.site.errors import SiteError

# By this file a folder is known as one that the course wrote, and may write anew.
MARK = ".course-site"


def refuse_another_folder(out: Path) -> None:
    """Raise `SiteError` if something lies there that is not a site of the course."""
    if not out.exists() or (out.is_dir() and ((out / MARK).exists() or not any(out.iterdir()))):
        return
    raise SiteError(
        f"{out} is there and is no site that `course site` wrote, so it stays as it is. "
        "Name another folder with --out, or move it away."
    )


def write(out: Path, files: Mapping[str, str]) -> None:
    """Put the files, by their paths in the folder, where `out` says; all of them or none.

    Raises `SiteError` when the disk is full or the place cannot be written.
    """
    refuse_another_folder(out)
    aside = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        for path, text in {**files, MARK: "Written by `course site`.\n"}.items():
            (aside / "new" / path).parent.mkdir(parents=True, exist_ok=True)
            (aside / "new" / path).write_text(text, "utf-8", newline="\n")
        if out.exists():
            out.rename(aside / "old")
        (aside / "new").rename(out)
    except OSError as error:
        _put_back(aside, out)
        told = error.strerror or str(error)
        raise SiteError(f"{out} could not be written ({told}); nothing was replaced.") from error
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)


def _put_back(aside: Path | None, out: Path) -> None:
    if aside is not None and (aside / "old").exists() and not out.exists():
        (aside / "old").rename(out)
