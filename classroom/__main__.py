"""The `course` command; see `classroom.commands` for what it does."""

from __future__ import annotations

import io
import sys
from typing import NoReturn

OLDEST = (3, 11)


def main() -> None:
    """Run one command; what is wrong with its input is one line, and exit code 2."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        _end(f"The course needs Python 3.11 or newer, this is {found}. `uv run course` finds one.")
    try:
        from classroom.commands import app
        from classroom.refusals import refused
    except ModuleNotFoundError as error:
        _end(f"The package {error.name} is missing. Run `uv sync`, which installs what is missing.")
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number, and the command goes on.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with refused():
        sys.exit(app(prog_name="course", standalone_mode=False))


def _end(message: str) -> NoReturn:
    sys.stderr.write(message + "\n")
    raise SystemExit(2)


if __name__ == "__main__":
    main()
