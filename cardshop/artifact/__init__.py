"""A trained model as files that load without the libraries that trained it.

building    train on all cards; temperature and threshold from held-out lines
converting  the whole pipeline in ONNX, equal to scikit-learn on every training row, or refused
metadata    what an artefact says of itself
store       folders by version, written whole, read with their hashes; LATEST and PREVIOUS
saving      a built model becomes a folder
running     ONNX Runtime on one thread
serving     load a folder; probabilities and decisions for raw cards
"""

from cardshop.artifact.building import Built, build
from cardshop.artifact.converting import TOLERANCE
from cardshop.artifact.metadata import Input, Measured, Metadata, Parity
from cardshop.artifact.refusals import ArtifactError
from cardshop.artifact.saving import save
from cardshop.artifact.serving import DESK, FILE, Artifact, load
from cardshop.artifact.store import latest, previous, set_latest, versions

__all__ = [
    "DESK",
    "FILE",
    "TOLERANCE",
    "Artifact",
    "ArtifactError",
    "Built",
    "Input",
    "Measured",
    "Metadata",
    "Parity",
    "build",
    "latest",
    "load",
    "previous",
    "save",
    "set_latest",
    "versions",
]
