"""A model as files: the model, metadata.json, and SHA256SUMS, against which reading verifies."""

from __future__ import annotations

import hashlib
import inspect
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from capstone import columns, features, model
from capstone.columns import QuoteError
from capstone.model import Model

TREES, WEIGHTS, METADATA, SUMS = "model.ubj", "weights.json", "metadata.json", "SHA256SUMS"


class Artifact(NamedTuple):
    """A model at work, and what is known of it."""

    model: Model
    metadata: dict[str, Any]


def save(fitted: Model, artifact_dir: Path, about: dict[str, Any]) -> None:
    """Nothing; writes the files, the sums last, so that a half-written artefact is refused.

    `about` goes into metadata.json, beside the columns, what was learned, and the code's hash.
    """
    artifact_dir.mkdir(parents=True, exist_ok=True)
    if fitted.booster is None:
        name, content = WEIGHTS, json.dumps(fitted.weights).encode()
    else:
        name, content = TREES, bytes(fitted.booster.save_raw(raw_format="ubj"))
    effects = fitted.species_effects
    metadata = {
        "model_version": hashlib.sha256(content).hexdigest()[:12],
        "model_file": name,
        "feature_code": code_hash(),
        **about,
        "columns": fitted.columns,
        "fill": fitted.fill,
        "lowest_usd": fitted.lowest_usd,
        "species_effects": effects and {str(dex_no): value for dex_no, value in effects.items()},
    }
    files = {name: content, METADATA: (json.dumps(metadata, indent=1) + "\n").encode()}
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()]
    for name, content in {**files, SUMS: ("\n".join(sums) + "\n").encode()}.items():
        partial = artifact_dir / f".{name}.{os.getpid()}"
        partial.write_bytes(content)
        partial.replace(artifact_dir / name)


def load(artifact_dir: Path) -> Artifact:
    """The model and its metadata. Raises QuoteError: absent, changed, or of other feature code."""
    files = _verified(Path(artifact_dir))
    metadata = json.loads(files[METADATA])
    if metadata["feature_code"] != code_hash():
        message = f"{artifact_dir} was made by other code: train again, or go back to its commit."
        raise QuoteError(message)
    effects, content = metadata["species_effects"], files[metadata["model_file"]]
    trees = metadata["model_file"] == TREES
    fitted = Model(
        columns=metadata["columns"],
        fill=metadata["fill"],
        weights=[] if trees else json.loads(content),
        booster=_booster(content) if trees else None,
        species_effects=effects and {int(dex_no): value for dex_no, value in effects.items()},
        lowest_usd=metadata["lowest_usd"],
    )
    return Artifact(fitted, metadata)


def code_hash() -> str:
    """Twelve digits of the code that turns a card into numbers, and numbers into dollars."""
    code = "".join(inspect.getsource(one) for one in (columns, features, model))
    return hashlib.sha256(code.encode()).hexdigest()[:12]


def _verified(folder: Path) -> dict[str, bytes]:
    """The contents of the files that SHA256SUMS lists."""
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
        files = {name: (folder / name).read_bytes() for name in (one[66:] for one in lines)}
    except (OSError, UnicodeDecodeError):
        message = f"{folder} holds no artefact: run python -m capstone train first."
        raise QuoteError(message) from None
    for line in lines:
        if hashlib.sha256(files[line[66:]]).hexdigest() != line[:64]:
            message = f"{folder / line[66:]} was changed after training: train again or restore it."
            raise QuoteError(message)
    if METADATA not in files:
        message = f"{folder / SUMS} does not list {METADATA}: run python -m capstone train again."
        raise QuoteError(message)
    return files


def _booster(content: bytes) -> Any:
    from xgboost import Booster

    booster = Booster(model_file=bytearray(content))
    booster.set_param({"nthread": 1})
    return booster
