"""A first model, in a process of its own: `python -m cardshop.service.first_model ROOT DAY`.

The service starts this where it finds no version, so that it never loads scikit-learn itself.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

FIRST_VERSION = "1.0.0"
CONFIG = "logistic"


def make(root: Path, day: date) -> Path:
    """The folder of version 1.0.0, trained on the catalogue, and made the latest.

    Raises ArtifactError, TrainingError, DatasetError.
    """
    from cardshop import artifact, training
    from cardshop.dataset import load_cards

    # Before the work: a folder that takes no files would cost all of it.
    root.mkdir(parents=True, exist_ok=True)
    settings = training.read_settings(CONFIG)
    built = artifact.build(load_cards(), settings, version=FIRST_VERSION, made_on=day)
    folder = artifact.save(built, root)
    artifact.set_latest(root, FIRST_VERSION)
    return folder


def main() -> None:
    """Train, or say in one line why not, and leave with 2."""
    try:
        make(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
    except (ValueError, OSError) as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
