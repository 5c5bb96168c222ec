"""The same artefact as a model of MLflow: `python … FOLDER TARGET` writes it for `models serve`."""

from __future__ import annotations

import sys
from typing import Any

import mlflow
import pandas as pd

from benchmarks.serving.apps.answering import Answers


class Cards(mlflow.pyfunc.PythonModel):
    """Answers cards that come as a pandas frame, as MLflow hands them on."""

    def load_context(self, context: Any) -> None:
        """Nothing; the model is loaded once."""
        self.answers = Answers(context.artifacts["folder"])

    def predict(self, context: Any, model_input: pd.DataFrame) -> list[dict[str, Any]]:  # noqa: ARG002  # pyrefly: ignore
        """The answers to the cards."""
        return self.answers.of(model_input.to_dict("records"))  # pyrefly: ignore


if __name__ == "__main__":
    mlflow.pyfunc.save_model(
        sys.argv[2], python_model=__file__, artifacts={"folder": sys.argv[1]}, pip_requirements=[]
    )
else:
    mlflow.models.set_model(Cards())
