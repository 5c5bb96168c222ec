"""Tables that no file holds: made while a check runs, so that no answer was fitted to them."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

from classroom.syllabus import ROOT


def generator(name: str) -> ModuleType:
    """A module of `data/generator`, the program that made the course's data."""
    # A script's package beside the data: on the path for as long as it is looked for.
    folder = str(ROOT / "data")
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(f"generator.{name}")
    finally:
        sys.path.remove(folder)
