"""Trains a project's model on every table, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from classroom.marker.probes import Steps, of_project


def steps(tables: Mapping[str, str], artifacts: str) -> Steps:
    """`train NAME` for each table; the artefact lies in `artifacts`/NAME."""
    for name, folder in tables.items():
        yield f"train {name}", partial(trained, Path(folder), Path(artifacts) / name)


def trained(data: Path, artifact: Path) -> list[str]:
    """The files of the artefact."""
    artifact.mkdir(parents=True, exist_ok=True)
    of_project("train")(data, artifact)
    return sorted(path.name for path in artifact.iterdir())
