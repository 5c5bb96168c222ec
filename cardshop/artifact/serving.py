"""An artefact that was read and checked, and its answers to raw cards."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.artifact import store
from cardshop.artifact.metadata import SEMANTIC, Metadata, read
from cardshop.artifact.refusals import ArtifactError
from cardshop.artifact.running import Model, numbers_and_words
from cardshop.features import code_hash, expressions, features

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE, DESK = "file", "desk"
DECISIONS = {"card_type": pl.String, "confidence": pl.Float32, "decision": pl.String}


class Expressions(NamedTuple):
    """The features of a model as polars expressions: those that are numbers, those in text."""

    numbers: tuple[pl.Expr, ...]
    words: tuple[pl.Expr, ...]


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """A model with all that its answers need; frozen, and any number of threads may ask it."""

    metadata: Metadata
    model: Model = field(repr=False)
    # Made once, since that costs more than a card.
    expressions: Expressions = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the expressions of the features."""
        parts = numbers_and_words(self.features)
        made = Expressions(*(expressions(pl, some) if some else () for some in parts))
        object.__setattr__(self, "expressions", made)

    @property
    def version(self) -> str:
        """MAJOR.MINOR.PATCH."""
        return self.metadata.version

    @property
    def classes(self) -> tuple[str, ...]:
        """The types, in the order of the columns of `probabilities`."""
        return self.metadata.classes

    @property
    def features(self) -> tuple[str, ...]:
        """What the model sees, in order."""
        return self.metadata.features

    @property
    def temperature(self) -> float:
        """What the logarithms are divided by: above 1 the model was too sure."""
        return self.metadata.temperature

    @property
    def threshold(self) -> float:
        """The confidence from which on a card is filed; above 1: never."""
        return self.metadata.threshold

    def probabilities(self, cards: pl.DataFrame) -> NDArray[np.float32]:
        """(n_cards, n_types), calibrated, from raw columns of the contract, rows in order.

        A null is what the feature makes of it. Raises FeatureError: a column missing or unfit.
        """
        if not cards.height:
            return np.empty((0, len(self.classes)), dtype=np.float32)
        numbers, words = self._features(cards)
        return _cooled(self.model.probabilities(numbers, words), self.temperature)

    def decide(self, cards: pl.DataFrame) -> pl.DataFrame:
        """A row a card, in order: card_type, confidence, decision ("file" or "desk").

        A card at the threshold is filed. Raises FeatureError.
        """
        given = self.probabilities(cards)
        confidence = given.max(axis=1, initial=0.0)
        kinds = [self.classes[place] for place in given.argmax(axis=1).tolist()]
        decisions = [FILE if filed else DESK for filed in (confidence >= self.threshold).tolist()]
        table = {"card_type": kinds, "confidence": confidence, "decision": decisions}
        return pl.DataFrame(table, schema=DECISIONS)

    def _features(self, cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        numbers, words = self.expressions
        try:
            # In turn: spread over threads, many small sums cost a third more.
            return cards.select_seq(numbers), cards.select_seq(words)
        except pl.exceptions.PolarsError as error:
            # Says which column is missing or unfit, and what to do.
            features(cards, self.features)
            raise ArtifactError(f"no features: {str(error).splitlines()[0]}") from None


def load(path: str | Path) -> Artifact:
    """The artefact of a folder: of one version, or of a root, whose latest is taken.

    Raises ArtifactError: a file altered or missing, another schema or feature code, a model that
    ONNX Runtime does not run.
    """
    folder = _folder(Path(path))
    contents = store.read_files(folder)
    metadata = read(contents[store.METADATA].decode("utf-8", errors="replace"))
    if SEMANTIC.fullmatch(folder.name) and folder.name != metadata.version:
        message = f"{folder} holds version {metadata.version}. Give the folder its name back."
        raise ArtifactError(message)
    _check_code(metadata)
    found = Artifact(metadata=metadata, model=Model(contents[store.MODEL]))
    _check_answer(found)
    return found


def card_of(path: str | Path) -> str:
    """The model card of an artefact, as it was written. Raises ArtifactError, as `load` does."""
    return store.read_files(_folder(Path(path)))[store.CARD].decode("utf-8", errors="replace")


def _folder(path: Path) -> Path:
    try:
        if (path / store.LATEST).exists():
            return path / store.latest(path)
    except OSError as error:
        message = f"{str(path)[:80]}… cannot be read ({error.strerror}). Name another folder."
        raise ArtifactError(message) from None
    if not path.is_dir():
        message = f"{path} is no folder. Name a version's folder, or one that holds LATEST."
        raise ArtifactError(message)
    return path


def _check_code(metadata: Metadata) -> None:
    ours = code_hash()
    if metadata.feature_code != ours:
        message = (
            f"version {metadata.version} was made with feature code {metadata.feature_code[:12]}…, "
            f"and this code is {ours[:12]}…: the same card would get other numbers. "
        )
        where = metadata.code.get("git", "unknown")
        raise ArtifactError(f"{message}Roll the code back (commit {where}), or train anew.")


def _check_answer(artifact: Artifact) -> None:
    """Raises ArtifactError unless a card of which nothing is known gets a chance for each class."""
    schema = artifact.metadata.schema_of_cards
    try:
        given = artifact.probabilities(pl.DataFrame({name: [None] for name in schema}, schema))
    except Exception as error:  # noqa: BLE001  ONNX Runtime and polars raise kinds of their own
        what = f"the model answers no card ({str(error).splitlines()[0][:200]})"
    else:
        if given.shape == (1, len(artifact.classes)) and np.isfinite(given).all():
            return
        what = f"the model has {given.shape[1]} outputs for {len(artifact.classes)} classes"
    message = f"version {artifact.version}: {what}, so metadata.json and model.onnx do not belong "
    raise ArtifactError(message + "together. Copy both anew from where they were built.") from None


def _cooled(given: NDArray[Any], temperature: float) -> NDArray[np.float32]:
    """As `evaluation.cooled`, in 32 bits and without its checks: they cost more than the model."""
    powers = (given / given.max(axis=1, keepdims=True)) ** np.float32(1 / temperature)
    return (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32, copy=False)
