"""The shop's own command: `python -m cardshop train --config logistic`.

What is wrong with the input is one line, and exit code 2.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import polars as pl
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from typer.exceptions import TyperException

from cardshop import artifact, training
from cardshop.contract import DeliveryError
from cardshop.dataset import DatasetError, load_cards
from cardshop.evaluation import EvaluationError, Interval
from cardshop.features import FeatureError
from cardshop.journal import JournalError
from cardshop.monitoring import MonitoringError
from cardshop.monitoring.commands import monitor_command
from cardshop.rollout import RolloutError
from cardshop.rollout.commands import COMMANDS
from cardshop.service.settings import ServiceError, read_settings

WRONG_USE = (
    DatasetError,
    DeliveryError,
    EvaluationError,
    FeatureError,
    JournalError,
    MonitoringError,
    RolloutError,
    ServiceError,
    artifact.ArtifactError,
    training.TrainingError,
)
# Below so many seconds a bar would come and go unread.
WORTH_A_BAR_S = 2
out = Console(highlight=False, markup=False, emoji=False)
app = typer.Typer(
    add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False
)

for _name, _command in {**COMMANDS, "monitor": monitor_command}.items():
    app.command(_name)(_command)


@app.callback()
def _shop() -> None:
    """Train the model that files cards, and keep what was found."""


@app.command("train")
def train_command(
    config: Annotated[str, typer.Option(help="A TOML file, or a configuration by its name.")],
    tracker: Annotated[str | None, typer.Option(help="sqlite:///runs.db keeps the run.")] = None,
    cards: Annotated[Path | None, typer.Option(help="Parquet; without it, the catalogue.")] = None,
) -> None:
    """Train as a configuration says: scores on unseen lines, hashes, and a kept run."""
    settings = training.read_settings(config)
    table = load_cards() if cards is None else _read(cards)
    if not tracker:
        _report(_trained(table, settings))
        return
    # Before the work: a store that takes no run would cost all of it.
    with contextlib.closing(training.open_tracker(tracker)) as kept:
        trained = _trained(table, settings)
        _report(trained)
        now_ms = time.time_ns() // 1_000_000
        run_id = kept.record(trained, name=Path(config).stem, at_ms=now_ms)
        _say(f"recorded as {run_id} in {kept.uri}")


@app.command("serve")
def serve_command(
    host: Annotated[str | None, typer.Option(help="Address; CARDSHOP_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="0 takes a free one; CARDSHOP_PORT.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; CARDSHOP_WORKERS.")] = None,
    artifacts: Annotated[Path | None, typer.Option(help="Versions; CARDSHOP_ARTIFACTS.")] = None,
    journal: Annotated[Path | None, typer.Option(help="SQLite file; CARDSHOP_JOURNAL.")] = None,
) -> None:
    """Answer cards over HTTP; keys and limits by environment, as docs/service.md says."""
    # The first process of a container is not ended by a signal that it does not handle.
    signal.signal(signal.SIGTERM, _end)
    from cardshop.service.serving import serve

    given = {"host": host, "port": port, "workers": workers}
    given |= {"artifacts": artifacts, "journal": journal}
    settings = read_settings(**{name: one for name, one in given.items() if one is not None})
    errors = Console(stderr=True, highlight=False, markup=False, emoji=False)
    serve(settings, today=_today(), say=lambda text: errors.print(text, soft_wrap=True))


@app.command("package")
def package_command(
    config: Annotated[str, typer.Option(help="A TOML file, or a configuration by its name.")],
    artifacts: Annotated[Path, typer.Option(help="The folder that holds a folder a version.")],
    version: Annotated[str, typer.Option(help="MAJOR.MINOR.PATCH, one that is not there yet.")],
    *,
    latest: Annotated[bool, typer.Option("--latest", help="Serve it from now on.")] = False,
    cards: Annotated[Path | None, typer.Option(help="Parquet; without it, the catalogue.")] = None,
) -> None:
    """Train, convert and keep a model as files, if it answers as scikit-learn does."""
    settings = training.read_settings(config)
    artifact.check_new(artifacts, version)
    table = load_cards() if cards is None else _read(cards)
    time_needed = training.estimate(table, settings)
    _say(f"{settings.model}: {settings.splits} folds and all cards, {time_needed}")
    with _progress(time_needed) as progress:
        built = artifact.build(
            table, settings, version=version, made_on=_today(), progress=progress
        )
    _say(f"written to {artifact.save(built, artifacts)}")
    if latest:
        artifact.set_latest(artifacts, version)
        _say(f"{version} is the one that is served")


@app.command("evaluate")
def evaluate_command(
    folder: Annotated[Path, typer.Option("--artifact", help="A version, or a folder of them.")],
) -> None:
    """Print the model card: what was measured on held-out lines when the model was made."""
    _say(artifact.card_of(folder))


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def _today() -> date:
    return datetime.now(tz=UTC).date()


def _trained(table: pl.DataFrame, settings: training.Settings) -> training.Trained:
    time_needed = training.estimate(table, settings)
    _say(f"{settings.model}: {settings.splits} splits and all cards, {time_needed}")
    with _progress(time_needed) as progress:
        return training.train(table, settings, progress=progress)


def _read(path: Path) -> pl.DataFrame:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is not there"
        raise DatasetError(f"{path} {what}. Name a Parquet file of cards.")
    try:
        return pl.read_parquet(path, glob=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        what = str(error).splitlines()[0]
        raise DatasetError(f"{path} is no Parquet file ({what}). Name one of cards.") from None


@contextlib.contextmanager
def _progress(time_needed: training.Seconds) -> Iterator[training.Progress | None]:
    """A bar where a person waits; silence in a file, or where there is nothing to wait for."""
    if not out.is_terminal or time_needed.high < WORTH_A_BAR_S:
        yield None
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeRemainingColumn(), console=out, transient=True) as bar:
        task = bar.add_task("training", total=None)

        def tell(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        yield tell


def _report(trained: training.Trained) -> None:
    for score in trained.scores:
        about = f"{score.n_test} cards of unseen lines, fit {score.seconds:.1f} s"
        _say(f"  {score.name}: accuracy {_shown(score.accuracy)}; {about}")
    for metric in training.METRICS:
        mean = trained.mean(metric)
        if mean:
            _say(f"{metric} {_shown(mean)}, over {mean.n_units} of unit {mean.unit!r}")
    if trained.cut_off or any(one.cut_off for one in trained.scores):
        _say("the solver ran out of iterations: raise max_iter under [options]")
    for name, value in trained.fingerprints.as_dict().items():
        _say(f"{name}: {value}")


def _shown(found: Interval) -> str:
    return f"{found.estimate:.3f} ({found.low:.3f} to {found.high:.3f})"


def _say(text: str) -> None:
    out.print(text, soft_wrap=True)


def _refuse(message: str) -> NoReturn:
    errors = Console(stderr=True, highlight=False, markup=False, emoji=False)
    errors.print(" ".join(message.split()), soft_wrap=True)
    raise SystemExit(2)


def main() -> None:
    """Run one command; a refusal is a line, never a traceback."""
    try:
        sys.exit(app(prog_name="python -m cardshop", standalone_mode=False))
    except WRONG_USE as error:
        _refuse(str(error))
    except TyperException as error:
        _refuse(f"{error.format_message()} `python -m cardshop --help` shows what is possible.")
    except KeyboardInterrupt:
        _refuse("Stopped; nothing was recorded.")


if __name__ == "__main__":
    main()
