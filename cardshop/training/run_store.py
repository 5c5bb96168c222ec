"""The SQLite file that holds the runs, in MLflow's tables: found fit to be used, then opened.

Nothing is sent anywhere: MLflow's usage reports are switched off before it is imported.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

from cardshop.training.refusals import TrackerError

PREFIX = "sqlite:///"
# Files of the runs would lie behind a tracking server; none is written here.
ARTIFACTS = "mlflow-artifacts:/"
OPEN_WAIT_S = 2


def opened_store(uri: str) -> Any:
    """MLflow's store at `sqlite:///file.db`; a new one is made whole. Raises TrackerError."""
    path = _path(uri)
    _check_file(path)
    _quiet()
    if not path.exists():
        _made(path)
    _check_version(path)
    return _opened(path)


def _path(uri: str) -> Path:
    path = Path(uri.removeprefix(PREFIX))
    if not uri.startswith(PREFIX) or path.name in ("", "."):
        message = f"the tracker {uri!r} is no SQLite address. Write sqlite:///runs.db."
        raise TrackerError(message)
    if not path.parent.is_dir():
        raise TrackerError(f"the folder {path.parent} of the tracker is not there. Make it first.")
    return path


def _check_file(path: Path) -> None:
    """Raises TrackerError unless the file is absent, or a store of MLflow that can be written."""
    if not path.exists():
        return
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=OPEN_WAIT_S)) as connection:
            # Asks for the right to write, and gives it back.
            connection.execute("BEGIN IMMEDIATE")
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = {name for (name,) in found}
            connection.rollback()
    except sqlite3.DatabaseError as error:
        locked = "locked" in str(error) or "busy" in str(error)
        advice = "Close the program that writes to it" if locked else "Name another file"
        raise TrackerError(f"{path} cannot be used: {error}. {advice}, then try again.") from None
    if "alembic_version" not in tables or "experiments" not in tables:
        message = f"{path} is no store of MLflow: it has {len(tables)} tables of another kind. "
        raise TrackerError(message + "Name another file; a new one is made.")


def _check_version(path: Path) -> None:
    import mlflow

    with contextlib.closing(sqlite3.connect(path, timeout=OPEN_WAIT_S)) as connection:
        ((revision,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    folder = Path(mlflow.__file__).parent / "store" / "db_migrations" / "versions"
    if not list(folder.glob(f"{revision}_*.py")):
        message = f"{path} was written by a newer MLflow (tables {revision}) than the installed "
        message += f"{mlflow.__version__}. Install a newer mlflow-skinny, or name another file."
        raise TrackerError(message)


def _quiet() -> None:
    """Switch MLflow's usage reports off, before it is imported, and its own log lines."""
    import logging

    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    import mlflow  # noqa: F401  sets up its loggers, which the next line silences

    logging.getLogger("mlflow").setLevel(logging.CRITICAL)


def _made(path: Path) -> None:
    """A new store appears whole: a killed first start must not leave half of the tables."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        _opened(draft).engine.dispose()
        # Another process may have made one meanwhile: that one stays.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _opened(path: Path) -> Any:
    from mlflow.exceptions import MlflowException
    from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

    try:
        return SqlAlchemyStore(f"{PREFIX}{path}", ARTIFACTS)
    except MlflowException as error:
        what = str(error).splitlines()[0].split(". ")[0]
        message = f"{path}: {what}. Copy the file, run `mlflow db upgrade {PREFIX}{path}`, or name "
        raise TrackerError(message + "another file.") from None
