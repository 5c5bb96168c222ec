"""A built model becomes a folder, once nothing speaks against it."""

from __future__ import annotations

from pathlib import Path

from cardshop.artifact import store
from cardshop.artifact.building import Built
from cardshop.artifact.metadata import Metadata


def save(built: Built, root: str | Path) -> Path:
    """The new folder `<root>/<version>`: complete, or not there at all; LATEST is left alone.

    Raises ArtifactError: the version exists, a step has no form in ONNX, or ONNX and scikit-learn
    differ on a training row.
    """
    folder = Path(root)
    store.check_new(folder, built.version)
    onnx, metadata = built.packed()
    contents = {store.MODEL: onnx, store.METADATA: metadata.as_json().encode()}
    contents[store.CARD] = card(metadata).encode()
    return store.write(folder, built.version, contents)


def card(metadata: Metadata) -> str:
    """The model card in Markdown, from what was measured."""
    lines = [
        f"# Model {metadata.version} ({metadata.model}, {metadata.made_on})",
        "",
        "Measured on held-out evolution lines; 95 % intervals over other lines.",
        "",
        "| metric | estimate | from | to |",
        "|---|---|---|---|",
    ]
    for name, one in metadata.metrics.items():
        lines.append(f"| {name} | {one.estimate:.4f} | {one.low:.4f} | {one.high:.4f} |")
    return "\n".join([*lines, ""])
