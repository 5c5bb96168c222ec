"""A trained model as files that load without the libraries that trained it.

measuring   figures, temperature and threshold from held-out lines
building    train on all cards and on folds of them, and pack the result
converting  the whole pipeline in ONNX, equal to scikit-learn on every training row, or refused
metadata    what an artefact says of itself
store       folders by version, written whole, read with their hashes; LATEST and PREVIOUS
saving      a built model becomes a folder
running     ONNX Runtime on one thread
serving     load a folder; probabilities and decisions for raw cards
"""

from cardshop.artifact.building import Built, build
from cardshop.artifact.converting import TOLERANCE
from cardshop.artifact.measuring import HeldOut
from cardshop.artifact.metadata import Input, Measured, Metadata, Parity
from cardshop.artifact.refusals import ArtifactError
from cardshop.artifact.saving import save
from cardshop.artifact.serving import DESK, FILE, Artifact, card_of, load
from cardshop.artifact.store import check_new, latest, previous, set_latest, versions

__all__ = [
    "DESK",
    "FILE",
    "TOLERANCE",
    "Artifact",
    "ArtifactError",
    "Built",
    "HeldOut",
    "Input",
    "Measured",
    "Metadata",
    "Parity",
    "build",
    "card_of",
    "check_new",
    "latest",
    "load",
    "previous",
    "save",
    "set_latest",
    "versions",
]
