"""Measuring on request: turns, medians, ratios and their sentence; no test depends on the clock."""

from __future__ import annotations

import pytest

from classroom.checks import speed


def test_the_ways_take_turns_and_yours_is_the_measure_of_all(monkeypatch):
    cpu_s = iter([0, 0.010, 0, 0.004, 0, 0.030, 0, 0.004, 0, 0.011, 0, 0.018])
    wall_s = iter([0, 0.100, 0, 0.030])
    monkeypatch.setattr(speed.time, "process_time", lambda: next(cpu_s))
    monkeypatch.setattr(speed.time, "perf_counter", lambda: next(wall_s))
    called = []
    ways = {"slow": lambda: called.append("slow"), "yours": lambda: called.append("yours")}
    measured = speed.cpu_ratios(ways, rows=1000, repeats=3)
    # One call sets the length of a turn: two calls for the way that takes 30 ms.
    assert called == ["slow", "yours"] + ["slow", "yours", "yours"] * 3
    assert measured == pytest.approx(
        {"rows": 1000, "slow CPU ms": 11, "slow ratio": 5.5, "yours CPU ms": 2, "yours ratio": 1}
    )


def test_what_was_measured_is_shown_as_a_table_and_one_sentence():
    measured = {
        "rows": 100_000.0,
        "pandas by row CPU ms": 556.1,
        "pandas by row ratio": 27.8,
        "pandas by column CPU ms": 18.0,
        "pandas by column ratio": 0.9,
        "yours CPU ms": 20.0,
        "yours ratio": 1.0,
    }
    assert [row["way"] for row in speed.table(measured)] == [
        "pandas by row",
        "pandas by column",
        "yours",
    ]
    assert speed.table(measured)[0]["CPU milliseconds"] == "556"
    assert [row["times yours"] for row in speed.table(measured)] == ["28", "0.9", "1.0"]
    assert speed.reading(measured) == (
        "On 100,000 rows yours took 20 ms of computing time. Measured against it: "
        "pandas by row 28 times, pandas by column 0.9 times."
    )


def test_a_large_ratio_is_written_out():
    (row,) = speed.table({"rows": 8.0, "slow CPU ms": 2_600.0, "slow ratio": 1_104.6})
    assert row["times yours"] == "1,105"
