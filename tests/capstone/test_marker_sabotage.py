"""Each planted defect loses the points of its own parts, and no other; the reference loses none."""

from __future__ import annotations

import shutil

import pytest

from classroom.marker import Marking, marked
from classroom.marker.rubric import read_rubric
from classroom.marker.tables import made
from tests.capstone.projects import reference, small_tables, starter, work
from tests.capstone.sabotage import SABOTAGES, STALE, applied

pytestmark = pytest.mark.slow
FEWEST = 12
# The marker copies and runs them.
RESTS_ON = ("solutions/capstone", "exercises/capstone", "classroom/marker", "data/generator")


def points(marking: Marking) -> dict[str, float]:
    return {f"{row.criterion.id}.{row.part.id}": row.points for row in marking.rows}


def silent(_: str) -> None:
    """No line for anybody."""


class Marked:
    """The reference, marked once; a copy of it is marked anew where it changed."""

    def __init__(self, folder, tables, **options):
        self.folder, self.tables, self.options = folder, tables, options
        self.project = reference(folder / "reference")
        self.work = work(self.project, folder / "marking", tables, **options)
        self.points = points(marked(self.work, silent))

    def lost(self, name: str, *, reuse: bool = True) -> set[str]:
        """The parts that lose points by a defect."""
        sabotage, place = SABOTAGES[name], self.folder / name.replace(" ", "_")
        project = place / "project"
        shutil.copytree(self.project, project)
        applied(sabotage, project)
        again = work(project, place / "marking", self.tables, **self.options)
        if reuse:
            told = {one: self.work.known[one] for one in self.work.known.keys() - sabotage.reruns}
            again.known.update(told)
            if "training" in told:
                again.artifacts = self.work.artifacts
        got = points(marked(again, silent))
        assert got.keys() == self.points.keys()
        shutil.rmtree(place)
        return {part for part in got if got[part] < self.points[part]}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    return Marked(folder, small_tables(folder / "tables"))


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    folder = tmp_path_factory.mktemp("full")
    tables = made(folder / "tables")
    return Marked(folder, tables, seeds=(101, 202, 303))


def test_there_are_enough_defects_and_every_criterion_has_one():
    assert len(SABOTAGES) >= FEWEST
    struck = {part.split(".")[0] for one in SABOTAGES.values() for part in one.loses}
    assert struck == {one.id for one in read_rubric().measured}


@pytest.mark.recorded
@pytest.mark.parametrize("name", SABOTAGES)
def test_a_defect_loses_its_own_points_and_no_other(small, name):
    assert small.lost(name) == SABOTAGES[name].loses


@pytest.mark.soak
@pytest.mark.parametrize("name", SABOTAGES)
def test_the_same_at_full_size_with_everything_run_again(full, name):
    lost, loses = full.lost(name, reuse=False), SABOTAGES[name].loses
    if "training.rmse_101" in loses:
        loses = loses | {"training.rmse_202", "training.rmse_303"}
    assert loses <= lost <= loses | STALE


@pytest.mark.soak
def test_the_reference_has_every_point(full):
    assert sum(full.points.values()) == read_rubric().measured_points


def test_the_starter_has_less_than_a_tenth(tmp_path, small):
    project = starter(tmp_path / "starter")
    marking = marked(work(project, tmp_path / "marking", small.tables), silent)
    assert marking.measured < 0.1 * read_rubric().measured_points
