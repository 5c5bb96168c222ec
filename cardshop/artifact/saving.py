"""A built model becomes a folder with its model card, once nothing speaks against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

from cardshop.artifact import store
from cardshop.artifact.building import Built
from cardshop.artifact.metadata import Metadata
from cardshop.evaluation import CardFacts, DataFacts, Metric, model_card

LIMITS = (
    "The figures are of models that saw fewer lines than the one that is served.",
    "Temperature and threshold were fitted on the cards of these figures, which flatters a little.",
    "Lines of the catalogue stand for lines that it does not know yet; new sets may differ.",
)


def save(built: Built, root: str | Path) -> Path:
    """The new folder `<root>/<version>`: complete, or not there at all; LATEST is left alone.

    Raises ArtifactError: the version exists, a step has no form in ONNX, or ONNX and scikit-learn
    differ on a training row.
    """
    folder = Path(root)
    store.check_new(folder, built.version)
    onnx, metadata = built.packed()
    contents = {store.MODEL: onnx, store.METADATA: metadata.as_json().encode()}
    contents[store.CARD] = model_card(_facts(built, metadata)).encode()
    return store.write(folder, built.version, contents)


def _facts(built: Built, metadata: Metadata) -> CardFacts:
    found, days = built.held_out, built.cards["release_date"]
    trained_on = DataFacts(
        about="the cards of the catalogue",
        sha256=metadata.hashes["training_data"],
        rows=built.cards.height,
        lines=built.cards["line_id"].n_unique(),
        first_release=cast("date | None", days.min()),
        last_release=cast("date | None", days.max()),
    )
    at = {"temperature": Metric(found.temperature, ""), "threshold": Metric(found.threshold, "")}
    return CardFacts(
        name="card types",
        version=built.version,
        made_on=built.made_on,
        model=built.settings.model,
        settings=metadata.settings,
        training=trained_on,
        evaluation=DataFacts(
            about=f"the same, in {built.settings.splits} folds by line: each card answered by a "
            "model that saw none of its line",
        ),
        metrics=found.metrics,
        calibration={"temperature": at["temperature"], **found.calibration},
        dollars={"threshold": at["threshold"], **found.dollars},
        slices=found.slices,
        desk_by_country=found.desk_by_country,
        limits=LIMITS,
    )
