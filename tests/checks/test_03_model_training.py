"""Beside the verdicts of module 3: answers against scikit-learn, records, measures, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from cardshop.dataset import load_cards
from cardshop.features import features
from classroom.checks import Question, speed
from classroom.checks.refusing import refusal
from questions import compiled, questions, solution_source


def answer(question_id: str):
    (found,) = (one for one in questions() if one.id == question_id)
    return compiled(found, solution_source(found))


def question(question_id: str) -> Question:
    (found,) = (one for one in questions() if one.id == question_id)
    return found


def test_the_scores_by_hand_are_those_of_scikit_learn_on_the_same_folds():
    from sklearn.model_selection import cross_val_score
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    cards = load_cards().gather_every(20)
    numbers = features(cards, ["hue", "base_attack", "base_speed", "weight_kg"]).to_numpy()
    numbers = numbers.astype(float)
    types = cards["card_type"].to_list()
    dealt = answer("3.1a")(cards["line_id"].to_list(), 5, 0)
    rows = np.arange(cards.height)
    pairs = [(np.setdiff1d(rows, test), np.array(test)) for test in dealt]
    nearest = KNeighborsClassifier(1, metric="manhattan", algorithm="brute")
    model = make_pipeline(StandardScaler(with_mean=False), nearest)
    theirs = cross_val_score(model, numbers, types, cv=pairs)
    assert len(theirs) == 5
    assert answer("3.1b")(numbers, types, dealt) == pytest.approx(theirs.tolist(), abs=0.01)


def test_one_card_is_measured_beside_a_logistic_regression_and_a_forest():
    measured = question("3.3").speed(answer("3.3"))
    ways = [one["way"] for one in speed.table(measured)]
    assert ways == ["logistic", "forest of 200", "yours"]
    assert speed.reading(measured).startswith("On 1 row yours took ")


def refuses(number: int) -> int:
    if number < 0:
        raise ValueError(f"{number} is below 0")
    return 1 // number


def test_a_refusal_is_told_from_an_answer_and_from_another_error():
    assert refusal(refuses, -3).words == "-3 is below 0"
    assert refusal(refuses, 1) == (None, "returned 1")
    words, instead = refusal(refuses, 0)
    assert words is None
    assert instead.startswith("raised ZeroDivisionError: ")
