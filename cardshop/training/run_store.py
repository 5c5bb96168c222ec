"""The SQLite file that holds the runs, in MLflow's tables: found fit to be used, then opened.

Nothing is sent anywhere: MLflow's usage reports are switched off before it is imported.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cardshop.training.refusals import TrackerError

PREFIX = "sqlite:///"
# Files of the runs would lie behind a tracking server; none is written here.
ARTIFACTS = "mlflow-artifacts:/"
OPEN_WAIT_S = 2
# What a run is written into. Without one of them MLflow would refuse the run, after the training.
RUN_TABLES = ("experiments", "runs", "params", "metrics", "latest_metrics", "tags")


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
    if "?" in uri or path.name == ":memory:":
        message = (
            f"the tracker {uri!r} names no plain file: nothing is kept in memory, and options "
        )
        raise TrackerError(message + "after a ? are not taken. Write sqlite:///runs.db.")
    if not path.parent.is_dir():
        raise TrackerError(f"the folder {path.parent} of the tracker is not there. Make it first.")
    return path


def _check_file(path: Path) -> None:
    """Raises TrackerError unless the file is absent, or a store of MLflow that can be written."""
    if not path.exists():
        return
    with _connected(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in found}
        _check_tables(path, tables)
        # SQLite begins a write on a file that it may only read; the first change is what fails.
        connection.execute("CREATE TABLE may_it_be_written (row INTEGER)")
        connection.rollback()
        ((state,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
    if state != "ok":
        what = " ".join(str(state).split())
        raise TrackerError(f"{path} is damaged ({what}). Restore a copy, or name another file.")


@contextlib.contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is closed at the end; what SQLite says becomes a TrackerError."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=OPEN_WAIT_S)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise TrackerError(f"{path} cannot be used: {error}. {_advice(str(error))}") from None


def _advice(said: str) -> str:
    if "locked" in said or "busy" in said:
        return "Close the program that writes to it, then try again."
    if "readonly" in said or "unable to open" in said:
        return "Make the file and its folder writable, or name another file."
    return "Name another file, then try again."


def _check_tables(path: Path, tables: set[str]) -> None:
    if "alembic_version" not in tables or "experiments" not in tables:
        message = f"{path} is no store of MLflow: it has {len(tables)} tables of another kind. "
        raise TrackerError(message + "Name another file; a new one is made.")
    if lost := [name for name in RUN_TABLES if name not in tables]:
        message = f"{path} lacks {', '.join(lost)}, which MLflow's stores have. Restore a copy, or "
        raise TrackerError(message + "name another file; a new one is made.")


def _check_version(path: Path) -> None:
    import mlflow

    with _connected(path) as connection:
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(rows) != 1:
        message = f"{path} names {len(rows)} versions of its tables in alembic_version, not one. "
        raise TrackerError(message + "Restore a copy, or name another file.")
    ((revision,),) = rows
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
        # A folder that takes no file is known at once; MLflow would try for two minutes.
        draft.touch()
        _opened(draft).engine.dispose()
        # Another process may have made one meanwhile: that one stays.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    except OSError as error:
        message = f"{path} cannot be made: {error.strerror}. Make the folder {path.parent} "
        raise TrackerError(message + "writable, or name a file in another.") from None
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _opened(path: Path) -> Any:
    from mlflow.exceptions import MlflowException
    from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
    from sqlalchemy.exc import SQLAlchemyError

    try:
        return SqlAlchemyStore(f"{PREFIX}{path}", ARTIFACTS)
    except MlflowException as error:
        what = str(error).splitlines()[0].split(". ")[0]
        message = f"{path}: {what}. Copy the file, run `mlflow db upgrade {PREFIX}{path}`, or name "
        raise TrackerError(message + "another file.") from None
    except SQLAlchemyError as error:
        what = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise TrackerError(f"{path} cannot be used: {what}. {_advice(what)}") from None
