"""A real marimo server for the browser tests, the same that the benchmarks measure with."""

from __future__ import annotations

from benchmarks.served import LEFT, copy_of_the_course, marimo

__all__ = ["LEFT", "copy_of_the_course", "marimo"]
