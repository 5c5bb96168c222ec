"""Other servers on the same model and features, each in an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from benchmarks.findings import NotMeasuredError
from benchmarks.serving.servers import THREADS, Way
from classroom.syllabus import ROOT

BENTO, BENTO_BATCHED = "BentoML", "BentoML, with its batching"
LIT, LIT_BATCHED = "LitServe", "LitServe, with its batching"
MLFLOW = "mlflow models serve"
# Package to the ways that need it.
PACKAGES = {"bentoml": (BENTO, BENTO_BATCHED), "litserve": (LIT, LIT_BATCHED), "mlflow": (MLFLOW,)}
NAMES = frozenset(name for names in PACKAGES.values() for name in names)
# All that the artefact needs to answer; our own environment holds the same versions.
OURS = ("numpy", "onnxruntime", "polars")
APPS = "benchmarks.serving.apps"
INSTALL_S, SAVE_S = 600, 120


def installed(package: str, folder: Path) -> Path:
    """The folder with the programs of a new environment. Raises NotMeasuredError."""
    from importlib.metadata import version

    uv = shutil.which("uv")
    if uv is None:
        raise NotMeasuredError("uv is not on the path.")
    pinned = [f"{name}=={version(name)}" for name in OURS]
    target = folder / package
    _run([uv, "venv", "-q", "--python", "3.11", str(target)], INSTALL_S)
    python = target / "bin" / "python"
    _run([uv, "pip", "install", "-q", "--python", str(python), package, *pinned], INSTALL_S)
    return target / "bin"


def ways_of(package: str, programs: Path, *, root: Path, folder: Path) -> dict[str, Way]:
    """How the servers of a package are started on the artefact of `root`."""
    made = {"bentoml": _bentoml, "litserve": _litserve, "mlflow": _mlflow}
    return made[package](programs, root, folder)


def _bentoml(programs: Path, root: Path, folder: Path) -> dict[str, Way]:
    told = ["serve", f"{APPS}.with_bentoml:Cards", "--port", "PORT", "--host", "127.0.0.1"]
    command = [str(programs / "bentoml"), *told]
    environment = _environment(programs) | {
        "FOLDER": str(root),
        "BENTOML_HOME": str(folder / "bentoml"),
        "BENTOML_DO_NOT_TRACK": "True",
    }
    return {
        BENTO: Way(command, "/alone", environment, body=lambda card: {"card": card}),
        BENTO_BATCHED: Way(
            command,
            "/together",
            environment,
            body=lambda card: {"cards": [card]},
            told=lambda answers: _told(answers[0]),
        ),
    }


def _litserve(programs: Path, root: Path, _: Path) -> dict[str, Way]:
    command = [str(programs / "python"), "-m", f"{APPS}.with_litserve", str(root), "PORT"]
    environment = _environment(programs)
    return {
        LIT: Way(command, environment=environment),
        LIT_BATCHED: Way([*command, "together"], environment=environment),
    }


def _mlflow(programs: Path, root: Path, folder: Path) -> dict[str, Way]:
    model = folder / f"{root.name}-mlflow"
    store = {"MLFLOW_TRACKING_URI": f"sqlite:///{folder}/mlflow.db"}
    environment = _environment(programs) | store
    save = [str(programs / "python"), "-m", f"{APPS}.with_mlflow", str(root), str(model)]
    _run(save, SAVE_S, environment)
    told = ["models", "serve", "-m", str(model), "-p", "PORT", "-h", "127.0.0.1"]
    command = [str(programs / "mlflow"), *told, "--env-manager", "local", "--workers", "1"]
    way = Way(
        command,
        "/invocations",
        environment,
        body=lambda card: {"dataframe_records": [card]},
        told=lambda answer: _told(answer["predictions"][0]),
    )
    return {MLFLOW: way}


def _told(answer: dict[str, object]) -> tuple[str, float, str]:
    return str(answer["card_type"]), float(str(answer["confidence"])), str(answer["decision"])


def _environment(programs: Path) -> dict[str, str]:
    # A server that starts workers looks for its own programs first.
    return {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


def _run(command: list[str], patience_s: int, environment: dict[str, str] | None = None) -> None:
    told = {**os.environ, **THREADS, "PYTHONPATH": str(ROOT), **(environment or {})}
    try:
        subprocess.run(
            command, env=told, check=True, capture_output=True, text=True, timeout=patience_s
        )
    except subprocess.CalledProcessError as error:
        last = error.stderr.strip().splitlines()[-1:] or [str(error)]
        raise NotMeasuredError(f"{Path(command[0]).name} {command[1]}: {last[0][:200]}") from None
    except (subprocess.TimeoutExpired, OSError) as error:
        raise NotMeasuredError(str(error).splitlines()[0][:200]) from None
