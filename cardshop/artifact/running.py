"""A model in ONNX Runtime: tables of features in, probabilities out, on one thread."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import polars as pl

from cardshop.artifact.refusals import ArtifactError
from cardshop.features import FEATURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The inputs of the graph, one tensor each: (n_cards, n_numbers) float32, (n_cards, n_words) text.
NUMBERS, WORDS = "numbers", "words"
PROBABILITIES = "probabilities"
ERRORS_ONLY = 3  # severity; ONNX Runtime counts from 0, verbose, to 4, fatal


def numbers_and_words(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the features that are numbers, and of those that are text, in order."""
    words = tuple(name for name in names if FEATURES[name].dtype == pl.String)
    return tuple(name for name in names if name not in words), words


class Model:
    """A converted pipeline, ready to answer; any number of threads may ask at once."""

    def __init__(self, onnx: bytes) -> None:
        """Raises ArtifactError for bytes that this ONNX Runtime does not run."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Cards come in small batches on few cores: a second thread costs more than it brings.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = ERRORS_ONLY
        onnxruntime.disable_telemetry_events()
        try:
            self._session = onnxruntime.InferenceSession(
                onnx, options, providers=["CPUExecutionProvider"]
            )
        except _failures() as error:
            what = str(error).splitlines()[0]
            message = f"ONNX Runtime {onnxruntime.__version__} does not run the model ({what}). "
            raise ArtifactError(message + "Build the artefact anew with these libraries.") from None
        self.inputs = tuple(one.name for one in self._session.get_inputs())

    def probabilities(self, numbers: pl.DataFrame, words: pl.DataFrame) -> NDArray[np.float32]:
        """(n_cards, n_types), not cooled, from the features that are numbers and those in text."""
        fed: dict[str, Any] = {NUMBERS: numbers.to_numpy(), WORDS: _texts(words)}
        told = {name: fed[name] for name in self.inputs}
        return cast("NDArray[np.float32]", self._session.run([PROBABILITIES], told)[0])


def _texts(words: pl.DataFrame) -> NDArray[Any]:
    # Four times as fast as `to_numpy` for one card: lists hold the texts as Python wants them.
    return np.array([one.to_list() for one in words.iter_columns()], dtype=object).T


def _failures() -> tuple[type[Exception], ...]:
    # Its own exceptions share no base of their own and live in a compiled module.
    errors = importlib.import_module("onnxruntime.capi.onnxruntime_pybind11_state")
    listed = (getattr(errors, name) for name in dir(errors))
    return tuple(one for one in listed if isinstance(one, type) and issubclass(one, Exception))
