"""What belongs to the whole process: an answer that changes it changes every answer after it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def put_back() -> Iterator[list[str]]:
    """Puts the working directory and the environment back; fills the list with what to tell."""
    told: list[str] = []
    folder, variables = os.getcwd(), dict(os.environ)  # noqa: PTH109  chdir takes text
    try:
        yield told
    finally:
        if _folder() != folder:
            told.append(f"the working directory to {_folder()}")
            os.chdir(folder)
        changed = {key for key, value in variables.items() if os.environ.get(key) != value}
        added = os.environ.keys() - variables.keys()
        # Libraries add variables of their own when they are imported; a time zone is no such thing.
        told += [f"the variable {key}" for key in sorted(changed | (added & {"TZ"}))]
        for key in added:
            del os.environ[key]
        os.environ.update({key: variables[key] for key in changed})


def _folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109  as above
    except FileNotFoundError:
        return "a folder that is gone"
