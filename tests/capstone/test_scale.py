"""The scale of the training marks is what the recorder measures."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from classroom.marker.criteria.training import scale
from classroom.marker.tables import WITHHELD_SEEDS
from classroom.syllabus import ROOT

# Another processor may grow another tree here and there.
NEAR = 0.02


@pytest.mark.soak
@pytest.mark.parametrize("seed", WITHHELD_SEEDS)
def test_the_scale_is_measured_and_not_chosen(seed):
    told = subprocess.run(
        [sys.executable, "data/record_capstone_scale.py", "--seed", str(seed)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    (measured,) = tomllib.loads(told.stdout).values()
    assert measured == pytest.approx(scale()[str(seed)], rel=NEAR)
