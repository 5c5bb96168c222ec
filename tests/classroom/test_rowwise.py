"""Columns that take each row alone, and those that only seem to."""

from __future__ import annotations

import polars as pl
import pytest

from classroom.checks.prose import unwritten
from classroom.checks.rowwise import Probe, alike, infinite, row_wise_cases, with_edges

ROWS = pl.DataFrame(
    {
        "id": [f"R{number}" for number in range(20)],
        "size": [float(number * number % 23) + 1 for number in range(20)],
        "told": [number % 7 for number in range(20)],
        "word": [f"word {number % 5}" for number in range(20)],
    }
)
PROBE = Probe(with_edges(ROWS, "id"), "id", {"told": "it is told later", "id": "it is a key"})


def first_failure(answer) -> str:
    return next((sentence for holds, sentence, _ in row_wise_cases(answer, PROBE) if not holds), "")


@pytest.mark.parametrize(
    "answer",
    [
        lambda rows: rows.select("id", twice=pl.col("size") * 2),
        lambda rows: rows.select("id", "word").reverse(),
        lambda rows: rows.select("id", known=pl.col("size").is_not_null(), one=pl.lit(1)),
        lambda rows: rows.select("id", noise=pl.col("size") * (1 + 1e-9)),
    ],
)
def test_columns_of_the_row_itself_pass(answer):
    assert first_failure(answer) == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda rows: rows.select("id", z=pl.col("size") - pl.col("size").mean()), "left out"),
        (lambda rows: rows.select("id", z=pl.col("size").cum_sum()), "opposite order"),
        (lambda rows: rows.select("id", z=pl.col("size").fill_null(strategy="max")), "z of edge"),
        (lambda rows: rows.select("id", z=pl.len().over("word")), "left out"),
        (lambda rows: rows.select("id", "told"), "told is no feature: it is told later."),
        (lambda rows: rows.select("id", z=pl.col("id").str.len_chars()), "id is no feature"),
        (lambda rows: rows.drop_nulls("size").select("id", "size"), "edge: null is not among them"),
        (lambda rows: pl.concat([rows, rows[0]]).select("id", "size"), "you return 25 rows"),
        (lambda rows: rows.select("id").hstack(rows.select("word").to_dummies()), "comes and goes"),
    ],
)
def test_columns_that_look_elsewhere_are_named(answer, words):
    assert words in first_failure(answer)


def test_each_number_has_a_row_with_a_zero_and_all_cells_one_that_is_null():
    edges = with_edges(ROWS, "id")[20:]
    assert edges["id"].to_list() == [
        "edge: null", "edge: size 0", "edge: told 0", "edge: new words",
    ]  # fmt: skip
    assert edges[0].drop("id").null_count().sum_horizontal().item() == 3
    assert infinite(edges.select("id", a=1 / pl.col("size")), "id") == (
        "a of edge: size 0 is infinite"
    )
    assert infinite(edges, "id") == ""


def test_missing_is_missing_however_it_is_written():
    assert alike(None, float("nan"))
    assert not alike(None, 0.0)
    assert alike(True, 1)
    assert not alike("1", 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Metal is heavier than flesh of the same size.", ""),
        ("Metal heavy", "has 2 words"),
        ("Fire cards lie near zero degrees, Water cards near two hundred.", ""),
        ("Water cards look bluer, Fire cards redder, others duller.", ""),
        ("hue, colour, fire, red, angle, sine, cosine", "is a list of words"),
        ("hue colour fire red angle sine cosine", "has no full stop"),
        ("It is as it is, since it is what it is, as it is.", "again and again"),
        ("It helped because TODO say why it helped.", "still holds 'TODO'"),
        ("feature, gain, accuracy, metal, density, score", "is a list of words"),
        (
            "We say why the task of this lesson was set here.",
            "repeats the words of the task, 'say why the task of this lesson was'",
        ),
        ("Gym gym is what the members left in May.", "says 'Gym gym': one word twice"),
        ("The trouble is that that price had had no owner.", ""),
    ],
)
def test_a_text_is_written_or_it_is_said_what_is_missing(text, problem):
    task = "Say why the task of this lesson was set here."
    found = unwritten(text, fewest=4, most=20, task=task)
    assert problem in found if problem else not found
