"""The eight files of question 2.2: they run, five leak, and what each leak does to a score."""

from __future__ import annotations

import difflib
import runpy
import sys

import polars as pl
import pytest

from cardshop import dataset
from cardshop.dataset import DATA, load_cards
from classroom import checks
from questions import mutated_from, questions, solution_source, solution_text

FOLDER = DATA / "leak_reviews"
QUESTION = next(one for one in questions() if one.id == "2.2")
CHECK = sys.modules[QUESTION.cases.__module__]
CLEAN = sorted(set(CHECK.REVIEWS) - set(CHECK.LEAKS))
# What the leak adds to the score, at least: a fifth less than measured.
GAINS = {"review_1": 0.09, "review_3": 0.35, "review_6": 0.13, "review_8": 0.7}


def score_of(name: str) -> float:
    return float(runpy.run_path(str(FOLDER / f"{name}.py"))["score"])


def test_there_are_eight_reviews_of_which_three_are_clean():
    assert sorted(path.stem for path in FOLDER.glob("*.py")) == list(CHECK.REVIEWS)
    assert len(CLEAN) == 3
    assert {kind for kind, _ in CHECK.LEAKS.values()} == set(CHECK.KINDS)
    for review in CHECK.REVIEWS:
        assert 8 <= len(CHECK.text_of(review)) <= 20
    for review in CHECK.LEAKS:
        assert 1 <= len(CHECK.lines_of(review)) <= 2


def test_the_solution_is_right_on_all_eight_and_mutants_start_at_the_bar():
    answer = checks.answer_from(solution_text(QUESTION), "spot_leaks", filename="solution")
    found = answer()
    assert {CHECK.outcome(one, found[one]) for one in CHECK.REVIEWS} == {"right"}
    assert mutated_from(QUESTION) != solution_source(QUESTION)


@pytest.mark.parametrize("review", CHECK.LEAKS)
def test_a_repair_changes_the_line_of_the_leak(review: str):
    before = CHECK.text_of(review)
    after = (FOLDER / "repaired" / f"{review}.py").read_text("utf-8").splitlines()
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = {
        line + 1 for tag, low, high, *_ in steps if tag != "equal" for line in range(low, high)
    }
    assert changed & CHECK.lines_of(review)
    assert len(changed) <= 3


@pytest.mark.slow
@pytest.mark.parametrize("review", GAINS)
def test_a_leak_raises_the_score(review: str):
    assert score_of(review) - score_of(f"repaired/{review}") > GAINS[review]


@pytest.mark.slow
def test_a_scaler_fitted_on_all_rows_shows_no_symptom():
    assert score_of("review_5") == pytest.approx(score_of("repaired/review_5"), abs=0.005)


@pytest.mark.slow
@pytest.mark.parametrize("review", [*CLEAN, "review_5", "review_1", "review_6"])
def test_where_there_is_nothing_to_learn_only_a_leak_beats_the_commonest_type(
    review: str, monkeypatch: pytest.MonkeyPatch
):
    cards = load_cards()
    # Each line gets the type of a card drawn by its own number: no input can know it.
    drawn = cards["card_type"].sample(cards.height, shuffle=True, seed=1)
    types = drawn.gather(cards["line_id"].rank("dense").cast(pl.Int64))
    monkeypatch.setattr(dataset, "load_cards", lambda: cards.with_columns(card_type=types))
    water = review in ("review_4", "review_6")
    shares = (types == "Water").mean(), types.value_counts()["count"].max() / types.len()
    commonest = 1 - shares[0] if water else shares[1]
    learnt = score_of(review) - commonest
    assert (learnt > 0.08) == (review in ("review_1", "review_6"))
