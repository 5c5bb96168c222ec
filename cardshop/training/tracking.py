"""Runs that are kept: MLflow's own tables in one SQLite file, a run whole or not at all.

The store is opened before a training begins, so that a locked or foreign one costs no work, and a
run is written once it has finished. MLflow's client writes a run in several transactions, and a
killed one leaves half a run; here its calls share one session, committed once.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from cardshop.training.refusals import TrackerError
from cardshop.training.run_store import opened_store
from cardshop.training.scoring import METRICS, Trained

EXPERIMENT = "cardshop"
# After minutes of training it is worth waiting for somebody else's writing to end.
RECORD_WAIT_MS = 30_000
RUNS_A_PAGE = 1_000


@dataclass(frozen=True)
class Tracker:
    """An open store of runs; `open_tracker` gives one."""

    uri: str
    store: Any
    experiment_id: str

    def record(self, trained: Trained, *, name: str, at_ms: int) -> str:
        """The id of the run that was written: settings, hashes, metrics with intervals.

        at_ms: milliseconds since 1970, when the training ended. Raises TrackerError, and then no
        part of the run is there.
        """
        from mlflow.exceptions import MlflowException
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with _one_transaction(self.store):
                return self._written(trained, name, at_ms)
        except (MlflowException, SQLAlchemyError) as error:
            what = str(getattr(error, "orig", None) or error).splitlines()[0]
            advice = "close what holds it" if "locked" in what else "mend it, or name another file"
            message = f"{self.uri} took no run ({what}). Nothing was recorded: {advice}, and train "
            raise TrackerError(message + "again.") from None

    def _written(self, trained: Trained, name: str, at_ms: int) -> str:
        from mlflow.entities import Metric, Param, RunStatus, RunTag

        tags = trained.fingerprints.as_dict()
        begun = at_ms - round(1000 * sum(one.seconds for one in trained.scores))
        run = self.store.create_run(self.experiment_id, "", begun, [], name)
        run_id = run.info.run_id
        self.store.log_batch(
            run_id,
            [Metric(key, value, at_ms, step) for key, value, step in _metrics(trained)],
            [Param(key, value) for key, value in _params(trained).items()],
            [RunTag(key, value) for key, value in tags.items()],
        )
        self.store.update_run_info(run_id, RunStatus.FINISHED, at_ms, name)
        return run_id

    def runs(self) -> pl.DataFrame:
        """A row a finished run, newest first: run_id, name, then metrics, settings and hashes.

        Null: what a run of another kind does not have. Empty without runs.
        """
        rows = [_row(run) for run in self._finished()]
        return pl.DataFrame(rows, infer_schema_length=None)

    def close(self) -> None:
        """Let go of the file."""
        self.store.engine.dispose()

    def _finished(self) -> Iterator[Any]:
        from mlflow.entities import ViewType

        page: str | None = None
        while True:
            found = self.store.search_runs(
                [self.experiment_id],
                "attributes.status = 'FINISHED'",
                ViewType.ACTIVE_ONLY,
                RUNS_A_PAGE,
                ["attributes.end_time DESC"],
                page,
            )
            yield from found
            page = found.token
            if not page:
                return


def open_tracker(uri: str) -> Tracker:
    """The store at `sqlite:///file.db`, made if it is not there.

    Raises TrackerError: another address, no folder, no SQLite, somebody else's tables, locked,
    damaged, not to be written, a deleted experiment, or another version of MLflow.
    """
    store = opened_store(uri)
    try:
        return Tracker(uri, store, _experiment_id(store, uri))
    except TrackerError:
        store.engine.dispose()
        raise


def _experiment_id(store: Any, uri: str) -> str:
    found = store.get_experiment_by_name(EXPERIMENT)
    if not found:
        return store.create_experiment(EXPERIMENT)
    if found.lifecycle_stage != "active":
        restore = f"mlflow experiments restore --experiment-id {found.experiment_id}"
        message = f"the experiment {EXPERIMENT!r} of {uri} was deleted, and takes no run. Run "
        raise TrackerError(f"{message}`MLFLOW_TRACKING_URI={uri} {restore}`, or name another file.")
    return found.experiment_id


@contextlib.contextmanager
def _one_transaction(store: Any) -> Iterator[None]:
    """All calls of the store inside share one session: committed at the end, or nothing is."""
    from sqlalchemy import text
    from sqlalchemy.orm import Session

    class Held(Session):
        """A session whose commits wait: the store commits in the middle of a batch."""

        def commit(self) -> None:
            self.flush()

    usual = store.ManagedSessionMaker
    with Held(store.engine) as session:
        session.execute(text("PRAGMA foreign_keys = ON"))
        session.execute(text(f"PRAGMA busy_timeout = {RECORD_WAIT_MS}"))
        # The right to write comes first, so that waiting for it happens here alone.
        session.execute(text("BEGIN IMMEDIATE"))
        store.ManagedSessionMaker = lambda **_: contextlib.nullcontext(session)
        try:
            yield
            super(Held, session).commit()
        finally:
            store.ManagedSessionMaker = usual


def _metrics(trained: Trained) -> Iterator[tuple[str, float, int]]:
    """(name, value, step): means over splits at step 0, then each split at its own step."""
    for metric in METRICS:
        values, mean = trained.values(metric), trained.mean(metric)
        yield metric, mean.estimate if mean else sum(values) / len(values), 0
        if mean:
            yield f"{metric}_low", mean.low, 0
            yield f"{metric}_high", mean.high, 0
        yield from ((f"{metric}_by_split", value, step) for step, value in enumerate(values))
    for step, score in enumerate(trained.scores):
        for metric in ("accuracy", "log_loss"):
            interval = getattr(score, metric)
            yield f"{metric}_by_split_low", interval.low, step
            yield f"{metric}_by_split_high", interval.high, step
        yield "fit_seconds_by_split", score.seconds, step
    yield "fit_seconds", trained.seconds, 0


def _params(trained: Trained) -> dict[str, str]:
    told = dict(trained.settings.as_dict())
    options: Mapping[str, float] = told.pop("options")
    told |= {f"option.{name}": value for name, value in options.items()}
    plain = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in told.items()
    }
    return plain | {"cut_off": json.dumps(trained.cut_off)}


def _row(run: Any) -> dict[str, Any]:
    hashes = {key: value for key, value in run.data.tags.items() if not key.startswith("mlflow.")}
    about = {"run_id": run.info.run_id, "name": run.info.run_name}
    return about | dict(run.data.metrics) | dict(run.data.params) | hashes
