"""How the drill's model and the four incidents are recorded. Spoilers: it says what is wrong.

python data/record_incidents.py model        train the small model that drills serve
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from cardshop import artifact, training
from cardshop.incidents import DRILL_MODEL, training_cards

MADE_ON = date(2026, 2, 28)


def make_model(root: Path) -> Path:
    """The folder of the drill's model, trained on two lines of three."""
    built = artifact.build(
        training_cards(),
        training.read_settings("logistic"),
        version=DRILL_MODEL.name,
        made_on=MADE_ON,
    )
    return artifact.save(built, root)


def write_model() -> None:
    """Write the model where drills look for it."""
    with tempfile.TemporaryDirectory() as scratch:
        made = make_model(Path(scratch))
        shutil.rmtree(DRILL_MODEL, ignore_errors=True)
        shutil.copytree(made, DRILL_MODEL)


if __name__ == "__main__":
    if sys.argv[1:] == ["model"]:
        write_model()
