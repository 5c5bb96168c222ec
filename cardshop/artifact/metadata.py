"""What an artefact says of itself, in a JSON file that a person can read."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import polars as pl

from cardshop.artifact.refusals import ArtifactError
from cardshop.contract.fields import FIELDS
from cardshop.features import FEATURES, chosen

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

# Of this file's form: a reader refuses any other.
SCHEMA = 1
# Beyond these, 32 bits keep one type of all, or none.
TEMPERATURES = (0.01, 100.0)
FEWEST_CLASSES = 2
SEMANTIC = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")
KINDS: Mapping[str, PolarsDataType] = {
    str(dtype): dtype for dtype in (pl.Int64, pl.Float64, pl.String, pl.Date)
}


@dataclass(frozen=True, kw_only=True)
class Input:
    """A raw column that the model needs, as the contract had it; ends of a range as text."""

    name: str
    kind: str
    unit: str
    span: tuple[str, str] | None
    end_excluded: bool
    step: int | None
    domain: tuple[str, ...]
    pattern: str | None


@dataclass(frozen=True)
class Measured:
    """One figure on held-out lines with its unit; its 95 % interval over other lines, or null."""

    estimate: float | None
    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True, kw_only=True)
class Parity:
    """The ONNX model against scikit-learn on every training row."""

    cards: int
    worst_difference: float
    changed_labels: int


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """All that is known of an artefact besides its weights.

    temperature and threshold were fitted on held-out lines; `metrics` come from the same cards.
    """

    schema: int
    version: str
    made_on: str
    model: str
    classes: tuple[str, ...]
    inputs: tuple[Input, ...]
    features: tuple[str, ...]
    temperature: float
    threshold: float
    settings: Mapping[str, Any]
    metrics: Mapping[str, Measured]
    parity: Parity
    opsets: Mapping[str, int]
    feature_code: str
    hashes: Mapping[str, str]
    code: Mapping[str, str]
    libraries: str

    def as_json(self) -> str:
        """The metadata as indented JSON with a last line end."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    @property
    def schema_of_cards(self) -> dict[str, PolarsDataType]:
        """The type of each raw column that the model needs, by name."""
        return {one.name: KINDS[one.kind] for one in self.inputs}


def read(text: str) -> Metadata:
    """The metadata of a JSON text. Raises ArtifactError: no JSON, another schema or shape."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArtifactError(f"metadata.json is no JSON: {error}.") from None
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        found = told.get("schema") if isinstance(told, dict) else None
        message = f"metadata.json has schema {found!r}, and this code reads {SCHEMA}. "
        raise ArtifactError(message + "Run the code that wrote it, or build the artefact anew.")
    known = {one.name for one in fields(Metadata)}
    if odd := sorted(known ^ told.keys()):
        message = f"metadata.json of schema {SCHEMA} lacks or adds {', '.join(odd)}."
        raise ArtifactError(f"{message} Build the artefact anew.")
    try:
        return _parsed(told)
    except (TypeError, ValueError, AttributeError, KeyError, ArithmeticError) as error:
        message = f"metadata.json holds a value of another kind ({error}). Build it anew."
        raise ArtifactError(" ".join(message.split())) from None


def inputs_of(names: Iterable[str]) -> tuple[Input, ...]:
    """The raw columns behind these features, each once, in the order of the contract."""
    wanted = {column for one in chosen(names) for column in one.inputs}
    return tuple(_input(column) for column in FIELDS if column in wanted)


def checked_version(version: str) -> str:
    """The version, if it is MAJOR.MINOR.PATCH. Raises ArtifactError."""
    if not SEMANTIC.fullmatch(version):
        message = f"version {version!r} is not MAJOR.MINOR.PATCH, three whole numbers. "
        raise ArtifactError(message + "Take 1.0.0 for the first.")
    return version


def _input(column: str) -> Input:
    field = FIELDS[column]
    span = None if field.span is None else (str(field.span[0]), str(field.span[1]))
    return Input(
        name=column,
        kind=str(field.dtype),
        unit=field.unit,
        span=span,
        end_excluded=field.end_excluded,
        step=field.step,
        domain=field.domain,
        pattern=field.pattern,
    )


def _parsed(told: dict[str, Any]) -> Metadata:
    inputs = tuple(
        Input(**one | {"span": one["span"] and tuple(one["span"]), "domain": tuple(one["domain"])})
        for one in told["inputs"]
    )
    if odd := sorted({one.kind for one in inputs} - KINDS.keys()):
        raise ValueError(f"unknown kind {odd[0]}")
    read_anew: dict[str, Any] = {
        "inputs": inputs,
        "classes": tuple(map(str, told["classes"])),
        "features": tuple(map(str, told["features"])),
        "temperature": float(told["temperature"]),
        "threshold": float(told["threshold"]),
        "metrics": {name: Measured(**one) for name, one in told["metrics"].items()},
        "parity": Parity(**told["parity"]),
        "version": checked_version(told["version"]),
    }
    metadata = Metadata(**told | read_anew)
    _check_values(metadata, told)
    return metadata


def _check_values(metadata: Metadata, told: dict[str, Any]) -> None:
    low, high = TEMPERATURES
    classes, names = metadata.classes, metadata.features
    wrong = {
        f"temperature {metadata.temperature}": not low <= metadata.temperature <= high,
        f"threshold {metadata.threshold}": not 0 <= metadata.threshold < math.inf,
        f"{len(classes)} classes": len(classes) < FEWEST_CLASSES
        or len(set(classes)) < len(classes),
        "features": not isinstance(told["features"], list) or not set(names) <= FEATURES.keys(),
        "feature_code": not isinstance(metadata.feature_code, str),
        "code": not isinstance(metadata.code, dict),
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            raise ValueError(what)
